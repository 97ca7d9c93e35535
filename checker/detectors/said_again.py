"""A day, a number or a sum that one place gives to a thing and another place says again otherwise.

「放送の日時 2月10日」 and 「2月9日の放送」, a line with two numbers, 「参加費1,200円で」 above 「費 1,500円」.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    MoneyValue,
    PeriodValue,
    PhoneRole,
    PhoneValue,
)
from checker.context import Context
from checker.detectors import Options
from checker.detectors.absent_day import ABSENT, absent_days
from checker.detectors.each_price import EACH, each_prices
from checker.detectors.event_hours import DAY_END, EDGE, other_hours
from checker.detectors.fields import Field, fields_of
from checker.detectors.limits_told import CAP, REFUSED, TITLED, twice
from checker.detectors.one_day import CHANGED, MEANT, other_days
from checker.detectors.role_places import SAID, other_places
from checker.detectors.statements import PART, clause_of
from checker.detectors.titled_hour import AGAIN, said_over, titled_hours
from checker.detectors.ways import Ways
from checker.detectors.within_days import WITHIN, other_terms
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})


_Said = tuple[str, Span, Span]


class Pair(NamedTuple):
    """Two places that say otherwise of one thing."""

    name: str
    one: Span
    other: Span


_OF_EVENT = regex(
    r"^(?P<event>[一-龠々ァ-ヶー][一-龠々ァ-ヶーぁ-ん]{0,8}?[一-龠々ァ-ヶー])(?:会場|開催)?の?(?:開催|実施|予定)?(?:日時|日程|期日|日)$"
)
_DAY_NAME = regex("^(?:開催|実施)?(?:日時|期日|日|とき|と き)$|^いつ$|^開催の日時$")
_NO_EVENT = regex(
    "申|応募|受付|締|募集|公表|公開|発表|掲載|更新|提供|提出|発行|作成|支払|振込|支給|納|結果|通知|発送|届|基準|回答|決定|予約|対象|開始|終了|閉|休|有効|交付|取材|質問|予備"
)
_EVENT = Scan(
    r"(?P<event>放送|説明会|見学会|相談会|講演会|講習会|体験会|交流会|発表会|演奏会|音楽会|上映会|抽選会|面接会|報告会|内覧会|式典|記念式|表彰式|訓練"
    r"|講座|教室|大会|まつり|祭り|フェスタ|フェア|フェスティバル|コンサート|検診|健診|試験|選考|投票|清掃|ウオーク|マルシェ|イベント|催し|当日)"
)
_SAME_DAY = regex(
    r"[ 　]?(?:[（(][月火水木金土日](?:曜日?)?(?:・祝)?[）)])?(?:午[前後][^。、\n]{1,10})?(?:の|、?に(?:行う|行われる|開く|開かれる|流す|流れる|催す|開催する|実施する|ある))"
)
_OTHER_DAY = regex(
    r"延期|順延|中止|予備|場合|ときは|前回|前日|翌日|昨年|去年|次回|再び|もう一度|リハーサル|追加|代わり|振替|振り替|これまで|先日|事前|変更|両日|各|それぞれ|も(?:行|開|実施)"
    r"|まで|締|申|参加した|行った|開いた|受けた|でした|ました|[0-9]回目"
)
_ASIDE = regex("延期|順延|予備|荒天|雨天|第[0-9]|[0-9]回目|事前|オンライン|前日")
_EVE = regex("(?:明日|あす|あした|あさって|明後日)[、は]{0,2}[ 　]?\\Z")
_ON_THE_DAY = regex("当日")

_LINE = Scan(
    r"(?P<name>[一-龠々ァ-ヶー]{0,10}(?:ダイヤル|専用電話|専用番号|専用回線|コールセンター|予約センター|受付センター|相談センター|お客さまセンター|ホットライン"
    r"|テレホンサービス|テレフォンサービス|テレホンガイド|音声案内|専用窓口|相談電話|予約電話|直通電話|電話相談|相談窓口|予約窓口|受付窓口|事務局))"
    r"(?:は|の|が|へ|に|、|：|:|[ 　（(「【\[]|電話|直通|番号|TEL|Tel|☎|℡|フリー){0,6}\Z"
)
_LINE_WORDS = (
    "ダイヤル",
    "専用",
    "センター",
    "ホットライン",
    "サービス",
    "案内",
    "電話",
    "窓口",
    "事務局",
    "ガイド",
)
_OTHER_LINE = regex(
    "携帯|スマート|IP|海外|夜間|休日|時間外|英語|外国語|多言語|通じない|つながらない|つながりにくい|県外|市外|聴覚|別の|変わ|新し|これまで|ファ[クッ]"
)
_LINE_REACH = 30

_FEE_NAME = regex("^(?:参加|受講|入場|観覧|体験|見学|会)(?:費|料)$|^(?:費用|料金|参加費用)$")
_SAID_FEE = regex(
    r"(?<![一-龠々ァ-ヶー])(?P<name>参加費|参加料|受講料|入場料|観覧料|体験料|見学料|会費|費用|料金)[ 　]?(?:は|が|、|：|:|[（(])?(?:お?1人(?:につき|当たり|あたり)?、?)?[ 　]?\Z"
)
_SUM_OF = regex(
    r"(?:の(?:参加費|参加料|受講料|入場料|観覧料|会費)|で、?[^。、\n0-9]{0,10}(?:参加|受講|入場|体験)(?:でき|して))"
)
_OTHER_SUM = regex(
    "材料|教材|テキスト|保険|昼食|弁当|駐車|別途|ほかに|他に|前回|昨年|通常|割引|引き|追加|送料|回数券|貸"
)
_FREE_NAMES = frozenset(("費用", "料金", "参加費用", "会費"))


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_SAID_AGAIN, _SUMS, _LINES, *_FURTHER.scans)


_SAID_AGAIN = Scan("日時|期日|開催日|とき|いつ|当日|日[ 　：:]")
_SUMS = Scan("円")
_LINES = Scan("|".join(_LINE_WORDS))
_FURTHER: Ways[Callable[[Context], Iterable[_Said]]] = Ways(
    ((SAID,), other_places),
    ((EDGE, DAY_END), other_hours),
    ((EACH,), each_prices),
    ((WITHIN,), other_terms),
    ((ABSENT,), absent_days),
    ((AGAIN,), said_over),
    ((MEANT, CHANGED), other_days),
    ((REFUSED, CAP, TITLED), twice),
)
"""What looks for one kind of thing, and the strings without which there is none."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, where a thing that is told once has two values."""
    text = context.document.folded
    for pairs in (_days, _eves, _lines, _sums, titled_hours, *_FURTHER.asked(text)):
        for name, one, other in pairs(context):
            here, there = sorted((one, other))
            for span, of in ((here, there), (there, here)):
                shown = of.cut(context.document.text)
                related = (Related(of, f"ここでは「{shown}」です"),)
                yield Match(span, {"name": name, "other": shown}, related=related)


