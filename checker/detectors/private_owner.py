"""Whose a number or a mail is: a person's of the office, or that of a group of citizens."""

from __future__ import annotations

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.model import Span
from checker.regex import regex

NOT_OF_A_PERSON = regex("公用|専用|業務用|転送|市の携帯")
_GROUP = regex(
    r"クラブ|サークル|団体|実行委員会|協議会|組合|自治会|町内会|NPO|法人|保存会|同好会|愛好会|連盟|協会|株式会社|有限会社|主催|世話人|(?<![会委員協議])会(?![場員議館計費社期長話])"
)
"""A group of citizens, whose number is that of one of them."""
_TITLE_OF = "(?:さん|氏|先生|(?:課|係|部|室|局|館|所|園)長|主査|主任|主事|副主幹|主幹|補佐|参事)"
_UP_TO_NUMBER = regex(
    rf"{_TITLE_OF}?[ 　]?(?:の?(?:私用|個人)?の?(?:携帯|ケータイ|スマホ|電話|TEL)?(?:電話)?(?:番号)?)[ 　:：（(／/、]{{0,2}}"
)


def behind_a_name(context: Context, span: Span) -> bool:
    """Whether a family name stands right in front of a number: 「夜間 川辺 080-…」.

    Not in a line about a group of citizens.
    """
    text = context.document.folded
    block = context.document.block_at(span.start)
    start = max(block.span.start, span.start - 24)
    number = context.document.sentence_index_at(span.start)
    if number < 0 or NOT_OF_A_PERSON.search(text, start, span.end + 12):
        return False
    line = block.span
    for word in reversed(context.morphemes[number]):
        if word.end > span.start or word.start < start:
            continue
        if "人名" in word.pos and "固有名詞" in word.pos:
            rest = _UP_TO_NUMBER.fullmatch(text, word.end, span.start)
            return rest is not None and not _GROUP.search(
                text, max(line.start, span.start - 60), min(line.end, span.end + 20)
            )
    return False


_SAID_BEHIND = regex(
    rf"[ 　]?(?:[（(：:※]|は)[ 　]?(?P<whose>(?:[一-龠ァ-ヶー]{{1,8}}(?:課|係|部|室|局)の?[ 　・]?)?(?:(?:担当(?:者|職員)?|職員|{_TITLE_OF})の?[ 　・：:]?(?:(?!携帯|私用|個人|電話)[一-龠々]{{1,4}})?{_TITLE_OF}?|[一-龠々]{{1,4}}{_TITLE_OF}))"
    r"(?:の|[ 　])?(?:私用|個人|私物|自分)?(?:の|[ 　])?(?P<what>携帯|ケータイ|スマホ|スマートフォン|私用|個人)?(?:電話|の?番号|の?もの)*(?:[）)。、]|です|$|につなが|に出ます)"
)
_TITLED = regex(rf"[一-龠々]{{2,4}}{_TITLE_OF}|{_TITLE_OF}の?[ 　・：:]?[一-龠々]{{2,4}}")


def said_behind(context: Context, span: Span) -> bool:
    """Whether the words right behind a number say whose it is: 「080-…（係長の北村の携帯）」."""
    document = context.document
    line = document.block_at(span.start).span
    stop = min(line.end, span.end + 40)
    found = _SAID_BEHIND.match(document.folded, span.end, stop)
    if found is None or NOT_OF_A_PERSON.search(document.folded, line.start, stop):
        return False
    if not found["what"] and not _TITLED.search(found["whose"]):
        return False  # （担当）, （職員）
    near = document.folded[max(line.start, span.start - 60) : stop]
    return not _GROUP.search(near.replace("大会", ""))


def of_an_office(context: Context, at: int) -> bool:
    """Whether a mail stands with a section of the office, in its line or the three above."""
    document = context.document
    block = document.block_at(at)
    start = block.span.start
    for _ in range(3):
        start = max(0, document.text.rfind("\n", 0, max(0, start - 1)) + 1)
    near = Span(start, block.span.end)
    offices = context.annotations.overlapping(near, AnnotationKind.OFFICE)
    text = document.folded
    sections = any(office.span.cut(text).endswith(("課", "係", "室")) for office in offices)
    return sections and not _GROUP.search(text, near.start, near.end)
