"""Conjugation: from a dictionary form to any form that a notice needs.

Pure: knows no dictionary and no tokenizer. Classes are read from Sudachi's
conjugation type or, where the ending leaves no doubt, from the base alone.
Whatever is not certain is None: a wrong form in a citizen's letter is worse
than no proposal.

`inflection.transfer` gives a word the form of a phrase that stands in a draft,
`inflection.polite` puts the end of a clause into です・ます form.
"""

from __future__ import annotations

from checker.inflection.classes import parse
from checker.inflection.respect import respectful
from checker.inflection.stems import stems_of
from checker.inflection.types import Conjugation, Form, Verb
from checker.inflection.words import STATIVE, denies_existence

__all__ = ["Conjugation", "Form", "Verb", "derive", "inflect", "parse", "te_stem", "voice"]


def inflect(verb: Verb, form: Form) -> str | None:
    """A form of a word.

    Returns:
        None where the word has no such form (the passive of ある), or where it is
        not certain which one is used.
    """
    if form is Form.HONORIFIC_STEM or form is Form.HUMBLE_STEM:
        return respectful(verb, humble=form is Form.HUMBLE_STEM)
    if form in _RESPECTFUL:
        stem_form, tail = _RESPECTFUL[form]
        return _joined(inflect(verb, stem_form), tail)
    if verb.kind.is_verb:
        return _verb_form(verb, form)
    if verb.kind is Conjugation.ADJECTIVE:
        return _adjective_form(verb.base, form)
    return _copula_form(verb, form)


def derive(verb: Verb, form: Form) -> Verb | None:
    """The passive, causative or potential of a verb as a verb of its own.

    Args:
        verb: The verb.
        form: PASSIVE, CAUSATIVE, CAUSATIVE_PASSIVE, POTENTIAL, PROGRESSIVE, HONORIFIC
            or HUMBLE.

    Returns:
        None for other forms and where the verb has no such form.
    """
    kind = _DERIVED.get(form)
    text = inflect(verb, form) if kind else None
    if kind is None or text is None:
        return None
    if text.endswith("できる"):
        kind = Conjugation.KAMI_ICHIDAN
    return Verb(text, kind)


def voice(ending: str, voiced: bool) -> str:
    """て, た, たら, たり … as it stands behind a 音便: voiced (で, だ) or not."""
    plain = _UNVOICED.get(ending[:1], ending[:1])
    return (_VOICED.get(plain, plain) if voiced else plain) + ending[1:]


def te_stem(verb: Verb) -> tuple[str, bool] | None:
    """What stands before て and た, and whether they are voiced; None for non-verbs."""
    if not verb.kind.is_verb or _is_gozaru(verb):
        return None
    stems = stems_of(verb)
    return None if stems is None else (stems.te, stems.voiced)


_VOICED = {"て": "で", "た": "だ"}
_UNVOICED = {"で": "て", "だ": "た"}
_RESPECTFUL = {
    Form.HONORIFIC_REQUEST: (Form.HONORIFIC_STEM, "ください"),
    Form.HONORIFIC: (Form.HONORIFIC_STEM, "になる"),
    Form.HUMBLE: (Form.HUMBLE_STEM, "する"),
}
_DERIVED = {
    Form.PASSIVE: Conjugation.SHIMO_ICHIDAN,
    Form.CAUSATIVE: Conjugation.SHIMO_ICHIDAN,
    Form.CAUSATIVE_PASSIVE: Conjugation.SHIMO_ICHIDAN,
    Form.POTENTIAL: Conjugation.SHIMO_ICHIDAN,
    Form.PROGRESSIVE: Conjugation.KAMI_ICHIDAN,
    Form.HONORIFIC: Conjugation.GODAN_RA,
    Form.HUMBLE: Conjugation.SURU,
}
_POLITE_TAILS = {
    Form.POLITE: "ます",
    Form.POLITE_PAST: "ました",
    Form.POLITE_NEGATIVE: "ません",
    Form.POLITE_NEGATIVE_PAST: "ませんでした",
    Form.POLITE_VOLITIONAL: "ましょう",
}
_NEGATIVE_TAILS = {
    Form.NEGATIVE: "ない",
    Form.NEGATIVE_PAST: "なかった",
    Form.NEGATIVE_BA: "なければ",
    Form.NEGATIVE_TE: "なくて",
}
_ZU_TAILS = {Form.ZU: "ず", Form.NEGATIVE_STOP: "ず", Form.NU: "ぬ", Form.N: "ん"}
_CONTINUATIVE_TAILS = {
    Form.WHILE: "ながら",
    Form.EASY: "やすい",
    Form.HARD: "にくい",
    Form.APPEARANCE: "そう",
}
_TE_TAILS = {Form.TE: "て", Form.TA: "た", Form.TARA: "たら", Form.TARI: "たり"}


def _joined(stem: str | None, tail: str) -> str | None:
    return None if stem is None else stem + tail


def _is_gozaru(verb: Verb) -> bool:
    return verb.base.endswith(("ござる", "御座る"))


