"""The pages, without JavaScript: what they show, and that they hang together."""

from __future__ import annotations

import datetime
import json
import re
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urldefrag

import pytest
from flask import Flask
from flask.testing import FlaskClient

from checker.api import Checker, Draft, Format, Severity, today
from tests_support import SAMPLES
from web.engine import Engine
from web.sample import FILE, sample
from web.state import KEY
from web.view import stretches

PAGES = ["/", "/rules/", "/about", "/api/", "/bookmarklet"]


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: dict[str, str] = {}
        self._inside: list[str] = []
        # What a template holds is not part of the page.
        self.feed(re.sub(r"<template.*?</template>", "", text, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag in ("textarea", "script") or "marked-text" in (given.get("class") or ""):
            self._inside.append(given.get("id") or "marked")
            self.words[self._inside[-1]] = ""
        elif self._inside and self._inside[-1] == "marked" and tag == "a":
            self._inside.append("number")
            self.words.setdefault("number", "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and (tag in ("textarea", "script", "div") or tag == "a"):
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words[self._inside[-1]] += data


def test_the_page_opens_with_the_sample_checked(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    page = Page(answer.text)
    text = (SAMPLES / FILE).read_text(encoding="utf-8")
    assert page.words["text"].removeprefix("\n") == text
    report = json.loads(page.words["report"])
    (file,) = report["files"]
    assert len(file["findings"]) > 10
    assert report["as_of"] == today().isoformat()
    shown = [name for name in page.ids if name.startswith("finding-")]
    assert sum(not name.endswith("-title") for name in shown) == len(file["findings"])
    for section in ("score", "first", "checklist", "marked", "findings"):
        assert section in page.ids


def test_the_sample_is_checked_once_a_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    engine: Engine = app.extensions[KEY].engine
    first = engine.sample()
    assert engine.sample() is first
    tomorrow = today() + datetime.timedelta(days=1)
    monkeypatch.setattr("web.engine.today", lambda: tomorrow)
    assert engine.sample() is not first
    engine._sample = None


def test_a_draft_is_posted_and_marked(client: FlaskClient) -> None:
    text = "<script>alert(1)</script>\r\n\r\n窓口で申請することができます。\r\n書類をを出す。"
    answer = client.post("/", data={"text": text, "profile": "general", "genre": "event"})
    assert answer.status_code == 200
    page = Page(answer.text)
    plain = text.replace("\r\n", "\n")
    assert page.words["text"].removeprefix("\n") == plain
    assert page.words["marked"] == plain
    assert "<script>alert" not in answer.text.partition('id="text"')[2].partition("</textarea>")[0]
    assert '<option value="event" selected>' in answer.text
    assert 'href="/rules/wording/koto-ga-dekiru' in answer.text
    (file,) = json.loads(page.words["report"])["files"]
    assert file["genre"]["id"] == "event"


def test_inline_data_cannot_end_its_element(client: FlaskClient) -> None:
    answer = client.post("/", data={"text": "書類をを</script><b>出す"})
    inline = answer.text.partition('id="report">')[2].partition("</script>")[0]
    assert json.loads(inline)["files"][0]["findings"]


@pytest.mark.parametrize(
    ("name", "sent", "format"),
    [
        ("draft.txt", "boshu-cp932.txt", "text"),
        ("draft.md", "bousai-kunren.md", "markdown"),
        ("draft.htm", "hokenzei.html", "html"),
    ],
)
def test_a_file_is_read_in_its_encoding_and_format(
    client: FlaskClient, name: str, sent: str, format: str
) -> None:
    file = (BytesIO((SAMPLES / sent).read_bytes()), name)
    answer = client.post("/", data={"text": "", "file": file})
    assert answer.status_code == 200
    (report,) = json.loads(Page(answer.text).words["report"])["files"]
    assert report["findings"]
    assert report["encoding"] == ("cp932" if "cp932" in sent else "utf-8")
    assert f'<option value="{format}" selected>' in answer.text


@pytest.mark.parametrize("text", ["", "   \n", "窓口で申請できます。"])
def test_short_and_empty_drafts_have_a_page(client: FlaskClient, text: str) -> None:
    assert client.post("/", data={"text": text}).status_code == 200


def test_every_rule_has_a_page(client: FlaskClient) -> None:
    listed = client.get("/api/v1/rules").get_json()["rules"]
    assert [rule["id"] for rule in listed] == [rule.id for rule in Checker().rulebook]
    assert len(listed) > 200
    for rule in listed:
        answer = client.get(f"/rules/{rule['id']}")
        assert answer.status_code == 200, rule["id"]
        assert rule["id"] in answer.text
        assert "<h2>なぜ</h2>" in answer.text
        assert "<h2>根拠</h2>" in answer.text
        page = Page(answer.text)
        assert len(page.ids) == len(set(page.ids)), rule["id"]


def test_a_rule_page_shows_examples_and_words(client: FlaskClient) -> None:
    page = client.get("/rules/wording/koto-ga-dekiru").text
    assert "窓口で申請することができます。" in page
    assert "窓口で申請できます。" in page
    words = client.get("/rules/jargon/health").text
    assert "言葉の一覧" in words
    assert 'class="word" id="' in words


def test_rules_can_be_searched(client: FlaskClient) -> None:
    found = client.get("/rules/?q=二重否定").text
    assert "/rules/sentence/double-negative" in found
    assert "/rules/sentence/length" not in found
    assert "0件" in client.get("/rules/?q=そんな言葉はない").text


@pytest.mark.parametrize("path", PAGES)
def test_links_and_places_exist(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path).text)
    assert len(page.ids) == len(set(page.ids))
    for link in sorted(set(page.links)):
        if link.startswith("javascript:"):
            continue
        address, place = urldefrag(link)
        target = client.get(address) if address else None
        assert target is None or target.status_code == 200, link
        if place:
            assert place in (page.ids if target is None else Page(target.text).ids), link


def test_what_the_pages_say_passes_the_check(client: FlaskClient) -> None:
    checker = Checker()
    for path in [*PAGES[1:], "/nothing"]:
        page = client.get(path).text
        if path == "/rules/":  # its list is the rules' own words
            page = page.partition('<section class="category"')[0]
        report = checker.check([Draft(path, page, Format.HTML, medium="web", genre="reference")])
        found = [
            (f.rule, f.text)
            for f in report.findings
            if f.severity > Severity.SUGGESTION
            and not f.rule.startswith(("information/", "press/"))
        ]
        assert not found, path


def test_stretches_are_the_draft(app: Flask) -> None:
    checked = app.extensions[KEY].engine.sample()
    (file,) = checked.data["files"]
    text = sample().text
    parts = list(stretches(text, file["findings"]))
    assert "".join(part.text for part in parts) == text
    begun = [number for part in parts for number in part.begins]
    assert sorted(begun) == list(range(1, len(file["findings"]) + 1))
    at = 0
    for part in parts:
        covering = {
            number
            for number, finding in enumerate(file["findings"], 1)
            if finding["start"] <= at < finding["end"]
        }
        assert set(part.numbers) == covering or not part.text
        at += len(part.text)


def test_the_bookmark_names_this_server(client: FlaskClient) -> None:
    page = client.get("/bookmarklet", base_url="http://check.aoba.example:8000").text
    assert "javascript:" in page
    assert "http://check.aoba.example:8000" in page.replace("%22", '"')


def test_behind_a_proxy_that_ends_tls_the_bookmark_opens_https(client: FlaskClient) -> None:
    headers = {"X-Forwarded-Proto": "https"}
    page = client.get("/bookmarklet", base_url="http://check.aoba.example", headers=headers).text
    assert "https://check.aoba.example" in page
    assert "http://check.aoba.example" not in page
