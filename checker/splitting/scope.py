"""What a clause belongs to: where predicates stand, what they end, who acts."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from checker.analysis.types import Morpheme
from checker.splitting.vocabulary import (
    CLOSING,
    CONDITIONS,
    DESCRIBING,
    LASTING,
    OFFICES,
    OPENING,
    PEOPLE,
    TIES,
)


class Role(enum.Enum):
    """What a predicate ends."""

    END = "end"
    FINITE = "が"
    REASON = "ので"
    CONDITION = "場合"
    CAUSE = "ため"
    """ため and ことから: a reason or a purpose inside the sentence."""
    NOUN = "noun"
    """It describes a noun, or is made a noun (こと)."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate that decides what stands before it.

    Attributes:
        at: Its last word.
        role: What it ends.
        head: Index of the noun that it describes; -1 if none.
    """

    at: int
    role: Role
    head: int = -1


_SURFACE = attrgetter("surface")
_BRACKETS = frozenset(OPENING + CLOSING)


def outside_brackets(words: Sequence[Morpheme]) -> list[bool]:
    """For each word whether it stands outside brackets."""
    found = [True] * len(words)
    if _BRACKETS.isdisjoint(map(_SURFACE, words)):
        return found  # most clauses: asked thousands of times for a text
    depth = 0
    for at, said in enumerate(map(_SURFACE, words)):
        if said in _BRACKETS and said in OPENING:
            depth += 1
        if depth:
            found[at] = False
            if said in _BRACKETS and said in CLOSING:
                depth -= 1
    return found


def is_nominal(word: Morpheme) -> bool:
    """Whether the word is part of a noun."""
    return word.pos.startswith(("名詞", "代名詞", "接尾辞-名詞的", "接頭辞")) or (
        word.pos.startswith("形状詞") and "助動詞語幹" not in word.pos
    )


def is_topic(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the word is a は that names what is spoken of (not ではない, 場合は)."""
    word = words[at]
    if word.pos != "助詞-係助詞" or word.surface not in ("は", "も") or not at:
        return False
    before = words[at - 1]
    behind = words[at + 1] if at + 1 < len(words) else None
    if word.surface == "も":
        if before.surface in ("こと", "場合", "とき", "て", "で", "場合に", "でも"):
            return False
        if before.pos.endswith(("副詞可能", "助数詞可能")) or before.surface in _ANY:
            return False
        if before.surface.endswith(("後", "中", "前", "以降", "間")):
            return False  # 卒業後も
        if before.surface == "に" and at > 1 and words[at - 2].surface in ("こと", "際", "とき"):
            return False
        return is_nominal(before) or before.surface in ("に", "へ", "から")
    noun = before
    if before.surface == "に" and at > 1:
        noun = words[at - 2]
    if before.surface == "て":
        return _is_about(words, at)
    if noun.surface in CONDITIONS:
        return False
    if before.surface == "で" and behind is not None and behind.base in ("ある", "ない"):
        return False
    return before.pos.startswith(("名詞", "代名詞", "接尾辞", "助詞", "補助記号", "形状詞", "記号"))


_ANY = frozenset({"誰", "だれ", "何", "どれ", "どこ", "いつ", "何人"})
_ABOUT = frozenset({"よっ", "つい", "関し", "対し", "おい", "とっ"})


