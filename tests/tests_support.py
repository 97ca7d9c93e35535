"""Places and values that several tests share."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from checker.model import Finding

_Value = TypeVar("_Value")

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
CITY_CONFIG = ROOT / "corpus" / "city" / "check.toml"
"""The settings of a city, with its lists."""
AS_OF = datetime.date(2026, 11, 22)
"""The day of the samples."""

SUFFIXES = (".md", ".txt", ".html")


def drafts(folder: Path) -> list[Path]:
    """The drafts of a folder, in a stable order."""
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)


def write_file(folder: Path, text: str, encoding: str = "utf-8", *, name: str) -> Path:
    """A file with these words in this encoding, with line ends as they are."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def with_fix(text: str, finding: Finding) -> str:
    """A text after the fix of a finding, which must have one."""
    assert finding.fix is not None
    for edit in sorted(finding.fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def replace(value: _Value, **changes: Any) -> _Value:
    """A value with other fields; for a report, which is a dataclass, and what it holds."""
    if isinstance(value, msgspec.Struct):
        return cast(_Value, msgspec.structs.replace(value, **changes))
    return cast(_Value, dataclasses.replace(cast(Any, value), **changes))
