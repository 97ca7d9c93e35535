"""What kind of notice a draft is: by topic (genre) and by medium.

Every genre has cues, words with points (`rules/genres/`). A cue counts once. What the title
says counts twice, unless it is only the occasion (大雪のため…, まつりに伴う…): there the
topic is what follows. To these come the small points of many words of the text, because no list
of cues holds all titles. The genre with most points wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from struct import Struct
from typing import cast

import msgspec

from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.notice.lookup import Lookup, Places, fits
from checker.notice.spec import GenreSpec, Knowledge, Where
from checker.notice.titles import OPENING, shortened, title_spans
from checker.notice.types import Guess
from checker.occurrences import Sought, occurrences
from checker.regex import regex
from checker.scan import Scan

_HEADING_BLOCK = BlockKind.HEADING

FALLBACK_GENRE = "reference"
"""A text in which nothing is asked of anybody and nothing happens informs."""

FALLBACK_MEDIUM = "web"

TITLE_FACTOR = 2.0
"""How much more a word counts in the title than in the text."""

OCCASION_FACTOR = 0.4
"""How much a word of the title counts that only names the occasion."""

FEW_POINTS = 4.0
"""With fewer points nothing is known of the draft; a title's word alone brings more."""

CUED_SHARE = 0.7
"""With this share of the points of a genre that only words speak for, one with cues goes first."""

MANY_POINTS = 14.0
"""With so many points a guess is as sure as it gets: about a title and two more cues."""

QUOTED_FACTOR = 0.5
"""How much a word of the title counts that stands in quotation marks: 講座「税とくらし」."""

LEAD_FACTOR = 0.3
"""How much a word for the title counts in the first sentences (titles can say too little)."""

LEAD_SENTENCES = 2

SPANS = 4
"""Places shown as evidence."""

_OCCASION = regex(
    r"^.*(?:に伴う|にともなう|に伴い|にともない|に伴って|による|により|によって|のため(?!の|に)|につき|に向けて?|"
    r"を受けて|を契機に|に備えて?|に合わせて)",
    re.MULTILINE,
)
_OCCASION_NEAR = regex(r"に(?:伴|とも|よ|つき|向け|備え|合わ)|のため|を(?:受けて|契機に)")
"""What it needs; quick to look for."""

_ENCLOSED = regex(r"[\u3200-\u33ff\U0001f200-\U0001f265]")
"""㊐ ㊔ 🈺: city papers use them as labels; the folded text has "・" for all of them."""

_QUOTED = regex(r"「[^「」\n]*」|『[^『』\n]*』|“[^“”\n]*”")
_OFFICE = regex(r"[一-龠々ァ-ヶー・]{0,8}(?:課|係|(?<!教)室|局|担当|支所)(?![一-龠々])")
"""Behind a cue: it is only part of the name of an office (予防接種係)."""

_ALL_BUT = regex(r"\[\^(?:\\.|[^\]\\])*\]")
"""A class in a pattern that holds the end of a line, unless that is named in it."""

_RUN = regex(r"[一-龠々ァ-ヶー]{2,}")
_UNIT = 100
_FIELD = 32
_HALF = 1 << (_FIELD - 1)
"""Points of words are added up in hundredths, in fields of so many bits."""

_LABEL_LENGTH = 16
_NAMING = (BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.LIST_ITEM)
_SPACES = regex(r"[ \t　]+")
_LABEL_MARKS = regex(
    r"^[ \t　■□◆◇●○▼▽★☆*＊・※【［\[〔＜<《(（]*(?:\d{1,2}|[(（]\d{1,2}[)）])?[ \t　.．、】］\]〕＞>》)）:：]*",
    re.MULTILINE,
)
_MARKED = frozenset(" \t　■□◆◇●○▼▽★☆*＊・※【［[〔＜<《(（.．、】］]〕＞>》)）:：")
"""What they begin with, beside digits: hardly any label has any."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A pattern of a cue of a genre or medium, compiled.

    Attributes:
        number: That of the cue, which may have several patterns.
        long: Whether it may fit over the end of a line, which it does among titles only.
    """

    number: int
    owner: str
    where: Where
    weight: float
    scan: Scan
    long: bool


