"""Names with what stands under them: 日時：8月1日, a heading with its lines, a table's columns.

Whatever the layout, a field is a name and the lines that answer it. What a name means is
told by `rules/elements/`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

import msgspec

from checker.document.model import Block, BlockKind, Document, MarkKind
from checker.model import Span
from checker.once import once
from checker.regex import regex

_ADDRESS = BlockKind.ADDRESS
_ALT = BlockKind.ALT
_HEADING = BlockKind.HEADING
_LIST_ITEM = BlockKind.LIST_ITEM
_PARAGRAPH = BlockKind.PARAGRAPH
_SHORTHAND = BlockKind.SHORTHAND
_TITLE = BlockKind.TITLE


class Tie(IntEnum):
    """How closely a field's name and its lines belong together; comparable."""

    SECTION = 1
    TABLE = 2
    LABEL = 3


class Field(msgspec.Struct, frozen=True):
    """A name and the lines that answer it.

    Attributes:
        name: In normal form: no spaces, marks, numbers or brackets around it.
        span: Where the name stands.
        values: What answers it, line by line; may be empty.
        tie: How closely name and lines belong together.
    """

    name: str
    span: Span
    values: tuple[Span, ...]
    tie: Tie


MAX_NAME = 40
"""Code points; a longer heading is a sentence."""

MAX_SECTION = 40
"""Lines of a section that are looked at."""

MAX_FURTHER = 8
"""Lines below a label with a value of its own that may go on with it."""

SHORT_NAME = 16
"""Code points; a longer line of a list names nothing."""

_FURTHER_LENGTH = 60
_LOOSE = regex(
    r"[\s　]*(?:(?:第?\d{1,2}[.．、)）]?|[(（]\d{1,2}[)）]|[・■●○◎◆□◇▼▽★☆※])[\s　]*)?"
    r"([^\s　：:、。（）()｜|…→\d]{1,12})[　 ]*(?:[　\t]+|  +|(?:[：:＝=｜|]|…{1,2})[\s　]*| (?=(?:令和|平成)?\d{1,4}[年月./]))(?=\S)"
)
_WIDE = regex(
    r"[\s　]*(?:[一二三四五六七八九十\d]{1,2}[\s　.．、]+)?"
    r"([^\s：:、。（）()\d](?:[　 ][^\s：:、。（）()\d]){1,3})(?:[　 ]{2,}|[：:])(?=\S)"
)
"""A name whose characters are set apart: 八　解　禁　　3月10日."""

_HELD = regex(r"[【〔［]([^】〕］\s\d]{2,16})[】〕］][\s　]*(?=\S)")
"""A name in brackets that the reader of the file knew no label in: 【素案の閲覧】市役所1階."""
_HELD_BEGINS = frozenset("【〔［")

_GAP = regex(r"[　 \t：:＝=｜|…]")
"""What both have behind the name; most lines of running text have none of it."""

_SPACED = regex(r"([^\s　：:、。（）()\d]{1,12})[\s　]*(?=\S)")
"""A name in front of a wide gap that the reader of the file knew no label in."""

_HEAD_MARKS = frozenset("（([【〔［＜<《〇●○◎■◆□◇▼▽★☆1234567890①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十")

_SUB_MARKS = frozenset("(（①⑴アイ・")
"""What the items below a numbered line begin with."""

_FRONT = regex(
    r"^(?:[\s　■□◆◇●○◎▼▽△▲★☆◯*＊・※#>＞~〜～\-－―=＝]|[【［\[〔《≪＜<〈「『(（]"
    r"|第?\d{1,2}[.．、)）:：　 ]|[(（]\d{1,2}[)）]|[①-⑳⑴-⒇]|\d{1,2}(?=[^\d\s年月日時分:.,/回人歳円つか次期号丁番日名件点])"
    r"|[ア-ン][)）.．、 　]|[一二三四五六七八九十]{1,2}[、.．　 ])+"
)
_BACK = regex(
    r"(?:[\s　】］\]〕》≫＞>〉」』:：｜|=＝~〜～\-－―■◆●★☆?？。]|[(（][^()（）]{0,24}[)）]|は(?=[:：、]?$))+$"
)
_SPACES = regex(r"[\s　]+")

