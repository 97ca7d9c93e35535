"""A jubilee whose day is told, and the day of which it is counted: 「提携20周年」, 「提携は平成17年12月」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

BEGUN = "開館|開園|開校|開港|開業|開通|開設|創立|創設|創刊|設立|設置|制定|市制施行|町制施行|合併|結成|発足|誕生|竣工|完成|締結|指定"
"""What years are counted from."""
REACH = 80
"""Code points in front of a jubilee in which its day stands."""
MOST = 3
"""Years by which a number left from another year is off at most."""
NTH_YEAR = Scan(r"(?<![0-9])(?P<n>[1-9][0-9]{1,2})周年")
_FOUNDED = regex(
    rf"[ 　]?に、?[^。、\n0-9]{{0,14}}?(?:{BEGUN}|提携|オープン|始ま|創業|市制を(?:施行|し)|[市町村]に(?:な[りっ]))(?![ 　]?[0-9]|から[0-9]|の?記念)"
)
_FOUNDING = regex(rf"(?:{BEGUN}|提携|創業|オープン)(?:した|された)?(?:の)?(?:は|が|：|　)、?\Z")


def jubilee_on(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「令和8年12月5日に … 提携20周年」 and 「提携は平成17年12月でした」: both years are told."""
    document = context.document
    text = document.folded
    block = document.block_at(found.start())
    begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
    stop = text.find("。", found.end(), block.span.end)
    here = Span(max(begin, found.start() - REACH), stop if stop >= 0 else block.span.end)
    bases: list[Annotation] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.year is not None and not value.inherited:
            front = text[max(0, date.span.start - 12) : date.span.start]
            if _FOUNDED.match(text, date.span.end) or _FOUNDING.search(front):
                bases.append(date)
    days = [
        date
        for date in context.annotations.overlapping(here, AnnotationKind.DATE)
        if date not in bases and isinstance(date.value, DateValue) and date.value.year is not None
    ]
    if len(bases) != 1 or len(days) != 1 or len({m["n"] for m in NTH_YEAR.finditer(text)}) != 1:
        return
    since, now = bases[0].value, days[0].value
    assert isinstance(since, DateValue)
    assert isinstance(now, DateValue)
    if since.year is None or now.year is None or block.quoted:
        return
    right, number = now.year - since.year, int(found["n"])
    fits = {right}
    # By fiscal years, January to March belongs to the year before.
    if since.fiscal or since.month is None or since.month < 4:
        fits.add(right + 1)
    if now.fiscal or (now.month is not None and now.month < 4):
        fits.add(right - 1)
    if number in fits or abs(number - right) > MOST:
        return
    related = (Related(bases[0].span, "この年から数えました"),)
    fault = f"この年から数えると、{right}周年です"
    yield Match(Span(found.start("n"), found.end()), {"fault": fault}, related=related)
