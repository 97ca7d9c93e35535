"""People who are called さん here and 氏 there."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_TITLES = ("さん", "氏", "様")
_TITLE = regex(r"[ \u3000]?(さん|氏|様|さま)(?![々一-鿿])")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a person whose title is rarer in the draft than another one."""
    document = context.document
    found: dict[str, list[Span]] = {}
    for annotation in context.annotations.of(AnnotationKind.PERSON):
        span = annotation.span
        title = _TITLE.match(document.folded, span.end)
        if title is None or document.block_at(span.start).quoted:
            continue
        if context.annotations.overlapping(span, AnnotationKind.QUOTATION):
            continue
        word = "様" if title[1] == "さま" else title[1]
        found.setdefault(word, []).append(Span(span.start, title.end()))
    if len(found) < 2:
        found = _of_one(context)
    if len(found) < 2:
        return
    usual = max(found, key=lambda word: (len(found[word]), word == "さん", -found[word][0].start))
    related = (Related(found[usual][0], f"ここでは「{usual}」です"),)
    for word, spans in found.items():
        if word != usual:
            for span in spans:
                yield Match(span, {"title": word, "usual": usual}, related=related)


def _of_one(context: Context) -> dict[str, list[Span]]:
    """The titles of one surname that has several of them: 松代氏 and 松代さん."""
    document = context.document
    named: dict[str, dict[str, list[Span]]] = {}
    for title in _TITLES:
        for number, index in context.words.by_surface.get(title, ()):
            words = context.morphemes[number]
            if not index or not words[index - 1].pos.startswith("名詞-固有名詞"):
                continue
            name, span = words[index - 1], Span(words[index - 1].start, words[index].end)
            if name.end != words[index].start or document.block_at(span.start).quoted:
                continue
            if not context.annotations.overlapping(span, AnnotationKind.QUOTATION):
                named.setdefault(name.surface, {}).setdefault(title, []).append(span)
    return next((found for found in named.values() if len(found) > 1), {})
