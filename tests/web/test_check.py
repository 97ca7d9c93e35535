"""The API answers what the command writes."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from checker.cli import command
from checker.reporters.json import to_text
from tests_support import ROOT, SAMPLES

SCHEMA = json.loads((ROOT / "checker/reporters/report.schema.json").read_text(encoding="utf-8"))
TEXT = "窓口で申請することができます。書類をを出して下さい。"


def checked(client: FlaskClient, **request: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/check", json=request)
    assert answer.status_code == 200, answer.text
    (file,) = answer.get_json()["files"]
    return dict(file)


@pytest.mark.parametrize("tier", ["text", "morphemes", "syntax"])
def test_the_answer_is_what_the_command_writes(client: FlaskClient, tier: str) -> None:
    text = (SAMPLES / "bousai-kunren.md").read_text(encoding="utf-8")
    written = CliRunner().invoke(
        command,
        ["--no-config", "--format", "json", "--tier", tier, "--as-of", "2026-11-22", "-"],
        input=text,
        standalone_mode=False,
    )
    answer = client.post("/api/v1/check", json={"text": text, "tier": tier, "as_of": "2026-11-22"})
    assert answer.mimetype == "application/json"
    report = json.loads(written.stdout)
    for file in report["files"]:
        # A draft in a box is no page of a site.
        assert file["page"] is not None
        file["page"] = None
    assert answer.text == to_text(report)


def test_the_answer_fits_its_schema(client: FlaskClient) -> None:
    answer = client.post("/api/v1/check", json={"text": TEXT})
    jsonschema.validate(answer.get_json(), SCHEMA)
    assert answer.get_json()["files"][0]["path"] == "-"


def test_only_the_text_is_required_and_syntax_is_the_default(client: FlaskClient) -> None:
    text = "対象は、市内に住む65歳以上の方を募集します。"
    rules = {finding["rule"] for finding in checked(client, text=text)["findings"]}
    assert "sentence/subject-predicate-twist" in rules
    shallow = checked(client, text=text, tier="morphemes")
    assert "sentence/subject-predicate-twist" not in {f["rule"] for f in shallow["findings"]}


def test_what_the_caller_says_wins_over_the_front_matter(client: FlaskClient) -> None:
    text = (
        "---\ncheck: {profile: reporter, genre: event, medium: koho}\n---\n\n窓口で申請できます。\n"
    )
    given = {"text": text, "format": "markdown"}
    file = checked(client, **given)
    assert (file["profile"], file["genre"]["id"], file["medium"]["id"]) == (
        "reporter",
        "event",
        "koho",
    )
    file = checked(client, **given, profile="easy", genre="tax", medium="web")
    assert (file["profile"], file["genre"]["id"], file["medium"]["id"]) == ("easy", "tax", "web")


def test_the_day_is_that_of_the_caller(client: FlaskClient) -> None:
    text = "洪水警報が出ているときは、休館します。"
    rule = "facts/flood-warning-old-name"
    answer = client.post("/api/v1/check", json={"text": text, "as_of": "2027-06-01"}).get_json()
    assert answer["as_of"] == "2027-06-01"
    assert rule in {finding["rule"] for finding in answer["files"][0]["findings"]}
    early = checked(client, text=text, as_of="2026-04-10")
    assert rule not in {finding["rule"] for finding in early["findings"]}


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff", "\x00", "𠮷", "a" * 3000, "（" * 3000])
def test_strange_texts_are_answered(client: FlaskClient, text: str) -> None:
    checked(client, text=text)


def test_positions_are_code_points_and_utf16(client: FlaskClient) -> None:
    (finding,) = [
        f for f in checked(client, text="😀書類をを出す。")["findings"] if "をを" in f["text"]
    ]
    assert finding["utf16_start"] == finding["start"] + 1


def test_threads_get_the_same_answers_as_one_after_the_other(app: Flask) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(SAMPLES).glob("*.md"))]

    def ask(text: str) -> str:
        answer = app.test_client().post(
            "/api/v1/check", json={"text": text, "tier": "morphemes", "as_of": "2026-11-22"}
        )
        assert answer.status_code == 200
        return answer.text

    expected = [ask(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, texts * 4)) == expected * 4
