"""Times of one happening that cannot both hold.

Numbered slots that run into each other or are not as long as said (①…②…, 1人50分); the same
act at two times (開会, 集合); the hour of a drill or a broadcast told anew; a span of hours that
is named twice and shares one end only (「延長利用　午後6時から7時まで」).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.detectors.period_reversed import minutes
from checker.detectors.statements import PART, clause_of, several_things
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

RAW = True  # ① is no number in the folded text

PLACEHOLDERS = frozenset({"name", "other"})

_MARK = regex(
    r"(?P<mark>[①-⑳]|第[1-9一二三四五]部|[1-9]回目|第[1-9]回|[（(][1-9アイウエオ][)）]|[ABCDE](?=[ 　：:]))(?:の部)?[）)]?[ 　：:、は]{0,3}\Z"
)
_LENGTH = regex(
    r"(?:[1１一]人|[1１一]組|[1１一]回|[1１一]コマ|各回?|各枠|[1１一]枠)(?:あたり|当たり|につき|の相談時間)?(?:は|、|：)?(?P<about>約|およそ|最大)?(?P<long>[0-9]{1,3})分(?:間|ずつ)?(?!以内|程度|前|ごと)"
)
_SHIFT = regex("勤務|シフト|早番|遅番|当番|交代|会場|入替|定員|運行|並行|同時")
_CIRCLED = Scan("[①-⑳]")
_CIRCLES = frozenset(map(chr, range(ord("①"), ord("⑳") + 1)))
_PARTS = Scan("第[1-3]部|[1-3]回目|[（(][1-3ア-ウ][)）]")
_ACTS = (
    "開会式?|閉会式?|開式|閉式|開演|終演|開場|解散|集合|受付開始|点灯式?|出発式|開始式|閉館(?!日)"
)
_ACT = Scan(_ACTS)
_ACT_BEHIND = regex(
    rf"(?:ごろ|頃)?(?:に|から|、|の|[ 　]{{1,4}}|：|:|\n)?(?P<act>{_ACTS})(?!前|後|の[0-9]|場所|まで|時間帯|時刻の)"
)
_ACT_FRONT = regex(rf"(?P<act>{_ACTS})(?:時刻|時間|予定)?(?:は|：|:|[ 　]{{1,4}}|、|（|\()\Z")
_ABOUT_EQUAL = {"開会式": "開会", "閉会式": "閉会", "点灯式": "点灯"}
_DRILL = Scan("訓練|放送|試験|テスト|シェイクアウト|サイレン|点灯|黙とう")
_WHEN = frozenset(
    (
        "日時",
        "とき",
        "いつ",
        "実施日時",
        "放送日時",
        "放送する日時",
        "開催日時",
        "訓練の日時",
        "実施する日時",
    )
)
_ANOTHER = regex(
    "きのう|昨日|昨夜|受付|集合|開場|前日|翌日|翌朝|決め|判断|発表|問い合わせ|準備|片付け|予備|雨天|延期|まで|終わ|終了|解散|中止|電話|平日|その後|続いて|次[にはの回]|別の|最終|発車|到着|便|ほか|閉|以降|前に|後に"
)
APART = 120
"""Minutes between two times of one happening; farther apart they are two happenings."""
_NAMED = Scan(r"(?:時|分|半|[0-9]{2}|正午)まで(?:の|に|は、?)[一-龠ァ-ヶー]{3,10}")
_NAME_BEHIND = regex(r"(?:の|に|は、?)(?P<name>[一-龠ァ-ヶー]{3,10})")
_LED = regex(r"(?:[（(][^（）()\n]*[)）])?[ 　：:は、\n]*")
LED = 40
"""Code points in front of hours in which their name stands."""
_ACT_MESSAGE = "{name}の時刻が、ほかの所では「{other}」です。どちらが正しいかを確かめてください。"
_ORDER_MESSAGE = "{name}の「{text}」が、{other}より後になっていません。時刻を確かめてください。"
_PAIRS = (
    ("開会", "閉会"),
    ("開式", "閉式"),
    ("開演", "終演"),
    ("集合", "解散"),
    ("受付開始", "閉会"),
)
_LONG_MESSAGE = "「{text}」の長さが、ほかの回や「{other}」と合いません。時刻を確かめてください。"


class _Slot(NamedTuple):
    span: Span
    first: int
    last: int


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_CIRCLED, _PARTS, _ACT, _DRILL, _NAMED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for times that speak against each other."""
    text = context.document.folded
    # Not searched as written, which nobody else does: that takes as long as all the rest.
    if not _CIRCLES.isdisjoint(context.characters) or _PARTS.may_fit(text):
        yield from _slots(context)
    if _NAMED.may_fit(text):
        yield from _named(context)
    if several_things(context):
        return
    if _ACT.may_fit(text):
        yield from _acts(context)
    title = context.document.blocks[0].span
    if _DRILL.expression.search(text, title.start, title.end):
        yield from _drill(context)


