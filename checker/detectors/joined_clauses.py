"""Sentences in which clause after clause is joined, and the join where they can be cut.

One detector for three rules (option `kind`), of which at most one speaks of a
sentence: `contrast` (「〜が、…が、…」, or one 「が、」 in a long sentence),
`suspended` (「招き、配り、…」) and `mixed` (「〜が、〜ので、〜し、…」).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_draft
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

CONTRASTS = 2
"""「が」 in a sentence (textlint's no-doubled-conjunctive-particle-ga allows one)."""
SUSPENDED = 3
"""連用中止 in a sentence that are too many."""
MIXED = 3
"""Joins of any kind in a sentence that are too many, if two of them are 「が」「ので」…."""
LONG = 90
"""Characters from which two joins, or one 「が、」, are too many: `sentence/length` warns there."""
MIDDLING = 60
"""Characters from which a 「が、」 and a 「ので、」 are too many (our judgement)."""
REST = 25
"""Characters that both halves must have for that."""

_OPENING, _CLOSING = frozenset("（(「『【"), frozenset("）)」』】")
_BRACKETS = _OPENING | _CLOSING
_PREDICATES = ("動詞", "助動詞", "形容詞")
_TAILS = ("助動詞", "助詞-接続助詞", "助詞-準体助詞")
_BEFORE_SURU = ("名詞", "助詞", "接尾辞", "副詞", "形状詞")
_APOLOGIES = ("恐れ入", "恐縮", "手数", "申し訳", "すみません", "迷惑", "不便", "面倒", "勝手")
_POLITE = frozenset(("です", "ます", "まし", "でし", "ませ"))
# What may stand before the 読点 of a "contrast" and of a "reason".
_FIRM = frozenset({"が", "けれど", "けれども", "けど", "で", "し", "から", "ため", "為"})
# に基づき, を通じ: particles by now, not clauses.
_PARTICLES = regex(
    "基づく|よる|対する|伴う|加える|[当あ]たる|応じる|限る|際する|関する|渡る|わたる|おく|つく|とる|"
    "向ける|通じる|通す|除く|含める|踏まえる|経る|はじめる|始める|係る|かかる|先立つ"
)


@dataclass(frozen=True, slots=True)
class Join:
    """Where one clause is tied to the next.

    Attributes:
        kind: "contrast" (が), "reason" (ので, から, ため …) or "suspended" (連用中止).
        span: The predicate of the first clause up to the 読点.
        cut: The change that ends the sentence here, or None.
    """

    kind: str
    span: Span
    cut: Edit | None


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence of this kind, at the join that is the best place to cut."""
    wanted = options.get("kind")
    for number in _candidates(context, wanted):
        joins = joins_of(context, number)
        span = context.document.sentences[number].span
        if _kind(joins, span) != wanted:
            continue
        joins = [j for j in joins if wanted == "mixed" or j.kind == wanted]
        if wanted == "mixed":
            best = _nearest([j for j in joins if j.kind != "suspended"], span)
        else:
            best = _nearest(joins, span)
        related = tuple(Related(j.span, "ここでも文をつなげています") for j in joins if j != best)
        edits = (best.cut,) if best.cut is not None else ()
        yield Match(best.span, {"count": str(len(joins))}, edits=edits, related=related)


@per_draft
def _joins_by_sentence(context: Context) -> dict[int, Sequence[Join]]:
    return {}  # filled by `joins_of`, for the sentences that are asked for


def joins_of(context: Context, number: int) -> Sequence[Join]:
    """The joins of a sentence; found once, because three rules ask for the same."""
    known = _joins_by_sentence(context)
    joins = known.get(number)
    if joins is None:
        words = context.morphemes[number]
        span = context.document.sentences[number].span
        if _BRACKETS.isdisjoint(span.cut(context.document.folded)):
            places = context.words.by_surface.get("、", ())
            at = bisect_left(places, (number, 0))
            commas = [index for _, index in places[at : bisect_left(places, (number + 1, 0))]]
        else:
            commas = list(_commas(words))
        joins = known[number] = tuple(_joins(words, commas))
    return joins


def _candidates(context: Context, kind: object) -> list[int]:
    """The sentences that hold enough of what the rule looks for."""
    sentences, morphemes = context.document.sentences, context.morphemes
    sign, many = ("が", CONTRASTS) if kind == "contrast" else ("、", SUSPENDED)
    places = context.words.by_surface.get(sign, ())
    if kind == "contrast":
        places = [at for at in places if morphemes[at[0]][at[1]].pos == "助詞-接続助詞"]
    elif kind == "suspended":
        # Nothing else counts, so all of them must be behind a verb.
        places = [at for at in places if morphemes[at[0]][at[1] - 1].pos.startswith("動詞")]
    # One 「が、」 is enough in a long sentence, where others must be at least two joins.
    least = {"contrast": 1, "mixed": 2}.get(str(kind), many)
    counts = Counter([number for number, _ in places])
    found = [
        number
        for number, count in counts.items()
        if (count >= many or (count >= least and len(sentences[number].span) >= MIDDLING))
        and sentences[number].prose
    ]
    if kind == "mixed" and found:
        long = set(found)
        firm = {
            number
            for number, index in places
            if number in long and morphemes[number][index - 1].surface in _FIRM
        }
        found = [number for number in found if number in firm]
    return found


def _kind(joins: Sequence[Join], sentence: Span) -> str | None:
    """Which of the three rules speaks of a sentence with these joins, if any."""
    contrasts = [join for join in joins if join.kind == "contrast"]
    if len(contrasts) >= CONTRASTS:
        return "contrast"
    suspended = sum(join.kind == "suspended" for join in joins)
    if suspended >= SUSPENDED:
        return "suspended"
    firm = len(joins) - suspended
    if len(joins) >= MIXED and firm >= 2:
        return "mixed"
    if len(sentence) >= LONG and len(joins) >= 2 and firm:
        return "mixed"
    if contrasts and firm >= 2 and len(sentence) >= MIDDLING:
        return "mixed"
    if contrasts and len(sentence) >= LONG:
        place = contrasts[0].span.end
        if place - sentence.start >= REST and sentence.end - place >= REST:
            return "contrast"
    return None


def _nearest(joins: Sequence[Join], sentence: Span) -> Join:
    """The join nearest to the middle of the sentence; one that can be cut by an edit if any."""
    middle = (sentence.start + sentence.end) // 2
    cuttable = [join for join in joins if join.cut is not None]
    return min(cuttable or joins, key=lambda join: abs(join.span.end - middle))


def _joins(words: Sequence[Morpheme], commas: Sequence[int]) -> Iterator[Join]:
    """The joins of a sentence before some of its 読点."""
    clause = 0
    polite = _ends_politely(words)
    for index in commas:
        join = _join(words, clause, index, polite)
        if join is not None:
            yield join
        clause = index + 1


def _commas(words: Sequence[Morpheme]) -> Iterator[int]:
    """The 読点 outside brackets and quotations."""
    depth = 0
    for index, word in enumerate(words):
        if word.surface in _OPENING:
            depth += 1
        elif word.surface in _CLOSING:
            depth = max(0, depth - 1)
        elif word.surface == "、" and not depth:
            yield index


def _join(words: Sequence[Morpheme], clause: int, comma: int, polite: str) -> Join | None:
    """The join before the 読点 at `comma`, in the clause that starts at `clause`."""
    if comma - clause < 3:
        return None
    last, before = words[comma - 1], words[comma - 2]
    end = words[comma].end
    if last.pos == "助詞-接続助詞" and last.surface in ("が", "けれど", "けれども", "けど"):
        said = "".join(word.surface for word in words[clause:comma])
        if any(apology in said for apology in _APOLOGIES):
            return None
        start = _predicate(words, clause, comma - 2)
        return Join("contrast", Span(start, end), _stop(words, comma - 2, end, ""))
    if last.surface == "で" and before.surface == "の" and before.pos == "助詞-準体助詞":
        start = _predicate(words, clause, comma - 3)
        return Join("reason", Span(start, end), _stop(words, comma - 3, end, "そのため、"))
    if (
        (last.surface == "し" and last.pos == "助詞-接続助詞")
        or (last.surface == "から" and (last.pos == "助詞-接続助詞" or before.base == "こと"))
        or (last.surface in ("ため", "為") and before.pos.startswith(_PREDICATES))
    ):
        verb = comma - 3 if before.base == "こと" else comma - 2
        return Join("reason", Span(_predicate(words, clause, verb), end), None)
    if _is_suspended(words, clause, comma - 1):
        start = _predicate(words, clause, comma - 1)
        ending = "です。" if before.surface == "で" and last.base == "ある" else polite
        if ending == "です。":
            cut = Edit(Span(before.start, end), ending) if polite == "ます。" else None
        else:
            cut = Edit(Span(last.end, end), polite) if polite else None
        return Join("suspended", Span(start, end), cut)
    return None


def _is_suspended(words: Sequence[Morpheme], clause: int, index: int) -> bool:
    """Whether the word is a verb that breaks off (招き、確認し、であり)."""
    word, before = words[index], words[index - 1]
    if not word.pos.startswith("動詞") or not word.form.startswith("連用形-一般"):
        return False
    if _PARTICLES.fullmatch(word.base) and before.surface in ("に", "を"):
        return False
    if word.base == "する":
        return before.surface not in ("と", "に") and before.pos.startswith(_BEFORE_SURU)
    return before.pos.startswith(("助詞", "助動詞", "動詞", "名詞-普通名詞-サ変可能", "副詞"))


def _stop(words: Sequence[Morpheme], index: int, end: int, then: str) -> Edit | None:
    """The change that ends a sentence with the word at `index`; None if it is not polite."""
    word = words[index]
    polite = word if word.surface in ("です", "ます") else words[index - 1]
    if polite.surface not in _POLITE or (polite is not word and word.surface not in ("た", "ん")):
        return None
    return Edit(Span(word.end, end), f"。{then}")


def _predicate(words: Sequence[Morpheme], clause: int, index: int) -> int:
    """Where the predicate that ends with the word at `index` starts."""
    while index > clause and words[index].pos.startswith(_TAILS):
        index -= 1
    while index > clause and words[index].pos.startswith("動詞-非自立可能"):
        before = words[index - 1]
        if words[index].base in ("する", "いたす", "致す") and before.pos.startswith("名詞"):
            index -= 1
        elif before.pos.startswith(("助詞-接続助詞", "動詞", "助動詞")):
            index -= 1
            while index > clause and words[index].pos.startswith(_TAILS):
                index -= 1
        else:
            break
    if words[index].pos.startswith("助詞"):
        index += 1
    elif (index > clause and words[index].pos.startswith("接尾辞")) or (
        index > clause and words[index - 1].pos.startswith("接頭辞")
    ):
        index -= 1
    return words[index].start


def _ends_politely(words: Sequence[Morpheme]) -> str:
    """What a broken-off verb would end in here: ます。 or ました。, "" if it is not that plain."""
    ending = [word.surface for word in words[-6:] if not word.pos.startswith("補助記号")]
    if ending[-1:] == ["ます"]:
        return "ます。"
    if ending[-2:] == ["まし", "た"]:
        return "ました。"
    return ""
