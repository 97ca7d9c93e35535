"""One thing that two places say otherwise: the end of the time to apply, the floor of a room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.statements import PART, clause_of, several_things
from checker.detectors.steps import Step, steps_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

_FLOOR = Scan(
    r"(?P<floor>[0-9]{1,2})階[ 　・の]{0,2}(?P<room>(?:第?[0-9]{0,3}[一-龠ァ-ヶーA-Z]{1,8}(?:会議室|研修室|調理室|展示室|工作室|実習室|集会室|音楽室|講習室|ホール)|[0-9]{3}会議室|第[0-9]{1,2}(?:会議室|研修室|集会室|和室|講習室)|講堂|[一-龠]{2,6}課))"
)
_ROOM_FIRST = Scan(
    r"(?P<room>[一-龠]{2,6}課|[一-龠ァ-ヶーA-Z]{1,8}(?:会議室|研修室|調理室|展示室|ホール))[（(](?:[一-龠]{1,6})?(?P<floor>[0-9]{1,2})階[)）]"
)
_BUILDING = regex(
    r"(?P<name>[一-龠々ァ-ヶー]{1,12}(?:庁舎|館|支所|出張所|センター|ホール|分庁舎|プラザ|会館|学校|別館|役所|役場|ビル|棟))"
)
_MOVED = regex("移転|移り|移動|変わ|変更|これまで|から.{0,12}へ|分室|前回|旧|新しい|引っ越")
_ASIDE = regex(
    "手話|託児|保育|取り?消|キャンセル|変更|質問|通訳|車いす|支払|納め|振り?込|結果|介助|郵送|消印|窓口|電話|オンライン|インターネット|電子|ウェブ|フォーム|メール|FAX|ファク|"
    "除|年末|休|割引|早割|抽選|配慮|説明会|見学|写真|報告|延長|追加|2次|二次|第[0-9一二三]|先行|優先|市内|市外|継続|新規|団体|個人|場合|とき|紙|持参|これまで|当初|前回"
)
_TOLD = regex(
    r"(?:[（(][^（()）\n]{1,6}[)）])?まで(?:に|には)[^。\n]{0,24}(?:お知らせ|通知|連絡)(?:し|いた)"
)
"""The city tells, nobody applies."""
APART = 45
"""Days between two ends of one time to apply; farther apart they are those of two."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_FLOOR, _ROOM_FIRST, _TWICE, _PASSED)


_TWICE = Scan("申し?込|応募|申請")


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match at each of two places that say otherwise of one thing."""
    yield from _rooms(context)
    if not several_things(context):
        found = list(_ends(context))
        yield from found
        if not found and _PASSED.may_fit(context.document.folded):
            yield from _passed(context)


_PASSED = Scan("を[ 　]?(?:過ぎ|すぎ)")
_LAST = regex(
    r"(?:[ 　]*[（(][^（()）\n]{1,8}[)）])?(?:の?(?:午[前後]|正午)[^。、\n]{0,8}?)?[ 　]?(?:必着)?(?:まで|必着)"
)


_IS_LAST = regex(r"(?:締め?切り?|〆切|期限)(?:日)?(?:は|：|:|[ 　])、?\Z")


def _passed(context: Context) -> Iterator[Match]:
    """「1月15日までに出してください … 1月25日を過ぎると」: the only last day is another one."""
    text = context.document.folded
    last: dict[tuple[int, int], Span] = {}
    passed: list[tuple[tuple[int, int], Span]] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
            continue
        day = (value.month, value.day)
        start = date.span.start
        if _LAST.match(text, date.span.end) or _IS_LAST.search(text, max(0, start - 8), start):
            last.setdefault(day, date.span)
        elif text.startswith(("を過ぎ", "をすぎ", "を 過ぎ", "を すぎ", "を　すぎ"), date.span.end):
            passed.append((day, date.span))
    if len(last) != 1 or len(passed) != 1 or passed[0][0] in last:
        return
    ((day, there),) = last.items()
    clauses = [
        clause_of(context, context.document.block_at(s.start), s) for s in (there, passed[0][1])
    ]
    if abs(passed[0][0][0] - day[0]) <= 1 and not any(map(_OTHER_END.search, clauses)):
        yield from _both(context, "最後の日", there, passed[0][1])


_OTHER_END = regex(
    "取り?消|キャンセル|変更|支払|返却|結果|開催|開き|展示|休|年末|工事|郵送|早|抽選|予約|追加|先行"
)


def _rooms(context: Context) -> Iterator[Match]:
    """「市役所3階 大会議室」, and 「4階大会議室へお越しください」."""
    document = context.document
    text = document.folded
    told = [one for scan in (_FLOOR, _ROOM_FIRST) for one in scan.finditer(text)]
    if len({(one["room"], one["floor"]) for one in told}) == len({one["room"] for one in told}):
        return  # each room has one floor
    found: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    buildings: defaultdict[str, set[str]] = defaultdict(set)
    for one in told:
        block = document.block_at(one.start())
        low = max(block.span.start, one.start() - 24)
        clause = clause_of(context, block, Span(*one.span()))
        if block.quoted or _MOVED.search(clause):
            return
        there = list(_BUILDING.finditer(text, low, one.start()))
        if there:
            buildings[one["room"]].add(there[-1]["name"])
        found[one["room"]].setdefault(one["floor"], Span(*one.span("floor")))
    for room, floors in found.items():
        if len(floors) != 2 or len(buildings[room]) > 1:
            continue
        first, second = (Span(span.start, span.end + 1) for span in floors.values())
        yield from _both(context, f"「{room}」の階", first, second)


def _ends(context: Context) -> Iterator[Match]:
    """「受付期間：2月1日から12日まで」, and 「申し込みは、2月1日から2月19日までに」."""
    document = context.document
    ends: list[Step] = []
    applied = [step for step in steps_of(context) if step.role == "apply"]
    if len({step.day for step in applied}) != 2:
        return
    for step in applied:
        block = document.block_at(step.span.start)
        clause = clause_of(context, block, step.span)
        if block.cell is not None and block.cell.column > 1:
            return
        if _ASIDE.search(clause.replace("電話で", "")) or PART.search(clause):
            return
        if _TOLD.match(document.folded, step.span.end):
            return
        ends.append(step)
    days = {step.day for step in ends}
    if len(days) != 2 or max(days).toordinal() - min(days).toordinal() > APART:
        return
    one = ends[0]
    other = next(step for step in ends if step.day != one.day)
    lines = {document.block_at(step.span.start).span for step in (one, other)}
    kinds = {document.block_at(step.span.start).kind for step in (one, other)}
    if len(lines) != 2 or BlockKind.HEADING in kinds:
        return
    if not context.annotations.overlapping(one.span, AnnotationKind.DATE):
        return
    yield from _both(context, "申し込みの締め切り", one.span, other.span)


def _both(context: Context, name: str, one: Span, other: Span) -> Iterator[Match]:
    text = context.document.text
    for here, there in ((one, other), (other, one)):
        shown = there.cut(text)
        related = (Related(there, f"ここでは「{shown}」です"),)
        yield Match(here, {"name": name, "other": shown}, related=related)
