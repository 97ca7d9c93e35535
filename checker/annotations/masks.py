"""What must not be flagged: names, quotations, tables, fixed wording.

Masks are queries on annotations, blocks and marks. A rule says which of them it
respects; a finding says which one was nearly applied.
"""

from __future__ import annotations

import enum
import re
import weakref
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate

from checker.annotations.types import AnnotationKind, Annotations, DateValue, PairValue
from checker.document.model import BlockKind, Document, MarkKind
from checker.model import Span
from checker.regex import regex


class Mask(enum.StrEnum):
    """A reason to leave a stretch alone."""

    LAW = "law"  # the names of laws, ordinances and plans
    OFFICE = "office"
    FORM = "form"
    QUOTATION = "quotation"  # 「…」, block quotations, 市長コメント
    TABLE = "table"
    LABEL = "label"
    HEADING = "heading"  # titles too
    LIST_ITEM = "list_item"
    CODE = "code"  # code, web and mail addresses
    ADDRESS = "address"
    PERSON = "person"  # signatures too
    HISTORY = "history"  # what is past: 沿革, 経緯, a dated sentence in the past tense
    DEFINITION = "definition"  # （以下「X」という。）
    LEGAL_TEXT = "legal_text"  # 公告, 告示, 規約, articles

    @property
    def display_name(self) -> str:
        """The mask's name for people, in Japanese."""
        return _NAMES[self]


_NAMES = {
    Mask.LAW: "法令や計画の名前",
    Mask.OFFICE: "組織や施設の名前",
    Mask.FORM: "様式の名前",
    Mask.QUOTATION: "引用",
    Mask.TABLE: "表",
    Mask.LABEL: "項目の行",
    Mask.HEADING: "見出し",
    Mask.LIST_ITEM: "箇条書き",
    Mask.CODE: "コードやURL",
    Mask.ADDRESS: "住所",
    Mask.PERSON: "人の名前",
    Mask.HISTORY: "過去の記録",
    Mask.DEFINITION: "略称の定義",
    Mask.LEGAL_TEXT: "法令などで決まった文",
}

_BY_ANNOTATION: dict[Mask, tuple[AnnotationKind, ...]] = {
    Mask.LAW: (AnnotationKind.LAW,),
    Mask.OFFICE: (AnnotationKind.OFFICE,),
    Mask.FORM: (AnnotationKind.FORM,),
    Mask.QUOTATION: (AnnotationKind.QUOTATION,),
    Mask.CODE: (AnnotationKind.URL, AnnotationKind.MAIL),
    Mask.ADDRESS: (AnnotationKind.ADDRESS, AnnotationKind.POSTAL_CODE),
    Mask.PERSON: (AnnotationKind.PERSON,),
    Mask.DEFINITION: (AnnotationKind.DEFINITION,),
}
_CODE_MARKS = (MarkKind.CODE, MarkKind.CODE_BLOCK)

_COMMENT_HEADING = regex(
    "コメント|メッセージ|談話|あいさつ|ごあいさつ|(?:市|町|村|区)長の(?:言葉|ことば)"
)
_HISTORY_HEADING = regex("沿革|経緯|経過|過去の|歴史|歩み|あゆみ|これまでの|アーカイブ")
_LEGAL_TITLE = regex(
    "公告|(?<!選挙)告示|公示送達|規約|要綱|条例の?(?:全文|本文)|約款|利用規程|実施要領"
)
_NO_LEGAL_TITLE = regex("お知らせ|募集|改正|意見|変わり|のご案内|について")
_ARTICLE = regex("第[0-9〇一二三四五六七八九十百]+条(?:の[0-9一二三四五六七八九十]+)?[ 　（(]")
_PAST = regex("(?:ました|でした|いた|った|した|れた)[。」）)]*$")


_Query = Callable[["Span", "Document", "Annotations", "_Outline"], bool]
"""Whether the place of a span is of some kind, whatever its annotations."""


def masking(
    span: Span, masks: Iterable[Mask], document: Document, annotations: Annotations
) -> Mask | None:
    """Which of these masks covers the whole of `span`, or None.

    The first of `masks` that does is given.

    Args:
        span: What a rule would flag.
        masks: The masks that the rule respects.
        document: The draft.
        annotations: Its annotations.
    """
    if not document.blocks:
        return None
    outline = _OUTLINES.get(annotations)
    if outline is None:
        outline = _OUTLINES[annotations] = _Outline(document, annotations)
    for mask in masks:
        stretches = outline.stretches(mask)
        if stretches is not None and stretches.cover(span):
            return mask
        covers = _COVERS.get(mask)
        if covers is not None and covers(span, document, annotations, outline):
            return mask
    return None


def _grown(span: Span) -> Span:
    """An insertion point belongs to what stands around it."""
    return span if span.start < span.end else Span(max(0, span.start - 1), span.end + 1)


