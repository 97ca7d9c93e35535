"""「目的は…防ぎます」: a sentence that starts as a definition and ends as an action."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.analysis.types import Morpheme, Syntax, Token
from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Match, Tier

NEEDS = Tier.SYNTAX

_SUBJECT = ("nsubj", "dislocated", "csubj")


def guard(context: Context, options: Options) -> Iterator[int]:
    """Sentences with such a topic that end in a verb."""
    topics = frozenset(texts(options, "topics"))
    for number, sentence in enumerate(context.document.sentences):
        if sentence.prose:
            morphemes = context.morphemes[number]
            if _topic(morphemes, topics) is not None and _ends_in_verb(morphemes):
                yield number


def _topic(morphemes: tuple[Morpheme, ...], topics: frozenset[str]) -> Morpheme | None:
    """The noun before the first は, if it is one that wants a definition."""
    for noun, particle in pairwise(morphemes):
        if particle.surface == "は" and particle.pos.startswith("助詞"):
            return noun if noun.surface in topics else None
    return None


def _ends_in_verb(morphemes: tuple[Morpheme, ...]) -> bool:
    """Whether the predicate is a verb that acts (…ます, …ました), not a request or …ています."""
    words = [m for m in morphemes if not m.pos.startswith(("補助記号", "空白"))]
    while words and words[-1].pos.startswith("助動詞") and words[-1].base in ("ます", "た", "だ"):
        words.pop()
    if len(words) == 0 or len(words) == len(morphemes):
        return False
    last = words[-1]
    if last.pos.startswith("助動詞") or last.base in ("くださる", "いる", "ある"):
        return False
    return last.pos.startswith("動詞")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence whose definition-like topic hangs on an acting verb.

    The tree decides whether the topic belongs to the last predicate, and
    whether it is its subject: 「内容は、ホームページでお知らせします」 has the
    topic as object and is right.
    """
    topics = frozenset(texts(options, "topics"))
    for number, tree in context.trees.items():
        found = _twist(tree, topics)
        if found is not None:
            topic, predicate = found
            span = context.document.sentences[number].span
            yield Match(span, {"topic": topic, "predicate": predicate})


def _twist(tree: Syntax, topics: frozenset[str]) -> tuple[str, str] | None:
    tokens = tree.tokens
    for index, token in enumerate(tokens[:-1]):
        if token.surface in topics and tokens[index + 1].surface == "は":
            predicate = _last_predicate(tokens, token.head)
            if predicate is None or not token.dep.startswith(_SUBJECT):
                return None
            objects = [t for t in tokens if t.dep.startswith("obj") and t.head == predicate]
            subjects = [
                t
                for t in tokens
                if t is not token and t.dep.startswith("nsubj") and t.head == predicate
            ]
            # With an object or a subject of its own the verb needs nothing from the topic.
            if not objects and not subjects:
                return None
            ending = "".join(
                t.surface
                for at, t in enumerate(tokens)
                if at == predicate or (t.head == predicate and t.pos == "AUX")
            )
            return token.surface, ending
    return None


def _last_predicate(tokens: tuple[Token, ...], head: int) -> int | None:
    """The verb at the root, reached from `head` over clauses that it closes; else None."""
    while tokens[head].dep.startswith("advcl") and tokens[head].head > head:
        head = tokens[head].head
    is_root = tokens[head].head == head
    return head if is_root and tokens[head].pos == "VERB" else None
