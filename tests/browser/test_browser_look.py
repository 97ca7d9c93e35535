"""Every page in every look: no violation of axe, nothing wider than the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_support import ABLE, EVENT, finding, write
from playwright.sync_api import Page, expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
})"""

PAGES = [
    "/",
    "/rules/",
    "/rules/?q=%E3%82%AB%E3%82%BF%E3%82%AB%E3%83%8A",
    "/rules/wording/koto-ga-dekiru",
    "/rules/jargon/office",
    "/about",
    "/api/",
    "/bookmarklet",
]
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark", "width": 320},
    {"forced_colors": "active"},
    {"color_scheme": "light", "width": 320, "java_script_enabled": False},
]
"""Colours do not depend on the width, nor the width on colours: each is met once."""
Opened = Callable[..., Page]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']][:3]} "
        f"{each['nodes'][0].get('failureSummary', '')}"
        for each in found["violations"]
    ]


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages(opened: Opened, path: str, look: dict[str, Any]) -> None:
    page = opened(path, **look)
    assert not is_too_wide(page)
    if look.get("java_script_enabled", True):
        assert violations(page) == []


def a_card(page: Page) -> None:
    finding(page, "日付と曜日が合わない")


def everything_unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")


def nothing(page: Page) -> None:
    page.locator("#clear").click()
    expect(page.locator("#status")).to_contain_text("貼り付けるか")


def a_template(page: Page) -> None:
    write(page, EVENT)
    finding(page, "電話番号がない")


def ignored(page: Page) -> None:
    write(page, ABLE)
    finding(page, "「することができる」")
    page.get_by_role("button", name="この下書きでは止める").click()
    page.locator("#stopped summary").click()


def compared(page: Page) -> None:
    finding(page, "半角カタカナ")
    page.locator(".finding.open .apply").first.click()
    page.locator("#compare").click()


def refused(page: Page) -> None:
    # A request that fails in earnest would be an error in the console.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    write(page, ABLE, found=False)
    expect(page.locator("#status")).to_contain_text("つながりません")


def too_long(page: Page) -> None:
    write(page, "下書き" * 40_000, found=False)
    expect(page.locator("#status")).to_contain_text("100,000字まで")


def menus_open(page: Page) -> None:
    page.locator("#settings > summary").click()
    page.locator("#menu > summary").click()


STATES = [
    a_card,
    everything_unfolded,
    nothing,
    a_template,
    ignored,
    compared,
    refused,
    too_long,
    menus_open,
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("look", LOOKS[:3], ids=str)
def test_states(opened: Opened, state: Callable[[Page], None], look: dict[str, Any]) -> None:
    page = opened("/", **look)
    state(page)
    assert not is_too_wide(page)
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS[:3], ids=str)
def test_the_answer_of_the_server(opened: Opened, look: dict[str, Any]) -> None:
    page = opened("/about", **look)
    page.route("**/main.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/")
    page.locator("#text").fill(f"{EVENT}{ABLE}")
    page.get_by_role("button", name="点検する").click()
    expect(page.locator("article.finding").first).to_be_visible()
    everything_unfolded(page)
    assert not is_too_wide(page)
    assert violations(page) == []


def test_nothing_is_smaller_than_16_pixels(page: Page) -> None:
    everything_unfolded(page)
    finding(page, "半角カタカナ")
    small = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((element) =>
          element.checkVisibility() && !element.closest('.visually-hidden') &&
          [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
          parseFloat(getComputedStyle(element).fontSize) < 16).map((element) => element.outerHTML)"""
    )
    assert small == []


def test_less_motion_is_kept_to(opened: Opened) -> None:
    page = opened(reduced_motion="reduce")
    modes = page.evaluate(
        """() => { const seen = []; const scroll = window.scrollBy;
          window.scrollBy = (to, by) => { seen.push(to.behavior ?? 'auto'); scroll(to, by) };
          document.getElementById('previous').click(); return seen }"""
    )
    assert "smooth" not in modes
    assert modes
