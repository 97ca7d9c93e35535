"""One draft, one way of writing: the ways that occur less often are flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal

import msgspec

from checker.context import Context, Position
from checker.document.model import Document
from checker.kinds.base import Matcher, RuleBase
from checker.kinds.morph_pattern import WordPatterns, WordSequence
from checker.model import Edit, Match, Related, Span, Tier
from checker.parts import Part, Pattern, Text
from checker.scan import Scan, Words

_ASIDE = ("※", "（", "(", "＊", "*", "注")
_CLOSING = ("）", ")", "」", "』")


class Variant(Part, frozen=True, kw_only=True):
    """One way of writing: by regular expressions or by sequences of words.

    `to`: what to write when this is the usual way, to offer a replacement.
    """

    name: Text
    patterns: list[Pattern] = []
    words: list[WordPatterns] = []
    to: str = ""


class VariantGroup(Part, frozen=True, kw_only=True):
    """Ways of writing the same thing, of which a draft should use one."""

    variants: Annotated[list[Variant], msgspec.Meta(min_length=2)]


class ConsistencyRule(RuleBase, frozen=True, kw_only=True, tag="consistency"):
    """Flags the rarer ways; with a tie the way that comes first is the usual one.

    Placeholders: `{variant}`, `{usual}` (the usual way), `{count}` (how often
    the usual way occurs).

    Attributes:
        groups: What is compared with what.
        at: "sentence_end" ties sequences of words to the end of a prose sentence.
    """

    groups: Annotated[list[VariantGroup], msgspec.Meta(min_length=1)]
    at: Literal["anywhere", "sentence_end"] = "anywhere"

    placeholders = frozenset({"variant", "usual", "count"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        scope = frozenset(self.scope)
        words = any(variant.words for group in self.groups for variant in group.variants)
        finders = [
            [(variant, Finder(variant, self.at, scope)) for variant in group.variants]
            for group in self.groups
        ]

        wanted = None if words else _Wanted(self.groups)

        def check(context: Context) -> Iterator[Match]:
            if wanted is not None:
                for number in wanted.groups(context.document.folded):
                    found = _several(finders[number], context)
                    yield from _compare(found, self.at, context.document)
                return
            for group in finders:
                found = []
                ends = _ends(context, scope) if self.at == "sentence_end" else []
                if self.at == "sentence_end" and not _in_two_ways(group, context, ends):
                    continue
                for variant, find in group:
                    spans = sorted(set(find(context, ends)))
                    if spans:
                        found.append((variant, spans))
                    if self.at == "sentence_end":
                        # What ends in one way does not end in another.
                        behind = {span.end for span in spans}
                        if behind:
                            ends = [place for place in ends if _end(context, place) not in behind]
                        if not ends:
                            break
                yield from _compare(found, self.at, context.document)

        scans = tuple(
            Scan(variant.patterns)
            for group in self.groups
            for variant in group.variants
            if variant.patterns
        )
        if words:
            return Matcher(check, Tier.MORPHEMES)
        return Matcher(check, Tier.TEXT, scans=scans)

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [
            (f"$.groups[{g}].variants[{v}].patterns[{p}]", pattern)
            for g, group in enumerate(self.groups)
            for v, variant in enumerate(group.variants)
            for p, pattern in enumerate(variant.patterns)
        ]


def _in_two_ways(
    group: Sequence[tuple[Variant, Finder]], context: Context, ends: Sequence[Position]
) -> bool:
    """Whether sentences end in two ways: in nearly all drafts they end in one.

    What ends in one way does not end in another.
    """
    ways = 0
    for _, find in group:
        if len(ends) + ways < 2:
            return False
        left = find.elsewhere(context, ends)
        ways += len(left) < len(ends)
        ends = left
    return ways > 1


class _Wanted:
    """Which groups may stand in a draft in two ways, told from the strings that it holds."""

    def __init__(self, groups: Sequence[VariantGroup]) -> None:
        self._always: dict[int, int] = {}  # ways that no string tells of
        self._by_string: dict[str, set[tuple[int, int]]] = {}
        for number, group in enumerate(groups):
            for place, variant in enumerate(group.variants):
                needles = Scan(variant.patterns).needles if variant.patterns else None
                if needles is None:
                    self._always[number] = self._always.get(number, 0) + 1
                for needle in needles or ():
                    self._by_string.setdefault(needle, set()).add((number, place))
        self._strings = Words(self._by_string)

    def groups(self, text: str) -> list[int]:
        """The places of the groups of which two ways may occur in a text."""
        ways = {way for string in self._strings.present(text) for way in self._by_string[string]}
        counts = Counter(self._always)
        counts.update(number for number, _ in ways)
        return sorted(number for number, count in counts.items() if count > 1)


def _several(
    group: Sequence[tuple[Variant, Finder]], context: Context
) -> list[tuple[Variant, list[Span]]]:
    """The ways of a group that occur, with their places; of one alone maybe nothing.

    The last is tried first: the one that comes first is the usual one, and costs most.
    """
    found: list[tuple[Variant, list[Span]]] = []
    for left, (variant, find) in zip(range(len(group), 0, -1), reversed(group), strict=True):
        if not found and left == 1:
            break
        spans = sorted(set(find(context, ())))
        if spans:
            found.append((variant, spans))
    return found[::-1]


class Finder:
    """Where a variant stands."""

    def __init__(self, variant: Variant, at: str, scope: frozenset[str]) -> None:
        self._scan = Scan(variant.patterns) if variant.patterns else None
        self._sequences = [WordSequence(words) for words in variant.words]
        self._at = at
        self._scope = scope

    def __call__(self, context: Context, ends: Sequence[Position]) -> list[Span]:
        """All its places; of sequences that close a sentence those at some ends."""
        document = context.document
        spans = []
        if self._scan is not None:
            spans = [
                Span(found.start(), found.end())
                for found in self._scan.finditer(document.folded)
                if not document.is_protected(Span(found.start(), found.end()))
            ]
        for sequence in self._sequences:
            if self._at == "sentence_end":
                spans.extend(sequence.spans_at(context, ends))
            else:
                spans.extend(found.span for found in sequence.find(context, self._at))
        if self._scope and self._at != "sentence_end":
            # Only what is compared counts: a list has a style of its own.
            kinds = self._scope
            spans = [span for span in spans if document.block_at(span.start).kind.value in kinds]
        return spans

    def elsewhere(self, context: Context, ends: Sequence[Position]) -> Sequence[Position]:
        """Those of the ends of sentences that end in another way."""
        if self._scan is not None:
            behind = {span.end for span in self(context, ())}
            ends = [place for place in ends if _end(context, place) not in behind]
        for sequence in self._sequences:
            if not ends:
                break
            behind = {span.end for span in sequence.spans_at(context, ends)}
            if behind:
                ends = [place for place in ends if _end(context, place) not in behind]
        return ends


def _ends(context: Context, scope: frozenset[str]) -> list[Position]:
    """The ends of sentences that a full stop closes, outside quoted blocks.

    A line without one is a title or a link, which has a style of its own, as have a list,
    a note (※休館日を除く。) and what stands in brackets.
    """
    document = context.document
    text, blocks, sentences = document.folded, document.blocks, document.sentences
    morphemes = context.morphemes
    ends = []
    for place in context.prose_ends:
        sentence = sentences[place[0]]
        block = blocks[sentence.block]
        if block.quoted or (scope and block.kind not in scope):
            continue
        span = sentence.span
        end = morphemes[place[0]][place[1] - 1].end
        # Behind nearly all stands a 。 at once.
        closed = text.startswith("。", end, span.end) or (
            text.find("。", end, span.end) >= 0 and not text.startswith(_CLOSING, end)
        )
        if closed and not text.startswith(_ASIDE, span.start):
            ends.append(place)
    return ends


def _end(context: Context, place: Position) -> int:
    """The text offset behind the last word of a sentence."""
    number, index = place
    return context.morphemes[number][index - 1].end


def _in_own_register(spans: list[Span], others: list[Span], document: Document) -> set[Span]:
    """The spans of paragraphs that keep to one way throughout, in two sentences or more.

    Such a paragraph tells what somebody reported, or repeats a rule: it was not
    mixed up.
    """
    foreign = {document.block_at(span.start).span for span in others}
    counts = Counter(document.block_at(span.start).span for span in spans)
    return {
        span
        for span in spans
        if counts[document.block_at(span.start).span] >= 2
        and document.block_at(span.start).span not in foreign
    }


def _compare(
    found: list[tuple[Variant, list[Span]]], at: str, document: Document
) -> Iterator[Match]:
    if len(found) < 2:
        return
    usual, usual_spans = max(found, key=lambda pair: (len(pair[1]), -pair[1][0].start))
    message = f"ここでは「{usual.name}」です"
    for variant, spans in found:
        if variant is usual:
            continue
        spared = _in_own_register(spans, usual_spans, document) if at == "sentence_end" else set()
        for span in spans:
            if span in spared:
                continue
            values = {
                "variant": variant.name,
                "usual": usual.name,
                "count": str(len(usual_spans)),
            }
            edits = (Edit(span, usual.to),) if usual.to else ()
            yield Match(span, values, edits=edits, related=(Related(usual_spans[0], message),))
