"""SARIF in particular: fixes that can be applied, fingerprints, rules, limits."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from formats_support import material, told

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.document.source import decode, is_html_path
from checker.model import FileReport, Problem, Related, Span
from checker.reporters.sarif import FINGERPRINT, MOST_RELATED, MOST_RESULTS, to_sarif
from tests_support import SAMPLES, drafts, with_fix
from tests_support import replace as changed

VALIDATOR = (
    Path(sys.prefix) / "validators/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
)


def run_of(*files: FileReport, **more: Any) -> Any:
    (run,) = json.loads(to_sarif(material(*files, **more)))["runs"]
    return run


@pytest.fixture(scope="module")
def samples(checker: Checker) -> tuple[FileReport, ...]:
    made = []
    for path in drafts(SAMPLES):
        source = decode(path.read_bytes(), path=str(path), is_html=is_html_path(str(path)))
        format = format_of(path.name)
        assert format is not None
        made.append(Draft(str(path), source.text, format, source.encoding, bom=bool(source.bom)))
    return checker.check(made).files


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the validator is a program for x86-64")
def test_the_validator_of_its_authors_has_nothing_to_say(
    samples: tuple[FileReport, ...], tmp_path: Path
) -> None:
    """Rules of SARIF, of GitHub code scanning and of Advanced Security."""
    problem = Problem("添付.docx", "unknown-suffix", "点検できません。", "写してください。")
    path = tmp_path / "report.sarif"
    text = to_sarif(material(*samples, folder=str(SAMPLES), problems=[problem]))
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [
            VALIDATOR,
            *("validate", path, "--output", tmp_path / "validated.sarif"),
            *("--rule-kind", "Sarif;Gh;Ghas"),
        ],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Analysis completed successfully" in done.stdout
    (run,) = json.loads((tmp_path / "validated.sarif").read_text("utf-8-sig"))["runs"]
    # There is no address to point to: the checker is used offline.
    said = {result["ruleId"] for result in run["results"]}
    assert said <= {"SARIF2005"}, done.stdout


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the validator is a program for x86-64")
def test_the_validator_does_find_faults(tmp_path: Path) -> None:
    path = tmp_path / "report.sarif"
    rule = {"id": "a/b"}
    driver = {"name": "x", "rules": [rule]}
    path.write_text(json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": driver}}]}))
    done = subprocess.run(
        [VALIDATOR, "validate", path, "--output", tmp_path / "o.sarif", "--rule-kind", "Ghas"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "GH2012" in done.stdout


def test_fixes_do_what_our_own_do(samples: tuple[FileReport, ...]) -> None:
    tried = 0
    for file in samples:
        results = run_of(file)["results"]
        findings = sorted(file.findings, key=lambda finding: -finding.severity)
        for result, finding in zip(results, findings, strict=True):
            if finding.fix is None or not finding.fix.edits:
                continue
            text = applied(file.source, result["fixes"][0]["artifactChanges"][0])
            if all(finding.fix.edits != c.edits for c in finding.fix.candidates[1:]):
                expected = with_fix(file.source, finding)
                assert text.replace("\r\n", "\n") == expected.replace("\r\n", "\n")
                tried += 1
    assert tried > 200


def applied(source: str, change: Any) -> str:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    edits = [
        (
            starts[place["startLine"] - 1] + place["startColumn"] - 1,
            starts[place["endLine"] - 1] + place["endColumn"] - 1,
            replacement["insertedContent"]["text"],
        )
        for replacement in change["replacements"]
        for place in [replacement["deletedRegion"]]
    ]
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def test_rules_are_told_once_with_their_reasons(samples: tuple[FileReport, ...]) -> None:
    run = run_of(*samples)
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {finding.rule for file in samples for finding in file.findings}
    for rule in rules:
        assert "なぜ" in rule["help"]["text"]
        assert "**根拠**" in rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 20


def test_a_rule_that_nobody_knows_is_told_from_its_finding(
    samples: tuple[FileReport, ...],
) -> None:
    finding = changed(samples[0].findings[0], rule="wording/of-the-city", title="市のルール")
    file = replace(samples[0], findings=(finding,))
    (rule,) = run_of(file)["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "市のルール"
    assert finding.why in rule["help"]["text"]


def test_fingerprints_are_ours_and_stable(samples: tuple[FileReport, ...]) -> None:
    one = [result["partialFingerprints"] for result in run_of(samples[0])["results"]]
    again = [result["partialFingerprints"] for result in run_of(samples[0])["results"]]
    assert one == again
    # GitHub's action computes primaryLocationLineHash, and warns where it is another.
    assert {key for prints in one for key in prints} == {FINGERPRINT}
    assert len({prints[FINGERPRINT] for prints in one}) == len(one)


def test_a_city_that_uses_shift_jis_is_told_by_its_registered_name(
    samples: tuple[FileReport, ...],
) -> None:
    (artifact,) = run_of(replace(samples[0], encoding="cp932"))["artifacts"]
    assert artifact["encoding"] == "windows-31j"


def test_limits_of_github(samples: tuple[FileReport, ...]) -> None:
    finding = samples[0].findings[0]
    related = tuple(Related(Span(0, 1), "ここ") for _ in range(MOST_RELATED + 1))
    many = (changed(finding, related=related), *(finding for _ in range(MOST_RESULTS)))
    file = replace(samples[0], findings=many)
    text = to_sarif(material(file))
    (run,) = json.loads(text)["runs"]
    assert len(run["results"]) == MOST_RESULTS
    assert len(run["results"][0]["relatedLocations"]) == MOST_RELATED
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "1件、書き出していません" in note["message"]["text"]


def test_inputs_that_could_not_be_checked_are_notifications() -> None:
    problem = Problem("a b.docx", "unknown-suffix", "点検できません。", "写してください。")
    run = run_of(problems=[problem])
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    (location,) = note["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.docx"
    assert told("sarif", to_sarif(material(problems=[problem]))) == []
