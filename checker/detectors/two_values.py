"""One thing said twice in two ways: 定員は30人です … 定員：20人."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    CountValue,
    DateValue,
    MoneyValue,
    PeriodValue,
    TextValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import Field, fields_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"name", "other"})


class Statement(NamedTuple):
    """What a place says of a slot.

    Attributes:
        name: What it calls the slot (定員).
        values: What it says; two statements agree when they share one.
        span: Where.
        shown: What stands there.
        field: The field, None in a sentence.
    """

    name: str
    values: frozenset[object]
    span: Span
    shown: str
    field: Field | None


_NAMES: dict[str, tuple[str, ...]] = {
    "capacity": listed("定員 募集人数 募集人員 募集定員 参加定員 定員数"),
    "fee": listed("参加費 参加料 受講料 入場料 観覧料 費用 料金 会費 参加費用"),
    "venue": listed("会場 場所 ところ 開催場所 開催会場"),
    "deadline": listed(
        """締め切り 締切 締切日 〆切 申込期限 申込み期限 申し込み期限 申込締切 申込み締切 申込締切日 申し込み締切
        申し込み締め切り 申込締め切り 申し込みの締め切り 応募締切 応募期限 応募締め切り 募集締切 募集期限 申請期限
        提出期限 応募の締め切り 申請の期限 申請の締め切り 申し込みの期限"""
    ),
    "date": listed("日時 とき 開催日時 開催日 実施日 実施日時 期日 開催の日時"),
}
_SLOT = {name: slot for slot, names in _NAMES.items() for name in names}
_ANY = Scan("|".join(sorted({name[:2] for name in _SLOT})))
_NUMBERED = regex(r"^(?:[（(]?[0-9]{1,2}[）).．、]?|[・①-⑳アイウエオ][）) 　]?)")

# A part of the whole has a value of its own.
_PART = regex(
    r"各|ずつ|大人|おとな|子ども|こども|小人|小学|中学|高校|大学|学生|一般|高齢|シニア|親子|団体|歳|市内|市外|市民"
    r"|の部|第[0-9一二三四五]|[0-9]回目|初日|最終日|コース|クラス|部門|会員|前売|当日|回目|日目|組目|追加|2次|二次"
    r"|郵送|窓口|オンライン|インターネット|ネット|ウェブ|前年|昨年|去年|前回|昨年度|[A-ZＡ-Ｚ①-⑳]"
    r"|これまで|変更前|変更後|旧|新|から.{0,12}に(?:変更|変わ|増|減|広|引)"
)
_PHASE = regex(
    r"の部|初日|最終日|日目|各|それぞれ|前回|昨年|去年|昨年度|これまで|変更|変わ|延期|中止|旧|も(?:開|行|実施)|別に|前日|後日"
)
_GENERIC = regex(
    r"概要|内容|申し?込|応募|募集|案内|まとめ|要項|詳細|開催|について|お知らせ|日程|日時|参加|^$"
)
_OPENS = regex(r"^$|[。、：:※（(・ 　\n]")
"""What may stand before a topic; の makes it the topic of a part."""
_LEAD = 60
"""Sentences among which a draft says what it is about."""
_PEOPLE = r"(?:人|名|組|世帯|家族|団体|社|区画)"
_CAPACITY = regex(
    rf"(?P<name>定員|募集人数|募集人員|募集定員)は、?(?:合わせて|全部で|先着で?|抽選で)?"
    rf"(?P<value>[0-9,]{{1,7}}{_PEOPLE})"
)
_OVER = regex(
    rf"(?P<name>申し?込み?|応募|希望者?|参加者)(?:者|の?人数)?[がは]、?(?P<value>[0-9,]{{1,7}}{_PEOPLE})を超え"
)
_FEE = regex(
    r"(?P<name>参加費|参加料|受講料|入場料|観覧料|費用|料金|会費|利用料|相談料|体験料|見学料|参加|受講|入場|観覧|相談|見学|体験)は、?"
    r"(?:1人(?:当たり|あたり)?)?(?P<value>無料|[0-9,]{1,7}円)(?!から|以上|程度|前後|または|か[、0-9])"
)
_PAID_THERE = regex(
    r"(?P<name>当日)(?:は|に|、)?、?[^。、\n0-9]{0,10}(?:1[人組](?:につき|当たり|あたり)?)?(?P<value>[0-9,]{1,7}円)を"
    r"[^。\n0-9]{0,24}(?:お?持ち|持参|持って|ご?用意|お?支払)"
)
_BESIDES = regex("頼む|希望する|使う|借りる|買う|昼食|弁当|教材|テキスト|材料|保険|駐車")
_SAME_FEE = (
    frozenset(("参加費", "参加料", "参加費用", "参加", "費用", "料金", "会費")),
    frozenset(("受講料", "受講", "費用", "料金", "参加費", "参加")),
    frozenset(("入場料", "観覧料", "入場", "観覧", "費用", "料金")),
    frozenset(("相談料", "相談", "費用", "料金")),
    frozenset(("体験料", "体験", "費用", "料金", "参加費")),
    frozenset(("見学料", "見学", "費用", "料金", "参加費")),
)
_VENUE = regex(r"(?:会(?<![の一-鿿0-9].)場|開(?<![の一-鿿].)催場所)(?:は、?|の)")
_HELD = regex(
    r"(?:[0-9]階の?)?(?:の?[大中小]?(?:ホール|会議室|ロビー))?で、?[^。、]{0,40}を?"
    r"(?:開きます|開催します|行います|開催いたします|開催する|開く|実施します)"
)
_DEADLINE = regex(
    r"(?:^|[。、：:※（(・ 　])(?P<name>(?:(?:お?申し?込み?|応募|申請|募集|提出)の?)?(?:期限|締め?切り?))は、?$"
)
_UNTIL = regex(
    r"(?:[午正][^。、]{1,8})?までに?、?[^。]{0,40}?(?:申し込|申込|応募し|ご応募|申請し|ご申請)"
)
_UNTIL_HEAD = regex(
    r"[※・ 　]*(?:なお、)?(?:(?:お?申し?込みは|応募は|(?:参加|受講)(?:を希望|したい|する|ご希望)[^、。]{0,6}方は)、?)?"
)
_HELD_ON = regex(
    r"(?:、?午[前後][^。、]{1,24}(?:から|まで))?、?に?、?[^。、]{0,30}(?:で|を)、?[^。、]{0,40}?"
    r"(?:開きます|開催します|行います|開催いたします|実施します)"
)
_OTHER_DEADLINE = regex(
    r"手話|託児|保育|取り?消|キャンセル|変更|質問|通訳|車いす|車椅子|支払|納め|振り?込|結果|介助|郵送|窓口の?場合|の場合|配慮"
)
_GATHER = regex("受付|受け付け|開場|集合|開館|窓口")
_CITY = regex(r"^[^\s]{1,6}?市立?|^市立|^[町村区県]立|[ 　]")
_KINDS = regex(
    r"(?:公民館|市民館|会館|図書館|体育館|博物館|美術館|資料館|文学館|児童館|ホール|センター|プラザ|公園|広場|学校"
    r"|小学校|中学校|高等学校|高校|大学|交流館|保健所|市役所|役場|支所|アリーナ|競技場|球場|運動場|館|園|所|場)$"
)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_ANY,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a statement that an earlier one contradicts.

    Silent on a draft with several things in it: where two of its slots have
    several fields, where a part (午前の部, 子ども) is meant, where a section of its
    own is not about the whole.
    """
    slots = _statements(context)
    several = [
        slot
        for slot, found in slots.items()
        if len({s.values for s in found if s.field is not None}) > 1
    ]
    if len(several) > 1:
        return
    for slot, found in slots.items():
        fields = [statement for statement in found if statement.field is not None]
        if slot in several:
            yield from _between_fields(fields, slot, context)
        elif not several:
            told = [statement for statement in found if statement.field is None]
            yield from _with_sentences(fields, told, slot)


