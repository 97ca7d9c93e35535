"""One office or building whose name ends otherwise: 保険年金課 and 保険年金室, 大谷公民館 and 大谷交流館.

No town has a section and an office for the same matter, and seldom two buildings for one quarter
of which only the word for the kind differs: such a pair is one place, written from memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

_PAIRS = (
    ("課", "室"),
    ("係", "班"),
    ("公民館", "交流館"),
    ("公民館", "市民館"),
    ("体育館", "アリーナ"),
    ("センター", "プラザ"),
    ("センター", "ステーション"),
    ("会館", "センター"),
    ("会館", "プラザ"),
    ("会館", "ホール"),
    ("広場", "公園"),
    ("資料館", "博物館"),
)
_WORDS = Words({word for pair in _PAIRS for word in pair})
_LEAST = {"課": 3, "室": 3, "係": 3, "班": 3}
"""Characters of the matter that two names share at least; two of a building."""
_LONGEST = 8
_TASKS = frozenset(["推進", "支援", "振興", "促進"])
"""What a section does for its matter: no town has 農業振興課 and 農業推進課."""
_TASK_NAME = 4
MOST = 80
"""Words of a kind from which a draft is a list of places."""
_NAME = regex("[一-龠々ァ-ヶー]")
_GENERAL = frozenset(
    ["市民", "町民", "村民", "区民", "県民", "中央", "総合", "文化", "駅前", "地域", "地区"]
)
"""What both a hall and a centre of one town may be called after."""
_TWO = regex(
    "愛称|略称|通称|旧名|旧称|改称|名称|変更し|改め|前身|隣|向かい|併設|別館|移転|移り|統合|閉館|建て替|建替|組織"
)


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_WORDS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the name that comes once; of two that come once each, both."""
    places: dict[str, list[int]] = {}
    for start, word in _WORDS.find(context.document.folded):
        places.setdefault(word, []).append(start)
    for word in ("課", "係"):
        ends = places.get(word, ())
        text = context.document.folded
        tasks = {text[end - 2 : end] for end in ends if end > 1} & _TASKS
        if len(tasks) > 1 and len(ends) <= MOST:
            yield from _tasks(context, _names(context, word, places[word]))
    if len(places) < 2:
        return
    for pair in _PAIRS:
        ones, others = places.get(pair[0]), places.get(pair[1])
        if ones and others and len(ones) <= MOST and len(others) <= MOST:
            yield from _pair(
                context, _names(context, pair[0], ones), _names(context, pair[1], others)
            )


def _names(context: Context, word: str, starts: Iterable[int]) -> dict[str, list[Span]]:
    """Where a word ends a name, by what stands in front of it."""
    text = context.document.folded
    least = _LEAST.get(word, 2)
    names: dict[str, list[Span]] = {}
    for end in starts:
        stop = end + len(word)
        if _NAME.match(text, stop):
            continue
        start = end
        while start > 0 and end - start < _LONGEST and _NAME.match(text, start - 1):
            start -= 1
        if end - start >= least:
            names.setdefault(text[start:end], []).append(Span(start, stop))
    return names


def _pair(
    context: Context,
    ones: dict[str, list[Span]],
    others: dict[str, list[Span]],
) -> Iterator[Match]:
    for stem, spans in ones.items():
        for other, there in others.items():
            # One of the two may have the name of the town in front.
            if not (stem.endswith(other) or other.endswith(stem)):
                continue
            size = min(len(stem), len(other))
            one = [Span(span.start + len(stem) - size, span.end) for span in spans]
            two = [Span(span.start + len(other) - size, span.end) for span in there]
            rare, usual = sorted((one, two), key=len)
            if len(rare) > 1 or (stem[-size:] in _GENERAL and len(usual) < 2):
                continue
            if not _two_places(context, rare[0], usual):
                yield from _matches(context.document.text, rare[0], usual)
            return


def _tasks(context: Context, names: dict[str, list[Span]]) -> Iterator[Match]:
    """農業振興課 and 農業推進課: the same matter, and another word for what is done for it."""
    by_task: dict[str, dict[str, list[Span]]] = {}
    for name, spans in names.items():
        if len(name) >= _TASK_NAME and name[-2:] in _TASKS:
            by_task.setdefault(name[-2:], {})[name[:-2]] = spans
    for one, other in combinations(by_task, 2):
        yield from _pair(context, by_task[one], by_task[other])


def _matches(text: str, rare: Span, usual: list[Span]) -> Iterator[Match]:
    places = [(rare, usual[0])]
    if len(usual) == 1:
        places.append((usual[0], rare))
    for span, there in places:
        name = there.cut(text)
        related = (Related(there, f"ここでは「{name}」です"),)
        yield Match(span, {"usual": name}, related=related)


def _two_places(context: Context, rare: Span, usual: list[Span]) -> bool:
    """Whether a sentence, a list or a table holds both names, or a word says that they are two."""
    document = context.document
    block = document.block_at(rare.start)
    number = document.sentence_index_at(rare.start)
    if block.quoted or _told_apart(context, number):
        return True
    listed = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
    for span in usual:
        other = document.block_at(span.start)
        there = document.sentence_index_at(span.start)
        if there == number or other is block or _told_apart(context, there):
            return True
        if block.kind in listed and other.kind is block.kind:
            return True
    city = context.city
    known = " ".join(map(str, getattr(city, "departments", ()) or ())) if city else ""
    text = document.folded
    return bool(known) and rare.cut(text) in known and usual[0].cut(text) in known


def _told_apart(context: Context, number: int) -> bool:
    document = context.document
    span = document.sentences[number].span
    return _TWO.search(document.folded, span.start, span.end) is not None
