"""Mending a draft: choose, apply, read again, until nothing is left to mend.

A fix is refused, and the finding stays, when it would change what the draft
says or how it is built: see `damage`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs

from checker.annotations.types import Annotation, AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.document.model import MarkKind
from checker.document.rope import Rope
from checker.model import Applicability, Edit, Finding, Fix, Silenced, Span
from checker.regex import regex

MAX_PASSES = 10
"""Fixes that wake new fixes come to rest long before; more would be a circle."""

_ALLOWED = {
    Applicability.SAFE: frozenset({Applicability.SAFE}),
    Applicability.UNSAFE: frozenset({Applicability.SAFE, Applicability.UNSAFE}),
}

_SHAPE_MARKS = (MarkKind.LINK, MarkKind.IMAGE, MarkKind.CODE, MarkKind.CODE_BLOCK)

LAST = frozenset({"accessibility/missing-furigana"})
"""Rules whose fixes wait until no other is left: readings are for words that stay."""

_NAMES = {
    AnnotationKind.LAW: "法令",
    AnnotationKind.OFFICE: "組織・施設",
    AnnotationKind.PERSON: "人",
    AnnotationKind.ADDRESS: "住所",
    AnnotationKind.MAIL: "メールアドレス",
    AnnotationKind.URL: "URL",
}
"""What no fix may change, with what to call it."""

NOT_ENCODABLE = "この文字コードで書けない字がある"


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft at one moment: what it is, what was found in it, what of that is silenced."""

    context: Context
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A finding whose fix was not applied, and why: 「数字や日付が変わる」."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The outcome of mending.

    Attributes:
        rope: The new text, with what of the old it still holds.
        reading: The new text, read and checked.
        before: The old text, read and checked.
        applied: The findings that were mended, pass by pass; their spans refer
            to the text of their pass.
        ends: Where the change of each of `applied` ends in the new text, in
            code points.
        refused: Findings whose fix would have done damage or cannot be encoded,
            each with the reason.
        passes: How often the text was changed.
    """

    rope: Rope
    reading: Reading
    before: Reading
    applied: tuple[Finding, ...]
    ends: tuple[int, ...]
    refused: tuple[Refusal, ...]
    passes: int


def mend(
    text: str,
    read: Callable[[str], Reading],
    *,
    allow: Applicability = Applicability.SAFE,
    also: Collection[str] = (),
    encodable: Callable[[str], bool] = lambda text: True,
    fitted: Callable[[str], str] = lambda text: text,
) -> Mended:
    """Apply all fixes up to `allow`, to rest.

    Args:
        text: The decoded draft.
        read: Reads and checks a text; must be a pure function.
        allow: `SAFE`, or `UNSAFE` for both.
        also: Rules whose proposals (`DISPLAY`) are applied too.
        encodable: Whether the file's encoding can hold a string.
        fitted: What a new string becomes in the file (its line ends, and the
            twins 〜 and ～ that share a cell in a Japanese encoding).
    """
    rope = Rope.of(text)
    before = reading = read(text)
    seen = {text}
    applied: list[Finding] = []
    ends: list[int] = []
    refused: dict[tuple[str, str, str, int], Refusal] = {}
    passes = 0
    tried = 0  # the passes after which all that is refused was refused
    while passes < MAX_PASSES:
        wanted = [
            fit
            for finding in reading.findings
            if finding.fix is not None
            and (finding.fix.applicability in _ALLOWED[allow] or finding.rule in also)
            and _key(finding, rope) not in refused
            and (fit := _fitted(finding, finding.fix, rope.text, fitted)) is not None
        ]
        for finding in wanted:
            if not all(encodable(edit.text) for edit in _edits(finding)):
                refused[_key(finding, rope)] = Refusal(finding, NOT_ENCODABLE)
        left = [finding for finding in wanted if _key(finding, rope) not in refused]
        chosen = choose([f for f in left if f.rule not in LAST] or left)
        if not chosen:
            if not refused or passes == tried:
                break
            # What did damage then may be sound now that other things were mended.
            refused, tried = {}, passes
            continue
        step = _step(rope, reading, chosen, read)
        if isinstance(step, str):
            # Something in this lot does damage: halve it until that is found.
            sound: list[Finding] = []
            lots = [chosen]
            while lots:
                lot = lots.pop()
                whole = len(lot) == len(chosen)
                tried_step = step if whole else _step(rope, reading, [*sound, *lot], read)
                if not isinstance(tried_step, str):
                    sound += lot
                elif len(lot) == 1:
                    refused[_key(lot[0], rope)] = Refusal(lot[0], tried_step)
                else:
                    half = len(lot) // 2
                    lots += [lot[half:], lot[:half]]
            if not sound:
                continue
            chosen, step = sound, _step(rope, reading, sound, read)
            if isinstance(step, str):
                continue
        new_rope, new_reading = step
        if new_rope.text in seen:
            break
        seen.add(new_rope.text)
        rope, reading = new_rope, new_reading
        edits = sorted((e for finding in chosen for e in _edits(finding)), key=lambda e: e.span)
        ends = [_moved(end, edits) for end in ends]
        ends += [_moved(max(e.span.end for e in _edits(finding)), edits) for finding in chosen]
        applied.extend(chosen)
        passes += 1
    return Mended(
        rope, reading, before, tuple(applied), tuple(ends), tuple(refused.values()), passes
    )


def _moved(at: int, edits: Iterable[Edit]) -> int:
    """Where the end of a stretch is after some edits; within one of them, its end."""
    moved = at
    for edit in edits:
        if edit.span.end <= at:
            moved += len(edit.text) - len(edit.span)
        elif edit.span.start < at:
            return moved + edit.span.start - at + len(edit.text)
    return moved


def _fitted(finding: Finding, fix: Fix, text: str, fitted: Callable[[str], str]) -> Finding | None:
    """The finding with its edits as the file will hold them; None if nothing is left of them."""
    edits = tuple(Edit(edit.span, fitted(edit.text)) for edit in fix.edits)
    if all(edit.span.cut(text) == edit.text for edit in edits):
        return None
    return structs.replace(finding, fix=structs.replace(fix, edits=edits))


def _key(finding: Finding, rope: Rope) -> tuple[str, str, str, int]:
    """Says whether a finding of a later pass is the same: the place is the original's."""
    return (finding.rule, finding.entry, finding.text, rope.origin(finding.span.start))


