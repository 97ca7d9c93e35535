"""The form of a phrase in a draft, given to another word.

交付しなければならない and 渡す make 渡さなければならない. Only as much of the
phrase is replaced as depends on the class of the word: the word itself and the
auxiliary right behind it (た, ない, れる …). Where the target is an adjective
or 〜だ, politeness, negation and past are read and made anew.

A sentence is read from its morphemes as they stand; a reading that leaves two
forms open (見られる: can or is) makes no edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.analysis.types import Morpheme
from checker.inflection import Conjugation, Form, Verb, derive, inflect, te_stem, voice
from checker.inflection.readings import (
    Reading,
    read_adjective,
    read_copula,
    read_verb,
    takes_onbin,
    touches,
    word_at,
)
from checker.inflection.words import HONORIFIC_RU, PARTICLE_VERBS, PARTICLE_VERBS_WO
from checker.model import Edit, Span


class _Part(NamedTuple):
    """Text that stands for the morphemes before `end`."""

    text: str
    end: int


_SURU = Verb("する", Conjugation.SURU)
_NARU = Verb("なる", Conjugation.GODAN_RA)

_PREFIXES = ("ご", "お", "御")
_ASKING = ("くださる", "下さる", "いただく", "頂く", "いただける", "頂ける", "戴く")
_WISHING = ("願う", "願える", "ねがう")
_HUMBLE = ("いたす", "致す")
_PAUSES = ("補助記号", "空白", "記号")


def transfer(
    morphemes: Sequence[Morpheme], start: int, target: Verb, source: Verb | None = None
) -> Edit | None:
    """Say a phrase with another word, in the same form.

    Args:
        morphemes: The words of the sentence, as `Morphology` reads them.
        start: Index of the first word to replace: a verb, an adjective, a noun with
            する, できる, いたす, です … behind it, or the ご or お before one
            (see `phrase_start`).
        target: What to say instead.
        source: What the target stands for. Needed for 可能動詞 alone, which Sudachi
            takes for words of their own: with 渡す as source, 渡せます gets the
            potential of the target.

    Returns:
        The edit, in the coordinates of the morphemes; its span ends where the rest
        of the phrase may stay as it is. None where the form cannot be read, or the
        target has no such form.
    """
    if not 0 <= start < len(morphemes) or _is_bound(morphemes, start):
        return None
    if source is not None and _is_potential(morphemes[start], source):
        able = _potential(target)
        if able is None:
            return None
        target = able
    part = _phrase(morphemes, start, target)
    return None if part is None else replace(morphemes[start : part.end], part.text)


def replace(words: Sequence[Morpheme], text: str) -> Edit | None:
    """Put `text` in the place of `words`; None where something stands between them."""
    if any(left.end != right.start for left, right in pairwise(words)):
        return None
    return Edit(Span(words[0].start, words[-1].end), text)


def phrase_start(morphemes: Sequence[Morpheme], index: int) -> int:
    """Where to start `transfer` for the word at `index`: at the ご or お before it, if any."""
    if index > 0 and _is_prefix(morphemes[index - 1]) and touches(morphemes, index - 1):
        return index - 1
    return index


def _phrase(morphemes: Sequence[Morpheme], start: int, target: Verb) -> _Part | None:
    word = morphemes[start]
    if _is_prefix(word):
        return _respectful(morphemes, start + 1, target)
    if word.pos.startswith("動詞"):
        if word.conjugation.startswith("文語") and word.base != "す":
            return None
        return _verbal(morphemes, start, target)
    if word.pos.startswith("形容詞"):
        return _recast(read_adjective(morphemes, start), target)
    if not word.pos.startswith(("名詞", "形状詞")):
        return None
    follower = word_at(morphemes, start + 1)
    if follower is None or not touches(morphemes, start):
        return None
    if follower.pos.startswith("動詞"):
        if word.units and word.units[0].pos.startswith("接頭辞"):  # ご利用
            return _respectful(morphemes, start, target)
        return _noun_verb(morphemes, start, target)
    if follower.base == "に" and word.units and word.units[0].pos.startswith("接頭辞"):
        return _respectful(morphemes, start, target)
    return _recast_noun(morphemes, start, target)


def _noun_verb(morphemes: Sequence[Morpheme], start: int, target: Verb) -> _Part | None:
    """A noun with する, or with what stands for する."""
    if _is_compound(morphemes, start):
        return None
    follower = morphemes[start + 1]
    base = follower.base
    if base in ("する", "す") or base in _HUMBLE:
        return _verbal(morphemes, start + 1, target)
    if base in ("できる", "出来る"):
        able = _potential(target)
        return None if able is None else _verbal(morphemes, start + 1, able)
    return _respectful(morphemes, start, target)


def _is_bound(morphemes: Sequence[Morpheme], start: int) -> bool:
    """Whether the word belongs to what stands before it (ご｜交付, 書き｜始める)."""
    if start == 0 or not touches(morphemes, start - 1):
        return False
    word, before = morphemes[start], morphemes[start - 1]
    if before.pos.startswith("接頭辞"):
        return True
    if word.pos.startswith("動詞"):
        joined = before.pos.startswith("動詞") and before.form.startswith("連用形")
        joined = joined and not is_particle(morphemes, start - 1)
        noun = word.base in ("する", "す", "できる", "出来る") and before.pos.startswith("名詞")
        return joined or noun
    return False


def auxiliaries_end(morphemes: Sequence[Morpheme], index: int) -> int:
    """The number of the word behind a verb and its auxiliaries (いらっしゃい|まし|た)."""
    end = index + 1
    while end < len(morphemes) and morphemes[end].pos.startswith("助動詞"):
        end += 1
    return end


def is_particle(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Whether the verb at `at` is part of a particle (に対し, により, を通じて)."""
    if at == 0:
        return False
    word, before = morphemes[at], morphemes[at - 1]
    if before.surface in ("に", "と"):
        return word.base in PARTICLE_VERBS
    return before.surface == "を" and word.base in PARTICLE_VERBS_WO


