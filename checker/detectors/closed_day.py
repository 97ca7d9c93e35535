"""A last day at the counter, or to pay, on which offices are closed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.closed_steps import told_at_counter, told_in_line
from checker.detectors.fields import fields_of
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"day"})

_COUNTER = regex(
    "(?:市役所|役所|役場|庁舎|支所|[課係]|担当)[^。\n、]{0,10}?(?:窓口|へ|に)[^。\n]{0,16}?"
    "(?:持参|提出|届け|申し?込|申請|出し|持って|お持ち|お?越し|来て)|(?:持参|来庁)(?:して|し、|くださ|のみ|に限|が必要|か)|窓口(?:で|へ|に|のみ)"
)
_OTHER_WAY = regex(
    "郵送|はがき|ハガキ|オンライン|電子|インターネット|ウェブ|Web|WEB|フォーム|メール|ファク|FAX|電話で(?:申|予約|受)|LINE|アプリ"
    "|コンビニ|ポスト|投函"
)
_OPEN = regex(
    "(?:休日|土曜?日?|日曜?日?|祝日?|閉庁日?|年末年始)[^。\n、]{0,14}?(?:も|は|に|窓口|開庁)[^。\n]{0,12}?"
    "(?:開(?!催)|受け付け|受付|利用でき|行い|窓口|対応)|休日(?:窓口|開庁|受付)|休まず|年中無休|土日も|臨時(?:の?窓口|開庁)|24時間"
    "|[0-9]日[^。\n]{0,12}?[もはに]、?(?:窓口を開|開庁|受け付け)"
)
_ELSEWHERE = regex(
    "図書館|公民館|体育館|センター|ホール|会館|プール|美術館|博物館|資料館|交流館|児童館|動物園|植物園|公園|広場|会場|店|コミュニティ"
)
_NOT_BY_HAND = regex(
    "オンライン|電子申請|電子メール|インターネット|ウェブ|フォーム|メールで|メール、|ファク|FAX|電話で(?:申|予約|受)|LINE|アプリ|ポスト|投函|速達|書留"
)
_AT_OFFICE = regex(
    "(?:役所|役場|庁舎|支所|[課係])[^。\n、]{0,10}?(?:窓口|へ|に)[^。\n]{0,12}?(?:持参|提出)"
)
_ONLY = regex(
    "窓口(?:[（(][^（()）\n]{0,20}[)）])?[^。\n]{0,8}?(?:のみ|だけ|に限)|持参(?:のみ|だけ|に限)"
    "|(?:郵送|メール|電話|ファク[スシ]ミ?リ?|FAX|オンライン)[^。\n]{0,24}?(?:受け付けられません|受け付けません|受け付けできません|受け付けていません|受け付けておりません|お?受けできません|できません|不可)"
)
_REFUSED = regex(
    "受け付け(?:られません|ません|できません|ていません|ておりません)|お?受けできません|できません|不可"
)
_SENTENCES = regex("[。\\n]")
ONLINE_WAYS = regex(
    "オンライン|電子申請|インターネット|ウェブ|フォーム|LINE|アプリ|コンビニ|ポスト|投函|メールで|郵送(?:で(?!お?送り|お知|届)|、|か|も|また|によ|の場合)|当日消印"
)
_OTHER_POST = regex(
    "郵送(?:でも|で(?!お?送り|お知|届)|、|か|も|また|によ|の場合)|電話で(?:も|申|受)"
)
OPEN_THEN = regex(
    "(?:休日|土曜?日?|日曜?日?|祝日?|閉庁日?|年末年始)[^。\n、]{0,14}?(?:も|は|に|窓口|開庁)(?:(?!面接|試験|選考|抽選|説明|[会式]を)[^。\n、]){0,12}?(?:開(?!催|いてい?ませ|きませ|けませ)|受け付けます|受付をし|利用でき|行い|対応)"
    "|休日(?:窓口|開庁|受付)|休まず|年中無休|土日も|臨時(?:の?窓口|開庁)|24時間"
)
_OFFICE = regex("役所|役場|庁舎|支所|[課係局]の?|本庁|別館")
_STOREYS = regex("[（(][^（()）\n]*[)）]")
_TO_COUNTER = Scan(
    "(?:[（(](?:必着|厳守)[)）])?までに、?[^。、\n]{0,24}?(?:役所|役場|庁舎|支所|[課係])[^。、\n]{0,12}?窓口[^。、\n]{0,12}?(?:へ|に|で|まで)、?[^。\n]{0,12}?(?:提出|出して|持参|持って|届け|申し?込|申請|お越し|来て|納め|受け取|手続|お願い)"
)
SENTENCE = 120
"""Code points around a last day that are read as its sentence."""
_DEADLINE = Scan("締め?切|〆切|期限|期間|まで|必着")
_PAY = regex("(?:納期限?|納付期限|支払(?:い)?期限|納入期限|振替日|引き?落とし日)(?:日時)?$")
_APPLY = regex(
    "(?:締め?切り?日?|〆切|(?:申し?込み?|申請|提出|応募|届け?出|受け?付け?)(?:の)?期[限間])(?:日時)?$"
)
_ENDS = ("切", "切り", "限", "間", "日", "時")
_LEFT_OUT = regex("除|休み|休館|閉庁")
_START = regex("から|[〜～]|より|以降")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_DEADLINE, _TO_COUNTER)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a last day to pay, or to apply at the counter only, on which it is closed.

    Silent where the draft names another way, or says that the counter is open then.
    """
    text = context.document.folded
    by_hand: bool | None = None
    told: set[int] = set()
    for date, pays in _last_days(context):
        closed = _closed(context, date)
        if not closed:
            continue
        if not pays and by_hand is None:
            by_hand = _by_hand(text)
        if pays or by_hand:
            told.add(date.span.start)
            yield Match(date.span, {"day": closed})
    for match in _told(context):
        told.add(match.span.start)
        yield match
    for date in (*told_at_counter(context), *told_in_line(context)):
        if date.span.start in told or _is_left_out(text, date.span):
            continue
        closed = _closed(context, date)
        if closed:
            told.add(date.span.start)
            yield Match(date.span, {"day": closed})


