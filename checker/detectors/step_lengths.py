"""Steps of a programme whose length runs into the next: 「18時30分 お話（40分間）、19時 観察」."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, TimeValue
from checker.context import Context
from checker.detectors.period_reversed import minutes
from checker.document.model import Block
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

STEPS = Scan(r"[0-9](?:時間|分)(?:半|[0-9]{1,2}分)?間?[)）]?(?=[ 　。]*$)")
_LONG = regex(
    r"[（(、：: 　](?P<long>(?:(?P<hours>[0-9]{1,2})時間(?P<half>半)?)?(?:(?P<minutes>[0-9]{1,3})分)?間?)[)）]?[ 　。]*$"
)
_FRONT = regex(r"[ 　・●○◆◇■□▼*\-0-9.)）①-⑳]{0,6}")
_FROM = regex(r"[ 　]?(?:から|より|[〜～~：:]|[ 　]|に)?[ 　：:]*(?![午0-9])")
_ABOUT = regex("約|およそ|程度|ほど|休憩|自由|随時|まで|並行|同時")
LONGEST = 60
"""Code points of the line of a step."""


def wrong_steps(context: Context) -> Iterator[Match]:
    """One match a length that ends behind the start of the next step."""
    text = context.document.folded
    before: tuple[int, Block] | None = None
    for block in context.document.blocks:
        start = _start(context, block)
        if start is None:
            before = None
            continue
        if before is not None:
            begin, other = before
            found = _LONG.search(text, other.span.start, other.span.end)
            if found is not None and found["long"] and begin < start:
                half = 30 if found["half"] else 0
                long = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0) + half
                if long and begin + long > start and not _ABOUT.search(other.span.cut(text)):
                    related = (Related(block.span, "次の予定"),)
                    values = {"right": f"{start - begin}分", "how": "次の予定までの時間"}
                    yield Match(Span(*found.span("long")), values, related=related)
        before = start, block


def _start(context: Context, block: Block) -> int | None:
    """The minute of the day with which the line of a step begins."""
    text = context.document.folded
    if block.cell is not None or len(block.span) > LONGEST:
        return None
    at = block.span.start
    front = _FRONT.match(text, at, block.span.end)
    for place in {at, at if front is None else front.end()}:
        times = context.annotations.overlapping(Span(place, place + 1), AnnotationKind.TIME)
        if len(times) == 1 and times[0].span.start == place:
            value = times[0].value
            if isinstance(value, TimeValue) and _FROM.match(text, times[0].span.end):
                return minutes(value)
    return None
