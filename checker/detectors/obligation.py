"""「〜しなければなりません」 where a request would do, and the request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

_MUST = ("なる", "いける")
_NEGATIONS = (("なけれ", "ば"), ("なく", "て", "は"), ("ない", "と"))
_OTHERS = frozenset(("市", "県", "国", "職員", "事業者", "会社", "私たち", "役所", "市役所"))
_TE = {
    "カ": "いて",
    "ガ": "いで",
    "サ": "して",
    "タ": "って",
    "ラ": "って",
    "ワ": "って",
    "ナ": "んで",
    "バ": "んで",
    "マ": "んで",
}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a polite 「〜なければなりません」 that ends a sentence."""
    sentences = context.document.sentences
    for base in _MUST:
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            ending = [word.surface for word in words[index + 1 :]]
            if ending[:2] != ["ませ", "ん"] or ending[2:] not in ([], ["。"]):
                continue
            verb = _verb(words, index)
            if verb is None or not sentences[number].prose or _tells(words[:verb]):
                continue
            start = verb
            if words[verb].base == "する" and verb and words[verb - 1].pos.startswith("名詞"):
                start -= 1
            span = Span(words[start].start, words[index + 2].end)
            said = "".join(word.surface for word in words[start:verb])
            te = te_form(words[verb])
            edits = (Edit(span, f"{said}{te}ください"),) if te else ()
            yield Match(span, edits=edits)


def _tells(words: Sequence[Morpheme]) -> bool:
    """Whether the sentence tells what happens to somebody instead of asking for something."""
    if any(
        word.surface in _OTHERS and following.surface in ("は", "も")
        for word, following in pairwise(words)
    ):
        return True
    return any(
        (word.surface == "が" and word.pos == "助詞-格助詞")
        or (word.surface in ("と", "ば") and word.pos == "助詞-接続助詞")
        for word in words
    )


def _verb(words: Sequence[Morpheme], index: int) -> int | None:
    """The verb that 「なければ」 before the word at `index` belongs to, or None."""
    for negation in _NEGATIONS:
        first = index - len(negation)
        said = tuple(word.surface for word in words[first:index])
        if first > 0 and said == negation and words[first - 1].pos.startswith("動詞"):
            return first - 1
    return None


def te_form(verb: Morpheme) -> str:
    """The て form of a verb (書く: 書いて), "" for one that asks nobody to act (ある, いる)."""
    if verb.base in ("ある", "いる", "なる", "できる", "せる", "れる"):
        return ""
    if verb.base == "行く" or verb.base == "いく":
        return f"{verb.base[:-1]}って"
    if verb.base == "する":
        return "して"
    if verb.conjugation.startswith(("上一段", "下一段")):
        return f"{verb.base[:-1]}て"
    if verb.conjugation.startswith("五段-"):
        return f"{verb.base[:-1]}{_TE[verb.conjugation[3]]}"
    return ""
