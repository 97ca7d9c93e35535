"""Which class a word belongs to, by Sudachi's type or by its own ending."""

from __future__ import annotations

from checker.inflection.stems import stems_of
from checker.inflection.types import Conjugation, Verb
from checker.inflection.words import (
    CERTAIN_NA,
    GODAN_I_RU,
    HONORIFIC_RU,
    I_ADJECTIVE_ENDS,
    I_ADJECTIVE_KANJI,
    ICHIDAN_KANJI,
    KANA_GODAN_KURU,
    KANA_GODAN_SURU,
    KANA_ICHIDAN,
    SURU_DOUBLED,
    SURU_LIKE_GODAN,
    SURU_LONG,
    U_ONBIN,
    U_ONBIN_UNSURE,
    UNSURE_KANJI_RU,
    denies_existence,
    is_hiragana,
    is_kanji,
    row,
)


def parse(base: str, conjugation: str = "") -> Verb | None:
    """The class of a word.

    Args:
        base: Dictionary form. 必要な is taken for 必要だ, and 無料の for 無料だ.
        conjugation: Sudachi's conjugation type (五段-ワア行, サ行変格), 形状詞 for a
            word that takes な, 名詞 for one that takes の, or "".

    Returns:
        None where the class is not certain (いる and かえる without a type), where
        base and type contradict each other, and for 文語.
    """
    if len(base) < 2:
        return None
    if base[-1] in "なの":
        taking_na = base[-1] == "な" and conjugation in ("", "形状詞")
        taking_no = base[-1] == "の" and conjugation in ("", "名詞")
        if taking_na or taking_no:
            kind = Conjugation.NA_ADJECTIVE if taking_na else Conjugation.NOUN
            return Verb(base[:-1] + "だ", kind)
        return None
    kind_found = _kind_of_type(base, conjugation) if conjugation else _kind_of_base(base)
    if kind_found is None:
        return None
    verb = Verb(base, kind_found)
    if kind_found.is_verb and stems_of(verb) is None:
        return None
    return verb


_ROWS = {
    "く": Conjugation.GODAN_KA,
    "ぐ": Conjugation.GODAN_GA,
    "す": Conjugation.GODAN_SA,
    "つ": Conjugation.GODAN_TA,
    "ぬ": Conjugation.GODAN_NA,
    "ぶ": Conjugation.GODAN_BA,
    "む": Conjugation.GODAN_MA,
    "う": Conjugation.GODAN_WA,
}
_GODAN_TYPES = {kind.value: kind for kind in Conjugation if kind.value.startswith("五段-")}


def _kind_of_type(base: str, conjugation: str) -> Conjugation | None:
    if conjugation.startswith("五段-"):
        return _godan(base, _GODAN_TYPES.get(conjugation))
    if conjugation.startswith(("上一段", "下一段", "助動詞-レル")):
        if base[-1] != "る" or base == "うる" or base.endswith(("り得る", "し得る")):
            return None
        upper = conjugation.startswith("上")
        return Conjugation.KAMI_ICHIDAN if upper else Conjugation.SHIMO_ICHIDAN
    if conjugation == "カ行変格":
        return Conjugation.KURU if base.endswith(("来る", "くる")) else None
    if conjugation in ("サ行変格", "ザ行変格"):
        if base.endswith("ずる"):
            return Conjugation.ZURU
        return _suru(base) if conjugation == "サ行変格" else None
    if conjugation in ("形容詞", "助動詞-タイ", "助動詞-ナイ", "助動詞-ラシイ"):
        return Conjugation.ADJECTIVE if base[-1] == "い" else None
    if base[-1] == "だ":
        if conjugation.startswith("形状詞"):
            return Conjugation.NA_ADJECTIVE
        if conjugation.startswith("名詞"):
            return Conjugation.NOUN
    return None


def _kind_of_base(base: str) -> Conjugation | None:
    if _looks_inflected(base):
        return None
    last = base[-1]
    if last == "だ":
        na = base[:-1] in CERTAIN_NA
        return Conjugation.NA_ADJECTIVE if na else Conjugation.COPULA
    if last == "い":
        return Conjugation.ADJECTIVE if _is_adjective(base) else None
    if last == "る":
        return _kind_of_ru(base)
    if last == "く" and base.endswith(("いく", "ゆく")):
        # ゆく is 行く, but ゆって is not written.
        return Conjugation.GODAN_IKU if base.endswith("いく") else None
    return _godan(base, _ROWS.get(last))


