"""A paper under two names that differ by の only: 転出証明書 and 転出の証明書."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Edit, Match, Related, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT


@per_rule
def _compiled(options: Options) -> Scan:
    heads = "|".join(sorted(texts(options, "heads"), key=len, reverse=True))
    return Scan(
        f"(?<![一-鿿々ァ-ヶー])([一-鿿々]{{2,6}}|[ァ-ヶー]{{3,10}})の({heads})(?![一-鿿々])"
    )


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_compiled(options),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the first place of a name with の that the draft writes without it too.

    Option: `heads`, what such names end in.
    """
    document = context.document
    text = document.folded
    told: set[str] = set()
    for found in _compiled(options).finditer(text):
        name = found[1] + found[2]
        at = text.find(name)
        span = Span(*found.span())
        if at < 0 or name in told or document.is_protected(span):
            continue
        if text.count(name) < text.count(found.group()):
            continue
        told.add(name)
        related = (Related(Span(at, at + len(name)), f"ここでは「{name}」です"),)
        values = {"variant": found.group(), "usual": name}
        yield Match(span, values, edits=(Edit(span, name),), related=related)
