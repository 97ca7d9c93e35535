"""Links that show one address and lead to another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from checker.context import Context
from checker.detectors import Options
from checker.detectors.places import links
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"shown", "target"})

_URL = regex(r"(?:https?://)?(?:www\.)?([A-Za-z0-9.-]+\.[A-Za-z]{2,}(?:/[^\s]*)?)$")
_SCHEME = regex(r"^(?:https?:)?//(?:www\.)?", re.IGNORECASE)
_TAIL = regex(r"(?:[?#].*)?$")
_INDEX = regex(r"(?:/index\.[a-z]+|/+)$")
_MAIL = regex(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{3,}")
_PHONE = regex(r"0[0-9]{1,4}[-‐－ー()（） ]{0,2}[0-9]{1,4}[-‐－ー()（） ]{0,2}[0-9]{3,4}")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link whose visible mail address, telephone number or URL is not its target."""
    for mark in links(context.document):
        shown = unicodedata.normalize("NFKC", mark.span.cut(context.document.text)).strip()
        pair = _pair(shown, mark.target)
        if pair is not None and pair[0] != pair[1]:
            # A visible address is protected, so the whole link is shown, found by its mark.
            place = Span(mark.span.start, mark.span.start)
            yield Match(place, {"shown": pair[0], "target": pair[1]}, source=mark.source)


def _pair(shown: str, target: str) -> tuple[str, str] | None:
    """What is shown and what is meant, in one form; None if there is nothing to compare."""
    head, _, rest = target.partition(":")
    if head.lower() == "mailto":
        mails = _MAIL.findall(shown)
        return (mails[0].lower(), _without_tail(unquote(rest)).lower()) if len(mails) == 1 else None
    if head.lower() == "tel":
        phones = _PHONE.findall(shown)
        digits = re.sub(r"[^0-9+#]", "", unquote(rest))
        digits = re.sub(r"^\+810?", "0", digits)
        number = re.sub(r"[^0-9]", "", phones[0]) if len(phones) == 1 else ""
        return (number, digits) if number and digits.startswith("0") else None
    if _URL.match(shown) and _SCHEME.match(target):
        one, other = _address(shown), _address(target)
        # www.aoba.example may stand for a page of the site.
        return None if "/" not in one and other.startswith(one + "/") else (one, other)
    return None


def _without_tail(address: str) -> str:
    return address[: address.find("?")] if "?" in address else address


def _address(url: str) -> str:
    address = _SCHEME.sub("", url)
    address = address.removeprefix("www.")
    address = _INDEX.sub("", _TAIL.sub("", address))
    return unquote(address).lower()
