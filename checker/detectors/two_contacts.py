"""One office with two telephone numbers, a fax number that is also a telephone's, two mail addresses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    PhoneRole,
    PhoneValue,
    TextValue,
)
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"other", "name"})

_REACH = 16
"""Code points between an office and its number (課 地域防災係（電話：）."""
_BETWEEN = regex(
    r"(?:[（(【［\[]?(?:電話|直通|TEL|Tel|☎|℡|電)?(?:番号)?[】\]］]?|の電話|[ 　:：・、/／]|[係担当][ 　（(]?)*"
)
_BEHIND = regex(r"[（(](?P<name>[^（）()\n]{2,20})[)）]")
_DESK = regex(r"[ 　]*(?P<name>[一-龠ァ-ヶー・]{1,8}(?:係|課|室|担当|班|グループ))")
_OWN_LINE = regex(
    r"代表|夜間|休日|専用|予約|緊急|当日|携帯|相談|受付|内線|コール|会場|閉庁|土日|時間外|直通|転送|ダイヤル|臨時|窓口|工事"
)
_SHARED = regex(
    r"(?:電話|TEL|Tel|☎|℡)[^0-9\n]{0,8}(?:FAX|Fax|ファクス|ファックス)|兼用|共用|共通"
    r"|(?:FAX|Fax|ファクス|ファックス)[^0-9\n]{0,8}(?:電話|TEL|Tel|☎)"
)
_ANYWHERE = frozenset(
    (
        "管理室",
        "事務室",
        "事務局",
        "事務所",
        "管理事務所",
        "受付",
        "守衛室",
        "警備室",
        "相談室",
        "職員室",
    )
)
"""Rooms that each house has."""
_LEAST_LOCAL = 5


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for `options["fault"]`: `phone`, `fax` or `mail`."""
    fault = options.get("fault")
    if fault == "mail":
        yield from _mails(context)
        return
    phones = [
        annotation
        for annotation in context.annotations.of(AnnotationKind.PHONE)
        if isinstance(annotation.value, PhoneValue)
        and annotation.value.role in (PhoneRole.PHONE, PhoneRole.FAX)
        and annotation.value.complete
    ]
    if len(phones) > 1:
        yield from (_faxes if fault == "fax" else _phones)(phones, context)


# --- one office, two numbers ----------------------------------------------------


def _phones(phones: Sequence[Annotation], context: Context) -> Iterator[Match]:
    """Numbers behind the same name; not where one of them is for a purpose of its own."""
    by_name: defaultdict[str, dict[str, Annotation]] = defaultdict(dict)
    whole: dict[str, str] = {}
    starts: list[int] = []
    for phone in phones:
        value = phone.value
        if not isinstance(value, PhoneValue) or value.role is not PhoneRole.PHONE:
            continue
        block = context.document.block_at(phone.span.start).span
        text = context.document.folded
        end = min(block.end, phone.span.end + 12)
        closing = text.find("）", phone.span.end, end)
        if text.rfind("（", block.start, phone.span.start) >= 0 <= closing:
            end = closing  # 「（電話 04-…）へご相談ください」
        if _OWN_LINE.search(text, block.start, end):
            continue
        starts = starts or [block.span.start for block in context.document.blocks]
        name = owner_of(phone, context, starts)
        if not name:
            continue
        # 中央図書館 and 中央図書館 管理係 have numbers of their own, but not of the same digits.
        office = name.partition(" ")[0]
        other = whole.setdefault(office, name)
        if other != name and office in (name, other) and value.digits not in by_name[other]:
            slips = [d for d in by_name[other] if _one_number(d, value.digits)]
            if slips and name not in by_name:
                by_name[name] = by_name[other]
        if name in _ANYWHERE:
            continue  # 北口の管理室, 南口の管理室
        known = by_name[name]
        if known and value.digits not in known:
            first = next(iter(known.values()))
            shown = first.span.cut(context.document.text)
            related = (Related(first.span, f"ここでは「{shown}」です"),)
            yield Match(phone.span, {"name": name, "other": shown}, related=related)
            if len(known) == 1 and _one_number(next(iter(known)), value.digits):
                # A slip: either may be the wrong number.
                shown = phone.span.cut(context.document.text)
                related = (Related(phone.span, f"ここでは「{shown}」です"),)
                yield Match(first.span, {"name": name, "other": shown}, related=related)
        known.setdefault(value.digits, phone)


def _one_number(one: str, other: str) -> bool:
    """Whether two numbers are meant to be one: digits changed places, or one of them is another.

    Desks of an office have numbers that differ in their end (…30, …34, …40).
    """
    if sorted(one) == sorted(other):
        return True
    if len(one) != len(other) or one[-1] == "0":
        return False
    odd = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(odd) == 1 and odd[0] < len(one) - 1


def owner_of(phone: Annotation, context: Context, starts: Sequence[int]) -> str:
    """The office right in front of a number, or on the line above a label 電話, or in brackets behind."""
    document = context.document
    text = document.folded
    block = document.block_at(phone.span.start)
    in_front = Span(block.span.start, phone.span.start)
    offices = context.annotations.overlapping(in_front, AnnotationKind.OFFICE)
    if offices and offices[-1].span.end >= phone.span.start - _REACH:
        last = offices[-1]
        rest = text[last.span.end : phone.span.start]
        return _name(offices, context, block.span) if _BETWEEN.fullmatch(rest) else ""
    behind = _BEHIND.match(text, phone.span.end)
    if behind:
        inside = context.annotations.overlapping(Span(*behind.span("name")), AnnotationKind.OFFICE)
        return _name(inside, context, block.span) if inside else ""
    if block.kind is not BlockKind.LABEL or block.value is None:
        return ""
    if block.value.start < phone.span.start - 1:
        return ""
    index = bisect_left(starts, block.span.start)
    for earlier in reversed(document.blocks[max(0, index - 4) : index]):
        if (
            earlier.kind in (BlockKind.LABEL, BlockKind.ADDRESS)
            or "〒" in text[earlier.span.start : earlier.span.start + 6]
        ):
            continue
        offices = context.annotations.overlapping(earlier.span, AnnotationKind.OFFICE)
        if not offices or earlier.kind is BlockKind.TABLE_CELL or len(earlier.span) > 40:
            return ""
        desk = _DESK.match(text, offices[-1].span.end, earlier.span.end)
        name = _name(offices, context, earlier.span)
        return f"{name} {desk['name']}" if name and desk else name
    return ""


def _name(offices: Sequence[Annotation], context: Context, line: Span) -> str:
    """The last name with those in front of it (市民課 証明係), the city and its 部 left out.

    Nothing where two offices share a number (市民課、税務課 04-…).
    """
    text = context.document.folded
    words: list[str] = []
    start = -1
    for office in reversed(offices):
        between = text[office.span.end : start] if start >= 0 else ""
        if between.strip(" 　"):
            if between.strip(" 　") in ("、", "・", "，", "と", "/", "／", "または", "か"):
                return ""
            break
        if not line.contains(office.span) or not isinstance(office.value, TextValue):
            break
        words.insert(0, office.value.text)
        start = office.span.start
    name = " ".join(words)
    name = re.sub(r"^[^ ]{1,6}市(?:役所|立)?(?=.)[ ]?|^[^ ]{1,8}部 ", "", name)
    return re.sub(r"^[^ ]{2,8}部(?=[^ ]{2,}[課室])", "", name)


# --- a fax that is a telephone ----------------------------------------------------


def _faxes(phones: Sequence[Annotation], context: Context) -> Iterator[Match]:
    text = context.document.folded
    first: dict[str, Annotation] = {}
    for phone in phones:
        value = phone.value
        if not isinstance(value, PhoneValue):
            continue
        known = first.setdefault(value.digits, phone)
        if not isinstance(known.value, PhoneValue) or known.value.role is value.role:
            continue
        near = Span(
            context.document.block_at(known.span.start).span.start,
            context.document.block_at(phone.span.start).span.end,
        )
        if _SHARED.search(text, near.start, min(near.end, near.start + 2000)):
            continue
        role = "ファクス" if known.value.role is PhoneRole.FAX else "電話"
        yield Match(
            phone.span,
            {"other": role, "name": role},
            related=(Related(known.span, f"ここでは{role}の番号です"),),
        )
        return


# --- mail -------------------------------------------------------------------------


def _mails(context: Context) -> Iterator[Match]:
    """Addresses that differ in one letter, or only behind the @."""
    mails: dict[str, Annotation] = {}
    for annotation in context.annotations.of(AnnotationKind.MAIL):
        if isinstance(annotation.value, TextValue):
            mails.setdefault(annotation.value.text.lower(), annotation)
    shown = list(mails.items())
    for index, (text, annotation) in enumerate(shown[:40]):
        for other, first in shown[:index]:
            if _slip(text, other):
                yield Match(
                    annotation.span,
                    {"other": other, "name": ""},
                    related=(Related(first.span, f"ここでは「{other}」です"),),
                )
                break


def _slip(one: str, other: str) -> bool:
    local, _, domain = one.partition("@")
    other_local, _, other_domain = other.partition("@")
    if local == other_local:
        return domain != other_domain
    if domain != other_domain or min(len(local), len(other_local)) < _LEAST_LOCAL:
        return False
    if any(char.isdecimal() for char in local + other_local):
        return False
    return one_slip(local, other_local)


_ROMAJI = (
    ("sy", "sh"),
    ("ty", "ch"),
    ("zy", "j"),
    ("jy", "j"),
    ("tu", "tsu"),
    ("ttsu", "tsu"),
    ("hu", "fu"),
    ("zi", "ji"),
    ("chi", "ti"),
    ("shi", "si"),
)


def _romaji(name: str) -> str:
    """A name in one of the ways in which Japanese is written in Latin letters."""
    for one, other in _ROMAJI:
        name = name.replace(one, other)
    return name


def one_slip(one: str, other: str) -> bool:
    """Whether they differ by a doubled letter, a long vowel or two letters that changed places."""
    if _romaji(one) == _romaji(other):
        return True  # gakusyu, gakushu
    if len(one) == len(other):
        differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differ) != 2 or differ[1] != differ[0] + 1:
            return False
        i = differ[0]
        return one[i] == other[i + 1] and one[i + 1] == other[i]
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return False
    i = 0
    while i < len(short) and short[i] == long[i]:
        i += 1
    if short[i:] != long[i + 1 :] or not i:
        return False
    # Other letters make other words: kankyo (環境), kanko (観光).
    return long[i] == long[i - 1] or long[i - 1 : i + 1] in ("ou", "oo", "uu", "oh")
