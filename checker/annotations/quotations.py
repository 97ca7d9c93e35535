"""What 「」 and 『』 hold, and definitions: quotations and 「以下〜という。」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.annotations.shared import (
    Words,
    compound_start,
    line_start,
    normal_form,
)
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    PairValue,
    TextValue,
)
from checker.model import Span
from checker.regex import regex

_OPENING = {"「": "」", "『": "』"}
_BRACKET = regex("[「『」』]")

_QUOTED_FROM = 16
"""「」 over 15 characters hold someone's words rather than a name (our judgement)."""

# What long names (「…相談コールセンター」) do not hold.
_SPEECH = regex("[はがをにで、。]")

_SAID = regex(
    r"[」』]*(?:と|などと)(?:述べ|話|語|コメント|答え|いう声|いった声|の声|のお声|の意見|のご意見|の感想"
    r"|の問い合わせ|言っ|言わ|訴え|呼びかけ|電話)"
)


def bracketed(text: str) -> tuple[Span, ...]:
    """All stretches in 「」 and 『』, brackets included, nested ones too, by start.

    A bracket that its line does not close is left out.
    """
    if "「" not in text and "『" not in text:
        return ()
    spans: list[Span] = []
    open_brackets: list[tuple[str, int]] = []
    line_end = -1
    for match in _BRACKET.finditer(text):
        sign, start = match.group(), match.start()
        if start > line_end:
            open_brackets.clear()
            line_end = text.find("\n", start)
            if line_end < 0:
                line_end = len(text)
        if sign in _OPENING:
            open_brackets.append((_OPENING[sign], start))
        elif open_brackets and open_brackets[-1][0] == sign:
            spans.append(Span(open_brackets.pop()[1], start + 1))
    return tuple(sorted(spans))


def find_quotations(
    text: str, brackets: Sequence[Span] | None = None, names: Iterable[Span] = ()
) -> list[Annotation]:
    """Find QUOTATION annotations, brackets included.

    What stands in 「」 is a quotation if it is over 15 characters and has a
    particle, ends in 。, or is followed by と話し and the like, unless it is a name.
    What stands in 『』 always is: the title of a book, or speech in speech.

    Args:
        text: The folded text.
        brackets: What `bracketed(text)` gave, if it was called already.
        names: The stretches of laws and forms.
    """
    found: list[Annotation] = []
    inside = {(name.start, name.end) for name in names}
    outer = 0
    for span in bracketed(text) if brackets is None else brackets:
        if span.end <= outer or (span.start + 1, span.end - 1) in inside:
            continue
        content = text[span.start + 1 : span.end - 1]
        if (
            text[span.start] == "『"
            or (len(content) >= _QUOTED_FROM and _SPEECH.search(content))
            or content.endswith(("。", "！", "？", "!", "?"))
            or (content and _SAID.match(text, span.end))
        ):
            value = TextValue(normal_form(content))
            found.append(Annotation(AnnotationKind.QUOTATION, span, value))
            outer = span.end
    return found


# --- definitions ------------------------------------------------------------

_DEFINITION = regex(
    r"[（(]以下[、,]?(?:単に|総称して|まとめて)?"
    r"(?:[「『](?P<quoted>[^「」『』\n]{1,40})[」』]|(?P<bare>[^「」『』（）()\n]{1,20}?))"
    r"(?:と(?:いう|いいます|いいう|する|します|呼ぶ|呼びます|呼称|表記|記載|略)"
    r"[^（）()\n]{0,10})?。?[）)]"
)


def find_definitions(
    text: str, words: Words | None = None, names: Sequence[Annotation] = ()
) -> list[Annotation]:
    """Find DEFINITION annotations: full form（以下「X」という。）.

    The stretch runs from the full form to the closing parenthesis; an unknown
    full form is empty.

    Args:
        text: The folded text.
        words: The document's morphemes.
        names: LAW, OFFICE and FORM annotations; one that ends in front of the
            parenthesis is the full form.
    """
    found: list[Annotation] = []
    if "以下" not in text:
        return found
    ends = {name.span.end: name.span.start for name in names}
    for match in _DEFINITION.finditer(text):
        group = "quoted" if match["quoted"] is not None else "bare"
        if group == "bare" and not re.search("と(?:いう|い|す|し|呼|表|記|略)", match.group()):
            continue
        term = Span(*match.span(group))
        full = _full_form(text, match.start(), words, ends)
        pair = PairValue(
            normal_form(term.cut(text)), normal_form(full.cut(text)).strip("「」『』"), term, full
        )
        span = Span(full.start, match.end())
        found.append(Annotation(AnnotationKind.DEFINITION, span, pair))
    return found


def _full_form(text: str, end: int, words: Words | None, ends: dict[int, int]) -> Span:
    if end in ends:
        return Span(ends[end], end)
    low = line_start(text, end)
    if text[end - 1 : end] in ("」", "』"):
        opening = text.rfind("「" if text[end - 1] == "」" else "『", max(low, end - 60), end)
        if opening >= 0:
            return Span(opening, end)
    return Span(compound_start(text, end, words, low), end)
