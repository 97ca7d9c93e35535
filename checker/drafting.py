"""A first draft in easy Japanese: what can be said more simply is, and what is uncertain is marked.

A person goes through the marks, decides, and deletes them. A mark that is left
over is a finding of the next check (`facts/pending-note`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from checker.document.model import Document, MarkKind
from checker.fixing import LAST, Mended
from checker.model import Applicability, Category, Finding, Span
from checker.regex import regex

SPLITS = frozenset({"sentence/length", "sentence/mora-length"})
"""Rules whose proposals divide a sentence: done in a draft, and marked."""

_LEFT_OUT = (Category.INFORMATION, Category.PRESS, Category.SUPPRESSION)
"""What a check says of the notice as a whole; not of the words of a draft."""

_TAG = regex("<rp>[^<]*</rp>|<rt>[^<]*</rt>|</?[A-Za-z][^<>]*>")

_LONG = 30
"""Characters of a sentence that are enough to know it again."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing in a draft that a person has to decide.

    Attributes:
        number: From 1, in reading order; stands in the mark.
        line: The line of the draft, from 1.
        text: The words in question, as in the draft or as they were before.
        message: What to decide.
    """

    number: int
    line: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its marks, and what they stand for."""

    text: str
    doubts: tuple[Doubt, ...]


def drafted(mended: Mended, findings: Iterable[Finding]) -> Drafted:
    """The mended text with a mark behind all that is uncertain.

    Args:
        mended: A draft mended with `Applicability.UNSAFE` and `SPLITS`.
        findings: What is left in it, as it may be shown.

    Uncertain are the fixes that may change tone or emphasis, readings that
    depend on the context, sentences that were divided, and findings that
    nothing could mend. A sentence or line has one mark for all of them.
    """
    text = mended.rope.text
    document = mended.reading.context.document
    places: dict[int, list[tuple[str, str]]] = {}
    for at, words, message in sorted((*_changed(mended), *_open(findings))):
        found = places.setdefault(_markable(document, at), [])
        if (words, message) not in found:
            found.append((words, message))
    doubts, parts, last = [], [], 0
    for number, (at, found) in enumerate(sorted(places.items()), 1):
        parts += [text[last:at], mark(number)]
        last = at
        line = text.count("\n", 0, at) + 1
        doubts += [Doubt(number, line, _shown(words), message) for words, message in found]
    return Drafted("".join([*parts, text[last:]]), tuple(doubts))


def _shown(words: str) -> str:
    """Words of the source as a reader sees them, on one line, not too long."""
    words = " ".join(_TAG.sub("", words).split())
    return words if len(words) <= _LONG else f"{words[: _LONG - 1]}…"


def mark(number: int) -> str:
    """What stands in the draft: 「【要確認3】」."""
    return f"【要確認{number}】"


def _changed(mended: Mended) -> Iterator[tuple[int, str, str]]:
    """Fixes that a person has to look at: where they end, the words before, what to look at."""
    for finding, end in zip(mended.applied, mended.ends, strict=True):
        fix = finding.fix
        if fix is None or fix.applicability is Applicability.SAFE:
            continue
        if finding.rule in SPLITS:
            message = "長い文を分けました。つながりを確かめてください。"
        elif finding.rule in LAST:
            message = "読み仮名を付けました。読み方が合っているかを確かめてください。"
        elif finding.category is Category.NOTATION:
            continue  # another way to write the same
        else:
            message = "言い換えました。意味が変わっていないかを確かめてください。"
        yield end, finding.text, message


def _open(findings: Iterable[Finding]) -> Iterator[tuple[int, str, str]]:
    """What is left to a person: where it ends, the words, what the checker says of them."""
    for finding in findings:
        if finding.category not in _LEFT_OUT:
            yield finding.span.end, finding.text, finding.message + _choices(finding)


def _choices(finding: Finding) -> str:
    fix = finding.fix
    if fix is None or not fix.candidates:
        return ""
    labels = "、".join(f"「{candidate.label}」" for candidate in fix.candidates)
    return f"（案: {labels}）"


def _markable(document: Document, at: int) -> int:
    """Where a mark for something that ends at `at` stands: behind its sentence or line."""
    pieces = sorted(document.pieces, key=attrgetter("source.start"))
    number = bisect_right(pieces, max(0, at - 1), key=attrgetter("source.start")) - 1
    if number < 0:
        return at
    piece = pieces[number]
    into = at - 1 - piece.source.start if piece.verbatim else 0
    sentence = document.sentence_index_at(piece.text.start + min(into, len(piece.text) - 1))
    if sentence < 0:
        return at
    end = document.sentences[sentence].span.end
    place = document.to_source(Span(end - 1, end)).end
    for ruby in document.marks_of(MarkKind.RUBY):
        if ruby.source.start < place < ruby.source.end:
            return ruby.source.end
    return place