def _is_compound(morphemes: Sequence[Morpheme], start: int) -> bool:
    """Whether another noun is joined to a noun before する (一斉｜送信する)."""
    if start == 0 or not touches(morphemes, start - 1):
        return False
    before = morphemes[start - 1].pos
    if before.startswith("接尾辞-名詞的"):
        return not before.endswith(("助数詞", "副詞可能"))
    loose = ("名詞-数詞", "名詞-普通名詞-助数詞可能", "名詞-普通名詞-副詞可能")
    return before.startswith("名詞") and not before.startswith(loose)


# --- verbs -------------------------------------------------------------------


def _verbal(morphemes: Sequence[Morpheme], i: int, target: Verb | None) -> _Part | None:
    """The form of the verb at `i`, and of what hangs on it, for `target`."""
    if target is None:
        return None
    if not target.kind.is_verb:
        return _recast(read_verb(morphemes, i), target)
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    if follower is not None and not touches(morphemes, i):
        follower = None
    if word.form.startswith("連用形"):
        return _on_continuative(morphemes, i, target)
    if word.form.startswith("未然形"):
        return None if follower is None else _on_irrealis(word, follower, i, target)
    text: str | None = None
    if word.form in ("終止形-一般", "連体形-一般"):
        text = inflect(target, Form.PLAIN)
        if follower is not None and follower.base in ("べし", "まい"):
            if follower.base == "まい":
                return None  # 渡すまい, but 受けまい
            text = text and _before_beki(target, text)
        elif word.base == "す":
            return None
    elif word.form == "仮定形-一般" and follower is not None and follower.base == "ば":
        ba = inflect(target, Form.BA)
        text = ba and ba[:-1]
    elif word.form == "意志推量形":
        text = inflect(target, Form.VOLITIONAL)
    elif word.form == "命令形" and word.base not in HONORIFIC_RU:  # ください is no order
        written = word.surface.endswith("よ")
        text = inflect(target, Form.IMPERATIVE_WRITTEN if written else Form.IMPERATIVE)
    return None if text is None else _Part(text, i + 1)


def _before_beki(target: Verb, plain: str) -> str:
    return plain[:-1] if plain.endswith(("する", "ずる")) and _is_suru_like(target) else plain


def _is_suru_like(verb: Verb) -> bool:
    return verb.kind in (
        Conjugation.SURU,
        Conjugation.SURU_LIKE_GODAN,
        Conjugation.SURU_DOUBLED,
        Conjugation.SURU_LONG,
        Conjugation.ZURU,
    )


