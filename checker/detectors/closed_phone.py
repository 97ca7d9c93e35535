"""A last day to apply by telephone or at a counter only, on which nobody answers.

「12月13日（日）までに電話で（平日午前9時から午後5時まで）」: the hours beside the words for
applying say on which days; those of a contact elsewhere do not.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind
from checker.context import Context
from checker.detectors.closed_steps import REFUSED
from checker.detectors.steps import steps_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

WEEKDAYS_ONLY = Scan(
    r"平日(?:の?み|だけ)?(?:の|、|は、?|[ 　])?(?:午前|[0-9]{1,2}[時:])|平日(?:のみ|だけ|に限)"
)
_BY_PHONE = regex(
    r"電話(?:番号)?(?:[（(][^（）()\n]{0,40}[)）])?(?:だけ|のみ|に限|[でか]ら?(?!お?知らせ|連絡)|にて|または|もしくは|、)|(?:または|か|、)電話"
)
_OTHER = regex(
    "メール|ファク|FAX|郵送|郵便で|(?:はがき|ハガキ|葉書)(?:で|か|また|に、|、|でも)|オンライン|インターネット|ウェブ|フォーム|ホームページ(?:から|で)|LINE|アプリ|電子(?:申請|フォーム|予約)|二次元|QR|ポスト|投函|システムで|システムから|サイト(?:から|で)"
)
_CONTACT = regex("問い?合わ?せ|問合|お尋ね|相談は")
_APPLYING = regex("申し?込|予約|応募|受け?付け?|申請|締め?切")
_SHARE = regex(
    r"(?:申し?込み?|予約|応募|受け?付け?)の?(?:締め?切り?|期限)は、?[^。\n]{0,60}?(?:の分[がは]|分：)\Z"
)
NEAR = 2
"""Lines behind a last day in which the hours of the telephone stand."""


def by_phone(text: str) -> bool:
    """Whether a draft names nothing but the telephone, or a counter, for applying."""
    return (
        "電話" in text
        and _BY_PHONE.search(text) is not None
        and (_OTHER.search(REFUSED.sub("", text)) is None)
    )


def due_by_phone(context: Context) -> Iterator[tuple[Annotation, Span]]:
    """The last days to apply, and where hours on weekdays are said of them."""
    document = context.document
    text = document.folded
    hours = [found.span() for found in WEEKDAYS_ONLY.finditer(text)]
    if not hours or not by_phone(text):
        return
    for date in due_days(context):
        block = document.block_at(date.span.start)
        end = block.span.end
        for _ in range(NEAR):
            if end + 1 < len(text):
                end = document.block_at(end + 1).span.end
        for start, stop in hours:
            there = document.block_at(start).span
            if not block.span.start <= start < end:
                continue
            near = text[there.start : stop]
            if _APPLYING.search(near) and not _CONTACT.search(near):
                yield date, Span(start, stop)
                break


def due_days(context: Context) -> Iterator[Annotation]:
    """The last days to apply, those for one of several days included."""
    text = context.document.folded
    due = {step.span for step in steps_of(context) if step.role == "apply"}
    for date in context.annotations.of(AnnotationKind.DATE):
        start = date.span.start
        line = context.document.block_at(start).span.start
        if date.span in due or _SHARE.search(text, max(line, start - 100), start):
            yield date
