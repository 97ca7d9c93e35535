"""What could be done about a finding, for formats that can carry a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.model import Applicability, Candidate, Edit, Finding, Span
from checker.regex import regex
from checker.reporters.material import Shown
from checker.reporters.privacy import PRIVATE

NOTES = {
    Applicability.SAFE: "意味は変わりません。--fix で直せます。",
    Applicability.UNSAFE: "言い方が変わります。直した後に読み返してください。",
    Applicability.DISPLAY: "書き手が確かめてから直してください。",
}
"""Who may make a change, for people."""

_LINE_END = regex(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change.

    Attributes:
        label: What it is, for people.
        edits: What to replace, by place; new lines end as those of the file do.
    """

    label: str
    edits: tuple[Edit, ...]


def proposals(draft: Shown, finding: Finding) -> Iterator[Proposal]:
    """The changes that a person may choose from, the best first; each is whole by itself."""
    fix = finding.fix
    if fix is None:
        return
    options = list(fix.candidates)
    if fix.edits and all(fix.edits != candidate.edits for candidate in options):
        options.insert(0, Candidate("", fix.edits))
    for option in options:
        if option.edits:
            note = NOTES[fix.applicability]
            label = f"「{option.label}」に直します。{note}" if option.label else note
            yield Proposal(label, _ordered(option.edits, draft.newline))


def joined(draft: Shown, edits: Sequence[Edit]) -> Edit | None:
    """Several edits as one, for formats whose changes have one place.

    None where the text between them is private: it is hidden in the report, and to write
    what stands there instead would do damage.
    """
    first, last = edits[0], edits[-1]
    if len(edits) == 1:
        return first
    whole = Span(first.span.start, last.span.end)
    if any(f.rule.startswith(PRIVATE) and f.span.overlaps(whole) for f in draft.findings):
        return None
    parts = []
    at = whole.start
    for edit in edits:
        parts += [draft.file.source[at : edit.span.start], edit.text]
        at = edit.span.end
    return Edit(whole, "".join(parts))


def _ordered(edits: Sequence[Edit], newline: str) -> tuple[Edit, ...]:
    return tuple(
        Edit(edit.span, _LINE_END.sub(newline, edit.text))
        for edit in sorted(edits, key=lambda edit: edit.span)
    )