def _with_sentences(
    fields: Sequence[Statement], told: Sequence[Statement], slot: str
) -> Iterator[Match]:
    for index, statement in enumerate(told):
        for other in (*fields[:1], *told[:index]):
            if not _same_slot(statement, other, slot) or _agree(statement, other, slot):
                continue
            first, second = sorted((statement, other), key=lambda s: s.span)
            yield _match(second, first)
            return


def _between_fields(fields: Sequence[Statement], slot: str, context: Context) -> Iterator[Match]:
    for first, second in pairwise(fields):
        if not _same_slot(first, second, slot) or _agree(first, second, slot):
            continue
        one, other = first.field, second.field
        if one is None or other is None:
            continue
        if one.section == other.section:
            whole = slot != "date" or one.table != other.table
            whole = whole and not _other_thing_between(one, other, context)
        else:
            whole = slot in ("capacity", "fee") or one.table != other.table
            whole = whole and all(_GENERIC.search(field.heading) for field in (one, other))
        if whole:
            yield _match(second, first)
            return


def _match(statement: Statement, other: Statement) -> Match:
    return Match(
        statement.span,
        {"name": statement.name, "other": other.shown},
        related=(Related(other.span, f"ここでは「{other.shown}」です"),),
    )


def _other_thing_between(one: Field, other: Field, context: Context) -> bool:
    """Whether a line between two fields may begin another thing."""
    document = context.document
    start = document.block_at(one.value.start).span.end
    end = document.block_at(other.value.start).span.start
    for block in document.blocks:
        if block.span.start <= start or block.span.end >= end or block.label is not None:
            continue
        line = block.span.cut(document.folded)
        if block.kind is BlockKind.TABLE_CELL or line.endswith("。") or line[:1] in "※〒":
            continue
        if block.kind is BlockKind.HEADING and _GENERIC.search(line):
            continue
        return True
    return False


