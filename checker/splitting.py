"""Where a long sentence can be cut, and how it reads then.

Only cuts that keep every fact are offered: at a place where one statement ends
and the next begins, never inside a condition, a purpose, a modifier or a
quotation, and never where the second half decides how the first is meant
(〜できません, 〜予定です). The end of the first half is put into です・ます form
and the second begins with the conjunction that the cut needs.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.inflection import Form, inflect, parse
from checker.inflection.polite import polite

LEAST = 6
"""Code points that each half must have: shorter ones read as chopped (our judgement)."""

LONG = 45
"""A part over so many code points is cut again where it can be."""

MAX_CUTS = 3
"""How often a part may be cut again."""


class Mood(enum.Enum):
    """How the end of a sentence is meant, as far as a first half would share it."""

    STATEMENT = "statement"
    PAST = "past"
    REQUEST = "request"
    SHARED = "shared"
    """〜できません, 〜予定です, 〜場合があります: cannot be said of one half alone."""


_REQUESTS = ("ください", "下さい", "お願いします", "お願いいたします", "願います")

_SHARED = (
    *("予定です", "見込みです", "必要です", "ところです", "ことです", "ものです", "次第です"),
    *("あります", "できます", "なります", "なりました", "存じます", "申し上げます"),
    *("ません", "ませんでした", "しましょう", "でしょう"),
)


class Link(enum.Enum):
    """What joins the halves."""

    STOP = "連用中止"
    TE = "て"
    BUT = "が"
    BECAUSE = "ので"
    LIST = "し"
    ALSO = "とともに"
    BESIDES = "ほか"
    WHILE = "一方"
    THEN = "後"
    UPON = "上で"


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place for a full stop: the first half's words, and where the second begins."""

    link: Link
    end: int
    start: int


_CONJUNCTION = {
    Link.STOP: "",
    Link.TE: "",
    Link.BUT: "",
    Link.BECAUSE: "このため、",
    Link.LIST: "また、",
    Link.ALSO: "また、",
    Link.BESIDES: "このほか、",
    Link.WHILE: "一方、",
    Link.THEN: "その後、",
    Link.UPON: "その上で、",
}

_SHARING = frozenset({Link.STOP, Link.TE, Link.THEN, Link.UPON, Link.ALSO, Link.BESIDES})
"""Links that let the first half share how the end is meant (〜してください)."""

_PREFERENCE = {
    Link.BUT: 0,
    Link.BECAUSE: 0,
    Link.ALSO: 1,
    Link.BESIDES: 1,
    Link.WHILE: 1,
    Link.LIST: 1,
    Link.THEN: 2,
    Link.UPON: 2,
    Link.STOP: 3,
    Link.TE: 8,
}
"""Characters off the middle that a better link may cost."""

_OPENING, _CLOSING = "（「『【(〈《", "）」』】)〉》"

_STATES = frozenset(
    {
        "いる",
        "ある",
        "おる",
        "なる",
        "つながる",
        "できる",
        "要る",
        "異なる",
        "違う",
        "増える",
        "減る",
    }
)
"""Verbs before ため that tell a reason; with others 〜するため is a purpose."""

_CONDITION_WORDS = frozenset({"場合", "とき", "時", "際", "限り"})

_CONJUNCTIONS = ("ただし", "しかし", "また", "なお", "その", "このため", "さらに", "同時に")

_RESTRICTIONS = tuple(
    f"{ending}。"
    for ending in ("ません", "必要です", "限ります", "対象外です", "かかります", "除きます")
)
"""Ends of a second half that restricts what stands before が."""


def split(text: str, morphemes: Sequence[Morpheme]) -> str | None:
    """A long sentence as several.

    Args:
        text: The text that the morphemes' offsets refer to.
        morphemes: The words of one sentence, its full stop included.

    Returns:
        The sentences, joined; None where no cut is certain.
    """
    words = tuple(morphemes)
    mood = _mood(words)
    if mood is None:
        return None
    parts = _parts(text, words, mood, _text(text, words), MAX_CUTS)
    return "".join(parts) if len(parts) > 1 else _turned(text, words)


