"""「目的は、…を防ぎます」: a definition that ends as an action, where the words alone tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"topic", "predicate"})

_TRAILING = frozenset(
    {"いる", "いただく", "頂く", "いく", "くる", "おく", "もらう", "くださる", "下さる"}
)
_MATTERS = ("こと", "の", "点", "ところ")
_EXISTING = frozenset(
    {"ある", "いる", "ない", "異なる", "違う", "変わる", "かかる", "要る", "よる", "占める", "続く"}
)
_MOST = ("最も", "もっとも", "一番", "多い")
_NO_NOUN = ("助詞-接続助詞", "助詞-格助詞", "助動詞")
_SEEMING = frozenset({"思う", "考える", "する"})
# What these say is never done to anything: any verb at the end is a twist.
_PURE = ("目的", "狙い", "ねらい", "願い", "使命", "趣旨")
_WISHES = ("夢", "願い", "目標", "目的", "希望", "望み")
_CAUSES = ("理由", "原因", "要因", "きっかけ")
_ABLE = ("する", "いたす", "できる", "出来る")
_PERSONS = tuple("者員長民方市県国課局署係人師さ")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence whose topic wants a definition and gets an action.

    `options["strict"]` (目的) are such topics; so are こと, の and 点 near a word of
    `options["matters"]` (大切なことは). After a verb of `options["telling"]` the topic
    may be its object (目的は、表で説明しています).
    """
    definition = _definition(options)
    topics = definition.topics
    sentences, morphemes = context.document.sentences, context.morphemes
    defined = {
        number: None
        for number, index in context.words.by_surface.get("は", ())
        if index and morphemes[number][index - 1].surface.endswith(topics)
    }
    for number in defined:
        if not sentences[number].prose:
            continue
        found = definition.twist(context.morphemes[number])
        if found is not None:
            topic, verb = found
            sentence = sentences[number].span
            predicate = context.document.folded[verb.start : sentence.end].rstrip("。．）」 ")
            yield Match(
                sentence,
                {"topic": topic.surface, "predicate": predicate},
                related=(Related(Span(topic.start, topic.end + 1), "ここから始まっています"),),
            )


@dataclass(frozen=True, slots=True)
class Definition:
    """The words that tell a definition, from the options of a rule."""

    strict: tuple[str, ...]
    telling: frozenset[str]
    matters: frozenset[str]
    topics: tuple[str, ...]
    """What every topic that wants a definition ends in."""

    @classmethod
    def of(cls, options: Options) -> Definition:
        """From `options["strict"]`, `options["telling"]` and `options["matters"]`."""
        strict = texts(options, "strict")
        return cls(
            strict,
            frozenset(texts(options, "telling")),
            frozenset(texts(options, "matters")),
            (*strict, *_CAUSES, *_MATTERS),
        )

    def twist(self, morphemes: Sequence[Morpheme]) -> tuple[Morpheme, Morpheme] | None:
        """The topic and the last verb, if they do not fit."""
        topic = next(
            (
                i
                for i, m in enumerate(morphemes)
                if m.surface == "は" and i and not morphemes[i - 1].pos.startswith(_NO_NOUN)
            ),
            0,
        )
        if not topic or not self._wants(morphemes, topic):
            return None
        end = len(morphemes)
        while end > topic and morphemes[end - 1].pos.startswith(("補助記号", "空白")):
            end -= 1
        request = morphemes[end - 1].base in ("くださる", "下さる")
        if morphemes[end - 1].base not in ("ます", "た", "ぬ", "です") and not request:
            return None
        verb = end - 1
        if morphemes[end - 1].base == "です":
            wish = morphemes[topic - 1].surface.endswith(_WISHES)
            wish = wish and morphemes[end - 2].base == "たい"
            return (morphemes[topic - 1], morphemes[end - 2]) if wish else None
        while verb > topic and (
            morphemes[verb].pos.startswith(("助動詞", "助詞-接続助詞"))
            or morphemes[verb].base in _TRAILING
        ):
            verb -= 1
        if not morphemes[verb].pos.startswith("動詞") or verb < topic + 2:
            return None
        if any(_closes(morphemes, at, request) for at in range(topic + 1, verb)):
            return None
        act = verb - 1 if morphemes[verb].base in _ABLE and verb > topic + 2 else verb
        if morphemes[act].base in self.telling | _EXISTING | _SEEMING:
            return None
        noun = morphemes[topic - 1].surface
        if request:
            return (morphemes[topic - 1], morphemes[act]) if noun in _MATTERS else None
        told = morphemes[act].surface == "を" and morphemes[act - 1].surface in self.telling
        if noun.endswith(_PURE):
            told = told or (morphemes[act].base == "なる" and morphemes[act - 1].surface == "に")
            return None if told else (morphemes[topic - 1], morphemes[act])
        if noun in ("ところ", "点") and morphemes[verb].base in ("できる", "出来る"):
            return morphemes[topic - 1], morphemes[act]
        before = act - 1
        while before > topic and morphemes[before].pos.startswith(("形容詞", "副詞", "形状詞")):
            before -= 1
        if morphemes[before].surface not in ("を", "が"):
            return None
        person = morphemes[before - 1].surface.endswith(_PERSONS)
        if noun.endswith(_CAUSES) and any(word.base in _MOST for word in morphemes[topic:]):
            return None  # 原因は、たばこが最も多くなっています
        if noun.endswith(_CAUSES) and (morphemes[before].surface != "が" or person):
            return None  # 理由は、市長が説明します; を is for the tree to tell
        if morphemes[before - 1].surface in self.telling:  # 目的は、表で説明をしています
            return None
        return morphemes[topic - 1], morphemes[act]

    def _wants(self, morphemes: Sequence[Morpheme], topic: int) -> bool:
        """Whether the topic wants to be defined: 目的は, 大切なことは, 注意してほしいのは."""
        noun = morphemes[topic - 1].surface
        if noun in _MATTERS:
            described = morphemes[max(0, topic - 6) : topic - 1]
            return any(word.base in self.matters for word in described)
        return noun.endswith((*self.strict, *_CAUSES))


_definition = per_rule(Definition.of)


def _closes(morphemes: Sequence[Morpheme], at: int, request: bool) -> bool:
    """Whether a predicate of its own ends here (特徴は少人数制で、…), or another topic starts."""
    word, following = morphemes[at], morphemes[at + 1].surface
    if word.surface == "は" and word.pos.startswith("助詞"):
        return not request
    if following == "、" and (word.base == "ある" and morphemes[at - 1].surface == "で"):
        return True
    return is_polite_stop(morphemes, at) or (
        word.pos.startswith("助動詞") and word.base == "だ" and following == "、"
    )


def is_polite_stop(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Whether a clause ends politely before the sentence does (達成しましたが、…)."""
    word = morphemes[at]
    return word.surface in ("です", "ます", "ませ", "まし", "でし") and any(
        following.surface in ("が", "ので", "けれど", "から", "し")
        for following in morphemes[at + 1 : at + 3]
    )
