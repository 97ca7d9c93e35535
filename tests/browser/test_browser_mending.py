"""From a draft to findings, to a fix, and back."""

from __future__ import annotations

import re

import pytest
from browser_support import ABLE, EVENT, checked, finding, text, write
from playwright.sync_api import Page, expect

TITLE = "「することができる」"


def test_the_page_opens_with_a_sample_that_is_checked(page: Page) -> None:
    assert page.locator(".first .finding").count() == 5
    expect(page.locator("#score .total")).to_contain_text("点")
    assert page.locator("#score meter").count() == 6
    expect(page.locator("#settings-summary")).to_contain_text("催しのお知らせ")
    marked = "[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0)"
    assert page.evaluate(marked) >= 40


def test_pasting_checks_and_a_fix_can_be_undone(page: Page) -> None:
    box = page.locator("#text")
    page.evaluate(
        "text => { const box = document.createElement('textarea'); box.id = 'other';"
        "document.body.append(box); box.value = text; box.select() }",
        ABLE,
    )
    page.locator("#other").press("Control+c")
    box.focus()
    box.press("Control+a")
    with page.expect_response("**/api/v1/check"):
        box.press("Control+v")
    checked(page)
    assert text(page) == ABLE
    finding(page, TITLE)
    page.locator(".finding.open .apply").click()
    assert text(page) == ABLE.replace("申請することができ", "申請でき")
    page.keyboard.press("Control+z")
    assert text(page) == ABLE


def test_a_click_in_the_draft_opens_its_card(page: Page) -> None:
    write(page, ABLE)
    page.locator("#text").click(position={"x": 130, "y": 30})
    expect(page.locator(".finding.open .title")).to_have_text(TITLE)
    assert page.evaluate("document.activeElement.id") == "text"


def test_all_of_one_kind_are_mended_in_one_step(page: Page) -> None:
    write(page, ABLE)
    finding(page, TITLE)
    page.locator(".finding.open .apply-all").click()
    assert text(page) == "窓口で申請できます。\n郵便で提出できます。\n"
    page.keyboard.press("Control+z")
    assert text(page) == ABLE


def test_undo_works_from_the_list(page: Page) -> None:
    write(page, ABLE)
    finding(page, TITLE)
    page.locator(".finding.open .apply").click()
    page.locator("#next").focus()
    page.keyboard.press("Control+z")
    assert text(page) == ABLE


def test_a_choice_offers_each_candidate(page: Page) -> None:
    write(page, "手続きに要する費用は無料です。\n")
    finding(page, "役所の言葉: 要する")
    labels = page.locator(".finding.open .apply").all_inner_texts()
    assert labels == ["「必要な」にする", "「かかる」にする"]
    page.locator(".finding.open .apply", has_text="かかる").click()
    assert text(page) == "手続きにかかる費用は無料です。\n"


def test_a_missing_line_is_inserted_and_its_gap_selected(page: Page) -> None:
    write(page, EVENT)
    expect(page.locator("#information-count")).to_have_text(re.compile("[1-9]件足りません"))
    page.locator("#information summary").click()
    row = page.locator(".checklist .required", has_text="電話番号")
    row.get_by_role("button", name="書き足す行の案を見る").click()
    expect(page.locator(".finding.open .template")).to_contain_text("電話")
    page.locator(".finding.open .apply").click()
    assert "問い合わせ先：図書館\n電話：04-0000-（" in text(page)
    selected = (
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
    )
    gap = page.evaluate(f"{selected}(document.getElementById('text'))")
    assert gap.strip() == ""
    page.keyboard.insert_text("1234")
    checked(page)
    assert "電話：04-0000-（1234）" in text(page)


def test_the_checklist_leads_to_the_words(page: Page) -> None:
    write(page, EVENT)
    page.locator("#information summary").click()
    page.locator(".checklist .found", has_text="費用").get_by_role("button").first.click()
    selected = page.evaluate(
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
        "(document.getElementById('text'))"
    )
    assert selected == "無料"


def test_the_kind_of_notice_can_be_changed(page: Page) -> None:
    write(page, EVENT)
    expect(page.locator("#settings-summary")).to_contain_text("催しのお知らせ")
    page.locator("#settings > summary").click()
    with page.expect_request("**/api/v1/check") as asked:
        page.select_option("#genre", "recruitment")
    assert '"genre":"recruitment"' in (asked.value.post_data or "")
    expect(page.locator("#settings-summary")).to_contain_text("募集")


def test_findings_are_ignored_here_or_everywhere_and_come_back(page: Page) -> None:
    write(page, ABLE)
    heads = page.locator(".head", has_text=TITLE)
    assert heads.count() == 2
    finding(page, TITLE)
    page.get_by_role("button", name="ここでは止める").click()
    expect(heads).to_have_count(1)
    page.locator("#text").press("Control+Enter")
    checked(page)
    expect(heads).to_have_count(1)
    page.locator("#stopped summary").click()
    page.locator("#stopped-list").get_by_role("button", name="戻す").click()
    expect(heads).to_have_count(2)
    finding(page, TITLE)
    page.get_by_role("button", name="この下書きでは止める").click()
    expect(heads).to_have_count(0)
    page.locator("#stopped-list").get_by_role("button", name="戻す").click()
    expect(heads).to_have_count(2)


def test_an_ignored_place_stays_ignored_when_text_is_added_elsewhere(page: Page) -> None:
    write(page, ABLE)
    finding(page, TITLE)
    page.get_by_role("button", name="ここでは止める").click()
    page.locator("#text").press("Control+Home")
    page.keyboard.insert_text("来月から受け付けます。\n")
    expect(page.locator("#status")).to_contain_text("指摘は")
    checked(page)
    expect(page.locator(".head", has_text=TITLE)).to_have_count(1)


