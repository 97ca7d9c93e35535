"""Dates, weekdays and relative days in a text.

The forms of dates are in `date_forms`, words in `date_words`, weekdays in
`date_weekdays`; `date_context` decides on doubtful forms and completes them.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.annotations import date_context, date_weekdays, date_words
from checker.annotations.date_forms import Form, Shape, find_forms
from checker.annotations.types import Annotation, AnnotationKind
from checker.model import Span


def find_dates(text: str, raw: str | None = None) -> list[Annotation]:
    r"""Find the DATE, WEEKDAY and RELATIVE_DAY annotations of a text.

    A date's span covers its weekday if one adjoins it, 「8月1日（土）」, and no
    まで or から. A weekday next to a date is part of its value and is not
    annotated again. Impossible dates (2月30日) keep their values as written.

    Args:
        text: `Document.folded`: blocks joined by "\n".
        raw: `Document.text`, of the same length: the enclosed signs ㈯ ㊏ ㊗ ㋿,
            which folding hides, are read from it.

    Returns:
        The annotations in text order; they never overlap.
    """
    text = date_weekdays.with_signs(text, raw)
    forms = list(find_forms(text))
    words = _words_outside(forms, text)
    found = [
        Annotation(AnnotationKind.RELATIVE_DAY, Span(word.start, word.end), word.relative)
        for word in words
        if word.relative is not None
    ]
    calendar = [_form_of(word) for word in words if word.relative is None]
    if calendar:
        forms = sorted((*forms, *calendar), key=lambda form: form.start)
    dates = date_context.read(text, forms)
    found += dates
    found += date_weekdays.find_alone(_blanked(text, dates))
    found.sort(key=lambda annotation: annotation.span.start)
    return found


def _words_outside(forms: list[Form], text: str) -> list[date_words.Word]:
    """The words for days that are no part of a date (月末 in 8月末)."""
    words = []
    index = 0
    for word in date_words.find_words(text):
        while index < len(forms) and forms[index].end <= word.start:
            index += 1
        if index == len(forms) or forms[index].start >= word.end:
            words.append(word)
    return words


def _form_of(word: date_words.Word) -> Form:
    return Form(
        word.start,
        word.end,
        Shape.WORD,
        month=word.month,
        day=word.day,
        fiscal=word.part.startswith("年度"),
        part=word.part,
        core_end=word.end,
        dependent=word.dependent,
    )


def _blanked(text: str, dates: Iterable[Annotation]) -> str:
    parts: list[str] = []
    end = 0
    for date in dates:
        parts += (text[end : date.span.start], "\0" * len(date.span))
        end = date.span.end
    parts.append(text[end:])
    return "".join(parts)
