"""Findings that a writer has decided to live with, each with a reason.

`<!-- check:ignore category/rule#entry 理由 -->` silences the next line,
`<!-- check:ignore-file … 理由 -->` the whole draft, and so does the front
matter (`check: {ignore: [category/rule]}`). One that silences nothing, names
no rule or gives no reason is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import structs

from checker.context import Context
from checker.document.model import Document
from checker.engine import locate
from checker.errors import ConfigError
from checker.model import Finding, Match, Severity, Span
from checker.regex import regex
from checker.rulebook.rule import Rulebook
from checker.rulebook.select import Selection, Selector, parse_selector

UNUSED = "suppression/unused"
UNKNOWN = "suppression/unknown-rule"
REASONLESS = "suppression/no-reason"

_COMMENT = regex(
    r"check:(?P<what>ignore-file|ignore)\b\s*(?P<rule>\S*)\s*(?P<reason>.*)", re.DOTALL
)
_FRONT_MATTER = regex(r"check\.ignore(\[\d+\])?")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A wish to silence a rule in a stretch of the source.

    `reason` is None where none is needed (front matter stands in the file's
    head and is reviewed with it).
    """

    selector: str
    reason: str | None
    place: Span
    region: Span


def find(document: Document) -> tuple[Suppression, ...]:
    """All suppressions of a draft, in source order."""
    whole = Span(0, len(document.source))
    found = [
        Suppression(field.value, None, field.source, whole)
        for field in document.front_matter
        if _FRONT_MATTER.fullmatch(field.key)
    ]
    for comment in document.comments:
        parsed = _COMMENT.fullmatch(comment.text)
        if parsed is None:
            continue
        region = whole if parsed["what"] == "ignore-file" else _next_line(document, comment.source)
        found.append(Suppression(parsed["rule"], parsed["reason"].strip(), comment.source, region))
    return tuple(found)


def _next_line(document: Document, place: Span) -> Span:
    """The block behind a comment; the block that holds it if it stands inside one."""
    blocks = document.blocks
    if document.foreign is not None:
        both = (*blocks, *document.foreign.blocks)
        blocks = tuple(sorted(both, key=lambda block: block.source.start))
    for block in blocks:
        if block.source.end > place.start and block.source.end > place.end:
            return block.source
    return Span(place.end, place.end)


def apply(
    findings: Iterable[Finding], context: Context, selection: Selection, rulebook: Rulebook
) -> tuple[Finding, ...]:
    """The findings that are left, and those about the suppressions themselves."""
    document = context.document
    suppressions = find(document)
    if not suppressions:
        return tuple(findings)
    left = list(findings)
    about: list[Finding] = []

    def tell(rule_id: str, suppression: Suppression) -> None:
        rule = rulebook.get(rule_id)
        if rule is not None and selection.admits(rule_id, ""):
            given = selection.severity(rule_id, "")
            severity = given or Severity[rule.spec.severity.upper()]
            match = Match(Span(0, 0), {"selector": suppression.selector})
            finding = locate(rule, severity, match, context)
            about.append(_at(finding, suppression.place, document.source))

    for suppression in suppressions:
        selector = _selector(suppression.selector, rulebook)
        if selector is None:
            tell(UNKNOWN, suppression)
            continue
        kept = [
            finding
            for finding in left
            if not (
                selector.covers(finding.rule, finding.entry)
                and finding.span.start >= suppression.region.start
                and finding.span.end <= suppression.region.end
            )
        ]
        if len(kept) == len(left):
            tell(UNUSED, suppression)
        elif suppression.reason == "":
            tell(REASONLESS, suppression)
        left = kept
    return (*left, *about)


def _selector(text: str, rulebook: Rulebook) -> Selector | None:
    try:
        return parse_selector(text, rulebook)
    except ConfigError:
        return None


def _at(finding: Finding, span: Span, source: str) -> Finding:
    return structs.replace(finding, span=span, text=span.cut(source))
