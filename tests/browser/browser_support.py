"""Drafts that the tests write, and what they do with the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

ABLE = "窓口で申請することができます。\n郵便で提出することができます。\n"

EVENT = """冬の読書会を開きます

日時：12月の第1土曜日の午後2時から
場所：あおば市図書館の会議室
対象：市内に住む人
費用：無料
申込方法：図書館の窓口で申し込んでください。
問い合わせ先：図書館
"""
"""An announcement without a telephone number."""

LONG = "市の図書館は、本を借りる人のために、毎週の土曜日に窓口を開けています。\n" * 42
"""About 1,500 characters."""


def write(page: Page, text: str, *, found: bool = True) -> None:
    """Put a draft in the place of what is there, and wait for what is found."""
    box = page.locator("#text")
    box.focus()
    box.press("Control+a")
    page.keyboard.insert_text(text)
    if found:
        checked(page)


def empty(page: Page) -> None:
    """Take the draft away."""
    page.locator("#clear").click()
    expect(page.locator("#status")).to_contain_text("貼り付けるか")


def checked(page: Page) -> None:
    """Wait until both answers are there."""
    expect(page.locator("#status")).to_contain_text("点検しました")


def text(page: Page) -> str:
    """The draft as it stands in the box."""
    return page.locator("#text").input_value()


def finding(page: Page, title: str) -> None:
    """Open the card of the first finding with this title, wherever it is folded away."""
    page.evaluate(
        "document.querySelectorAll('#findings details').forEach((fold) => { fold.open = true })"
    )
    head = page.locator(".head", has_text=title).first
    if head.get_attribute("aria-expanded") == "false":
        head.click()
