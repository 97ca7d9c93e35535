"""Rule files → rules, with the place of every fault.

YAML is read as strings only, so that `12:30` is not 750 and `no` is not False;
the types of `checker.kinds` turn them into numbers and switches. A key that
occurs twice is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from checker.errors import RuleError
from checker.kinds import RuleSpec
from checker.model import Category
from checker.rulebook.rule import Rule

GLOSSARY_FOLDER = "glossary"
"""Word lists stand in a folder of their own and belong to the category `jargon`."""

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

MAX_DEPTH = 1_000
"""Nesting that a rule file never needs; libyaml fails at some 20,000."""

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]


@dataclass(frozen=True)
class RuleFile:
    """A rule as read, with the place of each of its values (`$.a[0]` → line, column)."""

    rule: Rule
    marks: dict[str, tuple[int, int]]

    def error(self, where: str, message: str, remedy: str) -> RuleError:
        """An error at the value `where`, or at the nearest value that holds it."""
        return _error(self.rule.path, self.marks, where, message, remedy)


def rule_files(folder: Path) -> Iterator[Path]:
    """The rule files of a folder, in a stable order."""
    for path in sorted(folder.rglob("*.yaml")):
        parts = path.relative_to(folder).parts
        if not any(part.startswith(".") for part in parts):
            yield path


def load_folder(folder: Path) -> list[RuleFile]:
    """All rules of a folder.

    Raises:
        RuleError: The folder holds no rule, or a file cannot be used.
    """
    if not folder.is_dir():
        raise RuleError(
            "rules-folder",
            str(folder),
            "ルールのフォルダーがありません。",
            "場所を確かめてください。",
        )
    files = [load_file(path, folder) for path in rule_files(folder)]
    if not files:
        raise RuleError(
            "rules-empty",
            str(folder),
            "ルールのファイル（.yaml）が1つもありません。",
            "「分類/名前.yaml」の形で置いてください（例: wording/my-rule.yaml）。",
        )
    return files


def load_file(path: Path, folder: Path | None = None) -> RuleFile:
    """One rule. Its id is its path below `folder` (default: its grandparent folder).

    Raises:
        RuleError: The file cannot be used; the error names file, line and column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleError(
            "rule-unreadable",
            str(path),
            "ルールのファイルを読めません。",
            "場所と権限を確かめてください。",
        ) from error
    except UnicodeDecodeError as error:
        raise RuleError(
            "rule-encoding",
            str(path),
            "ルールのファイルがUTF-8ではありません。",
            "UTF-8で保存し直してください。",
        ) from error
    return parse(text, str(path), rule_id(path, folder or path.parent.parent))


def rule_id(path: Path, folder: Path) -> str:
    """The id that the place of a file gives: `category/name`.

    Raises:
        RuleError: The place is not `category/name.yaml` with a known category.
    """
    parts = path.relative_to(folder).with_suffix("").parts
    categories = "、".join(category.value for category in Category)
    if len(parts) != 2 or not NAME.fullmatch(parts[1]):
        raise RuleError(
            "rule-path",
            str(path),
            "ルールのファイルの置き場所か名前が、決まりに合っていません。",
            "「分類/英小文字とハイフンの名前.yaml」の形で置いてください。",
        )
    category = Category.JARGON.value if parts[0] == GLOSSARY_FOLDER else parts[0]
    if category not in set(Category):
        raise RuleError(
            "rule-category",
            str(path),
            f"分類「{parts[0]}」はありません。",
            f"次のどれかのフォルダーに置いてください: {categories}、{GLOSSARY_FOLDER}",
        )
    return f"{category}/{parts[1]}"


def parse(text: str, path: str, identifier: str) -> RuleFile:
    """One rule from the text of its file.

    Raises:
        RuleError: The text is not YAML or not a rule; names file, line and column.
    """
    try:
        _refuse_depth(text, path)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        raise RuleError(
            "rule-yaml",
            place,
            f"YAMLとして読めません（{getattr(error, 'problem', None) or error}）。",
            "字下げ、「: 」の後の空白、引用符の閉じ忘れを確かめてください。",
        ) from error
    if node is None:
        raise RuleError(
            "rule-yaml",
            path,
            "ルールのファイルが空です。",
            "rules/README.md の例から始めてください。",
        )
    marks: dict[str, tuple[int, int]] = {}
    data = _plain(node, "$", marks, path)
    try:
        spec: RuleSpec = msgspec.convert(data, RuleSpec, strict=False)
    except msgspec.ValidationError as error:
        raise _explained(error, path, marks, data) from error
    return RuleFile(Rule(identifier, spec, path), marks)


