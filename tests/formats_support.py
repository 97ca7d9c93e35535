"""Strict readers of the formats: they refuse what the programs that read them would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree

import xmlschema
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from referencing import Registry, Resource

from checker.model import Report, Severity
from checker.reporters.material import Material
from checker.reporters.registry import FORMATS
from checker.rulebook.compiled import default_rulebook
from tests_support import ROOT

SCHEMAS = ROOT / "tests" / "data" / "schemas"
OWN = ROOT / "checker" / "reporters"


@dataclass(frozen=True)
class Told:
    """What a format says of one finding; None where it has no place for it."""

    path: str
    line: int
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    rule: str | None = None


def material(
    *files: Any, folder: str = "/work", fail_on: Severity = Severity.WARNING, problems: Any = ()
) -> Material:
    report = Report("2026-11-22", files, tuple(problems))
    return Material(report, "0.1.0", default_rulebook(), folder, fail_on)


def rendered(name: str, made: Material) -> str:
    return FORMATS[name].render(made)


@cache
def validator(name: str) -> Validator:
    folder = OWN if name.startswith("report") else SCHEMAS
    schema = json.loads((folder / name).read_text("utf-8"))
    report = json.loads((OWN / "report.schema.json").read_text("utf-8"))
    registry: Any = Registry().with_resource("report.schema.json", Resource.from_contents(report))
    made = validator_for(schema, default=Draft202012Validator)
    return made(schema, registry=registry, format_checker=FormatChecker())


def strict_json(text: str) -> Any:
    """JSON as strict parsers take it: UTF-8 without lone surrogates, no name twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    assert not text.startswith("\ufeff")
    data = json.loads(text.encode("utf-8"), object_pairs_hook=once)
    json.dumps(data, ensure_ascii=False).encode("utf-8")
    return data


@cache
def xsd(name: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / name))