def _turned(text: str, words: tuple[Morpheme, ...]) -> str | None:
    """〜した方は、BBB。 → 次の方は、BBB。〜した方です。

    For a long condition or a long description of who is meant at the head of
    the sentence; nothing may stand before it.
    """
    depth = 0
    for at, word in enumerate(words):
        depth += (word.surface in _OPENING) - (word.surface in _CLOSING)
        if word.surface != "、" or depth or at < 3:
            continue
        end = at
        while end and words[end - 1].surface in ("は", "に", "には"):
            end -= 1
        particle = _text(text, words[end:at]) if end < at else ""
        head = words[:end]
        if particle not in ("は", "には") or head[-1].surface not in _HEADS:
            if any(each.surface == "は" and each.pos == "助詞-係助詞" for each in words[:at]):
                return None
            continue
        if any(each.surface == "は" and each.pos == "助詞-係助詞" for each in head):
            return None
        if _length(head) < LEAST_HEAD or _length(words[at:]) < LEAST_HEAD:
            return None
        if not head[-2].form.startswith(("連体形", "終止形")) and head[-2].surface != "の":
            return None
        noun, rest = head[-1].surface, text[words[at].start : words[-1].end]
        return f"次の{noun}{particle}{rest}{_text(text, head)}です。"
    return None


_HEADS = frozenset({"場合", "とき", "際", "方", "人", "世帯", "団体"})

LEAST_HEAD = 15
"""Code points from which a head and what follows it are worth turning round."""


def _parts(
    text: str, words: tuple[Morpheme, ...], mood: Mood, written: str, cuts: int
) -> list[str]:
    """The sentences that `words` become.

    `written` is how they read now: as in the text, but for an end that a cut
    behind them has changed.
    """
    if cuts <= 0 or (_length(words) <= LONG and cuts < MAX_CUTS):
        return [written]
    middle = (words[0].start + words[-1].end) / 2
    places = sorted(
        _cuts(words),
        key=lambda cut: abs(words[cut.end - 1].end - middle) + 3 * _PREFERENCE[cut.link],
    )
    for cut in places:
        first, rest = words[: cut.end], words[cut.start :]
        behind = written[rest[0].start - words[0].start :]
        if cut.link is Link.BECAUSE and any(reason in behind for reason in ("ため、", "ので、")):
            continue  # このため、 … ため、 …
        made = _first_half(text, words, cut, mood)
        if made is None:
            continue
        opening = _conjunction(cut, behind)
        if not opening and cut.link is Link.STOP and _has_condition(first):
            opening = "また、"  # the condition holds for both
        first_mood = mood if cut.link in _SHARING else Mood.STATEMENT
        return [
            *_parts(text, first, first_mood, made, cuts - 1),
            *_prefixed(opening, _parts(text, rest, mood, behind, cuts - 1)),
        ]
    return [written]


def _prefixed(opening: str, parts: list[str]) -> list[str]:
    return [opening + parts[0], *parts[1:]]


def _text(text: str, words: Sequence[Morpheme]) -> str:
    return text[words[0].start : words[-1].end]


def _length(words: Sequence[Morpheme]) -> int:
    return words[-1].end - words[0].start


def _mood(words: Sequence[Morpheme]) -> Mood | None:
    """How the sentence ends; None if it does not end as a sentence in です・ます form."""
    if words[-1].surface != "。":
        return None
    tail = "".join(word.surface for word in words[-9:-1]).rstrip("）」』")
    if tail.endswith(_REQUESTS):
        return Mood.REQUEST
    if tail.endswith(_SHARED):
        return Mood.SHARED
    if tail.endswith(("ました", "でした")):
        return Mood.PAST
    return Mood.STATEMENT if tail.endswith(("ます", "です")) else None


def _cuts(words: Sequence[Morpheme]) -> list[_Cut]:
    """All places outside brackets where a 、 ends a clause."""
    found: list[_Cut] = []
    depth = 0
    for at, word in enumerate(words):
        if word.surface in _OPENING:
            depth += 1
        elif word.surface in _CLOSING:
            depth = max(0, depth - 1)
        if word.surface != "、" or depth or at < 2 or at + 2 >= len(words):
            continue
        cut = _cut(words, at)
        if cut is None:
            continue
        first = words[cut.end - 1].end - words[0].start
        second = words[-1].end - words[cut.start].start
        if min(first, second) >= LEAST:
            found.append(cut)
    return found