def _on_continuative(morphemes: Sequence[Morpheme], i: int, target: Verb) -> _Part | None:
    word, follower = morphemes[i], word_at(morphemes, i + 1)
    if follower is None or not touches(morphemes, i) or follower.pos.startswith(_PAUSES):
        return _made(target, Form.STOP, i + 1) if _stops_clause(morphemes, i) else None
    if takes_onbin(follower):
        stem = te_stem(target)
        if stem is None:
            return None
        text, voiced = stem
        return _Part(text + voice(follower.surface, voiced), i + 2)
    if not word.form.startswith(("連用形-一般", "連用形-イ音便")):
        return None
    if follower.conjugation == "助動詞-マス":
        return _made(target, Form.POLITE_STEM, i + 1)
    if word.base == word.surface + "る" and _follows_irrealis(follower):
        # Sudachi: 食べ in 食べさせる and 過ぎ in 過ぎず are 連用形
        return _on_irrealis(word, follower, i, target)
    if _follows_continuative(morphemes, i):
        return _made(target, Form.CONTINUATIVE, i + 1)
    if word.base == "する" and word.surface == "し" and not follower.pos.startswith("助"):
        return _made(target, Form.STOP, i + 1)  # 実施し市民に…: し is no noun
    return None


def _stops_clause(morphemes: Sequence[Morpheme], i: int) -> bool:
    """Whether a 連用形 before a pause is a verb, and no noun (窓口での受け取り、)."""
    if morphemes[i].base in _NO_NOUNS:
        return True
    if i == 0:
        return False
    before = morphemes[i - 1]
    return before.surface != "の" and before.pos.startswith(("助詞", "副詞", "動詞", "形容詞"))


_NO_NOUNS = ("する", "できる", "出来る", "いたす", "致す", "なさる", "ある", "いる", "おる")


def _follows_continuative(morphemes: Sequence[Morpheme], i: int) -> bool:
    follower = morphemes[i + 1]
    pos, surface = follower.pos, follower.surface
    if pos.startswith("助動詞"):
        return follower.base in ("たい", "たがる")
    if pos == "助詞-接続助詞":
        return surface in ("ながら", "つつ")
    if pos == "形状詞-助動詞語幹":
        return surface == "そう"
    if pos.startswith("接尾辞"):
        return surface in ("方", "がち") or follower.base in _SUFFIXES
    if pos == "動詞-非自立可能" or surface in ("次第", "しだい"):
        return True
    after = word_at(morphemes, i + 2)
    if pos.startswith("助詞") and after is not None:
        if surface == "に":
            return after.base in ("行く", "いく", "来る", "くる", "伺う", "参る", "訪れる")
        if surface in ("は", "も"):
            return after.base in ("する", "いたす") or after.surface == "せ"
    return False


_SUFFIXES = ("やすい", "にくい", "づらい", "がたい", "かねる")


def _on_irrealis(word: Morpheme, follower: Morpheme, i: int, target: Verb) -> _Part | None:
    if follower.conjugation == "助動詞-ナイ":
        return _made(target, Form.NEGATIVE_STEM, i + 1)
    if follower.conjugation in ("助動詞-ヌ", "文語助動詞-ズ"):
        return _made(target, Form.ZU_STEM, i + 1)
    if follower.conjugation == "助動詞-レル":
        unclear = word.conjugation.startswith(("上一段", "下一段", "カ行変格")) or (
            word.base.endswith("ずる")
        )
        same = target.kind.is_ichidan or target.kind in (Conjugation.KURU, Conjugation.ZURU)
        if unclear and not same:
            return None  # 見られる: passive, potential or respect?
        passive = inflect(target, Form.PASSIVE)
        if passive is None:
            return None
        return _Part(passive[:-2] + follower.surface.removeprefix("ら"), i + 2)
    if _is_causative(follower):
        return _causative(follower, i, target)
    return None


def _follows_irrealis(word: Morpheme) -> bool:
    types = ("助動詞-ナイ", "助動詞-ヌ", "文語助動詞-ズ", "助動詞-レル")
    return word.conjugation in types or _is_causative(word)


def _is_causative(word: Morpheme) -> bool:
    return word.pos.startswith("助動詞") and word.base in ("せる", "させる")


