"""The city's own words: what it says instead, what it explains, what it keeps.

A list is a table as spreadsheets save it (`checker.tables`).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import ConfigError
from checker.regex import regex
from checker.tables import Table, normal

KEEP = "そのまま"
"""What a list writes in the place of other words where the word itself is to stay."""

_HEADS: Mapping[str, tuple[str, ...]] = {
    "word": ("言葉", "ことば", "用語", "語"),
    "plain": ("言い換え", "言いかえ", "言換え", "言換", "いいかえ"),
    "explanation": ("説明", "意味"),
    "note": ("備考", "メモ"),
    "pos": ("品詞",),
}
_EXAMPLE = "言葉,言い換え,説明,備考"
_POS = {
    "名詞": "noun",
    "する動詞": "suru",
    "サ変動詞": "suru",
    "動詞": "verb",
    "形容詞": "adjective",
    "句": "phrase",
}
_POS_NAMES = ("名詞", "する動詞", "動詞", "形容詞", "句")
_HALF_WIDTH = regex(r"[\uff66-\uff9f]+")
_SPLIT = regex(r"[、／/\n]")


@dataclass(frozen=True, slots=True)
class CityWord:
    """A line of a list.

    Attributes:
        word: The word.
        plain: What to say instead; empty for words that are explained or kept.
        explanation: What it means, "" if the list does not say.
        note: What else to tell the writer, "" if nothing.
        pos: noun, suru, verb, adjective or phrase as in word lists; "" where the
            list leaves it open.
        keep: Whether the city has decided that the word is to stay.
        path: The file.
        line: The line of the file.
    """

    word: str
    plain: tuple[str, ...] = ()
    explanation: str = ""
    note: str = ""
    pos: str = ""
    keep: bool = False
    path: str = ""
    line: int = 0

    def error(self, message: str, remedy: str) -> ConfigError:
        """An error at this line."""
        return ConfigError("words-invalid", f"{self.path}:{self.line}", message, remedy)


def load_words(paths: Iterable[Path]) -> tuple[CityWord, ...]:
    """The words of some lists (言葉, and 言い換え, 説明, 備考, 品詞 if there are).

    Raises:
        ConfigError: A file cannot be used; names the line.
    """
    words: dict[str, CityWord] = {}
    for path in paths:
        table = Table(path, _HEADS, "word", _EXAMPLE, "words")
        for line, cells in table.rows():
            word = _word(table, line, cells)
            before = words.setdefault(normal(word.word), word)
            if before is not word:
                raise table.error(
                    line,
                    f"「{word.word}」が2回あります（{_place(before, path)}）。",
                    "1行にまとめてください。言い換えは「、」で区切って並べられます。",
                )
    return tuple(words.values())


def _place(before: CityWord, path: Path) -> str:
    file = "" if before.path == str(path) else f"{Path(before.path).name} の"
    return f"もう1つは{file}{before.line}行目"


def _word(table: Table, line: int, cells: Mapping[str, str]) -> CityWord:
    written = _HALF_WIDTH.sub(_full_width, "".join(cells["word"].splitlines()))
    said = [part.strip() for part in _SPLIT.split(cells.get("plain", "")) if part.strip()]
    keep = any(normal(part) in (KEEP, normal(written)) for part in said)
    word = CityWord(
        written,
        () if keep else tuple(said),
        _one_line(cells.get("explanation", "")),
        _one_line(cells.get("note", "")),
        _pos(table, line, cells.get("pos", "")),
        keep,
        str(table.path),
        line,
    )
    if not (keep or said or word.explanation):
        raise word.error(
            f"「{written}」に、言い換えも説明もありません。",
            "どちらかを書いてください。指摘しない言葉には、言い換えに「そのまま」と書きます。",
        )
    return word


def _full_width(kana: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", kana[0])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _pos(table: Table, line: int, written: str) -> str:
    if not written:
        return ""
    name = normal(written)
    if name not in _POS:
        near = difflib.get_close_matches(name, _POS_NAMES, 1, 0.6)
        remedy = f"「{near[0]}」のことでしょうか。" if near else ""
        raise table.error(
            line,
            f"品詞に「{written}」は使えません。",
            f"{remedy}{'、'.join(_POS_NAMES)} のどれかを書くか、空けておいてください。",
        )
    return _POS[name]
