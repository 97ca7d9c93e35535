"""Rule files → rules, with the place of every fault.

YAML is read as strings only, so that `12:30` is not 750 and `no` is not False;
the types of `checker.kinds` turn them into numbers and switches. A key that
occurs twice is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import msgspec
import yaml

from checker.config import nearest
from checker.errors import RuleError
from checker.kinds import RuleSpec, base
from checker.kinds.limit import MeasureName
from checker.model import Category
from checker.regex import regex
from checker.rulebook.rule import Rule

GLOSSARY_FOLDER = "glossary"
"""Word lists stand in a folder of their own and belong to the category `jargon`."""

OTHER_FOLDERS = frozenset({"genres", "media", "elements"})
"""Folders beside the rules that hold no rules: see `checker.notice.spec`."""

NO_RULES = frozenset({"rules-folder", "rules-empty"})
"""Errors about a place that holds no rule at all."""

NAME = regex(r"[a-z0-9]+(-[a-z0-9]+)*")

Spec = TypeVar("Spec")

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


def load_folder(folder: Path) -> list[RuleFile]:
    """All rules of a folder.

    Raises:
        RuleError: The folder holds no rule, or a file cannot be used.
    """
    files = []
    for loaded in rules_in(folder):
        if isinstance(loaded, RuleError):
            raise loaded
        files.append(loaded)
    return files


def rules_in(path: Path) -> list[RuleFile | RuleError]:
    """The rules of a folder, of one category in it, or of one file; faults in their place."""
    if not path.exists():
        return [
            RuleError(
                "rules-folder",
                str(path),
                "ルールのフォルダーやファイルがありません。",
                "場所を確かめてください。",
            )
        ]
    if not path.is_dir():
        return [_loaded(path, None)]
    is_category = path.resolve().name in {*Category, GLOSSARY_FOLDER} and any(path.glob("*.yaml"))
    root = None if is_category else path
    places = sorted(path.rglob("*"))
    loaded = [
        RuleError(
            "rule-suffix",
            str(place),
            "このファイルは、名前の終わりが違うため読めません。",
            "名前の終わりを「.yaml」にしてください。",
        )
        for place in places
        if place.suffix == ".yml" or place.name.endswith((".yaml.txt", ".yml.txt"))
    ] + [
        _loaded(place, root)
        for place in places
        if place.suffix == ".yaml"
        and place.is_file()
        and place.relative_to(path).parts[0] not in OTHER_FOLDERS
    ]
    return loaded or [
        RuleError(
            "rules-empty",
            str(path),
            "ルールのファイル（.yaml）が1つもありません。",
            "「分類/名前.yaml」の形で置いてください（例: wording/my-rule.yaml）。",
        )
    ]


def _loaded(path: Path, root: Path | None) -> RuleFile | RuleError:
    try:
        return load_file(path, root)
    except RuleError as error:
        return error


def load_file(path: Path, folder: Path | None = None) -> RuleFile:
    """One rule. Its id is its path below `folder` (default: its folder and its name).

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
    return parse(text, str(path), rule_id(path, folder))


def rule_id(path: Path, folder: Path | None) -> str:
    """The id that the place of a file gives: `category/name`.

    Raises:
        RuleError: The place is not `category/name.yaml` with a known category.
    """
    known = path.relative_to(folder) if folder else Path(*path.resolve().parts[-2:])
    parts = known.with_suffix("").parts
    own = (Category.JARGON, Category.SUPPRESSION, Category.INTERNAL)
    folders = (*(each.value for each in Category if each not in own), GLOSSARY_FOLDER)
    categories = f"使えるフォルダー: {'、'.join(folders)}"
    if len(parts) != 2:
        raise RuleError(
            "rule-path",
            str(path),
            "ルールのファイルの置き場所が、決まりに合っていません。",
            f"「分類/名前.yaml」の形で、分類のフォルダーの中に置いてください。{categories}",
        )
    if not NAME.fullmatch(parts[1]):
        raise RuleError(
            "rule-path",
            str(path),
            f"ルールの名前に「{parts[1]}」は使えません。",
            "英小文字、数字、ハイフンだけで書いてください。",
        )
    category = Category.JARGON.value if parts[0] == GLOSSARY_FOLDER else parts[0]
    if category not in set(Category):
        raise RuleError(
            "rule-category",
            str(path),
            f"分類「{parts[0]}」はありません。",
            f"分類のフォルダーの名前を直してください。{categories}",
        )
    return f"{category}/{parts[1]}"


def parse(text: str, path: str, identifier: str) -> RuleFile:
    """One rule from the text of its file.

    Raises:
        RuleError: The text is not YAML or not a rule; names file, line and column.
    """
    spec, marks = typed(text, path, cast("type[RuleSpec]", RuleSpec))
    return RuleFile(Rule(identifier, spec, path), marks)


