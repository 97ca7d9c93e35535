"""One thing with two numbers that are no amount: an extension, a meeting, a form, a telephone that stays.

Digits that changed places are what happens when a number is typed again, so two numbers of one
kind are compared by their digits; those of different things rarely have the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.document.model import Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

Pair = tuple[str, Span, Span]
"""What the number is of, and its two places."""

_EXTENSION = Scan(
    r"(?:(?P<office>[一-龠ァ-ヶー]{2,12}(?:課|係|室|局|担当|センター|事務局))[ 　]?[（(「]?)?(?:電話)?内線[ 　：:]?(?P<number>[0-9]{2,5})(?![0-9・、])"
)
_NAMED = Scan(
    r"(?P<of>[一-龠ァ-ヶー]{2,8}の?)?(?P<kind>番号|ID|パスコード|コード|口座)(?:は、?|：|:|[ 　「])*(?P<number>[0-9](?:[ -]?[0-9]){4,13})(?![0-9年月日円人時])"
)
_NOT_ONE = frozenset(("電話", "FAX", "ファクス", "郵便", "法人"))
_FORM = Scan(
    r"(?P<form>[一-龠ァ-ヶー]{3,20}(?:書|届|票|願|表|簿))」?[ 　]?[（(](?:別記)?(?:第(?P<before>[0-9]{1,2})号(?:の[0-9])?様式|様式第?(?P<number>[0-9]{1,2})号?(?:の[0-9])?)[)）]"
)
_STAYS = Scan(
    "電話(?:番号)?は、?(?:これまでと同じ|今までと同じ|従来と同じ|変わりません|変わらず|変更(?:は)?ありません|そのまま)|[（(](?:変更なし|変わりません|変更はありません|これまでと同じ)[)）]"
)
_OLD_LINE = regex("^[ 　・○●■]*(?:これまで|今まで|現在|旧|移転前|変更前|[0-9日月]{2,6}まで)")
_NEW_LINE = regex("^[ 　・○●■]*(?:これから|今後|新|移転後|変更後|移転先|[0-9日月]{2,6}から)")
_SEVERAL = 2


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_EXTENSION, _NAMED, _FORM, _STAYS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match at each of two places that number one thing otherwise."""
    document = context.document
    for name, one, other in (
        *_extensions(document),
        *_named(document),
        *_forms(document),
        *_phones(context),
    ):
        for here, there in ((one, other), (other, one)):
            shown = there.cut(document.text)
            related = (Related(there, f"ここでは「{shown}」です"),)
            yield Match(here, {"name": name, "other": shown}, related=related)


def _alike(one: str, other: str) -> bool:
    """Whether the digits of two numbers changed places, or one of them is another."""
    if len(one) != len(other) or one == other:
        return False
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    return apart == 1 or (apart == _SEVERAL and sorted(one) == sorted(other))


def _extensions(document: Document) -> Iterator[Pair]:
    """「資産税課（内線2235）」 and 「内線2325とお伝えください」."""
    found = list(_EXTENSION.finditer(document.folded))
    numbers = {one["number"]: one for one in reversed(found)}
    if len(numbers) != _SEVERAL:
        return
    one, other = sorted(numbers.values(), key=re.Match.start)
    offices = {each["office"] for each in found if each["office"]}
    swapped = sorted(one["number"]) == sorted(other["number"])
    if len(offices) == 1 and swapped and not _quoted(document, one, other):
        yield "内線の番号", Span(*one.span("number")), Span(*other.span("number"))


def _named(document: Document) -> Iterator[Pair]:
    """「会議の番号 415 208 936」 and 「番号415 280 936」."""
    found = [
        one
        for one in _NAMED.finditer(document.folded)
        if (one["of"] or "").rstrip("の") not in _NOT_ONE
    ]
    kinds = {one["kind"] for one in found}
    if len(kinds) != 1:
        return
    numbers = {_digits(one["number"]): one for one in reversed(found)}
    if len(numbers) != _SEVERAL or not _alike(*numbers):
        return
    one, other = sorted(numbers.values(), key=re.Match.start)
    names = {(each["of"] or "").rstrip("の") for each in (one, other)} - {""}
    places = {document.sentence_index_at(each.start("number")) for each in (one, other)}
    if len(names) < len(places) == _SEVERAL and not _quoted(document, one, other):
        yield one["kind"], Span(*one.span("number")), Span(*other.span("number"))


def _forms(document: Document) -> Iterator[Pair]:
    """「改修計画書（様式第2号）」 and 「改修計画書（様式第4号）」."""
    forms: dict[str, dict[str, re.Match[str]]] = {}
    for one in _FORM.finditer(document.folded):
        number = one["number"] or one["before"]
        forms.setdefault(one["form"], {}).setdefault(number, one)
    for form, numbers in forms.items():
        if len(numbers) == _SEVERAL:
            one, other = (Span(*each.span()) for each in numbers.values())
            yield f"「{form}」の様式の番号", one, other


def _phones(context: Context) -> Iterator[Pair]:
    """「電話番号は変わりません」, and 「これまで 04-0000-2355」, 「これから 04-0000-2365」."""
    document = context.document
    if not _STAYS.search(document.folded):
        return
    old: list[Span] = []
    new: list[Span] = []
    for phone in context.annotations.of(AnnotationKind.PHONE):
        line = document.block_at(phone.span.start).span.cut(document.folded)
        for lines, begins in ((old, _OLD_LINE), (new, _NEW_LINE)):
            if begins.match(line):
                lines.append(phone.span)
    if len(old) == len(new) == 1:
        one, other = old[0], new[0]
        if _digits(one.cut(document.folded)) != _digits(other.cut(document.folded)):
            yield "変わらない電話番号", one, other


def _digits(words: str) -> str:
    return "".join(sign for sign in words if sign.isdigit())


def _quoted(document: Document, *found: re.Match[str]) -> bool:
    return any(document.block_at(one.start()).quoted for one in found)
