"""Whatever goes wrong is answered in one shape, with what to do."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web import create_app
from web.settings import Settings


def error_of(answer: TestResponse) -> dict[str, str]:
    assert answer.mimetype == "application/json"
    given = answer.get_json()
    assert list(given) == ["error"]
    error = dict(given["error"])
    assert list(error) == ["code", "message", "remedy"]
    assert all(isinstance(value, str) and value for value in error.values())
    return error


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400, "malformed"),
        ({"data": b"\xff\xfe", "content_type": "application/json"}, 400, "malformed"),
        ({"data": b'{"text": "\\ud800"}', "content_type": "application/json"}, 400, "malformed"),
        ({"data": b"[" * 100_000, "content_type": "application/json"}, 400, "malformed"),
        ({"data": b"", "content_type": "application/json"}, 400, "malformed"),
        ({"json": ["text"]}, 422, "unknown-value"),
        ({"json": {}}, 422, "unknown-value"),
        ({"json": {"text": 1}}, 422, "unknown-value"),
        ({"json": {"text": "あ", "genre": None}}, 422, "unknown-value"),
        ({"json": {"text": "あ", "as_of": "2026-02-30"}}, 422, "unknown-value"),
        ({"json": {"text": "あ", "as_of": "20261122"}}, 422, "unknown-value"),
        ({"json": {"text": "あ", "format": ""}}, 422, "unknown-value"),
        ({"data": {"text": "あ"}}, 415, "wrong-type"),
        ({"data": "あ", "content_type": "text/plain"}, 415, "wrong-type"),
        (
            {"json": {"text": "---\ncheck: {profile: x}\n---\nあ", "format": "markdown"}},
            422,
            "front-matter-profile",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(
    client: FlaskClient, request_: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post("/api/v1/check", **request_)
    assert answer.status_code == status
    assert error_of(answer)["code"] == code


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ({"text": "あ", "profile": "esay"}, "easy"),
        ({"text": "あ", "genre": "events"}, "event"),
        ({"text": "あ", "medium": "webb"}, "web"),
        ({"text": "あ", "tier": "morpheme"}, "morphemes"),
        ({"text": "あ", "format": "markdwon"}, "markdown"),
        ({"text": "あ", "profle": "easy"}, "profile"),
    ],
)
def test_the_nearest_name_is_offered(client: FlaskClient, given: dict[str, str], near: str) -> None:
    answer = client.post("/api/v1/check", json=given)
    assert answer.status_code == 422
    assert f"「{near}」" in error_of(answer)["remedy"]


def test_a_line_of_the_draft_is_named(client: FlaskClient) -> None:
    given = {"text": "---\ncheck: {profile: x}\n---\nあ", "format": "markdown"}
    assert error_of(client.post("/api/v1/check", json=given))["message"].startswith("2行目: ")


def test_limits_are_told(client: FlaskClient) -> None:
    longest = client.post("/api/v1/check", json={"text": "あ\n" * 50_000, "tier": "text"})
    assert longest.status_code == 200
    answer = client.post("/api/v1/check", json={"text": "あ" * 100_001})
    assert answer.status_code == 413
    assert "100,000字まで" in error_of(answer)["message"]
    answer = client.post("/api/v1/check", json={"text": "あ" * 400_000})
    assert answer.status_code == 413
    assert "1MBまで" in error_of(answer)["message"]
    page = client.post("/", data={"text": "あ" * 100_001})
    assert page.status_code == 413
    assert "100,000字まで" in page.text


def test_what_is_no_draft_gets_no_endless_answer(client: FlaskClient) -> None:
    answer = client.post("/api/v1/check", json={"text": "（" * 50_000, "tier": "text"})
    assert answer.status_code == 422
    assert error_of(answer)["code"] == "too-many-findings"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/check", "/api/v1/check/"])
def test_an_unknown_address_of_the_api(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "not-found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/check", "POST"),
        ("DELETE", "/api/v1/rules", "GET"),
        ("POST", "/healthz", "GET"),
        ("PUT", "/api/v1/openapi.json", "GET"),
    ],
)
def test_a_wrong_method_is_told_with_the_right_ones(
    client: FlaskClient, method: str, path: str, allowed: str
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    assert error_of(answer)["code"] == "wrong-method"
    assert allowed in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/nothing", "/rules/sentence/nothing", "/rules/x", "/static/no"])
def test_pages_say_the_same_to_people(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "最初のページ" in answer.text


def test_an_unknown_rule_offers_the_nearest(client: FlaskClient) -> None:
    assert "sentence/length" in client.get("/rules/sentence/lenght").text


@pytest.mark.parametrize(
    "given",
    [
        {"data": b"x", "content_type": "multipart/form-data"},
        {"data": b"--xx\r\nbroken", "content_type": "multipart/form-data; boundary=xx"},
        {"data": b"{}", "content_type": "application/json"},
        {"data": {"genre": "event"}},
    ],
)
def test_what_is_no_form_is_told(client: FlaskClient, given: dict[str, Any]) -> None:
    answer = client.post("/", **given)
    assert answer.status_code == 400
    assert "下書きがありません" in answer.text


def test_a_word_file_is_told_how_to_paste(client: FlaskClient) -> None:
    from io import BytesIO

    answer = client.post("/", data={"file": (BytesIO(b"PK"), "draft.docx")})
    assert answer.status_code == 422
    assert "貼り付けてください" in answer.text


def test_our_own_fault_tells_its_place_and_not_the_draft(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = broken_app(monkeypatch)
    for answer in (
        app.test_client().post("/api/v1/check", json={"text": "秘密の下書き"}),
        app.test_client().post("/", data={"text": "秘密の下書き"}),
    ):
        assert answer.status_code == 500
        assert "ValueError" in answer.text
        assert "秘密" not in answer.text
    assert "ValueError" in caplog.text
    assert "秘密" not in caplog.text


def broken_app(monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app whose engine fails with the draft in the words of its error."""
    from web.engine import Engine

    def fail(self: Engine, draft: Any, *_: Any, **__: Any) -> None:
        raise ValueError(draft.text)

    monkeypatch.setattr(Engine, "_checked", fail)
    return create_app(Settings())
