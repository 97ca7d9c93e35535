"""「来月1日」「明日」: days that depend on when the notice is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, RelativeDayValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Severity, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"way"})

NEAR = 12
"""Characters within which a date says which day the word means (「明日、8月5日の正午」)."""

_ISSUED = regex("現在|時点|発表|提供|公開|更新|発行|掲載|配布")
# 「1月21日 15時発表」「2月9日 10時　あおば市 清掃事務所」: the year is not needed then.
_AT_HOUR = regex(
    "[ 　]*(?:午[前後])?[0-9]{1,2}(?:時(?:[0-9]{1,2}分)?|:[0-9]{2})"
    "[ 　]*(?:発表|現在|更新|時点|発|[^。、から〜～0-9]{2,16}(?:課|所|局|部|室)$)"
)
_COLUMN = regex("の(?:納税|納期|税金|行事|催し|予定|相談|表紙|休館日|お知らせ)$")
"""What a column of a monthly bulletin is called: 今月の納税."""
_ISSUE_KEYS = regex("date|updated|published|日$")
_LONGEST_ISSUE_LINE = 40
_WAYS = {
    "day": "月と日（8月4日など）",
    "week": "月と日（8月4日など）",
    "month": "月の名前（8月など）",
    "fiscal_year": "年度の名前（令和8年度など）",
    "year": "年（令和8年など）",
    "season": "年と季節や月（令和9年4月など）",
}
_MONTH_OF_YEAR = regex("の?[0-9]{1,2}月(?!号)")
_KANA = Scan(
    r"(?<![ぁ-ゖ])(?:きょう|あす|あした|あさって|きのう|おととい|[先さ]きほど|先ほど)"
    r"(?=[はもの、]|から|まで|午[前後]|[0-9]|中に|にも?)|(?<![一-鿿])先日(?=[のは、])"
)
_SEASON = Scan(r"(?<![一-鿿])[今来昨][春夏秋冬](?![一-鿿ァ-ヶ]?[卒闘物])(?=[のはにもか、])")
_BROADCAST = regex(r"こちらは、?[^。\n]{0,14}です。|ピンポンパンポン|チャイム")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word such as 明日, 今週, 来月 or 今年度 with no date beside it.

    Years are left alone (「昨年の夏」 is understood) unless a month is named (来年の1月),
    as is 今年度 in a draft that names the year. A draft with its day of issue makes
    「本日」 clear, and later days can be worked out: those are only suggestions. What is
    read out is heard on the day.
    """
    folded = context.document.folded
    if not (
        context.annotations.of(AnnotationKind.RELATIVE_DAY)
        or _KANA.may_fit(folded)
        or _SEASON.may_fit(folded)
    ):
        return
    issued = _has_issue_date(context)
    dates = context.annotations.of(AnnotationKind.DATE)
    names_year = any(isinstance(d.value, DateValue) and d.value.year for d in dates)
    spoken = context.medium == "broadcast" or bool(_BROADCAST.search(folded))
    yield from _without_value(context, issued or spoken, names_year)
    for annotation in context.annotations.of(AnnotationKind.RELATIVE_DAY):
        value = annotation.value
        if not isinstance(value, RelativeDayValue) or (spoken and value.unit == "day"):
            continue
        if value.unit == "year" and (
            names_year or issued or not _MONTH_OF_YEAR.match(folded, annotation.span.end)
        ):
            continue
        if value.unit == "fiscal_year" and names_year:
            continue
        if value.unit == "day" and value.offset <= 0 and issued:
            continue
        if value.unit != "year" and _dated(annotation.span, context):
            continue
        if _aside(annotation.span, context):
            continue
        line = context.document.block_at(annotation.span.start).span
        if value.unit == "month" and _COLUMN.match(folded, annotation.span.end, line.end):
            continue
        known = issued or value.unit in ("fiscal_year", "year")
        severity = Severity.SUGGESTION if known else None
        yield Match(annotation.span, {"way": _WAYS[value.unit]}, severity=severity)


def _without_value(context: Context, known: bool, names_year: bool) -> Iterator[Match]:
    """Words in kana and seasons: only suggestions, and only where nothing says when."""
    for scan, way, understood in (
        (_KANA, "day", known),
        (_SEASON, "season", known or names_year),
    ):
        for found in () if understood else scan.finditer(context.document.folded):
            span = Span(*found.span())
            if not (_dated(span, context) or _aside(span, context)):
                yield Match(span, {"way": _WAYS[way]}, severity=Severity.SUGGESTION)


def _dated(span: Span, context: Context) -> bool:
    """Whether a date with its month stands right beside the word."""
    block = context.document.block_at(span.start).span
    near = Span(max(block.start, span.start - NEAR), min(block.end, span.end + NEAR))
    return any(
        isinstance(date.value, DateValue) and date.value.month is not None
        for date in context.annotations.overlapping(near, AnnotationKind.DATE)
    )


def _aside(span: Span, context: Context) -> bool:
    """Whether the word is quoted, or stands beside 毎月 and the like: no certain day is meant."""
    block = context.document.block_at(span.start).span
    start, end = max(block.start, span.start - 4 * NEAR), min(block.end, span.end + 2 * NEAR)
    before = Span(start, span.start).cut(context.document.folded)
    behind = Span(span.end, end).cut(context.document.folded)
    quoted = before.rfind("「") > before.rfind("」")
    return quoted or bool(re.search("毎[日週月年]", before[-2 * NEAR :] + behind))


def _has_issue_date(context: Context) -> bool:
    """Whether the draft says on which day it is issued."""
    document = context.document
    if any(_ISSUE_KEYS.search(field.key) for field in document.front_matter):
        return True
    for date in context.annotations.of(AnnotationKind.DATE):
        value, block = date.value, document.block_at(date.span.start)
        if not isinstance(value, DateValue):
            continue
        hour = _AT_HOUR.match(document.folded, date.span.end, block.span.end)
        if value.to_date() is None and not (value.month and value.day and hour):
            continue
        if len(block.span) > _LONGEST_ISSUE_LINE or block.kind is BlockKind.TABLE_CELL:
            continue
        line = block.span.cut(document.folded)
        if _ISSUED.search(line) or date.span.start == block.span.start:
            rest = Span(date.span.end, block.span.end).cut(document.folded)
            if _ISSUED.search(line) or not re.search("から|まで|[〜～]", rest):
                return True
    return False
