"""What the page shows without JavaScript, from the same report that the API answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from checker.api import Basis, basis_text, names

_SHOWN = 60
"""Characters of a stretch that a card repeats at most."""

_AROUND = 8
"""Characters before and after a change that show where it is."""

_FIXES = {
    "safe": "意味は変わりません。",
    "unsafe": "直した後に、読み返してください。",
    "display": "書き手が選んでください。",
}
_GRAVE = {"error": 3, "warning": 2, "suggestion": 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the draft, and the findings that cover it.

    Attributes:
        text: Its characters.
        numbers: The numbers of the findings, from 1; empty where there are none.
        severity: The gravest of them, "" where there are none.
        begins: The numbers of those that begin here.
    """

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One way to mend a finding.

    Attributes:
        label: What a choice is called, "" if there is only one.
        before: The words of the draft, with those around; "" for lines that are added.
        after: How they read then.
    """

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding for a reader.

    Attributes:
        number: From 1, in reading order.
        finding: The finding as the report has it.
        severity_name: 誤り, 注意 or 提案.
        shown: The words at fault, cut down where they are long.
        why: Why a reader stumbles, by paragraph.
        bases: Who says so, a line each.
        changes: How to mend it.
        advice: Who may do so, "" where there is no fix.
        related: Lines and messages of other places.
    """

    number: int
    finding: Mapping[str, Any]
    severity_name: str
    shown: str
    why: tuple[str, ...]
    bases: tuple[str, ...]
    changes: tuple[Change, ...]
    advice: str
    related: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one category."""

    id: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class State:
    """One line of the checklist.

    Attributes:
        name: The element.
        kind: `found`, `required` or `recommended`.
        line: Where it is said, 0 where it is not.
        words: The words that say it.
    """

    name: str
    kind: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the page shows of a report.

    Attributes:
        file: The file as the report has it.
        stretches: The draft with its marks.
        first: The cards to begin with.
        groups: All cards by category, in reading order.
        checklist: What the draft says and lacks, one list for each thing announced.
        parts: The parts of the score as the report has them, with their names.
        genre: What the draft is taken for, "" if nothing can be read.
        medium: Where it is taken to appear.
    """

    file: Mapping[str, Any]
    stretches: tuple[Stretch, ...]
    first: tuple[Card, ...]
    groups: tuple[Group, ...]
    checklist: tuple[tuple[State, ...], ...]
    parts: tuple[tuple[str, Mapping[str, Any]], ...]
    genre: str
    medium: str

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.file["findings"])


def view(data: Mapping[str, Any], first: Iterable[int], text: str) -> View:
    """What the page shows.

    Args:
        data: The report on one draft.
        first: The numbers of the findings to begin with, from 0.
        text: The draft.
    """
    (file,) = data["files"]
    named = names()
    cards = [_card(number, f, text, named) for number, f in enumerate(file["findings"], 1)]
    score = file["score"] or {"parts": []}
    return View(
        file=file,
        stretches=tuple(stretches(text, file["findings"])),
        first=tuple(cards[number] for number in first),
        groups=tuple(_groups(cards, named["categories"])),
        checklist=tuple(_checklist(file["elements"] or (), text, named["elements"])),
        parts=tuple((named["parts"][part["id"]], part) for part in score["parts"]),
        genre=named["genres"].get(file["genre"]["id"], "") if file["genre"] else "",
        medium=named["media"].get(file["medium"]["id"], "") if file["medium"] else "",
    )


