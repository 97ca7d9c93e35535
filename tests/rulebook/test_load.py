"""Rule files that cannot be used: every fault is named with file, line and column."""

from __future__ import annotations

import re
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


def first_failure(text: str) -> tuple[str, str]:
    """What is wrong first with a rule, and what to do."""
    with pytest.raises(RuleError) as caught:
        prove([parse(text, "a.yaml", "wording/a")])
    return caught.value.message, caught.value.remedy


HALL = """\
kind: substitution
title: 試し
message: 「{text}」です。
severity: warning
why: 試すため。
basis: [{own: 試すため。}]
fix: safe
masks: []
replacements:
  - {words: [あおば市民会館], to: [あおばホール]}
  - {words: [駄目], to: [だめ]}
since: "0.1"
examples:
  bad:
    - text: 会場は、あおば市民会館です。
      flags: [あおば市民会館]
      fixed: 会場は、あおばホールです。
  good:
    - これは良い文です。
"""
SOUND = """
    - text: それは駄目です。
      flags: [駄目]
      fixed: それはだめです。
  good:"""


def test_a_fix_that_is_never_written_is_told() -> None:
    for fix, option in (("safe", "--fix"), ("unsafe", "--unsafe-fixes")):
        message, remedy = first_failure(HALL.replace("fix: safe", f"fix: {fix}"))
        assert message == (
            f"この直しは名前（組織・施設）が変わるので、{option} では書き込まれません。"
        )
        assert remedy == "fix: display にしてください。"
    display = HALL.replace("fix: safe", "fix: display")
    assert list(failures(parse(display, "a.yaml", "wording/a").rule)) == []


def test_a_safe_fix_is_written_in_every_example() -> None:
    mixed = HALL.replace("\n  good:", SOUND)
    message, remedy = first_failure(mixed)
    assert "名前（組織・施設）が変わる" in message
    assert "別のルールに分けて" in remedy
    unsafe = mixed.replace("fix: safe", "fix: unsafe")  # a person reads again
    assert list(failures(parse(unsafe, "a.yaml", "wording/a").rule)) == []


def test_a_mask_that_hides_an_example_is_named() -> None:
    _, remedy = first_failure(HALL.replace("masks: []\n", ""))
    assert remedy == (
        "「あおば市民会館」は組織や施設の名前（office）なので、触りません。見つけるには、"
        "masks から office を外してください（masks: [law, form, quotation, address, person]）。"
    )
    _, remedy = first_failure(
        GOOD.replace("これは駄目です。", "市長は「これは駄目だ、すぐにやめよう」と話しました。")
    )
    assert "引用（quotation）" in remedy
    _, remedy = first_failure(HALL.replace("masks: []", "masks: [office]"))
    assert "（masks: []）" in remedy


def test_a_word_inside_another_word_is_told() -> None:
    text = HALL.replace("あおば市民会館", "前").replace("会場は、前です。", "午前です。")
    _, remedy = first_failure(text)
    assert "「前」は、ほかの語の途中にある" in remedy
    assert "bounded: false" in remedy
    free = text.replace("words: [前]", "bounded: false, words: [前]").replace("fix: safe\n", "")
    assert "flags は" not in first_failure(free)[0]


def test_a_wrong_fixed_asks_whether_the_sentence_is_japanese() -> None:
    message, remedy = first_failure(HALL.replace("あおばホールです。\n  good", "ホール。\n  good"))
    assert "直した後が違います" in message
    assert remedy == (
        "実際の文が日本語として正しければ fixed を、おかしければ置き換えを直してください。"
    )


def test_a_missed_example_says_what_should_be_flagged() -> None:
    missed = "  missed:\n    - {text: 良い文です。, reason: 難しい}\n"
    message, remedy = first_failure(GOOD + missed)
    assert "（flags）がありません" in message
    assert "指摘されるはずの文字" in remedy


WORDS = """\
kind: glossary
title: 試し
message: 「{text}」です。{advice}
severity: warning
why: 試すため。
basis: [{own: 試すため。}]
entries:
  - {id: kofu, terms: [交付], pos: suru, treatment: replace, plain: [渡す], example: 証明書を交付します。}
since: "0.1"
examples:
  good: [証明書を渡します。]
"""


