"""Days in an order that cannot be: what must come first has the later date."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options
from checker.detectors.day_order.last_days import sessions_of
from checker.detectors.fields import fields_of
from checker.detectors.statements import field_at, several_things, things_of
from checker.detectors.steps import HELD, ROLES, Step, steps_of
from checker.detectors.years import Source, years_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other", "day", "side"})

_ASKED = Scan(
    "(?:申し?込み?|受付|受け付け|募集|応募|申請|予約)(?:の?受付)?期間|まで|締め?切|〆切|期限|必着|面接|試験|結果|合否|投票|告示|公報|発売|販売|発送|郵送|届|受け取|開きます|開催します"
)
_SAME = "{name}の「{text}」が、{other}と同じ日です。どちらかの日付を確かめてください。"
_TWICE = "{name}の「{text}」が、ほかの所の「{day}」と違います。どちらが正しいかを確かめてください。"
_SINGLE = ("poll", "announced", "event")
_RESULTS = regex("結果|当選者|合格者")
_ONE_OF = regex("各|日目|回目|第[0-9]|の部|初日|最終日|コース|クラス|雨天|予備|延期|[①-⑳]|ほか")
_ACT = regex("(?:受け?付け?|募集|予約|申し?込み?|申請|応募)$")
_OVER = regex(
    "結果|(?:寄せられた|いただいた)ご?意見|考え方|報告(?!の?方法)|終了|しました|ました|決定|実績|中止|延期|おわび|お詫び|訂正|記録|沿革|過去|延長|様子"
)


class _Order(NamedTuple):
    """What must not lie behind what; `apart`: nor on the same day; `each`: none of several."""

    first: str
    second: str
    apart: bool = False
    each: bool = False


_ORDERS = (
    _Order("issued", "apply"),
    _Order("issued", "reply"),
    _Order("apply_from", "report"),
    _Order("apply_from", "event"),
    _Order("apply_from", "apply"),
    _Order("apply", "select"),
    _Order("apply", "lot"),
    _Order("apply", "hire"),
    _Order("apply", "result"),
    _Order("apply", "event"),
    _Order("apply", "term"),
    _Order("select", "hire"),
    _Order("lot", "event"),
    _Order("handed", "poll"),
    _Order("handed", "event"),
    _Order("sale", "event"),
    _Order("sold", "event"),
    _Order("announced", "poll", apart=True),
    _Order("announced", "early_from", apart=True),
    _Order("early", "poll", apart=True, each=True),
    _Order("mailed", "reply"),
    _Order("sent", "called"),
)


_SETTLED = frozenset(("event", "poll", "announced", "term"))
"""Days that the others are arranged around."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match for the day that breaks most orders; both days where it may be either."""
    steps = steps_of(context)
    by_role: defaultdict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_role[step.role].append(step)
    issued = years_of(context).issued
    if issued is not None and issued.exact and issued.place is not None and not _is_over(context):
        by_role["issued"].append(Step("issued", issued.date, issued.place, Source.WRITTEN, 0))
    pairs = any(order.first in by_role and order.second in by_role for order in _ORDERS)
    if not pairs and all(len(by_role.get(role, ())) < 2 for role in _SINGLE):
        return
    sessions = sessions_of(context)
    if any(step.span == one.date.span for step in by_role.get("event", ()) for one in sessions):
        # Of lines 「第1回 …」 the field has only the first.
        last = sessions[-1]
        by_role["event"].append(Step("event", last.day, last.date.span, last.source, 0))
    apart = several_things(context)
    if not apart:
        yield from _twice(context, by_role)
    if _RESULTS.search(context.document.blocks[0].span.cut(context.document.folded)):
        by_role.pop("apply", None)  # what those are to do who were chosen
    broken = [pair for pair in _broken(context, by_role, apart) if not _of_two(context, *pair)]
    if not broken:
        return
    times = Counter(step.span for pair in broken for step in pair)
    shown = set()
    for first, second in broken:
        one, other = times[first.span], times[second.span]
        for here, there in ((first, second), (second, first)):
            if times[here.span] < max(one, other) or here.span in shown:
                continue
            if one == other and here.role in _SETTLED and there.role not in _SETTLED:
                continue
            shown.add(here.span)
            name, where = (
                ROLES[step.role] if step.name in ("", HELD) else step.name or ROLES[step.role]
                for step in (here, there)
            )
            related = (Related(there.span, f"{where}はここです"),)
            values = {
                "name": name,
                "other": where,
                "day": f"{there.day.month}月{there.day.day}日",
                "side": "後" if here is first else "前",
            }
            message = _SAME if here.day == there.day else ""
            yield Match(here.span, values, related=related, message=message)


