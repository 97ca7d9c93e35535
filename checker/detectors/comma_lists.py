"""Numbers of things that are named with commas in the next line, or one a line with 「一つ、」.

「次の4つの言葉の通訳がいます。」 over 「英語、中国語、ベトナム語、ポルトガル語、ネパール語」, readings in brackets left out;
「回数　2回（予告、避難開始、終了）」; 「回数　2回」 over parts headed 1回目, 2回目, 3回目.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from checker.context import Context
from checker.detectors.listing import said
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = r"(?P<number>[0-9]{1,2}|[二三四五六七八九十])"
_UNIT = (
    r"(?:つ|種類|か国語|ヶ国語|カ国語|言語|[かカヶケ箇]所|会場|施設|地区|団体|部門|品目|項目|コース|講座|教室|学校|校|園|館|店|路線|区|町|駅)"
    r"(?:[（(][ぁ-ん]{1,8}[)）])?"
)
NEXT = Scan(
    rf"(?:次の|次[（(]つぎ[)）]の|つぎの|以下の)[ 　]?(?P<said>{_N}{_UNIT})(?!以|目|ずつ|のうち|の中|から)"
)
OFTEN = Scan(rf"回数[ 　：:は]{{1,4}}(?P<said>{_N}回)")
SCANS = (NEXT, OFTEN)

_READING = regex(r"[（(][^（()）\n]{0,24}[)）]")
_SPLIT = regex("[、，]")
_NOT_ALWAYS = regex("のみ|場合|方|必要|あれば|希望")
_FINER = regex("[、，・／/]|と(?=[一-龠ァ-ヶ])|や(?=[一-龠ァ-ヶ])|および|及び")
_NAME = regex(r"[^。、\n]{1,18}")
_NOT_NAME = regex(
    "です|ます|ません|ください|など|ほか|[^な]等$|^等|から|まで|または|又は|うち|その他|いずれか|[をはが](?=[一-龠ぁ-んァ-ヶ])|に[ 　]|って|する|した"
)
_LOOSE = regex("うち|いずれか|から選|以上|など|ほか|各|ずつ|約|毎|主な")
_CHOSEN = regex("うち|いずれか|から選|各|ずつ|約|毎|主な")
_ONE = regex("[ 　・\n]*(?:[1１一]つ|ひとつ|一)[、，]")
_PLACE = regex(
    r"[ 　・\n]*(?P<place>[一-龠々ァ-ヶーぁ-ん0-9]{2,18}(?:校庭|門前?|前|駐車場|広場|体育館|公園|館|所|校|センター|グラウンド|ホール|入[り]?口|玄関|会場|場))。"
)
_PLAIN = regex("[一-龠ァ-ヶー]{2,8}")
_NOT_TIME = regex("なし|不可|無料|有料|予約|雨天|中止|全員|自由|前回|同[じ一]|共通|定員|目|各")
_ORDINAL = regex(
    r"[^0-9一-龠ぁ-んァ-ヶ\n]{0,6}(?:第(?P<one>[0-9]{1,2})回|(?P<other>[0-9]{1,2})回目)"
)
NEAR = 2
LONGEST = 120
"""Code points of a line of names."""


def wrong_counts(context: Context) -> Iterator[Match]:
    """One match a number that the names right behind it do not have."""
    text = context.document.folded
    if NEXT.may_fit(text):
        yield from _in_next_line(context)
    if OFTEN.may_fit(text):
        yield from _often(context)


def _match(span: Span, count: int, place: Span) -> Match:
    return Match(span, {"count": str(count)}, related=(Related(place, f"{count}つあります"),))


def _fits(number: int | None, count: int) -> bool:
    return (
        number is None
        or count < 2
        or number < 2
        or number == count
        or abs(number - count) > min(NEAR, max(1, count // 2))
    )


def _in_next_line(context: Context) -> Iterator[Match]:
    document = context.document
    text = document.folded
    for found in NEXT.finditer(text):
        block = document.block_at(found.start())
        if block.cell is not None or block.quoted:
            continue
        end = text.find("。", found.end(), block.span.end) + 1 or block.span.end
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        if _LOOSE.search(text, found.start(), end) or _CHOSEN.search(text, begin, found.start()):
            continue
        number = said(found["number"])
        behind = _behind(document, block, end)
        ones = _ones(document, behind)
        if len(ones) > 1:
            if not _fits(number, len(ones)):
                yield _match(Span(*found.span("said")), len(ones), ones[-1])
            continue
        places = _places(document, behind)
        if len(places) > 1:
            if not _fits(number, len(places)):
                yield _match(Span(*found.span("said")), len(places), places[-1])
            continue
        colon = text.rfind("：", found.end(), end) + 1
        place = Span(colon, end) if colon and text[colon:end].strip(" \u3000。") else None
        if place is None and behind is not None:
            place = Span(behind, _line_end(document, behind))
        if place is None or document.block_at(place.start).cell is not None:
            continue
        if document.block_at(place.start).kind in (BlockKind.HEADING, BlockKind.TITLE):
            continue
        count = _names(place.cut(text), number)
        if count and not _fits(number, count):
            yield _match(Span(*found.span("said")), count, place)


def _behind(document: Document, block: Block, end: int) -> int | None:
    """Where the next line begins behind a sentence; None if the sentence does not end its line."""
    blocks = document.blocks
    if end < block.span.end:
        return end if _breaks(document, end) else None
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    return blocks[at].span.start if at < len(blocks) else None


def _breaks(document: Document, at: int) -> bool:
    """Whether a line of the source ends in front of a place; lines of one paragraph are joined."""
    before, behind = document.to_source(Span(at - 1, at)), document.to_source(Span(at, at + 1))
    between = document.source[before.start : behind.end]
    return "\n" in between or "\r" in between or "<br" in between.lower()


def _line_end(document: Document, at: int) -> int:
    end = min(document.block_at(at).span.end, at + LONGEST + 1)
    return next((place for place in range(at + 1, end) if _breaks(document, place)), end)


def _ones(document: Document, at: int | None) -> list[Span]:
    """The sentences from a place on that begin with 一つ."""
    text = document.folded
    found: list[Span] = []
    while at is not None and at < len(text) and _ONE.match(text, at):
        block = document.block_at(at)
        end = text.find("。", at, block.span.end) + 1 or block.span.end
        found.append(Span(at, end))
        at = end + (end >= block.span.end)
    return found


def _places(document: Document, at: int | None) -> list[Span]:
    """The sentences from a place on that name nothing but a place: 「汐見小学校の校庭。」."""
    text = document.folded
    found: list[Span] = []
    while at is not None and (one := _PLACE.match(text, at)) is not None:
        found.append(Span(*one.span("place")))
        at = one.end()
    return found


def _names(line: str, number: int | None) -> int:
    """How many names a line is that is nothing else; 0 if it is, or may be as many as said."""
    if len(line) > LONGEST:
        return 0
    if any(_NOT_ALWAYS.search(one.group()) for one in _READING.finditer(line)):
        return 0
    plain = _READING.sub("", line).strip(" 　。").removesuffix("です")
    names = [name.strip(" 　") for name in _SPLIT.split(plain)]
    if len(names) < 2 or any(_NAME.fullmatch(name) is None for name in names):
        return 0
    if _NOT_NAME.search(plain) or "。" in plain:
        return 0
    return 0 if number == len(_FINER.split(plain)) else len(names)


def _often(context: Context) -> Iterator[Match]:
    document = context.document
    text = document.folded
    for found in OFTEN.finditer(text):
        number = said(found["number"])
        span = Span(*found.span("said"))
        heads = [
            (int(head["one"] or head["other"]), block)
            for block in document.blocks
            if block.span.start > found.end()
            and (head := _ORDINAL.match(text, block.span.start, block.span.end)) is not None
        ]
        numbers = [number for number, _ in heads]
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            if not _fits(number, len(numbers)):
                yield _match(span, len(numbers), heads[-1][1].span)
            continue
        bracket = _READING.match(text, found.end())
        if bracket is None:
            continue
        names = _FINER.split(bracket.group()[1:-1])
        if _NOT_TIME.search(bracket.group()) or any(_PLAIN.fullmatch(one) is None for one in names):
            continue
        if len(names) > 2 and not _fits(number, len(names)):
            yield _match(span, len(names), Span(*bracket.span()))
