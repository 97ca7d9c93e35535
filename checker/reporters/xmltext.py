"""XML as text, without the characters that XML 1.0 cannot hold."""

from __future__ import annotations

from xml.etree import ElementTree

from checker.regex import regex

_ILLEGAL = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with U+FFFD in place of what XML cannot hold (control characters)."""
    return _ILLEGAL.sub("\ufffd", text)


def element(
    parent: ElementTree.Element | None, tag: str, text: str = "", /, **attributes: str | int
) -> ElementTree.Element:
    """A new element, behind the others of its parent."""
    values = {key: legal(str(value)) for key, value in attributes.items()}
    if parent is None:
        made = ElementTree.Element(tag, values)
    else:
        made = ElementTree.SubElement(parent, tag, values)
    if text:
        made.text = legal(text)
    return made


def document(root: ElementTree.Element) -> str:
    """A whole XML document, indented."""
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
