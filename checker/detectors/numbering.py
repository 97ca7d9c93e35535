"""Numbers of headings, lines and steps that skip, repeat or point to a step that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options, numbered_words, per_draft
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"before", "expected", "last"})

_KANA = "アイウエオカキクケコサシスセソ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
_KANJI = "一二三四五六七八九十"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"


class _Style(NamedTuple):
    """A way to number.

    Attributes:
        name: Numbers of one name belong together.
        pattern: Fits at the start of a line; its first group is the number.
        signs: The numbers in order, if they are no digits.
        plain: Whether such signs also begin lines that are not numbered.
    """

    name: str
    pattern: re.Pattern[str]
    signs: str = ""
    plain: bool = False


_STYLES = (
    _Style("circled", regex(f"([{_CIRCLED}])"), _CIRCLED),
    _Style("small", regex(f"([{_BRACKETED}])"), _BRACKETED),
    _Style("chapter", regex(r"第([0-9]{1,2})章(?![のをにかとでは、])")),
    _Style("part", regex(r"第([0-9]{1,2})節(?![のをにかとでは、])")),
    _Style("article", regex(r"第([0-9]{1,3})条(?![のをにかと例約、])")),
    _Style("ordinal", regex(r"第([0-9]{1,2})[ 　](?![0-9])")),
    _Style("step", regex(r"(?:手順|ステップ|STEP|Step)[ 　]?([0-9]{1,2})(?![0-9-])")),
    _Style("question", regex(r"(?:問|Q|質問)[ 　]?([0-9]{1,2})(?=[ 　.．:：、]|$)")),
    _Style("table", regex(r"表[ 　]?([0-9]{1,2})(?=[ 　：:.．（(]|$)")),
    _Style("figure", regex(r"図[ 　]?([0-9]{1,2})(?=[ 　：:.．（(]|$)")),
    _Style("picture", regex(r"写真[ 　]?([0-9]{1,2})(?=[ 　：:.．（(]|$)")),
    _Style("sheet", regex(r"(?:資料|様式|別表|別紙)第?[ 　]?([0-9]{1,2})号?(?=[ 　：:.．（(]|$)")),
    _Style("brackets", regex(r"[(（]([0-9]{1,2})[)）]")),
    _Style("half", regex(r"([0-9]{1,2})[)）](?![0-9])"), "", True),
    _Style("dot", regex(r"([0-9]{1,2})[.．](?![0-9])"), "", True),
    _Style(
        "bare",
        regex(
            r"([0-9]{1,2})[ 　]+(?![0-9%％~〜～\-]|(?:円|枚|年|月|分|人|個|回|本|日|時|名|階)(?:[ 　をがにはもでとずのや、。，．・／/（()）：:〜～~\-－0-9]|から|まで|以[上下内前後]|目|前|後|$))"
        ),
        "",
        True,
    ),
    _Style("kana-brackets", regex(f"[(（]([{_KANA}])[)）]"), _KANA),
    _Style("kana", regex(f"([{_KANA}])[ 　.．）)]"), _KANA),
    _Style("roman", regex(f"([{_ROMAN}])(?=[ 　.．、：:])"), _ROMAN, True),
    _Style("kanji", regex(f"([{_KANJI}])[ 　.．、](?=[^0-9])"), _KANJI, True),
)
_DIGITS = "0123456789"
_BEGINNINGS: Mapping[str, str] = {
    "circled": _CIRCLED,
    "small": _BRACKETED,
    "chapter": "第",
    "part": "第",
    "article": "第",
    "ordinal": "第",
    "step": "手スS",
    "question": "問Q質",
    "table": "表",
    "figure": "図",
    "picture": "写",
    "sheet": "資様別",
    "brackets": "(（",
    "half": _DIGITS,
    "dot": _DIGITS,
    "bare": _DIGITS,
    "kana-brackets": "(（",
    "kana": _KANA,
    "roman": _ROMAN,
    "kanji": _KANJI,
}
"""The characters with which each way begins: most lines need not be tried with any."""
_FIRST = frozenset(
    _ROMAN + _CIRCLED + _BRACKETED + _KANA + _KANJI + "第手スSQ問質表図写資様別(（0123456789"
)
_OPEN = "・- 　■□◆◇●【〈《<［["
_MAY_BEGIN = _FIRST | frozenset(_OPEN) | frozenset("０１２３４５６７８９")
_LEFT_OUT = regex(r"欠番|削除|抜粋|省略|[（(]略[)）]|中略|以下略|変更点|改正|のみ")
_READ = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.LABEL,
    BlockKind.SHORTHAND,
)
# Not a set: the hash of a kind takes longer than to compare it with all of them.
_INLINE = Scan("[(（]2[)）]")
_SECOND = regex("②")
"""What every row of numbers in a line holds."""
_SIGN = regex(r"[(（]([0-9]{1,2})[)）]")
_CIRCLE = regex(f"([{_CIRCLED}])")
_REFERS = regex(
    r"[のはをにがかとへもや、。・）)」から〜～\-]|まで|または|及び|又は|以外|[(（①-⑳]|$"
)

_SPOKEN_OF = regex("[のはをがにでもへ](?![ぁ-ん])")


class _Number(NamedTuple):
    value: int
    style: _Style
    span: Span
    block: Block


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for `options["fault"]`: `skipped`, `repeated` or `missing` (a step)."""
    document = context.document
    fault = options.get("fault")
    if fault == "missing":
        yield from _missing_steps(document)
        return
    for found, number, before in _faults(context):
        if found == fault:
            yield _match(number, before, document)


