"""One thing under two names: 冬のあかりまつり and ウィンター灯りフェスタ, EVバス and 電気バス."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from checker.context import Context, Position
from checker.detectors import Options, per_rule, texts
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_NOUN = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "接頭辞", "形状詞-一般", "動詞-一般")
_PEOPLE = frozenset({"市民", "町民", "村民", "区民"})
_CITIES = frozenset("市町村区県")
_UNREAD = frozenset({BlockKind.ALT, BlockKind.ADDRESS, BlockKind.SIGNATURE})
_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.LABEL})
_HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_LONGEST = 6
"""Words of a name that are compared at most."""
_MOST = 200
"""Places of one word that are looked at, so that a long draft costs no square."""
_SEVERAL = 2
_FAR = 3
"""So many times as often the usual act must occur (申告) as the one taken for a slip (申請)."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name: its characters, and whether の stands before it."""

    span: Span
    linked: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A name at a place; `rank` counts how far down its words stand in their groups.

    `own` is the word of a group by which it was found. `loose`: its head is no word of
    a group and stands behind の (冬のマラソン).
    """

    span: Span
    written: str
    own: str
    rank: int
    loose: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of the groups.

    `rows` holds for each group its spellings by word; `entries` the group (its first
    word), the word (its first spelling) and its rank for each spelling.
    """

    rows: dict[str, list[list[str]]]
    entries: dict[str, tuple[str, str, int]]
    words: Words

    def of(self, spelling: str) -> tuple[str, str, int]:
        """The group, the word and the rank of a spelling; another word stands for itself."""
        return self.entries.get(spelling, (spelling, spelling, 0))


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the options of a rule say.

    Attributes:
        lexicon: The words of all groups.
        modifiers: Those that stand in front.
        acts: The acts with their spellings.
        generic: Words that make no name.
    """

    lexicon: _Lexicon
    modifiers: frozenset[str]
    acts: Mapping[str, Sequence[str]]
    generic: frozenset[str]


@per_rule
def _rule(options: Options) -> _Rule:
    heads, modifiers, acts = (texts(options, name) for name in ("heads", "modifiers", "acts"))
    return _Rule(
        _lexicon((*heads, *modifiers, *acts)),
        frozenset(" ".join(modifiers).replace("=", " ").split()),
        {entry.split("=")[0]: entry.split("=") for group in acts for entry in group.split()},
        frozenset(texts(options, "generic")),
    )


def _lexicon(groups: Sequence[str]) -> _Lexicon:
    rows = [[entry.split("=") for entry in group.split()] for group in groups]
    entries = {
        spelling: (row[0][0], word[0], rank)
        for row in rows
        for rank, word in enumerate(row)
        for spelling in word
    }
    return _Lexicon({row[0][0]: row for row in rows}, entries, Words(entries))


def _places(context: Context, lexicon: _Lexicon) -> Iterator[tuple[Span, Position]]:
    """Where the words of groups stand of which the draft uses more than one."""
    text, entries = context.document.folded, lexicon.entries
    there = lexicon.words.present(text)
    words: dict[str, set[str]] = {}
    for spelling in there:
        group, word, _ = entries[spelling]
        if group in words:
            words[group].add(word)
        else:
            words[group] = {word}
    for group, several in words.items():
        if len(several) < _SEVERAL:
            continue
        found = [
            [
                (Span(start, start + len(spelling)), position)
                for spelling in word
                if spelling in there
                for start in _starts(spelling, text)
                if (position := _position(context, start, start + len(spelling))) is not None
            ]
            for word in lexicon.rows[group]
            if word[0] in several
        ]
        if sum(map(bool, found)) >= _SEVERAL:
            yield from _with_company(context, found, lexicon)


def _starts(word: str, text: str) -> list[int]:
    """Where a word stands, at the first places only."""
    starts: list[int] = []
    at = text.find(word)
    while at >= 0 and len(starts) < _MOST:
        starts.append(at)
        at = text.find(word, at + 1)
    return starts


def _with_company(
    context: Context, found: Sequence[Sequence[tuple[Span, Position]]], lexicon: _Lexicon
) -> Iterator[tuple[Span, Position]]:
    """The places beside which stands a word that stands beside another word of the group too."""
    beside = [[_neighbours(context, *place, lexicon) for place in places] for places in found]
    words = [frozenset().union(*sets) for sets in beside]
    for number, (places, sets) in enumerate(zip(found, beside, strict=True)):
        others = frozenset().union(*words[:number], *words[number + 1 :])
        for place, neighbours in zip(places, sets, strict=True):
            if neighbours & others:
                yield place


def _neighbours(
    context: Context, word: Span, position: Position, lexicon: _Lexicon
) -> frozenset[str]:
    """What the words beside a word mean, の left out."""
    words = context.morphemes[position[0]]
    first = last = position[1]
    while first and words[first].start > word.start:
        first -= 1
    while last + 1 < len(words) and words[last].end < word.end:
        last += 1
    beside = []
    for at, step in ((first - 1, -1), (last + 1, 1)):
        if 0 <= at < len(words) and words[at].surface == "の":
            at += step
        if 0 <= at < len(words):
            beside.append(words[at].surface)
            beside.extend(unit.surface for unit in words[at].units)
    # A word of several parts has a part of its own beside it (健康 in 健康診断).
    for morpheme in words[first : last + 1]:
        beside.extend(unit.surface for unit in morpheme.units)
    return frozenset(lexicon.of(spelling)[0] for spelling in beside)


def _position(context: Context, start: int, end: int) -> Position | None:
    """The morpheme that begins or ends with the stretch."""
    return context.word_starts.get(start) or context.word_ends.get(end)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_rule(options).lexicon.words,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name that says with other words of a group what another name says.

    Options: groups of words with spaces between them, of which the first is preferred.
    `heads` mean the same behind the same words (健康教室, 健康講座), `modifiers` in front
    of them (電気バス, EVバス). `acts` are heads that are often told apart: only one use
    among many of the other is a slip. `generic`: words that make no name.
    """
    rule = _rule(options)
    document, lexicon, generic = context.document, rule.lexicon, rule.generic
    names: dict[tuple[str, ...], dict[tuple[int, int], _Name]] = {}
    for span, position in _places(context, lexicon):
        block = document.block_at(span.start)
        if block.kind in _UNREAD or block.quoted:
            continue
        modifies = span.cut(document.folded) in rule.modifiers
        for key, name in _names(context, span, position, lexicon, modifies):
            if not generic.issuperset(key[:-1]) and not generic.issuperset(key[1:]):
                names.setdefault(key, {})[(name.span.start, name.span.end)] = name
    told: list[Span] = []
    for key in sorted(names, key=len, reverse=True):
        found_names = list(names[key].values())
        if len({name.written for name in found_names}) > 1:
            for match in _rarer(context, found_names, rule.acts):
                if not any(match.span.overlaps(span) for span in told):
                    told.append(match.span)
                    yield match