_SINGLE = "日時場対内講定費料申持問締主他所会謝額数給選"
_ONE = regex(
    r"[\s　]*(?:([日時場対定費料申持問締謝額])[ 　]|(とき|ところ|会場|場所|対象|定員|費用)、)(?=\S)"
)
"""A name of one character at the start of a line: 謝 1回8,000円."""
_ONE_BEGINS = frozenset("日時場対定費料申持問締謝額とき会")
"""What it begins with behind white space: most lines begin otherwise."""

_CIRCLED = {"㊐": "日", "㊎": "費", "㊟": "他", "㊔": "定"}
_NEUTRAL = regex(
    r"内容?|講師?|他|その他|備考|注意事項?|主な内容|出演者?|曲目|演目|演題|テーマ|種目|職種|託児|"
    r"手話通訳|駐車場|交通|アクセス|(?:参考)?(?:URL|HP|ホームページ)"
)
_CHAIN = regex(
    rf"(?:^|(?<=[\s　。．、）)】]))(?:(?=([{_SINGLE}])[\s　：:＝=／/])"
    r"|(?=([^\s　：:＝=／/、。…（()）【】〔〕［］\[\]]{2,12})(?:[：:＝=／/、]|…{1,2}|[ 　]+(?=\S))))"
    rf"|[【［\[〔〈＜<(（]([{_SINGLE}]|[^\s】］\]〕〉＞>)）\d]{{2,10}})[】］\]〕〉＞>)）]"
    rf"|([{''.join(_CIRCLED)}])"
)
_CHAIN_SIGNS = " 　：:＝=／/、…】］]〕〉＞>)）"
_SINGLES = regex(
    rf"(?:^|(?<=[\s　。）)]))[{_SINGLE}][\s　：:＝=／/]+\S|(?<=、)[{_SINGLE}][：:＝=／/]\S|[【［\[〔〈(（][{_SINGLE}][】］\]〕〉)）]|[㊐㊎]"
)

_ROW_SIGNS = "＝…：:"
_ROW = regex(r"(?:^|(?<=[\s　。．、）)】]))([^\s　：:＝=、。…（）()]{2,10})[＝…：:]")
_ROW_LEAST = 3
"""So many names that are known make a line a row of them: とき＝8月1日、ところ＝公民館、定員＝10人."""

_PAIRED = regex(rf"(?:^|[\s　。）)])[{_SINGLE}][・／/][{_SINGLE}][\s　：:＝=]+\S")
_SINGLE_NEAR = regex(
    rf"[{_SINGLE}㊐㊎](?:(?<=[㊐㊎])|[^\S\n]|[：:＝=・／/]|(?<=[【［\[〔〈(（].)[】］\]〕〉)）])"
)
"""What both hold; as it begins with one of some characters, it is quick to find."""

_BRACKETS = "【［[〔〈＜"
_BRACKETED = regex(r"[\s　。）)][【［\[〔〈＜][^\s】］\]〕〉＞\d]{2,10}[】］\]〕〉＞]")

_GLUED = regex(
    r"(?:日(?=[\d０-９令毎第])|場(?![所合内外面末])(?=[一-龠ァ-ヶぁ-んA-Z])"
    r"|対(?![象策応面話立向価])(?=[一-龠ァ-ヶぁ-ん\d０-９])|定(?=[\d０-９各先若数約]|なし|特に)"
    r"|費(?=[\d０-９無一大親中実材参入お税]|1人)|料(?=[\d０-９無一大])"
    r"|持(?![ちっ参込])(?=[一-龠ァ-ヶぁ-ん])|申(?![しすせ込請告])(?=[\d０-９一-龠ァ-ヶぁ-んA-Z])"
    r"|内(?![容訳科側部])(?=[一-龠ァ-ヶぁ-ん「])|講(?![師座演義])(?=[一-龠ァ-ヶぁ-ん])"
    r"|締(?=[\d０-９])|問(?![いう題合])(?=[一-龠ァ-ヶぁ-ん☎電\d０-９]))"
    r"(?<![^\s　。、，）)】」▽▼▲△■●◆◇・／/|｜].)"
)
"""A name of one character with its value right behind: 日2月6日　場北公民館　対小学生.

What must not stand in front of it is asked last, because the search for one of some
characters is quick.
"""

_GLUED_LEAST = 3
"""So many different names of this kind make a line (or a draft) one that is written so."""

_CHAIN_LENGTH = 600
_MARKED = 2
"""Code points in front of a name that may be the mark of a list."""

