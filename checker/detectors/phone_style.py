"""Telephone numbers that cannot be dialled as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.annotations.phones import is_valid
from checker.annotations.types import Annotation, AnnotationKind, PhoneRole, PhoneValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_ROLES = (PhoneRole.PHONE, PhoneRole.FAX)
_APART = regex(
    r"[（(]?(?P<area>0[0-9]{1,4})(?:[）)(（][ 　]?|[ 　])(?P<middle>[0-9]{1,4})[)）\- 　](?P<last>[0-9]{4})"
)
_BEHIND_OFFICE = regex(r"[ 　（(]{1,3}(?P<number>0[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{2,5})(?![-0-9])")
_NUMBER = regex("0[1-9][0-9]{0,2}-[0-9]{3,4}-[0-9]{2,5}(?![-0-9A-Za-z])")
_GOES_ON = regex("[0-9A-Za-z.,/_=&#+-]$|[0-9][‐－ー]$")
_ANNOUNCED = regex(
    r"(?:連絡先?|電話|TEL|FAX|ファクス|ファックス|直通|問い?合わ?せ先?|[署所課係場]|センター|番号は?)[：:（( 　は、]{0,3}$"
)
_USED = regex(r"[ 　]?(?:へ|に|まで)[、 　]?(?:お|ご)?(?:電話|連絡|掛け|かけ|問い?合わ?せ)")
_OTHER_NUMBER = regex(r"番号|No[.．]?|[№第]|コード|型|号")
_LEAST = 8
_FREE = regex(r"(?P<head>0120|0570|0800|0[5789]0)")
_PREFIX_LENGTH = {"0120": (4, 3), "0570": (4, 3), "0800": (4, 3)}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number with the fault `options["fault"]`.

    `area`: no area code, and nowhere else in the draft with one. `digits`: too
    few or too many. `apart`: brackets or spaces between its parts. `bare`: no
    separator at all.
    """
    fault = str(options["fault"])
    phones = [
        (annotation, annotation.value)
        for annotation in context.annotations.of(AnnotationKind.PHONE)
        if isinstance(annotation.value, PhoneValue) and annotation.value.role in _ROLES
    ]
    if fault == "digits":
        told = list(_behind_offices(context))
        known = [
            annotation.span.cut(context.document.folded)
            for annotation, value in phones
            if value.complete and value.valid
        ]
        seen = [match.span for match in told]
        told += [m for m in _unannounced(context, known) if m.span not in seen]
        yield from told
    full = {value.digits for _, value in phones if value.complete}
    for annotation, value in phones:
        match = _match(fault, annotation, value, full, context)
        if match is not None:
            yield match


def _behind_offices(context: Context) -> Iterator[Match]:
    """Numbers with too few or too many digits that only an office's name announces.

    They are no PHONE annotation, because nothing says that they are one.
    """
    text = context.document.folded
    for office in context.annotations.of(AnnotationKind.OFFICE):
        found = _BEHIND_OFFICE.match(text, office.span.end)
        if found is None:
            continue
        span = Span(found.start("number"), found.end("number"))
        digits = span.cut(text).replace("-", "")
        if len(digits) < _LEAST or is_valid(digits):  # 08-12-05 may be a day
            continue
        if not context.annotations.overlapping(span, AnnotationKind.PHONE):
            yield Match(span, {"count": str(len(digits))})


def _unannounced(context: Context, known: Sequence[str]) -> Iterator[Match]:
    """Other such numbers: with a word like 連絡 beside them, or that begin as a number of the draft.

    `known` are the numbers of the draft that are right, as written.
    """
    text = context.document.folded
    begin = {number.rpartition("-")[0] for number in known if "-" in number}
    for found in _NUMBER.finditer(text):
        span = Span(*found.span())
        digits = found.group().replace("-", "")
        if len(digits) < _LEAST or is_valid(digits):
            continue
        line = context.document.block_at(span.start).span
        before = text[max(line.start, span.start - 10) : span.start]
        if _GOES_ON.search(before):
            continue
        if _OTHER_NUMBER.search(before) and "電話" not in before:
            continue
        if (
            _ANNOUNCED.search(before)
            or _USED.match(text, span.end, line.end)
            or found.group().rpartition("-")[0] in begin
        ) and not context.annotations.overlapping(
            span, AnnotationKind.PHONE, AnnotationKind.OFFICE
        ):
            yield Match(span, {"count": str(len(digits))})


def _match(
    fault: str, annotation: Annotation, value: PhoneValue, full: set[str], context: Context
) -> Match | None:
    written = annotation.span.cut(context.document.folded)
    if fault == "area" and not value.complete:
        known = any(digits.endswith(value.digits) for digits in full)
        if known or _left_out_for_all(context):
            return None
        return Match(annotation.span, edits=_with_area_code(annotation.span, written, context))
    if fault == "digits" and value.complete and not value.valid:
        return Match(annotation.span, {"count": str(len(value.digits))})
    if fault == "apart" and (found := _APART.fullmatch(written)):
        hyphened = "-".join(found.groups())
        return Match(annotation.span, {"to": hyphened}, edits=(Edit(annotation.span, hyphened),))
    if fault == "bare" and value.valid and written.isdigit() and len(written) >= 10:
        return Match(annotation.span, edits=_separated(annotation.span, written))
    return None


def _left_out_for_all(context: Context) -> bool:
    """Whether a city's paper says once which area code all its numbers have."""
    if "市外局番" not in context.document.folded:
        return False
    notice = context.notice
    medium = context.medium or ("" if notice is None else notice.medium.id)
    return medium == "koho"


def _with_area_code(span: Span, written: str, context: Context) -> tuple[Edit, ...]:
    """The area code of the city in front, where the number is then one."""
    code = "" if context.city is None else context.city.area_code
    digits = "".join(char for char in written if char.isdecimal())
    if not code or not is_valid(code + digits) or not written[:1].isdecimal():
        return ()
    return (Edit(span, f"{code}-{written}"),)


def _separated(span: Span, digits: str) -> tuple[Edit, ...]:
    """Hyphens where the prefix tells their place; area codes differ in length."""
    found = _FREE.match(digits)
    if found is None:
        return ()
    first, second = _PREFIX_LENGTH.get(found["head"], (3, 4))
    parts = (digits[:first], digits[first : first + second], digits[first + second :])
    return (Edit(span, "-".join(parts)),)