def _causative(follower: Morpheme, i: int, target: Verb) -> _Part | None:
    causative = inflect(target, Form.CAUSATIVE)
    if causative is None:
        return None
    return _Part(causative[:-2] + follower.surface.removeprefix("さ"), i + 2)


def _made(target: Verb, form: Form, end: int) -> _Part | None:
    text = inflect(target, form)
    return None if text is None else _Part(text, end)


def _potential(target: Verb) -> Verb | None:
    return derive(target, Form.POTENTIAL)


def _is_potential(word: Morpheme, source: Verb) -> bool:
    able = _potential(source) if word.conjugation.startswith("下一段") else None
    return able is not None and able.base == word.base


# --- ご and お ----------------------------------------------------------------


def _is_prefix(word: Morpheme) -> bool:
    return word.pos.startswith("接頭辞") and word.surface in _PREFIXES


def _respectful(morphemes: Sequence[Morpheme], i: int, target: Verb) -> _Part | None:
    """A noun or 連用形 at `i` with ください, になる, いたす … behind it."""
    word, follower = word_at(morphemes, i), word_at(morphemes, i + 1)
    if word is None or follower is None or not touches(morphemes, i):
        return None
    if word.pos.startswith("動詞") and word.form != "連用形-一般":
        return None
    if not word.pos.startswith(("動詞", "名詞")):
        return None
    if not target.kind.is_verb:
        return None
    base = follower.base
    honorific = inflect(target, Form.HONORIFIC_STEM)
    if base in _ASKING:
        request = inflect(target, Form.REQUEST)
        stem = honorific or (request and request.removesuffix("ください"))
        return None if stem is None else _Part(stem, i + 1)
    if base in _WISHING:
        return None if honorific is None else _Part(honorific, i + 1)
    if follower.surface == "に":
        after = word_at(morphemes, i + 2)
        becomes = after is not None and after.base in ("なる", "なれる")
        return _Part(honorific, i + 1) if honorific and becomes else None
    if base == "なさる":
        return _becoming(morphemes, i + 1, honorific)
    humble = inflect(target, Form.HUMBLE_STEM)
    if base == "申し上げる":
        return _Part(humble, i + 1) if humble else None
    if base in _HUMBLE:
        tail = _verbal(morphemes, i + 1, _SURU if humble else target)
        return tail and _Part((humble or "") + tail.text, tail.end)
    if base in ("できる", "出来る"):
        return _Part(humble, i + 1) if humble else _verbal(morphemes, i + 1, _potential(target))
    if base == "する" and follower.pos.startswith("動詞"):
        after = word_at(morphemes, i + 2)
        if after is not None and after.conjugation == "助動詞-レル":  # ご利用される方
            return _becoming(morphemes, i + 2, honorific)
        return _Part(humble, i + 1) if humble else _verbal(morphemes, i + 1, target)
    return None


def _becoming(morphemes: Sequence[Morpheme], i: int, honorific: str | None) -> _Part | None:
    """お渡し and なる in the form of the word at `i` (なさる, れる)."""
    tail = _verbal(morphemes, i, _NARU) if honorific else None
    return tail and _Part(f"{honorific}に{tail.text}", tail.end)


# --- adjectives and 〜だ -------------------------------------------------------


def _recast(reading: Reading | None, target: Verb) -> _Part | None:
    """The target in a form that was read, made anew."""
    if reading is None:
        return None
    text = inflect(target, reading.form)
    return None if text is None else _Part(text, reading.end)


def _recast_noun(morphemes: Sequence[Morpheme], start: int, target: Verb) -> _Part | None:
    follower = morphemes[start + 1]
    # 可能です is できます, but 開催です says no 開きます.
    if target.kind.is_verb and ("形状詞" not in morphemes[start].pos or follower.surface == "の"):
        return None
    if follower.form == "意志推量形" and follower.conjugation in ("助動詞-ダ", "助動詞-デス"):
        # 可能でしょう → できるでしょう, 高いでしょう, 必要でしょう
        text = inflect(target, Form.PLAIN)
        if text is None:
            return None
        plain = target.kind.is_verb or target.kind is Conjugation.ADJECTIVE
        return _Part(text if plain else text[:-1], start + 1)
    return _recast(read_copula(morphemes, start + 1), target)
