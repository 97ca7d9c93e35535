"""Words that inflect, as plain values: classes, forms, and a word with its class."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Conjugation(enum.Enum):
    """How a word inflects."""

    GODAN_KA = "五段-カ行"
    GODAN_GA = "五段-ガ行"
    GODAN_SA = "五段-サ行"
    GODAN_TA = "五段-タ行"
    GODAN_NA = "五段-ナ行"
    GODAN_BA = "五段-バ行"
    GODAN_MA = "五段-マ行"
    GODAN_RA = "五段-ラ行"
    GODAN_WA = "五段-ワア行"
    GODAN_IKU = "五段-カ行（行く）"
    GODAN_TOU = "五段-ワア行（問う）"
    GODAN_HONORIFIC = "五段-ラ行（くださる）"
    GODAN_ARU = "五段-ラ行（ある）"
    KAMI_ICHIDAN = "上一段"
    SHIMO_ICHIDAN = "下一段"
    KURU = "カ行変格"
    SURU = "サ行変格"
    SURU_LIKE_GODAN = "サ行変格（愛する）"
    SURU_DOUBLED = "サ行変格（達する）"
    SURU_LONG = "サ行変格（要する）"
    ZURU = "ザ行変格"
    ADJECTIVE = "形容詞"
    NA_ADJECTIVE = "形容動詞"
    NOUN = "名詞＋だ"
    COPULA = "〜だ"
    """な or の before a noun: not known."""

    @property
    def is_verb(self) -> bool:
        """Whether words of this class are verbs (not adjectives, not 〜だ)."""
        return self not in _NOT_VERBS

    @property
    def is_ichidan(self) -> bool:
        """Whether it is 上一段 or 下一段."""
        return self in (Conjugation.KAMI_ICHIDAN, Conjugation.SHIMO_ICHIDAN)

    @property
    def is_suru(self) -> bool:
        """Whether it is する with nothing of its own in front (申請する, する)."""
        return self is Conjugation.SURU


_COPULAS = frozenset({Conjugation.NA_ADJECTIVE, Conjugation.NOUN, Conjugation.COPULA})
_NOT_VERBS = _COPULAS | {Conjugation.ADJECTIVE}


class Form(enum.Enum):
    """A form of a word; each value shows it of 渡す."""

    PLAIN = "渡す。"
    ADNOMINAL = "渡す人"
    CONTINUATIVE = "渡し"
    STOP = "渡し、"
    """Where a clause stops and the sentence goes on (見る has only 見て、 for it)."""
    ADVERBIAL = "高く・必要に"
    TE = "渡して"
    TA = "渡した"
    TARA = "渡したら"
    TARI = "渡したり"
    BA = "渡せば"
    VOLITIONAL = "渡そう"
    IMPERATIVE = "渡せ・受けろ"
    IMPERATIVE_WRITTEN = "渡せ・受けよ"
    NEGATIVE_STEM = "渡さ（ない）"
    """Empty for ある: the negation of 問題がある is 問題が + ない."""
    ZU_STEM = "渡さ（ず）"
    NEGATIVE = "渡さない"
    NEGATIVE_PAST = "渡さなかった"
    NEGATIVE_BA = "渡さなければ"
    NEGATIVE_TE = "渡さなくて"
    NEGATIVE_STOP = "渡さず、・高くなく、"
    ZU = "渡さず"
    NU = "渡さぬ"
    N = "渡さん"
    PASSIVE = "渡される"
    CAUSATIVE = "渡させる"
    CAUSATIVE_PASSIVE = "渡させられる"
    POTENTIAL = "渡せる"
    DESIRE = "渡したい"
    APPEARANCE = "渡しそう"
    WHILE = "渡しながら"
    EASY = "渡しやすい"
    HARD = "渡しにくい"
    PROGRESSIVE = "渡している"
    REQUEST = "渡してください"
    POLITE_STEM = "渡し（ます）"
    POLITE = "渡します"
    POLITE_PAST = "渡しました"
    POLITE_NEGATIVE = "渡しません"
    POLITE_NEGATIVE_PAST = "渡しませんでした"
    POLITE_VOLITIONAL = "渡しましょう"
    HONORIFIC_STEM = "お渡し（ください・になる）"
    HONORIFIC_REQUEST = "お渡しください"
    HONORIFIC = "お渡しになる"
    HUMBLE_STEM = "お渡し（する）"
    HUMBLE = "お渡しする"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, an adjective or a noun with だ.

    A base may be a phrase (郵便で送る); its last word inflects.

    Attributes:
        base: Dictionary form (渡す, 申請する, 高い, 必要だ).
        kind: How it inflects.
    """

    base: str
    kind: Conjugation
