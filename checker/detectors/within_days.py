"""Days within which something is to be done: 「14日以内に届け出て」, 「期限：…から10日以内」."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors.fields import Field, fields_of
from checker.detectors.statements import field_at
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
WITHIN = Scan(r"(?<![0-9])(?P<number>[0-9]{1,3})(?P<unit>日|週間|[かカヶケ]月|年)以内")
_NAME = regex(
    "期限|期間|いつまで|時期|締め?切|(?:届け?出?|申請|提出|手続き?|返却|申し?込み?|請求|申し?出)(?:の?(?:日|とき|時期))?$"
)
_ASKED = regex(
    "届け?|提出|出して|申請|申し?込|手続|返却|返して|お返し|報告|連絡|請求|申し?出|登録|納め|支払|受け取"
)
_CASE = regex(
    "ただし|以外|場合|のみ|だけ|代理|延長|市外|県外|海外|再|更新|取り?消|結果|振り?込|届き|送ります|発送|返金|交付します|審査|判定"
)
_WORD = regex("[一-龠々]{2}|[ァ-ヶー]{3,}")
_COMMON = frozenset(
    ("以内", "期限", "期間", "場合", "翌日", "当日", "月以", "年以", "日以", "週間")
)


def other_terms(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """A name, the only term of its field, and the only other term, of the same thing by its words."""
    document = context.document
    text = document.folded
    found = list(WITHIN.finditer(text))
    if not 2 <= len(found) <= 4 or len({one.group() for one in found}) != 2:
        return
    fields = fields_of(context)
    named, told = [], []
    for one in found:
        field = field_at(fields, one.start())
        number = document.sentence_index_at(one.start())
        prose = document.sentences[number].prose
        block = document.block_at(one.start())
        if block.kind in _HEADS and _ASKED.search(block.span.cut(text)):
            named.append((one, Field("期限", block.span, "", False, 0)))
        elif field is not None and not prose and _NAME.search(field.name):
            named.append((one, field))
        else:
            told.append(one)
    if len(named) != 1 or not told or len({one.group() for one in told}) != 1:
        return
    one, field = named[0]
    value = field.value.cut(text)
    if one.group() == told[0].group() or _CASE.search(value):
        return
    place_kind = document.block_at(one.start()).kind
    start = text[field.value.start : one.start()]
    base = set(_words(start))
    for other in told:
        number = document.sentence_index_at(other.start())
        sentence = document.sentences[number].span
        said = sentence.cut(text)
        if document.block_at(other.start()).quoted or _CASE.search(said):
            return
        if not _ASKED.search(said[other.end() - sentence.start :]):
            return
        near = one.end() < other.start() and text.count("\n", one.end(), other.start()) == 1
        if base and not (near and place_kind in _HEADS) and base.isdisjoint(_words(said)):
            return
        if not base and start.strip() and not _alike(start, said):
            return
        if not base and not _ASKED.search(field.name) and field.heading:
            return
    yield field.name, Span(*one.span()), Span(*told[0].span())


def _alike(start: str, said: str) -> bool:
    """Whether words in kana that a term counts from come again: 引っ越した日から."""
    start = _DAY.sub("", start)
    return any(start[at : at + 4] in said for at in range(max(1, len(start) - 3)))


_DAY = regex("(?:た|る)?(?:こと|の)?(?:を|が)?(?:知っ|分かっ)?(?:た)?(?:日|後|とき)?(?:から|後)?$")


def _words(text: str) -> Iterator[str]:
    """Pairs of kanji and words in katakana, but for those that any term has."""
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        if _WORD.fullmatch(pair) and pair not in _COMMON:
            yield pair
    yield from (word for word in _WORD.findall(text) if len(word) > 2)
