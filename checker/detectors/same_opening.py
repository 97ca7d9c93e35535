"""「なお、…。なお、…」: sentence after sentence that starts with the same conjunction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Related, Span, Tier

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"word"})

IN_DRAFT = 3
"""From so many on, a conjunction that adds something beside the point is too frequent."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence that starts with the conjunction of the sentence before.

    What `options["additions"]` names is also flagged from its third use in a
    draft on, wherever it stands.
    """
    document = context.document
    additions = frozenset(texts(options, "additions"))
    words = "|".join(map(re.escape, (*sorted(additions), *texts(options, "words"))))
    expression = re.compile(f"({words})、")
    seen: dict[str, list[Span]] = {}
    last: tuple[int, str] = (-2, "")
    for number, sentence in enumerate(document.sentences):
        if not sentence.prose or document.blocks[sentence.block].quoted:
            continue
        found = expression.match(document.folded, sentence.span.start, sentence.span.end)
        if found is None:
            continue
        word, span = found[1], Span(found.start(), found.end())
        before = seen.setdefault(word, [])
        follows = last == (number - 1, word)
        if follows or (word in additions and len(before) + 1 == IN_DRAFT):
            related = tuple(Related(other, "ここにもあります") for other in before[-IN_DRAFT:])
            yield Match(span, {"word": word}, edits=(Edit(span, ""),), related=related)
        before.append(span)
        last = (number, word)
