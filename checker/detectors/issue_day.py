"""The day on which a draft is issued, and the day on which its page was last changed."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, Annotations, DateValue
from checker.detectors.calendar_days import possible
from checker.document.model import BlockKind, Document
from checker.model import Span
from checker.regex import regex
from checker.scan import Words

_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH
_LABEL = BlockKind.LABEL
_LIST_ITEM = BlockKind.LIST_ITEM
_SIGNATURE = BlockKind.SIGNATURE

_SHORT = 10
"""Code points; a heading that is not longer may name the line below it."""

OPENING = 12
"""Blocks from the top in which a line that is nothing but a date is the day of issue."""

_ISSUE_KEYS = regex(
    r"(?:^|\.)(?:date|pubdate|published|publish_date|release_date|公開日|掲載日|発表日|発行日|提供日)$",
    re.IGNORECASE,
)
_ISSUE_WORDS = Words(("発表", "発行", "提供", "公開", "公表", "掲載", "配布", "報道"))
_OF_RESULT = "".join(
    f"(?<!{word})"
    for word in ("当選", "合格", "結果", "結果の", "選者", "格者", "入選", "入賞", "当落")
)
_ISSUE_BEFORE = regex(
    rf"{_OF_RESULT}(?:発表|発行|提供|公開|公表|掲載|配布|報道)(?:資料)?(?:年月)?(?:日時?)?[\]】）)〕]?[：:はが \u3000]{{0,3}}\Z"
)
_NAMED_BEFORE = regex(
    r"(?:(?:登録|作成|掲示|配信|発信|放送)(?:年月)?日時?[\]】）)〕]?"
    r"|(?:らせ|ページ|案内|ちらし|チラシ)を[ 　]?(?:作(?:[（(]つく[)）])?った|書(?:[（(]か[)）])?いた|出(?:[（(]だ[)）])?した)[ 　]?日(?:[（(]ひ[)）])?)"
    r"[：:は \u3000]{0,3}\Z"
)
"""What names the day of issue only at the head of a draft: 「登録日　令和9年1月12日」."""
_ISSUE_NAME = regex(
    rf"{_OF_RESULT}(?:発表|発行|提供|公開|公表|掲載|配布|報道)(?:年月)?(?:日時?)?\W*\Z"
)
_ISSUE_BEHIND = regex(
    r"[ 　]*(?:付け?)?[ 　]*(?:の?(?:発表|公表|発行|提供|掲載|公開)|号(?![外室]))"
)
_UPDATED_BEFORE = regex(r"更新(?:年月)?日?[\]】）)〕]?[：:はが \u3000]{0,3}\Z")
_UPDATED_BEHIND = regex(r"[ 　]?(?:に)?更新[ 　）)]*(?:\n|\Z|[｜|])")
_SENDER = regex(
    r"[ 　]+(?=[^、。：:（）()\n]{2,24}(?:\n|$))[^、。：:（）()\n0-9]{1,23}[課室係局館市町村会署部所]\n"
)
"""「令和9年1月15日　あおば市 公園緑地課」"""
_SENT_BY = regex(r"[^、。0-9]{2,24}(?:[課室局館部所会署]|からのお知らせ)\Z")
"""「環境課（令和9年1月8日）」"""
_ONLY_DATE = regex(
    r"(?:付け?|[ 　]*[（(][^（）()\n]{1,4}[)）])?(?:[ 　]*(?:午[前後])?[0-9]{1,2}(?:時|:)[0-9]{0,2}分?)?[ 　]*"
)
_HOURS_BELOW = regex(
    r"\n[ 　]*(?:午[前後](?:[(（][^()（）]{1,6}[)）])?[ 　]?[0-9]|[0-9]{1,2}(?:時|:)[^\n]{0,6}(?:から|[〜～]))"
)
_WHEN = regex("(?:いつ|日時|日にち|日程|とき|開催日|実施日|期日|期限|締め?切り?)[ 　：:】］]*$")
"""What names a day of something else in the line above."""
_ISO = regex(
    r"(?:令和(?P<era>[0-9]{1,2}|元)年|(?P<year>20[0-9]{2})[-/.年])[ ]?"
    r"(?P<month>[0-9]{1,2})[-/.月][ ]?(?P<day>[0-9]{1,2})"
)


class Issue(NamedTuple):
    """The day on which a draft is issued; its place unless the head of the file says it.

    Not `exact`: the first day of the month of a city's paper (2月号).
    """

    date: datetime.date
    place: Span | None
    exact: bool = True


def issued(document: Document, annotations: Annotations) -> Issue | None:
    """The day of issue, from the head of the file or from the draft itself."""
    for field in document.front_matter:
        if _ISSUE_KEYS.search(field.key) and (day := _iso(field.value)):
            return Issue(day, None)
    text = document.folded
    blocks = document.blocks
    named = bool(_ISSUE_WORDS.present(text))
    top = blocks[min(OPENING, len(blocks)) - 1].span.end if blocks else 0
    for date in annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.inherited:
            continue
        start, end = date.span.start, date.span.end
        if value.day is None and text.startswith("号", end) and value.month is not None:
            month = possible(value.year, value.month, 1)
            if month is not None:
                return Issue(month, date.span, exact=False)
        day = value.to_date()
        if day is None:
            continue
        line = text.rfind("\n", 0, start) + 1
        alone = start <= top and not text[line:start].strip("（( 　・■●-[【")
        if (
            start <= top
            and text.find("日", line, start) >= 0
            and _NAMED_BEFORE.search(text, max(line, start - 20), start)
        ):
            return Issue(day, date.span)
        if (
            line <= top // 2
            and text[start - 1 : start] in ("（", "(")
            and text[end : end + 1] in ("）", ")")
            and text[end + 1 : end + 2] in ("", "\n")
            and _SENT_BY.search(text, line, start - 1)
        ):
            return Issue(day, date.span)
        if (alone and _ends_line(text, end) and _stands_alone(document, line)) or (
            named
            and not text.startswith(("に", "から", "まで"), end)  # 「発表　3月20日に、表彰式で」
            and (
                _ISSUE_BEFORE.search(text, max(line, start - 12), start)
                or _ISSUE_BEHIND.match(text, end)
            )
        ):
            return Issue(day, date.span)
    return None


def updated(document: Document, annotations: Annotations) -> Issue | None:
    """The day on which the page was last changed; it may be long after what it tells."""
    text = document.folded
    if "更新" not in text:
        return None
    for date in annotations.of(AnnotationKind.DATE):
        value = date.value
        day = value.to_date() if isinstance(value, DateValue) else None
        start, end = date.span.start, date.span.end
        if day is not None and (
            _UPDATED_BEFORE.search(text, max(0, start - 10), start)
            or _UPDATED_BEHIND.match(text, end)
        ):
            return Issue(day, date.span)
    return None


def _stands_alone(document: Document, line: int) -> bool:
    """Whether a line is none that a label or a short heading above it names: 「■開催日」."""
    block = document.block_at(line)
    if block.kind not in (_PARAGRAPH, _SIGNATURE, _HEADING):
        return False
    if _HOURS_BELOW.match(document.folded, block.span.end):
        return False
    above = document.block_at(line - 1) if line > 0 else None
    if (
        above is not None
        and above.span.start > 0
        and len(above.span) <= _SHORT
        and _WHEN.search(document.folded, above.span.start, above.span.end)
    ):
        return False
    if above is None or block.kind is _HEADING:
        return True
    if above.kind is _LABEL and above.value is None:
        return False
    named = (
        above.kind in (_HEADING, _LIST_ITEM) and above.span.start > 0 and len(above.span) <= _SHORT
    )
    return not named or bool(_ISSUE_NAME.search(document.folded, above.span.start, above.span.end))


def _ends_line(text: str, end: int) -> bool:
    if text.startswith((" ", "　"), end) and _SENDER.match(text, end):
        return True
    found = _ONLY_DATE.match(text, end)
    at = found.end() if found is not None else end
    return at >= len(text) or text[at] in "\n)）】]"


def _iso(written: str) -> datetime.date | None:
    found = _ISO.search(written)
    if found is None:
        return None
    era = found["era"]
    year = int(found["year"]) if found["year"] else 2018 + (1 if era == "元" else int(era))
    return possible(year, int(found["month"]), int(found["day"]))
