"""Words in katakana with a space inside: ビニール ハウス."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_SPACED = regex(r"[ 　](?<=[ァ-ヶー].)(?=[ァ-ヶ])")
_RUN = regex("[ァ-ヶー]{1,20}")
_LONGEST = 20


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match two words in katakana with a space between them that are one in the dictionary."""
    if context.morphology is None:
        return
    text = context.document.folded
    for gap in _SPACED.finditer(text):
        start = gap.start()
        while start and gap.start() - start < _LONGEST and "ァ" <= text[start - 1] <= "ー":
            start -= 1
        behind = _RUN.match(text, gap.end())
        if behind is None:
            continue
        whole = text[start : gap.start()] + behind.group()
        read = context.morphology.read(whole)
        if len(read) == 1 and read[0].known:
            span = Span(start, behind.end())
            yield Match(span, {"to": whole}, edits=(Edit(Span(gap.start(), gap.end()), ""),))
