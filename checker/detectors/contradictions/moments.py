"""The hour of an event in its field, and another in the title or in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.contradictions.sides import (
    DAY_NAME,
    PRESS,
    WHEN_PART,
    both,
    day_of,
    head_of,
    title_of,
)
from checker.detectors.fields import fields_of
from checker.detectors.statements import PART, clause_of
from checker.document.model import BlockKind
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan, Words

_WHEN = frozenset(("日時", "とき", "開催日時", "実施日時", "放送日時", "放送する日時"))
_ACTS = regex("放送|試験|訓練|上映|中継|配信|点灯|花火|停電|断水|投票|抽選|開会|開演|開催|式典")
_ABOUT = regex(r"(?:ごろ|頃)?(?:に|、|から)|(?<=ろ)、?|(?<=頃)、?")

TIMES = 4
"""Times of a field from which it is a programme."""

_LASTS = regex("から(?![、 　（(]{0,2}約?[0-9]{1,2}(?:分|秒))")
_OF_THE_ACT = regex(
    "(?:ごろ|頃)?(?:から)?の(?P<act>放送|試験|訓練|上映|中継|配信|点灯|花火|停電|断水|抽選|開会|開演|式典)(?!後|前)"
)
OTHER_TIME = regex(
    "受付|受け付け|集合|開場|前日|翌日|翌朝|お知らせ|決め|判断|発表|問い合わせ|準備|片付け|練習|予備|雨天|延期|まで|次の(?:放送|お知らせ|発表|便)|次回"
)
ONCE_MORE = regex(
    "次の|次は|次回|つぎの|再度|再び|ふたたび|改めて|もう一度|もう1回|繰り返|くり返|続報|[2-9]回目|第[2-9]回|後半|[2-9]度目"
)
"""What is said of another time that the same is done."""
_ENDS = Scan("に(?:は、?)?(?:終わり|終了し|閉会し|閉幕し)")
_BEGINS = regex(
    r"(?P<by>に)?(?:から|より)?、?[^。\n]{0,40}?(?P<thing>[一-龠ァ-ヶー]{2,12})(?:を|が|は)、?(?P<verb>始め|始ま|開始|スタート|行います|行い、|実施します|開きます|開催します)"
)
_BEGINS_THEN = regex("(?:に|から|より)、?(?P<verb>始ま|始め|開始|スタート)")
_TOPIC = regex(r"(?P<thing>[一-龠ァ-ヶー]{2,12})[はが]、?\Z")
_BEGIN = Words(("始め", "始ま", "開始", "スタート"))


def other_moment(context: Context) -> Iterator[Match]:
    """「日時：午前11時ごろ … 午前10時ごろ、チャイムのあとに放送します」."""
    document = context.document
    text = document.folded
    fields = [field for field in fields_of(context) if field.name in _WHEN]
    if len(fields) != 1:
        return
    value = fields[0].value
    times = context.annotations.overlapping(value, AnnotationKind.TIME)
    dates = context.annotations.overlapping(value, AnnotationKind.DATE)
    if len(times) != 1 or len(dates) != 1 or not isinstance(times[0].value, TimeValue):
        return
    if OTHER_TIME.search(value.cut(text)) or _LASTS.match(text, times[0].span.end):
        return
    head = document.blocks[0].span.cut(text)
    acts = {act.group() for act in _ACTS.finditer(head)}
    for time in context.annotations.of(AnnotationKind.TIME):
        moment = time.value
        if value.contains(time.span) or not isinstance(moment, TimeValue):
            continue
        if moment.minutes is None or moment.minutes == times[0].value.minutes:
            continue
        if not _ABOUT.match(text, time.span.end) and not _OF_THE_ACT.match(text, time.span.end):
            continue
        block = document.block_at(time.span.start)
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        clause = clause_of(context, block, time.span)
        if ONCE_MORE.search(text, block.span.start, time.span.start):
            continue
        said = {act.group() for act in _ACTS.finditer(clause)}
        told = _OF_THE_ACT.match(text, time.span.end)
        if (
            told is not None
            and told["act"] in acts
            and not OTHER_TIME.search(text, block.span.start, time.span.start)
        ):
            yield from both("時刻", times[0].span, time.span, context)
            return
        if not acts & said or OTHER_TIME.search(clause) or not clause.rstrip("」").endswith("ます"):
            continue
        if context.annotations.overlapping(
            Span(block.span.start, time.span.end), AnnotationKind.DATE
        ):
            continue
        here = context.annotations.overlapping(block.span, AnnotationKind.TIME)
        if len(here) == 1:
            yield from both("時刻", times[0].span, time.span, context)
            return


def other_hour(context: Context) -> Iterator[Match]:
    """A title with an hour, and one field for the hour of the event that does not name it."""
    document = context.document
    text = document.folded
    title = title_of(document)
    if text.find("時", title.start, title.end) < 0:
        return
    times = context.annotations.overlapping(title, AnnotationKind.TIME)
    if not times or OTHER_TIME.search(text, title.start, title.end):
        return
    fields = [field for field in fields_of(context) if field.name in _WHEN]
    if len(fields) != 1 or PART.search(fields[0].value.cut(text)):
        return
    there = context.annotations.overlapping(fields[0].value, AnnotationKind.TIME)
    if not there or PRESS.search(text, title.start, title.end):
        return
    one, named = times[0].value, [time.value for time in there]
    if not isinstance(one, TimeValue) or one.minutes is None or not one.meridiem:
        return
    said = {value.minutes for value in named if isinstance(value, TimeValue)}
    if None not in said and not {one.minutes, one.minutes % 720} & said and len(said) <= TIMES:
        yield from both("時刻", times[0].span, there[0].span, context)


_LASTING = regex("(?:時間|日時|期間|期日|とき)$|^いつ$")
_OF_OTHERS = regex("受付|受け付け|申|応募|開場|開館|営業|問い合わせ|準備|窓口|集合|予約|相談|電話")


def other_edge(context: Context) -> Iterator[Match]:
    """「午後11時から翌日の午前5時まで止まります … 断水の時間：午後11時～午前6時」."""
    text = context.document.folded
    head = head_of(context)
    if not context.annotations.overlapping(head, AnnotationKind.TIME):
        return
    told = _spells(context, head)
    fields = [
        field
        for field in fields_of(context)
        if _LASTING.search(field.name)
        and not _OF_OTHERS.search(field.name)
        and not head.overlaps(field.value)
    ]
    if len(fields) != 1 or len(told) != 1:
        return
    value = fields[0].value
    named = _spells(context, value)
    line = value.cut(text)
    if len(named) != 1 or WHEN_PART.search(line) or OTHER_TIME.search(line.replace("まで", "")):
        return
    if len(context.annotations.overlapping(value, AnnotationKind.TIME)) != 2:
        return
    (days, first), (others, second) = told[0], named[0]
    if days and others and days != others:
        return
    odd = [pair for pair in zip(first, second, strict=True) if pair[0][0] != pair[1][0]]
    if len(odd) == 1:
        (_, here), (_, there) = odd[0]
        yield from both("時刻", here, there, context)


_Spell = tuple[frozenset[tuple[int, int]], list[tuple[int, Span]]]


def _spells(context: Context, place: Span) -> list[_Spell]:
    """The stretches from one hour to another in a place, each with its days."""
    text = context.document.folded
    found: list[_Spell] = []
    for period in context.annotations.overlapping(place, AnnotationKind.PERIOD):
        times = context.annotations.overlapping(period.span, AnnotationKind.TIME)
        if len(times) != 2 or not place.contains(period.span):
            continue
        block = context.document.block_at(period.span.start)
        clause = clause_of(context, block, period.span)
        if block.span.start >= head_of(context).start and (
            WHEN_PART.search(clause) or _OF_OTHERS.search(clause)
        ):
            return []
        edges = [
            (time.value.minutes, time.span)
            for time in times
            if isinstance(time.value, TimeValue) and time.value.minutes is not None
        ]
        line = Span(max(place.start, text.rfind("\n", 0, period.span.start) + 1), period.span.end)
        days = frozenset(
            day
            for date in context.annotations.overlapping(line, AnnotationKind.DATE)
            if (day := day_of(date)) is not None
        )
        if len(edges) == 2:
            found.append((days, edges))
    return found


def other_finish(context: Context) -> Iterator[Match]:
    """「日時：… 午後3時30分まで」, and a sentence that lets it end at 午後4時."""
    document = context.document
    text = document.folded
    ends = list(_ENDS.finditer(text))
    fields = [field for field in fields_of(context) if DAY_NAME.search(field.name)]
    if len(ends) != 1 or len(fields) != 1:
        return
    periods = context.annotations.overlapping(fields[0].value, AnnotationKind.PERIOD)
    times = context.annotations.overlapping(
        Span(max(0, ends[0].start() - 1), ends[0].start()), AnnotationKind.TIME
    )
    if len(periods) != 1 or len(times) != 1 or not isinstance(periods[0].value, PeriodValue):
        return
    told, named = times[0].value, periods[0].value.end
    if not isinstance(told, TimeValue) or not isinstance(named, TimeValue) or not told.meridiem:
        return
    block = document.block_at(times[0].span.start)
    clause = clause_of(context, block, times[0].span)
    if block.quoted or PART.search(clause) or OTHER_TIME.search(clause):
        return
    if named.minutes is None or told.minutes in (None, named.minutes) or "日" in clause:
        return
    if not fields[0].value.contains(times[0].span):
        yield from both("終わりの時刻", periods[0].span, times[0].span, context)


def other_opening(context: Context) -> Iterator[Match]:
    """「午前10時から、避難訓練を行います … 午前10時30分に…訓練を始めます」."""
    document = context.document
    text = document.folded
    if not _BEGIN.present(text):
        return
    told: defaultdict[str, list[tuple[int, Span, frozenset[tuple[int, int] | None]]]]
    told = defaultdict(list)
    for time in context.annotations.of(AnnotationKind.TIME):
        line = document.block_at(time.span.start).span.start
        found = _BEGINS.match(text, time.span.end)
        before = _TOPIC.search(text, max(line, time.span.start - 16), time.span.start)
        if before is not None:
            found = _BEGINS_THEN.match(text, time.span.end)
        if found is None:
            continue
        value = time.value
        block = document.block_at(found.start())
        if not isinstance(value, TimeValue) or value.minutes is None or block.quoted:
            continue
        if (
            before is None
            and found["by"]
            and not found["verb"].startswith(("始", "開始", "スタート"))
        ):
            continue  # 「午前10時に行います」 may be said of a part
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        sentence = text[begin : found.end()]
        if PART.search(sentence) or OTHER_TIME.search(sentence):
            continue
        dates = context.annotations.overlapping(Span(begin, found.end()), AnnotationKind.DATE)
        days = frozenset(day_of(date) for date in dates)
        thing = (before or found)["thing"]
        told[thing[-2:]].append((value.minutes, time.span, days))
    for statements in told.values():
        if len(statements) != 2:
            continue
        (one, here, days), (other, there, others) = statements
        if one != other and (not days or not others or days == others):
            yield from both("始まりの時刻", here, there, context)
