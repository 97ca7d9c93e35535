r"""The parts of a draft in other languages, set apart from what the rules for Japanese read.

`set_apart` moves whole lines: an English paragraph, a section in Chinese with its
heading and telephone number. They become `Document.foreign`, a document of its own
with the same source, and the rest is what all rules see. A sentence in another
language inside a Japanese line, and a cell of a Japanese table, stay where they are and
are protected: read as words, never flagged, never edited.

What is short and alone (a name, "PDF", an address of the web) belongs to the Japanese.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from checker.document.model import Block, BlockKind, Document, Mark, Piece, Sentence
from checker.model import Span
from checker.regex import regex

JAPANESE_SHARE = 0.3
"""With a smaller share of Japanese letters a line is no Japanese (as `sentences.is_prose`)."""

WORDS = 4
"""Words of Latin letters from which a line is taken for a foreign sentence: with fewer it is
a name (our judgement)."""

SENTENCE_WORDS = 5
"""The same for a sentence in a line of Japanese (our judgement)."""

LETTERS = 5
"""Letters of Hangul, Cyrillic, Thai … from which a line is taken for a foreign one; names in
Hangul have three or four (our judgement)."""

HAN = 10
"""Han letters without any kana from which a line may be Chinese: shorter ones are Japanese
headings and names (our judgement)."""

GAP = 3
"""Lines of figures (a telephone number, hours) between two foreign ones that belong to them."""

_KANA = "ぁ-ゖァ-ヺーｦ-ﾟ"
_HAN = "一-鿿㐀-䶿\uf900-\ufaff々"
# Three words of small letters: no name, no address, no code. A literal first character is
# what is looked for fastest.
_SMALL_WORDS = regex(" (?<=[a-z] )[a-z]+ [a-z]")
_SMALL_LETTERS = regex("[a-z]{2}")
_WITHOUT_KANA = regex(r"\n(?=([^\nぁ-ヺ]{8,}+)(?:\n|\Z))")
_KANA_RUN = regex(f"[{_KANA}]+")
_HAN_RUN = regex(f"[{_HAN}]+")
_ADDRESS = regex(r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w.-]+", re.ASCII)
_LATIN = regex("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f][A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f'’]*")  # fmt: skip
_OTHER = regex(rf"(?:(?![{_KANA}{_HAN}・])[^\W\d_A-Za-z\u00aa-\u024f\u1e00-\u1effＡ-Ｚａ-ｚ])+")
_LAST_LETTER = regex(r"[^\W\d_](?=[\W\d_]*\Z)")
# Words that Chinese sentences are made of and Japanese compounds are not.
_CHINESE_WORD = regex(
    "(?<![目公的])的(?![中確当])|(?<![如])是(?![正非認])|(?<![終完修満魅])了(?![承解])|[這这您你们們吗嗎呢吧么麼很沒没還还對对過过讓让從从與与將将為为请給给並并且]|(?<![申要普招])請(?![求負願])"
)
_CONTACT = regex(r"(?:tel|fax|e|mail|web|url|line|http|https|www|pdf|faq|id|qr|am|pm)", re.IGNORECASE)  # fmt: skip
# Letters that the lines of which `_kind` must be asked have: of other scripts, with accents,
# or frequent Chinese ones. Nearly no Japanese draft has any, so nothing more is done for it.
_HINT = regex(
    "[\u00e0-\u024f\u0370-\u1dff\u1e00-\u1eff\uac00-\ud7a3"
    "這这您你们們吗嗎呢吧么麼很还对對过让讓从從與將為为请给说說會國學區應關發號"
    "电话时间问联络费务应开门馆发场师险证带处东车长难灾厅县读书语]"
)
_LANGUAGE_NAME = regex("中文|漢語|繁體|國語")
_HEADINGS = frozenset((BlockKind.HEADING, BlockKind.TITLE))
_NEVER_FIRST = frozenset((BlockKind.HEADING, BlockKind.TITLE, BlockKind.ALT))
_SHORT = 40
"""Code points of a line that may be the heading of a foreign part."""


class _Kind(enum.Enum):
    """What a line is to its neighbours."""

    JAPANESE = enum.auto()
    FOREIGN = enum.auto()
    CHINESE = enum.auto()
    # Foreign beside a foreign line: 「English」, "Contact: Monday to Friday".
    WEAK = enum.auto()
    # Kanji alone: 「聯絡方式」 or 「連絡先」.
    HAN = enum.auto()
    FIGURES = enum.auto()


_FOREIGN_KINDS = frozenset((_Kind.FOREIGN, _Kind.CHINESE))


def set_apart(document: Document) -> Document:
    """The draft without its foreign parts, which are its `foreign` then.

    Takes about 10 µs for 1,000 characters where there are none.
    """
    text = document.text
    if not _may_be_foreign(text):
        return document
    units = list(_units(document))
    gone = _foreign_blocks(document, units)
    if any(gone):
        kept = _part(document, [not is_gone for is_gone in gone])
        document = replace(kept, foreign=_part(document, gone, others=False))
    return _protected(document)


def _may_be_foreign(text: str) -> bool:
    """Whether anything in a text can be a foreign sentence."""
    if _SMALL_WORDS.search(text) is not None:
        return True
    lines = "\n".join(_WITHOUT_KANA.findall("\n" + text))
    return _HINT.search(lines) is not None and any(
        _kind(line) in _FOREIGN_KINDS for line in lines.split("\n")
    )


def _kind(line: str) -> _Kind:
    """What a line is by itself."""
    if _KANA_RUN.search(line) and not (_SMALL_LETTERS.search(line) or _HINT.search(line)):
        return _Kind.JAPANESE  # as most are
    kana = sum(map(len, _KANA_RUN.findall(line)))
    han = sum(map(len, _HAN_RUN.findall(line)))
    bare = _ADDRESS.sub(" ", line)
    words = _LATIN.findall(bare)
    other = sum(map(len, _OTHER.findall(bare)))
    foreign = sum(map(len, words)) + other
    if kana + han and kana + han >= JAPANESE_SHARE * (kana + han + foreign):
        return _Kind.JAPANESE if kana else _kind_of_han(line, han)
    if other >= LETTERS:
        return _Kind.FOREIGN
    if kana and _ends_in_kana(line):
        return _Kind.JAPANESE
    if _is_sentence(words, WORDS):
        return _Kind.FOREIGN
    if kana or han:
        return _Kind.JAPANESE if kana else _kind_of_han(line, han)
    if other >= 2:
        return _Kind.WEAK
    named = any(
        len(word) > 2 and not word.isupper() and not _CONTACT.fullmatch(word) for word in words
    )
    return _Kind.WEAK if named else _Kind.FIGURES


def _is_sentence(words: Sequence[str], least: int) -> bool:
    """Whether words of Latin letters are more than a name: half of them begin small."""
    small = sum(word[0].islower() for word in words)
    return len(words) >= least and small >= 2 and 2 * small >= len(words)


def _ends_in_kana(line: str) -> bool:
    last = _LAST_LETTER.search(line[-20:])
    return last is not None and "ぁ" <= last[0] <= "ゖ"


def _kind_of_han(line: str, han: int) -> _Kind:
    """Whether kanji without kana are Chinese: by letters that Japanese does not have, by words."""
    own = {letter for run in _HAN_RUN.findall(line) for letter in run if not _in_japan(letter)}
    found = len(own | set(_CHINESE_WORD.findall(line)))
    if han >= HAN and found >= 2:
        return _Kind.CHINESE
    return _Kind.WEAK if own or _LANGUAGE_NAME.search(line) else _Kind.HAN


def _in_japan(letter: str) -> bool:
    """Whether a Japanese computer has a letter: simplified ones it has not."""
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, or a whole table, with the numbers of its blocks."""

    first: int
    last: int
    kind: _Kind
    heading: bool
    short: bool


