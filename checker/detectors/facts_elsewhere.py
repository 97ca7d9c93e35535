"""Pages that leave what matters to a PDF, an image or a two-dimensional code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.detectors.places import leads_to_page, links
from checker.document.model import Block, BlockKind, Document, Format, MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_PDF = regex(r"\.pdf(?:[?#].*)?$", re.IGNORECASE)
_IMAGE_OF_TEXT = regex(
    r"chirashi|tirashi|tirasi|chirasi|flyer|flier|leaflet|poster|posuta|annai|tsuchi|oshirase"
    r"|チラシ|ちらし|ポスター|案内|お知らせ|一覧",
    re.IGNORECASE,
)
_POINTS = regex(
    r"(?:PDF|添付|別紙|チラシ|ちらし|ファイル|実施要領|要項|こちら|下記|次の資料)[^。]{0,30}"
    r"(?:ご覧|御覧|見て|確認|参照|読んで|のとおり|の通り)"
)
_CODE_USE = Scan(
    r"(?:QR|二次元|2次元)コード(?:から|より|で(?!き)|を読み(?:取(?!れ)|込)|を読取|にアクセス)"
)
_CODE_ELSEWHERE = regex(
    r"(?:納付書|通知書?|請求書|はがき|券|カード|証|パンフレット|冊子|広報紙?|ポスター|端末|画面|レジ|案内板|看板"
    r"|決済|支払|読み取り機)[^。]{0,15}(?:QR|二次元|2次元)コード"
)
_CODE_PAYS = regex(r"コード(?:決済|払い|支払)")
_SEARCH = regex(r"検索|市(?:の|公式)?(?:ホームページ|ウェブサイト|サイト|HP)")
_FORMS = regex(
    r"様式|申請書|届出?書|申込書|計画|報告|議事|会議録|議案|要綱|条例|統計|予算|決算|入札|図面"
)
_CORE = (
    AnnotationKind.DATE,
    AnnotationKind.TIME,
    AnnotationKind.PHONE,
    AnnotationKind.MAIL,
    AnnotationKind.MONEY,
    AnnotationKind.ADDRESS,
)
_BODY = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_CELL,
        BlockKind.LABEL,
        BlockKind.SHORTHAND,
    }
)
_IMAGE = MarkKind.IMAGE
_SHORT_BODY = {"pdf": 200, "image": 100}
"""Characters of a body that leaves the facts elsewhere (rule catalogue, our judgement)."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_CODE_USE,) if options.get("where") == "code" else ()


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return {"image": (_IMAGE.value,), "pdf": (MarkKind.LINK.value,)}.get(str(options["where"]), ())


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["where"]`: `pdf`, `image` or `code`."""
    document = context.document
    where = str(options.get("where"))
    if where == "code":
        yield from _only_code(context)
        return
    body = [block for block in document.blocks if block.kind in _BODY]
    if document.format is Format.TEXT or not document.blocks:
        return
    length = sum(len(block.span) for block in body)
    if length >= _SHORT_BODY[where] or _core_facts(context, body) >= 2:
        return
    if where == "image":
        yield from _only_image(document)
    elif not _FORMS.search(document.folded):
        for mark in links(document):
            if _PDF.search(mark.target) and _POINTS.search(_line(document, mark.span)):
                yield Match(document.block_at(mark.span.start).span)
                return


def _core_facts(context: Context, body: list[Block]) -> int:
    """How many kinds of fact the body gives."""
    kinds = set()
    for annotation in context.annotations.of(*_CORE):
        block = context.document.block_at(annotation.span.start)
        if block.kind in _BODY:
            kinds.add(annotation.kind)
    return len(kinds)


def _line(document: Document, span: Span) -> str:
    return document.block_at(span.start).span.cut(document.folded)


def _only_image(document: Document) -> Iterator[Match]:
    for mark in document.marks_of(_IMAGE):
        alt = mark.span.cut(document.text)
        if _IMAGE_OF_TEXT.search(mark.target.rsplit("/", 1)[-1]) or _IMAGE_OF_TEXT.search(alt):
            yield Match(Span(mark.span.start, mark.span.start), source=mark.source)
            return


def _only_code(context: Context) -> Iterator[Match]:
    """The first line that sends the reader to a code, where no address or word to search is."""
    document = context.document
    if _SEARCH.search(document.folded) or context.annotations.of(AnnotationKind.URL):
        return
    if any(leads_to_page(mark.target) for mark in links(document)):
        return
    for match in _CODE_USE.finditer(document.folded):
        line = _line(document, Span(*match.span()))
        if not (_CODE_ELSEWHERE.search(line) or _CODE_PAYS.search(line)):
            yield Match(Span(*match.span()))
            return
