"""First halves that say how things are, whatever stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.splitting.scope import Actor, has_topic, last_clause, topic_of
from checker.splitting.vocabulary import OF_PERSONS

_DIFFERS = frozenset({"異なる", "違う", "要する", "かかる"})
_DEFINES = frozenset({"いう", "言う", "指す", "意味する"})
_NEEDED = frozenset({"必要", "不要", "対象", "対象外", "有料", "無料", "可能", "不可"})


def is_closed(first: Sequence[Morpheme]) -> bool:
    """Whether a 連用中止 says how things are, whatever comes behind it.

    〜ており、〜があり、〜であり、〜に限られ、〜とは〜をいい、〜できず、
    """
    last = first[-1]
    if len(first) < 3:
        return False
    if last.surface == "ず":
        return is_negated_state(first)
    if last.surface in ("おり", "あり", "なく"):
        return _is_being(first)
    clause = last_clause(first)
    topic = topic_of(clause)
    if topic is None or any(word.surface in OF_PERSONS for word in first[-6:]):
        return False
    if last.base in _DEFINES:
        return is_definition(clause)
    if topic.actor is Actor.OFFICE:
        return False
    if last.base == "れる":
        return first[-2].base == "限る"
    if last.base in _DIFFERS:
        return first[-2].surface in ("が", "に", "も", "で")
    return is_result(first) and first[-3].surface in _NEEDED


def is_result(first: Sequence[Morpheme]) -> bool:
    """〜は抽選となり、: how it is, before an end that tells no time."""
    topic = topic_of(last_clause(first))
    of_thing = topic is not None and topic.actor is Actor.OTHER and not topic.marked
    return of_thing and first[-1].base == "なる" and first[-2].surface == "と"


def _is_being(first: Sequence[Morpheme]) -> bool:
    """〜ており、〜があり、〜であり、〜がなく、"""
    last = first[-1]
    if first[-2].surface not in ("て", "で", "が", "も", "は"):
        return False
    if last.surface == "なく":
        return first[-3].surface in ("必要", "こと", "制限", "予定") and first[-2].surface != "で"
    near = {word.surface for word in first[-7:]} | {word.base for word in first[-7:]}
    return not (near & OF_PERSONS) or (topic_of(first) is not None and "必要" in near)


def is_definition(clause: Sequence[Morpheme]) -> bool:
    """〜とは、〜をいい、"""
    defined = any(
        clause[at].surface == "と" and clause[at + 1].surface == "は"
        for at in range(len(clause) - 1)
    )
    return defined and clause[-2].surface in ("を", "と", "の")


def is_negated_state(first: Sequence[Morpheme]) -> bool:
    """〜できず、 〜られず、 〜ておらず、 〜はならず、: nobody's manner of doing something."""
    if len(first) < 3 or first[-1].surface != "ず":
        return False
    verb = first[-2]
    if verb.base == "おる":
        return first[-3].surface in ("て", "で")
    if verb.base in ("できる", "れる", "られる"):
        return has_topic(last_clause(first)) or verb.base == "できる"
    if verb.base == "なる":
        return first[-3].surface in ("に", "と", "ば")
    able = verb.conjugation.startswith("下一段") and verb.normal != verb.base
    return able and has_topic(last_clause(first))


_KEPT = frozenset(
    {"問う", "限る", "かかわる", "関わる", "忘れる", "待つ", "止まる", "思う", "残る"}
)


def is_left_undone(first: Sequence[Morpheme]) -> bool:
    """〜は返却せず、: what is not done is said of a topic, and tells no manner."""
    if len(first) < 4 or first[-1].surface != "ず":
        return False
    clause = last_clause(first)
    topic = topic_of(clause)
    if topic is None or topic.actor is Actor.READER or first[-2].base in _KEPT:
        return False
    return all(word.surface not in ("を", "に", "で") for word in clause[-4:-1])


_NEVER = frozenset({"決して", "絶対に", "絶対", "むやみに", "みだりに", "不用意に", "安易に"})


def is_warned_of(first: Sequence[Morpheme]) -> bool:
    """決して近づかず、: a request of its own before 〜してください."""
    clause = last_clause(first)
    verb = first[-2] if len(first) > 2 else first[-1]
    return (
        first[-1].surface == "ず"
        and verb.pos.startswith("動詞")
        and any(word.surface in _NEVER for word in clause[-5:])
    )
