"""「詳しくはホームページで」 without a word on which page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.document.model import MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_SITE = "(?:(?:市|公式|本市)の?)?(?:公式)?(?:ホームページ|HP|ウェブサイト|ウエブサイト|Webサイト|WEBサイト)"
_LOOK = "(?:ご覧|御覧|ご?確認|御?確認|ご?参照|見て)"
_POINTER = Scan(
    rf"(?:詳し|くわし|詳細)[^。\n]{{0,30}}?(?P<more>{_SITE}(?:等|など)?(?:を|で|にて|から|に掲載)、?{_LOOK}?)"
    rf"|(?P<look>{_SITE}(?:等|など)?を、?{_LOOK})"
)
_FOUND_BY = regex("検索|ページ番号|ページID|記事ID|[0-9]{4,}番|(?:二次元|QR)コード|のページ|」")

LINK_WITHIN = 200
"""Code points behind the paragraph in which a link belongs to it (our judgement)."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_POINTER,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a pointer in a draft that shows no address at all.

    A search word or the name of the page in the same paragraph is enough, or a
    link there or soon after.
    """
    document = context.document
    if context.annotations.of(AnnotationKind.URL):
        return
    links = [mark.span for mark in document.marks if mark.kind is MarkKind.LINK]
    for found in _POINTER.finditer(document.folded):
        span = Span(*found.span("more" if found["more"] else "look"))
        block = document.block_at(span.start).span
        near = Span(block.start, block.end + LINK_WITHIN)
        if _FOUND_BY.search(block.cut(document.folded)):
            continue
        if not any(near.overlaps(link) for link in links):
            yield Match(span)
