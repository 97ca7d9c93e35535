"""One `check.toml`: its text as typed values, and the line of every fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.config.fields import LARGEST, OFF, PROFILES, ROOT, SEVERITIES, Field, Shape
from checker.config.globs import Globs, fault
from checker.config.model import Origin, Said, Threshold
from checker.config.positions import Key, positions
from checker.config.sections import ConfigFile, Section, Silencing
from checker.config.spelling import nearest
from checker.config.syntax import syntax_error
from checker.errors import ConfigError
from checker.model import Profile, Severity
from checker.reasons import given
from checker.regex import regex

_SELECTOR = regex(r"[a-z]+(?:/[a-z0-9-]+(?:#.+)?)?")
_RULE = regex(r"[a-z]+/[a-z0-9-]+")


def read(path: Path) -> ConfigFile:
    """Read a file; places in it are relative to its own folder.

    Raises:
        ConfigError: The file cannot be used; names the line where it can.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise ConfigError(
                "config-encoding",
                str(path),
                "設定ファイルがUTF-8ではありません。",
                "UTF-8で保存し直してください。",
            ) from error
        raise ConfigError(
            "config-unreadable",
            str(path),
            "設定ファイルを読めません。",
            "場所と権限を確かめてください。",
        ) from error
    return parse(text, path)


