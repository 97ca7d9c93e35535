"""Drafts as records, in bulk: one record in, one record out, in any number of processes.

What comes out are the lines of `check --format jsonl` as values, so that the outputs of many
processes are one report when they stand one behind the other.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from checker import __version__
from checker.api import Checker, Draft, decode_draft, load_config, problem
from checker.document.model import Format
from checker.document.read import format_of
from checker.errors import CheckerError, InputError
from checker.memory import LOT
from checker.model import FileReport, Problem, Profile, Report, Tier
from checker.reporters.json import to_data

_HEAD = ("schema_version", "tool", "as_of")

_FORMATS = {each.value: each for each in Format}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How records are checked, see `checker.api.check_records`."""

    config: Path | None
    profile: Profile | None
    tier: Tier
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    as_of: datetime.date | None
    score: bool
    pages: bool


def checked(records: Iterable[object], wanted: Wanted) -> Iterator[dict[str, Any]]:
    """What was found in each record, in order; see `checker.api.check_records`.

    Raises:
        ConfigError: The configuration or an option cannot be used.
        RuleError: A rule file cannot be used.
    """
    checker = _checker(wanted)
    source = iter(records)
    while lot := list(islice(source, LOT)):
        yield from _checked(checker, [_draft(record) for record in lot])


def _checked(checker: Checker, drafts: list[Draft | Problem]) -> Iterator[dict[str, Any]]:
    report = checker.check(draft for draft in drafts if isinstance(draft, Draft))
    if report.problems:
        # Which draft a problem is about is told by its path alone, and that may be that of
        # several records: one by one there is no doubt.
        outcomes = [_alone(checker, draft) for draft in drafts]
    else:
        files = iter(report.files)
        outcomes = [each if isinstance(each, Problem) else next(files) for each in drafts]
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            yield _line(Report(report.as_of, (), (outcome,)))
        else:
            yield _line(Report(report.as_of, (outcome,)))


def _line(report: Report) -> dict[str, Any]:
    """A report on one draft as a line of `--format jsonl`."""
    data = to_data(report, __version__)
    head = {name: data[name] for name in _HEAD}
    kind, (found,) = ("file", data["files"]) if data["files"] else ("error", data["errors"])
    return {**head, kind: found}


def _alone(checker: Checker, draft: Draft | Problem) -> FileReport | Problem:
    if isinstance(draft, Problem):
        return draft
    report = checker.check([draft])
    return report.files[0] if report.files else report.problems[0]


def _draft(record: object) -> Draft | Problem:
    """A record as a draft, or why it is none."""
    path = ""
    try:
        if not isinstance(record, Mapping):
            raise _unusable("", "path と、text か raw のある組になっていません。")
        name, text, raw = record.get("path"), record.get("text"), record.get("raw")
        if not isinstance(name, str) or not name:
            raise _unusable("", "path に、下書きの名前がありません。")
        path = name
        if isinstance(text, str):
            return Draft(path, text, _format(record, path))
        if isinstance(raw, bytes):
            # The name that tells the format also tells whether a page may declare an encoding.
            named = path if format_of(path) else f"a.{_SUFFIXES[_format(record, path)]}"
            decoded, _, encoding = decode_draft(raw, named)
            return Draft(path, decoded, _format(record, path), encoding)
        raise _unusable(path, "text にも raw にも、下書きがありません。")
    except CheckerError as error:
        told = problem(error)
        return Problem(told.path or path, told.code, told.message, told.remedy)


_SUFFIXES = {Format.MARKDOWN: "md", Format.TEXT: "txt", Format.HTML: "html"}


def _format(record: Mapping[str, Any], path: str) -> Format:
    given = record.get("format")
    found = format_of(path) if given is None else _FORMATS.get(str(given))
    if found is None:
        raise InputError(
            "unknown-format",
            path,
            "下書きの形式が分かりません。",
            f"format に、{'、'.join(_FORMATS)} のどれかを書いてください。",
        )
    return found


def _unusable(path: str, message: str) -> InputError:
    return InputError(
        "unusable-record",
        path,
        message,
        "path に名前、text に文章（文字列）か raw に中身（バイト列）を入れてください。",
    )


_LOADING = threading.Lock()


def _checker(wanted: Wanted) -> Checker:
    """The checker of this process; a worker may ask for it in several threads at once."""
    with _LOADING:
        return _loaded(wanted)


@cache
def _loaded(wanted: Wanted) -> Checker:
    config = load_config(wanted.config)
    return Checker(
        replace(
            config,
            profile=wanted.profile or config.profile,
            select=wanted.select or config.select,
            ignore=(*config.ignore, *wanted.ignore),
        ),
        tier=wanted.tier,
        as_of=wanted.as_of,
        score=wanted.score,
        pages=wanted.pages,
    )
