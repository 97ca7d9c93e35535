"""Which line breaks inside a paragraph are mere hard wraps.

Mail programs and word processors break a sentence at a column, writers of
Markdown break it behind 、 or a particle. Neither break means anything to a
reader. A break in front of a label, a list mark or a new paragraph does, and so
does one between names or dates that stand one under another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from checker.document.characters import NO_KANJI, NO_KANJI_OR_KATAKANA
from checker.document.model import BlockKind
from checker.document.segments import Segment, classify
from checker.document.sentences import ends_in_predicate
from checker.regex import regex

_PARAGRAPH, _LIST_ITEM, _LABEL = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LABEL
_HEADING, _ADDRESS = BlockKind.HEADING, BlockKind.ADDRESS

# A hard-wrapped run of lines: at least this share of them (the last aside) end
# within so many columns of the widest. Wrapping notices at 30 to 45 characters and
# joining them by this rule gave back the readability of the unwrapped text.
_WRAPPED_SHARE = 0.6
_RAGGED_COLUMNS = 6
# Narrower lines are names, dates or verse: nobody wraps prose so early.
_NARROWEST_WRAP = 36
# A bracket that is not closed after so many further lines was forgotten.
_BRACKET_LINES = 3
# Up to this length a line that ends in kana may be a word (しょうが, へや).
_WORD_LENGTH = 8

_STOP = regex(r"[。．！？!?｡♪]")
_LATIN_STOP = regex(r"[a-z]\.(?:\s|$)")
_TERMINAL = regex(r"[。．！？!?｡♪☆★][」』）)】］\]〉》”\s]*$")
# Another sentence began on the line: whoever breaks at the end of a thought breaks there.
_CUT = regex(r"[。！？][^。！？」』）)\s][^。！？]*$")
_BRACKET = regex(r"[「『（(【［\[」』）)】］\]]")
_OPENER_OF = dict(zip("」』）)】］]", "「『（(【［[", strict=True))
# Wide and ambiguous characters take two columns (Unicode Standard Annex 11, by block).
# Compiled when first needed: few notices are wrapped text, and it takes long.
_WIDE = (
    "[\u0370-\u04ff\u1100-\u115f\u2010-\u27ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd]+"
)

_QUESTION = regex(r"[QＱAＡ問答][0-9０-９]{0,2}[：:．.　]")
_PLAIN_MARK = regex(r"[・･•](?![・･•])[ 　]*\S|[①-⑳⑴-⒇]\s*\S")
_PLAIN_LABEL = regex(rf"[^{NO_KANJI_OR_KATAKANA}々]{{2,8}}[：:](?!//)")
_NOTE_SIGNS = "※〒℡☎⇒→"
_ADDRESS_ONLY = regex(r"(?:https?://|www\.)[!-~]+$|[\w.+-]{1,64}@[\w.-]+$", re.ASCII)

# The line ends inside a sentence. まで and から are left out: a period ends in them.
_UNFINISHED = regex(
    r"(?:[、，,]|[をはがにへ]|(?<![もこそ])の|(?<![ひそあ])と|(?<!ど)も|(?<!ま)で|や|"
    rf"[^{NO_KANJI}々]な|[てで]いる|"
    r"および|及び|並びに|または|又は|もしくは|若しくは|ながら|という|といった|ような|に関する|に対する|に係る|"
    r"に伴う|における|による|により|[いっしけせれねめえきぎじちにび]て|んで)$"
)
_KANA_BEFORE_END = regex(r"[ぁ-ゖ][ぁ-ゖ]$")
# A continuative form (提出し) ends a line only if there is something to continue.
_CONTINUATIVE = regex(
    rf"(?:[^{NO_KANJI}々][いきしちにみりえけせねめれ]|され|でき|なく|ず|おり|であり|いただき|いたし)$"
)
_ARGUMENT = regex(r"[をがはに、]")
# A title may hold に (台風に伴う休館), hardly the others.
_CLAUSE = regex(r"[をがは、]")

# The next line begins inside a sentence, whatever stands before …
_MIDDLE = regex(
    r"[をんっゃゅょぁぃぅぇぉーッャュョァィゥェォ々、。，．」』）！？〜～]"
    r"|[はがにのとでもへや](?![ぁ-ゖ\s、。]|$)"
    r"|(?:では|には|とは|にも|でも|への|から|からの|まで|までに|までの|として|により|について|における)(?![ぁ-ゖ])"
)
# … or if the line before holds an argument of this verb.
_VERB = regex(
    r"ます|まし[たて]|ません|です|でし[たょ]|する|し(?:ます|まし|ませ|て|た)|され|させ|でき(?:ます|る|な)|"
    r"いただ|くださ|いたし|られ|れ[るた]|な(?:い|く|け)|り(?:ます|まし|ませ)|め(?:ます|る|た)|け(?:ます|る|た)"
)
_AFTER_POLITE = regex(r"でし[たょ]|ので|から|が[、，]|と[、，]|か[。？]|けれど|ため|こと|とき|よう")


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A physical line and what it shows by itself."""

    text: str  # without indent and trailing white space
    indent: int  # columns
    paragraph_indent: bool  # begins with U+3000
    kind: BlockKind
    starts: bool  # begins something new by its first signs

    @property
    def is_finished(self) -> bool:
        return _TERMINAL.search(self.text[-12:]) is not None

    @property
    def is_unfinished(self) -> bool:
        if not ("ぁ" <= self.text[-1:] <= "ゖ" or self.text[-1:] in "、，,"):
            return False  # what both patterns end in
        end = self.text[-12:]
        if _UNFINISHED.search(end):
            return len(self.text) >= _WORD_LENGTH or not _KANA_BEFORE_END.search(end)
        return _CONTINUATIVE.search(end) is not None and _ARGUMENT.search(self.text) is not None


