"""Faults of `check.toml`, each with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.config.fields import ROOT, Shape
from checker.config.reader import parse, read
from checker.errors import ConfigError

PATH = Path("site/check.toml")

FAULTS = [
    ('[[paths]]\nglob = "a/**"\n[[paths]]\nglob = "b/**"\nprofle = "easy"\n', 5, "「profile」"),
    ('[[paths]]\nglob = "a"\n[paths.severity]\n"facts" = "eror"\n', 4, "「error」"),
    ('[[paths]]\nglob = "a"\nseverity = {facts = 1}\n', 3, "error、warning"),
    ('[[paths]]\nprofile = "easy"\n', 1, "glob ="),
    ('\n[[paths]]\nglob = "a"\nglobs = ["b"]\n', 2, "どちらか1つ"),
    ('[[paths]]\nglob = "a"\nprofile = "esy"\n', 3, "「easy」"),
    ('[[paths]]\nglob = "a"\nrules = ["our"]\n', 3, "[[paths]] の行より上"),
    (
        '[[paths]]\nglob = "a"\n[paths.severity]\nexclude = "off"\n',
        4,
        "[paths.severity] の行より上",
    ),
    ('[paths]\nglob = "a"\n', 1, "[[paths]]"),
    ('[[paths]]\nglob = ""\n', 2, "glob ="),
    ('[[paths]]\nglob = " "\n', 2, "press/**"),
    ("[[paths]]\nglobs = []\n", 2, "globs ="),
    ('[[paths]]\nglobs = [\n  "a",\n  "./b"]\n', 4, "「/」"),
    ('exclude = ["../b"]\n', 1, "「/」"),
    ("exclude = ['a\\b']\n", 1, "「/」"),
    ('exclude = ["!"]\n', 1, "「/」"),
    ('[severity]\n"sentence/length" = "fatal"\n', 2, "suggestion、off"),
    ('[severity]\n"文の長さ" = "off"\n', 2, "分類/名前"),
    ('[severity]\nsentence.length = "off"\n', 2, "error"),
    ('[severity]\nsentence/length = "off"\n', 2, '"sentence/length"'),
    ('[severity]\nignore = ["facts"]\n', 2, "[severity] の行より上"),
    ('[thresholds]\n"sentence/length" = 0\n', 2, "1から"),
    ('[thresholds]\n"sentence/length" = 60.5\n', 2, "小数点のない"),
    ('[thresholds]\n"sentence/length" = true\n', 2, "1から"),
    ('[thresholds]\n"sentence/length" = "60"\n', 2, "引用符"),
    ('[thresholds]\n"sentence/length" = 100001\n', 2, "100000まで"),
    ('[thresholds]\n"sentence/length" = {}\n', 2, "1から"),
    ('[thresholds]\n"sentence/length" = {suggestion = 0}\n', 2, "1から"),
    ('[thresholds]\n"sentence/length" = {sugestion = 60}\n', 2, "「suggestion」"),
    ('[thresholds."sentence/length"]\nsuggestion = 60\nerro = 1\n', 3, "「error」"),
    ("[thresholds]\nsentence = 60\n", 2, "分類/名前"),
    ("[thresholds]\neasy = 60\n", 2, "[thresholds.easy]"),
    ("[thresholds.easy.easy]\n", 1, "分類/名前"),
    ("[thresholds]\nprofile = 1\n", 2, "[thresholds] の行より上"),
    ("extends = 1\n", 1, "extends ="),
    ('extends = ""\n', 1, "extends ="),
    ('extends = ["a.toml", ""]\n', 1, "extends ="),
    ("extends = []\n", 1, "extends ="),
    ('profile = "general"\nprofile = "easy"\n', 2, "1つにまとめて"),
    ("[policy]\n[policy]\n", 2, "1つにまとめて"),
    ('exclude = ["a\\b"]\n', 1, "「/」"),
    ('[city]\n\narea_code = "４"\n', 3, 'area_code = "04"'),
    ('[web]\nexclude = ["a"]\n', 2, "[web] の行より上"),
]


@pytest.mark.parametrize(("text", "line", "told"), FAULTS)
def test_faults_name_line_and_remedy(text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, PATH)
    assert caught.value.path.split(":")[:2] == [str(PATH), str(line)]
    assert told in caught.value.remedy
    assert caught.value.message.endswith("。")
    assert caught.value.remedy.endswith("。")


def test_a_file_of_which_nobody_may_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="読めません"):
        read(tmp_path)


def test_the_table_of_fields_is_whole() -> None:
    assert len(set(ROOT.names)) == len(ROOT.names)
    for field in ROOT.fields:
        assert field.about.endswith("。")
        assert field.example
        assert bool(field.fields) is (field.shape in (Shape.TABLE, Shape.TABLES))