def _verb_form(verb: Verb, form: Form) -> str | None:
    stems = stems_of(verb)
    if stems is None:
        return None
    if form in _POLITE_TAILS:
        if form is Form.POLITE_VOLITIONAL and stems.volitional is None:
            return None
        return stems.polite + _POLITE_TAILS[form]
    if form is Form.POLITE_STEM:
        return stems.polite
    if _is_gozaru(verb):
        return None
    if form in (Form.PLAIN, Form.ADNOMINAL):
        return verb.base
    if form in _NEGATIVE_TAILS:
        return stems.negative + _NEGATIVE_TAILS[form]
    if form in _ZU_TAILS:
        return stems.zu + _ZU_TAILS[form]
    if form in _TE_TAILS:
        return stems.te + voice(_TE_TAILS[form], stems.voiced)
    stative = verb.kind is Conjugation.GODAN_ARU or verb.base.endswith(STATIVE)
    honorific = verb.kind is Conjugation.GODAN_HONORIFIC
    if form in (Form.EASY, Form.HARD) and (stative or honorific):
        return None
    if form in _CONTINUATIVE_TAILS:
        return stems.continuative + _CONTINUATIVE_TAILS[form]
    te = stems.te + voice("て", stems.voiced)
    found: dict[Form, str | None] = {
        Form.CONTINUATIVE: stems.continuative,
        Form.STOP: stems.stop,
        Form.BA: stems.conditional + "ば",
        Form.VOLITIONAL: stems.volitional,
        Form.IMPERATIVE: stems.imperative,
        Form.IMPERATIVE_WRITTEN: stems.written,
        Form.NEGATIVE_STEM: stems.negative,
        Form.ZU_STEM: stems.zu,
        Form.PASSIVE: _joined(stems.passive, "れる"),
        Form.CAUSATIVE: _joined(stems.causative, "せる"),
        Form.CAUSATIVE_PASSIVE: _joined(stems.causative, "せられる"),
        Form.POTENTIAL: stems.potential,
        Form.DESIRE: None if stative else stems.continuative + "たい",
        Form.PROGRESSIVE: None if verb.kind is Conjugation.GODAN_ARU else te + "いる",
        Form.REQUEST: None if stative or honorific else te + "ください",
    }
    return found.get(form)


_ADJECTIVE_TAILS = {
    Form.CONTINUATIVE: "く",
    Form.STOP: "く",
    Form.ADVERBIAL: "く",
    Form.NEGATIVE_STEM: "く",
    Form.TE: "くて",
    Form.TA: "かった",
    Form.TARA: "かったら",
    Form.TARI: "かったり",
    Form.BA: "ければ",
    Form.VOLITIONAL: "かろう",
    Form.NEGATIVE: "くない",
    Form.NEGATIVE_PAST: "くなかった",
    Form.NEGATIVE_BA: "くなければ",
    Form.NEGATIVE_TE: "くなくて",
    Form.NEGATIVE_STOP: "くなく",
    Form.POLITE_NEGATIVE: "くありません",
    Form.POLITE_NEGATIVE_PAST: "くありませんでした",
}


def _adjective_form(base: str, form: Form) -> str | None:
    if base[-1:] != "い" or len(base) < 2:
        return None
    stem = base[:-1]
    # いい inflects as よい; かわいい does not.
    if base.endswith("いい") and not base.endswith("わいい"):
        stem = base[:-2] + "よ"
    if form in (Form.PLAIN, Form.ADNOMINAL):
        return base
    if form is Form.APPEARANCE:
        if base.endswith(("ない", "無い")):
            return stem + "さそう" if denies_existence(base) else stem + "そう"
        return stem + ("さそう" if stem.endswith(("よ", "良")) else "そう")
    if form in (Form.POLITE, Form.POLITE_PAST):
        if denies_existence(base):
            past = "でした" if form is Form.POLITE_PAST else ""
            return base[:-2] + "ありません" + past
        return (base if form is Form.POLITE else stem + "かった") + "です"
    return _joined(stem, _ADJECTIVE_TAILS[form]) if form in _ADJECTIVE_TAILS else None


_COPULA_TAILS = {
    Form.PLAIN: "だ",
    Form.STOP: "で",
    Form.ADVERBIAL: "に",
    Form.NEGATIVE_STEM: "では",
    Form.TE: "で",
    Form.TA: "だった",
    Form.TARA: "だったら",
    Form.TARI: "だったり",
    Form.BA: "であれば",
    Form.VOLITIONAL: "だろう",
    Form.NEGATIVE: "ではない",
    Form.NEGATIVE_PAST: "ではなかった",
    Form.NEGATIVE_BA: "でなければ",
    Form.NEGATIVE_TE: "ではなくて",
    Form.NEGATIVE_STOP: "ではなく",
    Form.POLITE: "です",
    Form.POLITE_PAST: "でした",
    Form.POLITE_NEGATIVE: "ではありません",
    Form.POLITE_NEGATIVE_PAST: "ではありませんでした",
}


def _copula_form(verb: Verb, form: Form) -> str | None:
    if verb.base[-1:] != "だ" or len(verb.base) < 2:
        return None
    stem = verb.base[:-1]
    if form is Form.ADNOMINAL:
        tail = {Conjugation.NA_ADJECTIVE: "な", Conjugation.NOUN: "の"}.get(verb.kind)
        return None if tail is None else stem + tail
    if form is Form.APPEARANCE:
        return stem + "そう" if verb.kind is Conjugation.NA_ADJECTIVE else None
    return stem + _COPULA_TAILS[form] if form in _COPULA_TAILS else None
