"""More relations of sums and counts, each asked only where its words occur."""

from __future__ import annotations

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

WAYS = (
    ((remaining.REST,), remaining.wrong_rest),
    ((worth.WORTH,), worth.wrong_worth),
    ((*in_line.FORMULAS, in_line.FIRST), in_line.odd_rows),
    (instalments.DIVIDED, instalments.wrong_divided),
    ((instalments.PARTS,), instalments.wrong_parts),
    ((instalments.KINDS,), instalments.wrong_kinds),
    (worked_rates.SCANS, worked_rates.wrong_rates),
    (groups_of.SCANS, groups_of.wrong_groups),
    (multiples.SCANS, multiples.wrong_multiples),
    (clause_products.SCANS, clause_products.wrong_products),
    (intervals.SCANS, intervals.wrong_intervals),
)
"""What finds a number that the others of its relation do not give, with the strings that it needs."""
