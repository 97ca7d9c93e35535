"""The end of a clause in です・ます form, for a sentence that is cut in two.

Reads the last words of a clause (配り, 配った, 必要であり, 配布しており) and says
how it would end a sentence of its own. Whatever is no end of a clause (に対し,
広く) or can be read in two ways (行って: 行く or 行う) is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.inflection import Conjugation, Form, Verb, inflect, parse
from checker.inflection.transfer import is_particle, replace
from checker.inflection.words import is_hiragana
from checker.model import Edit, Span

_PAUSES = ("補助記号", "空白")

_ADVERBS = frozenset({"引き続く", "続く", "つづく", "併せる", "あわせる", "合わせる", "加える"})
"""Verbs whose 連用形 and て form are also adverbs at the front of a clause (引き続き、)."""

_BEFORE_NOUNS = ("対する", "関する", "よる", "係る", "際する")
"""Verbs that make a particle before a noun (に関する)."""

_LIGHT = frozenset(
    {
        *("する", "できる", "出来る", "いたす", "致す", "なさる", "くださる", "下さる"),
        *("いただく", "頂く", "いただける", "頂ける", "願う"),
    }
)
"""Verbs that stand right behind a noun."""

_SAYING = frozenset(
    {
        *("する", "なる", "いう", "言う", "思う", "考える", "見込む", "定める", "呼ぶ", "認める"),
        *("いたす", "なさる", "話す", "話し合う", "異なる", "合う", "違う"),
    }
)
"""Verbs that take と; others are a noun in a list behind it (申請と支払い、)."""

_MANNER = frozenset(
    {"歩く", "急ぐ", "まとめる", "続ける", "つづける", "並ぶ", "揃う", "そろう", "繰り返す"}
)
"""Verbs whose て form mostly tells how the next thing is done (歩いて、)."""

_ADVERBIAL = frozenset(
    {
        *("広い", "早い", "速い", "新しい", "正しい", "詳しい", "厳しい", "著しい", "等しい"),
        *("長い", "深い", "強い", "快い", "よい", "良い", "くわしい"),
    }
)
"""Adjectives whose く form is an adverb more often than the end of a clause."""

_TWO_READINGS = ("行っ", "通っ", "断っ", "放っ", "競っ", "勝っ")
"""音便 of two verbs each (行く and 行う, 通る and 通う); Sudachi always takes the same one."""

_TIED = frozenset({"無事", "元気", "別", "共"})
"""Words before a で that tells how, and does not end a clause."""


def polite(morphemes: Sequence[Morpheme]) -> Edit | None:
    """Put the end of a clause into です・ます form.

    Args:
        morphemes: The words of the clause, up to where the sentence is to end.
            Closing punctuation may be among them; it is not touched.

    Returns:
        The edit, in the coordinates of the morphemes. An edit that changes nothing
        (empty span, empty text) where the clause is polite already. None where the
        end is no predicate, or it is not certain which one.
    """
    end = len(morphemes)
    while end and morphemes[end - 1].pos.startswith(_PAUSES):
        end -= 1
    if not end:
        return None
    words = morphemes[:end]
    if _is_polite(words):
        return Edit(Span(words[-1].end, words[-1].end), "")
    made = _ending(words)
    if made is None:
        return None
    first, text = made
    return replace(words[first:], text)


_Made = tuple[int, str] | None
"""Index of the first word that is replaced, and what stands there instead."""


def _is_polite(words: Sequence[Morpheme]) -> bool:
    last = words[-1]
    before = words[-2] if len(words) > 1 else None
    final = last.form.startswith(("終止形", "連体形", "意志推量形"))
    if last.conjugation in ("助動詞-マス", "助動詞-デス"):
        return final
    if last.conjugation == "助動詞-タ" and before is not None:
        # 高かったです ends on です; 高いでした is nobody's Japanese.
        return final and before.surface in ("まし", "でし")
    if last.surface == "ん" and before is not None:
        return before.surface == "ませ"
    return last.form == "命令形" and last.base in ("くださる", "下さる")


def _ending(words: Sequence[Morpheme]) -> _Made:
    """The polite ending of `words`, which are not polite yet."""
    last = words[-1]
    at = len(words) - 1
    if last.pos == "助詞-接続助詞" and last.surface in ("て", "で"):
        return _on_te(words, at)
    if last.conjugation == "助動詞-タ":
        return _on_ta(words, at) if last.surface in ("た", "だ") else None
    if last.conjugation == "助動詞-ナイ":
        plain = last.surface in ("ない", "なく")
        return _negated(words, at - 1, Form.POLITE_NEGATIVE) if plain else None
    if last.conjugation in ("助動詞-ヌ", "文語助動詞-ズ"):
        # 予約せず、 tells how; 配布しておらず、 and 配布できず、 end a clause.
        ends = at > 0 and words[at - 1].base in ("おる", "できる")
        done = ends and last.surface == "ず"
        return _negated(words, at - 1, Form.POLITE_NEGATIVE) if done else None
    if last.conjugation == "助動詞-ダ":
        return _on_copula(words, at)
    if last.form == "意志推量形":
        return _volitional(words, at)
    if last.form.startswith(("終止形-一般", "連体形-一般")):
        if last.base in _BEFORE_NOUNS and is_particle(words, at):
            return None
        return _predicate(words, at, Form.POLITE)
    if last.form == "連用形-一般":
        if _is_adjective(last):
            return _predicate(words, at, Form.POLITE) if _ends_on_ku(words, at) else None
        return _stopped(words, at)
    return None


def _stopped(words: Sequence[Morpheme], at: int) -> _Made:
    """A verb in the 連用形 or before て, as it ends a sentence."""
    word = words[at]
    before = words[at - 1] if at else None
    if before is None or is_particle(words, at) or _may_be_noun(words, at):
        return None
    if _is_adverb(word, before):
        return None
    if word.base == "おる" and before.pos == "助詞-接続助詞":
        return at, "います"  # 配っており is no humbler than 配っています
    return _predicate(words, at, Form.POLITE)


def _is_adverb(word: Morpheme, before: Morpheme) -> bool:
    front = not before.pos.startswith(("助詞", "接頭辞", "名詞"))
    return word.base == "引き続く" or (word.base in _ADVERBS and front)


_LOOSE = ("副詞可能", "助数詞可能", "助数詞", "助動詞語幹", "名詞-数詞")
"""Ends of the part of speech of nouns that stand before a verb as adverbs do (3人減り)."""


def _may_be_noun(words: Sequence[Morpheme], at: int) -> bool:
    """Whether a 連用形 may be a noun, judging by the word before it (お申し込み)."""
    word, before = words[at], words[at - 1]
    if not word.pos.startswith("動詞"):
        return False
    if before.pos.startswith("接頭辞") or before.surface in ("の", "や", "・"):
        return True
    if before.surface == "と":
        return word.base not in _SAYING
    joined = before.pos.startswith(("名詞", "接尾辞-名詞的", "形状詞"))
    counted = at > 1 and words[at - 2].pos.startswith("名詞-数詞")
    if before.pos.endswith(_LOOSE) or counted:
        return False
    return joined and word.base not in _LIGHT


def _on_te(words: Sequence[Morpheme], at: int) -> _Made:
    if at == 0:
        return None
    word = words[at - 1]
    if word.conjugation == "助動詞-マス":
        particle = at > 1 and is_particle(words, at - 2)  # につきまして
        return None if particle else (at - 1, "ます")
    if word.conjugation == "助動詞-デス":
        return at - 1, "です"
    if word.conjugation == "助動詞-ナイ":
        negated = word.surface == "なく"  # 配らないで tells how
        return _negated(words, at - 2, Form.POLITE_NEGATIVE) if negated else None
    if _is_adjective(word):
        return _predicate(words, at - 1, Form.POLITE)
    if not word.form.startswith("連用形") or _has_two_readings(words, at - 1):
        return None
    if word.base == "する" and at > 1 and words[at - 2].surface == "と":
        return None  # 市として
    if word.base in _MANNER:
        return None
    return _stopped(words, at - 1)


def _on_ta(words: Sequence[Morpheme], at: int) -> _Made:
    if at == 0:
        return None
    word = words[at - 1]
    if word.conjugation == "助動詞-ナイ":
        return _negated(words, at - 2, Form.POLITE_NEGATIVE_PAST)
    if word.conjugation == "助動詞-ダ":
        return at - 1, "でした"
    if word.form.startswith("連用形") and not _has_two_readings(words, at - 1):
        return _predicate(words, at - 1, Form.POLITE_PAST)
    return None


_LONG_ENOUGH = 2
"""Kana before a 音便 that settle which verb it is (かかっ); one does not (かっ)."""
_SURE_KANA = ("なる", "ある", "する", "いる", "おる", "できる", "やる", "くる")
_SURE_KANA_AFTER_TE = ("いく", "おく", "くる", "みる", "いる", "ある")


def _has_two_readings(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the 音便 of a verb could be that of another one."""
    word = words[at]
    surface = word.surface
    if word.form == "連用形-一般" or word.base in _SURE_KANA:
        return False
    if surface.endswith(_TWO_READINGS):
        return True
    stem = surface[:-1]
    if len(stem) >= _LONG_ENOUGH or not all(map(is_hiragana, stem)):
        return False
    after_te = at > 0 and words[at - 1].pos == "助詞-接続助詞"
    return not (after_te and word.base in _SURE_KANA_AFTER_TE)


