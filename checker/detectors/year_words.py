"""Years, months and days that words beside them speak against.

「昭和51年に開館」 and 「開館40周年」; 「1703年 … 今から223年前」; 「午年の2026年、2027年は申年」; 「第3四半期
（9月〜12月）」; 「2月の下旬（2月1日〜10日）」; 「12月号 … 来月（2月）」; 「昨年、令和8年 … 本年、令和8年」;
「令和6年度に始まり、3年目の令和9年度」; 「本日（11月25日）」 on the 24th.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from checker.annotations import eras
from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options, new_year_break
from checker.detectors.issue_day import Issue
from checker.detectors.jubilees import BEGUN, NTH_YEAR, jubilee_on
from checker.detectors.years import years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

REACH = 80
"""Code points between two years of one thing."""

_ANIMALS = "申酉戌亥子丑寅卯辰巳午未"
_JUBILEE = Scan(rf"(?P<what>{BEGUN})(?:から)?[ 　]?(?P<n>[0-9]{{1,3}})周年")
_AGO = Scan(r"今から(?:約|およそ|おおよそ)?、?(?P<n>[0-9]{2,4})年(?:余り|ほど|も)?前")
_ANIMAL = Scan(rf"(?P<animal>[{_ANIMALS}])年")
_QUARTER = Scan(
    r"(?:第(?P<q>[1-4一二三四])四半期|(?P<half>[上下])半期)[（(](?P<a>[0-9]{1,2})月?(?:[〜～~－\-・]|から)(?P<b>[0-9]{1,2})月"
)
_THIRD = Scan(
    r"(?P<part>上旬|中旬|下旬|初旬)[（(](?:[0-9]{1,2}月)?(?P<a>[0-9]{1,2})日?(?:(?:[〜～~－\-]|から)(?:[0-9]{1,2}月)?(?P<b>[0-9]{1,2})日)?"
)
_MONTH = Scan(r"(?P<word>来月|先月|翌月|今月)(?:号は)?[（(、](?P<m>[0-9]{1,2})月")
_ISSUE = regex(r"(?<![0-9])(?P<m>[0-9]{1,2})月号")
_YEAR = r"(?:(?:令和|平成)[0-9元]{1,2}|20[0-9]{2})年"
_RELATIVE = Scan(
    r"(?P<word>一昨年度?|昨年度?|前年度?|去年|本年度?|今年度?|来年度?|翌年度?|再来年度?)[、（(]?(?:の|は)?(?=令和|平成|20[0-9]{2}年)"
)
_OFFSETS = {
    "一昨年": -2,
    "昨年": -1,
    "前年": -1,
    "去年": -1,
    "本年": 0,
    "今年": 0,
    "来年": 1,
    "再来年": 2,
}
_NTH = Scan(
    r"(?<![0-9第])(?P<n>[0-9]{1,2})年(?:度)?目(?:の|に(?:当|あ)たる|となる|を迎える|である|、|（|\()"
)
_BEGINS = regex(
    r"(?:4月)?(?:から(?:始|取り組|スタート)|に(?:始|スタート|開始|策定|発足|着手)|を(?:初年度|1年目)|から)"
)
_SPENT = Scan(
    r"(?:[年月日]で|までの?|から)、?(?:ちょうど|満|早くも|通算)?(?P<n>[0-9]{1,2})年(?:間)?(?:に(?:なり|なる|わた)|を迎え|が(?:たち|過ぎ|経)|(?:が|の)節目)"
)
_LATER = Scan(r"(?:た|の)(?:後|のち|あと)、|してから、")
_DAY = Scan(
    r"(?P<word>本日|今日|きょう|昨日|きのう|明日|あす|一昨日)(?:、|[（(]|の|は、?)(?=[0-9]{1,2}月|令和)"
)
_DAYS = {
    "本日": 0,
    "今日": 0,
    "きょう": 0,
    "昨日": -1,
    "きのう": -1,
    "明日": 1,
    "あす": 1,
    "一昨日": -2,
}
_BEFORE = Scan(
    r"(?:前回|(?<!一)昨年度?|前年度?)(?:は|の|（|\()?[^。\n]{0,16}?第(?P<n>[0-9]{1,3})回"
)
_OF_WHAT = regex(r"回(?P<what>[一-龠ァ-ヶーA-Za-z]{2})")
"""What a number counts: that of the council is none of the race."""
_NOW = regex(r"(?<!前回（)第(?P<n>[0-9]{1,3})回")
_RUN = Scan("(?:[2-9]|1[0-9])年(?:連続|続けて|つづけて)|年々|推移")
_CHAIN = regex(r"(?:令和|平成)?(?P<n>[0-9]{1,2})年度?(?=[0-9は：:が（(、・ 　]|の)")
_YEARS_AGO = regex("(?<![0-9])(?:1[0-9]{3}|[789][0-9]{2})(?=年)")
_YEAR_FRONT = regex("(?:は|（|\\(|の干支は|＝|=|、)")
_YEAR_BEHIND = regex("の|である|、")
_DAY_SIGN = regex("日")
_MONTH_END = regex("月(?!号|分)")
_TERM = regex("任期|契約|から[^、]{0,10}まで")
_AS_TIME = regex("(?:は|から|に(?!建|開)|も)")
_PERIOD = regex("から|まで")
_CALLED_OFF = regex("中止")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (
        new_year_break.DAYS,
        _JUBILEE,
        NTH_YEAR,
        _AGO,
        _ANIMAL,
        _QUARTER,
        _THIRD,
        _MONTH,
        _RELATIVE,
        _NTH,
        _SPENT,
        _LATER,
        _DAY,
        _BEFORE,
        _RUN,
    )


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number, year or day that the words beside it speak against."""
    text = context.document.folded
    for scan, judge in _JUDGES:
        for found in scan.finditer(text):
            yield from judge(context, found)
    yield from new_year_break.wrong_breaks(context)
    words = list(_RELATIVE.finditer(text))
    if words:
        yield from _relative(context, words)


