"""The notice that the page opens with: written for this purpose, with many faults."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from checker.api import Draft, Format

FILE = "kenko-koza.txt"
_PACKAGE = Path(__file__).resolve().parent
IN_WHEEL = _PACKAGE / "_samples"
IN_CHECKOUT = _PACKAGE.parent / "corpus" / "samples"


@cache
def sample() -> Draft:
    """The sample as a draft."""
    folder = IN_WHEEL if IN_WHEEL.is_dir() else IN_CHECKOUT
    return Draft("-", (folder / FILE).read_text(encoding="utf-8"), Format.TEXT)
