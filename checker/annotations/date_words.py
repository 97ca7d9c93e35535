"""Days named by a word: relative to the reader (来週) or to the calendar (年度末)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.annotations.shared import is_kanji
from checker.annotations.types import RelativeDayValue
from checker.regex import regex

_DAY, _WEEK, _MONTH, _YEAR, _FISCAL = "day", "week", "month", "year", "fiscal_year"

_RELATIVE: dict[str, tuple[str, int]] = {
    "本日": (_DAY, 0),
    "今日": (_DAY, 0),
    "今朝": (_DAY, 0),
    "今夜": (_DAY, 0),
    "今晩": (_DAY, 0),
    "明日": (_DAY, 1),
    "明晩": (_DAY, 1),
    "明後日": (_DAY, 2),
    "昨日": (_DAY, -1),
    "昨夜": (_DAY, -1),
    "昨晩": (_DAY, -1),
    "一昨日": (_DAY, -2),
    "今週": (_WEEK, 0),
    "来週": (_WEEK, 1),
    "再来週": (_WEEK, 2),
    "先週": (_WEEK, -1),
    "先々週": (_WEEK, -2),
    "今月": (_MONTH, 0),
    "来月": (_MONTH, 1),
    "再来月": (_MONTH, 2),
    "先月": (_MONTH, -1),
    "先々月": (_MONTH, -2),
    "今年": (_YEAR, 0),
    "本年": (_YEAR, 0),
    "来年": (_YEAR, 1),
    "再来年": (_YEAR, 2),
    "昨年": (_YEAR, -1),
    "去年": (_YEAR, -1),
    "一昨年": (_YEAR, -2),
    "今年度": (_FISCAL, 0),
    "本年度": (_FISCAL, 0),
    "来年度": (_FISCAL, 1),
    "再来年度": (_FISCAL, 2),
    "昨年度": (_FISCAL, -1),
    "一昨年度": (_FISCAL, -2),
}

# Other words that begin so, and uses in which no certain day is meant.
_NOT_BEFORE = {
    "本日": "程|付|曜|誌|刊|数",
    "今日": "的|性|では|でも|において|に至|に続く|の(?:社会|世界|日本|我が国|わが国|よう|情勢|隆盛)",
    "明日": "香|葉|へ|を(?:担|拓|ひら|つく|創|支|生|考)|に(?:向|つな|架)|の(?:日本|社会|まち|未来|夢)|風|美|夢",
    "本年": "金|表|報|鑑|齢|貢|輪",
    "今月": "号",
    "昨年": "来",
}
# A part of the unit that belongs to the word: 今月末, 来月上旬.
_PARTS = {
    _WEEK: "末",
    _MONTH: "末|上旬|中旬|下旬|初め",
    _YEAR: "末",
    _FISCAL: "末|当初|初め",
}

_CALENDAR = {
    "年末年始": "年末年始",
    "年度末": "年度末",
    "年度初め": "年度初め",
    "年度当初": "年度当初",
    "年末": "年末",
    "年始": "年始",
    "月末": "月末",
    "月初め": "月初め",
    "末日": "末日",
    "上旬": "上旬",
    "中旬": "中旬",
    "下旬": "下旬",
    "元日": "",
    "元旦": "",
    "大晦日": "",
    "大みそか": "",
}
_DAYS = {"元日": (1, 1), "元旦": (1, 1), "大晦日": (12, 31), "大みそか": (12, 31)}
_CALENDAR_NOT_BEFORE = {"年末": "調整|手当|賞与|ジャンボ", "年度末": "手当"}
# Only with a month to the left (8月上旬から下旬).
_DEPENDENT = frozenset({"上旬", "中旬", "下旬", "末日"})


def _alternative(word: str) -> str:
    if word in _CALENDAR:
        refused = _CALENDAR_NOT_BEFORE.get(word, "")
        part = ""
    else:
        refused = _NOT_BEFORE.get(word, "")
        # 今年 must not be found in 今年度.
        if word.endswith("年"):
            refused = f"度|{refused}".rstrip("|")
        parts = _PARTS.get(_RELATIVE[word][0], "")
        part = f"(?:{parts})?" if parts else ""
    return word + (f"(?!{refused})" if refused else "") + part


# Every alternative begins with a plain character, so the scan is quick.
_WORD = regex(
    "|".join(_alternative(word) for word in sorted((*_RELATIVE, *_CALENDAR), key=len, reverse=True))
)
_HEADS = sorted(_RELATIVE, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a day, and where it stands.

    Either `relative` is set, or it is a part of the calendar: `part`, or
    `month` and `day` (元日). A `dependent` word means something only behind a
    date that gives its month.
    """

    start: int
    end: int
    relative: RelativeDayValue | None = None
    part: str = ""
    month: int | None = None
    day: int | None = None
    dependent: bool = False


def find_words(text: str) -> Iterator[Word]:
    """The words for days in a text, in order."""
    end = 0
    for match in _WORD.finditer(text):
        start, written = match.start(), match.group()
        if written in _CALENDAR:
            month, day = _DAYS.get(written, (None, None))
            if month and start and (text[start - 1] == "〇" or is_kanji(text[start - 1])):
                continue  # 地元日本酒
            yield Word(
                start,
                match.end(),
                part=_CALENDAR[written],
                month=month,
                day=day,
                dependent=written in _DEPENDENT,
            )
            continue
        # 「日本日程」「説明日時」「過去年度」: the word is the end of another one.
        if start and start != end:
            before = text[start - 1]
            if (
                before == "〇"
                or is_kanji(before)
                or (before.isdigit() and written.startswith("本"))
            ):
                continue
        end = match.end()
        head = next(word for word in _HEADS if written.startswith(word))
        unit, offset = _RELATIVE[head]
        yield Word(start, end, relative=RelativeDayValue(written, unit, offset))
