"""What every kind of rule shares: the common fields of a rule file, and `Matcher`.

These types are the file format. `rules/schema.json` is generated from them; a
file that does not fit is refused with the place of the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import msgspec

from checker.context import Context
from checker.model import Match, Tier
from checker.parts import Part, Pattern, Text
from checker.scan import Scan, Words

SeverityName = Literal["suggestion", "warning", "error"]
ApplicabilityName = Literal["safe", "unsafe", "display"]
FormatName = Literal["markdown", "text", "html"]
ProfileName = Literal["general", "easy", "reporter"]
ScopeName = Literal[
    "all",
    "prose",
    "title",
    "heading",
    "paragraph",
    "list_item",
    "table_cell",
    "label",
    "address",
    "signature",
    "shorthand",
    "alt",
]
MaskName = Literal[
    "law",
    "office",
    "form",
    "quotation",
    "table",
    "label",
    "heading",
    "list_item",
    "address",
    "person",
    "definition",
    "history",
    "legal_text",
]

Strings = str | list[str]


def strings(value: Strings) -> tuple[str, ...]:
    """One string or a list of them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


class BasisSpec(Part, frozen=True, kw_only=True):
    """根拠: an authority, or `own`: this tool's judgement with its reason."""

    document: str = ""
    issuer: str = ""
    year: int | None = None
    section: str = ""
    verified: bool = False
    own: str = ""


class BadExample(Part, frozen=True, kw_only=True):
    """A text that the rule must flag: exactly `flags`, in this order.

    `fixed` is the text after the rule's fix. For something missing, `flags`
    holds the block that the finding is placed on.
    """

    text: Text
    flags: Annotated[list[str], msgspec.Meta(min_length=1)]
    fixed: str | None = None
    format: FormatName = "text"
    profile: ProfileName | None = None
    as_of: str | None = None
    genre: str = ""


class GoodExample(Part, frozen=True, kw_only=True):
    """A text on which the rule must be silent."""

    text: Text
    format: FormatName = "text"
    profile: ProfileName | None = None
    as_of: str | None = None
    genre: str = ""


class MissedExample(Part, frozen=True, kw_only=True):
    """A known miss or needless finding, run as a strict expected failure.

    `flags` is what the rule ought to flag: empty where it speaks needlessly.
    """

    text: Text
    reason: Text
    flags: list[str] = []
    format: FormatName = "text"


class Examples(Part, frozen=True, kw_only=True):
    """Tests and documentation at once."""

    bad: list[BadExample] = []
    good: list[str | GoodExample] = []
    missed: list[MissedExample] = []


class Override(Part, frozen=True, kw_only=True):
    """What differs for one kind of reader. `steps` only for limits."""

    severity: SeverityName | None = None
    steps: dict[SeverityName, int] | None = None


class Unless(Part, frozen=True, kw_only=True):
    """When a match is left alone after all; every one needs a good example.

    All given fields must hold. `before` is tied to the start of the match and
    `after` to its end, within the same line; `text` must fit the whole match;
    `block` may fit anywhere in the line that holds it.
    """

    mask: MaskName | None = None
    before: Pattern | None = None
    after: Pattern | None = None
    text: Pattern | None = None
    block: Pattern | None = None


class RuleBase(Part, frozen=True, kw_only=True, tag_field="kind"):
    """What every rule says, whatever its kind.

    Attributes:
        title: The rule in one line.
        message: What the user is told; `{text}` is the flagged text, further
            placeholders depend on the kind.
        severity: How much it matters.
        why: Why a citizen stumbles.
        basis: Who says so.
        examples: What it must and must not flag.
        profiles: Differences by reader; "off" switches the rule off.
        policy: Options of the city that must be set to these values.
        scope: Where it looks; empty means the default of the kind.
        formats: Only for drafts in these formats; empty means all.
        masks: What is left alone; unset means the default of the kind.
        unless: Further exceptions.
        fix: Who may apply the fix; unset means that there is none.
        yields_to: Rules whose finding at the same place says enough.
        since: The version that brought the rule.
        formerly: Earlier ids.
        status: "preview" until it has been seen on a corpus.

    `of_draft` tells whether the kind speaks of a draft as a whole (something is missing):
    the place of its findings is then only where something could be done.
    """

    title: Text
    message: Text
    severity: SeverityName
    why: Text
    basis: Annotated[list[BasisSpec], msgspec.Meta(min_length=1)]
    examples: Examples
    since: Text
    profiles: dict[ProfileName, Literal["off"] | Override] = {}
    policy: dict[str, str] = {}
    scope: list[ScopeName] = []
    formats: list[FormatName] = []
    masks: list[MaskName] | None = None
    unless: list[Unless] = []
    fix: ApplicabilityName | None = None
    yields_to: list[Text] = []
    formerly: list[str] = []
    status: Literal["stable", "preview"] = "stable"

    default_scope: ClassVar[tuple[ScopeName, ...]] = ("all",)
    default_masks: ClassVar[tuple[MaskName, ...]] = (
        "law",
        "office",
        "form",
        "quotation",
        "address",
        "person",
    )
    placeholders: ClassVar[frozenset[str]] = frozenset()
    of_draft: ClassVar[bool] = False

    def compile(self) -> Matcher:
        """The function that finds what this rule is about.

        Raises:
            PatternError: A pattern of the rule cannot be used.
        """
        raise NotImplementedError

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """The regular expressions of the rule with their path in the file (`$.patterns[0]`)."""
        return ()


NOWHERE = frozenset({"nowhere"})
"""The parts that a rule needs which no draft shall ask: a part that no draft has."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """How a rule finds things.

    Attributes:
        check: All matches in a draft, before scope, masks and exceptions.
        needs: What it must know of the text.
        guard: For `Tier.SYNTAX`: the sentences (by index) that are worth parsing.
        scans: Patterns of which one must fit for `check` to find anything; empty
            if there are none. A rule whose patterns cannot fit is not asked.
        raw: Whether they are for the characters as written, not for the folded text.
        parts: Parts of a draft (`Document.parts`) of which one must be there for `check`
            to find anything; empty if there are none. Not for rules with `needles`.
    """

    check: Callable[[Context], Iterable[Match]]
    needs: Tier
    guard: Callable[[Context], Iterable[int]] | None = None
    scans: tuple[Scan | Words, ...] = ()
    raw: bool = False
    parts: frozenset[str] = frozenset()

    @property
    def needles(self) -> frozenset[str] | None:
        """Strings of which one must occur for one of `scans` to fit; None if there are none."""
        needles = [scan.needles for scan in self.scans]
        return frozenset().union(*filter(None, needles)) if all(needles) and needles else None
