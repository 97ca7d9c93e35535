"""How hard English is for people who learned it as a foreign language. By textstat.

The only module that imports textstat. That takes about a second, so it is imported when
there is English to measure. Only what counts letters, words and sentences is called: what
counts syllables wants a dictionary from the network.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Sequence

import msgspec

from checker.regex import regex

_INNER_STOP = regex(r"[.!?]+(?=.)")
_STOP_BEHIND = regex(r"[.!?\s]+$")
_WORD = regex(r"[^\W_][\w'’-]*")

MINI_WORD = 3
"""Letters of a "mini-word" (McAlpine)."""


class Hardness(msgspec.Struct, frozen=True):
    """Figures for an English text.

    Attributes:
        eflaw: McAlpine EFLAW: (words + words of at most three letters) / sentences. To 20
            very easy, to 25 quite easy, to 29 a little difficult, from 30 very confusing
            (Rachel McAlpine, From plain English to global English; known at second hand).
        ari: Automated Readability Index, about the school year in the USA.
    """

    eflaw: float
    ari: float


def available() -> bool:
    """Whether textstat is installed (does not load it)."""
    return importlib.util.find_spec("textstat") is not None


def words(sentence: str) -> list[str]:
    """The words of an English sentence; 8 a.m. are two."""
    return _WORD.findall(_INNER_STOP.sub("", sentence))


def load(sentence: str) -> int:
    """Words and mini-words of a sentence: what it brings to the EFLAW figure."""
    found = words(sentence)
    return len(found) + sum(len(word) <= MINI_WORD for word in found)


def measure(sentences: Sequence[str]) -> Hardness:
    """The figures for some sentences, each of three words or more.

    Raises:
        ImportError: textstat is not installed.
    """
    with warnings.catch_warnings():
        # The libraries below warn about one another; none of it concerns a user.
        warnings.simplefilter("ignore")
        import textstat
    # textstat ends a sentence at every full stop, also in 8 a.m. and 3.5.
    text = " ".join(
        f"{_STOP_BEHIND.sub('', _INNER_STOP.sub('', sentence))}." for sentence in sentences
    )
    return Hardness(
        float(textstat.mcalpine_eflaw(text)), float(textstat.automated_readability_index(text))
    )
