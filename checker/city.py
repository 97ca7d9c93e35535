"""What a city says of itself in lists: departments, facilities, area code.

The lists are tables as spreadsheets save them (`checker.tables`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from checker.regex import regex
from checker.tables import Table, normal

_HEADS: Mapping[str, tuple[str, ...]] = {
    "department": ("部署名", "部署", "課名", "組織名", "担当課"),
    "facility": ("施設名", "施設", "名称", "公共施設名"),
    "phone": ("電話", "電話番号", "直通", "直通電話", "TEL", "外線"),
    "extension": ("内線", "内線番号"),
    "mail": ("メール", "メールアドレス", "mail", "e-mail", "Eメール", "電子メール"),
    "address": ("住所", "所在地"),
}
_NUMBER = regex(r"0[0-9]{9,10}")
_SPLIT = regex(r"[、,;/／\n]")
_CITY = regex(r"^[^ ]{1,6}?[市町村区](?:役所|役場)?立?(?=.{2,})")
_WHOLE = regex(r"(?:部|局|市|町|村|区|所|会|本部|役場|室|課)$")
_AREA = regex(r"0[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A department or facility.

    Attributes:
        name: In normal form (NFKC, no spaces).
        phones: Digits of its numbers.
        mails: In small letters.
        address: As written; "" if the list has none.
    """

    name: str
    phones: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    address: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """The lists of a city.

    Attributes:
        departments: Entries by name; empty if there is no list.
        facilities: Entries by name; empty if there is no list.
        area_code: Digits, "" if unknown.
    """

    departments: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    facilities: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    area_code: str = ""

    def entry(self, name: str) -> Entry | None:
        """The entry of a name, with the city or a 部 in front of it or not."""
        for entries in (self.departments, self.facilities):
            found = known(name, entries)
            if found is not None:
                return found
        return None

    def owner(self, digits: str) -> str:
        """Whose a number is, "" if it is in no list."""
        for entries in (self.departments, self.facilities):
            for entry in entries.values():
                if digits in entry.phones:
                    return entry.name
        return ""


def known(name: str, entries: Mapping[str, Entry]) -> Entry | None:
    """The entry with a name: as it is, behind the name of the city, or behind a 部."""
    name = normal(name)
    found = entries.get(name) or entries.get(_CITY.sub("", name))
    if found is not None:
        return found
    for at in range(1, len(name) - 2):
        entry = entries.get(name[at:])
        if entry is not None and _WHOLE.search(name[:at]):
            return entry
    return None


def near(name: str, entries: Iterable[str], cutoff: float) -> str:
    """The name of a list that is most like another one, "" if none is alike."""
    found = difflib.get_close_matches(_CITY.sub("", normal(name)), list(entries), 1, cutoff)
    return found[0] if found else ""


def load_departments(path: Path) -> Mapping[str, Entry]:
    """The departments of a CSV file (部署名, and 電話, 内線, メール if there are).

    Raises:
        ConfigError: The file cannot be used; names the line.
    """
    return _load(path, "department", "部署名,電話,内線,メール")


def load_facilities(path: Path) -> Mapping[str, Entry]:
    """The facilities of a CSV file (施設名, and 住所, 電話 if there are).

    Raises:
        ConfigError: The file cannot be used; names the line.
    """
    return _load(path, "facility", "施設名,住所,電話")


def area_code(written: str) -> str:
    """The digits of an area code, "" if it is none."""
    return written if _AREA.fullmatch(written) else ""


def _load(path: Path, column: str, example: str) -> Mapping[str, Entry]:
    table = Table(path, _HEADS, column, example, "city")
    entries: dict[str, Entry] = {}
    for line, cells in table.rows():
        _add(entries, cells, table, line)
    return MappingProxyType(entries)


def _add(entries: dict[str, Entry], cells: Mapping[str, str], table: Table, line: int) -> None:
    name = normal(cells[table.column])
    phones = set()
    for written in _SPLIT.split(normal(cells.get("phone", ""))):
        digits = "".join(char for char in written if char.isdecimal())
        if not written:
            continue
        if not _NUMBER.fullmatch(digits):
            raise table.error(
                line,
                f"「{written}」は、電話番号として読めません。",
                "市外局番から書いてください。2つあるときは「、」で区切ってください。",
            )
        phones.add(digits)
    mails = {mail.lower() for mail in _SPLIT.split(normal(cells.get("mail", ""))) if mail}
    for mail in mails:
        if mail.count("@") != 1:
            raise table.error(
                line,
                f"「{mail}」は、メールアドレスとして読めません。",
                "「@」の前後を確かめてください。2つあるときは「、」で区切ってください。",
            )
    before = entries.get(name, Entry(name))
    entries[name] = Entry(
        name,
        before.phones | phones,
        before.mails | mails,
        before.address or cells.get("address", ""),
    )
