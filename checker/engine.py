"""Rules against a draft: run them, leave out what must be left alone, locate the rest.

`locate` is the one place that knows both *text* and *source* coordinates.
"""

from __future__ import annotations

import traceback
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from checker.context import Context
from checker.deadline import TooLateError
from checker.document.rendering import render_lines
from checker.kinds.template import fill
from checker.model import (
    Applicability,
    Candidate,
    Edit,
    Finding,
    Fix,
    Match,
    Related,
    Severity,
    Silenced,
    Span,
)
from checker.rulebook.rule import Rule, Rulebook
from checker.rulebook.select import RuleSet, Selection

CRASH_RULE = "internal/rule-crash"
ANALYSIS_CRASH_RULE = "internal/analysis-crash"

MAX_SHOWN = 60
"""Characters of the flagged text that a message repeats at most."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the rules found in one draft, and the errors of rules that failed.

    `silenced` is what somebody has decided to live with, see `checker.suppression`.
    """

    findings: tuple[Finding, ...]
    crashes: tuple[tuple[str, BaseException], ...] = ()
    silenced: tuple[Silenced, ...] = ()


def run(
    contexts: Sequence[Context], rules: RuleSet, selection: Selection, rulebook: Rulebook
) -> list[Run]:
    """What `rules` find in some drafts, in source order: one value a draft.

    Rule by rule over all drafts, because what a rule needs is then still in the cache
    of the processor. With the lots of `checker.memory` that takes a third off the whole check.

    A rule that raises is contained: it becomes a finding of `internal/rule-crash`.

    Raises:
        TooLateError: The deadline of a draft passed between two rules.
    """
    findings: list[list[Finding]] = [[] for _ in contexts]
    crashes: list[list[tuple[str, BaseException]]] = [[] for _ in contexts]
    asked: dict[str, list[int]] = {}
    for number, context in enumerate(contexts):
        for identifier in rules.asked(context):
            asked.setdefault(identifier, []).append(number)
    for active in rules:
        rule = active.rule
        numbers = asked.get(rule.id)
        if numbers is None:
            continue
        formats, check, admits = rule.head.formats, rule.matcher.check, rule.filter.admits
        for number in numbers:
            context = contexts[number]
            if formats and context.document.format not in formats:
                continue
            if context.deadline is not None:
                context.deadline.check()
            found = findings[number]
            try:
                # Not over `matches`: hardly any rule that is asked finds anything.
                for match in check(context):
                    if admits(match, context) and selection.admits(rule.id, match.entry):
                        given = selection.severity(rule.id, match.entry)
                        severity = given or match.severity or active.severity
                        found.append(locate(rule, severity, match, context))
            except Exception as error:
                crashes[number].append((rule.id, error))
                found.extend(_crash(CRASH_RULE, rule.id, error, context, rulebook))
    return [
        Run(in_order(found), tuple(errors)) for found, errors in zip(findings, crashes, strict=True)
    ]


