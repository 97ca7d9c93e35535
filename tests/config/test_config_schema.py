"""The JSON Schema of `check.toml` against the reader and all examples."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from config_faults import FAULTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.api import Checker
from checker.config import load
from checker.config.reader import parse
from checker.config.starting import START
from checker.errors import ConfigError
from tests_support import CITY_CONFIG, ROOT
from web.settings import Settings

sys.path.insert(0, str(ROOT / "tools"))

import config_schema

SCHEMA: dict[str, Any] = json.loads(config_schema.TARGET.read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
README_EN = (ROOT / "README.en.md").read_text(encoding="utf-8")

EXAMPLES = [
    *re.findall(r"```toml\n(.*?)```", README + README_EN, re.DOTALL),
    START,
    re.sub(r'^# (?=\[|"|[a-z_]+ = )', "", START, flags=re.MULTILINE),
    CITY_CONFIG.read_text(encoding="utf-8"),
]


def admits(data: Any) -> bool:
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(data)


def test_it_is_what_the_table_of_fields_makes() -> None:
    assert config_schema.TARGET.read_text(encoding="utf-8") == config_schema.schema()
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_admitted_by_both(text: str) -> None:
    assert admits(tomllib.loads(text))
    parse(text, Path("check.toml"))


def test_the_start_loads_and_so_does_all_that_it_proposes(tmp_path: Path) -> None:
    path = tmp_path / "check.toml"
    path.write_text(START, encoding="utf-8")
    Checker(load(path))
    whole = EXAMPLES[EXAMPLES.index(START) + 1]
    assert whole.count("\n[") >= 6
    assert {*tomllib.loads(whole)} == {*SCHEMA["properties"]} - {"select", "web"}


@pytest.mark.parametrize("text", [text for text, _, _ in FAULTS])
def test_what_the_reader_refuses_the_schema_refuses(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert not admits(data)


TEXT = st.characters(codec="utf-8")


def instances(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema admits, for the words that this schema uses."""
    if "anyOf" in schema:
        return st.one_of([instances(each) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "string":
            if "pattern" in schema:
                return st.from_regex(schema["pattern"])
            return st.text(TEXT, min_size=schema.get("minLength", 0))
        case "integer":
            return st.integers(schema["minimum"], schema.get("maximum"))
        case "number":
            return st.floats(schema["exclusiveMinimum"], 1e9, exclude_min=True)
        case "array":
            return st.lists(
                instances(schema["items"]), min_size=schema.get("minItems", 0), max_size=3
            )
        case _:
            return objects(schema)


def objects(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    named = {name: instances(each) for name, each in schema.get("properties", {}).items()}
    required = {name: named.pop(name) for name in schema.get("required", ())}
    made = st.fixed_dictionaries(required, optional=named)
    others = [
        st.dictionaries(st.from_regex(pattern), instances(each), max_size=2)
        for pattern, each in schema.get("patternProperties", {}).items()
    ]
    if schema.get("additionalProperties"):
        others.append(
            st.dictionaries(st.text(TEXT), instances(schema["additionalProperties"]), max_size=2)
        )
    return st.tuples(made, *others).map(
        lambda parts: {key: value for part in parts for key, value in part.items()}
    )


def written(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{written(key)} = {written(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances(SCHEMA))
def test_what_the_schema_admits_the_reader_admits(data: dict[str, Any]) -> None:
    text = "".join(f"{key} = {written(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    if not admits(data):  # both glob and globs, one of two settings of the proxy
        return
    try:
        file = parse(text, Path("check.toml"))
    except ConfigError as error:
        if "場所の形" in str(error) or "何も指しません" in str(error):
            return  # a schema cannot tell whether brackets hold together: [z-a]
        pytest.fail(f"{error}\n{text}")
    table = {name: said.value for name, said in file.web}
    Settings().with_table(table, "check.toml")
