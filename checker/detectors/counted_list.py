"""「次の3つ」 in front of a list of four; 「全4回」 beside three dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from checker.annotations.numerals import parse
from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.document.model import Block, BlockKind, Document, Format
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"count"})

MOST = 30
"""A greater number is not that of a list in a notice."""

LONGEST = 80
"""Lines below in which the end of the list is looked for; keeps the search linear."""

FAR = 90
"""Code points of a sentence behind the number; a longer one tells of more than the list."""

_UNITS = "つ|点|項目|種類|区分|コース|条件|要件|方法|書類|ケース|か所|カ所|ヶ所|箇所|会場|部門|講座|制度|事業|地区|団地|施設|校|園|駅|路線|言語"
_ITEMS = Scan(
    rf"(?:次|以下|下記|下表)(?:に(?:挙げる|示す|掲げる))?の(?P<number>[0-9]{{1,2}}|[一二三四五六七八九十])[ 　]?(?:{_UNITS})"
    r"(?!目|のうち|の(?:内|中)|ずつ|以上|以内|まで)(?P<rest>[^\n]*)"
)
_BRACKETED = Scan(
    r"(?<![0-9,.第])(?P<number>[0-9]{1,2}|[二三四五六七八九十])(?:つの?|か所の?|カ所の?|ヶ所の?|箇所の?|種類の?|校の?|園の?|路線の?|地区の?|会場の?|部門の?|団体の?|コースの?|言語の?)"
    r"[一-龠ぁ-んァ-ヶー]{0,10}[（(](?P<names>[^（()）。\n0-9]{3,80})[)）]"
)
_NAMED = Scan(
    rf"(?<![0-9,.第])(?P<number>[0-9]{{1,2}}|[二三四五六七八九十])(?:{_UNITS}|組|団体|品|曲|冊|本|店|社)の(?P<noun>[一-龠ァ-ヶー]{{2,6}})"
)
NAME = 16
"""Code points of a heading or a line that names the items below it."""
_NOT_SUCH = regex("うち|以上|など|ほか|等|から選|いずれか|毎|各|ずつ|昨年|前回|これまで|約")
_BETWEEN = regex("[、，・]|と(?=[一-龠ァ-ヶ])")
_NOT_ALL = regex(
    "など|ほか|等|いずれか|または|又は|うち|から|除|のみ|だけ|ずつ|各|[:：]|も|は|が|を|に"
)
_ARE = Scan(
    rf"(?:は|が)、?(?P<number>[0-9]{{1,2}}|[二三四五六七八九十])(?:{_UNITS})(?:です|あります|に分かれます|に分かれています)。?(?P<rest>)$"
)
_TIMES = Scan(
    r"(?:全|計|合計)(?P<number>[0-9]{1,2})回|(?P<course>[0-9]{1,2})回(?:連続)?(?:コース|シリーズ|講座)"
)
_DAYS = regex("^(?:開催|実施|開講|講座)?の?(?:日時|日程|日|期日|日にち|とき)$")
_NO_DAYS = regex(
    "毎[週月]|各|予備|ほか|他|など|等|隔週|第[0-9一二三四五]|から|[〜～]|コース|組|クラス|[A-D]日程|いずれか|または|又は"
)
WEEKLY = 3
"""Dates from which 「毎週木曜日」 beside them only says what they have in common."""
_EVERY_WEEK = regex("毎週[月火水木金土日]曜日?")
_HOURS = regex(
    r"(?:午[前後])?[0-9]{1,2}(?:時|[:：])(?:[0-9]{1,2}分?|半)?[ 　]?(?:[〜～~\-－―]|から)[ 　]?(?=[午正0-9])"
)
_MARK = regex(
    r"(?P<number>[0-9]{1,2}[.．)）]|[(（][0-9]{1,2}[)）])|(?P<circle>[①-⑳])|(?P<kana>[ア-オ][ 　.．)）])"
    r"|(?P<dot>[-+・●○■□◆◇▼▽•–]|[*](?![*]))|(?P<tag><li)"
)
_SEVERAL = regex("[、・／/]|または|又は|及び|および|(?<=[一-龠ァ-ヶ])[とや](?=[一-龠ァ-ヶ])")
_SAID = regex("[：:（(。]|　")
_ASIDE = regex("[※＊*注]|[（(](?![0-9]{1,2}[)）])|ただし|なお|または$|又は$")


class _Key(NamedTuple):
    """What the items of one list have in common."""

    column: int
    mark: str


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ITEMS, _ARE, _BRACKETED, _NAMED) if options["what"] == "items" else (_TIMES,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["what"]`: `items` of a list or `times` that something is held."""
    if options["what"] == "items":
        yield from _items(context)
        yield from _under_their_name(context)
        yield from _bracketed(context)
    else:
        yield from _times(context)