def _cut(words: Sequence[Morpheme], comma: int) -> _Cut | None:
    """What the 、 at `comma` ends."""
    last, before = words[comma - 1], words[comma - 2]
    behind = comma + 1
    if last.surface == "で" and before.surface == "の" and before.pos.startswith("助詞"):
        return _Cut(Link.BECAUSE, comma - 2, behind)
    if last.pos == "助詞-接続助詞":
        if last.surface in ("が", "ので", "し"):
            link = {"が": Link.BUT, "ので": Link.BECAUSE, "し": Link.LIST}[last.surface]
            return _Cut(link, comma - 1, behind)
        if last.surface in ("て", "で"):
            return _Cut(Link.TE, comma, behind)
        return None
    if last.surface == "から" and before.form.startswith("終止形"):
        return _Cut(Link.BECAUSE, comma - 1, behind)
    if last.surface == "から" and before.surface in ("こと", "事"):
        return _Cut(Link.BECAUSE, comma - 2, behind)
    if last.surface in ("ため", "為") and _is_reason(before):
        return _Cut(Link.BECAUSE, comma - 1, behind)
    if "".join(word.surface for word in words[max(0, comma - 4) : comma]).endswith("とともに"):
        return _with_tomoni(words, comma)
    if last.surface == "ほか" and before.form.startswith(("連体形", "終止形")):
        return _Cut(Link.BESIDES, comma - 1, behind)
    if last.surface == "一方" and before.form.startswith(("連体形", "終止形")):
        return _Cut(Link.WHILE, comma - 1, behind)
    if last.surface in ("後", "のち") and before.surface in ("た", "だ"):
        return _Cut(Link.THEN, comma - 1, behind)
    if last.surface == "で" and before.surface == "上" and words[comma - 3].surface in ("た", "だ"):
        return _Cut(Link.UPON, comma - 2, behind)
    if last.form == "連用形-一般" and last.pos.startswith(("動詞", "助動詞", "形容詞")):
        return _Cut(Link.STOP, comma, behind)
    return None


def _with_tomoni(words: Sequence[Morpheme], comma: int) -> _Cut | None:
    """〜するとともに、"""
    at = comma - 1
    while at and words[at].surface in ("に", "とも", "ともに", "共", "と"):
        at -= 1
    verb = words[at]
    if verb.form.startswith(("連体形", "終止形")) and at + 1 < comma:
        return _Cut(Link.ALSO, at + 1, comma + 1)
    return None


def _is_reason(before: Morpheme) -> bool:
    """Whether a ため gives a reason: 〜たため, 〜ているため, 〜ないため; not 〜するため."""
    if before.conjugation in ("助動詞-タ", "助動詞-ナイ") or before.pos.startswith("形容詞"):
        return before.form.startswith(("連体形", "終止形"))
    return before.base in _STATES and before.form.startswith(("連体形", "終止形"))


def _first_half(text: str, words: Sequence[Morpheme], cut: _Cut, mood: Mood) -> str | None:
    """The first half as a sentence of its own; None where that is not certain."""
    first, rest = words[: cut.end], words[cut.start :]
    after = cut.link in (Link.THEN, Link.UPON)
    follows = after or cut.link in (Link.STOP, Link.TE)
    closed = cut.link is Link.STOP and _is_closed(first)
    if follows and not closed:
        alone = _may_end(first, mood) if after else _stands_alone(first, rest, mood)
        if mood is Mood.SHARED or not alone:
            return None
    if cut.link in (Link.ALSO, Link.BESIDES) and _has_condition(first):
        return None
    if after or (cut.link is Link.TE and mood is Mood.REQUEST):
        first = first[:-1]
    if cut.link in _SHARING and mood is Mood.REQUEST and not closed:
        return _requested(text, first)
    if closed and first[-1].surface == "で":
        return f"{_text(text, first[:-1])}です。"
    made = _statement(text, first) if after else _polite(text, first)
    if made is not None and cut.link in _SHARING and mood is Mood.PAST and not closed:
        made = _past(made)
    return None if made is None else f"{made}。"


