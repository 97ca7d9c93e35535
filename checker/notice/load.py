"""The files of the kinds of notice and of the elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from checker.errors import RuleError
from checker.notice.spec import ElementSpec, GenreSpec, Knowledge
from checker.notice.types import Element
from checker.regex_faults import fault
from checker.rulebook.load import NAME, typed

T = TypeVar("T", GenreSpec, ElementSpec)


def load_knowledge(folder: Path) -> Knowledge:
    """The files under `genres`, `media` and `elements` of a folder.

    Raises:
        RuleError: A file cannot be used, or an element has none; names file and line.
    """
    elements = dict(_specs(folder / "elements", ElementSpec))
    known: dict[Element, ElementSpec] = {}
    for name, spec in elements.items():
        if name not in set(Element):
            raise RuleError(
                "element-name",
                str(folder / "elements" / f"{name}.yaml"),
                f"「{name}」という情報はありません。",
                f"ファイルの名前に使えるもの: {'、'.join(Element)}",
            )
        known[Element(name)] = spec
    missing = [element for element in Element if element not in known]
    if missing:
        raise RuleError(
            "element-missing",
            str(folder / "elements"),
            f"「{'」「'.join(missing)}」のファイルがありません。",
            "消したファイルを元に戻してください。",
        )
    return Knowledge(load_genres(folder / "genres"), load_genres(folder / "media"), known)


def load_genres(folder: Path) -> dict[str, GenreSpec]:
    """The kinds of notice in a folder (`genres` or `media`), by id.

    Raises:
        RuleError: A file cannot be used, or there is none; names file and line.
    """
    return dict(_specs(folder, GenreSpec))


def _specs(folder: Path, kind: type[T]) -> Iterator[tuple[str, T]]:
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise RuleError(
            "rules-empty",
            str(folder),
            "ファイル（.yaml）が1つもありません。",
            "消したファイルを元に戻してください。",
        )
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(
                "rule-unreadable",
                str(path),
                "ファイルを読めません。",
                "権限と文字コード（UTF-8）を確かめてください。",
            ) from error
        spec, marks = typed(text, str(path), kind)
        for where, pattern in patterns_of(spec):
            try:
                re.compile(pattern)
            except re.error as error:
                line, column = marks.get(where, (1, 1))
                raise RuleError(
                    "rule-invalid",
                    f"{path}:{line}:{column}",
                    f"正規表現として読めません（{fault(error)}）。",
                    "括弧と記号を確かめてください。",
                ) from error
        name = path.stem.replace("_", "-")
        if not NAME.fullmatch(name):
            raise RuleError(
                "rule-path",
                str(path),
                f"名前に「{path.stem}」は使えません。",
                "英小文字、数字、下線だけで書いてください。",
            )
        yield path.stem, spec


def patterns_of(spec: GenreSpec | ElementSpec) -> Iterator[tuple[str, str]]:
    """The regular expressions of a file with their paths in it (`$.labels[0]`)."""
    if isinstance(spec, ElementSpec):
        lists: dict[str, list[str]] = {
            name: getattr(spec, name)
            for name in ("labels", "says", "mentions", "asides", "none", "defaults")
        }
        if spec.signs:
            yield "$.signs", spec.signs
    else:
        lists = {"not_needed": spec.not_needed}
        for number, cue in enumerate(spec.cues):
            lists[f"cues[{number}].patterns"] = cue.patterns
        for number, need in enumerate(spec.needs):
            lists[f"needs[{number}].when"] = need.when
            lists[f"needs[{number}].unless"] = need.unless
        for element, patterns in spec.waives_when.items():
            lists[f"waives_when.{element}"] = patterns
        for element, patterns in spec.proof.items():
            lists[f"proof.{element}"] = patterns
    for name, patterns in lists.items():
        for number, pattern in enumerate(patterns):
            yield f"$.{name}[{number}]", pattern
