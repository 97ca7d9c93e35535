"""The first half of a cut as a sentence of its own, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.splitting.asking import asks_others, is_asked, is_question, is_step, may_ask
from checker.splitting.belonging import governing_of, has_own_topic, is_person, may_be_inside
from checker.splitting.closing import (
    is_closed,
    is_definition,
    is_left_undone,
    is_negated_state,
    is_result,
    is_warned_of,
)
from checker.splitting.endings import (
    Ending,
    Kind,
    finished,
    in_style,
    named,
    of_the_past,
    read,
    said_of,
    stated,
)
from checker.splitting.moving import topic_to_move
from checker.splitting.places import Cut, Link
from checker.splitting.scope import (
    Actor,
    Role,
    has_topic,
    head_noun,
    holds_cause,
    holds_condition,
    is_lasting,
    predicates,
    subject_of,
    topic_of,
    topic_of_noun,
)
from checker.splitting.times import is_over, is_timeless, timed_like
from checker.splitting.vocabulary import ADVERBS


@dataclass(frozen=True, slots=True)
class Half:
    """The first half.

    Attributes:
        words: Its words, without what goes to the second half.
        made: How it reads.
        ending: Its ending, for cuts inside it.
        taken: The topic that goes to the second half ("" if none).
        conditional: Whether a condition in it may hold for the second half.
    """

    words: tuple[Morpheme, ...]
    made: str
    ending: Ending
    taken: str = ""
    conditional: bool = False


_TOLD = frozenset(
    {
        *(Link.BUT, Link.THOUGH, Link.BECAUSE, Link.GIVEN, Link.LIST, Link.WHILE),
        *(Link.NOT_ONLY, Link.AIM),
    }
)


def first_half(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """What stands before the cut as a sentence; None where that is not certain."""
    if cut.link in _TOLD:
        return _told(text, words, cut, ending)
    if cut.link is Link.COPULA:
        return _is_something(text, words, cut, ending)
    if cut.link is Link.OR:
        return _choice(text, words, cut, ending)
    return _shared(text, words, cut, ending)


def _told(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """A half that says itself how it is meant: 〜しますが、."""
    first, rest = words[: cut.end], words[cut.start :]
    taken = ""
    if cut.link is Link.AIM and not _is_reason(rest, ending):
        return None
    if cut.link in (Link.BECAUSE, Link.GIVEN, Link.AIM):
        moved = topic_to_move(first, rest, ending)
        if moved is None:
            return None
        if moved:
            taken = text[first[0].start : first[moved - 1].end]
            first = first[moved:]
            if len(first) < 4:
                return None
    if may_be_inside(first, rest, polite=not ending.plain, but=cut.link is Link.BUT):
        return None
    scoped = cut.link is Link.WHILE or cut.opening.startswith("これに加え")
    if scoped and governing_of(first, rest, ending) is None and not _is_opposed(first, rest):
        return None
    if cut.opening.startswith(("これに当", "これに先")) and not _is_of_city(first, ending):
        return None
    if cut.opening.startswith("その結果") and not _has_come_about(rest, ending):
        return None
    if cut.opening.startswith("こうした中"):
        return _amid(text, first, ending, taken)
    if cut.link is Link.NOT_ONLY and not _adds(first, rest, ending):
        return None
    own = read(first)
    if own is None:
        own = stated(ending)  # 〜なため
    own = in_style(own, plain=ending.plain)
    made = finished(text, first, plain=ending.plain)
    if cut.link is Link.WHILE and ending.kind is Kind.PAST and first[-1].conjugation != "助動詞-タ":
        own = of_the_past(own)
        made = said_of(text, first, own)
    if made is None:
        return None
    return Half(first, made, own, taken)


def _is_opposed(first: Sequence[Morpheme], rest: Sequence[Morpheme]) -> bool:
    """〜する意見が出る一方、〜を望む声も: each half has a subject of its own."""
    inner = next(predicates(rest), None)
    if inner is None or inner.role is not Role.NOUN or inner.head < 0:
        return False
    thing = not is_person(head_noun(rest, inner.head)) and topic_of_noun(rest, inner.head)
    return thing and subject_of(first) is not None


def _is_reason(rest: Sequence[Morpheme], ending: Ending) -> bool:
    """Whether 〜するため、 stands before what nobody wills (完成は来年になります)."""
    topic = topic_of(rest)
    unwilled = ending.kind in (Kind.STATE, Kind.WHOLE, Kind.NEGATED) or ending.tail == "見込みです"
    if topic is None or topic.actor is not Actor.OTHER or not unwilled:
        return False
    return all(word.surface != "を" for word in rest)


def _is_of_city(first: Sequence[Morpheme], ending: Ending) -> bool:
    """Whether the city does what stands before に当たり、 and what stands behind it."""
    topic = topic_of(first)
    told = ending.kind in (Kind.PRESENT, Kind.LASTING, Kind.PAST)
    return told and topic is not None and topic.actor is Actor.OFFICE


def _has_come_about(rest: Sequence[Morpheme], ending: Ending) -> bool:
    """Whether 〜した結果、 tells what has been: not 〜した結果、不備がある場合は."""
    if ending.kind is Kind.PAST:
        return True
    conditional = any(each.role is Role.CONDITION for each in predicates(rest))
    return ending.kind in (Kind.STATE, Kind.WHOLE, Kind.LASTING) and not conditional


def _amid(text: str, first: tuple[Morpheme, ...], ending: Ending, taken: str) -> Half | None:
    """〜が進む中、 → 〜が進んでいます。こうした中、"""
    last = first[-1]
    if last.base != "いる":
        if ending.kind is Kind.PAST or last.base not in _GOING_ON:
            return None
        made = said_of(text, first, Ending(Kind.LASTING, ending.plain))
    else:
        made = finished(text, first, plain=ending.plain)
    return None if made is None else Half(first, made, Ending(Kind.LASTING, ending.plain), taken)


_GOING_ON = frozenset({"続く", "進む", "増す", "高まる", "広がる", "増える", "減る", "相次ぐ"})


def _adds(first: Sequence[Morpheme], rest: Sequence[Morpheme], ending: Ending) -> bool:
    """Whether 〜だけでなく、 stands before the end of the sentence and nothing inside."""
    said = (Kind.PRESENT, Kind.LASTING, Kind.STATE, Kind.WHOLE)
    if ending.kind not in said or holds_condition(first):
        return False
    inner = next(predicates(rest), None)
    return inner is not None and inner.role is Role.END


def _is_something(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """A half on 〜で、 that says what something is."""
    first, rest = words[: cut.end], words[cut.start :]
    sure = not is_person(first[-2].surface)
    if governing_of(first, rest, ending, sure=sure) is None or holds_condition(first):
        return None
    made = named(text[first[0].start : first[-2].end], plain=ending.plain)
    return Half(first, made, Ending(Kind.STATE, ending.plain))


_REMOTE = (
    "サイト",
    "フォーム",
    "電話",
    "オンライン",
    "電子",
    "アプリ",
    "メール",
    "ファクス",
    "ファックス",
)


def _choice(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """〜するか、〜してください: two requests, one of which is to be done."""
    first, rest = words[: cut.end], words[cut.start :]
    inner = next(predicates(rest), None)
    if ending.kind is not Kind.REQUEST or inner is None or inner.role is not Role.END:
        return None
    if not may_ask(first) or is_question(first, rest):
        return None
    made = said_of(text, first, ending)
    return None if made is None else Half(first, made, ending)


_TIMELESS = frozenset({Kind.PRESENT, Kind.STATE, Kind.WHOLE, Kind.NEGATED})


def _shared(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """A half that takes time and intent from what stands behind it."""
    first, rest = words[: cut.end], words[cut.start :]
    if cut.link is Link.TE and not is_step(first[:-1]):
        return None
    if first[-1].surface == "ず" and cut.link is Link.STOP:
        return _undone(text, words, cut, ending)
    closed = cut.link is Link.STOP and (
        is_closed(first) or (ending.kind in _TIMELESS and is_result(first))
    )
    also = cut.link in (Link.ALSO, Link.BESIDES)
    governing = governing_of(first, rest, ending, sure=closed, also=also)
    if governing is None:
        return None
    governing = in_style(governing, plain=ending.plain)
    conditional = holds_condition(first)
    own_topic = has_own_topic(rest)
    asked = governing.kind is Kind.REQUEST
    if not own_topic and holds_cause(first) and (asked or not closed):
        return None
    if not own_topic and conditional and not (asked or closed or _begins_with_condition(rest)):
        return None
    if cut.link in (Link.ALSO, Link.BESIDES) and _is_told(first, governing):
        made = finished(text, first, plain=ending.plain)
        return None if made is None else Half(first, made, stated(ending))
    if closed:
        return _closed_half(text, first, governing, conditional=conditional, own_topic=own_topic)
    if cut.link in (Link.THEN, Link.UPON, Link.TE):
        first = first[:-1]
        if cut.link is Link.TE and governing.kind is not Kind.REQUEST:
            return None
    if _offers_choice(rest):
        return None  # whether the first half belongs to both choices is not said
    if cut.link is Link.AFTER_NOUN:
        return _after_noun(text, first, governing)
    if governing.kind is Kind.FORBIDDEN:
        if cut.link not in (Link.ALSO, Link.BESIDES) or not own_topic:
            return None
        governing = Ending(Kind.REQUEST)
    if governing.kind is Kind.NEGATED:
        if not own_topic:
            return None
        governing = stated(governing)
    if governing.kind is Kind.REQUEST and not may_ask(first):
        return None
    if cut.link is Link.STOP and governing.kind is Kind.REQUEST and asks_others(first, rest):
        return None
    if cut.link is Link.ALSO and governing.kind is not Kind.REQUEST and is_asked(first):
        governing = Ending(Kind.REQUEST)
    if cut.link is Link.STOP and governing.kind is not Kind.REQUEST and _tells_how(first):
        return None
    timed = timed_like(first, rest, governing)
    if timed is None:
        return None
    if timed.kind in (Kind.STATE, Kind.WHOLE):
        if not own_topic or not (is_timeless(first) or _may_differ(first, timed)):
            return None
        timed = stated(timed)
    made = said_of(text, first, timed)
    if made is None or _is_childish(first, made):
        return None
    return Half(first, made, timed, conditional=conditional)


def _may_differ(first: Sequence[Morpheme], governing: Ending) -> bool:
    """Whether a half before 〜できます says of something else what is done."""
    told = has_topic(first) or subject_of(first) is not None
    return governing.kind is Kind.STATE and told and not is_over(first)


def _tells_how(first: Sequence[Morpheme]) -> bool:
    """〜を踏まえ、 〜を会場とし、 〜と連携し、: no statement of its own."""
    last = first[-1]
    if last.base in ADVERBS:
        return True
    if last.base == "受ける":
        return first[-2].surface == "を"
    if last.base == "する" and first[-2].surface == "と":
        decided = first[-3].surface == "こと"
        return not decided and any(word.surface == "を" for word in first[-6:-2])
    return last.base == "する" and first[-2].surface in ADVERBS


def _offers_choice(words: Sequence[Morpheme]) -> bool:
    """〜するか、電話で〜: ways that may need nothing of what stands before."""
    chosen = any(
        words[at].surface == "か" and words[at - 1].form.startswith(("終止形", "連体形"))
        for at in range(1, len(words))
    )
    said = "".join(word.surface for word in words)
    return chosen and any(remote in said for remote in _REMOTE)


def _is_childish(first: Sequence[Morpheme], made: str) -> bool:
    """少ないです。: nobody writes it where 少なく、 stood."""
    return first[-1].pos.startswith("形容詞") and made.endswith(("いです。", "い。", "いでした。"))


def _closed_half(
    text: str,
    first: tuple[Morpheme, ...],
    governing: Ending,
    *,
    conditional: bool,
    own_topic: bool,
) -> Half | None:
    last = first[-1]
    before = first[-2].surface
    kind = Kind.PRESENT
    if governing.kind is Kind.PAST and not is_definition(first):
        if last.base == "おる" and not own_topic:
            return None
        kind = Kind.PAST if before != "で" and last.base != "おる" else Kind.PRESENT
    own = Ending(kind, governing.plain)
    made = said_of(text, first, own)
    if made is None:
        return None
    kept = Ending(Kind.LASTING if last.base == "おる" else Kind.STATE, governing.plain)
    return Half(first, made, kept, conditional=conditional)


def _is_told(first: Sequence[Morpheme], governing: Ending) -> bool:
    """〜したほか、 〜しているほか、: the words tell the time."""
    if first[-1].conjugation == "助動詞-タ":
        return True
    if first[-1].base == "いる" and first[-2].surface in ("て", "で"):
        return True
    if governing.kind is Kind.LASTING and (holds_condition(first) or _leads_to(first)):
        return is_lasting(first, len(first) - 1)
    lasting = governing.kind in (Kind.STATE, Kind.WHOLE, Kind.NEGATED, Kind.PRESENT)
    return lasting and is_lasting(first, len(first) - 1)


def _leads_to(first: Sequence[Morpheme]) -> bool:
    """入力すると分け方が表示される: what follows each time, not what goes on."""
    return any(
        first[at].surface == "と" and first[at - 1].form.startswith("終止形")
        for at in range(1, len(first))
    )


def _begins_with_condition(rest: Sequence[Morpheme]) -> bool:
    """Whether the second half has a condition of its own (〜のときは)."""
    inner = next((each for each in predicates(rest) if each.role is not Role.NOUN), None)
    if inner is None or inner.role is not Role.CONDITION or inner.head < 0:
        return False
    behind = "".join(word.surface for word in rest[inner.head + 1 : inner.head + 3])
    return behind.startswith(("は", "には"))


def _undone(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """A half on 〜せず、: a statement only where it tells no manner."""
    first, rest = words[: cut.end], words[cut.start :]
    state, undone = is_negated_state(first), is_left_undone(first)
    warned = is_warned_of(first)
    governing = governing_of(first, rest, ending, sure=state or undone or warned)
    if governing is None:
        return None
    governing = in_style(governing, plain=ending.plain)
    own_topic = has_own_topic(rest)
    if governing.kind is Kind.REQUEST and not state:
        if not warned:
            return None
        made = said_of(text, first, governing)
        return None if made is None else Half(first, made, governing)
    asked = governing.kind in (Kind.REQUEST, Kind.FORBIDDEN, Kind.TAIL)
    if not (state or undone) or (asked and not state) or (asked and holds_cause(first)):
        return None
    if governing.kind is Kind.PAST and first[-2].base in ("おる", "できる", "れる", "られる"):
        return None
    kind = Kind.PAST if governing.kind is Kind.PAST else Kind.PRESENT
    own = Ending(kind, governing.plain)
    made = said_of(text, first, own)
    kept = own if kind is Kind.PAST else Ending(Kind.STATE, governing.plain)
    conditional = holds_condition(first) and first[-2].base == "なる"
    if made is None or (
        holds_condition(first) and not (state or own_topic or _begins_with_condition(rest))
    ):
        return None
    return Half(first, made, kept, conditional=conditional)


def _after_noun(text: str, first: tuple[Morpheme, ...], governing: Ending) -> Half | None:
    """必要事項をご記入の上、 → 必要事項をご記入ください。その上で、"""
    last = first[-1]
    if governing.kind is not Kind.REQUEST or "サ変可能" not in last.pos:
        return None
    if last.surface in ("持参", "添付", "同封", "携帯", "提示", "用意", "同伴"):
        return None
    said = text[first[0].start : last.end]
    polite = last.surface.startswith(("お", "ご")) or first[-2].surface in ("お", "ご", "御")
    made = f"{said}ください。" if polite else f"{said}してください。"
    return Half(first, made, governing)
