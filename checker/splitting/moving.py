"""A topic at the head of a reason that belongs to what stands behind the reason."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.splitting.belonging import is_of_office, opening_phrase
from checker.splitting.endings import Ending
from checker.splitting.scope import (
    Actor,
    Topic,
    has_topic,
    outside_brackets,
    subject_of,
    topic_of,
)
from checker.splitting.vocabulary import ENTERPRISES, LASTING, PRICES, WEATHER

_IMPERSONAL = frozenset({"限り", "混雑", "渋滞", "駐車場", "台数", "席", "数"})


_BASES_OF_THINGS = frozenset({"つながる"})


_EFFECTS = frozenset({"迷惑", "原因", "妨げ", "支障"})


def topic_to_move(
    first: Sequence[Morpheme], rest: Sequence[Morpheme], ending: Ending
) -> int | None:
    """How many words of the first half go to the second; None if it is not certain.

    「車で来る方は、駐車場に限りがあるため、乗り合わせてください」: 方 belongs to the
    request, not to the reason.
    """
    topic = topic_of(first)
    if topic is None or has_topic(opening_phrase(rest)):
        return 0
    planned = not topic.marked and first[topic.noun - 1].surface in ENTERPRISES
    if _is_moved_by_others(first, topic):
        return topic.end
    if topic.actor is Actor.OTHER and not planned:
        return 0
    if topic.marked and topic.actor is Actor.OFFICE:
        return 0
    clause = first[topic.end :]
    if topic_of(clause) is not None:
        return 0
    stop = _holds_statement(clause)
    subject = subject_of(clause if stop is None else clause[:stop])
    if subject is not None and topic.actor is Actor.READER:
        if is_of_office(clause[:subject]):
            return topic.end
        if stop is not None:
            return 0
    if stop is not None and subject is None:
        return 0
    if topic.actor is Actor.OFFICE or planned:
        return 0 if subject is None else topic.end
    tail = {word.base for word in clause[-6:]} | {word.surface for word in clause[-6:]}
    if _BASES_OF_THINGS & tail or _EFFECTS & tail:
        return topic.end
    if subject is None:
        return 0
    noun = clause[subject - 1].surface
    if noun in _IMPERSONAL:
        return topic.end
    return 0 if noun in ("必要", "こと", "資格", "義務", "場合", "おそれ", "恐れ") else None


def _is_moved_by_others(first: Sequence[Morpheme], topic: Topic) -> bool:
    """花火大会は、台風が接近しているため、: what happens elsewhere is not said of the topic."""
    if topic.marked or topic.actor is not Actor.OTHER:
        return False
    clause = first[topic.end :]
    stop = _holds_statement(clause)
    begun = clause if stop is None else clause[:stop]
    subject = subject_of(begun)
    if subject is None or topic_of(begun) is not None:
        return False
    noun = first[topic.noun - 1].surface
    if noun in PRICES or noun.endswith(_HELD):
        return clause[-1].base not in LASTING or clause[-1].base == "いる"
    return clause[subject - 1].surface in WEATHER


_HELD = ("大会", "まつり", "祭り", "祭", "式", "式典", "コンサート", "演奏会", "フェスティバル")


def _holds_statement(words: Sequence[Morpheme]) -> int | None:
    """Where the first 連用中止 or て with a 、 inside ends."""
    outer = outside_brackets(words)
    for at in range(2, len(words)):
        before = words[at - 1]
        if words[at].surface != "、" or not outer[at]:
            continue
        if before.surface == "なく" and words[at - 2].surface == "で":
            continue
        if before.form.startswith("連用形") or before.surface in ("て", "が"):
            return at
    return None
