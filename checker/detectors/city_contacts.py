"""Numbers, mail addresses and addresses that differ from the lists of the city."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    PhoneRole,
    PhoneValue,
    TextValue,
)
from checker.city import City, Entry
from checker.context import Context
from checker.detectors import Options
from checker.detectors.two_contacts import owner_of
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"name", "listed"})

_GENERAL = ("市役所", "代表", "役場", "コールセンター")
"""Names whose numbers stand for all: the switchboard."""

_SCANS = {
    "phone": Scan("[0-9]{3,4}[-−ー（()）][0-9]{3,4}"),
    "mail": Scan("@|＠"),
    "address": Scan("丁目|番地|番|[0-9]-[0-9]"),
}
_BETWEEN = regex(
    r"[ 　]*(?:[0-9]{1,2}階)?(?:の?[^（(、。\n]{0,8}室)?[ 　]*[（(、：:／/]?(?:〒?[0-9]{3}-[0-9]{4}[ 　]?)?"
)
_NUMERALS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")}
_TEN = regex("([一二三四五六七八九])?十([一二三四五六七八九])?")
_KANJI_NUMBER = regex("[〇一二三四五六七八九十]+(?=丁目|番|号|の[0-9])")
_SIGNS = regex("丁目|番地の?|番|号|の(?=[0-9])|[‐−－ー–—]")
_TOWN = regex("^.{0,12}?[市町村](?=.{3,})")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_SCANS[str(options["what"])],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a value that the list has otherwise; `options["what"]`: phone, mail or address."""
    if context.city is not None:
        yield from _CHECKS[str(options["what"])](context, context.city)


def _entry(annotation: Annotation, context: Context, city: City, starts: list[int]) -> Entry | None:
    """The entry of the department or facility that a value belongs to."""
    for name in reversed(owner_of(annotation, context, starts).split()):
        entry = city.entry(name)
        if entry is not None:
            return entry
    return None


def _phones(context: Context, city: City) -> Iterator[Match]:
    entries = (*city.departments.values(), *city.facilities.values())
    general = {
        digits for entry in entries if entry.name.endswith(_GENERAL) for digits in entry.phones
    }
    starts = [block.span.start for block in context.document.blocks]
    for phone in context.annotations.of(AnnotationKind.PHONE):
        value = phone.value
        if not isinstance(value, PhoneValue) or value.role is not PhoneRole.PHONE:
            continue
        entry = _entry(phone, context, city, starts)
        if entry is None or not entry.phones:
            continue
        numbers = entry.phones | general
        if value.digits in numbers or (
            not value.complete and any(number.endswith(value.digits) for number in numbers)
        ):
            continue
        other = city.owner(value.digits)
        message = ""
        if other:
            message = (
                "「{text}」は、市の一覧では{other}の番号です。{name}の番号を確かめてください。"
            )
        values = {"name": entry.name, "listed": "か".join(sorted(entry.phones)), "other": other}
        yield Match(phone.span, values, message=message)


def _mails(context: Context, city: City) -> Iterator[Match]:
    starts = [block.span.start for block in context.document.blocks]
    for mail in context.annotations.of(AnnotationKind.MAIL):
        entry = _entry(mail, context, city, starts)
        if entry is None or not entry.mails or not isinstance(mail.value, TextValue):
            continue
        if mail.value.text.lower() not in entry.mails:
            values = {"name": entry.name, "listed": "か".join(sorted(entry.mails))}
            yield Match(mail.span, values)


def _addresses(context: Context, city: City) -> Iterator[Match]:
    text = context.document.folded
    addresses = context.annotations.of(AnnotationKind.ADDRESS)
    offices = context.annotations.of(AnnotationKind.OFFICE) if addresses else ()
    for office in offices:
        if not isinstance(office.value, TextValue):
            continue
        entry = city.entry(office.value.text)
        if entry is None or not entry.address:
            continue
        block = context.document.block_at(office.span.start).span
        near = Span(office.span.end, min(block.end, office.span.end + 30))
        for address in context.annotations.overlapping(near, AnnotationKind.ADDRESS)[:1]:
            between = text[office.span.end : address.span.start]
            if not _BETWEEN.fullmatch(between):
                continue
            one, other = (plain(a) for a in (address.span.cut(text), entry.address))
            if one and other and not (one.endswith(other) or other.endswith(one)):
                if one.startswith(other) or other.startswith(one):
                    continue  # one of the two goes on with the building
                yield Match(address.span, {"name": entry.name, "listed": entry.address})


def plain(address: str) -> str:
    """An address as it compares: 「本町一丁目2番3号」 and 「あおば市本町1-2-3」 are one."""
    address = "".join(unicodedata.normalize("NFKC", address).split())
    address = _KANJI_NUMBER.sub(lambda found: _arabic(found.group()), address)
    return _TOWN.sub("", _SIGNS.sub("-", address)).strip("-").replace("--", "-")


def _arabic(number: str) -> str:
    number = _TEN.sub(lambda ten: f"{ten[1] or '一'}{ten[2] or '〇'}", number)
    return "".join(_NUMERALS[char] for char in number)


_CHECKS: dict[str, Callable[[Context, City], Iterator[Match]]] = {
    "phone": _phones,
    "mail": _mails,
    "address": _addresses,
}
