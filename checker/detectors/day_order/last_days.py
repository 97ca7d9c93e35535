"""The last day under a name, and what tells deadlines, sessions and what is over."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.fields import Field
from checker.detectors.years import Source, years_of
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

HEADING = BlockKind.HEADING
TITLE = BlockKind.TITLE
APPLY = regex(
    "(?:申し?込み?|応募|参加|募集|予約|受け?付け?)(?:み|受け?付け?)?の?(?:締め?切り?日?|〆切|期限|期間)(?:日時?)?$"
    "|^(?:締め?切り?|〆切)(?:日時?)?$"
)
DUE = regex("(?:期限|締め?切り?日?|〆切|納期)(?:日時?)?$|(?:申し?込み?|応募|募集|受付|申請)期間$")
NOT_DUE = regex("有効|利用|使用|保存|賞味|消費|返却|期限(?:付|内|後)|前の?|旧")
EVENTS = frozenset(
    f"{what}{day}"
    for what in ("", "開催", "開催の", "実施", "実施の", "開講", "開講の")
    for day in ("日時", "日程", "日", "期日", "日にち", "とき", "年月日", "会期")
) | {"いつ", "出発日", "出発日時", "日にちと時間", "講座日", "講座の日"}
EXAMS = frozenset(
    listed("""試験日 試験日時 試験の日 一次試験 第1次試験 一次試験日 第1次試験日 面接日 面接の日 選考日 審査日 採用日 採用予定日
    入所日 入学日 入居日 入居開始日 任用開始日 公演日 大会日 本番 講座日 教室の日""")
)
"""Days that lie behind the deadline too, and that are no longer to come if last year's."""

_APPLY_ALSO = frozenset(("受付", "申込み", "申し込み", "申込", "応募", "募集"))
"""Names of a deadline where their value is a period of days."""

_UNTIL_END = regex(r"(?:[^0-9\n]{0,12})まで|[^\n]{0,3}必着|[ 　]*(?:$|\n)")
_DUE_ENDS = ("切", "切り", "限", "間", "日", "時", "期")
OVER = regex(
    "結果|(?:寄せられた|いただいた)ご?意見|考え方|報告|終了|しました|決定|実績|中止|延期|おわび|お詫び|訂正|記録|沿革|アーカイブ|過去|発生|変更|延長"
    "|ました|について（?お詫び"
)
UNTIL_APPLIED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?まで(?:に|(?=、))"
    r"[^。\n]{0,80}?(?:申し込|申込|(?:申し|もうし)こ|応募|提出|持参|郵送|送って|お送り|送信|エントリー|予約|電話(?:して|をして|で?お?知らせ))"
)
LATER = regex(
    "写真|作品|報告|アンケート|感想|返却|返送|取り?下げ|キャンセル|取り?消|実績|精算|請求|変更|入金|振り?込|支払|次回|来年|次の|返金|交換|苦情|追加"
)
UNTIL_BEHIND = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:必着)?まで"
)
_APPLY_SECTION = regex(
    r"^(?:お?申し?込み?|応募|募集|受付|申請|予約)(?:の?(?:方法|しかた|仕方|期間|受付|手続き?))?(?:[・／/、と].{1,8})?[】\])）：:]?$"
)
_TOLD_LATER = regex("結果|当選|抽選|お知らせ|通知|返信|手話|託児|質問|説明会|納め|納付|確定")
_WHOLE_COURSE = Scan(
    "全[0-9]{1,2}回|[0-9]{1,2}回(?:連続|コース|シリーズ|とも|すべて|全て)|連続講座"
)
_SESSION = regex(
    r"(?:^|\n)[ 　・]*(?:第(?P<number>[0-9]{1,2})回)(?:目)?[ 　：:（(]{1,4}(?=令和|20[0-9]{2}年|[0-9]{1,2}月)"
)
_ONE_BY_ONE = regex(
    "各回(?!とも)|回ごと|(?<!第)1回(?:だけ|のみ|から|でも)|途中から|どの回|いずれかの回|好きな"
)
_DAY_COLUMNS = frozenset(("日にち", "日程", "日時", "とき", "開催日", "月日", "期日", "日"))
RECENT = datetime.timedelta(days=100)


class LastDay(NamedTuple):
    """The last day under a name."""

    date: Annotation
    day: datetime.date
    source: Source