def _names(
    context: Context, word: Span, position: Position, lexicon: _Lexicon, modifies: bool
) -> Iterator[tuple[tuple[str, ...], _Name]]:
    """The names that hold the word at a place, each with the meaning of its words."""
    phrase = _phrase(context, word, position, lexicon)
    at = next((i for i, part in enumerate(phrase) if part.span == word), -1)
    if at < 0:
        return
    text = context.document.folded
    loose = modifies and phrase[min(at + 1, len(phrase) - 1)].linked
    for first, last in product(_firsts(phrase, at), _lasts(phrase, at) if modifies else (at,)):
        if 1 <= last - first < _LONGEST:
            parts = phrase[first : last + 1]
            entries = [lexicon.of(part.span.cut(text)) for part in parts]
            key = tuple(sorted(concept for concept, _, _ in entries))
            span = Span(parts[0].span.start, parts[-1].span.end)
            written = "".join(word for _, word, _ in entries)
            rank = sum(rank for _, _, rank in entries)
            yield key, _Name(span, written, word.cut(text), rank, loose)


def _firsts(phrase: Sequence[_Word], at: int) -> list[int]:
    """Where the name may begin: with the phrase, or behind a の."""
    return [0] + [index for index in range(1, at + 1) if phrase[index].linked]


def _lasts(phrase: Sequence[_Word], at: int) -> set[int]:
    """Where the name may end: with the next word, or where no further one is joined."""
    end = min(at + 1, len(phrase) - 1)
    lasts = {end}
    while end + 1 < len(phrase) and not phrase[end + 1].linked:
        end += 1
    return lasts | {end}


