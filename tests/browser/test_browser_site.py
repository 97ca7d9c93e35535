"""The page of a site report, opened from a file in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from site_support import checked
from test_browser_look import is_too_wide, violations

from checker.reporters.html import site_of, site_page
from checker.site.markup import day
from checker.site.values import Site, Spread, Summary

PAGES = 200
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark", "width": 320},
    {"forced_colors": "active", "width": 320},
    {"color_scheme": "light", "width": 320, "java_script_enabled": False},
]
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def measured() -> Site:
    """The generated site."""
    return site_of(checked(PAGES), "0.1.0")


@pytest.fixture(scope="module")
def file(measured: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page, with two earlier runs."""
    earlier = [before(measured.summary, month) for month in (9, 10)]
    path = tmp_path_factory.mktemp("site") / "報告.html"
    path.write_text(site_page(measured, earlier), encoding="utf-8")
    return path


def before(now: Summary, month: int) -> Summary:
    """A run in which fewer pages were good."""
    return Summary(
        **{
            **{name: getattr(now, name) for name in now.__struct_fields__},
            "as_of": f"2026-{month:02d}-01",
            "scores": Spread(40, 50 + month, 80),
            "rules": {
                rule: count + 5 - 4 * (i % 3) for i, (rule, count) in enumerate(now.rules.items())
            },
        }
    )


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """Opens the page; at the end, nothing was asked for and nothing was complained about."""
    wrong: list[str] = []
    contexts = []

    def open_page(*, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="ja-JP", **options
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("request", lambda request: wrong.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        wrong.remove(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_looks(opened: Opened, look: dict[str, Any]) -> None:
    page = opened(**look)
    assert not is_too_wide(page)
    if look.get("java_script_enabled", True):
        unfolded(page)
        assert not is_too_wide(page)
        assert violations(page) == []


def test_nothing_is_smaller_than_16_pixels(opened: Opened) -> None:
    page = opened(width=320)
    unfolded(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((element) =>
          element.checkVisibility() &&
          [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
          parseFloat(getComputedStyle(element).fontSize) < 16).map((element) => element.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 1280])
def test_plots_can_be_read(opened: Opened, width: int) -> None:
    """Words in plots keep their size, none lies over another, none is cut off."""
    page = opened(width=width)
    plots = page.locator(".plot")
    assert plots.count() == 7
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('.plot')].flatMap((plot) => {
          const frame = plot.getBoundingClientRect()
          const boxes = [...plot.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()])
          const out = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1)
          const over = boxes.flatMap(([one, a], at) => boxes.slice(at + 1).filter(([, b]) =>
            a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3)
            .map(([other]) => `${one} ${other}`))
          return [...out.map(([text]) => text), ...over]
        })"""
    )
    assert wrong == []
    narrow = page.evaluate(
        """() => [...document.querySelectorAll('.plot')].map((plot) => plot.clientWidth)"""
    )
    assert min(narrow) >= 250


def test_every_plot_has_a_name_and_a_table(opened: Opened) -> None:
    page = opened()
    for plot in page.locator(".plot").all():
        name = plot.get_attribute("aria-label") or ""
        assert any(char.isdigit() for char in name)
        assert plot.locator("xpath=ancestor::div[contains(@class, 'block')]//table").count() >= 1


def test_search_and_filter(opened: Opened, measured: Site) -> None:
    page = opened()
    items = page.locator("#list > li:not([hidden])")
    expect(items).to_have_count(100)
    expect(page.locator("#count")).to_have_text(
        f"{PAGES}ページのうち、{PAGES}ページ（はじめの100ページを表示）"
    )
    page.get_by_role("button", name="続きを表示する").click()
    expect(items).to_have_count(PAGES)
    past = page.get_by_label("日付が過ぎた")
    past.check()
    expect(page.locator("#count")).to_contain_text(f"{len(measured.past)}ページ")
    past.uncheck()
    page.get_by_label("部署").select_option("収税課")
    expect(items).to_have_count(sum(p.department == "収税課" for p in measured.pages))
    page.get_by_label("題名やパスの言葉").fill("ZEI ００")  # width and case do not matter
    found = [p for p in measured.pages if p.department == "収税課" and "zei/00" in p.path]
    expect(items).to_have_count(len(found))
    page.get_by_role("button", name="絞り込みをやめる").click()
    expect(items).to_have_count(100)
    rule = measured.rules[0]
    page.locator("select[name=r]").select_option(measured.titles[rule.rule])
    expect(page.locator("#count")).to_contain_text(f"のうち、{rule.pages}ページ")


def test_orders(opened: Opened, measured: Site) -> None:
    page = opened()
    first = page.locator("#list > li").first
    worst = min(p.score for p in measured.pages if p.score is not None)
    expect(first.locator(".score")).to_have_text(f"{worst}点")
    page.get_by_label("並べ方").select_option("古い順")
    oldest = min(p.published for p in measured.pages if p.published is not None)
    expect(first).to_contain_text(day(oldest))
    page.get_by_label("並べ方").select_option("指摘の多い順")
    expect(first).to_contain_text(f"指摘{max(p.findings for p in measured.pages)}件")


def test_nothing_matches(opened: Opened) -> None:
    page = opened()
    page.get_by_label("題名やパスの言葉").fill("どこにもない言葉")
    expect(page.locator("#count")).to_have_text(f"{PAGES}ページのうち、0ページ")
    expect(page.get_by_role("button", name="続きを表示する")).to_be_hidden()


def test_without_scripts_all_pages_are_there(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("#list > li:visible").count() == PAGES
    assert page.locator("#filter").is_hidden()


def test_on_paper_all_pages_are_there(opened: Opened) -> None:
    page = opened()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#list > li:visible").count() == PAGES
    assert page.locator("#filter").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list > li:visible").count() == 100


def test_it_is_told_whether_it_helped(opened: Opened) -> None:
    page = opened()
    expect(page.locator(".figures")).to_contain_text("前回から")
    expect(page.get_by_role("heading", name="前回から変わった指摘")).to_be_visible()
    name = page.locator(".block:has(> #median) .plot").get_attribute("aria-label") or ""
    assert "2026年9月1日は59" in name