def _twice(context: Context, by_role: dict[str, list[Step]]) -> Iterator[Match]:
    """A day of which there is but one, told twice: the poll, the event of the title."""
    for role in _SINGLE:
        steps = by_role.get(role, ())
        said = [step for step in steps if step.name == HELD]
        others = [step for step in steps if step.name != HELD]
        if role != "event":
            others, said = list(steps[:1]), list(steps[1:])
        if len({step.day for step in others}) != 1 or len({step.day for step in said}) != 1:
            continue
        one, other = others[0], said[0]
        if one.day == other.day:
            continue
        text = context.document.folded
        lines = [context.document.block_at(step.span.start).span for step in (one, other)]
        if any(_ONE_OF.search(text, line.start, line.end) for line in lines):
            continue
        for here, there in ((one, other), (other, one)):
            related = (Related(there.span, "もう一方の日はここです"),)
            values = {
                "name": ROLES[role],
                "other": ROLES[role],
                "day": f"{there.day.month}月{there.day.day}日",
                "side": "",
            }
            yield Match(here.span, values, related=related, message=_TWICE)


def _of_two(context: Context, first: Step, second: Step) -> bool:
    """Whether the labels name two acts: 「年内の受付：12月30日まで」, 「年始の受付：1月4日から」."""
    if (first.role, second.role) != ("apply_from", "apply"):
        return False
    fields = fields_of(context)
    one, other = field_at(fields, first.span.start), field_at(fields, second.span.start)
    return (
        one is not None
        and other is not None
        and one.name != other.name
        and _ACT.search(one.name) is not None
        and _ACT.search(other.name) is not None
    )


def _broken(
    context: Context, by_role: dict[str, list[Step]], apart: bool
) -> Iterator[tuple[Step, Step]]:
    things = things_of(context) if apart else ()

    def place(step: Step) -> tuple[int, int]:
        return step.section, bisect_right(things, step.span.start)

    for order in _ORDERS:
        firsts, seconds = by_role.get(order.first), by_role.get(order.second)
        if not firsts or not seconds:
            continue
        if apart and order.first != "issued":
            for first in firsts:
                there = [step for step in seconds if place(step) == place(first)]
                here = [step for step in firsts if place(step) == place(first)]
                if there and len(here) == 1:
                    yield from _compared(order, here, there)
        else:
            yield from _compared(order, firsts, seconds)


def _compared(
    order: _Order, firsts: Sequence[Step], seconds: Sequence[Step]
) -> Iterator[tuple[Step, Step]]:
    """The pair, if even the first of the ones lies behind the last of the others."""
    pick = max if order.each else min
    first = pick(firsts, key=lambda step: step.day)
    second = max(seconds, key=lambda step: step.day)
    if first.span == second.span or first.day < second.day:
        return
    if first.day == second.day and not order.apart:
        return
    if first.day == second.day and first.span == second.span:
        return
    yield first, second


def _is_over(context: Context) -> bool:
    """Whether the draft tells of what is past, or invites to nothing."""
    document = context.document
    heads = [b for b in document.blocks[:6] if b.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    words = [head.span.cut(document.folded) for head in (heads[:2] or document.blocks[:3])]
    return any(map(_OVER.search, words))
