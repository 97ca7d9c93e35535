"""Weekdays: next to a date, (土) ㈯ 土曜日, and named alone, 毎週月・水・金曜日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from checker.annotations.date_numerals import SPACE
from checker.annotations.shared import is_kanji, places
from checker.annotations.types import Annotation, AnnotationKind, WeekdayValue
from checker.document.characters import NO_KANJI_OR_KATAKANA
from checker.model import Span
from checker.regex import regex

NAMES = "月火水木金土日"
"""The weekdays' signs, Monday first."""

_PARENTHESISED = "㈪㈫㈬㈭㈮㈯㈰"
_CIRCLED = "㊊㊋㊌㊍㊎㊏㊐"
_HOLIDAY_SIGNS = "㈷㊗㉁㊡"
_ENCLOSED = _PARENTHESISED + _CIRCLED
_ERA_SIGNS = "㍾㍽㍼㍻㋿"
_DAY_OF = {
    char: index for signs in (NAMES, _PARENTHESISED, _CIRCLED) for index, char in enumerate(signs)
}

_SIGN = regex(f"[{_ENCLOSED}{_HOLIDAY_SIGNS}{_ERA_SIGNS}]")


def with_signs(text: str, raw: str | None) -> str:
    """The folded text with the enclosed weekdays and eras (㈯ ㊗ ㍻) put back.

    Args:
        text: The folded text, in which such a sign is "・".
        raw: The text before folding, of the same length; None if unknown.
    """
    if raw is None or raw == text or len(raw) != len(text):
        return text
    parts: list[str] = []
    end = 0
    for match in _SIGN.finditer(raw):
        parts += (text[end : match.start()], match.group())
        end = match.end()
    if not end:
        return text
    parts.append(text[end:])
    return "".join(parts)


# --- next to a date -----------------------------------------------------------

_NAMED_HOLIDAYS = (
    "元日|成人の日|建国記念の日|天皇誕生日|春分の日|昭和の日|憲法記念日|みどりの日|こどもの日|"
    "海の日|山の日|敬老の日|秋分の日|スポーツの日|体育の日|文化の日|勤労感謝の日"
)
_HOLIDAY = (
    "(?:国民の祝日|国民の休日|祝日|祝祭日|祝休日|祝|振替休日|振休|振替|休日|休(?!み|館|止)"
    f"|{_NAMED_HOLIDAYS})"
)
_ITEM = f"(?:[{NAMES}](?:曜日?)?|{_HOLIDAY})"
_JOINT = f"{SPACE}[・･、,，/／]{SPACE}"
_OPEN, _CLOSE = r"[(（\[［〔]", r"[)）\]］〕]"

_TAIL = regex(
    rf"""{SPACE}(?:
        {_OPEN}{SPACE}(?P<list>{_ITEM}(?:{_JOINT}{_ITEM}){{0,6}}){SPACE}{_CLOSE}
            (?:{SPACE}{_OPEN}{SPACE}(?P<more>{_HOLIDAY}){SPACE}{_CLOSE})?
      | (?P<spelled>[{NAMES}]曜日?)(?!大工|画家|劇場|学校)
      | (?P<sign>[{_ENCLOSED}])(?:[・]?[{_HOLIDAY_SIGNS}]|{_OPEN}祝日?{_CLOSE})?
      | (?P<holiday>[㈷㊗])
      | [、，,](?P<spoken>[{NAMES}])曜日(?=[、，,。 \u3000\n]|の?午[前後]|の?正午|に|から|まで|です|$)
            (?![、，,]{SPACE}(?:[{NAMES}]曜|(?!(?:{_NAMED_HOLIDAYS})){_HOLIDAY}))  # read aloud, not 「1日、土曜日、日曜日」
      | {_OPEN}{SPACE}(?P<first>[{NAMES}](?:曜日?(?=[・、,， \u3000])|(?=[、,， \u3000])))
            # more than a weekday in the brackets, but not 「（日・祝を除く）」
            (?!{_JOINT}{_ITEM})(?![^()（）\n]{{0,24}}(?:除|のみ|休|限))
    )""",
    re.VERBOSE,
)
_TAIL_FIRST = frozenset("(（[［〔、，, \u3000" + NAMES + _ENCLOSED + "㈷㊗")
_PART = regex(rf"(?P<day>[{NAMES}])(?:曜日?)?(?={SPACE}(?:[・･、,，/／]|$))|{_HOLIDAY}")