def _by_hand(text: str) -> bool:
    """Whether what the draft asks for is taken only on days on which an office is open."""
    only = _COUNTER.search(text) is not None and not any(
        said.search(text) for said in (_OTHER_WAY, _ELSEWHERE, _OPEN)
    )
    return only or _by_post(text) or _only_there(text)


def _only_there(text: str) -> bool:
    """Whether the draft says that only a counter of the office takes it."""
    said = _ONLY.search(text)
    if said is None or OPEN_THEN.search(text) or ONLINE_WAYS.search(taken(text)):
        return False
    line = text.rfind("\n", 0, said.start()) + 1
    end = text.find("\n", said.end())
    there = text[line : end if end >= 0 else len(text)]
    return _OFFICE.search(there) is not None and not _ELSEWHERE.search(_STOREYS.sub("", there))


def taken(text: str) -> str:
    """The sentences that do not say what is not taken."""
    return "\n".join(part for part in _SENTENCES.split(text) if not _REFUSED.search(part))


def _told(context: Context) -> Iterator[Match]:
    """「2月11日（木曜日）までに、学務課の窓口へ出してください」."""
    document = context.document
    text = document.folded
    told = list(_TO_COUNTER.finditer(text)) if "窓口" in text else []
    if not told:
        return
    if OPEN_THEN.search(text) or _OTHER_POST.search(text):
        return
    if ONLINE_WAYS.search(taken(text)):
        return
    for found in told:
        block = document.block_at(found.start())
        dates = context.annotations.overlapping(
            Span(max(block.span.start, found.start() - 2), found.start() + 1), AnnotationKind.DATE
        )
        if block.quoted or not dates or not isinstance(dates[-1].value, DateValue):
            continue
        if dates[-1].value.day is None or dates[-1].span.end > found.start():
            continue
        near = max(block.span.start, found.start() - SENTENCE)
        near = max(near, text.rfind("。", near, found.start()) + 1)
        far = min(block.span.end, found.end() + SENTENCE)
        end = text.find("。", found.end(), far)
        sentence = text[near : end if end >= 0 else far]
        if _OTHER_WAY.search(sentence) or _ELSEWHERE.search(sentence):
            continue
        closed = _closed(context, dates[-1])
        if closed:
            yield Match(dates[-1].span, {"day": closed})


