"""The page without a mouse."""

from __future__ import annotations

from browser_support import ABLE, checked, text, write
from playwright.sync_api import Page, expect


def open_title(page: Page) -> str:
    return page.locator(".finding.open .title").inner_text()


def open_head(page: Page) -> str:
    """What tells one finding from another; an example of the rule comes into the card later."""
    return page.locator(".finding.open .head").inner_text()


def test_keys_walk_and_mend(page: Page) -> None:
    write(page, ABLE)
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    expect(page.locator(".finding.open")).to_have_count(1)
    first = open_head(page)
    for _ in range(10):
        if open_title(page) == "「することができる」":
            break
        page.keyboard.press("F8")
    page.keyboard.press("Alt+Enter")
    assert text(page) == ABLE.replace("申請することができ", "申請でき")
    checked(page)
    page.keyboard.press("Control+z")
    assert text(page) == ABLE
    checked(page)
    page.keyboard.press("Escape")
    expect(page.locator(".finding.open")).to_have_count(0)
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    assert open_head(page) == first
    page.keyboard.press("Shift+F8")
    assert open_head(page) != first or page.locator(".head").count() == 1


def test_every_finding_is_walked_through_once(page: Page) -> None:
    heads = page.locator("#findings .head").count()
    page.locator("#text").press("Control+Home")
    seen = []
    for _ in range(heads):
        page.keyboard.press("F8")
        seen.append(page.locator(".finding.open .card").get_attribute("id"))
    assert len(set(seen)) == heads


def test_walking_from_the_list_stays_in_the_list(page: Page) -> None:
    page.locator("#findings .head").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.className") == "head"
    assert page.locator(":focus").get_attribute("aria-expanded") == "true"


def test_a_choice_is_made_with_keys(page: Page) -> None:
    write(page, "手続きに要する費用です。\n")
    page.keyboard.press("Control+Home")
    for _ in range(10):
        page.keyboard.press("F8")
        if open_title(page).startswith("役所の言葉"):
            break
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".apply:focus")).to_have_text("「必要な」にする")
    page.keyboard.press("Enter")
    assert text(page) == "手続きに必要な費用です。\n"


def test_everything_is_reached_with_tab(page: Page) -> None:
    reached = set()
    page.locator("body").press("Tab")
    for _ in range(60):
        name = page.evaluate(
            "document.activeElement.id || document.activeElement.textContent.trim()"
        )
        reached.add(name)
        page.keyboard.press("Tab")
    assert {"text", "file", "clear", "compare", "copy", "next", "previous"} <= reached
    assert "点検する" in reached
    assert "点数の理由" in reached
