"""右の図, 左記, 下記: places that only somebody who sees the layout can find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind, Document, MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_THING = (
    r"(?:図(?![書案示])|表(?![示面現紙情])|写真(?![館展店])|地図|画像|イラスト|グラフ|ボタン|バナー"
    r"|アイコン|メニュー|リンク|欄|枠|チラシ)"
)
_CONTROL = r"(?:ボタン|バナー|アイコン|メニュー|リンク|フォーム)"
_SIDE = Scan(
    (
        rf"[右左](?<![一-鿿].)(?:上|下|側|端|隅)?(?:の|にある|に示す){_THING}",
        rf"[右左](?<![一-鿿].)(?:上|下)?の[ァ-ヶー一-鿿]{{1,8}}?{_CONTROL}",
        r"[右左]図(?<![一-鿿]..)(?!書)",
    )
)
_UP_DOWN = Scan(
    rf"(?<![一-鿿])(?P<way>[上下])(?:の|にある|に示す)(?P<thing>{_THING})"
    r"|(?<![一-鿿])(?P<way2>[上下])(?P<thing2>図|表)(?![書示面現紙情])"
)
_NOTE = Scan(r"[左右]記(?![者録入念])")
_BELOW = regex(r"(?<![一-鿿])下記|(?<![一-鿿])以下のとおり|次のとおり")
_ABOVE = regex(r"(?<![一-鿿])上記")
_NEXT = Scan("下記|以下のとおり|次のとおり|上記")
_IMAGES = frozenset(
    {"図", "写真", "地図", "画像", "イラスト", "グラフ", "バナー", "アイコン", "チラシ"}
)
_POINTED_AT = regex(r"[0-9@：:・※]|。.*。|記$")
_FIRST_WORDS = 10
"""Further on, 上記 may mean what the line itself said before."""
_BODY = frozenset(BlockKind) - {BlockKind.TITLE, BlockKind.ALT, BlockKind.HEADING}
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.TABLE_CELL})


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return {"note": (_NOTE,), "nothing": (_NEXT,)}.get(str(options.get("fault")), (_SIDE, _UP_DOWN))


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for `options["fault"]`.

    `side`: to the right or left, or above or below where no such thing stands
    (WCAG 1.3.3 allows the order of reading). `note`: 左記, 右記. `nothing`: 下記
    at the end of a draft, 上記 at its start.
    """
    document = context.document
    fault = options.get("fault")
    if fault == "note":
        found = [Span(*match.span()) for match in _NOTE.finditer(document.folded)]
    elif fault == "nothing":
        found = list(_nothing(document))
    else:
        found = sorted([*_sides(document), *_wrong_way(document)])
    for span in found:
        if not document.is_protected(span):
            yield Match(span)


def _sides(document: Document) -> Iterator[Span]:
    for match in _SIDE.finditer(document.folded):
        if document.block_at(match.start()).kind in _READ:
            yield Span(*match.span())


def _wrong_way(document: Document) -> Iterator[Span]:
    """上の図 with none in front, 下の表 with none behind."""
    for match in _UP_DOWN.finditer(document.folded):
        span = Span(*match.span())
        thing = match["thing"] or match["thing2"]
        above = (match["way"] or match["way2"]) == "上"
        places = _images(document) if thing in _IMAGES else _tables(document)
        if thing not in _IMAGES and thing != "表":
            places = []  # a button, a column: its name is missing
        if not any((place <= span.start) if above else (place >= span.end) for place in places):
            yield span


def _images(document: Document) -> list[int]:
    return [mark.span.start for mark in document.marks if mark.kind is MarkKind.IMAGE]


def _tables(document: Document) -> list[int]:
    """Where tables stand; an image may show one."""
    cells = [block.span.start for block in document.blocks if block.cell is not None]
    return cells + _images(document)


def _nothing(document: Document) -> Iterator[Span]:
    """下記 in the last line, 上記 in the first, where there is nothing below or above."""
    body = [block for block in document.blocks if block.kind in _BODY]
    if len(body) < 2:
        return
    last, first = body[-1], body[0]
    if last is document.blocks[-1]:
        match = _BELOW.search(document.folded, last.span.start, last.span.end)
        # What follows in the line itself may be what is meant: a number, a link, a list.
        if match and not _POINTED_AT.search(document.folded, match.end(), last.span.end):
            marks = (MarkKind.LINK, MarkKind.IMAGE)
            if not any(m.kind in marks and m.span.start >= match.end() for m in document.marks):
                yield Span(*match.span())
    match = _ABOVE.search(document.folded, first.span.start, first.span.end)
    if (
        match
        and first.cell is None
        and match.start() - first.span.start <= _FIRST_WORDS
        and not any(place <= match.start() for place in _images(document))
    ):
        yield Span(*match.span())
