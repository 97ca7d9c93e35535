"""The things that a draft announces: one, or several under titles of their own.

Several only where each has its own title and at least its own day: short items of a city
paper, a list of courses. In doubt a draft has one item: what is missing is then asked once.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.notice.fields import normal_name
from checker.notice.types import Item
from checker.regex import regex

_HEADING = BlockKind.HEADING
_LIST_ITEM = BlockKind.LIST_ITEM
_PARAGRAPH = BlockKind.PARAGRAPH
_SHORTHAND = BlockKind.SHORTHAND
_TITLE = BlockKind.TITLE

MAX_TITLE = 45
"""Code points of an item's title."""

_DAY_LABEL = regex(
    r"(?:開催|実施|活動|相談)?(?:日時|日程|日にち|期日|期間|日)|とき|時|時間|いつ|会期"
)
_LABEL = regex(
    r"(?:開催|実施)?(?:日時|日程|期間|場所|会場|ところ|とき)|対象者?|定員|費用|料金|参加費|入場料|受講料|申し?込み?(?:方法|先|期限)?|お?申し?込み?|予約|"
    r"持ち物|持物|講師|内容|締め?切り?|問い?合わ?せ先?|お?問い?合わ?せ先?|問|申|費|対|定|場|日|持|内|主催|集合|募集(?:人数|人員|期間)?|応募(?:方法|資格)?|手数料|報酬"
)
_SECTION = regex(
    r".{0,12}(?:日時|日程|期間|場所|会場|対象.{0,8}|定員|費用|料金|参加費|申し?込み?.{0,6}|予約.{0,4}|持ち物|内容|概要|問い?合わ?せ先?|連絡先|注意(?:事項|点)?|その他|備考|目的|"
    r"趣旨|理由|背景|経緯|原因|対応|方法|手順|流れ|書類|について|共通(?:事項)?|選考|応募.{0,4}|案内|交通|アクセス|主催|お願い|要件|条件|資格|期限|締め?切り?|講師|"
    r"お知らせ|関連.{0,8}|取材.{0,8}|ポイント|要点|質問|Q&A|種類|とき|ところ|支給.{0,4}|補助.{0,4}|金額|勤務.{0,6}|任期|仕事.{0,4}|主な.{0,8})"
)
_COLUMN = regex(
    r"(?:市?から(?:の)?)?(?:お知らせ|おしらせ|催し物?|もよおし|イベント|募集|講座|教室|健康|福祉|子育て|こども|子ども|くらし|暮らし|生活|相談|税金?|スポーツ|文化|情報|"
    r"環境|シニア|図書館|その他|案内|掲示板)(?:[・と](?:お知らせ|催し|募集|講座|教室|健康|福祉|子育て|文化|スポーツ|相談|案内|環境|税))*(?:コーナー|情報|だより|ひろば|案内|"
    r"のお知らせ)?"
)
_MAST = regex(
    r"(?:広報|市報|町報|だより|お知らせ版|くらしの情報|情報(?:コーナー|ひろば)|お知らせコーナー)"
)
_SHARED = regex(
    r"共通(?:事項)?|.{0,6}(?:全|各)(?:講座|教室|コース|会場)共通|(?:お?申し?込み?|お?問い?合わ?せ|連絡)(?:方法|先)?(?:[・／/と](?:お?申し?込み?|お?問い?合わ?せ)先?)?|注意事項|その他|"
    r"申し?込み?方法|申し?込み?・問い?合わ?せ先?|いずれも"
)
_TITLE_KINDS = (BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
_NOTE = regex(r"[\s　]*(?:※|＊|\*|注[)）]|各課の|市役所の|いずれも|共通|記事中|特に(?:記載|表記))")
_COURSE_HEAD = regex(
    r"(?:講座|教室|コース|催し|行事|イベント|事業|大会|相談|セミナー|プログラム|種目|健診|検診|検査|公演)(?:名|の名前|名称)?|名称|タイトル|内容・講座|テーマ|種類"
)
_COURSE_DAY = regex(r".{0,6}(?:日時|日程|開催日|とき|期日|期間|日にち|実施日|日)")
_COURSE_MORE = regex(
    r".{0,4}(?:会場|場所|ところ|対象者?|定員|費用|料金|参加費|受講料|申し?込み?.{0,4}|締め?切り?|講師|問い?合わ?せ先?|持ち物)"
)
_FORMS = regex(r"[\s　]*([◆■●▼◎○□★☆◇▽▲△【《＜〔<]|第?\d{1,2}[.．、 　]|[(（]\d{1,2}[)）])?")
_ITEM_MARKS = frozenset("●◆■◎○★☆▼◇□")
_SINGLES = regex(
    r"[日時場対内定費申持問【](?:(?<![^\s　。）)].)(?<!【)[\s　：:＝=／/]+\S|(?<=【)[日時場対内定費申持問]】)"
)
"""A name of one character; what stands in front is asked last, as that is quicker to find."""


def find_items(document: Document) -> tuple[Item, ...]:
    """What a draft announces, in text order; at least one item.

    An item runs from its title to the last line before the next title or before what is
    said for all (a contact box, 【共通事項】, a note at the end).
    """
    blocks = document.blocks
    if not blocks:
        return (Item(0, "", Span(0, 0)),)
    starts = _titles(document)
    if len(starts) >= 2:
        return _made(document, starts)
    rows = _courses(document)
    if len(rows) >= 2:
        return rows
    return (_whole(document),)


def _whole(document: Document) -> Item:
    blocks = document.blocks
    for kind in (_HEADING, _TITLE):
        for block in blocks[:12]:
            if block.kind is kind:
                return Item(0, block.span.cut(document.text).strip(), Span(0, len(document.text)))
    return Item(0, "", Span(0, len(document.text)))


def _may_announce(document: Document) -> bool:
    """Whether lines enough tell of a day for two announcements; most drafts have one thing."""
    text = document.folded
    if document.of_kind(_SHORTHAND) or _SINGLES.search(text):
        return True
    names = [
        normal_name((block.label or block.span).cut(text))
        for block in document.blocks
        if block.label is not None or block.kind is _HEADING
    ]
    return sum(_DAY_LABEL.fullmatch(name) is not None for name in names) >= 2


def _titles(document: Document) -> list[int]:
    """The indexes of the blocks that are titles of items; fewer than two: none are."""
    if not _may_announce(document):
        return []
    blocks = document.blocks
    text = document.folded
    by_form: dict[str, list[int]] = {}
    for index in range(len(blocks)):
        form = _form(text, blocks, index)
        if form:
            by_form.setdefault(form, []).append(index)
    best: list[int] = []
    paper = _is_paper(document)
    for form, indexes in by_form.items():
        sections = [(index, _section(blocks, index, indexes)) for index in indexes]
        full = [index for index, section in sections if _is_announcement(text, section)]
        if len(full) < 2:
            continue
        if not paper and form != "line" and not _stands_alone(text, blocks, sections, full):
            continue
        chosen = full if not paper else [i for i, s in sections if s]
        if len(chosen) > len(best):
            best = chosen
    return best


def _form(text: str, blocks: Sequence[Block], index: int) -> str:
    """What a title of an item looks like, "" if the line is none."""
    block = blocks[index]
    kind, start, end = block.kind, block.span.start, block.span.end
    if kind not in _TITLE_KINDS or not 2 <= end - start <= MAX_TITLE or index + 1 >= len(blocks):
        return ""
    following = blocks[index + 1]
    if kind is _PARAGRAPH:
        if following.kind is not _SHORTHAND and following.label is None:
            return ""
    elif kind is _LIST_ITEM and text[start] not in _ITEM_MARKS:
        return ""
    line = text[start:end]
    if "。" in line:
        return ""
    name = normal_name(line)
    if not name or _SECTION.fullmatch(name) or _COLUMN.fullmatch(name) or _LABEL.fullmatch(name):
        return ""
    mark = _FORMS.match(line)
    sign = mark.group(1) if mark and mark.group(1) else ""
    if sign and (sign[0].isdecimal() or sign[0] in "第(（"):
        sign = "1"
    if kind is _HEADING and (index or sign):
        return f"h{block.level}{sign}"
    if kind is _LIST_ITEM:
        return f"i{sign}" if sign in _ITEM_MARKS else ""
    # The first line of a file is read as its title, though nothing marks it.
    short = len(line) <= 30
    if short and following.kind is _SHORTHAND:
        return "line"
    if (
        short
        and following.label is not None
        and _DAY_LABEL.fullmatch(normal_name(following.label.cut(text)))
    ):
        return "line"
    return ""


def _section(blocks: Sequence[Block], index: int, titles: Sequence[int]) -> Sequence[Block]:
    """The blocks under a title, up to the next title or a heading above it."""
    level = blocks[index].level if blocks[index].kind is _HEADING else 9
    found = []
    later = set(titles)
    for number in range(index + 1, len(blocks)):
        block = blocks[number]
        if number in later or (block.kind is _HEADING and block.level < level):
            break
        found.append(block)
    return found


def _is_announcement(text: str, section: Sequence[Block]) -> bool:
    """Whether a section has a day of its own and at least one more fact under a name."""
    day = False
    names = set()
    for block in section[:24]:
        if block.kind is _SHORTHAND:
            return True
        if block.label is not None:
            name = normal_name(block.label.cut(text))
        elif block.kind is _HEADING:
            name = normal_name(block.span.cut(text))
        elif _SINGLES.search(text, block.span.start, block.span.end):
            return True
        else:
            continue
        if _DAY_LABEL.fullmatch(name):
            day = True
        elif _LABEL.fullmatch(name):
            names.add(name)
    return day and bool(names)


def _stands_alone(
    text: str,
    blocks: Sequence[Block],
    sections: Sequence[tuple[int, Sequence[Block]]],
    full: Sequence[int],
) -> bool:
    """Whether the sections of a page are things of their own rather than parts of one.

    Most sections must be announcements, or each must name its own contact or way to apply.
    """
    wanted = regex(r"お?問い?合わ?せ先?|問|申|連絡先|担当課?|お?申し?込み?(?:方法|先)?")
    own = 0
    for index, section in sections:
        if index in full and any(
            block.label is not None and wanted.fullmatch(normal_name(block.label.cut(text)))
            for block in section
        ):
            own += 1
    if own >= 2 and own == len(full):
        return True
    return len(full) >= 3 and len(full) >= 0.7 * len(sections)


def _is_paper(document: Document) -> bool:
    """Whether it is a column of short items: a masthead or 「■催し」 above them."""
    text = document.folded
    blocks = document.blocks
    head = blocks[0].span.cut(text)
    if len(head) <= 40 and _MAST.search(head):
        return True
    columns = sum(
        1
        for block in blocks
        if block.kind is _HEADING and _COLUMN.fullmatch(normal_name(block.span.cut(text)))
    )
    first = normal_name(head)
    return bool(_COLUMN.fullmatch(first)) or columns >= 2


def _made(document: Document, starts: Sequence[int]) -> tuple[Item, ...]:
    blocks = document.blocks
    text = document.folded
    items = []
    for number, index in enumerate(starts):
        last = starts[number + 1] - 1 if number + 1 < len(starts) else len(blocks) - 1
        last = _cut(text, blocks, index, last, final=number + 1 == len(starts))
        title = _title(blocks[index].span.cut(document.text))
        items.append(Item(number, title, Span(blocks[index].span.start, blocks[last].span.end)))
    return tuple(items)


def _cut(text: str, blocks: Sequence[Block], first: int, last: int, *, final: bool) -> int:
    """The last block of an item: columns and what is said for all do not belong to it."""
    level = blocks[first].level if blocks[first].kind is _HEADING else 9
    for number in range(first + 1, last + 1):
        block = blocks[number]
        line = block.span.cut(text)
        if block.kind is _HEADING:
            name = normal_name(line)
            if block.level < level or _COLUMN.fullmatch(name):
                return number - 1
            if final and block.level <= level and _SHARED.fullmatch(name):
                return number - 1
        elif final and number > first + 1 and block.label is None and _NOTE.match(line):
            rest = blocks[number : last + 1]
            if all(b.label is None and b.kind is _PARAGRAPH for b in rest):
                return number - 1
    return last


def _title(line: str) -> str:
    return line.strip(" 　◆■●▼◎○□★☆◇▽▲△【】《》＜＞〔〕<>・")


def _courses(document: Document) -> tuple[Item, ...]:
    """The rows of a table whose columns are name, day and more of a course."""
    text = document.folded
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    for rows in tables.values():
        numbers = sorted(rows)
        if len(numbers) < 3:
            continue
        heads = [normal_name(block.span.cut(text)) for block in rows[numbers[0]]]
        if not heads or not _COURSE_HEAD.fullmatch(heads[0]):
            continue
        day = any(_COURSE_DAY.fullmatch(head) for head in heads[1:])
        more = sum(1 for head in heads[1:] if _COURSE_MORE.fullmatch(head))
        if not day or more < 2:
            continue
        return tuple(
            Item(
                number,
                rows[row][0].span.cut(document.text).strip(),
                Span(rows[row][0].span.start, rows[row][-1].span.end),
            )
            for number, row in enumerate(numbers[1:])
        )
    return ()
