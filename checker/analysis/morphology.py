"""Words by Sudachi. The only module that imports sudachipy.

What the dictionary says of a word (part of speech, forms, readings, short
units) is the same each time it occurs, so it is read once per word and kept;
per occurrence only the place is new. That halves the time.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import NamedTuple

from sudachipy import Dictionary, MorphemeList, SplitMode
from sudachipy import Morpheme as SudachiMorpheme
from sudachipy import Tokenizer as SudachiTokenizer

from checker.analysis.types import Morpheme, Unit
from checker.deadline import Deadline
from checker.document.model import Document

MAX_BYTES = 49_149
"""Sudachi refuses more UTF-8 bytes than this in one call."""

# Sudachi numbers words in 32 bits, the dictionary in the upper four; 15 means that
# no dictionary has the word, and then many words share a number.
_OUT_OF_VOCABULARY = 0xF000_0000

# What Sudachi joins itself, a run of katakana that no dictionary has, has this one for all.
_JOINED = 0x0FFF_FFFF


_Word = tuple[str, str, str, str, str, str, bool, tuple[Unit, ...]]
"""What the dictionary says of one word: the fields of `Morpheme` behind `surface`."""


def _word(morpheme: SudachiMorpheme) -> _Word:
    tags = morpheme.part_of_speech()
    start = morpheme.begin()
    parts = [part for part in morpheme.split(SplitMode.A) if part.surface()]
    units = tuple(
        Unit(
            part.begin() - start,
            part.end() - start,
            part.surface(),
            _joined(part.part_of_speech()[:4]),
            part.dictionary_form(),
            part.reading_form(),
        )
        for part in parts
    )
    base, normal = morpheme.dictionary_form(), morpheme.normalized_form()
    return (
        _joined(tags[:4]),
        "" if tags[4] == "*" else tags[4],
        "" if tags[5] == "*" else tags[5],
        base,
        base if normal == base else normal,  # one string for both is compared at once
        morpheme.reading_form(),
        not morpheme.is_oov() and morpheme.word_id() != _JOINED,
        units if len(units) > 1 else (),
    )


def _joined(tags: tuple[str, ...]) -> str:
    # One string for all words of a kind: what compares it finds it in the cache.
    return sys.intern("-".join(tag for tag in tags if tag != "*"))


class Morphology:
    """Reads the words of documents; safe to share between threads.

    A Sudachi tokenizer used by two threads at once fails (`Already borrowed`),
    so each thread has its own; the dictionary behind them is opened once.
    """

    def __init__(self) -> None:
        self._dictionary = Dictionary()
        self._local = threading.local()

    def analyse(
        self, document: Document, deadline: Deadline | None = None
    ) -> tuple[tuple[Morpheme, ...], ...]:
        """The morphemes of every sentence of `document.sentences`, in order.

        Raises:
            TooLateError: The deadline passed between two sentences.
        """
        tools = self._tools()
        folded = document.folded
        read: list[tuple[Morpheme, ...]] = []
        for sentence in document.sentences:
            if deadline is not None:
                deadline.check()
            read.append(_read(folded, sentence.span.start, sentence.span.end, tools))
        return tuple(read)

    def read(self, text: str) -> tuple[Morpheme, ...]:
        """The morphemes of one string; offsets count from its start."""
        return _read(text, 0, len(text), self._tools())

    def readings(self, surface: str) -> frozenset[str]:
        """All readings (katakana) that the dictionary has for a word as it is written, names left out."""
        return frozenset(
            morpheme.reading_form()
            for morpheme in self._dictionary.lookup(surface)
            if "固有名詞" not in morpheme.part_of_speech()
        )

    def _tools(self) -> _Tools:
        tools: _Tools | None = getattr(self._local, "tools", None)
        if tools is None:
            tokenizer = self._dictionary.create(mode=SplitMode.C)
            tools = self._local.tools = _Tools(tokenizer, tokenizer.tokenize(""), {})
        return tools


class _Tools(NamedTuple):
    """What a thread reads with. The list is filled anew each time, which saves its making."""

    tokenizer: SudachiTokenizer
    found: MorphemeList
    words: dict[int | str, _Word]


def _read(text: str, start: int, end: int, tools: _Tools) -> tuple[Morpheme, ...]:
    tokenizer, found, words = tools
    read: list[Morpheme] = []
    whole = end - start <= MAX_BYTES // 4
    for chunk_start, chunk_end in ((start, end),) if whole else chunks(text, start, end):
        last = chunk_start
        for morpheme in tokenizer.tokenize(text[chunk_start:chunk_end], out=found):
            first, last = (
                last,
                chunk_start + morpheme.end(),
            )  # each begins where the one before ends
            if first == last:  # Sudachi returns empty words around "…"
                continue
            surface = text[first:last]
            number = morpheme.word_id()
            # Digits are in no dictionary, but there are few of them.
            digits = number >= _OUT_OF_VOCABULARY and last - first <= 4 and surface.isdecimal()
            word = words.get(surface if digits else number)
            if word is None:
                word = _word(morpheme)
                # What else no dictionary has may be a name: not to be kept.
                if digits or (number < _OUT_OF_VOCABULARY and number != _JOINED):
                    words[surface if digits else number] = word
            read.append(Morpheme(first, last, surface, *word))
    return tuple(read)


def chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut `text[start:end]` into stretches that Sudachi accepts.

    Cuts behind 、 or a space where there is one in the last tenth, else
    anywhere. Yields (start, end) in code points.
    """
    limit = MAX_BYTES // 4  # four bytes is the longest UTF-8 character
    while end - start > limit:
        if len(text[start:end].encode("utf-8", "replace")) <= MAX_BYTES:
            break
        cut = start + limit
        tail = text[cut - limit // 10 : cut]
        soft = max(tail.rfind("、"), tail.rfind(" "), tail.rfind("\u3000"))
        if soft >= 0:
            cut = cut - limit // 10 + soft + 1
        yield start, cut
        start = cut
    if start < end:
        yield start, end
