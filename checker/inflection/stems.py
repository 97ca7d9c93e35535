"""The stems of verbs: what their forms are put together from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from checker.inflection.types import Conjugation, Verb
from checker.inflection.words import STATIVE, is_kanji


@dataclass(frozen=True, slots=True)
class Stems:
    """What the forms of a verb are put together from. None: not done, or not certain."""

    negative: str
    zu: str
    passive: str | None  # before れる
    causative: str | None  # before せる
    continuative: str
    polite: str
    stop: str
    te: str
    conditional: str
    volitional: str | None
    imperative: str | None
    written: str | None
    potential: str | None
    voiced: bool = False


# a row, i row, え row, お row, 音便, whether it voices た
GODAN = {
    Conjugation.GODAN_KA: ("く", "かきけこい", False),
    Conjugation.GODAN_GA: ("ぐ", "がぎげごい", True),
    Conjugation.GODAN_SA: ("す", "さしせそし", False),
    Conjugation.GODAN_TA: ("つ", "たちてとっ", False),
    Conjugation.GODAN_NA: ("ぬ", "なにねのん", True),
    Conjugation.GODAN_BA: ("ぶ", "ばびべぼん", True),
    Conjugation.GODAN_MA: ("む", "まみめもん", True),
    Conjugation.GODAN_RA: ("る", "らりれろっ", False),
    Conjugation.GODAN_WA: ("う", "わいえおっ", False),
    Conjugation.GODAN_IKU: ("く", "かきけこっ", False),
    Conjugation.GODAN_TOU: ("う", "わいえおう", False),
}


@lru_cache(maxsize=1024)
def stems_of(verb: Verb) -> Stems | None:
    """The stems of a verb, None if base and class do not fit."""
    base, kind = verb.base, verb.kind
    if kind in GODAN:
        return _godan_stems(base, kind)
    if base[-1:] != "る" or len(base) < 2:
        return None
    stem = base[:-1]
    if kind.is_ichidan:
        return _ichidan_stems(base, stem)
    if kind is Conjugation.GODAN_HONORIFIC:
        # ござる lives on in ございます only; its plain forms are of another time.
        return Stems(
            negative=stem + "ら",
            zu=stem + "ら",
            passive=None,
            causative=None,
            continuative=stem + "り",
            polite=stem + "い",
            stop=stem + "り",
            te=stem + "っ",
            conditional=stem + "れ",
            volitional=None,
            imperative=stem + "い",
            written=None,
            potential=None,
        )
    if kind is Conjugation.GODAN_ARU:
        return Stems(
            negative=base[:-2],
            zu=stem + "ら",
            passive=None,
            causative=None,
            continuative=stem + "り",
            polite=stem + "り",
            stop=stem + "り",
            te=stem + "っ",
            conditional=stem + "れ",
            volitional=stem + "ろう",
            imperative=None,
            written=None,
            potential=None,
        )
    head = base[:-2]
    if kind is Conjugation.KURU and base.endswith(("来る", "くる")):
        kanji = base[-2] == "来"
        o, i, u = (head + "来",) * 3 if kanji else (head + "こ", head + "き", head + "く")
        return Stems(
            negative=o,
            zu=o,
            passive=o + "ら",
            causative=o + "さ",
            continuative=i,
            polite=i,
            stop=i + "て",
            te=i,
            conditional=u + "れ",
            volitional=o + "よう",
            imperative=o + "い",
            written=None,
            potential=o + "られる",
        )
    if kind is Conjugation.ZURU and base.endswith("ずる"):
        return Stems(
            negative=head + "じ",
            zu=head + "ぜ",
            passive=head + "じら",
            causative=head + "じさ",
            continuative=head + "じ",
            polite=head + "じ",
            stop=head + "じ",
            te=head + "じ",
            conditional=head + "ずれ",
            volitional=head + "じよう",
            imperative=head + "じろ",
            written=head + "ぜよ",
            potential=head + "じられる",
        )
    return _suru_stems(verb) if base.endswith("する") else None


def _godan_stems(base: str, kind: Conjugation) -> Stems | None:
    last, row_of, voiced = GODAN[kind]
    a, i, e, o, onbin = tuple(row_of)
    if base[-1:] != last or len(base) < 2:
        return None
    stem = base[:-1]
    stative = base.endswith(STATIVE)
    return Stems(
        negative=stem + a,
        zu=stem + a,
        passive=None if stative else stem + a,
        causative=stem + a,
        continuative=stem + i,
        polite=stem + i,
        stop=stem + i,
        te=stem + onbin,
        conditional=stem + e,
        volitional=stem + o + "う",
        imperative=None if stative else stem + e,
        written=None if stative else stem + e,
        potential=None if stative else stem + e + "る",
        voiced=voiced,
    )


def _ichidan_stems(base: str, stem: str) -> Stems:
    stative = base.endswith(STATIVE)
    being = base == "いる" or base.endswith(("ている", "でいる"))
    last = stem[-1]
    short = len(stem) == 1 or is_kanji(last) or stem.endswith(("てみ", "でみ"))
    stop = stem + "て" if short else stem
    zu = stem
    if being:  # いる borrows the forms in which い would stand alone from おる
        stop = stem[:-1] + "おり"
        zu = stem[:-1] + "おら"
    giving = base == "くれる" or base.endswith(("てくれる", "でくれる"))
    alone = stative or giving  # neither done to anybody nor a skill
    return Stems(
        negative=stem,
        zu=zu,
        passive=None if alone else stem + "ら",
        causative=None if base.endswith(("できる", "出来る")) else stem + "さ",
        continuative=stem,
        polite=stem,
        stop=stop,
        te=stem,
        conditional=stem + "れ",
        volitional=stem + "よう",
        imperative=None if stative else stem if giving else stem + "ろ",
        written=None if alone else stem + "よ",
        potential=None if alone else stem + "られる",
    )


def _suru_stems(verb: Verb) -> Stems | None:
    head, kind = verb.base[:-2], verb.kind
    if kind not in (
        Conjugation.SURU,
        Conjugation.SURU_LIKE_GODAN,
        Conjugation.SURU_DOUBLED,
        Conjugation.SURU_LONG,
    ):
        return None
    godan = kind is Conjugation.SURU_LIKE_GODAN
    potential = None
    if kind is Conjugation.SURU and not head.endswith("を"):  # けがをできる is no Japanese
        potential = head + "できる"
    elif godan:
        potential = head + "せる"
    return Stems(
        negative=head + ("さ" if godan else "し"),
        zu=head + ("さ" if godan else "せ"),
        passive=head + ("せら" if kind is Conjugation.SURU_DOUBLED else "さ"),
        causative=head + "さ",
        continuative=head + "し",
        polite=head + "し",
        stop=head + "し",
        te=head + "し",
        conditional=head + "すれ",
        volitional=head + ("そう" if godan else "しよう"),
        imperative=head + ("せ" if godan else "しろ"),
        written=head + "せよ",
        potential=potential,
    )
