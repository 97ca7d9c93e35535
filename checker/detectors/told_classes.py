"""Classes of one sentence that leave something out: 「10kg未満は300円、15kg以上は600円」.

Each class is told by its bounds, and the next one has to begin where the one in front of it ends.
Silent where the draft has a bound between the two anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options, class_rows
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_UNIT = "万円|円|歳|人|名|kg|キログラム|キロ|g|グラム|㎡|平方メートル|㎥|立方メートル|cm|センチ|m|メートル|km|台|件|枚|個|時間|分|日|か月|年|回|団体|世帯|%|点"
BOUND = Scan(
    rf"[0-9](?:{_UNIT})(?:以上|以下|未満|を超え|まで)[^。\n]{{1,60}}[0-9](?:{_UNIT})(?:以上|以下|未満|を超え)"
)
_CLASS = regex(
    rf"(?:(?P<low>{_N})(?P<unit>{_UNIT})(?P<from>以上|を?超え(?:て|、)?|超|から)[、　 ]?)?(?:(?P<high>{_N})(?P<unit2>{_UNIT})(?P<to>以下|未満|まで|以内))?"
    r"(?=(?:の|で)?(?:方|人|者|物|もの|品|とき|時|場合|団体|世帯|子|お子さん|グループ|部屋|区画|家庭|面積|利用|使用|部分)?(?:は|が|には|なら|、|：|[ 　]|[0-9][0-9,]*円))"
)
_LAST = regex(
    rf"(?P<low>{_N})(?P<unit>{_UNIT})(?P<from>以上|を?超え(?:る|て|た)?|超)(?P<to>)(?P<high>)(?P<unit2>)(?=(?:の|で)?(?:方|人|者|物|もの|品|とき|時|場合|団体|世帯|子|お子さん|グループ|部屋|区画|家庭|面積|利用|使用|部分)?(?:は|が|には|なら))"
)
_WHOLE = frozenset(
    ("人", "名", "歳", "台", "件", "枚", "個", "日", "回", "団体", "世帯", "点", "か月", "年")
)
_PRICED = regex(r"[^、。\n]{0,12}?(?:[0-9]割|[0-9,]+円|[0-9]+[%％]|無料|半額)")
_OTHER = regex("または|又は|かつ|うち|ただし|例えば|おおむね|約|程度|除")
_QUAKE = Scan(
    r"震度(?P<one>[1-7])(?P<half>弱|強)?(?P<way>以下|以上)[^。\n]{1,40}?震度(?P<other>[1-7])(?P<half2>弱|強)?(?P<way2>以下|以上)"
)
AHEAD = Scan(r"(?P<one>[0-9]{1,3})日前まで(?!に)")
_THEN = regex(
    r"(?P<between>[^。0-9]{0,30}(?:[0-9,]+円[^。0-9]{0,10}|[0-9]{1,3}[%％割][^。0-9]{0,10})?)(?P<other>[0-9]{1,3})日前(?:から|[〜～~])[^。\n0-9]{0,3}(?:前日|[0-9]{1,2}日前|当日)"
)
_ASKED = regex("申し?込|予約|届け?出|申請|受付|募集|お知らせ|連絡")
_SCALE = ("1", "2", "3", "4", "5弱", "5強", "6弱", "6強", "7")


class _Told(NamedTuple):
    low: Decimal | None
    over: bool
    high: Decimal | None
    under: bool
    unit: str
    span: Span


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (BOUND, _QUAKE, AHEAD, *class_rows.SCANS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the class that does not begin where the one in front of it ends."""
    text = context.document.folded
    done: set[int] = set()
    for found in BOUND.finditer(text):
        line = context.document.block_at(found.start()).span
        begin = max(line.start, text.rfind("。", line.start, found.start()) + 1)
        stop = text.find("。", found.end(), line.end)
        if begin not in done:
            done.add(begin)
            yield from _sentence(context, Span(begin, stop if stop >= 0 else line.end))
    yield from _quakes(context)
    yield from _ahead(context)
    yield from class_rows.wrong_rows(context)


