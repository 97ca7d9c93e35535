"""The page without scripts, and when the server is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser_fixtures import Site
from browser_support import ABLE, checked, finding, write
from playwright.sync_api import Browser, Page, expect

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


BUSY = """
const ask = fetch;
window.refusals = 0;
window.fetch = (url, options) => {
  if (!String(url).endsWith('/check') || window.refusals > 0) return ask(url, options);
  window.refusals += 1;
  const error = {code: 'busy', message: '混み合っています。', remedy: ''};
  const headers = {'Retry-After': '1'};
  return Promise.resolve(new Response(JSON.stringify({error}), {status: 503, headers}));
};
"""


LAST = """
const ask = fetch;
window.fetch = (url, options) => {
  if (!String(url).endsWith('/check') || !options.body.includes('"syntax"')) return ask(url, options);
  const error = {code: 'busy', message: '混み合っています。', remedy: 'もう一度押してください。'};
  return Promise.resolve(new Response(JSON.stringify({error}), {status: 422}));
};
"""


def test_the_first_answer_stays_when_the_second_is_refused(opened: Opened) -> None:
    page = opened(script=LAST)
    page.locator("#text").fill(ABLE)
    expect(page.locator("#status")).to_have_text("混み合っています。もう一度押してください。")
    finding(page, "「することができる」")
    expect(page.locator("#score")).to_contain_text("付けられません")


def test_a_busy_server_is_asked_again(opened: Opened) -> None:
    page = opened(script=BUSY)
    write(page, ABLE)
    assert page.evaluate("window.refusals") == 1
    finding(page, "「することができる」")


def unreachable(page: Page) -> None:
    page.route("**/api/v1/check", lambda route: route.abort())
    page.keyboard.insert_text(ABLE)
    expect(page.locator("#status")).to_contain_text("つながりません")


def refused(page: Page) -> None:
    error = '{"error": {"code": "malformed", "message": "読めません。", "remedy": ""}}'
    page.route("**/api/v1/check", lambda route: route.fulfill(status=422, body=error))
    page.keyboard.insert_text(ABLE)
    expect(page.locator("#status")).to_contain_text("読めません")


def too_long(page: Page) -> None:
    page.evaluate("document.execCommand('insertText', false, 'あ'.repeat(100001))")
    expect(page.locator("#status")).to_contain_text("100,000字まで")


def waiting(page: Page) -> None:
    page.route("**/api/v1/check", lambda route: None)
    page.keyboard.insert_text(ABLE)
    expect(page.locator("#status")).to_contain_text("点検しています")


@pytest.mark.parametrize("told", [unreachable, refused, too_long, waiting])
def test_without_an_answer_nothing_is_called_faultless(
    browser: Browser, site: Site, told: Callable[[Page], None]
) -> None:
    """The score and the count of the draft before must not stand for this one."""
    with browser.new_context(base_url=site.origin) as context:  # the console does complain
        page = context.new_page()
        page.goto("/")
        page.wait_for_selector("#findings .finding")
        page.locator("#text").press("Control+a")
        told(page)
        expect(page.locator("#findings .head")).to_have_count(0)
        expect(page.locator("#no-findings")).to_contain_text("点検すると")
        expect(page.locator("#count")).to_be_empty()
        expect(page.locator("#score")).to_be_hidden()
        expect(page.locator("#information")).to_be_hidden()
        if told is not waiting:
            expect(page.locator("#settings-summary")).to_have_text("点検の設定")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("#paper")).to_contain_text("まだ点検していません")
        page.unroute("**/api/v1/check")
        page.locator("#text").press("Control+a")
        page.keyboard.insert_text(ABLE)
        checked(page)
        finding(page, "「することができる」")
        expect(page.locator("#score")).to_be_visible()


def test_what_was_not_checked_is_folded_without_scripts(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    page.get_by_role("button", name="点検する").click()
    names = page.locator("#skipped .what", has_text="notation/era-year")
    expect(names).to_be_hidden()
    page.locator("#skipped summary").first.click()
    expect(names).to_be_visible()
    expect(page.locator("nav [aria-current]")).to_have_text("点検")