def _sarif(text: str) -> Iterator[Told]:
    data = strict_json(text)
    validator("sarif-2.1.0.schema.json").validate(data)
    (run,) = data["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        artifact = run["artifacts"][place["artifactLocation"]["index"]]["location"]
        assert artifact["uri"] == place["artifactLocation"]["uri"]
        region = place["region"]
        yield Told(
            artifact["uri"],
            region["startLine"],
            region["startColumn"],
            region["endLine"],
            region["endColumn"],
            result["ruleId"],
        )


def _diagnostic(data: Any) -> Told:
    place = data["location"]["range"]
    return Told(
        data["location"]["path"],
        place["start"]["line"],
        place["start"]["column"],
        place["end"]["line"],
        place["end"]["column"],
        data["code"]["value"].partition("#")[0],
    )


def _rdjson(text: str) -> Iterator[Told]:
    data = strict_json(text)
    validator("rdformat.schema.json").validate(data)
    yield from map(_diagnostic, data["diagnostics"])


def _rdjsonl(text: str) -> Iterator[Told]:
    for line in _lines(text):
        data = strict_json(line)
        validator("rdformat.schema.json").validate(data)
        yield _diagnostic(data)


def _lines(text: str) -> list[str]:
    assert text == "" or text.endswith("\n")
    return text.split("\n")[:-1]


def _gitlab(text: str) -> Iterator[Told]:
    data = strict_json(text)
    validator("gitlab.schema.json").validate(data)
    fingerprints = [issue["fingerprint"] for issue in data]
    assert len(set(fingerprints)) == len(fingerprints)
    for issue in data:
        place = issue["location"]
        lines = place["lines"]
        assert lines["begin"] <= lines["end"]
        rule = issue["check_name"].partition("#")[0]
        yield Told(place["path"], lines["begin"], end_line=lines["end"], rule=rule)


def _own(file: Any) -> Iterator[Told]:
    for finding in file["findings"]:
        yield Told(
            file["path"],
            finding["line"],
            finding["column"],
            finding["end_line"],
            finding["end_column"],
            finding["rule"],
        )


def _json(text: str) -> Iterator[Told]:
    data = json.loads(text)
    validator("report.schema.json").validate(data)
    for file in data["files"]:
        yield from _own(file)


def _jsonl(text: str) -> Iterator[Told]:
    for line in _lines(text):
        data = json.loads(line)
        validator("report-line.schema.json").validate(data)
        if "file" in data:
            yield from _own(data["file"])


def _checkstyle(text: str) -> Iterator[Told]:
    xsd("checkstyle.schema.xsd").validate(text)
    for file in ElementTree.fromstring(text.encode("utf-8")):
        for error in file:
            yield Told(
                file.attrib["name"],
                int(error.attrib["line"]),
                int(error.attrib["column"]),
                rule=error.attrib["source"].partition("#")[0],
            )


_UNIX = re.compile(
    r"(?P<path>[^\n]+?):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): "
    r"(error|warning|info): [^\n]* \[(?P<rule>[\w/-]+)(#[^\]]+)?\]"
)


def unix_line(line: str) -> Told:
    found = _UNIX.fullmatch(line)
    assert found, line
    return Told(found["path"], int(found["line"]), int(found["column"]), rule=found["rule"])


def _unix(text: str) -> Iterator[Told]:
    yield from map(unix_line, _lines(text))


def _junit(text: str) -> Iterator[Told]:
    xsd("junit-10.xsd").validate(text)
    root = ElementTree.fromstring(text.encode("utf-8"))
    suites = root.findall("testsuite")
    for name in ("tests", "failures", "errors"):
        assert int(root.attrib[name]) == sum(int(suite.attrib[name]) for suite in suites)
    for suite in suites:
        cases = suite.findall("testcase")
        assert len(cases) == int(suite.attrib["tests"])
        assert len({case.attrib["name"] for case in cases}) == len(cases)
        failed = [case for case in cases if case.find("failure") is not None]
        assert len(failed) == int(suite.attrib["failures"])
        for case in cases:
            for part in case:
                if part.tag != "error":
                    yield from map(unix_line, _lines(part.text or ""))


@dataclass(frozen=True)
class Command:
    """A workflow command, as the runner of GitHub Actions understands it."""

    name: str
    properties: dict[str, str]
    message: str


def commands(text: str) -> tuple[list[Command], list[str]]:
    """The commands of a log, and its other lines."""
    found, others = [], []
    stopped = ""
    for line in _lines(text):
        match = re.fullmatch(r"::([a-z-]+)(?: (.*?))?::(.*)", line)
        if stopped:
            if line == f"::{stopped}::":
                stopped = ""
            else:
                others.append(line)
        elif match is None:
            others.append(line)
        else:
            pairs = [pair.partition("=") for pair in (match[2] or "").split(",") if pair]
            properties = {key: _unescaped(value) for key, _, value in pairs}
            assert len(properties) == len(pairs)
            command = Command(match[1], properties, _unescaped(match[3]))
            found.append(command)
            if command.name == "stop-commands":
                stopped = command.message
    assert not stopped
    return found, others


def _unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def _github(text: str) -> Iterator[Told]:
    found, others = commands(text)
    for command in found:
        given = command.properties
        if command.name in ("error", "warning", "notice") and "line" in given:
            rule = re.search(r"\[([\w/-]+)(?:#.*)?\]$", given["title"])
            column, end = given.get("col"), given.get("endColumn")
            yield Told(
                given["file"],
                int(given["line"]),
                int(column) if column else None,
                int(given["endLine"]),
                int(end) if end else None,
                rule[1] if rule else None,
            )
    yield from map(unix_line, others)


READERS = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "rdjson": _rdjson,
    "rdjsonl": _rdjsonl,
    "checkstyle": _checkstyle,
    "junit": _junit,
    "unix": _unix,
}
"""How to read what a format tells of findings; text and Markdown are for people."""


def told(name: str, text: str) -> list[Told]:
    """The findings that a report in a format tells; fails where it is not valid."""
    return list(READERS[name](text))
