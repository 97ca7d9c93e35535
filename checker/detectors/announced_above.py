"""How many there are by the title or by names in a row, and a list that is shorter or longer.

「3つの手続きがオンラインでできます」 above the only list of four; 「A、B、Cの2か所」.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.numerals import parse
from checker.context import Context
from checker.detectors.listing import list_below, name_of, several
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = "[2-9二三四五六七八九]"
TITLED = Scan(
    rf"(?<![0-9第.,])(?P<number>{_N})(?:つ|種類|項目|か所|カ所|会場|コース|講座)の[一-龠ァ-ヶーぁ-ん]"
)
NAMED = Scan(
    rf"(?P<names>[^。、\n：:（()）]{{2,16}}(?:、[^。、\n（()）]{{2,16}}){{1,7}})の(?P<number>{_N})(?P<unit>[かカヶ]所|会場|校|館|園|施設|団体|地区|路線|種類|部門|コース|市町|市)(?:です|で|に|から|を|が|の|、|。)"
)
_OPENS = regex("次の|以下の|下記の|つぎの")
_NOT_SUCH = regex("うち|以上|など|ほか|等|から選|いずれか|約|あと|もう|残り|1つ|前回|昨年")
_OTHERS = regex(
    "など|ほか|等$|いずれか|または|又は|うち|以上|以外|除|をはじめ|から|まで|ます|です|して|では|には|年|月|ため|ので"
)
_TOPIC = regex(r"^.*(?:は|が|を|も|に|で|と|、)(?=[^はがをもにで、]{1,16}$)")
_PARTICLES = ("は", "を", "が", "に", "で", "も")
_AND = regex("(?<=[一-龠ァ-ヶー])(?:と|及び|および)(?=[一-龠ァ-ヶー])")


def wrong_totals(context: Context) -> Iterator[Match]:
    """One match a number of things that the only list, or the names in front of it, do not have."""
    text = context.document.folded
    if TITLED.may_fit(text):
        yield from _titled(context, text)
    if NAMED.may_fit(text):
        yield from _named(context, text)


def _titled(context: Context, text: str) -> Iterator[Match]:
    document = context.document
    heads = [b for b in document.blocks[:3] if b.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    head = heads[0] if heads else document.blocks[0]
    found = TITLED.expression.search(text, head.span.start, head.span.end)
    if found is None or _NOT_SUCH.search(text, head.span.start, head.span.end):
        return
    number = parse(found["number"])
    openers = [
        block
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
        and _OPENS.search(text, block.span.start, block.span.end)
    ]
    lists = [items for block in openers if (items := list_below(document, block))]
    if number is None or len(openers) != 1 or len(lists) != 1:
        return
    items = lists[0]
    if any(several(name_of(document, item)) for item in items) or len(items) < 2:
        return
    if len(items) != number and abs(len(items) - number) <= 3:
        related = (Related(items[-1].span, f"{len(items)}つ目はここです"),)
        place = Span(found.start("number"), found.end() - 2)
        yield Match(place, {"count": str(len(items))}, related=related)


def _named(context: Context, text: str) -> Iterator[Match]:
    for found in NAMED.finditer(text):
        if context.document.block_at(found.start()).quoted:
            continue
        names = found["names"].split("、")
        first = _TOPIC.sub("", names[0])
        begun = first != names[0] or names[0].endswith(_PARTICLES)
        if first.endswith(_PARTICLES):
            names, first = names[1:], names[1]
        begin = max(text.rfind(mark, 0, found.start()) for mark in "。\n") + 1
        if text[begin : found.start()].strip(" 　・*-") and first == names[0]:
            continue  # the row of names may begin in front of what was read
        number = parse(found["number"])
        names = [first, *names[1:]]
        if _AND.search(names[-1]):
            if number == len(names):
                continue
            names = [*names[:-1], *_AND.split(names[-1])]
        if number is None or any(_OTHERS.search(name) for name in names) or len(names) < 2:
            continue
        if len(names) > number and not begun:
            continue  # what stands in front may be no name
        if len(names) != number and abs(len(names) - number) <= 3 and not _mixed(names):
            place = Span(found.start("number"), found.end("unit"))
            related = (Related(Span(*found.span("names")), f"{len(names)}つあります"),)
            yield Match(place, {"count": str(len(names))}, related=related)


def _mixed(names: list[str]) -> bool:
    """Whether a name is a clause, or holds several."""
    return any(regex("[をがはにもで]|・|[0-9](?:時|分|月|日)").search(name) for name in names)