def wraps(lines: Sequence[str]) -> list[bool]:
    """Tell which breaks between the lines of one paragraph mean nothing.

    Args:
        lines: The physical lines of a paragraph: no blank line among them, line
            ends removed, indent kept.

    Returns:
        For each break, so one fewer than there are lines: True where the text
        goes on on the next line (or where joining two sentences is harmless),
        False where the next line starts something new for its reader.
    """
    if len(lines) < 2:
        return []
    parsed = [_parse(line) for line in lines[1:]]
    open_breaks = [
        _may_join(line.strip(), following) for line, following in zip(lines, parsed, strict=False)
    ]
    if not any(open_breaks):  # a list, labels; what the first line is does not matter
        return open_breaks
    parsed.insert(0, _parse(lines[0]))
    full = _full_lines(parsed)
    prose = _prose_lines(parsed, full)
    found: list[bool] = []
    first = 0  # the line that began what is being joined
    open_for = 0  # for how many more lines an open bracket counts
    for index, may_join in enumerate(open_breaks):
        line, following = parsed[index], parsed[index + 1]
        wrap = False
        if may_join:
            open_for = _bracket_lines(line.text, open_for)
            if line.is_finished:
                wrap = _joins_sentences(parsed[first], line, following, prose[index + 1])
            else:
                in_bracket = open_for > 0 and following.kind is _PARAGRAPH
                wrap = in_bracket or _goes_on(
                    line, following, index == first, full[index], prose[index + 1]
                )
        if not wrap:
            first, open_for = index + 1, 0
        found.append(wrap)
    return found


def _parse(line: str) -> _Line:
    text = line.strip()
    if not text:
        return _Line("", 0, False, _PARAGRAPH, True)
    indent = line[: len(line) - len(line.lstrip())] if line[0].isspace() else ""
    if _PLAIN_MARK.match(text):  # the two commonest, no need to look closer
        kind, starts = _LIST_ITEM, True
    elif _PLAIN_LABEL.match(text):
        kind, starts = _LABEL, True
    else:
        segment = classify(_PARAGRAPH, line, previous=None, is_first=False, is_last=False)
        kind, starts = segment.kind, _starts(line, text, segment)
    columns = _columns(indent) if indent else 0
    return _Line(text, columns, indent.startswith("\u3000"), kind, starts)


def _starts(line: str, text: str, segment: Segment) -> bool:
    """Whether no sentence that was broken in its middle can go on like this.

    A list mark, a number, a label in brackets or before a colon, 〒 and ※ can not; the
    same words before a space (電話 または郵送で) can.
    """
    if segment.kind is _PARAGRAPH:
        return text[0] in _NOTE_SIGNS or _QUESTION.match(text) is not None
    if segment.label is not None:
        first = len(line) - len(line.lstrip())
        behind = line[segment.label.end]
        if len(segment.label) == 1 and behind == "\u3000":
            return True  # 広報紙: 持　懐中電灯
        return segment.label.start > first or not behind.isspace()
    if segment.kind is _HEADING:
        return segment.level == 2 or not text[0].isalpha()
    return segment.kind is not _ADDRESS or text[0] in _NOTE_SIGNS


