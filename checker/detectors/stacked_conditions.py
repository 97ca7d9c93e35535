"""Conditions on conditions in one sentence (…場合で、…ときは、…に限り、…)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

CONDITIONS = 3
"""Conditions in one sentence that are too many."""

# Every alternative starts with a letter of its own: the search skips all other places.
_CONDITION = regex(
    "場合(?:であって|には|は|に|で|、)(?!も?あり|も?ある)"
    "|とき(?:であって|には|は|に限り)"
    "|時(?<=[たるい]時)(?:には|は|に限り)"
    "|際(?<=[たるの]際)(?:には|は|に)"
    "|に限り(?!が|は?あり|なく)|限り(?<=ない限り)|を除き|れば(?=、)|ならば?、|たら、"
)
_NESTED = regex("場合であって、?[^。\n、]{1,40}(?:場合|とき|時)(?:は|に|、)")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence, at the condition that is one too many."""
    document = context.document
    found: dict[int, list[Span]] = {}
    conditions = list(_CONDITION.finditer(document.folded))
    for condition in conditions if len(conditions) > 1 else ():
        number = document.sentence_index_at(condition.start())
        found.setdefault(number, []).append(Span(condition.start(), condition.end()))
    for number, spans in found.items():
        sentence = document.sentences[number]
        if not sentence.prose or len(spans) < 2:
            continue
        nested = _NESTED.search(document.folded, sentence.span.start, sentence.span.end)
        if len(spans) >= CONDITIONS or nested:
            related = tuple(Related(span, "ここにも条件があります") for span in spans[:-1])
            yield Match(spans[-1], {"count": str(len(spans))}, related=related)
