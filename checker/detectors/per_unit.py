"""So much for each of so many is not the total: 1日6時間, 週4日, 週28時間; 1回500円, 全8回で4,500円.

Two rates that share a thing give a third (hours a day and days a week), and a rate and a number
of things a total. Silent where a draft has two rates of one kind, or says that they are about so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from checker.context import Context
from checker.detectors import Options
from checker.detectors.bundles import EACH, FREE, wrong_bundles
from checker.detectors.quantities import Quantity, quantities_of, without_readings
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "how"})

_MAY_FIT = Scan(
    "当たり|あたり|につき|週[0-9に]|1週間|[1各毎](?:日|回|人|名|組|世帯|枚|冊|個|本|袋|台|箱|口|コース|時間|会場)|月額|日額|時給|日給|か月|[^0-9]月[0-9](?=[0-9,]{3})|[^0-9]年[0-9]回"
)
NEAR = 90
"""Code points in front of a total in which the number of things and the rate stand."""
_JOIN = regex(
    r"(?:分|利用|使用|参加|受講|勤務|家族|連続|コース|通|全て|すべて|した|する|の|で|は|、|だと|なら(?:ば)?|場合|とき|合計|総額|計|延べ|のべ|[合あ]わせて|全部|ぜんぶ|開催|行い|実施|[（(]|を|に|ずつ|ご|[：: 　])*"
)
_STRONG = regex("計|わせて|総額|延べ|のべ|全部|ぜんぶで")
_OTHERWISE = regex(
    "割引|割り?引|割増|団体割|引き|半額|免除|減額|加算|増額|コース料|付き|別途|追加|送料|手数料|前売|回数券|つづり|お得|得に|安|高く|セット|パック|目以降|夜間|休日|大人|子ども|税|無料|入会|前納|年払|一括|上限|超え|最初|以降|昼食|ほか|うち|優先|重複|休憩を含|最終|初日|おおむね|各自|キャンセル|残り|ただし|改定|引き?上げ|これまで|から.{1,12}に変"
)
_PAST = regex("ました|でした|昨年|前年|昨シーズン|実績")
_OF_BOTH = regex("[ 　]?(?:当たり|あたり|につき|の?[一-龠]{0,6}(?:[0-9]|料|額|税|価))")
_GIVEN = regex("勤務|利用した|報酬|給付|支給")
_SOME_MONTHS = regex("[0-9]か月")
"""「1年で 11か月分」: of so many months, not of twelve."""
_YEAR = regex(r"(?:年額|年間|1年(?:分|間|で|の)|12か月)")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_MAY_FIT, EACH, FREE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a rate or a total that does not follow from the others."""
    found = quantities_of(context)
    told: list[Span] = []
    for match in (
        *_rates(context, found),
        *_totals(context, found),
        *_years(context, found),
        *_bundles(context),
    ):
        if not any(match.span.overlaps(span) for span in told):
            told.append(match.span)
            yield match


def _bundles(context: Context) -> Iterable[Match]:
    text = context.document.folded
    return wrong_bundles(context) if EACH.may_fit(text) or FREE.may_fit(text) else ()


def _match(total: Quantity, right: Decimal, rate: Quantity, many: Quantity | None) -> Match:
    related = [Related(rate.span, "1つ当たりの数です")]
    if many is not None:
        related.append(Related(many.span, "その数です"))
    how = f"1{rate.per}当たりの数" if rate.per not in ("月", "週", "年") else f"{rate.per}の数"
    return Match(total.span, {"right": total.shown(right), "how": how}, related=tuple(related))


# --- two rates and a third ---------------------------------------------------------------


def _rates(context: Context, found: Sequence[Quantity]) -> Iterator[Match]:
    """「1日6時間」, 「週4日」 and 「週28時間」, wherever they stand; each the only one of its kind."""
    by_kind: defaultdict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for one in found:
        if one.per:
            by_kind[one.unit, one.per].append(one)
    for (unit, per), totals in by_kind.items():
        for (other, through), rates in by_kind.items():
            if other != unit or through in (per, unit) or (through, per) not in by_kind:
                continue
            if (through, per) not in (
                ("日", "週"),
                ("回", "週"),
                ("回", "月"),
                ("回", "年"),
                ("日", "月"),
            ):
                continue
            several = rates, by_kind[through, per], totals
            if any(len({one.number for one in kind}) != 1 for kind in several):
                continue
            if not all(one.exact for kind in several for one in kind):
                continue
            rate, many, total = (kind[0] for kind in several)
            right = rate.number * many.number
            sentence = _sentence(context, total.span)
            if right == total.number or _OTHERWISE.search(sentence):
                continue
            if right < total.number * 2 and total.number < right * 2:
                yield _match(total, right, rate, many)


