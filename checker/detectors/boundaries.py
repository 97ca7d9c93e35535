"""Classes that overlap or leave a gap: 16歳以下は小児科、16歳以上は内科."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.classes import RANGE, gaps
from checker.detectors.days_before import BEFORE, apart
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault", "bound"})

REACH = 300
"""Code points behind a bound in which the other class stands; keeps long lines linear."""

SHORT = 40
"""Code points of a line that is one class of several, below each other."""

LINES = 3
"""Lines below in which the next class of a list or table stands."""

_BOUND = r"(?:歳|人|名|円|万円|キロ|キログラム|kg|センチ|cm|メートル|時間|分|日|か月|年|平方メートル|世帯|点|度|年生)"
_UPPER = Scan(
    rf"(?P<number>[0-9][0-9,.]*)(?P<unit>{_BOUND})(?P<side>以下|未満)"
    r"(?P<rest>[^。、\n0-9]{0,16})"
)
_BETWEEN = Scan(
    rf"(?P<lower>[0-9][0-9,.]*)(?P<one>{_BOUND})以上(?:から|で|、|かつ)?、?(?P<upper>[0-9][0-9,.]*)(?P=one)(?P<side>以下|未満)"
)
_INCLUDING = Scan(
    rf"(?<![0-9,.])(?P<bound>[0-9][0-9,.]*)(?P<unit>{_BOUND})(?P<side>以上|以下|未満)の?[^（()）。、\n0-9]{{0,8}}"
    r"[（(](?P<other>[0-9][0-9,.]*)(?P=unit)(?:の方|の人|の子ども)?(?:を|も)含(?:む|みます)[）)]"
)
_LESS = Scan(r"(?<![0-9,.])(?P<number>[0-9]{1,3})(?P<unit>歳|人|名|世帯|台|個|枚|年生)未満")
_COUNTED = Scan(
    r"(?<![0-9,.])(?P<word>[0-9][0-9,]*(?:人|名|歳|冊|台|世帯|組|個|枚|区画|年生|[かカヶ]所))(?P<side>まで)(?=[^。\n]{0,24}(?:円|\n|[0-9]))"
)
"""What has no halves: 80 cannot lie on both sides, as 4 hours may."""
_NOT_ROOM = regex("定員|先着|募集|抽選|限り|申し?込")
_EXAMPLE = regex(r"[（(、。]?(?:例えば|例|たとえば)")
_TOPIC = regex(r"(?P<topic>[一-鿿ァ-ヶーA-Za-z]{2,10})は、?\Z")
_NOT = regex("かつ|両方|どちらも|いずれも|合計|平均|とも")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_UPPER, _BETWEEN, _INCLUDING, _COUNTED, RANGE, BEFORE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a bound that the class beside it, or the example behind it, contradicts."""
    document = context.document
    text = document.folded
    told: list[Span] = []
    for match in gaps(context):
        told += [match.span, *(other.span for other in match.related)]
        yield match
    yield from _empty(text)
    if BEFORE.may_fit(text):
        yield from apart(text)
    for match in _one_left_out(text):
        places = (match.span, *(other.span for other in match.related))
        if not any(place.overlaps(other) for place in places for other in told):
            told += places
            yield match
    for match in _counted(context):
        places = (match.span, *(other.span for other in match.related))
        if not any(place.overlaps(other) for place in places for other in told):
            yield match
    if "含" in text:
        yield from _included(text)
    for found in _UPPER.finditer(text):
        start, end = found.start(), found.end("side")
        line_end = text.find("\n", end, end + REACH)
        line_end = min(len(text), end + REACH) if line_end < 0 else line_end
        number, unit, side = found["number"], found["unit"], found["side"]
        span = Span(start, end)
        if any(span.overlaps(other) for other in told):
            continue
        stop = line_end
        if document.block_at(start).cell is not None or document.block_at(start).level:
            for _ in range(LINES):
                following = text.find("\n", stop + 1)
                stop = len(text) if following < 0 else following
        word = f"{number}{unit}"
        for other, fault in _contrary(side):
            at = text.find(f"{word}{other}", end, stop)
            block = document.block_at(start)
            listed = block.kind is BlockKind.LIST_ITEM and len(block.span) <= SHORT
            if at < 0 and (block.cell is not None or listed):
                at = text.rfind(f"{word}{other}", _lines_above(text, start), start)
            if at < 0:  # 「18歳以上の方は…、18歳以下の方は…」
                begin = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
                at = text.rfind(f"{word}{other}の方は", begin, start)
            if at < 0 or text[at - 1].isdecimal() or text[at - 1] in ",.":
                continue
            if _NOT.search(text, min(start, at), _sentence_end(text, max(at, start))):
                continue
            place = Span(at, at + len(word) + len(other))
            related = (Related(place, "もう一方の境はここです"),)
            values = {"fault": fault, "bound": word}
            yield Match(span, values, related=related)
            break
        else:
            yield from _example(text, span, word, side, line_end)