def _bracketed(context: Context) -> Iterator[Match]:
    """「3つの地区（北町、南町、東町、西町）」."""
    document = context.document
    for found in _BRACKETED.finditer(document.folded):
        number = parse(found["number"])
        names = found["names"]
        if number is None or not 2 <= number <= MOST or _NOT_ALL.search(names):
            continue
        count = len(_BETWEEN.split(names))
        if count < 2 or count == number or document.block_at(found.start()).quoted:
            continue
        span = Span(found.start(), found.start("names") - 1)
        related = (Related(Span(*found.span("names")), f"{count}つあります"),)
        yield Match(span, {"count": str(count)}, related=related)


def _items(context: Context) -> Iterator[Match]:
    document = context.document
    for found in (*_ITEMS.finditer(document.folded), *_ARE.finditer(document.folded)):
        number = parse(found["number"])
        block = document.block_at(found.start())
        if number is None or not 2 <= number <= MOST or block.cell is not None:
            continue
        if len(found["rest"].partition("。")[0]) > FAR or _ITEMS.expression.search(found["rest"]):
            continue
        items = _list_below(document, block) or _rows_below(document, block)
        if len(items) < 2 or len(items) == number:
            continue
        if len(items) < number and any(
            i.cell is None and _SEVERAL.search(_named(document, i)) for i in items
        ):
            continue  # two things in one line
        span = Span(found.start(), found.start("rest"))
        related = (Related(items[-1].span, f"{len(items)}つ目はここです"),)
        yield Match(span, {"count": str(len(items))}, related=related)


def _under_their_name(context: Context) -> Iterator[Match]:
    """「5つの作品を読みます」, and a list of four under 「読む作品」."""
    document = context.document
    text = document.folded
    for found in islice(_NAMED.finditer(text), MOST):
        number = parse(found["number"])
        block = document.block_at(found.start())
        if number is None or not 2 <= number <= MOST or block.quoted or block.cell is not None:
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        stop = text.find("。", found.end(), block.span.end)
        if _NOT_SUCH.search(text, begin, stop if stop >= 0 else block.span.end):
            continue
        named = [
            other
            for other in document.blocks
            if other.span.start > block.span.start
            and len(other.span) <= NAME
            and other.cell is None
            and found["noun"] in other.span.cut(text)
            and _key(document, other) is None
        ]
        items = _list_below(document, named[0]) if len(named) == 1 else ()
        if len(items) < 2 or len(items) == number:
            continue
        if any(_SEVERAL.search(_named(document, item)) for item in items) and len(items) < number:
            continue
        related = (Related(items[-1].span, f"{len(items)}つ目はここです"),)
        yield Match(Span(*found.span()), {"count": str(len(items))}, related=related)


def _text(document: Document, block: Block) -> str:
    return block.span.cut(document.folded).lstrip("・-*●○■□◆◇ 　")


def _named(document: Document, block: Block) -> str:
    """What an item names, without what is said of it: 「防災コース：地図の見方と家庭の備え」."""
    return _SAID.split(_text(document, block), maxsplit=1)[0]