def _same_slot(one: Statement, other: Statement, slot: str) -> bool:
    if slot != "fee" or one.name == other.name:
        return True
    return any(one.name in names and other.name in names for names in _SAME_FEE)


def _agree(one: Statement, other: Statement, slot: str) -> bool:
    if slot == "venue":
        return any(not _other_place(str(a), str(b)) for a in one.values for b in other.values)
    if slot in ("date", "deadline") and len(one.values | other.values) > 2:
        ordered = sorted(map(str, one.values)), sorted(map(str, other.values))
        if any(a[0] <= x <= a[-1] for a, b in (ordered, ordered[::-1]) for x in b):
            return True
    return not one.values.isdisjoint(other.values)


def _other_place(one: str, other: str) -> bool:
    """Whether two names cannot mean one place: what makes them names differs wholly."""
    if one in other or other in one:
        return False
    stems = [_KINDS.sub("", _CITY.sub("", name)) for name in (one, other)]
    if not all(stems):
        return False
    pairs = [{stem[i : i + 2] for i in range(max(1, len(stem) - 1))} for stem in stems]
    return pairs[0].isdisjoint(pairs[1])


# --- what a draft says --------------------------------------------------------


def _statements(context: Context) -> Mapping[str, Sequence[Statement]]:
    """What the draft says of each slot of which it speaks twice or more, in text order of kinds."""
    named: defaultdict[str, list[tuple[str, Field]]] = defaultdict(list)
    for field in fields_of(context):
        slot = _slot(field.name)
        if slot and not context.document.block_at(field.value.start).quoted:
            named[slot[0]].append((slot[1], field))
            if slot[0] == "date":
                named["start"].append(("始まりの時刻", field))
                named["end"].append(("終わりの時刻", field))
    if not named:
        return {}
    told: defaultdict[str, list[Statement]] = defaultdict(list)
    for name, statement in _told(context, named):
        told[name].append(statement)
    found = {}
    for name, fields in named.items():
        if len(fields) + len(told[name]) > 1:
            read = [_of_field(shown, name, field, context) for shown, field in fields]
            found[name] = [s for s in (*read, *told[name]) if s.values]
    return found


@lru_cache(maxsize=1024)
def _slot(name: str) -> tuple[str, str] | None:
    """The slot of a field's name, and the name without its number."""
    name = _NUMBERED.sub("", name)
    slot = _SLOT.get(name)
    return (slot, name) if slot else None


def _of_field(name: str, slot: str, field: Field, context: Context) -> Statement:
    values, span = _READERS[slot](field.value, context)
    if slot in ("capacity", "fee") and (
        len(values) > 1 or _PART.search(field.value.cut(context.document.folded))
    ):
        values = frozenset()
    place = span or field.value
    return Statement(name, values, place, place.cut(context.document.text), field)