def parse(text: str, path: Path) -> ConfigFile:
    """Read the text of a file.

    Raises:
        ConfigError: The text cannot be used; names the line.
    """
    try:
        data = tomllib.loads(text)
        lines = positions(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise syntax_error(path, text, error) from error
    return _Reader(path, lines).file(data)


class _Reader:
    """Checks the values of one file and names the line of a fault."""

    def __init__(self, path: Path, lines: Mapping[Key, int]) -> None:
        self._path = path
        self._lines = lines
        self._glob = ""

    def file(self, data: dict[str, Any]) -> ConfigFile:
        self._check(data, ROOT, ())
        city, web = data.get("city", {}), data.get("web", {})
        paths = tuple(
            self._section(table, ("paths", number))
            for number, table in enumerate(data.get("paths", ()))
        )
        self._glob = ""
        return ConfigFile(
            path=self._path,
            extends=tuple(self._places(data, (), "extends")),
            whole=self._section(data, ()),
            paths=paths,
            silences=tuple(
                self._silencing(table, ("silence", number))
                for number, table in enumerate(data.get("silence", ()))
            ),
            rules=tuple(self._places(data, (), "rules")),
            exclude=self._globs(data, (), "exclude"),
            policy=tuple(
                (name, Said(value, self._origin(("policy", name))))
                for name, value in data.get("policy", {}).items()
            ),
            lists=MappingProxyType(
                {
                    name: place
                    for name in ("departments", "facilities")
                    for place in self._places(city, ("city",), name)
                }
            ),
            area_code=self._said(city, ("city",), "area_code"),
            has_city="city" in data,
            words=tuple(self._places(data.get("words", {}), ("words",), "list")),
            web=tuple(
                (name, Said(value, self._origin(("web", name)))) for name, value in web.items()
            ),
        )

    # What a value looks like

    def _check(self, value: Any, field: Field, key: Key) -> None:
        """Refuse a value that is not written as the item wants it."""
        match field.shape:
            case Shape.WORD:
                fits = isinstance(value, str) and bool(value or not field.filled)
            case Shape.WORDS:
                fits = _is_words(value) and bool(value or not field.filled)
            case Shape.WORD_OR_WORDS:
                fits = (isinstance(value, str) and bool(value)) or (
                    _is_words(value) and bool(value) and all(value)
                )
            case Shape.TABLES:
                fits = isinstance(value, list) and all(isinstance(each, dict) for each in value)
            case _:
                fits = isinstance(value, dict)
        if not fits:
            raise self._error(key, *_how_to_write(field, key))
        if field.choices and value not in field.choices:
            raise self._error(
                key,
                f"{field.name} に「{value}」は使えません。",
                f"{_near(value, field.choices)}{'、'.join(field.choices)} のどれかを書いてください。",
            )
        if field.pattern and not re.fullmatch(field.pattern, value):
            raise self._error(
                key,
                f"{field.name} の「{value}」は、{field.meaning}として読めません。",
                f"{field.example} のように書いてください。",
            )
        match field.shape:
            case Shape.TABLE:
                self._check_table(value, field, key)
            case Shape.TABLES:
                for number, table in enumerate(value):
                    self._check_table(table, field, (*key, number))
                    if field.name == "paths":
                        self._check_globs(table, (*key, number))
                    else:
                        self._check_selectors(table["rule"], (*key, number, "rule"))
            case Shape.NAMED_WORDS:
                self._check_policy(value, field, key)
            case Shape.SEVERITIES:
                self._check_severities(value, key)
            case Shape.THRESHOLDS:
                self._check_thresholds(value, key)
            case Shape.ANY_TABLE:
                self._refuse_strayed(value, key, ())

    def _check_table(self, table: dict[str, Any], field: Field, key: Key) -> None:
        self._refuse_strayed(table, key, field.names)
        for name, value in table.items():
            known = next((each for each in field.fields if each.name == name), None)
            if known is None:
                raise self._unknown(name, field.names, (*key, name))
            self._check(value, known, (*key, name))
        if any(each.required and each.name not in table for each in field.fields):
            raise self._error(key, *_how_to_write(field, key))

    def _check_policy(self, table: dict[str, Any], field: Field, key: Key) -> None:
        self._refuse_strayed(table, key, ())
        for name, value in table.items():
            if not isinstance(value, str):
                raise self._error((*key, name), *_how_to_write(field, key))

    def _check_severities(self, table: dict[str, Any], key: Key) -> None:
        self._refuse_strayed(table, key, ())
        for name, value in table.items():
            if not _SELECTOR.fullmatch(name):
                raise self._no_selector(name, (*key, name))
            if not isinstance(value, str) or value not in SEVERITIES:
                raise self._error(
                    (*key, name),
                    f"[severity] の「{name}」の値が使えません。",
                    f"{_near(value, SEVERITIES)}{'、'.join(SEVERITIES)} のどれかを、"
                    f'"{name}" = "error" のように書いてください。',
                )

    def _check_thresholds(self, table: dict[str, Any], key: Key, *, nested: bool = False) -> None:
        self._refuse_strayed(table, key, ())
        for name, value in table.items():
            place = (*key, name)
            if name in PROFILES and not nested:
                if not isinstance(value, dict):
                    raise self._error(
                        place,
                        f"[thresholds] の {name} は、読み手の名前です。",
                        f"[thresholds.{name}] の下に "
                        '"sentence/length" = 40 のように書いてください。',
                    )
                self._check_thresholds(value, place, nested=True)
            elif not _RULE.fullmatch(name):
                raise self._no_selector(name, place, rule=True)
            elif isinstance(value, dict) and value:
                for step, number in value.items():
                    if step not in SEVERITIES[:-1]:
                        raise self._unknown(step, SEVERITIES[:-1], (*place, step))
                    self._check_number(name, number, (*place, step))
            else:
                self._check_number(name, value, place)

    def _check_number(self, name: str, value: Any, key: Key) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST:
            raise self._error(
                key,
                f"[thresholds] の「{name}」の数が使えません。",
                f"1から{LARGEST}までの、小数点のない数を、"
                f'引用符を付けずに、"{name}" = 60 のように書いてください。',
            )

    def _check_globs(self, table: dict[str, Any], key: Key) -> None:
        """Refuse a `[[paths]]` that is for no place, or says it twice."""
        if ("glob" in table) == ("globs" in table):
            raise self._error(
                key,
                "[[paths]] に、glob と globs の両方が書かれています。"
                if "glob" in table
                else "[[paths]] に、場所（glob）が書かれていません。",
                'どちらか1つを、glob = "press/**" か globs = ["press/**", "houdou/**"] '
                "のように書いてください。",
            )

    def _check_selectors(self, written: str | list[str], key: Key) -> None:
        """Refuse what has not the form of a rule's name."""
        words = [written] if isinstance(written, str) else written
        for number, word in enumerate(words):
            if not _SELECTOR.fullmatch(word):
                place = key if isinstance(written, str) else (*key, number)
                raise self._no_selector(word, place)

    def _refuse_strayed(self, table: dict[str, Any], key: Key, known: tuple[str, ...]) -> None:
        """Refuse what was meant for the whole file and stands below the head of a table."""
        for name in table if key else ():
            if name in ROOT.names and name not in known:
                head = _head(key)
                raise self._error(
                    (*key, name),
                    f"{name} が、{head} より下に書かれています。",
                    f"{name} の行を、{head} の行より上に移してください。",
                )

    # What a value says

    def _section(self, table: dict[str, Any], key: Key) -> Section:
        globs = None
        if key:
            self._glob = ""
            globs = self._globs(table, key, "globs" if "globs" in table else "glob")
            self._glob = globs.written if globs else ""
        profile = self._said(table, key, "profile")
        return Section(
            origin=self._origin(key),
            globs=globs,
            profile=None if profile is None else Said(Profile(profile.value), profile.origin),
            genre=self._said(table, key, "genre"),
            medium=self._said(table, key, "medium"),
            select=tuple(self._words(table, key, "select")) if "select" in table else None,
            ignore=tuple(self._words(table, key, "ignore")),
            severity=tuple(
                sorted(
                    (
                        (name, Said(_severity(value), self._origin((*key, "severity", name))))
                        for name, value in table.get("severity", {}).items()
                    ),
                    # So that of several the most exact one is the last.
                    key=lambda named: ("/" in named[0], "#" in named[0]),
                )
            ),
            thresholds=tuple(
                self._thresholds(table.get("thresholds", {}), (*key, "thresholds"), None)
            ),
        )

    def _silencing(self, table: dict[str, Any], key: Key) -> Silencing:
        globs = self._globs(table, key, "paths")
        self._glob = globs.written if globs else ""
        rules = tuple(self._words(table, key, "rule"))
        self._glob = ""
        return Silencing(self._origin(key), globs, rules, given(table["reason"]))

    def _thresholds(
        self, table: dict[str, Any], key: Key, profile: Profile | None
    ) -> Iterator[tuple[Profile | None, Said[Threshold]]]:
        for name, value in table.items():
            if name in PROFILES:
                yield from self._thresholds(value, (*key, name), Profile(name))
                continue
            steps: tuple[tuple[Severity | None, int], ...] = ((None, value),)
            if isinstance(value, dict):
                steps = tuple(sorted((Severity[step.upper()], at) for step, at in value.items()))
            threshold = Threshold(name, profile or Profile.GENERAL, steps)
            yield profile, Said(threshold, self._origin((*key, name)))

    def _globs(self, table: dict[str, Any], key: Key, name: str) -> Globs | None:
        written = tuple(self._words(table, key, name))
        for said in written:
            wrong = fault(said.value)
            if wrong:
                raise ConfigError(
                    "config-invalid",
                    str(said.origin),
                    f"{name} の「{said.value}」は使えません（{wrong}）。",
                    "設定ファイルのあるフォルダーから見た場所を、"
                    '"press/**" のように「/」で区切って書いてください。',
                )
        return Globs(written, self._path.parent.resolve()) if written else None

    def _places(self, table: dict[str, Any], key: Key, name: str) -> Iterator[Said[Path]]:
        for said in self._words(table, key, name):
            if said.value:
                yield Said(self._path.parent / said.value, said.origin)

    def _words(self, table: dict[str, Any], key: Key, name: str) -> Iterator[Said[str]]:
        """The words of a list; a word alone is a list of one."""
        written = table.get(name, [])
        if isinstance(written, str):
            yield Said(written, self._origin((*key, name)))
            return
        for number, word in enumerate(written):
            yield Said(word, self._origin((*key, name, number)))

    def _said(self, table: dict[str, Any], key: Key, name: str) -> Said[str] | None:
        return Said(table[name], self._origin((*key, name))) if name in table else None

    def _origin(self, key: Key) -> Origin:
        return Origin(str(self._path), self._line(key), self._glob)

    def _line(self, key: Key) -> int:
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1)

    # What is wrong

    def _unknown(self, name: str, known: tuple[str, ...], key: Key) -> ConfigError:
        remedy = _near(name, known) or f"使える項目: {'、'.join(known)}"
        return self._error(key, f"「{name}」という項目はありません。", remedy)

    def _no_selector(self, name: str, key: Key, *, rule: bool = False) -> ConfigError:
        shape = "分類/名前" if rule else "分類、分類/名前、分類/名前#語 のどれか"
        return self._error(
            key,
            f"「{name}」は、ルールの名前の形ではありません。",
            f'{shape}を、"sentence/length" のように、" で囲んで書いてください。',
        )

    def _error(self, key: Key, message: str, remedy: str) -> ConfigError:
        place = f"{self._path}:{self._line(key)}"
        return ConfigError("config-invalid", place, message, remedy)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _severity(written: str) -> Severity | None:
    return None if written == OFF else Severity[written.upper()]


