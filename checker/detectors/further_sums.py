"""More relations of sums and counts, each asked only where its words occur."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import (
    clause_products,
    groups_of,
    in_line,
    instalments,
    intervals,
    multiples,
    remaining,
    worked_rates,
    worth,
)
from checker.model import Match

SCANS = (
    remaining.REST,
    worth.WORTH,
    *in_line.FORMULAS,
    in_line.FIRST,
    *instalments.DIVIDED,
    instalments.PARTS,
    instalments.KINDS,
    *worked_rates.SCANS,
    *groups_of.SCANS,
    *multiples.SCANS,
    *clause_products.SCANS,
    *intervals.SCANS,
)


def wrong_sums(context: Context) -> Iterator[Match]:
    """One match a number that the others of its relation do not give."""
    text = context.document.folded
    if remaining.REST.may_fit(text):
        yield from remaining.wrong_rest(context)
    if worth.WORTH.may_fit(text):
        yield from worth.wrong_worth(context)
    if any(scan.may_fit(text) for scan in (*in_line.FORMULAS, in_line.FIRST)):
        yield from in_line.odd_rows(context)
    yield from instalments.wrong_parts(context)
    if instalments.KINDS.may_fit(text):
        yield from instalments.wrong_kinds(context)
    yield from worked_rates.wrong_rates(context)
    yield from groups_of.wrong_groups(context)
    yield from multiples.wrong_multiples(context)
    yield from clause_products.wrong_products(context)
    yield from intervals.wrong_intervals(context)
