"""JUnit XML: a draft is a suite, a rule that found something is a case of it.

The names of cases hold no line, so that a server sees which ones are new. What is less
grave than `--fail-on` passes, with what was found as its output. A draft without
findings has one case that passes; an input that could not be checked has one in error.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from checker.model import Finding, Problem
from checker.reporters.material import TOOL, Material, Shown
from checker.reporters.oneline import one_line
from checker.reporters.unix import line
from checker.reporters.xmltext import document, element

CLEAN = "指摘なし"
UNREAD = "点検できませんでした"


def to_junit(material: Material) -> str:
    """All drafts, then the inputs that could not be checked."""
    suites = [_suite(material, draft) for draft in material.drafts]
    suites += [_unread(problem) for problem in material.shown.problems]
    root = element(
        None,
        "testsuites",
        name=TOOL,
        tests=_sum(suites, "tests"),
        failures=_sum(suites, "failures"),
        errors=_sum(suites, "errors"),
    )
    root.extend(suites)
    return document(root)


def _sum(suites: list[Element], what: str) -> int:
    return sum(int(suite.get(what, "0")) for suite in suites)


def _suite(material: Material, draft: Shown) -> Element:
    by_rule: dict[str, list[Finding]] = {}
    for finding in draft.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    failing = {rule for rule, found in by_rule.items() if any(map(material.fails, found))}
    suite = element(
        None,
        "testsuite",
        name=draft.path,
        tests=max(len(by_rule), 1),
        failures=len(failing),
        errors=0,
    )
    if not by_rule:
        element(suite, "testcase", name=CLEAN, classname=draft.path)
    for rule, found in sorted(by_rule.items()):
        case = element(suite, "testcase", name=rule, classname=draft.path)
        text = "".join(line(draft, finding) for finding in found)
        if rule in failing:
            worst = max(found, key=lambda finding: finding.severity)
            many = f"（{len(found)}か所）" if len(found) > 1 else ""
            message = f"{one_line(worst.message)}{many}"
            element(case, "failure", text, type=worst.severity.label, message=message)
        else:
            element(case, "system-out", text)
    return suite


def _unread(problem: Problem) -> Element:
    suite = element(None, "testsuite", name=problem.path or TOOL, tests=1, failures=0, errors=1)
    case = element(suite, "testcase", name=UNREAD, classname=problem.path or TOOL)
    element(case, "error", problem.remedy, type=problem.code, message=problem.message)
    return suite
