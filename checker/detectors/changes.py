"""By how much something changed, beside what it was and is: 「251件より37件減り、214件」.

The two values stand in the sentence, or in the one or the line in front of it; or one change of
the draft is told as 「200円から250円に」, or parts go up and down and all of them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from checker.context import Context
from checker.detectors.figures import Figure, figures, sentence
from checker.detectors.raised import Raise
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

MOST = 60
"""Values of one unit beyond which a draft is a table of data."""

BY = Scan(
    r"[0-9](?:万|億)?(?:円|人|名|件|世帯|台|本|戸|点|回|枚|冊|校|組|か所|団体|便|トン|t|時間|分)分?(?:の|、|ほど|が|も|だけ|ずつ)?"
    r"(?:増額|減額|値上|値下|引き上|引き下|引上|引下|高く|安く|増え|減り|減っ|増や|減ら|増加|減少|多く|少なく|多い|少ない|上回|下回|上が[りる]|下が[りる]|[増減](?=[。、）)\n（(にとでし]|$))"
)
WHOLE = Scan(
    r"(?:全体で?は?|[合併あ]わせて|合計で?は?|差し?引き(?:で|すると)?|全部で|総数は)、?[0-9][^。、\n]{0,8}(?:増|減)"
)
BUDGET = Scan("補正前の?[^。\n0-9]{0,8}(?:額|予算|総額)?(?:は|が|：|:|[ 　])?(?=[0-9])")
_COMPARED = regex(
    "前年|昨年|前の年|前回|前月|前期|1年前|[0-9]年前|[0-9]か月前|前年度|昨年度|から|より|に比べ|と比べ|現行|改定|改正|これまで|同じ期間|同期"
)
_LOOSE = regex(
    "平均|約|最大|程度|以上|以内|およそ|前後|年間|ごと|ほど|予定|見込|目標|うち|まで(?!に)"
)
_FROM_TO = regex(r"から、?[ 　]?\Z")
_BECOMES = regex(r"(?:[（(][^（()）\n]{1,12}[)）])?(?:に|へ|となり|とな)")
_UP = regex("増|値上|引き?上|高|多|上")
_WAY = regex(r"(?:の|が|も|、|だけ)?(?:増|減)")
_ADDED = regex("加え|追加|増額|増やし|減額|減らし|差し引")
_TOTAL = regex("総額を?、?[^0-9。、]{0,6}\\Z")


def wrong_changes(context: Context) -> Iterator[Raise]:
    """One for each change that is not that of the two values beside it."""
    text = context.document.folded
    done: set[int] = set()
    for found in BY.finditer(text):
        block = context.document.block_at(found.start())
        if block.quoted or block.cell is not None:
            continue
        begin, end = sentence(text, block.span, found.start())
        there = figures(context, begin, end)
        by = next((one for one in there if one.span.start <= found.start() < one.span.end), None)
        if by is None or by.span.start in done:
            continue
        done.add(by.span.start)
        pair = _pair(context, there, by, begin) if by.unit not in ("歳", "日") else None
        if pair is not None:
            old, new = pair
            how = f"{new.span.cut(text)}と{old.span.cut(text)}の差"
            apart = abs(old.number - new.number)
            yield Raise(Span(by.span.start, found.end()), how, apart, by.unit, old.span, new.span)
    yield from _wholes(context)
    yield from _budgets(context)


def _pair(
    context: Context, there: Sequence[Figure], by: Figure, begin: int
) -> tuple[Figure, Figure] | None:
    text = context.document.folded
    everything = [one for one in figures(context, 0, len(text)) if one.unit == by.unit]
    if len(everything) > MOST:
        return None
    told = _from_to(text, everything)
    if told and len(told) <= 2 and not _LOOSE.search(text, begin, by.span.end):
        if any(abs(old.number - new.number) == by.number for old, new in told):
            return None
        if len(told) == 1 and _SETTLED.match(text, by.span.end):
            old, new = told[0]
            up = _UP.search(text, by.span.end, by.span.end + 8) is not None
            if up == (new.number > old.number) and _near(abs(old.number - new.number), by.number):
                return told[0]
    values = sorted({one.number for one in everything if one.span != by.span})
    if _explained(by.number, values):
        return None
    same = [one for one in there if one.unit == by.unit and one.span.end <= by.span.start]
    start = begin
    if len(same) != 2:
        own = text[begin : by.span.start]
        if _SUBJECT.search(own) and not _COMPARED.search(own):
            return None  # of something else
        line = context.document.block_at(begin).span
        if begin > line.start:
            lead = max(line.start, text.rfind("。", line.start, begin - 1) + 1)
        elif line.start > 0:
            lead = context.document.block_at(line.start - 1).span.start
        else:
            return None
        same = [one for one in figures(context, lead, by.span.start) if one.unit == by.unit]
        start = lead
    if len(same) != 2 or _LOOSE.search(text, same[0].span.start, by.span.end):
        return None
    if not _COMPARED.search(text, start, by.span.end + 8):
        return None
    apart = abs(same[0].number - same[1].number)
    return (same[1], same[0]) if _near(apart, by.number) else None


_SUBJECT = regex("[はがも]")
_SETTLED = regex("(?:の|、|分の?|ほど)?(?:値上|値下|引き?上|引き?下|増額|減額|高く|安く)")


def _near(one: Decimal, other: Decimal) -> bool:
    return one > 0 and one <= other * 3 and other <= one * 3


def _explained(by: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether any two values are so far apart, or one is it."""
    return by in values or any(abs(one - other) == by for one, other in combinations(values, 2))


