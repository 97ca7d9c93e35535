"""What a draft says of its roles: a table of who says what, from labels, cells and sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.annotations.types import (
    AnnotationKind,
    CountValue,
    DateValue,
    MoneyValue,
)
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.fields import Field, fields_of
from checker.document.model import Block
from checker.model import Span
from checker.regex import regex

REACH = 28
"""Code points in front of a value in which its name stands; keeps long lines linear."""


class Statement(NamedTuple):
    """A value and what the draft calls it.

    Attributes:
        role: What it is: a name in the draft's words (時給), or `capacity`, `moment`, `notice`.
        of: What it counts for: 1人, 1回, 申し込み; "" for the whole.
        value: The value, comparable.
        span: Where it stands.
        clause: The clause around it, in which a part of the whole would be named.
        told: Whether a sentence says it; else a label or a cell does.
    """

    role: str
    of: str
    value: object
    span: Span
    clause: str
    told: bool


PART = regex(
    r"各|ずつ|大人|おとな|子ども|こども|小人|小学|中学|高校|大学|学生|一般|高齢|シニア|親子|団体|[0-9]歳|市内|市外|町内|町外|市民(?![一-龠])|住民(?![一-龠])"
    r"|の部|第[0-9一二三四五]|[0-9]回目|初日|最終日|コース|クラス|部門|会員|前売|当日券|日目|組目|追加|2次|二次|1次"
    r"|保育(?![士園所])|託児|通訳|駐車|郵送|オンライン|インターネット|ネット|ウェブ|前年|昨年|去年|前回|昨年度|以上|以下|未満|上限|最大|最高|割引|減額|免除|半額"
    r"|これまで|変更前|変更後|旧|今の|現在の|現行|新しい|新料金|改定|から.{0,12}に(?:変更|変わ|増|減|広|引|上|下)|場合|とき|例えば|合計|合わせて|うち|平均|約|閉庁|受け付けま?せん"
    r"|(?<![A-Z])[A-Z](?![A-Z])|[①-⑳]"
)
"""Words of a part of the whole, which has a value of its own."""

_PRICE = regex(
    r"(?P<name>時給|時間給|(?:[一-龠ァ-ヶーぁ-ん]{1,8}[代料費金][ 　：:は]{1,2})?(?:日給|日額|月給|月額|年額)|年会費|[一-龠ァ-ヶー]{0,8}(?:参加費|受講料|入場料|観覧料|入館料|材料費|教材費|手数料|講師料|利用料|使用料|会費|保険料|材料代|交通費|自己負担額?))"
    r"(?:[はが]|[：:]|[ 　]|で|、|[（(]){0,3}(?P<each>1(?:チーム|[人組世帯回枚冊か月時間日台個]{1,3})(?:につき|当たり|あたり)?[、 　]?)?\Z"
)
_GIVEN = regex(r"(?P<each>1(?:人|世帯))(?:につき|当たり|あたり)[、 　]?\Z")
_GRANT = regex("(?:を|が)、?(?:支給|給付|助成|補助|お?渡し|もらえ|受け取)")
_GRANTED = regex("^(?:支給|給付|助成|補助)(?:する)?の?(?:金?額|内容)$")
_UNTIL_APPLIED = regex(
    r"(?:[ 　]*(?:の?午[前後][^、。\n]{1,8}|の?正午))?(?:[（(]必着[)）])?(?:必着)?(?:まで(?:に、?[^。\n]{0,40}?(?:申し込|申込|応募し|申請し|提出し|出して|送って)|です|と(?:し|な))|です)"
)
_OF_APPLYING = regex(
    r"(?:(?:申し?込み?|応募|申請|募集|提出)の?(?:受け?付け?)?(?:の?(?:期限|締め?切り?))?|締め?切り?)は、?\Z"
)
_APPLYING = regex("申し?込|応募|申請|募集|提出|出して|送って")
_OTHER_DUE = regex(
    r"手話|託児|保育|取り?消|キャンセル|変更|質問|通訳|車いす|車椅子|支払|納め|振り?込|結果|介助|郵送|窓口の?場合|場合|配慮|説明会|見学|写真|報告|実績|購入|更新|返却|調査|診断"
)
_PEOPLE = frozenset(("人", "名", "組", "世帯", "家族", "団体", "社", "区画", "台"))
_CAPACITY = regex(
    r"(?<!バスの)(?<!車の)(?<!車両の)(?<!会場の)(?<!ホールの)(?<!室の)(?<!部屋の)(?:定員|募集人数|募集人員|募集定員)(?:[はが]|[：:]|[ 　]|で|、){0,3}(?:合わせて|全部で|先着で?|抽選で)?[ 　]?\Z"
)
_CAPACITY_NAME = regex(
    "^(?:定員|(?:募集|採用|任用)(?:予定)?(?:人数|人員|定員|数|枠)|(?:採用)?予定人数)$"
)
_ANY_DIGIT = regex("[0-9]")
_RECRUITED = regex(
    "を?、?(?:新たに)?(?:募集|採用|任用)(?:し(?:ます|て)|いたします|する(?!場合|とき)|予定)"
)
_OVER = regex(r"(?:(?:お?申し?込み?|応募|希望)(?:者)?の?(?:人数|数)?|(?:参加)?希望者)[がは]、?\Z")
_EXCEEDS = regex(r"を(?:超え|上回)")
_FIRST_COME = regex(
    r"(?:(?<![^\n。：:])|(?:申し込み|参加|定員)は、?)[ 　]?先着(?:順で)?の?[ 　]?\Z"
)
_LEAD = regex(r"(?P<number>[0-9]{1,2})(?P<unit>日|週間|[かカヶ]月)前(?P<until>まで|を過ぎ|以降)")
_VERB = regex(
    r"(?P<cancel>取り?消|キャンセル|変更|辞退|解約)|(?P<apply>申し?込|申込|応募|予約|申請)"
)
_IN_CASE = regex("場合|とき")
_LEAD_SENTENCE = 60
_MARKS = frozenset(" 　0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳・●○■□◆◇-*")
"""What a numbered name begins with: most do not."""
_NUMBERED = regex(r"^[ 　]*(?:[0-9]{1,2}[.．)）]|[①-⑳]|[・●○■□◆◇]|[-*])[ 　]*")


_SEVERAL = 2
"""Values: where a draft has but one of a kind, none can differ from another."""


@per_draft
def statements_of(context: Context) -> Sequence[Statement]:
    """The statements of a draft that has several values of their kind; found once."""
    return tuple(_find(context))


_ONCE = frozenset(
    listed(
        """日時 とき 日程 開催日 開催日時 場所 会場 定員 募集人数 対象 内容 費用 参加費 受講料 料金 講師 持ち物
        申し込み 勤務先 報酬 業務内容 職種"""
    )
)


@per_draft
def several_things(context: Context) -> bool:
    """Whether a draft tells of more than one thing: the name of a field comes again."""
    seen: set[str] = set()
    for field in fields_of(context):
        name = field.name
        if name[:1] in _MARKS:
            name = _NUMBERED.sub("", name)
        if name in _ONCE:
            if name in seen:
                return True
            seen.add(name)
    return False


def things_of(context: Context) -> Sequence[int]:
    """Where the second and further things begin: where the name of a field comes again."""
    seen: set[str] = set()
    found = []
    for field in fields_of(context):
        name = _NUMBERED.sub("", field.name)
        if name in _ONCE:
            if name in seen:
                found.append(field.value.start)
                seen.clear()
            seen.add(name)
    return found


_STARTS = attrgetter("value.start")


def field_at(fields: Sequence[Field], offset: int) -> Field | None:
    """The field whose value holds the offset."""
    at = bisect_left(fields, offset + 1, key=_STARTS) - 1
    if at >= 0 and fields[at].value.start <= offset < fields[at].value.end:
        return fields[at]
    return None


def _find(context: Context) -> Iterator[Statement]:
    yield from _prices(context)
    yield from _capacities(context)
    yield from _leads(context)
    yield from _deadlines(context)


def clause_of(context: Context, block: Block, span: Span) -> str:
    """The sentence or line around a value, at most `_LEAD_SENTENCE` code points each way."""
    text = context.document.folded
    low = max(block.span.start, span.start - _LEAD_SENTENCE)
    high = min(block.span.end, span.end + _LEAD_SENTENCE)
    start = max(low, text.rfind("。", low, span.start) + 1)
    end = text.find("。", span.end, high)
    end = end if end >= 0 else high
    opening = text.rfind("（", start, span.start)
    closing = text.find("）", span.end, end)
    if opening >= 0 and closing >= 0 and text.find("）", opening, span.start) < 0:
        return text[opening + 1 : closing]  # in brackets of its own
    return text[start:end]


def _prices(context: Context) -> Iterator[Statement]:
    document = context.document
    text = document.folded
    fields = fields_of(context)
    sums = [
        (money, value)
        for money in context.annotations.of(AnnotationKind.MONEY)
        if isinstance(value := money.value, MoneyValue) and not value.free and not value.bound
    ]
    if len({value.yen for _, value in sums}) < _SEVERAL:
        return
    for money, value in sums:
        block = document.block_at(money.span.start)
        if block.quoted or block.cell is not None:
            continue
        start = max(block.span.start, money.span.start - REACH)
        found = _PRICE.search(text, start, money.span.start)
        if found is None:
            given = _GIVEN.search(text, start, money.span.start)
            clause = clause_of(context, block, money.span)
            named = field_at(fields, money.span.start)
            if given and (
                _GRANT.match(text, money.span.end) or (named and _GRANTED.search(named.name))
            ):
                yield Statement(
                    "支給額", given["each"], value.yen, money.span, clause, named is None
                )
            continue
        each = (found["each"] or "").rstrip("につき当たりあ、 　")
        field = field_at(fields, money.span.start)
        clause = clause_of(context, block, money.span)
        yield Statement(found["name"], each, value.yen, money.span, clause, field is None)


def _capacities(context: Context) -> Iterator[Statement]:
    document = context.document
    text = document.folded
    counts = [
        (count, value)
        for count in context.annotations.of(AnnotationKind.COUNT)
        if isinstance(value := count.value, CountValue)
        and value.unit in _PEOPLE
        and not value.ordinal
        and value.bound in ("", "超")
    ]
    if len({value.number for _, value in counts}) < _SEVERAL:
        return
    fields = [field for field in fields_of(context) if _CAPACITY_NAME.search(field.name)]
    for count, value in counts:
        block = document.block_at(count.span.start)
        field = field_at(fields, count.span.start)
        if field is not None and _ANY_DIGIT.search(text, field.value.start, count.span.start):
            field = None
        if block.quoted or (block.cell is not None and field is None):
            continue
        start = max(block.span.start, count.span.start - 16)
        named = (
            field is not None
            or _RECRUITED.match(text, count.span.end)
            or _CAPACITY.search(text, start, count.span.start)
            or _FIRST_COME.search(text, start, count.span.start)
        )
        over = (
            named is None
            and _OVER.search(text, start, count.span.start)
            and (_EXCEEDS.match(text, count.span.end) or value.bound == "超")
        )
        if named or over:
            clause = clause_of(context, block, count.span)
            if over:
                clause = _IN_CASE.sub("", clause)
            unit = "人" if value.unit == "名" else value.unit
            end = text.find(value.unit, count.span.start) + len(value.unit)
            span = Span(count.span.start, min(end, count.span.end))
            yield Statement("定員", unit, value.number, span, clause, bool(over))


def _leads(context: Context) -> Iterator[Statement]:
    """「2週間前までに申し込む」, 「1か月前を過ぎた申し込みは」: what is to be done how long before."""
    document = context.document
    text = document.folded
    if "前まで" not in text:
        return
    for found in _LEAD.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or block.cell is not None:
            continue
        clause = clause_of(context, block, Span(*found.span()))
        verbs = {m.lastgroup for m in _VERB.finditer(clause)}
        if verbs != {"apply"}:
            continue
        days = int(found["number"]) * {"日": 1, "週": 7}.get(found["unit"][0], 30)
        clause = _IN_CASE.sub("", clause)
        span = Span(found.start(), found.start("until"))
        yield Statement("申し込みの期限", "", days, span, clause, found["until"] != "まで")


def _deadlines(context: Context) -> Iterator[Statement]:
    """「申し込みは1月15日までです」, 「1月22日までに、電話で申し込んでください」."""
    document = context.document
    text = document.folded
    dates = [
        (date, value)
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(value := date.value, DateValue)
        and value.month is not None
        and value.day is not None
    ]
    if len({(value.month, value.day) for _, value in dates}) < _SEVERAL:
        return
    for date, value in dates:
        until = _UNTIL_APPLIED.match(text, date.span.end)
        if until is None:
            continue
        block = document.block_at(date.span.start)
        if block.quoted or block.cell is not None or value.part:
            continue
        clause = clause_of(context, block, date.span)
        start = max(block.span.start, date.span.start - REACH)
        named = _OF_APPLYING.search(text, start, date.span.start)
        asked = "までに" in until.group() and _APPLYING.search(until.group())
        if (named or asked) and not _OTHER_DUE.search(clause):
            if len(context.annotations.overlapping(block.span, AnnotationKind.DATE)) > 1:
                continue
            role = "申し込みの締め切り"
            yield Statement(role, "", (value.month, value.day), date.span, clause, bool(asked))
