"""What browsers are told, and what other sites may not do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import create_app
from web.safety import person
from web.settings import Settings
from web.state import KEY

CMS = "http://cms.example"
PATHS = ["/", "/rules/", "/about", "/api/", "/bookmarklet", "/api/v1/rules", "/nothing", "/healthz"]
DRAFT = {"text": "窓口で申請できます。", "tier": "text"}


@pytest.fixture(scope="module")
def open_client() -> Iterator[FlaskClient]:
    app = create_app(Settings(allowed_origins=(CMS,), frame_origins=(CMS,)))
    yield app.test_client()
    app.extensions[KEY].engine.close()


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers
    assert "Cross-Origin-Opener-Policy" not in headers
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/", "/rules/", "/rules/sentence/length", "/about", "/api/"])
def test_pages_hold_no_inline_script_or_style(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    for script in page.split("<script")[1:]:
        assert 'type="application/json"' in script[:60] or 'src="/static/' in script[:120]
    assert "https://" not in page.replace("https://www.", "")


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_may_post(client: FlaskClient, site: str) -> None:
    headers = {"Sec-Fetch-Site": site}
    assert client.post("/api/v1/check", json=DRAFT, headers=headers).status_code == 200
    assert client.post("/", data=DRAFT, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "null"},
    ],
)
def test_other_sites_may_not(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/check", json=DRAFT, headers=headers)
    assert answer.status_code == 403
    assert answer.get_json()["error"]["code"] == "cross-site"
    assert client.post("/", data=DRAFT, headers=headers).status_code == 403


@pytest.mark.parametrize("origin", ["http://localhost", "https://localhost", "HTTP://LOCALHOST"])
def test_without_sec_fetch_site_the_origin_decides(client: FlaskClient, origin: str) -> None:
    assert client.post("/", data=DRAFT, headers={"Origin": origin}).status_code == 200


def test_an_allowed_site_may_call_the_api(open_client: FlaskClient) -> None:
    asked = open_client.options(
        "/api/v1/check", headers={"Origin": CMS, "Access-Control-Request-Method": "POST"}
    )
    assert asked.headers["Access-Control-Allow-Origin"] == CMS
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert asked.headers["Access-Control-Allow-Headers"] == "Content-Type"
    answer = open_client.post(
        "/api/v1/check", json=DRAFT, headers={"Origin": CMS, "Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == CMS
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_no_other_site_is_named(open_client: FlaskClient) -> None:
    answer = open_client.get("/api/v1/rules", headers={"Origin": "http://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_a_form_of_ours_says_where_it_comes_from(client: FlaskClient) -> None:
    # With the header alone a browser sends `Origin: null`, which is refused.
    assert '<meta name="referrer" content="same-origin">' in client.get("/").text


def test_only_the_api_is_shared(open_client: FlaskClient) -> None:
    headers = open_client.get("/", headers={"Origin": CMS}).headers
    assert "Access-Control-Allow-Origin" not in headers


def test_configured_sites_may_frame(open_client: FlaskClient) -> None:
    policy = open_client.get("/").headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {CMS}")


def test_the_page_knows_who_may_send_drafts(open_client: FlaskClient, client: FlaskClient) -> None:
    assert f'data-senders="{CMS}"' in open_client.get("/").text
    assert 'data-senders=""' in client.get("/").text


PROXIED = Settings(identity_header="X-Forwarded-User", trusted_proxy="192.0.2.1")


@pytest.mark.parametrize(
    ("address", "settings", "name"),
    [
        ("192.0.2.1", PROXIED, "あおば花子"),
        ("192.0.2.9", PROXIED, ""),
        ("192.0.2.1", replace(PROXIED, identity_header=""), ""),
    ],
)
def test_only_a_trusted_proxy_says_who_it_is(
    app: Flask, address: str, settings: Settings, name: str
) -> None:
    with app.test_request_context(
        headers={"X-Forwarded-User": "あおば花子"}, environ_overrides={"REMOTE_ADDR": address}
    ):
        assert person(settings) == name
