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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


class _Sizes(dict[int, int]):
    """The columns of characters by code point, for `str.translate`: made when first asked for."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, point: int) -> int:
        size = char_width(chr(point), self._ambiguous)
        if len(self) < _MOST_SIZES:
            self[point] = size
        return size


_MOST_SIZES = 16_384
_SIZES = {1: _Sizes(1), 2: _Sizes(2)}


def _sizes(text: str, ambiguous: int) -> bytes:
    """The columns of each character of a text, at the speed of C."""
    return text.translate(_SIZES[ambiguous]).encode("latin-1")


@lru_cache(maxsize=4096)
def width(text: str, ambiguous: int = 1) -> int:
    """The columns of a text without tabs.

    Args:
        text: What is shown; see `reveal` for what is not visible.
        ambiguous: Columns of a character of ambiguous width.
    """
    return sum(_sizes(text, ambiguous))


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
    if _is_clean(text) and not (radicals and _has_radicals(text)):
        return text
    show = _revealed_radical if radicals else _revealed
    return "".join(show(character) for character in text.replace("\r\n", "\n"))


def _is_clean(text: str) -> bool:
    """Whether nothing of a text is hidden; most texts are so."""
    if not text.isprintable() and not text.replace("\u3000", "").isprintable():
        return False
    return text.isascii() or _BLANK.isdisjoint(text)


def _has_radicals(text: str) -> bool:
    return any(_RADICALS[0] <= character <= _RADICALS[1] for character in text)


def _revealed_radical(character: str) -> str:
    return character + code(character) if is_radical(character) else _revealed(character)


def cut(text: str, columns: int, ambiguous: int = 1) -> str:
    """The beginning of a text that fits into `columns`, with … if some was left out."""
    measure = _measure(text, ambiguous)
    if _fit(0, len(text), columns, measure) == len(text):
        return text
    end = _fit(0, len(text), columns - width(ELLIPSIS, ambiguous), measure)
    return text[:end] + ELLIPSIS


def elide(text: str, columns: int, ambiguous: int = 1) -> str:
    """Beginning and end of a text that fit into `columns`, with … for the middle."""
    measure = _measure(text, ambiguous)
    if _fit(0, len(text), columns, measure) == len(text):
        return text
    room = columns - width(ELLIPSIS, ambiguous)
    head = _fit(0, len(text), room - room // 3, measure)
    tail = _fit_back(head, len(text), room // 3, measure)
    return text[:head] + ELLIPSIS + text[tail:]


def _measure(text: str, ambiguous: int) -> Measure:
    return lambda at: char_width(text[at], ambiguous)


@lru_cache(maxsize=2048)
def wrap(text: str, columns: int, ambiguous: int = 1) -> Sequence[Span]:
    """Where the lines of a text are when it is set into `columns`.

    Japanese breaks between any two characters, but never so that a line starts
    with 、。」 and the like or ends with 「; half-width words and numbers with
    their counter (12月) stay whole, and phrases where little room is lost by it. Spaces at a break belong to no line. Only a
    half-width word that is longer than a line may be wider than `columns`.
    """
    if width(text, ambiguous) <= columns:
        return [_stripped(text, 0, len(text))]
    sizes = _sizes(text, ambiguous)
    lines: list[Span] = []
    phrase_at, slack = 0, min(SLACK, columns // 5)
    start, used, last_break, last_phrase, at = 0, 0, 0, 0, 0
    while at < len(text):
        if at > start and _may_break(text, at):
            last_break = at
            if text[at] in _NOT_LAST or starts_phrase(text, at):
                last_phrase, phrase_at = at, used
        size = sizes[at]
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
    # Where every character is what it seems and takes room, as in most lines, more than
    # `columns` of them on a side cannot be shown.
    first, last = max(0, focus.start - columns - 1), focus.end + columns + 1
    near = line[first:last]
    sizes = _sizes(near, ambiguous) if len(focus) <= columns and _is_clean(near) else b"\0"
    if 0 not in sizes and not _has_radicals(focus.cut(line)):
        focus = focus.shift(-first)
        measure = sizes.__getitem__
        return _window(near, focus, columns, ambiguous, _Shown(_whole, _whole, measure, measure))
    bare = len(focus) <= 8 and not width(reveal(focus.cut(line)), ambiguous)

    def flagged(character: str) -> str:
        if bare:
            return code(character)
        return _revealed_radical(character)

    def plain_width(at: int) -> int:
        return TAB_STOP if line[at] == "\t" else width(_revealed(line[at]), ambiguous)

    def flagged_width(at: int) -> int:
        return TAB_STOP if line[at] == "\t" else width(flagged(line[at]), ambiguous)

    shown = _Shown(_each(_revealed), _each(flagged), plain_width, flagged_width)
    return _window(line, focus, columns, ambiguous, shown)


Measure = Callable[[int], int]
"""The columns of the character at a place of a line."""


Pieces = Callable[[str], Iterable[str]]
"""What is shown of a stretch, in pieces of which each is measured; a tab is a piece."""


def _whole(text: str) -> Iterable[str]:
    return (text,)


def _each(show: Callable[[str], str]) -> Pieces:
    return lambda text: (each if each == "\t" else show(each) for each in text)


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a line is shown: its text outside and inside the focus, and the columns that takes."""

    plain: Pieces
    flagged: Pieces
    plain_width: Measure
    flagged_width: Measure


