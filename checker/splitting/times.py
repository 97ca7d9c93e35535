"""The time of a first half: that of the second, or another."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.splitting.belonging import has_own_topic
from checker.splitting.endings import Ending, Kind, of_the_past
from checker.splitting.scope import (
    Actor,
    actor_of,
    is_dated,
    is_nominal,
    last_clause,
    subject_of,
    topic_of,
)
from checker.splitting.vocabulary import (
    KINDS,
    LASTING,
    MADE_BEFORE,
    OF_CITY,
    PAST_TIMES,
    WITHOUT_WILL,
)


def timed_like(
    first: Sequence[Morpheme], rest: Sequence[Morpheme], governing: Ending
) -> Ending | None:
    """The ending with the time that the words of the first half name."""
    kind = governing.kind
    if _is_announced(first):
        return of_the_past(governing)
    if kind not in (Kind.PRESENT, Kind.LASTING, Kind.TAIL):
        return governing
    said = "".join(word.surface for word in first)
    noun = first[-2].surface if len(first) > 1 and first[-1].base == "する" else ""
    own_topic = has_own_topic(rest)
    verb = noun or first[-1].base
    has_happened = verb in WITHOUT_WILL and verb not in OF_CITY and verb not in LASTING
    if any(time in said for time in PAST_TIMES):
        return of_the_past(governing)
    if kind is Kind.LASTING and _has_time(first):
        return of_the_past(governing) if _has_clock(first) else None
    if first[-1].base in MADE_BEFORE or noun in MADE_BEFORE:
        return governing if kind is Kind.PRESENT and has_own_topic(rest) else None
    if kind is Kind.LASTING and not (_has_object(first) or has_own_topic(rest)):
        return None  # 都市部から移住し、 … 活動しています
    if kind is Kind.TAIL and _is_plan(governing) and is_dated(first):
        return None  # what has a date is no plan any more
    if kind is Kind.TAIL and _asks_will(governing) and own_topic and _is_unwilled(first):
        return Ending(Kind.PRESENT, governing.plain)
    if kind is Kind.TAIL and governing.tail.startswith("こと"):
        decided = governing.tail.endswith("した")
        if has_happened and not decided:
            return Ending(Kind.PRESENT, governing.plain) if own_topic else None
        if has_happened:
            return of_the_past(governing)
        if first[-1].base in ("れる", "られる") or has_own_topic(rest):
            return of_the_past(governing) if decided else None
    if kind is Kind.PRESENT:
        if _names(rest, _LATER) and not _names(first, _LATER):
            return None
        if _is_press_day(first):
            return None
        if not has_own_topic(rest) and is_dated(rest):
            return governing if is_dated(first) else None
    return governing


def _is_announced(first: Sequence[Morpheme]) -> bool:
    """〜すると発表し、: over when the notice is written."""
    return len(first) > 2 and first[-2].surface in ("発表", "表明") and first[-3].surface == "と"


def _asks_will(ending: Ending) -> bool:
    """〜する必要があります, 〜しなければなりません, 〜しましょう."""
    return ending.tail.startswith(("必要", "なり", "なら", "ましょう"))


def _is_unwilled(first: Sequence[Morpheme]) -> bool:
    """住所は新しい表示に変わり、: nobody does it."""
    clause = last_clause(first)
    topic = topic_of(clause)
    of_thing = topic is not None and topic.actor is Actor.OTHER and not topic.marked
    subject = subject_of(clause)
    if subject is not None:
        of_thing = actor_of(clause[:subject]) is Actor.OTHER
    return of_thing and not any(word.surface == "を" for word in clause)


_LATER = frozenset(
    {"来年", "来年度", "来月", "来春", "来週", "翌年", "翌年度", "翌月", "翌日", "今後"}
)


def _names(words: Sequence[Morpheme], said: frozenset[str]) -> bool:
    return any(word.surface in said for word in words)


def _is_press_day(words: Sequence[Morpheme]) -> bool:
    """「市は9日、 …し、」: a day without a month is that of the news."""
    return any(
        words[at].surface == "日"
        and words[at + 1].surface == "、"
        and words[at - 2].surface != "月"
        and words[at - 1].pos.startswith("名詞-数詞")
        for at in range(2, len(words) - 1)
    )


def _is_plan(ending: Ending) -> bool:
    """〜する予定です, 〜する計画です."""
    return ending.tail.startswith(("予定", "計画"))


def _has_object(first: Sequence[Morpheme]) -> bool:
    """Whether the last verb has an を, or is said to somebody or something."""
    return any(word.surface in ("を", "が") for word in first)


def _has_clock(first: Sequence[Morpheme]) -> bool:
    """午後4時30分に."""
    return any(
        first[at].surface in ("時", "分") and first[at + 1].surface in ("に", "ごろ", "頃")
        for at in range(len(first) - 1)
    )


def _has_time(first: Sequence[Morpheme]) -> bool:
    """12月1日に, 令和8年に: a point, not から or まで."""
    return any(
        first[at].surface in ("時", "分", "日", "月", "年", "年度", "時半", "）")
        and first[at + 1].surface in ("に", "ごろ", "頃", "、")
        and is_nominal(first[at - 1])
        for at in range(1, len(first) - 1)
    )


_OFTEN = frozenset({"毎日", "毎週", "毎月", "毎年", "毎年度", "毎回", "随時", "常時", "通年"})


def is_timeless(first: Sequence[Morpheme]) -> bool:
    """〜でき、; 〜から〜まで〜となり、."""
    if first[-1].base in LASTING:
        return True
    if any(word.surface in _OFTEN for word in first):
        return True
    if first[-1].base == "なる" and len(first) > 3 and first[-3].surface in KINDS:
        return True  # 届け出も必要となり、
    ranged = any(word.surface == "まで" for word in first)
    return ranged and first[-1].base in ("なる", "する") and first[-2].surface != "れ"


_ENDED = frozenset({"終わる", "終了", "完了", "届く", "崩れる", "壊れる", "起きる", "起こる"})


def is_over(first: Sequence[Morpheme]) -> bool:
    """Whether the half tells what is mostly over when the rest begins (工事が終わり、)."""
    last = first[-1]
    said = first[-2].surface if last.base == "する" and len(first) > 1 else last.base
    told = any(time in word.surface for word in first for time in PAST_TIMES)
    return said in MADE_BEFORE or said in _ENDED or told