def _predicate(words: Sequence[Morpheme], at: int, form: Form) -> _Made:
    """The verb or adjective at `at` in a polite form."""
    word = words[at]
    if word.base == "ある" and word.pos.startswith("動詞") and at:
        before = words[at - 1]
        if before.conjugation == "助動詞-ダ" and before.surface == "で":
            return at - 1, "です" if form is Form.POLITE else "でした"
    verb = _verb(word)
    if verb is None:
        return None
    if verb.kind is Conjugation.ADJECTIVE and word.base == "ない":
        return _not_existing(words, at, past=form is Form.POLITE_PAST)
    text = inflect(verb, form)
    return None if text is None else (at, text)


_AUXILIARIES = ("れる", "られる", "せる", "させる", "たい", "たがる", "らしい")


def _verb(word: Morpheme) -> Verb | None:
    if not word.pos.startswith(("動詞", "助動詞", "形容詞", "接尾辞")):
        return None
    if word.conjugation.startswith("文語") or not word.base:
        return None
    if word.base[0] != word.surface[0] and word.base not in ("する", "くる"):
        return None
    if word.pos.startswith("助動詞") and word.base not in _AUXILIARIES:
        return None  # 配ってる, 配っとく: nothing that a notice says
    return parse(word.base, word.conjugation)