class _Compiled:
    """The cues of all genres or of all media."""

    def __init__(self, specs: Mapping[str, GenreSpec]) -> None:
        owned = [(name, cue) for name, spec in specs.items() for cue in spec.cues]
        cues = [
            _Cue(number, name, cue.where, cue.weight, Scan(pattern), _is_long(pattern))
            for number, (name, cue) in enumerate(owned)
            for pattern in cue.patterns
        ]
        self.paths = [cue for cue in cues if cue.where == "path"]
        self.cues = [cue for cue in cues if cue.where != "path"]
        self.labels = [number for number, cue in enumerate(self.cues) if cue.where == "label"]
        self.lookup = Lookup([cue.scan for cue in self.cues])
        self.names = tuple(specs)
        # The points of a word for all genres in one number, a field each, so that the words
        # of a draft are summed up at once.
        self.words: dict[str, int] = {}
        for place, spec in enumerate(specs.values()):
            for group in spec.words:
                points = round(group.points * _UNIT) << (_FIELD * place)
                for word in group.words.split():
                    self.words[word] = self.words.get(word, 0) + points
        self.fields = Struct(f"<{len(self.names)}I")
        self.halves = sum(_HALF << (_FIELD * place) for place in range(len(self.names)))
        self.sought = Sought(self.words)
        # The same by what stands for a word in `checker.occurrences`, of the words that drafts
        # held so far: so that they need not be spelt each time.
        self.by_key: dict[int, int] = {}


def _is_long(pattern: str) -> bool:
    """Whether a pattern may fit over the end of a line."""
    return any(
        "\\n" not in each and "\\s" not in each for each in _ALL_BUT.findall(pattern)
    ) or any(sign in _ALL_BUT.sub("", pattern) for sign in ("\\s", "\\n", "\\D", "\\W"))


_TITLE, _HEADING, _LABEL, _LEAD, _TOP = 1, 2, 4, 8, 16
_EVERYWHERE = _TITLE | _HEADING | _LABEL | _LEAD | _TOP
_WITH = {
    bit: bytes(byte | bit for byte in range(256)) for bit in (_TITLE, _HEADING, _LABEL, _LEAD, _TOP)
}


