"""On which line each value of a TOML file stands."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.config.positions import Key, positions

DRAFT = '''\
# 設定
profile = "general" # 読み手
ignore = [
  "facts", # 1つ目
  # 間
  'notation',
]
"引用 # された鍵" = """
二行
\\""" 終わり"""
[policy]
kodomo . "x.y" = 'こども'

[[paths]]
glob = "a/**"
[paths.severity]
"sentence/length" = { a = 1, b = [1, 2] }
[[paths]]
  [paths.thresholds.easy]
  "facts/a" = 1_000
  when = 1979-05-27 07:32:00
'''

LINES = {
    ("profile",): 2,
    ("ignore",): 3,
    ("ignore", 0): 4,
    ("ignore", 1): 6,
    ("引用 # された鍵",): 8,
    ("policy",): 11,
    ("policy", "kodomo"): 12,
    ("policy", "kodomo", "x.y"): 12,
    ("paths",): 14,
    ("paths", 0): 14,
    ("paths", 0, "glob"): 15,
    ("paths", 0, "severity"): 16,
    ("paths", 0, "severity", "sentence/length"): 17,
    ("paths", 0, "severity", "sentence/length", "a"): 17,
    ("paths", 0, "severity", "sentence/length", "b"): 17,
    ("paths", 0, "severity", "sentence/length", "b", 0): 17,
    ("paths", 0, "severity", "sentence/length", "b", 1): 17,
    ("paths", 1): 18,
    ("paths", 1, "thresholds"): 19,
    ("paths", 1, "thresholds", "easy"): 19,
    ("paths", 1, "thresholds", "easy", "facts/a"): 20,
    ("paths", 1, "thresholds", "easy", "when"): 21,
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_lines(newline: str) -> None:
    text = DRAFT.replace("\n", newline)
    tomllib.loads(text)
    assert positions(text) == LINES


def keys(value: Any, key: Key = ()) -> set[Key]:
    """All that can be named in a value."""
    items: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return {key[:end] for end in range(1, len(key) + 1)} | {
        each for name, inner in items for each in keys(inner, (*key, name))
    }


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\"'#]}=.\\"))
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-9, 9), st.booleans(), st.dates()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
GAPS = st.sampled_from(["", "\n", '  # 注 [a] = "\n', "\n\n"])


def written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{string(k)} = {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ", # ]\n".join(map(written, value)) + "\n]"
    if isinstance(value, str):
        if "'" not in value and "\n" not in value:
            return f"'{value}'"
        if "'''" not in value and not value.startswith("\n") and not value.endswith("'"):
            return f"'''{value}'''"
        return string(value)
    return json.dumps(value) if isinstance(value, bool | int) else str(value)


def string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.lists(TEXTS, max_size=2), GAPS, VALUES)
def test_every_key_of_a_file_has_its_line(
    pairs: dict[str, Any], tables: list[str], gap: str, inner: Any
) -> None:
    text = "".join(f"{gap}\n{string(k)} = {written(v)}" for k, v in pairs.items())
    for number, name in enumerate(tables):
        text += f"\n[[ {string(name)} ]]{gap}\nk{number} = {written(inner)}"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # a table with the name of a value
        return
    found = positions(text)
    assert set(found) == keys(data)
    lines = text.split("\n")
    for key, line in found.items():
        if isinstance(key[-1], str) and len(key) == 1 and key[0] in pairs:
            assert lines[line - 1].lstrip().startswith(string(key[-1]))