def test_before_and_after_stand_side_by_side(page: Page) -> None:
    before = text(page)
    finding(page, "半角カタカナ")
    page.locator(".finding.open .apply").first.click()
    checked(page)
    page.locator("#compare").click()
    dialog = page.locator("#comparison")
    expect(dialog).to_be_visible()
    assert dialog.locator(".points strong").count() == 2
    sides = dialog.locator(".text").all_inner_texts()
    assert sides[0] == before.rstrip("\n") or sides[0] == before
    assert dialog.locator("del").count() > 0
    assert dialog.locator("ins").count() > 0
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "あ"),
        ("窓口\n郵便\n", "窓口\n電話\n郵便\n"),
        ("「𠮷田」さん😀です", "「吉田」さん😀でした"),
        ("abc\n" * 30, "abd\n" * 29),
    ],
)
def test_a_difference_holds_both_texts(page: Page, before: str, after: str) -> None:
    parts = page.evaluate(
        "async ([a, b]) => (await import('/static/js/diff.js')).difference(a, b)", [before, after]
    )
    assert "".join(p.get("same", p.get("del", "")) for p in parts) == before
    assert "".join(p.get("same", p.get("ins", "")) for p in parts) == after


def test_marks_and_fixes_fit_behind_characters_outside_the_plane(page: Page) -> None:
    write(page, f"𠮷野😀さん\n{ABLE}")
    finding(page, TITLE)
    page.locator(".finding.open .apply").click()
    assert text(page) == f"𠮷野😀さん\n{ABLE.replace('申請することができ', '申請でき')}"


def test_nothing_is_set_apart_when_the_last_finding_is_ignored(page: Page) -> None:
    write(page, "窓口で申請することができます。\n")
    finding(page, TITLE)
    apart = "CSS.highlights.get('current').size"
    assert page.evaluate(apart) == 1
    page.get_by_role("button", name="ここでは止める").click()
    expect(page.locator("#findings .head")).to_have_count(0)
    assert page.evaluate(apart) == 0
    assert page.evaluate("document.activeElement.closest('details').id") == "stopped"


def test_what_is_typed_over_everything_is_another_draft(page: Page) -> None:
    write(page, ABLE)
    page.locator("#compare").click()
    expect(page.locator("#comparison")).to_contain_text("まだ何も直していません。")
    page.keyboard.press("Escape")
    finding(page, TITLE)
    page.locator(".finding.open .apply-all").click()  # from the first finding to the last
    checked(page)
    page.locator("#compare").click()
    assert page.locator("#comparison .text").first.inner_text().strip() == ABLE.strip()


def test_what_is_composed_over_everything_is_another_draft(page: Page) -> None:
    page.locator("#text").press("Control+a")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "申請", "selectionStart": 2, "selectionEnd": 2})
    client.send("Input.insertText", {"text": "申請することができます。"})
    checked(page)
    page.locator("#compare").click()
    expect(page.locator("#comparison")).to_contain_text("まだ何も直していません。")


def test_an_empty_draft_is_of_no_kind(page: Page) -> None:
    page.locator("#clear").click()
    expect(page.locator("#settings-summary")).to_have_text("点検の設定")


@pytest.mark.parametrize(
    "put",
    [
        "\n 一行目\n  二行目 \n\n",
        "　<b>&amp;</b>\t\n",
        "a\n",
        "\n",
        "𠮷\n\u00a0😀",
        "\u0000あ\nい",
        "あ\u2028い\nう",
    ],
)
@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (2, 7), (0, 9), (9, 9)])
def test_what_is_put_in_is_what_stands_there(page: Page, put: str, start: int, end: int) -> None:
    draft = "あ い\n う\nえ "
    given = page.evaluate(
        """async ([draft, put, start, end]) => {
          const { Editor } = await import('/static/js/editor.js');
          const box = document.createElement('textarea');
          document.body.append(box);
          let changes = 0;
          const listener = { changed: () => { changes += 1 }, settled() {}, chosen() {} };
          const editor = new Editor(box, document.createElement('div'), listener);
          editor.replace(0, 0, draft);
          changes = 0;
          editor.replace(start, end, put);
          const [after, told, caret] = [box.value, editor.text, box.selectionEnd];
          editor.undo();
          return [after, told, caret, box.value, changes];
        }""",
        [draft, put, start, end],
    )
    expected = draft[:start] + put + draft[end:]
    caret = start + len(put.encode("utf-16-le")) // 2
    assert given == [expected, expected, caret, draft, 2]


def test_a_long_draft_is_taken_and_mended_without_a_standstill(page: Page) -> None:
    """Typed line by line it would take minutes."""
    long = ABLE * 1_500
    page.evaluate(
        """long => {
          const data = new DataTransfer();
          data.items.add(new File([long], 'long.txt'));
          const how = { dataTransfer: data, bubbles: true, cancelable: true };
          document.getElementById('editor').dispatchEvent(new DragEvent('drop', how));
        }""",
        long,
    )
    expect(page.locator("#text")).to_have_value(long)
    expect(page.locator("#status")).to_contain_text("件です", timeout=60_000)
    finding(page, TITLE)
    page.locator(".finding.open .apply-all").click()
    mended = long.replace("することができます", "できます")
    expect(page.locator("#text")).to_have_value(mended)
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).to_have_value(long)
