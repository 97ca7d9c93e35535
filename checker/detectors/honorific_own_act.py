"""「市の職員がいらっしゃいます」: honorific words for what the city itself does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
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
                end = index + 1
                while end < len(words) and words[end].pos.startswith("助動詞"):
                    end += 1
                span = Span(verb.start, words[end - 1].end)
                yield Match(span, {"subject": words[subject].surface})
    yield from _becoming(context, own)
    yield from _being(context, own)


def _becoming(context: Context, own: frozenset[str]) -> Iterator[Match]:
    """「職員がご説明になります」: お〜になる of what the own side does."""
    if not _PREFIXES & context.words.surfaces:
        return
    for number, index in context.words.by_base.get("なる", ()):
        words = context.morphemes[number]
        if (
            index < 4
            or words[index - 1].surface != "に"
            or words[index - 3].surface not in _PREFIXES
        ):
            continue
        subject = _subject(words, index - 3)
        if subject is not None and _is_own(words, subject, own):
            span = Span(words[index - 3].start, words[index].end)
            yield Match(span, {"subject": words[subject].surface})


def _being(context: Context, own: frozenset[str]) -> Iterator[Match]:
    """「市がご案内される」: ご〜される of what the own side does."""
    if not _PREFIXES & context.words.surfaces:
        return
    for number, index in context.words.by_base.get("れる", ()):
        words = context.morphemes[number]
        if (
            index < 4
            or words[index - 1].surface != "さ"
            or words[index - 3].surface not in _PREFIXES
        ):
            continue
        subject = _subject(words, index - 3)
        if subject is None or words[subject + 1].surface != "が":
            continue
        if _is_own(words, subject, own):
            span = Span(words[index - 3].start, words[index].end)
            yield Match(span, {"subject": words[subject].surface})


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
