"""What holds for any text: nothing raises, places are right, time is linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysis.morphology import Morphology
from checker.annotations.find import annotate_rest
from checker.annotations.masks import Mask, masking
from checker.annotations.types import Annotations, PairValue
from checker.document.folding import fold
from checker.document.model import Block, BlockKind, Document, Format, Piece, Sentence
from checker.model import Span

MORPHOLOGY = Morphology()

WRITTEN = """
    0 1 03 12 1,000 2万 三十 〇 円 人 回 か月 % ¥ 第 目 以上 約 上限 - ー − ‐ ( ) （ ） 「 」 『 』 《 》
    。 、 ： = ＝ @ . / # ※ ・ 〒 電話 FAX 内線 問い合わせ 110 #7119 04-0000-1234 72-4111 000-0001
    https:// www.aoba.example info@aoba.example あおば市 中央 1丁目 2番3号 法 条例 規則 に関する法律
    第5条 計画 課 係 市民課 センター 公民館 佐藤 太郎 さん 様 市長 申請書 届 様式第1号 以下 という。
    とは です かな 漢字 減免 を が は
"""
SCRAPS = st.sampled_from(
    [*WRITTEN.split(), " ", "　", "\n", "１", "Ａ", "①", "㈱", "𠮷", "\u200b", "é"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=25).map("".join))


def document(text: str) -> Document:
    """A document of one paragraph and one sentence a line."""
    blocks, pieces, sentences, start = [], [], [], 0
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        blocks.append(Block(BlockKind.PARAGRAPH, span, span))
        pieces.append(Piece(span, span, True))
        if line.strip():
            sentences.append(Sentence(span, len(blocks) - 1, True))
        start = span.end + 1
    return Document(
        text, Format.TEXT, text, fold(text), tuple(blocks), tuple(pieces), tuple(sentences)
    )


@given(TEXTS, st.booleans())
@settings(max_examples=100, deadline=None)
def test_any_text(text: str, morphemes: bool) -> None:
    draft = document(text)
    found = annotate_rest(draft, MORPHOLOGY.analyse(draft) if morphemes else None)
    for annotation in found:
        span = annotation.span
        assert 0 <= span.start < span.end <= len(text)
        assert "\n" not in span.cut(text)
        value = annotation.value
        if isinstance(value, PairValue):
            for part in (value.term_span, value.other_span):
                assert span.start <= part.start <= part.end <= span.end
    annotations = Annotations(found)
    for start in range(0, len(text), 7):
        masking(Span(start, min(start + 3, len(text))), Mask, draft, annotations)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_annotations(text: str) -> None:
    draft = document(text)
    assert annotate_rest(draft, None) == annotate_rest(draft, None)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "04-0000-",
        "（",
        "「",
        "法",
        "に関する条例",
        "課",
        "届",
        "a@",
        "1丁目",
        "とは",
        "漢（かな）",
    ],
)
def test_time_is_linear(unit: str) -> None:
    """100,000 characters of the worst kind stay within 2 seconds."""
    draft = document(unit * (100_000 // len(unit)))
    start = time.process_time()
    annotate_rest(draft, None)
    assert time.process_time() - start < 2


def test_a_long_text_with_morphemes() -> None:
    line = "あおば市役所市民課は、障害者総合支援法により、約30人に3,500円を配ります。電話04-0000-1234。"
    draft = document("\n".join([line] * 400))
    morphemes = MORPHOLOGY.analyse(draft)
    start = time.process_time()
    found = annotate_rest(draft, morphemes)
    assert time.process_time() - start < 2
    assert len(found) == 5 * 400