# --- slots ---------------------------------------------------------------------------


def _slots(context: Context) -> Iterator[Match]:
    document = context.document
    text = document.text
    run: list[_Slot] = []
    runs = [run]
    end = 0
    for period in context.annotations.of(AnnotationKind.PERIOD):
        slot = _slot(context, period)
        start = period.span.start
        line = document.block_at(start).span.start
        marked = slot is not None and _MARK.search(text, max(line, start - 12), start)
        if slot is None or not marked:
            continue
        near = start - end <= 40 and "。" not in text[end:start]
        if not near:
            run = []
            runs.append(run)
        run.append(slot)
        end = period.span.end
    for slots in runs:
        if len(slots) > 1:
            yield from _judged_slots(context, slots)


def _slot(context: Context, period: Annotation) -> _Slot | None:
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    start, end = value.start, value.end
    if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
        return None
    first, last = minutes(start), minutes(end)
    if first is None or last is None:
        return None
    return _Slot(period.span, first, last)


def _judged_slots(context: Context, slots: Sequence[_Slot]) -> Iterator[Match]:
    document = context.document
    text = document.folded
    line = document.block_at(slots[0].span.start)
    last = document.block_at(slots[-1].span.end)
    if _SHIFT.search(text, line.span.start, last.span.end):
        return
    if any(other.first <= one.first for one, other in pairwise(slots)):
        return
    lengths = [slot.last - slot.first for slot in slots]
    said = _LENGTH.search(text, line.span.start, min(len(text), last.span.end + 60))
    if said is not None and not said["about"]:
        odd = [slot for slot, long in zip(slots, lengths, strict=True) if long != int(said["long"])]
        if len(odd) == 1 and len(slots) > 1 and odd[0].last > odd[0].first:
            related = (Related(Span(*said.span()), "長さはここです"),)
            values = {"name": "", "other": said.group()}
            yield Match(odd[0].span, values, related=related, message=_LONG_MESSAGE)
        return
    for one, other in pairwise(slots):
        if one.last <= other.first:
            continue
        usual = Counter(lengths).most_common(1)[0]
        if len(slots) < 3 or usual[1] < len(slots) - 1:
            return
        wrong = one if one.last - one.first != usual[0] else other
        there = other if wrong is one else one
        related = (Related(there.span, "重なる時刻はここです"),)
        values = {"name": "", "other": there.span.cut(document.text)}
        yield Match(wrong.span, values, related=related)
        return


# --- acts ----------------------------------------------------------------------------


def _acts(context: Context) -> Iterator[Match]:
    """「開会 午前9時30分」 in a label, and 「午前10時　開会」 in the programme."""
    document = context.document
    text = document.folded
    told: defaultdict[str, list[tuple[int, Span]]] = defaultdict(list)
    for time in context.annotations.of(AnnotationKind.TIME):
        value = time.value
        if not isinstance(value, TimeValue) or value.minutes is None:
            continue
        block = document.block_at(time.span.start)
        if block.quoted:
            continue
        end = block.span.end
        cell = block.cell
        if cell is not None and time.span.end == end and cell.column == 0:
            end = min(len(text), end + 16)
        found = _ACT_BEHIND.match(text, time.span.end, end)
        if found is None:
            low = max(block.span.start, time.span.start - 10)
            found = _ACT_FRONT.search(text, low, time.span.start)
        if found is None:
            continue
        clause = clause_of(context, block, time.span)
        if PART.search(clause) or "日目" in clause:
            return
        at = value.minutes
        if not value.meridiem and value.hour < 7:
            at += 720
        act = _ABOUT_EQUAL.get(found["act"], found["act"])
        told[act].append((at, time.span))
    for act, found_ in told.items():
        if len(found_) != 2 or found_[0][0] == found_[1][0]:
            continue
        (one, here), (other, there) = found_
        if document.block_at(here.start) is document.block_at(there.start):
            continue
        if abs(one - other) <= APART and not _own_heads(text, here, there):
            yield from _both(context, act, here, there)
    for first, second in _PAIRS:
        if len(told[first]) != 1 or len(told[second]) != 1:
            continue
        (one, here), (other, there) = told[first][0], told[second][0]
        if other <= one:
            related = (Related(here, f"{first}はここです"),)
            values = {"name": second, "other": first}
            yield Match(there, values, related=related, message=_ORDER_MESSAGE)


