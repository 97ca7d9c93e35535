"""Which form a predicate has: politeness, negation and past, with all its words.

For a change of class (要します → 必要です), where nothing of the phrase may stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.analysis.types import Morpheme
from checker.inflection import Form, voice


class Reading(NamedTuple):
    """A whole predicate: its form, and where it ends."""

    form: Form
    end: int


def _plain_or_adnominal(morphemes: Sequence[Morpheme], end: int) -> Reading | None:
    """Which of 必要だ and 必要な a plain form before `end` stands for."""
    follower = word_at(morphemes, end)
    if follower is None or follower.pos.startswith(("補助記号", "空白")):
        return Reading(Form.PLAIN, end)
    if follower.surface in ("ため", "よう", "の", "ので", "のに"):
        return Reading(Form.ADNOMINAL, end)
    if follower.pos.startswith("名詞"):
        return Reading(Form.ADNOMINAL, end)
    if follower.surface in ("と", "が", "から", "けれど", "けれども", "し"):
        return Reading(Form.PLAIN, end)
    return None


def _polite(morphemes: Sequence[Morpheme], form: Form, end: int) -> Reading | None:
    """A polite form, which cannot stand before a noun once it is です."""
    follower = word_at(morphemes, end)
    if follower is not None and follower.pos.startswith(("名詞", "形状詞", "接尾辞")):
        return None
    if follower is not None and follower.surface == "よう":
        return None
    return Reading(form, end)


def read_verb(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    if word.form in ("終止形-一般", "連体形-一般"):
        return _plain_or_adnominal(morphemes, i + 1)
    if word.form == "仮定形-一般" and follower is not None and follower.base == "ば":
        return Reading(Form.BA, i + 2)
    if word.form.startswith("連用形"):
        if follower is None or follower.pos.startswith(("補助記号", "空白")):
            return Reading(Form.STOP, i + 1)
        if follower.conjugation == "助動詞-マス":
            return _read_polite(morphemes, i + 1)
        return _read_past(morphemes, i + 1)
    if word.form.startswith("未然形") and follower is not None:
        if follower.conjugation == "助動詞-ナイ":
            return _read_negative(morphemes, i + 1)
        if follower.surface == "ず":
            after = word_at(morphemes, i + 2)
            if after is None or after.pos.startswith("補助記号"):
                return Reading(Form.NEGATIVE_STOP, i + 2)
    return None


def _read_polite(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    """ます, ました, ません or ませんでした at `i`."""
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    if word.form in ("終止形-一般", "連体形-一般"):
        return _polite(morphemes, Form.POLITE, i + 1)
    if follower is None:
        return None
    if word.surface == "まし" and follower.surface == "た":
        return _polite(morphemes, Form.POLITE_PAST, i + 2)
    if word.surface == "ませ" and follower.surface == "ん":
        after, last = word_at(morphemes, i + 2), word_at(morphemes, i + 3)
        if after is not None and after.surface == "でし":
            if last is None or last.surface != "た":
                return None
            return _polite(morphemes, Form.POLITE_NEGATIVE_PAST, i + 4)
        return _polite(morphemes, Form.POLITE_NEGATIVE, i + 2)
    return None


_TA_FORMS = {"た": Form.TA, "たら": Form.TARA, "たり": Form.TARI, "て": Form.TE}


def _read_past(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    """た, たら, たり or て at `i`, voiced or not."""
    word, after = morphemes[i], word_at(morphemes, i + 1)
    if not takes_onbin(word):
        return None
    form = _TA_FORMS.get(voice(word.surface, voiced=False))
    if form is None:
        return None
    if form is Form.TE and after is not None and not after.pos.startswith("補助記号"):
        return None  # a verb on て (要している) is no form of an adjective
    if form is Form.TA and after is not None and after.conjugation == "助動詞-デス":
        if after.form not in ("終止形-一般", "連体形-一般"):
            return None
        return _polite(morphemes, Form.POLITE_PAST, i + 2)  # 高かったです
    return Reading(form, i + 1)


def _read_negative(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    """ない, なかった, なければ, なくて or なく at `i`."""
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    surface = follower.surface if follower is not None else ""
    if word.surface == "ない":
        if follower is not None and follower.conjugation == "助動詞-デス":
            plain = follower.form in ("終止形-一般", "連体形-一般")
            return _polite(morphemes, Form.POLITE_NEGATIVE, i + 2) if plain else None
        return Reading(Form.NEGATIVE, i + 1)
    if word.surface == "なかっ" and surface == "た":
        return Reading(Form.NEGATIVE_PAST, i + 2)
    if word.surface == "なけれ" and surface == "ば":
        return Reading(Form.NEGATIVE_BA, i + 2)
    if word.surface == "なく":
        if surface == "て":
            return Reading(Form.NEGATIVE_TE, i + 2)
        if follower is None or follower.pos.startswith("補助記号"):
            return Reading(Form.NEGATIVE_STOP, i + 1)
    return None


def _read_arimasu(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    """ありません or ありませんでした at `i`."""
    follower = word_at(morphemes, i + 1)
    if morphemes[i].surface != "あり" or follower is None or follower.surface != "ませ":
        return None
    return _read_polite(morphemes, i + 1)


def read_adjective(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    if word.form in ("終止形-一般", "連体形-一般"):
        if follower is not None and follower.conjugation == "助動詞-デス":
            plain = follower.form in ("終止形-一般", "連体形-一般")
            return _polite(morphemes, Form.POLITE, i + 2) if plain else None
        return _plain_or_adnominal(morphemes, i + 1)
    if follower is None:
        return None
    if word.form == "仮定形-一般" and follower.base == "ば":
        return Reading(Form.BA, i + 2)
    if word.form == "連用形-促音便":
        return _read_past(morphemes, i + 1)
    if word.form == "連用形-一般":
        if follower.base == "ない":
            return _read_negative(morphemes, i + 1)
        if follower.base == "ある":
            return _read_arimasu(morphemes, i + 1)
        if follower.surface == "て":
            return _read_past(morphemes, i + 1)
        if follower.base in ("なる", "する"):
            return Reading(Form.ADVERBIAL, i + 1)
        if follower.surface == "、":
            return None  # 早く、: an adverb or the end of a clause?
    return None


def read_copula(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    """だ, です, である and their forms at `i`, behind a noun."""
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    surface = word.surface
    if word.conjugation == "助動詞-デス":
        if word.form in ("終止形-一般", "連体形-一般"):
            return _polite(morphemes, Form.POLITE, i + 1)
        if surface == "でし" and follower is not None and follower.surface == "た":
            return _polite(morphemes, Form.POLITE_PAST, i + 2)
        return None
    if surface == "の" and follower is not None and follower.pos.startswith("名詞"):
        return Reading(Form.ADNOMINAL, i + 1)
    if surface == "に" and follower is not None and follower.base in ("なる", "する"):
        return Reading(Form.ADVERBIAL, i + 1)
    if word.conjugation != "助動詞-ダ":
        return None
    if surface == "だ":
        return Reading(Form.PLAIN, i + 1)
    if surface == "な" and follower is not None:
        return Reading(Form.ADNOMINAL, i + 1)
    if surface == "なら":
        ba = follower is not None and follower.surface == "ば"
        return Reading(Form.BA, i + 2 if ba else i + 1)
    if surface == "だっ" and follower is not None:
        return _read_past(morphemes, i + 1)
    return _read_de(morphemes, i) if surface == "で" else None


def _read_de(morphemes: Sequence[Morpheme], i: int) -> Reading | None:
    """で at `i`: である, ではない, でない, ではありません, or the stop of a clause."""
    follower = word_at(morphemes, i + 1)
    if follower is None or follower.pos.startswith("補助記号"):
        return Reading(Form.STOP, i + 1)
    negative = i + 1
    if follower.surface == "は":
        negative = i + 2
    verb = word_at(morphemes, negative)
    if verb is None:
        return None
    if verb.base == "ない":
        return _read_negative(morphemes, negative)
    if verb.base != "ある":
        return None
    if negative == i + 2:
        return _read_arimasu(morphemes, negative)
    # Before だろう and the like, である is read as any verb is.
    return read_verb(morphemes, negative)


def takes_onbin(follower: Morpheme) -> bool:
    """Whether a word is one that 音便 stands before: た, て, たり and their kin."""
    if follower.conjugation == "助動詞-タ":
        return True
    if follower.surface in ("て", "で"):
        return follower.pos == "助詞-接続助詞"
    return follower.surface in ("たり", "だり") and follower.pos == "助詞-副助詞"


def word_at(morphemes: Sequence[Morpheme], i: int) -> Morpheme | None:
    return morphemes[i] if 0 <= i < len(morphemes) else None


def touches(morphemes: Sequence[Morpheme], i: int) -> bool:
    """Whether nothing stands between the words at `i` and behind it."""
    return i + 1 < len(morphemes) and morphemes[i].end == morphemes[i + 1].start
