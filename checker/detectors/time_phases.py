"""Times of one day that cannot follow each other: doors behind the start, counting before the poll ends.

A time has its phase from its label, from the topic of its clause or from the word behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.named_days import FROM, ON, TO, TOPIC, columns_of, label_of
from checker.detectors.period_reversed import minutes
from checker.detectors.statements import several_things
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other", "time", "side"})

REACH = 40
"""Code points of a clause that are read in front of a time."""

BESIDE = 40
"""Code points between a reception and what it is for, and around both."""

FAR = 180
"""Minutes; doors and start that are farther apart belong to two things."""

_ASKED = Scan("開場|開演|集合|開票|最終入|受付|受け付け|入館|入場|入園|投票")
_BEHIND = regex(
    r"(?:ごろ|頃)?(?:(?:に|から|で)、?)?(?P<word>開場|集合|出発|開演|開会|開始|始ま|始め|スタート|閉館|閉園|閉場|閉じ|閉め|締め切|終了|終わ|受け付けを?始|受付開始)"
)
_WORDS = {
    "開場": "doors",
    "受付開始": "doors",
    "受け付けを始": "doors",
    "受け付け始": "doors",
    "集合": "doors",
    "出発": "start",
    "開演": "start",
    "開会": "start",
    "スタート": "start",
    "閉館": "end",
    "閉園": "end",
    "閉場": "end",
}
_CLOSING = frozenset(("閉じ", "閉め", "締め切", "終了", "終わ"))
_CLAUSE = regex(r"[ 　]*(?P<name>[一-龠々ァ-ヶーぁ-ん]{2,8}?)は、?[^。]{0,24}\Z")
_DOORS = regex("^(?:開場|集合|受付開始|受付|受け付け|受け付け開始)(?:時[間刻]|日時|・場所|場所)?$")
_START = regex(
    "^(?:開演|開会式?|開始|スタート|出発|開講|上映|講演会?|コンサート|公演|式典|大会|開催(?:日時|時間)|日時|時間|とき|実施日時)(?:時[間刻])?$"
)
_ENTRY = regex(
    "^(?:最終(?:入[館場園]|受付|受け付け)|入[館場園]|受付終了|受け付け|受付)(?:時[間刻])?$"
)
_END = regex(
    "^(?:閉[館園場]|終了|終演|(?:開[館園]|相談|利用|展示|観覧|診療|営業)(?:時間)?)(?:時[間刻])?$"
)
_CORE = regex("^(?:(?:記念)?式典?|講演会?|コンサート|公演|上映会?|[一-龠]{1,4}式)(?:時[間刻])?$")
"""What a reception is for, if nothing else stands beside the two."""
_POLL = regex("^投票(?:所|日時|時間|の?日時|の時間|できる時間|日|の日)?$")
_COUNT = regex("^(?:即日)?開票(?:日時|時間|開始|作業|の?日時|事務)?$")
_NAMES = {
    "doors": "開場や受付",
    "start": "始まり",
    "entry": "最後の受付や入場",
    "end": "終わり",
    "core": "終わり",
    "poll": "投票の終わり",
    "count": "開票",
}
_ORDERS = (("doors", "start"), ("entry", "end"), ("entry", "core"), ("poll", "count"))
_ASIDE = regex(
    "期日前|不在者|翌日|翌朝|前日|平日|電話|申し?込|予約|(?<![（(])[土日]曜|休日|夏|冬|延長|ただし|一部|繰り|夜間|2回|午後の部|昼の部|夜の部|回目|第[1-9]部|[①-⑨]|変更|窓口|問い合わせ|以外|除|第[0-9]{1,2}投票|当日券|2日目"
)


class _Time(NamedTuple):
    at: int
    span: Span
    edge: str


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match at each of two times that cannot follow each other."""
    times = context.annotations.of(AnnotationKind.TIME)
    if len(times) < 2 or several_things(context):
        return
    by_phase: defaultdict[str, list[_Time]] = defaultdict(list)
    edges = _edges(context)
    columns = columns_of(context) if context.document.cells else {}
    for time in times:
        _read(context, time, edges, columns, by_phase)
    for first, second in _ORDERS:
        yield from _compared(context, first, by_phase[first], second, by_phase[second])