def stretches(text: str, findings: Sequence[Mapping[str, Any]]) -> Iterator[Stretch]:
    """The draft cut where a finding begins or ends; together they are the draft."""
    edges = {0, len(text)}
    for finding in findings:
        edges |= {finding["start"], finding["end"]}
    begins: dict[int, list[int]] = {}
    for number, finding in enumerate(findings, 1):
        begins.setdefault(finding["start"], []).append(number)
    open_now: list[int] = []
    at = sorted(edges)
    for start, end in zip(at, [*at[1:], len(text)], strict=True):
        here = begins.get(start, [])
        open_now = [n for n in open_now if findings[n - 1]["end"] > start]
        open_now += [n for n in here if findings[n - 1]["end"] > start]
        if start < end or here:
            gravest = max(
                (findings[n - 1]["severity"] for n in open_now), key=_GRAVE.__getitem__, default=""
            )
            yield Stretch(text[start:end], tuple(open_now), gravest, tuple(here))


def _card(
    number: int, finding: Mapping[str, Any], text: str, named: Mapping[str, Mapping[str, str]]
) -> Card:
    fix = finding["fix"]
    return Card(
        number=number,
        finding=finding,
        severity_name=named["severities"][finding["severity"]],
        shown=_short(finding["text"]),
        why=tuple(part.strip() for part in finding["why"].split("\n\n") if part.strip()),
        bases=tuple(_basis(basis) for basis in finding["basis"]),
        changes=() if fix is None else tuple(_changes(fix, finding, text)),
        advice="" if fix is None else _FIXES[fix["applicability"]],
        related=tuple((_line(text, r["start"]), r["message"]) for r in finding["related"]),
    )


def _basis(basis: Mapping[str, Any]) -> str:
    return basis_text(
        Basis(
            basis["document"],
            basis["issuer"],
            basis["year"],
            basis["section"],
            basis["verified"],
            basis["reason"],
        )
    )


def _changes(fix: Mapping[str, Any], finding: Mapping[str, Any], text: str) -> Iterator[Change]:
    options = list(fix["candidates"])
    if fix["edits"] and all(fix["edits"] != option["edits"] for option in options):
        options.insert(0, {"label": "", "edits": fix["edits"]})
    for option in options:
        yield _change(option, finding, text)


def _change(option: Mapping[str, Any], finding: Mapping[str, Any], text: str) -> Change:
    edits = sorted(option["edits"], key=lambda edit: (edit["start"], edit["end"]))
    if not edits:  # markup stands in the way: the words can still be said
        return Change(option["label"], "", option["label"])
    if all(e["start"] == e["end"] and "\n" in e["text"] for e in edits):
        return Change(option["label"], "", "".join(e["text"] for e in edits).strip("\n"))
    start = min(edits[0]["start"], finding["start"])
    end = max(max(e["end"] for e in edits), min(finding["end"], start + _SHOWN))
    start = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    line_end = text.find("\n", end)
    end = min(end + _AROUND, line_end if line_end >= 0 else len(text))
    after: list[str] = []
    at = start
    for edit in edits:
        after += [text[at : edit["start"]], edit["text"]]
        at = edit["end"]
    after.append(text[at:end])
    return Change(option["label"], text[start:end], "".join(after))


def _groups(cards: Iterable[Card], categories: Mapping[str, str]) -> Iterator[Group]:
    order = list(categories)
    ranked = sorted(cards, key=lambda card: order.index(card.finding["category"]))
    for category, group in groupby(ranked, key=lambda card: str(card.finding["category"])):
        yield Group(category, categories[category], tuple(group))


def _checklist(
    elements: Iterable[Mapping[str, Any]], text: str, element_names: Mapping[str, str]
) -> Iterator[tuple[State, ...]]:
    for _, states in groupby(elements, key=lambda state: state["item"]):
        yield tuple(
            _state(state, text, element_names)
            for state in states
            if state["status"] != "not_needed"
        )


def _state(state: Mapping[str, Any], text: str, element_names: Mapping[str, str]) -> State:
    name = element_names[state["element"]]
    if state["status"] != "found":
        return State(name, "required" if state["required"] else "recommended", 0, "")
    if not state["evidence"]:
        return State(name, "found", 0, "")
    words = state["evidence"][0]
    return State(name, "found", _line(text, words["start"]), _short(words["text"]))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 15]}…{text[-14:]}"
