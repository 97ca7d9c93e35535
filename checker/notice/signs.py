"""Whether a draft may say an element in words that no pattern knows.

Each line is weighed for the element by its pairs of characters, and must hold a word or value
without which nothing can say it (`signs` in `rules/elements/`). The weights are learned from
notices of many authors (`tests/bench/tune_signs.py`); they decide only that nothing is said to be
missing, and are asked only where no words were found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from checker.document.model import BlockKind
from checker.model import Span
from checker.notice.asides import is_another_day, is_aside, is_before_or_after, is_of_the_day
from checker.notice.fields import Tie
from checker.notice.reading import VISITED, Reading, Spans
from checker.notice.types import Element, Evidence
from checker.regex import regex

FILE = Path(__file__).parents[1] / "data" / "signs.msgpack"

ZERO = 128
"""A weight is a byte; this one weighs nothing."""


AGAINST = 5
"""What each element that answers a name (日時：) weighs against lines without one."""

MOST_NAMES = 8

_ANYWHERE = frozenset(
    {
        Element.CONTACT_DEPT,
        Element.CONTACT_PHONE,
        Element.CONTACT_OTHER,
        Element.CONTACT_HOURS,
        Element.ORGANISER,
        Element.PUBLISH_DATE,
    }
)
"""Elements whose names stand in drafts of all layouts."""

_NOWHERE = Spans(())

_D = Element

CONTACT = (Element.CONTACT_DEPT,)
"""What the lines that tell whom to ask may say; they say nothing else."""


_TOLD_BY = {
    Element.DATE_TIME: (_D.PLACE, _D.FEE, _D.AUDIENCE, _D.CAPACITY, _D.BRING, _D.AMOUNT, _D.REASON),
    Element.DEADLINE: (_D.PLACE, _D.FEE, _D.AUDIENCE, _D.CAPACITY, _D.BRING),
    Element.PLACE: (_D.FEE, _D.AUDIENCE, _D.CAPACITY, _D.BRING, _D.AMOUNT, _D.REASON),
    Element.FEE: (_D.DATE_TIME, _D.DEADLINE, _D.BRING),
    Element.BRING: (_D.DATE_TIME, _D.PLACE, _D.FEE, _D.CAPACITY, _D.AMOUNT),
    Element.CAPACITY: (_D.DATE_TIME, _D.PLACE, _D.FEE, _D.BRING, _D.AMOUNT, _D.DEADLINE),
    Element.SELECTION: (_D.DATE_TIME, _D.PLACE, _D.FEE, _D.BRING),
}
"""Elements under whose names hardly anybody looks for another: 勤務日：週4日 is no capacity."""

_SAID_ALONE = {
    Element.DATE_TIME: (_D.PUBLISH_DATE,),
    Element.DEADLINE: (_D.PUBLISH_DATE,),
    Element.EFFECTIVE_DATE: (_D.PUBLISH_DATE,),
    Element.PLACE: (_D.ORGANISER, _D.CONTACT_DEPT),
}
"""What a line may be about that looks like the element: a line that is but the day of issue."""

ALONE = 0.7
"""This share of a line or more is all of it."""

_SIGNATURE = BlockKind.SIGNATURE
_NAMES = regex(
    r"(?:です|ます|ません|しょう)か[?？。]*$|(?:について|[のごお御](?:案内|知らせ|願い))[（(]?[^（(。\n]{0,6}[）)」』】]*$"
)
"""A line that asks or names what others tell: Q5 手数料はいくらですか。 入学説明会について（御案内）"""

_CALLED = regex(
    r"[^。\n]{0,40}(?:課|係|班|局|部)[^。、\n]{0,12}(?:電話|☎|TEL|内線|[0０][0-9]{1,3}[-－(（])|^[【〔（(]?(?:担当|問い?合わ?せ先?)[】〕）):：　 ]"
)
"""Whom to call, which is not where something is held: 健康推進課　電話 04-0000-3025"""

_CALLED_FOR = regex(
    r"[^。\n]*(?:電話|ホームページ|フォーム|アプリ)[^。\n]{0,30}で(?:ご?予約|お?申し?込)"
)

_HELD = VISITED | {"press_new"}
"""Kinds of notice of something held: whom to ask is not where it is."""

_LABELLED_DRAFT = 3
"""So many elements with a name: the place would have one, too."""

_WHERE_HELD = VISITED | {"tax"}


class Scale(msgspec.Struct, frozen=True):
    """How lines are weighed for an element.

    Attributes:
        weights: A byte for each pair.
        start: What a line weighs without any pair.
        demanded: From here on a line may say the element, where the genre demands it.
        wished: The same where it is only recommended.
    """

    weights: bytes
    start: int
    demanded: int
    wished: int


class Scales(msgspec.Struct, frozen=True):
    """The scales of all elements.

    Attributes:
        pairs: The pairs that have weights.
        scales: By element.
    """

    pairs: list[str]
    scales: dict[Element, Scale]


def may_say(
    reading: Reading,
    lacking: Mapping[Element, bool],
    within: Span,
    told: Mapping[Element, Sequence[Evidence]],
) -> Collection[Element]:
    """The elements that a line may well say.

    Args:
        reading: The draft.
        lacking: Elements for which no words were found, and whether they are demanded.
        within: Where the item stands.
        told: The words that say the others.
    """
    found: set[Element] = set()
    if not lacking:
        return found
    scales, places = _scales()
    units = [unit for unit in reading.units if within.start <= unit.span.start < within.end]
    against = AGAINST * named_elements(reading)
    known: dict[int, list[int]] = {}
    for element, demanded in lacking.items():
        scale = scales.get(element)
        if scale is None:
            continue
        needed = reading.elements.signs.get(element)
        apart = _NOWHERE if element in CONTACT else reading.contact
        least = (scale.demanded if demanded else scale.wished) - scale.start + against
        weight = scale.weights.__getitem__
        others = reading.values(*_TOLD_BY.get(element, ()), least=Tie.TABLE)
        own_lines = reading.values(element) if others else _NOWHERE
        other = [words for alone in _SAID_ALONE.get(element, ()) for words in told.get(alone, ())]
        for unit in units:
            start, last = unit.span.start, unit.span.end - 1
            if last in others and last not in own_lines:
                continue
            if start in apart or (needed is not None and not needed.search(unit.text)):
                continue
            own = known.get(start)
            if own is None:
                pairs = places.keys() & (*unit.pairs, *unit.named)
                own = known[start] = [*map(places.__getitem__, pairs)]
            if sum(map(weight, own)) - ZERO * len(own) >= least:
                if other and _is_all_of(other, unit.span):
                    continue
                if _is_no_answer(reading, element, unit.span):
                    continue
                found.add(element)
                break
    return found


def _is_no_answer(reading: Reading, element: Element, line: Span) -> bool:
    """Whether a line names, asks or signs what others would have to tell, or tells another matter."""
    text = reading.text
    if line.start in reading.titles or _NAMES.search(text, line.start, line.end):
        return True
    if element is _D.PLACE:
        if line.start in reading.early_votes:
            return True
        if reading.document.block_at(line.start).kind is _SIGNATURE:
            return True
        if reading.genre in _HELD and line.end - 1 in reading.contact:
            return True
        if reading.genre in VISITED and reading.is_applied_to(line.start):
            return True
        if (
            reading.genre in _WHERE_HELD
            and named_elements(reading) >= _LABELLED_DRAFT
            and (
                _CALLED.match(text, line.start, line.end)
                or _CALLED_FOR.match(text, line.start, line.end)
            )
        ):
            return True
    if element is _D.DATE_TIME and is_another_day(reading, line.start):
        return True
    words = line.cut(text).replace("\n", "　")
    if element is _D.DEADLINE and is_of_the_day(reading, words):
        return True
    return is_before_or_after(reading, element, words) or is_aside(reading, element, words)


def _is_all_of(told: Sequence[Evidence], line: Span) -> bool:
    """Whether some words are nearly all that a line says."""
    least = ALONE * len(line)
    return any(line.contains(words.span) and len(words.span) >= least for words in told)


def named_elements(reading: Reading) -> int:
    """How many elements answer a name: where many do, what has none is hardly said."""
    return min(MOST_NAMES, len(reading.by_element.keys() - _ANYWHERE))


@cache
def _scales() -> tuple[Mapping[Element, Scale], Mapping[str, int]]:
    known = msgspec.msgpack.decode(FILE.read_bytes(), type=Scales)
    return known.scales, {pair: number for number, pair in enumerate(known.pairs)}
