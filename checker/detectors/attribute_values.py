"""One attribute with two values: 「貸出期間：2週間」 and 「貸出期間は3週間です」, 「改定率は10%」 and 「12%の改定」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import Field, fields_of
from checker.detectors.statements import PART, field_at, several_things
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"name", "other"})

REACH = 24
"""Code points in front of a number in which the name of its attribute stands."""


class Said(NamedTuple):
    """What one place says of an attribute.

    Attributes:
        name: What it is called there.
        value: The number; two places agree when theirs is the same.
        span: Where the number stands.
        field: Whether a label, a heading or a cell says it.
        around: The words of the clause around the number.
    """

    name: str
    value: Decimal
    span: Span
    field: bool
    around: str


_NO_AMOUNT = frozenset(
    ("年", "月", "日", "時", "階", "番", "号", "条", "丁目", "年生", "学年", "次")
)
_SUFFIX = regex("(?:の?(?:人数|人員|台数|回数|戸数|区画数|件数|金額)|数|額|率|料金)$")
_BARE = regex(
    r"(?:^|[、。（(「：:・ 　\n]|なお、|(?:この|本|当|今回の)[一-龠々ァ-ヶー]{0,6}の)(?P<name>[一-龠々ァ-ヶー]{2,10})(?:は|が|：|:|の|[ 　]|で|に|を)、?(?:全部で|合わせて|1(?:人|世帯|回|件|枚|か所|区画|台)(?:につき|当たり|あたり)?、?|税込み?で?)?[ 　]?\Z"
)
_RATE = regex(r"(?:^|[、。（(「：: 　\n])(?P<name>[一-龠々]{2,8}率)は、?[^。0-9]{0,20}\Z")
_OF = regex(r"の(?P<name>[一-龠々ァ-ヶー]{2,8})(?=[をがはにでの、。])")
_UNIQUE = frozenset(
    listed(
        """改定 値上げ 引上げ 引下げ 値下げ 増額 減額 割引 補助 助成 プレミアム 上乗せ 還元 上限 限度 補助上限 助成上限 所要時間 貸出期間
        貸し出し期間 返却期限 貸出冊数 貸出点数 接種 接種間隔 定期接種 保存期間 対象年齢 時給 日給 月給 報酬 手当 面積 延長 幅員 席 座席
        予定価格 落札 契約 落札価格 契約金 発行 発行部 配布 区画 募集 採用 総戸 戸 委員 任期 最少催行 最小催行 参加費 受講 入場 観覧 利用 使用
        年会費 会費 手数 保証金 駐車 放送 訓練 説明会 講座 会場 投票所 収集"""
    )
)
"""Attributes, without 数, 額 and 率, of which a draft that says them twice in sentences has one."""
_ASIDE = regex(
    r"[A-Z①-⑳]|[2-9](?:調査区|地区|校|か所|世帯|会場)[をが]|別途|別に|ほか|他に|さらに|加えて|残り|残る|もう|あと|のべ|延べ|当初|予備|補欠|今回|次回|毎|年度|月分|前年|未満|超え|以降|前半|後半|午前|午後|平日|土日|休日|夜間|冬|夏|男|女|夫|妻|本人|家族|第|片道|往復|税抜|税込|税別|新|旧|現在|前|後"
)
_FIELD_ASIDE = regex(r"[、，]|(?:大人|子ども|一般|学生|小学|中学|高校|市内|市外)")
_BOUND_WORD = regex(
    "以上|以下|未満|を?超|まで|以内|程度|ほど|くらい|ずつ|目|ごと|を?限度|前|後|増|減|引|高|安|上|下|分の|に満たな"
)
_BOUNDS = frozenset(("", "超", "上限"))
_RAISED = regex("高く|安く|値上|値下|引き上げ|引き下げ|増え|減り|差額|多く|少なく")
_LIMIT = regex(r"(?:上限額?|限度額?|定員)[のは]、?\Z")
_LIMIT_NAME = regex("上限|限度|定員")


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, for an attribute that two places give another number of a unit.

    Silent where a part of the whole is named, where a bound stands at one of them, where the
    attribute comes as two fields: it then belongs to two things.
    """
    numbers = _told_twice(context)
    if not numbers or several_things(context):
        return
    said: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    fields = fields_of(context)
    names: defaultdict[str, int] = defaultdict(int)
    for field in fields:
        names[field.name] += 1
    for number in numbers:
        found = _said(number, fields, names, context)
        if found is not None:
            unit, statement = found
            said[_SUFFIX.sub("", statement.name), unit].append(statement)
    for (name, _), statements in said.items():
        yield from _compared(name, statements, context)


def _told_twice(context: Context) -> Sequence[Annotation]:
    """The numbers of units that come with several numbers; others contradict nothing."""
    numbers = context.annotations.of(AnnotationKind.COUNT, AnnotationKind.MONEY)
    known: dict[str, Decimal] = {}
    several: set[str] = set()
    units: list[str] = []
    for number in numbers:
        value = number.value
        unit, amount = "", Decimal(0)
        if isinstance(value, MoneyValue):
            unit, amount = "円", value.yen
        elif isinstance(value, CountValue):
            unit, amount = ("人" if value.unit == "名" else value.unit), value.number
        units.append(unit)
        if known.setdefault(unit, amount) != amount:
            several.add(unit)
    return [number for number, unit in zip(numbers, units, strict=True) if unit in several]


