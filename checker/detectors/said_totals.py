"""Totals that a sentence gives behind its parts: 「南から212人、北から168人が参加し、全部で485人」.

The parts are all amounts of the total's unit in its sentence, each with a name in front of it.
Also two ages that make up a third, and answers to one question that are more than all.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.added import near
from checker.detectors.amounts import number_of, unit_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 12
"""Parts of a total in one sentence."""

AMPLE = 12
"""Code points in front of a part in which its name stands."""

TOTAL = Scan(
    r"(?:全部で|全体で|[合あ]わせて|合計で?|(?<![一-龠])計|総勢|総数は?|合計は)[、 　]?[0-9]"
)
AGES = Scan(
    r"(?P<low>[0-9]{2})歳(?:から|[〜～])(?P<high>[0-9]{2})歳(?:まで)?[^0-9。\n]{0,6}(?P<one>[0-9,]{2,9})人[^0-9。\n]{0,6}(?P<over>[0-9]{2})歳以上[^0-9。\n]{0,6}(?P<two>[0-9,]{2,9})人"
    r"[^0-9。\n]{0,16}(?P=low)歳以上[^0-9。\n]{0,12}(?P<sum>[0-9,]{2,9})人"
)
ANSWERS = Scan(r"「(?:どちら(?:でも|とも)|[わ分]からない|その他|無回答|ふつう|普通)")
_SHARE = regex(r"」[^「」。\n0-9]{0,8}(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)(?:%|パーセント)")
_SEVERAL = regex("複数|いくつでも|[2-9二三]つまで|重複|それぞれ")
_UNLIKE = regex(
    "うち|など|(?<!その)ほか|他に|以外|主な|[×xX✕*]|につき|あたり|当たり|ずつ|割引|前年|昨年|前回|昨日|増|減|より|または|又は|もしくは"
    "|約|程度|以上|余り|平均|重複|複数|のべ|延べ|残り|以内|各|目|先着|抽選|優先|これまで|累計|新たに|さらに|追加|最大|上限|定員"
)
_NAMED = regex(r"[一-龠ァ-ヶーぁ-んA-Za-z」）)](?:が|は|から|で|に|の)?[ 　：:は約]{0,2}\Z")
_UNCOUNTED = frozenset(
    [
        "歳",
        "%",
        "年",
        "日",
        "か月",
        "時間",
        "分",
        "割",
        "倍",
        "位",
        "度",
        "週間",
        "年間",
        "日間",
        "kg",
        "km",
        "m",
        "cm",
        "㎡",
        "㎥",
        "g",
        "つ",
        "番",
        "号",
        "階",
        "月",
        "期",
        "時",
    ]
)
SCANS = (TOTAL, AGES, ANSWERS)


def wrong_totals(context: Context) -> Iterator[Match]:
    """One match a total that the amounts in front of it do not give."""
    text = context.document.folded
    for found in TOTAL.finditer(text):
        yield from _total(context, found.end() - 1)
    for found in AGES.finditer(text):
        one, two, whole = (_decimal(found[name]) for name in ("one", "two", "sum"))
        if int(found["over"]) == int(found["high"]) + 1 and one + two != whole:
            yield _match(
                Span(found.start("sum"), found.end()),
                Span(found.start(), found.end("two")),
                one + two,
                "人",
                2,
            )
    for found in ANSWERS.finditer(text):
        yield from _answers(context, found.start())


def _total(context: Context, at: int) -> Iterator[Match]:
    document = context.document
    text = document.folded
    block = document.block_at(at)
    kinds = (AnnotationKind.COUNT, AnnotationKind.MONEY)
    here = context.annotations.overlapping(Span(at, at + 1), *kinds)
    whole = number_of(here[0]) if len(here) == 1 else None
    if whole is None or block.quoted or block.cell is not None:
        return
    total, unit = here[0], unit_of(here[0])
    sentence = document.sentences[document.sentence_index_at(at)].span
    begin = max(sentence.start, block.span.start)
    if unit in _UNCOUNTED or begin >= at or _UNLIKE.search(text, begin, at):
        return
    parts: list[Decimal] = []
    places: list[Span] = []
    edge = begin
    for one in sorted(
        context.annotations.overlapping(Span(begin, at), *kinds), key=lambda one: one.span
    ):
        number = number_of(one)
        if one.span.start < begin or one is total or unit_of(one) != unit:
            continue
        if number is None or not _NAMED.search(
            text, max(edge, one.span.start - AMPLE), one.span.start
        ):
            return
        parts.append(number)
        places.append(one.span)
        edge = one.span.end
    if not 2 <= len(parts) <= MOST or whole <= max(parts):
        return
    summed = sum(parts, Decimal(0))
    halves = len(parts) > 2 and parts[-1] == sum(parts[:-1], Decimal(0))
    # 「3冊を1袋にし、子ども向け60袋、大人向け40袋の計100袋」: the last ones alone are its parts.
    ends = {sum(parts[first:], Decimal(0)) for first in range(len(parts) - 1)}
    if whole not in ends and not halves and near(whole, summed, len(parts)):
        yield _match(total.span, Span(places[0].start, places[-1].end), summed, unit, len(parts))


def _answers(context: Context, at: int) -> Iterator[Match]:
    """「「満足」が52.3%、「不満」が21.4%、「どちらでもない」が36.3%」."""
    document = context.document
    text = document.folded
    block = document.block_at(at).span
    start = max(block.start, text.rfind("。", block.start, at) + 1)
    stop = text.find("。", at, block.end)
    end = stop if stop >= 0 else block.end
    found = list(_SHARE.finditer(text, start, end))
    shares = [Decimal(one["share"]) for one in found]
    summed = sum(shares, Decimal(0))
    if len(shares) < 3 or summed <= Decimal("100.5") or summed > 130 or _SEVERAL.search(text):
        return
    if _UNLIKE.search(text, start, end) or text.count("%", start, end) > len(shares):
        return
    place = Span(found[0].start("share"), found[-1].end())
    yield _match(Span(found[-1].start("share"), found[-1].end()), place, summed, "%", len(shares))


def _match(place: Span, parts: Span, total: Decimal, unit: str, count: int) -> Match:
    shown = f"{total.normalize():,f}{unit}"
    values = {"sum": shown, "what": f"{count}つの数"}
    return Match(place, values, related=(Related(parts, "ここを足しました"),))


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
