"""From decoded source text to a `Document`, by format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from checker.document.foreign import set_apart
from checker.document.html import read_html
from checker.document.markdown import read_markdown
from checker.document.model import Document, Format
from checker.document.text import read_text

FORMATS: Mapping[str, Format] = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


def format_of(path: str) -> Format | None:
    """The format that a file's suffix stands for, or None if it is unknown."""
    return FORMATS.get(PurePath(path).suffix.lower())


def read(text: str, format: Format, *, path: str = "") -> Document:
    """Read a draft. Its parts in other languages are set apart (`Document.foreign`).

    Args:
        text: The decoded file text, without a byte order mark.
        format: How it is written.
        path: The file's name, for error messages.

    Raises:
        FrontMatterError: The YAML head of a Markdown draft is broken.
    """
    if format is Format.MARKDOWN:
        return set_apart(read_markdown(text, path=path))
    if format is Format.HTML:
        return set_apart(read_html(text))
    return set_apart(read_text(text))
