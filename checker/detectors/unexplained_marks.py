"""△ and ○印 without a word on what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_MARKED = Scan(
    r"[○〇◯◎△▲●☆★×]印?(?:の|の?(?:ついた|付いた|ある))(?:日|所|ところ|欄|施設|会場|箇所|部分|もの|項目)"
)
_VAGUE = frozenset("△▲◎☆★")
_ANY_VAGUE = Scan(f"[{''.join(sorted(_VAGUE))}]")
_LEGEND = r"[「『]?{mark}[」』]?(?:印)?(?:…|‥|：|:|=|＝|は|が|・・|→|\s|　|（|\(|―|-)"
_SIGNS = "○〇◯◎△▲●☆★×"


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_ANY_VAGUE, _MARKED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a kind of mark that no legend explains.

    ○ and × alone in a table explain themselves beside their column's head;
    △, ◎ and stars do not.
    """
    document = context.document
    told: set[str] = set()
    vague = _ANY_VAGUE.may_fit(document.folded)
    for block in document.blocks if vague else ():
        if block.kind is BlockKind.TABLE_CELL:
            mark = document.block_text(block).strip()
            if mark in _VAGUE and mark not in told and not _explained(mark, context):
                told.add(mark)
                yield Match(block.span, {"mark": mark})
    for found in _MARKED.expression.finditer(document.text):
        mark = found.group()[0]
        if mark not in told and not _explained(mark, context, found.start()):
            told.add(mark)
            yield Match(Span(*found.span()), {"mark": mark})


def _explained(mark: str, context: Context, but: int = -1) -> bool:
    """Whether a line outside the table begins to say what the mark means."""
    document = context.document
    legend = regex(_LEGEND.format(mark=re.escape(mark)))
    for found in legend.finditer(document.text):
        if found.start() == but:
            continue
        block = document.block_at(found.start())
        # In a cell of its own, or a list of marks, it explains nothing.
        rest = document.text[found.end() : block.span.end].strip(_SIGNS + " 　、・")
        if rest:
            return True
    return False
