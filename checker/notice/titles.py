"""The lines of a draft that say what it is about.

A press release starts with 「報道発表資料」, a city paper with its masthead, a letter with a
date and an addressee. None of these is the title.
"""

from __future__ import annotations

from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.regex import regex

_ADDRESS = BlockKind.ADDRESS
_ALT = BlockKind.ALT
_HEADING = BlockKind.HEADING
_SIGNATURE = BlockKind.SIGNATURE
_TABLE_CELL = BlockKind.TABLE_CELL
_TITLE = BlockKind.TITLE

OPENING = 12
"""Blocks from the top among which the title stands."""

MAX_LENGTH = 90
"""Code points; a longer line without a full stop is a paragraph."""

MAX_READ = 150
"""Code points of a line that are read as a title; what comes later is no title."""

MAX_ITEMS = 8
"""Headings of a column of short items that are read as titles."""

_MARKS = r"[\s　【】《》＜＞<>〔〕\[\]（）()■□◆◇●○▼▽★☆*＊#・。．.:：!！~〜～\-－―ー]*"

_SITE = regex(
    r"\s*[｜|].*| +[-–—―] +\S.*|\s*[:：]\s*\S{1,8}(?:市|町|村|区)(?:ホームページ|公式サイト)?$"
)
"""What follows the title of a page in `<title>`: the name of the site."""

_PRESS = (
    r"(?:緊急|参考|定例)?(?:報道|記者|プレス)(?:各社|機関|関係)?(?:者)?(?:発表|提供|配布|配付|公表|投げ込み|リリース|会見)"
    r"(?:資料|用資料|事項|案件)?(?:第?\d+号)?"
    r"|(?:PRESS|NEWS|Press|News|press|news)\s?(?:RELEASE|Release|release)|ニュースリリース|投げ込み資料"
)
_DATE = (
    r"(?:令和|R|平成)?\s?(?:\d+|元)[年./]\s?(?:[（(]\d+年[）)])?\s?\d+[月./]\s?\d+日?"
    r"[\s　]*(?:[（(].{1,6}[）)])?[\s　]*(?:(?:午前|午後)?\d+(?:時|:)\d*分?)?[\s　]*"
    r"(?:現在|発表|更新|掲載|公開|提供|付け|付)?"
)
_ADDRESSEE = r"[^をにがでする。]{0,16}(?:各位|御中|の?皆(?:様|さま|さん)?(?:方)?へ?|の?みなさま?ん?(?:へ)?|殿|[ 　]様|報道関係者?様?)"
_NEIGHBOURS = (
    r"[^を。]{0,30}(?:お住まい|お住い|暮らす|住む|お勤め)の?(?:皆(?:様|さま|さん)|みなさ[まん])へ?"
)
_READERS = regex(
    r"[^。\n]{1,60}(?:をお?使い|をご?利用|をお持ち|をしている|をされている|を受けている|に通う|の保護者)(?:の|[^。をがで\n]{1,16}の)?"
    r"(?:皆(?:様|さま|さん)|みなさ[まん]|方々?|保護者様?)(?:へ|各位)?[\s　]*"
)
"""Whom a letter is for, in more words: 浄化槽をお使いの皆様."""