_WRITTEN = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@lru_cache(maxsize=4_000)
def normal_name(text: str) -> str:
    """A label or heading without spaces, marks, numbers and brackets around it.

    Args:
        text: Folded text.
    """
    name = _BACK.sub("", _FRONT.sub("", text))
    return _SPACES.sub("", name)


def find_fields(document: Document, known: Callable[[str], object]) -> list[Field]:
    """All fields of a draft, in text order of their names (those of tables at the end).

    Args:
        document: The draft.
        known: Whether a normal name means an element (anything true).
    """
    return list(_Finder(document, known).fields())


class _Finder:
    def __init__(self, document: Document, known: Callable[[str], object]) -> None:
        self.document = document
        self.text = document.folded
        self.blocks = document.blocks
        self.known = known
        # Looked for in the whole draft at once, as most of its lines hold none of them: names
        # of one character, what may set off a name, names with their values right behind.
        self._singles = [match.start() for match in _SINGLE_NEAR.finditer(document.text)]
        self._gaps = [match.start() for match in _GAP.finditer(document.folded)]
        self._may_be_glued = len(set(_GLUED.findall(document.text))) >= _GLUED_LEAST
        self.bold = {
            mark.span.start: mark.span.end
            for mark in document.marks
            if mark.kind is MarkKind.STRONG
        }

    def fields(self) -> Iterator[Field]:
        cells: dict[int, list[Block]] = defaultdict(list)
        for index, block in enumerate(self.blocks):
            kind = block.kind
            if block.cell is not None:
                cells[block.cell.table].append(block)
            if kind is _SHORTHAND:
                yield from self._chain(block)
            elif block.label is not None:
                yield self._labelled(index, block, block.label)
                if block.value is not None and self._chained(block.value):
                    yield from self._chain(block)
            elif kind is _HEADING:
                loose = list(self._loose(block, block.span.cut(self.text)))
                yield from loose or self._section(index, block)
            elif kind in _WRITTEN and self._may_be_glued and (glued := list(self._glued(block))):
                yield from glued
            elif kind in _WRITTEN and self._is_row(block):
                yield from self._chain(block)
            elif kind is _PARAGRAPH or self._heads_list(index, block):
                yield from self._plain(index, block)
            elif kind is _LIST_ITEM:
                yield from self._loose(block, block.span.cut(self.text))
        for table in cells.values():
            yield from self._table(table)

    def _labelled(self, index: int, block: Block, label: Span) -> Field:
        values = [block.value] if block.value is not None else []
        limit = MAX_FURTHER if values else MAX_SECTION
        for further in self.blocks[index + 1 : index + 1 + limit]:
            if not self._goes_on(further, bool(block.value)):
                break
            values.append(further.span)
        return Field(normal_name(label.cut(self.text)), label, tuple(values), Tie.LABEL)

    def _goes_on(self, block: Block, has_value: bool, is_first: bool = False) -> bool:
        """Whether a line below a label belongs to it."""
        if block.kind not in (_PARAGRAPH, _LIST_ITEM, _ADDRESS):
            return False
        text = block.span.cut(self.text)
        # The first item of a list answers, even if it could be a name: 提出の仕方 ・電子申告
        answers = is_first and block.kind is _LIST_ITEM
        if not answers and len(text) <= SHORT_NAME and self.known(normal_name(text)):
            return False
        return not has_value or (len(text) <= _FURTHER_LENGTH and "。" not in text)

    def _section(self, index: int, heading: Block) -> Iterator[Field]:
        text = heading.span.cut(self.text)
        if len(text) > MAX_NAME or self._is_title(index):
            return
        values: list[Span] = []
        for block in self.blocks[index + 1 : index + 1 + MAX_SECTION]:
            if block.kind is _HEADING:
                if block.level <= heading.level:
                    break
                continue
            if block.kind in (_ALT, _TITLE):
                continue
            values.append(block.span)
        yield Field(normal_name(text), heading.span, tuple(values), Tie.SECTION)

    def _is_title(self, index: int) -> bool:
        """Whether a heading stands over the whole draft: it names all, no single answer."""
        if any(b.kind is not _TITLE for b in self.blocks[:index]):
            return False
        own = self.blocks[index].level
        below = [b for b in self.blocks[index + 1 :] if b.kind is _HEADING]
        return len(below) > 1 and all(b.level > own for b in below)

    def _plain(self, index: int, block: Block) -> Iterator[Field]:
        """A line that names what follows it, though nothing marks it as a heading."""
        text = block.span.cut(self.text)
        if len(text) > SHORT_NAME and not (
            text[-1] in "）)" and len(normal_name(text)) <= SHORT_NAME
        ):
            if len(text) <= _CHAIN_LENGTH and self._is_chain(block.span):
                yield from self._chain(block)
                return
            yield from self._loose(block, text)
            return
        # 「対　象　者」 is one name, not 「対」 with something behind it.
        name = normal_name(text)
        if not name or not self.known(name):
            yield from self._loose(block, text)
            return
        values: list[Span] = []
        for further in self.blocks[index + 1 : index + 1 + MAX_FURTHER]:
            if not self._goes_on(further, has_value=False, is_first=not values):
                break
            if self._is_bold(block) and self._is_bold(further):
                break
            values.append(further.span)
        if values:
            yield Field(name, block.span, tuple(values), Tie.SECTION)

    def _is_bold(self, block: Block) -> bool:
        """Whether all of a line is in bold type."""
        return self.bold.get(block.span.start) == block.span.end

    @once
    def _brackets(self) -> bool:
        """Whether the draft has brackets in which names may stand."""
        return any(bracket in self.text for bracket in _BRACKETS)

    def _is_chain(self, span: Span) -> bool:
        """Whether a line is a row of names of one character: 日 11月3日　場 中央公民館."""
        start, end = span.start, span.end
        if not _one_in(self._singles, start, end):
            return False
        raw = self.document.text[start:end]
        return len(_SINGLES.findall(raw)) >= 2 or _PAIRED.search(raw) is not None

    def _is_row(self, block: Block) -> bool:
        """Whether several names with their answers stand in a line."""
        raw = block.span.cut(self.document.text)
        if sum(map(raw.count, _ROW_SIGNS)) < _ROW_LEAST:
            return False
        names = {normal_name(match[1]) for match in _ROW.finditer(raw)}
        return sum(1 for name in names if self.known(name)) >= _ROW_LEAST

    def _chained(self, span: Span) -> bool:
        """Whether more names stand in what answers a name: [対象]… [持ち物]…"""
        start, end = span.start, span.end
        if _SINGLE_NEAR.search(self.text, start, end) and _SINGLES.search(self.text[start:end]):
            return True
        return self._brackets and _BRACKETED.search(self.text, start, end) is not None

    def _loose(self, block: Block, text: str) -> Iterator[Field]:
        """改定時期　令和9年4月の使用分から"""
        match = None
        if _one_in(self._gaps, block.span.start, block.span.end):
            match = _WIDE.match(text) or _LOOSE.match(text)
        if match is None:
            first = text[:1]
            if first in _ONE_BEGINS or first.isspace():
                match = _ONE.match(text)
            elif first in _HELD_BEGINS:
                match = _HELD.match(text)
        match = match or self._strong(block, text)
        if match is None:
            return
        group = match.lastindex or 1
        name = normal_name(match[group])
        if name and self.known(name):
            at = block.span.start
            value = Span(at + match.end(), block.span.end)
            yield Field(name, Span(*match.span(group)).shift(at), (value,), Tie.LABEL)

    def _strong(self, block: Block, text: str) -> re.Match[str] | None:
        """**申請** 作業の後30日以内に: bold type sets a name off as a wide gap does."""
        end = self.bold.get(block.span.start)
        match = _SPACED.match(text) if end is not None else None
        return match if match and block.span.start + match.end(1) == end else None

    def _heads_list(self, index: int, block: Block) -> bool:
        """Whether a marked line stands over lines without such a mark (●日程・会場)."""
        if block.kind is not _LIST_ITEM or index + 1 >= len(self.blocks):
            return False
        below = self.blocks[index + 1]
        if self._is_bold(block):  # 1. **受付期間** over its answer in the same item
            return below.kind is not _HEADING and not self._is_bold(below)
        mark = self.text[block.span.start]
        if below.kind is _LIST_ITEM:  # 2 提出書類 over (1) 申告書, (2) 明細書
            under = mark.isdecimal() and self.text[below.span.start] in _SUB_MARKS
            return under or below.level > block.level > 0
        return mark in _HEAD_MARKS

    def _chain(self, block: Block) -> Iterator[Field]:
        """日 11月3日　場 中央公民館　対 小学生; とき、8月1日、ところ、中央公民館。"""
        text = block.span.cut(self.text)
        raw = block.span.cut(self.document.text)
        places: list[tuple[str, int, int]] = []
        for match in _CHAIN.finditer(raw):
            if match.group(3) and raw[match.start() - 1 : match.start()] == "日":
                continue  # 24日（日） is a weekday
            written = match.group(1) or match.group(2) or match.group(3)
            if match.group(4):
                places.append((_CIRCLED[match.group(4)], match.start(), match.end()))
                continue
            name = normal_name(written)
            if self.known(name) or _NEUTRAL.fullmatch(name):
                start = match.start(match.lastindex or 0)
                places.append((name, start, start + len(written)))
        for number, (name, start, end) in enumerate(places):
            stop = places[number + 1][1] if number + 1 < len(places) else len(text)
            value = _trimmed(text, end, stop)
            if len(value):
                values = (value.shift(block.span.start),)
                yield Field(name, Span(start, end).shift(block.span.start), values, Tie.LABEL)

    def _glued(self, block: Block) -> Iterator[Field]:
        """日2月6日　場北公民館　対小学生, in one line or a line each."""
        if len(block.span) > _CHAIN_LENGTH:
            return
        raw = block.span.cut(self.document.text)
        found = [(match.group(), match.start(), match.end()) for match in _GLUED.finditer(raw)]
        if self._glued_lines:
            places = [place for place in found if place[1] <= _MARKED]
        elif len({name for name, _, _ in found}) >= _GLUED_LEAST:
            places = found
        else:
            return
        for number, (name, start, end) in enumerate(places):
            stop = places[number + 1][1] if number + 1 < len(places) else len(raw)
            value = _trimmed(self.text[block.span.start : block.span.end], end, stop)
            if len(value) and self.known(name):
                values = (value.shift(block.span.start),)
                yield Field(name, Span(start, end).shift(block.span.start), values, Tie.LABEL)

    @once
    def _glued_lines(self) -> bool:
        """Whether a draft has such names at the start of several lines."""
        names = set()
        for block in self.blocks:
            if block.kind in _WRITTEN:
                start, end = block.span.start, block.span.end
                match = _GLUED.search(self.document.text, start, min(end, start + _MARKED + 4))
                if match and match.start() <= start + _MARKED:
                    names.add(match.group())
        return len(names) >= _GLUED_LEAST

    def _table(self, cells: Sequence[Block]) -> Iterator[Field]:
        """Names at the head of columns, of rows, or both."""
        columns: dict[int, list[Block]] = defaultdict(list)
        rows: dict[int, list[Block]] = defaultdict(list)
        for block in cells:
            if block.cell is not None:
                columns[block.cell.column].append(block)
                rows[block.cell.row].append(block)
        if not rows:
            return
        first_row = rows[min(rows)]
        first_column = columns[min(columns)]
        across = sum(1 for block in first_row if self._names(block))
        down = sum(1 for block in first_column if self._names(block))
        if down > across:
            heads, lines, own = first_column, rows, "row"
        else:
            heads, lines, own = first_row, columns, "column"
        yield from self._lines(heads, lines, own)
        if own == "column":
            yield from self._lines(first_column[1:], rows, "row")

    def _lines(
        self, heads: Sequence[Block], lines: dict[int, list[Block]], own: str
    ) -> Iterator[Field]:
        seen = set()
        for head in heads:
            if head.cell is None:
                continue
            number = getattr(head.cell, own)
            if number in seen:
                continue
            seen.add(number)
            values = tuple(b.span for b in lines[number] if b is not head)
            name = normal_name(head.span.cut(self.text))
            if values and name and len(name) <= MAX_NAME:
                yield Field(name, head.span, values, Tie.TABLE)

    def _names(self, block: Block) -> bool:
        text = block.span.cut(self.text)
        return len(text) <= MAX_NAME and bool(self.known(normal_name(text)))


def _one_in(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some places, which are in order, lies in a stretch."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the signs around a value."""
    while start < end and text[start] in _CHAIN_SIGNS + "〔［【[":
        start += 1
    while end > start and text[end - 1] in " 　、。\t【［[〔〈＜<(（▽▼△▲■●◆◇・／/|｜":
        end -= 1
    return Span(start, end)