class _Lines(msgspec.Struct, frozen=True):
    """Some lines of a draft as a text of their own, with the way back."""

    text: str
    starts: Sequence[int]
    spans: Sequence[Span]
    exact: bool
    spaced: Sequence[str] = ()
    """Lines that were written with spaces in them."""

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of these lines stands in the draft."""
        starts = self.starts
        number = bisect_right(starts, start) - 1
        whole = self.spans[number]
        if not self.exact:
            return whole
        offset = whole.start - starts[number]
        return Span(start + offset, min(end + offset, whole.end))


class _Hit(msgspec.Struct, frozen=True):
    """A cue that was found, with its points and its place."""

    number: int
    owner: str
    points: float
    span: Span | None


class Skim:
    """The parts of a draft in which cues are looked for.

    Args:
        document: The draft; or the blocks and sentences of one item of it.
        within: Where the item stands; None for all of the draft.
    """

    def __init__(self, document: Document, within: Span | None = None) -> None:
        self.document = document
        self.within = within
        self.titles = title_spans(document)
        blocks = document.blocks
        # All lines at the top, because 「報道発表資料」 and the masthead of a city paper
        # stand above the title.
        self.top = [shortened(block.span) for block in blocks[:OPENING] if not block.quoted]
        self.headings = [block.span for block in blocks if block.kind is _HEADING_BLOCK]
        self.labelled = _labelled(blocks)
        self.lead = _lead(document, self.titles)
        self.labels = _labels(document.folded, self.labelled)
        self._bits = bytearray(len(document.folded))
        self._mark(_TITLE, self.titles)
        self._mark(_TOP, self.top)
        self._mark(_HEADING, self.headings)
        self._mark(_LABEL, self.labelled)
        self._mark(_LEAD, self.lead)

    def _mark(self, bit: int, spans: Iterable[Span]) -> None:
        bits, table = self._bits, _WITH[bit]
        for span in spans:
            bits[span.start : span.end] = bits[span.start : span.end].translate(table)

    def parts(self, places: Mapping[int, Places]) -> dict[int, int]:
        """The parts in which the strings of each pattern lie, as bits."""
        bits = self._bits
        parts: dict[int, int] = {}
        for number, strings in places.items():
            found = 0
            for _, ends in strings:
                for end in ends:
                    found |= bits[end]
            parts[number] = found
        return parts


def guess_genre(
    document: Document, knowledge: Knowledge, path: str = "", skim: Skim | None = None
) -> Guess:
    """What the draft is about.

    Args:
        document: The draft.
        knowledge: The genres with their cues.
        path: The file's path or the page's address; some say what they hold.
        skim: The parts of the draft, if they are known.

    Returns:
        The best genre; `reference` with confidence 0 where nothing speaks for any. One that
        only the words of the text speak for is not `cued`.
    """
    skim = skim or Skim(document)
    compiled = _compiled(knowledge, "genres")
    text = document.folded
    hits = _hits(skim, compiled, text, path, raw=False)
    points = _points_of(text, skim.within, compiled)
    return _best(hits, compiled.names, FALLBACK_GENRE, points)


def cue_points(document: Document, knowledge: Knowledge) -> Mapping[str, float]:
    """The points that the cues alone give each genre."""
    hits = _hits(Skim(document), _compiled(knowledge, "genres"), document.folded, "", raw=False)
    return _sums(hits, knowledge.genres)


def words_of(text: str) -> set[str]:
    """The words of a text that may have points: two characters of kanji or katakana each."""
    return {word for run in _RUN.findall(text) for word in map(add, run, run[1:])}


def _points_of(text: str, within: Span | None, compiled: _Compiled) -> Mapping[str, float]:
    """The points that the words of a text, or of a part of it, give each genre."""
    # All fields are moved by as much, because one may be negative.
    moved = sum(_packed_points(text, within, compiled), compiled.halves)
    fields = compiled.fields.unpack(moved.to_bytes(compiled.fields.size, "little"))
    return {
        name: (field - _HALF) / _UNIT for name, field in zip(compiled.names, fields, strict=True)
    }


def _packed_points(text: str, within: Span | None, compiled: _Compiled) -> Iterable[int]:
    """The points of each word that stands in a text, or in a part of it, for all genres."""
    found, seeker, points = occurrences(text), compiled.sought.number, compiled.words
    if within is not None:
        start, end = within.start + 1, within.end - 1  # of a word's second character
        return [
            points[word]
            for word, ends in compiled.sought.there(text).items()
            if bisect_left(ends, start) < bisect_right(ends, end)
        ]
    if seeker >= found.seekers:
        return map(points.__getitem__, compiled.sought.there(text))
    held, by_key = found.sought.get(seeker, ()), compiled.by_key
    try:
        return [by_key[key] for key, _ in held]
    except KeyError:
        words = found.spelt(held)
        by_key.update({key: points[word] for (key, _), word in zip(held, words, strict=True)})
        return [by_key[key] for key, _ in held]


def _sums(hits: Iterable[_Hit], names: Iterable[str]) -> dict[str, float]:
    points = dict.fromkeys(names, 0.0)
    for hit in hits:
        points[hit.owner] += hit.points
    return points


def guess_medium(
    document: Document, knowledge: Knowledge, path: str = "", skim: Skim | None = None
) -> Guess:
    """How the draft reaches its readers.

    What counts as the title are all lines at the top. Patterns may fit the characters as
    written, too (㊐ ㊔), which the folded text has not.

    Returns:
        The best medium; `web` with confidence 0 where nothing speaks for any.
    """
    skim = skim or Skim(document)
    compiled = _compiled(knowledge, "media")
    hits = _hits(skim, compiled, document.folded, path, raw=True)
    if _ENCLOSED.search(document.text):
        found = {hit.number for hit in hits}
        as_written = _hits(skim, compiled, document.text, path, raw=True)
        hits += [hit for hit in as_written if hit.number not in found]
    return _best(hits, compiled.names, FALLBACK_MEDIUM)


def _hits(skim: Skim, compiled: _Compiled, text: str, path: str, *, raw: bool) -> list[_Hit]:
    """The cues that fit: each once, where it says most."""
    folded = text is skim.document.folded
    labels = skim.labels if folded else _labels(text, skim.labelled)
    if folded:
        places = compiled.lookup.places(text, skim.within)
        where = skim.parts(places)
        for number in compiled.lookup.always:
            where[number] = _EVERYWHERE
    else:
        # To look for all strings once more would take longer than to search the text.
        places, where = {}, dict.fromkeys(range(len(compiled.cues)), _EVERYWHERE)
    if labels.spaced:  # 対　象
        # Searched themselves: to look for their strings would take as long as for a draft.
        spaced = "\n".join(labels.spaced)
        for number in compiled.labels:
            if compiled.cues[number].scan.expression.search(spaced):
                where[number] = where.get(number, 0) | _LABEL
    top = _TOP if raw else _TITLE
    titled: list[_Cue] = []
    headed: list[_Cue] = []
    labelled: list[_Cue] = []
    led: list[_Cue] = []
    said: list[tuple[_Cue, int]] = []
    in_text: dict[int, _Hit | None] = {}
    for number in sorted(where):
        cue, bits = compiled.cues[number], where[number]
        kind = cue.where
        if kind == "label":
            if bits & _LABEL:
                labelled.append(cue)
            continue
        if kind == "text":
            said.append((cue, number))
            if raw and not cue.long:
                # What fits nowhere in the text does not fit at its top, and most cues do not.
                in_text[number] = _hit_in_text(cue, text, places.get(number), raw)
                if in_text[number] is None:
                    continue
        if bits & top:
            titled.append(cue)
        if kind == "heading":
            if bits & _HEADING:
                headed.append(cue)
        elif kind != "text" and bits & _LEAD and cue.weight > 0 and not raw:
            led.append(cue)
    found: dict[int, _Hit] = {}
    if raw:
        named = [cue for cue in titled if cue.where == "title"]
        if named:
            # 「記者発表の下書きを点検します」 at the top of a text that is no press release.
            mentions = [span for span in skim.top if "。" in span.cut(text)]
            heads = _lines(text, [span for span in skim.top if span not in mentions])
            _keep(found, [_hit(cue, heads, None, raw) for cue in named])
            if mentions:
                lines = _lines(text, mentions)
                _keep(found, [_hit(cue, lines, None, raw, LEAD_FACTOR) for cue in named])
            titled = [cue for cue in titled if cue.where != "title"]
    if titled:
        lines = _lines(text, skim.top if raw else skim.titles)
        factor = None if raw else _factors(lines.text)
        _keep(found, [_hit(cue, lines, factor, raw) for cue in titled])
    if headed:
        lines = _lines(text, skim.headings)
        _keep(found, [_hit(cue, lines, None, raw) for cue in headed])
    if labelled:
        _keep(found, [_hit(cue, labels, None, raw) for cue in labelled])
    if led:
        lines = _lines(text, skim.lead)
        _keep(found, [_hit(cue, lines, None, raw, LEAD_FACTOR) for cue in led])
    for cue, number in said:
        if cue.number not in found:
            hit = (
                in_text[number]
                if number in in_text
                else _hit_in_text(cue, text, places.get(number), raw)
            )
            if hit is not None:
                found[cue.number] = hit
    for cue in compiled.paths if path else ():
        if cue.number not in found and cue.scan.expression.search(path):
            found[cue.number] = _Hit(cue.number, cue.owner, cue.weight, None)
    return list(found.values())


def _keep(found: dict[int, _Hit], hits: Iterable[_Hit | None]) -> None:
    """Add the hits of cues that have none yet; of several of a cue that with most points."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        if hit is not None and hit.number not in found:
            other = best.get(hit.number)
            if other is None or abs(hit.points) > abs(other.points):
                best[hit.number] = hit
    found.update(best)


