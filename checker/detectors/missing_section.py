"""「下記6をご覧ください」 where the numbers go to 3; 「6 意見の取扱い」 where that is number 4."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from checker.context import Context
from checker.detectors import Options
from checker.detectors.nearby import Nearby
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"last"})

_NOT_A_COUNT = r"(?![0-9,.]|[)）]?(?:年|月|日|人|名|点|つ|種|項|件|か所|円|時|分|回|者|社|団体|枚|コース|区分|課))"
_POINTS = Nearby(
    Scan(
        rf"(?:下記|上記|前記|後記)の?[「（(]?(?P<number>[0-9]{{1,2}}){_NOT_A_COUNT}"
        r"|(?<![一-龠])(?:項目|見出し)の?[「（(]?(?P<item>[0-9]{1,2})(?=[」）)]?[のをにでは、。（(])"
    ),
    18,
)
_MET = Scan(
    r"(?<![一-龠ァ-ヶーA-Za-z0-9.,（(第別表紙図様式])(?P<number>[0-9]{1,2})(?:に(?:当たら|当たる|当ては|該当)|を満た|の(?:いずれか|どれか|要件|条件|場合))"
)
_RANGE = Scan(
    r"(?:(?<=前項)|(?<=前記)|(?<=上記)|(?<=各号)|(?<![一-龠A-Za-z]))[（(](?P<first>[1-9])[)）](?:から|[〜～~])[（(](?P<last>[0-9]{1,2})[)）](?:まで)?"
)
_PAGES = Scan(r"全(?P<number>[0-9]{1,3})ページ")
_PAGE = regex(
    r"(?<![0-9全])(?P<number>[0-9]{1,3})ページ(?=(?:[（(][^（(）)]{1,8}[)）])?(?:を(?:ご覧|見て|お読み|ご?参照|ご?確認)|に(?:掲載|記載|載|あり|ある)|のとおり|参照|へ[。）)]))"
)
_NUMBERED = regex(
    r"^[　 #]*[（(]?(?P<number>[0-9]{1,2})(?:[.．)）、：:　 ]|(?!番の)(?=[一-鿿ァ-ヶ]))", 8
)
_TITLED = regex(
    r"^[　 ■□◆●○【]*(?:第|項目)?[（(]?(?P<number>[0-9]{1,2})[)）]?(?:章|節|項|番)?[.．、：:　 ]{1,2}(?P<title>[^0-9\s。、：:（(】][^\n。：:（(】]{1,23})",
    8,
)
_TITLE = r"(?P<{0}>[^\s0-9」』（()）。、\n：:][^」』（()）。、\n：:]{{1,23}})"
_NAMED = Scan(
    (
        r"[「『（(【](?P<number>[0-9]{1,2})[)）]?(?:章|節|項|番)?(?:[.．、：: 　]{1,2}|の)"
        + _TITLE.format("title"),
        r"(?:(?<![一-龠])(?:項目|下記|上記)の?[「『（(]?(?P<item>[0-9]{1,2})(?![0-9])|第(?P<ordinal>[0-9]{1,2})(?:章|節|項))[)）]?[」』]?の?[.．、：: 　「『（(]{0,3}"
        + _TITLE.format("name"),
    )
)
_BARE = Scan(
    r"(?<![一-龠ァ-ヶーA-Za-z0-9.,（(「『【第別表紙図様式])(?P<number>[0-9]{1,2})の[「『]?(?P<title>[^\s0-9」』（()）。、\n：:]{3,10}?)[」』]?(?:の欄)?"
    r"(?:まで|へ|に(?!つい)|を(?:ご覧|見て|ご?参照|お読み|ご?確認|満た))(?=[^。\n]{0,16}?(?:連絡|問い?合わ?せ|お尋ね|聞|提出|申し?込|相談|示|記載|とおり|書|当た|当ては|ください|満た))"
)
"""「7の問合せ先までご連絡ください」."""
_MAY_BE_BARE = regex("[0-9]の[^0-9]")
_MAY_NAME = regex("[「『（(【項下上第](?:[0-9]|目|記)")
"""How every name of a section begins: most brackets hold no number."""

_ROW = Nearby(
    Scan(
        r"(?<![一-龠ァ-ヶーA-Za-z])(?:番号|No\.|№)の?(?:が|は)?[ 　「]{0,2}(?P<number>[0-9]{1,2})(?=[番」]?[のをとはにで、。）)]|$)(?!で始|から|まで)"
        r"|(?<![0-9.,第])(?P<course>[0-9]{1,2})番の(?:講座|コース|教室|部屋|会場|施設|事業|品|賞品|窓口の欄|書類|項目|路線|区画)"
    ),
    24,
)
_SOME = Scan(
    r"^(?:[※＊・][ 　]?|なお、?)?[（(]?(?P<first>[1-9])[)）]?(?:[〜～~]|から)[（(]?(?P<last>[0-9]{1,2})[)）]?(?:まで)?(?:は、?(?=[^0-9\n])|の(?:場所|窓口|施設|書類|会場|いずれ|どれ|うち|方法|項目|部屋|講座))"
)
_MARKED = Scan(
    r"[（(](?P<number>[0-9]{1,2})[)）](?=を(?:ご覧|御覧|ご?参照|見て|ご?確認|お読み)|のとおり|に(?:ある|示し|記載|書い))"
)
_MARK = regex(r"^[ 　]*[（(]?(?P<number>[0-9]{1,2})[.．)）、　 ]")
NEAR = 3
"""Lines between a list and what is said of some of its items."""

_ROW_HEAD = regex("^(?:番号|No\\.?|№|#|講座番号|コース番号|整理番号|区画番号)$")
MOST = 40
"""References of a draft that are followed; more are data."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_POINTS.scan, _NAMED, _BARE, _ROW.scan, _SOME, _MARKED, _MET, _RANGE, _PAGES)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number that points beyond the last one, or to what has another number."""
    document = context.document
    text = document.folded
    beyond: list[Span] = []
    found = list(islice(_POINTS.finditer(text), MOST))
    if found:
        numbers, last = _numbers(document)
        for match in found:
            number = int(match["number"] or match["item"])
            if last >= 2 and number > last and number not in numbers:
                beyond.append(Span(*match.span()))
                yield Match(beyond[-1], {"last": str(last)})
    yield from _met(document)
    yield from _pages(document)
    yield from _some(document)
    for other in _by_title(context):
        if not any(span.start <= other.span.start <= span.end for span in beyond):
            yield other
    rows = list(islice(_ROW.finditer(text), MOST))
    last = _last_row(document) if rows else 0
    for match in rows:
        block = document.block_at(match.start())
        number = int(match["number"] or match["course"])
        if last >= 2 and number > last and not block.quoted and block.cell is None:
            yield Match(Span(*match.span()), {"last": str(last)})


