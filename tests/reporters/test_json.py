from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from checker.model import (
    Applicability,
    Basis,
    Candidate,
    Category,
    Edit,
    FileReport,
    Finding,
    Fix,
    Problem,
    Profile,
    Related,
    Report,
    Severity,
    Skipped,
    Span,
)
from checker.reporters.json import OWN_JUDGEMENT, to_json
from tests_support import replace

SCHEMA = json.loads(
    resources.files("checker.reporters").joinpath("report.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)

SOURCE = "# 😀講座のご案内\r\n\r\n申請は𠮷田課へ遅滞なく\r\n届け出て下さい。"
AUTHORITY = Basis("公用文作成の考え方", "文化審議会", 2022)
READ = Basis("公用文における漢字使用等について", "内閣", 2010, "1(2)", True)
OWN = Basis(own="暦の計算による")


def finding(words: str, **changes: Any) -> Finding:
    start = SOURCE.index(words)
    span = Span(start, start + len(words))
    made = Finding(
        rule="notation/kudasai",
        entry="",
        category=Category.NOTATION,
        severity=Severity.SUGGESTION,
        title="補助動詞の「下さい」は仮名で書く",
        message="「下さい」は「ください」と書きます。",
        why="公用文の書き方にそろえます。",
        basis=(AUTHORITY,),
        span=span,
        text=words,
    )
    return replace(made, **changes)


KUDASAI = finding(
    "下さい",
    fix=Fix(Applicability.SAFE, (Edit(Span(30, 31), "くだ"),)),
    related=(Related(Span(2, 3), "ここにもあります"),),
)
CHITAI = finding(
    "遅滞なく\r\n届け出て",
    rule="jargon/administrative",
    entry="chitai-naku",
    category=Category.JARGON,
    severity=Severity.WARNING,
    basis=(READ, OWN),
    fix=Fix(
        Applicability.DISPLAY,
        (Edit(Span(20, 24), "すぐに"),),
        (Candidate("すぐに", (Edit(Span(20, 24), "すぐに"),)), Candidate("早めに", ())),
    ),
)
FILE = FileReport(
    path="お知らせ/kouza.md",
    source=SOURCE,
    encoding="cp932",
    profile=Profile.EASY,
    title="😀講座のご案内",
    characters=30,
    findings=(CHITAI, KUDASAI),
    skipped=(Skipped("画像 2か所", "画像の中の文字は読めません。"),),
)
REPORT = Report(
    "2026-11-22",
    (FILE,),
    (Problem("a.pdf", "unknown-suffix", "読めない種類のファイルです。", "変換してください。"),),
)


def data(report: Report = REPORT) -> Any:
    return json.loads(to_json(report, "0.1.0"))


def test_the_whole_report() -> None:
    assert data() == {
        "schema_version": 1,
        "tool": {"name": "tsutawaru", "version": "0.1.0"},
        "as_of": "2026-11-22",
        "files": [
            {
                "path": "お知らせ/kouza.md",
                "encoding": "cp932",
                "profile": "easy",
                "genre": None,
                "medium": None,
                "title": "😀講座のご案内",
                "characters": 30,
                "elements": None,
                "score": None,
                "findings": [
                    {
                        "rule": "jargon/administrative",
                        "entry": "chitai-naku",
                        "category": "jargon",
                        "severity": "warning",
                        "title": "補助動詞の「下さい」は仮名で書く",
                        "message": "「下さい」は「ください」と書きます。",
                        "why": "公用文の書き方にそろえます。",
                        "basis": [
                            {
                                "document": "公用文における漢字使用等について",
                                "issuer": "内閣",
                                "year": 2010,
                                "section": "1(2)",
                                "verified": True,
                                "reason": "",
                            },
                            {
                                "document": "このツールの判断",
                                "issuer": "",
                                "year": None,
                                "section": "",
                                "verified": False,
                                "reason": "暦の計算による",
                            },
                        ],
                        "start": 20,
                        "end": 30,
                        "line": 3,
                        "column": 8,
                        "end_line": 4,
                        "end_column": 5,
                        "utf16_start": 22,
                        "utf16_end": 32,
                        "text": "遅滞なく\r\n届け出て",
                        "related": [],
                        "fix": {
                            "applicability": "display",
                            "edits": [{"start": 20, "end": 24, "text": "すぐに"}],
                            "candidates": [
                                {
                                    "label": "すぐに",
                                    "edits": [{"start": 20, "end": 24, "text": "すぐに"}],
                                },
                                {"label": "早めに", "edits": []},
                            ],
                        },
                    },
                    {
                        "rule": "notation/kudasai",
                        "entry": None,
                        "category": "notation",
                        "severity": "suggestion",
                        "title": "補助動詞の「下さい」は仮名で書く",
                        "message": "「下さい」は「ください」と書きます。",
                        "why": "公用文の書き方にそろえます。",
                        "basis": [
                            {
                                "document": "公用文作成の考え方",
                                "issuer": "文化審議会",
                                "year": 2022,
                                "section": "",
                                "verified": False,
                                "reason": "",
                            }
                        ],
                        "start": 30,
                        "end": 33,
                        "line": 4,
                        "column": 5,
                        "end_line": 4,
                        "end_column": 8,
                        "utf16_start": 32,
                        "utf16_end": 35,
                        "text": "下さい",
                        "related": [{"start": 2, "end": 3, "message": "ここにもあります"}],
                        "fix": {
                            "applicability": "safe",
                            "edits": [{"start": 30, "end": 31, "text": "くだ"}],
                            "candidates": [],
                        },
                    },
                ],
                "silenced": [],
                "skipped": [{"what": "画像 2か所", "reason": "画像の中の文字は読めません。"}],
                "page": None,
            }
        ],
        "errors": [
            {
                "path": "a.pdf",
                "code": "unknown-suffix",
                "message": "読めない種類のファイルです。",
                "remedy": "変換してください。",
            }
        ],
        "summary": {
            "files": 1,
            "findings": 2,
            "by_severity": {"error": 0, "warning": 1, "suggestion": 1},
            "by_category": {"jargon": 1, "notation": 1},
        },
    }


def test_the_text() -> None:
    text = to_json(REPORT, "0.1.0")
    assert text.startswith('{\n  "schema_version": 1,\n  "tool": {\n    "name"')
    assert text.endswith("}\n")
    assert "😀講座のご案内" in text


def test_text_is_what_stands_at_start_and_end() -> None:
    (file,) = data()["files"]
    utf16 = SOURCE.encode("utf-16-le")
    for found in file["findings"]:
        assert SOURCE[found["start"] : found["end"]] == found["text"]
        units = utf16[2 * found["utf16_start"] : 2 * found["utf16_end"]]
        assert units.decode("utf-16-le") == found["text"]


def test_categories_are_sorted_and_those_without_findings_left_out() -> None:
    kinds = (Category.WORDING, Category.FACTS, Category.SLIP, Category.FACTS)
    found = tuple(replace(KUDASAI, category=kind) for kind in kinds)
    summary = data(replace(REPORT, files=(replace(FILE, findings=found),)))["summary"]
    assert list(summary["by_category"].items()) == [("facts", 2), ("slip", 1), ("wording", 1)]
    assert list(summary["by_severity"]) == ["error", "warning", "suggestion"]


LONE = replace(
    FILE,
    source="\ud83d案内",
    title="\udc00",
    findings=(replace(KUDASAI, span=Span(0, 1), text="\ud83d", fix=None, related=()),),
)


def test_a_lone_surrogate_can_be_written_and_read_back() -> None:
    text = to_json(replace(REPORT, files=(LONE,)), "0.1.0")
    text.encode("utf-8")
    (file,) = json.loads(text)["files"]
    assert (file["title"], file["findings"][0]["text"]) == ("\udc00", "\ud83d")


REPORTS = {
    "full": REPORT,
    "empty": Report("2026-11-22", ()),
    "clean": Report("2026-11-22", (replace(FILE, path="-", findings=(), title=""),)),
    "surrogate": replace(REPORT, files=(LONE,)),
    "every value": replace(
        REPORT,
        files=tuple(
            replace(
                FILE,
                profile=profile,
                findings=tuple(
                    replace(
                        KUDASAI,
                        category=category,
                        severity=severity,
                        fix=Fix(applicability, ()),
                    )
                    for category in Category
                    for severity in Severity
                    for applicability in Applicability
                ),
            )
            for profile in Profile
        ),
    ),
}


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_fits_the_schema(name: str) -> None:
    VALIDATOR.validate(data(REPORTS[name]))


def objects(schema: Any, path: str = "$") -> list[tuple[str, dict[str, Any]]]:
    """All parts of a schema that describe an object."""
    if isinstance(schema, list):
        return [found for number, part in enumerate(schema) for found in objects(part, path)]
    if not isinstance(schema, dict):
        return []
    found = [(path, schema)] if schema.get("type") == "object" else []
    for key, part in schema.items():
        found += objects(part, f"{path}.{key}")
    return found


def test_no_object_of_the_schema_is_open() -> None:
    found = objects(SCHEMA)
    assert len(found) > 10
    for path, schema in found:
        assert schema["additionalProperties"] is False, path
        if not path.endswith("by_category"):
            assert schema["required"] == list(schema["properties"]), path


def test_every_field_is_described_in_japanese() -> None:
    for path, schema in objects(SCHEMA):
        for name, field in schema["properties"].items():
            target = SCHEMA["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
            description = field.get("description") or target.get("description", "")
            assert any("\u3041" <= c <= "\u9fff" for c in description), f"{path}.{name}"


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all objects in a value."""
    if isinstance(value, list):
        return [p for number, part in enumerate(value) for p in places(part, (*path, number))]
    if not isinstance(value, dict):
        return []
    return [path, *(p for key, part in value.items() for p in places(part, (*path, key)))]


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize("path", places(data()), ids=lambda path: ".".join(map(str, path)) or "$")
def test_the_schema_refuses_what_it_does_not_know_or_misses(path: tuple[str | int, ...]) -> None:
    more = data()
    at(more, path)["unknown"] = 1
    with pytest.raises(ValidationError):
        VALIDATOR.validate(more)
    if path[-1:] == ("by_category",):
        return
    for name in at(data(), path):
        less = data()
        del at(less, path)[name]
        with pytest.raises(ValidationError):
            VALIDATOR.validate(less)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("as_of",), "11月22日"),
        (("files", 0, "profile"), "child"),
        (("files", 0, "score"), 80),
        (("files", 0, "findings", 0, "severity"), "info"),
        (("files", 0, "findings", 0, "category"), "grammar"),
        (("files", 0, "findings", 0, "rule"), "kudasai"),
        (("files", 0, "findings", 0, "entry"), ""),
        (("files", 0, "findings", 0, "line"), 0),
        (("files", 0, "findings", 0, "start"), -1),
        (("files", 0, "findings", 0, "fix", "applicability"), "maybe"),
        (("files", 0, "findings", 0, "basis", 0, "reason"), "文献と理由の両方"),
        (("files", 0, "findings", 0, "basis", 0, "document"), OWN_JUDGEMENT),
        (("files", 0, "findings", 0, "basis", 1, "verified"), True),
        (("summary", "by_category", "jargon"), 0),
    ],
)
def test_the_schema_refuses_a_wrong_value(path: tuple[str | int, ...], value: object) -> None:
    wrong = data()
    at(wrong, path[:-1])[path[-1]] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(wrong)
