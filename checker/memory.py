"""How many drafts are held at once, and what the garbage collector need not look at."""

from __future__ import annotations

import gc

LOT = 16
"""Drafts that are checked together. One after the other each would find the processor's
caches full of what the one before needed last. More take no less time, but more memory:
64 drafts of 1,500 characters 16 MB more than 16."""

LOT_CHARACTERS = 40_000
"""A lot ends when it holds so many characters, so that memory stays level."""

ALLOCATIONS = 300_000
"""New objects (less freed ones) before the collector looks for garbage among them.

A draft of 1,000 characters makes some 20,000, of which all but a few go without its help. The
default of 700 takes a fifth of the time, 50,000 a twentieth, because a lot of drafts
lives long enough to be looked at again and again.
"""


def settle() -> None:
    """Leave what is loaded out of all further collections, and collect more rarely.

    For a process that is ours: the command and the web server call it once all is loaded.
    """
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 10, 10)
    gc.enable()
