"""The language server as an editor meets it: over its standard streams."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from lsp_support import FULL, PLAIN, QUIET, Editor, applied, chosen, codes, edits_of
from lsprotocol import types

from tests_support import ROOT

KOTO = "wording/koto-ga-dekiru"
DRAFT = "# 窓口のお知らせ\n\n窓口で申請することができます。😀𠮷 を下さい。\n"
LONG = types.Range(types.Position(0, 0), types.Position(99, 0))


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    made = Editor(tmp_path_factory.mktemp("drafts"), FULL)
    yield made
    made.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    made = Editor(tmp_path_factory.mktemp("plain"), PLAIN)
    yield made
    made.close()


def mark_of(marks: list[types.Diagnostic], code: str) -> types.Diagnostic:
    (found,) = [mark for mark in marks if mark.code == code]
    return found


def test_a_draft_is_marked_when_it_is_opened(editor: Editor) -> None:
    mark = mark_of(editor.open(editor.uri("a.md"), DRAFT), KOTO)
    assert mark.source == "tsutawaru"
    assert mark.severity == types.DiagnosticSeverity.Information
    assert mark.range.start == types.Position(2, DRAFT.splitlines()[2].index("申請する"))


def test_places_are_counted_in_utf_16_units(editor: Editor) -> None:
    # A line separator is no line end for an editor, and two characters are two units each.
    text = "窓口\u2028の😀𠮷で申請することができます。\n"
    mark = mark_of(editor.open(editor.uri("units.md"), text), KOTO)
    assert editor.initialized.capabilities.position_encoding == "utf-16"
    assert mark.range.start == types.Position(0, text.index("申請する") + 2)


def test_places_are_counted_in_bytes_where_the_editor_wants_it(plain: Editor) -> None:
    text = "窓口の😀𠮷で申請することができます。\n"
    mark = mark_of(plain.open(plain.uri("units.md"), text), KOTO)
    assert plain.initialized.capabilities.position_encoding == "utf-8"
    assert mark.range.start.character == len(text[: text.index("申請する")].encode())


def test_while_somebody_types_only_the_newest_is_checked(editor: Editor) -> None:
    uri = editor.uri("typed.md")
    editor.open(uri, "")
    before = len(editor.published)
    text = "窓口で申請することができます。\n"
    for length in range(1, len(text) + 1):
        editor.type(uri, text[:length])
    assert KOTO in codes(editor.marks(uri))
    time.sleep(QUIET)
    told = [each.version for each in editor.published[before:] if each.uri == uri]
    assert told == sorted(told, key=lambda version: version or 0)
    assert told[-1] == len(text) + 1
    assert len(told) < 4  # one, unless the machine stands still between two keys


def test_a_fix_mends_its_finding(editor: Editor) -> None:
    uri = editor.uri("fix.md")
    mark = mark_of(editor.open(uri, DRAFT), KOTO)
    action = next(each for each in editor.actions(uri, mark.range) if each.edit is not None)
    assert action.kind == types.CodeActionKind.QuickFix
    assert codes(list(action.diagnostics or ())) == [KOTO]
    mended = applied(DRAFT, action)
    assert "申請できます" in mended
    editor.type(uri, mended)
    assert KOTO not in codes(editor.marks(uri))


def test_an_edit_is_of_the_version_that_was_checked(editor: Editor) -> None:
    uri = editor.uri("version.md")
    editor.open(uri, "")
    editor.type(uri, DRAFT)
    mark = mark_of(editor.marks(uri), KOTO)
    action = next(each for each in editor.actions(uri, mark.range) if each.edit is not None)
    assert action.edit is not None
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 2


def test_what_was_typed_and_taken_back_is_another_version(editor: Editor) -> None:
    uri = editor.uri("back.md")
    mark = mark_of(editor.open(uri, DRAFT), KOTO)
    editor.type(uri, f"{DRAFT}あ")
    editor.type(uri, DRAFT)
    action = next(each for each in editor.actions(uri, mark.range) if each.edit is not None)
    assert action.edit is not None
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 3


def test_all_safe_fixes_at_once_are_what_the_command_makes(editor: Editor) -> None:
    uri, text = editor.uri("all.md"), "窓口で受け取って下さい。\r\n\r\n本市にて、御覧下さい。\r\n"
    editor.open(uri, text)
    (action,) = editor.actions(uri, LONG, only=["source.fixAll"])
    options = "--no-config --fix --tier morphemes"
    done = subprocess.run(
        [sys.executable, "-m", "checker", *options.split(), "--stdin-filename", "all.md", "-"],
        input=text.encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    expected = done.stdout.decode()
    assert expected != text
    assert action.edit is None
    assert applied(text, editor.resolved(action)) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paragraph.md", "# 窓口\n\n本文です。\n\n窓口で申請することができます。\n"),
        ("wrapped.md", "窓口の案内です。\n窓口で申請することができます。\n"),
        ("heading.md", "本文です。\n\n## 申請することができます。\n\n本文です。\n"),
        ("list.md", "- 東の窓口です。\n- 窓口で申請することができます。\n- 西の窓口です。\n"),
        ("first.md", "案内です。\n\n1. 窓口で申請することができます。\n2. 西の窓口です。\n"),
        ("table.md", "| 場所 | 内容 |\n|---|---|\n| 東 | 窓口で申請することができます。 |\n"),
        ("title.md", "---\ntitle: 申請することができます。\n---\n\n本文です。\n"),
        ("page.html", "<ul>\r\n  <li>窓口で申請することができます。</li>\r\n</ul>\r\n"),
        ("cell.html", "<table><tr><td>窓口で申請することができます。</td></tr></table>\n"),
    ],
)
def test_a_finding_is_put_aside_with_a_reason(editor: Editor, name: str, text: str) -> None:
    uri = editor.uri(name)
    before = editor.open(uri, text, "html" if name.endswith("html") else "markdown")
    mark = mark_of(before, KOTO)
    action = chosen(editor.actions(uri, mark.range), "止める（wording/koto-ga-dekiru）")
    written = applied(text, editor.resolved(action))
    assert f"{KOTO} 理由を書いてください -->" in written
    (edit,) = edits_of(editor.resolved(action))
    assert len(written) == len(text) + len(edit.new_text)
    editor.type(uri, written)
    rest = [code for code in codes(before) if code != KOTO]
    assert codes(editor.marks(uri)) == rest


def test_plain_text_has_no_room_for_a_reason(editor: Editor) -> None:
    uri = editor.uri("plain.txt")
    mark = mark_of(editor.open(uri, "窓口で申請することができます。\n", "plaintext"), KOTO)
    titles = [action.title for action in editor.actions(uri, mark.range)]
    assert titles
    assert not [title for title in titles if "止める" in title]


def test_an_editor_that_asks_no_second_time_gets_whole_actions(plain: Editor) -> None:
    uri, text = plain.uri("whole.md"), "𠮷野の窓口で申請することができます。\n"
    plain.open(uri, text)
    actions = plain.actions(uri, LONG)
    assert all(action.edit is not None and action.edit.changes for action in actions)
    aside = chosen(actions, "止める（wording/koto-ga-dekiru）")
    assert "check:ignore" in applied(text, aside, "utf-8")
    every = chosen(actions, "まとめて")
    assert "申請できます" in applied(text, every, "utf-8")


def test_why_and_who_says_so_is_told_under_the_mouse(editor: Editor) -> None:
    uri = editor.uri("why.md")
    mark = mark_of(editor.open(uri, DRAFT), KOTO)
    told = editor.hover(uri, mark.range.start.line, mark.range.start.character)
    assert told is not None
    assert isinstance(told.contents, types.MarkupContent)
    assert told.contents.kind == types.MarkupKind.Markdown
    assert "なぜ: " in told.contents.value
    assert "根拠: " in told.contents.value
    assert f"check --explain {KOTO}" in told.contents.value
    assert editor.hover(uri, 1, 0) is None


def test_the_nearest_configuration_holds_as_it_is_now(editor: Editor) -> None:
    folder = editor.folder / "city"
    folder.mkdir()
    uri = editor.uri("city/a.md")
    assert KOTO in codes(editor.open(uri, DRAFT))
    (folder / "check.toml").write_text(f'ignore = ["{KOTO}"]\n', encoding="utf-8")
    assert KOTO not in codes(editor.save(uri))
    (folder / "check.toml").write_text('exclude = ["*.md"]\n', encoding="utf-8")
    assert editor.save(uri) == []


def test_a_broken_configuration_is_told_and_ends_nothing(editor: Editor) -> None:
    folder = editor.folder / "broken"
    folder.mkdir()
    config = folder / "check.toml"
    config.write_text('profile = "genral"\n', encoding="utf-8")
    uri = editor.uri("broken/a.md")
    before = len(editor.messages)
    (mark,) = editor.open(uri, DRAFT)
    assert "点検していません" in mark.message
    assert mark.severity == types.DiagnosticSeverity.Error
    editor.type(uri, DRAFT + "\n")
    editor.marks(uri)
    assert editor.actions(uri, LONG) == []
    (message,) = editor.messages[before:]
    assert "check.toml" in message
    assert "general" in message
    config.write_text('profile = "general"\n', encoding="utf-8")
    assert KOTO in codes(editor.save(uri))


def test_front_matter_that_cannot_be_read_is_marked_in_its_line(editor: Editor) -> None:
    text = "---\ntitle: 窓口\ncheck: {profile: nobody}\n---\n\n本文です。\n"
    (mark,) = editor.open(editor.uri("front.md"), text)
    assert mark.range.start.line == 2
    assert "点検していません" in mark.message


def test_a_draft_without_a_file_is_checked_as_its_language(editor: Editor) -> None:
    assert KOTO in codes(editor.open("untitled:Untitled-1", DRAFT))
    assert KOTO in codes(
        editor.open("untitled:Untitled-2", "申請することができます。", "plaintext")
    )


def test_a_closed_draft_has_no_marks(editor: Editor) -> None:
    uri = editor.uri("closed.md")
    assert editor.open(uri, DRAFT)
    before = len(editor.published)
    editor.shut(uri)
    time.sleep(QUIET)
    assert [list(each.diagnostics) for each in editor.published[before:]] == [[]]


def test_private_words_are_in_nothing_that_is_sent(editor: Editor) -> None:
    number = "090-1234-5678"
    uri = editor.uri("private.md")
    marks = editor.open(uri, f"担当の山田の携帯電話は{number}です。\n")
    private = [mark for mark in marks if str(mark.code).startswith("facts/personal-")]
    assert private
    sent = [str(editor.published[-1]), str(editor.hover(uri, 0, private[0].range.start.character))]
    assert not [text for text in sent if number in text]


def test_any_name_of_a_file_will_do(editor: Editor) -> None:
    uri = editor.uri("50% #1 お知らせ;a?.md")
    mark = mark_of(editor.open(uri, DRAFT), KOTO)
    assert editor.actions(uri, mark.range)
    assert KOTO in codes(editor.save(uri))


def test_all_drafts_are_checked_when_a_configuration_changes(editor: Editor) -> None:
    folder = editor.folder / "市"
    folder.mkdir()
    names = [editor.uri(f"市/{name}.md") for name in ("東", "西")]
    assert all(KOTO in codes(editor.open(uri, DRAFT)) for uri in names)
    before = len(editor.published)
    (folder / "check.toml").write_text(f'ignore = ["{KOTO}"]\n', encoding="utf-8")
    editor.tell_of_a_change(folder / "check.toml")
    assert all(KOTO not in codes(editor.marks(uri, after=before)) for uri in names)


def test_it_ends_when_its_editor_has_gone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker.lsp.serve"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_person_at_a_terminal_is_told_what_it_is_for() -> None:
    ours, its = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "checker.lsp.serve"],
        stdin=its,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    os.close(ours)
    os.close(its)
    assert done.returncode == 2
    assert "エディターが起動するプログラムです" in done.stderr


def test_it_says_what_is_missing() -> None:
    program = "import sys; sys.modules['pygls'] = None; sys.modules['pygls.lsp'] = None\n"
    program += "from checker.lsp.serve import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 2
    assert "pip install 'tsutawaru[lsp]'" in done.stderr


def test_an_unknown_option_is_told_in_japanese() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker.lsp.serve", "--nothing"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 2
    assert "「--nothing」というオプションはありません。" in done.stderr
