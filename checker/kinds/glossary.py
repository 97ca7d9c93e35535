"""Word lists: terms that a citizen may not know, each entry with an id of its own.

Nouns and phrases are looked for as they are written and bounded by words; inside a
compound they are left alone (申請書類 is not 書類). Verbs and adjectives are looked
for by their dictionary form, so one entry finds all their forms, and what is said
instead gets the form that stands in the draft.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple

import msgspec

from checker.analysis.types import Morpheme
from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.document.model import BlockKind, MarkKind
from checker.inflection import Verb, parse
from checker.inflection.transfer import phrase_start, transfer
from checker.kinds.base import ApplicabilityName, BasisSpec, Matcher, ProfileName, RuleBase
from checker.kinds.substitution import is_bounded
from checker.kinds.template import fill
from checker.model import Applicability, Candidate, Edit, Match, Profile, Span, Tier
from checker.parts import Part, Pattern, Text
from checker.regex import regex
from checker.scan import Words

MOST_CHOICES = 3
"""So many ways to say it are offered; more would be a list to study."""


class Entry(Part, frozen=True, kw_only=True):
    """A term of a word list.

    Attributes:
        id: Stable, unique in the file.
        terms: The term and its spellings; of verbs and adjectives the dictionary form,
            of verbs with する (pos: suru) the noun. Written with する, the noun by
            itself is left alone.
        pos: Part of speech. A phrase is bounded by words, whatever they are.
        treatment: replace (say `plain`), explain (keep the term, explain it at
            first use) or ask (the writer must choose).
        plain: The plain wording; several are offered as a choice. Of verbs and
            adjectives the dictionary form: it gets the form of the draft.
        easy: The plain wording for readers of やさしい日本語, if it is another.
        noun: Of a verb with する, what to say where it stands without する.
        received: Of a verb with する, the verb for 「〜を受ける」 (交付を受ける: 受け取る).
        particles: What the particle in front becomes (市に勤務する: 市で働く).
        explanation: What it means, in one line.
        note: What else to tell the writer.
        basis: Who says so; unset means the basis of the list.
        fix: Who may apply the replacement; unset means a person.
        keep: Readers who know the term.
        until: The first day on which the term is out of date; unset: it is so now.
        unless: Left alone where one of these patterns fits over the term, in its line.
        in_compounds: Whether the term is also flagged beside other nouns
            (当該施設).
        in_place: Whether the plain wording fits where the term stands; if not, it is
            told, and the sentence is left to the writer (失効する: 効力がなくなる).
        example: A text in which the term is flagged.
        fixed: The example after the fix.
        good: A text in which the term is left alone.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    terms: Annotated[list[Text], msgspec.Meta(min_length=1)]
    pos: Literal["noun", "suru", "verb", "adjective", "phrase"] = "noun"
    treatment: Literal["replace", "explain", "ask"]
    plain: list[Text] = []
    easy: list[Text] = []
    noun: list[Text] = []
    received: str = ""
    particles: dict[str, str] = {}
    explanation: str = ""
    note: str = ""
    basis: list[BasisSpec] = []
    fix: ApplicabilityName | None = None
    keep: list[ProfileName] = []
    until: datetime.date | None = None
    unless: list[Pattern] = []
    in_compounds: bool = False
    in_place: bool = True
    example: str | None = None
    fixed: str | None = None
    good: str | None = None

    def plain_for(self, profile: Profile) -> Sequence[str]:
        """The plain wording for a reader."""
        return self.easy if self.easy and profile is Profile.EASY else self.plain


