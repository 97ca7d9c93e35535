"""Lengths of time and times of day that do not add up.

「スタート 9時30分、制限時間 2時間40分、締切 午後1時10分」; 「発 9時15分、着 9時40分、所要時間 約35分」;
「6校が1校20分ずつ、午後1時10分～3時50分」; 「閉館の30分前（午後4時15分）まで」; 「第1日 3時間 … 合計15時間」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options, step_lengths
from checker.detectors.clock_lengths import hours_shown
from checker.detectors.period_reversed import minutes
from checker.document.model import Block
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "how"})

_LONG = r"(?:(?P<h>[0-9]{1,2})時間(?P<half>半)?)?(?:(?P<m>[0-9]{1,3})分)?間?"
FAR_HEAD = 160
"""Code points in front of 「15分後に」 in which the time of the broadcast stands."""

SHORT_HEAD = 24
"""Code points from the start of a line in which the time of a broadcast stands."""

MOST_AFTER = 180
"""Minutes; what is announced longer ahead is not told in minutes."""

_TAKES = Scan(rf"所要(?:時間)?[ 　：:はが、]{{0,3}}(?P<about>約|およそ)?(?=[0-9]){_LONG}")
_LASTS = Scan(
    rf"(?P<what>上映|公演|上演|演奏|制限|競技|試合|試験|講演|対局)時間[ 　：:はが、]{{0,3}}(?P<about>約|およそ)?(?=[0-9]){_LONG}"
)
_BEFORE = Scan(
    rf"(?P<what>閉[館園場店庁室院所]|終了|終演|開演|開会|開始|開場|開式|出発|終了時刻|開始時刻)(?:時刻|時間)?の?(?=[0-9]){_LONG}前"
)
_EACH = Scan(
    r"(?<![0-9])1(?P<unit>人|組|校|社|団体|チーム|グループ|クラス|世帯|件|台|班|区画|会派|家族)(?:あたり|当たり|につき)?(?:の?(?:持ち時間|相談時間|時間)は?)?、?(?P<n>[0-9]{1,3})分(?:間|ずつ)?(?!以内|以上|程度|ほど|前|後|まで|ごと|おき)"
)
_TOTAL = Scan(
    r"(?P<what>合計|総時間|(?:講義|実習|研修|講習|受講|授業|学習|訓練|全日程|全課程)の?(?:時間の)?(?:合計|計)|計|合わせて|全部で|延べ)(?:時間数?)?[ 　：:はで、]{0,2}(?P<h>[0-9]{1,3})時間(?P<half>半)?(?:(?P<m>[0-9]{1,2})分)?"
)
_AFTER = Scan(
    r"(?:(?<=[。\n、」\u3000 ])|^)(?:この)?(?P<n>[0-9]{1,3})分後(?:に|の)[、\u3000 ]?[^。\n]{0,24}?(?:鳴|始|開始|行い|流|放送し|発令)"
)
_TODAY = regex(
    r"(?:本日|きょう|今日)[^。\n]{0,12}?(?P<at>(?:午[前後])?[0-9]{1,2}時(?:[0-9]{1,2}分|半)?|正午)(?:から|に|より)、?(?P<what>[^。\n]{1,30})"
)
_TALK = regex("[一-龠ァ-ヶー]{2,}")
_ITEM = regex(
    r"(?:^|[ 　：:）)|（(、])(?P<h>[0-9]{1,2}(?:\.5)?)時間(?P<half>半)?(?:(?P<m>[0-9]{1,2})分)?[)）]?[ 　]*$"
)
_OPENINGS = ("開会", "開会式", "開演", "開式")
_REST = regex("昼休|休憩|昼食|昼まで?の休|受付|開場|移動")
_LEAVES = regex("発|出発|乗車")
_COMES = regex("着|到着|降車")
_STARTS = regex("開演|開始|開会|開式|スタート|始ま|上映開始|号砲|出発")
_ENDS = regex("終了|終演|終わり|締め?切|閉会|ゴール|フィニッシュ|閉鎖|上映終了|解散")
_NOT_END = regex("受付|申し?込|入場|開場|関門|中間|地点|販売|予約|給水")
_NO_REST = regex("休憩(?:は)?(?:なし|ありません|無し)|休憩を?(?:含|はさま)")
_WAYS = regex(
    "[0-9]つ?の(?:会場|部屋|コーナー|ブース|窓口|組で|コート)|並行|同時に|[2-9]人(?:で対応|の相談員)"
)
_PARTS_BEFORE = regex(r"[、。)）]|[0-9]")
_PARTS_BEHIND = regex(r"[、。(（\n]|[0-9]")
_COUNTER = regex("受付|申し?込|電話|問い?合|平日|窓口")
_ORDERED = regex("続けて|順に|順番に|ずつ")
_ROOM = regex(r"定員|先着|募集|限定")
_ROOM_FOR = regex(
    r"(?:定[ 　]*員|先着|募集人[数員]|人数)[^0-9。\n]{0,12}(?:1[日回](?:に|当たり|あたり|につき)?[^0-9。\n]{0,4})?(?P<n>[1-9][0-9]{0,2})(?P<unit>人|名|組|件|世帯)(?!目|以上)"
)
_STAFF = regex(
    "(?:[2-9]|1[0-9])[人名](?:の|が|で|体制|ずつ)|複数|各士|[3-9]種類|専門家ごと|それぞれ"
)
NEAR = 4
"""Lines in which the hours of those who come one by one stand, that of their number the last."""
_OTHER_LENGTH = regex("約|合計|週|(?<![0-9第])1日|毎")
_LEARNT = regex("講|習|研修|授業|訓練")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_TAKES, _LASTS, _BEFORE, _EACH, _TOTAL, _AFTER, step_lengths.STEPS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a length, or a time, that the others of the draft speak against."""
    text = context.document.folded
    for found in _TAKES.finditer(text):
        yield from _takes(context, found)
    for found in _LASTS.finditer(text):
        yield from _lasts(context, found)
    for found in _BEFORE.finditer(text):
        yield from _before(context, found)
    for found in _EACH.finditer(text):
        yield from _each(context, found)
    for found in _TOTAL.finditer(text):
        yield from _total(context, found)
    for found in _AFTER.finditer(text):
        yield from _after(context, found)
    if step_lengths.STEPS.may_fit(text):
        yield from step_lengths.wrong_steps(context)


