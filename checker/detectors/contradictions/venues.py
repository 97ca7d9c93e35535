"""The place of an event in its field, and another to which a sentence calls."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.contradictions.sides import alike, both, pairs_of
from checker.detectors.fields import fields_of
from checker.document.model import BlockKind
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

NAME = 3
"""Code points that the name of a city has at most; more in common is one place."""

_GATHER = Scan(
    r"(?:の?(?:受付|玄関|入り口|正面玄関|ロビー|[0-9]階|駐車場))?(?:に|へ)、?(?:(?:午[前後])?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})(?:まで)?に?、?)?(?:直接、?)?(?:お集まり|お越し|集合して|来て)(?:ください|いただ)"
)
_VENUES = frozenset(("場所", "会場", "ところ", "開催場所", "開催会場"))
_TODAY = regex("当日は?")
_SOME = regex("(?:表彰|受賞|出演|発表|出場|出品|当選)[^。]{0,8}(?:方|人|皆さん)は")
_PLACE = regex(r"(?P<place>[一-龠ァ-ヶー0-9A-Za-z 　]{2,20})\Z")


def other_place(context: Context) -> Iterator[Match]:
    """「場所：市役所 … 当日は駅前広場へお集まりください」."""
    document = context.document
    text = document.folded
    fields = [field for field in fields_of(context) if field.name in _VENUES]
    if len(fields) != 1 or "集合" in text:
        return
    known = fields[0].value.cut(text).replace(" ", "").replace("　", "")
    for found in _GATHER.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or block.kind is BlockKind.TABLE_CELL:
            continue
        start = max(
            block.span.start,
            found.start() - 40,
            text.rfind("。", block.span.start, found.start()) + 1,
        )
        place = _PLACE.search(text, max(start, found.start() - 20), found.start())
        if place is None or not _TODAY.search(text, start, place.start() + 2):
            continue
        if _SOME.search(text, start, place.start()):
            continue
        offices = context.annotations.overlapping(Span(*place.span("place")), AnnotationKind.OFFICE)
        name = place["place"].replace(" ", "").replace("　", "")
        common = alike(name, known)
        # What they begin with together is the name of the city; what they end with is 公民館.
        plain = known.split("（")[0][common:]
        ending = alike(name[::-1], plain[::-1])
        one, other = name[common:], known[common:]
        if ending > 1:
            one, other = name[common : len(name) - ending], plain[: len(plain) - ending]
        if not one or not other or pairs_of(one) & pairs_of(other) or common > NAME:
            continue
        if not offices and not name.endswith(("広場", "公園", "館", "センター", "ホール")):
            continue
        span = Span(*place.span("place"))
        if text.count(span.cut(text)) > 1:
            continue
        yield from both("場所", fields[0].value, span, context)
        return
