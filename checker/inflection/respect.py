"""お渡し and ご申請: the front of respectful and humble verbs.

Where お stands depends on where the last word of a phrase begins (郵便でお送り),
and not every verb takes it: 見る has ご覧, 行う has nothing.
"""

from __future__ import annotations

from checker.inflection.stems import GODAN, stems_of
from checker.inflection.types import Conjugation, Verb
from checker.inflection.words import (
    HONORIFIC_O_NOUNS,
    IDIOM_NOUNS,
    NO_HONORIFIC,
    NO_HONORIFIC_NOUNS,
    STEMS_ON_DE,
    is_hiragana,
    is_kanji,
    row,
)


def respectful(verb: Verb, *, humble: bool) -> str | None:
    """お渡し, ご申請: what stands before ください and になる, or before する."""
    if not verb.kind.is_verb:
        return None
    begin = _last_word(verb.base)
    if begin is None:
        return None
    head, word = verb.base[:begin], verb.base[begin:]
    if verb.kind is Conjugation.SURU:
        noun = _respectful_noun(word[:-2])
        return None if noun is None else head + noun
    if head[-1:] in ("て", "で") and word in ("来る", "くる", "行く", "いく"):
        return None
    if head[-1:] in ("を", "が", "に") and head[-2:-1] in IDIOM_NOUNS:
        return None
    suppletive = {"見る": "ご覧", "来る": "お越し", "くる": "お越し"}.get(word)
    if suppletive:
        return None if humble else head + suppletive
    refused = word.endswith(NO_HONORIFIC) if head else word in NO_HONORIFIC
    if refused or word.startswith("お") or verb.kind not in _TAKES_O:
        return None
    stems = stems_of(Verb(word, verb.kind))
    if stems is None or stems.stop != stems.continuative:  # 着る, 寝る: one mora
        return None
    return f"{head}お{stems.continuative}"


_TAKES_O = frozenset(GODAN) | {Conjugation.KAMI_ICHIDAN, Conjugation.SHIMO_ICHIDAN}
_LONGEST_KANJI_VERB = 2
"""Kanji at the front of a verb (手伝う); with more, an adverb stands before it (直接渡す)."""
_LONGEST_OKURIGANA = 4
"""Kana behind the last kanji (取りかかる); with more, a second word begins among them."""


def _respectful_noun(noun: str) -> str | None:
    if noun.startswith(("お", "ご", "御")) and len(noun) > 2:
        return noun
    if noun in HONORIFIC_O_NOUNS:
        return "お" + noun
    if len(noun) == 2 and all(map(is_kanji, noun)):
        return None if noun in NO_HONORIFIC_NOUNS else "ご" + noun
    if len(noun) > 2 and is_kanji(noun[0]) and row(noun[-1]) in ("i", "e"):
        # A noun from a verb (問い合わせ); に, て, で would be particles.
        return None if noun[-1] in "にてで" else "お" + noun
    return None


def _last_word(base: str) -> int | None:
    """Where the last word of a phrase begins, None if that is not certain.

    A kana that is no 連用形 ending (the u, a, o rows, particles) parts words
    before a kanji: 必ず｜守る, 郵便で｜送る, but 受け取る.
    """
    end = len(base)
    begin = 0
    for i in range(end - 1, 0, -1):
        kana = base[i - 1]
        if kana == "を" or (is_kanji(base[i]) and is_hiragana(kana) and _parts(base, i - 1)):
            begin = i
            break
    word = base[begin:]
    if word.endswith("する"):
        word = word[:-2]
        return begin if word else None
    run = 0
    while run < len(word) and is_kanji(word[run]):
        run += 1
    if run > _LONGEST_KANJI_VERB:
        return None
    tail = 0
    while tail < len(word) and is_hiragana(word[-1 - tail]):
        tail += 1
    return None if run and tail > _LONGEST_OKURIGANA else begin


def _parts(base: str, i: int) -> bool:
    """Whether the kana at `i`, before a kanji, ends a word that is not part of the verb."""
    kana, before = base[i], base[max(i - 1, 0) : i]
    if kana == "に":
        return before != "死"
    if kana == "で":
        return before not in STEMS_ON_DE
    if kana == "て":
        return True
    if kana in "おご" and not before:  # お知らせする
        return False
    return row(kana) not in ("i", "e")