@per_draft
def _faults(context: Context) -> Sequence[tuple[str, _Number, _Number]]:
    """What is wrong, with the number and the one before it."""
    found = [*_lines(context.document), *_inline(context.document)]
    known = {number.span for _, number, _ in found}
    for fault, other, last in numbered_words.faults(context.document):
        block = context.document.block_at(other.span.start)
        number = _Number(other.value, _BY_NAME["step"], other.span, block)
        before = _Number(last.value, _BY_NAME["step"], last.span, block)
        between = context.document.folded[last.span.start : block.span.end]
        if other.span not in known and not _LEFT_OUT.search(between):
            found.append((fault, number, before))
    return found


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_STEP,) if options.get("fault") == "missing" else ()


def _match(number: _Number, before: _Number, document: Document) -> Match:
    shown = before.span.cut(document.text)
    expected = before.value + 1
    signs = number.style.signs
    return Match(
        number.span,
        {"before": shown, "expected": signs[expected - 1 : expected] or str(expected), "last": ""},
        related=(Related(before.span, "前の番号は、ここです"),),
    )


def _lines(document: Document) -> Iterator[tuple[str, _Number, _Number]]:
    """Numbers at the start of lines, against the one before of the same level."""
    open_: dict[str, list[_Number]] = {}
    blocks, raw = document.blocks, document.text
    numbers = {
        index: number
        for index, block in enumerate(blocks)
        if raw[block.span.start : block.span.start + 1] in _MAY_BEGIN
        and block.kind in _READ
        and not block.quoted
        and (number := _number(block, document)) is not None
    }
    if len(numbers) < 2:
        return
    # What stands before the first number and behind the last one tells nothing.
    for index in range(min(numbers), max(numbers) + 1):
        block, number = blocks[index], numbers.get(index)
        if number is None:
            if block.kind is BlockKind.HEADING and not block.quoted:
                # A heading without number ends what is numbered below it.
                open_ = {
                    name: row
                    for name, row in open_.items()
                    if row[-1].block.kind is BlockKind.HEADING and row[-1].block.level < block.level
                }
            continue
        name = number.style.name
        row = open_.get(name)
        if row is None or number.value == 1:
            if (
                row is not None
                and row[-1].value == 1
                and len(row) == 1
                and _again(row[-1], number, document)
            ):
                yield "repeated", number, row[-1]
            names = list(open_)
            if row is not None:  # what was below the former row is over
                open_ = {n: open_[n] for n in names[: names.index(name)]}
            open_[name] = [number]
            continue
        names = list(open_)
        open_ = {n: open_[n] for n in names[: names.index(name) + 1]}
        last = row[-1]
        row.append(number)
        if row[0].value != 1 or number.value == last.value + 1:
            continue
        # 「第1」 and 「第4」 alone may be some of the steps of a fee.
        plain = number.style.plain or number.style.name == "ordinal"
        enough = not plain or len(row) > 2
        if not enough or _left_out(last, number, document):
            continue
        if number.value == last.value:
            yield "repeated", number, last
        elif last.value + 1 < number.value <= last.value + 3:
            yield "skipped", number, last


def _again(last: _Number, number: _Number, document: Document) -> bool:
    """Whether two lines one behind the other both begin with the first number."""
    between = document.text[last.span.end : number.span.start]
    return (
        not number.style.plain
        and number.style.name not in ("article", "question")
        and between.count("\n") == 1
        and last.block.kind is number.block.kind is BlockKind.LIST_ITEM
        and last.block.level == number.block.level
    )


