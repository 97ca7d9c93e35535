"""Honorific forms in やさしい日本語: ご記入ください for 書いてください."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, texts
from checker.inflection import Form, inflect, parse
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_PREFIXES = ("お", "ご", "御")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a お〜ください or ご〜ください; the fix is 〜てください.

    `options["words"]` gives plain verbs for nouns and verbs that have none of
    their own (覧=見て, 越し=来て). Without a verb for it the match has no fix and
    says 〜てください.
    """
    words_for = dict(pair.split("=") for pair in texts(options, "words"))
    for base in ("くださる", "下さる"):
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            if words[index].form.startswith("命令形") and index:
                match = _match(words, index, words_for)
                if match is not None:
                    yield match


def _match(words: Sequence[Morpheme], index: int, words_for: dict[str, str]) -> Match | None:
    """The match for the ください at `index`, if お or ご stands before its verb."""
    at = index - 1
    while at > index - 4 and at > 0 and words[at].pos.startswith(("動詞", "名詞")):
        if words[at - 1].surface in _PREFIXES and words[at - 1].pos.startswith("接頭辞"):
            break
        if words[at].surface.startswith(_PREFIXES):
            break
        at -= 1
    before = words[at - 1] if at else None
    stem = "".join(word.surface for word in words[at:index])
    if before is not None and before.surface in _PREFIXES and before.pos.startswith("接頭辞"):
        start = before.start
    elif words[at].surface.startswith(_PREFIXES) and words[at].pos.startswith("名詞"):
        start, stem = words[at].start, stem[1:]
    else:
        return None
    said = _request(words[at:index], stem, words_for)
    span = Span(start, words[index].end)
    if not said:
        return Match(span, {"to": "〜てください"})
    return Match(span, {"to": said}, edits=(Edit(span, said),))


def _request(said: Sequence[Morpheme], stem: str, words_for: dict[str, str]) -> str:
    """書いてください, for what stands between お and ください; "" if it is not certain."""
    if stem in words_for:
        return words_for[stem] + "ください"
    if len(said) > 1:
        return ""
    word = said[0]
    if word.pos.startswith("動詞"):
        verb = parse(word.base, word.conjugation)
        return (inflect(verb, Form.REQUEST) or "") if verb is not None else ""
    return stem + "してください" if word.pos.startswith("名詞") else ""
