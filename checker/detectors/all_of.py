"""How many there are, where the draft speaks of all of them, or comes back to them.

「4世帯分を別の封筒に入れました」 and later 「6世帯すべてを訪問」; 「駐輪場が3か所あります」 and 「5か所とも
無料です」. In an apology, one number of households, letters or persons goes through the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_ALL = Scan(
    r"(?:部|枚|世帯|戸|通|件|人|名|社|か所|箇所|団体|校|館|棟|台|組|冊|施設|会場|地区|コース)(?:とも|すべて|の?全て|のすべて|全員|全部|いずれも)(?!に必要|の方に共通)"
)
_THINGS = "地区|会場|校|か所|世帯|施設|路線|館|団体|コース|町"
_SAME = Scan(
    rf"(?:対象の|これらの|この|以上の|該当の)(?P<number>[0-9]{{1,2}})(?:つの)?(?P<unit>{_THINGS})(?![0-9目以])"
)
_UNITED = regex(rf"(?<![0-9.,第])(?P<number>[0-9]{{1,2}})(?:つの)?(?P<unit>{_THINGS})(?![0-9目以])")
_TOTAL = regex("(?:合?計|全部で|全)[ 　]?\\Z")
_SORRY = Scan(
    "誤って|誤送|漏えい|漏洩|おわび|お詫び|紛失|過大|過少|入れ違|取り違|誤りを|誤りが|誤徴収|誤配"
)
_COUNTED = frozenset(["世帯", "戸", "通", "社", "団体"])
_OTHERS = regex(
    "うち|残|ほか|以外|別の|延べ|のべ|計|全|ずつ|当たり|あたり|約|毎|各|以上|以下|程度|既に|すでに|回収|未|初め|はじめ|再|新た|発送した|送った|対象は|中[、の]"
)
_SEEN = regex(
    "(?:の方|の皆さま)?(?:を(?:訪|回)|に(?:電話|訪問|伺|返|おわび)|へ(?:電話|訪問)|から(?:回収|引き取))"
)
NEAR = 14
LEAST = 3
MOST = 40


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ALL, _SAME, _SORRY)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number that is not that of all, or that comes once among others that agree."""
    text = context.document.folded
    told: set[int] = set()
    for found in _ALL.finditer(text):
        near = context.annotations.overlapping(
            Span(found.start() - 1, found.start() + 1), AnnotationKind.COUNT
        )
        if len(near) != 1 or (read := _read(near[0])) is None or read[0] < LEAST:
            continue
        others = [one for one in _of_unit(context, read[1]) if one is not near[0]]
        numbers = {_number(one) for one in others}
        if len(numbers) == 1 and read[0] not in numbers and _close(read[0], next(iter(numbers))):
            told.add(near[0].span.start)
            yield _match(context, near[0], others[0])
            continue
        # 「正本1部、副本2部の計3部」, then 「4部とも」
        totals = [one for one in others if _TOTAL.search(text[: one.span.start][-4:])]
        if len(totals) == 1 and read[0] not in numbers and _close(read[0], _number(totals[0])):
            told.add(near[0].span.start)
            yield _match(context, near[0], totals[0])
    yield from _the_same(context, told)
    if _SORRY.may_fit(text):
        yield from _odd(context, told)


def _the_same(context: Context, told: set[int]) -> Iterator[Match]:
    """「本町、川辺、山王の3つの地区に」, then 「対象の4地区の方は」."""
    text = context.document.folded
    several = list(_SAME.finditer(text))
    for found in several:
        number = int(found["number"])
        others = [
            one for one in _UNITED.finditer(text, 0, found.start()) if one["unit"] == found["unit"]
        ]
        if found.start("number") in told or len(others) != 1:
            continue
        other = int(others[0]["number"])
        if (
            other != number
            and other > 1
            and not _OTHERS.search(text, others[0].end(), others[0].end() + 2)
        ):
            related = (Related(Span(*others[0].span()), f"ここでは「{others[0].group()}」です"),)
            place = Span(found.start("number"), found.end())
            yield Match(place, {"other": others[0].group()}, related=related)


def _odd(context: Context, told: set[int]) -> Iterator[Match]:
    """In an apology: the one number of a unit that is not as all others of it are."""
    text = context.document.folded
    for unit in sorted(_COUNTED):
        values = _of_unit(context, unit)
        if len(values) == 2:
            yield from _more_than_all(context, *values)
        if not LEAST <= len(values) <= MOST:
            continue
        numbers = [_number(one) for one in values]
        if len(set(numbers)) != 2:
            continue
        rare = min(set(numbers), key=numbers.count)
        if numbers.count(rare) != 1:
            continue
        odd = values[numbers.index(rare)]
        usual = next(one for one in values if one is not odd)
        start = max(text.rfind(mark, 0, odd.span.start) for mark in "。\n、") + 1
        start = max(start, odd.span.start - NEAR)
        if odd.span.start in told or not _close(rare, _number(usual)):
            continue
        if rare < _number(usual) and sorted(str(rare)) != sorted(str(_number(usual))):
            continue  # so many of them so far
        if not _OTHERS.search(text, start, min(len(text), odd.span.end + 2)):
            yield _match(context, odd, usual)


def _more_than_all(context: Context, first: Annotation, later: Annotation) -> Iterator[Match]:
    """「3世帯に届きました」, then 「5世帯を訪ね」: more than there are."""
    text = context.document.folded
    some, more = _number(first), _number(later)
    start = max(text.rfind(mark, 0, later.span.start) for mark in "。\n、") + 1
    if (
        some < more <= some * 3
        and _SEEN.match(text, later.span.end)
        and not _OTHERS.search(text, max(start, later.span.start - NEAR), later.span.start)
        and not _OTHERS.search(text, first.span.end, first.span.end + 2)
    ):
        yield _match(context, later, first)


def _match(context: Context, odd: Annotation, usual: Annotation) -> Match:
    shown = usual.span.cut(context.document.text)
    related = (Related(usual.span, f"ここでは「{shown}」です"),)
    return Match(odd.span, {"other": shown}, related=related)


def _of_unit(context: Context, unit: str) -> Sequence[Annotation]:
    return [
        one
        for one in context.annotations.of(AnnotationKind.COUNT)
        if (read := _read(one)) is not None and read[1] == unit
    ]


def _read(one: Annotation) -> tuple[Decimal, str] | None:
    value = one.value
    if not isinstance(value, CountValue) or value.ordinal or value.bound:
        return None
    return value.number, value.unit


def _number(one: Annotation) -> Decimal:
    read = _read(one)
    return read[0] if read else Decimal(0)


def _close(one: Decimal, other: Decimal) -> bool:
    """Whether one may be the other, miswritten: not one of very many."""
    return one <= other * 3 and other <= one * 3