def _units(document: Document) -> Iterator[_Unit]:
    blocks = document.blocks

    # A line of both languages is Japanese, however short its Japanese sentence.
    japanese = {
        sentence.block
        for sentence in document.sentences
        if _kind(sentence.span.cut(document.text)) is _Kind.JAPANESE
    }

    def table(item: tuple[int, Block]) -> int:
        number, block = item
        return -1 - number if block.cell is None else block.cell.table

    for _, group in groupby(enumerate(blocks), key=table):
        members = list(group)
        kinds = []
        for number, block in members:
            kind = _Kind.JAPANESE if number in japanese else _kind(document.block_text(block))
            if kind in _FOREIGN_KINDS and block.kind in _NEVER_FIRST:
                kind = _Kind.HAN if kind is _Kind.CHINESE else _Kind.WEAK
            kinds.append(kind)
        first = members[0][1]
        yield _Unit(
            members[0][0],
            members[-1][0],
            _joint(kinds),
            first.kind in _HEADINGS,
            len(members) == 1 and len(first.span) <= _SHORT,
        )


def _joint(kinds: Sequence[_Kind]) -> _Kind:
    """What the cells of a table are together; one Japanese cell makes it Japanese."""
    if len(kinds) == 1:
        return kinds[0]
    for kind in (_Kind.JAPANESE, _Kind.CHINESE):
        if kind in kinds:
            return kind
    for kind in (_Kind.HAN, _Kind.FOREIGN, _Kind.WEAK):
        if kind in kinds:
            return kind
    return _Kind.FIGURES


