"""A sum to be paid that the fees of the draft do not have: 「費用：1人300円」, 「受付で500円をお納めください」."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import Field, fields_of
from checker.detectors.statements import several_things
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"name", "other"})

_FEE_NAME = regex(
    "^(?:費用?|参加費用?|参加料|受講料|入場料|入館料|観覧料|聴講料|料金|会費|体験料|見学料|乗車料|参加費・持ち物|費用・持ち物|入場料金)(?:[（(].{1,8}[)）])?$"
)
_PAID = Scan(
    r"円(?:[（(][^（）()\n]{1,16}[)）])?(?:を、?|は、?|と)[^。\n0-9]{0,24}?(?:お?納め|お?支払|払っ|払い|はらっ|はらい|徴収|集め|いただきま|頂きま|頂戴し|お?持ち(?:くださ|下さ|にな)|ご?持参|持って|ご?用意|入れて|お預かり)"
)
_COST = Scan(
    r"(?:代金|参加費|参加料|受講料|入場料|観覧料|会費|チケット代?|前売り?券|当日券|券|料金)(?:は、?|が|を|[（(](?:一般|大人|1人|1枚)?は?|[ 　])(?:1(?:人|枚|組|回)(?:につき|当たり|あたり)?)?(?=[0-9])"
)
_OTHER = regex(
    "保証|材料|教材|テキスト|弁当|昼食|食事|飲み物|おやつ|別途|別に|ほか|駐車|保険(?!証)|キャンセル|取り消|預|デポジット|補助|助成|商品|購入|販売|買|切手|郵送|送料|手数料|交通|バス|運賃|電車|宿泊|貸し|レンタル"
    "|割引|割り引|引き|減免|免除|追加|延長|写真|記念|おつり|釣り|両替|未満|以上|以下|約|程度|上限|から|ごと|寄付|募金|会員|年会|入会|変更|これまで|前回|昨年|以前|値上|値下|合計|合わせ|分|団体"
)
_TARIFF = regex("割引|割り引|減免|補助|助成|別途|別に|追加|ほか|上限|から")
MOST = 12
"""Sums of a fee from which it is a tariff."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_PAID, _COST)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sum that one is to pay, if neither the fees nor two of them together are that much."""
    document = context.document
    text = document.folded
    ends = {found.start() for found in _PAID.finditer(text)}
    starts = {found.end() for found in _COST.finditer(text)}
    if not ends and not starts:
        return
    fees = [field for field in fields_of(context) if _FEE_NAME.search(field.name)]
    if several_things(context):
        return
    if not fees:
        yield from _only_price(context)
    if len(fees) != 1:
        return
    field = fees[0]
    area = _area(field, context)
    sums = [
        (found.value.yen, found.span)
        for found in context.annotations.overlapping(area, AnnotationKind.MONEY)
        if isinstance(found.value, MoneyValue)
    ]
    if not sums or len(sums) > MOST or _TARIFF.search(area.cut(text)):
        return
    amounts = {amount for amount, _ in sums}
    reached = {a + b for a, b in combinations_with_replacement(amounts, 2)} | amounts
    for money in context.annotations.of(AnnotationKind.MONEY):
        value = money.value
        asked = money.span.end - 1 in ends or money.span.start in starts
        if not asked or not isinstance(value, MoneyValue) or value.free or value.bound:
            continue
        block = document.block_at(money.span.start)
        if area.overlaps(money.span) or block.cell is not None or block.quoted:
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.SHORTHAND):
            continue
        number = document.sentence_index_at(money.span.start)
        sentence = document.sentences[number].span if number >= 0 else block.span
        if value.yen in reached or _OTHER.search(sentence.cut(text)):
            continue
        shown = sums[0][1].cut(document.text)
        related = (Related(sums[0][1], f"ここでは「{shown}」です"),)
        yield Match(money.span, {"name": field.name, "other": shown}, related=related)
        back = money.span.cut(document.text)
        related = (Related(money.span, f"ここでは「{back}」です"),)
        yield Match(sums[0][1], {"name": field.name, "other": back}, related=related)
        return


_SEVERAL = regex("割引|割り引|減免|補助|助成|別途|別に|追加|ほかに|上限|円から")
_PRICE = regex("1(?:回|人|枚)(?:は|につき)?[ 　]?\\Z")
_IS = regex("です|。|$")
_PAY = regex("を、?[ 　]?(?:はらっ|払っ|払い|お?支払|お持ち|もって|持って)")
_NAMED_SUM = regex("[費料代税金券](?:は|が|として|の|で|、|[ 　])")


def _only_price(context: Context) -> Iterator[Match]:
    """「1回 1,500円です。… 1,000円を はらって ください」, in a draft without any other sum."""
    document = context.document
    text = document.folded
    sums = [
        (found.value.yen, found.span)
        for found in context.annotations.of(AnnotationKind.MONEY)
        if isinstance(found.value, MoneyValue) and not found.value.free and found.value.yen
    ]
    if len(sums) != 2 or sums[0][0] == sums[1][0]:
        return
    (one, first), (other, second) = sums
    told = _PRICE.search(text, max(0, first.start - 8), first.start)
    if told is None or not _IS.match(text, first.end) or not _PAY.match(text, second.end):
        return
    block = document.block_at(second.start)
    begin = max(block.span.start, text.rfind("。", block.span.start, second.start) + 1)
    if one == 2 * other or other % one == 0 or _NAMED_SUM.search(text, begin, second.start):
        return
    if block.quoted or _OTHER.search(text, begin, second.end) or _SEVERAL.search(text):
        return
    shown = first.cut(document.text)
    related = (Related(first, f"ここでは「{shown}」です"),)
    yield Match(second, {"name": "額", "other": shown}, related=related)


def _area(field: Field, context: Context) -> Span:
    """The value of a field with the lines that go on with it: a list under a heading 費用."""
    document = context.document
    at = document.blocks.index(document.block_at(field.value.start))
    end = field.value.end
    kind = document.blocks[at].kind
    if kind is BlockKind.LIST_ITEM or kind is BlockKind.PARAGRAPH:
        for block in document.blocks[at + 1 : at + 1 + MOST]:
            if block.kind is not kind:
                break
            end = block.span.end
    return Span(field.value.start, end)
