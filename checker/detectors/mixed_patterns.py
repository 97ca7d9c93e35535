"""Ways of writing one thing, of which a draft should use one; with a tie the first is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Related, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT


@cache
def _variants(rows: tuple[str, ...]) -> Sequence[tuple[str, Scan]]:
    """The name and the pattern of each way."""
    pairs = [row.split(" ", 1) for row in rows]
    return [(name, Scan(pattern)) for name, pattern in pairs]


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for: all ways but the first, without which nothing is mixed."""
    return tuple(scan for _, scan in _variants(texts(options, "variants"))[1:])


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a place of the rarer ways.

    Options: `variants`, each the name of a way, a space and its pattern, the preferred way
    first; `fix` ("yes": what fits is replaced by the name of the usual way),
    `times` (the usual way must occur so many times as often as a rarer one).
    """
    document = context.document
    found: dict[str, list[Span]] = {}
    variants = _variants(texts(options, "variants"))
    if len(variants) == 2 and variants[1][1].search(document.folded) is None:
        return  # the preferred way is common and says nothing by itself
    for name, scan in variants:
        for match in scan.finditer(document.folded):
            span = Span(match.start(), match.end())
            if not document.is_protected(span) and not document.block_at(span.start).quoted:
                found.setdefault(name, []).append(span)
    if len(found) < 2:
        return
    times = int(str(options.get("times", "1")))
    usual = max(found, key=lambda name: len(found[name]))
    related = (Related(found[usual][0], f"ここでは「{usual}」です"),)
    for name, spans in found.items():
        if name != usual and len(found[usual]) >= times * len(spans):
            for span in spans:
                values = {"variant": name, "usual": usual, "count": str(len(found[usual]))}
                edits = (Edit(span, usual),) if "fix" in options else ()
                yield Match(span, values, edits=edits, related=related)