def typed(text: str, path: str, kind: type[Spec]) -> tuple[Spec, dict[str, tuple[int, int]]]:
    """A value of a given type from YAML, and the place of each of its parts.

    Raises:
        RuleError: The text is not YAML or has another shape; names file, line and column.
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
            "この行か、1つ前の行が、YAMLとして読めません。",
            _yaml_remedy(text, mark.line if mark else 0),
        ) from error
    if node is None:
        raise RuleError(
            "rule-yaml",
            path,
            "ファイルが空です。",
            "rules/README.md の例から始めてください。",
        )
    marks: dict[str, tuple[int, int]] = {}
    data = _plain(node, "$", marks, path)
    try:
        spec: Spec = msgspec.convert(data, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _explained(error, path, marks, data, kind) from error
    return spec, marks


_FULL_WIDTH = regex(r"^\s*(?:- )?[\w.]+：|^\s*－|[：:]\s*［|^\u3000", re.MULTILINE)
_UNQUOTED = regex(r"^\s*(?:- )?\w+: (?:[{*#&!%@`]|[^\"'[\n]*: )")


def _yaml_remedy(text: str, line: int) -> str:
    """What to do about text that is no YAML, from what commonly goes wrong near the line."""
    near = text.splitlines()[max(0, line - 1) : line + 1]
    if any("\t" in each for each in near):
        return "タブがあります。半角の空白に直してください。"
    if _FULL_WIDTH.search("\n".join(near)):
        return "全角の「：」「－」「［」や空白があります。半角に直してください。"
    if any(_UNQUOTED.match(each) for each in near):
        return '値の全体を " で囲んでください（例: message: "{text}は…"）。'
    return "字下げ、「:」と「-」の後の半角の空白、引用符や括弧の閉じ忘れを確かめてください。"


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
    while where and where not in marks:
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    line, column = marks.get(where, (1, 1))
    return RuleError("rule-invalid", f"{path}:{line}:{column}", message, remedy)


_AT = regex(r"^(?P<what>.*?)(?: - at `(?P<where>.*)`)?$", re.DOTALL)

_KIND_NAMES = tuple(sorted(spec.__struct_config__.tag for spec in get_args(RuleSpec)))

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": _KIND_NAMES,
    "severity": get_args(base.SeverityName),
    "steps": get_args(base.SeverityName),
    "fix": get_args(base.ApplicabilityName),
    "format": get_args(base.FormatName),
    "formats": get_args(base.FormatName),
    "profile": get_args(base.ProfileName),
    "profiles": get_args(base.ProfileName),
    "scope": get_args(base.ScopeName),
    "when_scope": get_args(base.ScopeName),
    "mask": get_args(base.MaskName),
    "masks": get_args(base.MaskName),
    "measure": get_args(MeasureName),
    "treatment": ("replace", "explain", "ask"),
    "status": ("stable", "preview"),
    "place": ("first", "last"),
    "at": ("anywhere", "sentence_start", "sentence_end"),
}


def _explained(
    error: msgspec.ValidationError,
    path: str,
    marks: dict[str, tuple[int, int]],
    data: Any,
    kind: Any,
) -> RuleError:
    """A validation error in Japanese, at its place."""
    found = _AT.match(str(error))
    what = found["what"] if found else str(error)
    where = (found["where"] if found else None) or "$"
    where = where[where.find("$") :]  # "key` in `$.profiles"
    quoted = re.findall(r"[`'](.*?)[`']", what)
    name = quoted[0] if quoted else ""
    field = next((part for part in re.findall(r"[a-z_]+", where)[::-1] if part in _CHOICES), "")
    if what.startswith("Object contains unknown field"):
        near = nearest(name, _fields(data, kind))
        message = f"「{name}」という項目は、ここにはありません。"
        remedy = f"「{near}」のことでしょうか。" if near and near != name else ""
        remedy += "名前と字下げを確かめてください（rules/README.md に一覧があります）。"
        where = f"{where}.{name}"
    elif what.startswith("Object missing required field"):
        message = f"「{name}」がありません。"
        remedy = f"「{name}:」の行を足してください。"
    elif what.startswith(("Invalid enum value", "Invalid value")):
        choices = _CHOICES.get(field, ())
        near = nearest(name, choices)
        message = (
            f"{field} に「{name}」は使えません。" if field else f"「{name}」は使えない値です。"
        )
        remedy = f"「{near}」のことでしょうか。" if near else ""
        remedy += (
            f"使えるのは {'、'.join(choices)} です。"
            if choices
            else "使える値は rules/README.md にあります。"
        )
    elif "length >=" in what:
        message = "1つ以上書くところが、空です。"
        remedy = '値を書いてください。# で始まる値は、全体を " で囲みます。'
    elif what.startswith("Expected `array`"):
        last = (re.findall(r"[a-z_]+", where) or ["この項目"])[-1]
        message = f"「{last}」は一覧で書きます。"
        remedy = (
            f"{last}: [値, 値] のように半角の [ ] で囲むか、次の行から「- 値」の形で書いてください"
            "（「-」の後に半角の空白が要ります）。"
        )
    elif what.startswith("Expected") and "steps" in where:
        message = "steps は {suggestion: 40} のように、重さと数の組で書きます。"
        remedy = "重さは suggestion、warning、error、数は半角で書いてください。"
    elif what.startswith("Expected"):
        message = "値の形が違います。"
        remedy = "文字、数、一覧、「項目: 値」のどれを書くところかを、rules/README.md の例と比べてください。"
    else:
        message = f"値が決まりに合いません（{what}）。"
        remedy = "rules/README.md の例と比べてください。"
    if not isinstance(data, dict):
        message, remedy = (
            "ルールの形になっていません。",
            "「kind: existence」のように「項目: 値」で書いてください。",
        )
    return _error(path, marks, where, message, remedy)


def _fields(data: Any, kind: Any) -> tuple[str, ...]:
    """The names of the fields that such a file may have, its parts included."""
    if hasattr(kind, "__struct_fields__"):
        return tuple(kind.__struct_fields__)
    tag = data.get("kind", "") if isinstance(data, dict) else ""
    specs = [spec for spec in get_args(kind) if spec.__struct_config__.tag == tag]
    parts = (base.BasisSpec, base.BadExample, base.Examples, base.Override, base.Unless)
    return tuple(name for part in (*specs, *parts) for name in part.__struct_fields__)


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
