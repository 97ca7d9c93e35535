"""Drafts as records: one in, one out; the function goes to other processes as it is."""

from __future__ import annotations

import datetime
import json
import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from formats_support import validator

from checker import records
from checker.api import ConfigError, InputError, Tier, TooLateError, check_records
from checker.config import Config
from checker.errors import CheckerError, FrontMatterError
from checker.memory import LOT
from checker.records import Wanted
from tests_support import AS_OF, SAMPLES

KOTO = "wording/koto-ga-dekiru"
TEXT = "窓口で申請することができます。\n"
checked = partial(check_records, as_of=AS_OF, tier=Tier.TEXT, select=("wording", "notation"))


def rules(line: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in line["file"]["findings"]]


def test_the_function_can_be_pickled() -> None:
    made = pickle.loads(pickle.dumps(partial(check_records, as_of=AS_OF)))
    (line,) = made([{"path": "a.md", "text": TEXT}])
    assert rules(line) == [KOTO]
    assert line["as_of"] == AS_OF.isoformat()


def test_lines_are_those_of_the_command(tmp_path: Path) -> None:
    path = SAMPLES / "nyugaku-kenshin.md"
    from checker.cli import run

    target = tmp_path / "lines.jsonl"
    options = ["--no-config", "--tier", "text", "--exit-zero", "--as-of", str(AS_OF)]
    run([*options, f"--format=jsonl={target}", str(path)])
    told = json.loads(target.read_text(encoding="utf-8"))
    record = {"path": str(path), "text": path.read_text(encoding="utf-8")}
    (line,) = check_records([record], as_of=AS_OF, tier=Tier.TEXT)
    told["file"]["path"] = line["file"]["path"]
    assert line == told


def test_every_record_is_answered_in_its_place() -> None:
    broken = "---\ncheck: {profile: nobody}\n---\n本文です。\n"
    given: list[Any] = [
        {"path": "a.md", "text": TEXT, "id": 7},
        {"path": "b.md"},
        {"path": "c.md", "text": broken},
        {"path": "c.md", "text": TEXT},
        "no record",
        {"text": TEXT},
        {"path": "d.docx", "text": TEXT},
        {"path": "e", "text": TEXT, "format": "pdf"},
        {"path": "f", "text": TEXT, "format": "text"},
        {"path": "g.html", "raw": f"<p>{TEXT}</p>".encode("cp932")},
        {"path": "h.md", "raw": b"\x00\x01"},
        {"path": "https://city.example/i/", "raw": TEXT.encode(), "format": "html"},
    ]
    lines = list(checked(given))
    assert len(lines) == len(given)
    told = [line.get("error", {}).get("code", "") for line in lines]
    assert told == [
        "",
        "unusable-record",
        "front-matter-profile",
        "",
        "unusable-record",
        "unusable-record",
        "unknown-format",
        "unknown-format",
        "",
        "",
        "binary-file",
        "",
    ]
    paths = [line["file"]["path"] for line in lines if "file" in line]
    assert paths == ["a.md", "c.md", "f", "g.html", "https://city.example/i/"]
    assert lines[9]["file"]["encoding"] == "cp932"
    assert lines[10]["error"]["path"] == "h.md"
    for line in lines:
        validator("report-line.schema.json").validate(line)


def test_records_are_taken_as_they_come() -> None:
    taken = []

    def endless() -> Iterator[dict[str, str]]:
        while True:
            taken.append(1)
            yield {"path": "a.md", "text": "本文です。"}

    lines = checked(endless())
    assert next(lines)["file"]["path"] == "a.md"
    assert len(taken) <= LOT


def test_what_is_loaded_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    records._loaded.cache_clear()
    made: list[Path | None] = []

    def note(path: Path | None) -> Config:
        made.append(path)
        return Config()

    monkeypatch.setattr(records, "load_config", note)
    for _ in range(3):
        list(checked([{"path": "a.md", "text": TEXT}]))
    assert made == [None]
    list(checked([], ignore=("wording",)))
    assert made == [None, None]


def test_a_configuration_holds(tmp_path: Path) -> None:
    config = tmp_path / "check.toml"
    config.write_text(f'ignore = ["{KOTO}"]\n', encoding="utf-8")
    (line,) = checked([{"path": "a.md", "text": TEXT}], config=config)
    assert rules(line) == []


def test_what_is_private_is_hidden() -> None:
    record = {"path": "a.md", "text": "担当の山田の携帯電話は090-1234-5678です。\n"}
    (line,) = check_records([record], as_of=AS_OF)
    assert "090-1234-5678" not in json.dumps(line)


def test_an_option_that_cannot_be_used_is_told() -> None:
    with pytest.raises(ConfigError, match="nonsense"):
        list(check_records([], ignore=("nonsense",)))


@pytest.mark.parametrize(
    "error",
    [
        InputError("code", "a.md", "何か。", "こうする。"),
        FrontMatterError("code", "a.md", "何か。", "こうする。"),
        TooLateError(),
    ],
)
def test_errors_go_from_one_process_to_another(error: CheckerError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.code) == (str(error), error.code)


def test_what_is_wanted_is_a_value() -> None:
    day = datetime.date(2026, 11, 22)
    one, other = (Wanted(None, None, Tier.TEXT, ("a",), (), day, True, False) for _ in range(2))
    assert hash(one) == hash(other)
