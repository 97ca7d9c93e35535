"""SARIF 2.1.0: GitHub code scanning, Azure DevOps and editors read it.

The findings are sorted, the gravest first, because GitHub shows only the first 5,000. The
fingerprints have a name of our own: GitHub's action computes `primaryLocationLineHash`
itself and warns of every finding that has another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.document.positions import Region
from checker.fingerprints import VERSION
from checker.model import Edit, Problem, Silenced, Silencer, Span
from checker.reporters.json import as_line
from checker.reporters.material import TOOL, Item, Material, Shown, silenced, worst_first
from checker.reporters.places import STDIN, uri
from checker.reporters.proposals import Proposal, proposals
from checker.reporters.sarif_rules import LEVELS, descriptor

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""

MOST_RELATED = 100
"""GitHub shows no more places of one result."""

FINGERPRINT = f"tsutawaruFinding/v{VERSION}"

_BASE = "%SRCROOT%"

_ENCODINGS = {"cp932": "windows-31j", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}
"""What IANA calls an encoding, where that is another name than ours."""


def to_sarif(material: Material) -> str:
    """One run with all findings, up to what GitHub accepts; what is left out is told."""
    found = worst_first(material)
    kept = found[:MOST_RESULTS]
    # Behind the others, so that none of them is left out for one that nobody has to mend.
    silent = list(silenced(material))[: MOST_RESULTS - len(kept)]
    numbers: dict[str, int] = {}
    rules: list[dict[str, Any]] = []
    for item in (*kept, *(item for item, _ in silent)):
        if item.finding.rule not in numbers:
            numbers[item.finding.rule] = len(rules)
            rules.append(descriptor(item.finding, material.rules.get(item.finding.rule)))
    files = {id(draft): number for number, draft in enumerate(material.drafts)}
    problems = material.shown.problems
    notes = [_notification(problem) for problem in problems]
    if len(found) > len(kept):
        notes.append(_left_out(len(found) - len(kept)))
    crashed = any(file.crashed for file in material.shown.files)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": TOOL,
                "semanticVersion": material.version,
                "version": material.version,
                "language": "ja",
                "rules": rules,
            }
        },
        "language": "ja",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "点検を始めたフォルダー"}}},
        "invocations": [
            {
                "executionSuccessful": not problems and not crashed,
                **({"toolExecutionNotifications": notes} if notes else {}),
            }
        ],
        "artifacts": [
            {
                "location": _location(draft.path),
                "encoding": _ENCODINGS.get(draft.file.encoding, draft.file.encoding),
                "sourceLanguage": "ja",
            }
            for draft in material.drafts
        ],
        "results": [
            *(_result(item, numbers, files) for item in kept),
            *(
                {**_result(item, numbers, files), "suppressions": [_suppression(each)]}
                for item, each in silent
            ),
        ],
        "properties": {"asOf": material.report.as_of},
    }
    return as_line({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(item: Item, rules: dict[str, int], files: dict[int, int]) -> dict[str, Any]:
    finding, draft = item.finding, item.draft
    place = {**_location(draft.path), "index": files[id(draft)]}
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_physical(place, draft, finding.span)],
        "partialFingerprints": {FINGERPRINT: item.fingerprint},
    }
    if finding.related:
        made["relatedLocations"] = [
            {
                "id": number,
                **_physical(place, draft, other.span),
                "message": {"text": other.message},
            }
            for number, other in enumerate(finding.related[:MOST_RELATED], 1)
        ]
    fixes = [_fix(place, draft, proposal) for proposal in proposals(draft, finding)]
    if fixes:
        made["fixes"] = fixes
    properties = {
        **({"entry": finding.entry} if finding.entry else {}),
        **({"applicability": finding.fix.applicability.value} if finding.fix else {}),
    }
    if properties:
        made["properties"] = properties
    return made


def _suppression(each: Silenced) -> dict[str, Any]:
    """Who silenced a finding, and why; somebody has accepted it by writing that down."""
    return {
        "kind": "external" if each.by is Silencer.CONFIG else "inSource",
        "status": "accepted",
        **({"justification": each.reason} if each.reason else {}),
    }


def _physical(place: dict[str, Any], draft: Shown, span: Span) -> dict[str, Any]:
    region = _region(draft.positions().region(span))
    return {"physicalLocation": {"artifactLocation": place, "region": region}}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    }


def _fix(place: dict[str, Any], draft: Shown, proposal: Proposal) -> dict[str, Any]:
    change = {
        "artifactLocation": place,
        "replacements": _replacements(draft, proposal.edits),
    }
    return {"description": {"text": proposal.label}, "artifactChanges": [change]}


def _replacements(draft: Shown, edits: Sequence[Edit]) -> list[dict[str, Any]]:
    positions = draft.positions()
    return [
        {
            "deletedRegion": _region(positions.region(edit.span)),
            "insertedContent": {"text": edit.text},
        }
        for edit in edits
    ]


def _location(path: str) -> dict[str, str]:
    address = uri(path)
    if path == STDIN or address.startswith("file:"):
        return {"uri": address}
    return {"uri": address, "uriBaseId": _BASE}


def _notification(problem: Problem) -> dict[str, Any]:
    made: dict[str, Any] = {
        "level": "error",
        "message": {"text": f"{problem.message}{problem.remedy}"},
        "descriptor": {"id": problem.code},
    }
    if problem.path:
        made["locations"] = [{"physicalLocation": {"artifactLocation": _location(problem.path)}}]
    return made


def _left_out(count: int) -> dict[str, Any]:
    text = f"指摘が多いため、軽いものを{count}件、書き出していません。"
    return {"level": "warning", "message": {"text": text}}
