"""A family name in two kanji in one draft: 高橋 and 髙橋."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Match, Related, Span, Tier
from checker.scan import Words

NEEDS = Tier.TEXT


@per_rule
def _pairs(options: Options) -> tuple[Words, Mapping[str, str]]:
    pairs = dict(pair.split() for pair in texts(options, "pairs"))
    return Words(pairs), pairs


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for: the rarer kanji."""
    return (_pairs(options)[0],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the first place of the way that is rarer, with a tie of the older kanji.

    Option: `pairs`, each the name in older kanji, a space and the name in today's.
    """
    text = context.document.folded
    words, pairs = _pairs(options)
    for old in words.present(text):
        new = pairs[old]
        if new in text:
            variant, usual = (new, old) if text.count(old) > text.count(new) else (old, new)
            at, other = text.find(variant), text.find(usual)
            related = (Related(Span(other, other + len(usual)), f"ここでは「{usual}」です"),)
            span = Span(at, at + len(variant))
            yield Match(span, {"variant": variant, "usual": usual}, related=related)
