"""「令和7年度」 in the title of a notice of the next fiscal year, whose text says 「令和8年度」."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import spelled_year
from checker.detectors.years import years_of
from checker.model import Match, Related
from checker.regex import regex

_LOOKING_BACK = regex(
    "決算|結果|報告|実績|統計|分の|年度分|課税|証明|監査|評価|調査|公表|概要|表彰|卒業|給付|補正|修了|申告|継続|繰越|作品|事業|過年度|滞納|随時|督促|改定|[〜～~]|から|令和[0-9]{1,2}年[^度]"
)
_COMING = regex(" *(?:から|以降|以後|に向け|の?(?:予算|計画|当初)|より)")


def behind_text(context: Context) -> Iterator[Match]:
    """One match the fiscal year of a title before the one that the draft lies in and speaks of."""
    years = years_of(context)
    known, told = years.fiscal, years.issued or years.updated
    if known is None or told is None:
        return
    year, place = known
    document = context.document
    text = document.folded
    line = document.block_at(place.start).span
    if not datetime.date(year + 1, 4, 1) <= told.date < datetime.date(year + 2, 4, 1):
        return
    if _LOOKING_BACK.search(text, line.start, line.end):
        return
    others = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.fiscal or date.span == place:
            continue
        if value.year != year + 1 or _COMING.match(text, date.span.end):
            return
        others.append(date)
    if not others:
        return
    written = context.annotations.overlapping(place, AnnotationKind.DATE)[0].value
    era = isinstance(written, DateValue) and written.era is not None
    expected = f"{spelled_year(datetime.date(year + 1, 4, 1), era=era)}度"
    related = (Related(others[0].span, "本文の年度はここです"),)
    yield Match(place, {"expected": expected}, related=related)