def test_the_fix_of_a_word_list_stands_at_its_entries() -> None:
    assert list(failures(parse(WORDS, "a.yaml", "jargon/a").rule)) == []
    message, remedy = first_failure(WORDS + "fix: safe\n")
    assert "ここに書いた fix は働きません" in message
    assert "entries" in remedy


def test_an_entry_whose_fix_is_never_written_is_told() -> None:
    entry = "treatment: replace, plain: [農業委員会], fix: safe, example: 農委です。, fixed: 農業委員会です。}"
    text = WORDS.split("entries:")[0] + f"entries:\n  - {{id: noi, terms: [農委], {entry}\n"
    text += WORDS[WORDS.index("since:") :]
    message, remedy = first_failure(text)
    assert "名前（組織・施設）が変わるので、--fix では書き込まれません" in message
    assert remedy == "fix: display にしてください。"


def test_an_entry_under_a_mask_is_told() -> None:
    _, remedy = first_failure(WORDS.replace("証明書を交付します。", "市長は「交付を急ぐ」と言う。"))
    assert "example か terms" in remedy  # a quoted word is left alone by the kind itself
    text = WORDS.replace("terms: [交付], pos: suru", "terms: [市民会館], in_compounds: true")
    text = text.replace("証明書を交付します。", "あおば市民会館です。").replace(
        "[渡す]", "[ホール]"
    )
    assert "（office）なので、触りません" in first_failure(text)[1]


@pytest.mark.parametrize("steps", ["250", "[250]", "{suggestion: たくさん}"])
def test_the_shape_of_steps_is_told(steps: str) -> None:
    limit = GOOD.replace("kind: existence", "kind: limit\nmeasure: sentence_length")
    with pytest.raises(RuleError) as caught:
        parse(limit.replace("patterns:\n  - 駄目", f"steps: {steps}"), "a.yaml", "sentence/a")
    assert caught.value.message == "steps は {suggestion: 40} のように、重さと数の組で書きます。"


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("駄目(か", "3文字目: ここで開いた「(」に、閉じる「)」がありません"),
        ("駄目)", "3文字目: ここの「)」に、開く「(」がありません"),
        ("[駄目", "1文字目: ここで開いた「[」に、閉じる「]」がありません"),
        ("*駄目", "1文字目: ここの「*」「+」「?」の前に、繰り返すものがありません"),
        ("駄+*", "3文字目: 「*」「+」「?」「{ }」が、続けて2つ書かれています"),
        (r"駄目\q", "3文字目: ここの「\\」と次の字の組は使えません"),
        ("駄目\\", "3文字目: 終わりの「\\」の後に、字がありません"),
        ("[目-駄z-a]", "文字目: [ ] の中の範囲が、逆の順か、範囲にできない字です"),
        ("駄{3,2}", "3文字目: { } の中の数が、大きい順に書かれています"),
        ("(?<=駄+)目", "「(?<=」「(?<!」の中の長さが、決まっていません"),
        ("(?(1)駄)", "文字目: "),
        ("(?!", "文字目: "),
    ],
)
def test_a_broken_pattern_is_told_in_japanese(pattern: str, told: str) -> None:
    text = GOOD.replace("  - 駄目\n", f"  - '{pattern}'\n")
    message, _ = first_failure(text)
    assert told in message
    assert not re.search("[a-y]{4}", message)


def test_paths_are_told_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ours" / "wording" / "a.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for given in (Path("ours"), Path("ours/wording"), Path("ours/wording/a.yaml")):
        (error,) = rules_in(given)
        assert isinstance(error, RuleError)
        assert error.path == str(Path("ours/wording/a.yaml"))
    (error,) = rules_in(path.parent)
    assert isinstance(error, RuleError)
    assert error.path == str(path)
    monkeypatch.chdir(path.parent)
    path.write_text(GOOD, encoding="utf-8")
    for given in (Path(), Path("a.yaml")):
        (file,) = rules_in(given)
        assert not isinstance(file, RuleError)
        assert file.rule.id == "wording/a"


@pytest.mark.parametrize("name", ["wordings", "wordings/a.yaml", ""])
def test_a_folder_that_is_no_category_names_those_that_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / "wordings" / "a.yaml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    (error,) = rules_in(tmp_path / name)
    assert isinstance(error, RuleError)
    assert "sentence、wording" in error.remedy
    assert "glossary" in error.remedy