def _is_adjective(word: Morpheme) -> bool:
    return word.conjugation in ("形容詞", "助動詞-タイ", "助動詞-ラシイ")


def _ends_on_ku(words: Sequence[Morpheme], at: int) -> bool:
    """Whether く ends a clause (料金が高く) and is no adverb (広く, 問題なく, だけでなく)."""
    word = words[at]
    if word.conjugation == "助動詞-タイ":
        return True
    if at == 0 or word.base in _ADVERBIAL:
        return False
    before = words[at - 1]
    # In だけでなく and ではなく, で is a form of だ; in 高くなく, an adjective precedes.
    if word.base == "ない" and before.surface == "は":
        return at > 1 and words[at - 2].surface != "で"
    return before.surface == "が" or (word.base == "ない" and _is_adjective(before))


def _not_existing(words: Sequence[Morpheme], at: int, *, past: bool) -> _Made:
    tail = "ありませんでした" if past else "ありません"
    if at and words[at - 1].conjugation == "助動詞-ダ" and words[at - 1].surface == "で":
        return at - 1, "では" + tail  # 必要でない → 必要ではありません
    return at, tail


def _negated(words: Sequence[Morpheme], at: int, form: Form) -> _Made:
    """The word at `at`, which ない or ず follows."""
    if at < 0:
        return None
    word = words[at]
    # Sudachi takes some 一段 verbs for a 連用形 here (過ぎず).
    if not word.form.startswith("未然形") and word.base != word.surface + "る":
        return None
    if word.base == "おる" and at and words[at - 1].pos == "助詞-接続助詞":
        word_text = inflect(Verb("いる", Conjugation.KAMI_ICHIDAN), form)
        return None if word_text is None else (at, word_text)
    verb = _verb(word)
    text = None if verb is None or not verb.kind.is_verb else inflect(verb, form)
    return None if text is None else (at, text)


def _volitional(words: Sequence[Morpheme], at: int) -> _Made:
    word = words[at]
    if word.base == "ある" and at and words[at - 1].surface == "で":
        return at - 1, "でしょう"
    if not word.pos.startswith("動詞") or word.base == "ある":
        return None
    verb = _verb(word)
    text = None if verb is None else inflect(verb, Form.POLITE_VOLITIONAL)
    return None if text is None else (at, text)


def _on_copula(words: Sequence[Morpheme], at: int) -> _Made:
    last = words[at]
    if not at:
        return None
    if last.form == "意志推量形":
        return at, "でしょう"
    if last.surface == "だ":
        return at, "です"
    before = words[at - 1]
    # Behind a plain noun Sudachi tells the particle (窓口で) from the copula by chance.
    ends = "形状詞" in before.pos and before.surface not in _TIED
    return (at, "です") if last.surface == "で" and ends else None
