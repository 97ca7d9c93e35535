"""「結果が通知されます」: what is done, but not who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.inflection import Conjugation, Verb, parse
from checker.inflection.transfer import auxiliaries_end, transfer
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

LOOK_BACK = 60
"""How many words before a passive may say who acts; keeps endless sentences cheap."""

_PASSIVES = ("れる", "られる")
_SURU = Verb("する", Conjugation.SURU)
_ENDINGS = ("ます", "ませ", "、", "。")
_DOING = ("行う", "行なう")
# 送付される予定です: the passive describes the plan, not a thing.
_PLANS = ("予定", "見込み", "見通し", "運び", "こと")
_PERSONS = tuple("方皆者様")
_RESPECTED = frozenset({"さん", "氏", "先生", "市長", "さま", "方々", "皆さん", "皆様"})


@per_rule
def _settings(options: Options) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(texts(options, name)) for name in ("acts", "verbs", "agents", "sure"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a passive of `options["acts"]` that ends a clause and names nobody.

    `options["verbs"]` are verbs that are no noun with する (まとめる, 送る).

    Sentences with an agent (国から支給される, 審査会により) are left alone, and so are
    those about a person, where れる is respect (講師の方が説明されます).
    """
    if context.words.bases.isdisjoint(_PASSIVES):
        return
    acts, verbs, agents, certain = _settings(options)
    sentences = context.document.sentences
    for number, index in passives(context):
        words = context.morphemes[number]
        if not sentences[number].prose or index < 1 or index + 1 >= len(words):
            continue
        if not _ends_clause(words, index):
            continue
        noun = _noun(words, index - 1) if index > 1 else None
        native = words[index - 1].base in verbs and words[index - 1].pos.startswith("動詞-一般")
        if not native and (noun is None or words[noun].surface not in acts):
            continue
        # 決められます may mean that one can; 決められました hardly.
        sure = words[index - 1].base in certain or words[index + 1].surface == "まし"
        if words[index].base == "られる" and not sure:
            continue
        # 抽選が行われます is never respect.
        begin = max(0, index - LOOK_BACK)
        if words[index - 1].base not in _DOING and speaks_of_person(words[begin:index]):
            continue
        if not _names_somebody(words[begin:index], agents):
            if native:
                target = parse(words[index - 1].base, words[index - 1].conjugation)
                match = None if target is None else _match(words, index - 1, "", index, target)
            else:
                start = noun or 0
                match = _match(words, start, words[start].surface, index, _SURU)
            if match is not None:
                yield match


def passives(context: Context) -> Iterator[tuple[int, int]]:
    """Where れる and られる stand."""
    for base in _PASSIVES:
        yield from context.words.by_base.get(base, ())


def _ends_clause(words: Sequence[Morpheme], index: int) -> bool:
    """Whether the clause ends with the passive, or with a plan that it describes."""
    following = words[index + 1]
    if following.surface in _ENDINGS or following.surface == "まし":
        return True
    if following.surface not in _PLANS or index + 2 >= len(words):
        return False
    return words[index + 2].surface in ("です", "と", "に", "で")


def _noun(words: Sequence[Morpheme], verb: int) -> int | None:
    """The noun that says what is done, for the verb at `verb`: 通知さ, 審査が行わ."""
    if words[verb].base == "する" and words[verb].surface == "さ":
        return verb - 1
    if words[verb].base in _DOING and verb > 1 and words[verb - 1].surface == "が":
        return verb - 2
    return None


def _names_somebody(words: Sequence[Morpheme], agents: frozenset[str]) -> bool:
    """Whether the sentence says by whom."""
    for at, word in enumerate(words):
        particle = words[at + 1].surface if at + 1 < len(words) else ""
        if word.surface in ("により", "によって", "による"):
            return True
        if word.base == "よる" and at and words[at - 1].surface == "に":
            return True
        if particle == "から" and word.pos.startswith(("名詞-普通名詞-一般", "名詞-固有名詞")):
            return True
        if particle in ("が", "は", "で", "に") and word.surface in agents:
            return True
    return False


def speaks_of_person(words: Sequence[Morpheme]) -> bool:
    """Whether somebody is named for whom れる is respect (講師の方が説明されます)."""
    return any(
        (word.surface in _RESPECTED or word.surface.endswith(_PERSONS))
        and words[at + 1].surface in ("が", "は", "も")
        for at, word in enumerate(words[:-1])
    )


def _match(
    words: Sequence[Morpheme], noun: int, kept: str, index: int, target: Verb
) -> Match | None:
    """What is flagged starts at `noun`; `kept` stays in front of the verb `target`."""
    # To give its form to another word, れる is a verb like any other.
    near = [words[index - 1], msgspec.structs.replace(words[index], pos="動詞")]
    near += words[index + 1 : index + 4]
    edit = transfer(near, 1, target)
    if edit is None:
        return None
    end = auxiliaries_end(words, index)
    tail = "".join(word.surface for word in words[index:end] if word.start >= edit.span.end)
    said = kept + edit.text + tail
    span = Span(words[noun].start, words[end - 1].end)
    edits = [Edit(span, said)]
    if noun and words[noun - 1].surface == "が":  # 結果が通知されます: 結果を通知します
        particle = words[noun - 1]
        edits.insert(0, Edit(Span(particle.start, particle.end), "を"))
    return Match(span, {"to": said}, edits=tuple(edits))
