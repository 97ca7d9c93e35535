"""Where the terms of a word list stand in a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from checker.analysis.types import Morpheme
from checker.annotations.shared import listed
from checker.context import Context
from checker.kinds.glossary.compounds import in_compound
from checker.kinds.glossary.entries import Entry
from checker.kinds.substitution import is_bounded
from checker.model import Span
from checker.regex import regex
from checker.scan import Words

BY_BASE = frozenset({"verb", "adjective"})
"""Parts of speech whose terms are looked for by their dictionary form."""
_PHRASE = regex(r"^[をにがでとへの]|.[をにがでとへ].*[一-鿿ァ-ヴ々]")
"""A verb with something in front (に資する, 意見を徴する): no single word of a dictionary."""


class Finder(NamedTuple):
    """What finds the entries of a list.

    Attributes:
        by_term: Those that are looked for as they are written.
        by_noun: Verbs with する that are looked for as verbs alone, by their noun.
        by_base: Those that are looked for by the dictionary form of a word.
        by_stem: Those of several words of which the last is conjugated, by what all
            their forms begin with, with the term.
        terms: The strings of `by_term` and `by_noun`.
        stems: The strings of `by_stem`.
        there: Strings of which one must occur for anything to be found.
        left: The words that are left alone, with what stands inside them.
    """

    by_term: Mapping[str, Entry]
    by_noun: Mapping[str, Entry]
    by_base: Mapping[str, Entry]
    by_stem: Mapping[str, Sequence[tuple[Entry, str]]]
    terms: Words
    stems: Words
    there: Words
    left: Words


def finder_of(entries: Sequence[Entry], leave: Sequence[str]) -> Finder:
    """What finds these entries.

    Args:
        entries: The entries of a list.
        leave: The words that the list leaves alone.
    """
    by_term: dict[str, Entry] = {}
    by_noun: dict[str, Entry] = {}
    by_base: dict[str, Entry] = {}
    by_stem: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        for term in entry.terms:
            if entry.pos == "suru" and term.endswith("する"):
                by_noun[_noun(term)] = entry
            elif entry.pos not in BY_BASE:
                by_term[term] = entry
            elif term in leave:
                continue
            elif _PHRASE.search(term):
                by_stem.setdefault(_stem(term), []).append((entry, term))
            else:
                by_base[term] = entry
    # Of a verb that is conjugated the last letter may change.
    written = dict.fromkeys((*by_term, *by_noun))
    strings = dict.fromkeys((*written, *by_stem, *map(_stem, by_base)))
    return Finder(
        by_term=by_term,
        by_noun=by_noun,
        by_base=by_base,
        by_stem=by_stem,
        terms=Words(written),
        stems=Words(by_stem),
        there=Words(strings),
        left=Words(leave),
    )


def _stem(base: str) -> str:
    """What all forms of a verb or adjective begin with."""
    return base[:-2] if base.endswith(("する", "ずる", "じる")) and len(base) > 2 else base[:-1]


def _noun(term: str) -> str:
    """The noun of a verb with する, whether it is written with it or not."""
    return term.removesuffix("する") or term


class Use(NamedTuple):
    """A place of a term.

    Attributes:
        entry: The entry that the term belongs to.
        span: The term in the text.
        number: The number of the sentence.
        first: The first of its words, in the sentence.
        last: The last of its words.
    """

    entry: Entry
    span: Span
    number: int
    first: int
    last: int


def uses_by_entry(context: Context, finder: Finder) -> Iterator[list[Use]]:
    """The uses of each term that is in the draft, in text order."""
    uses: dict[str, list[Use]] = {}
    for use in _uses(context, finder):
        uses.setdefault(use.entry.id, []).append(use)
    left = _left_alone(context, finder.left) if uses else ()
    for found in uses.values():
        if left:
            found = [use for use in found if not _is_inside(use.span, left)]
        if len(found) > 1:
            found.sort(key=_start)
        if found:
            yield found


def _start(use: Use) -> int:
    return use.span.start


def _uses(context: Context, finder: Finder) -> Iterator[Use]:
    by_base = finder.by_base
    for start, term in finder.terms.find(context.document.folded):
        span = Span(start, start + len(term))
        if not is_bounded(context, span):
            continue
        number, first = context.word_starts[span.start]
        last = context.word_ends[span.end][1]
        words = context.morphemes[number]
        is_suru = term in finder.by_noun and is_verb(words, last)
        entry = (finder.by_noun if is_suru else finder.by_term).get(term)
        if entry is None or (not entry.in_compounds and in_compound(words, first, last)):
            continue
        use = Use(entry, span, number, first, last)
        if _holds(context, use):
            yield use
    for base in by_base.keys() & context.words.bases:
        for number, index in context.words.by_base[base]:
            word = context.morphemes[number][index]
            use = Use(by_base[base], Span(word.start, word.end), number, index, index)
            if word.pos.startswith(_CONJUGATED) and _holds(context, use):
                yield use
    if finder.by_stem:
        for start, stem in finder.stems.find(context.document.folded):
            for entry, term in finder.by_stem[stem]:
                found = _phrase(context, entry, term, start)
                if found is not None and _holds(context, found):
                    yield found


def _phrase(context: Context, entry: Entry, term: str, start: int) -> Use | None:
    """The use of a term of several words that begins here, whatever form its last word has."""
    place = context.word_starts.get(start)
    if place is None:
        return None
    number, first = place
    words = context.morphemes[number]
    noun_end = start + len(_noun(term)) if term.endswith("する") else -1
    for last in range(first, len(words)):
        word = words[last]
        front = term[: word.start - start]
        if len(front) < word.start - start:
            return None
        if term == front + word.base and word.pos.startswith(("動詞", "形容詞")):
            return Use(entry, Span(start, word.end), number, first, last)
        if word.end == noun_end and is_verb(words, last):
            return Use(entry, Span(start, word.end), number, first, last)
    return None


def _left_alone(context: Context, left: Words) -> list[Span]:
    found = left.find(context.document.folded)
    return [Span(start, start + len(word)) for start, word in found]


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    """Whether a stretch lies in one of some that are in order and do not overlap."""
    at = bisect_right(others, span.start, key=_span_start)
    return at > 0 and others[at - 1].contains(span)


def _span_start(span: Span) -> int:
    return span.start


_CONJUGATED = ("動詞", "形容詞", "形状詞", "名詞")  # 動詞: also a noun made of it (申し出)


def _holds(context: Context, use: Use) -> bool:
    entry, span = use.entry, use.span
    if entry.until is not None and context.as_of < entry.until:
        return False
    if context.profile.value in entry.keep:
        return False
    text = context.document.folded
    line = context.document.block_at(span.start).span
    if _is_quoted(text, span, line):
        return False
    return not any(
        found.start() < span.end and span.start < found.end()
        for pattern in entry.unless
        for found in _compiled(pattern).finditer(text, line.start, line.end)
    )


MAX_QUOTED = 20
"""A longer passage in 「」 is said by somebody; a shorter one is a name, or a word that is spoken of."""


def _is_quoted(text: str, span: Span, line: Span) -> bool:
    """Whether the term stands in 「」 as a name, or as a word that is spoken of."""
    opened = max(text.rfind("「", line.start, span.start), text.rfind("『", line.start, span.start))
    if opened < 0 or span.start - opened > MAX_QUOTED:
        return False
    if "」" in text[opened : span.start] or "』" in text[opened : span.start]:
        return False
    ends = [text.find(mark, span.end, opened + MAX_QUOTED + 2) for mark in "」』"]
    return max(ends) >= 0


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return regex(pattern, re.MULTILINE)


_DOING = frozenset(
    listed("""
    する できる いたす 致す なさる くださる 下さる いただく 頂く いただける 頂ける 願う 願える
    """)
)


def is_verb(words: Sequence[Morpheme], last: int) -> bool:
    """Whether する or a word for it makes a verb of the noun that ends with the word `last`."""
    behind = words[last + 1 : last + 2]
    return bool(behind) and behind[0].start == words[last].end and behind[0].base in _DOING
