"""Addresses: (prefecture) municipality, town and number."""

from __future__ import annotations

from collections.abc import Sequence

from checker.annotations.numerals import find_numerals
from checker.annotations.shared import (
    HYPHENS,
    LOOKALIKE_HYPHENS,
    PREFECTURES,
    Taken,
    Words,
    is_hiragana,
    is_kanji,
    is_katakana,
    normal_form,
)
from checker.annotations.types import Annotation, AnnotationKind, TextValue
from checker.model import Span
from checker.regex import regex

_N = "[0-9〇一二三四五六七八九十百]+"
_H = f"[{HYPHENS}]"
# Each begins at its first numeral; the town's name is read backwards from there.
_BLOCK = regex(
    rf"(?P<chome>{_N}(?:[・、～〜]{_N})*丁目)"
    rf"(?:[ 　]?(?:{_N}番地?[ 　]?(?:の{_N}|{_H}{_N}|{_N}号?)?"
    rf"|{_N}(?:{_H}{_N}){{1,2}}|{_N}(?=[ 　、。）)\n]|$)))?"
    rf"|(?P<lot>{_N}番地(?:の{_N}|{_H}{_N}|{_N})?)"
    rf"|(?P<house>{_N}番[ 　]?{_N}号)(?![線車室館])"
    rf"|(?P<hyphen>[0-9]{{1,4}}(?:{_H}[0-9]{{1,4}}){{1,2}})"
    rf"(?![0-9年月日円人回件個歳％%]|{_H}[0-9]|[ 　]?号線)"
)
_FOLLOWS = frozenset("丁番・、～〜-" + LOOKALIKE_HYPHENS)
_POSTAL_BEFORE = regex(rf"[0-9]{{3}}{_H}?[0-9]{{4}}[ 　]+$")
_TOWN_LONGEST = 30
# The municipality's last character; 市民, 都市, 市役所, 区間, 町内会, 町長 are words.
_MUNICIPALITY = regex(
    r"(?<!都)市(?![民場役議長内外営道街販況政立庁]|$)|(?<![地校学])区(?![間役域長民内分画]|$)"
    r"|町(?![内長民会役名並議立]|$)|村(?![内長民役議立]|$)|郡(?!部|$)"
)
_NO_TOWN_HEAD = ("丁目", "番地", "番", "号")
_NO_TOWN = (
    "から",
    "まで",
    "より",
    "及び",
    "第",
    "各",
    "同",
    "全",
    "約",
    "の",
    "は",
    "が",
    "を",
    "に",
    "で",
    "と",
    "も",
    "や",
    "へ",
)
_PREFECTURE_SIGNS = frozenset("道県都府")
_PARTICLES = frozenset("はがをにでともやへ")


def find_addresses(
    text: str,
    words: Words | None = None,
    taken: Taken | None = None,
    numerals: Sequence[tuple[int, int]] | None = None,
) -> list[Annotation]:
    """Find ADDRESS annotations: a place name followed by its number.

    A number with hyphens (中央1-1-1) needs the municipality in front of the
    town; 丁目 and 番地 need the town only.

    Args:
        text: The folded text.
        words: The document's morphemes, which tell where the name begins.
        taken: Stretches to keep off (telephone numbers, postal codes, dates).
        numerals: What `find_numerals(text)` gave, if it was called already.
    """
    found: list[Annotation] = []
    floor = 0
    for first, last in find_numerals(text) if numerals is None else numerals:
        if text[last : last + 1] not in _FOLLOWS or first < floor:
            continue
        if taken is not None and taken.hits(first, last):
            continue
        match = _BLOCK.match(text, first)
        if match is None:
            continue
        end = match.end()
        if taken is not None and taken.hits(match.start(), end):
            continue
        start = _town_start(text, match.start(), words, floor)
        town = text[start : match.start()]
        if (
            not town
            or town.endswith(_NO_TOWN)
            or town.startswith(_NO_TOWN_HEAD)
            or _numeral_before(text, match.start())
        ):
            continue
        if match["chome"] or match["lot"]:
            if not any(map(is_kanji, town)) and not _has_municipality(town) and len(town) < 2:
                continue
        elif not _has_municipality(town) and not _POSTAL_BEFORE.search(
            text, max(0, start - 12), start
        ):
            continue
        value = TextValue(normal_form(text[start:end]))
        found.append(Annotation(AnnotationKind.ADDRESS, Span(start, end), value))
        floor = end
    return found


def _numeral_before(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isdecimal() or before in (".", "-", "/", "第")


def _has_municipality(town: str) -> bool:
    if town.startswith(tuple(PREFECTURES)):
        return True
    match = _MUNICIPALITY.search(town)
    return match is not None and match.start() > 0


def _town_start(text: str, end: int, words: Words | None, floor: int) -> int:
    low = max(floor, end - _TOWN_LONGEST)
    if text[end - 1 : end] in (" ", "　"):
        return end
    start = end
    while start > low and (
        is_kanji(text[start - 1]) or is_katakana(text[start - 1]) or is_hiragana(text[start - 1])
    ):
        start -= 1
    if not _PREFECTURE_SIGNS.isdisjoint(text[start:end]):
        for prefecture in PREFECTURES:
            at = text.rfind(prefecture, start, end)
            if at >= 0:
                return at
    if words is not None:
        start = _behind_particles(words, start, end)
    return _cut_particles(text, start, end)


def _behind_particles(words: Words, start: int, end: int) -> int:
    """Behind the last particle or verb between `start` and `end`."""
    index = words.at(end)
    first = end
    while index >= 0:
        word = words.morphemes[index]
        if word.end <= start or not word.pos.startswith(("名詞", "接", "副詞", "形状詞")):
            if word.surface not in ("の", "ノ", "ケ", "ヶ") or word.end <= start:
                break
            if word.surface == "の":  # あおば市の中央1丁目
                break
        first = max(start, word.start)
        index -= 1
    return first


def _cut_particles(text: str, start: int, end: int) -> int:
    """Behind the last particle that stands between a kanji and a name (会場はあおば市)."""
    for offset in range(end - 2, start, -1):
        if text[offset] not in _PARTICLES:
            continue
        before, after = text[offset - 1], text[offset + 1]
        if (is_kanji(before) or is_katakana(before)) and (
            is_kanji(after) or is_hiragana(after) or is_katakana(after)
        ):
            rest = text[offset + 1 : end]
            if _MUNICIPALITY.search(rest) or not _MUNICIPALITY.search(text, start, end):
                return offset + 1
    return start
