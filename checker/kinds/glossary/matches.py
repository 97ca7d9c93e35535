"""What is told of a term of a word list."""

from __future__ import annotations

from checker.context import Context
from checker.kinds.glossary.replacing import MOST_CHOICES, ways_to_say
from checker.kinds.glossary.uses import Use
from checker.kinds.template import fill
from checker.model import Applicability, Candidate, Edit, Match, Span

_ADVICE = {
    "replace": "「{plain}」と書くと伝わります。",
    "explain": "初めて出るところに説明を付けると伝わります（{explanation}）。",
    "ask": "何を指すのかを具体的に書くと伝わります（{explanation}）。",
}


def match_of(context: Context, use: Use, others: int, message: str) -> Match:
    """What is told of a term, with what may be said instead.

    Args:
        context: The draft.
        use: The first use.
        others: How often the term comes again.
        message: The message of the rule.
    """
    entry = use.entry
    ways = ways_to_say(context, use) if entry.treatment == "replace" and entry.in_place else []
    plain = [word for word, _ in ways] or entry.plain_for(context.profile)[:MOST_CHOICES]
    values = {"plain": "」「".join(plain), "explanation": entry.explanation}
    values["advice"] = fill(_ADVICE[entry.treatment], values)
    if others:
        values["advice"] += f"ほかに{others}か所あります。"
    if entry.note:
        values["advice"] += f"備考: {entry.note.rstrip('。')}。"
    edits: tuple[Edit, ...] = ways[0][1] if ways else ()
    if entry.treatment == "explain":
        edits = (Edit(Span(use.span.end, use.span.end), f"（{entry.explanation}）"),)
    candidates = tuple(Candidate(*way) for way in ways) if len(ways) > 1 else ()
    applicability = Applicability(entry.fix) if entry.fix else Applicability.DISPLAY
    return Match(
        use.span,
        values,
        edits=edits,
        candidates=candidates,
        entry=entry.id,
        applicability=applicability,
        # Not as a value: what is taken from a draft is cut when it is long.
        message=message.replace("{advice}", values["advice"].translate(_NO_PLACEHOLDERS)),
    )


_NO_PLACEHOLDERS = str.maketrans("{}", "｛｝")