def _is_closed(first: Sequence[Morpheme]) -> bool:
    """Whether a 連用中止 says how things are, whatever comes behind it.

    〜ており、〜があり、〜であり、〜もので、
    """
    last = first[-1]
    before = first[-2].surface if len(first) > 1 else ""
    if last.surface == "で":
        return before in ("もの", "こと")
    return last.surface in ("おり", "あり") and before in ("て", "で", "が", "も")


def _polite(text: str, words: Sequence[Morpheme]) -> str | None:
    """配り → 配ります."""
    edit = polite(words)
    if edit is None:
        return None
    start, end = words[0].start, words[-1].end
    return text[start : edit.span.start] + edit.text + text[edit.span.end : end]


def _stands_alone(first: Sequence[Morpheme], rest: Sequence[Morpheme], mood: Mood) -> bool:
    """Whether a 連用中止 is a statement of its own.

    It is not where a condition before it holds for both halves, and not where
    the next predicate belongs to a condition, a reason, a time or a noun: then
    the first half may belong there too.
    """
    if not _may_end(first, mood):
        return False
    for at, word in enumerate(rest[:-1]):
        if not word.pos.startswith(("動詞", "形容詞", "助動詞")) or not word.form:
            continue
        if word.surface == "な":
            continue  # 包括的な協定 holds no clause
        behind = rest[at + 1]
        if behind.pos.startswith(("動詞", "助動詞", "形容詞")):
            continue
        if behind.surface in ("て", "で") and behind.pos == "助詞-接続助詞":
            continue
        if word.form.startswith("連用形"):
            continue  # one more 連用中止, a noun (お申し込み) or an adverb
        closes = behind.surface in ("。", "」", "）")
        return closes or (behind.surface == "が" and behind.pos == "助詞-接続助詞")
    return True


def _may_end(first: Sequence[Morpheme], mood: Mood) -> bool:
    """Whether no condition before the cut reaches behind it (a request repeats itself)."""
    return mood is Mood.REQUEST or not _has_condition(first)


def _has_condition(words: Sequence[Morpheme]) -> bool:
    """Whether a condition opens here that may hold to the end of the sentence.

    「災害のときに自力で避難する方」 is none: its とき belongs to a modifier.
    """
    for at, word in enumerate(words):
        if word.form.startswith("仮定形") or word.surface in ("たら", "なら"):
            return True
        if word.surface in _CONDITION_WORDS:
            behind = "".join(each.surface for each in words[at + 1 : at + 3])
            if behind.startswith(("は", "も", "、", "には", "にも")) or not behind:
                return True
    return False


def _requested(text: str, words: Sequence[Morpheme]) -> str | None:
    """記入し → 記入してください."""
    last = words[-1]
    before = text[words[0].start : last.start]
    if last.base in ("いただく", "頂く"):
        return f"{before}ください。" if before.endswith(("て", "で")) else None
    verb = parse(last.base, last.conjugation) if last.pos.startswith("動詞") else None
    made = inflect(verb, Form.REQUEST) if verb is not None else None
    return None if made is None else f"{before}{made}。"


def _statement(text: str, words: Sequence[Morpheme]) -> str | None:
    """確認し(た) → 確認します."""
    last = words[-1]
    verb = parse(last.base, last.conjugation) if last.pos.startswith("動詞") else None
    made = inflect(verb, Form.POLITE) if verb is not None else None
    return None if made is None else text[words[0].start : last.start] + made


def _past(made: str) -> str | None:
    for plain, past in (("ます", "ました"), ("です", "でした"), ("ません", "ませんでした")):
        if made.endswith(plain):
            return made[: -len(plain)] + past
    return made if made.endswith(("ました", "でした")) else None


def _conjunction(cut: _Cut, behind: str) -> str:
    """What the second half begins with."""
    if behind.startswith(_CONJUNCTIONS):
        return ""
    if cut.link is Link.BUT and behind.endswith(_RESTRICTIONS):
        return "ただし、"
    return _CONJUNCTION[cut.link]