def _compared(name: str, statements: Sequence[Said], context: Context) -> Iterator[Match]:
    if len({statement.value for statement in statements}) != 2:
        return
    fields = [statement for statement in statements if statement.field]
    if len(fields) > 1 or (not fields and name not in _UNIQUE):
        return
    if any(_aside(statement) for statement in statements):
        return
    first = fields[0] if fields else statements[0]
    other = next(s for s in statements if s.value != first.value)
    document = context.document
    if document.block_at(first.span.start) is document.block_at(other.span.start):
        return
    here, there = sorted((first, other), key=lambda statement: statement.span)
    for one, two in ((here, there), (there, here)):
        shown = two.span.cut(document.text)
        related = (Related(two.span, f"ここでは「{shown}」です"),)
        yield Match(one.span, {"name": first.name, "other": shown}, related=related)


def _aside(statement: Said) -> bool:
    words = statement.around.replace("改定", "").replace(statement.name, "")
    if _LIMIT_NAME.search(statement.name):
        words = words.replace("を超え", "")
    return bool(PART.search(words) or _ASIDE.search(words))


def _said(
    number: Annotation, fields: Sequence[Field], names: dict[str, int], context: Context
) -> tuple[str, Said] | None:
    """What a number says of which attribute, and its unit."""
    value = number.value
    if isinstance(value, MoneyValue):
        if value.free or value.bound not in _BOUNDS:
            return None
        unit, amount = "円", value.yen
    elif isinstance(value, CountValue):
        if value.ordinal or value.bound not in _BOUNDS or value.unit in _NO_AMOUNT:
            return None
        unit, amount = ("人" if value.unit == "名" else value.unit), value.number
    else:
        return None
    document = context.document
    text = document.folded
    block = document.block_at(number.span.start)
    if block.quoted:
        return None
    if value.bound == "超" or _BOUND_WORD.match(text, number.span.end):
        low = max(block.span.start, number.span.start - 6)
        if _LIMIT.search(text, low, number.span.start) is None:
            return None
    if value.bound == "超":  # 「5万円を超え」
        end = text.find(unit, number.span.start) + len(unit)
        number = Annotation(number.kind, Span(number.span.start, end), value)
    field = field_at(fields, number.span.start)
    if field is not None and text.find("。", field.value.start, field.value.end) < 0:
        return _of_field(field, number, unit, amount, names, context)
    if block.cell is not None or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    start = max(block.span.start, number.span.start - REACH)
    start = max(block.span.start - 1, start - 1, 0)
    found = (
        _BARE.search(text, start, number.span.start)
        or _RATE.search(text, start, number.span.start)
        or _OF.match(text, number.span.end, block.span.end)
    )
    if found is None:
        return None
    if _in_brackets_of_another(text, block.span, number.span):
        return None
    stop = text.find("。", number.span.end, block.span.end)
    stop = stop if stop >= 0 else block.span.end
    if _RAISED.search(text, number.span.end, stop) and not _RAISED_NAME.search(found["name"]):
        return None  # 「大人は100円、高校生は50円高くなります」
    around = _clause(text, block, number.span)
    return unit, Said(found["name"], amount, number.span, False, around)


def _of_a_tariff(context: Context, number: Annotation) -> bool:
    """Whether the row of a sum has another one: it then is the price of a column."""
    here = context.document.block_at(number.span.start).cell
    if here is None:
        return False
    row = [
        block.span
        for block in context.document.cells
        if block.cell is not None and (block.cell.table, block.cell.row) == (here.table, here.row)
    ]
    sums = [
        one for span in row for one in context.annotations.overlapping(span, AnnotationKind.MONEY)
    ]
    return len(sums) > 1


def _in_brackets_of_another(text: str, line: Span, number: Span) -> bool:
    """「1日乗車券は500円（小学生は250円）」: what the bracket says is of what stands before it."""
    opening = text.rfind("（", line.start, number.start)
    closed = text.rfind("）", line.start, number.start)
    return opening > closed and text[opening - 1 : opening] in _UNIT_ENDS


_UNIT_ENDS = frozenset("円人点冊枚回")
_RAISED_NAME = regex("改定|値[上下]|引[上下]|増|減")


def _of_field(
    field: Field,
    number: Annotation,
    unit: str,
    amount: Decimal,
    names: dict[str, int],
    context: Context,
) -> tuple[str, Said] | None:
    """The only number of its unit in a field of one line."""
    text = context.document.folded
    if names[field.name] > 1 or not 2 <= len(field.name) <= REACH // 2:
        return None
    same = 0
    for other in context.annotations.overlapping(
        field.value, AnnotationKind.COUNT, AnnotationKind.MONEY
    ):
        told = other.value
        same += (isinstance(told, CountValue) and told.unit == unit) or (
            isinstance(told, MoneyValue) and unit == "円"
        )
    if unit == "円" and _of_a_tariff(context, number):
        return None
    around = field.value.cut(text)
    if same != 1 or _FIELD_ASIDE.search(around) or len(around) > REACH * 2:
        return None
    return unit, Said(field.name, amount, number.span, True, around)


def _clause(text: str, block: Block, span: Span) -> str:
    """The words between the commas, stops and brackets around a number."""
    low = max(block.span.start, span.start - REACH)
    high = min(block.span.end, span.end + REACH)
    start = max(low, *(text.rfind(mark, low, span.start) + 1 for mark in "、。（「"))
    stops = [text.find(mark, span.end, high) for mark in "、。）」"]
    end = min((stop for stop in stops if stop >= 0), default=high)
    return text[start : span.start] + "…" + text[span.end : end]
