"""「令和8年1月1日（賦課期日）現在」 in a draft on the tax of another fiscal year."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.years import years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

BASIS = Scan("1月1日(?:[（(]賦課期日[)）]|の?賦課期日|現在|時点|に(?:所有|住|住所))")
_OF_YEAR = regex(r"[（(]賦課期日[)）]|の?賦課期日")
_NOW = regex("(?:現在|時点)?(?:で|の|、)?|に")
_TAXES = regex(
    "固定資産税|償却資産|都市計画税|市県民税|市・県民税|市民税|町民税|村民税|県民税|住民税"
)
_BEFORE = regex("前年|昨年|令和[0-9]{1,2}年度[^。\n]{0,20}\\Z|例|から\\Z|[〜～]\\Z")
MESSAGE = "「{other}」の賦課期日なら{year}です。「{text}」を確かめてください。"
HEAD = 6
"""Lines from the top (of a letter: day, addressee, sender), one of which names the fiscal year."""


def wrong_basis(context: Context) -> Iterator[Match]:
    """One match a basis day that is not the 1 January of the fiscal year of the head."""
    document = context.document
    text = document.folded
    fits = list(BASIS.finditer(text))
    if not fits or not document.blocks:
        return
    fiscal = _fiscal(context)
    if fiscal is None:
        return
    year, place = fiscal
    tax = _TAXES.search(text, 0, document.blocks[min(HEAD, len(document.blocks)) - 1].span.end)
    for found in fits:
        named = _OF_YEAR.match(text, found.start() + 4)
        if named is None and tax is None:
            continue
        dates = context.annotations.overlapping(
            Span(found.start(), found.start() + 4), AnnotationKind.DATE
        )
        value = dates[0].value if dates else None
        if (
            not isinstance(value, DateValue)
            or value.year in (None, year)
            or "year" in value.inherited
        ):
            continue
        line = document.block_at(found.start()).span
        start = max(line.start, text.rfind("。", line.start, dates[0].span.start) + 1)
        if _BEFORE.search(text[start : dates[0].span.start]) or abs((value.year or 0) - year) > 2:
            continue
        day = possible(year, 1, 1)
        if day is None:
            continue
        shown = f"{spelled_year(day, era=value.era is not None)}1月1日"
        related = (Related(place, "年度はここです"),)
        values = {"year": shown, "other": place.cut(document.text)}
        yield Match(dates[0].span, values, related=related, message=MESSAGE)


def _fiscal(context: Context) -> tuple[int, Span] | None:
    """The only fiscal year of the title, or of the lines at the top if it names none."""
    known = years_of(context).fiscal
    if known is not None:
        return known
    document = context.document
    end = document.blocks[min(HEAD, len(document.blocks)) - 1].span.end
    named: dict[int, Span] = {}
    for date in context.annotations.overlapping(Span(0, end), AnnotationKind.DATE):
        value = date.value
        line = document.block_at(date.span.start).span
        if isinstance(value, DateValue) and value.fiscal and value.year and len(line) <= 60:
            named.setdefault(value.year, date.span)
    return next(iter(named.items())) if len(named) == 1 else None