class Tail(msgspec.Struct, frozen=True, gc=False):
    """Weekdays and holiday written right behind a date; `end` is behind them."""

    end: int
    days: tuple[int, ...]
    holiday: bool


def tail_at(text: str, offset: int) -> Tail | None:
    """The weekday that adjoins a date ending at `offset`, if any."""
    match = _TAIL.match(text, offset) if text[offset : offset + 1] in _TAIL_FIRST else None
    if match is None:
        return None
    listed = match["list"]
    if listed is not None:
        days, holiday = _members(listed)
        if not days and listed in ("休", "休日", "振替"):
            return None  # 「(休)」 alone says that something is closed
        return Tail(match.end(), days, holiday or match["more"] is not None)
    if match["holiday"]:
        return Tail(match.end(), (), True)
    name = match["spelled"] or match["spoken"] or match["first"]
    if name:
        return Tail(match.end(), (_DAY_OF[name[0]],), False)
    sign = match["sign"]
    return Tail(match.end(), (_DAY_OF[sign],), match.end() - match.start("sign") > 1)


@lru_cache(maxsize=256)  # nearly all of them are one of seven characters
def _members(listed: str) -> tuple[tuple[int, ...], bool]:
    """The weekdays of a list in brackets, and whether it names a holiday too."""
    parts = list(_PART.finditer(listed))
    days = tuple(_DAY_OF[part["day"]] for part in parts if part["day"])
    return days, len(days) < len(parts)


# --- alone --------------------------------------------------------------------

_WAVE = r"〜～~\-－–—―ー"
_NOT_A_DAY = "大工|画家|劇場|学校"
# 「祝」 as a word of its own, not 祝い or 祝賀; 「祝休み」「祝を除く」 may follow.
_BARE_HOLIDAY = rf"祝(?![いうえおしっすわ]|[^{NO_KANJI_OR_KATAKANA}々ー休開除])"

# The leading class lets the scan skip quickly to the few places that matter.
_START = regex(
    rf"""[{NAMES}祝振国{_ENCLOSED}](?:
        (?<=[{NAMES}])(?:
            曜
          | (?<=土)日
          | (?<=日)祝
          | {SPACE}[・･、,，/／{_WAVE}]{SPACE}[{NAMES}祝]
        )
      | (?<=祝)(?:日(?!本|法)|祭日|休日)
      | (?<=振)替休日
      | (?<=国)民の[祝休]日
      | (?<=[{_ENCLOSED}])
    )""",
    re.VERBOSE,
)
_STEP = regex(
    rf"""(?:
        {SPACE}(?:(?P<point>[・･、,，/／])|(?P<wave>[{_WAVE}])
        |(?P<word>から|及び|および|又は|または|並びに|ならびに|若しくは|もしくは|と|や)){SPACE}
    )?(?:
        (?P<day>[{NAMES}])(?P<spelled>曜(?:日|(?!日))(?!{_NOT_A_DAY}))?
      | (?P<sign>[{_ENCLOSED}])
      | (?P<holiday>国民の祝日|国民の休日|祝日(?!本|法)|祝祭日|祝休日|振替休日|休日|{_BARE_HOLIDAY}|[㈷㊗])
    )""",
    re.VERBOSE,
)
# What may follow a day written with one character: no word that it could begin.
_ENDS = regex(rf"(?=[祝午開休限以夜朝昼夕除定実各及又並終全㈷㊗])|(?!〇|[^{NO_KANJI_OR_KATAKANA}])")
_EVERY = regex(r"(?:週|各|回|隔|毎|第[0-9一二三四五]{1,2})\Z")


@dataclass(slots=True)
class _Run:
    """Weekdays that stand together, while they are collected."""

    end: int
    days: list[int]
    members: int
    spelled: bool
    holiday: bool
    signs: int


# (月)～(金), (土)・(日), 毎週(水): single days in brackets need another one or 毎週.
_BRACKETED = regex(
    rf"[(（](?P<first>[{NAMES}])[)）](?P<more>(?:{SPACE}[・･、,{_WAVE}]?{SPACE}[(（][{NAMES}祝][)）])*)"
)


