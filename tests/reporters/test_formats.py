"""Every format: valid, complete, with the right columns, and with nothing private."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from formats_support import READERS, Told, material, rendered, told

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.document.source import decode, is_html_path
from checker.model import (
    Applicability,
    Category,
    Edit,
    FileReport,
    Finding,
    Fix,
    Problem,
    Profile,
    Related,
    Severity,
    Span,
)
from checker.reporters.registry import FORMATS
from tests_support import SAMPLES, drafts
from tests_support import replace as changed

RULE = "notation/kudasai"
PROBLEM = Problem("添付.docx", "unknown-suffix", "点検できません。", "写してください。")


def checked(checker: Checker, raw: bytes, name: str) -> FileReport:
    source = decode(raw, path=name, is_html=is_html_path(name))
    format = format_of(name)
    assert format is not None
    draft = Draft(name, source.text, format, source.encoding, bom=bool(source.bom))
    return checker.check([draft]).files[0]


@pytest.fixture(scope="module")
def samples(checker: Checker) -> tuple[FileReport, ...]:
    """All drafts of the city, flawed and well written."""
    paths = [*drafts(SAMPLES), *drafts(SAMPLES / "clean")[:3]]
    return tuple(checked(checker, path.read_bytes(), str(path)) for path in paths)


# Line, column and end of 下さい: in code points, in UTF-8 bytes of the file.
GOLDEN = [
    ("emoji", "a.md", "# 案内\n\n😀 申請書を出して下さい。\n", (3, 10, 13), (3, 27, 36)),
    ("kanji", "a.md", "# 案内\n\n𠮷田課に出して下さい。\n", (3, 8, 11), (3, 23, 32)),
    ("full-width", "a.md", "# 案内\n\nＡ棟に出して下さい。\n", (3, 7, 10), (3, 19, 28)),
    ("crlf", "a.md", "# 案内\r\n\r\n書類を出して下さい。\r\n", (3, 7, 10), (3, 19, 28)),
    ("bom", "a.txt", "\ufeff書類を出して下さい。\n", (1, 7, 10), (1, 22, 31)),
    ("bom-below", "a.txt", "\ufeff案内\n書類を出して下さい。\n", (2, 7, 10), (2, 19, 28)),
    ("combining", "a.md", "# 案内\n\nか\u3099くせいは出して下さい。\n", (3, 10, 13), (3, 28, 37)),
    ("markup", "a.html", "<p>書類を<b>出し</b>て下さい。</p>\n", (1, 17, 20), (1, 29, 38)),
]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("file", "text", "points", "utf8"), [case[1:] for case in GOLDEN], ids=[c[0] for c in GOLDEN]
)
def test_golden_columns(
    checker: Checker,
    name: str,
    file: str,
    text: str,
    points: tuple[int, int, int],
    utf8: tuple[int, int, int],
) -> None:
    report = checked(checker, text.encode(), file)
    report = replace(report, findings=tuple(f for f in report.findings if f.rule == RULE))
    (found,) = told(name, rendered(name, material(report)))
    line, column, end = utf8 if name in ("rdjson", "rdjsonl") else points
    whole = Told(file, line, column, line, end, RULE)
    assert found == replace(
        whole,
        column=found.column and whole.column,
        end_line=found.end_line and whole.end_line,
        end_column=found.end_column and whole.end_column,
    )
    if name not in ("gitlab", "junit", "unix", "checkstyle"):
        assert found.end_column
    assert found.column or name == "gitlab"


@pytest.mark.parametrize("name", READERS)
def test_all_findings_of_the_samples_are_told(samples: tuple[FileReport, ...], name: str) -> None:
    made = material(*samples, folder=str(SAMPLES), problems=[PROBLEM])
    found = sorted((unquote(t.path), t.line, t.rule) for t in told(name, rendered(name, made)))
    expected = sorted(
        (
            str(Path(file.path).relative_to(SAMPLES).as_posix()),
            file.source.count("\n", 0, finding.span.start) + 1,
            finding.rule,
        )
        for file in samples
        for finding in file.findings
    )
    assert found == expected


@pytest.mark.parametrize("name", READERS)
def test_nothing_found_is_a_valid_report(checker: Checker, name: str) -> None:
    clean = checked(checker, "市役所は休みです。\n".encode(), "a.txt")
    clean = replace(clean, findings=(), sentences=())
    assert told(name, rendered(name, material(clean))) == []
    assert told(name, rendered(name, material(problems=[PROBLEM]))) == []


NASTY = "a\x00b\x1b[31m]]>&<\"'::error::x\u2028｜|`@who #12 ##[error]\ud800\u202e終わり"


def nasty() -> FileReport:
    finding = Finding(
        rule="wording/koto-ga-dekiru",
        entry="",
        category=Category.WORDING,
        severity=Severity.ERROR,
        title=NASTY,
        message=f"1行目\n::warning::{NASTY}%0A,:",
        why=NASTY,
        basis=(),
        span=Span(0, len(NASTY)),
        text=NASTY,
        related=(Related(Span(1, 2), NASTY),),
        fix=Fix(Applicability.UNSAFE, (Edit(Span(0, 1), NASTY), Edit(Span(3, 4), ""))),
    )
    many = tuple(changed(finding, severity=s) for s in (*Severity,) for _ in range(12))
    path = "お知 らせ/a,b:%41\udc83.md"
    return FileReport(path, NASTY + "\r\n", "utf-8", Profile.GENERAL, NASTY, 1, many)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_draft_breaks_a_format(name: str) -> None:
    file = nasty()
    text = rendered(name, material(file))
    written = text.encode("utf-8", "replace").decode()
    if name in READERS:
        assert len(told(name, written)) == len(file.findings)
    if name not in ("json", "jsonl", "sarif", "rdjson", "rdjsonl", "gitlab"):
        assert not set("\x00\x1b\u202e") & set(written)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_private_is_in_no_format(checker: Checker, name: str) -> None:
    text = (
        "# 見守り隊の募集\n\n笹原宅前に集まります。"
        "進行は、鈴木（090-0000-7391）に確かめて下さい。\n"
    )
    report = checked(checker, text.encode(), "a.md")
    assert any(finding.rule.startswith("facts/personal-") for finding in report.findings)
    shown = rendered(name, material(report))
    for private in ("笹原宅", "090-0000-7391", "09000007391"):
        assert private not in shown


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.streams])
def test_what_streams_can_be_put_together(samples: tuple[FileReport, ...], name: str) -> None:
    one, two = samples[:2]
    parts = rendered(name, material(one)) + rendered(name, material(two))
    assert rendered(name, material(one, two)) == parts


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.streams])
def test_what_does_not_stream_says_so(samples: tuple[FileReport, ...], name: str) -> None:
    one, two = samples[:2]
    parts = rendered(name, material(one)) + rendered(name, material(two))
    assert rendered(name, material(one, two)) != parts


@pytest.mark.parametrize("name", ["sarif", "github"])
def test_the_gravest_come_first(samples: tuple[FileReport, ...], name: str) -> None:
    grave = {
        (unquote(found.path), found.line, found.rule)
        for found in told(name, rendered(name, material(*samples, folder=str(SAMPLES))))[:10]
    }
    errors = {
        (
            Path(file.path).relative_to(SAMPLES).as_posix(),
            file.source.count("\n", 0, finding.span.start) + 1,
            finding.rule,
        )
        for file in samples
        for finding in file.findings
        if finding.severity is Severity.ERROR
    }
    assert len(errors) > 10
    assert grave <= errors


def test_every_format_has_a_name_a_purpose_and_an_ending() -> None:
    for name, each in FORMATS.items():
        assert name == each.name
        assert each.what
        assert each.suffix.startswith(".")
        assert callable(each.load())