def _met(document: Document) -> Iterator[Match]:
    """「4に当たらなくなったとき」 where the headings go to 3; 「前項(1)から(4)まで」 below (3)."""
    text = document.folded
    found = list(islice(_MET.finditer(text), MOST))
    numbers, last = _numbers(document) if found else (set(), 0)
    for match in found:
        number = int(match["number"])
        block = document.block_at(match.start())
        if 2 <= last < number <= last + 3 and number not in numbers and not block.quoted:
            yield Match(Span(*match.span("number")), {"last": str(last)})
    for match in _RANGE.finditer(text):
        bracketed = {int(one["number"]) for one in _BRACKETED.finditer(text)}
        last, first = max(bracketed, default=0), int(match["first"])
        if document.block_at(match.start()).quoted or bracketed != set(range(1, last + 1)):
            continue
        if max(2, first) <= last < int(match["last"]) <= last + 3:
            yield Match(Span(*match.span()), {"last": str(last)})


def _pages(document: Document) -> Iterator[Match]:
    """「18ページをご覧ください」 of 「全16ページ」."""
    text = document.folded
    wholes = {int(one["number"]) for one in _PAGES.finditer(text)}
    if len(wholes) != 1:
        return
    (last,) = wholes
    for match in _PAGE.finditer(text):
        if last < int(match["number"]) <= last + last:
            yield Match(Span(*match.span()), {"last": str(last)})


def _some(document: Document) -> Iterator[Match]:
    """「2～5は、平日に見られます」 below a list of four; 「（4）をご覧ください」 where (3) is the last."""
    text = document.folded
    for found in _SOME.finditer(text):
        block = document.block_at(found.start())
        last = _last_above(document, block)
        if last >= max(2, int(found["first"])) and last < int(found["last"]) <= last + 3:
            place = Span(found.start("first"), found.end("last"))
            yield Match(place, {"last": str(last)})
    for found in _MARKED.finditer(text):
        block = document.block_at(found.start())
        before = text[max(block.span.start, found.start() - 1) : found.start()]
        numbers = {int(one["number"]) for one in _BRACKETED.finditer(text)}
        number, last = int(found["number"]), max(numbers, default=0)
        ahead = text[max(block.span.start, found.start() - 8) : found.start()]
        if block.quoted or ("一" <= before <= "龠") or _OTHER_PAPER.search(ahead):
            continue
        if numbers != set(range(1, last + 1)):
            continue
        if last >= 2 and last < number <= last + 3:
            yield Match(Span(*found.span()), {"last": str(last)})


_BRACKETED = regex(r"^[ 　]*[（(](?P<number>[0-9]{1,2})[)）]", 8)