def _phrase(context: Context, word: Span, position: Position, lexicon: _Lexicon) -> Sequence[_Word]:
    """The nouns around a word, joined directly or by の, without the name of the city."""
    document = context.document
    number, index = position
    words = context.morphemes[number]
    if not words[index].pos.startswith(_NOUN):
        return ()
    first = last = index
    while first and index - first < _LONGEST * 2:
        before = words[first - 1]
        if before.end != words[first].start:
            break
        if not before.pos.startswith(_NOUN) and not (
            before.surface == "の" and first > 1 and words[first - 2].pos.startswith(_NOUN)
        ):
            break
        first -= 1
    while last + 1 < len(words) and last - index < _LONGEST:
        behind = words[last + 1]
        if behind.start != words[last].end:
            break
        if not behind.pos.startswith(_NOUN) and not (
            behind.surface == "の" and words[last].surface != "の"
        ):
            break
        last += 1
    units: list[tuple[Span, bool]] = []
    linked = False
    for morpheme in words[first : last + 1]:
        if morpheme.surface == "の":
            linked = True
            continue
        parts = [(unit.start, unit.end) for unit in morpheme.units]
        for start, end in parts or [(0, morpheme.end - morpheme.start)]:
            units.append((Span(morpheme.start + start, morpheme.start + end), linked))
            linked = False
    text = document.folded
    city = max((i for i, unit in enumerate(units[:3]) if unit[0].cut(text) in _CITIES), default=-1)
    units = units[city + 1 :]
    own = next((i for i, unit in enumerate(units[:2]) if unit[0].cut(text) in _PEOPLE), -1)
    if own >= 0 and len(units) > own + 2 and not units[own + 1][1] and not units[own + 2][1]:
        units = units[own + 1 :]  # 市民文化ホール is 文化ホール
    if city >= 0 and units and units[0][0].cut(text) == "立":
        units = units[1:]
    return _joined(units, text, lexicon)


def _joined(units: Sequence[tuple[Span, bool]], text: str, lexicon: _Lexicon) -> Sequence[_Word]:
    """The units, those joined that make one word of a group (サービス and センター)."""
    found: list[_Word] = []
    at = 0
    while at < len(units):
        width = 1
        for wider in (3, 2):
            ahead = units[at : at + wider]
            close = len(ahead) == wider and not any(linked for _, linked in ahead[1:])
            if close and text[ahead[0][0].start : ahead[-1][0].end] in lexicon.entries:
                width = wider
                break
        span = Span(units[at][0].start, units[at + width - 1][0].end)
        found.append(_Word(span, units[at][1]))
        at += width
    return found


def _rarer(
    context: Context, names: Sequence[_Name], rare: Mapping[str, Sequence[str]]
) -> Iterator[Match]:
    """The first place of each name that is rarer than another one of the same meaning."""
    document = context.document
    counts = Counter(name.written for name in names)
    blocks = {name.span: document.block_at(name.span.start) for name in names}
    titles = {name.written for name in names if blocks[name.span].kind in _HEADS}
    firsts: dict[str, _Name] = {}
    for name in sorted(names, key=lambda name: name.span):
        firsts.setdefault(name.written, name)
    usual = max(
        firsts.values(),
        key=lambda name: (
            counts[name.written],
            name.written in titles,
            document.folded.count(name.own),
            -name.rank,
            -name.span.start,
        ),
    )
    places = {name.span.start for name in names if name.written == usual.written}
    for written, name in firsts.items():
        if written == usual.written or _told_apart(written, usual.written, rare, document.folded):
            continue
        if name.loose and usual.loose:
            continue
        if name.span.start in places or _side_by_side(context, written, usual.written, names):
            continue
        shown = name.span.cut(document.text)
        values = {"variant": shown, "usual": usual.span.cut(document.text)}
        related = (Related(usual.span, f"ここでは「{values['usual']}」です"),)
        yield Match(name.span, values, related=related)


def _told_apart(one: str, other: str, rare: Mapping[str, Sequence[str]], text: str) -> bool:
    """Whether both names end in acts that the draft speaks of in their own right."""
    acts = [next((act for act in rare if name.endswith(act)), "") for name in (one, other)]
    if not all(acts):
        return False
    rarer, usual = (sum(map(text.count, rare[act])) for act in acts)
    return usual < _FAR * rarer


def _side_by_side(context: Context, one: str, other: str, names: Sequence[_Name]) -> bool:
    """Whether the two stand in one sentence, one list or table, where they are told apart."""
    document = context.document
    sentences = {
        document.sentence_index_at(name.span.start) for name in names if name.written == one
    }
    if any(
        name.written == other and document.sentence_index_at(name.span.start) in sentences
        for name in names
    ):
        return True
    starts = [block.span.start for block in document.blocks]

    def rows(written: str) -> list[int]:
        return [
            bisect_right(starts, name.span.start) - 1 for name in names if name.written == written
        ]

    firsts = rows(one)[:20]
    for b in rows(other)[:20]:
        for a in firsts:
            low, high = sorted((a, b))
            if low == high:
                continue
            if high - low <= _LONGEST and all(
                block.kind in _ITEMS for block in document.blocks[low : high + 1]
            ):
                return True
    return False
