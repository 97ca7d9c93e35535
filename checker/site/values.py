"""The values that a site report is made of. They hold no text of drafts but titles and words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a page that is better said in another way.

    Attributes:
        key: The rule and, where it has some, its entry: the same for all forms of a word.
        text: As it stands in the page.
        replacement: What is proposed, "" if a person has to find something.
        count: How often it was flagged in the page.
    """

    key: str
    text: str
    replacement: str
    count: int


class Page(msgspec.Struct, frozen=True, gc=False):
    """What a site report knows of a page.

    Attributes:
        path: As the user named it.
        title: "" if it has none.
        genre: The kind of notice, "" if it cannot be told.
        folder: The folder below the site's root, "" directly in it.
        department: Who is responsible, "" if nobody is named.
        characters: Characters that a reader reads.
        score: 0–100, None if it cannot be judged.
        sentence_length: Characters of the sentence in which a character stands on average.
        severities: Findings that are errors, warnings and suggestions.
        rules: How often each rule found something.
        required: The elements that its kind demands.
        missing: Those of them that it lacks.
        words: Words that are better said in another way.
        published: The day on which it appeared, None if nobody knows.
        dated_by: Where that day is from: `front_matter`, `notice`, `git` or `file`.
        last_day: The last day that it speaks of, None if it has none.
        sketch: What it is compared with others by, see `sketching`; empty if it is too short.
    """

    path: str
    title: str
    genre: str
    folder: str
    department: str
    characters: int
    score: int | None
    sentence_length: float | None
    severities: tuple[int, int, int]
    rules: tuple[tuple[str, int], ...]
    required: tuple[str, ...]
    missing: tuple[str, ...]
    words: tuple[Word, ...]
    published: datetime.date | None
    dated_by: str
    last_day: datetime.date | None
    sketch: bytes

    @property
    def findings(self) -> int:
        """How many findings it has."""
        return sum(self.severities)


class RuleCount(msgspec.Struct, frozen=True, gc=False):
    """How often a rule found something, and in how many pages."""

    rule: str
    count: int
    pages: int


class WordCount(msgspec.Struct, frozen=True, gc=False):
    """How often a word stands, and in how many pages; `text` is its most frequent form."""

    text: str
    replacement: str
    count: int
    pages: int


class Spread(msgspec.Struct, frozen=True, gc=False):
    """Where the middle half of some scores is, and its middle (linear between ranks)."""

    low: float
    median: float
    high: float


class Group(msgspec.Struct, frozen=True, gc=False):
    """The pages of a folder, a department or a kind of notice.

    Attributes:
        name: Its name or id, "" for those without one.
        pages: How many.
        scores: None if none of them has a score.
        findings: How many findings they have together.
        characters: How many characters they have together.
        lacking: How many of them lack something that their kind demands.
        past: How many of them are past their last day.
    """

    name: str
    pages: int
    scores: Spread | None
    findings: int
    characters: int
    lacking: int
    past: int


class Lack(msgspec.Struct, frozen=True, gc=False):
    """How many pages of a genre demand an element, and how many lack it."""

    genre: str
    element: str
    missing: int
    required: int


class Month(msgspec.Struct, frozen=True, gc=False):
    """Pages that appeared in a month (`2026-11`), by genre."""

    name: str
    genres: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many in all."""
        return sum(self.genres.values())


class Alike(msgspec.Struct, frozen=True, gc=False):
    """Pages that say nearly the same.

    Attributes:
        pages: Their numbers; the first is what the others were compared with.
        least: The least of these likenesses, 0–1.
    """

    pages: tuple[int, ...]
    least: float


class FolderSummary(msgspec.Struct, frozen=True, gc=False):
    """A folder in an earlier run."""

    pages: int
    median: float | None
    findings: int


class Summary(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A run in a few numbers: what `--history` keeps. It holds no text of drafts.

    Attributes:
        kind: What tells it from other JSON files.
        as_of: The day of the run (ISO 8601).
        tool: The version of the checker.
        pages: How many pages.
        characters: Their characters.
        scores: Where the scores are, None if no page has one.
        bands: Pages by score, the best first, see `score.whole.BANDS`.
        severities: Findings that are errors, warnings and suggestions.
        lacking: Pages that lack something.
        past: Pages past their last day.
        alike: Pages that say nearly the same as another.
        rules: How often each rule found something.
        folders: The folders below the root.
    """

    kind: str
    as_of: str
    tool: str
    pages: int
    characters: int
    scores: Spread | None
    bands: tuple[int, ...]
    severities: tuple[int, int, int]
    lacking: int
    past: int
    alike: int
    rules: dict[str, int]
    folders: dict[str, FolderSummary]

    @property
    def findings(self) -> int:
        """How many findings."""
        return sum(self.severities)

    @property
    def median(self) -> float | None:
        """The middle score, None if no page has one."""
        return None if self.scores is None else self.scores.median

    @property
    def density(self) -> float:
        """Findings for each 1,000 characters: comparable when a site grows."""
        return 1000 * self.findings / self.characters if self.characters else 0.0


class Site(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All that the page shows.

    Attributes:
        as_of: The day that was taken for today.
        root: The folder that all pages are in, "" if they have none in common.
        pages: In the order of the run.
        titles: The title of each rule.
        categories: Findings by category, the most first, each by severity.
        rules: The most first.
        words: Those in the most pages first.
        folders: The most pages first; so the next two.
        departments: Likewise.
        genres: Likewise.
        lacks: By genre (most pages first), the most lacking first.
        months: From the first to the last month, at most `months.SHOWN`.
        ages: Pages by time since they appeared, see `months.AGES`.
        past: Numbers of the pages past their last day, the longest first.
        alike: Groups of pages that say nearly the same, the largest first.
        compared: Pages that were long enough to be compared.
        summary: The run in a few numbers.
        problems: Inputs that could not be checked.
    """

    as_of: datetime.date
    root: str
    pages: tuple[Page, ...]
    titles: Mapping[str, str]
    categories: tuple[tuple[str, tuple[int, int, int]], ...]
    rules: tuple[RuleCount, ...]
    words: tuple[WordCount, ...]
    folders: tuple[Group, ...]
    departments: tuple[Group, ...]
    genres: tuple[Group, ...]
    lacks: tuple[Lack, ...]
    months: tuple[Month, ...]
    ages: tuple[int, ...]
    past: tuple[int, ...]
    alike: tuple[Alike, ...]
    compared: int
    summary: Summary
    problems: int
