"""The city's own words as one more word list, which takes the place of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

import msgspec

from checker.document.folding import fold
from checker.inflection import Conjugation, parse
from checker.kinds import RuleSpec
from checker.kinds.base import BasisSpec, Examples, Override
from checker.kinds.glossary import Entry, GlossaryRule
from checker.regex import regex
from checker.rulebook.rule import Rule, Rulebook
from checker.words import CityWord

CITY_WORDS = "jargon/city-words"
"""The rule that holds the words of the city."""

_Pos = Literal["noun", "suru", "verb", "adjective", "phrase"]

_NOT_IN_IDS = regex(r"[\s#,]")
_VERB_ENDS = "うくぐすつぬぶむる"
_OKURIGANA = regex(r"[一-鿿々][ぁ-ん]{0,2}[うくぐすつぬぶむる]$")
_ONE_KANJI = regex(r"(?<![一-鿿々])[一-鿿]する$")
_NO_VERB = regex(r"(?:[なべしらじとかよ]く)$")


@lru_cache(maxsize=4)
def with_words(rulebook: Rulebook, words: tuple[CityWord, ...]) -> Rulebook:
    """A rulebook with the words of a city.

    Other word lists say nothing of a term that the city lists. No other rule is
    touched, and none is compiled anew before a draft needs it.

    Raises:
        ConfigError: A word cannot be used; names file and line.
    """
    if not words:
        return rulebook
    entries = [_entry(word) for word in words if not word.keep]
    joined = rulebook.joined([_rule(words, entries)]) if entries else rulebook
    taken = _taken(words)
    changed = [
        Rule(rule.id, spec, rule.path)
        for rule in joined
        if rule.id != CITY_WORDS and (spec := _without(rule.spec, taken)) is not rule.spec
    ]
    return Rulebook([*joined, *changed], joined.replaced, joined.indexes)


def _taken(words: Iterable[CityWord]) -> dict[str, _Pos]:
    """The terms of which other lists say nothing, with their parts of speech."""
    terms: dict[str, _Pos] = {}
    for word in words:
        pos = _pos(word)
        terms |= dict.fromkeys(_terms(word, pos), pos)
        if pos == "suru":
            terms[fold(word.word).removesuffix("する")] = pos
    return terms


def _terms(word: CityWord, pos: _Pos) -> list[str]:
    """The word, and the other dictionary form that a verb may have."""
    term = fold(word.word)
    others = []
    if pos == "verb":
        if term.endswith(("じる", "ずる")):
            others = [f"{term[:-2]}{'ずる' if term[-2] == 'じ' else 'じる'}"]
        elif _ONE_KANJI.search(term):
            others = [f"{term[:-2]}す"]
    return [term, *others]


def _without(spec: RuleSpec, taken: Iterable[str]) -> RuleSpec:
    """A word list without some terms; other rules as they are."""
    if not isinstance(spec, GlossaryRule):
        return spec
    return msgspec.structs.replace(spec, leave=[*spec.leave, *taken])


def _rule(words: Sequence[CityWord], entries: list[Entry]) -> Rule:
    paths = dict.fromkeys(word.path for word in words)
    spec = GlossaryRule(
        title="市の言葉",
        message="「{text}」は、市の言葉の一覧にあります。{advice}",
        severity="suggestion",
        why=(
            "市民に伝わる言い方を、市で決めてそろえた言葉です。"
            "人によって言い方が変わると、市民は別のことだと受け取ります。"
        ),
        basis=[_basis(paths)],
        profiles={"easy": Override(severity="warning")},
        since="0.1",
        examples=Examples(),
        entries=entries,
        leave=[fold(word.word) for word in words if word.keep],
    )
    return Rule(CITY_WORDS, spec, words[0].path)


def _basis(paths: Iterable[str]) -> BasisSpec:
    names = "、".join(Path(path).name for path in paths)
    return BasisSpec(own=f"市の言葉の一覧（{names}）にあるため。")


def _entry(word: CityWord) -> Entry:
    pos = _pos(word)
    if pos in ("suru", "verb", "adjective"):
        for plain in word.plain:
            if parse(plain) is None:
                raise word.error(
                    f"言い換えの「{plain}」を、どう活用するのか分かりません。",
                    "「広く知らせる」のように、辞書に載る形で書いてください。"
                    "活用しない言葉なら、品詞に「句」と書いてください。",
                )
    return Entry(
        id=_NOT_IN_IDS.sub("", word.word),
        terms=_terms(word, pos),
        pos=pos,
        treatment="replace" if word.plain else "explain",
        plain=list(word.plain),
        explanation=word.explanation,
        note=word.note,
        basis=[_basis([word.path])],
    )


def _pos(word: CityWord) -> _Pos:
    """The part of speech that a list names, or that the word shows."""
    if word.pos:
        return cast("_Pos", word.pos)
    if word.word.endswith("する") and len(word.word) > 2:
        found = parse(word.word)
        is_phrase = any(particle in word.word for particle in "をにが")
        return "suru" if found and found.kind is Conjugation.SURU and not is_phrase else "verb"
    if _is_verb(word.word) and all(map(_may_be_verb, word.plain)):
        return "verb"
    return "noun"


def _is_verb(word: str) -> bool:
    """Whether a word is plainly a verb in its dictionary form (講じる, not 遅滞なく)."""
    if not _OKURIGANA.search(word) or not _may_be_verb(word):
        return False
    found = parse(word)
    return found is not None and found.kind.is_verb


def _may_be_verb(word: str) -> bool:
    if word.endswith("く") and (_NO_VERB.search(word) or not _OKURIGANA.search(word)):
        return False
    return word.endswith(tuple(_VERB_ENDS))
