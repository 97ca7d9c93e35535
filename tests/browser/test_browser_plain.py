"""The page without scripts, and when the server is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from browser_support import ABLE, finding, write
from playwright.sync_api import Page, expect

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