def _is_about(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the は at `at` stands behind によって, について, に対して, において."""
    return at > 2 and words[at - 2].surface in _ABOUT and words[at - 3].surface == "に"


_CHAINED = ("動詞", "助動詞", "接尾辞-動詞的", "接尾辞-形容詞的", "形容詞-非自立可能")
_QUESTIONS = ("が", "を", "は", "に", "も", "どう", "の")


def predicates(words: Sequence[Morpheme], start: int = 0) -> Iterator[Predicate]:
    """All predicates from `start` that end more than a 連用中止 or a て.

    Those in brackets are left out.
    """
    outer: list[bool] | None = None
    for at in range(start, len(words)):
        word = words[at]
        if not word.form or not word.pos.startswith(("動詞", "形容詞", "助動詞")):
            continue
        found = _predicate(words, at)
        if found is None:
            continue
        if outer is None:
            outer = outside_brackets(words)
        if outer[at]:
            yield found


def _surface(words: Sequence[Morpheme], at: int) -> str:
    return words[at].surface if at < len(words) else ""


def _predicate(words: Sequence[Morpheme], at: int) -> Predicate | None:
    word = words[at]
    if at + 1 >= len(words):
        return Predicate(at, Role.END)
    behind, said = words[at + 1], words[at + 1].surface
    if word.form.startswith("仮定形"):
        return None if _surface(words, at + 2) in ("なり", "いけ") else _conditional(at)
    finite = word.form.startswith(("終止形", "連体形"))
    if behind.pos.startswith("助動詞") or (behind.pos.startswith(_CHAINED) and not finite):
        return None  # a verb behind a finite form begins something new
    if word.form.startswith(("連用形", "未然形", "語幹", "命令形", "意志推量形")):
        return Predicate(at, Role.END) if said == "。" else None
    if said in ("。", "」", "』", "）"):
        return Predicate(at, Role.END)
    if word.base in TIES and at and words[at - 1].surface in ("に", "へ"):
        return None
    if behind.pos.startswith("助詞"):
        return _before_particle(words, at, said)
    return _before_noun(words, at)


def _conditional(at: int) -> Predicate:
    return Predicate(at, Role.CONDITION)


def _before_particle(words: Sequence[Morpheme], at: int, said: str) -> Predicate | None:
    next_said = _surface(words, at + 2)
    if said in ("が", "けれど", "けれども", "けど", "し"):
        return Predicate(at, Role.FINITE)
    if said == "ので" or (said == "の" and next_said == "で"):
        return Predicate(at, Role.REASON)
    if said == "から":
        return Predicate(at, Role.REASON)
    if said == "と":
        return None if next_said in ("とも", "ともに", "共に", "共") else _conditional(at)
    if said == "か":
        if next_said == "、" or next_said not in _QUESTIONS:
            return None
        return Predicate(at, Role.NOUN)
    if said in ("ば", "たら", "なら", "ても", "でも"):
        return _conditional(at)
    if said == "の":
        return Predicate(at, Role.NOUN, at + 1)
    if said in ("まで", "より", "だけ", "ほど", "など", "くらい"):
        return Predicate(at, Role.NOUN)
    return None


_SAID_OF_ALL = ("必要", "予定", "見込み", "おそれ", "恐れ", "方針", "計画", "もの", "わけ", "次第")


def _before_noun(words: Sequence[Morpheme], at: int) -> Predicate | None:
    behind = words[at + 1]
    said = behind.surface
    next_said, last_said = _surface(words, at + 2), _surface(words, at + 3)
    if words[at].surface == "な" and words[at].conjugation == "助動詞-ダ":
        if said in CONDITIONS:
            return Predicate(at, Role.CONDITION, at + 1)
        return Predicate(at, Role.CAUSE) if said in ("ため", "為") else None
    if said in ("ほか", "一方") or (said in ("後", "のち", "あと", "上") and next_said in "、でに"):
        return None
    if said in ("ため", "為"):
        return Predicate(at, Role.CAUSE)
    if said in ("よう", "様"):
        return None if _is_wished(words, at + 2) else Predicate(at, Role.CAUSE)
    if said in CONDITIONS:
        tail = next_said in ("が", "も") and last_said in ("あり", "ある")
        return None if tail else Predicate(at, Role.CONDITION, at + 1)
    if said in ("こと", "事"):
        if next_said == "から":
            return Predicate(at, Role.CAUSE)
        if next_said in ("が", "も", "は") and words[min(at + 3, len(words) - 1)].base in (
            "できる",
            "ある",
            "可能",
        ):
            return None
        if next_said in ("と", "に") and words[min(at + 3, len(words) - 1)].base in (
            "する",
            "なる",
        ):
            return None
        return Predicate(at, Role.NOUN, at + 1)
    if said in _SAID_OF_ALL and _is_end(words, at + 2):
        return None
    return Predicate(at, Role.NOUN, at + 1)


def _is_wished(words: Sequence[Morpheme], at: int) -> bool:
    """〜よう(に)お願いします, 〜ようにしてください, 〜よう心がけてください."""
    if _surface(words, at) == "に":
        at += 1
    said = "".join(word.surface for word in words[at : at + 4])
    return said.startswith(
        ("し", "する", "お願い", "願", "心がけ", "努め", "ご協力", "ご注意", "注意", "なり")
    )


def _is_end(words: Sequence[Morpheme], at: int) -> bool:
    """〜が あり, 〜です, 〜で、 〜と し, behind a noun that a predicate describes."""
    said = _surface(words, at)
    if said in ("です", "で", "だ", "でし"):
        return True
    if said in ("が", "も") and at + 1 < len(words):
        return words[at + 1].base == "ある"
    return said == "と" and at + 1 < len(words) and words[at + 1].base == "する"


def topic_of_noun(words: Sequence[Morpheme], head: int) -> bool:
    """Whether the noun phrase that begins at `head` ends in は or も."""
    at = head
    while at < len(words) and (
        is_nominal(words[at]) or words[at].surface in ("の", "・", "や", "と")
    ):
        at += 1
    while at < len(words) and words[at].surface in ("に", "で", "へ", "から", "まで"):
        at += 1
    return at < len(words) and is_topic(words, at)


def head_noun(words: Sequence[Morpheme], head: int) -> str:
    """The last noun of the compound that begins at `head`."""
    at = head
    while at + 1 < len(words) and is_nominal(words[at + 1]):
        at += 1
    return words[at].surface if head >= 0 else ""


def is_lasting(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the predicate ending at `at` says how things are or what is done to them."""
    word = words[at]
    if word.base in LASTING or word.pos.startswith("形容詞"):
        return True
    if word.surface == "な":
        return True
    first = at
    while first and words[first - 1].pos.startswith(("動詞", "助動詞")):
        first -= 1
    chain = [each.base for each in words[first : at + 1]]
    if (first and words[first - 1].surface in DESCRIBING) or set(chain) & DESCRIBING:
        return True
    if first and words[first - 1].surface in ("て", "で") and chain[0] in ("くる", "いく", "おる"):
        return False  # 発信してこられた: respect
    return any(base in ("れる", "られる", "できる") or base in LASTING for base in chain)


class Actor(enum.Enum):
    """Who a noun stands for."""

    READER = "reader"
    OFFICE = "office"
    OTHER = "other"


def actor_of(words: Sequence[Morpheme]) -> Actor:
    """Who the noun phrase `words` stands for, by its last word."""
    at = len(words) - 1
    while at >= 0 and (words[at].surface in CLOSING or not is_nominal(words[at])):
        at -= 1
    if at < 0:
        return Actor.OTHER
    said = words[at].surface
    if said in PEOPLE or (said.endswith(("者", "方", "主", "人")) and len(said) > 1):
        return Actor.READER
    if said in PEOPLE or (words[at].pos.startswith("接尾辞") and said in ("者", "人", "主")):
        return Actor.READER
    office = said in OFFICES or said.endswith(("課", "署", "庁", "委員会", "市役所"))
    return Actor.OFFICE if office else Actor.OTHER


@dataclass(frozen=True, slots=True)
class Topic:
    """What a sentence is about, at its head.

    Attributes:
        noun: End of the noun phrase.
        end: Behind は and the 、 that may follow.
        actor: Who is meant; OTHER where a particle stands before は (には, では).
        marked: Whether a particle stands before は.
    """

    noun: int
    end: int
    actor: Actor
    marked: bool


def topic_of(words: Sequence[Morpheme]) -> Topic | None:
    """The first は outside brackets, if no 、 ends a clause before it."""
    marks = [at for at, word in enumerate(words) if word.surface == "は"]
    outer = outside_brackets(words) if marks else []
    for at in marks:
        if not outer[at] or not is_topic(words, at):
            continue
        noun = at - 3 if words[at - 1].surface == "て" else at
        while noun > 1 and words[noun - 1].surface in ("に", "で", "へ", "から", "と", "まで"):
            noun -= 1
        end = at + 1
        if end < len(words) and words[end].surface == "、":
            end += 1
        marked = noun < at
        actor = actor_of(words[:noun])
        if marked and (words[noun].surface != "で" or words[at - 1].surface == "て"):
            actor = Actor.OTHER
        return Topic(noun, end, actor, marked)
    return None


def has_topic(words: Sequence[Morpheme]) -> bool:
    """Whether any は or も outside brackets names a topic."""
    marks = [at for at, word in enumerate(words) if word.surface in _MARKS]
    if not marks:
        return False
    outer = outside_brackets(words)
    return any(outer[at] and is_topic(words, at) for at in marks)


_MARKS = ("は", "も")


_JOINTS = frozenset({"ほか", "一方", "ため", "為", "ものの"})


def last_clause(words: Sequence[Morpheme]) -> Sequence[Morpheme]:
    """The words behind the last が、 ので、 し、 ほか、: what a condition before it rules is over."""
    marks = [at for at in range(len(words) - 1, 1, -1) if words[at].surface == "、"]
    outer = outside_brackets(words) if marks else []
    for at in marks:
        if not outer[at]:
            continue
        last, before = words[at - 1], words[at - 2]
        told = last.pos == "助詞-接続助詞" and last.surface in _FINITE_PARTICLES
        joined = last.surface in _JOINTS and before.form.startswith(("終止形", "連体形"))
        if told or joined:
            return words[at + 1 :]
    return words


_FINITE_PARTICLES = ("が", "けれど", "けれども", "ので", "から", "し")


def subject_of(words: Sequence[Morpheme]) -> int | None:
    """The が whose predicate ends `words` (or runs on to their end by て or 連用中止)."""
    marks = [at for at in range(len(words) - 1, 0, -1) if words[at].surface == "が"]
    outer = outside_brackets(words) if marks else []
    for at in marks:
        if not outer[at] or words[at].pos != "助詞-格助詞":
            continue
        inner = next(predicates(words, at + 1), None)
        if inner is None or inner.role is Role.END:
            return at
    return None


def holds_condition(words: Sequence[Morpheme]) -> bool:
    """Whether a condition opens here that may hold to the end of the sentence.

    「災害のときに自力で避難する方」 is none: its とき belongs to a modifier.
    """
    opens = [
        at
        for at, word in enumerate(words)
        if word.surface in _CONDITIONAL or word.form.startswith("仮定形")
    ]
    outer = outside_brackets(words) if opens else []
    for at in opens:
        if not outer[at]:
            continue
        word = words[at]
        if word.form.startswith("仮定形") or word.surface in ("たら", "なら"):
            return True
        if word.surface in CONDITIONS:
            behind = "".join(each.surface for each in words[at + 1 : at + 3])
            if behind.startswith(("は", "も", "、", "には", "にも", "でも")) or not behind:
                return True
        leads = word.surface == "と" and word.pos == "助詞-接続助詞" and at + 1 < len(words)
        if leads and words[at + 1].surface == "、":
            return True
    return False


_CONDITIONAL = CONDITIONS | {"たら", "なら", "と"}


def holds_cause(words: Sequence[Morpheme]) -> bool:
    """Whether a reason or purpose opens here that may hold to the end (ため、 よう、)."""
    marks = [at for at in range(1, len(words) - 1) if words[at].surface in ("ため", "為", "よう")]
    outer = outside_brackets(words) if marks else []
    for at in marks:
        if not outer[at]:
            continue
        two = words[at].surface + words[at + 1].surface
        if words[at + 1].surface == "、" or two in ("ために", "ように"):
            three = words[at + 2].surface if at + 2 < len(words) else ""
            if words[at + 1].surface == "、" or three == "、":
                return True
    return False


def is_dated(words: Sequence[Morpheme]) -> bool:
    """Whether a day or a month is named (12月1日から)."""
    for at in range(1, len(words)):
        if words[at].surface in ("月", "日") and words[at - 1].pos.startswith("名詞-数詞"):
            inner = next(predicates(words, at), None)
            if inner is None or inner.role is not Role.NOUN:
                return True
    return False