def _day(annotation: Annotation) -> tuple[int, int] | None:
    value = annotation.value
    if not isinstance(value, DateValue) or value.month is None or value.day is None:
        return None
    return value.month, value.day


def _single(context: Context, span: Span) -> Annotation | None:
    """The only day that a field gives; None for a period, a list or a day besides."""
    dates = context.annotations.overlapping(span, AnnotationKind.DATE)
    if (
        len(dates) != 1
        or _day(dates[0]) is None
        or _ASIDE.search(span.cut(context.document.folded))
    ):
        return None
    for period in context.annotations.overlapping(dates[0].span, AnnotationKind.PERIOD):
        value = period.value
        if isinstance(value, PeriodValue) and (
            isinstance(value.start, DateValue) and value.start.day == dates[0].value.day  # type: ignore[union-attr]
        ):
            if isinstance(value.end, DateValue) or value.end is None:
                return None
        elif isinstance(value, PeriodValue) and isinstance(value.end, DateValue):
            return None
    return dates[0]


def _told_days(context: Context) -> Iterator[tuple[str, Annotation]]:
    """The event, "" for that of the draft, and its day, where one field tells it."""
    found: defaultdict[str, list[Annotation | None]] = defaultdict(list)
    for field in fields_of(context):
        if _DAY_NAME.search(field.name):
            found[""].append(_single(context, field.value))
            continue
        named = _OF_EVENT.search(field.name)
        if named is not None and not _NO_EVENT.search(named["event"]):
            found[named["event"]].append(_single(context, field.value))
    for event, days in found.items():
        first = days[0]
        if len(days) == 1 and first is not None:
            yield event, first


def _title(context: Context) -> str:
    document = context.document
    for block in document.blocks[:4]:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return block.span.cut(document.folded)
    return document.blocks[0].span.cut(document.folded) if document.blocks else ""


def _days(context: Context) -> Iterator[Pair]:
    """「2月9日の放送」 where the only 「放送の日時」 is another day."""
    document = context.document
    text = document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    if len(dates) < 2:
        return
    said = [
        (date, found.end())
        for date in dates
        if (found := _SAME_DAY.match(text, date.span.end)) and _day(date)
    ]
    told = list(_told_days(context)) if said else []
    if not told or len(told) > 2:
        return
    title = _title(context)
    known = {_day(date) for _, date in told}
    for date, behind in said:
        day = _day(date)
        block = document.block_at(date.span.start)
        if day in known or block.quoted or block.cell is not None:
            continue
        for event, first in told:
            name = _event_at(text, behind, event, title)
            if (
                name
                and _same_year(first, date)
                and not _OTHER_DAY.search(clause_of(context, block, date.span))
                and document.block_at(first.span.start) is not block
                and sum(_day(other) == day for other in dates) == 1
            ):
                yield Pair(f"{name}の日", first.span, date.span)
                return


def _event_at(text: str, at: int, event: str, title: str) -> str:
    """The event that words behind a day name, if it is that of the field or of the title."""
    end = min(at + 12, len(text))
    for mark in "、。\n":
        stop = text.find(mark, at, end)
        end = stop if stop >= 0 else end
    if event and event in text[at:end]:
        return event
    noun = _EVENT.expression.search(text, at, end)
    if noun is None or (noun["event"] not in (event or title) and noun["event"] != "当日"):
        return ""
    return event or noun["event"]


