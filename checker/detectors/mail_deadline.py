"""A deadline for what may be sent by post, without 必着 or 消印有効."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_WAYS = ("郵送", "はがき", "ハガキ")
_POST = f"(?:{'|'.join(_WAYS)})"
_WORDS = Words(_WAYS)
_OR = "(?:、|又は|または|か|もしくは|や|・|／|/)"
_OTHER_WAYS = (
    "(?:持参|窓口|電話|ファク[^。、]{1,3}|FAX|メール|電子[^。、]{0,4}|オンライン|フォーム|直接)"
)
# The citizen sends something; 「結果は郵送します」 is the city.
_BY_POST = regex(
    f"{_POST}(?:で|により|にて)[^。\n]{{0,20}}?"
    "(?:提出|申し?込|応募|申請|届け?出|返送|返信|送って|お送りくだ|受け付け|受付)"
    f"|{_POST}{_OR}{_OTHER_WAYS}|{_OTHER_WAYS}{_OR}{_POST}"
)
_DEADLINE = regex("締め?切り?|〆切|期限|(?:申[^。]{0,3}|応募|提出|募集|受付|受け付け)期間")
# 「12月11日までに、郵送か持参で出してください」 says when to send it.
_WITH_WAY = regex("[^。、]{0,10}?(?:まで|迄)に")
_GOES_ON = regex("[^。、]{0,8}?(?:から|以降|[〜～])|を?過ぎ")
_SETTLED = regex("必着|消印|届い|届く|着くよう|到着|着分")
# 「郵送やメールでは受け付けられません」
_REFUSED = regex("[^。\n]{0,12}?(?:では?|による[^。、\n]{1,6})[^。、\n]{0,10}(?:ません|不可)")
_REACH = 40
_SHORT = 60


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_WORDS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """At most one match: the deadline, if the post is a way to keep it."""
    document = context.document
    post = _BY_POST.search(document.folded)
    if post is None or _SETTLED.search(document.folded):
        return
    if _REFUSED.match(document.folded, post.end()):
        return
    heading = ""
    for block in document.blocks:
        line = block.span
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            heading = line.cut(document.folded)
            continue
        for date in context.annotations.overlapping(line, AnnotationKind.DATE):
            if not isinstance(date.value, DateValue) or date.value.day is None:
                continue
            start = max(line.start, date.span.start - _REACH)
            behind = Span(date.span.end, min(line.end, date.span.end + _REACH)).cut(document.folded)
            named = _DEADLINE.search(document.folded, start, date.span.start)
            if not named and len(line) <= _SHORT:
                named = _DEADLINE.search(heading)
            if _GOES_ON.match(behind):
                continue
            if named and not _WITH_WAY.match(behind):
                yield Match(date.span)
                return
