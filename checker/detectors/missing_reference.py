"""別紙, 次の表, 図2, 次のとおり, ※1: words that point to something that is not in the draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.detectors.laid_out import SAID, laid_out, said_in_passing
from checker.detectors.named_below import BELOW, missing_things
from checker.detectors.nearby import Nearby
from checker.document.model import Block, BlockKind, Document, Format, Mark, MarkKind
from checker.model import Match, Severity, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

# --- papers that come along ------------------------------------------------------------

_PAPER = Scan(
    (
        r"(?P<word>別紙|別添|別表|別図)(?P<number>[0-9]{1,2})?"
        r"(?:(?:の?[一-龠ァ-ヶー]{0,6}?)?(?:資料|図面?|地図|ファイル|書類|チラシ|ちらし|PDF|一覧表?|様式|案内|早見表|区域図|対象者?表|料金表|日程表|申込書|申請書|申込用紙|申請用紙|応募用紙|調査票|回答書|意見書|意見用紙))?[0-9]{0,2}",
        r"添付の?(?:資料|図面?|地図|ファイル|チラシ|ちらし|PDF|一覧表?|案内)",
    )
)
_PAPER_FORM = regex("(?:書|用紙|票)$")
"""The names of forms are masked, so that only what points to one is shown."""
_POINTS = regex(
    r"(?:[「『][^」』\n]{1,20}[」』]|[」』])?(?:(?<=[書紙票」])(?:に、?(?:必要|名前|氏名|住所|書|[ご御]?記入|[ご御]?回答)|で(?:お?申し?込|お知らせ|ご?応募|ご?提出|送)|を(?:提出|ご提出|送|郵送|お送り|使))|の(?:とおり|通り|ように|中から)|の?[一-龠]{0,4}欄|(?:に|の中に)(?:ある|あります)|で(?:定め|示し|配布)|を(?:ご覧|御覧|見て|参照|確認|ご確認|ご参照|お読み)|(?:を)?参照|に(?:記載|掲載|示|書い|あり|定め)"
    r"|で(?:ご?確認|確かめ)|にて|から|のPDF|による|により)"
)
_FILE = regex(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|csv|zip)(?:[?#].*)?$", re.IGNORECASE)
_THERE = regex(
    r"^[【\[（(■□◆●・ 　]*(?:別紙|別添|別表|別図|添付)|(?:添付|配布|関連)(?:資料|ファイル|書類)[：:]|同封(?!し?て?の?(?:ください|下さい|してください|して下さい|して(?:送|お送|郵送|提出|出)|の上|のうえ))|ダウンロード"
)
_PRESS = regex("記者発表|報道|プレスリリース|記者会見")
_ONLY = regex(
    r"[ 　◇◆■□●○・]*(?:[0-9１-９]+[.．　 ]+)?(?:受付時間|時間|日時|期間|場所|会場|定員|費用|料金|対象)[ 　：:]{1,6}別[紙表](?:のとおり|参照)[。]?\Z"
)
"""A line that says nothing of when or where: not even a journalist can do without."""
_FORM = regex(
    r"(?:様式|申請書|届出?書|通知書?|契約書?|要綱|要領|条例|規則|計画|法|公報|仕様書|募集要項)の?$"
)


def _papers(context: Context) -> Iterator[Match]:
    """別紙 where no line, link, file or image is one; 別紙2 where only others are."""
    document = context.document
    text = document.folded
    found = list(_PAPER.finditer(text))
    if not found:
        return
    links = [m for m in document.marks if m.kind in (MarkKind.LINK, MarkKind.IMAGE)]
    there_are: list[Span] | None = None
    files = [m for m in links if m.kind is MarkKind.IMAGE or _FILE.search(m.target)]
    for match in found:
        span = Span(*match.span())
        block = document.block_at(span.start)
        if block.quoted:
            continue
        if (beyond := _beyond(document, match, block)) is not None:
            yield Match(beyond, severity=Severity.WARNING)
            continue
        if not _POINTS.match(text, span.end):
            continue
        if _FORM.search(text, max(block.span.start, span.start - 8), span.start) or (
            "同封" in text[max(block.span.start, span.start - 60) : span.end]
        ):
            continue
        if any(m.span.overlaps(span) or block.span.overlaps(m.span) for m in links):
            continue
        parts = match.groupdict()
        if _PAPER_FORM.search(match.group()):
            span = Span(span.start, match.end("number" if parts.get("number") else "word"))
        if parts.get("number"):
            there = _titles(document, parts["word"], block)
            if there and parts["number"] not in there:
                yield Match(span, severity=Severity.WARNING)
                continue
            if there or _only_one(document, found, match, block):
                if not there:
                    yield Match(span, severity=Severity.WARNING)
                continue
        if there_are is None:
            there_are = [b.span for b in document.blocks if _THERE.search(b.span.cut(text))]
        if files or any(other != block.span for other in there_are[:2]):
            continue
        # A paper of its own may well come with a plain text for the press.
        plain = document.format is Format.TEXT
        if plain and _PRESS.search(text[:200]) and not _ONLY.match(block.span.cut(text)):
            continue
        yield Match(span, severity=Severity.SUGGESTION if plain else Severity.WARNING)


def _titles(document: Document, word: str, but: Block) -> set[str]:
    """The numbers with which 別紙 begins a line or a link."""
    title = regex(rf"^[【\[（(■□◆●・ 　]*{word}([0-9]{{1,2}})")
    lines = [b.span.cut(document.folded) for b in document.blocks if b is not but]
    lines += [m.span.cut(document.folded) for m in document.marks if m.kind is MarkKind.LINK]
    listed = regex(rf"{word}([0-9]{{1,2}})")
    enclosed = {
        number for line in lines if _ENCLOSED.match(line) for number in listed.findall(line)
    }
    return enclosed | {found[1] for line in lines if (found := title.match(line))}


def _only_one(
    document: Document, papers: Sequence[re.Match[str]], match: re.Match[str], but: Block
) -> bool:
    """Whether 別紙2 is told where the one paper that comes along is a 別紙 without a number."""
    text = document.folded
    word, number = match["word"], match["number"]
    numbers = {
        one["number"] for one in papers if one.groupdict().get("word") == word and one["number"]
    }
    if int(number) < _SEVERAL or numbers != {number}:
        return False
    title = regex(rf"[【\[（(■□◆●・ 　]*{word}[】\]）) 　]*(?![0-9一-龠ァ-ヶぁ-ん])")
    lines = [b for b in document.blocks if b is not but and title.match(text, b.span.start)]
    return len(lines) == 1 and lines[0].span.start > match.start()


_ENCLOSED = regex(
    "^[【\\[（(■□◆●・ 　]*(?:添付|同封|配布|関係)(?:書類|資料|ファイル)?[】\\]）):： 　]"
)


def _beyond(document: Document, found: re.Match[str], block: Block) -> Span | None:
    """別紙3, wherever it is named, where the papers that come along are 別紙1 and 別紙2."""
    number = found.groupdict().get("number")
    text = document.folded
    head = text[block.span.start : found.start()]
    if not number or not head.strip(" 　【[（(■□◆●・") or _ENCLOSED.match(head + ":"):
        return None
    if _FORM.search(head) or _OTHER_PAPERS.search(head[-_BEFORE:]):
        return None
    there = {int(one) for one in _titles(document, found["word"], block)}
    last = max(there, default=0)
    if (
        len(there) >= _SEVERAL
        and there == set(range(1, last + 1))
        and last < int(number) <= last + _NEAR
    ):
        return Span(found.start(), found.end("number"))
    return None


_OTHER_PAPERS = regex("(?:通知|文書|要綱|要領|規則|条例|計画|国|県|別の|前回)[^。]{0,6}$")
_BEFORE, _SEVERAL, _NEAR = 12, 2, 3


# --- tables and figures --------------------------------------------------------------------

_FIGURE = Scan(r"(?P<kind>[図表])(?P<number>[0-9]{1,2})(?![0-9-ー年月日人番号階つ.])")
_NEXT = Scan(
    r"(?:次の|以下の|下の)(?P<kind>(?:対照|早見|比較|料金|日程)?表|図|一覧表?|地図|グラフ|一覧)(?=の(?:とおり|通り)|の[^。、\n]{0,8}(?:部分|区域|範囲)|に(?:まとめ|示|記載|ある)|から(?:ご?覧|お?選)|を(?:ご覧|参照|見て|ご参照|確認|ご確認)|で(?:確|ご?確)|に(?:ある|示))"
    r"|下(?P<kind2>表|図)(?=の(?:とおり|通り)|の[^。、\n]{0,8}(?:部分|区域|範囲)|を|で|に|参照)"
)
_BESIDE = Scan(
    r"(?:(?:右|左|上|下|右下|左下|右上|左上)の(?P<kind>QRコード|(?:二次元|2次元)(?:バー)?コード|コード|写真)"
    r"|(?:右|左|上|右下|左下|右上|左上)(?:の(?P<drawn>地図|案内図|略図|グラフ|図|一覧表?|表(?![紙面情]))|(?P<short>図|表)))"
    r"(?=の(?:とおり|通り|ように)|に(?:まとめ|示|記載|ある|従)|から(?:ご?覧|お?選|お?申し?込|読み|アクセス)|を(?:ご覧|参照|見て|ご参照|確認|ご確認|読み|スマート)|で(?:確|ご?確|お?申し?込)|より)"
)


def _figures(context: Context) -> Iterator[Match]:
    """図2 or 次の表 where no table, image or caption is."""
    document = context.document
    text = document.folded
    images = [m.span.start for m in document.marks_of(MarkKind.IMAGE)]
    tables = {b.cell.table: b.span.start for b in reversed(document.cells) if b.cell is not None}
    links = document.marks_of(MarkKind.LINK)
    for match in _FIGURE.finditer(text):
        span = Span(*match.span())
        block = document.block_at(span.start)
        before = text[max(block.span.start, span.start - 1) : span.start]
        if before and "一" <= before <= "鿿":  # 別表1, 年表2, 地図3
            continue
        at_head = not text[block.span.start : span.start].strip(" 　【[（(■□◆●・※")
        if block.quoted or at_head or any(m.span.overlaps(span) for m in links):
            continue
        if document.format is Format.TEXT and block.kind is BlockKind.TABLE_CELL:
            continue
        number = int(match["number"])
        things = len(images) + (len(tables) if match["kind"] == "表" else 0)
        if things >= number or _caption(document, match.group(), block):
            continue
        yield Match(span)
    yield from _listed(context)
    yield from missing_things(context)
    named = {found.start() for found in BELOW.finditer(text)}
    for match in _NEXT.finditer(text):
        span = Span(*match.span())
        if span.start in named:
            continue
        block = document.block_at(span.start)
        if block.quoted or any(block.span.overlaps(m.span) for m in links):
            continue
        if any(place >= span.start for place in (*images, *tables.values())):
            continue
        if not laid_out(document, block):
            yield Match(span)
    yield from _beside(context, images, tables, links)


def _beside(
    context: Context, images: Sequence[int], tables: Mapping[int, int], links: Sequence[Mark]
) -> Iterator[Match]:
    """「右の地図」, 「左のQRコード」 on a page that has no picture at all; a plain text may get one."""
    document = context.document
    if images or document.format is Format.TEXT:
        return
    for found in _BESIDE.finditer(document.folded):
        block = document.block_at(found.start())
        if block.quoted or (found.group()[-1] in "表覧" and tables):
            continue
        if not any(block.span.overlaps(mark.span) for mark in links):
            yield Match(Span(*found.span()))


_LISTED = Nearby(
    Scan(
        r"(?<![一-龠ァ-ヶA-Za-z0-9])(?:(?P<word>資料|様式|Q|問|書類|写真|案|グラフ|付図|会場|コース|プラン|ルート|区域|部門|日程)第?(?P<number>[0-9]{1,2}|[A-H](?![A-Za-z]))"
        r"|(?P<letter>[A-H])(?P<kind>コース|日程|会場|クラス|班|組|ブロック|プラン|ルート|区域|部門|グループ|席|棟))"
        r"(?![0-9-ー.])"
    ),
    12,
)
_MARKS = " 　【[（(■□◆●○◎・※▼▽◇-「『＜<〈*＊"


def _listed(context: Context) -> Iterator[Match]:
    """資料5 where 資料1 to 資料3 head lines; Dコース where Aコース and Bコース do."""
    document = context.document
    text = document.folded
    heads: dict[str, set[str]] = {}
    mentions: list[tuple[str, str, Span]] = []
    for found in _LISTED.finditer(text):
        word = found["word"] or f"-{found['kind']}"
        number = found["number"] or found["letter"]
        span = Span(*found.span())
        block = document.block_at(span.start)
        if not text[block.span.start : span.start].strip(_MARKS):
            heads.setdefault(word, set()).add(number)
        elif not block.quoted:
            mentions.append((word, number, span))
    for word, number, span in mentions:
        there = heads.get(word, set())
        if len(there) < 2 or number in there or number.isdigit() != next(iter(there)).isdigit():
            continue
        if not ({"1", "2"} <= there or {"A", "B"} <= there):
            continue
        if not any(mark.span.overlaps(span) for mark in document.marks):
            yield Match(span)


def _caption(document: Document, name: str, but: Block) -> bool:
    """Whether another line begins with the name, or a link or an image bears it."""
    title = regex(rf"[【\[（(■□◆●・＜<〈「 　]*{name}(?![0-9])")
    if any(
        b is not but and title.match(document.folded, b.span.start, b.span.end)
        for b in document.blocks
    ):
        return True
    return any(name in m.span.cut(document.folded) for m in document.marks)


# --- 次のとおり with nothing behind -------------------------------------------------------------

_FOLLOWS = Scan(
    r"(?:(?:下記|以下|次|別記|下)の(?:とおり|通り|ように)|下記により|(?:次|以下|下記)に(?:示|挙げ|まとめ|記載し)(?:します|たとおり|ています|ました)|次の(?:もの|書類|方|場所|方法|いずれか|[0-9０-９]つ)(?:です|になります))"
    r"(?:です|となります|になります|と?します|開催します|実施します|行います|募集します|受け付けます|定めます|変わります|変更します)?[。：:]?$"
)


def _nothing(context: Context) -> Iterator[Match]:
    """A last sentence of a section that announces what the section does not hold."""
    document = context.document
    blocks = document.blocks
    for span in said_in_passing(document):
        yield Match(span)
    level = 0
    places = {found.start(): found for found in _FOLLOWS.finditer(document.folded)}
    if not places:
        return
    for index, block in enumerate(blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            level = block.level
            continue
        at = next((p for p in places if block.span.start <= p < block.span.end), None)
        if at is None or block.kind is not BlockKind.PARAGRAPH or block.quoted:
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if _only_contact(document, block, following, places[at]):
            yield Match(Span(*places[at].span()))
            continue
        if following is None or following.kind is not BlockKind.HEADING:
            continue
        if level >= 2 and following.level <= level and following.level >= 1:
            marks = [
                m
                for m in document.marks
                if block.span.start <= m.span.start <= following.span.start
            ]
            if not marks:
                yield Match(Span(*places[at].span()))


# --- notes -----------------------------------------------------------------------------------------

_NOTE = Scan(
    r"(?P<mark>[※＊*](?P<number>[0-9]{1,2})|(?:[（(])?注(?P<number2>[0-9]{1,2})(?:[)）])?)(?![0-9年月日時人円件階)）]?号)"
)
_BARE = regex(r"(?<=[^\s。（(、：:・※])※(?=$|[）)、。])", re.MULTILINE)
_BARE_NOTE = regex(r"(?:^|[。 　（(【])※|※[^）)、。\n]", re.MULTILINE)
_BARE_SCAN = Scan("※")


def _notes(context: Context) -> Iterator[Match]:
    """※1 that stands behind a word and begins no line; ※ behind a word where no ※ begins a note."""
    document = context.document
    text = document.folded
    seen: dict[str, list[Span]] = {}
    for match in _NOTE.finditer(text):
        number = match["number"] or match["number2"]
        seen.setdefault(number, []).append(Span(*match.span()))
    for spans in seen.values():
        block = document.block_at(spans[0].start)
        head = text[block.span.start : spans[0].start].strip(" 　（(・")
        if (
            len(spans) == 1
            and head
            and not head.endswith("。")
            and not document.is_protected(spans[0])
            and _reference(text, spans[0], block)
        ):
            yield Match(spans[0])
    if "※" in text and not _BARE_NOTE.search(text):
        for found in list(_BARE.finditer(text))[:1]:
            yield Match(Span(*found.span()))


def _reference(text: str, span: Span, block: Block) -> bool:
    """Whether the mark stands behind a word as a reference does, and no words of its own follow."""
    behind = text[span.end : block.span.end][:1]
    before = text[span.start - 1 : span.start]
    return before not in " 　。" and (not behind or behind in "）)、。がはをにのでとへも（(")


_FAULTS: dict[str, tuple[Callable[[Context], Iterator[Match]], tuple[Scan, ...]]] = {
    "paper": (_papers, (_PAPER,)),
    "figure": (_figures, (_FIGURE, _NEXT, _LISTED.scan, _BESIDE, BELOW)),
    "nothing": (_nothing, (_FOLLOWS, SAID)),
    "note": (_notes, (_NOTE, _BARE_SCAN)),
}


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return _FAULTS[str(options["fault"])][1]


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word that points to nothing; `options["fault"]` is `paper`, `figure`, `nothing` or `note`."""
    yield from _FAULTS[str(options["fault"])][0](context)


_TOLD_BELOW = regex(r"は、?\Z")
_CONTACT = regex(
    r"[ 　■□◆◇●○【\[*]*(?:(?:お?問い?合わ?せ|連絡|照会|申し?込み?)先?|担当)(?:課|係)?(?:[】\]：:　 （(]|$)"
)
_OF_CONTACT = regex("問い?合わ?せ|連絡|担当|電話|宛て?先|窓口")


def _only_contact(
    document: Document, block: Block, following: Block | None, found: re.Match[str]
) -> bool:
    """「使える店は、下記のとおりです。」, and nothing but whom to ask below it."""
    text = document.folded
    start = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
    if not _TOLD_BELOW.search(text, start, found.start()):
        return False
    if _OF_CONTACT.search(text, start, found.start()) or document.format is not Format.TEXT:
        return False
    return following is None or bool(
        following.kind is not BlockKind.HEADING
        and _CONTACT.match(text, following.span.start, following.span.end)
    )
