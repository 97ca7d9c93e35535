"""What reviewers see: annotations, step summary, suggestions, test cases, comments."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from formats_support import commands, material, told, xsd

from checker.api import Checker, Draft
from checker.document.model import Format
from checker.model import (
    Applicability,
    Candidate,
    Edit,
    FileReport,
    Fix,
    Problem,
    Severity,
    Span,
)
from checker.reporters.github import MOST_OF_LEVEL, to_github, to_step_summary
from checker.reporters.junit import CLEAN, to_junit
from checker.reporters.markdown import MOST_CHARACTERS, cell, to_markdown
from checker.reporters.rdjson import to_rdjson, to_rdjsonl
from tests_support import replace as changed
from tests_support import with_fix

TEXT = "# 講座のご案内\r\n\r\n😀 申請書を出して下さい。窓口で申請することができます。\r\n"
PROBLEM = Problem("添付.docx", "unknown-suffix", "点検できません。", "写してください。")


@pytest.fixture(scope="module")
def file(checker: Checker) -> FileReport:
    return checker.check([Draft("講座 1.md", TEXT, Format.MARKDOWN)]).files[0]


def many(file: FileReport, count: int, severity: Severity) -> FileReport:
    """The file with so many findings of one severity."""
    finding = next(f for f in file.findings if f.rule == "notation/kudasai")
    return replace(file, findings=(changed(finding, severity=severity),) * count)


# GitHub


def test_annotations_are_as_many_as_github_shows(file: FileReport) -> None:
    files = [many(file, 15, severity) for severity in Severity]
    made = material(*files, problems=[PROBLEM])
    found, others = commands(to_github(made))
    levels = [each.name for each in found if each.name in ("error", "warning", "notice")]
    assert levels == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert found[0].message == "点検できません。\n写してください。"
    # What is no annotation stands in the log and in the summary.
    assert len(others) == 45 - (3 * MOST_OF_LEVEL - 1)
    assert to_step_summary(made).count("`notation/kudasai`") == len(others)


def test_an_annotation_is_beside_its_words(file: FileReport) -> None:
    found, others = commands(to_github(material(many(file, 1, Severity.ERROR))))
    (command,) = found
    assert others == []
    assert command.name == "error"
    assert command.properties == {
        "file": "講座 1.md",
        "line": "3",
        "endLine": "3",
        "col": "10",
        "endColumn": "13",
        "title": "補助動詞の「下さい」はかなで書く [notation/kudasai]",
    } | {"title": command.properties["title"]}
    assert command.properties["title"].endswith("[notation/kudasai]")
    assert "\nなぜ: " in command.message


def test_standard_input_is_no_file(file: FileReport) -> None:
    found, _ = commands(to_github(material(replace(many(file, 1, Severity.ERROR), path="-"))))
    assert set(found[0].properties) == {"title"}


def test_words_of_a_draft_are_no_commands(file: FileReport) -> None:
    finding = changed(file.findings[0], message="a\n::error::b", severity=Severity.ERROR)
    report = replace(file, path="::stop.md", findings=(finding,) * 12)
    found, others = commands(to_github(material(report)))
    assert [each.name for each in found].count("error") == MOST_OF_LEVEL
    assert len(others) == 2


def test_the_step_summary_keeps_to_its_size(file: FileReport) -> None:
    made = material(many(file, 3000, Severity.ERROR))
    whole = to_step_summary(made)
    short = to_step_summary(made, 5000)
    assert len(short.encode()) <= 5000 < len(whole.encode())
    rows = short.count("`notation/kudasai`")
    assert f"ほかに{3000 - MOST_OF_LEVEL - rows:,}件あります。" in short


# reviewdog


def test_suggestions_do_what_our_own_fixes_do(file: FileReport) -> None:
    diagnostics = json.loads(to_rdjson(material(file)))["diagnostics"]
    lines = TEXT.encode().splitlines(keepends=True)
    tried = 0
    for diagnostic, finding in zip(diagnostics, file.findings, strict=True):
        if finding.fix is None or not finding.fix.edits:
            continue
        suggestion = diagnostic["suggestions"][0]
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        first = sum(map(len, lines[: start["line"] - 1])) + start["column"] - 1
        last = sum(map(len, lines[: end["line"] - 1])) + end["column"] - 1
        raw = TEXT.encode()
        mended = raw[:first] + suggestion["text"].encode() + raw[last:]
        assert mended.decode().replace("\r\n", "\n") == with_fix(TEXT, finding).replace(
            "\r\n", "\n"
        )
        tried += 1
    assert tried >= 2


def test_several_edits_are_one_suggestion(file: FileReport) -> None:
    edits = (Edit(Span(12, 13), "A"), Edit(Span(14, 15), "B\nC"))
    fix = Fix(Applicability.DISPLAY, edits, (Candidate("別の案", (Edit(Span(12, 13), "Z"),)),))
    report = replace(file, findings=(changed(file.findings[0], fix=fix),))
    (diagnostic,) = json.loads(to_rdjson(material(report)))["diagnostics"]
    assert [each["text"] for each in diagnostic["suggestions"]] == [
        f"A{TEXT[13]}B\r\nC",
        "Z",
    ]


def test_nothing_private_is_suggested(checker: Checker) -> None:
    text = "# 募集\n\n鈴木（090-0000-7391）に出して下さい。\n"
    report = checker.check([Draft("a.md", text, Format.MARKDOWN)]).files[0]
    at = text.index("（")
    over = Fix(
        Applicability.SAFE,
        (Edit(Span(at, at + 1), "「"), Edit(Span(at + 14, at + 15), "」")),
    )
    private = [f for f in report.findings if f.rule.startswith("facts/personal-")]
    assert private
    other = changed(next(f for f in report.findings if f.rule == "notation/kudasai"), fix=over)
    made = material(replace(report, findings=(*private, other)))
    diagnostics = json.loads(to_rdjson(made))["diagnostics"]
    assert "suggestions" not in diagnostics[-1]


def test_a_file_in_another_encoding_gets_no_suggestion(file: FileReport) -> None:
    assert '"suggestions"' in to_rdjsonl(material(file))
    assert '"suggestions"' not in to_rdjsonl(material(replace(file, encoding="cp932")))


# JUnit


def test_what_does_not_fail_the_run_is_no_failure(file: FileReport) -> None:
    warning, suggestion = many(file, 2, Severity.WARNING), many(file, 1, Severity.SUGGESTION)
    for fail_on, failures in ((Severity.SUGGESTION, 2), (Severity.WARNING, 1), (Severity.ERROR, 0)):
        text = to_junit(material(warning, suggestion, fail_on=fail_on))
        xsd("junit-10.xsd").validate(text)
        assert text.count("<failure") == failures
        assert text.count("<system-out") == 2 - failures
        assert len(told("junit", text)) == 3


def test_a_clean_draft_passes_and_an_unreadable_one_is_an_error(file: FileReport) -> None:
    text = to_junit(material(replace(file, findings=()), problems=[PROBLEM]))
    xsd("junit-10.xsd").validate(text)
    assert CLEAN in text
    assert 'tests="2" failures="0" errors="1"' in text


# Markdown


def test_a_comment_keeps_to_the_length_of_github(file: FileReport) -> None:
    text = to_markdown(material(*[many(file, 900, Severity.WARNING)] * 60))
    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert "ほかに10ファイルに指摘があります。" in text
    rows = text.count("`notation/kudasai`")
    assert rows > 300
    assert f"ほかに{54_000 - rows:,}件あります。" in text


def test_long_paths_and_messages_leave_room(file: FileReport) -> None:
    finding = changed(file.findings[0], message="あ" * 50_000)
    report = replace(file, path="長" * 4000 + ".md", findings=(finding,) * 100)
    problems = [Problem("題" * 4000, "x", "読めません。", "直してください。")] * 100
    text = to_markdown(material(*[report] * 60, problems=problems))
    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert text.count(f"`{finding.rule}") > 10


def test_a_comment_tells_counts_points_and_changes(file: FileReport) -> None:
    text = to_markdown(material(file, problems=[PROBLEM]))
    assert "**1ファイルを点検: 誤り 0、" in text
    assert "| 講座 1.md |" in text
    assert "下 → くだ" in text or "下さ → くださ" in text
    assert "点検できなかったもの" in text
    assert "指摘はありません" in to_markdown(material(replace(file, findings=())))


def test_words_of_a_draft_are_shown_as_they_are() -> None:
    shown = cell("<b>@who</b> | [x](y) `c` #12 a_b *c* ~d~ \\ &amp;")
    assert "<b>" not in shown
    assert "@who" not in shown
    assert "#12" not in shown
    for sign in ("|", "[", "]", "`", "*", "_", "~"):
        assert f"\\{sign}" in shown
    assert "&amp;amp;" in shown
