"""「開催させていただきます」: asking leave for what needs none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, texts
from checker.inflection import Conjugation, Verb, parse
from checker.inflection.transfer import auxiliaries_end, transfer
from checker.model import Edit, Match, Span, Tier
from checker.scan import Words

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_RECEIVING = ("いただく", "頂く", "戴く")
_WORDS = Words(("せていただ", "せて頂", "せて戴"))
_SURU = Verb("する", Conjugation.SURU)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_WORDS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a 〜(さ)せていただく that says no more than 〜する.

    Left alone are the nouns of `options["consent"]` (撮影, 掲載: here the reader is
    asked for leave indeed), and all verbs but する and those of `options["verbs"]`:
    the reader may be the one who does them (聞かせていただく, 飲ませていただく).
    """
    consent = texts(options, "consent")
    verbs = frozenset(texts(options, "verbs"))
    for base in _RECEIVING:
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            if index > 2 and words[index - 1].surface == "て":
                match = _match(words, index, consent, verbs)
                if match is not None:
                    yield match


def _match(
    words: Sequence[Morpheme], index: int, consent: tuple[str, ...], verbs: frozenset[str]
) -> Match | None:
    """The match for いただく at `index`, behind a verb, せる and て."""
    verb, causative = words[index - 3], words[index - 2]
    if causative.base not in ("せる", "させる") or not verb.pos.startswith("動詞"):
        return None
    start = verb.start
    if index > 3 and words[index - 4].surface in ("お", "ご", "御"):  # お呼びさせて: お呼びする
        plain: Verb | None = _SURU
        start = causative.start
    elif verb.base == "する":
        before = "".join(word.surface for word in words[max(0, index - 5) : index - 3])
        if before.removesuffix("を").endswith(consent):
            return None
        plain = _SURU
    elif verb.base in verbs:
        plain = parse(verb.base, verb.conjugation)
    else:
        return None
    edit = None if plain is None else transfer(words, index, plain)
    if edit is None:
        return None
    end = auxiliaries_end(words, index)
    # Shown with the ます behind it: 「し」で足ります would say nothing.
    tail = "".join(word.surface for word in words[index:end] if word.start >= edit.span.end)
    span = Span(start, max(edit.span.end, words[end - 1].end))
    said = edit.text + tail
    return Match(span, {"to": said}, edits=(Edit(span, said),))
