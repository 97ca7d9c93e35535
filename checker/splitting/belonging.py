"""What a clause belongs to: the end of the sentence, or something inside it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.splitting.endings import Ending, Kind, acts, read
from checker.splitting.scope import (
    Actor,
    Predicate,
    Role,
    Topic,
    actor_of,
    has_topic,
    head_noun,
    holds_condition,
    is_dated,
    is_lasting,
    is_topic,
    last_clause,
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
    if not sure and (rest[0].surface in _COORDINATED or _has_one_purpose(rest)):
        return None
    told = sure and _stands_alone(first)
    seen_subject = False
    done = -1
    for predicate in predicates(rest):
        passed = rest[done + 1 : predicate.at]
        own_topic = told or _has_topic_of_end(passed, predicate) or done >= 0
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


def _has_topic_of_end(passed: Sequence[Morpheme], predicate: Predicate) -> bool:
    """Whether a は names a topic of the sentence: not 車いすでは通れない歩道."""
    end = len(passed)
    while end and passed[end - 1].pos.startswith(("動詞", "助動詞", "形容詞")):
        end -= 1
    near = predicate.role is Role.NOUN and end > 1 and passed[end - 1].surface in ("は", "も")
    if near and passed[end - 2].pos == "助詞-格助詞":
        return has_topic(passed[: end - 2])
    return has_topic(passed)


def _has_one_purpose(rest: Sequence[Morpheme]) -> bool:
    """〜することを目的とする。: what stands before it is part of the purpose."""
    said = "".join(word.surface for word in rest[-10:])
    return "ことを目的" in said


def _is_cleft(clause: Sequence[Morpheme], topic: Topic) -> bool:
    """対象となるのは、: only 〜です, 〜に限られます can be said of it."""
    return topic.noun > 1 and clause[topic.noun - 1].surface in ("の", "もの")


def _exists(first: Sequence[Morpheme]) -> bool:
    """〜があり、: not 〜であり、"""
    return first[-1].base == "ある" and first[-2].surface != "で"


def _stands_alone(first: Sequence[Morpheme]) -> bool:
    """Whether a 〜ており、 or 〜があり、 has what it is said of before it."""
    clause = last_clause(first)
    topic = topic_of(clause)
    if topic is None:
        return holds_condition(clause) or _is_of_city(clause)
    if _is_cleft(clause, topic):
        return first[-1].base in ("れる", "ある") and not _exists(first)
    if topic.marked:
        return True
    if first[-1].surface == "ず":
        subject = subject_of(clause)
        return subject is None or clause[subject - 1].surface == "こと"
    existing = first[-1].surface in ("あり", "なく") and first[-2].surface in ("が", "も")
    return not existing or first[-3].surface in _SAID_TO_BE


def _may_describe(first: Sequence[Morpheme], topic: Topic | None) -> bool:
    """〜は、段差があり、: it may open a description (車いすでは通れない歩道)."""
    exists = first[-1].surface in ("あり", "なく") and first[-2].surface in ("が", "も")
    return (
        exists and topic is not None and not topic.marked and first[-3].surface not in _SAID_TO_BE
    )


_SAID_TO_BE = frozenset(
    {
        *("必要", "予定", "こと", "義務", "場合", "限り", "おそれ", "恐れ", "制限", "条件", "種類"),
        *("上限", "特例", "決まり", "違い", "差", "関係", "効果", "危険", "可能性", "傾向"),
    }
)
"""What there is of a topic, and seldom of a noun that is described behind it."""


def _is_dated_event(first: Sequence[Morpheme]) -> bool:
    """表彰式を11月3日に行い、: what has a day describes nobody."""
    last = first[-1]
    said = first[-2].surface if last.base == "する" else last.base
    if last.base == "れる":
        verb = first[-3] if first[-2].base == "する" and len(first) > 2 else first[-2]
        said = verb.surface if first[-2].base == "する" else verb.base
    of_people = said in WITHOUT_WILL and said not in OF_CITY
    done = said in OF_CITY or any(word.surface == "を" for word in first)
    return is_dated(first) and not of_people and done


_ANEW = frozenset({"その", "この", "これ", "それ"})
_CONJUNCTIONS = frozenset({"なお", "また", "さらに", "あわせて", "ただし"})
_COORDINATED = frozenset({"または", "又は", "もしくは", "若しくは", "かつ", "及び", "並びに"})


def _begins_anew(rest: Sequence[Morpheme]) -> bool:
    """Whether the first word begins a statement of its own, never a description."""
    return rest[0].surface in _ANEW or (
        rest[0].surface in _CONJUNCTIONS and rest[1].surface == "、"
    )


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
    if topic is not None and _begins_anew(rest):
        return True
    lasting = is_lasting(rest, predicate.at)
    own_subject = subject_of(rest[: predicate.at]) is not None
    if predicate.role is Role.CONDITION:
        if first[-1].base == "おる" and predicate.head < 0:
            return True
        person = topic is not None and topic.actor is Actor.READER
        asked = person or first[-1].base in ("いただく", "頂く") or holds_condition(first)
        if asked and (lasting or own_subject):
            return True
        if also and own_subject and topic is not None:
            return True
        return own_subject and _is_told_of_office(first, ending)
    if predicate.role is Role.CAUSE or _may_describe(first, topic):
        return False
    noun = head_noun(rest, predicate.head)
    begun = first[-1].base in ("おる", "始まる", "終わる") and is_dated(first)
    done = _is_done_by_city(first) or begun
    if is_person(noun) and topic_of_noun(rest, predicate.head) and done:
        return True
    if first[-1].base in ("れる", "られる") and lasting and has_topic(rest):
        return True
    asked = ending.kind is Kind.REQUEST and (topic is not None or holds_condition(first))
    if asked and also and topic_of_noun(rest, predicate.head):
        return True
    views = any(word.surface in VIEWS for word in rest[predicate.at :])
    if _is_speech(first) and (views or (noun == "こと" and _holds_quotation(first))):
        return True
    by_office = topic is not None and _has_office_subject(first)
    if by_office and is_person(noun) and topic_of_noun(rest, predicate.head):
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
    if topic is not None and first[-1].base in ("いただく", "頂く") and noun not in _FORMAL:
        return True
    if noun in _FORMAL or is_person(noun):
        return False
    if ending.kind is Kind.REQUEST and rest[predicate.at].conjugation != "助動詞-タ":
        return True
    humble = first[-1].base in ("する", "いたす") and first[-2].surface.startswith(("お", "ご"))
    return lasting or own_subject or humble


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
    if last.base != "する":
        return last.base in SAYING
    if first[-2].surface == "に":
        return first[-3].surface == "明らか"
    quoted = len(first) > 2 and first[-3].surface == "と"
    return first[-2].surface in SAYING or (quoted and first[-2].surface in _REPORTS)


_REPORTS = frozenset({"発表", "表明", "主張", "報告", "指摘", "公表"})


def _holds_quotation(first: Sequence[Morpheme]) -> bool:
    """「…」と述べ、 and 「…」と抱負を述べ、"""
    near = first[-6:]
    return any(
        near[at].surface == "」" and near[at + 1].surface == "と" for at in range(len(near) - 1)
    )


def _has_office_subject(first: Sequence[Morpheme]) -> bool:
    """職員が〜を〜し、"""
    clause = last_clause(first)
    subject = subject_of(clause)
    return subject is not None and subject > 0 and acts(clause) and is_of_office(clause[:subject])


def _is_told_of_office(first: Sequence[Morpheme], ending: Ending) -> bool:
    """Whether the city does or did what a condition with a subject of its own stands behind."""
    topic = topic_of(first)
    if topic is None:
        return False
    if _has_office_subject(first):
        return True
    of_office = topic.actor is Actor.OFFICE and subject_of(last_clause(first)) is None
    return of_office and ending.kind is Kind.PAST and acts(first)


def _has_cut_off_subject(words: Sequence[Morpheme]) -> bool:
    """〜が、: a subject with a 、 behind it is that of the sentence."""
    marks = [
        at
        for at in range(len(words) - 1)
        if words[at].surface == "が" and words[at + 1].surface == "、"
    ]
    outer = outside_brackets(words) if marks else []
    return any(outer[at] for at in marks)


def has_own_topic(rest: Sequence[Morpheme]) -> bool:
    """Whether the second half begins with a topic of its own."""
    marks = [at for at, word in enumerate(rest) if word.surface in _MARKS]
    outer = outside_brackets(rest) if marks else []
    for at in marks:
        if outer[at] and is_topic(rest, at):
            return True
        if rest[at].surface == "、" and outer[at] and at > 1 and rest[at - 1].form:
            return False
    return False


_MARKS = ("は", "も", "、")


def opening_phrase(words: Sequence[Morpheme]) -> Sequence[Morpheme]:
    """The words up to the first 、 behind a particle."""
    for at, word in enumerate(words):
        if word.surface == "、":
            return words[:at]
    return words


_POLITE = ("助動詞-マス", "助動詞-デス")


def _is_polite(first: Sequence[Morpheme]) -> bool:
    return any(word.conjugation in _POLITE for word in first[-3:])


def may_be_inside(
    first: Sequence[Morpheme], rest: Sequence[Morpheme], *, polite: bool, but: bool
) -> bool:
    """Whether 〜したため、 or 〜したものの、 may be part of a description behind it.

    「離職したため、生活に困っている方は」: both describe the 方. A polite form (しましたので)
    never stands inside one, and a topic seldom.

    Args:
        first: The words before が or ため.
        rest: The words behind it.
        polite: Whether the sentence is です・ます style.
        but: Whether が joins the halves.
    """
    if _is_polite(first):
        return False
    if but and polite:
        return True
    inner = next((each for each in predicates(rest) if each.role is not Role.CAUSE), None)
    if inner is None or inner.role not in (Role.NOUN, Role.CONDITION):
        return False
    if has_topic(last_clause(first)) or has_topic(rest[: inner.at]):
        return False
    if inner.role is Role.NOUN and not is_person(head_noun(rest, inner.head)):
        return False
    last = first[-1]
    if last.conjugation == "助動詞-タ":
        return not (_is_of_city(first[:-1]) or first[-2].surface in ("まし", "でし"))
    if last.base == "いる":
        return subject_of(first) is None
    return _is_of_person(first)
