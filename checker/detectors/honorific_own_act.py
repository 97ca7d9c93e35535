"""「市の職員がいらっしゃいます」: honorific words for what the city itself does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.inflection.transfer import auxiliaries_end
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"subject"})

LOOK_BACK = 30
"""How many words before the verb its subject may stand."""

_PREFIXES = frozenset({"お", "ご", "御"})
_VERBS = frozenset(
    ("いらっしゃる", "おっしゃる", "仰る", "なさる", "召し上がる", "くださる", "下さる")
)


@per_rule
def _own(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "own"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an honorific verb whose nearest subject is one of `options["own"]`.

    With `の` before it (となり町の職員) the subject may be a guest, so it is left
    alone unless 市 or 当 stands there.
    """
    own = _own(options)
    if own.isdisjoint(context.words.surfaces):
        return
    for base in _VERBS & context.words.bases:
        for number, index in context.words.by_base[base]:
            words = context.morphemes[number]
            verb = words[index]
            if verb.form.startswith("命令形") or not verb.pos.startswith("動詞"):
                continue
            subject = _subject(words, index)
            if subject is not None and _is_own(words, subject, own):
                span = Span(verb.start, words[auxiliaries_end(words, index) - 1].end)
                yield Match(span, {"subject": words[subject].surface})
    # 職員がご説明になります
    for span, who, _ in _with_prefix(context, own, "なる", "に"):
        yield Match(span, {"subject": who.surface})
    # 市がご案内される; behind は or も what is done may be done to the subject.
    for span, who, particle in _with_prefix(context, own, "れる", "さ"):
        if particle.surface == "が":
            yield Match(span, {"subject": who.surface})


def _with_prefix(
    context: Context, own: frozenset[str], base: str, before: str
) -> Iterator[tuple[Span, Morpheme, Morpheme]]:
    """Verbs of the own side behind お or ご, a word and `before`; the subject and what is behind it."""
    if not _PREFIXES & context.words.surfaces:
        return
    for number, index in context.words.by_base.get(base, ()):
        words = context.morphemes[number]
        first = index - 3
        if first < 1 or words[index - 1].surface != before:
            continue
        if words[first].surface not in _PREFIXES:
            continue
        subject = _subject(words, first)
        if subject is not None and _is_own(words, subject, own):
            yield Span(words[first].start, words[index].end), words[subject], words[subject + 1]


def _subject(words: Sequence[Morpheme], index: int) -> int | None:
    """The noun before the last が, は or も in front of the verb at `index`."""
    for at in range(index - 1, max(0, index - LOOK_BACK), -1):
        word = words[at]
        if word.surface in ("が", "は", "も") and word.pos.startswith("助詞"):
            return at - 1 if words[at - 1].pos.startswith("名詞") else None
    return None


def _is_own(words: Sequence[Morpheme], subject: int, own: frozenset[str]) -> bool:
    if words[subject].surface not in own:
        return False
    before = words[subject - 1].surface if subject else ""
    if before == "の":
        return subject > 1 and words[subject - 2].surface in ("市", "本市", "当市", "市役所")
    return not subject or not words[subject - 1].pos.startswith(("名詞", "接尾辞"))