def _years_written(context: Context) -> set[int]:
    """The years around now that a draft writes."""
    return {year for year in years_of(context).written if year >= 2019}


def _now(context: Context) -> int | None:
    """The year of issue, or the last one that is written; None if there is none."""
    issued = years_of(context).issued
    if issued is not None:
        return issued.date.year
    return max(_years_written(context), default=None)


def _dates(context: Context, start: int, end: int) -> list[tuple[Annotation, DateValue]]:
    """The dates of a stretch that write their year."""
    if start >= end:
        return []
    return [
        (date, date.value)
        for date in context.annotations.overlapping(Span(start, end), AnnotationKind.DATE)
        if isinstance(date.value, DateValue)
        and date.value.year is not None
        and not date.value.inherited
    ]


def _jubilee(context: Context, found: re.Match[str]) -> Iterator[Match]:
    text = context.document.folded
    what = found["what"]
    bases: dict[int, Span] = {}
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.inherited:
            continue
        if re.match(
            rf"(?:[0-9]{{1,2}}月)?(?:に|の)?[^。、\n0-9はがも]{{0,6}}?{what}(?!予定|から|[0-9 　]|の?記念)",
            text[date.span.end : date.span.end + 24],
        ):
            bases[value.year] = date.span
    now = _years_written(context) - set(bases)
    issued = years_of(context).issued
    if issued is not None:
        now.add(issued.date.year)
    if len(bases) != 1 or not now:
        return
    base, place = next(iter(bases.items()))
    told = {int(one["n"]) for one in _JUBILEE.finditer(text)}
    if any(abs(year - base - number) <= 1 for year in now for number in told):
        return  # this one, or that of another house, goes with the year
    right = max(now) - base
    if not 0 < right < 300:
        return
    related = (Related(place, "この年から数えました"),)
    fault = f"{what}の年から数えると、{right}年です"
    yield Match(Span(found.start("n"), found.end()), {"fault": fault}, related=related)