def _list_below(document: Document, block: Block) -> Sequence[Block]:
    """The items of the list right below a line; empty where its end is not certain."""
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    if at >= len(blocks):
        return ()
    key = _key(document, blocks[at])
    if key is None or ((own := _key(document, block)) is not None and own.column >= key.column):
        return ()
    items: list[Block] = []
    ended = False
    for item in blocks[at : at + LONGEST]:
        kind = item.kind
        if kind in (BlockKind.HEADING, BlockKind.TITLE):
            break
        here = _key(document, item)
        if here == key:
            if ended:
                return ()  # it goes on behind a paragraph
            if not _ASIDE.match(_text(document, item)):
                items.append(item)
        elif here is None and kind is not BlockKind.TABLE_CELL:
            ended = ended or not _ASIDE.match(_text(document, item))
        elif here is not None and here.column <= key.column and here.mark != key.mark:
            ended = True
    if document.format is Format.HTML and any(item.level > 1 for item in items):
        return ()
    return items


def _rows_below(document: Document, block: Block) -> Sequence[Block]:
    """The second cells of the rows of a table right below a line, if its rows are numbered."""
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    first = blocks[at].cell if at < len(blocks) else None
    if first is None or (first.row, first.column) != (0, 0):
        return ()
    items: list[Block] = []
    for other in blocks[at : at + MOST * LONGEST]:
        cell = other.cell
        if cell is None or cell.table != first.table:
            break
        if not cell.row or cell.column > 1:
            continue
        if cell.column:
            items.append(other)
        elif parse(other.span.cut(document.folded).strip()) != cell.row:
            return ()
    return items


def _key(document: Document, block: Block) -> _Key | None:
    if block.kind not in (BlockKind.LIST_ITEM, BlockKind.LABEL):
        return None
    source = document.source
    start = block.source.start
    mark = _MARK.match(source, start)
    if mark is None:
        return None
    line = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    if document.format is Format.HTML:
        return _Key(block.level if block.kind is BlockKind.LIST_ITEM else 1, "tag")
    return _Key(start - line, mark.lastgroup or "")


# --- how often ------------------------------------------------------------------------


def _times(context: Context) -> Iterator[Match]:
    document = context.document
    days = [field for field in fields_of(context) if _DAYS.search(field.name)]
    yield from _listed_times(context)
    read: set[Span] = set()
    for found in _TIMES.finditer(document.folded):
        number = int(found["number"] or found["course"])
        block = document.block_at(found.start())
        here = [field for field in days if block.span.contains(field.value)]
        if not here and len(days) == 1:
            here = days
        places = [field.value for field in here] or [block.span]
        if number < 2 or len(places) != 1 or places[0] in read:
            continue
        read.add(places[0])
        dates = _dates(context, places[0])
        said = _HOURS.sub("", places[0].cut(document.folded))
        if len(dates) >= WEEKLY:
            said = _EVERY_WEEK.sub("", said)  # the days are listed all the same
        if _NO_DAYS.search(said):
            continue
        count = len({date.span for date in dates})
        if count < 2 or count % number == 0:
            continue
        span = Span(found.start(), found.end())
        related = (Related(Span(dates[0].span.start, dates[-1].span.end), "日付はここです"),)
        yield Match(span, {"count": str(count)}, related=related)


def _listed_times(context: Context) -> Iterator[Match]:
    """「全3回です」 right above a list of four lines that begin with a date."""
    document = context.document
    for found in _TIMES.finditer(document.folded):
        number = int(found["number"] or found["course"])
        block = document.block_at(found.start())
        if number < 2 or block.cell is not None or _dates(context, block.span):
            continue
        items = _list_below(document, block)
        if len(items) < 2 or len(items) == number:
            continue
        starts = [_dates(context, item.span) for item in items]
        if all(len(dates) == 1 for dates in starts) and all(
            dates[0].span.start - item.span.start <= 8
            for dates, item in zip(starts, items, strict=True)
        ):
            related = (Related(items[-1].span, f"{len(items)}回目はここです"),)
            values = {"count": str(len(items))}
            yield Match(Span(*found.span()), values, related=related)


def _dates(context: Context, span: Span) -> list[Annotation]:
    return [
        date
        for date in context.annotations.overlapping(span, AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.day is not None
    ]