def _edges(context: Context) -> dict[int, tuple[str, bool, int]]:
    """Which times begin a period and which end one, whether it has both ends, where it begins."""
    edges: dict[int, tuple[str, bool, int]] = {}
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        times = context.annotations.overlapping(period.span, AnnotationKind.TIME)
        closed = isinstance(value.start, TimeValue) and isinstance(value.end, TimeValue)
        if times and isinstance(value.start, TimeValue):
            edges[times[0].span.start] = (FROM, closed, period.span.start)
        if times and isinstance(value.end, TimeValue):
            edges[times[-1].span.start] = (TO, closed, period.span.start)
    return edges


def _read(
    context: Context,
    time: Annotation,
    edges: dict[int, tuple[str, bool, int]],
    columns: dict[tuple[int, int], str],
    by_phase: defaultdict[str, list[_Time]],
) -> None:
    document = context.document
    text = document.folded
    value = time.value
    at = minutes(value) if isinstance(value, TimeValue) else None
    block = document.block_at(time.span.start)
    if at is None or block.quoted or (block.cell is not None and block.cell.column > 2):
        return
    start, end = time.span.start, time.span.end
    edge, closed, begin = edges.get(start, (ON, False, start))
    if isinstance(value, TimeValue) and not value.meridiem and value.hour < 7:
        if edge != TO:
            return
        at += 12 * 60
    low = max(block.span.start, start - REACH, text.rfind("。", block.span.start, start) + 1)
    stop = text.find("。", end, min(block.span.end, end + REACH))
    high = stop if stop >= 0 else min(block.span.end, end + REACH)
    front = text[low : max(low, begin)]
    opening = max(front.rfind("（"), front.rfind("("))
    inside = opening >= 0 and not any(mark in front[opening:] for mark in "）)")
    if inside:
        front = front[opening + 1 :]
    topic = TOPIC.search(front) or _CLAUSE.match(front)
    name = topic["name"] if topic else _first(front) if inside else ""
    label = "" if inside else label_of(context, start, block, columns)
    behind = _BEHIND.match(text, end, high)
    named = _WORDS.get(behind["word"]) if behind is not None else None
    here = _Time(at, time.span, edge)
    if behind is not None and behind["word"] in _CLOSING:
        edge = TO
    phase = named or _phase(name or label, edge, closed)
    if phase and not (_ASIDE.search(text, low, high) or _ASIDE.search(label)):
        by_phase[phase].append(here)


def _first(front: str) -> str:
    return front.strip(" 　：:は、からまで")


def _phase(name: str, edge: str, closed: bool) -> str:
    """What a name says of a time, "" if nothing."""
    if not name:
        return ""
    if edge != TO and not (edge == FROM and closed and "受" in name) and _DOORS.search(name):
        return "doors"
    if edge != TO and _COUNT.search(name):
        return "count"
    if edge != TO and _START.search(name):
        return "start"
    if edge == TO and _POLL.search(name):
        return "poll"
    if (edge == TO or "最終" in name or "終了" in name) and _ENTRY.search(name):
        return "entry"
    if (edge == TO or name.startswith(("閉", "終"))) and _END.search(name):
        return "end"
    if edge == TO and closed and _CORE.search(name):
        return "core"
    return ""


def _alone(context: Context, entry: _Time, core: _Time) -> bool:
    """Whether a reception and an event stand side by side, and no other hours with them."""
    first, last = sorted((entry.span, core.span))
    if last.start - first.end > BESIDE:
        return False
    around = Span(max(0, first.start - BESIDE), last.end + BESIDE)
    spans = [
        period
        for period in context.annotations.overlapping(around, AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue)
        and isinstance(period.value.start, TimeValue)
        and isinstance(period.value.end, TimeValue)
    ]
    return len(spans) == 2


def _compared(
    context: Context, first: str, ones: Sequence[_Time], second: str, others: Sequence[_Time]
) -> Iterator[Match]:
    if len({time.at for time in ones}) != 1 or len({time.at for time in others}) != 1:
        return
    one, other = ones[0], others[0]
    if one.at <= other.at or one.at - other.at > FAR:
        return
    if second == "core" and not _alone(context, one, other):
        return
    text = context.document.text
    for here, name, there, of, side in (
        (one, _NAMES[first], other, _NAMES[second], "後"),
        (other, _NAMES[second], one, _NAMES[first], "前"),
    ):
        related = (Related(there.span, f"{of}はここです"),)
        values = {"name": name, "other": of, "time": there.span.cut(text), "side": side}
        yield Match(here.span, values, related=related)
