"""A second reading that differs from the first, a number whose digits changed places."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PhoneRole,
    PhoneValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors.contradictions.sides import both, day_of
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 6
"""Telephone numbers from which a draft is a list of offices."""

AGAIN = Scan(
    r"(?:くり返|繰り返|繰返|くりかえ)し(?:お知らせし|放送し|申し上げ)?ます|もう一度(?:お知らせし|申し上げ)ます"
)
_ASK = regex("問い合わせ|電話|こちらは")


def said_again(context: Context) -> Iterator[Match]:
    """「くり返します。2月10日、午前10時ごろ…」: a day or an hour that the first reading has not."""
    document = context.document
    text = document.folded
    again = AGAIN.search(text)
    if again is None or AGAIN.expression.search(text, again.end()):
        return
    stop = _ASK.search(text, again.end())
    end = stop.start() if stop else len(text)
    for kind in (AnnotationKind.TIME, AnnotationKind.DATE):
        first = [a for a in context.annotations.of(kind) if a.span.end <= again.start()]
        known = {_spoken(a) for a in first}
        second = [a for a in context.annotations.of(kind) if again.end() <= a.span.start < end]
        bare = {_day_alone(a) for a in first} - {None}
        new = [
            a
            for a in second
            if _spoken(a) not in known and _spoken(a) is not None and _day(a) not in bare
        ]
        said = {_spoken(a) for a in second}
        left = [a for a in first if _spoken(a) not in said]
        if len(new) != 1 or not left or document.block_at(new[0].span.start).quoted:
            continue
        # The one that stands in the same place of its line.
        like = [a for a in left if _same_words(text, a.span, new[0].span)] or left[-1:]
        yield from both("くり返しの前後", like[0].span, new[0].span, context)


def _spoken(annotation: Annotation) -> object:
    value = annotation.value
    if isinstance(value, TimeValue):
        return None if value.minutes is None else value.minutes % 720
    return day_of(annotation)


def _day_alone(annotation: Annotation) -> int | None:
    """The day of 「25日金曜日まで」, of which the month is told elsewhere."""
    return None if _spoken(annotation) is not None else _day(annotation)


def _day(annotation: Annotation) -> int | None:
    value = annotation.value
    return value.day if isinstance(value, DateValue) else None


def _same_words(text: str, one: Span, other: Span) -> bool:
    return text[one.end : one.end + 2] == text[other.end : other.end + 2]


def swapped_phones(context: Context) -> Iterator[Match]:
    """Two numbers whose last digits changed places: 04-0000-5521, 04-0000-5512."""
    phones: dict[str, Annotation] = {}
    for phone in context.annotations.of(AnnotationKind.PHONE):
        value = phone.value
        if isinstance(value, PhoneValue) and value.complete and value.valid:
            if value.role is PhoneRole.SHORT:
                continue
            if context.document.block_at(phone.span.start).cell is not None:
                return  # a list of offices
            phones.setdefault(value.digits, phone)
    if not 2 <= len(phones) <= MOST:
        return
    numbers = list(phones)
    for index, one in enumerate(numbers):
        for other in numbers[index + 1 :]:
            if phones[one].value.role is phones[other].value.role and _swapped(one, other):  # type: ignore[union-attr]
                if _two_offices(context, phones[one].span, phones[other].span):
                    continue
                yield from both("電話", phones[one].span, phones[other].span, context)
                return


_CORRECTED = regex("誤(?:り|って)?[：:） 　]|正[：:） 　]|正しくは|訂正")
_OFFICE = regex(
    "[一-龠ァ-ヶー]{1,12}(?:課|係|室|館|所|センター|校|園|局|署|院|科|クリニック|店|会社)(?![一-龠])"
)


def _two_offices(context: Context, one: Span, other: Span) -> bool:
    """Whether the lines in front of two numbers name an office each, or one is corrected."""
    text = context.document.folded
    names = []
    for phone in (one, other):
        line = max(text.rfind("\n", 0, phone.start), text.rfind("。", 0, phone.start)) + 1
        if _CORRECTED.search(text, max(line, phone.start - 40), phone.start):
            return True
        names.append(frozenset(_OFFICE.findall(text, max(line, phone.start - 40), phone.start)))
    return bool(names[0] and names[1]) and not names[0] & names[1]


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring digits among the last four changed places."""
    if len(one) != len(other) or one[:-4] != other[:-4]:
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) != 2 or apart[1] - apart[0] != 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]
