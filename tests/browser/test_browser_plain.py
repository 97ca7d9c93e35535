"""The page without scripts, and when the server is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from browser_support import ABLE, text
from playwright.sync_api import Page, Route, expect

Opened = Callable[..., Page]


def test_the_form_works_without_scripts(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    page.locator("#text").fill(ABLE)
    page.get_by_role("button", name="点検する").click()
    assert page.locator("#text").input_value() == ABLE
    expect(page.locator(".marked-text mark").first).to_have_text("申請することができ")
    expect(page.locator("article.finding").first).to_contain_text("申請でき")
    assert page.locator("#first li").count() > 0
    assert ABLE not in page.url


def test_a_file_is_sent_without_scripts(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(ABLE, encoding="cp932")
    page = opened(java_script_enabled=False)
    page.set_input_files("#file", path)
    page.get_by_role("button", name="点検する").click()
    assert page.locator("#text").input_value() == ABLE


def test_a_busy_server_is_asked_again(page: Page) -> None:
    refused = 0

    def answer(route: Route) -> None:
        nonlocal refused
        if refused < 1:
            refused += 1
            problem = {"code": "busy", "message": "混み合っています。", "remedy": ""}
            # A status of 503 would be told on the console, as browsers do.
            route.fulfill(status=503, headers={"Retry-After": "1"}, json={"error": problem})
        else:
            route.fallback()

    page.evaluate("window.asked = true")
    page.route("**/api/v1/check", answer)
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("点検しました")
    assert refused == 1
    assert text(page)