# --- a rate and a number of things ---------------------------------------------------------


def _totals(context: Context, found: Sequence[Quantity]) -> Iterator[Match]:
    """「1回500円、全8回で4,500円」: the total right behind the number, or called a total."""
    text = context.document.folded
    # 「1人1泊12,000円」 is a price for each of both, not a night for each.
    found = [one for one in found if one.number != 1 or not _OF_BOTH.match(text, one.span.end)]
    for at, total in enumerate(found):
        if total.number < 2 or total.per in ("日", "週", "時間", "人", "回", "世帯", "年"):
            continue
        line = context.document.block_at(total.span.start).span
        before = [
            one
            for one in found[max(0, at - 6) : at]
            if one.span.start >= max(line.start, total.span.start - NEAR)
        ]
        manies = [one for one in before if one.unit != total.unit and one.number > 1]
        if not manies:
            continue
        many = manies[-1]
        between = without_readings(text[many.span.end : total.span.start])
        beside = many is before[-1] and len(between) <= 24 and _JOIN.fullmatch(between) is not None
        if not (beside and between.strip("、 　にをは")) and not (total.whole and len(manies) == 1):
            continue
        rates = [one for one in before if one.unit == total.unit and one.per == many.unit]
        if not rates:
            rates = _elsewhere(found, total, many)
        if len({one.number for one in rates}) != 1 or (
            not many.per and not beside and not many.whole
        ):
            continue
        rate = rates[-1]
        right = rate.number * many.number
        if right == total.number or not rate.exact:
            continue
        if not (many.exact and total.exact) and not _same_bound(text, many, total):
            continue
        sentence = _sentence(context, total.span)
        if _OTHERWISE.search(sentence) or _OTHERWISE.search(_sentence(context, rate.span)):
            continue
        if rate.span.start < line.start and _PAST.search(sentence):
            continue  # how many came last year is not how many may come
        strong = total.whole or _STRONG.search(between) or total.unit != "円" or "分" in between
        given = _GIVEN.search(sentence)
        if right > total.number and not strong and not given:
            continue  # cheaper together
        if right < total.number * 2 and total.number < right * 2:
            yield _match(total, right, rate, many)


def _elsewhere(found: Sequence[Quantity], total: Quantity, many: Quantity) -> list[Quantity]:
    """The rate of which the draft has but one, in another line; never a wage or a time."""
    if total.unit != "円" and many.unit not in ("日", "回", "箱", "袋", "組", "人"):
        return []
    rates = [one for one in found if one.unit == total.unit and one.per == many.unit]
    return rates if all(abs(one.span.start - total.span.start) <= 3 * NEAR for one in rates) else []


def _same_bound(text: str, many: Quantity, total: Quantity) -> bool:
    return all(text.startswith("以上", one.span.end) for one in (many, total))


# --- a month and a year ----------------------------------------------------------------------


def _years(context: Context, found: Sequence[Quantity]) -> Iterator[Match]:
    """「月額500円です。1年分5,500円」: the only sum for a month of a line."""
    text = context.document.folded
    for at, total in enumerate(found):
        if total.unit != "円" or not total.exact:
            continue
        line = context.document.block_at(total.span.start).span
        begin = max(line.start, total.span.start - 12)
        year = _YEAR.search(text, begin, total.span.start)
        if year is None or (total.per and total.per != "年"):
            continue
        months = [
            one
            for one in found[max(0, at - 4) : at]
            if one.unit == "円" and one.span.start >= line.start
        ]
        if len(months) != 1 or months[0].per != "月" or not months[0].exact:
            continue
        words = text[line.start : line.end]
        right = months[0].number * 12
        if right == total.number or _OTHERWISE.search(words) or "端数" in text:
            continue
        if _SOME_MONTHS.search(text, year.end(), total.span.start):
            continue
        if abs(right - total.number) * 4 < right and abs(right - total.number) >= 100:
            yield _match(total, right, months[0], None)


def _sentence(context: Context, place: Span) -> str:
    text = context.document.folded
    line = context.document.block_at(place.start).span
    begin = max(line.start, text.rfind("。", line.start, place.start) + 1)
    stop = text.find("。", place.end, line.end)
    return text[begin : stop if stop >= 0 else line.end]
