"""The first half of a cut as a sentence of its own, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.splitting.asking import asks_others, is_asked, is_question, is_step, may_ask
from checker.splitting.belonging import governing_of, has_own_topic, is_closed, is_person
from checker.splitting.endings import Ending, Kind, finished, in_style, named, read, said_of, stated
from checker.splitting.moving import topic_to_move
from checker.splitting.places import Cut, Link
from checker.splitting.scope import Role, holds_cause, holds_condition, predicates
from checker.splitting.times import is_timeless, timed_like
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
        *(Link.NOT_ONLY,),
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
    if cut.link in (Link.BECAUSE, Link.GIVEN):
        moved = topic_to_move(first, rest, ending)
        if moved is None:
            return None
        if moved:
            taken = text[first[0].start : first[moved - 1].end]
            first = first[moved:]
            if len(first) < 4:
                return None
    scoped = cut.link is Link.WHILE or cut.opening.startswith("これに加え")
    if scoped and governing_of(first, rest, ending) is None:
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
    if made is None:
        return None
    return Half(first, made, own, taken)


def _has_come_about(rest: Sequence[Morpheme], ending: Ending) -> bool:
    """Whether 〜した結果、 tells what has been: not 〜した結果、不備がある場合は."""
    if ending.kind is Kind.PAST:
        return True
    conditional = any(each.role is Role.CONDITION for each in predicates(rest))
    return ending.kind in (Kind.WHOLE, Kind.LASTING) and not conditional


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
    if ending.kind not in (Kind.PRESENT, Kind.LASTING, Kind.WHOLE) or holds_condition(first):
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
    return Half(first, made, Ending(Kind.WHOLE, ending.plain))


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


def _shared(text: str, words: tuple[Morpheme, ...], cut: Cut, ending: Ending) -> Half | None:
    """A half that takes time and intent from what stands behind it."""
    first, rest = words[: cut.end], words[cut.start :]
    closed = cut.link is Link.STOP and is_closed(first)
    also = cut.link is Link.ALSO
    governing = governing_of(first, rest, ending, sure=closed, also=also)
    if governing is None:
        return None
    conditional = holds_condition(first)
    own_topic = has_own_topic(rest)
    asked = governing.kind is Kind.REQUEST
    if not own_topic and holds_cause(first) and (asked or not closed):
        return None
    if not own_topic and conditional and not (asked or closed):
        return None
    if cut.link in (Link.ALSO, Link.BESIDES) and _is_told(first):
        made = finished(text, first, plain=ending.plain)
        return None if made is None else Half(first, made, stated(ending))
    if closed:
        return _closed_half(text, first, governing, conditional=conditional, own_topic=own_topic)
    if cut.link in (Link.THEN, Link.UPON, Link.TE):
        first = first[:-1]
        if cut.link is Link.TE and not (governing.kind is Kind.REQUEST and is_step(first)):
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
    if timed.kind is Kind.WHOLE and not (own_topic and is_timeless(first)):
        return None
    if timed.kind is Kind.WHOLE:
        timed = stated(timed)
    made = said_of(text, first, timed)
    if made is None or _is_childish(first, made):
        return None
    return Half(first, made, timed, conditional=conditional)


def _tells_how(first: Sequence[Morpheme]) -> bool:
    """〜を踏まえ、 〜を会場とし、 〜と連携し、: no statement of its own."""
    last = first[-1]
    if last.base in ADVERBS:
        return True
    if last.base == "受ける":
        return first[-2].surface == "を"
    if last.base == "する" and first[-2].surface == "と":
        return any(word.surface == "を" for word in first[-6:-2])
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
    if governing.kind is Kind.PAST:
        if last.base == "おる" and not own_topic:
            return None
        kind = Kind.PAST if before != "で" and last.base != "おる" else Kind.PRESENT
    own = Ending(kind, governing.plain)
    made = said_of(text, first, own)
    if made is None:
        return None
    kept = Ending(Kind.LASTING if last.base == "おる" else Kind.WHOLE, governing.plain)
    return Half(first, made, kept, conditional=conditional)


def _is_told(first: Sequence[Morpheme]) -> bool:
    """〜したほか、 〜しているほか、: the words tell the time."""
    return first[-1].conjugation == "助動詞-タ" or (
        first[-1].base == "いる" and first[-2].surface in ("て", "で")
    )


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