_MASTHEAD = r"(?:広報|市報|町報|区報|市政だより|市民だより|県民だより|こうほう).{0,20}号.{0,20}"
_COLUMN = (
    r"(?:お知らせ|おしらせ|催し|催し物|もよおし|イベント|募集|講座|講座・教室|教室|健康|健康・福祉|福祉|子育て|こども|"
    r"くらし|暮らし|生活|相談|税|税金|スポーツ|文化|文化・スポーツ|情報|情報ひろば|情報コーナー|掲示板|"
    r"シニア|高齢者|環境|その他|案内|伝言板|図書館|保健|休日当番医)(?:コーナー|情報|だより|案内|ひろば|の?お知らせ)?"
)
_ISSUER = (
    r"(?:\S{1,8}(?:市長|町長|村長|区長|市役所|役場|委員会)|(?:\S{1,10}[市町村区])?[\s　]*[一-龠々ァ-ヶー・\s　]{0,20}(?:部|局|課|(?<![教グ議習])室|係|委員会|市長|町長|村長|区長|事務局|対策本部|市役所|役場|所長|センター長|館長|園長|校長))"
    r"(?:[\s　]+\S{1,12}){0,3}(?:発表)?"
)
_GREETING = r"(?:こちらは、?.{1,20}です|公印省略|公印は?略|(?:ピンポン)+パンポン|チャイム|拝啓|前略|記|無題ドキュメント|無題|Untitled|index)"
_SECTION = (
    r"(?:\d{1,2}[\s　.．、)）]*)?(?:事[業案]?の?)?(?:概要|経緯|経過|原因|目的|趣旨|背景|内容|理由|対象(?:者|地区|区域)?|日時|"
    r"日程|場所|会場|期間|問い?合わ?せ先?)"
)
_SECTION_MAST = rf"[【〔\[《(（]{_ISSUER}(?:から|より)の?お知らせ[】〕\]》)）][\s　]*(?:{_DATE})?"
_BREADCRUMB = r".{0,40}[>＞»›].{0,80}"
_NOT_TITLE = regex(
    f"{_MARKS}(?:{_PRESS}|(?:{_PRESS}){_MARKS}{_DATE}|{_DATE}{_MARKS}(?:{_PRESS})|{_DATE}|{_ADDRESSEE}|{_NEIGHBOURS}|{_MASTHEAD}|{_COLUMN}|{_ISSUER}|{_GREETING}|{_SECTION}"
    f"|{_SECTION_MAST}|{_BREADCRUMB}|お知らせ|ご案内|第\\d+(?:報|号))?{_MARKS}"
)
_ABOVE = regex(
    r"^(?:発表|提供|発信|配布|掲載|更新|公開|作成|登録|送付)(?:日|元|者|年月日|日時|課|先)|^担当|^所属|^ページ番号|^番号|^宛先|"
    r"^電話|^連絡先|^問い?合|^お問|^最終更新|^公開日|^日付|^記事ID|^ID"
)
_ITEM = regex(rf"{_MARKS}{_COLUMN}{_MARKS}")
_MAST = regex(rf"{_MARKS}{_MASTHEAD}")


def title_spans(document: Document) -> tuple[Span, ...]:
    """Where the draft says what it is about: its title, in short items their headings.

    Without a title the first sentences stand for it.
    """
    blocks = document.blocks
    spans: list[Span] = []
    seen: set[str] = set()

    def take(span: Span) -> None:
        text = span.cut(document.folded)
        if text not in seen:
            seen.add(text)
            spans.append(shortened(span))

    column = False
    chosen: int | None = None
    for number, block in enumerate(blocks[:OPENING]):
        text = block.span.cut(document.folded)
        if block.kind is _TITLE:
            named = _SITE.sub("", text)
            if not _NOT_TITLE.fullmatch(named):
                take(Span(block.span.start, block.span.start + len(named)))
            continue
        column = column or bool(_ITEM.fullmatch(text) or ("号" in text and _MAST.match(text)))
        if chosen is None and _may_be_title(document, block, text):
            chosen = number
            take(block.span)
            if block.kind is not _HEADING:
                break
        elif chosen == number - 1 and block.kind is _HEADING:
            take(block.span)  # the second line of a headline
    if column:
        for block in [b for b in blocks if b.kind is _HEADING][: 2 * MAX_ITEMS]:
            if len(spans) < MAX_ITEMS and not _NOT_TITLE.fullmatch(block.span.cut(document.folded)):
                take(block.span)
    return tuple(spans) or _first_sentences(document)


def shortened(span: Span) -> Span:
    """The start of a line, as long as a title may be."""
    return Span(span.start, min(span.end, span.start + MAX_READ))


def _may_be_title(document: Document, block: Block, text: str) -> bool:
    if block.kind in (_SIGNATURE, _ADDRESS, _ALT, _TABLE_CELL):
        return False
    if block.kind is not _HEADING and (text.endswith("。") or len(text) > MAX_LENGTH):
        return False
    if block.label is not None and _ABOVE.search(block.label.cut(document.folded)):
        return False
    if block.kind is not _HEADING and _READERS.fullmatch(text):
        return False
    return not _NOT_TITLE.fullmatch(text)


def _first_sentences(document: Document) -> tuple[Span, ...]:
    """The first two sentences that are more than a greeting or a date."""
    found = [
        shortened(sentence.span)
        for sentence in document.sentences[:OPENING]
        if not _NOT_TITLE.fullmatch(sentence.span.cut(document.folded))
    ]
    return tuple(found[:2])
