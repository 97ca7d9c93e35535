"""What makes a finding the same finding in the next run.

A finding is known by its rule, its file, the sentence that it is in, the words that it
flags and, where all of these are equal, its number among them. Lines are no part of it,
so that a paragraph may move or be wrapped anew; the sentence is, so that an edit of it
brings the finding back. What a whole draft lacks is known by rule and file only.

All that leaves this module is hashes. They are made from the report as it is shown: what
a draft says of private persons must be hidden before (`checker.reporters.privacy`), or
the few digits of a phone number could be guessed from the hash.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from checker.model import FileReport, Span
from checker.regex import regex
from checker.rulebook.rule import Catalogue

VERSION = 1
"""Counts up when the same finding gets another fingerprint."""

_SIZE = 16  # bytes: enough that no two of a billion findings are likely to share one

# A line end with the blanks around it, and the marks with which the next line of a Markdown
# quotation begins.
_WRAPPING = regex(r"[ \t]*[\r\n]+[ \t]*(?:>[ \t]*)*")
_BLANKS = regex(r"\s+")


@dataclass(frozen=True, slots=True)
class Key:
    """What a finding is known by within its file.

    Attributes:
        rule: The id of its rule.
        sentence: The hash of its sentence, "" for what a whole draft lacks.
        text: The hash of the words that it flags, "" likewise.
        number: Its number among those that are equal so far, from 1.
    """

    rule: str
    sentence: str
    text: str
    number: int

    def fingerprint(self, path: str) -> str:
        """The key and a path as one hash.

        Args:
            path: Relative, with `/`. Names that differ only in how a character is
                put together (が on a Mac) are the same.
        """
        return _hash(
            unicodedata.normalize("NFC", path),
            self.rule,
            self.sentence,
            self.text,
            str(self.number),
        )


def keys(file: FileReport, rules: Catalogue) -> tuple[Key, ...]:
    """The keys of all findings of a draft, in their order; behind them those of the silenced.

    Args:
        file: What was found, private words hidden.
        rules: Tells which rules speak of a whole draft.
    """
    starts = [sentence.start for sentence in file.sentences]
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for finding in (*file.findings, *(each.finding for each in file.silenced)):
        rule = rules.get(finding.rule)
        if rule is not None and rule.spec.of_draft:
            parts = (finding.rule, "", "")
        else:
            around = _around(finding.span, file.sentences, starts, file.source)
            sentence = _normal(around.cut(file.source))
            text = _WRAPPING.sub("", finding.text)
            parts = (finding.rule, _hash(sentence), _hash(text))
        seen[parts] += 1
        made.append(Key(*parts, seen[parts]))
    return tuple(made)


def _around(span: Span, sentences: Sequence[Span], starts: Sequence[int], source: str) -> Span:
    """The sentences that a finding is in; its lines if it is in none (the YAML head)."""
    first = max(0, bisect_right(starts, span.start) - 1)
    held = []
    for sentence in sentences[first:]:
        if sentence.start > span.end:
            break
        if sentence.overlaps(span) or (not len(span) and sentence.end >= span.end):
            held.append(sentence)
    if held:
        return Span(min(held[0].start, span.start), max(held[-1].end, span.end))
    start = max(source.rfind("\n", 0, span.start), source.rfind("\r", 0, span.start)) + 1
    ends = [at for at in (source.find("\n", span.end), source.find("\r", span.end)) if at >= 0]
    return Span(start, min(ends, default=len(source)))


def _normal(sentence: str) -> str:
    """A sentence without what wrapping or another input method changes."""
    joined = _BLANKS.sub("", _WRAPPING.sub("", sentence))
    return unicodedata.normalize("NFKC", joined)


def _hash(*parts: str) -> str:
    whole = "\0".join((f"tsutawaru/{VERSION}", *parts))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()
