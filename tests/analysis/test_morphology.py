"""Words: places, dictionary facts, limits of Sudachi."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysis.morphology import MAX_BYTES, Morphology, chunks

MORPHOLOGY = Morphology()


def test_surface_stands_at_its_place() -> None:
    text = "令和8年8月1日に、国民健康保険税を納めてください…。"
    morphemes = MORPHOLOGY.read(text)
    assert "".join(m.surface for m in morphemes) == text
    assert all(text[m.start : m.end] == m.surface for m in morphemes)


def test_forms_and_bases() -> None:
    (verb,) = [m for m in MORPHOLOGY.read("窓口で書きました") if m.base == "書く"]
    assert verb.pos == "動詞-一般"
    assert verb.conjugation == "五段-カ行"
    assert verb.form == "連用形-一般"
    assert verb.reading == "カキ"
    assert verb.known


def test_words_are_long_and_keep_their_short_units() -> None:
    (word,) = MORPHOLOGY.read("国民健康保険")
    assert [unit.surface for unit in word.units] == ["国民", "健康", "保険"]
    assert [(unit.start, unit.end) for unit in word.units] == [(0, 2), (2, 4), (4, 6)]


def test_the_same_word_is_the_same_twice() -> None:
    first, second = (m for m in MORPHOLOGY.read("市役所と市役所") if m.base == "市役所")
    assert (first.pos, first.reading, first.units) == (second.pos, second.reading, second.units)
    assert (second.start, second.end) == (4, 7)


def test_unknown_words_do_not_share_their_facts() -> None:
    words = [m for m in MORPHOLOGY.read("ゾゾゴベと、ヌヌガバです") if not m.known]
    assert len({m.base for m in words}) == len(words) == 2


def test_empty_words_of_sudachi_are_dropped() -> None:
    morphemes = MORPHOLOGY.read("待って…いる")
    assert all(m.start < m.end for m in morphemes)


@pytest.mark.parametrize("unit", ["あ", "市は講座を開き、", "𠮷", "a"])
def test_longer_than_sudachi_accepts(unit: str) -> None:
    text = unit * 60_000
    morphemes = MORPHOLOGY.read(text[:60_000])
    assert "".join(m.surface for m in morphemes) == text[:60_000]


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("あ漢a 、𠮷\u3000"), max_size=200).map(lambda text: text * 300))
def test_chunks_cover_the_text_and_fit(text: str) -> None:
    found = list(chunks(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(len(text[start:end].encode()) <= MAX_BYTES for start, end in found)