def _ago(context: Context, found: re.Match[str]) -> Iterator[Match]:
    dates = _old(context, found.start() - REACH, found.start())
    now = _now(context)
    if len(dates) != 1 or now is None:
        return
    year, place = dates[0]
    right, said = now - year, int(found["n"])
    spare = (
        2 if "約" not in found.group() and "およそ" not in found.group() else max(10, right // 10)
    )
    if "ほど" in found.group() or "余り" in found.group():
        spare = max(10, right // 10)
    if abs(right - said) <= spare or right < 10:
        return
    related = (Related(place, "この年から数えました"),)
    yield Match(
        Span(found.start("n"), found.end()),
        {"fault": f"数えると、{right}年前です"},
        related=related,
    )


def _old(context: Context, start: int, end: int) -> list[tuple[int, Span]]:
    """The years long ago of a stretch: 1703年, 元禄16年（1703年）."""
    text = context.document.folded
    line = text.rfind("\n", 0, end) + 1
    low = max(line, start)
    found = {
        int(one.group()): Span(one.start(), one.end() + 1)
        for one in _YEARS_AGO.finditer(text, low, end)
    }
    for date, value in _dates(context, low, end):
        if value.year is not None and value.year < 2015 and not value.fiscal:
            found.setdefault(value.year, date.span)
    return list(found.items())


def _animal(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「2027年は申年」, 「申年の2026年」, 「令和9年（未年）」."""
    text = context.document.folded
    at = found.start()
    before = _dates(context, max(0, at - 12), at)
    behind = _dates(context, found.end(), min(len(text), found.end() + 8))
    year: tuple[Annotation, DateValue] | None = None
    if before and _YEAR_FRONT.fullmatch(text[before[-1][0].span.end : at]):
        year = before[-1]
    elif behind and _YEAR_BEHIND.fullmatch(text[found.end() : behind[0][0].span.start]):
        year = behind[0]
    if year is None or year[1].year is None or year[1].fiscal or year[1].month is not None:
        return
    right = _ANIMALS[year[1].year % 12]
    if right != found["animal"]:
        related = (Related(year[0].span, "この年の干支です"),)
        yield Match(Span(*found.span()), {"fault": f"この年は{right}年です"}, related=related)


def _quarter(context: Context, found: re.Match[str]) -> Iterator[Match]:
    first, last = int(found["a"]), int(found["b"])
    if found["q"]:
        number = "一二三四".find(found["q"]) + 1 or int(found["q"])
        start = (3 * number) % 12 + 1
        right = (start, start + 2)
        of_calendar = (3 * number - 2, 3 * number)
        name = "四半期"
    else:
        right, of_calendar = ((4, 9), (1, 6)) if found["half"] == "上" else ((10, 3), (7, 12))
        name = "半期"
    if (first, last) not in (right, of_calendar):
        fault = f"年度の{name}なら、{right[0]}月から{right[1]}月です"
        yield Match(Span(found.start("a"), found.end()), {"fault": fault})


def _third(context: Context, found: re.Match[str]) -> Iterator[Match]:
    first = int(found["a"])
    last = int(found["b"] or first)
    low, high = {"上旬": (1, 10), "初旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}[
        found["part"]
    ]
    text = context.document.folded
    if not found["b"] and not _DAY_SIGN.match(text[found.end() - 1 : found.end()]):
        return
    if low <= first <= high or low <= last <= high or first > 31:
        return
    right = "上旬" if last <= 10 else "中旬" if last <= 20 else "下旬"
    yield Match(Span(*found.span("part")), {"fault": f"書かれている日は{right}です"})


def _month(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「来月（2月）」 in the number of December."""
    text = context.document.folded
    numbers = {int(one["m"]) for one in _ISSUE.finditer(text)}
    issued = years_of(context).issued
    if not numbers and issued is not None:
        numbers = {issued.date.month}
    if len(numbers) != 1 or not _MONTH_END.match(text[found.end() - 1 : found.end() + 1]):
        return
    step = {"来月": 1, "翌月": 1, "先月": -1, "今月": 0}[found["word"]]
    if found["word"] == "翌月":
        return  # the month after one that is named
    right = (next(iter(numbers)) + step - 1) % 12 + 1
    if right != int(found["m"]):
        yield Match(
            Span(found.start("m"), found.end()), {"fault": f"「{found['word']}」は{right}月です"}
        )


def _relative(context: Context, words: list[re.Match[str]]) -> Iterator[Match]:
    """「昨年、令和8年 … 本年、令和8年」; 「令和7年度 … 前年度（令和7年度）」 of a title."""
    told: list[tuple[int, bool, re.Match[str], Annotation]] = []
    for word in words:
        dates = _dates(context, word.end(), word.end() + 3)
        if not dates or dates[0][0].span.start != word.end():
            continue
        date, value = dates[0]
        fiscal = word["word"].endswith("度")
        plain = word["word"].removesuffix("度")
        if value.year is None or value.fiscal is not fiscal or plain not in _OFFSETS:
            continue
        if plain in ("前年", "翌年") and not fiscal:
            continue
        told.append((value.year - _OFFSETS[plain], fiscal, word, date))
    issued = years_of(context).issued
    for number, (now, fiscal, word, date) in enumerate(told):
        others = [one for one in told[:number] if one[1] is fiscal and one[0] != now]
        plain = word["word"].removesuffix("度")
        if others:
            right = others[0][0] + _OFFSETS[plain]
            spelled = _spelled(right, date.value, fiscal=fiscal)
            related = (Related(Span(*others[0][2].span()), "ここから数えました"),)
            yield Match(date.span, {"fault": f"「{word['word']}」は{spelled}です"}, related=related)
            return
        if issued is not None and plain not in ("前年", "翌年"):
            year = issued.date.year - (fiscal and issued.date.month < 4)
            if (
                abs(year - now) == 1
                and not (fiscal and issued.date.month in (3, 4))
                and not (not fiscal and issued.date.month in (1, 12))
            ):
                spelled = _spelled(year + _OFFSETS[plain], date.value, fiscal=fiscal)
                yield Match(date.span, {"fault": f"「{word['word']}」は{spelled}です"})
                return
    yield from _title(context, told)


def _title(
    context: Context, told: list[tuple[int, bool, re.Match[str], Annotation]]
) -> Iterator[Match]:
    fiscal = years_of(context).fiscal
    if fiscal is None:
        return
    year, place = fiscal
    for now, is_fiscal, word, _ in told:
        if is_fiscal and now == year + 1 and word["word"] == "前年度":
            related = (Related(Span(*word.span()), "こう書かれています"),)
            yield Match(
                place, {"fault": "題の年度と同じ年度が「前年度」と書かれています"}, related=related
            )
            return


def _spelled(year: int, value: object, *, fiscal: bool) -> str:
    era = isinstance(value, DateValue) and value.era is not None
    name, number = eras.of(datetime.date(year, 6, 1))
    shown = f"{name}{'元' if number == 1 else number}年" if era else f"{year}年"
    return shown + ("度" if fiscal else "")


def _nth(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「令和6年度に始まった計画 … 3年目の令和9年度」."""
    text = context.document.folded
    behind = _dates(context, found.end(), min(len(text), found.end() + 3))
    if not behind or behind[0][0].span.start != found.end():
        return
    date, value = behind[0]
    line = text.rfind("\n", 0, found.start()) + 1
    starts = [
        (one, other)
        for one, other in _dates(context, max(line, found.start() - 120), found.start())
        if _BEGINS.match(text, one.span.end) and other.fiscal is value.fiscal
    ]
    if len(starts) != 1 or value.year is None:
        return
    base, first = starts[0]
    right = value.year - (first.year or 0) + 1
    if right == int(found["n"]) or right < 1:
        return
    related = (Related(base.span, "ここを1年目として数えました"),)
    yield Match(date.span, {"fault": f"数えると、{right}年目です"}, related=related)


def _spent(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「平成13年5月に委嘱を受け、令和8年5月で35年になりました」."""
    text = context.document.folded
    begin = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    dates = _dates(context, max(begin, found.start() - REACH), found.start() + 2)
    if len(dates) != 2 or dates[1][0].span.end < found.start() - 1:
        return
    (first, one), (_, other) = dates
    if one.year is None or other.year is None or one.fiscal is not other.fiscal:
        return
    if _TERM.search(text[begin : found.start()]):
        return
    right = other.year - one.year
    said = int(found["n"])
    if said in (right, right + 1) or right < 1:
        return
    if said == right - 1 and (other.month or 12) <= (one.month or 1):
        return
    related = (Related(first.span, "この年から数えました"),)
    yield Match(
        Span(found.start("n"), found.end("n") + 1),
        {"fault": f"数えると、{right}年です"},
        related=related,
    )


def _later(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「令和6年8月に開いた後、令和5年は中止」."""
    text = context.document.folded
    begin = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    before = _dates(context, max(begin, found.start() - 24), found.start())
    behind = _dates(context, found.end(), min(len(text), found.end() + 3))
    if len(before) != 1 or not behind or behind[0][0].span.start != found.end():
        return
    one, other = before[0][1].year, behind[0][1].year
    if one is None or other is None or other >= one:
        return
    if not _AS_TIME.match(text[behind[0][0].span.end :][:3]):
        return
    related = (Related(before[0][0].span, "この年の後のこととして書かれています"),)
    yield Match(behind[0][0].span, {"fault": "前に書かれた年より前です"}, related=related)


def _day(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「本日（11月25日）」 in what is issued on the 24th."""
    issued = years_of(context).issued or _head(context)
    if issued is None:
        return
    text = context.document.folded
    dates = context.annotations.overlapping(
        Span(found.end(), min(len(text), found.end() + 2)), AnnotationKind.DATE
    )
    if not dates or dates[0].span.start != found.end() or dates[0].span == issued.place:
        return
    value = dates[0].value
    if not isinstance(value, DateValue) or not value.month or not value.day:
        return
    right = issued.date + datetime.timedelta(days=_DAYS[found["word"]])
    if (right.month, right.day) == (value.month, value.day):
        return
    if "日、" in text[found.start() : found.end()] and _PERIOD.match(text[dates[0].span.end :][:2]):
        return
    fault = f"「{found['word']}」は{right.month}月{right.day}日です"
    related = () if issued.place is None else (Related(issued.place, "この日から数えました"),)
    yield Match(dates[0].span, {"fault": fault}, related=related)


def _head(context: Context) -> Issue | None:
    """The day with which the first line ends: 「【おわび】 令和8年11月20日」."""
    first = context.document.blocks[0].span if context.document.blocks else Span(0, 0)
    for date, value in _dates(context, first.start, first.end):
        day = value.to_date()
        if day is not None and date.span.end >= first.end - 1:
            return Issue(day, date.span)
    return None


def _edition(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「第31回」 in the title, 「前回（令和7年度・第29回）」 in the text."""
    document = context.document
    text = document.folded
    heads = [block.span for block in document.blocks[:2]]
    titled = [one for span in heads for one in _NOW.finditer(text, span.start, span.end)]
    if not titled or titled[0].start() >= found.start():
        return
    what = _OF_WHAT.match(text, found.end() - 1)
    if what is not None and what["what"] not in text[: found.start()]:
        return
    now, before = int(titled[0]["n"]), int(found["n"])
    if now == before + 1 or now <= before or now > before + 3:
        return
    if _CALLED_OFF.search(text[found.start() - 60 : found.end() + 60]):
        return
    related = (Related(Span(found.start("n") - 1, found.end()), "前の回はここです"),)
    place = Span(*titled[0].span())
    yield Match(place, {"fault": f"前の回の次は、第{before + 1}回です"}, related=related)


def _run(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「3年続けて … 令和4年度、5年度、6年度、8年度」."""
    text = context.document.folded
    for line in (
        context.document.block_at(at).span
        for at in {found.start(), min(len(text) - 1, text.find("\n", found.start()) + 1)}
    ):
        chain = [(int(one["n"]), one) for one in _CHAIN.finditer(text, line.start, line.end)]
        if len(chain) < 4 or chain[0][1].group()[0].isdigit():
            continue
        steps = [b[0] - a[0] for a, b in pairwise(chain)]
        odd = [number for number, step in enumerate(steps) if step != 1]
        if len(odd) == 1 and odd[0] == len(steps) - 1 and steps[-1] in (0, 2):
            one = chain[-1][1]
            yield Match(Span(*one.span()), {"fault": "並んでいる年の次の年ではありません"})
            return


_JUDGES = (
    (_JUBILEE, _jubilee),
    (NTH_YEAR, jubilee_on),
    (_AGO, _ago),
    (_ANIMAL, _animal),
    (_QUARTER, _quarter),
    (_THIRD, _third),
    (_MONTH, _month),
    (_NTH, _nth),
    (_SPENT, _spent),
    (_LATER, _later),
    (_DAY, _day),
    (_BEFORE, _edition),
    (_RUN, _run),
)
