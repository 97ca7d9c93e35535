"""Addresses in sentences and on their own line."""

from __future__ import annotations

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.addresses import find_addresses
from checker.annotations.shared import Taken, Words
from checker.annotations.types import AnnotationKind, TextValue
from checker.model import Span

MORPHOLOGY = Morphology()


def found(text: str, *, morphemes: bool) -> list[str]:
    """The stretch of every address in `text`."""
    words = Words([MORPHOLOGY.read(text)]) if morphemes else None
    annotations = find_addresses(text, words)
    assert all(annotation.kind is AnnotationKind.ADDRESS for annotation in annotations)
    return [annotation.span.cut(text) for annotation in annotations]


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("あおば市中央1丁目2番3号", "あおば市中央1丁目2番3号"),
        ("〒000-0001　あおば市中央1-1-1　あおば市役所", "あおば市中央1-1-1"),
        ("〒000-0001 本町1-1-1", "本町1-1-1"),
        ("会場はあおば市中央1-1-1です。", "あおば市中央1-1-1"),
        ("北小学校の体育館（北町1丁目）", "北町1丁目"),
        ("中央一丁目1番1号", "中央一丁目1番1号"),
        ("あおば町123番地", "あおば町123番地"),
        ("あおば町123番地の4", "あおば町123番地の4"),
        ("東京都あおば区中央1-2-3", "東京都あおば区中央1-2-3"),
        ("埼玉県あおば市大字北1234番地", "埼玉県あおば市大字北1234番地"),
        ("あおば市中央1−1", "あおば市中央1−1"),
        ("中央1丁目2-3", "中央1丁目2-3"),
        ("中央1・2丁目", "中央1・2丁目"),
    ],
)
def test_address(text: str, stretch: str, morphemes: bool) -> None:
    assert found(text, morphemes=morphemes) == [stretch]


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "1丁目から3丁目まで",
        "市民1-2-3",
        "都市計画道路3-4-5号線",
        "10-15人",
        "受付番号1-2",
        "窓口1番2号",
        "3歳児2-3人",
        "市内5か所",
        "令和8-9年度",
        "あおば市",
        "2026-08-01",
    ],
)
def test_no_address(text: str, morphemes: bool) -> None:
    assert found(text, morphemes=morphemes) == []


def test_value_in_normal_form() -> None:
    (annotation,) = find_addresses("あおば市中央1丁目 2番3号")
    assert annotation.value == TextValue("あおば市中央1丁目2番3号")


def test_taken_stretches_are_left_alone() -> None:
    text = "あおば市中央1-1-1"
    assert find_addresses(text, None, Taken([Span(6, len(text))])) == []
