"""The values that flow through the checker.

Everything is frozen. What is made by the thousand (`Span`, and the parts of a
document) is a `msgspec.Struct` rather than a dataclass: creation is about six
times faster. What a report holds by the thousand is `array_like`, because reports are kept
as bytes (`checker.batch`), and not looked at for garbage: nothing in it can refer to
what holds it. Offsets are code points and end
exclusive throughout. Two coordinate systems exist and never mix in one value:

* *text*: offsets into `Document.text`, what a reader reads, without markup;
* *source*: offsets into the decoded file (a byte order mark is not counted).

Rules only know *text*; a `Finding` only knows *source*. `engine.locate` is the
one place that knows both.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False, array_like=True):
    """A stretch of text: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, offset: int) -> Span:
        """The same stretch, `offset` code points further on."""
        return Span(self.start + offset, self.end + offset)

    def cut(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


class Severity(enum.IntEnum):
    """How much a finding matters; comparable."""

    SUGGESTION = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for it in files and options (`suggestion`, …)."""
        return self.name.lower()


class Applicability(enum.StrEnum):
    """Who may apply a fix.

    `SAFE`: a reader cannot understand anything else; `--fix` applies it.
    `UNSAFE`: the meaning is the same, tone or emphasis may change;
    `--unsafe-fixes` applies it. `DISPLAY`: a person must choose.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Category(enum.StrEnum):
    """What a rule is about: the first half of its id. A closed list."""

    SENTENCE = "sentence"
    WORDING = "wording"
    JARGON = "jargon"
    INCLUSION = "inclusion"
    INFORMATION = "information"
    PRESS = "press"
    FACTS = "facts"
    CONSISTENCY = "consistency"
    NOTATION = "notation"
    SLIP = "slip"
    ACCESSIBILITY = "accessibility"
    CHARACTERS = "characters"
    SUPPRESSION = "suppression"
    INTERNAL = "internal"

    @property
    def display_name(self) -> str:
        """The category's name for people, in Japanese."""
        return _CATEGORY_NAMES[self]


_CATEGORY_NAMES = {
    Category.SENTENCE: "文の形",
    Category.WORDING: "言い回し",
    Category.JARGON: "難しい言葉",
    Category.INCLUSION: "人への配慮",
    Category.INFORMATION: "必要な情報",
    Category.PRESS: "記者発表",
    Category.FACTS: "事実の正しさ",
    Category.CONSISTENCY: "書き方の統一",
    Category.NOTATION: "表記",
    Category.SLIP: "打ち間違い",
    Category.ACCESSIBILITY: "届きやすさ",
    Category.CHARACTERS: "文字",
    Category.SUPPRESSION: "指摘の止め方",
    Category.INTERNAL: "点検の不具合",
}


class Profile(enum.StrEnum):
    """The reader that a draft is written for."""

    GENERAL = "general"
    EASY = "easy"
    REPORTER = "reporter"


class Tier(enum.IntEnum):
    """What a rule needs to know of the text; each tier includes the ones before."""

    TEXT = 1
    MORPHEMES = 2
    SYNTAX = 3

    @property
    def label(self) -> str:
        """The word for it in files and options (`text`, …)."""
        return self.name.lower()


class Edit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Replace the stretch `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Candidate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One of several fixes that a person may choose from."""

    label: str
    edits: tuple[Edit, ...]


class Fix(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How to mend a finding.

    `edits` are what is applied; with `DISPLAY` they are a proposal, and
    `candidates` may name further ones.
    """

    applicability: Applicability
    edits: tuple[Edit, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a rule may say what it says: an authority, or our own reason.

    `verified` is true only where the passage itself was read; a section is
    shown only then. `own` holds the reason of a rule that rests on this tool's
    judgement (「このツールの判断」); the other fields are then empty.
    """

    document: str = ""
    issuer: str = ""
    year: int | None = None
    section: str = ""
    verified: bool = False
    own: str = ""


class Related(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Another place that a finding speaks of."""

    span: Span
    message: str


class Match(msgspec.Struct, frozen=True):
    """What a rule found, in *text* coordinates: all that a rule ever says.

    Attributes:
        span: The stretch that is at fault. For something missing, the block
            that it concerns.
        values: Values for the placeholders of the rule's message.
        edits: The proposed change, empty if none. An empty span inserts.
        candidates: Further proposals that a person may choose from.
        related: Other places, such as the other side of a disagreement.
        entry: The entry of a word list, or "".
        severity: Overrides the rule's severity (limits have steps).
        applicability: Lowers the rule's applicability for this match.
        message: Overrides the rule's message template (word list entries).
        block: Whether `edits` insert whole lines, to be rendered in the
            document's own format after the block of the insertion point.
        source: For markup without any text (an image), the *source* stretch to
            show instead of `span`; taken from a `Mark`, never computed.
    """

    span: Span
    values: Mapping[str, str] = {}
    edits: tuple[Edit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    related: tuple[Related, ...] = ()
    entry: str = ""
    severity: Severity | None = None
    applicability: Applicability | None = None
    message: str = ""
    block: bool = False
    source: Span | None = None


class Finding(msgspec.Struct, frozen=True, gc=False):
    """What the user is told, in *source* coordinates.

    `text == source[span]` always holds.
    """

    rule: str
    entry: str
    category: Category
    severity: Severity
    title: str
    message: str
    why: str
    basis: tuple[Basis, ...]
    span: Span
    text: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Silencer(enum.StrEnum):
    """Where somebody has decided that a finding is to stay silent."""

    COMMENT = "comment"
    FRONT_MATTER = "front_matter"
    CONFIG = "config"


class Silenced(msgspec.Struct, frozen=True):
    """A finding that somebody has decided to live with.

    Attributes:
        finding: What was found.
        by: Where that was decided.
        selector: What is silenced there, as written (`notation`, `jargon/tax#kazei`).
        reason: Why, in the writer's words; "" if they gave none.
        place: The comment or the value of the front matter in the *source*; None for
            the configuration.
    """

    finding: Finding
    by: Silencer
    selector: str
    reason: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not checked, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """An error that concerns one input, ready to be shown."""

    path: str
    code: str
    message: str
    remedy: str


class GuessReport(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a draft is taken for.

    Attributes:
        id: A genre or medium.
        name: What an officer calls it.
        confidence: 0–1; 1 when a person said so.
        evidence: The words that speak for it, as *source* spans.
        second: The next best, "" if nothing comes near.
    """

    id: str
    name: str
    confidence: float
    evidence: tuple[Span, ...]
    second: str


class ElementReport(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Whether a draft says something that its kind has to say.

    Attributes:
        element: Its id (`date_time`).
        name: What an officer calls it.
        item: The number of the thing announced, from 0.
        status: "found", "missing" or "not_needed".
        required: Whether the kind of notice demands it.
        evidence: The words that say it, as *source* spans, the clearest first.
        value: The normalised value, "" if there is none.
    """

    element: str
    name: str
    item: int
    status: str
    required: bool
    evidence: tuple[Span, ...]
    value: str


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """What a draft is, what it announces, and what it says of each thing."""

    genre: GuessReport
    medium: GuessReport
    items: tuple[str, ...]
    elements: tuple[ElementReport, ...]

    @property
    def lacks(self) -> bool:
        """Whether something is missing that the kind of notice demands."""
        return any(state.status == "missing" and state.required for state in self.elements)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """Points that a draft lost, and for what.

    Attributes:
        id: What was measured (`readability/level`) or the rule (`jargon/tax`).
        points: Points lost, of the total's 100; integers of all lines sum to the loss.
        exact: The same before rounding.
        message: What it is, in a sentence.
        example: Words of the draft that show it, "" if none.
    """

    id: str
    points: int
    exact: float
    message: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of the score.

    Attributes:
        id: readability, structure, words, information, accuracy or accessibility.
        points: What is left of the budget; None if the part cannot be judged.
        budget: The points that the part has in the total; 0 where it cannot be judged.
        measured: What was counted, by name.
        lines: Where the points went, the most first.
        reason: Why it cannot be judged, "" if it can.
    """

    id: str
    points: int | None
    budget: int
    measured: Mapping[str, int | float]
    lines: tuple[ScoreLine, ...] = ()
    reason: str = ""

    @property
    def name(self) -> str:
        """The part's name for people, in Japanese."""
        return PART_NAMES[self.id]


PART_NAMES = {
    "readability": "読みやすさ",
    "structure": "文の構造",
    "words": "言葉",
    "information": "必要な情報",
    "accuracy": "正確さ",
    "accessibility": "届きやすさ",
}


@dataclass(frozen=True, slots=True)
class ScoreGain:
    """Something to do, and the points that it brings: scored anew, not guessed."""

    id: str
    points: int
    exact: float
    message: str


@dataclass(frozen=True, slots=True)
class ScoreLevel:
    """What a draft reads like.

    Attributes:
        group: The known texts whose words are about as hard (`n1`).
        name: What they are called (N1の読解文).
        mean_level: Mean level of content words: 1 for N5 … 5 for N1, 6 for others.
        jreadability: Lee and Hasebe's value (0.5 hard – 6.5 easy), for reference.
        jreadability_band: Its name (上級前半 …), "" outside the scale.
    """

    group: str
    name: str
    mean_level: float
    jreadability: float
    jreadability_band: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well a draft can be read, understood and acted upon.

    Attributes:
        total: 0–100; None if it cannot be judged.
        exact: The same before rounding.
        band: What that means, in words; "" without a total.
        reference_only: Whether there is too little text to rely on it (参考値).
        sentences: Sentences of running text that were measured.
        characters: Their characters.
        parts: All six, in the order of the report.
        gains: What raises the total most, the most first.
        level: What it reads like; None if it cannot be judged.
        reading_seconds: At 600 and at 400 characters a minute, all text of the draft.
        plain_seconds: What a reader saves if the same were plain, see `score.levels`.
        reason: Why there is no total, "" if there is one.
    """

    total: int | None
    exact: float | None
    band: str
    reference_only: bool
    sentences: int
    characters: int
    parts: tuple[ScorePart, ...]
    gains: tuple[ScoreGain, ...]
    level: ScoreLevel | None
    reading_seconds: tuple[int, int]
    plain_seconds: float
    reason: str = ""


class PageReport(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a report on a whole site needs of a draft besides what was found in it.

    Attributes:
        published: The day on which it appeared (ISO 8601), "" if nobody knows.
        dated_by: Where that day is from: `front_matter`, `notice`, `git`, `file` or "".
        department: Who is responsible, as the front matter says, "" if it does not.
        sketch: What it is compared with other drafts by, see `site.sketching`.
    """

    published: str
    dated_by: str
    department: str
    sketch: bytes


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one draft.

    Attributes:
        path: As the user named it; "-" for standard input.
        source: The decoded text of the file: what all spans refer to.
        encoding: The encoding that was found.
        profile: The reader that it was checked for.
        title: The draft's title, "" if it has none.
        characters: Characters that a reader reads, white space left out.
        findings: In source order.
        skipped: What was not checked, and why.
        crashed: Whether a rule failed (`internal/rule-crash`).
        notice: What the draft is and says; None if there is nothing to read.
        score: Its points, where they were asked for.
        sentences: Where the sentences are in which something was found, by start; also
            what is to stay silent.
        bom: Whether the file begins with a byte order mark.
        page: What a report on a whole site needs of it, where that was asked for.
        silenced: What was found and is to stay silent, in source order.
        day: The day that was taken for today (ISO 8601) if nobody named it and something
            asked for it, "" if what was found is the same on every day.
    """

    path: str
    source: str
    encoding: str
    profile: Profile
    title: str
    characters: int
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    crashed: bool = False
    notice: NoticeReport | None = None
    score: Score | None = None
    sentences: tuple[Span, ...] = ()
    bom: bool = False
    page: PageReport | None = None
    silenced: tuple[Silenced, ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The answer for a whole run.

    Attributes:
        as_of: The day that was taken for today (ISO 8601).
        files: In the order in which they were named or found.
        problems: Inputs that could not be checked.
    """

    as_of: str
    files: tuple[FileReport, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all files."""
        return tuple(finding for file in self.files for finding in file.findings)
