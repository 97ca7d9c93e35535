"""`--show-config`: which value holds for a draft, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.api import Checker
from checker.config import Config, Origin
from checker.document.model import Document
from checker.document.read import format_of, read
from checker.document.source import load
from checker.inputs import is_left_out
from checker.lookup import Lookup
from checker.model import Severity
from checker.options import Options
from checker.reporters.width import width

_GUESSED = "（下書きから見分ける）"
_FIRST = "最初の値"
_WIDTH = 12
"""Columns of the names: the longest is `departments`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that holds, for people."""

    name: str
    value: str
    origin: str


def show_config(path: Path, options: Options) -> str:
    """What holds for a draft, one line a value; the draft need not exist.

    Raises:
        CheckerError: The configuration or the draft cannot be used.
    """
    lookup = Lookup(options)
    folder = path.is_dir()
    config = lookup.config_for(path / "-" if folder else path)
    Checker(config, tier=options.tier)  # refuses what no rule knows
    document = None
    if not folder and path.exists():
        document = _document(path, options)
    lines = [f"{path} の設定"]
    lines.append(f"  設定ファイル: {config.path or '使いません（近くにありません）'}")
    if options.no_config:
        lines[-1] = "  設定ファイル: 使いません（--no-config）"
    shown = [*_reader(config, document, path), *_rules(config, document, path), *_city(config)]
    columns = max(width(each.value) for each in shown)
    for each in shown:
        gap = " " * (columns - width(each.value))
        lines.append(f"  {each.name:<{_WIDTH}}{each.value}{gap}  {each.origin}")
    if not folder and is_left_out(path, lookup.excludes):
        lines.append("  フォルダーごと点検するときは、exclude か .gitignore で除かれます。")
    return "\n".join(lines) + "\n"


def _document(path: Path, options: Options) -> Document | None:
    format = format_of(str(path))
    if format is None:
        return None
    return read(load(path, encoding=options.encoding).text, format, path=str(path))


def _reader(config: Config, document: Document | None, path: Path) -> Iterator[Shown]:
    own = dict(_front_matter(document, path))
    for name, value in (
        ("profile", config.profile.value),
        ("genre", config.genre or _GUESSED),
        ("medium", config.medium or _GUESSED),
    ):
        if name in own:
            yield Shown(name, *own[name])
        else:
            yield Shown(name, value, _told(config, name))


def _rules(config: Config, document: Document | None, path: Path) -> Iterator[Shown]:
    if not config.select:
        yield Shown("select", "（すべて）", _FIRST)
    for name, words in (("select", config.select), ("ignore", config.ignore)):
        for word in words:
            yield Shown(name, word, _told(config, name, word))
    for name, (value, origin) in _front_matter(document, path):
        if name == "ignore":
            yield Shown(name, value, origin)
    last = dict(config.severity)
    for selector, severity in last.items():
        value = "off" if severity is None else severity.label
        yield Shown("severity", f"{selector} = {value}", _told(config, "severity", selector))
    for threshold in config.thresholds:
        reader = "" if threshold.profile is config.profile else f"（{threshold.profile.value}）"
        yield Shown(
            "thresholds",
            f"{threshold.rule} = {_steps(threshold.steps)}{reader}",
            _told(config, "thresholds", threshold.profile.value, threshold.rule),
        )
    for silence in config.silence:
        yield Shown(
            "silence",
            f"{silence.rule}（{silence.reason}）",
            _told(config, "silence", silence.rule, silence.reason),
        )


def _city(config: Config) -> Iterator[Shown]:
    for folder in config.rules:
        yield Shown("rules", str(folder), _told(config, "rules", str(folder)))
    for name, value in config.policy.items():
        yield Shown("policy", f"{name} = {value}", _told(config, "policy", name))
    city = config.city
    if city is not None:
        for name, entries in (("departments", city.departments), ("facilities", city.facilities)):
            if ("city", name) in config.origins:
                yield Shown(name, f"{len(entries)}件", _told(config, "city", name))
        if city.area_code:
            yield Shown("area_code", city.area_code, _told(config, "city", "area_code"))
    for key, origin in config.origins.items():
        if key[0] == "words":
            count = sum(word.path == key[1] for word in config.words)
            yield Shown("words", f"{key[1]}（{count}語）", _place(origin))


def _front_matter(document: Document | None, path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """What the head of a draft says about checking it, with the line; it goes before all else."""
    for field in () if document is None else document.front_matter:
        name, _, rule = field.key.removeprefix("check.").partition(".")
        if field.key.startswith("check.") and field.value:
            line = document.source.count("\n", 0, field.source.start) + 1 if document else 1
            value = f"{rule}: {field.value}" if rule else field.value
            yield name.partition("[")[0], (value, f"{path}:{line}（下書きの先頭）")


def _steps(steps: tuple[tuple[Severity | None, int], ...]) -> str:
    return ", ".join(
        str(number) if step is None else f"{step.label} {number}" for step, number in steps
    )


def _told(config: Config, *name: str) -> str:
    origin = config.origins.get(name)
    return _FIRST if origin is None else _place(origin)


def _place(origin: Origin) -> str:
    return f"{origin}（[[paths]] {origin.glob}）" if origin.glob else str(origin)
