"""Men and women of a place who are not its population, in lines, in rows or in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.context import Context
from checker.detectors.added import near
from checker.detectors.grids import amount, grids_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = r"(?P<{}>[0-9][0-9,]*)(?:人|名)?"
_GAP = r"(?:性|の人口|子)?[ 　：:は\n・＝=]{0,4}"
_ASIDE = r"(?:[ 　]?[（(][^（()）\n]{0,20}[)）])?[ 　、，,\n・／/●○-]{0,6}"
WOMEN = Scan(rf"女{_GAP}[0-9][0-9,]{{2,}}(?:人|名|\n|$|[（(、 　])|^女性?$")
_BOTH = regex(
    rf"男{_GAP}{_N.format('men')}{_ASIDE}(?:内訳)?女{_GAP}{_N.format('women')}(?![0-9歳])"
)
_ALL = regex(
    r"(?:総?人口|人口総数|住民登録者?数)(?:[（(][^（()）\n]{0,20}[)）])?[^0-9\n]{0,10}\n?[ 　]*(?P<all>[0-9][0-9,]*)(?:人|名)"
    r"(?:[ 　]?[（(][^（()）\n]{0,24}[)）])?[^0-9。]{0,8}\Z"
)
REACH = 72
"""Code points in front of the men in which the population stands."""

_MEN, _WOMEN, _TOTAL = (
    regex("男性?"),
    regex("女性?"),
    regex("(?:総?人口|人口総数|総数|合?計)(?:[（(]人[)）])?"),
)
_CHANGED = regex("前[月年回]比|増|減")


def wrong_population(context: Context) -> Iterator[Match]:
    """One match a population that the men and the women beside it do not give."""
    text = context.document.folded
    if "男" not in text or "人口" not in text:
        return
    for found in _BOTH.finditer(text):
        front = _ALL.search(text, max(0, found.start() - REACH), found.start())
        if front is not None:
            parts = [Span(*found.span("men")), Span(*found.span("women"))]
            yield from _judged(text, Span(*front.span("all")), parts)
    yield from _columns(context)


def _number(text: str, span: Span) -> Decimal:
    return Decimal(span.cut(text).replace(",", ""))


def _judged(text: str, whole: Span, parts: Sequence[Span]) -> Iterator[Match]:
    summed = sum((_number(text, part) for part in parts), Decimal(0))
    said = _number(text, whole)
    if summed == said or not near(said, summed, len(parts)) or said < 100:
        return
    related = tuple(Related(part, "ここから計算しました") for part in parts)
    values = {"right": f"{summed:,f}人", "how": "男女の合計"}
    counted = text[whole.end : whole.end + 1] in ("人", "名")
    yield Match(Span(whole.start, whole.end + counted), values, related=related)


def _columns(context: Context) -> Iterator[Match]:
    """A table headed 「男 | 女 | 人口」, or one whose rows are called so."""
    text = context.document.folded
    for grid in grids_of(context):
        heads = _places(text, grid.head)
        names = _places(text, [row.cells[0] for row in grid.rows])
        if heads:
            rows = [row.cells for row in grid.rows if len(row.cells) == len(grid.head)]
            rows = [row for row in rows if not _CHANGED.search(row[0].cut(text))]
            groups = [[row[at] for at in heads] for row in rows]
        elif names and grid.table and all(len(row.cells) > 1 for row in grid.rows):
            groups = [[grid.rows[at].cells[1] for at in names]]
        else:
            continue
        for group in groups:
            read = [amount(text, cell) for cell in group]
            spans = [
                Span(one.span.start, one.span.start + len(one.span.cut(text).rstrip("人名")))
                for one in read
                if one is not None and not one.nil
            ]
            if len(spans) == len(group):
                yield from _judged(text, spans[0], spans[1:])


def _places(text: str, names: Sequence[Span]) -> list[int]:
    """Where the whole, the men and the women stand; nowhere if one is missing or there twice."""
    words = [name.cut(text).strip(" 　") for name in names]
    kinds = (_TOTAL, _MEN, _WOMEN)
    found = [[at for at, word in enumerate(words) if kind.fullmatch(word)] for kind in kinds]
    return [at for (at,) in found] if all(len(one) == 1 for one in found) else []
