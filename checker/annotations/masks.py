"""What must not be flagged: names, quotations, tables, fixed wording.

Masks are queries on annotations, blocks and marks. A rule says which of them it
respects; a finding says which one was nearly applied.
"""

from __future__ import annotations

import enum
import re
import weakref
from bisect import bisect_right
from collections.abc import Iterable

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
_BY_BLOCK: dict[Mask, frozenset[BlockKind]] = {
    Mask.TABLE: frozenset((BlockKind.TABLE_CELL,)),
    Mask.LABEL: frozenset((BlockKind.LABEL, BlockKind.SHORTHAND)),
    Mask.HEADING: frozenset((BlockKind.HEADING, BlockKind.TITLE)),
    Mask.LIST_ITEM: frozenset((BlockKind.LIST_ITEM,)),
    Mask.ADDRESS: frozenset((BlockKind.ADDRESS,)),
    Mask.PERSON: frozenset((BlockKind.SIGNATURE,)),
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
    for mask in masks:
        if _covers(mask, span, document, annotations):
            return mask
    return None


def _covers(mask: Mask, span: Span, document: Document, annotations: Annotations) -> bool:
    kinds = _BY_ANNOTATION.get(mask)
    if kinds and any(
        _stretch(mask, annotation.span, annotation.value).contains(span)
        for annotation in annotations.overlapping(_grown(span), *kinds)
    ):
        return True
    blocks = _BY_BLOCK.get(mask)
    if blocks:
        return document.block_at(span.start).kind in blocks
    if mask is Mask.QUOTATION:
        return document.block_at(span.start).quoted or _outline(document, annotations).under(
            span.start, _COMMENT_HEADING
        )
    if mask is Mask.CODE:
        return _in_code(span, document, annotations)
    if mask is Mask.HISTORY:
        return _is_history(span, document, annotations)
    if mask is Mask.LEGAL_TEXT:
        return _outline(document, annotations).legal or bool(
            _ARTICLE.match(document.folded, document.block_at(span.start).span.start)
        )
    return False


def _grown(span: Span) -> Span:
    """An insertion point belongs to what stands around it."""
    return span if len(span) else Span(max(0, span.start - 1), span.end + 1)


def _stretch(mask: Mask, span: Span, value: object) -> Span:
    if mask is Mask.DEFINITION and isinstance(value, PairValue):
        return Span(value.other_span.end, span.end)  # the parenthesis only
    return span


def _in_code(span: Span, document: Document, annotations: Annotations) -> bool:
    if any(code.contains(span) for code in _outline(document, annotations).code_at(span.start)):
        return True
    pieces = document.pieces_of(_grown(span))
    return bool(pieces) and all(piece.protected for piece in pieces)


def _is_history(span: Span, document: Document, annotations: Annotations) -> bool:
    if _outline(document, annotations).under(span.start, _HISTORY_HEADING):
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


class _Outline:
    """The headings and code of a document, by place."""

    def __init__(self, document: Document) -> None:
        self._starts: list[int] = []
        self._titles: list[str] = []
        title = ""
        for block in document.blocks:
            if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
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
        return index >= 0 and bool(pattern.search(self._titles[index]))

    def code_at(self, offset: int) -> list[Span]:
        """The code that begins last at or before `offset`."""
        index = bisect_right(self._code_starts, offset) - 1
        return [self._code[index]] if index >= 0 else []


# One outline a document; Annotations compare by identity and outlive its rules.
_OUTLINES: weakref.WeakKeyDictionary[Annotations, _Outline] = weakref.WeakKeyDictionary()


def _outline(document: Document, annotations: Annotations) -> _Outline:
    outline = _OUTLINES.get(annotations)
    if outline is None:
        outline = _OUTLINES[annotations] = _Outline(document)
    return outline
