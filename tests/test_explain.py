"""A rule as text for a person."""

from __future__ import annotations

import pytest

from checker.explain import describe, explain, list_rules
from checker.model import Basis
from checker.rulebook.compiled import default_rulebook

RULEBOOK = default_rulebook()


@pytest.mark.parametrize("rule", list(RULEBOOK), ids=lambda rule: rule.id)
def test_every_rule_can_be_explained(rule) -> None:  # type: ignore[no-untyped-def]
    text = explain(rule)
    assert text.startswith(f"{rule.id}  {rule.spec.title}\n")
    assert "なぜ:" in text
    assert "根拠:" in text
    for bad in rule.examples.bad:
        assert bad.text.strip().splitlines()[0] in text


def test_an_entry_of_a_word_list() -> None:
    rule = RULEBOOK.get("jargon/loanwords")
    assert rule is not None
    text = explain(rule, "frailty")
    assert text.startswith("jargon/loanwords#frailty  フレイル（名詞）\n")
    assert "心と体の働きが弱くなった状態" in text


def test_readers_and_limits_are_told() -> None:
    rule = RULEBOOK.get("sentence/length")
    assert rule is not None
    assert "やさしい日本語: 30を超えると提案、40を超えると注意、60を超えると誤り" in explain(rule)


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        (Basis(own="理由。"), "このツールの判断: 理由。"),
        (Basis("手引き", "あおば市", 2026), "「手引き」（あおば市、2026年）（原文未確認）"),
        (Basis("手引き", "", None, "第2章", True), "「手引き」 第2章"),
    ],
)
def test_a_basis_in_one_line(basis: Basis, told: str) -> None:
    assert describe(basis) == told


def test_the_list_counts_words() -> None:
    text = list_rules(RULEBOOK)
    words = sum(len(rule.entries) for rule in RULEBOOK)
    assert text.startswith(f"ルール {len(RULEBOOK)}件（うち言葉の一覧に {words}語）\n")
    words = len(RULEBOOK.get("jargon/office").entries)  # type: ignore[union-attr]
    assert f"jargon/office  役所の言葉（{words}語）" in text
