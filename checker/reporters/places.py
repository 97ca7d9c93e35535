"""What a draft is called in a report for others: a relative path, or a URI."""

from __future__ import annotations

import os
from urllib.parse import quote

from checker.regex import regex

STDIN = "-"
"""What standard input is called."""

_DRIVE = regex(r"[A-Za-z]:/")


def relative(path: str, folder: str) -> str:
    """A path as seen from a folder, with `/`; as it is (absolute) where it lies outside.

    Args:
        path: As the user named it, seen from `folder` if it is relative.
        folder: The working directory, absolute.
    """
    if path == STDIN:
        return path
    whole = os.path.normpath(os.path.join(folder, path))
    try:
        inside = os.path.relpath(whole, folder)
    except ValueError:  # on another drive
        inside = whole
    shown = whole if inside.split(os.sep)[0] == os.pardir else inside
    return shown.replace(os.sep, "/")


def uri(path: str) -> str:
    """A path of `relative` as a URI (RFC 3986), relative where the path is.

    Bytes of a file name that are no UTF-8 (names in Shift_JIS) are kept as they are.
    """
    # A first part with a colon would read as a scheme.
    quoted = quote(os.fsencode(path), safe="/~")
    if path.startswith("/"):
        return f"file://{quoted}"
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quote(os.fsencode(path[2:]), safe='/~')}"
    return quoted
