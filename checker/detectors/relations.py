"""What the numbers of a draft say of one another: a rest, a share, so many at so much each.

The numbers are those of the annotations, so that one relation holds however it is worded; a word
near them only says which relation is meant. Silent where any reading of it works out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors.fields import fields_of
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

REACH = 160
"""Code points in front of a rest in which the whole stands."""

TOGETHER = 16
"""Code points within which a part and the rest are shown together."""

FAR = 2000
"""Code points in front of a rest in which the whole of another section stands."""

NEAR = 24
"""Code points around a number in which a word says what it is."""

MOST = 6
"""Numbers of one unit among which a relation is looked for."""

REST = Scan(
    r"(?:残りの?|残る|残った|残額は?|残数は?|ほかの|ほかは|その他の?|未[一-龠]{2}(?:の[^。、\n0-9]{1,4})?)"
    r"(?:は|が|：|:|、|の|[（(]){0,2}(?=[0-9])"
)
_OF_THEM = regex("うち|の内|の中で|内訳")
_LOOSE = regex("約|程度|延べ|のべ|平均|以上|当たり|あたり|およそ|前後|概数|など|日間|か月")
RATE = Scan(
    r"(?P<name>回収|回答|投票|受診|接種|参加|出席|加入|達成|返送|返却|提出|受検|受講|申請|交付|普及|設置|登録|利用|入居|充足)率"
)
_PERCENT = regex(
    r"(?:は|が|：|:|で|[（(]|[ 　]|約){0,3}(?P<rate>[0-9]{1,3}(?:\.[0-9]+)?)[ 　]?(?:[%％]|パーセント)"
)
_NOTE = regex("[（(][^（()）\n]{1,40}[)）]")
_CELL_PERCENT = regex(r"[ 　約]*(?P<rate>[0-9]{1,3}(?:\.[0-9]+)?)[ 　]?(?:[%％]|パーセント)")
_WHOLE = "対象|配布|配っ|配り|発送|送付|送っ|送り|無作為|抽出|選び|選んだ|有権者|名簿|定数|依頼|案内|母数|のうち|標本|お願い|全世帯|在籍|発行"
_OTHER_SURVEY = regex("前回|前年|昨年|昨年度|前年度|これまで|市全体|全国|県内|目標|歳代|代の|男|女")
_SAME_UNIT = {"名": "人", "票": "人", "通": "件"}
_PART_OF_RATE = {
    "回収": "回収|(?<!無)回答|返送|返って|戻っ|お答え",
    "回答": "(?<!無)回答|お答え|返送|回収",
    "返送": "返送|返って|回答|戻っ",
    "投票": "投票者|投票した|投票総数|投票数",
    "設置": "設置し|設置済|設置数",
}
_ANSWERED = frozenset(("回収", "回答", "返送"))
_PEOPLE = ("人", "件", "世帯", "社", "部", "枚")
"""Whom is asked, and what comes back: 「2,000人に送り … 回収数1,124件」."""
_NOT_REACHED = regex("宛先不明|あて先不明|不達|不着|転居|有効配布|有効発送|を除[いく]")
_EACH_NAMED = regex(
    r"[（(、 　・]?1(?P<unit>[人組世帯回枚冊個本袋台日月校園団体棟区画か]{1,3})(?:当たり|あたり|につき|分)"
)
_EACH = regex(
    r"1(?P<unit>人|名|組|世帯|回|枚|冊|個|本|袋|台|日|か月|校|団体|区画|泊|食|期|通|着|部|箱|杯|頭|匹|株)(?:当たり|あたり|につき|分)?(?:の?(?:額|料金|費用|代金|参加費|受講料|会費|支給額|助成額|値段|利用料|使用料))?(?:は|が|、|：|:|で|[ 　]){0,2}\Z"
)
_MANY = regex(
    r"(?<![0-9,.第])(?P<number>[0-9]{1,3})(?P<unit>人|名|組|世帯|回|枚|冊|個|本|袋|台|日|か月|校|団体|区画|泊|食|期|通|着|部|箱|杯|頭|匹|株)"
    r"(?:(?P<house>(?:いる|の)(?:世帯|ご?家庭|家族|場合|方)(?:なら|では?|だと|に?は|が|[ 　]*[→…＝=：:][ 　]*)、?(?:合計|合わせて|総額)?(?:で)?、?)|(?:分|で|なら|だと|の場合|を?買う|を?申し込む|家族|ご?利用)(?:で|なら|だと|の?場合|と|の|は|、|合計|総額|計|あわせて|合わせて){0,4}|の?(?:合計|総額|計)(?:額|金額)?(?:が|は|で|、){0,2})\Z"
)
_DEARER = regex(
    "割引|割り?引|上限|団体割|以上|まで|引き|半額|免除|減|増|コース|付き|込み|から|～|税|別途|加算|送料|手数料|前売|回数券|つづり|お得|セット|パック|目から|目以降|夜間|休日|大人|子ども"
)


class Wrong(NamedTuple):
    """A number that others speak against, what it should be, and of what it follows."""

    span: Span
    right: str
    how: str


def _number(annotation: Annotation) -> tuple[Decimal, str] | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else (value.yen, "円")
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        unit = value.unit[:-1] if len(value.unit) > 1 and value.unit[-1] == "分" else value.unit
        return value.number, "人" if unit == "名" else unit
    return None


def _numbers(context: Context, span: Span, unit: str) -> list[tuple[Decimal, Span]]:
    kind = AnnotationKind.MONEY if unit == "円" else AnnotationKind.COUNT
    found = []
    for annotation in context.annotations.overlapping(span, kind):
        number = _number(annotation)
        if number is not None and number[1] == unit and span.contains(annotation.span):
            found.append((number[0], annotation.span))
    return found


# --- a rest ------------------------------------------------------------------------------


def wrong_rests(context: Context) -> Iterator[Wrong]:
    """「46人。このうち39人…、残る9人」: the rest that is not what is left."""
    document = context.document
    text = document.folded
    for found in REST.finditer(text):
        at = found.end()
        rests = context.annotations.overlapping(
            Span(at, at + 1), AnnotationKind.COUNT, AnnotationKind.MONEY
        )
        read = _number(rests[0]) if rests else None
        block = document.block_at(at)
        if read is None or block.quoted or block.cell is not None:
            continue
        rest, unit = read
        begin = max(block.span.start, found.start() - REACH)
        there = _numbers(context, Span(begin, found.start()), unit)
        place = rests[0].span
        if not there and block.kind is not BlockKind.PARAGRAPH and block.span.start > 0:
            above = document.block_at(block.span.start - 1)
            if above.kind is block.kind:
                there = _numbers(context, above.span, unit)[:2]
        if len(there) == 1 and found.group().startswith("残"):
            yield from _far(context, there[0], (rest, place), unit)
            continue
        if not 2 <= len(there) <= MOST or _LOOSE.search(text, there[0][1].start, place.end):
            continue
        split = -1
        for sign in _OF_THEM.finditer(text, there[0][1].end, found.start()):
            split = sign.start()
        if split < 0 and (len(there) > 2 or not found.group().startswith("残")):
            continue
        wholes = [number for number, span in there if span.end <= split] or [there[0][0]]
        parts = [number for number, span in there if span.start > split >= 0] or [
            number for number, _ in there[1:]
        ]
        everything = [number for number, _ in there]
        if not parts or rest in everything or _fits(everything, rest):
            continue
        right = wholes[-1] - sum(parts)
        if right > 0:
            yield Wrong(_with(there[-1][1], place), f"{_shown(right)}{unit}", "残り")


def _far(
    context: Context, part: tuple[Decimal, Span], rest: tuple[Decimal, Span], unit: str
) -> Iterator[Wrong]:
    """「12世帯に送りました … 9世帯から回収しました。残る4世帯は」: the whole stands far in front.

    Silent where the draft has more than one number of the unit that may be the whole.
    """
    text = context.document.folded
    if _LOOSE.search(text, part[1].start, rest[1].end):
        return
    start = max(0, part[1].start - FAR)
    before = _numbers(context, Span(start, part[1].start), unit)
    wholes = {number for number, _ in before if number > part[0]}
    everything = [number for number, _ in before]
    if len(wholes) != 1 or len(before) > 2 * MOST or rest[0] in everything:
        return
    whole = next(iter(wholes))
    if whole - part[0] != rest[0] and not _fits([*everything, part[0]][-MOST:], rest[0]):
        yield Wrong(_with(part[1], rest[1]), f"{_shown(whole - part[0])}{unit}", "残り")


def _with(part: Span, rest: Span) -> Span:
    """A rest with the part in front of it, where they stand together: either may be wrong."""
    return Span(part.start, rest.end) if 0 < rest.end - part.start <= TOGETHER else rest


def _fits(numbers: Sequence[Decimal], rest: Decimal) -> bool:
    """Whether any number less some of those behind it leaves the rest."""
    for at, whole in enumerate(numbers):
        left = {whole}
        for part in numbers[at + 1 :]:
            left |= {number - part for number in left}
        if rest in left:
            return True
    return False


# --- a share -----------------------------------------------------------------------------


def wrong_rates(context: Context) -> Iterator[Wrong]:
    """「3,000人に送り、1,452人から回答（回収率44.8%）」, in a sentence, in lines or in a table."""
    text = context.document.folded
    read = [_rate(context, found.span(), found["name"]) for found in RATE.finditer(text)]
    rates = [rate for rate in read if rate is not None]
    if not rates:
        return
    names = {name for name, _, _ in rates}
    if len(rates) != len(names):
        return  # rates of several groups
    wholes = _said(context, _WHOLE)
    for name, number, place in rates:
        words = _PART_OF_RATE.get(name, f"{name}(?!率)")
        said = _said(context, words)
        if name in _ANSWERED and not said.keys() & wholes.keys():
            said = _in_unit(said, wholes)
        for unit, larger in wholes.items():
            beside = _beside(context, place, unit)
            some = {beside} if beside is not None else said.get(unit, set())
            known = {number for number in larger if number not in some}
            if len(some) != 1 or len(known) != 1:
                continue
            part, whole = next(iter(some)), next(iter(known))
            if not 0 < part < whole:
                continue
            right = part * 100 / whole
            written = text[number.start : number.end]
            places = len(written.partition(".")[2])
            if abs(right - Decimal(written)) > Decimal(1).scaleb(-places):
                if name in _ANSWERED and _NOT_REACHED.search(text):
                    break  # of whom the rate is, is not said
                shown = f"{right:.{places}f}%"
                yield Wrong(
                    Span(number.start, place.end), shown, f"{_shown(whole)}{unit}のうちの割合"
                )
                break


def _in_unit(
    said: dict[str, set[Decimal]], wholes: dict[str, set[Decimal]]
) -> dict[str, set[Decimal]]:
    """What came back, in the unit of those who were asked, if each has but one unit."""
    units = [unit for unit in _PEOPLE if unit in said]
    asked = [unit for unit in _PEOPLE if unit in wholes]
    return {asked[0]: said[units[0]]} if len(units) == len(asked) == 1 else {}


def _rate(context: Context, name: tuple[int, int], word: str) -> tuple[str, Span, Span] | None:
    """The name of a rate, where its number stands, and where it stands with its sign."""
    document = context.document
    text = document.folded
    start, end = name
    found = _PERCENT.match(text, end)
    if found is None and end == document.block_at(start).span.end:
        found = _CELL_PERCENT.match(text, end + 1)  # the next line, or the next cell
    begin = max(document.block_at(start).span.start, start - NEAR)
    if found is None or _OTHER_SURVEY.search(text, begin, start):
        return None
    return word, Span(*found.span("rate")), Span(found.start("rate"), found.end())


def _beside(context: Context, rate: Span, unit: str) -> Decimal | None:
    """The number right in front of a rate in brackets: 1,410人（回収率57.0%）."""
    start = max(context.document.block_at(rate.start).span.start, rate.start - NEAR)
    opening = max(context.document.folded.rfind(mark, start, rate.start) for mark in "（(、")
    if opening < 0:
        return None
    there = _numbers(context, Span(start, opening), unit)
    return there[-1][0] if there and there[-1][1].end == opening else None


def _said(context: Context, words: str) -> dict[str, set[Decimal]]:
    """The numbers that a label, or the words around, call by one of the words; by unit."""
    text = context.document.folded
    expression = regex(words)
    said: defaultdict[str, set[Decimal]] = defaultdict(set)
    for field in fields_of(context):
        if expression.search(field.name) and not _OTHER_SURVEY.search(field.name):
            for annotation in context.annotations.overlapping(field.value, AnnotationKind.COUNT):
                if _add(said, annotation):
                    break
    for annotation in context.annotations.of(AnnotationKind.COUNT):
        block = context.document.block_at(annotation.span.start)
        if block.cell is not None:
            continue
        line = block.span
        start = max(line.start, annotation.span.start - NEAR)
        end = min(line.end, annotation.span.end + NEAR)
        start = max(start, *(text.rfind(mark, start, annotation.span.start) + 1 for mark in "。（"))
        behind = _NOTE.match(text, annotation.span.end, line.end)
        end = end if behind is None else min(line.end, behind.end() + NEAR)
        after = annotation.span.end if behind is None else behind.end()
        stops = [text.find(mark, after, end) for mark in "。、（"]
        end = min([stop for stop in stops if stop >= 0], default=end)
        nexts = context.annotations.overlapping(
            Span(after, max(end, after + 1)), AnnotationKind.COUNT
        )
        if nexts:
            end = max(after, min(end, nexts[0].span.start))
        # What stands in front belongs to the number, unless another one is nearer to it.
        before = (
            context.annotations.overlapping(
                Span(start, annotation.span.start), AnnotationKind.COUNT
            )
            if start < annotation.span.start
            else ()
        )
        begin = start
        if before and text[before[-1].span.end : annotation.span.start] not in (
            "と",
            "、",
            "・",
            "や",
        ):
            begin = before[-1].span.end
        if _OTHER_SURVEY.search(text, start, annotation.span.start):
            continue
        if expression.search(text, begin, annotation.span.start) or expression.search(
            text, after, end
        ):
            _add(said, annotation)
    return said


def _add(said: dict[str, set[Decimal]], annotation: Annotation) -> bool:
    number = _number(annotation)
    if number is None or number[1] in ("歳", "年", "日", "回", "%", "時間", "分", "か月"):
        return False
    said[_SAME_UNIT.get(number[1], number[1])].add(number[0])
    return True


# --- so many at so much each ----------------------------------------------------------------


def wrong_products(context: Context) -> Iterator[Wrong]:
    """「1人2,500円 … 4人で12,000円」: silent where the price is not the only one for its unit."""
    document = context.document
    text = document.folded
    totals: list[tuple[Annotation, int, str]] = []
    prices: defaultdict[str, set[Decimal]] = defaultdict(set)
    for money in context.annotations.of(AnnotationKind.MONEY):
        value = money.value
        if not isinstance(value, MoneyValue) or value.free or value.bound:
            continue
        block = document.block_at(money.span.start)
        start = max(block.span.start, money.span.start - NEAR)
        each = _EACH.search(text, start, money.span.start)
        many = _MANY.search(text, start, money.span.start)
        if many is not None and int(many["number"]) > 1 and not block.quoted:
            totals.append((money, int(many["number"]), many["unit"].replace("名", "人")))
        elif each is not None:
            prices[each["unit"].replace("名", "人")].add(value.yen)
    for money, number, unit in totals:
        known = prices.get(unit, set())
        value = money.value
        if len(known) != 1 or not isinstance(value, MoneyValue):
            continue
        right = next(iter(known)) * number
        line = document.block_at(money.span.start).span
        start = max(line.start, text.rfind("。", line.start, money.span.start) + 1)
        stop = text.find("。", money.span.end, line.end)
        many_before = text[max(start, money.span.start - NEAR) : money.span.start]
        sentence = text[max(start, money.span.start - REACH) : stop if stop >= 0 else line.end]
        if (
            value.yen == right
            or (value.yen < right and "計" not in many_before and "例えば" not in sentence)
            or _DEARER.search(sentence)
            or not right < 2 * value.yen < 4 * right
        ):
            continue
        yield Wrong(money.span, f"{_shown(right)}円", f"{number}{unit}分の額")


def _shown(number: Decimal) -> str:
    return f"{number.normalize():,f}"
