"""Drafts from files, from Word, from a bookmark; and handing them over."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from browser_fixtures import Site
from browser_support import ABLE, EVENT, checked, finding, text, write
from playwright.sync_api import Browser, Page, expect

DROP = """([name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const frame = document.getElementById('editor');
  for (const type of ['dragover', 'drop']) {
    frame.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
  }
}"""

PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', plain);
  const box = document.getElementById('text');
  box.focus();
  box.select();
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  return box.dispatchEvent(event);
}"""


def drop(page: Page, name: str, data: bytes) -> None:
    page.evaluate(DROP, [name, list(data)])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc-jp", "iso2022_jp", "utf-16"]
)
def test_a_dropped_file_is_read_in_its_encoding(page: Page, encoding: str) -> None:
    drop(page, "notice.txt", EVENT.replace("\n", "\r\n").encode(encoding))
    expect(page.locator("#text")).to_have_value(EVENT)
    checked(page)
    expect(page.locator("#settings-summary")).to_contain_text("テキスト")


def test_a_chosen_file_says_its_format(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "notice.html"
    path.write_text("<p>窓口で申請することができます。</p>", encoding="utf-8")
    page.set_input_files("#file", path)
    checked(page)
    expect(page.locator("#settings-summary")).to_contain_text("HTML")


@pytest.mark.parametrize("name", ["notice.docx", "notice.doc", "notice.jtd"])
def test_a_word_file_is_answered_in_one_sentence(page: Page, name: str) -> None:
    before = text(page)
    drop(page, name, b"PK")
    expect(page.locator("#status")).to_contain_text("貼り付けてください（Ctrl+V）。")
    assert page.locator("#status").inner_text().count("。") == 1
    assert text(page) == before


def test_a_table_of_word_stays_a_table(page: Page) -> None:
    html = (
        "<p class=MsoNormal>休日の窓口</p><table class=MsoTableGrid><tr><td><p>日にち</p></td>"
        "<td><p>場所</p></td></tr><tr><td><p>1月9日</p><p>（土曜日）</p></td><td><p>本庁</p></td>"
        "</tr></table><p>お待ちしています。</p>"
    )
    assert page.evaluate(PASTE, [html, ""]) is False
    expected = "休日の窓口\n\n日にち\t場所\n1月9日（土曜日）\t本庁\n\nお待ちしています。"
    assert text(page) == expected
    checked(page)
    page.keyboard.press("Control+z")
    assert text(page) != expected


def test_an_indented_paragraph_is_no_code(page: Page) -> None:
    write(page, f"お知らせ\n\n    {ABLE}")
    expect(page.locator("#settings-summary")).to_contain_text("テキスト")
    assert page.locator(".head", has_text="「することができる」").count() == 2


def test_markdown_is_recognised(page: Page) -> None:
    write(page, "# お知らせ\n\n| 日 | 場所 |\n|---|---|\n| 1 | 本庁 |\n")
    expect(page.locator("#settings-summary")).to_contain_text("Markdown")


def test_too_long_a_draft_is_not_sent(page: Page) -> None:
    write(page, ABLE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        "() => { const box = document.getElementById('text'); box.value = 'あ'.repeat(100001);"
        "box.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    expect(page.locator("#status")).to_contain_text("100,000字まで")
    assert asked == []


def test_copying_needs_no_secure_context(page: Page) -> None:
    assert page.evaluate("isSecureContext") is False
    write(page, ABLE)
    page.locator("#copy").click()
    expect(page.locator("#status")).to_have_text("下書きをコピーしました。")
    page.locator("#clear").click()
    page.locator("#text").press("Control+v")
    expect(page.locator("#text")).to_have_value(ABLE)


@pytest.mark.parametrize(("button", "suffix"), [("#save-text", "txt"), ("#save-markdown", "md")])
def test_the_draft_is_saved(page: Page, button: str, suffix: str) -> None:
    write(page, ABLE)
    page.locator(".menu summary").click()
    with page.expect_download() as saved:
        page.locator(button).click()
    assert saved.value.suggested_filename == f"下書き.{suffix}"
    assert Path(saved.value.path()).read_text(encoding="utf-8") == ABLE


def test_the_table_opens_in_a_spreadsheet(page: Page) -> None:
    write(page, f"=1+1\n{ABLE}")
    page.locator(".menu summary").click()
    with page.expect_download() as saved:
        page.locator("#save-csv").click()
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == page.locator("#findings .head").count()
    row = next(row for row in rows if row["ルール"] == "wording/koto-ga-dekiru")
    assert row["行"] == "2"
    assert "申請でき" in row["直し方"]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_paper_shows_the_report(page: Page) -> None:
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.locator(".menu summary").click()
    page.locator("#print").click()
    page.emulate_media(media="print")
    expect(page.locator("#paper")).to_be_visible()
    expect(page.locator("#text")).to_be_hidden()
    expect(page.locator("#result")).to_be_hidden()
    draft = page.locator(".paper-text").evaluate(
        "(paper) => { paper = paper.cloneNode(true);"
        "paper.querySelectorAll('sup').forEach((sup) => sup.remove()); return paper.textContent }"
    )
    assert draft == text(page)
    count = page.locator(".paper-findings > li").count()
    assert count == page.locator("#findings .head").count()
    assert "点" in page.locator(".paper-total").inner_text()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_bookmark_hands_its_draft_over(page: Page) -> None:
    page.goto("/about")
    with page.context.expect_page() as opening:
        page.evaluate(
            """text => {
              addEventListener('message', ({data, source}) => {
                if (data.tsutawaru === 'ready') source.postMessage({tsutawaru: 'draft', text}, '*');
              });
              open('/');
            }""",
            ABLE,
        )
    checker = opening.value
    expect(checker.locator("#text")).to_have_value(ABLE)
    checked(checker)
    finding(checker, "「することができる」")


@pytest.mark.parametrize(
    "draft", ["市民の皆様へ\n", "平成二十年度国民健康保険税について。\n", "ﾌﾚｲﾙの予防\n"]
)
@pytest.mark.parametrize("encoding", ["cp932", "euc-jp"])
def test_few_words_are_read_in_their_encoding(page: Page, draft: str, encoding: str) -> None:
    """Most of EUC-JP is valid in Shift_JIS, as half-width katakana."""
    drop(page, "notice.txt", draft.encode(encoding))
    expect(page.locator("#text")).to_have_value(draft)


def test_a_file_that_is_gone_is_told(page: Page) -> None:
    page.evaluate("() => { File.prototype.arrayBuffer = () => Promise.reject(new Error('gone')) }")
    drop(page, "notice.txt", b"x")
    expect(page.locator("#status")).to_contain_text("ファイルを読めません")


def test_lines_of_word_are_joined_and_merged_cells_keep_their_place(page: Page) -> None:
    html = (
        "<p class=MsoNormal>市役所の窓口\r\nは、\n  午前9時から<b>Aoba\ncity</b>で開きます。</p>"
        "<table><tr><td rowspan=2>本庁</td><td>1階</td><td>市民課</td></tr>"
        "<tr><td>2階</td><td>税務\n課</td></tr><tr><td colspan=2>支所</td><td>総務課</td></tr></table>"
    )
    page.evaluate(PASTE, [html, ""])
    rows = "本庁\t1階\t市民課\n　\t2階\t税務課\n支所\t　\t総務課"
    assert text(page) == f"市役所の窓口は、午前9時からAoba cityで開きます。\n\n{rows}"


def test_formulas_in_full_width_are_words_in_the_table(page: Page) -> None:
    table = page.evaluate(
        "import('/static/js/export.js').then(({csv}) => csv([{start: 0, end: 4, severity: 'error', category: '', title: '＠題',"
        " message: '＋', why: '－', fix: null, basis: [], entry: '', rule: 'x'}], '＝SUM', {}))"
    )
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    assert not any(value.startswith(("＝", "＋", "－", "＠")) for value in row.values())


def test_half_a_character_does_not_stop_the_check(page: Page) -> None:
    page.evaluate(
        "able => { const box = document.getElementById('text'); box.value = `あ\\ud83dい${able}`;"
        "box.dispatchEvent(new Event('input', {bubbles: true})) }",
        ABLE,
    )
    checked(page)
    finding(page, "「することができる」")
    page.locator(".finding.open .apply").click()
    expect(page.locator("#text")).to_have_value(re.compile("い窓口で申請できます。"))


def test_a_site_that_may_not_send_is_told(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{site.origin.rpartition(':')[2]}/about")
        with context.expect_page() as opening:
            page.evaluate(
                """address => {
                  addEventListener('message', ({data, source}) => {
                    source.postMessage({tsutawaru: 'draft', text: 'よそから'}, '*');
                  });
                  open(address);
                }""",
                f"{site.origin}/",
            )
        checker = opening.value
        expect(checker.locator("#status")).to_contain_text("このサイトからは受け取れません。")
        assert "よそから" not in text(checker)
