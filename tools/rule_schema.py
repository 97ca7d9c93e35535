"""Writes `rules/schema.json`: the format of a rule file, for editors."""

import json
import sys
from pathlib import Path

import msgspec

from checker.kinds import RuleSpec

TARGET = Path(__file__).parent.parent / "rules" / "schema.json"


def schema() -> str:
    """The JSON Schema of a rule file, as text."""
    generated = msgspec.json.schema(RuleSpec)
    generated = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tsutawaru rule",
        **generated,
    }
    return json.dumps(generated, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.write_text(schema(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