def _foreign_blocks(document: Document, units: Sequence[_Unit]) -> list[bool]:
    """For each block whether it belongs to a foreign part."""
    taken = [unit.kind in _FOREIGN_KINDS for unit in units]
    _take_before(units, taken)
    _take_behind(units, taken)
    gone = [False] * len(document.blocks)
    for unit, is_taken in zip(units, taken, strict=True):
        if is_taken:
            gone[unit.first : unit.last + 1] = [True] * (unit.last + 1 - unit.first)
    _take_headings(document.blocks, gone)
    return gone


def _take_before(units: Sequence[_Unit], taken: list[bool]) -> None:
    """Headings of foreign parts, and short lines above them."""
    for number in range(len(units) - 2, -1, -1):
        unit, following = units[number], units[number + 1]
        if taken[number] or not taken[number + 1]:
            continue
        chinese = following.kind in (_Kind.CHINESE, _Kind.HAN)
        taken[number] = unit.kind is _Kind.WEAK or (
            unit.kind is _Kind.HAN and chinese and unit.heading and number > 0
        )


def _take_behind(units: Sequence[_Unit], taken: list[bool]) -> None:
    """What follows a foreign line and is foreign only by that, up to a Japanese line."""
    number = 0
    while number < len(units):
        if not taken[number]:
            number += 1
            continue
        opening = units[number]
        headed = opening.kind not in _FOREIGN_KINDS or (opening.heading and opening.short)
        chinese = opening.kind in (_Kind.CHINESE, _Kind.HAN)
        number = last = number + 1
        while number < len(units):
            unit = units[number]
            if taken[number]:
                near = number - last <= GAP or headed
                chinese = chinese or unit.kind is _Kind.CHINESE
            elif unit.kind is _Kind.WEAK:
                near = (headed or number == last) and not _opens_japanese(units, number)
            elif unit.kind is _Kind.FIGURES or (unit.kind is _Kind.HAN and chinese):
                if unit.heading:
                    break
                number += 1
                continue
            else:
                break
            if not near:
                break
            number += 1
            _take(taken, last, number)
            last = number
        if opening.heading or all(unit.kind is _Kind.FIGURES for unit in units[last:number]):
            _take(taken, last, number if headed else last)


def _take(taken: list[bool], start: int, end: int) -> None:
    taken[start:end] = [True] * (end - start)


