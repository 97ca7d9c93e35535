"""The way to a place that is not the venue: 会場：市民会館 … 文化ホールは、駅から歩いて8分です。"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, TextValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

_WAY = Scan(
    r"(?:駅|停留所|バス停|インターチェンジ|改札|[東西南北]口)[^。\n]{0,20}?から[^。\n]{0,12}?"
    r"(?:歩いて|徒歩|車で|バスで)[^。\n]{0,4}?[0-9]{1,3}分"
)
_VENUE = regex(r"(?:会場|開催場所|場所|ところ)[：:]?$")
_TOPIC = regex(r"(?:へ|に)?は[、 ]?")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_WAY,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a place to which the way is told although it comes nowhere else.

    Only where the draft names one venue, in a label or a table.
    """
    document = context.document
    text = document.folded
    ways = list(_WAY.finditer(text))
    if not ways:
        return
    venues = _venues(context)
    if len({_name(venue) for venue in venues}) != 1:
        return
    for way in ways:
        number = document.sentence_index_at(way.start())
        sentence = document.sentences[number].span
        for office in context.annotations.overlapping(sentence, AnnotationKind.OFFICE):
            name = _name(office)
            topic = office.span.start == sentence.start and _TOPIC.match(text, office.span.end)
            if not topic or text.count(name) > 1 or any(name in _name(v) for v in venues):
                continue
            related = (Related(venues[0].span, "会場はここです"),)
            yield Match(office.span, {"usual": _name(venues[0])}, related=related)


def _venues(context: Context) -> list[Annotation]:
    """The offices behind 会場 in a label or in the table cell beside it."""
    document = context.document
    found: list[Annotation] = []
    for index, block in enumerate(document.blocks):
        span: Span | None = None
        if block.kind is BlockKind.LABEL and block.label and block.value:
            if _VENUE.match(block.label.cut(document.folded)):
                span = block.value
        elif (
            block.kind is BlockKind.TABLE_CELL
            and index + 1 < len(document.blocks)
            and _VENUE.match(document.folded, block.span.start, block.span.end)
        ):
            span = document.blocks[index + 1].span
        if span is not None:
            found += context.annotations.overlapping(span, AnnotationKind.OFFICE)
    return found


def _name(office: Annotation) -> str:
    return office.value.text if isinstance(office.value, TextValue) else ""
