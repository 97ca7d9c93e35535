"""What a clause belongs to: the end of the sentence, or something inside it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.splitting.endings import Ending, Kind, read
from checker.splitting.scope import (
    Actor,
    Predicate,
    Role,
    actor_of,
    has_topic,
    head_noun,
    holds_condition,
    is_dated,
    is_lasting,
    is_topic,
    outside_brackets,
    predicates,
    subject_of,
    topic_of,
    topic_of_noun,
)
from checker.splitting.vocabulary import OF_CITY, OF_PERSONS, PEOPLE, SAYING, VIEWS, WITHOUT_WILL


def governing_of(
    first: Sequence[Morpheme],
    rest: Sequence[Morpheme],
    ending: Ending,
    *,
    sure: bool = False,
    also: bool = False,
) -> Ending | None:
    """The ending that the first half shares; None if it may belong to something inside.

    `sure` halves (〜ており、) may stand before a condition or a description, if they
    have a topic of their own.
    """
    if _is_of_person(first) and any(is_person(word.surface) for word in rest):
        return None  # 市内に住所があり、所得が基準以下の方
    topic = topic_of(first)
    told = sure and (topic is not None or holds_condition(first) or _is_of_city(first))
    seen_subject = False
    done = -1
    for predicate in predicates(rest):
        passed = rest[done + 1 : predicate.at]
        own_topic = told or has_topic(passed) or done >= 0
        seen_subject = seen_subject or _has_cut_off_subject(passed)
        if predicate.role is Role.END:
            return ending if predicate.at >= len(rest) - 1 or _ends(rest, predicate.at) else None
        if predicate.role is Role.FINITE:
            return read(rest[: predicate.at + 1])
        if predicate.role is Role.REASON:
            return read(rest[: predicate.at + 1]) if own_topic else None
        if own_topic:
            done = predicate.at
            continue
        apart = _is_apart(first, rest, predicate, ending, seen_subject=seen_subject, also=also)
        if not apart:
            return None
    return ending


def _is_dated_event(first: Sequence[Morpheme]) -> bool:
    """表彰式を11月3日に行い、: what has a day describes nobody."""
    last = first[-1]
    said = first[-2].surface if last.base == "する" else last.base
    of_people = said in WITHOUT_WILL and said not in OF_CITY
    return is_dated(first) and not of_people and any(word.surface == "を" for word in first)


_FORMAL = ("こと", "の", "もの")


def _is_apart(
    first: Sequence[Morpheme],
    rest: Sequence[Morpheme],
    predicate: Predicate,
    ending: Ending,
    *,
    seen_subject: bool,
    also: bool,
) -> bool:
    """Whether the first half can't belong to what `predicate` ends."""
    topic = topic_of(first)
    lasting = is_lasting(rest, predicate.at)
    own_subject = subject_of(rest[: predicate.at]) is not None
    if predicate.role is Role.CONDITION:
        if first[-1].base == "おる" and predicate.head < 0:
            return True
        person = topic is not None and topic.actor is Actor.READER
        asked = person or first[-1].base in ("いただく", "頂く") or holds_condition(first)
        return asked and (lasting or own_subject)
    if predicate.role is Role.CAUSE:
        return False
    noun = head_noun(rest, predicate.head)
    if is_person(noun) and topic_of_noun(rest, predicate.head) and _is_done_by_city(first):
        return True
    if first[-1].base in ("れる", "られる") and lasting and has_topic(rest):
        return True
    asked = ending.kind is Kind.REQUEST and (topic is not None or holds_condition(first))
    if asked and also and topic_of_noun(rest, predicate.head):
        return True
    if noun in VIEWS and _is_speech(first):
        return True
    if seen_subject:
        return True
    if _is_dated_event(first) and noun not in _FORMAL and not topic_of_noun(rest, predicate.head):
        return True
    if topic is not None and not topic.marked and predicate.head >= 0:
        part = opening_phrase(rest[predicate.at :])
        of_things = not any(is_person(word.surface) for word in part) and noun not in _FORMAL
        if of_things and has_topic(part) and not _is_of_person(first):
            return True
    if predicate.head < 0:
        return own_subject
    if noun in _FORMAL or is_person(noun):
        return False
    if ending.kind is Kind.REQUEST and rest[predicate.at].conjugation != "助動詞-タ":
        return True
    humble = first[-1].base in ("する", "いたす") and first[-2].surface.startswith(("お", "ご"))
    return lasting or own_subject or humble


def is_closed(first: Sequence[Morpheme]) -> bool:
    """Whether a 連用中止 says how things are, whatever comes behind it.

    〜ており、〜があり、〜であり、
    """
    last = first[-1]
    if len(first) < 3 or last.surface not in ("おり", "あり", "なく"):
        return False
    if first[-2].surface not in ("て", "で", "が", "も", "は"):
        return False
    if last.surface == "なく":
        return first[-3].surface in ("必要", "こと", "制限", "予定") and first[-2].surface != "で"
    near = {word.surface for word in first[-7:]} | {word.base for word in first[-7:]}
    return not (near & OF_PERSONS) or (topic_of(first) is not None and "必要" in near)


def is_of_office(phrase: Sequence[Morpheme]) -> bool:
    """Whether those who act for the city are the subject (専門職が、 職員が、)."""
    return actor_of(phrase) is Actor.OFFICE or phrase[-1].surface.endswith(("職", "員", "師", "士"))


def _is_of_city(first: Sequence[Morpheme]) -> bool:
    """Whether 〜しており、 tells what the city does (配布しており、 市が診断を行っており、)."""
    subject = subject_of(first)
    if subject is not None:
        return is_of_office(first[:subject])
    said = {word.surface for word in first[-4:]} | {word.base for word in first[-4:]}
    return bool(said & OF_CITY)


def _is_done_by_city(first: Sequence[Morpheme]) -> bool:
    """開催し、 募集し、: not what is said of the 方 behind it (修了した方には)."""
    if first[-1].base == "する":
        return first[-2].surface in OF_CITY
    return first[-1].base in OF_CITY


def _ends(rest: Sequence[Morpheme], at: int) -> bool:
    return rest[at + 1].surface in ("。", "」", "）")


def _is_of_person(first: Sequence[Morpheme]) -> bool:
    """〜に住所があり、: it may describe somebody."""
    near = {word.base for word in first[-5:]} | {word.surface for word in first[-5:]}
    return bool(near & OF_PERSONS)


def is_person(noun: str) -> bool:
    return noun in PEOPLE or noun.endswith(("者", "家", "員", "人", "方", "師", "士", "さん", "氏"))


def _is_speech(first: Sequence[Morpheme]) -> bool:
    last = first[-1]
    said = first[-2].surface if last.base == "する" else last.base
    return said in SAYING


def _has_cut_off_subject(words: Sequence[Morpheme]) -> bool:
    """〜が、: a subject with a 、 behind it is that of the sentence."""
    outer = outside_brackets(words)
    return any(
        outer[at] and words[at].surface == "が" and words[at + 1].surface == "、"
        for at in range(len(words) - 1)
    )


def has_own_topic(rest: Sequence[Morpheme]) -> bool:
    """Whether the second half begins with a topic of its own."""
    outer = outside_brackets(rest)
    for at, word in enumerate(rest):
        if outer[at] and is_topic(rest, at):
            return True
        if word.surface == "、" and outer[at] and at > 1 and rest[at - 1].form:
            return False
    return False


def opening_phrase(words: Sequence[Morpheme]) -> Sequence[Morpheme]:
    """The words up to the first 、 behind a particle."""
    for at, word in enumerate(words):
        if word.surface == "、":
            return words[:at]
    return words
