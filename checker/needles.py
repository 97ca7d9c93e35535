"""Strings of which one must occur wherever a regular expression fits."""

from __future__ import annotations

import re
from math import prod
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MAX_NEEDLES = 64
"""With more alternatives than this the pattern itself is as fast."""

MAX_FREQUENCY = 0.2
"""Strings that stand at more than every fifth place of a notice rule nothing out."""

_NOTHING = frozenset({""})


def needles(pattern: str) -> frozenset[str] | None:
    """Strings of which at least one occurs in every text that the pattern fits.

    None if there is no such set, or only a large one.

    Raises:
        re.error: The pattern is not a regular expression.
    """
    found = _of_sequence(parser.parse(pattern, re.MULTILINE))
    if found is None or not all(found) or _frequency(found) > MAX_FREQUENCY:
        return None
    return frozenset(
        string
        for string in found
        if not any(other in string for other in found if other is not string)
    )


def _of_sequence(items: Any) -> frozenset[str] | None:
    """The best of the sets that the parts of a sequence demand."""
    best: frozenset[str] | None = None
    run = _NOTHING
    for code, argument in items:
        exact = _exactly(code, argument)
        if exact is None:
            # X+ is X and more: the string before it goes on so far.
            once = _at_least_once(code, argument)
            longer = None if once is None else _joined(run, once)
            best = _better(_better(best, longer or run), _of_item(code, argument))
            run = _NOTHING
        else:
            longer = _joined(run, exact)
            if longer is None:
                best = _better(best, run)
            run = longer or exact
            if code is op.ASSERT:
                around = _of_sequence(argument[1])
                if around is not None and not any("\n" in string for string in around):
                    best = _better(best, around)
                if argument[0] > 0:  # what must follow continues what stands before
                    ahead = _exact_sequence(argument[1])
                    best = _better(best, None if ahead is None else _joined(run, ahead))
    return _better(best, run)


def _of_item(code: Any, argument: Any) -> frozenset[str] | None:
    if code is op.SUBPATTERN:
        # A group with flags of its own (?i:…) fits more than its letters.
        return None if argument[1] else _of_sequence(argument[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, items = argument
        exact = _exact_sequence(items)
        if least >= 2 and exact is not None:
            return _joined(exact, exact)
        return _of_sequence(items) if least >= 1 else None
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return frozenset().union(*(branch for branch in branches if branch))
    return None


def _at_least_once(code: Any, argument: Any) -> frozenset[str] | None:
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[0] >= 1:
        return _exact_sequence(argument[2])
    return None


def _exactly(code: Any, argument: Any) -> frozenset[str] | None:
    """All strings that a part fits, if they are few; "" for what only looks around."""
    if code is op.LITERAL:
        return frozenset({chr(argument)})
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _NOTHING
    if code is op.SUBPATTERN and not argument[1]:
        return _exact_sequence(argument[3])
    if code is op.IN:
        return _letters(argument)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[:2] == (0, 1):
        exact = _exact_sequence(argument[2])
        return None if exact is None else exact | _NOTHING
    if code is op.BRANCH:
        branches = [_exact_sequence(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return frozenset().union(*(branch for branch in branches if branch))
    return None


def _letters(items: Any) -> frozenset[str] | None:
    """The characters of a class, if they are few."""
    codes: set[int] = set()
    for kind, argument in items:
        if kind is op.LITERAL:
            codes.add(argument)
        elif kind is op.RANGE and argument[1] - argument[0] < MAX_NEEDLES:
            codes.update(range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(map(chr, codes)) if len(codes) <= MAX_NEEDLES else None


def _exact_sequence(items: Any) -> frozenset[str] | None:
    run: frozenset[str] | None = _NOTHING
    for code, argument in items:
        exact = _exactly(code, argument)
        run = None if exact is None or run is None else _joined(run, exact)
    return run


def _joined(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str] | None:
    """Each of the one followed by each of the other; None if they are too many."""
    if len(heads) * len(tails) > MAX_NEEDLES:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The set that rules out more texts."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=_frequency)


def _frequency(found: frozenset[str]) -> float:
    """About how often one of the strings stands at a place of a notice."""
    return sum(prod(map(share, string[:4])) for string in found)


def share(character: str) -> float:
    """About how much of a notice is this character: most is hiragana, digits and marks."""
    if "ぁ" <= character <= "ん" or character in "、。（）「」" or character.isdecimal():
        return 0.05
    if not character.isprintable():
        return 0.0001
    return 0.01 if "ァ" <= character <= "ー" else 0.002