def _same_year(one: Annotation, other: Annotation) -> bool:
    years = {a.value.year for a in (one, other) if isinstance(a.value, DateValue)} - {None}
    return len(years) < 2


def _eves(context: Context) -> Iterator[Pair]:
    """「明日、2月10日」 in what is told before, and another day in what is told on the day."""
    document = context.document
    text = document.folded
    if "当日" not in text:
        return
    eves = [
        date
        for date in context.annotations.of(AnnotationKind.DATE)
        if _day(date) and _EVE.search(text, max(0, date.span.start - 8), date.span.start)
    ]
    if not eves or len({_day(date) for date in eves}) != 1:
        return
    blocks = document.blocks
    for field in fields_of(context):
        first = (
            _single(context, field.value) if field.name.endswith(("日時", "とき", "日")) else None
        )
        if first is None or _NO_EVENT.search(field.name) or _day(first) == _day(eves[0]):
            continue
        line = _line_above(blocks, field, text)
        if "当日" in line and not _OTHER_DAY.search(line):
            yield Pair("当日", first.span, eves[0].span)
            return


def _line_above(blocks: tuple[Block, ...], field: Field, text: str) -> str:
    """The short line right above a field, or the heading of its section."""
    before = [
        block for block in blocks if block.span.end < field.value.start and block.label is None
    ]
    line = before[-1].span.cut(text) if before else ""
    return line if len(line) <= 30 and "。" not in line else field.heading


# --- numbers ----------------------------------------------------------------------------


def _lines(context: Context) -> Iterator[Pair]:
    """A line that serves one purpose, with two numbers."""
    document = context.document
    text = document.folded
    phones = context.annotations.of(AnnotationKind.PHONE)
    if len(phones) < 2 or not _LINES.may_fit(text):
        return
    found: defaultdict[str, dict[str, Annotation]] = defaultdict(dict)
    for phone in phones:
        value = phone.value
        if (
            not isinstance(value, PhoneValue)
            or value.role is not PhoneRole.PHONE
            or not value.complete
        ):
            continue
        block = document.block_at(phone.span.start)
        low = max(block.span.start, phone.span.start - _LINE_REACH)
        named = _LINE.expression.search(text, low, phone.span.start)
        if named is None:
            continue
        front = text[max(block.span.start, named.start() - 6) : named.start()]
        if (front and front[-1] in " 　・の") or block.quoted:
            continue  # 北部 相談窓口, 税の相談窓口
        start = max(block.span.start, text.rfind("。", block.span.start, phone.span.start))
        if not _OTHER_LINE.search(text, start, phone.span.start):
            found[named["name"]].setdefault(value.digits, phone)
    for name, numbers in found.items():
        if len(numbers) != 2:
            continue
        (one, first), (other, second) = numbers.items()
        blocks = document.block_at(first.span.start), document.block_at(second.span.start)
        rows = blocks[0].cell is not None and blocks[1].cell is not None
        if not rows and len(one) == len(other) and one[:3] == other[:3]:
            yield Pair(f"「{name}」の番号", first.span, second.span)


# --- sums -------------------------------------------------------------------------------


def _sums(context: Context) -> Iterator[Pair]:
    """「参加費1,200円で」 in a sentence, 「費 1人1,500円」 in the only field of its section."""
    document = context.document
    text = document.folded
    sums = [
        money
        for money in context.annotations.of(AnnotationKind.MONEY)
        if isinstance(money.value, MoneyValue) and not money.value.bound
    ]
    if len(sums) < 2:
        return
    fields = [field for field in fields_of(context) if _FEE_NAME.search(field.name)]
    if len(fields) != 1:
        return
    field = fields[0]
    inside = [money for money in sums if field.value.contains(money.span)]
    if len(inside) != 1 or PART.search(field.value.cut(text).replace("1人", "")):
        return
    if _OTHER_SUM.search(field.value.cut(text)):
        return
    for money in sums:
        block = document.block_at(money.span.start)
        if money is inside[0] or block.quoted or block.cell is not None or block.label is not None:
            continue
        if money.value.yen == inside[0].value.yen:  # type: ignore[union-attr]
            continue
        named = _SAID_FEE.search(
            text, max(block.span.start, money.span.start - 16), money.span.start
        )
        same = named is not None and (
            named["name"] == field.name or named["name"] in _FREE_NAMES or field.name in _FREE_NAMES
        )
        if not same and (named is not None or not _SUM_OF.match(text, money.span.end)):
            continue
        clause = _up_to(text, clause_of(context, block, money.span), money.span)
        if PART.search(clause) or _OTHER_SUM.search(clause) or field.value.contains(money.span):
            continue
        yield Pair("費用" if field.name == "費用" else field.name, inside[0].span, money.span)
        return


def _up_to(text: str, clause: str, place: Span) -> str:
    """A clause up to the comma behind a sum: what follows is of something else."""
    shown = place.cut(text)
    front, _, behind = clause.partition(shown)
    return (front + shown + behind.partition("、")[0]).replace("1人", "")
