"""`check.toml`: what a city decides once for all its drafts."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.city import City, area_code, load_departments, load_facilities
from checker.errors import ConfigError
from checker.model import Profile
from checker.words import CityWord, load_words

FILE_NAME = "check.toml"

_KEYS = (
    "profile",
    "genre",
    "medium",
    "select",
    "ignore",
    "rules",
    "policy",
    "city",
    "words",
    "web",
)
_TABLES = ("policy", "city", "words", "web")
_CITY_KEYS = ("departments", "facilities", "area_code")
_WORDS_KEYS = ("list",)


@dataclass(frozen=True, slots=True)
class Config:
    """What can be decided by file or option.

    Attributes:
        profile: The reader.
        select: Selectors of the rules to run; empty means all.
        ignore: Selectors of the rules to leave out.
        rules: Folders with rules of the city's own.
        policy: The city's choice where authorities disagree.
        genre: What the drafts are, "" to let it be guessed for each.
        medium: Where they appear, "" to let it be guessed for each.
        city: The lists of the city, None if it names none.
        words: The city's own words.
        web: The table `[web]`, which only the web checker reads.
        path: The file that this was read from, "" if none.
    """

    profile: Profile = Profile.GENERAL
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    policy: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    genre: str = ""
    medium: str = ""
    city: City | None = None
    words: tuple[CityWord, ...] = ()
    web: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    path: str = ""


def find(start: Path) -> Path | None:
    """The nearest `check.toml` in the folder `start` or above it."""
    for folder in (start, *start.parents):
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def load(path: Path) -> Config:
    """Read a configuration; folders in it are relative to its own folder.

    Raises:
        ConfigError: The file cannot be used; names the line where it can.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            "config-unreadable",
            str(path),
            "設定ファイルを読めません。",
            "場所と権限を確かめてください。",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            "config-encoding",
            str(path),
            "設定ファイルがUTF-8ではありません。",
            "UTF-8で保存し直してください。",
        ) from error
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _syntax_error(path, text, error) from error
    return _Reader(path, text).config(data)


def _syntax_error(path: Path, text: str, error: Exception) -> ConfigError:
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found:
        line, column = found[1], found[2]
    else:  # at the end of the file
        line, column = str(text.count("\n") + 1), "1"
    return ConfigError(
        "config-syntax",
        f"{path}:{line}:{column}",
        "設定ファイルの書き方が違います（TOMLとして読めません）。",
        '文字は profile = "general"、一覧は select = ["wording", "facts"] のように書いてください。',
    )


class _Reader:
    """Checks the values of one file and names the line of a fault."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()

    def config(self, data: dict[str, Any]) -> Config:
        for key in data:
            if key not in _KEYS:
                raise self._unknown(key, _KEYS)
        profile = data.get("profile", Profile.GENERAL.value)
        names = [profile.value for profile in Profile]
        if profile not in names:
            raise self._error(
                "profile",
                f"profile に「{profile}」は使えません。",
                f"{'、'.join(names)} のどれかを書いてください。",
            )
        policy = data.get("policy", {})
        for table in _TABLES:
            self._refuse_strayed(data.get(table), table)
        if not isinstance(policy, dict) or not all(isinstance(v, str) for v in policy.values()):
            raise self._error(
                "policy",
                "[policy] の値は文字で書きます。",
                '[policy] の下に kodomo = "こども" のように書いてください。',
            )
        return Config(
            profile=Profile(profile),
            select=self._strings(data, "select"),
            ignore=self._strings(data, "ignore"),
            rules=tuple(self._path.parent / folder for folder in self._strings(data, "rules")),
            policy=MappingProxyType(dict(policy)),
            genre=self._string(data, "genre"),
            medium=self._string(data, "medium"),
            city=self._city(data),
            words=self._words(data),
            web=self._web(data),
            path=str(self._path),
        )

    def _refuse_strayed(self, table: Any, name: str) -> None:
        """Refuse what was meant for the whole file and stands below the head of a table."""
        for key in table if isinstance(table, dict) else ():
            if key in _KEYS:
                raise self._error(
                    key,
                    f"{key} が、[{name}] より下に書かれています。",
                    f"{key} の行を、[{name}] の行より上に移してください。",
                )

    def _city(self, data: dict[str, Any]) -> City | None:
        """The lists of `[city]`; their places are relative to the folder of the file."""
        if "city" not in data:
            return None
        table = data["city"]
        if not isinstance(table, dict):
            raise self._error(
                "city",
                "[city] の書き方が違います。",
                '[city] の下に departments = "departments.csv" のように書いてください。',
            )
        for key in table:
            if key not in _CITY_KEYS:
                raise self._unknown(key, _CITY_KEYS)
        departments = self._string(table, "departments")
        facilities = self._string(table, "facilities")
        written = self._string(table, "area_code")
        code = area_code(written)
        if written and not code:
            raise self._error(
                "area_code",
                f"area_code の「{written}」は、市外局番として読めません。",
                'area_code = "04" のように、0から書いてください。',
            )
        folder = self._path.parent
        return City(
            load_departments(folder / departments) if departments else MappingProxyType({}),
            load_facilities(folder / facilities) if facilities else MappingProxyType({}),
            code,
        )

    def _words(self, data: dict[str, Any]) -> tuple[CityWord, ...]:
        """The lists of `[words]`; their places are relative to the folder of the file."""
        if "words" not in data:
            return ()
        table = data["words"]
        lists = table.get("list") if isinstance(table, dict) else None
        for key in table if isinstance(table, dict) else ():
            if key not in _WORDS_KEYS:
                raise self._unknown(key, _WORDS_KEYS)
        files = [lists] if isinstance(lists, str) else lists
        if not isinstance(files, list) or not all(isinstance(f, str) and f for f in files):
            raise self._error(
                "words" if lists is None else "list",
                "[words] の書き方が違います。",
                '[words] の下に list = "words.csv" のように書いてください。',
            )
        return load_words(self._path.parent / file for file in files)

    def _web(self, data: dict[str, Any]) -> Mapping[str, Any]:
        """The table `[web]`; the web checker knows what may stand in it."""
        table = data.get("web", {})
        if not isinstance(table, dict):
            raise self._error(
                "web",
                "[web] の書き方が違います。",
                "[web] の下に deadline = 10 のように書いてください。",
            )
        return MappingProxyType(table)

    def _string(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            raise self._error(key, f"{key} は文字で書きます。", f'{key} = "…" と書いてください。')
        return value

    def _strings(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._error(
                key, f"{key} は一覧で書きます。", f'{key} = ["…", "…"] のように書いてください。'
            )
        return tuple(value)

    def _unknown(self, key: str, known: Iterable[str]) -> ConfigError:
        near = nearest(key, known)
        remedy = f"「{near}」のことでしょうか。" if near else f"使える項目: {'、'.join(known)}"
        return self._error(key, f"「{key}」という項目はありません。", remedy)

    def _error(self, key: str, message: str, remedy: str) -> ConfigError:
        place = str(self._path)
        for number, line in enumerate(self._lines, start=1):
            if re.match(rf"\s*(\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]", line):
                place = f"{place}:{number}"
                break
        return ConfigError("config-invalid", place, message, remedy)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like `word`, or "" if none is alike."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