def _in_block(*kinds: BlockKind) -> _Query:
    """The query for blocks of these kinds."""
    wanted = frozenset(kinds)
    return lambda span, document, _, __: document.block_at(span.start).kind in wanted


def _is_quoted(span: Span, document: Document, annotations: Annotations, outline: _Outline) -> bool:
    quoted = document.block_at(span.start).quoted
    return quoted or outline.under(span.start, _COMMENT_HEADING)


def _in_code(span: Span, document: Document, annotations: Annotations, outline: _Outline) -> bool:
    if any(code.contains(span) for code in outline.code_at(span.start)):
        return True
    pieces = document.pieces_of(_grown(span))
    return bool(pieces) and all(piece.protected for piece in pieces)


def _is_legal(span: Span, document: Document, annotations: Annotations, outline: _Outline) -> bool:
    if outline.legal:
        return True
    start = document.block_at(span.start).span.start
    return _ARTICLE.match(document.folded, start) is not None


def _is_history(
    span: Span, document: Document, annotations: Annotations, outline: _Outline
) -> bool:
    if outline.under(span.start, _HISTORY_HEADING):
        return True
    index = document.sentence_index_at(span.start)
    if index < 0:
        return False
    sentence = document.sentences[index].span
    if not sentence.contains(span) or not _PAST.search(
        document.folded, max(sentence.start, sentence.end - 8), sentence.end
    ):
        return False
    return any(
        isinstance(date.value, DateValue) and date.value.year is not None
        for date in annotations.overlapping(sentence, AnnotationKind.DATE)
    )


_COVERS: dict[Mask, _Query] = {
    Mask.TABLE: _in_block(BlockKind.TABLE_CELL),
    Mask.LABEL: _in_block(BlockKind.LABEL, BlockKind.SHORTHAND),
    Mask.HEADING: _in_block(BlockKind.HEADING, BlockKind.TITLE),
    Mask.LIST_ITEM: _in_block(BlockKind.LIST_ITEM),
    Mask.ADDRESS: _in_block(BlockKind.ADDRESS),
    Mask.PERSON: _in_block(BlockKind.SIGNATURE),
    Mask.QUOTATION: _is_quoted,
    Mask.CODE: _in_code,
    Mask.HISTORY: _is_history,
    Mask.LEGAL_TEXT: _is_legal,
}


class _Stretches:
    """Stretches of a text, to be asked whether one of them covers another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        # How far those reach that start here or before.
        self._ends = list(accumulate((span.end for span in ordered), max))

    def cover(self, span: Span) -> bool:
        """Whether one of them holds the whole of `span`; an empty one at an edge is held."""
        index = bisect_right(self._starts, span.start)
        return index > 0 and span.end <= self._ends[index - 1]


_TITLES = frozenset({BlockKind.HEADING, BlockKind.TITLE})


class _Outline:
    """What a document's masks are made of, by place: annotations, headings, code."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        found = {
            mask: _Stretches(_stretch(mask, a.span, a.value) for a in annotations.of(*kinds))
            for mask, kinds in _BY_ANNOTATION.items()
            if any(map(annotations.of, kinds))
        }
        self.stretches = found.get
        self._fits: dict[tuple[int, re.Pattern[str]], bool] = {}
        self._starts: list[int] = []
        self._titles: list[str] = []
        title = ""
        for block in document.blocks:
            if block.kind in _TITLES:
                heading = block.span.cut(document.folded)
                title = title or heading
                self._starts.append(block.span.start)
                self._titles.append(heading)
        self.legal = bool(_LEGAL_TITLE.search(title)) and not _NO_LEGAL_TITLE.search(title)
        self._code = [mark.span for mark in document.marks if mark.kind in _CODE_MARKS]
        self._code_starts = [span.start for span in self._code]

    def under(self, offset: int, pattern: re.Pattern[str]) -> bool:
        """Whether the nearest heading above (or at) `offset` matches."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return False
        fits = self._fits.get((index, pattern))
        if fits is None:
            fits = pattern.search(self._titles[index]) is not None
            self._fits[index, pattern] = fits
        return fits

    def code_at(self, offset: int) -> list[Span]:
        """The code that begins last at or before `offset`."""
        index = bisect_right(self._code_starts, offset) - 1
        return [self._code[index]] if index >= 0 else []


def _stretch(mask: Mask, span: Span, value: object) -> Span:
    if mask is Mask.DEFINITION and isinstance(value, PairValue):
        return Span(value.other_span.end, span.end)  # the parenthesis only
    return span


# One outline a document; Annotations compare by identity and outlive its rules.
_OUTLINES: weakref.WeakKeyDictionary[Annotations, _Outline] = weakref.WeakKeyDictionary()
