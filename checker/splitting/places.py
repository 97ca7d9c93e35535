"""Where a sentence may be cut: every 、 that ends a clause, and what joins the halves."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.splitting.scope import Actor, has_topic, is_nominal, outside_brackets, topic_of
from checker.splitting.vocabulary import KINDS

LEAST = 6
"""Code points that each half must have: shorter ones read as chopped (our judgement)."""


class Link(enum.Enum):
    """What joins the halves."""

    STOP = "連用中止"
    TE = "て"
    COPULA = "で"
    BUT = "が"
    THOUGH = "ものの"
    BECAUSE = "ので"
    GIVEN = "ことを受け"
    AIM = "するため"
    """A purpose; a reason before what nobody wills."""
    LIST = "し"
    ALSO = "とともに"
    BESIDES = "ほか"
    WHILE = "一方"
    THEN = "後"
    UPON = "上で"
    AFTER_NOUN = "の上"
    OR = "か"
    NOT_ONLY = "だけでなく"


@dataclass(frozen=True, slots=True)
class Cut:
    """A place for a full stop.

    Attributes:
        link: What joins the halves now.
        end: Behind the first half's last word that stays.
        start: The second half's first word.
        opening: What the second half begins with, where the words say it (これを受け、).
    """

    link: Link
    end: int
    start: int
    opening: str = ""


PREFERENCE = {
    Link.BUT: 0,
    Link.THOUGH: 0,
    Link.BECAUSE: 0,
    Link.GIVEN: 0,
    Link.AIM: 3,
    Link.ALSO: 1,
    Link.BESIDES: 1,
    Link.WHILE: 1,
    Link.LIST: 1,
    Link.COPULA: 2,
    Link.THEN: 2,
    Link.UPON: 2,
    Link.STOP: 3,
    Link.AFTER_NOUN: 5,
    Link.TE: 8,
    Link.NOT_ONLY: 10,
    Link.OR: 12,
}
"""Characters off the middle (in threes) that a better link may cost."""


def cuts(words: Sequence[Morpheme]) -> list[Cut]:
    """All places outside brackets where a 、 ends a clause."""
    marks = [at for at in range(4, len(words) - 3) if words[at].surface == "、"]
    outer = outside_brackets(words) if marks else []
    found: list[Cut] = []
    for at in marks:
        if not outer[at]:
            continue
        cut = _cut(words, at)
        if cut is None or cut.end < 4:
            continue
        first = words[cut.end - 1].end - words[0].start
        second = words[-1].end - words[cut.start].start
        if min(first, second) >= LEAST:
            found.append(cut)
    return found


_FINITE = ("連体形", "終止形")


def _cut(words: Sequence[Morpheme], comma: int) -> Cut | None:
    """What the 、 at `comma` ends."""
    last, before = words[comma - 1], words[comma - 2]
    said = "".join(word.surface for word in words[max(0, comma - 5) : comma])
    behind = comma + 1
    if last.surface in _REASONS:
        cut = _reason(words, comma)
        if cut is not None:
            return cut
    if said.endswith(_GIVEN_TAILS):
        cut = _given(words, comma, said)
        if cut is not None:
            return cut
    if last.surface.endswith(_JOINING):
        cut = _joined(words, comma, said)
        if cut is not None:
            return cut
    if last.pos == "助詞-接続助詞":
        if last.surface in ("が", "けれど", "けれども", "けど"):
            return Cut(Link.BUT, comma - 1, behind)
        if last.surface == "し" and before.form.startswith("終止形"):
            return Cut(Link.LIST, comma - 1, behind)
        if last.surface in ("て", "で"):
            return Cut(Link.TE, comma, behind)
        return None
    if last.surface == "も" and before.surface == "けれど":
        return Cut(Link.BUT, comma - 2, behind)
    if last.surface == "か" and before.form.startswith(_FINITE):
        return Cut(Link.OR, comma - 1, behind)
    if last.surface == "で" and _is_copula(words, comma):
        return Cut(Link.COPULA, comma, behind)
    if last.form == "連用形-一般" and last.pos.startswith(("動詞", "助動詞", "形容詞")):
        if last.surface == "で":
            return None
        return Cut(Link.STOP, comma, behind)
    return None


_REASONS = frozenset({"ので", "で", "から", "ため", "為"})


def _reason(words: Sequence[Morpheme], comma: int) -> Cut | None:
    """ので、 から、 ことから、 ため、."""
    last, before = words[comma - 1], words[comma - 2]
    behind = comma + 1
    if last.surface == "ので":
        return Cut(Link.BECAUSE, comma - 1, behind)
    if last.surface == "で" and before.surface == "の" and before.pos.startswith("助詞"):
        return Cut(Link.BECAUSE, comma - 2, behind)
    if last.surface == "から" and before.form.startswith("終止形"):
        return Cut(Link.BECAUSE, comma - 1, behind)
    if last.surface == "から" and before.surface in ("こと", "事"):
        return Cut(Link.BECAUSE, comma - 2, behind)
    if last.surface in ("ため", "為") and _is_reason(
        before, words[comma - 3] if comma > 2 else None
    ):
        return Cut(Link.BECAUSE, comma - 1, behind)
    willed = before.pos.startswith("動詞") and before.form.startswith(_FINITE)
    if last.surface in ("ため", "為") and willed and _begins_with_topic(words, behind):
        return Cut(Link.AIM, comma - 1, behind)
    return None


def gives_reason(words: Sequence[Morpheme]) -> bool:
    """Whether a ので or a ため of reason stands here: not 〜するため、, a purpose."""
    for at in range(3, len(words)):
        if words[at].surface == "、" and words[at - 1].surface.endswith(_CAUSES):
            said = "".join(word.surface for word in words[max(0, at - 5) : at])
            cut = _reason(words, at)
            if (cut is not None and cut.link is Link.BECAUSE) or said.endswith("のため"):
                return True
    return False


_CAUSES = ("で", "から", "め", "為")
"""What the last word before the 、 ends in: of the words of `_reason`, and of のため."""


_STATES = frozenset(
    {
        *("いる", "ある", "おる", "なる", "つながる", "できる", "要る", "異なる", "違う"),
        *("増える", "減る", "かかる", "生じる", "限る", "れる", "られる", "続く", "始まる"),
        *("終わる", "遅れる", "超える", "高まる", "広がる", "変わる", "込み合う", "混み合う"),
        *("発症", "上昇", "低下", "悪化", "凍結", "終了", "満了", "相次ぐ", "増す", "進む"),
        *(
            "上回る",
            "下回る",
            "詰まる",
            "あふれる",
            "倒れる",
            "凍る",
            "かさむ",
            "傷む",
            "滑る",
            "外れる",
        ),
        *(
            "なくなる",
            "及ぶ",
            "伴う",
            "当たる",
            "失う",
            "混雑",
            "不足",
            "発生",
            "集中",
            "減少",
            "増加",
        ),
    }
)
"""Verbs before ため that tell a reason; with others 〜するため is a purpose."""


def _is_reason(before: Morpheme, earlier: Morpheme | None) -> bool:
    """Whether a ため gives a reason: 〜たため, 〜ているため, 〜ないため; not 〜するため."""
    adjective = before.pos.startswith(("形容詞", "接尾辞-形容詞的"))
    if before.conjugation in ("助動詞-タ", "助動詞-ナイ") or adjective:
        return before.form.startswith(_FINITE)
    if before.surface == "な" and before.conjugation == "助動詞-ダ":
        return True
    if before.base == "する" and earlier is not None and earlier.surface in _STATES:
        return before.form.startswith(_FINITE)
    if before.base == "しまう" and earlier is not None:
        return earlier.surface in ("て", "で") and before.form.startswith(_FINITE)
    return before.base in _STATES and before.form.startswith(_FINITE)


_GIVEN = (
    ("ことを受けて", "これを受けて、"),
    ("ことを受け", "これを受け、"),
    ("ことを踏まえて", "これを踏まえて、"),
    ("ことを踏まえ", "これを踏まえ、"),
    ("ことに伴い", "これに伴い、"),
    ("ことに伴って", "これに伴って、"),
    ("ことにより", "これにより、"),
    ("ことによって", "これによって、"),
    ("ことで", "これにより、"),
    ("ことに加え", "これに加え、"),
    ("ことに加えて", "これに加えて、"),
    ("に当たり", "これに当たり、"),
    ("にあたり", "これに当たり、"),
    ("に当たって", "これに当たって、"),
    ("にあたって", "これに当たって、"),
    ("に先立ち", "これに先立ち、"),
    ("に先立って", "これに先立って、"),
    ("ところ", "その結果、"),
    ("結果", "その結果、"),
    ("中", "こうした中、"),
    ("中で", "こうした中、"),
)
_GIVEN_TAILS = tuple(tail for tail, _ in _GIVEN)


def _given(words: Sequence[Morpheme], comma: int, said: str) -> Cut | None:
    """〜したことを受け、: only of what has happened or is so."""
    for tail, opening in _GIVEN:
        if not said.endswith(tail):
            continue
        if opening.startswith(("これに当", "これに先")):
            return _before(words, comma, opening)
        noun = "こと" if tail.startswith("こと") else tail.removesuffix("で")
        at = comma - 1
        while at > comma - 5 and at and words[at].surface != noun:
            at -= 1
        before = words[at - 1]
        over = before.conjugation == "助動詞-タ" and noun != "中"
        lasting = before.base == "いる" and any(mark in tail for mark in ("受け", "加え", "踏まえ"))
        amid = noun == "中" and before.form.startswith(_FINITE) and before.pos.startswith("動詞")
        if words[at].surface == noun and (over or lasting or amid):
            return Cut(Link.GIVEN, at, comma + 1, opening)
    return None


def _before(words: Sequence[Morpheme], comma: int, opening: str) -> Cut | None:
    """計画を作るに当たり、"""
    at = comma - 1
    while at > comma - 4 and words[at].surface != "に":
        at -= 1
    verbal = words[at - 1].pos.startswith("動詞") and words[at - 1].form.startswith(_FINITE)
    return Cut(Link.GIVEN, at, comma + 1, opening) if verbal else None


_JOINING = ("に", "か", "方", "面", "え", "上", "し", "て", "で", "後", "ち", "と", "く", "の")
"""What the last word before the 、 ends in for `_joined` to find anything."""


def _joined(words: Sequence[Morpheme], comma: int, said: str) -> Cut | None:
    """とともに、 ほか、 一方、 後、 上で、 の上、 ものの、."""
    last, before = words[comma - 1], words[comma - 2]
    behind = comma + 1
    if said.endswith("とともに"):
        at = comma - 1
        while at and words[at].surface in ("に", "とも", "ともに", "共", "と"):
            at -= 1
        finite = words[at].form.startswith(_FINITE) and at + 1 < comma
        return Cut(Link.ALSO, at + 1, behind) if finite else None
    if said.endswith("ほかに") and words[comma - 3].form.startswith(_FINITE):
        return Cut(Link.BESIDES, comma - 2, behind)
    if last.surface in ("ほか", "一方", "反面") and before.form.startswith(_FINITE):
        link = Link.BESIDES if last.surface == "ほか" else Link.WHILE
        return Cut(link, comma - 1, behind)
    if last.surface in ("うえ", "上") and before.form.startswith(_FINITE):
        present = before.conjugation != "助動詞-タ"
        return Cut(Link.BESIDES, comma - 1, behind, "さらに、") if present else None
    for opposed in ("のに対し", "のに対して"):
        if said.endswith(opposed):
            at = comma - (2 if opposed == "のに対し" else 4)
            while at > 1 and words[at].surface != "の":
                at -= 1
            return Cut(Link.WHILE, at, behind) if words[at - 1].form else None
    if said.endswith("一方で") and words[comma - 3].form.startswith(_FINITE):
        return Cut(Link.WHILE, comma - 2, behind)
    if last.surface in ("後", "のち", "あと") and before.surface in ("た", "だ"):
        return Cut(Link.THEN, comma - 1, behind)
    if last.surface in ("に", "で") and before.surface in ("後", "のち", "あと"):
        past = comma > 3 and words[comma - 3].conjugation == "助動詞-タ"
        return Cut(Link.THEN, comma - 2, behind) if past else None
    if last.surface == "で" and before.surface in ("上", "うえ") and comma > 3:
        past = words[comma - 3].conjugation == "助動詞-タ"
        return Cut(Link.UPON, comma - 2, behind) if past else None
    if last.surface in ("上", "うえ") and before.surface == "の":
        return Cut(Link.AFTER_NOUN, comma - 2, behind)
    if said.endswith("だけでなく") and words[comma - 4].form.startswith(_FINITE):
        return Cut(Link.NOT_ONLY, comma - 3, behind)
    if said.endswith("ものの") and words[comma - 3].form.startswith(_FINITE):
        return Cut(Link.THOUGH, comma - 2, behind)
    return None


def _is_copula(words: Sequence[Morpheme], comma: int) -> bool:
    """Whether the で before the 、 is that of 〜である, not of a place or a means."""
    topic = topic_of(words[:comma])
    at = comma - 2
    if words[at].surface == "こと" and words[at - 1].surface != "の":
        return False  # 気を付けることで、: a means
    if topic is None or not is_nominal(words[at]):
        return words[at].surface == "もの"
    noun = words[at].surface
    tail = words[at - 1].surface + noun
    if noun in KINDS or tail in KINDS or noun.endswith(("制", "順", "無料", "有料")):
        return True
    if topic.marked or topic.end > at:
        return False
    if _begins_with_topic(words, comma + 1):
        return True
    described = any(word.form.startswith(_FINITE) for word in words[topic.end : at])
    things = topic.actor is Actor.OTHER and described
    return things and _begins_with_topic(words, comma + 1, described=True)


def _begins_with_topic(words: Sequence[Morpheme], start: int, *, described: bool = False) -> bool:
    """Whether a は stands before the next 、 and predicate (費用は、).

    With `described`, predicates that describe what the は marks may stand before it.
    """
    for at in range(start, len(words)):
        word = words[at]
        if word.surface == "、" or (word.form and not described):
            return False
        if word.surface == "は" and has_topic(words[start : at + 1]):
            return True
    return False
