"""Tables whose cells no header names, and tables that are only a grid for the layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.document.model import CELL, Block, BlockKind, Document, Format
from checker.model import Match, Span, Tier

NEEDS = Tier.TEXT

_HEADING = BlockKind.HEADING


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (CELL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for `options["fault"]`.

    `none`: two rows and columns or more without any header cell. `blank`: a
    column without a name in the header row. `layout`: headings in cells.
    """
    document = context.document
    if document.format is Format.TEXT:
        return  # it has no headers to mark
    fault = options.get("fault")
    for blocks in _tables(document).values():
        cells = [block for block in blocks if block.cell is not None]
        rows = {block.cell.row for block in cells if block.cell}
        columns = {block.cell.column for block in cells if block.cell}
        layout = any(block.kind is _HEADING for block in cells)
        first = Span(cells[0].span.start, cells[0].span.end)
        if fault == "layout":
            if layout:
                yield Match(first)
        elif layout or len(columns) < 2 or len(rows) < 2:
            continue
        elif fault == "none":
            if not any(block.cell.header for block in cells if block.cell):
                yield Match(first)
        elif fault == "blank":
            yield from _blank(cells, columns)


def _tables(document: Document) -> Mapping[int, Sequence[Block]]:
    found: dict[int, list[Block]] = {}
    for block in document.cells:
        if block.cell is not None:
            found.setdefault(block.cell.table, []).append(block)
    return found


def _blank(cells: Sequence[Block], columns: set[int]) -> Iterator[Match]:
    """A table whose whole first row are headers but for one column, corner aside."""
    top = [block for block in cells if block.cell and block.cell.row == 0]
    if not top or not all(block.cell and block.cell.header for block in top):
        return
    named = {block.cell.column for block in top if block.cell}
    missing = sorted(columns - named)
    # colspan makes columns that have no cell of their own.
    if missing and len(named) + len(missing) == len(columns):
        yield Match(top[0].span, {"column": str(missing[0] + 1)})