def _length(found: re.Match[str]) -> int:
    hours, rest = int(found["h"] or 0), int(found["m"] or 0)
    return hours * 60 + rest + (30 if found["half"] else 0)


def _clock(text: str, found: re.Match[str]) -> Span:
    start = found.start("h") if found["h"] else found.start("m")
    return Span(start, found.end())


def _of(time: Annotation) -> int | None:
    return minutes(time.value) if isinstance(time.value, TimeValue) else None


def _section(context: Context, offset: int, reach: int = 400) -> Span:
    """The stretch around a place that is read for what belongs to it."""
    return Span(max(0, offset - reach), min(len(context.document.folded), offset + reach))


def _line(context: Context, offset: int) -> str:
    return context.document.block_at(offset).span.cut(context.document.folded)


# --- from a broadcast to what it announces --------------------------------------------------


def _after(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「1回目 午前8時30分」 over 「本日、午前9時から、訓練を行います。15分後に、訓練の…」."""
    document = context.document
    text = document.folded
    blocks = [
        block
        for block in document.blocks
        if found.start() - FAR_HEAD <= block.span.start <= found.start()
    ]
    begin = blocks[0].span.start if blocks else found.start()
    told = list(_TODAY.finditer(text, begin, found.start()))
    times = context.annotations.of(AnnotationKind.TIME)
    if not told:
        return
    nouns = set(_TALK.findall(told[-1]["what"]))
    if not any(noun[-2:] in found.group() for noun in nouns):
        return
    start = told[-1].start()
    at = [_of(time) for time in times if time.span.start == told[-1].start("at")]
    heads = [time for time in times if begin <= time.span.start and time.span.end <= start]
    here = [
        time
        for time in heads
        if time.span.start - document.block_at(time.span.start).span.start <= SHORT_HEAD
    ]
    read = _of(here[-1]) if here else None
    if not at or at[0] is None or read is None or at[0] <= read:
        return
    said, right = int(found["n"]), at[0] - read
    if said == right or read + said in {_of(time) for time in times} or right > MOST_AFTER:
        return
    related = (
        Related(here[-1].span, "放送の時刻はここです"),
        Related(Span(*told[-1].span("at")), "始まりはここです"),
    )
    place = Span(found.start("n"), found.end("n") + 2)
    yield Match(place, {"right": f"{right}分後", "how": "2つの時刻の差"}, related=related)


# --- from departure to arrival --------------------------------------------------------------


def _takes(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「駅発 9:15、11:15」, 「会館着 9:40、11:40」, 「所要時間 約35分」."""
    said = _length(found)
    leaves: list[int] = []
    comes: list[int] = []
    lines = 0
    text = context.document.folded
    place = _section(context, found.start(), 200)
    for block in _blocks(context, place):
        times = [
            at
            for time in context.annotations.overlapping(block.span, AnnotationKind.TIME)
            if (at := _of(time)) is not None
        ]
        if not times:
            continue
        line = block.span.cut(text)
        goes, stops = _LEAVES.search(line), _COMES.search(line)
        if goes and stops and len(times) == 2 and not lines:
            if "着" not in line or "発" not in line:
                return
            leaves, comes = leaves + times[:1], comes + times[1:]
        elif goes and not stops:
            leaves += times
            lines += 1
        elif stops and not goes:
            comes += times
            lines += 1
    if not leaves or len(leaves) != len(comes) or not said:
        return
    lengths = {b - a for a, b in zip(leaves, comes, strict=True)}
    if len(lengths) != 1:
        return
    right = lengths.pop()
    if right <= 0 or abs(right - said) < (6 if found["about"] else 1) or right > 300:
        return
    yield Match(
        _clock(text, found), {"right": f"{hours_shown(right)}", "how": "発と着の時刻からの所要時間"}
    )


def _blocks(context: Context, place: Span) -> Sequence[Block]:
    document = context.document
    found = []
    at = place.start
    while at < place.end:
        block = document.block_at(at)
        found.append(block)
        at = max(block.span.end + 1, at + 1)
    return found


# --- from start to end ----------------------------------------------------------------------


def _lasts(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「上映時間95分」 between 「1時30分上映開始」 and 「上映終了 午後3時35分」."""
    text = context.document.folded
    said = _length(found)
    starts: list[tuple[int, Annotation]] = []
    ends: list[tuple[int, Annotation]] = []
    place = _section(context, found.start(), 200)
    before = 0
    for time in context.annotations.overlapping(place, AnnotationKind.TIME):
        at = _of(time)
        if at is None or not isinstance(time.value, TimeValue):
            continue
        if not time.value.meridiem and time.value.hour < 8 and before >= 12 * 60:
            at += 12 * 60
        line = context.document.block_at(time.span.start).span
        low = max(line.start, time.span.start - 14)
        front = _PARTS_BEFORE.split(text[low : time.span.start])[-1]
        behind = _PARTS_BEHIND.split(text[time.span.end : time.span.end + 10])[0]
        words = front + behind
        before = at
        if _NOT_END.search(words):
            continue
        if _ENDS.search(words):
            ends.append((at, time))
        elif _STARTS.search(words):
            starts.append((at, time))
    if len(starts) != 1 or len(ends) != 1 or not said:
        return
    long = ends[0][0] - starts[0][0]
    over = long - said
    spare = 15 if found["about"] else 4
    if not _NO_REST.search(text, place.start, place.end) and found["what"] not in ("制限", "試験"):
        spare = max(spare, 30) if over > 0 else spare
    if long <= 0 or abs(over) <= spare:
        return
    right = starts[0][0] + said
    related = (Related(_clock(text, found), "この長さと合いません"),)
    how = f"始まりの時刻に「{found['what']}時間」を足した時刻"
    yield Match(ends[0][1].span, {"right": _shown(right), "how": how}, related=related)


def _shown(at: int) -> str:
    hour, minute = divmod(at, 60)
    return f"{hour}時" + (f"{minute}分" if minute else "")


def _before(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「閉館の30分前（午後4時15分）まで」, where the hours end at 4:30."""
    text = context.document.folded
    opening = text[found.end() : found.end() + 3]
    gap = len(opening) - len(opening.lstrip("の、（( 　"))
    at = found.end() + gap
    times = context.annotations.overlapping(Span(at, at + 1), AnnotationKind.TIME) if gap else ()
    told = _of(times[0]) if times and times[0].span.start == at else None
    length = _length(found)
    if told is None or not length:
        return
    closes = found["what"].startswith(("閉", "終"))
    edges: set[int] = set()
    if closes or found["what"].startswith("開"):
        for period in context.annotations.of(AnnotationKind.PERIOD):
            value = period.value
            if (
                isinstance(value, PeriodValue)
                and isinstance(value.end, TimeValue)
                and isinstance(value.start, TimeValue)
            ):
                edge = minutes(value.end if closes else value.start)
                line = _line(context, period.span.start)
                if edge is not None and not line.startswith(("電話", "問")):
                    edges.add(edge)
    for time in context.annotations.of(AnnotationKind.TIME):
        edge = _of(time)
        if edge is not None and time.span != times[0].span:
            core = found["what"][:2]
            ends = (core, *_OPENINGS) if core == "開始" else (core,)
            near = text[max(0, time.span.start - len(core) - 4) : time.span.start]
            if text.startswith((core, "に" + core), time.span.end) or near.rstrip(
                "：: 　はが、"
            ).endswith(ends):
                edges.add(edge)
    right = {edge - length for edge in edges}
    if not edges or told in right or told + 12 * 60 in right or told - 12 * 60 in right:
        return
    beside, others = _beside(context, found.start()) if closes else (None, False)
    if others or (len(edges) > 1 and beside is None):
        return
    edge = (edges.pop() if beside is None else beside) - length
    yield Match(times[0].span, {"right": _shown(edge), "how": f"「{found.group()}」の時刻"})


def _beside(context: Context, offset: int) -> tuple[int | None, bool]:
    """The end of the only hours in front, in the line, and whether other times stand there too.

    「午前9時～午後9時（受付は閉室30分前の…）」, 「午前9時～午後6時（日曜日は午後5時まで。受付は…）」.
    """
    document = context.document
    line = document.block_at(offset).span
    start = max(line.start, document.folded.rfind("\n", 0, offset) + 1)
    periods = context.annotations.overlapping(Span(start, offset), AnnotationKind.PERIOD)
    if not periods:
        return None, False
    behind = Span(min(periods[-1].span.end, offset - 1), offset)
    times = context.annotations.overlapping(behind, AnnotationKind.TIME)
    value = periods[0].value if len(periods) == 1 else None
    end = (
        minutes(value.end)
        if isinstance(value, PeriodValue)
        and isinstance(value.start, TimeValue)
        and isinstance(value.end, TimeValue)
        else None
    )
    others = any(time.span.start >= periods[-1].span.end for time in times)
    return end, others or len(periods) > 1


# --- one after the other ----------------------------------------------------------------------


def _each(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「6校が1校20分ずつ」 in hours that are not six times twenty minutes; 定員 that cannot be seen."""
    text = context.document.folded
    unit, each = found["unit"], int(found["n"])
    if each < 5:
        return
    near = _room_near(context, found)
    if near is not None:
        yield from near
        return
    place = _section(context, found.start())
    around = place.cut(text)
    if _WAYS.search(around):
        return
    counts = {
        int(one["n"]): Span(place.start + one.start("n"), place.start + one.end("n"))
        for one in re.finditer(
            rf"(?<![0-9第])(?P<n>[0-9]{{1,3}})(?:つの[^、。\n0-9]{{0,4}}?{unit}|{unit})(?!目|[^、。\n]{{0,4}}(?:以上|以下|1組|まで))",
            around,
        )
        if int(one["n"]) > 1
    }
    if len(counts) != 1:
        return
    number, where = next(iter(counts.items()))
    periods = []
    for period in context.annotations.overlapping(place, AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not isinstance(value.start, TimeValue):
            continue
        if not isinstance(value.end, TimeValue):
            continue
        line = _line(context, period.span.start)
        if _COUNTER.search(line):
            continue
        first, last = minutes(value.start), minutes(value.end)
        if first is None or last is None:
            return
        last += 12 * 60 if last <= first and not value.end.meridiem else 0
        periods.append((last - first, period))
    if not periods or len(periods) > 2:
        return
    long = sum(length for length, _ in periods)
    ordered = _ORDERED.search(around) is not None
    related = (Related(Span(*found.span()), "こう書かれています"),)
    if ordered and "定員" not in around and len(periods) == 1:
        if number * each != long and abs(number * each - long) <= 60 and (long % each == 0):
            how = f"{number}{unit}に{each}分ずつの時間"
            values = {"right": hours_shown(number * each), "how": how}
            yield Match(periods[0][1].span, values, related=related)
    elif _ROOM.search(around) and long % each == 0:
        fits = long // each
        if number > fits and number % fits:
            how = f"1{unit}{each}分で、この時間に入る数"
            yield Match(where, {"right": f"{fits}{unit}", "how": how}, related=related)


def _room_near(context: Context, found: re.Match[str]) -> Sequence[Match] | None:
    """What is said of 「午後1時～4時」 right above 「1人30分、定員各日8人」; None if it is not so told."""
    text = context.document.folded
    block = context.document.block_at(found.start())
    rooms = list(_ROOM_FOR.finditer(text, block.span.start, block.span.end))
    if len(rooms) != 1 or block.cell is not None:
        return None
    above = block
    for _ in range(NEAR):
        line = above.span.cut(text)
        periods = [
            (first, last)
            for period in context.annotations.overlapping(above.span, AnnotationKind.PERIOD)
            if isinstance(period.value, PeriodValue)
            and isinstance(period.value.start, TimeValue)
            and isinstance(period.value.end, TimeValue)
            and (first := minutes(period.value.start)) is not None
            and (last := minutes(period.value.end)) is not None
        ]
        if periods or above.span.start == 0:
            break
        above = context.document.block_at(above.span.start - 1)
    begin = context.document.block_at(max(0, above.span.start - 1)).span.start
    around = text[begin : block.span.end]
    if len(periods) != 1 or _COUNTER.search(line) or _WAYS.search(around) or _STAFF.search(around):
        return None
    first, last = periods[0]
    last += 12 * 60 if last <= first else 0
    each, number = int(found["n"]), int(rooms[0]["n"])
    fits = (last - first) // each
    if (last - first) % each or number <= fits or not fits or number % fits == 0:
        return ()
    unit = rooms[0]["unit"]
    how = f"1{found['unit']}{each}分で、この時間に入る数"
    related = (Related(Span(*found.span()), "こう書かれています"),)
    place = Span(rooms[0].start("n"), rooms[0].end("unit"))
    return (Match(place, {"right": f"{fits}{unit}", "how": how}, related=related),)


# --- lengths that are added ---------------------------------------------------------------------


def _total(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「第1日 3時間 … 第4日 3時間、合計15時間」; 「9時30分～12時、13時～15時30分、講義の合計 6時間」."""
    document = context.document
    text = document.folded
    said = _length(found)
    items: list[int] = []
    spans: list[int] = []
    whole: set[int] = set()
    at = document.block_at(found.start()).span.start - 1
    line = document.block_at(found.start())
    if line.cell is not None or line.quoted:
        return
    for _ in range(12):
        if at <= 0:
            break
        block = document.block_at(at)
        at = block.span.start - 1
        words = block.span.cut(text)
        item = _ITEM.search(words)
        period = context.annotations.overlapping(block.span, AnnotationKind.PERIOD)
        if block.kind == "heading":
            break
        if item and not _OTHER_LENGTH.search(words) and "." not in item["h"]:
            items.append(_length(item))
            continue
        hours = [p.value for p in period if isinstance(p.value, PeriodValue)]
        clock = [
            p for p in hours if isinstance(p.start, TimeValue) and isinstance(p.end, TimeValue)
        ]
        if items or (not clock and spans):
            break
        if len(clock) == 1 and not _REST.search(words):
            first, last = minutes(clock[0].start), minutes(clock[0].end)  # type: ignore[arg-type]
            if first is None or last is None or last <= first:
                return
            spans.append(last - first)
            whole |= {first, last}
    told = Span(found.start("h"), found.end())
    if len(items) > 2 and sum(items) != said:
        yield Match(told, {"right": hours_shown(sum(items)), "how": "上の時間の合計"})
    elif (
        len(spans) > 1
        and not items
        and sum(spans) != said
        and _LEARNT.search(found["what"] + text[line.span.start : found.start()])
    ):
        yield Match(told, {"right": hours_shown(sum(spans)), "how": "休みを除いた時間の合計"})
