"""Days that stand in the wrong order: a deadline behind the event, a day before the issue."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options, per_draft
from checker.detectors.fields import Field, fields_of
from checker.detectors.years import Source, possible, spelled_year, year_span, years_of
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

_HEADING = BlockKind.HEADING
_TITLE = BlockKind.TITLE

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other", "name"})

FIRST_YEAR = 2019
"""What is longer ago is history, not a slip."""

LONG_AGO = 150
"""Days; without a day of issue a day is taken for last year's only if it is as long past.
A page stays up for some weeks after its deadline."""

_APPLY = regex(
    "(?:申し?込み?|応募|参加|募集|予約|受け?付け?)(?:み|受け?付け?)?の?(?:締め?切り?日?|〆切|期限|期間)(?:日時?)?$"
    "|^(?:締め?切り?|〆切)(?:日時?)?$"
)
_DUE = regex("(?:期限|締め?切り?日?|〆切|納期)(?:日時?)?$|(?:申し?込み?|応募|募集|受付|申請)期間$")
_NOT_DUE = regex("有効|利用|使用|保存|賞味|消費|返却|期限(?:付|内|後)|前の?|旧")
_EVENTS = frozenset(
    f"{what}{day}"
    for what in ("", "開催", "開催の", "実施", "実施の", "開講", "開講の")
    for day in ("日時", "日程", "日", "期日", "日にち", "とき", "年月日", "会期")
)
_EXAMS = frozenset(
    listed("""試験日 試験日時 試験の日 一次試験 第1次試験 一次試験日 第1次試験日 面接日 面接の日 選考日 審査日 採用日 採用予定日
    入所日 入学日 入居日 入居開始日 任用開始日 公演日 大会日 本番 講座日 教室の日""")
)
"""Days that lie behind the deadline too, and that are no longer to come if last year's."""
_APPLY_ALSO = frozenset(("受付", "申込み", "申し込み", "申込", "応募", "募集"))
"""Names of a deadline where their value is a period of days."""
_UNTIL_END = regex(r"(?:[^0-9\n]{0,12})まで|[^\n]{0,3}必着|[ 　]*(?:$|\n)")
_RAIN = Scan(
    r"(?:雨天|荒天|雨|悪天候|雪|台風|中止)(?:の?(?:とき|場合|際|時)|なら)?は?、?[^。\n]{0,16}?日[^。\n]{0,8}?(?:に|へ)(?:延期|順延)"
    r"|(?:予備日|順延日|雨天順延)[^。\n]{0,6}[0-9]"
)
_SPARE = Scan("(?:予備日|順延日|延期日|振替日|代替日)(?:時|程)?")
_SPARE_DAY = regex("[】）)]?[：: 　はが、（(\n]{0,4}")
SPARE_REACH = 60
"""Code points in front of 予備日 in which the day itself stands."""
_CANCEL = Scan(
    "(?:キャンセル|取り?消し?|欠席|辞退)(?:の?(?:連絡|届け?出?|手続き|申し?出))?(?:を?(?:する|したい)?[^。、\n]{0,8}方)?(?:は|を|が)、?[^。\n]{0,12}日[^。\n]{0,10}?までに"
)
_DUE_ENDS = ("切", "切り", "限", "間", "日", "時", "期")
_OTHER_EVENT = regex(
    "説明会|見学|相談|発表|授賞|表彰|取材|試乗|面接|試験|選考|抽選|当日|審査|オリエン"
)
_LABEL = Scan(
    "試験日|面接日|選考日|審査日|公演日|日時|日程|期日|日にち|とき|と\\s{1,2}き|会期|開催日|実施日|開講日|年月日|投票日|日\\s{1,3}時"
)
_BEFOREHAND = Scan("練習会|リハーサル|前夜祭|事前|予行|講習会|説明会")
_BEFORE_NAME = regex(
    "^(?:事前(?:説明会|講習会?|研修|練習会?|学習会|体験会?|相談会?)|前夜祭|リハーサル|予行(?:演習|練習)|練習会|講習会|説明会)$"
)
_EXAM = Scan("試験日|面接日|選考日|審査日|公演日")
_DEADLINE = Scan("締め?切|〆切|期限|期間|納期")
_YEAR = Scan("年")
_OVER = regex(
    "結果|(?:寄せられた|いただいた)ご?意見|考え方|報告|終了|しました|決定|実績|中止|延期|おわび|お詫び|訂正|記録|沿革|アーカイブ|過去|発生|変更|延長"
    "|ました|について（?お詫び"
)
_COMING = regex(
    "申し?込|募集|参加|応募|お越し|来て|お?持ち|(?:開催|実施|開|行)[いきし]?ます|受け?付け|予約|ください"
)
_HELD = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|[0-9])[^、。\n]{0,24}?)?(?:に|から)、?"
    r"(?P<what>[^。\n]{0,40}?)(?:開催し|開き|実施し|行い|始め|オープンし)ます"
)
_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|[0-9])[^、。\n]{0,12}?)?まで(?:に|(?=、))、?"
    r"(?P<what>[^。\n]{0,30}?)(?:申し込|応募|提出|申請|出し|届け出|予約)[^。\n]{0,10}?(?:ください|ます)"
)
_PLANNED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|[0-9])[^、。\n]{0,24}?)?(?:ごろ|頃)?(?:に|を)、?"
    r"[^。、\n]{0,12}?予定(?:です|しています|しております)"
)
_PERSON = regex("[っしれいんきえ]た(?!い)|方[がはにのを]|者[がはにのを]|いる|に基づ|から")


