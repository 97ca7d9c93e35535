"""HTML, escaped: what is put into the page and how numbers are written."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable, Sequence

from checker.regex import regex

_UNFIT = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What no HTML can hold, or what turns round the words behind it: control characters, and
halves of characters in file names."""


def escaped(text: str) -> str:
    """A text as content or value of an attribute."""
    return html.escape(_UNFIT.sub("\ufffd", text))


def number(value: float, digits: int = 0) -> str:
    """`12,345`, `3.2`."""
    return f"{value:,.{digits}f}"


def percent(part: float, whole: float) -> str:
    """`42%`; what is there but rounds to nothing is `1%未満`."""
    if not whole:
        return "0%"
    share = 100 * part / whole
    return "1%未満" if 0 < share < 1 else f"{share:.0f}%"


def day(value: datetime.date) -> str:
    """`2026年11月22日`."""
    return f"{value.year}年{value.month}月{value.day}日"


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    kind: str = "",
    labelled: bool = False,
) -> str:
    """A table; cells are HTML, the first of a row is its head.

    Args:
        caption: What it is, for those who cannot see where it stands.
        heads: The heads of the columns.
        rows: The cells.
        kind: A class.
        labelled: Whether each cell tells its column where the window is narrow.
    """
    names = [escaped(head) for head in heads]
    lines = [
        f'<table class="{kind}">' if kind else "<table>",
        f"<caption>{escaped(caption)}</caption>",
        "<thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr></thead>",
        "<tbody>",
    ]
    for row in rows:
        cells = [f'<th scope="row">{row[0]}</th>']
        for name, cell in zip(names[1:], row[1:], strict=True):
            label = f' data-label="{name}"' if labelled else ""
            cells.append(f"<td{label}>{cell}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody></table>")
    return "\n".join(lines)


def folded(summary: str, content: str) -> str:
    """Something that is opened to be read."""
    return f"<details><summary>{escaped(summary)}</summary>\n{content}\n</details>"


def block(key: str, title: str, *content: str, wide: bool = False) -> str:
    """A part of the page with a heading that can be linked to."""
    kind = "block wide" if wide else "block"
    inner = "\n".join(part for part in content if part)
    return f'<div class="{kind}">\n<h3 id="{key}">{escaped(title)}</h3>\n{inner}\n</div>'


def note(text: str) -> str:
    """A quiet remark."""
    return f'<p class="note">{escaped(text)}</p>'