def joined(runs: Iterable[Run]) -> Run:
    """What several sets of rules found, together."""
    runs = list(runs)
    return Run(
        tuple(finding for run in runs for finding in run.findings),
        tuple(crash for run in runs for crash in run.crashes),
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in source order; at the same place the graver first."""
    return tuple(
        sorted(findings, key=lambda f: (f.span.start, f.span.end, -f.severity, f.rule, f.entry))
    )


def settled(findings: Iterable[Finding], rulebook: Rulebook) -> tuple[Finding, ...]:
    """The findings without those that yield to another one at the same place."""
    findings = tuple(findings)
    yielding = rulebook.yielding
    wanted = frozenset().union(*(yielding.get(finding.rule, ()) for finding in findings))
    if not wanted:
        return findings
    places: dict[str, list[Span]] = {}
    for finding in sorted(findings, key=lambda finding: finding.span):
        if finding.rule in wanted:
            _add(places.setdefault(finding.rule, []), finding.span)
    return tuple(
        finding
        for finding in findings
        if not any(
            _overlaps(finding.span, places.get(other, ()))
            for other in yielding.get(finding.rule, ())
        )
    )


def _add(apart: list[Span], span: Span) -> None:
    """One more stretch behind some that do not touch; what it overlaps becomes one with it."""
    if apart and apart[-1].end > span.start:
        apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
    else:
        apart.append(span)


def _overlaps(span: Span, apart: Sequence[Span]) -> bool:
    """Whether a stretch overlaps one of some that are in order and do not."""
    at = bisect_left(apart, span.end, key=lambda other: other.start)
    return at > 0 and apart[at - 1].end > span.start


def guarded(context: Context, rules: RuleSet) -> frozenset[int]:
    """The sentences that the guards of syntax rules let through.

    A guard that raises lets nothing through; its rule will raise again in `run`.
    """
    wanted: set[int] = set()
    for active in rules.fitting(context):
        guard = active.rule.matcher.guard
        if guard is not None and _for_format(active.rule, context):
            try:
                wanted.update(guard(context))
            except Exception:
                continue
    return frozenset(wanted)


def matches(rule: Rule, context: Context) -> Iterator[Match]:
    """The matches of one rule after scope, protection, masks and exceptions."""
    if _for_format(rule, context):
        for match in rule.matcher.check(context):
            if rule.filter.admits(match, context):
                yield match


def _for_format(rule: Rule, context: Context) -> bool:
    return not rule.head.formats or context.document.format in rule.head.formats


def locate(rule: Rule, severity: Severity, match: Match, context: Context) -> Finding:
    """A match, said to the user: in source coordinates, with message and fix."""
    document = context.document
    span = match.source or document.to_source(match.span)
    shown = shorten(match.span.cut(document.text))
    values = {"text": shown}
    for name, value in match.values.items():
        values[name] = shorten(value)
    entry = rule.entries.get(match.entry) if match.entry else None
    return Finding(
        rule=rule.id,
        entry=match.entry,
        category=rule.category,
        severity=severity,
        title=rule.spec.title if entry is None else f"{rule.spec.title}: {entry.terms[0]}",
        message=fill(match.message or rule.spec.message, values),
        why=rule.spec.why.strip(),
        basis=rule.basis_for(match.entry),
        span=span,
        text=span.cut(document.source),
        related=tuple(
            [Related(document.to_source(other.span), other.message) for other in match.related]
        ),
        fix=_located_fix(rule, match, context),
    )


def shorten(text: str) -> str:
    """The text, with its middle left out when it is long."""
    if len(text) <= MAX_SHOWN:
        return text
    return f"{text[: MAX_SHOWN - 20]}…{text[-15:]}"


def _located_fix(rule: Rule, match: Match, context: Context) -> Fix | None:
    if not match.edits:
        return None
    if match.block:
        return Fix(Applicability.DISPLAY, tuple(_block_edit(edit, context) for edit in match.edits))
    applicability = match.applicability or rule.applicability or Applicability.DISPLAY
    edits = located_edits(match.edits, context)
    candidates = tuple(
        Candidate(candidate.label, located_edits(candidate.edits, context) or ())
        for candidate in match.candidates
    )
    if edits is None:
        # The place holds markup: what to write can be said, but not put in.
        label = match.edits[0].text
        return Fix(
            Applicability.DISPLAY,
            (),
            tuple(Candidate(c.label, ()) for c in candidates) or (Candidate(label, ()),),
        )
    if not edits:
        return None
    if candidates:
        applicability = Applicability.DISPLAY
    return Fix(applicability, edits, candidates)


def located_edits(edits: Sequence[Edit], context: Context) -> tuple[Edit, ...] | None:
    """The edits in source coordinates; None if one is not inside plain prose.

    Each is first cut down to what really changes, so that an edit beside
    markup does not count as one across it.
    """
    document = context.document
    located = []
    for edit in edits:
        small = minimal(edit, document.text)
        if small is None:
            continue
        if not document.editable(small.span):
            return None
        located.append(Edit(document.to_source(small.span), small.text))
    return tuple(located)


def minimal(edit: Edit, text: str) -> Edit | None:
    """The edit without the characters that stay; None if nothing changes."""
    old, new = edit.span.cut(text), edit.text
    if old == new:
        return None
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    span = Span(edit.span.start + start, edit.span.end - end)
    return Edit(span, new[start : len(new) - end])


def _block_edit(edit: Edit, context: Context) -> Edit:
    document = context.document
    block = document.block_at(edit.span.start)
    place = block.source.end
    return Edit(Span(place, place), render_lines(edit.text.splitlines(), document, block))


def analysed(contexts: Iterable[Context], rulebook: Rulebook) -> list[tuple[Context, Run]]:
    """The contexts with their analysis made; one without words where that fails.

    A failure becomes a finding of `internal/analysis-crash`; the rules of the
    text tier can still run.

    Raises:
        TooLateError: The deadline of a draft passed between two sentences.
    """
    results = [(context, Run(())) for context in contexts]
    for step in (attrgetter("morphemes"), attrgetter("annotations")):
        for number, (context, _) in enumerate(results):
            if context.morphology is None:
                continue
            try:
                step(context)
            except TooLateError:  # nobody waits for what the text tier could still find
                raise
            except Exception as error:
                bare = replace(context, morphology=None)
                findings = tuple(_crash(ANALYSIS_CRASH_RULE, "", error, bare, rulebook))
                results[number] = bare, Run(findings, (("", error),))
    return results


def _crash(
    crash_rule: str, rule_id: str, error: BaseException, context: Context, rulebook: Rulebook
) -> Iterator[Finding]:
    rule = rulebook.get(crash_rule)
    document = context.document
    if rule is None or not document.blocks:
        return
    frame = traceback.extract_tb(error.__traceback__)[-1]
    # The error's own words may hold text of the draft, so only its type is told.
    where = f"{Path(frame.filename).stem} {frame.lineno}行目"
    values = {"rule": rule_id, "error": f"{type(error).__name__}、{where}"}
    match = Match(document.blocks[0].span, values)
    yield locate(rule, Severity.ERROR, match, context)
