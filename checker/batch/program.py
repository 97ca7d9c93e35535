"""A name for all of the program that decides what is found: rules, data, code and libraries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from checker import __version__

STAMP = "program"
"""The file of a wheel that holds the name; a checkout, where all may change, is read."""

_PACKAGE = Path(__file__).resolve().parent.parent
_IN_WHEEL = _PACKAGE / "_rules" / STAMP
_SUFFIXES = (".py", ".yaml", ".txt", ".msgpack")
_LIBRARIES = frozenset(
    {
        *("sudachipy", "sudachidict_core", "jpholiday", "pyromark", "pyyaml"),
        *("spacy", "ginza", "ja_ginza", "textstat"),
    }
)


@cache
def program() -> bytes:
    """The name: equal where the same drafts get the same reports."""
    own = _IN_WHEEL.read_bytes() if _IN_WHEEL.is_file() else digest(_PACKAGE.parent)
    parts = [__version__, sys.version, *libraries()]
    return blake2b(own + "\0".join(parts).encode(), digest_size=32).digest()


def digest(root: Path) -> bytes:
    """The hash of the code, the data and the rules of a checkout."""
    found = blake2b(digest_size=32)
    for folder in (root / "checker", root / "rules"):
        for path in _files(folder):
            name = os.path.relpath(path, root).replace(os.sep, "/")
            with open(path, "rb") as stream:
                content = stream.read()
            found.update(f"{name}\0{len(content)}\0".encode())
            found.update(content)
    return found.digest()


def _files(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith(_SUFFIXES):
                yield os.path.join(root, name)


def libraries() -> list[str]:
    """Libraries that decide what is found, each with its version, as far as they are installed.

    Read from the names of their `dist-info` folders: `importlib.metadata` takes 50 ms.
    """
    found = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            library, _, version = name.removesuffix(".dist-info").partition("-")
            if name.endswith(".dist-info") and library.lower().replace("-", "_") in _LIBRARIES:
                found.add(f"{library.lower()} {version}")
    return sorted(found)
