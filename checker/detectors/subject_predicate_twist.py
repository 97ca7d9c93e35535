"""「目的は…防ぎます」: a sentence that starts as a definition and ends as an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.analysis.types import Morpheme, Syntax, Token
from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.unfinished_definition import Definition, is_polite_stop
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.SYNTAX

PLACEHOLDERS = frozenset({"topic", "predicate"})

_SUBJECT = ("nsubj", "dislocated", "csubj")
_TRAILING = ("いる", "いただく", "頂く", "いく", "くる", "おく", "もらう")
_POINTS = ("点", "ところ")
_EXISTING = frozenset(
    {"ある", "いる", "ない", "異なる", "違う", "変わる", "かかる", "要る", "よる"}
)
"""With these a second subject is right: 効果は個人差があります."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The options of the rule, as sets of words."""

    strict: frozenset[str]
    loose: frozenset[str]
    points: frozenset[str]
    telling: frozenset[str]
    happening: frozenset[str]
    joining: frozenset[str]
    sending: frozenset[str]


def _words(options: Options) -> _Words:
    names = ("strict", "loose", "points", "telling", "happening", "joining", "sending")
    return _Words(*(frozenset(texts(options, name)) for name in names))


def guard(context: Context, options: Options) -> Iterator[int]:
    """Sentences with such a topic that end in a verb, where words alone cannot tell."""
    words = _words(options)
    definition = Definition.of(options)
    sentences = context.document.sentences
    for number in {number for number, _ in context.words.by_surface.get("は", ())}:
        if not sentences[number].prose:
            continue
        morphemes = context.morphemes[number]
        if (
            _has_topic(morphemes, words)
            and _ends_in_verb(morphemes)
            and not any(is_polite_stop(morphemes, at) for at in range(len(morphemes) - 1))
            and definition.twist(morphemes) is None
        ):
            yield number


def _has_topic(morphemes: Sequence[Morpheme], words: _Words) -> bool:
    """Whether the noun before the first は is one that wants a definition."""
    for noun, particle in pairwise(morphemes):
        if particle.surface == "は" and particle.pos.startswith("助詞"):
            topics = (*words.strict, *words.loose, "方法")
            return noun.surface in _POINTS or noun.surface.endswith(topics)
    return False


def _ends_in_verb(morphemes: Sequence[Morpheme]) -> bool:
    """Whether the sentence ends in a verb that acts: …ます, …ています, …てください."""
    words = [m for m in morphemes if not m.pos.startswith(("補助記号", "空白"))]
    while words and words[-1].pos.startswith("助動詞") and words[-1].base in ("ます", "た", "だ"):
        words.pop()
    while len(words) > 1 and words[-1].base in (*_TRAILING, "くださる", "下さる"):
        words.pop()
        if words[-1].surface not in ("て", "で"):
            break
        words.pop()
    return 0 < len(words) < len(morphemes) and words[-1].pos.startswith("動詞")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence whose definition-like topic hangs on an acting verb.

    The tree decides whether the topic belongs to the last predicate. What else
    that verb has decides whether it needs the topic: 「内容は、ホームページで
    お知らせします」 has it for an object and is right. `options["strict"]` (目的) are
    hardly ever an object, `options["loose"]` (内容) often.
    """
    words = _words(options)
    for number in guard(context, options):
        tree = context.trees.get(number)
        found = None if tree is None else _twist(tree, words)
        if found is not None:
            topic, root = found
            sentence = context.document.sentences[number].span
            predicate = context.document.folded[root.start : sentence.end].rstrip("。．）」 ")
            particle = Span(topic.start, topic.end + 1)
            yield Match(
                sentence,
                {"topic": topic.surface, "predicate": predicate},
                related=(Related(particle, "ここから始まっています"),),
            )


def _twist(tree: Syntax, words: _Words) -> tuple[Token, Token] | None:
    tokens = tree.tokens
    for index, token in enumerate(tokens[:-1]):
        if tokens[index + 1].surface != "は" or not token.pos.startswith(("NOUN", "VERB")):
            continue
        kind = _kind(tokens, index, words)
        root = _last_predicate(tokens, token.head)
        if kind is None or root is None or not token.dep.startswith(_SUBJECT):
            return None
        return (token, tokens[root]) if _is_twisted(tokens, index, root, kind, words) else None
    return None


def _kind(tokens: Sequence[Token], index: int, words: _Words) -> str | None:
    """What kind of topic the noun at `index` is."""
    surface = tokens[index].surface
    if surface.endswith(tuple(words.strict)):
        return "strict"
    if surface in _POINTS:
        described = any(
            token.head == index and token.lemma in words.points for token in tokens[:index]
        )
        return "strict" if described else None
    if surface.endswith("方法"):
        return "way"
    return "loose" if surface.endswith(tuple(words.loose)) else None


def _last_predicate(tokens: Sequence[Token], head: int) -> int | None:
    """The verb at the root, reached from `head` over verbs whose clauses it closes."""
    while True:
        copula = any(token.head == head and token.dep == "cop" for token in tokens)
        if tokens[head].pos != "VERB" or copula:
            return None
        if tokens[head].head == head:
            return head
        if not tokens[head].dep.startswith("advcl") or tokens[head].head < head:
            return None
        head = tokens[head].head


def _is_twisted(tokens: Sequence[Token], topic: int, root: int, kind: str, words: _Words) -> bool:
    """Whether the verb at `root` has all that it needs, so that the topic is left over."""
    verb = tokens[root]
    under = {root, *(i for i, t in enumerate(tokens) if t.head == root and _is_clause(t))}
    objects = [t for t in tokens if t.dep.startswith("obj") and t.head == root]
    subjects = [
        t
        for i, t in enumerate(tokens)
        if i > topic and t.head == root and t.dep.startswith("nsubj")
    ]
    if verb.lemma in _EXISTING or verb.lemma in words.telling:
        return False
    if any(t.surface in words.telling for t in objects):  # 原因は、消防署が調査を進めています
        return False
    requests = any(t.surface in ("ください", "下さい") for t in tokens[root:])
    if kind == "way" or requests:
        given = any(t.dep.startswith("obj") and t.head in under for t in tokens[topic:])
        return kind != "loose" and given and verb.lemma in words.sending
    if kind == "strict":
        able = any(t.lemma in ("できる", "出来る") for t in tokens[root + 1 :])
        if objects or (able and verb.lemma in words.joining):
            return True
    elif objects:
        return not subjects
    return bool(subjects) and verb.lemma in words.happening


def _is_clause(token: Token) -> bool:
    return token.dep.startswith("advcl") and token.pos == "VERB"