def _by_post(text: str) -> bool:
    """Whether only an office takes it, and the post that must be there by then.

    Ordinary post is not delivered on Saturdays, Sundays and holidays either.
    """
    if "必着" not in text or "消印" in text or "郵送" not in text:
        return False
    if _NOT_BY_HAND.search(text) or _OPEN.search(text):
        return False
    for found in _AT_OFFICE.finditer(text):
        line = text.rfind("\n", 0, found.start()) + 1
        if not _ELSEWHERE.search(text, line, found.end()):
            return True
    return False


def _last_days(context: Context) -> list[tuple[Annotation, bool]]:
    """The last days to pay (True) or to apply (False) that a label names."""
    text = context.document.folded
    found = []
    for field in fields_of(context):
        if not field.name.endswith(_ENDS):
            continue
        pays = _PAY.search(field.name) is not None
        if not pays and not _APPLY.search(field.name):
            continue
        dates = [
            date
            for date in context.annotations.overlapping(field.value, AnnotationKind.DATE)
            if not _is_left_out(text, date.span)
        ]
        if not dates or _START.match(text, dates[-1].span.end):
            continue
        if isinstance(dates[-1].value, DateValue) and dates[-1].value.day is not None:
            found.append((dates[-1], pays))
    return found + _in_columns(context)


def _is_left_out(text: str, date: Span) -> bool:
    """Whether a day stands in brackets that say what is left out: 「（12月29日～1月3日を除く）」."""
    opening = text.rfind("（", text.rfind("\n", 0, date.start) + 1, date.start)
    closing = text.find("）", date.end)
    if opening < 0 or closing < 0 or "）" in text[opening : date.start]:
        return False
    return _LEFT_OUT.search(text, opening, closing) is not None


def _in_columns(context: Context) -> list[tuple[Annotation, bool]]:
    """The days in the column 納期限 of a table."""
    document = context.document
    found = []
    columns: set[tuple[int, int]] = set()
    for block in document.blocks:
        cell = block.cell
        if cell is None:
            continue
        if cell.row == 0 and _PAY.search(block.span.cut(document.folded).strip()):
            columns.add((cell.table, cell.column))
        elif cell.row and (cell.table, cell.column) in columns and cell.column:
            dates = context.annotations.overlapping(block.span, AnnotationKind.DATE)
            value = dates[0].value if len(dates) == 1 else None
            if isinstance(value, DateValue) and value.day is not None:
                found.append((dates[0], True))
    return found


def _closed(context: Context, date: Annotation) -> str:
    """Why offices are closed on a day, "" if they are open or nothing is known."""
    value = date.value
    assert isinstance(value, DateValue)
    day = years_of(context).resolve(date)
    certain = day is not None and day.source >= Source.ISSUED
    if certain and day is not None:
        if value.weekday not in (None, day.date.weekday()):
            return ""  # one of the two is wrong
        if day.date.weekday() >= 5:
            return f"{WEEKDAYS[day.date.weekday()]}曜日"
        return holiday(day.date)
    if value.weekday is not None and value.weekday >= 5:
        return f"{WEEKDAYS[value.weekday]}曜日"
    return ""


def holiday(day: datetime.date) -> str:
    """The name of a public holiday, 年末年始 from 29 December to 3 January, else ""."""
    import jpholiday  # here, because hardly any draft needs it

    name = jpholiday.is_holiday_name(day)
    if name:
        return "振替休日" if "振替" in name else f"祝日（{name}）"
    if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return "年末年始の休み"
    return ""
