"""How much room text takes on a terminal, and how to fit it in.

Widths are columns: a wide or full-width character takes two, a combining mark
none (Unicode Standard Annex #11, through `unicodedata`). Characters of
*ambiguous* width (①, ※, …, →, Greek) take one by default: Windows Terminal,
the terminals of editors and all current ones on Linux and macOS draw them so,
whatever the locale; only the old Windows console with a Japanese raster font
takes two. `ambiguous=2` is for that.

Emoji are measured code point by code point. The joiners inside an emoji
sequence are shown as codes (`reveal`), so that no terminal can draw the
sequence narrower than it was measured.

All functions are linear in what they show, not in what they leave out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from checker.model import Span

ELLIPSIS = "…"
"""Stands for what was left out."""

TAB_STOP = 4
"""Columns from one tab stop to the next: less than usual, to save room."""

EDGE = 8
"""Columns of context that are kept on each side of a stretch too wide to be shown."""

SLACK = 16
"""Columns at the end of a line that are left free so that a phrase stays whole.

At most a fifth of the line, so that narrow text does not fray.
"""

_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Zl", "Zp"})

# Letters and signs to Unicode, but nothing is drawn for them.
_BLANK = frozenset("\u034f\u115f\u1160\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")

# Look-alikes of ordinary kanji that come out of a PDF (⽇ ⺠ ⾼): CJK Radicals
# Supplement and Kangxi Radicals.
_RADICALS = ("\u2e80", "\u2fdf")

_NAMES = {"\t": "‹タブ›", "\n": "⏎", "\r": "⏎"}

# Kinsoku shori, the part that matters: JIS X 4051 does not let these start or
# end a line.
_NOT_FIRST = frozenset(
    "、。，．,.」』）】〕］｝〉》〙〗!?！？：；:;・…‥ー～〜々ゝゞヽヾ°％%›)]}｡､｣ﾞﾟｰ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = frozenset("「『（【〔［｛〈《〘〖‹([{｢")


@lru_cache(maxsize=8192)
def char_width(character: str, ambiguous: int = 1) -> int:
    """The columns of one character; 0 for what has none of its own, a tab included."""
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    kind = unicodedata.east_asian_width(character)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1


def width(text: str, ambiguous: int = 1) -> int:
    """The columns of a text without tabs.

    Args:
        text: What is shown; see `reveal` for what is not visible.
        ambiguous: Columns of a character of ambiguous width.
    """
    return sum(char_width(character, ambiguous) for character in text)


def is_hidden(character: str) -> bool:
    """Whether a reader cannot see that the character is there, or which one it is.

    Control, format and private characters, lone surrogates, unassigned code
    points, and white space other than the plain and the full-width space.
    """
    return (not character.isprintable() and character != "\u3000") or character in _BLANK


def is_radical(character: str) -> bool:
    """Whether it is a radical that looks like an ordinary kanji."""
    return _RADICALS[0] <= character <= _RADICALS[1]


def code(character: str) -> str:
    """The character by its code point: `‹U+200B›`."""
    return f"‹U+{ord(character):04X}›"


@lru_cache(maxsize=8192)
def _revealed(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    return code(character) if is_hidden(character) else character


def reveal(text: str, *, radicals: bool = False) -> str:
    """The text with every hidden character shown by its code.

    Nothing in the result can move the cursor or turn the direction of writing.

    Args:
        text: Any text.
        radicals: Whether look-alike radicals are followed by their code.
    """
    if text.isascii() and text.isprintable():
        return text
    show = _revealed_radical if radicals else _revealed
    return "".join(show(character) for character in text.replace("\r\n", "\n"))


def _revealed_radical(character: str) -> str:
    return character + code(character) if is_radical(character) else _revealed(character)


def cut(text: str, columns: int, ambiguous: int = 1) -> str:
    """The beginning of a text that fits into `columns`, with … if some was left out."""
    end = _fit(text, 0, len(text), columns, partial(char_width, ambiguous=ambiguous))
    if end == len(text):
        return text
    room = columns - width(ELLIPSIS, ambiguous)
    end = _fit(text, 0, len(text), room, partial(char_width, ambiguous=ambiguous))
    return text[:end] + ELLIPSIS


def elide(text: str, columns: int, ambiguous: int = 1) -> str:
    """Beginning and end of a text that fit into `columns`, with … for the middle."""
    measure = partial(char_width, ambiguous=ambiguous)
    if _fit(text, 0, len(text), columns, measure) == len(text):
        return text
    room = columns - width(ELLIPSIS, ambiguous)
    head = _fit(text, 0, len(text), room - room // 3, measure)
    tail = _fit_back(text, head, len(text), room // 3, measure)
    return text[:head] + ELLIPSIS + text[tail:]


def wrap(text: str, columns: int, ambiguous: int = 1) -> list[Span]:
    """Where the lines of a text are when it is set into `columns`.

    Japanese breaks between any two characters, but never so that a line starts
    with 、。」 and the like or ends with 「; half-width words and numbers with
    their counter (12月) stay whole, and phrases where little room is lost by it. Spaces at a break belong to no line. Only a
    half-width word that is longer than a line may be wider than `columns`.
    """
    if _cost(text, 0, len(text), columns, partial(char_width, ambiguous=ambiguous)) <= columns:
        return [_stripped(text, 0, len(text))]
    lines: list[Span] = []
    phrase_at, slack = 0, min(SLACK, columns // 5)
    start, used, last_break, last_phrase, at = 0, 0, 0, 0, 0
    while at < len(text):
        if at > start and _may_break(text, at):
            last_break = at
            if text[at] in _NOT_LAST or starts_phrase(text, at):
                last_phrase, phrase_at = at, used
        size = char_width(text[at], ambiguous)
        if at > start and used + size > columns and not text[at].isspace():
            if last_break <= start:
                if _is_word(text[at - 1]) and _is_word(text[at]):
                    used += size
                    at += 1
                    continue
                last_break = at  # no good place: rather a bad one than too wide
            elif last_phrase > start and used - phrase_at <= slack:
                last_break = last_phrase
            lines.append(_stripped(text, start, last_break))
            start = at = _skip_spaces(text, last_break)
            used, last_break, last_phrase = 0, start, start
            continue
        used += size
        at += 1
    if start < len(text):
        lines.append(_stripped(text, start, len(text)))
    return lines


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after.isspace():
        return False
    if before.isspace():
        return True
    if after in _NOT_FIRST or before in _NOT_LAST or not char_width(after):
        return False
    if before.isdigit() and (after.isdigit() or _is_kanji(after)):
        return False
    return not (_is_word(before) and _is_word(after))


def starts_phrase(text: str, at: int) -> bool:
    """Whether a phrase (文節) seems to start inside a text.

    It does behind a comma, a full stop or a space, and where hiragana gives way
    to kanji, katakana or figures. A guess for showing text, not an analysis.
    """
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST:
        return False
    if before in "、，。．" or before.isspace():
        return True
    # お越し, ご案内: the prefix belongs to what follows.
    return (
        _is_hiragana(before)
        and before not in "おご"
        and after.isalnum()
        and not _is_hiragana(after)
    )


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def _is_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _is_kanji(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _stripped(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class Window:
    """A line of a draft as it is shown around a stretch of it.

    Attributes:
        text: What is shown: tabs expanded, hidden characters as codes, … for
            what was left out.
        column: Columns before the stretch.
        columns: Columns of the stretch; 0 if it is empty.
    """

    text: str
    column: int
    columns: int


def window(line: str, focus: Span, columns: int, ambiguous: int = 1) -> Window:
    """The part of a line around `focus` that fits into `columns`.

    A focus that does not fit loses its middle, so that its beginning and its
    end can still be seen. Tab stops count from the start of what is shown. In
    the focus, look-alike radicals are followed by their code; a focus without
    any width (combining marks) is shown by codes.

    Args:
        line: One line without its line end.
        focus: A stretch of the line, maybe empty.
        columns: The room, at least 40.
        ambiguous: Columns of a character of ambiguous width.
    """
    focus = Span(min(focus.start, len(line)), min(focus.end, len(line)))
    bare = focus.end - focus.start <= 8 and not width(reveal(focus.cut(line)), ambiguous)

    def plain(character: str) -> int:
        if character == "\t":
            return TAB_STOP
        return width(_revealed(character), ambiguous)

    def flagged(character: str) -> str:
        if bare:
            return code(character)
        return _revealed_radical(character)

    def flagged_width(character: str) -> int:
        return TAB_STOP if character == "\t" else width(flagged(character), ambiguous)

    dots = width(ELLIPSIS, ambiguous)
    focus_end = _fit(line, focus.start, focus.end, columns, flagged_width)
    needed = sum(flagged_width(character) for character in line[focus.start : focus_end])
    # The mark under an empty focus takes a column too.
    needed = max(needed, 1)
    gap = Span(focus.end, focus.end)
    edge = EDGE + dots
    if focus_end < focus.end or needed > columns - 2 * edge:
        start, left = _left(line, focus.start, edge, plain, dots)
        end, right = _right(line, focus.end, edge, plain, dots)
        room = columns - left - right
        if focus_end < focus.end or needed > room:
            room -= dots
            head = _fit(line, focus.start, focus.end, room - room // 3, flagged_width)
            tail = _fit_back(line, head, focus.end, room // 3, flagged_width)
            gap = Span(head, tail)
    else:
        room = columns - needed
        left = _cost(line, 0, focus.start, room, plain)
        right = _cost(line, focus.end, len(line), room, plain)
        if left + right > room:
            if left <= room // 2:
                right = room - left
            elif right <= room // 2:
                left = room - right
            else:
                left, right = room // 2, room - room // 2
        start, _ = _left(line, focus.start, left, plain, dots)
        end, _ = _right(line, focus.end, right, plain, dots)

    shown = _Row(ambiguous)
    if start:
        shown.add(ELLIPSIS)
    shown.extend(line[start : focus.start], _revealed)
    column = shown.width
    shown.extend(line[focus.start : gap.start], flagged)
    if len(gap):
        shown.add(ELLIPSIS)
    shown.extend(line[gap.end : focus.end], flagged)
    after = shown.width
    shown.extend(line[focus.end : end], _revealed)
    if end < len(line):
        shown.add(ELLIPSIS)
    return Window("".join(shown.parts), column, after - column)


class _Row:
    """What is shown of a line, as it grows."""

    def __init__(self, ambiguous: int) -> None:
        self.parts: list[str] = []
        self.width = 0
        self._ambiguous = ambiguous

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.width += width(text, self._ambiguous)

    def extend(self, text: str, show: Callable[[str], str]) -> None:
        for character in text:
            if character == "\t":
                self.add(" " * (TAB_STOP - self.width % TAB_STOP))
            else:
                self.add(show(character))


def _fit(text: str, start: int, end: int, columns: int, measure: Callable[[str], int]) -> int:
    """How far one gets from `start` towards `end` within `columns`."""
    while start < end:
        columns -= measure(text[start])
        if columns < 0:
            break
        start += 1
    return start


def _fit_back(text: str, start: int, end: int, columns: int, measure: Callable[[str], int]) -> int:
    """How far one gets from `end` back towards `start` within `columns`.

    A mark that combines with the character before it is not the first.
    """
    found = end
    while end > start:
        size = measure(text[end - 1])
        columns -= size
        if columns < 0:
            break
        end -= 1
        if size:
            found = end
    return start if end == start else found


def _cost(text: str, start: int, end: int, limit: int, measure: Callable[[str], int]) -> int:
    """The columns from `start` to `end`; anything over `limit` if there are more."""
    used = 0
    while start < end and used <= limit:
        used += measure(text[start])
        start += 1
    return used


def _left(
    line: str, at: int, room: int, measure: Callable[[str], int], dots: int
) -> tuple[int, int]:
    """Where to start showing when `room` columns are left of `at`, and the columns it takes."""
    if not _fit_back(line, 0, at, room, measure):
        return 0, _cost(line, 0, at, room, measure)
    start = _fit_back(line, 0, at, room - dots, measure)
    return start, dots + _cost(line, start, at, room, measure)


def _right(
    line: str, at: int, room: int, measure: Callable[[str], int], dots: int
) -> tuple[int, int]:
    """Where to stop showing when `room` columns are right of `at`, and the columns it takes."""
    if _fit(line, at, len(line), room, measure) == len(line):
        return len(line), _cost(line, at, len(line), room, measure)
    end = _fit(line, at, len(line), room - dots, measure)
    return end, dots + _cost(line, at, end, room, measure)