def last_day(context: Context, field: Field) -> LastDay | None:
    """The last day of a value; None if a day in it is unknown."""
    years = years_of(context)
    text = context.document.folded
    found: LastDay | None = None
    for date in context.annotations.overlapping(field.value, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.fiscal or value.part:
            return None
        if value.day is None:
            return None
        if text.startswith("現在", date.span.end):
            continue
        day = years.resolve(date)
        if day is None or day.source <= Source.FISCAL:
            return None
        if found is None or day.date > found.day:
            found = LastDay(date, day.date, day.source)
    return found


def may_be_due(field: Field) -> bool:
    """Whether a name ends as those of deadlines do; quicker than the patterns."""
    return field.name.endswith(_DUE_ENDS)


def tells_deadline(context: Context, field: Field) -> bool:
    """Whether 「受付：1月4日から2月19日まで」 is a period of days."""
    if field.name not in _APPLY_ALSO:
        return False
    dates = context.annotations.overlapping(field.value, AnnotationKind.DATE)
    text = context.document.folded
    return bool(dates) and _UNTIL_END.match(text, dates[-1].span.end) is not None


def told_in_section(context: Context) -> LastDay | None:
    """The only deadline of a draft, told in the section 申し込み: 「1月22日までに、…」."""
    document = context.document
    text = document.folded
    years = years_of(context)
    found: LastDay | None = None
    for date in context.annotations.of(AnnotationKind.DATE):
        until = UNTIL_BEHIND.match(text, date.span.end)
        if until is None:
            continue
        heading = heading_above(context, date.span.start).strip(" 　■□◆◇●○▼▽0123456789.")
        if not _APPLY_SECTION.search(heading):
            continue
        sentence = document.sentences[document.sentence_index_at(date.span.start)].span
        if LATER.search(text, sentence.start, sentence.end) or _TOLD_LATER.search(
            text, sentence.start, sentence.end
        ):
            continue
        day = years.resolve(date)
        if found is not None or day is None or day.source <= Source.FISCAL:
            return None
        found = LastDay(date, day.date, day.source)
    return found


def is_whole_course(context: Context) -> bool:
    """Whether the draft is about a course of several days, and names no way to attend some only."""
    text = context.document.folded
    if not _WHOLE_COURSE.may_fit(text) or _ONE_BY_ONE.search(text):
        return False
    return next(_WHOLE_COURSE.finditer(text), None) is not None


def first_of_course(context: Context, field: Field) -> LastDay | None:
    """The first of the days of a course that one attends as a whole; None if it is none."""
    if not is_whole_course(context):
        return None
    years = years_of(context)
    found: list[LastDay] = []
    for date in context.annotations.overlapping(field.value, AnnotationKind.DATE):
        day = years.resolve(date)
        if day is None or day.source <= Source.FISCAL:
            return None
        found.append(LastDay(date, day.date, day.source))
    if len(found) < 2:
        return None
    return found[0] if all(one.day < other.day for one, other in pairwise(found)) else None


def sessions_of(context: Context) -> list[LastDay]:
    """The days of a course that is one whole.

    Those of the column 日にち of the only table that has one, or of 「第1回　令和9年1月14日」.
    """
    document = context.document
    if not _WHOLE_COURSE.may_fit(document.folded):
        return []
    years = years_of(context)
    lines = _session_lines(context)
    if lines:
        return lines
    columns: set[tuple[int, int]] = set()
    found: list[LastDay] = []
    for block in document.blocks:
        cell = block.cell
        if cell is None:
            continue
        if cell.row == 0 and block.span.cut(document.folded).strip() in _DAY_COLUMNS:
            columns.add((cell.table, cell.column))
        elif cell.row and (cell.table, cell.column) in columns:
            dates = context.annotations.overlapping(block.span, AnnotationKind.DATE)
            day = years.resolve(dates[0]) if len(dates) == 1 else None
            if day is None or day.source <= Source.FISCAL:
                return []
            found.append(LastDay(dates[0], day.date, day.source))
    return found if len(columns) == 1 else []


def _session_lines(context: Context) -> list[LastDay]:
    text = context.document.folded
    years = years_of(context)
    found: list[LastDay] = []
    for line in _SESSION.finditer(text):
        if int(line["number"]) != len(found) + 1:
            return []
        place = Span(line.end(), line.end() + 1)
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        day = years.resolve(dates[0]) if dates else None
        if day is None or day.source <= Source.FISCAL:
            return []
        found.append(LastDay(dates[0], day.date, day.source))
    rising = all(one.day < other.day for one, other in pairwise(found))
    return found if len(found) > 1 and rising else []


@per_draft
def _headings(context: Context) -> tuple[list[int], list[str]]:
    """Where the headings begin, and their words."""
    heads = [block.span for block in context.document.blocks if block.kind in (HEADING, TITLE)]
    return [head.start for head in heads], [head.cut(context.document.folded) for head in heads]


def heading_above(context: Context, offset: int) -> str:
    """The words of the last heading in front of an offset, "" if there is none."""
    starts, words = _headings(context)
    at = bisect_right(starts, offset) - 1
    return words[at] if at >= 0 else ""


def is_over(context: Context) -> bool:
    """Whether the draft tells of what is past."""
    document = context.document
    titles = [b for b in document.blocks[:6] if b.kind in (TITLE, HEADING)]
    heads = titles[:2] or list(document.blocks[:1])
    return any(OVER.search(head.span.cut(document.folded)) for head in heads)