def _edits(finding: Finding) -> tuple[Edit, ...]:
    return () if finding.fix is None else finding.fix.edits


def choose(findings: Iterable[Finding]) -> list[Finding]:
    """Greedily, in source order, the findings whose edits do not touch one another.

    The one that comes second waits for the next pass.
    """
    chosen: list[Finding] = []
    taken: list[Span] = []
    for finding in findings:
        spans = [edit.span for edit in _edits(finding)]
        if not any(_touches(span, taken) for span in spans):
            chosen.append(finding)
            for span in spans:
                insort(taken, span)
    return chosen


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Whether `span` overlaps or touches one of the sorted, disjoint spans."""
    at = bisect_left(taken, span)
    return (at > 0 and taken[at - 1].end >= span.start) or (
        at < len(taken) and taken[at].start <= span.end
    )


def _step(
    rope: Rope, before: Reading, chosen: Sequence[Finding], read: Callable[[str], Reading]
) -> tuple[Rope, Reading] | str:
    """The text after these fixes, read; the damage if they did some."""
    edits = sorted(
        (edit for finding in chosen for edit in _edits(finding)), key=lambda edit: edit.span
    )
    rope = rope.edited(edits)
    after = read(rope.text)
    return damage(before.context, after.context) or (rope, after)


def damage(before: Context, after: Context) -> str:
    """What a change broke of markup, build and values: 「数字や日付が変わる」; "" if nothing."""
    if shape(before) != shape(after):
        return "文書の形（見出し、箇条書き、リンクなど）が変わる"
    texts = before.document.text, after.document.text
    if _numbers(texts[0]) != _numbers(texts[1]) and _meant(before) != _meant(after):
        return "数字や日付が変わる"
    names, names_after = _names(before), _names(after)
    changed = (names - names_after) + (names_after - names)
    if changed:
        return f"名前（{'、'.join(_kinds_of(changed, before, after))}）が変わる"
    if _emphasised(after) < _emphasised(before):
        return "強調の印が崩れる"
    return "" if _rubies(before) <= _rubies(after) else "ふりがなが消える"


def _rubies(context: Context) -> frozenset[str]:
    """The readings above words: a fix may add some."""
    return frozenset(mark.target for mark in context.document.marks if mark.kind is MarkKind.RUBY)


def _emphasised(context: Context) -> int:
    """How many stretches are emphasised: a fix may mend emphasis but not break it."""
    kinds = (MarkKind.STRONG, MarkKind.EMPHASIS)
    return sum(mark.kind in kinds for mark in context.document.marks)


def shape(context: Context) -> tuple[object, ...]:
    """The build of a draft: its kinds of line in order, its links, images and code."""
    document = context.document
    marks = Counter(
        (mark.kind, mark.target) for mark in document.marks if mark.kind in _SHAPE_MARKS
    )
    kinds = tuple((block.kind, block.level, block.quoted, block.cell) for block in document.blocks)
    return (kinds, frozenset(marks.items()))


_DIGITS = regex(r"\d+")

_POWER = regex(r"(?<=m)[23](?!\d)")
"""The digit of m² and m³, which is no number."""


def _meant(context: Context) -> tuple[object, ...]:
    """All numbers in a draft, but whole dates and times by what they mean: 令和8年 is 2026年, 17時 午後5時."""
    text = context.document.text
    rest, last = [], 0
    dates: Counter[object] = Counter()
    for annotation in context.annotations.of(AnnotationKind.DATE, AnnotationKind.TIME):
        value, span = annotation.value, annotation.span
        if span.start < last or not isinstance(value, DateValue | TimeValue):
            continue
        if isinstance(value, TimeValue):
            meant: object = value.minutes
        elif value.western is None and not value.fiscal and "year" not in value.inherited:
            meant = (value.year, value.month, value.day, value.weekday, value.part)
        else:
            continue
        if meant is None or (isinstance(meant, tuple) and meant[0] is None):
            continue
        dates[meant] += 1
        rest.append(text[last : span.start])
        last = span.end
    rest.append(text[last:])
    return (_numbers("\n".join(rest)), dates)


def _numbers(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text).replace(",", "")
    return Counter(_DIGITS.findall(_POWER.sub("", folded)))


def _names(context: Context) -> Counter[str]:
    """All names in a draft, compared after NFKC."""
    return Counter(_name(annotation, context) for annotation in context.annotations.of(*_NAMES))


def _name(annotation: Annotation, context: Context) -> str:
    text = annotation.span.cut(context.document.folded)
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _kinds_of(names: Collection[str], *contexts: Context) -> Iterator[str]:
    """What these names are names of."""
    for kind, called in _NAMES.items():
        if any(_name(a, c) in names for c in contexts for a in c.annotations.of(kind)):
            yield called
