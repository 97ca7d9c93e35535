"""New lines for a draft, written as the rest of it is written."""

from __future__ import annotations

import html
from collections.abc import Sequence

from checker.document.model import Block, BlockKind, Document, Format


def render_lines(lines: Sequence[str], document: Document, block: Block) -> str:
    r"""Lines to insert behind `block`, in the format of the draft.

    Markdown: a list item behind a list item, else a paragraph with hard breaks.
    HTML: `<li>` behind a list item, else a paragraph with `<br>`. Plain text:
    the lines themselves. Newlines are "\n"; writing turns them into the file's.
    """
    if document.format is Format.HTML:
        escaped = [html.escape(line, quote=False) for line in lines]
        if block.kind is BlockKind.LIST_ITEM:
            return "".join(f"\n<li>{line}</li>" for line in escaped)
        return f"\n<p>{'<br>'.join(escaped)}</p>"
    if document.format is Format.MARKDOWN:
        if block.kind is BlockKind.LIST_ITEM or _is_listed(document, block):
            return "".join(f"\n- {line}" for line in lines)
        return "\n\n" + "  \n".join(lines)
    return "".join(f"\n{line}" for line in lines)


def _is_listed(document: Document, block: Block) -> bool:
    """Whether a label line stands in a Markdown list."""
    return block.source.cut(document.source).lstrip().startswith(("- ", "* ", "+ "))