def _window(line: str, focus: Span, columns: int, ambiguous: int, how: _Shown) -> Window:
    plain, flagged = how.plain_width, how.flagged_width
    dots = width(ELLIPSIS, ambiguous)
    focus_end = _fit(focus.start, focus.end, columns, flagged)
    needed = sum(map(flagged, range(focus.start, focus_end)))
    # The mark under an empty focus takes a column too.
    needed = max(needed, 1)
    gap = Span(focus.end, focus.end)
    edge = EDGE + dots
    size = len(line)
    if focus_end < focus.end or needed > columns - 2 * edge:
        start, left = _left(focus.start, edge, plain, dots)
        end, right = _right(focus.end, size, edge, plain, dots)
        room = columns - left - right
        if focus_end < focus.end or needed > room:
            room -= dots
            head = _fit(focus.start, focus.end, room - room // 3, flagged)
            tail = _fit_back(head, focus.end, room // 3, flagged)
            gap = Span(head, tail)
    else:
        room = columns - needed
        left = _cost(0, focus.start, room, plain)
        right = _cost(focus.end, size, room, plain)
        if left + right > room:
            if left <= room // 2:
                right = room - left
            elif right <= room // 2:
                left = room - right
            else:
                left, right = room // 2, room - room // 2
        start, _ = _left(focus.start, left, plain, dots)
        end, _ = _right(focus.end, size, right, plain, dots)

    shown = _Row(ambiguous)
    if start:
        shown.add(ELLIPSIS)
    shown.extend(line[start : focus.start], how.plain)
    column = shown.width
    shown.extend(line[focus.start : gap.start], how.flagged)
    if len(gap):
        shown.add(ELLIPSIS)
    shown.extend(line[gap.end : focus.end], how.flagged)
    after = shown.width
    shown.extend(line[focus.end : end], how.plain)
    if end < size:
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

    def extend(self, text: str, show: Pieces) -> None:
        for piece in show(text):
            if piece == "\t":
                self.add(" " * (TAB_STOP - self.width % TAB_STOP))
            else:
                self.add(piece)


def _fit(start: int, end: int, columns: int, measure: Measure) -> int:
    """How far one gets from `start` towards `end` within `columns`."""
    while start < end:
        columns -= measure(start)
        if columns < 0:
            break
        start += 1
    return start


def _fit_back(start: int, end: int, columns: int, measure: Measure) -> int:
    """How far one gets from `end` back towards `start` within `columns`.

    A mark that combines with the character before it is not the first.
    """
    found = end
    while end > start:
        size = measure(end - 1)
        columns -= size
        if columns < 0:
            break
        end -= 1
        if size:
            found = end
    return start if end == start else found


def _cost(start: int, end: int, limit: int, measure: Measure) -> int:
    """The columns from `start` to `end`; anything over `limit` if there are more."""
    used = 0
    while start < end and used <= limit:
        used += measure(start)
        start += 1
    return used


def _left(at: int, room: int, measure: Measure, dots: int) -> tuple[int, int]:
    """Where to start showing when `room` columns are left of `at`, and the columns it takes."""
    if not _fit_back(0, at, room, measure):
        return 0, _cost(0, at, room, measure)
    start = _fit_back(0, at, room - dots, measure)
    return start, dots + _cost(start, at, room, measure)


def _right(at: int, size: int, room: int, measure: Measure, dots: int) -> tuple[int, int]:
    """Where to stop showing when `room` columns are right of `at`, and the columns it takes."""
    if _fit(at, size, room, measure) == size:
        return size, _cost(at, size, room, measure)
    end = _fit(at, size, room - dots, measure)
    return end, dots + _cost(at, end, room, measure)
