"""Trees: places, heads, and a list that is no sentence."""

from __future__ import annotations

from checker.analysis.syntax import MAX_CHARACTERS, SyntaxParser, available

PARSER = SyntaxParser()


def test_the_libraries_are_installed() -> None:
    assert available()


def test_tokens_stand_at_their_text_offsets() -> None:
    text = "市が講座を開きます。"
    (tree,) = PARSER.parse([(text, 100)])
    assert [token.surface for token in tree.tokens][:4] == ["市", "が", "講座", "を"]
    assert all(text[t.start - 100 : t.end - 100] == t.surface for t in tree.tokens)
    (root,) = [i for i, t in enumerate(tree.tokens) if t.head == i]
    assert tree.tokens[root].surface == "開き"
    assert tree.tokens[tree.tokens[0].head].surface == "開き"


def test_many_sentences_keep_their_order() -> None:
    trees = PARSER.parse([("市が開く。", 0), ("", 5), ("人が来る。", 6)])
    assert [tree.tokens[0].surface if tree.tokens else "" for tree in trees] == ["市", "", "人"]


def test_what_is_too_long_to_be_a_sentence_gets_no_tree() -> None:
    (tree,) = PARSER.parse([("あ" * (MAX_CHARACTERS + 1), 0)])
    assert tree.tokens == ()