_HEAD = regex("(?m)^[ 　]*[●○■◆◇□★☆▼▽]")


def _own_heads(text: str, here: Span, there: Span) -> bool:
    """Whether each of two times stands under a head with a mark of its own, one for an event."""
    low, high = sorted((here, there))
    line = text.rfind("\n", 0, high.start) + 1
    own_line = _HEAD.match(text, line) is not None
    first = text.rfind("\n", 0, low.start) + 1
    return (
        not own_line
        and _HEAD.match(text, first) is None
        and _HEAD.search(text, 0, low.start) is not None
        and _HEAD.search(text, low.end, high.start) is not None
    )


def _both(context: Context, name: str, one: Span, other: Span) -> Iterator[Match]:
    text = context.document.text
    for here, there in ((one, other), (other, one)):
        shown = there.cut(text)
        related = (Related(there, f"ここでは「{shown}」です"),)
        values = {"name": name, "other": shown}
        yield Match(here, values, related=related, message=_ACT_MESSAGE)


def _drill(context: Context) -> Iterator[Match]:
    """「日時：3月7日 午前9時30分」, and 「午前10時30分、…を発令しました」 in what is broadcast."""
    document = context.document
    text = document.folded
    fields = [field for field in fields_of(context) if field.name in _WHEN]
    if len(fields) != 1:
        return
    value = fields[0].value
    times = context.annotations.overlapping(value, AnnotationKind.TIME)
    if len(times) != 1 or not isinstance(times[0].value, TimeValue):
        return
    start = times[0].value.minutes
    if start is None or text.startswith(("まで", "〜", "～"), times[0].span.end):
        return
    others: list[Annotation] = []
    for time in context.annotations.of(AnnotationKind.TIME):
        if value.contains(time.span) or not isinstance(time.value, TimeValue):
            continue
        if context.annotations.overlapping(time.span, AnnotationKind.PERIOD):
            continue
        block = document.block_at(time.span.start)
        clause = clause_of(context, block, time.span)
        if block.cell is not None or block.kind is BlockKind.HEADING or _ANOTHER.search(clause):
            continue
        at = time.value.minutes
        if "放送" in fields[0].name and at is not None and at < start:
            continue  # what a broadcast tells of happened before it
        others.append(time)
    told = {time.value.minutes for time in others if isinstance(time.value, TimeValue)}
    if len(told) != 1 or None in told:
        return
    other = next(iter(told))
    if other is not None and 0 < abs(other - start) <= APART:
        yield from _both(context, "始まり", times[0].span, others[0].span)


# --- spans with a name -----------------------------------------------------------------


def _named(context: Context) -> Iterator[Match]:
    """「午後6時から6時30分までの延長利用」, and a line 「延長利用　午後6時から7時まで」."""
    document = context.document
    text = document.folded
    named: list[tuple[str, _Slot]] = []
    led: list[tuple[str, _Slot]] = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        slot = _slot(context, period)
        if slot is None:
            continue
        found = _NAME_BEHIND.match(text, period.span.end)
        if found is not None and text.startswith("まで", period.span.end - 2):
            named.append((found["name"], slot))
        else:
            led.append((text[max(0, period.span.start - LED) : period.span.start], slot))
    for name, slot in named:
        there = [
            other
            for line, other in led
            if name in line and _LED.fullmatch(line, line.rindex(name) + len(name))
        ]
        if len({other.span for other in there}) != 1:
            continue
        other = there[0]
        if (slot.first == other.first) is not (slot.last == other.last):
            yield from _both(context, name, slot.span, other.span)