def _from_to(text: str, values: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The changes that are told as such: 「200円から250円に」."""
    found = []
    for one, other in pairwise(values):
        between = text[one.span.end : other.span.start]
        if (
            len(between) <= 16
            and between.startswith(("から", "（", "("))
            and _FROM_TO.search(between)
            and _BECOMES.match(text, other.span.end)
            and one.number != other.number
        ):
            found.append((one, other))
    return found


def _wholes(context: Context) -> Iterator[Raise]:
    """「男は52人減り、女は18人増えました。全体では34人の減です」."""
    text = context.document.folded
    for found in WHOLE.finditer(text):
        block = context.document.block_at(found.start())
        if block.quoted or block.cell is not None:
            continue
        begin, end = sentence(text, block.span, found.start())
        lead = max(block.span.start, text.rfind("。", block.span.start, max(begin - 1, 0)) + 1)
        there = figures(context, lead, end)
        whole = next((one for one in there if one.span.start >= found.start()), None)
        if whole is None:
            continue
        parts = [one for one in there if one.span.end <= found.start() and one.unit == whole.unit]
        ways = [_WAY.match(text, one.span.end) for one in parts]
        own = _WAY.match(text, whole.span.end)
        if len(parts) < 2 or own is None or not all(ways):
            continue
        if _LOOSE.search(text, parts[0].span.start, whole.span.end):
            continue
        signed = [
            one.number if way and "増" in way.group() else -one.number
            for one, way in zip(parts, ways, strict=True)
        ]
        right = sum(signed, Decimal(0))
        said = whole.number if "増" in own.group() else -whole.number
        if right not in (said, 0):
            yield Raise(
                Span(whole.span.start, own.end()),
                "増えた数と減った数を合わせた数",
                abs(right),
                whole.unit,
                parts[0].span,
                parts[-1].span,
            )


def _budgets(context: Context) -> Iterator[Raise]:
    """「2億円を加え、総額を412億円とします。補正前の総額は410億円です」."""
    text = context.document.folded
    for found in BUDGET.finditer(text):
        money = [one for one in figures(context, 0, len(text)) if one.unit == "円"]
        before = [one for one in money if one.span.start == found.end()]
        after = [one for one in money if _TOTAL.search(text[: one.span.start][-12:])]
        after = [one for one in after if one not in before]
        by = [one for one in money if _ADDED.match(text[one.span.end :][:8].lstrip("をの、 　"))]
        if len(before) != 1 or len(after) != 1 or len(by) != 1 or len(money) > 12:
            continue
        apart = abs(after[0].number - before[0].number)
        if apart != by[0].number:
            less = "減" in text[by[0].span.end : by[0].span.end + 6]
            right = after[0].number + (by[0].number if less else -by[0].number)
            yield Raise(
                before[0].span, "補正の額と補正後の総額から", right, "円", by[0].span, after[0].span
            )


SCANS = (BY, WHOLE, BUDGET)
