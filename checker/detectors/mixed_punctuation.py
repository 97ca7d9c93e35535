"""、 and ，, or 。 and ．, in one draft."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

# Behind Japanese only: １．, Ａ．, and 1，500 are no punctuation of sentences.
_BEHIND = "[ぁ-んァ-ヶー一-鿿）」』]"
_SENTENCE_END = "(?:です|ます|した|せん|さい|ょう)"
_MARKS = (
    {mark: regex(f"{mark}(?<={_BEHIND}{mark})(?![A-Za-z])") for mark in "、，"},
    {"。": regex(f"。(?<={_BEHIND}。)"), "．": regex(f"．(?<={_SENTENCE_END}．)")},
)


_UNUSUAL = Words("，．")


def scans(options: Options) -> tuple[Words, ...]:
    """What stands in every draft that has both sorts."""
    return (_UNUSUAL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a mark of the rarer sort; with a tie 、 and 。 are the usual ones."""
    text = context.document.folded
    for marks in _MARKS:
        if not all(mark in text for mark in marks):
            continue
        found = {
            mark: [Span(*match.span()) for match in expression.finditer(text)]
            for mark, expression in marks.items()
        }
        usual = max(marks, key=lambda mark: len(found[mark]))
        for mark, spans in found.items():
            if mark == usual or not found[usual]:
                continue
            related = (Related(found[usual][0], f"ここでは「{usual}」です"),)
            for span in spans:
                values = {"variant": mark, "usual": usual}
                yield Match(span, values, edits=(Edit(span, usual),), related=related)