def _told(
    context: Context, fields: Mapping[str, Sequence[tuple[str, Field]]]
) -> Iterator[tuple[str, Statement]]:
    """What sentences say of the slots."""
    document = context.document
    folded = document.folded
    for slot, expression in (
        ("capacity", _CAPACITY),
        ("capacity", _OVER),
        ("fee", _FEE),
        ("fee", _PAID_THERE),
    ):
        for match in expression.finditer(folded) if slot in fields else ():
            sentence = _prose_at(match.start(), context)
            if sentence is None or not _OPENS.search(folded[match.start() - 1 : match.start()]):
                continue
            there = expression is _PAID_THERE
            if there and _BESIDES.search(folded, sentence.start, match.start()):
                continue
            begin = match.start("value") if there else sentence.start
            if not _PART.search(folded, begin, min(sentence.end, match.end() + 12)):
                place = Span(*match.span("value"))
                values, _ = _READERS[slot](place, context)
                name = {"当日": "費用"}.get(match["name"], match["name"])
                name = "定員" if expression is _OVER else name
                yield slot, Statement(name, values, place, match["value"], None)
    first_field = min(found[0][1].value.start for found in fields.values())
    for number, sentence_ in enumerate(document.sentences):
        span = sentence_.span
        if span.start >= first_field or ("venue" not in fields and "date" not in fields):
            break
        if not sentence_.prose or _prose_at(span.start, context) is None or number > _LEAD:
            continue
        text = span.cut(folded)
        here = [*_told_venue(text, span, context, True)] if "venue" in fields else []
        if "date" in fields:
            here += _told_date(span, context)
        if here and not _PHASE.search(text):
            yield from here
    if "venue" in fields:
        for match in _VENUE.finditer(folded):
            sentence = _prose_at(match.start(), context)
            if sentence is not None and sentence.start >= first_field:
                text = sentence.cut(folded)
                if not _PHASE.search(text):
                    yield from _told_venue(text, sentence, context, False)
    if "deadline" in fields:
        for date in context.annotations.of(AnnotationKind.DATE):
            sentence = _prose_at(date.span.start, context)
            if sentence is not None:
                yield from _told_deadline(date, sentence, context)


def _prose_at(offset: int, context: Context) -> Span | None:
    """The sentence of a paragraph or a list that holds the offset."""
    document = context.document
    number = document.sentence_index_at(offset)
    if number < 0 or not document.sentences[number].prose:
        return None
    block = document.blocks[document.sentences[number].block]
    if block.quoted or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    return document.sentences[number].span


def _told_venue(
    text: str, span: Span, context: Context, lead: bool
) -> Iterator[tuple[str, Statement]]:
    offices = context.annotations.overlapping(span, AnnotationKind.OFFICE)
    if len(offices) != 1:
        return
    topic = _VENUE.search(text)
    for office in offices:
        named = topic is not None and office.span.start == span.start + topic.end()
        held = lead and _HELD.match(context.document.folded, office.span.end, span.end)
        if (named or held) and isinstance(office.value, TextValue):
            values: frozenset[object] = frozenset((office.value.text,))
            shown = office.span.cut(context.document.text)
            yield "venue", Statement("会場", values, office.span, shown, None)


def _told_deadline(
    date: Annotation, span: Span, context: Context
) -> Iterator[tuple[str, Statement]]:
    folded = context.document.folded
    head = folded[span.start : date.span.start]
    named = _DEADLINE.search(head)
    until = _UNTIL.match(folded, date.span.end, span.end) and _UNTIL_HEAD.fullmatch(head)
    if not (named or until):
        return
    text = span.cut(folded)
    if _OTHER_DEADLINE.search(text) or _PHASE.search(text):
        return
    if len(context.annotations.overlapping(span, AnnotationKind.DATE)) == 1:
        shown = date.span.cut(context.document.text)
        yield "deadline", Statement("締め切り", _days((date.value,)), date.span, shown, None)


