"""The half-width ~ between the ends of a range, told once a draft."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_SIGNS = "~˜∼"
_RANGE = regex(
    f"[{_SIGNS}](?<=[0-9０-９一-鿿ァ-ヶー）)頃ごろ].)(?=[ 　]?[0-9０-９一-鿿ァ-ヶ])"
    f"|[{_SIGNS}](?<=[0-9０-９時分日月年円人名歳才階回年度）)曜].)(?=[）)、。 　]|$)"
)
_NAMED = regex("[「『][^「」『』]{0,40}$")
_WINDOW = 42
_FOLDED = Words(_SIGNS)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for; in the folded text, where ～ is ~ too."""
    return (_FOLDED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, at the first place, that mends all of them.

    In the text as it is written: in the folded one the full-width sign is a half-width one.
    """
    document = context.document
    text = document.text
    if not any(sign in text for sign in _SIGNS):
        return
    forms = context.annotations.of(AnnotationKind.FORM)
    found: list[Span] = []
    for block in document.blocks:
        if block.quoted or not any(s in text[block.span.start : block.span.end] for s in _SIGNS):
            continue
        for match in _RANGE.finditer(text, block.span.start, block.span.end):
            span = Span(match.start(), match.end())
            named = _NAMED.search(text, max(block.span.start, span.start - _WINDOW), span.start)
            masked = document.is_protected(span) or any(f.span.overlaps(span) for f in forms)
            if not named and not masked:
                found.append(span)
    if found:
        edits = tuple(Edit(span, "〜") for span in found)
        related = tuple(Related(span, "ここも半角です") for span in found[1:])
        yield Match(found[0], {"to": "〜"}, edits=edits, related=related)
