"""Postal codes, mail addresses and web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.annotations.numerals import find_numerals
from checker.annotations.shared import HYPHENS, LOOKALIKE_HYPHENS, lines_with, normal_form
from checker.annotations.types import Annotation, AnnotationKind, TextValue
from checker.model import Span
from checker.regex import regex

_MARKED_POSTAL = regex(rf"〒[ 　]?([0-9]{{3}})[{HYPHENS}]?([0-9]{{4}})(?![0-9])")
_BARE_POSTAL = regex(rf"[0-9]{{3}}[{HYPHENS}][0-9]{{4}}(?![0-9{HYPHENS}])")
_HYPHEN_SIGNS = frozenset("-" + LOOKALIKE_HYPHENS)
_POSTAL_WORD = regex(r"郵便番号(?:は|が)?[ 　:：・／/]*$")
_ADDRESS_HEAD = regex(
    r"[ 　、,]*[^\s0-9、。（）()「」:：]{1,9}?[都道府県市区町村郡](?!民|内|外|役)"
)

_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_DOMAIN = regex(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LONGEST_LOCAL = 64  # octets of a local part: RFC 5321, 4.5.3.1.1

_SCHEME_URL = regex(r"(?:https?|ftp)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
_ASCII_RUN = regex(r"[A-Za-z0-9][A-Za-z0-9.\-]*+(?:/[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*+)?")
_DOT = regex(r"[.][A-Za-z]")
_TOP_LEVEL = frozenset(
    ("jp", "com", "net", "org", "info", "biz", "city", "tokyo", "example", "io", "app")
)
_TRAILING = ".,;:!?'"


def find_contacts(text: str, numerals: Sequence[tuple[int, int]] | None = None) -> list[Annotation]:
    """Find POSTAL_CODE, MAIL and URL annotations.

    Args:
        text: The folded text.
        numerals: What `find_numerals(text)` gave, if it was called already.
    """
    found = _postal_codes(text, find_numerals(text) if numerals is None else numerals)
    mails = _mails(text)
    found.extend(mails)
    found.extend(_urls(text, mails))
    return found


def _postal_codes(text: str, numerals: Sequence[tuple[int, int]]) -> list[Annotation]:
    found: list[Annotation] = []
    if "〒" in text:
        found.extend(
            _postal(match.start(), match.end(), match[1] + match[2])
            for match in _MARKED_POSTAL.finditer(text)
        )
    marked = {annotation.span.end for annotation in found}
    for first, hyphen in numerals:
        if hyphen - first < 3 or text[hyphen : hyphen + 1] not in _HYPHEN_SIGNS:
            continue
        match = _BARE_POSTAL.match(text, hyphen - 3)
        if match is None:
            continue
        start, end = match.span()
        if end in marked or _in_code(text, start):
            continue
        if _POSTAL_WORD.search(text, max(0, start - 10), start) or (
            _ADDRESS_HEAD.match(text, end)
            and not text.endswith(("電話", "話 ", "話　", "TEL", "☎"), 0, start)
        ):
            found.append(_postal(start, end, text[start : start + 3] + text[end - 4 : end]))
    return found


def _postal(start: int, end: int, digits: str) -> Annotation:
    return Annotation(AnnotationKind.POSTAL_CODE, Span(start, end), TextValue(digits))


def _in_code(text: str, start: int) -> bool:
    """Whether the digits at `start` continue a longer code or number."""
    before = text[start - 1] if start else ""
    if before.isalnum() and before.isascii():
        return True
    return before in tuple("-‐‑‒–—―−－.#") and text[start - 2 : start - 1].isalnum()


def _mails(text: str) -> list[Annotation]:
    found: list[Annotation] = []
    for sign in "@＠":
        at = text.find(sign)
        while at >= 0:
            start = at
            low = max(0, at - _LONGEST_LOCAL)
            while start > low and text[start - 1] in _LOCAL:
                start -= 1
            domain = _DOMAIN.match(text, at + 1)
            if start < at and domain and "." in domain.group() and ".." not in domain.group():
                end = domain.end()
                value = TextValue(normal_form(text[start:end]))
                found.append(Annotation(AnnotationKind.MAIL, Span(start, end), value))
            at = text.find(sign, domain.end() if domain else at + 1)
    return found


def _urls(text: str, mails: list[Annotation]) -> list[Annotation]:
    found: list[Annotation] = []
    for match in _with_scheme(text):
        end = _end_of_url(text, match.start(), match.end())
        if end > text.index("://", match.start()) + 3:
            found.append(_url(text, match.start(), end))
    if "." not in text or not _DOT.search(text):
        return found
    inside = sorted(
        [(annotation.span.start, annotation.span.end) for annotation in (*found, *mails)]
    )
    index = 0
    for match in _with_dot(text):
        start = match.start()
        if "." not in match.group():
            continue
        while index < len(inside) and inside[index][1] <= start:
            index += 1
        if index < len(inside) and inside[index][0] < match.end():
            continue
        if _is_domain(match.group().partition("/")[0]):
            found.append(_url(text, start, _end_of_url(text, start, match.end())))
    return found


def _with_scheme(text: str) -> Iterator[re.Match[str]]:
    """The fits of `_SCHEME_URL`; looked for by the sign in them, which is much faster."""
    done = 0
    at = text.find("://")
    while at >= 0:
        for length in (5, 4, 3):  # https, http, ftp
            match = _SCHEME_URL.match(text, at - length) if at - length >= done else None
            if match is not None:
                yield match
                done = match.end()
                break
        at = text.find("://", max(done, at + 3))


def _with_dot(text: str) -> Iterator[re.Match[str]]:
    """The fits of `_ASCII_RUN` in the lines that hold a dot."""
    for start, end in lines_with(text, "."):
        yield from _ASCII_RUN.finditer(text, start, end)


def _url(text: str, start: int, end: int) -> Annotation:
    return Annotation(AnnotationKind.URL, Span(start, end), TextValue(text[start:end]))


def _is_domain(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    if labels[0].lower() == "www" and len(labels) > 2:
        return all(labels)
    return (
        len(labels) > 1
        and all(labels)
        and labels[-1].lower() in _TOP_LEVEL
        and not labels[-2].isdecimal()
    )


def _end_of_url(text: str, start: int, end: int) -> int:
    """The end without punctuation that belongs to the sentence around it."""
    closing = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ")" and closing > 0:
            end -= 1
            closing -= 1
        else:
            break
    return end