def _opens_japanese(units: Sequence[_Unit], number: int) -> bool:
    """Whether a heading in Latin letters stands over Japanese: 「## Wi-Fi spot」."""
    if not units[number].heading:
        return False
    following = units[number + 1 : number + 2]
    return not following or following[0].kind in (_Kind.JAPANESE, _Kind.HAN)


def _take_headings(blocks: Sequence[Block], gone: list[bool]) -> None:
    """Japanese headings (but not the draft's first) with nothing but foreign parts under them."""
    first = next((n for n, block in enumerate(blocks) if block.kind is BlockKind.HEADING), -1)
    for number in range(len(blocks) - 1, first, -1):
        block = blocks[number]
        if block.kind is not BlockKind.HEADING or gone[number]:
            continue
        following = number + 1
        while following < len(blocks) and gone[following]:
            other = blocks[following]
            if other.kind is BlockKind.HEADING and other.level <= block.level:
                break
            following += 1
        ends = following == len(blocks) or blocks[following].kind is BlockKind.HEADING
        if following > number + 1 and ends and not _holds_more(blocks, number, following):
            gone[number] = True


def _holds_more(blocks: Sequence[Block], number: int, following: int) -> bool:
    """Whether the section of a heading goes on with a Japanese heading of a deeper level."""
    return following < len(blocks) and blocks[following].level > blocks[number].level


def _part(document: Document, wanted: Sequence[bool], *, others: bool = True) -> Document:
    """The draft with some of its blocks only.

    `others` says whether it gets what belongs to no block: comments, images without words.
    """
    chunks: list[str] = []
    folded: list[str] = []
    blocks: list[Block] = []
    shifts: list[int | None] = []
    numbers: dict[int, int] = {}
    ends: list[int] = []  # where the part has come to, for each block of the draft
    size = 0
    for number, (block, is_wanted) in enumerate(zip(document.blocks, wanted, strict=True)):
        if not is_wanted:
            shifts.append(None)
            ends.append(max(0, size - 1))
            continue
        shift = size - block.span.start
        shifts.append(shift)
        numbers[number] = len(blocks)
        chunks.append(block.span.cut(document.text))
        folded.append(block.span.cut(document.folded))
        blocks.append(_shifted(block, shift))
        size += len(block.span) + 1
        ends.append(size - 1)
    starts = [block.span.start for block in document.blocks]

    def block_of(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    def place(offset: int) -> int:
        number = block_of(offset)
        by = shifts[number]
        return ends[number] if by is None else min(offset + by, ends[number])

    def moved(span: Span) -> Span:
        start, end = place(span.start), place(span.end)
        return Span(start, max(start, end))

    marks = [
        Mark(mark.kind, moved(mark.span), mark.source, mark.target)
        for mark in document.marks
        if (wanted[block_of(mark.span.start)] if len(mark.span) else others)
    ]
    return replace(
        document,
        text="\n".join(chunks),
        folded="\n".join(folded),
        blocks=tuple(blocks),
        pieces=tuple(
            Piece(piece.text.shift(by), piece.source, piece.verbatim, piece.protected)
            for piece in document.pieces
            if (by := shifts[block_of(piece.text.start)]) is not None
        ),
        sentences=tuple(
            Sentence(sentence.span.shift(by), numbers[sentence.block], sentence.prose)
            for sentence in document.sentences
            if (by := shifts[sentence.block]) is not None
        ),
        marks=tuple(marks),
        comments=document.comments if others else (),
        skipped=document.skipped if others else (),
    )


def _shifted(block: Block, shift: int) -> Block:
    return Block(
        block.kind,
        block.span.shift(shift),
        block.source,
        block.level,
        block.quoted,
        block.cell,
        None if block.label is None else block.label.shift(shift),
        None if block.value is None else block.value.shift(shift),
    )


def _protected(document: Document) -> Document:
    """The draft with the foreign sentences protected that stand in Japanese lines."""
    spans = [
        sentence.span
        for sentence in document.sentences
        if _is_foreign_sentence(sentence.span.cut(document.text))
    ]
    return replace(document, pieces=tuple(_cut(document.pieces, spans))) if spans else document


def _is_foreign_sentence(text: str) -> bool:
    if not (_SMALL_WORDS.search(text) or _HINT.search(text)):
        return False
    kind = _kind(text)
    if kind is _Kind.CHINESE:
        return True
    words = _LATIN.findall(_ADDRESS.sub(" ", text))
    return kind is _Kind.FOREIGN and (
        not words or _is_sentence(words, SENTENCE_WORDS) or bool(_OTHER.search(text))
    )


def _cut(pieces: Iterable[Piece], spans: Sequence[Span]) -> Iterator[Piece]:
    """The pieces, cut at the edges of some stretches and protected between them."""
    index = 0
    for piece in pieces:
        start, end = piece.text.start, piece.text.end
        while index < len(spans) and spans[index].end <= start:
            index += 1
        at = index
        while at < len(spans) and spans[at].start < end and not piece.protected:
            span = spans[at]
            if not piece.verbatim:
                piece = Piece(piece.text, piece.source, False, True)
                break
            first, last = max(start, span.start), min(end, span.end)
            if start < first:
                yield _stretch(piece, start, first, protected=False)
            yield _stretch(piece, first, last, protected=True)
            start = last
            at += 1
        if start == piece.text.start:
            yield piece
        elif start < end:
            yield _stretch(piece, start, end, protected=piece.protected)


def _stretch(piece: Piece, start: int, end: int, *, protected: bool) -> Piece:
    """The part of a verbatim piece from `start` to `end`."""
    offset = piece.source.start - piece.text.start
    return Piece(Span(start, end), Span(start + offset, end + offset), True, protected)


# Words that English sentences have, and none of those in other languages of Latin letters.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "is",
        "for",
        "will",
        "be",
        "are",
        "you",
        "your",
        "please",
        "with",
        "from",
        "this",
        "that",
        "if",
        "or",
        "by",
        "on",
        "it",
        "not",
        "can",
        "we",
        "our",
        "have",
        "has",
        "an",
        "was",
        "when",
        "where",
        "until",
        "after",
        "before",
        "there",
        "their",
        "they",
    ]
)
_ENGLISH_SHARE = 0.12
_ACCENTED_SHARE = 0.03
_ENGLISH_STOP = regex(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s*\Z)")
_ABBREVIATION = regex(r"(?:^|[\s(])(?:[A-Za-z]|[ap]\.m|No|Mr|Ms|Mrs|Dr|St|e\.g|i\.e|Tel|approx)\Z")
_REACH = 8
_SENTENCE_LEAST = 3


