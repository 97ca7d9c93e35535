"""Whether a draft says what a term of a word list means."""

from __future__ import annotations

from collections.abc import Sequence

from checker.annotations.explanations import explains, in_brackets
from checker.annotations.glosses import is_explained
from checker.context import Context
from checker.document.model import BlockKind, MarkKind
from checker.kinds.glossary.uses import Use
from checker.model import Span
from checker.regex import regex


def unexplained_uses(context: Context, uses: Sequence[Use]) -> Sequence[Use]:
    """The uses in front of the first that is explained: whoever has read that knows the term.

    None where the draft explains the term in a section on words, or says soon what it means.

    Args:
        context: The draft.
        uses: The uses of a term, in text order.
    """
    if _in_word_list(context, uses):
        return ()
    for number, use in enumerate(uses):
        if _is_explained(context, use):
            before = uses[:number]
            return () if all(_is_explained_soon(context, each, use) for each in before) else before
    return uses


SOON = 80
"""So many characters from a term to 「〜とは」 are one or two sentences (our judgement)."""


def _is_explained_soon(context: Context, use: Use, explained: Use) -> bool:
    """Whether a use stands in a title, which has no room, or right before its explanation."""
    kind = context.document.block_at(use.span.start).kind
    title = kind in (BlockKind.TITLE, BlockKind.HEADING)
    if title:
        return True
    defined = context.document.folded.startswith("とは", explained.span.end)
    return defined and explained.span.start - use.span.end <= SOON


_TELLS = regex(
    "(?:、|（)(?:つまり|すなわち|要するに)|(?:は|とは)、[^。\n]{4,}?(?:こと|もの|意味)(?:です|をいい|を言い|を指し)"
)


def _is_explained(context: Context, use: Use) -> bool:
    return (
        is_explained(context.document, context.annotations, use.span)
        or _is_link(context, use.span)
        or _says_so(context, use)
    )


def _is_link(context: Context, span: Span) -> bool:
    """Whether the term leads to a page, which explains it."""
    return any(mark.span == span for mark in context.document.marks_of(MarkKind.LINK))


def _says_so(context: Context, use: Use) -> bool:
    """Whether words behind the term say what it means: in brackets, or as 「Xは、…のことです」.

    What the annotations take for a gloss is told by its shape, for any word; of these
    terms it is known that they want an explanation, so most brackets are one.
    """
    text = context.document.folded
    if _TELLS.match(text, use.span.end):
        return True
    content = in_brackets(text, use.span.end)
    if content is None:
        return False
    words = content.cut(text)
    if explains(words, wanted=True):
        return True
    known = (use.entry.explanation, *use.entry.plain, *use.entry.easy)
    return any(word and (word in words or words in word) for word in known)


_WORD_LIST = regex(r"用語|言葉の(?:意味|説明|解説)|ことばの(?:意味|説明|解説)")


def _in_word_list(context: Context, uses: Sequence[Use]) -> bool:
    """Whether the draft explains the term in a section on words."""
    text = context.document.folded
    if not _WORD_LIST.search(text):
        return False
    inside = False
    for block in context.document.blocks:
        if block.kind is BlockKind.HEADING:
            inside = _WORD_LIST.search(text, block.span.start, block.span.end) is not None
        elif inside and any(block.span.contains(use.span) for use in uses):
            return True
    return False
