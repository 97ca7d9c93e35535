"""Findings that somebody has decided to live with, each with a reason.

A writer says so in the draft (`checker.directives`), a city in its configuration
(`[[silence]]`). Such findings are kept with their reason, so that a report can show them.
What silences nothing, names no rule, gives no reason or does not end is itself a finding.

What says that the checker failed cannot be silenced, and neither can findings about
silencing: whoever reads the report has to know of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import structs

from checker.context import Context
from checker.directives import Directive, Kind, directives
from checker.document.model import Document
from checker.engine import locate
from checker.errors import ConfigError
from checker.model import Category, Finding, Match, Severity, Silenced, Silencer, Span
from checker.rulebook.rule import Rulebook
from checker.rulebook.select import Selection, Selector, parse_selector

UNUSED = "suppression/unused"
UNKNOWN = "suppression/unknown-rule"
REASONLESS = "suppression/no-reason"
UNPAIRED = "suppression/unpaired"
UNREADABLE = "suppression/unreadable"

ALWAYS_TOLD = frozenset({Category.INTERNAL, Category.SUPPRESSION})
"""Categories whose findings nobody can silence."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A wish to silence some rules in a stretch of the source.

    Attributes:
        by: Where it is said.
        selectors: The rules, as written.
        reason: Why, "" if nobody says.
        region: The stretch.
        place: Where it stands in the source; None for the configuration.
    """

    by: Silencer
    selectors: tuple[str, ...]
    reason: str
    region: Span
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with something that a draft says about its findings.

    Attributes:
        rule: The rule that tells of it.
        place: Where it stands.
        selector: What it names.
        message: What is wrong, where the rule has several messages.
    """

    rule: str
    place: Span
    selector: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings of a draft, in any order: those that are told, and those that are not."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()


def apply(
    findings: Iterable[Finding], context: Context, selection: Selection, rulebook: Rulebook
) -> Sifted:
    """What is left of some findings, with those about silencing itself."""
    document = context.document
    suppressions, faults = _wishes(document)
    whole = Span(0, len(document.source))
    suppressions += [
        Suppression(Silencer.CONFIG, (each.rule,), each.reason, whole) for each in selection.silence
    ]
    left = list(findings)
    silenced: list[Silenced] = []
    for suppression in suppressions:
        before = len(silenced)
        for written in suppression.selectors:
            selector = _selector(written, rulebook)
            if selector is None:
                faults += _fault(UNKNOWN, suppression, written)
                continue
            caught = [each for each in left if _covers(suppression, selector, each)]
            if caught:
                left = [each for each in left if not _covers(suppression, selector, each)]
                silenced += [
                    Silenced(each, suppression.by, written, suppression.reason, suppression.place)
                    for each in caught
                ]
            elif can_find(selector, selection):
                faults += _fault(UNUSED, suppression, written)
        if len(silenced) > before and not suppression.reason:
            faults += _fault(REASONLESS, suppression, "、".join(suppression.selectors))
    about = [each for fault in faults for each in _told(fault, context, selection, rulebook)]
    silenced.sort(key=lambda each: (each.finding.span, each.finding.rule, each.finding.entry))
    return Sifted((*left, *about), tuple(silenced))


def _wishes(document: Document) -> tuple[list[Suppression], list[Fault]]:
    """What a draft wants to be silent, and what of its directives cannot be followed."""
    whole = Span(0, len(document.source))
    found: list[Suppression] = []
    faults: list[Fault] = []
    opened: list[tuple[Directive, str]] = []

    def close(closed: Iterable[tuple[Directive, str]], end: int) -> None:
        names: dict[Directive, list[str]] = {}
        for directive, selector in closed:
            names.setdefault(directive, []).append(selector)
        for directive, selectors in names.items():
            region = Span(directive.place.end, end)
            found.append(_suppression(directive, tuple(selectors), region))

    for directive in directives(document):
        place, selectors = directive.place, directive.selectors
        if directive.kind is Kind.UNKNOWN:
            faults.append(Fault(UNREADABLE, place, message=_misspelt(directive)))
        elif directive.kind is Kind.ON:
            closed = [pair for pair in opened if not selectors or pair[1] in selectors]
            opened = [pair for pair in opened if pair not in closed]
            close(closed, place.start)
            if not closed:
                faults.append(Fault(UNPAIRED, place, message=_NOTHING_TO_END))
        elif not selectors:
            faults.append(Fault(UNREADABLE, place, message=_NO_RULE))
        elif directive.kind is Kind.OFF:
            opened += [(directive, selector) for selector in selectors]
        else:
            region = _next(document, place) if directive.kind is Kind.IGNORE else whole
            found.append(_suppression(directive, selectors, region))
    close(opened, whole.end)
    for directive, selector in opened:
        faults.append(Fault(UNPAIRED, directive.place, selector))
    return found, faults


_NOTHING_TO_END = "check:on がありますが、その前に、終わらせる check:off がありません。"
_NO_RULE = "止める印に、ルールの名前がありません。「sentence/length 理由」のように書いてください。"


def _misspelt(directive: Directive) -> str:
    return (
        f"「check:{directive.word}」という印はありません。"
        f"「check:{directive.meant}」のことでしょうか。"
    )


def _suppression(directive: Directive, selectors: tuple[str, ...], region: Span) -> Suppression:
    by = Silencer.FRONT_MATTER if directive.kind is Kind.HEAD else Silencer.COMMENT
    return Suppression(by, selectors, directive.reason, region, directive.place)


def _next(document: Document, place: Span) -> Span:
    """The block behind a comment, or the one that it stands in; an image without words, too."""
    documents = [document] if document.foreign is None else [document, document.foreign]
    blocks = [block.source for each in documents for block in each.blocks]
    holding = [span for span in blocks if span.start < place.start and place.end < span.end]
    if holding:
        return max(holding)
    marks = [mark.source for each in documents for mark in each.marks if not len(mark.span)]
    behind = [span for span in (*blocks, *marks) if span.start >= place.end]
    return min(behind, default=Span(place.end, place.end))


def _selector(text: str, rulebook: Rulebook) -> Selector | None:
    try:
        return parse_selector(text, rulebook)
    except ConfigError:
        return None


def _covers(suppression: Suppression, selector: Selector, finding: Finding) -> bool:
    return (
        finding.category not in ALWAYS_TOLD
        and selector.covers(finding.rule, finding.entry)
        and suppression.region.contains(finding.span)
    )


def can_find(selector: Selector, selection: Selection) -> bool:
    """Whether anything that a selector names is looked for at all.

    If not, nobody knows whether it is needed.
    """
    if selector.rule.split("/")[0] in ALWAYS_TOLD:
        return True
    return any(
        selector.covers(each.rule.id, selector.entry)
        and selection.admits(each.rule.id, selector.entry)
        for each in selection.rules
    )


def _fault(rule: str, suppression: Suppression, selector: str) -> Iterator[Fault]:
    """A fault of something in a draft; what a configuration says is judged with all its drafts."""
    if suppression.place is not None:
        yield Fault(rule, suppression.place, selector)


def _told(
    fault: Fault, context: Context, selection: Selection, rulebook: Rulebook
) -> Iterator[Finding]:
    rule = rulebook.get(fault.rule)
    if rule is None or not selection.admits(rule.id, ""):
        return
    severity = selection.severity(rule.id, "") or Severity[rule.spec.severity.upper()]
    match = Match(Span(0, 0), {"selector": fault.selector}, message=fault.message)
    found = locate(rule, severity, match, context)
    text = fault.place.cut(context.document.source)
    yield structs.replace(found, span=fault.place, text=text)