def english_sentences(document: Document) -> tuple[Span, ...]:
    """The English sentences of a foreign part, of three words or more and with their stop.

    Args:
        document: What `Document.foreign` is; the spans are those of its own text.
    """
    found = []
    for block in document.blocks:
        if block.kind in _HEADINGS:
            continue
        text = document.block_text(block)
        if not _is_english(text):
            continue
        start = 0
        for stop in _ENGLISH_STOP.finditer(text):
            if _ABBREVIATION.search(text[max(0, stop.start() - _REACH) : stop.start()]) and (
                stop.end() < len(text.rstrip())
            ):
                continue
            begun = start + len(text[start : stop.end()]) - len(text[start : stop.end()].lstrip())
            if len(_LATIN.findall(text, begun, stop.end())) >= _SENTENCE_LEAST:
                found.append(Span(begun, stop.end()).shift(block.span.start))
            start = stop.end()
    return tuple(found)


def _is_english(text: str) -> bool:
    words = _LATIN.findall(_ADDRESS.sub(" ", text))
    letters = "".join(words)
    accented = len(letters) - len(letters.encode("ascii", "ignore"))
    if accented > _ACCENTED_SHARE * len(letters):
        return False
    english = sum(word.lower() in _ENGLISH for word in words)
    return english > 0 and english >= _ENGLISH_SHARE * len(words)
