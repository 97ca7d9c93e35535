"""What kind of notice a draft is: by topic (genre) and by medium.

Every genre has cues, words with points (`rules/genres/`). A cue counts once. What the title
says counts twice, unless it is only the occasion (大雪のため…, まつりに伴う…): there the
topic is what follows. The genre with most points wins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import cast

from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.notice.spec import GenreSpec, Knowledge, Where
from checker.notice.titles import OPENING, shortened, title_spans
from checker.notice.types import Guess
from checker.regex import regex
from checker.scan import Scan, Words

FALLBACK_GENRE = "reference"
"""A text in which nothing is asked of anybody and nothing happens informs."""

FALLBACK_MEDIUM = "web"

TITLE_FACTOR = 2.0
"""How much more a word counts in the title than in the text."""

OCCASION_FACTOR = 0.4
"""How much a word of the title counts that only names the occasion."""

FEW_POINTS = 4.0
"""With fewer points nothing is known of the draft; a title's word alone brings more."""

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
_ENCLOSED = regex(r"[\u3200-\u33ff\U0001f200-\U0001f265]")
"""㊐ ㊔ 🈺: city papers use them as labels; the folded text has "・" for all of them."""

_QUOTED = regex(r"「[^「」\n]*」|『[^『』\n]*』|“[^“”\n]*”")
_OFFICE = regex(r"[一-龠々ァ-ヶー・]{0,8}(?:課|係|(?<!教)室|局|担当|支所)(?![一-龠々])")
"""Behind a cue: it is only part of the name of an office (予防接種係)."""

