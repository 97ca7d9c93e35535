"""Telephone and fax numbers, extensions and short codes.

Whether a number is `valid` is a question of its length and prefix only, as the
national numbering plan sets them (0AB–J, 0120, 0180, 0570, 0990: 10 digits;
020, 050, 060, 070, 080, 090, 0800: 11), not of whether it is assigned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.annotations.numerals import find_numerals
from checker.annotations.shared import HYPHENS, LOOKALIKE_HYPHENS, Taken, line_start
from checker.annotations.types import Annotation, AnnotationKind, PhoneRole, PhoneValue
from checker.model import Span
from checker.regex import regex

_H = f"[ 　]?[{HYPHENS}][ 　]?"
_FULL = regex(
    rf"0[0-9]{{1,4}}(?:{_H}|[ 　]|[(（]|[)）][{HYPHENS} 　]?)[0-9]{{1,8}}"
    rf"(?:(?:{_H}|[ 　]|[)）][{HYPHENS}]?)[0-9]{{2,5}})?"
    r"|0[0-9]{9,10}"
)
_ABROAD = regex(
    rf"[+＋]81[{HYPHENS} ]?(?:\(0\))?"
    rf"([0-9]{{1,4}}[{HYPHENS} ]?[0-9]{{1,4}}[{HYPHENS} ]?[0-9]{{4}})"
)
_LOCAL_SIGNS = frozenset("-・" + LOOKALIKE_HYPHENS)
_LOCAL = regex(rf"[1-9][0-9]{{0,3}}[{HYPHENS}・][0-9]{{4}}(?![0-9])")
_EXTENSION = regex(
    rf"内線(?:番号)?[ 　:：は]*([0-9]{{1,5}}(?:[・、,／/〜~～{HYPHENS}][0-9]{{1,5}})*)(?![0-9])"
)
_SHORT = regex(r"1(?:10|18|19|71|88|89)(?![0-9])")
_HASH = regex(r"[#＃](?:7119|8000|9110|8103|8891|9910|8008|7111)(?![0-9A-Za-z])")
_DIGITS = regex(r"[0-9]+")

_TEL = r"電話|TEL|Tel|tel|℡|☎|☏|📞|携帯|直通|代表|ダイヤル"
_FAX = r"FAX|Fax|fax|ファクス|ファックス|ファクシミリ|📠"
_WORD = regex(rf"{_TEL}|{_FAX}|問い?合わ?せ|連絡先|申し?込み?")
_KINDS = {
    **dict.fromkeys("電Tt℡☎☏📞携直代ダ", "tel"),
    **dict.fromkeys("Ffフ📠", "fax"),
    **dict.fromkeys("問連申", "ask"),
}
"""What kind of word begins with a character."""
_BOTH = regex(rf"(?:{_TEL})(?:番号)?[ 　]?[・/／&＆,、兼と及][び]?[ 　]?(?:{_FAX})")
_DIRECTLY = regex(rf"(?:{_TEL}|{_FAX})[】\])） 　:：]{{0,2}}$")
_FAX_BEHIND = regex(rf"[ 　]?[(（\[［](?:{_FAX})[)）\]］]")
_BOTH_BEHIND = regex(rf"[ 　]?[(（\[［](?:{_TEL})[^)）\n]{{0,3}}(?:{_FAX})")
_FAX_LINE = regex(rf"[ 　]*(?:{_FAX})(?:番号)?[ 　:：]*")
_OTHER_NUMBERS = ("口座", "ISBN", "ISSN", "コード", "型番", "品番")
_PHONE_NUMBERS = ("電話番号", "ファクス番号", "ファックス番号", "FAX番号", "内線番号")
_BRACKET_FIRST = frozenset(" 　(（[［")
_AND = regex(r"[ 　]*[、,・/／または]*[ 　]*")
_LOOKALIKES = frozenset(LOOKALIKE_HYPHENS)
_COUNTED = frozenset("年月日円人件号個名回枚度番室%％")
_SHORT_WORD = regex(
    r"(?:電話|ダイヤル|ダイアル|局番なし|TEL|☎|℡|通報|ホットライン)"
    r"[^0-9。\n]{0,10}$"
)
_NO_SHORT = ("番号", "受付", "整理", "第", "受験", "窓口", "背")

_OFFICE_BEFORE = regex(
    r"(?:[課係室局署]|館|センター|担当|委員会|事務局|保健所|役所|役場)[）)】\]]?[ 　、：:]{0,3}$"
)

_WINDOW = 24
"""Code points that may stand between a word and the number that it announces."""

_TEN = ("0120", "0180", "0570", "0990")
_ELEVEN = ("020", "050", "060", "070", "080", "090", "0800")


def is_valid(digits: str) -> bool:
    """Whether a full number has the length that goes with its prefix."""
    if len(digits) < 4 or not digits.startswith("0") or digits[1] == "0":
        return False
    if digits.startswith(_TEN):
        return len(digits) == 10
    if digits.startswith(_ELEVEN):
        return len(digits) == 11
    return len(digits) == 10


def find_phones(
    text: str,
    raw: str | None = None,
    taken: Taken | None = None,
    numerals: Sequence[tuple[int, int]] | None = None,
) -> list[Annotation]:
    """Find PHONE annotations.

    A number without area code, a bare row of digits and a short code count only
    next to a word such as 電話 or 問い合わせ (110番 too).

    Args:
        text: The folded text.
        raw: The text before folding, where look-alike hyphens show.
        taken: Stretches to keep off (dates, web addresses, postal codes).
        numerals: What `find_numerals(text)` gave, if it was called already.
    """
    finder = _Finder(text, text if raw is None else raw, taken or Taken())
    if "0" in text:
        finder.full()
    if "内線" in text:
        finder.extensions()
    finder.local(find_numerals(text) if numerals is None else numerals)
    finder.short()
    return sorted(finder.found, key=lambda annotation: annotation.span)


class _Finder:
    def __init__(self, text: str, raw: str, taken: Taken) -> None:
        self.text = text
        self.raw = raw
        self.taken = taken
        self.found: list[Annotation] = []
        self.mine = Taken()

    def add(
        self,
        start: int,
        end: int,
        digits: str,
        role: PhoneRole,
        *,
        complete: bool = True,
        valid: bool = True,
    ) -> None:
        lookalike = not _LOOKALIKES.isdisjoint(self.raw[start:end])
        value = PhoneValue(digits, role, complete, valid, lookalike)
        self.found.append(Annotation(AnnotationKind.PHONE, Span(start, end), value))

    def full(self) -> None:
        text = self.text
        if "81" in text:
            for abroad in _ABROAD.finditer(text):
                digits = "0" + "".join(_DIGITS.findall(abroad[1]))
                self.add(*abroad.span(), digits, PhoneRole.PHONE, valid=is_valid(digits))
        previous: Annotation | None = None
        position = 0
        while (match := _FULL.search(text, position)) is not None:
            start, end = match.span()
            position = _behind_digits(text, start)
            if self._continues(start, end) or self.taken.hits(start, end):
                continue
            written = match.group()
            if start and text[start - 1] in "(（" and written[0] == "0":
                head = _DIGITS.match(written)
                if head and written[head.end() : head.end() + 1] in (")", "）"):
                    start -= 1
            window = self._window(start, previous)
            word = _last_word(window)
            if self._is_full(written, word, window):
                digits = "".join(_DIGITS.findall(written))
                role = self._role(window, word, start, end, previous)
                self.add(start, end, digits, role, valid=is_valid(digits))
                previous = self.found[-1]
                position = end
        self.mine = Taken(annotation.span for annotation in self.found)

    def _continues(self, start: int, end: int) -> bool:
        """Whether the digits belong to a longer code."""
        text = self.text
        before = text[start - 1] if start else ""
        if before == "/":
            return text[start - 2 : start - 1].isdecimal()
        if before.isascii() and (before.isalnum() or before in tuple("._=&#+")):
            # FAX04-0000-1234 and Tel.04-0000-1234 are numbers, AB04-0000-1234 is not
            return not text[max(0, start - 4) : start].lower().rstrip(".").endswith(("fax", "tel"))
        if before and before in "-" + LOOKALIKE_HYPHENS and text[start - 2 : start - 1].isdecimal():
            return True
        behind = text[end] if end < len(text) else ""
        if behind.isdecimal():
            return True
        return behind in ("-", "－", "−", "‐") and text[end + 1 : end + 2].isdecimal()

    def _window(self, start: int, previous: Annotation | None) -> str:
        low = max(line_start(self.text, start), start - _WINDOW)
        if previous is not None:
            low = max(low, previous.span.end)
        return self.text[low:start]

    def _is_full(self, written: str, word: str, window: str) -> bool:
        groups = _DIGITS.findall(written)
        digits = "".join(groups)
        if _announces_another(window):
            return False
        valid = is_valid(digits)
        spaced = (" " in written or "　" in written) and "-" not in written
        if len(groups) == 1 or spaced:
            return valid and word in ("tel", "fax", "ask")
        if len(groups) == 2:
            return valid and (word != "" or digits.startswith((*_TEN, *_ELEVEN)))
        if valid:
            return True
        if word or _OFFICE_BEFORE.search(window):
            return 8 <= len(digits) <= 12
        return len(groups[-1]) == 4 and 9 <= len(digits) <= 11 and digits[1] != "0"

    def _role(
        self, window: str, word: str, start: int, end: int, previous: Annotation | None
    ) -> PhoneRole:
        text = self.text
        if text[end : end + 1] in _BRACKET_FIRST:
            if _FAX_BEHIND.match(text, end):
                return PhoneRole.FAX
            if _BOTH_BEHIND.match(text, end):
                return PhoneRole.PHONE
        if word == "fax":
            return PhoneRole.PHONE if _BOTH.search(window) else PhoneRole.FAX
        if word:
            return PhoneRole.PHONE
        head = line_start(text, start)
        if not text[head:start].strip():
            label = text[line_start(text, head - 1) : head - 1] if head else ""
            if len(label) <= 15 and _FAX_LINE.fullmatch(label):
                return PhoneRole.FAX
        if (
            previous is not None
            and isinstance(previous.value, PhoneValue)
            and _AND.fullmatch(text, previous.span.end, start)
        ):
            return previous.value.role
        return PhoneRole.PHONE

    def extensions(self) -> None:
        for match in _EXTENSION.finditer(self.text):
            offset = match.start(1)
            for number in _DIGITS.finditer(match[1]):
                start, end = offset + number.start(), offset + number.end()
                if not self.mine.hits(start, end):
                    value = PhoneValue(number.group(), PhoneRole.EXTENSION, False, True)
                    self.found.append(Annotation(AnnotationKind.PHONE, Span(start, end), value))

    def local(self, numerals: Sequence[tuple[int, int]]) -> None:
        text = self.text
        previous: Annotation | None = None
        for match in _locals(text, numerals):
            start, end = match.span()
            if (
                self._continues(start, end)
                or text[end : end + 1] in _COUNTED
                or self.taken.hits(start, end)
                or self.mine.hits(start, end)
                or _two_years(match.group())
            ):
                continue
            window = self._window(start, previous)
            word = _last_word(window)
            if "・" in match.group() and not _DIRECTLY.search(window):
                continue
            if word and not _DIGITS.search(window, _last_end(window)):
                role = self._role(window, word, start, end, None)
            elif previous is not None and _AND.fullmatch(text, previous.span.end, start):
                role = self._role("", "", start, end, previous)
            else:
                continue
            if _announces_another(window):
                continue
            digits = "".join(_DIGITS.findall(match.group()))
            self.add(start, end, digits, role, complete=False)
            previous = self.found[-1]

    def short(self) -> None:
        text = self.text
        if "#" in text or "＃" in text:
            for match in _HASH.finditer(text):
                start, end = match.span()
                before = text[start - 1 : start]
                if not (before.isascii() and before.isalnum()) and not self.taken.hits(start, end):
                    self.add(start, end, "#" + match.group()[1:], PhoneRole.SHORT)
        for match in _SHORT.finditer(text):
            start, end = match.span()
            if self._is_short(start, end) and not (
                self.taken.hits(start, end) or self.mine.hits(start, end)
            ):
                self.add(start, end, match.group(), PhoneRole.SHORT)

    def _is_short(self, start: int, end: int) -> bool:
        text = self.text
        before = text[start - 1] if start else ""
        if before and (before in ".,，:/#＃" or (before.isascii() and before.isalnum())):
            return False
        if before and before in HYPHENS and text[start - 2 : start - 1].isdecimal():
            return False
        behind = text[end : end + 1]
        if behind == "番":
            if text[end + 1 : end + 2] in ("地", "目", "線", "札", "か", "号", "台"):
                return False
            return not text.endswith(_NO_SHORT, 0, start)
        if behind and (behind in _COUNTED or behind in ".,:万千か" + HYPHENS):
            return False
        return bool(_SHORT_WORD.search(text, max(0, start - 18), start))


def _locals(text: str, numerals: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The fits of `_LOCAL`, which hold a sign behind a row of digits."""
    done = 0
    for first, sign in numerals:
        if text[sign : sign + 1] not in _LOCAL_SIGNS:
            continue
        for start in range(max(first, sign - 4, done), sign):
            match = _LOCAL.match(text, start)
            if match is not None:
                yield match
                done = match.end()
                break


def _announces_another(window: str) -> bool:
    """Whether a word right in front announces a number that is no telephone's."""
    head = window.rstrip(" 　:：・")
    if head.endswith(("は", "が")):
        head = head[:-1]
    if head.endswith("番号"):
        return not head.endswith(_PHONE_NUMBERS)
    return head.endswith(_OTHER_NUMBERS)


def _behind_digits(text: str, offset: int) -> int:
    """The first offset from here on that no digit stands at."""
    match = _DIGITS.match(text, offset)
    return match.end() if match else offset


def _last_word(window: str) -> str:
    """The kind of the last announcing word: "tel", "fax", "ask" or ""."""
    kind = ""
    for word in _WORD.findall(window):
        kind = _KINDS[word[0]]
    return kind


def _last_end(window: str) -> int:
    end = 0
    for match in _WORD.finditer(window):
        end = match.end()
    return end


def _two_years(written: str) -> bool:
    """Whether it is a span of years (2026-2027)."""
    groups = _DIGITS.findall(written)
    return all(len(group) == 4 and group.startswith(("19", "20")) for group in groups)