def _told_date(span: Span, context: Context) -> Iterator[tuple[str, Statement]]:
    dates = context.annotations.overlapping(span, AnnotationKind.DATE)
    if len(dates) != 1:
        return
    date = dates[0]
    if _HELD_ON.match(context.document.folded, date.span.end, span.end):
        shown = date.span.cut(context.document.text)
        yield "date", Statement("日時", _days((date.value,)), date.span, shown, None)
        values, place = _start(Span(date.span.start, span.end), context)
        if place is not None:
            shown = place.cut(context.document.text)
            yield "start", Statement("始まりの時刻", values, place, shown, None)
        values, place = _end(Span(date.span.start, span.end), context)
        if place is not None:
            shown = place.cut(context.document.text)
            yield "end", Statement("終わりの時刻", values, place, shown, None)


# --- values ---------------------------------------------------------------------


def _counts(span: Span, context: Context) -> tuple[frozenset[object], Span | None]:
    found = [
        annotation
        for annotation in context.annotations.overlapping(span, AnnotationKind.COUNT)
        if isinstance(annotation.value, CountValue)
        and re.fullmatch(_PEOPLE, annotation.value.unit)
        and not annotation.value.ordinal
    ]
    values = frozenset(a.value.number for a in found if isinstance(a.value, CountValue))
    return values, found[0].span if found else None


def _sums(span: Span, context: Context) -> tuple[frozenset[object], Span | None]:
    found = context.annotations.overlapping(span, AnnotationKind.MONEY)
    values = frozenset(a.value.yen for a in found if isinstance(a.value, MoneyValue))
    return values, found[0].span if found else None


def _places(span: Span, context: Context) -> tuple[frozenset[object], Span | None]:
    found = context.annotations.overlapping(span, AnnotationKind.OFFICE)
    values = frozenset(a.value.text for a in found if isinstance(a.value, TextValue))
    return values, found[0].span if found else None


def _dates(span: Span, context: Context) -> tuple[frozenset[object], Span | None]:
    found = context.annotations.overlapping(span, AnnotationKind.DATE)
    return _days(a.value for a in found), found[0].span if found else None


def _start(span: Span, context: Context) -> tuple[frozenset[object], Span | None]:
    """The time behind the only date, unless doors open or people gather then."""
    text = context.document.folded
    dates = context.annotations.overlapping(span, AnnotationKind.DATE)
    times = context.annotations.overlapping(span, AnnotationKind.TIME)
    if len(dates) != 1 or not times or _GATHER.search(span.cut(text)):
        return frozenset(), None
    first = times[0]
    between = text[dates[0].span.end : first.span.start]
    if not isinstance(first.value, TimeValue) or not re.fullmatch(r"[のに、,  　]{0,2}", between):
        return frozenset(), None
    if not re.match(
        r"から|より|[~〜～\-－―]|に?(?:始|開)", text[first.span.end : first.span.end + 3]
    ):
        return frozenset(), None
    return frozenset((first.value.minutes,)), first.span


def _end(span: Span, context: Context) -> tuple[frozenset[object], Span | None]:
    """The second of the only two times behind the only date: 「午前10時から正午まで」."""
    text = context.document.folded
    dates = context.annotations.overlapping(span, AnnotationKind.DATE)
    times = context.annotations.overlapping(span, AnnotationKind.TIME)
    if len(dates) != 1 or len(times) != 2 or _GATHER.search(span.cut(text)):
        return frozenset(), None
    first, last = times
    between = text[first.span.end : last.span.start]
    if not isinstance(last.value, TimeValue) or not re.fullmatch(
        r"[ 　]?(?:から|より|[~〜～\-－―])、?[ 　]?", between
    ):
        return frozenset(), None
    period = context.annotations.overlapping(
        Span(first.span.start, last.span.end), AnnotationKind.PERIOD
    )
    for found in period:
        value = found.value
        if isinstance(value, PeriodValue) and isinstance(value.end, TimeValue) and value.start:
            return frozenset((value.end.minutes,)), last.span
    return frozenset(), None


def _days(values: Iterable[object]) -> frozenset[object]:
    """Month and day; the year is often left out, and has checks of its own."""
    return frozenset(
        f"{value.month:02}{value.day:02}"
        for value in values
        if isinstance(value, DateValue) and value.month is not None and value.day is not None
    )


_READERS: dict[str, Callable[[Span, Context], tuple[frozenset[object], Span | None]]] = {
    "capacity": _counts,
    "fee": _sums,
    "venue": _places,
    "deadline": _dates,
    "date": _dates,
    "start": _start,
    "end": _end,
}