_UNTIL_DAY = Scan("まで(?:に|の)")
_UNTIL_APPLIED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?まで(?:に|(?=、))"
    r"[^。\n]{0,80}?(?:申し込|申込|応募|提出|持参|郵送|送って|お送り|送信|エントリー)"
)
_APPLIED = regex("申し?込|応募|エントリー|参加(?:を?希望|申|したい|ご?希望)")
_LATER = regex(
    "写真|作品|報告|アンケート|感想|返却|返送|取り?下げ|キャンセル|取り?消|実績|精算|請求|変更|入金|振り?込|支払|次回|来年|次の|返金|交換|苦情|追加"
)
_UPDATED = Scan(
    r"(?P<what>(?:最終)?更新(?:年月)?日|公開日|掲載日|公表日|発行日|発表日|提供日|配布日|作成日)(?:時)?[】\])）]?[ 　：:]{0,3}(?=[0-9令])"
)
_ISSUED = (
    "{name}の「{text}」が、終わりの日（{other}）より後です。どちらかの日付を確かめてください。"
)
_INVITES = regex(
    "募集(?!要項|結果|終|を終)|開催します|開きます|参加者|ご?意見を(?:お寄せ|お聞かせ|募)|受講|お寄せください|受け付けます|参加(?:しませんか|してください)|お越しください|ご参加"
)
_RESULT = Scan(
    r"(?:結果|合格|当選|当落|抽選会?|(?:第?[1一]次)?(?:選考|試験|審査)|面接)(?:の?(?:通知|発表|公表|お知らせ|連絡))?(?:日)?(?:は|を|：|:|[ 　]{1,4})、?[^。\n]{0,30}?[0-9]{1,2}月[0-9]{1,2}日"
)
_APPLIED_FROM = regex("(?:受付|受け付け|募集|申し?込み?|応募)の?期[間限]は、?")
_UNTIL_BEHIND = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:必着)?まで"
)
_APPLY_SECTION = regex(
    r"^(?:お?申し?込み?|応募|募集|受付|申請)(?:の?(?:方法|しかた|仕方|期間|受付|手続き?))?(?:[・／/、と].{1,8})?[】\])）：:]?$"
)
_TOLD_LATER = regex("結果|当選|抽選|お知らせ|通知|返信|手話|託児|質問|説明会|納め|納付|確定")
_WHOLE_COURSE = Scan(
    "全[0-9]{1,2}回|[0-9]{1,2}回(?:連続|コース|シリーズ|とも|すべて|全て)|連続講座"
)
_DAY_COLUMNS = frozenset(("日にち", "日程", "日時", "とき", "開催日", "月日", "期日", "日"))
_EARLY = Scan("期日前")
EARLY_REACH = 60
"""Code points in front of a day in which 期日前投票 is what it is about."""
_RECENT = datetime.timedelta(days=100)
_OVER_BEFORE = regex("前回|昨年|前年|去年|前期|ました")
_OPEN_END = regex("から|[〜～]|以降")


