"""What counts as a reason."""

from __future__ import annotations

from checker.regex import regex

_SIGNS = r"[\s!-/:-@\[-`{-~\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]*"

NO_REASON = rf"{_SIGNS}(?:理由(?:を書く)?|りゆう|[Rr]eason)?{_SIGNS}"
"""A regular expression, of Python and of ECMAScript: nothing, or what examples have there."""

_NO_REASON = regex(NO_REASON)


def given(reason: str) -> str:
    """A reason in one line; "" if it is only a word that stands for one."""
    return "" if _NO_REASON.fullmatch(reason) else " ".join(reason.split())
