"""「納付は、金融機関で納付できます」: the predicate says the topic again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"topic"})

LATEST = 8
"""How many words may stand before the は of a topic: behind that it is no opening topic."""


@per_rule
def _verbs(options: Options) -> Mapping[str, str]:
    return dict(pair.split("=") for pair in texts(options, "verbs"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence that ends in the verb of its own topic.

    `options["verbs"]` pairs nouns with verbs that are written otherwise
    (受付=受け付ける). A sentence in which another predicate comes between
    (相談は無料で、電話でも相談できます) is right.
    """
    verbs = _verbs(options)
    sentences, morphemes = context.document.sentences, context.morphemes
    for number, row in context.rows("は").items():
        index, words = row[0], morphemes[number]
        if not 0 < index <= LATEST or not sentences[number].prose:
            continue
        topic = words[index - 1]
        if not topic.pos.startswith("名詞"):
            continue
        end = context.closing(number)
        predicate = _predicate(words, index, end, topic, verbs.get(topic.surface, ""))
        if predicate is None or _is_closed(words[index + 1 : predicate]):
            continue
        span = Span(words[predicate].start, words[end - 1].end)
        related = (Related(Span(topic.start, words[index].end), "ここと重なっています"),)
        yield Match(span, {"topic": topic.surface}, related=related)


def _predicate(
    words: Sequence[Morpheme], start: int, end: int, topic: Morpheme, verb: str
) -> int | None:
    """Where the topic comes again as the last predicate (納付|できます), if it does."""
    for at in range(end - 1, max(start, end - 8), -1):
        word = words[at]
        if verb and word.base == verb:
            return at
        if word.surface == topic.surface and at + 1 < end:
            after = words[at + 1]
            acts = after.base in ("する", "できる", "出来る", "いたす", "致す", "ください")
            return at if acts and after.pos.startswith("動詞") else None
        if not word.pos.startswith(("動詞-非自立可能", "助動詞", "助詞-接続助詞")):
            return None
    return None


def _is_closed(words: Sequence[Morpheme]) -> bool:
    """Whether a clause ends before the predicate, so that the topic has its own."""
    for at, word in enumerate(words):
        after = words[at + 1].surface if at + 1 < len(words) else ""
        if word.surface == "は" and word.pos.startswith("助詞"):  # 〜は平日、メールはいつでも…
            return True
        if word.pos == "助詞-接続助詞" and word.surface not in ("て", "で"):
            return True
        ends = word.pos.startswith(("動詞", "助動詞", "形容詞")) or word.surface in ("て", "で")
        if ends and after == "、":
            return True
    return False
