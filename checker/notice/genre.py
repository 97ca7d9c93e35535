"""What kind of notice a draft is: by topic (genre) and by medium.

Every genre has cues, words with points (`rules/genres/`). A cue counts once. What the title
says counts twice, unless it is only the occasion (大雪のため…, まつりに伴う…): there the
topic is what follows. The genre with most points wins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.notice.spec import GenreSpec, Knowledge, Where
from checker.notice.titles import OPENING, title_spans
from checker.notice.types import Guess
from checker.scan import Scan, occurrences

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
"""How much a word of the title counts that stands in quotation marks:講座「税とくらし」."""

SPANS = 4
"""Places shown as evidence."""

_OCCASION = re.compile(
    r".*(?:に伴う|にともなう|に伴い|にともない|に伴って|による|により|によって|のため(?!の|に)|につき|に向けて?|"
    r"を受けて|を契機に|に備えて?|に合わせて)"
)
_QUOTED = re.compile(r"「[^」\n]*」|『[^』\n]*』|“[^”\n]*”")
_OFFICE = re.compile(r"[一-龠々ァ-ヶー・]{0,8}(?:課|係|(?<!教)室|局|担当|支所)(?![一-龠々])")
"""Behind a cue: it is only part of the name of an office (予防接種係)."""

_LABEL_LENGTH = 16
_SPACES = re.compile(r"[\s　]+")
_LABEL_MARKS = re.compile(
    r"^[\s　■□◆◇●○▼▽★☆*＊・※【［\[〔＜<《(（]*(?:\d{1,2}|[(（]\d{1,2}[)）])?[\s　.．、】］\]〕＞>》)）:：]*"
)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue of a genre or medium, compiled."""

    owner: str
    where: Where
    weight: float
    scan: Scan


class _Compiled:
    """The cues of all genres or of all media."""

    def __init__(self, specs: Mapping[str, GenreSpec]) -> None:
        self.names = tuple(specs)
        cues = [
            _Cue(name, cue.where, cue.weight, Scan(cue.patterns))
            for name, spec in specs.items()
            for cue in spec.cues
        ]
        self._always = frozenset(n for n, cue in enumerate(cues) if cue.scan.needles is None)
        self._by_needle: dict[str, list[int]] = {}
        for number, cue in enumerate(cues):
            for needle in cue.scan.needles or ():
                self._by_needle.setdefault(needle, []).append(number)
        self._cues = cues

    def that_may_fit(self, text: str, wheres: frozenset[str]) -> Iterator[_Cue]:
        """The cues for these places of which a needle occurs in the text."""
        numbers = set(self._always)
        for needle in occurrences(text).strings & self._by_needle.keys():
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
    top = [b.span for b in document.blocks[:OPENING] if not b.quoted]
    hits = _hits(document, _compiled(knowledge, "media"), top, path, raw=True)
    return _best(list(hits), tuple(knowledge.media), FALLBACK_MEDIUM)


def _hits(
    document: Document, compiled: _Compiled, titles: Sequence[Span], path: str, *, raw: bool
) -> Iterator[_Hit]:
    texts = [document.folded]
    if raw and document.text != document.folded:
        texts.append(document.text)
    done: set[int] = set()
    for text in texts:
        title = _lines(text, titles)
        views = (
            (title, frozenset({"title", "heading", "text"})),
            (_lines(text, _headings(document)), frozenset({"heading"})),
            (_labels(text, document), frozenset({"label"})),
        )
        for view, wheres in views:
            factors = _factors(view.text) if view is title and not raw else None
            for cue in compiled.that_may_fit(view.text, wheres):
                if id(cue) in done:
                    continue
                hit = _hit(cue, view, factors, raw)
                if hit is not None:
                    done.add(id(cue))
                    yield hit
        for cue in compiled.that_may_fit(text, frozenset({"text"})):
            if id(cue) in done:
                continue
            for match in cue.scan.finditer(text):
                if raw or not _OFFICE.match(text, match.end()):
                    done.add(id(cue))
                    yield _Hit(cue.owner, cue.weight, Span(*match.span()))
                    break
    for cue in compiled.that_may_fit(path, frozenset({"path"})):
        if cue.scan.search(path):
            yield _Hit(cue.owner, cue.weight, None)


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
    parts = [span.cut(text) for span in spans]
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    return _Lines("\n".join(parts), starts[:-1], spans, exact=True)


def _headings(document: Document) -> list[Span]:
    return [block.span for block in document.blocks if block.kind is BlockKind.HEADING]


def _labels(text: str, document: Document) -> _Lines:
    """Labels, headings and short table cells, without spaces and marks (日　時 → 日時)."""
    parts: list[str] = []
    spans: list[Span] = []
    for block in document.blocks:
        span = _label(block)
        if span is not None:
            parts.append(_SPACES.sub("", _LABEL_MARKS.sub("", span.cut(text))))
            spans.append(span)
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    return _Lines("\n".join(parts), starts[:-1], spans, exact=False)


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


def _compiled(knowledge: Knowledge, which: str) -> _Compiled:
    """The cues, compiled once a knowledge (which is kept, so that its id stays its own)."""
    key = id(knowledge), which
    if key not in _made:
        if len(_made) > 8:
            _made.clear()
        _made[key] = knowledge, _Compiled(getattr(knowledge, which))
    return _made[key][1]