def _last_above(document: Document, block: Block) -> int:
    """The last number of the list of numbers 1, 2, 3 … right above a line; 0 if there is none."""
    blocks = document.blocks
    at = bisect_left(blocks, block.span.start, key=lambda other: other.span.start)
    numbers: list[int] = []
    gap = 0
    for above in reversed(blocks[max(0, at - MOST) : at]):
        line = document.source[above.source.start : above.source.end]
        found = _MARK.match(line) or _MARK.match(document.folded, above.span.start)
        if found is None:
            gap += 1
            if numbers or gap > NEAR or above.kind is BlockKind.HEADING:
                break
            continue
        numbers.append(int(found["number"]))
    return numbers[0] if numbers and numbers[::-1] == list(range(1, len(numbers) + 1)) else 0


def _numbers(document: Document) -> tuple[set[int], int]:
    """The numbers with which lines begin, and the last of those that count by one."""
    numbers = {int(m["number"]) for m in _NUMBERED.finditer(document.folded)}
    numbers |= {int(m["number"]) for m in _NUMBERED.finditer(document.source)}
    last = 0
    while last + 1 in numbers:
        last += 1
    return numbers, last


def _by_title(context: Context) -> Iterator[Match]:
    """A section that is named with another number than it bears."""
    document = context.document
    text = document.folded
    named = list(islice(_NAMED.finditer(text), MOST)) if _MAY_NAME.search(text) else []
    bare = [
        found
        for found in (islice(_BARE.finditer(text), MOST) if _MAY_BE_BARE.search(text) else ())
        if not _OTHER_PAPER.search(text, max(0, found.start() - 5), found.start())
        and not _EARLIER.search(text, max(0, found.start() - 12), found.start())
    ]
    if not named and not bare:
        return
    titles: defaultdict[str, list[tuple[int, Span]]] = defaultdict(list)
    for found in islice(_TITLED.finditer(text), MOST):
        title = found["title"].strip(" 　】")
        place = (int(found["number"]), Span(*found.span()))
        titles[title].append(place)
        if bare and (name := title.split("　")[0].split("  ")[0]) != title:
            titles[name].append(place)  # 「6　問合せ先　道路課」
    known = {number for places in titles.values() for number, _ in places}
    if not {1, 2} <= known:
        return
    for found in (*named, *bare):
        parts = found.groupdict()
        kind = "title" if parts.get("title") else "name"
        title, number = (
            parts[kind].strip(" 　"),
            int(parts.get("number") or parts["item"] or parts["ordinal"]),
        )
        for other in titles:
            if (
                len(other) > SHORT
                and title.startswith(other)
                and title[len(other) :][:1] in _BEHIND
            ):
                title = other
                break
        places = titles.get(title, [])
        if (
            not places
            and kind == "title"
            and number > max(known)
            and _SEE.match(text, found.end(kind))
            and not _OTHER_PAPER.search(text, max(0, found.start() - 5), found.start())
        ):
            span = Span(found.start("number"), found.end(kind))
            yield Match(span, {"last": str(max(known))})
            continue
        if len(places) != 1 or places[0][0] == number:
            continue
        right, there = places[0]
        start = found.start("number") if kind == "title" else found.start()
        if there.contains(Span(*found.span())) or there.start == start:
            continue
        related = (Related(there, f"ここは{right}です"),)
        end = found.start(kind) + len(title)
        yield Match(Span(start, end), {"last": ""}, related=related, message=_OTHER)


_SEE = regex(
    "[」』](?:の欄)?(?:を(?:ご覧|見て|ご?参照|お読み|ご?確認)|のとおり|に(?:書い|記載|示し|あり))"
)
_OTHER_PAPER = regex(
    "申請書|申込書|様式|届|要綱|要項|要領|計画|冊子|手引|ページ|サイト|リンク|資料|案内|用紙|しおり|パンフ|別の"
)
_EARLIER = regex("前回|昨年|先日|お知らせの|通知の")
_BEHIND = ("を", "の", "に", "で", "は")
SHORT = 2
"""Code points from which the title of a section is told from other words."""
_OTHER = "「{text}」とありますが、その項目の番号は違います。番号を確かめてください。"


def _last_row(document: Document) -> int:
    """The last number of the only column of numbers 1, 2, 3 … under 番号; 0 if there is none."""
    columns: dict[int, list[int]] = {}
    headed: set[int] = set()
    for block in document.blocks:
        cell = block.cell
        if cell is None or cell.column:
            continue
        words = block.span.cut(document.folded).strip(" 　")
        if cell.row == 0:
            if _ROW_HEAD.match(words):
                headed.add(cell.table)
        elif cell.table in headed:
            number = words.rstrip(".番")
            columns.setdefault(cell.table, []).append(int(number) if _digits(number) else 0)
    if not columns:
        numbers, last = _numbers(document)
        return last if max(numbers, default=0) == last else 0
    if len(columns) != 1:
        return 0
    numbers_ = next(iter(columns.values()))
    return len(numbers_) if numbers_ == list(range(1, len(numbers_) + 1)) else 0


def _digits(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= 3