def _counted(context: Context) -> Iterator[Match]:
    """「80人まで」 and in the next class 「80人から100人まで」."""
    document = context.document
    text = document.folded
    for found in _COUNTED.finditer(text):
        block = document.block_at(found.start())
        stop = min(block.span.end, found.end() + REACH)
        if block.cell is not None or block.level or len(block.span) <= SHORT:
            stop = block.span.end
            for _ in range(LINES):
                following = text.find("\n", stop + 1)
                stop = len(text) if following < 0 else following
        word = found["word"]
        next_class = _said_from(word).search(text, found.end(), stop)
        if next_class is None or _NOT_ROOM.search(text, block.span.start, found.end()):
            continue
        place = Span(*next_class.span())
        values = {"fault": "どちらにも入ります", "bound": word}
        related = (Related(place, "もう一方の境はここです"),)
        yield Match(Span(*found.span()), values, related=related)


def _said_from(word: str) -> re.Pattern[str]:
    return regex(rf"(?<![0-9,.]){word}(?:から|[〜～~])(?=[0-9])")


def _one_left_out(text: str) -> Iterator[Match]:
    """「40歳以上49歳未満」 and 「50歳以上」 in the next class: who is 49 is in neither."""
    for found in _LESS.finditer(text):
        number, unit = int(found["number"]), found["unit"]
        stop = found.end()
        for _ in range(LINES + 1):
            following = text.find("\n", stop + 1)
            stop = len(text) if following < 0 else following
        stop = min(stop, found.end() + REACH // 2)
        at = text.find(f"{number + 1}{unit}以上", found.end(), stop)
        if at < 0 or text[at - 1].isdecimal() or text[at - 1] in ",.":
            continue
        if _alone(f"{number}{unit}").search(text.replace(found.group(), "", 1)):
            continue
        place = Span(at, at + len(f"{number + 1}{unit}以上"))
        related = (Related(place, "もう一方の境はここです"),)
        values = {"fault": "どちらにも入りません", "bound": f"{number}{unit}"}
        yield Match(Span(*found.span()), values, related=related)


def _alone(bound: str) -> re.Pattern[str]:
    return regex(rf"(?<![0-9,.]){bound}")


def _included(text: str) -> Iterator[Match]:
    """「70歳以上の方（69歳の方を含む）」: what is said to be in lies outside."""
    for found in _INCLUDING.finditer(text):
        bound, other = (float(found[name].replace(",", "")) for name in ("bound", "other"))
        outside = other < bound if found["side"] == "以上" else other > bound
        if outside:
            values = {
                "fault": "かっこの中と食い違います",
                "bound": f"{found['bound']}{found['unit']}",
            }
            yield Match(Span(*found.span()), values)


def _empty(text: str) -> Iterator[Match]:
    """「1歳以上1歳未満」, 「10人以上5人以下」: no number lies between."""
    for found in _BETWEEN.finditer(text):
        lower, upper = (float(found[name].replace(",", "")) for name in ("lower", "upper"))
        if lower > upper or (lower == upper and found["side"] == "未満"):
            values = {"fault": "どの数も当てはまりません", "bound": found.group()}
            yield Match(Span(*found.span()), values)


def _lines_above(text: str, start: int) -> int:
    for _ in range(LINES):
        start = max(0, text.rfind("\n", 0, start))
    return start


def _sentence_end(text: str, at: int) -> int:
    far = at + REACH
    ends = [end for mark in "。\n" if (end := text.find(mark, at, far)) >= 0]
    return min(ends, default=far)


def _contrary(side: str) -> tuple[tuple[str, str], ...]:
    if side == "未満":
        return (("を超え", "どちらにも入りません"), ("超", "どちらにも入りません"))
    return (("以上", "どちらにも入ります"),)


def _example(text: str, span: Span, word: str, side: str, line_end: int) -> Iterator[Match]:
    """「小児科は16歳以下（例：16歳の方は内科）」: the bound itself is said to be elsewhere."""
    line = text.rfind("\n", 0, span.start) + 1
    topic = _TOPIC.search(text, max(line, span.start - 14), span.start)
    opening = _EXAMPLE.search(text, span.end, min(line_end, span.end + 30))
    if topic is None or opening is None:
        return
    said = _said_of(word).search(text, opening.end(), min(line_end, opening.end() + 60))
    if said is None:
        return
    inside = topic["topic"] in said["other"]
    if inside == (side == "未満"):
        fault = "例と食い違います"
        related = (Related(Span(*said.span()), "例はここです"),)
        yield Match(span, {"fault": fault, "bound": word}, related=related)


def _said_of(word: str) -> re.Pattern[str]:
    """What says of a bound where it belongs."""
    return regex(
        rf"(?<![0-9]){word}(?:の方|の人|の子ども|の場合)?は、?(?P<other>[^。、\n）)]{{1,12}})"
    )
