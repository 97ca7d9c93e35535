"""What one costs in a sentence, and another price in the field: 「1回300円で」, 「運賃：1回400円」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.statements import PART, field_at
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_UNIT = "(?P<each>1(?:回|人|枚|日|時間|個|台|冊|部|袋|区画|世帯|本|組|泊|か月|食)|片道|往復|月額|年額)(?:の?(?:ご?利用|乗車))?(?:につき|当たり|あたり|の|は|、|[ 　])?"
_BEFORE = regex(rf"{_UNIT}\Z")
EACH = Scan(rf"{_UNIT}(?P<sum>[0-9,]+)円")
_FEE = regex(
    "^(?:1回の|ご?利用の?)?(?:運賃|料金|費用|使用料|利用料|利用料金|乗車料金?|参加費|参加料|受講料|入場料|入館料|入園料|観覧料|体験料|貸出料|会費|手数料|保育料|価格|代金|値段|販売価格)(?:（税込）|\\(税込み?\\))?$"
)
_TOLD = regex("(?:（税込み?）|\\(税込み?\\))?(?:で、?|です|で(?:あり|す)|。|となり|、)")
_OTHER = regex(
    "材料|教材|テキスト|保険|昼食|弁当|駐車|別途|ほかに|他に|前回|昨年|通常|割引|引き|追加|送料|回数券|貸|小学|以下|手数料|延長|超え|キャンセル|給食|助成|補助|支給|もらえ|以上|から|冬|夏|休日|平日|夜間"
)
_NUMBERED = frozenset("0123456789第")
_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_ANYWHERE = regex("[市町]内(?:を|の(?:どこ|すべて|全域|各|病院|店|施設)|(?:全域|どこ)(?:を|へ|で))")
_BREAK = regex("[。（(、\n]")


class _Said(NamedTuple):
    sum: int
    span: Span
    field: str


def each_prices(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """The name of a fee, what its field says that one costs, and what a sentence says."""
    document = context.document
    text = document.folded
    sums: defaultdict[str, list[str]] = defaultdict(list)
    every = []
    for money in context.annotations.of(AnnotationKind.MONEY):
        before = _BEFORE.search(text, max(0, money.span.start - 12), money.span.start)
        one = EACH.expression.match(text, before.start()) if before else None
        if one is not None:
            every.append(one)
            sums[one["each"]].append(one["sum"])
    pairs = {each for each, two in sums.items() if len(two) == len(set(two)) == 2}
    found = [one for one in every if one["each"] in pairs]
    if not found:
        return
    said: defaultdict[str, list[_Said]] = defaultdict(list)
    fields = fields_of(context)
    for one in found:
        digits = one["sum"].replace(",", "")
        if not digits or text[max(0, one.start() - 1) : one.start()] in _NUMBERED:
            continue
        block = document.block_at(one.start())
        span = Span(one.start("each"), one.end())
        field = field_at(fields, one.start())
        if field is not None and _FEE.search(field.name):
            stop = _BREAK.search(text, one.end(), field.value.end)
            piece = text[field.value.start : stop.start() if stop else field.value.end]
            first = one.start() - field.value.start <= 4
            whole = first and not _part_of(piece)
            said[one["each"]].append(_Said(int(digits), span, field.name if whole else "-"))
            continue
        if block.kind not in _PROSE or block.quoted:
            said[one["each"]].append(_Said(int(digits), span, "-"))
            continue
        line = max(block.span.start, text.rfind("。", block.span.start, one.start()) + 1)
        stop_ = text.find("。", one.end(), block.span.end)
        sentence = text[line : stop_ if stop_ >= 0 else block.span.end]
        plain = _TOLD.match(text, one.end()) and not _part_of(sentence)
        said[one["each"]].append(_Said(int(digits), span, "" if plain else "-"))
    for several in said.values():
        named = [one for one in several if one.field not in ("", "-")]
        told = [one for one in several if not one.field]
        if len(several) != 2 or len(named) != 1 or len(told) != 1:
            continue
        if named[0].sum != told[0].sum:
            yield named[0].field, named[0].span, told[0].span


def _part_of(words: str) -> bool:
    words = _ANYWHERE.sub("", EACH.expression.sub("", words))
    return PART.search(words) is not None or _OTHER.search(words) is not None
