"""Long sentences that hold one statement: a part of it said in a sentence behind it.

For whom, why, with what: such a part is taken out where its first and last word
are certain, because it stands at the head of the sentence or behind its topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.splitting.belonging import may_be_inside
from checker.splitting.endings import Ending, Kind
from checker.splitting.scope import (
    Role,
    has_topic,
    is_lasting,
    is_nominal,
    last_clause,
    outside_brackets,
    predicates,
    topic_of,
)
from checker.splitting.vocabulary import ADVERBS, CONDITIONS, KINDS, TIES

LEAST_PART = 15
"""Code points from which a part and what is left of its sentence are worth two sentences."""

LEAST_AIM = 10
"""The same for a reason or an aim: these are short enough to keep in mind."""

SHORT = 50
"""Sentences up to so many code points stay as they are (our judgement)."""

_HEADS = frozenset({"場合", "とき", "際", "方", "人", "世帯", "団体", "事業者", "保護者"})


def turned(text: str, words: tuple[Morpheme, ...], ending: Ending) -> str | None:
    """The sentence with a part taken out; None where no part is certain."""
    start = _behind_conjunction(words)
    opening = text[words[0].start : words[start].start]
    words = words[start:]
    turns = (_with_aim, _with_things, _with_object, _with_head, _with_matter)
    for turn in turns if words[-1].end - words[0].start > SHORT else turns[3:4]:
        made = turn(text, words, ending)
        if made is not None:
            return opening + made
    return None


def _behind_conjunction(words: Sequence[Morpheme]) -> int:
    """Where the sentence begins behind ただし、 or そのため、."""
    for at in (1, 2, 3):
        said = "".join(word.surface for word in words[:at])
        if words[at].surface == "、" and (words[0].pos == "接続詞" or said in _OPENINGS):
            return at + 1
    return 0


_OPENINGS = frozenset(
    {"そのため", "このため", "ただし", "なお", "また", "さらに", "一方", "このほか"}
)


def _said(text: str, words: Sequence[Morpheme]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _is(ending: Ending) -> str:
    return "である。" if ending.plain else "です。"


@dataclass(frozen=True, slots=True)
class _Aim:
    """A phrase that says why or for whom, and how a sentence says it."""

    tail: str
    start: str
    stop: str
    verbal: bool = False
    """Whether a predicate must stand before the tail."""


_AIMS = (
    _Aim("ことを目的として", "目的は、", "こと"),
    _Aim("ことを目的に", "目的は、", "こと"),
    _Aim("ことを目指して", "これは、", "ことを目指すもの"),
    _Aim("ことを目指し", "これは、", "ことを目指すもの"),
    _Aim("を対象として", "対象は、", ""),
    _Aim("を対象とし", "対象は、", ""),
    _Aim("を対象にして", "対象は、", ""),
    _Aim("を対象に", "対象は、", ""),
    _Aim("をテーマに", "テーマは、", ""),
    _Aim("の一環として", "これは、", "の一環"),
    _Aim("に基づいて", "これは、", "に基づくもの"),
    _Aim("に基づき", "これは、", "に基づくもの"),
    _Aim("に伴い", "これは、", "に伴うもの"),
    _Aim("に伴って", "これは、", "に伴うもの"),
    _Aim("を受けて", "これは、", "を受けたもの"),
    _Aim("を受け", "これは、", "を受けたもの"),
    _Aim("を踏まえて", "これは、", "を踏まえたもの"),
    _Aim("を踏まえ", "これは、", "を踏まえたもの"),
    _Aim("ために", "これは、", "ため"),
    _Aim("ため", "これは、", "ため"),
    _Aim("ように", "これは、", "ようにするため", verbal=True),
    _Aim("よう", "これは、", "ようにするため", verbal=True),
)


def _with_aim(text: str, words: tuple[Morpheme, ...], ending: Ending) -> str | None:
    """Aするため、Bします。 → Bします。これは、Aするためです。"""
    for start in _starts(words):
        for comma in _commas(words, start):
            said = _said(text, words[start:comma])
            if _is_apart(words, comma):
                start = comma + 1
                continue
            aim = next((aim for aim in _AIMS if said.endswith(aim.tail)), None)
            if aim is None:
                continue
            rest = words[comma + 1 :]
            part = said[: len(said) - len(aim.tail)]
            if not _may_leave(words[start:comma], rest, part, aim):
                break
            if any(word.surface in ("目的", "もって") for word in rest):
                break
            head = _said(text, words[:start])
            left = head + _said(text, rest)
            return f"{left}{aim.start}{part}{aim.stop}{_is(ending)}"
    return None


def _is_apart(words: Sequence[Morpheme], comma: int) -> bool:
    """Whether a 連用中止 before the aim is a step of its own (「家庭の日」と定め、)."""
    last = words[comma - 1]
    if not last.form.startswith("連用形"):
        return False
    noun = words[comma - 2]
    return noun.surface == "と" or (last.base == "する" and noun.surface in ADVERBS)


def _starts(words: Sequence[Morpheme]) -> Iterator[int]:
    """Where a part may begin: behind the topic and its 、 or at the head."""
    found = topic_of(words)
    if found is not None and words[found.end - 1].surface == "、":
        yield found.end
    yield 0
    for at in _commas(words, 0):
        before = words[at - 1]
        if before.form or before.pos.startswith("助詞-接続") or is_nominal(before):
            return
        if before.pos.startswith("助詞") and before.surface in ("で", "に", "から", "は"):
            yield at + 1


def _commas(words: Sequence[Morpheme], start: int) -> Iterator[int]:
    outer = outside_brackets(words)
    for at in range(start + 2, len(words) - 2):
        if words[at].surface == "、" and outer[at]:
            yield at


def _may_leave(words: Sequence[Morpheme], rest: Sequence[Morpheme], part: str, aim: _Aim) -> bool:
    """Whether the part is one phrase that belongs to the end of the sentence."""
    left = rest[-1].end - rest[0].start
    if aim.stop == "ため" and may_be_inside(words[:-1], rest, polite=True, but=False):
        return False
    if len(part) < LEAST_AIM or left < LEAST_PART or has_topic(words):
        return False
    if any(word.conjugation in ("助動詞-マス", "助動詞-デス") for word in words):
        return False
    last = words[-1].surface
    if aim.stop in ("ため", "ようにするため"):
        before = words[-3] if last == "に" else words[-2]
        verbal = before.form.startswith(("連体形", "終止形"))
        if not verbal and (aim.verbal or before.surface != "の"):
            return False
        if not verbal and aim.tail.startswith("た"):
            return False
    clausal = aim.stop.startswith(("ため", "よう", "こと"))
    if not clausal and any(
        words[at].surface == "、" and words[at - 1].form.startswith("連用形")
        for at in range(1, len(words))
    ):
        return False
    return _is_one_phrase(words) and _is_one_statement(rest)


def _is_one_phrase(words: Sequence[Morpheme]) -> bool:
    """Whether each 、 inside is one of a list, a subject or a 連用中止."""
    outer = outside_brackets(words)
    for at, word in enumerate(words):
        if word.surface != "、" or not outer[at] or not at:
            continue
        before = words[at - 1]
        listed = is_nominal(before) and not before.pos.endswith(("副詞可能", "助数詞可能"))
        stopped = before.form.startswith("連用形") and before.conjugation != "助動詞-ダ"
        if not (listed or stopped or before.surface in _WITHIN or _is_also(words, at)):
            return False
    return True


_WITHIN = ("が", "を", "と", "や", "）", "」")


def _is_also(words: Sequence[Morpheme], at: int) -> bool:
    """とともに、"""
    return "".join(word.surface for word in words[max(0, at - 3) : at]).endswith("とともに")


def _is_one_statement(rest: Sequence[Morpheme]) -> bool:
    """Whether nothing but the end of the sentence could own what is taken out."""
    outer = outside_brackets(rest)
    for predicate in predicates(rest):
        if predicate.role is Role.END:
            break
        if predicate.role in (Role.FINITE, Role.REASON, Role.CAUSE, Role.CONDITION):
            return False
    seen_comma = False
    for at, word in enumerate(rest):
        if not outer[at]:
            continue
        before = rest[at - 1]
        stopped = word.surface == "、" and at and before.form and before.base not in ADVERBS
        seen_comma = seen_comma or bool(stopped)
        if seen_comma and word.surface == "は" and has_topic(rest[: at + 1]):
            return False
    return True


_THINGS = ("持参", "持ち", "添付", "提示", "同封", "携帯", "用意")
_WHERE = frozenset(
    {
        *(
            "申し込む",
            "越し",
            "来る",
            "受ける",
            "受診",
            "申請",
            "相談",
            "手続き",
            "届け出る",
            "来場",
        ),
        *("参加", "来庁", "請求", "提出", "申請", "お越し", "申し込み"),
    }
)


def _with_things(text: str, words: tuple[Morpheme, ...], ending: Ending) -> str | None:
    """Xを持参の上、Aしてください。 → Aしてください。その際は、Xを持参してください。"""
    needed = ending.kind is Kind.TAIL and "必要" in ending.tail
    if ending.plain or not (ending.kind is Kind.REQUEST or needed):
        return None
    for comma in _commas(words, 0):
        found = _carried(words, comma)
        if found is None:
            continue
        mark, verb = found
        start = _phrase_start(words, mark)
        phrase, rest = words[start:mark], words[comma + 1 :]
        if start is None or not _is_bare_noun(phrase) or len(_said(text, phrase)) < 8:
            continue
        if any(p.role is not Role.END and p.role is not Role.NOUN for p in predicates(rest)):
            continue
        has_object = any(word.surface == "を" for word in rest)
        if not has_object and not any(w.base in _WHERE or w.surface in _WHERE for w in rest):
            continue
        left = _said(text, words[:start]) + _said(text, rest)
        if len(left) < LEAST_PART:
            continue
        return f"{left}その際は、{_said(text, phrase)}を{verb}ください。"
    return None


def _carried(words: Sequence[Morpheme], comma: int) -> tuple[int, str] | None:
    """Index of the を of 〜を持参の上、, and the verb as a request."""
    said = [word.surface for word in words[:comma]]
    if said[-2:] in (["の", "上"], ["の", "うえ"]) and len(said) > 4:
        at, noun = comma - 3, said[-3]
        polite = noun[:1] in ("ご", "お") or said[at - 1] in ("ご", "お")
        if noun.lstrip("ごお") not in _THINGS:
            return None
        mark = at - 2 if polite and said[at - 1] in ("ご", "お") else at - 1
        if said[mark] != "を":
            return None
        if polite:
            bare = noun.lstrip("ごお")
            return mark, ("お" if bare == "持ち" else "ご") + bare
        return mark, noun + "して"
    if said[-3:] in (["を", "添え", "て"], ["を", "持っ", "て"]):
        return comma - 3, "お持ち" if said[-2] == "持っ" else "添えて"
    return None


def _phrase_start(words: Sequence[Morpheme], mark: int) -> int | None:
    """Where the noun phrase before the を begins: behind a 、 that is none of a list."""
    at = mark
    while at:
        at -= 1
        if words[at].surface != "、":
            continue
        before = words[at - 1]
        listed = is_nominal(before) and not before.pos.endswith(("副詞可能", "助数詞可能"))
        if not (listed or before.surface in ("や", "と", "）")):
            return at + 1
    return 0


def _is_bare_noun(words: Sequence[Morpheme]) -> bool:
    """Whether no particle in it belongs to what stands behind it."""
    if not words or has_topic(words):
        return False
    outer = outside_brackets(words)
    for at, word in enumerate(words):
        if not outer[at] or word.pos != "助詞-格助詞" or word.surface in ("の", "と"):
            continue
        behind = words[at + 1 :]
        if not any(each.form.startswith(("連体形", "終止形")) for each in behind):
            return False
    return True


def _with_object(text: str, words: tuple[Morpheme, ...], ending: Ending) -> str | None:
    """[Aする] Nを、Bします。 → Nを、Bします。これは、AするNです。"""
    for comma in _commas(words, 0):
        if words[comma - 1].surface != "を":
            continue
        phrase, rest = words[: comma - 1], words[comma + 1 :]
        described = [p for p in predicates(phrase) if p.role is Role.NOUN and p.head >= 0]
        if has_topic(phrase) or not described or not _is_one_phrase_with_range(phrase):
            return None
        last = described[-1]
        tail = phrase[last.head :]
        if any(word.surface in ("や", "、", "と", "が", "を") for word in tail):
            return None
        if any(word.surface == "の" for word in tail) and tail[0].surface not in KINDS:
            return None
        at = len(tail) - 1
        while at and is_nominal(tail[at - 1]):
            at -= 1
        noun, modifier = _said(text, tail[at:]), _said(text, phrase[: last.head])
        if tail[-1].surface in ("こと", "もの", "の", "方", "よう", "ため"):
            return None
        if len(modifier) < 2 * LEAST_PART or not _is_one_statement(rest):
            return None
        if len(_said(text, rest)) < 8:
            return None
        left = _said(text, words[last.head :])
        if not at:
            return f"次の{left}{modifier}{noun}{_is(ending)}"
        return f"{left}これは、{modifier}{noun}{_is(ending)}"
    return None


def _is_one_phrase_with_range(words: Sequence[Morpheme]) -> bool:
    """As `_is_one_phrase`; 〜から、〜まで is one phrase too."""
    outer = outside_brackets(words)
    kept: list[Morpheme] = []
    for at, word in enumerate(words):
        ranged = word.surface == "、" and outer[at] and at and words[at - 1].surface == "から"
        if ranged and any(each.surface == "まで" for each in words[at:]):
            continue
        kept.append(word)
    return _is_one_phrase(kept)


_ADJOINED = frozenset({"に", "から", "より", "て", "間", "まで", "は", "では"})


def _is_one_head(head: Sequence[Morpheme], *, person: bool) -> bool:
    """Whether nothing in the head belongs to what stands behind it (協定に基づき、)."""
    outer = outside_brackets(head)
    for at in range(1, len(head)):
        if head[at].surface != "、" or not outer[at]:
            continue
        before = head[at - 1]
        if before.base in ADVERBS or before.base in TIES or before.surface in _ADJOINED:
            return False
        if before.form.startswith("連用形") and person and not (is_lasting(head, at - 1)):
            return False
    return True


def _holds_another(rest: Sequence[Morpheme], noun: str) -> bool:
    """Whether another 方は or 場合は stands behind the head."""
    outer = outside_brackets(rest)
    heads = _HEADS - CONDITIONS if noun not in CONDITIONS else _HEADS
    return any(
        outer[at]
        and rest[at].surface == "は"
        and (rest[at - 1].surface in heads or rest[at - 2].surface in heads)
        for at in range(2, len(rest))
    )


def _with_head(text: str, words: tuple[Morpheme, ...], ending: Ending) -> str | None:
    """〜した方は、BBB。 → 次の方は、BBB。〜した方です。

    For a long condition or a long description of who is meant at the head of
    the sentence; nothing may stand before it.
    """
    outer = outside_brackets(words)
    for at, word in enumerate(words):
        if word.surface != "、" or not outer[at] or at < 3:
            continue
        end = at
        while end and words[end - 1].surface in ("は", "に", "には"):
            end -= 1
        particle = _said(text, words[end:at])
        head = words[:end]
        marks = [each for each in words[:at] if each.surface == "は"]
        if particle not in ("は", "には") or head[-1].surface not in _HEADS:
            if any(each.pos == "助詞-係助詞" for each in marks):
                return None
            continue
        if any(each.surface == "は" and each.pos == "助詞-係助詞" for each in head):
            return None
        if len(last_clause(head)) < len(head):
            return None
        if not _is_one_head(
            words[:at], person=head[-1].surface not in CONDITIONS
        ) or _holds_another(words[at:], head[-1].surface):
            return None
        if len(_said(text, head)) < LEAST_PART or len(_said(text, words[at:])) < LEAST_PART:
            return None
        if not head[-2].form.startswith(("連体形", "終止形")) and head[-2].surface != "の":
            return None
        noun, rest = head[-1].surface, text[words[at].start : words[-1].end]
        return f"次の{noun}{particle}{rest}{_said(text, head)}{_is(ending)}"
    return None


_MATTERS = ("について", "に対し", "に対して")


def _with_matter(text: str, words: tuple[Morpheme, ...], ending: Ending) -> str | None:
    """[Aした] Nについて、Bします。 → 次のNについて、Bします。AしたNです。"""
    for comma in _commas(words, 0):
        said = _said(text, words[:comma])
        mark = next((mark for mark in _MATTERS if said.endswith(mark)), None)
        if mark is None:
            continue
        end = comma
        while end and words[end - 1].start >= words[0].start + len(said) - len(mark):
            end -= 1
        phrase, rest = words[:end], words[comma:]
        described = [p for p in predicates(phrase) if p.role is Role.NOUN and p.head >= 0]
        if has_topic(phrase) or not described or not _is_one_phrase(phrase):
            return None
        head = described[-1].head
        if head != len(phrase) - 1 or not is_nominal(phrase[head]):
            return None
        if len(_said(text, phrase)) < LEAST_PART or not _is_one_statement(rest[1:]):
            return None
        noun = _said(text, phrase[head:])
        return f"次の{noun}{mark}{_said(text, rest)}{_said(text, phrase)}{_is(ending)}"
    return None
