"""Strings of which one must occur wherever a regular expression fits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from checker.regex import constants as op
from checker.regex import parser

MAX_NEEDLES = 64
"""With more alternatives than this the pattern itself is as fast."""

MAX_FREQUENCY = 0.2
"""Strings that stand at more than every fifth place of a notice rule nothing out."""

_NOTHING = frozenset({""})


class Needles(NamedTuple):
    """Strings of which at least one occurs in every text that a pattern fits, and where.

    Attributes:
        strings: They.
        least: Code points from the start of a fit to that of its string at least; negative
            where the string stands in front of it.
        most: The same at most.
    """

    strings: frozenset[str]
    least: int
    most: int


def needles(pattern: str) -> Needles | None:
    """What must occur in every text that the pattern fits.

    None if there is no such set, or only a large one.

    Raises:
        re.error: The pattern is not a regular expression.
    """
    found = _of_sequence(parser.parse(pattern, re.MULTILINE))
    if found is None or not all(found.strings) or _frequency(found.strings) > MAX_FREQUENCY:
        return None
    # Of two of which one holds the other, the other tells as much; it may begin further on.
    strings = found.strings
    kept = [s for s in strings if not any(o in s for o in strings if o is not s)]
    further = max(min(s.find(o) for o in kept if o in s) for s in strings)
    return Needles(frozenset(kept), found.least, found.most + further)


def _of_sequence(items: Any) -> Needles | None:
    """The best of the sets that the parts of a sequence demand."""
    best: Needles | None = None
    run, begun = _NOTHING, (0, 0)  # what stands before a part, and from where on
    here = (0, 0)
    for code, argument in items:
        width = _width(items, code, argument)
        behind = here[0] + width[0], here[1] + width[1]
        exact = _exactly(code, argument)
        if exact is None:
            # X+ is X and more: the string before it goes on so far.
            once = _at_least_once(code, argument)
            longer = None if once is None else _joined(run, once)
            best = _better(best, Needles(longer or run, *begun))
            best = _better(best, _moved(_of_item(code, argument), here))
            run, begun = _NOTHING, behind
        else:
            longer = _joined(run, exact)
            if longer is None:
                best = _better(best, Needles(run, *begun))
                begun = here
            run = longer or exact
            # Branches that only look around ask for strings all the same: what
            # alternatives begin with stands before them, once.
            if code is op.BRANCH:
                best = _better(best, _moved(_of_item(code, argument), here))
            if code is op.ASSERT:
                ahead = argument[0] > 0
                around = _of_sequence(argument[1])
                if around is not None and not any("\n" in string for string in around.strings):
                    back = 0 if ahead else _width_of(argument[1])[1]
                    best = _better(best, _moved(around, (here[0] - back, here[1] - back)))
                if ahead:  # what must follow continues what stands before
                    further = _exact_sequence(argument[1])
                    joined = None if further is None else _joined(run, further)
                    best = _better(best, None if joined is None else Needles(joined, *begun))
        here = behind
    return _better(best, Needles(run, *begun))


def _moved(found: Needles | None, by: tuple[int, int]) -> Needles | None:
    """The same in a sequence that begins further on."""
    if found is None:
        return None
    return Needles(found.strings, found.least + by[0], found.most + by[1])


def _width(items: Any, code: Any, argument: Any) -> tuple[int, int]:
    """How many code points a part of a sequence takes at least and at most."""
    if code is op.LITERAL or code is op.IN or code is op.NOT_LITERAL or code is op.ANY:
        return 1, 1
    return _width_of(parser.SubPattern(items.state, [(code, argument)]))


def _width_of(items: Any) -> tuple[int, int]:
    least, most = items.getwidth()
    return int(least), int(most)


def _of_item(code: Any, argument: Any) -> Needles | None:
    if code is op.SUBPATTERN:
        # A group with flags of its own (?i:…) fits more than its letters.
        return None if argument[1] else _of_sequence(argument[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, items = argument
        exact = _exact_sequence(items)
        if least >= 2 and exact is not None:
            twice = _joined(exact, exact)
            return None if twice is None else Needles(twice, 0, 0)
        return _of_sequence(items) if least >= 1 else None
    if code is op.BRANCH:
        return _united([_of_sequence(branch) for branch in argument[1]])
    return None


def _united(branches: Iterable[Needles | None]) -> Needles | None:
    """What one of several demands, if each demands something."""
    known: list[Needles] = []
    for branch in branches:
        if branch is None:
            return None
        known.append(branch)
    return Needles(
        frozenset().union(*(one.strings for one in known)),
        min(one.least for one in known),
        max(one.most for one in known),
    )


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


def _better(one: Needles | None, other: Needles | None) -> Needles | None:
    """The set that rules out more texts."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda found: _frequency(found.strings))


def _frequency(found: frozenset[str]) -> float:
    """About how often one of the strings stands at a place of a notice."""
    return sum(map(_likelihood, found))


def _likelihood(string: str) -> float:
    if not string:
        return 1.0
    likely = share(string[0])
    for before, letter in pairwise(string[:_READ]):
        likely *= max(_BEHIND.get(before + letter, 0.0), share(letter))
    return likely


_READ = 6
"""Characters of a string that tell enough of how rare it is."""

_SHARES = {
    letter: value
    for letters, value in (
        ("の", 0.03),
        ("、ま0。1すに", 0.018),
        ("いでをしは（）2", 0.013),
        ("てるとがりか", 0.009),
        ("：たらなおあ3 　4・", 0.006),
        ("きくさばせ589けも", 0.004),
        ("めれこっみだんごつ67よち", 0.0025),
        ("うそどえじわやずろべほび「」", 0.0012),
    )
    for letter in letters
}
"""How much of the notices of corpus/samples these characters are."""

_BEHIND = {
    pair: value
    for pairs, value in (
        ("令和 相談 窓口 丁目 曜日 祝日 世帯 投票 及び 避難 役所 電話 その 除く 図書 健康", 0.9),
        ("こと さい 必要 土曜 より す。 下さ 参加 から ださ 問い わせ 対象 つい は、", 0.6),
        ("ます って ん。 午前 地区 午後 申し 込み 受け 予約 ない せん った りま 以上 くだ", 0.45),
        ("合わ 受付 てい 内容 きま 期間 日（ 場合 ごみ 申請 期限 料金 まし です して する", 0.3),
        ("した とき ため など いま おり ので 、お ませ れま でき ある あり", 0.2),
    )
    for pair in pairs.split()
}
"""How often the second character follows the first, where that is far above its share."""


def share(character: str) -> float:
    """About how much of a notice is this character: most is hiragana, digits and marks."""
    known = _SHARES.get(character)
    if known is not None:
        return known
    if "ぁ" <= character <= "ん":
        return 0.0005
    if not character.isprintable():
        return 0.0001
    return 0.01 if "ァ" <= character <= "ー" else 0.002
