"""A sum of rows that the sentence names: 「住みやすい」と「やや住みやすい」を合わせると1,140人."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"sum", "what"})

_TOGETHER = Scan(
    r"(?:合わせると|合わせて|合わせた(?:の|人|数|割合)は|足すと|合計すると|合計は|合計で)、?(?:約)?(?=[0-9])"
)
_NAMES = regex(r"(?:「[^「」\n]{1,30}」(?:と|、|や|及び|および|か)?)+(?:の[23]つ)?[をのは]?、?\Z")
_NAME = regex("「([^「」\n]{1,30})」")
REACH = 130


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_TOGETHER,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sum that the rows of these names do not give."""
    document = context.document
    text = document.folded
    for found in _TOGETHER.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or "約" in found.group() or not document.cells:
            continue
        start = max(block.span.start, found.start() - REACH)
        named = _NAMES.search(text[start : found.start()])
        near = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.COUNT, AnnotationKind.MONEY
        )
        said = _read(near[0].value) if len(near) == 1 else None
        names = _NAME.findall(named.group()) if named else []
        if said is None or len(set(names)) < 2:
            continue
        parts: list[tuple[Decimal, Span]] = []
        for name in names:
            here = _row(context, name, said[1])
            if len(here) != 1:
                break
            parts += here
        total = sum((number for number, _ in parts), Decimal(0))
        if len(parts) != len(names) or abs(total - said[0]) <= (said[1] in "%％") * Decimal("0.2"):
            continue
        related = tuple(Related(span, "ここを足しました") for _, span in parts)
        shown = f"{total.normalize():,f}{near[0].span.cut(document.text).lstrip('0123456789,.')}"
        yield Match(near[0].span, {"sum": shown, "what": f"{len(parts)}つの行"}, related=related)


def _row(context: Context, name: str, unit: str) -> list[tuple[Decimal, Span]]:
    """The values of a unit in the row that begins with a name."""
    document = context.document
    rows = {
        (one.cell.table, one.cell.row)
        for one in document.cells
        if one.cell is not None and one.span.cut(document.folded).strip(" 　「」") == name
    }
    if len(rows) != 1:
        return []
    spans = [
        one.span
        for one in document.cells
        if one.cell is not None and (one.cell.table, one.cell.row) in rows
    ]
    found = []
    for span in spans:
        for one in context.annotations.overlapping(
            span, AnnotationKind.COUNT, AnnotationKind.MONEY
        ):
            read = _read(one.value)
            if read is not None and read[1] == unit:
                found.append((read[0], one.span))
    return found


def _read(value: object) -> tuple[Decimal, str] | None:
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else (value.yen, "円")
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return value.number, value.unit
    return None