def _refuse_depth(text: str, path: str) -> None:
    """Refuse nesting so deep that libyaml's recursion would end the process."""
    if text.count("[") + text.count("{") + text.count("- ") < MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise RuleError(
                "rule-yaml",
                f"{path}:{line}",
                "入れ子が深すぎます。",
                "括弧の閉じ忘れを確かめてください。",
            )


def _plain(node: yaml.Node, where: str, marks: dict[str, tuple[int, int]], path: str) -> Any:
    marks[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        plain: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            place = f"{where}.{key}"
            if key in plain:
                line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
                raise RuleError(
                    "rule-duplicate-key",
                    f"{path}:{line}:{column}",
                    f"「{key}」が2回書かれています。",
                    "1つにまとめてください。",
                )
            plain[key] = _plain(value_node, place, marks, path)
            marks[place] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, f"{where}[{number}]", marks, path)
            for number, item in enumerate(node.value)
        ]
    return str(node.value)


def _error(
    path: str, marks: dict[str, tuple[int, int]], where: str, message: str, remedy: str
) -> RuleError:
    while where not in marks and where != "$":
        where = re.sub(r"(\.[^.\[\]]*|\[[^\]]*\])$", "", where) or "$"
    line, column = marks.get(where, (1, 1))
    return RuleError("rule-invalid", f"{path}:{line}:{column}", message, remedy)


_AT = re.compile(r"^(?P<what>.*?)(?: - at `(?P<where>.*)`)?$", re.DOTALL)


def _explained(
    error: msgspec.ValidationError, path: str, marks: dict[str, tuple[int, int]], data: Any
) -> RuleError:
    """A validation error in Japanese, at its place."""
    found = _AT.match(str(error))
    what = found["what"] if found else str(error)
    where = (found["where"] if found else None) or "$"
    quoted = re.findall(r"[`'](.*?)[`']", what)
    name = quoted[0] if quoted else ""
    if what.startswith("Object contains unknown field"):
        where = f"{where}.{name}"
        message = f"「{name}」という項目はありません。"
        remedy = "項目の名前を確かめてください（rules/README.md に一覧があります）。"
    elif what.startswith("Object missing required field"):
        message = f"「{name}」がありません。"
        remedy = f"「{name}:」の行を足してください。"
    elif what.startswith("Invalid enum value") or what.startswith("Invalid value"):
        message = f"「{name}」は使えない値です。"
        remedy = "使える値は rules/README.md と rules/schema.json にあります。"
    elif "length >=" in what:
        message = "1つ以上書くところが、空です。"
        remedy = "値を書くか、要らなければ項目ごと消してください。"
    elif what.startswith("Expected"):
        message = f"値の形が違います（{what}）。"
        remedy = "文字列、数、一覧（- で始まる行）のどれを書く項目かを確かめてください。"
    else:
        message = f"値が決まりに合いません（{what}）。"
        remedy = "rules/README.md の例と比べてください。"
    if not isinstance(data, dict):
        message, remedy = (
            "ルールの形になっていません。",
            "「kind: existence」のように「項目: 値」で書いてください。",
        )
    return _error(path, marks, where, message, remedy)


def combined(files: Iterable[RuleFile]) -> list[Rule]:
    """The rules of several files.

    Raises:
        RuleError: Two files have the same id (a word list and a rule, say).
    """
    rules: dict[str, Rule] = {}
    for file in files:
        other = rules.get(file.rule.id)
        if other is not None:
            raise file.error(
                "$",
                f"IDが {other.path} と同じ「{file.rule.id}」です。",
                "ファイル名を変えてください。",
            )
        rules[file.rule.id] = file.rule
    return list(rules.values())
