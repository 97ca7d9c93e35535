"""Examples that break the rule which the draft states beside them.

A number of days that is counted to another day, a sum that is rounded the other way, the class that
a size lies in, a limit of which some is used up, several things at a price for each, a day that is
not moved off the weekend. Each is asked only where its words occur.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import islice, pairwise

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible
from checker.detectors.ways import Ways
from checker.detectors.years import WEEKDAYS, years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

REACH = 400
"""Code points in front of an example in which its rule stands."""

SHORT = 15
"""Code points of an example that is marked as a whole, as its size may be what is wrong."""

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_YEN = rf"{_N}(?:万(?:[0-9]千)?|千)?円"
SAID = Scan(r"例えば|たとえば|例[：:）)　 】〉0-9]|[（(【〈]例")
"""What an example begins with."""


def wrong_examples(context: Context) -> Iterator[Match]:
    """One match a figure or a day of an example that its rule does not give."""
    text = context.document.folded
    for of_example, find in _FINDERS.asked(text):
        if not of_example or SAID.may_fit(text):
            yield from find(context, text)


def _yen(words: str) -> Decimal:
    words = words.removesuffix("円").replace(",", "")
    large, mark, small = words.rpartition("万")
    thousands = small.endswith("千")
    rest = Decimal(small.removesuffix("千") or 0) * (1000 if thousands else 1)
    return rest + (Decimal(large) * 10_000 if mark else 0)


def _clauses(context: Context, text: str) -> Iterator[Span]:
    """The sentences or lines that are examples, from their mark on."""
    seen = -1
    for found in islice(SAID.finditer(text), 12):
        if found.start() < seen:
            continue
        line = context.document.block_at(found.start()).span
        stop = text.find("。", found.end(), line.end)
        if stop >= 0 and stop - found.end() < 4:
            stop = text.find("。", stop + 1, line.end)
        seen = stop if stop >= 0 else line.end
        yield Span(found.start(), seen)


def _match(span: Span, right: str, how: str, rule: Span) -> Match:
    related = (Related(rule, "決まりはここです"),)
    return Match(span, {"right": right, "how": how}, related=related)


# --- days that are counted -------------------------------------------------------------------

COUNTED = (
    Scan(r"(?P<number>[0-9]{1,3})(?P<unit>日|週間)前まで"),
    Scan(
        r"(?:期間は|借りられる期間は)、?(?:借りた日の?翌日から)?(?P<number>[0-9]{1,2})(?P<unit>日間|週間)(?!から)"
    ),
    Scan(r"(?P<number>[0-9]{1,2})(?P<unit>日間|週間|日)以内"),
    Scan(
        r"(?P<number>[0-9]{1,2})(?P<unit>日間|週間)(?:に(?:延|の?ば|変更|短)|とし(?:ます|、)|まで延)"
    ),
    Scan(r"間隔は、?(?P<number>[0-9]{1,3})(?P<unit>日|週間)(?=です|で、|。|を)"),
    Scan(
        r"(?P<number>[0-9]{1,3})(?P<unit>日|週間)以上(?:の?間隔|の?間|を)?を?、?(?:空け|あけ|置い|おい|経過し|たっ|過ぎ)"
    ),
)
CHANGED = 3
"""Of these the one of a term that is changed: it holds, and not the usual one."""
CLOSED_NEAR = 200
"""Code points around a term and its example in which it is said when a house is closed."""
_LENDING = regex("貸し?出|借り|返却")
_CLOSED = regex("休[館業園]|年末年始|祝日|休み")
_CASE = regex(
    "[うくぐすつぬぶむるたの](?:場合|とき|なら|人|方)(?!も)|なら、|た(?:本|資料|図書|雑誌|もの|機器|用具|品)(?:は|の)|の(?:行事|催し|イベント|大会)"
)
_AS_BEFORE = regex("これまで|従来|今まで|通常|いつも")
_WORKING = regex("開庁|営業日|稼働|休日を除|土・?日|平日|曜日を除")


def _counted(context: Context, text: str) -> Iterator[Match]:
    """「開催日の30日前まで … 4月10日に開く行事なら、3月21日まで」."""
    lots = [list(islice(scan.finditer(text), 3)) for scan in COUNTED]
    changed = [rule for rule in lots.pop(CHANGED) if _lent(context, rule)]
    rules = changed or [rule for lot in lots for rule in lot]
    if len(rules) != 1:
        return
    rule = rules[0]
    number = int(rule["number"]) * (7 if rule["unit"].startswith("週") else 1)
    words = rule.group()
    line = context.document.block_at(rule.start()).span
    if number < 3 or _WORKING.search(text, line.start, line.end):
        return
    dates = [
        date
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.month and date.value.day
    ]
    for first, last in pairwise(dates):
        if first.span.start < rule.start() or last.span.start - first.span.end > 40:
            continue
        between = text[first.span.end : last.span.start]
        if "\n" in between or "。" in between or not _CASE.search(between):
            continue
        if _AS_BEFORE.search(between):
            continue
        if first.span.start - rule.end() > REACH:
            return
        one, other = _day(context, first), _day(context, last)
        if one is None or other is None:
            continue
        back = "前" in words
        days = (one - other).days if back else (other - one).days
        if days < 0:
            days += 365
        right = one + datetime.timedelta(-number if back else number)
        apart = "以上" in words or "間隔" in words
        if between.startswith("まで"):
            continue  # 「12月28日までに借りた本の返却期限は」: not borrowed on that day
        around = max(0, rule.start() - CLOSED_NEAR), last.span.end + CLOSED_NEAR
        if not back and days > number and _CLOSED.search(text, *around):
            continue  # moved to a day on which the house is open
        if (days >= number if apart else abs(days - number) <= 1) or days > 2 * number + 14:
            continue
        if apart:
            right += datetime.timedelta(1)
        rule_ = Span(*rule.span())
        yield _match(last.span, f"{right.month}月{right.day}日", f"「{words}」", rule_)


def _lent(context: Context, rule: re.Match[str]) -> bool:
    """Whether the line of a term is about what is lent."""
    line = context.document.block_at(rule.start()).span
    return _LENDING.search(context.document.folded, line.start, line.end) is not None


def _day(context: Context, date: Annotation) -> datetime.date | None:
    """The day of a date; where no year is known, that of the year to come."""
    known = years_of(context).resolve(date)
    if known is not None:
        return known.date
    value = date.value
    assert isinstance(value, DateValue)
    return possible(context.as_of.year + 1, value.month or 0, value.day or 0)


# --- a sum that is rounded -------------------------------------------------------------------

ROUNDED = Scan(
    r"(?P<unit>[0-9,]{1,6}|百|千)円未満の?(?:端数)?[^。\n]{0,24}?(?P<way>切り?捨て|切り?上げ|四捨五入)"
)
_PAIR = regex(
    rf"(?P<raw>{_YEN})(?:の場合|のとき|なら|だと|になった場合|は|→|の方)(?:は|には)?、?[^。\n0-9]{{0,24}}?(?P<sum>{_YEN})"
)
_WAYS = {"捨": ROUND_FLOOR, "上": ROUND_CEILING, "四": ROUND_HALF_UP}


def _rounded(context: Context, text: str) -> Iterator[Match]:
    """「100円未満の端数は切り捨て … 12,480円の場合は12,500円」."""
    rules = list(ROUNDED.finditer(text))
    if len(rules) != 1:
        return
    rule = rules[0]
    written = rule["unit"].replace(",", "")
    unit = Decimal({"百": "100", "千": "1000"}.get(written, written))
    way = next(_WAYS[sign] for sign in _WAYS if sign in rule["way"])
    for clause in _clauses(context, text):
        for pair in _PAIR.finditer(text, clause.start, clause.end):
            raw, told = _yen(pair["raw"]), _yen(pair["sum"])
            right = (raw / unit).quantize(Decimal(1), way) * unit
            rounds = unit > 1 and raw % unit and told % unit == 0
            if rounds and told != right and abs(told - raw) <= unit:
                how = f"「{rule.group()}」"
                place = Span(*pair.span("sum"))
                yield _match(place, f"{right:,f}円", how, Span(*rule.span()))


# --- a part of what is paid --------------------------------------------------------------------

PART = Scan(
    rf"(?P<all>[2-9])分の(?P<some>[1-9])[^。\n]{{0,12}}?(?:上限(?:は|額は)?|最大|限度額?は?)[ 　]?(?P<most>{_YEN})"
)
_PAID = regex(
    rf"(?P<raw>{_YEN})(?:の[^。、\n0-9]{{1,16}})?(?:を(?:買っ|購入し)た?|がかかった|かかった|の場合|のとき|なら|だと)[^。\n0-9]{{0,16}}?[…、：:→ 　=＝はに]{{1,3}}[^。\n0-9]{{0,12}}?(?P<sum>{_YEN})"
)


def _part(context: Context, text: str) -> Iterator[Match]:
    """「購入額の2分の1（上限3万円） … 5万円の機種を買った場合…3万円」."""
    rules = list(PART.finditer(text))
    if len(rules) != 1:
        return
    rule = rules[0]
    share = Decimal(rule["some"]) / Decimal(rule["all"])
    for clause in _clauses(context, text):
        for paid in _PAID.finditer(text, clause.start, clause.end):
            raw, told = _yen(paid["raw"]), _yen(paid["sum"])
            right = min(raw * share, _yen(rule["most"]))
            if share < 1 and told != raw - right and abs(told - right) >= 1000:
                if text[paid.end() : paid.end() + 5].startswith(("以上", "以下", "まで", "を超")):
                    continue
                how = f"「{rule.group()}」"
                place = Span(*paid.span("sum"))
                yield _match(place, f"{right:,.0f}円", how, Span(*rule.span()))


# --- so many at a price for each -----------------------------------------------------------------

_UNIT = "時間|回|枚|人|名|匹|頭|台|個|本|冊|袋|泊|部|通|世帯|組|束|区画|日|か月"
EACH = Scan(
    rf"1(?P<unit>{_UNIT})(?:当たり|あたり|につき|ごとに)?(?:は|に|、)?[ 　]?(?P<sum>{_YEN})"
)
_MANY = regex(rf"(?<![0-9.,])(?P<number>[0-9]{{1,3}})(?P<unit>{_UNIT})")
_SUM = regex(_YEN)
_MORE = regex(
    "割|引|加算|加え|別|半額|無料|免除|減|追加|基本|最初|まで|上限|足|プラス|[+＋]|ごと|以上|未満|超"
)


def _each(context: Context, text: str) -> Iterator[Match]:
    """「1時間当たり400円 … 例　3時間使う場合　1,600円」."""
    prices: dict[str, list[tuple[Decimal, Span]]] = {}
    for one in islice(EACH.finditer(text), 12):
        prices.setdefault(one["unit"], []).append((_yen(one["sum"]), Span(*one.span())))
    for clause in _clauses(context, text):
        said = text[clause.start : clause.end]
        body = clause.start + 2
        counts = [m for m in _MANY.finditer(text, body, clause.end) if m["unit"] in prices]
        sums = [
            m
            for m in _SUM.finditer(text, body, clause.end)
            if not any(span.start <= m.start() < span.end for p in prices.values() for _, span in p)
        ]
        if len(counts) != 1 or len(sums) != 1 or _MORE.search(said) or "×" in said:
            continue
        count, told = counts[0], sums[0]
        known = [one for one in prices[count["unit"]] if one[1].start < clause.start]
        number = int(count["number"])
        if (
            not known
            or number < 2
            or count.start() > told.start()
            or _MORE.search(text, known[0][1].start, min(known[-1][1].end + 30, clause.start))
        ):
            continue
        rights = [price * number for price, _ in known]
        total = _yen(told.group())
        if total in rights or any(total == price for price, _ in known):
            continue
        if any(one + other == total for one in rights for other in rights):
            continue
        if "合わせ" in said and total > max(rights):
            continue  # together with what another rule gives
        if min(rights) / 3 < total < max(rights) * 3:
            near = min(rights, key=lambda right: abs(right - total))
            named = [
                right
                for right, (_, span) in zip(rights, known, strict=True)
                if _same_case(text, span, said)
            ]
            right = named[0] if len(named) == 1 else near
            how = "上の1" + count["unit"] + "の額"
            yield _match(Span(*told.span()), f"{right:,f}円", how, known[0][1])


def _same_case(text: str, price: Span, said: str) -> bool:
    """Whether a word of the clause in front of a price comes again in the example."""
    start = max(text.rfind(mark, 0, price.start) for mark in "。、\n") + 1
    words = text[start : price.start]
    start = max(text.rfind(mark, 0, max(0, start - 1)) for mark in "。、\n") + 1
    words = words or text[start : price.start]
    return any(word in said for word in re.findall(r"[一-龠]{2}", words))


# --- some of one kind, some of another -------------------------------------------------------------

_OF = "匹|頭|台|個|本|冊|枚|袋|泊|人|名|棟|点|組|区画|部|羽"
MIXED = Scan(
    rf"(?P<a>[一-龠ァ-ヶーぁ-ん]{{1,8}}?)(?:が|を|は)?(?P<an>[0-9]{{1,2}})(?:{_OF})(?:と|、|で)(?P<b>[一-龠ァ-ヶーぁ-ん]{{1,8}}?)(?:が|を|は)?(?P<bn>[0-9]{{1,2}})(?:{_OF})"
    rf"(?:[^。0-9\n]{{0,24}}?(?:合わせて|合計(?:は|で)?|計|全部で|総額(?:は|で)?)、?(?P<total>{_YEN})"
    # 「大人2人と子ども1人なら、1,200円です」, but not 「家族券は1,000円です」
    rf"|(?![^。\n]{{0,32}}?(?:券|割|引|セット|パック|得|団体|減))[^。0-9\n]{{0,16}}?(?:では|なら|だと|場合は?|ときは?|ると|は)、?(?P<sum>{_YEN})(?=です|にな|とな|かか|が?必要|を?お?支?払))"
)


def _mixed(context: Context, text: str) -> Iterator[Match]:
    """「雌は8,000円、雄は5,000円 … 雌2匹と雄1匹の場合、合わせて18,000円」."""
    for found in islice(MIXED.finditer(text), 8):
        kind = "total" if found["total"] else "sum"
        total = _yen(found[kind])
        right = Decimal(0)
        for name, number in (("a", "an"), ("b", "bn")):
            price = _price_of(text, found[name], found.start())
            if price is None:
                break
            right += price * int(found[number])
        else:
            if total != right and right / 3 < total < right * 3:
                place = Span(*found.span(kind))
                yield Match(place, {"right": f"{right:,f}円", "how": "上の額から計算した合計"})


def _price_of(text: str, name: str, end: int) -> Decimal | None:
    """The only price that stands right behind a name, or the end of it, in front of a place."""
    for size in range(len(name)):
        word = re.escape(name[size:])
        least = int(len(name) - size == 1)  # 「大人500円」, but not 「荷物も200円」 of 子ども
        found = {
            _yen(one["sum"])
            for one in re.finditer(
                rf"(?<![一-龠ァ-ヶー]){word}(?:は|が|：|:|[ 　|]|1(?:{_OF})|につき|当たり|、){{{least},4}}(?P<sum>{_YEN})",
                text[max(0, end - REACH) : end],
            )
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


# --- the class of a size ------------------------------------------------------------------------------

_SIZE = "cm|センチメートル|センチ|kg|キログラム|キロ|歳|人|平方メートル|㎡|立方メートル|㎥|時間|日|m|メートル|枚|点|万円|か月"
CLASS = Scan(rf"[0-9](?:{_SIZE})(?:未満|以下|まで)")
_ROW = regex(
    rf"(?:(?P<low>{_N})(?P<unit>{_SIZE})(?P<side>以上|超|を超え)(?:て|から|で|、|～|〜)?[ 　]?)?(?P<high>{_N})(?P<unit2>{_SIZE})(?P<side2>未満|以下|まで)(?:のもの|の場合)?[^。\n0-9]{{0,12}}?[ 　|：:はが、\n]{{1,4}}(?P<sum>{_YEN})"
)


def _classes(context: Context, text: str) -> Iterator[Match]:
    """「30cm以上60cm未満　300円 … （例）高さ70cmの棚は、300円」."""
    rows = []
    for row in islice(_ROW.finditer(text), 12):
        if row["low"] is None or row["unit"] == row["unit2"]:
            low = Decimal(row["low"].replace(",", "")) if row["low"] else None
            high = Decimal(row["high"].replace(",", ""))
            rows.append((low, row["side"], high, row["side2"], _yen(row["sum"]), row))
    if len(rows) < 2 or len({row[5]["unit2"] for row in rows}) != 1:
        return
    unit = rows[0][5]["unit2"]
    said = rf"(?<![0-9.,])(?P<size>{_N}){re.escape(unit)}(?!以|未|超|を超|まで|から)"
    for clause in _clauses(context, text):
        if clause.start < rows[0][5].start():
            continue
        sizes = list(re.finditer(said, text[clause.start : clause.end]))
        sums = list(_SUM.finditer(text, clause.start, clause.end))
        if len(sizes) != 1 or len(sums) != 1 or sums[0].start() < clause.start + sizes[0].start():
            continue
        size = Decimal(sizes[0]["size"].replace(",", ""))
        fitting = [row for row in rows if _lies_in(size, row[0], row[1], row[2], row[3])]
        told = _yen(sums[0].group())
        if len(fitting) == 1 and told != fitting[0][4] and told in [row[4] for row in rows]:
            row = fitting[0][5]
            right = f"{fitting[0][4]:,f}円"
            begin = clause.start + sizes[0].start()
            short = sums[0].end() - begin <= SHORT
            place = Span(begin if short else sums[0].start(), sums[0].end())
            yield _match(place, right, "上の区分", Span(*row.span()))


def _lies_in(
    size: Decimal, low: Decimal | None, side: str | None, high: Decimal, side2: str
) -> bool:
    above = low is None or size > low or (size == low and side == "以上")
    return above and (size < high or (size == high and side2 != "未満"))


# --- what is left of a limit -----------------------------------------------------------------------------

LEFT = Scan(
    r"(?P<used>[0-9]{1,2})(?P<unit>冊|点|枚|個|本|回|台|口|袋|区画|日|時間|コマ)(?:を|は)?、?(?:すでに|既に|もう)?(?:借り|使|利用|申し?込|受け|参加|予約|出し)[^。\n0-9返戻]{0,16}?(?:あと|残り(?:は|の)?)(?P<more>[0-9]{1,2})(?P=unit)"
)
_LIMIT = r"(?<![0-9])(?P<limit>[0-9]{{1,2}}){}(?:まで|以内|が限度|を限度|を上限)"


def _left(context: Context, text: str) -> Iterator[Match]:
    """「1人3冊まで … すでに1冊借りている人は、あと4冊」."""
    for found in islice(LEFT.finditer(text), 4):
        pattern = _LIMIT.format(found["unit"])
        limits = list(re.finditer(pattern, text[max(0, found.start() - REACH) : found.start()]))
        if len({one["limit"] for one in limits}) != 1:
            continue
        limit, used, more = int(limits[0]["limit"]), int(found["used"]), int(found["more"])
        if used < limit and more != limit - used:
            place = Span(found.start("more"), found.end())
            at = max(0, found.start() - REACH)
            rule = Span(at + limits[0].start(), at + limits[0].end())
            yield _match(place, f"{limit - used}{found['unit']}", f"「{limits[0].group()}」", rule)


# --- days moved off the weekend ----------------------------------------------------------------------------

MOVED = Scan(
    r"(?:土|日|休日|祝日|閉庁日|休業日)[^。\n]{0,16}?(?:(?:当たる|あたる|重なる|なる)(?:とき|場合|月)|のとき|の場合)は?、?[^。\n]{0,8}?(?P<way>翌|次|後|前|直前)の?(?:平日|開庁日|営業日|日|金融機関の?営業日|直近)"
)
_BASE = regex(
    r"(?:(?P<what>[一-龠]{2,8}日|納期限|支払い?日|振り?込み?日|締め?切り?|期限)は、?[^。\n]{0,10}?(?:毎月|各月の?)?(?:の)?(?P<day>末日|月末|[0-9]{1,2}日))(?:です|で、|とします|まで)"
)
_PAY = regex("振替|口座|支給|納期限|支払|振り?込|納付|期限|締め?切|返却")


_HOUSE = regex("休[館園場所]|定休|お?休み|収集|開[館園]|毎週|開催|実施")

_NEW_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def _moved(context: Context, text: str) -> Iterator[Match]:
    """「末日が土・日曜日に当たるときは、次の平日 … 1月の納期限は1月31日（日曜日）です」."""
    rules = [rule for rule in MOVED.finditer(text) if _of_paying(context, rule)]
    ways = {"後" if rule["way"] in "翌次後" else "前" for rule in rules}
    if len(ways) != 1:
        return
    rule = rules[0]
    step = datetime.timedelta(1 if ways == {"後"} else -1)
    base = _BASE.search(text)
    number = base["day"] if base is not None else ""
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
            continue
        known = years_of(context).resolve(date)
        block = context.document.block_at(date.span.start).span
        begin = max(block.start, text.rfind("。", block.start, date.span.start) + 1)
        if known is None or not _PAY.search(
            text, max(begin, date.span.start - 40), date.span.start
        ):
            continue
        if rule.start() <= date.span.start < rule.end():
            continue
        day = known.date
        right = day
        if number:
            whole = number in ("末日", "月末")
            day_ = _last_of(day) if whole else possible(day.year, day.month, int(number[:-1]))
            first = day.replace(day=1) - datetime.timedelta(1)
            if whole and day.day <= 4:
                day_ = first  # moved behind the end of its month
            if day_ is None or abs((day - day_).days) > 4:
                continue
            right = day_
        if (right.month, right.day) in _NEW_YEAR:
            continue
        while right.weekday() >= 5:
            right += step
        if day.weekday() < 5 and (right == day or not number or _may_be_holiday(right, day, step)):
            continue
        if value.weekday is not None and value.weekday != day.weekday():
            continue
        shown = f"{right.month}月{right.day}日（{WEEKDAYS[right.weekday()]}）"
        yield _match(date.span, shown, f"「{rule.group()}」", Span(*rule.span()))


def _of_paying(context: Context, rule: re.Match[str]) -> bool:
    """Whether a rule moves days to pay by, and not the days on which a house is closed."""
    text = context.document.folded
    line = context.document.block_at(rule.start()).span
    begin = max(line.start, text.rfind("。", 0, rule.start()) + 1)
    if _HOUSE.search(text, begin, min(line.end, rule.end() + 8)):
        return False
    return _PAY.search(text, line.start, line.end) is not None


def _last_of(day: datetime.date) -> datetime.date:
    following = day.replace(day=28) + datetime.timedelta(4)
    return following.replace(day=1) - datetime.timedelta(1)


def _may_be_holiday(right: datetime.date, day: datetime.date, step: datetime.timedelta) -> bool:
    """Whether a day lies farther the same way, as a holiday would push it."""
    far = (day - right).days * step.days
    return 0 < far <= 4


_FINDERS: Ways[tuple[bool, Callable[[Context, str], Iterator[Match]]]] = Ways(
    (COUNTED, (False, _counted)),
    ((ROUNDED,), (True, _rounded)),
    ((PART,), (True, _part)),
    ((EACH,), (True, _each)),
    ((MIXED,), (False, _mixed)),
    ((CLASS,), (True, _classes)),
    ((LEFT,), (False, _left)),
    ((MOVED,), (False, _moved)),
)
"""Who looks, and whether for what a word says to be an example."""

SCANS = _FINDERS.scans
