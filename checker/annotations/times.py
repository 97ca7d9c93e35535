"""Times of day in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.annotations import numerals as numerals_of
from checker.annotations.date_numerals import NUMBER, SPACE, to_int
from checker.annotations.types import Annotation, AnnotationKind, TimeValue
from checker.model import Span
from checker.regex import regex

_WAVE = r"〜～~\-－–—―‐‑−ー"
_KANJI_NUMBERS = "一二三四五六七八九十"
_AM = r"(?>[Aa](?:\.[Mm]\.?|[Mm]))"
_PM = r"(?>[Pp](?:\.[Mm]\.?|[Mm]))"
_LATIN = rf"(?:{_AM}|{_PM})(?![A-Za-z])"
# 時 of another word (10時間, 8時限, 3時点) is no hour.
_HOUR_SIGN = "時(?!間|限|点|台|代|刻|期|報|給|差|短|速|価|制|世|折|計|事|々|効)"

# What follows the number of an hour, and what each of these begins with.
_HOUR_AHEAD = regex(
    rf"""{SPACE}(?:
        時
      | [:：]{SPACE}[0-9]{{2}}
      | [{_WAVE}・]{SPACE}[0-9]{{1,2}}{SPACE}時
      | [AaPp]\.?[Mm]
    )""",
    re.VERBOSE,
)
_KANJI_HOUR_AHEAD = regex(f"{SPACE}時")
_AHEAD_FIRST = frozenset("時:：〜～~-–—―‐‑−ー・AaPp \u3000")
# Behind these a number of its own begins in a row of numerals (千8時).
_NO_HOUR = frozenset("〇百千万億兆")
_CLOCK = regex(
    rf"""(?P<hour>{NUMBER})(?:
        {SPACE}{_HOUR_SIGN}(?:
            {SPACE}(?P<minute>{NUMBER}){SPACE}分(?!間|の[0-9一二三四]|ごと|毎|おき|程度|以)
          | {SPACE}(?P<half>半)(?!額|券|数|分|年|日|期|永)
        )?
      | {SPACE}[:：]{SPACE}(?P<digits>[0-9]{{2}})(?![0-9]|[:：.][0-9])
      | (?={SPACE}[{_WAVE}・]{SPACE}[0-9]{{1,2}}{SPACE}{_HOUR_SIGN})
      | (?={SPACE}{_LATIN})
    )(?:{SPACE}(?P<after>{_LATIN}(?!{SPACE}[0-9])))?""",
    re.VERBOSE,
)
# What may stand in front of a clock time and belongs to it.
_BEFORE = regex(
    rf"(?:(?P<half>午[前後])|(?<![A-Za-z])(?P<latin>{_AM}|{_PM})"
    r"|(?P<word>真夜中|夜中|深夜|未明|明け方|早朝|夕方|[朝昼夕夜晩]))[ \u3000]{0,2}\Z"
)
_BEFORE_LENGTH = 7
_BEFORE_LAST = frozenset("前後Mm.中夜明方朝昼夕晩 \u3000")
_PART_OF_ANOTHER = frozenset("今昨明翌毎前当同")
_MORNING = frozenset({"未明", "明け方", "早朝", "朝"})
# 「困った十時」 cannot be told from other uses; a kanji hour needs a sign around it.
_AFTER_KANJI_HOUR = regex(
    rf"{SPACE}(?:[にからよりまでのはとをも、。,・)）」{_WAVE}]|頃|ごろ|過ぎ|前|以降|ちょうど|開|$)",
    re.MULTILINE,
)
# A proportion, a scale, a verse or a result, not a time.
_NOT_A_TIME_BEFORE = regex(r"(?:[比率章篇書伝]|縮尺|スケール|割合|配合)[ \u3000:：はを]{0,2}\Z")
_NOT_A_TIME_AFTER = regex(
    r"[ \u3000]{0,2}(?:の(?:比|割|縮)|で(?:割|薄|希)|に(?:薄|希)|[％%]|スケール)"
)
_DAY_END, _LATEST_HOUR, _MINUTES = 12, 29, 60
_NOON = TimeValue(12, 0, word="正午")


def find_times(text: str, numerals: Sequence[tuple[int, int]] | None = None) -> list[Annotation]:
    """Find the TIME annotations of a text.

    The span covers 午前, 午後, AM, PM or a word such as 深夜 that belongs to the
    time. Hour and minute are as written, also where they are impossible (午後17時).
    `meridiem` is 午前 or 午後 if written (AM and PM too) or meant by the word
    (夕方5時 is 午後); `word` is then the whole time as written, or 正午.
    In 「10～12時」 and 「午前10・11時」 each number is a time. 24時間, 3時間 and 終日
    are no times of day.

    Args:
        text: `Document.folded`.
        numerals: What `numerals.find_numerals(text)` gave, if it was called already.

    Returns:
        The annotations in text order; they never overlap.
    """
    found: list[Annotation] = []
    done = 0
    for first, end in numerals_of.find_numerals(text) if numerals is None else numerals:
        if text[end : end + 1] not in _AHEAD_FIRST:
            continue
        start = _hour_start(text, first, end)
        if start < done:
            continue
        ahead = _HOUR_AHEAD if text[start].isascii() else _KANJI_HOUR_AHEAD
        if not ahead.match(text, end):
            continue
        time = _read(text, start, done)
        if time is not None:
            found.append(time)
            done = time.span.end
    noon = text.find("正午")
    if noon >= 0:
        while noon >= 0:
            span = Span(noon, noon + 2)
            found.append(Annotation(AnnotationKind.TIME, span, _NOON))
            noon = text.find("正午", noon + 2)
        found.sort(key=lambda annotation: annotation.span.start)
    return found


def _hour_start(text: str, first: int, end: int) -> int:
    """Where the number begins that ends a row of numerals; -1 if it cannot be an hour."""
    start = end - 1
    if "0" <= text[start] <= "9":
        if start > first and "0" <= text[start - 1] <= "9":
            start -= 1
    elif text[start] in _KANJI_NUMBERS:
        while start > first and end - start < 3 and text[start - 1] in _KANJI_NUMBERS:
            start -= 1
    else:
        return -1
    return start if start == first or text[start - 1] in _NO_HOUR else -1


def _read(text: str, start: int, done: int) -> Annotation | None:
    before = text[start - 1 : start]
    if before and (before in "0123456789第" or before in _KANJI_NUMBERS):
        return None
    if before and before in ".,，．" and text[start - 2 : start - 1].isdigit():
        return None
    match = _CLOCK.match(text, start)
    if match is None:
        return None
    prefix = None
    if before and before in _BEFORE_LAST:
        prefix = _BEFORE.search(text, max(done, start - _BEFORE_LENGTH), start)
    written, written_minute, half, digits, after = match.group(
        "hour", "minute", "half", "digits", "after"
    )
    hour = to_int(written)
    minute = 30 if half else to_int(written_minute or digits or "0")
    sure = prefix is not None or after is not None
    if digits and not sure and not _is_clock(text, match, hour, minute):
        return None
    told = sure or written_minute is not None or half is not None
    # 一時 is 「for a while」 more often than an hour.
    if not (told or written.isascii()) and (
        hour == 1 or not _AFTER_KANJI_HOUR.match(text, match.end())
    ):
        return None
    meridiem = word = ""
    if after:
        meridiem = _from_latin(after)
    if prefix is not None:
        if prefix["half"]:
            meridiem = prefix["half"]
        elif prefix["latin"]:
            meridiem = _from_latin(prefix["latin"])
        else:
            meridiem = _half_of_day(prefix["word"], hour)
        part = prefix["word"] is not None and text[prefix.start() - 1 : prefix.start()]
        if not part or part not in _PART_OF_ANOTHER:
            start = prefix.start()
            word = text[start : match.end()] if prefix["word"] else ""
    span = Span(start, match.end())
    return Annotation(AnnotationKind.TIME, span, TimeValue(hour, minute, meridiem, word))


def _is_clock(text: str, match: re.Match[str], hour: int, minute: int) -> bool:
    """Whether 10:30 is a time: possible, and no proportion, verse or code."""
    if hour > _LATEST_HOUR or minute >= _MINUTES:
        return False
    start = match.start()
    before = text[start - 1 : start]
    if before and before in "/_#":
        return False
    if before and before in ":：" and text[start - 2 : start - 1].isdigit():
        return False  # 2:30:15
    in_stamp = before == "T" and text[start - 2 : start - 1].isdigit()  # 2026-08-01T10:30
    if before.isascii() and before.isalpha() and not in_stamp:
        return False
    return not (
        _NOT_A_TIME_BEFORE.search(text, max(0, start - 6), start)
        or _NOT_A_TIME_AFTER.match(text, match.end())
    )


def _from_latin(written: str) -> str:
    return "午前" if written[0] in "Aa" else "午後"


def _half_of_day(word: str, hour: int) -> str:
    """午前 or 午後 as a word for a part of the day means it; "" if the hour tells."""
    if not 0 <= hour <= _DAY_END:
        return ""
    if word in _MORNING:
        return "午前"
    if word in ("深夜", "夜中", "真夜中") and hour < 6:
        return "午前"
    if word == "昼" and 9 <= hour <= _DAY_END:
        return "" if hour == _DAY_END else "午前"
    return "午後"
