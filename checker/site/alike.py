"""Which pages of a site say nearly the same, without comparing each with each.

Sketches are cut into 21 bands of six values, and only pages that share a whole band are
compared (locality-sensitive hashing; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, 3.4): of two pages with a likeness of 0.8 that misses one in 500 pairs, of 0.9 none
in a million. A page is compared with the first of a group only, so work grows with the pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.site.sketching import BINS, likeness
from checker.site.values import Alike

ALIKE = 0.8
"""From here on two pages say nearly the same."""

_ROWS = 6
_BAND = 2 * _ROWS
_MOST = 8
"""First pages of groups that are kept for a band: where more share it, it is boilerplate."""


def alike(sketches: Sequence[bytes]) -> tuple[Alike, ...]:
    """Groups of two or more pages, the largest first. Empty sketches are left out."""
    firsts: dict[tuple[int, bytes], list[int]] = {}
    members: dict[int, list[int]] = {}
    least: dict[int, float] = {}
    for number, own in enumerate(sketches):
        if not own:
            continue
        bands = [(at, own[at : at + _BAND]) for at in range(0, 2 * BINS, _BAND)]
        near = dict.fromkeys(first for band in bands for first in firsts.get(band, ()))
        best, first = max(((likeness(own, sketches[n]), -n) for n in near), default=(0.0, 0))
        if best >= ALIKE:
            members[-first].append(number)
            least[-first] = min(best, least[-first])
            continue
        members[number], least[number] = [number], 1.0
        for band in bands:
            known = firsts.setdefault(band, [])
            if len(known) < _MOST:
                known.append(number)
    groups = [Alike(tuple(g), least[first]) for first, g in members.items() if len(g) > 1]
    return tuple(sorted(groups, key=lambda group: (-len(group.pages), group.pages)))
