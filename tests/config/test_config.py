"""`check.toml`: values, and faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.config import Config, find, load, nearest
from checker.errors import ConfigError
from checker.model import Profile


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "check.toml"
    path.write_bytes(text.encode(encoding))
    return path


def test_values(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'profile = "easy"\nselect = ["facts"]\nignore = ["facts/impossible-date"]\n'
        'rules = ["our-rules"]\n[policy]\nkodomo = "こども"\n',
    )
    assert load(path) == Config(
        profile=Profile.EASY,
        select=("facts",),
        ignore=("facts/impossible-date",),
        rules=(tmp_path / "our-rules",),
        policy={"kodomo": "こども"},
        path=str(path),
    )


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert load(write(tmp_path, 'profile = "easy"\n', "utf-8-sig")).profile is Profile.EASY


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('\nprofle = "easy"\n', 2, "「profile」"),
        ('select = "facts"\n', 1, '["facts", '),
        ("ignore = [1]\n", 1, '["jargon'),
        ('\n\nprofile = "child"\n', 3, "general"),
        ("[policy]\nkodomo = 1\n", 2, "kodomo"),
        ("profile = easy\n", 1, "profile ="),
        ('profile = "easy\n', 1, "profile ="),
        ('x = ["a"', 1, "select ="),
        ("x = " + "[" * 5000, 1, "select ="),
    ],
)
def test_faults_name_line_and_remedy(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text))
    assert f"check.toml:{line}" in caught.value.path
    assert told in caught.value.remedy


def test_other_encodings_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="UTF-8ではありません"):
        load(write(tmp_path, "[policy]\nkodomo = 'こども'\n", "cp932"))
    with pytest.raises(ConfigError, match="読めません"):
        load(tmp_path / "none.toml")


def test_the_nearest_file_upward_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    outer = write(tmp_path, "")
    assert find(deep) == outer
    inner = write(tmp_path / "a", "")
    assert find(deep) == inner


@pytest.mark.parametrize(
    ("word", "expected"), [("profle", "profile"), ("selct", "select"), ("zzz", "")]
)
def test_nearest(word: str, expected: str) -> None:
    assert nearest(word, ["profile", "select"]) == expected


@pytest.mark.parametrize(
    ("text", "line", "table"),
    [
        ('[policy]\nkodomo = "こども"\nrules = ["our-rules"]\n', 3, "[policy]"),
        ('[policy]\nprofile = "easy"\n', 2, "[policy]"),
        ('[city]\nignore = ["facts"]\n', 2, "[city]"),
        ('[words]\nlist = "words.csv"\nrules = ["our-rules"]\n', 3, "[words]"),
    ],
)
def test_what_stands_below_a_table_is_to_go_above_it(
    tmp_path: Path, text: str, line: int, table: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text))
    assert caught.value.path.endswith(f"check.toml:{line}")
    assert f"{table} の行より上に移してください" in caught.value.remedy