@cache
def _wide_run() -> re.Pattern[str]:
    return regex(_WIDE)


def _columns(text: str) -> int:
    """The width on a screen with East Asian characters."""
    return len(text) + len("".join(_wide_run().findall(text)))


def _full_lines(lines: Sequence[_Line]) -> list[bool]:
    """Which lines fill the column at which their run was wrapped.

    A run goes from a line that starts something to the next such line.
    """
    full = [False] * len(lines)
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and not lines[end].starts:
            continue
        run = lines[start:end]
        widths = [line.indent + _columns(line.text) for line in run] if len(run) > 1 else [0]
        widest = max(widths)
        if widest >= _NARROWEST_WRAP:
            wide = [width >= widest - _RAGGED_COLUMNS for width in widths]
            # A line that ends a paragraph may be as short as it likes.
            counted = [
                is_wide
                for line, is_wide in zip(run[:-1], wide[:-1], strict=True)
                if is_wide or not line.is_finished
            ]
            inner = sum(counted)
            cut = any(
                is_wide and not line.is_finished for line, is_wide in zip(run, wide, strict=True)
            )
            enough = inner >= _WRAPPED_SHARE * len(counted)
            if cut and enough and (inner > 1 or _reads_on(run[0].text)):
                full[start:end] = wide
        start = end
    return full


def _reads_on(text: str) -> bool:
    """Whether a line by itself reads like the beginning of a sentence, not like a title."""
    return _CLAUSE.search(text) is not None or (text.isascii() and text.count(" ") > 4)


def _prose_lines(lines: Sequence[_Line], full: Sequence[bool]) -> list[bool]:
    """Which lines are part of a sentence that comes to its end."""
    prose = [False] * len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.kind is not _PARAGRAPH or line.starts:
            continue
        goes_on = index + 1 < len(lines) and prose[index + 1]
        prose[index] = (
            _STOP.search(line.text) is not None
            or ("." in line.text and _LATIN_STOP.search(line.text) is not None)
            or ends_in_predicate(line.text)
            or (goes_on and (full[index] or line.is_unfinished))
        )
    return prose


def _may_join(text: str, following: _Line) -> bool:
    """Whether nothing in the form of a line's text and the next line forbids to join them."""
    if not text or following.starts or "\t" in text or "\t" in following.text:
        return False
    if _ADDRESS_ONLY.match(following.text):
        return False
    return not (_ADDRESS_ONLY.match(text) and not _MIDDLE.match(following.text))


def _joins_sentences(first: _Line, line: _Line, following: _Line, prose: bool) -> bool:
    """Whether a sentence on the next line may be joined to a finished one."""
    if not prose:
        return False
    if first.kind is not _PARAGRAPH or first.starts:
        # Still under the list mark; one U+3000 below a label begins a paragraph.
        deeper = following.indent - first.indent
        return deeper > 2 or (deeper > 0 and first.kind is _LIST_ITEM)
    return not following.paragraph_indent and following.indent <= max(line.indent, first.indent)


def _goes_on(
    line: _Line, following: _Line, is_first: bool, full: bool, following_is_prose: bool
) -> bool:
    """Whether a line without a stop goes on on the next one."""
    if is_first and line.kind in _CLOSED_KINDS:
        return False
    if line.is_unfinished:
        return True
    if following.kind is not _PARAGRAPH:
        return False
    if _MIDDLE.match(following.text):
        return True
    if _POLITE.search(line.text[-6:]):
        return _AFTER_POLITE.match(following.text) is not None
    if following_is_prose and (full or _CUT.search(line.text)):
        return True
    if _VERB.match(following.text):
        return _ARGUMENT.search(line.text) is not None
    return line.text[-1].isascii() and line.text[-1].isalpha() and following.text[0].islower()


_CLOSED_KINDS = frozenset({BlockKind.HEADING, BlockKind.ADDRESS, BlockKind.SIGNATURE})
_POLITE = regex(r"(?:ます|ました|ません|です|でした|でしょう|ください|下さい)$")


def _bracket_lines(text: str, open_for: int) -> int:
    """For how many lines behind this one a bracket may still be open."""
    opened: list[str] = []
    closed = False
    for match in _BRACKET.finditer(text):
        sign = match.group()
        opener = _OPENER_OF.get(sign)
        if opener is None:
            opened.append(sign)
        elif opened and opened[-1] == opener:
            opened.pop()
        else:
            closed = True
    if opened:
        return _BRACKET_LINES
    return 0 if closed else max(0, open_for - 1)
