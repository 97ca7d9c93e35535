"""Rule files that cannot be used: every fault is named with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import RuleError
from checker.kinds.existence import ExistenceRule
from checker.proof import failures, prove
from checker.rulebook.load import combined, load_file, load_folder, parse, rules_in

GOOD = """\
kind: existence
title: 試し
message: 「{text}」です。
severity: warning
why: 試すため。
basis:
  - own: 試すため。
patterns:
  - 駄目
since: "0.1"
examples:
  bad:
    - text: これは駄目です。
      flags: [駄目]
  good:
    - これは良い文です。
"""


def test_a_rule_is_read() -> None:
    rule = parse(GOOD, "a.yaml", "wording/a").rule
    assert isinstance(rule.spec, ExistenceRule)
    assert rule.spec.patterns == ["駄目"]
    assert list(failures(rule)) == []


FAULTS = [
    (GOOD.replace("severity: warning", "severity: warn"), "4:1", "severity に「warn」は使えません"),
    (
        GOOD.replace("severity: warning", "severty: warning"),
        "4:1",
        "「severty」という項目は、ここにはありません",
    ),
    (GOOD.replace("kind: existence", "kind: existense"), "1:1", "「existense」"),
    (GOOD.replace('since: "0.1"\n', ""), "1:1", "「since」がありません"),
    (GOOD.replace("basis:\n  - own: 試すため。", "basis: []"), "6:1", "空です"),
    (GOOD.replace("patterns:\n  - 駄目", "patterns: 駄目"), "8:1", "「patterns」は一覧で書きます"),
    (GOOD + "title: もう一度\n", "17:1", "「title」が2回"),
    (GOOD.replace("      flags: [駄目]", "      flags: [駄目"), "", "YAMLとして読めません"),
    (GOOD.replace("\n  - own", "\n\t- own"), "7:1", "YAMLとして読めません"),
    ("", "", "ファイルが空です"),
    (GOOD + "profiles: {yasashii: off}\n", "17:1", "profiles に「yasashii」は使えません"),
    (GOOD + "profiles: {easy: of}\n", "17:1", "profiles に「of」は使えません"),
    (GOOD + "scope: [文]\n", "17:9", "scope に「文」は使えません"),
    ("- 一覧だけ\n", "1:1", "ルールの形になっていません"),
    (
        GOOD.replace("own: 試すため。", "owner: 試すため。"),
        "7:5",
        "「owner」という項目は、ここにはありません",
    ),
]


@pytest.mark.parametrize(("text", "place", "told"), FAULTS, ids=[told for _, _, told in FAULTS])
def test_a_broken_rule_file_is_refused_at_its_place(text: str, place: str, told: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse(text, "rules/wording/a.yaml", "wording/a")
    assert told in caught.value.message
    assert caught.value.path.startswith("rules/wording/a.yaml")
    assert caught.value.path.endswith(place)
    assert caught.value.remedy


def test_nesting_that_would_end_the_process_is_refused() -> None:
    with pytest.raises(RuleError, match="入れ子が深すぎます"):
        parse("patterns: " + "[" * 100_000, "a.yaml", "wording/a")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (GOOD.replace("title: 試し", "title：試し"), "全角の「：」"),
        (GOOD.replace("\n  - own", "\n\t- own"), "タブ"),
        (GOOD.replace("message: 「{text}」です。", "message: {text}です。"), "で囲んで"),
        (GOOD.replace("title: 試し", "title: 注意: 試し"), "で囲んで"),
        (GOOD.replace("severity:", "severty:"), "「severity」のことでしょうか"),
        (GOOD.replace("severity: warning", "severity: warnin"), "「warning」のことでしょうか"),
    ],
)
def test_the_remedy_fits_the_fault(text: str, remedy: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse(text, "a.yaml", "wording/a")
    assert remedy in caught.value.remedy


def test_values_are_strings_as_written() -> None:
    rule = parse(GOOD.replace("  - 駄目", "  - 12:30\n  - no"), "a.yaml", "wording/a").rule
    assert isinstance(rule.spec, ExistenceRule)
    assert rule.spec.patterns == ["12:30", "no"]


WRONG = [
    (GOOD.replace("flags: [駄目]", "flags: [だめ]"), "14:7", "flags は「だめ」"),
    (GOOD.replace("これは良い文です。", "駄目な文です。"), "16:7", "正しいはずの例"),
    (GOOD.replace("- 駄目\n", "- '(駄目'\n"), "9:5", "正規表現として読めません"),
    (GOOD.replace("- 駄目\n", "- '(駄目+)+'\n"), "9:5", "繰り返しの中に繰り返し"),
    (GOOD.replace("「{text}」です。", "「{word}」です。"), "3:1", "{word}"),
    (GOOD + "fix: safe\n", "13:7", "直した後（fixed）がありません"),
    (GOOD + "unless: [{before: それは}]\n", "17:10", "この例外が効く例"),
    (GOOD.replace("own: 試すため。", "section: 第1\n    document: 手引き"), "7:5", "章や項の番号"),
    (
        GOOD + "  missed:\n    - {text: 駄目です。, reason: 難しい, flags: [駄目]}\n",
        "18:7",
        "見逃しとして書かれた例",
    ),
    (GOOD.replace("  good:\n    - これは良い文です。\n", ""), "11:1", "good"),
]


@pytest.mark.parametrize(("text", "place", "told"), WRONG, ids=[told for _, _, told in WRONG])
def test_examples_and_fields_that_do_not_hold(text: str, place: str, told: str) -> None:
    with pytest.raises(RuleError) as caught:
        prove([parse(text, "a.yaml", "wording/a")])
    assert told in caught.value.message
    assert caught.value.path == f"a.yaml:{place}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("wordings/a.yaml", "分類「wordings」はありません"),
        ("wording/あ.yaml", "「あ」は使えません"),
        ("wording/deep/a.yaml", "置き場所が、決まりに合っていません"),
        ("a.yaml", "置き場所が、決まりに合っていません"),
        ("wording/a.yml", "名前の終わりが違う"),
        ("wording/a.yaml.txt", "名前の終わりが違う"),
    ],
)
def test_a_file_in_the_wrong_place(tmp_path: Path, name: str, told: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_folder(tmp_path)
    assert told in caught.value.message
    assert name in caught.value.path


def test_a_file_saved_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "wording" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(GOOD.encode("cp932"))
    with pytest.raises(RuleError, match="UTF-8ではありません"):
        load_file(path)


def test_a_byte_order_mark_and_crlf_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "wording" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_file(path).rule.id == "wording/a"


def test_a_folder_of_one_category_and_one_file_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "wording" / "a.yaml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    for place in (tmp_path, path.parent, path):
        (loaded,) = rules_in(place)
        assert not isinstance(loaded, RuleError)
        assert loaded.rule.id == "wording/a"


def test_every_broken_file_of_a_folder_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        path = tmp_path / "wording" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert [type(loaded) for loaded in rules_in(tmp_path)] == [RuleError, RuleError]


def test_folders_without_rules(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="フォルダーやファイルがありません"):
        load_folder(tmp_path / "nowhere")
    with pytest.raises(RuleError, match="1つもありません"):
        load_folder(tmp_path)


def test_word_lists_belong_to_jargon(tmp_path: Path) -> None:
    for folder in ("jargon", "glossary"):
        path = tmp_path / folder / "a.yaml"
        path.parent.mkdir()
        path.write_text(GOOD, encoding="utf-8")
    files = load_folder(tmp_path)
    assert {file.rule.id for file in files} == {"jargon/a"}
    with pytest.raises(RuleError, match="同じ「jargon/a」"):
        combined(files)
