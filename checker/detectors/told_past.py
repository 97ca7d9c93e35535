"""What is told as done, on a day that lies behind the day on which it is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.told_hours import TOLD, told_hours
from checker.detectors.years import Source, years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import led, regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

FAR = datetime.timedelta(days=120)
"""Behind the day of issue; farther away the year is another one (`other-year`)."""

_DONE = led(
    "行い|行われ|開き|開かれ|開催し|開催され|実施し|実施され|執行し|執行され|締め?切り|発送し|発送され|送付し|お送りし|郵送し|配布し|配り|発生し|起き|"
    "見つかり|判明し|分かり|わかり|亡くなられ|亡くなり|可決され|可決し|採択され|提出され|提出し|寄せられ|いただき|あり|届き|受け付け|募集し|終了し|終わり|"
    "封入し|封入され|訪問し|訪ね|回収(?:いたし|し)|回収され|お渡しし|渡し|連絡し|連絡(?:が|も)あり|説明し|おわびし|お詫びし|詫びし|謝罪し|届け|報告し|報告され|入って(?:い|おり)|付着し|落札し|決定し|"
    "設置し|撤去し|点検し|調査し|調べ|受け取り|交付し|開始し|始め|始まり|開通し|締結し|作成し|掲載し|掲示し|公表し|発表し|掲載し|出火し|搬送され|逮捕され|確認し|確認され|完了し|完成し|抽選し|審査し"
)
_DID = led(
    "行った|行われた|開いた|開かれた|開催した|開催された|実施した|実施された|執行した|執行された|発送した|送付した|お送りした|郵送した|配布した|発生した|"
    "起きた|寄せられた|可決された|締め?切った|見つかった"
)
_THINGS = (
    "(?:の?(?:公開)?抽選|試験|選考|審査|選挙|会議|説明会|催し|大会|講座|調査|アンケート|訓練|通知|お知らせ|納税|はがき|書類|案内|広報|火災|事故|地震|誤り|ご?意見|作品|募集"
    "|審議会|委員会|審査会|選考会|抽選会|投票|文化祭|運動会|まつり|祭り|発表会|展示会|イベント|教室|集い|つどい|行事|式典)"
)
_PAST = Scan(
    "(?:ました|"
    + "|".join(
        (
            "行った",
            "行われた",
            "開いた",
            "開かれた",
            "開催した",
            "された",
            "実施した",
            "発送した",
            "送付した",
            "送りした",
            "郵送した",
            "配布した",
            "発生した",
            "起きた",
            "られた",
            "執行した",
        )
    )
    + ")"
)
_BEHIND = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,16}?)?(?:ごろ|頃)?"
    rf"(?:に|で|まで(?:に|の間)?|から|、)?[^。\n]{{0,36}}?(?:{_DONE}まし(?:た|て)|{_DONE}、[^。\n]{{0,40}}ました|{_DID}{_THINGS})"
)
_NOT_YET = regex(
    "予定|ことに(?:なり|し)|変更|延期|延長|繰り|中止|決まり|場合|とき|たら|変え|改め|改正|廃止|見込み"
)
_NOT_PAST = regex(
    "予定|ことに(?:なり|し)|ことと|こととなり|変更|延期|延長|繰り|中止|決まり|場合|とき|たら|(?<!別の)(?<!ほかの)(?<!他の)(?<!異なる)方(?:[はがにで、]|の(?!立ち?会い|お宅))|人[はがにの、]|(?<!保護)者[はがにの、]|変え|改め|改正|廃止|見込み|に決定|で決定|備え|向け"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_PAST, TOLD)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day, or an hour, of what was done that lies behind that of the telling."""
    yield from _days(context)
    if TOLD.may_fit(context.document.folded):
        yield from told_hours(context)


def _days(context: Context) -> Iterator[Match]:
    years = years_of(context)
    known = [day for day in (years.issued, years.updated) if day is not None and day.exact]
    if not known:
        return
    told = max(known, key=lambda day: day.date)
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.part:
            continue
        if date.span == told.place or text.startswith(("以降", "以後", "から"), date.span.end):
            continue
        found = _BEHIND.match(text, date.span.end)
        if found is None or _NOT_PAST.search(found.group()):
            continue
        between = Span(date.span.end, found.end())
        nexts = context.annotations.overlapping(between, AnnotationKind.DATE)
        if nexts and (
            len(nexts) > 1 or text[date.span.end : nexts[0].span.start] not in ("と", "、", "・")
        ):
            continue
        block = context.document.block_at(date.span.start)
        low = max(block.span.start, text.rfind("。", block.span.start, date.span.start) + 1)
        opening = text.rfind("（", low, date.span.start)
        inside = opening >= 0 and text.find("）", opening, date.span.start) < 0
        if block.quoted or inside or _NOT_YET.search(text, low, date.span.start):
            continue
        day = years.resolve(date)
        if day is None or day.source < Source.DOUBTFUL:
            continue
        if not told.date < day.date <= told.date + FAR:
            continue
        related = () if told.place is None else (Related(told.place, "お知らせの日はここです"),)
        other = f"{told.date.month}月{told.date.day}日"
        yield Match(_whole(context, date.span), {"other": other}, related=related)


def _whole(context: Context, date: Span) -> Span:
    """The day, without the period that it ends."""
    for period in context.annotations.overlapping(date, AnnotationKind.PERIOD):
        if isinstance(period.value, PeriodValue) and period.span == date:
            return period.span
    return date