_LABEL_LENGTH = 16
_SPACES = regex(r"[ \t　]+")
_LABEL_MARKS = regex(
    r"^[ \t　■□◆◇●○▼▽★☆*＊・※【［\[〔＜<《(（]*(?:\d{1,2}|[(（]\d{1,2}[)）])?[ \t　.．、】］\]〕＞>》)）:：]*",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue of a genre or medium, compiled."""

    number: int
    owner: str
    where: Where
    weight: float
    scan: Scan


class _Compiled:
    """The cues of all genres or of all media."""

    def __init__(self, specs: Mapping[str, GenreSpec]) -> None:
        owned = [(name, cue) for name, spec in specs.items() for cue in spec.cues]
        self._cues = [
            _Cue(number, name, cue.where, cue.weight, Scan(cue.patterns))
            for number, (name, cue) in enumerate(owned)
        ]
        self.wheres = frozenset(cue.where for cue in self._cues)
        self._always = frozenset(c.number for c in self._cues if c.scan.needles is None)
        self._by_needle: dict[str, list[int]] = {}
        for cue in self._cues:
            for needle in cue.scan.needles or ():
                self._by_needle.setdefault(needle, []).append(cue.number)
        self._words = Words(self._by_needle)

    def that_may_fit(self, text: str, wheres: Collection[Where]) -> Iterator[_Cue]:
        """The cues for these places of which a needle occurs in the text, in their order."""
        numbers = set(self._always)
        for needle in self._words.present(text):
            numbers.update(self._by_needle[needle])
        for number in sorted(numbers):
            cue = self._cues[number]
            if cue.where in wheres:
                yield cue


@dataclass(frozen=True, slots=True)
class _Lines:
    """Some lines of a draft as a text of their own, with the way back."""

    text: str
    starts: Sequence[int]
    spans: Sequence[Span]
    exact: bool

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of these lines stands in the draft."""
        number = bisect_right(self.starts, start) - 1
        whole = self.spans[number]
        if not self.exact:
            return whole
        offset = whole.start - self.starts[number]
        return Span(start + offset, min(end + offset, whole.end))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue that was found, with its points and its place."""

    owner: str
    points: float
    span: Span | None


def guess_genre(document: Document, knowledge: Knowledge, path: str = "") -> Guess:
    """What the draft is about.

    Args:
        document: The draft.
        knowledge: The genres with their cues.
        path: The file's path or the page's address; some say what they hold.

    Returns:
        The best genre; `reference` with confidence 0 where nothing speaks for any.
    """
    titles = title_spans(document)
    hits = _hits(document, _compiled(knowledge, "genres"), titles, path, raw=False)
    return _best(list(hits), tuple(knowledge.genres), FALLBACK_GENRE)


def guess_medium(document: Document, knowledge: Knowledge, path: str = "") -> Guess:
    """How the draft reaches its readers.

    What counts as the title are all lines at the top, because 「報道発表資料」 and the masthead
    of a city paper stand above the title. Patterns may fit the characters as written, too
    (㊐ ㊔), which the folded text has not.

    Returns:
        The best medium; `web` with confidence 0 where nothing speaks for any.
    """
    top = [shortened(b.span) for b in document.blocks[:OPENING] if not b.quoted]
    hits = _hits(document, _compiled(knowledge, "media"), top, path, raw=True)
    return _best(list(hits), tuple(knowledge.media), FALLBACK_MEDIUM)


def _hits(
    document: Document, compiled: _Compiled, titles: Sequence[Span], path: str, *, raw: bool
) -> Iterator[_Hit]:
    found: set[int] = set()

    def new(hits: Iterable[tuple[_Cue, _Hit | None]]) -> Iterator[_Hit]:
        for cue, hit in hits:
            if hit is not None:
                found.add(cue.number)
                yield hit

    def unseen(text: str, *wheres: Where) -> Iterator[_Cue]:
        return (c for c in compiled.that_may_fit(text, wheres) if c.number not in found)

    texts = [document.folded]
    if raw and _ENCLOSED.search(document.text):
        texts.append(document.text)
    for text in texts:
        title = _lines(text, titles)
        factor = None if raw else _factors(title.text)
        cues = unseen(title.text, "title", "heading", "text")
        yield from new((cue, _hit(cue, title, factor, raw)) for cue in cues)
        if "heading" in compiled.wheres:
            view = _lines(text, _headings(document))
            yield from new(
                (cue, _hit(cue, view, None, raw)) for cue in unseen(view.text, "heading")
            )
        view = _labels(text, document)
        yield from new((cue, _hit(cue, view, None, raw)) for cue in unseen(view.text, "label"))
        if not raw:
            lead = _lines(text, _lead(document, titles))
            cues = (cue for cue in unseen(lead.text, "title") if cue.weight > 0)
            yield from new((cue, _weaker(_hit(cue, lead, None, raw))) for cue in cues)
        yield from new((cue, _hit_in_text(cue, text, raw)) for cue in unseen(text, "text"))
    yield from new(
        (cue, _Hit(cue.owner, cue.weight, None))
        for cue in unseen(path, "path")
        if cue.scan.search(path)
    )


def _weaker(hit: _Hit | None) -> _Hit | None:
    return hit and replace(hit, points=hit.points * LEAD_FACTOR)


def _hit_in_text(cue: _Cue, text: str, raw: bool) -> _Hit | None:
    for match in cue.scan.finditer(text):
        if raw or not _OFFICE.match(text, match.end()):
            return _Hit(cue.owner, cue.weight, Span(*match.span()))
    return None


def _factors(text: str) -> Callable[[int, int], float]:
    """How much a stretch of the title lines says of the topic, from 0 to 1."""
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
    cue: _Cue, view: _Lines, factors: Callable[[int, int], float] | None, raw: bool
) -> _Hit | None:
    """The place of a cue in some lines that brings most points."""
    best: _Hit | None = None
    for match in cue.scan.expression.finditer(view.text):
        start, end = match.span()
        if not raw and _OFFICE.match(view.text, end):
            continue
        points = cue.weight
        if factors is not None:
            points *= factors(start, end) * (TITLE_FACTOR if cue.where == "text" else 1)
        if best is None or abs(points) > abs(best.points):
            best = _Hit(cue.owner, points, view.span(start, end))
    return best


def _lines(text: str, spans: Sequence[Span]) -> _Lines:
    return _joined([span.cut(text) for span in spans], spans, exact=True)


def _joined(parts: Sequence[str], spans: Sequence[Span], *, exact: bool) -> _Lines:
    starts = list(accumulate((len(part) + 1 for part in parts), initial=0))
    return _Lines("\n".join(parts), starts[:-1], spans, exact)


def _lead(document: Document, titles: Sequence[Span]) -> list[Span]:
    """The first sentences of the text that are not titles."""
    found: list[Span] = []
    for sentence in document.sentences:
        if sentence.prose and not any(sentence.span.overlaps(title) for title in titles):
            found.append(shortened(sentence.span))
            if len(found) == LEAD_SENTENCES:
                break
    return found


def _headings(document: Document) -> list[Span]:
    return [block.span for block in document.blocks if block.kind is BlockKind.HEADING]


def _labels(text: str, document: Document) -> _Lines:
    """Labels, headings and short table cells, without spaces and marks (日　時 → 日時)."""
    spans = [span for block in document.blocks if (span := _label(block)) is not None]
    whole = "\n".join(span.cut(text) for span in spans)
    parts = _SPACES.sub("", _LABEL_MARKS.sub("", whole)).split("\n")
    return _joined(parts if spans else [], spans, exact=False)


def _label(block: Block) -> Span | None:
    if block.label is not None:
        return block.label
    short = len(block.span) <= _LABEL_LENGTH
    if short and block.kind in (BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.LIST_ITEM):
        return block.span
    return None


def _best(hits: Sequence[_Hit], names: Sequence[str], fallback: str) -> Guess:
    points = dict.fromkeys(names, 0.0)
    for hit in hits:
        points[hit.owner] += hit.points
    ranked = sorted(names, key=lambda name: -points[name])
    if not ranked or points[ranked[0]] < FEW_POINTS:
        second = ranked[0] if ranked and points[ranked[0]] > 0 and ranked[0] != fallback else ""
        return Guess(fallback, 0.0, second=second, margin=0.0 if second else 1.0)
    first = ranked[0]
    top = points[first]
    next_points = max(0.0, points[ranked[1]]) if len(ranked) > 1 else 0.0
    margin = (top - next_points) / top
    return Guess(
        first,
        round(min(1.0, top / MANY_POINTS) * (0.5 + 0.5 * margin), 3),
        _evidence(hits, first),
        ranked[1] if next_points > 0 else "",
        round(margin, 3),
    )


def _evidence(hits: Sequence[_Hit], name: str) -> tuple[Span, ...]:
    """The places that brought most points, in text order, none in another."""
    chosen: list[Span] = []
    own = [hit for hit in hits if hit.owner == name and hit.points > 0 and hit.span is not None]
    for hit in sorted(own, key=lambda hit: -hit.points):
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
