"""Labels that name one thing in two ways: 場所：… here and 会場：… there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

_ALT = BlockKind.ALT
_BULLETIN = 4
"""A label that occurs so often stands in a bulletin of many notices, each with a hand of its own
(our judgement)."""
_BRACKETS = "【】[]［］〈〉《》■●◆・○ 　"


@per_rule
def _groups(options: Options) -> Mapping[str, int]:
    return {
        name: number
        for number, group in enumerate(texts(options, "groups"))
        for name in group.split()
    }


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the first label of the rarer name.

    Options: `groups`, each the names of one thing with spaces between them.
    """
    document = context.document
    groups = _groups(options)
    found: dict[int, dict[str, list[Span]]] = {}
    for block in [block for block in document.blocks if block.label is not None]:
        if block.label is None or block.quoted or block.kind is _ALT:
            continue
        name = block.label.cut(document.folded).strip(_BRACKETS)
        number = groups.get(name)
        if number is not None:
            found.setdefault(number, {}).setdefault(name, []).append(block.label)
    if any(len(spans) >= _BULLETIN for uses in found.values() for spans in uses.values()):
        return
    for uses in found.values():
        if len(uses) < 2:
            continue
        usual = max(uses, key=lambda name: (len(uses[name]), -uses[name][0].start))
        related = (Related(uses[usual][0], f"ここでは「{usual}」です"),)
        for name, spans in uses.items():
            if name != usual:
                yield Match(spans[0], {"usual": usual}, related=related)
