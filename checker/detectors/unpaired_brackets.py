"""Brackets without their other half, and pairs of two widths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_BRACKET = regex(r"[「」｢｣『』（）()【】〔〕［］〈〉《》]")
_BRACKET_OR_END = regex(r"[「」｢｣『』（）()【】〔〕［］〈〉《》\n]")
_PAIR = regex("「」|『』|（）|【】|〔〕|［］|〈〉|《》")
_DEPTH = 3
"""Brackets in brackets so deep are told to be in pairs without looking at each."""
_HALF_WIDTH = regex("[()｢｣]")
_MAYBE = Scan("[()「」]")
_FULL = {"(": "（", ")": "）", "｢": "「", "｣": "」"}
_UNEVEN = ("（)", "(）", "「｣", "｢」")
_WIDE = str.maketrans(_FULL)
_CLOSED_BY = dict(zip("「『（【〔［〈《", "」』）】〕］〉》", strict=True))
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
# 1) ア） 注） ①）, at the start of a line or behind a gap, and smileys.
_ITEM = regex(
    r"(?:^|[\s、。・；;：:])[※*＊(（]?(?:注[0-9]{0,2}|[0-9]{1,3}|[a-zA-Zァ-ンあ-ん一-十・])$"
)
_SMILEY = regex(r"[:;=^][-^oO_]?$")
_REACH = 5
"""So many lines further on a bracket may still be closed (our judgement)."""


class _Open(NamedTuple):
    """A bracket that waits for its other half."""

    sign: str
    at: int
    block: int


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    # Folding makes the half-width corner brackets full-width ones.
    return (_MAYBE,) if options.get("fault") == "width" else ()


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a bracket.

    `options["fault"]`: `alone` (the other half is missing) or `width` (a
    full-width and a half-width half make a pair).
    """
    document = context.document
    text = document.text
    if options.get("fault") == "width" and not _HALF_WIDTH.search(text):
        return
    code = [piece.text for piece in document.protected]
    if options.get("fault") == "alone" and _are_paired(text, code):
        return
    pending: list[_Open] = []
    alone: list[int] = []
    number = 0  # of the block
    for match in _BRACKET.finditer(text):
        at, sign = match.start(), _FULL.get(match.group(), match.group())
        while document.blocks[number].span.end <= at:
            number += 1
        block = document.blocks[number]
        if block.kind is BlockKind.ALT or (code and document.is_protected(Span(at, at + 1))):
            continue
        if sign in _CLOSED_BY:
            pending.append(_Open(sign, at, number))
            continue
        found = len(pending) - 1
        while found >= 0 and _CLOSED_BY[pending[found].sign] != sign:
            found -= 1
        if found >= 0 and number - pending[found].block <= _REACH:
            start = pending[found].at
            alone.extend(opened.at for opened in pending[found + 1 :])
            del pending[found:]
            if options.get("fault") == "width" and text[start] + text[at] in _UNEVEN:
                yield _widened(start, at, text)
        elif sign != "）" or not _is_mark(text[block.span.start : at]):
            alone.append(at)
    if options.get("fault") == "alone":
        alone.extend(opened.at for opened in pending)
        for at, before in zip(sorted(alone), [-1, *sorted(alone)], strict=False):
            # 『広報」: the wrong half, told once.
            wrong = before >= 0 and text[before] in _CLOSED_BY and text[at] in _OPENED_BY
            if not (wrong and "\n" not in text[before:at]):
                yield _alone(text[at], at)


def _are_paired(text: str, code: Sequence[Span]) -> bool:
    """Whether each line closes what it opens, as nearly all do, and code holds no bracket.

    Takes the text as a whole, which is much faster than to look at each bracket.
    """
    if any(_BRACKET.search(text, span.start, span.end) for span in code):
        return False
    rest = "".join(_BRACKET_OR_END.findall(text)).translate(_WIDE)
    for _ in range(_DEPTH):
        rest = rest.replace("（）", "").replace("「」", "")
        if not rest.strip("\n"):
            return True
        rest = _PAIR.sub("", rest)
    return not rest.strip("\n")


def _is_mark(before: str) -> bool:
    """Whether a closing bracket belongs to a list mark or a smiley."""
    return _ITEM.search(before[-8:]) is not None or _SMILEY.search(before[-3:]) is not None


def _widened(start: int, end: int, text: str) -> Match:
    """The pair, with its half-width half made full-width."""
    at = start if text[start] in _FULL else end
    span = Span(at, at + 1)
    written = _FULL[text[at]]
    return Match(Span(start, end + 1), {"to": written}, edits=(Edit(span, written),))


def _alone(sign: str, at: int) -> Match:
    full = _FULL.get(sign, sign)
    opens = full in _CLOSED_BY
    other = _CLOSED_BY[full] if opens else _OPENED_BY[full]
    missing = f"閉じる「{other}」" if opens else f"始まりの「{other}」"
    return Match(Span(at, at + 1), {"missing": missing})
