"""上沢小 in a draft that also writes 上沢小学校."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_SHORT = Scan(r"[小中](?=[、。・）)（( 　との]|$)(?<=[一-鿿ァ-ヶー]{2}[小中])")
_STEM = regex("[一-鿿ァ-ヶー々]{1,5}$")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_SHORT,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a school whose name is cut to 小 or 中, at its first place."""
    document = context.document
    text = document.folded
    if "学校" not in text:
        return
    told: set[str] = set()
    for match in _SHORT.finditer(text):
        stem = _STEM.search(text, max(0, match.start() - 5), match.start())
        for start in range(stem.start(), match.start() - 1) if stem else ():
            short = text[start : match.end()]
            full = f"{short}学校"
            at = text.find(full)
            if at < 0 or short in told:
                continue
            told.add(short)
            span = Span(start, match.end())
            usual = Span(at, at + len(full))
            related = (Related(usual, f"ここでは「{full}」です"),)
            yield Match(span, {"to": full}, edits=(Edit(span, full),), related=related)
            break