class GlossaryRule(RuleBase, frozen=True, kw_only=True, tag="glossary"):
    """Flags each term once a draft, at its first use that is not explained.

    Placeholders: `{plain}` (the choices, joined), `{explanation}`, `{advice}`
    (what to do, by treatment, and how often the term comes again).

    Attributes:
        entries: The terms.
        leave: Words that are left alone after all, with what stands inside them.
    """

    entries: Annotated[list[Entry], msgspec.Meta(min_length=1)]
    leave: list[Text] = []

    placeholders = frozenset({"plain", "explanation", "advice"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        found_by = _found_by(self.entries, frozenset(self.leave))
        left = Words(self.leave)

        def check(context: Context) -> Iterator[Match]:
            uses: dict[str, list[_Use]] = {}
            for use in _uses(context, found_by):
                uses.setdefault(use.entry.id, []).append(use)
            alone = _left_alone(context, left) if uses and self.leave else ()
            for found in uses.values():
                if alone:
                    found = [use for use in found if not _is_inside(use.span, alone)]
                if len(found) > 1:
                    found.sort(key=_start)
                match = _first(context, found, self.message) if found else None
                if match is not None:
                    yield match

        return Matcher(check, Tier.MORPHEMES, scans=(found_by.there,))

    def patterns_at(self) -> list[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [
            (f"$.entries[{number}].unless[{place}]", pattern)
            for number, entry in enumerate(self.entries)
            for place, pattern in enumerate(entry.unless)
        ]


_BY_BASE = frozenset({"verb", "adjective"})
_PHRASE = regex(r"^[をにがでとへの]|.[をにがでとへ].*[一-鿿ァ-ヴ々]")
"""A verb with something in front (に資する, 意見を徴する): no single word of a dictionary."""


class _FoundBy(NamedTuple):
    """What finds the entries of a list.

    Attributes:
        by_term: Those that are looked for as they are written.
        by_noun: Verbs with する that are looked for as verbs alone, by their noun.
        by_base: Those that are looked for by the dictionary form of a word.
        by_stem: Those of several words of which the last is conjugated, by what all
            their forms begin with, with the term.
        terms: The strings of `by_term` and `by_noun`.
        stems: The strings of `by_stem`.
        there: Strings of which one must occur for anything to be found.
    """

    by_term: Mapping[str, Entry]
    by_noun: Mapping[str, Entry]
    by_base: Mapping[str, Entry]
    by_stem: Mapping[str, Sequence[tuple[Entry, str]]]
    terms: Words
    stems: Words
    there: Words


def _found_by(entries: Sequence[Entry], leave: frozenset[str]) -> _FoundBy:
    by_term: dict[str, Entry] = {}
    by_noun: dict[str, Entry] = {}
    by_base: dict[str, Entry] = {}
    by_stem: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        for term in entry.terms:
            if entry.pos == "suru" and term.endswith("する"):
                by_noun[_noun(term)] = entry
            elif entry.pos not in _BY_BASE:
                by_term[term] = entry
            elif term in leave:
                continue
            elif _PHRASE.search(term):
                by_stem.setdefault(_stem(term), []).append((entry, term))
            else:
                by_base[term] = entry
    # Of a verb that is conjugated the last letter may change.
    written = dict.fromkeys((*by_term, *by_noun))
    strings = dict.fromkeys((*written, *by_stem, *map(_stem, by_base)))
    found = by_term, by_noun, by_base, by_stem
    return _FoundBy(*found, Words(written), Words(by_stem), Words(strings))


def _stem(base: str) -> str:
    """What all forms of a verb or adjective begin with."""
    return base[:-2] if base.endswith(("する", "ずる", "じる")) and len(base) > 2 else base[:-1]


def _noun(term: str) -> str:
    """The noun of a verb with する, whether it is written with it or not."""
    return term.removesuffix("する") or term


class _Use(NamedTuple):
    """A place of a term: the words from `first` to `last` of a sentence."""

    entry: Entry
    span: Span
    number: int
    first: int
    last: int


def _start(use: _Use) -> int:
    return use.span.start


def _uses(context: Context, found_by: _FoundBy) -> Iterator[_Use]:
    by_base = found_by.by_base
    for start, term in found_by.terms.find(context.document.folded):
        span = Span(start, start + len(term))
        if not is_bounded(context, span):
            continue
        number, first = context.word_starts[span.start]
        last = context.word_ends[span.end][1]
        by_term = found_by.by_term
        if term in found_by.by_noun and _is_verb(context.morphemes[number], last):
            by_term = found_by.by_noun
        if term not in by_term:
            continue
        use = _Use(by_term[term], span, number, first, last)
        if (use.entry.in_compounds or not _in_compound(context, use)) and _holds(context, use):
            yield use
    for base in by_base.keys() & context.words.bases:
        for number, index in context.words.by_base[base]:
            word = context.morphemes[number][index]
            use = _Use(by_base[base], Span(word.start, word.end), number, index, index)
            if word.pos.startswith(_CONJUGATED) and _holds(context, use):
                yield use
    if found_by.by_stem:
        for start, stem in found_by.stems.find(context.document.folded):
            for entry, term in found_by.by_stem[stem]:
                found = _phrase(context, entry, term, start)
                if found is not None and _holds(context, found):
                    yield found


def _phrase(context: Context, entry: Entry, term: str, start: int) -> _Use | None:
    """The use of a term of several words that begins here, whatever form its last word has."""
    place = context.word_starts.get(start)
    if place is None:
        return None
    number, first = place
    words = context.morphemes[number]
    noun_end = start + len(_noun(term)) if term.endswith("する") else -1
    for last in range(first, len(words)):
        word = words[last]
        front = term[: word.start - start]
        if len(front) < word.start - start:
            return None
        if term == front + word.base and word.pos.startswith(("動詞", "形容詞")):
            return _Use(entry, Span(start, word.end), number, first, last)
        if word.end == noun_end and _is_verb(words, last):
            return _Use(entry, Span(start, word.end), number, first, last)
    return None


def _left_alone(context: Context, left: Words) -> list[Span]:
    text = context.document.folded
    return [Span(start, start + len(word)) for start, word in left.find(text)]


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    """Whether a stretch lies in one of some that are in order and do not overlap."""
    at = bisect_right(others, span.start, key=_span_start)
    return at > 0 and others[at - 1].contains(span)


def _span_start(span: Span) -> int:
    return span.start


_CONJUGATED = ("動詞", "形容詞", "形状詞", "名詞")  # 動詞: also a noun made of it (申し出)


def _holds(context: Context, use: _Use) -> bool:
    entry, span = use.entry, use.span
    if entry.until is not None and context.as_of < entry.until:
        return False
    if context.profile.value in entry.keep:
        return False
    text = context.document.folded
    line = context.document.block_at(span.start).span
    if _is_quoted(text, span, line):
        return False
    return not any(
        found.start() < span.end and span.start < found.end()
        for pattern in entry.unless
        for found in _compiled(pattern).finditer(text, line.start, line.end)
    )


MAX_QUOTED = 20
"""A longer passage in 「」 is said by somebody; a shorter one is a name, or a word that is spoken of."""


def _is_quoted(text: str, span: Span, line: Span) -> bool:
    """Whether the term stands in 「」 as a name, or as a word that is spoken of."""
    opened = max(text.rfind("「", line.start, span.start), text.rfind("『", line.start, span.start))
    if opened < 0 or span.start - opened > MAX_QUOTED:
        return False
    if "」" in text[opened : span.start] or "』" in text[opened : span.start]:
        return False
    ends = [text.find(mark, span.end, opened + MAX_QUOTED + 2) for mark in "」』"]
    return max(ends) >= 0


_UNLESS: dict[str, re.Pattern[str]] = {}


def _compiled(pattern: str) -> re.Pattern[str]:
    made = _UNLESS.get(pattern)
    if made is None:
        made = _UNLESS[pattern] = regex(pattern, re.MULTILINE)
    return made


_NOUN = ("名詞", "接尾辞-名詞的", "接頭辞")


def _in_compound(context: Context, use: _Use) -> bool:
    """Whether a noun at the edge of the term goes on outside it, as part of a longer name.

    Not counted: a number (3ニーズ, 幅員1メートル), a prefix (ご高配), what only adds 等, and
    behind a term nouns that make no name of it (縦覧期間, フレイル予防).
    """
    words = context.morphemes[use.number]
    first, last = words[use.first], words[use.last]
    if last.pos.endswith("副詞可能"):  # 別途徴収する
        return False
    if use.first and first.pos.startswith(_NOUN):
        before = words[use.first - 1]
        if (
            before.end == first.start
            and before.pos.startswith(("名詞", "接尾辞-名詞的"))
            and not before.pos.startswith("名詞-数詞")
            and not before.pos.endswith("副詞可能")
        ):
            return True
    if use.last + 1 < len(words) and last.pos.startswith(_NOUN):
        behind = words[use.last + 1]
        return (
            behind.start == last.end
            and behind.pos.startswith(_NOUN)
            and not behind.pos.startswith("名詞-数詞")
            and not (behind.surface in _NO_NAME and not _goes_on(words, use.last + 1))
        )
    return False


_NO_NAME = frozenset(
    [
        "等",
        "期間",
        "期日",
        "日",
        "時",
        "後",
        "前",
        "中",
        "内",
        "外",
        "方法",
        "場所",
        "時間",
        "制度",
        "対象",
        "予防",
        "対策",
        "手続",
        "手続き",
        "申請",
        "通知",
        "状況",
        "結果",
        "作業",
        "費用",
        "問題",
        "案",
        "率",
        "額",
        "数",
        "量",
    ]
)
"""Nouns behind a term that say what of it is meant, and make no name."""


def _goes_on(words: Sequence[Morpheme], index: int) -> bool:
    """Whether still another noun follows (予防接種 in フレイル予防接種事業)."""
    behind = words[index + 1 : index + 2]
    return (
        bool(behind)
        and behind[0].start == words[index].end
        and behind[0].pos.startswith(_NOUN)
        and behind[0].surface != "等"
    )


def _first(context: Context, uses: Sequence[_Use], message: str) -> Match | None:
    """The match of the first use, unless it is explained: all behind that is explained, too."""
    if _in_word_list(context, uses):
        return None
    open_uses = 0
    for use in uses:
        if is_explained(context, use.span) or _says_so(context, use):
            if all(_is_explained_soon(context, other, use) for other in uses[:open_uses]):
                return None
            break
        open_uses += 1
    return _match(context, uses[0], open_uses - 1, message) if open_uses else None


_TITLES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_FOOTNOTE, _LINK = MarkKind.FOOTNOTE, MarkKind.LINK
_EXPLAINING = (AnnotationKind.GLOSS, AnnotationKind.DEFINITION)
SOON = 80
"""Characters from a term to 「〜とは」, one or two sentences (our judgement)."""


def _is_explained_soon(context: Context, use: _Use, explained: _Use) -> bool:
    """Whether a use stands in a title, which has no room, or right before its explanation."""
    kind = context.document.block_at(use.span.start).kind
    if kind in _TITLES:
        return True
    defined = context.document.folded.startswith("とは", explained.span.end)
    return defined and explained.span.start - use.span.end <= SOON


def is_explained(context: Context, span: Span) -> bool:
    """Whether an explanation, a definition, a footnote or a link belongs to the term."""
    document = context.document
    return (
        context.annotations.cover(span, _EXPLAINING)
        or any(mark.span.start == span.end for mark in document.marks_of(_FOOTNOTE))
        or any(mark.span == span for mark in document.marks_of(_LINK))
    )


_BEHIND = regex(r"[（(](?P<words>[^（）()\n]+)[）)]")
_TELLS = regex(
    "(?:、|（)(?:つまり|すなわち|要するに)|(?:は|とは)、[^。\n]{4,}?(?:こと|もの|意味)(?:です|をいい|を言い|を指し)"
)
_PROSE = regex("[ぁ-ん]")
_LEAST_WORDS = 6
"""Characters of brackets that explain; fewer name a day or a place."""


def _says_so(context: Context, use: _Use) -> bool:
    """Whether words behind the term say what it means: in brackets, or as 「Xは、…のことです」.

    What the annotations take for a gloss is told by its shape, for any word; of these
    terms it is known that they want an explanation, so most brackets are one.
    """
    text = context.document.folded
    if _TELLS.match(text, use.span.end):
        return True
    found = _BEHIND.match(text, use.span.end)
    if found is None:
        return False
    words = found["words"]
    prose = len(words) >= _LEAST_WORDS and _PROSE.search(words) and not words[0].isdigit()
    if prose and not words.endswith(_LIMITS):
        return True
    known = (use.entry.explanation, *use.entry.plain, *use.entry.easy)
    return any(word and (word in words or words in word) for word in known)


_LIMITS = (
    "除く",
    "含む",
    "限る",
    "まで",
    "から",
    "以下",
    "以上",
    "以外",
    "同じ",
    "参照",
    "のみ",
    "ください",
    "場合",
    "とき",
    "時",
    "方",
    "人",
    "者",
    "日",
    "分",
    "済み",
    "あり",
    "なし",
)
"""How brackets end that do not explain: （土曜日を除く）."""


_HEADING = BlockKind.HEADING
_WORD_LIST = regex(r"用語|言葉の(?:意味|説明|解説)|ことばの(?:意味|説明|解説)")


def _in_word_list(context: Context, uses: Sequence[_Use]) -> bool:
    """Whether the draft explains the term in a section on words."""
    text = context.document.folded
    if not _WORD_LIST.search(text):
        return False
    inside = False
    for block in context.document.blocks:
        if block.kind is _HEADING:
            inside = _WORD_LIST.search(text, block.span.start, block.span.end) is not None
        elif inside and any(block.span.contains(use.span) for use in uses):
            return True
    return False


_ADVICE = {
    "replace": "「{plain}」と書くと伝わります。",
    "explain": "初めて出るところに説明を付けると伝わります（{explanation}）。",
    "ask": "何を指すのかを具体的に書くと伝わります（{explanation}）。",
}


def _match(context: Context, use: _Use, others: int, message: str) -> Match:
    entry = use.entry
    ways = _ways(context, use) if entry.treatment == "replace" and entry.in_place else []
    plain = [word for word, _ in ways] or entry.plain_for(context.profile)[:MOST_CHOICES]
    values = {"plain": "」「".join(plain), "explanation": entry.explanation}
    values["advice"] = fill(_ADVICE[entry.treatment], values)
    if others:
        values["advice"] += f"ほかに{others}か所あります。"
    if entry.note:
        values["advice"] += f"備考: {entry.note.rstrip('。')}。"
    edits: tuple[Edit, ...] = ways[0][1] if ways else ()
    if entry.treatment == "explain":
        edits = (Edit(Span(use.span.end, use.span.end), f"（{entry.explanation}）"),)
    candidates = tuple(Candidate(*way) for way in ways) if len(ways) > 1 else ()
    applicability = Applicability(entry.fix) if entry.fix else Applicability.DISPLAY
    return Match(
        use.span,
        values,
        edits=edits,
        candidates=candidates,
        entry=entry.id,
        applicability=applicability,
        # Not as a value: what is taken from a draft is cut when it is long.
        message=message.replace("{advice}", values["advice"].translate(_NO_PLACEHOLDERS)),
    )


_NO_PLACEHOLDERS = str.maketrans("{}", "｛｝")


def _ways(context: Context, use: _Use) -> list[tuple[str, tuple[Edit, ...]]]:
    """What may be said instead, with the edits that say it here."""
    entry = use.entry
    plain = entry.plain_for(context.profile)[:MOST_CHOICES]
    if entry.pos in ("noun", "phrase"):
        particle = _particle(context, use, use.first, entry.particles)
        return [(word, (*particle, Edit(use.span, word))) for word in plain]
    words = context.morphemes[use.number]
    if entry.pos == "suru" and not _is_verb(words, use.last):
        if entry.received and _is_received(words, use.last):
            edits = _conjugated(context, use, use.last + 2, entry.received)
            of = _particle(context, use, use.first, {"の": "を"})  # 証明書の交付を受ける
            return [(entry.received, (*of, *edits))] if edits else []
        return [(word, (Edit(use.span, word),)) for word in entry.noun[:MOST_CHOICES]]
    said = [(word, _conjugated(context, use, use.last, word)) for word in plain]
    return [(word, edits) for word, edits in said if edits]


def verb_of(word: str, pos: str) -> Verb | None:
    """A word in its dictionary form as something that can be conjugated."""
    adjective = pos == "adjective" and word.endswith("い")
    return parse(word, "形容詞") if adjective else parse(word)


def _conjugated(context: Context, use: _Use, at: int, plain: str) -> tuple[Edit, ...]:
    """The edits that say the term with another word, in the form of the word at `at`.

    None if that form cannot be made.
    """
    words = context.morphemes[use.number]
    target = verb_of(plain, use.entry.pos)
    if target is None:
        return ()
    start = use.first
    if at == use.first:  # the prefix of ご交付ください belongs to the phrase
        start = at = phrase_start(words, at)
    source = verb_of(use.entry.terms[0], use.entry.pos) if use.entry.pos in _BY_BASE else None
    edit = transfer(words, at, target, source)
    if edit is None:
        return ()
    whole = Edit(Span(words[start].start, edit.span.end), edit.text)
    return (*_particle(context, use, start, use.entry.particles), whole)


_DOING = frozenset(
    [
        "する",
        "できる",
        "いたす",
        "致す",
        "なさる",
        "くださる",
        "下さる",
        "いただく",
        "頂く",
        "いただける",
        "頂ける",
        "願う",
        "願える",
    ]
)


def _is_verb(words: Sequence[Morpheme], last: int) -> bool:
    behind = words[last + 1 : last + 2]
    return bool(behind) and behind[0].start == words[last].end and behind[0].base in _DOING


def _is_received(words: Sequence[Morpheme], last: int) -> bool:
    return [word.base for word in words[last + 1 : last + 3]] == ["を", "受ける"]


def _particle(
    context: Context, use: _Use, start: int, instead: Mapping[str, str]
) -> tuple[Edit, ...]:
    """The edit of the particle in front of the word at `start`, if it becomes another."""
    if not instead or not start:
        return ()
    before = context.morphemes[use.number][start - 1]
    particle = instead.get(before.surface)
    return () if particle is None else (Edit(Span(before.start, before.end), particle),)
