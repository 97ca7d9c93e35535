"""Writes `checker/config/check.schema.json`: the format of `check.toml`, for editors."""

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from checker.config.fields import LARGEST, PROFILES, ROOT, SEVERITIES, Field, Shape
from checker.model import Category
from checker.notice.compiled import default_knowledge
from checker.rulebook.compiled import default_rulebook
from web.settings import Settings

TARGET = Path(__file__).parent.parent / "checker" / "config" / "check.schema.json"

_END = r"$(?!\n)"
_CATEGORY = f"(?:{'|'.join(Category)})"
_SELECTOR = f"^{_CATEGORY}(?:/[a-z0-9-]+(?:#.+)?)?{_END}"
_RULE = f"^{_CATEGORY}/[a-z0-9-]+{_END}"
_GLOB = (
    r"^(?=.*[^!/\s])(?!!?\./)(?!(?:.*/)?\.\.(?:/|$))(?!!\.\.(?:/|$))"
    r"[^\\\u0000-\u001f\u007f-\u00a0\u2028\u2029]+" + _END
)
_NUMBER = {"type": "integer", "minimum": 1, "maximum": LARGEST}


def schema() -> str:
    """The JSON Schema of a configuration, as text."""
    generated = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tsutawaru check.toml",
        **_of(ROOT),
    }
    return json.dumps(generated, ensure_ascii=False, indent=2) + "\n"


def _of(field: Field) -> dict[str, Any]:
    return {"description": field.about, **_shape(field)}


def _shape(field: Field) -> dict[str, Any]:
    match field.shape:
        case Shape.WORD:
            return _word(field)
        case Shape.WORDS:
            return _words(field)
        case Shape.WORD_OR_WORDS:
            return {"anyOf": [_word(field), _words(field)]}
        case Shape.TABLE:
            return _table(field)
        case Shape.TABLES:
            items = _table(field)
            if field.name == "paths":
                items["oneOf"] = [{"required": ["glob"]}, {"required": ["globs"]}]
            return {"type": "array", "items": items}
        case Shape.NAMED_WORDS:
            return {
                "type": "object",
                "properties": {
                    name: {"type": "string", "examples": list(choices)}
                    for name, choices in default_rulebook().policies.items()
                },
                "additionalProperties": {"type": "string"},
                "propertyNames": {"not": {"enum": list(ROOT.names)}},
            }
        case Shape.SEVERITIES:
            return {
                "type": "object",
                "patternProperties": {_SELECTOR: {"enum": list(SEVERITIES)}},
                "additionalProperties": False,
            }
        case Shape.THRESHOLDS:
            by_rule = {"patternProperties": {_RULE: _limit()}, "additionalProperties": False}
            readers = {name: {"type": "object", **by_rule} for name in PROFILES}
            return {"type": "object", "properties": readers, **by_rule}
        case Shape.ANY_TABLE:
            return _web()


def _word(field: Field) -> dict[str, Any]:
    word: dict[str, Any] = {"type": "string"}
    knowledge = default_knowledge()
    names = {"genre": ("", *knowledge.genres), "medium": ("", *knowledge.media)}
    choices = field.choices or names.get(field.name, ())
    if choices:
        word["enum"] = list(choices)
    if field.pattern:
        word["pattern"] = f"^(?:{field.pattern}){_END}"
    elif field.name in ("glob", "globs", "exclude", "paths"):
        word["pattern"] = _GLOB
    elif field.name == "rule":
        word["pattern"] = _SELECTOR
    elif field.filled:
        word["minLength"] = 1
    return word


def _words(field: Field) -> dict[str, Any]:
    words: dict[str, Any] = {"type": "array", "items": _word(field)}
    if field.name in ("select", "ignore"):
        words["items"] = {"type": "string", "pattern": _SELECTOR}
    if field.filled:
        words["minItems"] = 1
    return words


def _table(field: Field) -> dict[str, Any]:
    required = [each.name for each in field.fields if each.required]
    return {
        "type": "object",
        "properties": {each.name: _of(each) for each in field.fields},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _limit() -> dict[str, Any]:
    steps = dict.fromkeys(SEVERITIES[:-1], _NUMBER)
    table = {
        "type": "object",
        "properties": steps,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [_NUMBER, table]}


def _web() -> dict[str, Any]:
    """The table of the web checker, which has its own types."""
    made: dict[str, Any] = {}
    for each in fields(Settings):
        if each.name in ("config", "threads"):
            continue
        if each.name.endswith("_origins"):
            origin = r"^https?://[a-z0-9.\-\[\]:]+" + _END
            made[each.name] = {"type": "array", "items": {"type": "string", "pattern": origin}}
        elif isinstance(each.default, str):
            made[each.name] = {"type": "string", "minLength": 1}
        elif isinstance(each.default, float):
            made[each.name] = {"type": "number", "exclusiveMinimum": 0}
        else:
            made[each.name] = {"type": "integer", "minimum": 1}
    made["identity_header"]["pattern"] = f"^[A-Za-z][A-Za-z0-9-]*{_END}"
    return {
        "type": "object",
        "properties": made,
        "additionalProperties": False,
        "dependentRequired": {
            "identity_header": ["trusted_proxy"],
            "trusted_proxy": ["identity_header"],
        },
    }


if __name__ == "__main__":
    TARGET.write_text(schema(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
