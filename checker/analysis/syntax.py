"""Dependency trees by GiNZA. The only module that imports spaCy.

Loading takes about 1.6 s and 500 MB, parsing about 0.3 ms a character, so it is
imported on first use, without the components nobody asks for, and all
sentences of a run are parsed together.
"""

from __future__ import annotations

import importlib.util
import threading
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.analysis.types import Syntax, Token
from checker.deadline import Deadline, TooLateError

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "ja_ginza"

MAX_CHARACTERS = 1_000
"""Longer "sentences" are lists or broken text: a parse of them says nothing."""


def available() -> bool:
    """Whether spaCy, GiNZA and the model are installed (does not load them)."""
    return all(importlib.util.find_spec(name) for name in ("spacy", "ginza", MODEL))


class SyntaxParser:
    """Parses sentences; safe to share between threads (one at a time)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._nlp: Language | None = None

    def load(self) -> None:
        """Load the model now rather than at the first sentence."""
        with self._lock:
            self._load()

    def parse(
        self, sentences: Sequence[tuple[str, int]], deadline: Deadline | None = None
    ) -> list[Syntax]:
        """The trees of sentences, each given as its text and its text offset.

        A sentence over `MAX_CHARACTERS` gets an empty tree.

        Raises:
            TooLateError: The deadline passed while others were parsing, or between two sentences.
        """
        if not self._lock.acquire(timeout=-1 if deadline is None else deadline.left):
            raise TooLateError
        try:
            nlp = self._load()
            short = [text if len(text) <= MAX_CHARACTERS else "" for text, _ in sentences]
            if deadline is None:
                documents = list(nlp.pipe(short))
            else:
                documents = []
                for text in short:
                    deadline.check()
                    documents.append(nlp(text))
        finally:
            self._lock.release()
        trees = []
        for (_, offset), parsed in zip(sentences, documents, strict=True):
            trees.append(
                Syntax(
                    tuple(
                        Token(
                            offset + token.idx,
                            offset + token.idx + len(token.text),
                            token.text,
                            token.lemma_,
                            token.pos_,
                            token.tag_,
                            token.dep_,
                            token.head.i,
                        )
                        for token in parsed
                    )
                )
            )
        return trees

    def _load(self) -> Language:
        if self._nlp is None:
            with warnings.catch_warnings():
                # The libraries below warn about one another; none of it concerns a user.
                warnings.simplefilter("ignore")
                import spacy

                self._nlp = spacy.load(
                    MODEL,
                    exclude=["ner", "attribute_ruler", "compound_splitter", "bunsetu_recognizer"],
                )
        return self._nlp