_NOT_BEHIND = (
    "延期した日の「{text}」が、{name}（{other}）より後になっていません。日付を確かめてください。"
)


_NOT_BEFORE = "前もって行うことの「{text}」が、{name}（{other}）より後です。どちらかの日付を確かめてください。"


class _Last(NamedTuple):
    """The last day under a name."""

    date: Annotation
    day: datetime.date
    source: Source


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    asked = {
        "after_event": (_DEADLINE, _UNTIL_DAY, _RAIN, _SPARE, _CANCEL, _EARLY, _EXAM, _BEFOREHAND),
        "updated": (_UPDATED,),
        "result": (_RESULT,),
    }
    return asked.get(str(options["what"]), (_DEADLINE, _LABEL, _YEAR))


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["what"]`: `after_event`, `past`, `updated` or `result`."""
    if options["what"] == "updated":
        yield from _updated(context)
    elif options["what"] == "result":
        yield from _result(context)
    elif options["what"] == "after_event":
        if _LABEL.may_fit(context.document.folded):
            yield from _after_event(context)
    else:
        yield from _past(context)


# --- a deadline behind the event ------------------------------------------------------


def _after_event(context: Context) -> Iterator[Match]:
    fields = fields_of(context)
    deadlines = [field for field in fields if _may_be_due(field) and _APPLY.search(field.name)]
    events = [field for field in fields if field.name in _EVENTS]
    yield from _after_first_session(context)
    yield from _early_vote(context)
    yield from _rehearsal(context, events)
    exams = [field for field in fields if field.name in _EXAMS]
    if len(events) != 1:
        yield from _spare_day(context)
    if not events and not exams:
        return
    if not deadlines:
        deadlines = [field for field in fields if _tells_deadline(context, field)]
    yield from _beside_event(context, events)
    if (
        exams
        and len(deadlines) == 1
        and len({*(f.section for f in exams), deadlines[0].section}) == 1
    ):
        events = events or exams[:1]
    yield from _told_after(context, events, len(deadlines))
    for deadline in deadlines:
        there = _events_of(deadline, events, len(deadlines))
        days = [_last(context, event) for event in there]
        due = _last(context, deadline)
        if due is None or not days or None in days:
            continue
        held = max((day for day in days if day is not None), key=lambda day: day.day)
        if due.day <= held.day:
            continue
        name = there[days.index(held)].name
        related = (Related(held.date.span, f"{name}の最後の日はここです"),)
        other = f"{held.day.month}月{held.day.day}日"
        yield Match(due.date.span, {"other": other, "name": name}, related=related)


def _tells_deadline(context: Context, field: Field) -> bool:
    """Whether 「受付：1月4日から2月19日まで」 is a period of days."""
    if field.name not in _APPLY_ALSO:
        return False
    dates = context.annotations.overlapping(field.value, AnnotationKind.DATE)
    text = context.document.folded
    return bool(dates) and _UNTIL_END.match(text, dates[-1].span.end) is not None


def _beside_event(context: Context, events: Sequence[Field]) -> Iterator[Match]:
    """A day to which rain puts it off that is not behind it; a last day to cancel that is."""
    text = context.document.folded
    fitting = (_RAIN.may_fit(text), _CANCEL.may_fit(text))
    if len(events) != 1 or not any(fitting):
        return
    field = events[0]
    years = years_of(context)
    for scan, rain in ((_RAIN, True), (_CANCEL, False)):
        for found in scan.finditer(text):
            stop = text.find("\n", found.end())
            place = Span(found.start(), min(found.end() + 8, stop if stop >= 0 else len(text)))
            dates = context.annotations.overlapping(place, AnnotationKind.DATE)
            if len(dates) != 1:
                continue
            before = Span(field.value.start, min(field.value.end, found.start()))
            if field.value.contains(place) and before.start >= before.end:
                continue
            held = _last(
                context, field._replace(value=before) if before.end > before.start else field
            )
            day = years.resolve(dates[0])
            if held is None or day is None or day.source <= Source.FISCAL:
                continue
            if (day.date > held.day) if rain else (day.date <= held.day):
                continue
            related = (Related(held.date.span, f"{field.name}はここです"),)
            other = f"{held.day.month}月{held.day.day}日"
            message = _NOT_BEHIND if rain else ""
            yield Match(
                dates[0].span,
                {"other": other, "name": field.name},
                related=related,
                message=message,
            )


def _spare_day(context: Context) -> Iterator[Match]:
    """「予備日」 before the day of the work in the line, cell or paragraph above it."""
    document = context.document
    text = document.folded
    years = years_of(context)
    for found in _SPARE.finditer(text):
        block = document.block_at(found.start())
        start = block.span.start
        stop = min(len(text), block.span.end + (20 if block.cell is not None else 0))
        dates = context.annotations.overlapping(
            Span(found.start(), min(found.end() + 16, stop)), AnnotationKind.DATE
        )
        spare = years.resolve(dates[0]) if dates else None
        if spare is None or spare.source <= Source.FISCAL or block.quoted:
            continue
        if not _SPARE_DAY.fullmatch(text, found.end(), dates[0].span.start):
            continue
        before = context.annotations.overlapping(
            Span(max(start, found.start() - SPARE_REACH), found.start()), AnnotationKind.DATE
        )
        level = 0
        for _ in range(4):
            if before or start <= 0 or level:
                break
            above = document.block_at(start - 1)
            level = above.kind is _HEADING
            start = above.span.start
            before = context.annotations.overlapping(above.span, AnnotationKind.DATE)
        held = [years.resolve(date) for date in before]
        if not held or any(day is None or day.source <= Source.FISCAL for day in held):
            continue
        first = min(day.date for day in held if day is not None)
        if spare.date >= first:
            continue
        related = (Related(before[0].span, "元の日はここです"),)
        other = f"{first.month}月{first.day}日"
        yield Match(
            dates[0].span,
            {"other": other, "name": "元の日"},
            related=related,
            message=_NOT_BEHIND,
        )


def _after_first_session(context: Context) -> Iterator[Match]:
    """A deadline behind the first day of a course that one attends as a whole."""
    sessions = _sessions(context)
    due = _told_in_section(context) if sessions else None
    if due is not None and sessions[0].day < due.day:
        related = (Related(sessions[0].date.span, "最初の回はここです"),)
        other = f"{sessions[0].day.month}月{sessions[0].day.day}日"
        yield Match(due.date.span, {"other": other, "name": "最初の回"}, related=related)


def _rehearsal(context: Context, events: Sequence[Field]) -> Iterator[Match]:
    """What goes before the event by its name, behind it by its date: 練習会, リハーサル."""
    document = context.document
    text = document.folded
    if len(events) != 1 or not _BEFOREHAND.may_fit(text):
        return
    held = _last(context, events[0])
    if held is None:
        return
    years = years_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        if date.span.start <= events[0].value.end:
            continue
        heading = _heading_above(context, date.span.start).strip(" 　■□◆◇●○▼▽0123456789.")
        line = document.block_at(date.span.start).span.start
        if not _BEFORE_NAME.search(heading) or date.span.start - line > 4:
            continue
        named = _BEFORE_NAME.search(heading)
        day = years.resolve(date)
        told = named is not None and (
            named.group() not in ("練習会", "講習会", "説明会") or f"前に{named.group()}" in text
        )
        if not told or day is None or day.source <= Source.FISCAL or day.date <= held.day:
            continue
        related = (Related(held.date.span, f"{events[0].name}はここです"),)
        other = f"{held.day.month}月{held.day.day}日"
        values = {"other": other, "name": events[0].name}
        yield Match(date.span, values, related=related, message=_NOT_BEFORE)
        return


def _early_vote(context: Context) -> Iterator[Match]:
    """Early voting that goes on until the polling day or beyond it."""
    document = context.document
    text = document.folded
    if not _EARLY.may_fit(text):
        return
    years = years_of(context)
    polls = [
        field for field in fields_of(context) if field.name in ("投票日", "投票日時", "選挙期日")
    ]
    poll = _last(context, polls[0]) if polls else None
    if poll is None:
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        if not text.startswith("まで", date.span.end):
            continue
        block = document.block_at(date.span.start)
        label = "" if block.label is None else block.label.cut(text)
        before = text[max(block.span.start, date.span.start - EARLY_REACH) : date.span.start]
        if not any("期日前" in said for said in (label, before)) and (
            "期日前" not in _heading_above(context, date.span.start)
        ):
            continue
        day = years.resolve(date)
        if day is None or not poll.day <= day.date <= poll.day + _RECENT:
            continue
        related = (Related(poll.date.span, "投票日はここです"),)
        other = f"{poll.day.month}月{poll.day.day}日"
        yield Match(date.span, {"other": other, "name": "投票日の前日"}, related=related)


def _told_after(context: Context, events: Sequence[Field], labelled: int) -> Iterator[Match]:
    """A deadline that a sentence tells: 「…を、3月5日までに持参してください」."""
    document = context.document
    text = document.folded
    if labelled or not events or len({event.section for event in events}) > 1:
        return
    days = [_last(context, event) for event in events]
    if None in days or _OTHER_EVENT.search(events[0].heading):
        return
    held = max((day for day in days if day is not None), key=lambda day: day.day)
    years = years_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        if any(event.value.contains(date.span) for event in events):
            continue
        until = _UNTIL_APPLIED.match(text, date.span.end)
        if until is None:
            continue
        block = document.block_at(date.span.start)
        name = "" if block.label is None else block.label.cut(text)
        before = text[block.span.start : date.span.start]
        applied = _APPLIED.search(name + before + until.group()) or _APPLIED.search(
            _heading_above(context, date.span.start)
        )
        if not applied or _LATER.search(before + until.group()):
            continue
        day = years.resolve(date)
        if day is None or day.source <= Source.FISCAL or day.date <= held.day:
            continue
        event = next(e for e, d in zip(events, days, strict=True) if d is held)
        related = (Related(held.date.span, f"{event.name}の最後の日はここです"),)
        other = f"{held.day.month}月{held.day.day}日"
        yield Match(date.span, {"other": other, "name": event.name}, related=related)


@per_draft
def _headings(context: Context) -> tuple[list[int], list[str]]:
    """Where the headings begin, and their words."""
    heads = [block.span for block in context.document.blocks if block.kind in (_HEADING, _TITLE)]
    return [head.start for head in heads], [head.cut(context.document.folded) for head in heads]


def _heading_above(context: Context, offset: int) -> str:
    starts, words = _headings(context)
    at = bisect_right(starts, offset) - 1
    return words[at] if at >= 0 else ""


# --- a page that was put up again, a result before the deadline ------------------------------


def _updated(context: Context) -> Iterator[Match]:
    """The day on which a page was changed, where all that it invites to is over by then."""
    document = context.document
    text = document.folded
    if not document.blocks or _is_over(context):
        return
    heads = [b for b in document.blocks[:6] if b.kind in (_TITLE, _HEADING)]
    title = (heads[0] if heads else document.blocks[0]).span.cut(text)
    if not _INVITES.search(title):
        return
    for found in _UPDATED.finditer(text):
        place = Span(found.end(), min(len(text), found.end() + 24))
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        value = dates[0].value if dates else None
        day = value.to_date() if isinstance(value, DateValue) else None
        if day is None:
            continue
        due = []
        for field in fields_of(context):
            names = field.name in _EVENTS or (_may_be_due(field) and _DUE.search(field.name))
            if names and not _NOT_DUE.search(field.name):
                due.append(_last(context, field))
        days = [last for last in due if last is not None]
        if not days or len(days) < len(due) or max(last.day for last in days) >= day:
            return
        last = max(days, key=lambda last: last.day)
        later = [
            resolved.date
            for date in context.annotations.of(AnnotationKind.DATE)
            if _UNTIL_APPLIED.match(text, date.span.end)
            and (resolved := years_of(context).resolve(date)) is not None
        ]
        if any(one >= day for one in later):
            return
        related = (Related(last.date.span, "終わりの日はここです"),)
        what = found["what"]
        yield Match(
            dates[0].span,
            {"other": f"{last.day.month}月{last.day.day}日", "name": what},
            related=related,
            message="" if "更新" in what else _ISSUED,
        )
        return


def _result(context: Context) -> Iterator[Match]:
    """The day on which a result is told, in front of the deadline."""
    text = context.document.folded
    fields = fields_of(context)
    deadlines = [field for field in fields if _may_be_due(field) and _APPLY.search(field.name)]
    if not deadlines:
        deadlines = [field for field in fields if _tells_deadline(context, field)]
    value = deadlines[0].value if len(deadlines) == 1 else None
    if not deadlines:
        told = list(_APPLIED_FROM.finditer(text))
        stop = text.find("。", told[0].end()) if len(told) == 1 else -1
        if stop >= 0 and "\n" not in text[told[0].end() : stop]:
            value = Span(told[0].end(), stop)
    due = _told_in_section(context) if value is None and not deadlines else None
    if value is not None:
        due = _last(context, Field("", value, "", False, 0))
    if due is None:
        return
    sessions = _sessions(context)
    if sessions and sessions[0].day < due.day:
        return  # the deadline is the one that is wrong
    years = years_of(context)
    for found in _RESULT.finditer(text):
        block = context.document.block_at(found.start())
        if _OVER_BEFORE.search(text, block.span.start, block.span.end):
            continue
        place = Span(found.start(), found.end())
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        if len(dates) != 1 or (value or due.date.span).overlaps(dates[0].span):
            continue
        day = years.resolve(dates[0])
        written = isinstance(dates[0].value, DateValue) and dates[0].value.year is not None
        if day is None or day.source <= Source.FISCAL or day.date >= due.day:
            continue
        if not written and due.source is Source.WRITTEN and day.date < due.day - _RECENT:
            continue
        related = (Related(due.date.span, "締め切りはここです"),)
        other = f"{due.day.month}月{due.day.day}日"
        yield Match(dates[0].span, {"other": other}, related=related)


def _told_in_section(context: Context) -> _Last | None:
    """The only deadline of a draft, told in the section 申し込み: 「1月22日までに、…」."""
    document = context.document
    text = document.folded
    years = years_of(context)
    found: _Last | None = None
    for date in context.annotations.of(AnnotationKind.DATE):
        until = _UNTIL_BEHIND.match(text, date.span.end)
        if until is None:
            continue
        heading = _heading_above(context, date.span.start).strip(" 　■□◆◇●○▼▽0123456789.")
        if not _APPLY_SECTION.search(heading):
            continue
        sentence = document.sentences[document.sentence_index_at(date.span.start)].span
        if _LATER.search(text, sentence.start, sentence.end) or _TOLD_LATER.search(
            text, sentence.start, sentence.end
        ):
            continue
        day = years.resolve(date)
        if found is not None or day is None or day.source <= Source.FISCAL:
            return None
        found = _Last(date, day.date, day.source)
    return found


def _sessions(context: Context) -> list[_Last]:
    """The days in the column 日にち of the only table that has one, of a course that is one whole."""
    document = context.document
    if not _WHOLE_COURSE.may_fit(document.folded):
        return []
    years = years_of(context)
    columns: set[tuple[int, int]] = set()
    found: list[_Last] = []
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
            found.append(_Last(dates[0], day.date, day.source))
    return found if len(columns) == 1 else []


def _may_be_due(field: Field) -> bool:
    """Whether a name ends as those of deadlines do; quicker than the patterns."""
    return field.name.endswith(_DUE_ENDS)


def _events_of(deadline: Field, events: Sequence[Field], deadlines: int) -> Sequence[Field]:
    """The fields that say when that is held to which a deadline belongs."""
    here = [event for event in events if event.section == deadline.section]
    if here or len(events) > 1 or deadlines > 1:
        return here
    return () if _OTHER_EVENT.search(events[0].heading) else events


def _last(context: Context, field: Field) -> _Last | None:
    """The last day of a value; None if a day in it is unknown."""
    years = years_of(context)
    text = context.document.folded
    found: _Last | None = None
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
            found = _Last(date, day.date, day.source)
    return found


# --- a day that is past -------------------------------------------------------------


def _past(context: Context) -> Iterator[Match]:
    written = _written_days(context)
    if not written:
        return
    years = years_of(context)
    issued = years.issued
    if issued is not None:
        if min(written) >= issued.date or not issued.exact:
            return
        today = issued.date
        place = issued.place
        name = f"お知らせの日（{today.month}月{today.day}日）"
    else:
        if max(written) < context.as_of or not years.lives_on(context.as_of):
            return
        today = context.as_of - datetime.timedelta(days=LONG_AGO)
        place = None
        name = "今日"
    if min(written) >= today or _is_over(context):
        return
    seen: set[Span] = set()
    for last in (*_labelled_days(context), *_days_in_sentences(context, today)):
        if last.day < today and last.date.span not in seen:
            seen.add(last.date.span)
            if place is not None and last.date.span == place:
                continue
            related = () if place is None else (Related(place, "お知らせの日はここです"),)
            edits = _later_year(context, last, today)
            yield Match(last.date.span, {"other": name}, edits=edits, related=related)


def _written_days(context: Context) -> list[datetime.date]:
    """The days that say their year."""
    found = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.year is not None and value.year >= FIRST_YEAR:
            day = value.to_date()
            if day is not None:
                found.append(day)
    return found


def _is_over(context: Context) -> bool:
    """Whether the draft tells of what is past."""
    document = context.document
    titles = [b for b in document.blocks[:6] if b.kind in (_TITLE, _HEADING)]
    heads = titles[:2] or list(document.blocks[:1])
    return any(_OVER.search(head.span.cut(document.folded)) for head in heads)


def _labelled_days(context: Context) -> Iterator[_Last]:
    text = context.document.folded
    coming = _COMING.search(text) is not None
    for field in fields_of(context):
        due = _may_be_due(field) and _DUE.search(field.name) and not _NOT_DUE.search(field.name)
        event = coming and not field.table and field.name in _EVENTS
        event = event or field.name in _EXAMS
        if not (due or event) or _OVER.search(field.heading) or _OVER.search(field.name):
            continue
        if _OVER.search(text, field.value.start, field.value.end):
            continue
        last = _last(context, field)
        if last is None or last.source is not Source.WRITTEN:
            continue
        if not _OPEN_END.match(text, last.date.span.end):
            yield last


def _days_in_sentences(context: Context, today: datetime.date) -> Iterator[_Last]:
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.inherited:
            continue
        day = value.to_date()
        if day is None or day >= today or value.year < FIRST_YEAR:
            continue
        found = _HELD.match(text, date.span.end) or _UNTIL.match(text, date.span.end)
        planned = found is None and _PLANNED.match(text, date.span.end)
        if planned or (found is not None and not _PERSON.search(found["what"])):
            yield _Last(date, day, Source.WRITTEN)


def _later_year(context: Context, last: _Last, today: datetime.date) -> tuple[Edit, ...]:
    """The year in which the day would still come, if its weekday allows it."""
    value = last.date.value
    assert isinstance(value, DateValue)
    year = year_span(context, last.date)
    later = possible(last.day.year + 1, last.day.month, last.day.day)
    if year is None or later is None or later < today:
        return ()
    if value.weekday not in (None, later.weekday()):
        return ()
    return (Edit(year, spelled_year(later, era=value.era is not None)),)