def find_alone(text: str) -> Iterator[Annotation]:
    """Weekdays and holidays that are named without a date, lists as one.

    Args:
        text: The text, in which dates have been blanked out.
    """
    yield from _find_bracketed(text)
    offset = 0
    while (found := _START.search(text, offset)) is not None:
        start = found.start()
        offset = start + 1
        if not _may_start(text, start):
            continue
        run = _collect(text, start)
        if run is None:
            continue
        if run.members > 2:
            offset = run.end  # also when it is refused: every run is read once
        if _plausible(text, start, run):
            offset = run.end
            yield Annotation(
                AnnotationKind.WEEKDAY,
                Span(start, run.end),
                WeekdayValue(frozenset(run.days), run.holiday),
            )


def _bracketed(text: str) -> Iterator[re.Match[str]]:
    """The fits of `_BRACKETED`, which begin with a parenthesis and a weekday."""
    done = 0
    for at in places(text, "(（"):
        fits = text[at + 1 : at + 2] in _DAY_OF and at >= done
        match = _BRACKETED.match(text, at) if fits else None
        if match is not None:
            yield match
            done = match.end()


def _find_bracketed(text: str) -> Iterator[Annotation]:
    for match in _bracketed(text):
        more = match["more"]
        if not more and not _EVERY.search(text, max(0, match.start() - 4), match.start()):
            continue
        days = [_DAY_OF[match["first"]]]
        for i, char in enumerate(more):
            if char not in _DAY_OF:
                continue
            last, number = days[-1], _DAY_OF[char]
            if any(sign in "〜～~-－–—―ー" for sign in more[max(0, i - 3) : i]):
                days += [(last + step) % 7 for step in range(1, (number - last) % 7)]
            days.append(number)
        yield Annotation(
            AnnotationKind.WEEKDAY,
            Span(match.start(), match.end()),
            WeekdayValue(frozenset(days), "祝" in more),
        )


def _may_start(text: str, start: int) -> bool:
    """Whether the sign is not the end of a word or of a number with its unit."""
    first = text[start]
    if first not in NAMES or text.startswith("曜", start + 1):
        return True
    before = text[max(0, start - 4) : start]
    if not before:
        return True
    last = before[-1]
    if _EVERY.search(before) is not None:
        return not (last.isdigit() and first in "月日")
    return not (last in "・･/／" or last.isdigit() or last == "〇" or is_kanji(last))


def _collect(text: str, start: int) -> _Run | None:
    """The members of the list that begins at `start`."""
    run = _Run(start, [], 0, False, False, 0)
    was_bare = False
    while (step := _STEP.match(text, run.end)) is not None:
        day, sign = step["day"], step["sign"]
        linked = step.start("day" if day else "sign" if sign else "holiday") > run.end
        bare = day is not None and step["spelled"] is None
        if run.members == 0:
            if linked:
                return None
        elif linked:
            if step["word"] and bare:
                break
        elif day and (bare or was_bare) and not (bare and text[run.end - 1 : step.end()] == "土日"):
            break
        # 「土日」 begins with a bare day that another one follows.
        first_of_two = not run.members and text.startswith("土日", start)
        if bare and not first_of_two and not _ENDS.match(text, step.end()):
            break
        if day or sign:
            number = _DAY_OF[day or sign]
            if run.days and (step["wave"] or step["word"] == "から"):
                last = run.days[-1]
                between = [(last + i) % 7 for i in range(1, (number - last) % 7)]
                run.days += between
                run.members += len(between)
            run.days.append(number)
            run.signs += not day
        else:
            run.holiday = True
        run.spelled |= day is not None and not bare
        run.members += 1
        run.end = step.end()
        was_bare = bare
        if run.members > 30:  # no list of weekdays is that long
            break
    return run if run.members else None


def _plausible(text: str, start: int, run: _Run) -> bool:
    """Whether the signs are read as weekdays here (「年・月・日」, 「木・水」 are not)."""
    before = text[max(0, start - 4) : start]
    after = text[run.end : run.end + 1]
    every = _EVERY.search(before) is not None
    first = text[start]
    if run.signs:
        # ㊐ ㊎ at the head of a line of a city's paper mean 日時 and 料金.
        return not after.isdigit() and (run.members > 1 or every or first in _PARENTHESISED)
    if run.spelled or first not in NAMES:
        return True
    if run.members == 1:
        return False
    days = set(run.days)
    in_brackets = before[-1:] in tuple("(（［[〔") and after in tuple(")）］]〕をの")
    if days == {0, 6}:
        return run.holiday or (first == "日" and (every or in_brackets))
    if run.holiday or run.members > 2 or every or in_brackets:
        return True
    return 5 in days and bool(days & {4, 6})