def _left_out(last: _Number, number: _Number, document: Document) -> bool:
    between = document.folded[last.block.span.start : number.block.span.end]
    return bool(_LEFT_OUT.search(between))


@cache
def _styles(raw: str, folded: str) -> tuple[_Style, ...]:
    """The ways to number that begin with a character, as it is written and as it is folded."""
    return tuple(
        style for style in _STYLES if (raw if style.signs else folded) in _BEGINNINGS[style.name]
    )


def _number(block: Block, document: Document) -> _Number | None:
    text, raw = document.folded, document.text
    start = block.span.start
    while start < block.span.end and text[start] in _OPEN and raw[start] not in _FIRST:
        start += 1
    if start >= block.span.end or (raw[start] not in _FIRST and text[start] not in _FIRST):
        return None
    for style in _styles(raw[start], text[start]):
        found = style.pattern.match(raw if style.signs else text, start, block.span.end)
        if found is not None:
            if _SPOKEN_OF.match(text, found.end()):
                return None  # 「①の窓口は、1階です」
            sign = found[1]
            value = style.signs.index(sign) + 1 if style.signs else int(sign)
            end = found.start() + len(found.group().rstrip())
            return _Number(value, style, Span(found.start(), end), block)
    return None


def _inline(document: Document) -> Iterator[tuple[str, _Number, _Number]]:
    """Numbers in one line: (1)講座名 (2)住所 (4)電話番号. References ((1)の方) are left out."""
    text, raw = document.folded, document.text
    places = [found.start() for found in _INLINE.finditer(text)]
    places += [found.start() for found in _SECOND.finditer(raw)]
    done = -1
    for place in sorted(places):
        if place < done:
            continue
        block = document.block_at(place)
        done = block.span.end
        rows: dict[str, list[_Number]] = {}
        for name, signs, found in (
            *(("brackets", "", f) for f in _SIGN.finditer(text, block.span.start, done)),
            *(("circled", _CIRCLED, f) for f in _CIRCLE.finditer(raw, block.span.start, done)),
        ):
            if not _REFERS.match(text, found.end(), done):
                value = signs.index(found[1]) + 1 if signs else int(found[1])
                number = _Number(value, _BY_NAME[name], Span(*found.span()), block)
                rows.setdefault(name, []).append(number)
        if _LEFT_OUT.search(document.folded, block.span.start, block.span.end):
            continue
        for row in rows.values():
            yield from _in_row(row)


def _in_row(row: list[_Number]) -> Iterator[tuple[str, _Number, _Number]]:
    """The one fault of a row that otherwise counts from 1."""
    values = [number.value for number in row]
    if len(row) < 3 or values[:2] != [1, 2]:
        return
    faults = [i for i in range(1, len(values)) if values[i] != values[i - 1] + 1]
    if len(faults) != 1:
        return
    at = faults[0]
    if values[at] == values[at - 1] + 2:
        yield "skipped", row[at], row[at - 1]
    elif values[at] == values[at - 1]:
        yield "repeated", row[at], row[at - 1]


_BY_NAME: Mapping[str, _Style] = {style.name: style for style in _STYLES}

_STEP = Scan(r"(?P<word>手順|ステップ|STEP|Step)[ 　]?(?P<number>[0-9]{1,2})(?![0-9.-])")


def _missing_steps(document: Document) -> Iterator[Match]:
    """手順5 in a sentence where the draft has steps, but not so many."""
    defined: dict[str, int] = {}
    referred: list[tuple[str, int, Span]] = []
    for found in _STEP.finditer(document.folded):
        block = document.block_at(found.start())
        head = document.folded[block.span.start : found.start()].strip(_OPEN + "#")
        word, value = found["word"].lower(), int(found["number"])
        if not head and not re.match(
            r"[のはをにがへまか]", document.folded[found.end() : found.end() + 1]
        ):
            defined[word] = max(defined.get(word, 0), value)
        else:
            referred.append((word, value, Span(*found.span())))
    for word, value, span in referred:
        last = defined.get(word) or _listed(document)
        if last and last >= 2 and value > last:
            yield Match(span, {"last": str(last), "before": "", "expected": ""})


_STEPS = regex(r"手順|流れ|ステップ|STEP|方法|手続き")


def _listed(document: Document) -> int:
    """The number of items of the longest list below a heading about steps."""
    longest = count = 0
    inside = False
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            inside, count = bool(_STEPS.search(block.span.cut(document.folded))), 0
        elif inside and block.kind is BlockKind.LIST_ITEM and block.level == 1:
            count += 1
            longest = max(longest, count)
    return longest
