"""Golden findings beside each sample; silence on the well-written ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.api import Checker, Draft
from checker.document.model import Format
from checker.document.read import format_of
from checker.document.source import Source, load
from checker.document.writing import encode
from checker.model import Severity
from tests_support import ROOT, SAMPLES, drafts
from update_golden import golden_lines

FLAWED = drafts(SAMPLES)
CLEAN = drafts(SAMPLES / "clean")


def name(path: Path) -> str:
    return path.name


def source_and_format(path: Path) -> tuple[Source, Format]:
    format = format_of(str(path))
    assert format is not None
    return load(path), format


def draft(path: Path) -> Draft:
    source, format = source_and_format(path)
    return Draft(source.path, source.text, format, source.encoding)


def test_there_are_samples() -> None:
    assert len(FLAWED) >= 8
    assert len(CLEAN) >= 8
    encodings = {load(path).encoding for path in FLAWED + CLEAN}
    assert "cp932" in encodings


@pytest.mark.parametrize("path", FLAWED, ids=name)
def test_findings_are_the_golden_ones(checker: Checker, path: Path) -> None:
    """`python tests/update_golden.py` renews them; read the difference before committing it."""
    golden = path.with_suffix(path.suffix + ".findings.tsv").read_text(encoding="utf-8")
    (report,) = checker.check([draft(path)]).files
    assert golden_lines(report) == golden


@pytest.mark.parametrize("path", FLAWED + CLEAN, ids=name)
def test_the_text_of_a_finding_is_the_source_at_its_place(checker: Checker, path: Path) -> None:
    (report,) = checker.check([draft(path)]).files
    for finding in report.findings:
        assert finding.text == finding.span.cut(report.source)
        assert finding.message
        assert finding.why
        assert finding.basis


@pytest.mark.parametrize("path", CLEAN, ids=name)
def test_a_well_written_notice_is_left_in_peace(checker: Checker, path: Path) -> None:
    (report,) = checker.check([draft(path)]).files
    assert [f"{f.rule}: {f.text}" for f in report.findings] == []


@pytest.mark.parametrize("path", CLEAN, ids=name)
def test_fix_leaves_a_well_written_notice_byte_for_byte_alone(checker: Checker, path: Path) -> None:
    source, format = source_and_format(path)
    mended = checker.fix(source, format, unsafe=True)
    assert mended.applied == ()
    assert encode(source, mended.rope) == path.read_bytes()


@pytest.mark.parametrize("path", FLAWED, ids=name)
@pytest.mark.parametrize("unsafe", [False, True])
def test_two_runs_of_fix_are_equal_to_one(checker: Checker, path: Path, unsafe: bool) -> None:
    source, format = source_and_format(path)
    once = checker.fix(source, format, unsafe=unsafe)
    again = Source(
        source.path,
        encode(source, once.rope),
        once.rope.text,
        source.encoding,
        source.bom,
        source.newline,
    )
    twice = checker.fix(again, format, unsafe=unsafe)
    assert twice.applied == ()
    assert twice.rope.is_original
    assert [r.finding.text for r in twice.refused] == [r.finding.text for r in once.refused]


@pytest.mark.parametrize("path", FLAWED, ids=name)
def test_fix_mends_and_leaves_no_safe_fix_behind(checker: Checker, path: Path) -> None:
    source, format = source_and_format(path)
    mended = checker.fix(source, format)
    refused = {(r.finding.rule, r.finding.text) for r in mended.refused}
    left = [
        f
        for f in mended.reading.findings
        if f.fix and f.fix.applicability == "safe" and (f.rule, f.text) not in refused
    ]
    assert left == []
    assert mended.passes < 10


def test_the_same_notice_in_four_formats_has_the_same_findings(checker: Checker) -> None:
    folder = ROOT / "tests" / "data" / "same"
    paths = [folder / f for f in ("notice.md", "notice.txt", "notice.html", "notice-cp932.txt")]
    reports = checker.check([draft(path) for path in paths]).files
    told = [
        [
            (f.rule, f.entry, "".join(f.text.split()), f.severity)
            for f in report.findings
            if f.span.start >= report.source.find("<body>")  # <title> repeats the heading
        ]
        for report in reports
    ]
    assert len(told[0]) >= 10
    assert told[1] == told[0]
    assert told[2] == told[0]
    assert told[3] == told[0]


def test_a_flawed_sample_is_not_passed(checker: Checker) -> None:
    """Every flawed draft has something that keeps it from being published as it is."""
    for path in FLAWED:
        (report,) = checker.check([draft(path)]).files
        assert any(f.severity >= Severity.WARNING for f in report.findings), path.name


def test_every_rule_speaks_on_some_sample(checker: Checker) -> None:
    """How many of the rules the corpus exercises; only a fall is worth a look."""
    seen = {f.rule for path in FLAWED for f in checker.check([draft(path)]).files[0].findings}
    assert len(seen) >= 20, json.dumps(sorted(seen), ensure_ascii=False)