def _near(word: Any, known: tuple[str, ...]) -> str:
    near = nearest(word, known) if isinstance(word, str) else ""
    return f"「{near}」のことでしょうか。" if near else ""


def _head(key: Key) -> str:
    """The head of a table as it is written in the file."""
    name = ".".join(part for part in key if isinstance(part, str))
    return f"[[{name}]]" if key and isinstance(key[-1], int) else f"[{name}]"


_KINDS = {
    Shape.WORD: "文字",
    Shape.WORDS: "一覧",
    Shape.WORD_OR_WORDS: "文字か一覧",
}


def _how_to_write(field: Field, key: Key) -> tuple[str, str]:
    """The message and the remedy for a value of another shape."""
    if field.shape in _KINDS:
        name = f"{_head(key[:-1])} の {field.name}" if key[:-1] else field.name
        kind = f"空ではない{_KINDS[field.shape]}" if field.filled else _KINDS[field.shape]
        return f"{name} は、{kind}で書きます。", f"{field.example} のように書いてください。"
    if field.shape is Shape.NAMED_WORDS:
        return (
            f"[{field.name}] の値は文字で書きます。",
            f"[{field.name}] の下に {field.example} のように書いてください。",
        )
    head = f"[[{field.name}]]" if field.shape is Shape.TABLES else f"[{field.name}]"
    return f"{head} の書き方が違います。", f"{head} の下に {field.example} のように書いてください。"
