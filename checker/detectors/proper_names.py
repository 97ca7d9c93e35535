"""A name that is written in two ways: 高齢福祉課 and 高齢者福祉課."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

_NAMES = (AnnotationKind.OFFICE, AnnotationKind.LAW, AnnotationKind.FORM)
# A name in 「」: no sentence, no single word that is only stressed.
_BRACKETED = re.compile(r"「([^「」『』（）()。、！？\n]{4,24})」")
# What sets offices apart rather than being forgotten: 北支所, 第二小学校.
_TELLS_APART = re.compile(r"[東西南北上下中新旧元本第前後内外左右大小高低0-9一二三四五六七八九十]")
_TAIL = re.compile(
    r"(?:市役所|事務所|出張所|支所|センター|委員会|協議会|審議会|協会|連合会|実行委員会|小学校|中学校"
    r"|高等学校|高校|幼稚園|保育園|保育所|こども園|公民館|図書館|体育館|資料館|会館|病院|公園|交流館|課|係|室"
    r"|部|局|会|館|園|所)$"
)
_SHORTEST = 5
"""A forgotten character is only told from another name in one of so many (our judgement)."""
_MOST_NAMES = 60
_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name that is likely to be another one of the draft, written otherwise."""
    names = _names(context)
    order = sorted(names, key=lambda name: (-len(names[name]), names[name][0].start))
    order = order[:_MOST_NAMES]
    keys = {name: _key(context, names[name][0]) for name in order}
    told: set[str] = set()
    for number, usual in enumerate(order):
        for name in order[number + 1 :]:
            if name in told or not _is_same(usual, name, keys):
                continue
            told.add(name)
            related = (Related(names[usual][0], f"ここでは「{usual}」です"),)
            yield Match(names[name][0], {"name": name, "usual": usual}, related=related)


def _names(context: Context) -> dict[str, list[Span]]:
    """The names of the draft, without their spaces, with their places."""
    document = context.document
    spans = [
        annotation.span
        for annotation in context.annotations.of(*_NAMES)
        if not document.is_protected(annotation.span)
    ]
    starts = sorted(span.start for span in spans)
    for match in _BRACKETED.finditer(document.folded):
        span = Span(match.start(1), match.end(1))
        at = bisect_left(starts, span.start)
        if at == len(starts) or starts[at] >= span.end:
            spans.append(span)
    names: dict[str, list[Span]] = {}
    for span in sorted(spans):
        if document.block_at(span.start).kind not in _UNREAD:
            name = "".join(span.cut(document.folded).split())
            names.setdefault(name, []).append(span)
    return names


def _key(context: Context, span: Span) -> str:
    """The name in normalised words, so that spellings of the same name agree."""
    words = []
    position = context.word_starts.get(span.start)
    if position is None:
        return ""
    number, index = position
    for word in context.morphemes[number][index:]:
        if word.end > span.end:
            return ""
        words.append(word.normal)
        if word.end == span.end:
            return "".join(words).replace("・", "").replace(" ", "").replace("ヶ", "ケ")
    return ""


def _is_same(usual: str, name: str, keys: dict[str, str]) -> bool:
    if keys[usual] and keys[usual] == keys[name]:
        return True
    short, long = sorted((usual, name), key=len)
    if len(short) < _SHORTEST or not 1 <= len(long) - len(short) <= 2:
        return False
    tail = _TAIL.search(short)
    if tail is None or not long.endswith(tail.group()):
        return False
    return _lacks_middle(short[: tail.start()], long[: -len(tail.group())])


def _lacks_middle(short: str, long: str) -> bool:
    """Whether a few characters are missing between two words of the stem."""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    missing = long[start : start + len(long) - len(short)]
    if short[start:] != long[start + len(missing) :] or _TELLS_APART.search(missing):
        return False
    return start >= 2 and len(short) - start >= 2
