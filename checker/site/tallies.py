"""Sums over the pages of a site: rules, words, groups, what is missing."""

from __future__ import annotations

import datetime
import os.path
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from msgspec.structs import replace

from checker.score.whole import BANDS
from checker.site.values import Group, Lack, Page, RuleCount, Spread, Word, WordCount


def with_folders(pages: Sequence[Page]) -> tuple[str, tuple[Page, ...]]:
    """The folder that all pages are in, and the pages with their folder below it."""
    folders = [PurePath(page.path).parent for page in pages]
    try:
        root = PurePath(os.path.commonpath(folders)) if folders else PurePath()
    except ValueError:  # some absolute and some not, or on several drives
        return "", tuple(pages)
    placed = []
    for page, folder in zip(pages, folders, strict=True):
        below = folder.relative_to(root).parts
        placed.append(replace(page, folder=below[0] if below else ""))
    name = str(root)
    return "" if name == "." else name, tuple(placed)


def spread(scores: Iterable[int]) -> Spread | None:
    """The quartiles of some scores, linear between ranks; None without any."""
    ordered = sorted(scores)
    if not ordered:
        return None
    return Spread(*(_quantile(ordered, share) for share in (0.25, 0.5, 0.75)))


def _quantile(ordered: Sequence[int], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def bands(pages: Iterable[Page]) -> tuple[int, ...]:
    """Pages in each band of the score, the best first."""
    counts = [0] * len(BANDS)
    for page in pages:
        if page.score is not None:
            counts[band_of(page.score)] += 1
    return tuple(counts)


def band_of(score: int) -> int:
    """The number of the band of a score, 0 for the best."""
    return next(number for number, (least, _) in enumerate(BANDS) if score >= least)


def rules(pages: Iterable[Page]) -> tuple[RuleCount, ...]:
    """How often each rule found something, the most first."""
    counts: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for page in pages:
        for rule, count in page.rules:
            counts[rule] += count
            held[rule] += 1
    made = [RuleCount(rule, count, held[rule]) for rule, count in counts.items()]
    return tuple(sorted(made, key=lambda each: (-each.count, each.rule)))


def words(pages: Iterable[Page]) -> tuple[WordCount, ...]:
    """Words that are better said in another way, those in the most pages first."""
    uses: dict[str, list[Word]] = {}
    for page in pages:
        for word in page.words:
            uses.setdefault(word.key, []).append(word)
    made = []
    for found in uses.values():
        forms: Counter[tuple[str, str]] = Counter()
        for word in found:
            forms[word.text, word.replacement] += word.count
        # The form with a proposal says more than one without.
        text, replacement = max(forms, key=lambda form: (bool(form[1]), forms[form], form))
        made.append(WordCount(text, replacement, sum(word.count for word in found), len(found)))
    return tuple(sorted(made, key=lambda word: (-word.pages, -word.count, word.text)))


def groups(
    pages: Iterable[Page], name: Callable[[Page], str], as_of: datetime.date
) -> tuple[Group, ...]:
    """Pages by what `name` says of them, the largest group first, the nameless last."""
    members: dict[str, list[Page]] = {}
    for page in pages:
        members.setdefault(name(page), []).append(page)
    made = [
        Group(
            name=each,
            pages=len(held),
            scores=spread(page.score for page in held if page.score is not None),
            findings=sum(page.findings for page in held),
            characters=sum(page.characters for page in held),
            lacking=sum(bool(page.missing) for page in held),
            past=sum(is_past(page, as_of) for page in held),
        )
        for each, held in members.items()
    ]
    return tuple(sorted(made, key=lambda group: (not group.name, -group.pages, group.name)))


def is_past(page: Page, as_of: datetime.date) -> bool:
    """Whether the last day that a page speaks of is over."""
    return page.last_day is not None and page.last_day < as_of


def lacks(pages: Iterable[Page]) -> tuple[Lack, ...]:
    """What pages lack that their kind demands; the genre with the most such pages first."""
    missing: Counter[tuple[str, str]] = Counter()
    required: Counter[tuple[str, str]] = Counter()
    lacking: Counter[str] = Counter()
    for page in pages:
        lacking[page.genre] += bool(page.missing)
        missing.update((page.genre, element) for element in page.missing)
        required.update((page.genre, element) for element in page.required)
    made = [
        Lack(genre, element, count, required[genre, element])
        for (genre, element), count in missing.items()
    ]
    return tuple(sorted(made, key=lambda x: (-lacking[x.genre], x.genre, -x.missing, x.element)))
