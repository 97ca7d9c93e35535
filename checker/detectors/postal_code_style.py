"""Postal codes that are not written 〒000-0000."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Applicability, Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_CODE = regex(
    r"〒[ 　]{0,2}(?P<digits>[0-9]{1,9}(?:[ 　]?[-‐‑–—―－−ー][ 　]?|[ 　](?=[0-9]{4}(?![0-9])))?"
    r"(?:(?<![0-9])[0-9]{1,9})?)"
)
_WITHOUT_MARK = Scan(
    (
        r"郵便番号(?:[：:は]|[ 　])[ 　]{0,2}(?P<digits>[0-9]{3}-[0-9]{1,7})(?![0-9-])",
        r"^(?P<digits>[0-9]{3}-(?:[0-9]{3}|[0-9]{5}))(?=[ 　]{0,2}[^\s0-9、。（(]{1,6}[市区町村][^\s、。]{0,10}[0-9])",
    )
)
_PARTS = regex("[0-9]+")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a code; `options["fault"]` is `form` or `digits` (not seven of them)."""
    fault = options["fault"]
    if fault == "digits":
        yield from _without_mark(context)
    for found in _CODE.finditer(context.document.folded):
        span = Span(found.start(), found.end())
        parts = _PARTS.findall(found["digits"])
        digits = "".join(parts)
        if (len(digits) == 7) != (fault == "form"):
            continue
        written = f"{digits[:3]}-{digits[3:]}"
        if fault == "digits":
            yield Match(span, {"count": str(len(digits))})
        elif found["digits"] != written and not _is_wide(span.cut(context.document.text), written):
            written = f"〒{written}"
            # Splitting the digits changes the numbers of the draft: a person decides.
            whole = [len(part) for part in parts] == [3, 4]
            yield Match(
                span,
                {"to": written},
                edits=(Edit(span, written),),
                applicability=None if whole else Applicability.DISPLAY,
            )


def _without_mark(context: Context) -> Iterator[Match]:
    """Codes that the word 郵便番号 or an address behind them makes known."""
    for found in _WITHOUT_MARK.finditer(context.document.folded):
        span = Span(*found.span("digits"))
        if len(span) != len("000-0001"):
            yield Match(span, {"count": str(len(span) - 1)})


def _is_wide(raw: str, written: str) -> bool:
    """Whether the code is right but for its full-width digits, which have a rule of their own."""
    code = raw.lstrip("〒 \u3000")
    return unicodedata.normalize("NFKC", code) == written and not any(map(str.isascii, code[:3]))