def _hit_in_text(cue: _Cue, text: str, places: Places | None, raw: bool) -> _Hit | None:
    for match in fits(cue.scan, text, places):
        if raw or not _OFFICE.match(text, match.end()):
            return _Hit(cue.number, cue.owner, cue.weight, Span(*match.span()))
    return None


def _factors(text: str) -> Callable[[int, int], float]:
    """How much a stretch of the title lines says of the topic, from 0 to 1."""
    occasions = []
    if _OCCASION_NEAR.search(text):
        occasions = [match.span() for match in _OCCASION.finditer(text)]
    quoted = [match.span() for match in _QUOTED.finditer(text)]

    def factor(start: int, end: int) -> float:
        if any(first <= start and end <= last for first, last in occasions):
            return OCCASION_FACTOR
        if any(first <= start and end <= last for first, last in quoted):
            return QUOTED_FACTOR
        return 1.0

    return factor


def _hit(
    cue: _Cue,
    view: _Lines,
    factors: Callable[[int, int], float] | None,
    raw: bool,
    share: float = 1.0,
) -> _Hit | None:
    """The place of a cue in some lines that brings most points, or the share of them."""
    most = 0.0
    place = None
    for match in cue.scan.expression.finditer(view.text):
        start, end = match.span()
        if not raw and _OFFICE.match(view.text, end):
            continue
        points = cue.weight * share
        if factors is not None:
            points *= factors(start, end) * (TITLE_FACTOR if cue.where == "text" else 1)
        if place is None or abs(points) > abs(most):
            most, place = points, (start, end)
        if factors is None:
            break
    return place and _Hit(cue.number, cue.owner, most, view.span(*place))