def _looks_inflected(base: str) -> bool:
    """Whether a base may be no dictionary form at all (渡します, 渡そう, 読んだ, 高く)."""
    before = base[-2]
    if base.endswith("です") or (base.endswith("んだ") and base[:-1] not in CERTAIN_NA):
        return True
    if base.endswith("ます"):
        front = base[-3:-2]
        return row(front) in ("i", "e") or front in ICHIDAN_KANJI or front == "来"
    if base[-1] == "う":
        return row(before) == "o" or base.endswith("ょう")
    if base[-1] == "く":
        return before in I_ADJECTIVE_KANJI or before == "し"
    return False


def _godan(base: str, kind: Conjugation | None) -> Conjugation | None:
    """The subclass of a 五段 verb."""
    if kind is Conjugation.GODAN_KA and base.endswith(("行く", "逝く", "いく")):
        return Conjugation.GODAN_IKU
    if kind is Conjugation.GODAN_WA:
        if base.endswith(U_ONBIN_UNSURE):
            return None
        return Conjugation.GODAN_TOU if base.endswith(U_ONBIN) else kind
    if kind is Conjugation.GODAN_RA:
        if base.endswith(HONORIFIC_RU):
            return Conjugation.GODAN_HONORIFIC
        return Conjugation.GODAN_ARU if _is_aru(base) else kind
    return kind


def _is_aru(base: str) -> bool:
    if base.endswith(("有る", "在る")):
        return True
    return base == "ある" or (base.endswith("ある") and base[-3] in "がはもにてで")


def _kind_of_ru(base: str) -> Conjugation | None:
    if base.endswith("する"):
        if base.endswith(KANA_GODAN_SURU):
            return Conjugation.GODAN_RA
        return _suru(base)
    if base.endswith("ずる"):
        return Conjugation.ZURU if len(base) > 2 and (is_kanji(base[-3])) else None
    if base.endswith("来る"):
        return Conjugation.KAMI_ICHIDAN if base.endswith("出来る") else Conjugation.KURU
    if base.endswith("くる"):
        if base.endswith(KANA_GODAN_KURU):
            return Conjugation.GODAN_RA
        return Conjugation.KURU if base == "くる" or base[-3] in "てでにへが" else None
    if base.endswith(HONORIFIC_RU):
        return Conjugation.GODAN_HONORIFIC
    if _is_aru(base):
        return Conjugation.GODAN_ARU
    for ending, upper in KANA_ICHIDAN.items():
        if base.endswith(ending):
            return Conjugation.KAMI_ICHIDAN if upper == "上" else Conjugation.SHIMO_ICHIDAN
    before = base[-2]
    if is_kanji(before):
        if before in UNSURE_KANJI_RU:
            return None
        upper = ICHIDAN_KANJI.get(before, "")
        if upper:
            return Conjugation.KAMI_ICHIDAN if upper == "上" else Conjugation.SHIMO_ICHIDAN
        return Conjugation.GODAN_RA
    vowel = row(before)
    if vowel in ("a", "u", "o"):
        return None if before == "う" else Conjugation.GODAN_RA
    if base.endswith(GODAN_I_RU):
        return Conjugation.GODAN_RA
    if base.endswith(("ている", "でいる")):
        return Conjugation.KAMI_ICHIDAN
    if len(base) > 2 and is_kanji(base[-3]) and vowel:
        return Conjugation.KAMI_ICHIDAN if vowel == "i" else Conjugation.SHIMO_ICHIDAN
    if vowel == "e" and len(base) > 3 and is_hiragana(base[-3]) and is_kanji(base[-4]):
        return Conjugation.SHIMO_ICHIDAN  # 確かめる, 和らげる
    return None


def _suru(base: str) -> Conjugation | None:
    """The class of a base on する: one kanji in front changes it."""
    if not base.endswith("する"):
        return None
    head = base[:-2]
    if head and is_kanji(head[-1]) and not (len(head) > 1 and is_kanji(head[-2])):
        if head[-1] in SURU_LIKE_GODAN:
            return Conjugation.SURU_LIKE_GODAN
        if head[-1] in SURU_DOUBLED:
            return Conjugation.SURU_DOUBLED
        return Conjugation.SURU_LONG if head[-1] in SURU_LONG else None
    return Conjugation.SURU


def _is_adjective(base: str) -> bool:
    if base in ("いい", "よい", "ない") or base.endswith(I_ADJECTIVE_ENDS):
        return True
    if base.endswith(("がいい", "でいい", "がよい", "でよい", "てよい", "てもよい", "もいい")):
        return True
    if denies_existence(base):
        return True
    single = len(base) == 2 or not is_kanji(base[-3])
    return base[-2] in I_ADJECTIVE_KANJI and single