def _sentence(context: Context, sentence: Span) -> Iterator[Match]:
    text = context.document.folded
    if _OTHER.search(text, sentence.start, sentence.end):
        return
    classes = [
        told
        for found in _CLASS.finditer(text, sentence.start, sentence.end)
        if (told := _read(found.groupdict(), Span(*found.span()))) is not None
    ]
    classes += [
        told
        for found in _LAST.finditer(text, sentence.start, sentence.end)
        if (told := _read(found.groupdict(), Span(*found.span()))) is not None
        and not any(told.span.overlaps(one.span) for one in classes)
    ]
    classes.sort(key=lambda one: one.span)
    if not 2 <= len(classes) <= 8 or len({one.unit for one in classes}) != 1:
        return
    if len(classes) == 2 and classes[0].high is None and classes[1].low is None:
        classes.reverse()  # 「65歳以上は…、65歳未満は…」
        if not _close(*classes):
            return
    for one, other in pairwise(classes):
        if one.high is None or other.low is None:
            return
        if other.low < one.high:
            if len(classes) == 2 and one.low is not None and one.low < other.low:
                yield from _overlap(text, one, other)
            return
    for one, other in pairwise(classes):
        if one.high is None or other.low is None:
            continue
        if _follows(one, other) or _elsewhere(text, one, other):
            continue
        unit = one.unit
        first = f"{one.high:,f}{unit}" + ("" if one.under else "を超え")
        last = f"{other.low:,f}{unit}" + ("以下" if other.over else "未満")
        related = (Related(one.span, "前の区分です"),)
        fault = f"{first}から{last}がどの区分にも入りません"
        if other.low == one.high and not one.under and not other.over:
            fault = f"{one.high:,f}{unit}が2つの区分に入ります"
        elif other.low == one.high:
            fault = f"ちょうど{one.high:,f}{unit}がどの区分にも入りません"
        elif not one.under:
            fault = f"{one.high:,f}{unit}の次から{last}がどの区分にも入りません"
        yield Match(other.span, {"fault": fault}, related=related)


def _close(one: _Told, other: _Told) -> bool:
    """Whether two open classes leave out so little that no third one was meant."""
    return one.high is not None and other.low is not None and 0 <= other.low - one.high <= 1


def _overlap(text: str, one: _Told, other: _Told) -> Iterator[Match]:
    """「20人から39人までは1割引、30人以上は2割引」."""
    prices = (_PRICED.match(text, one.span.end), _PRICED.match(text, other.span.end))
    if all(prices):
        related = (Related(one.span, "前の区分です"),)
        fault = f"{other.low:,f}{one.unit}から{one.high:,f}{one.unit}が2つの区分に入ります"
        yield Match(other.span, {"fault": fault}, related=related)


def _read(groups: dict[str, str | None], span: Span) -> _Told | None:
    low, high = groups["low"], groups["high"]
    unit = groups["unit"] or groups["unit2"] or ""
    if not (low or high) or (
        groups["unit2"] and groups["unit"] and groups["unit2"] != groups["unit"]
    ):
        return None
    return _Told(
        Decimal(low.replace(",", "")) if low else None,
        "超" in (groups["from"] or ""),
        Decimal(high.replace(",", "")) if high else None,
        groups["to"] == "未満",
        unit,
        span,
    )


def _follows(one: _Told, other: _Told) -> bool:
    assert one.high is not None
    assert other.low is not None
    if one.under:
        return one.high == other.low and not other.over
    if other.over:
        return one.high == other.low
    return one.unit in _WHOLE and other.low == one.high + 1


def _elsewhere(text: str, one: _Told, other: _Told) -> bool:
    """Whether the draft has another bound at the edge of the gap or in it."""
    assert one.high is not None
    assert other.low is not None
    for found in regex(rf"(?P<number>{_N})(?:{_UNIT})").finditer(text):
        inside = any(each.span.start <= found.start() < each.span.end for each in (one, other))
        number = Decimal(found["number"].replace(",", ""))
        if not inside and one.high <= number <= other.low and found.group().endswith(one.unit):
            return True
    return False


def _ahead(context: Context) -> Iterator[Match]:
    """「14日前まで　無料」 and right below 「10日前から前日まで　半額」."""
    text = context.document.folded
    for found in AHEAD.finditer(text):
        then = _THEN.match(text, found.end())
        if then is None or _ASKED.search(then["between"]):
            continue
        one, other = int(found["one"]), int(then["other"])
        if other == one - 1 or other > one + 1:
            continue
        fault = f"{one - 1}日前から{other + 1}日前までがどの区分にも入りません"
        if other == one - 2:
            fault = f"{one - 1}日前がどの区分にも入りません"
        elif other >= one:
            fault = f"{one}日前が2つの区分に入ります"
        yield Match(Span(then.start("other"), then.end()), {"fault": fault})


def _quakes(context: Context) -> Iterator[Match]:
    """「震度4以下のときは …、震度6弱以上のときは」."""
    for found in _QUAKE.finditer(context.document.folded):
        first = found["one"] + (found["half"] or "")
        last = found["other"] + (found["half2"] or "")
        if found["way"] == found["way2"] or first not in _SCALE or last not in _SCALE:
            continue
        low, high = _SCALE.index(first), _SCALE.index(last)
        if found["way"] == "以上":
            low, high = high, low
        if high == low + 1:
            continue
        what = "どの区分にも入らない" if high > low + 1 else "2つの区分に入る"
        yield Match(Span(*found.span()), {"fault": f"{what}震度があります"})