def _lines(text: str, spans: Sequence[Span]) -> _Lines:
    parts = [text[span.start : span.end] for span in spans]
    return _Lines("\n".join(parts), _starts(parts), spans, True)


def _starts(parts: Sequence[str]) -> Sequence[int]:
    return list(accumulate([len(part) + 1 for part in parts], initial=0))[:-1]


def _lead(document: Document, titles: Sequence[Span]) -> list[Span]:
    """The first sentences of the text that are not titles."""
    found: list[Span] = []
    for sentence in document.sentences:
        if sentence.prose and not any(sentence.span.overlaps(title) for title in titles):
            found.append(shortened(sentence.span))
            if len(found) == LEAD_SENTENCES:
                break
    return found


def _labels(text: str, spans: Sequence[Span]) -> _Lines:
    """Labels, headings and short table cells, without spaces and marks (日　時 → 日時)."""
    if not spans:
        return _Lines("", (), (), False)
    written = [text[span.start : span.end] for span in spans]
    bare = [
        _LABEL_MARKS.sub("", line) if line[:1] in _MARKED or line[:1].isdecimal() else line
        for line in written
    ]
    whole = _SPACES.sub("", "\n".join(bare))
    parts = whole.split("\n")
    spaced = [part for part, line in zip(parts, written, strict=True) if part not in line]
    return _Lines(whole, _starts(parts), spans, False, spaced)


def _labelled(blocks: Iterable[Block]) -> list[Span]:
    """The labels, and the headings, items and cells that are as short as one."""
    found: list[Span] = []
    for block in blocks:
        if block.label is not None:
            found.append(block.label)
        elif block.kind in _NAMING:
            span = block.span
            if span.end - span.start <= _LABEL_LENGTH:
                found.append(span)
    return found


def _best(
    hits: Sequence[_Hit],
    names: Sequence[str],
    fallback: str,
    more: Mapping[str, float] | None = None,
) -> Guess:
    cued = _sums(hits, names)
    points = {name: cued[name] + more[name] for name in names} if more else cued
    ranked = sorted(names, key=points.__getitem__, reverse=True)
    if not ranked or points[ranked[0]] < FEW_POINTS:
        second = ranked[0] if ranked and points[ranked[0]] > 0 and ranked[0] != fallback else ""
        margin = 0.0 if second else 1.0
        return Guess(fallback, 0.0, second=second, margin=margin, cued=False)
    if more and cued[ranked[0]] < FEW_POINTS:
        # Words alone are the weakest sign: what cues speak for goes before, if it is near.
        near = [
            name
            for name in ranked
            if name != fallback and min(cued[name], points[name]) >= FEW_POINTS
        ]
        if near and points[near[0]] >= CUED_SHARE * points[ranked[0]]:
            ranked.remove(near[0])
            ranked.insert(0, near[0])
    first = ranked[0]
    top = points[first]
    next_points = min(top, max(0.0, points[ranked[1]])) if len(ranked) > 1 else 0.0
    margin = (top - next_points) / top
    return Guess(
        first,
        round(min(1.0, top / MANY_POINTS) * min(1.0, 0.5 + 0.6 * margin), 3),
        _evidence(hits, first),
        ranked[1] if next_points > 0 else "",
        round(margin, 3),
        cued[first] >= FEW_POINTS,
    )


def _evidence(hits: Sequence[_Hit], name: str) -> tuple[Span, ...]:
    """The places that brought most points, in text order, none in another."""
    chosen: list[Span] = []
    own = [hit for hit in hits if hit.owner == name and hit.points > 0 and hit.span is not None]
    for hit in sorted(own, key=lambda hit: (-hit.points, cast(Span, hit.span))):
        span = cast(Span, hit.span)
        if len(chosen) < SPANS and not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    return tuple(sorted(chosen))


_made: dict[tuple[int, str], tuple[Knowledge, _Compiled]] = {}


def prepare_genres(knowledge: Knowledge) -> None:
    """Compile the cues of all genres and media."""
    for which in ("genres", "media"):
        _compiled(knowledge, which)


def _compiled(knowledge: Knowledge, which: str) -> _Compiled:
    """The cues, compiled once a knowledge (which is kept, so that its id stays its own)."""
    key = id(knowledge), which
    if key not in _made:
        if len(_made) > 8:
            _made.clear()
        _made[key] = knowledge, _Compiled(getattr(knowledge, which))
    return _made[key][1]
