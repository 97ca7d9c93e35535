"""One place under two kinds of name: 市民交流プラザ and 市民交流センター."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.nearby import Nearby
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

_NAME = Nearby(
    Scan(
        r"(?P<stem>[一-鿿ァ-ヶー]{4})(?P<head>センター|プラザ|会館|ハウス|ステーション|サロン)"
        r"(?![一-鿿ァ-ヶー])"
    ),
    16,
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_NAME.scan,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name that stands once, where the title and more places have another kind."""
    document = context.document
    text = document.folded
    titles = [
        block.span
        for block in document.blocks[:4]
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    ]
    if not titles and document.blocks:
        titles = [document.blocks[0].span]
    stems: defaultdict[str, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for found in _NAME.finditer(text, least=3):
        # The last characters tell the name: what stands before may be that of the city.
        stems[found["stem"]][found["head"]].append(Span(*found.span()))
    for heads in stems.values():
        if len(heads) != 2:
            continue
        usual, rare = sorted(heads, key=lambda head: -len(heads[head]))
        if len(heads[rare]) != 1 or len(heads[usual]) < 2:
            continue
        if not any(title.contains(span) for span in heads[usual] for title in titles):
            continue
        odd = heads[rare][0]
        block = document.block_at(odd.start)
        together = any(block.span.contains(span) for span in heads[usual])
        if together or block.quoted or block.cell is not None:
            continue
        shown = heads[usual][0].cut(document.text)
        related = (Related(heads[usual][0], f"ここでは「{shown}」です"),)
        yield Match(odd, {"usual": shown}, related=related)
