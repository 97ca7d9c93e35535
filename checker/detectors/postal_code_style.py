"""Postal codes that are not written 〒000-0000."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Applicability, Edit, Match, Span, Tier

NEEDS = Tier.TEXT

_CODE = re.compile(
    r"〒[ 　]{0,2}(?P<digits>[0-9]{1,9}(?:[ 　]?[-‐‑–—―－−ー][ 　]?|[ 　](?=[0-9]{4}(?![0-9])))?"
    r"(?:(?<![0-9])[0-9]{1,9})?)"
)
_PARTS = re.compile("[0-9]+")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a code; `options["fault"]` is `form` or `digits` (not seven of them)."""
    fault = options["fault"]
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


def _is_wide(raw: str, written: str) -> bool:
    """Whether the code is right but for its full-width digits, which have a rule of their own."""
    code = raw.lstrip("〒 \u3000")
    return unicodedata.normalize("NFKC", code) == written and not any(map(str.isascii, code[:3]))
