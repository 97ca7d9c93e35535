"""By how much one sum is more than another, where both stand beside it.

「3,800円が4,750円になり、850円の増額」; 「3,630円となります。改定前は3,300円でしたので、230円の増」;
「生まれた人は942人、亡くなった人は1,684人でした。その差は724人」; 「＝2,730円（490円の増）」 under a line
for the present that ends in 2,340円; 「一般1,800円、高校生900円（前売券の各300円増し）」.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.grids import amount, grids_of
from checker.detectors.points_apart import POINTS, wrong_points
from checker.document.model import Block
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "one", "other"})

_U = "(?:円|人|名|件|回|枚|台|本|点|席|か所|ポイント|パーセント|%|組|世帯|便|冊|戸|団体|校|㎥|トン)"
_WORD = (
    "(?:増額|減額|値上|値下|引き上|引き下|引上|引下|割引|割り引|高く|安く|高い|安い|増え|減り|増や|減ら|増加|減少|上が|下が|負担増|負担減"
    "|多い|多く|少な|増し|引き(?![出受継])|お得|[増減](?![一-龠]))"
)
_BY = Scan(
    rf"[0-9]万?{_U}(?:分)?(?:の|、|ほど|が|も|だけ|ずつ)?{_WORD}"
    rf"|(?:その差は|差額は|差し引きで?|差引)、?[ 　]?[0-9][0-9,]*万?{_U}"
)
_JOIN = regex(
    r"(?:[（(][^（）()]*[)）])?(?:だったもの|でしたもの|だったの|でした)?(?:から|が|を|に対し(?:て)?|と比べ(?:て)?|に比べ(?:て)?)、?[^。、：:\n]{0,16}"
)
_TO = regex(
    r"(?:[（(][^（）()]*[)）])?(?:に|へ|と|で)?(?:なり|なる|変わり|改め|改定し|上げ|下げ|なって|上がり|下がり|増え|減り|し)?(?:ます|ました|て|まして)?(?:ので|ため)?(?:[、。（(]|[ 　])*(?:つまり|差し引き|合わせて|1(?:か月|人|回)(?:当たり|あたり|につき)?|月額?で?|年間?で?|で)?、?"
)
_BECOMES = regex(r"(?:[（(][^（）()]*[)）])?(?:に|と|です|で|へ)[^。]{0,12}。\Z")
_BEFORE = regex(
    "(?:改[定正訂]前|現行|現在|変更前|見直し前|これまで|今まで|従来|値上げ前|昨年度?|前年度?|前回|旧料金)(?:の(?:額|料金|使用料|手数料))?(?:は|が|の|：|:|[ 　])?、?"
)
_AFTER = regex("(?:改[定正訂]後|変更後|見直し後|値上げ後|新料金|今後)")
_WAS = regex(
    r"(?:[（(][^（）()]*[)）])?(?:でした|だった|です|である|ですから|でしたから)?(?:が|ので|ため|から|より|に比べ(?:て)?|と比べ(?:て)?)?、?(?:1(?:か月|人|回|世帯)(?:当たり|あたり|につき)?で?、?|月額?で?|差し引き)?"
)
_LOOSE = regex("平均|約|最大|程度|およそ|前後|年間|1年|ごと|以上|以内|未満|上限|割")
_OF = regex(
    r"[（(](?P<name>[一-龠ァ-ヶーぁ-ん]{2,8}?)(?:の|より|から)(?:料金の?|額の?)?(?:各|それぞれ|いずれも|各々|一律)[、]?\Z"
)
_END = regex(r"[）)。]?[ 　]*\Z")
_DIFFERENCE = regex("差")
_THAN = regex("(?:分)?(?:より|に比べて?|と比べて?)")
_USUAL = regex(
    r"(?:ふだん|普段|いつも|通常|平常|平日|これまで|従来|今まで|昨年度?|前年度?|前回|現在|今|一般|定価)(?:の(?:料金|定員|上限|貸出(?:冊数)?|額|値段)?)?(?:は|、)?[ 　]?\Z"
)
SHORT = 100
"""Code points in front of a difference in which the two values stand."""
MOST = 6


COLUMN = Scan("差額|値上げ額|引き?上げ額|増額|上げ幅|値上げ幅|増減")
_COLUMN = regex(
    "(?:差額?|値上げ額|引き?上げ額|増額|(?:値)?上げ幅|増減額?|増加額)(?:[（(][^（()）]*[)）])?"
)
_BEFORE_COLUMN = regex("現行|現在|改[定正]前|変更前|これまで|旧|見直し前|前年|昨年|令和|平成|年")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_BY, COLUMN, POINTS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a difference that the two values beside it do not have."""
    document = context.document
    if COLUMN.may_fit(document.folded):
        yield from _columns(context)
    if POINTS.may_fit(document.folded):
        yield from wrong_points(context)
    for found in _BY.finditer(document.folded):
        at = max(at for at in range(*found.span()) if document.folded[at].isdecimal())
        by = _at(context, at)
        if by is None:
            continue
        block = document.block_at(at)
        if block.quoted:
            continue
        if several := _OF.search(document.folded[max(block.span.start, at - 20) : by.span.start]):
            yield from _each_more(context, block, by, several["name"])
            continue
        pair = _pair(context, block, by)
        if pair is None:
            continue
        one, other = pair
        apart, said = abs(_number(other) - _number(one)), _number(by)
        if apart == said or not apart or said > apart * 4 or apart > said * 4:
            continue
        begin = max(document.text.rfind(mark, 0, by.span.start) for mark in "。\n、（") + 1
        if _LOOSE.search(document.folded, begin, found.end()) or _taxed(apart, said):
            continue
        yield _match(context, by, one, other, apart)


def _columns(context: Context) -> Iterator[Match]:
    """「現行 6,000円 | 改定後 7,200円 | 差額 1,000円」 in the row of a table."""
    text = context.document.folded
    for grid in grids_of(context):
        heads = [head.cut(text).strip(" 　") for head in grid.head]
        if (
            len(heads) < 4
            or not _COLUMN.fullmatch(heads[-1])
            or not _BEFORE_COLUMN.search(heads[-3])
        ):
            continue
        wrong: list[Match] = []
        for row in grid.rows:
            read = [amount(text, cell) for cell in row.cells[-3:]]
            if len(row.cells) != len(heads) or any(one is None for one in read):
                return
            one, other, by = (each for each in read if each is not None)
            apart = abs(other.number - one.number)
            if apart != abs(by.number):
                values = {
                    "right": f"{apart.normalize():,f}{by.unit}",
                    "one": one.span.cut(text),
                    "other": other.span.cut(text),
                }
                related = tuple(Related(each.span, "ここの数との差です") for each in (one, other))
                wrong.append(Match(by.span, values, related=related))
        if len(wrong) * 2 <= len(grid.rows):
            yield from wrong


def _match(
    context: Context, by: Annotation, one: Annotation, other: Annotation, apart: Decimal
) -> Match:
    text = context.document.text
    shown = [each.span.cut(text) for each in (one, other)]
    unit = by.span.cut(text).lstrip("0123456789,，.０１２３４５６７８９万")
    values = {"right": f"{apart.normalize():,f}{unit}", "one": shown[0], "other": shown[1]}
    related = (Related(one.span, "ここの数との差です"), Related(other.span, "ここの数との差です"))
    return Match(by.span, values, related=related)


def _at(context: Context, at: int) -> Annotation | None:
    near = context.annotations.overlapping(
        Span(at, at + 1), AnnotationKind.MONEY, AnnotationKind.COUNT
    )
    return near[0] if len(near) == 1 and _read(near[0]) else None


def _read(one: Annotation, *, bound: bool = False) -> tuple[Decimal, str] | None:
    """The number and unit of a value; with `bound` also of 「15冊まで」."""
    value = one.value
    if isinstance(value, MoneyValue):
        return None if value.free or (value.bound and not bound) else (value.yen, "円")
    if isinstance(value, CountValue) and (bound or not value.bound) and not value.ordinal:
        return value.number, value.unit
    return None


def _number(one: Annotation) -> Decimal:
    read = _read(one, bound=True)
    return read[0] if read else Decimal(0)


def _values(
    context: Context, by: Annotation, start: int, end: int, *, bound: bool = False
) -> Sequence[Annotation]:
    """The values of the same unit in a stretch."""
    read = _read(by)
    return [
        one
        for one in context.annotations.overlapping(Span(start, end), by.kind)
        if (other := _read(one, bound=bound))
        and read
        and other[1] == read[1]
        and start <= one.span.start
    ]


def _pair(context: Context, block: Block, by: Annotation) -> tuple[Annotation, Annotation] | None:
    text = context.document.folded
    here = by.span.start
    start = max(block.span.start, text.rfind("。", block.span.start, here) + 1)
    own = _values(context, by, start, here)
    if own and _THAN.match(text, own[-1].span.end) and text.count("より", start, here) <= 1:
        # 「1人15冊まで（ふだんの10冊より5冊多く）」
        both = _values(context, by, start, here, bound=True)
        if len(both) == 2 and _USUAL.search(text, both[0].span.end, both[1].span.start):
            return both[1], both[0]
    if len(own) == 2 and here - own[0].span.start <= SHORT:
        one, other = own
        joined = _JOIN.fullmatch(text, one.span.end, other.span.start)
        if joined and _TO.fullmatch(text, other.span.end, here):
            return one, other
    if len(own) == 1 and start > block.span.start:
        # 「3,630円となります。改定前は3,300円でしたので、」
        named = _BEFORE.search(text, start, own[0].span.start)
        lead = max(block.span.start, text.rfind("。", block.span.start, start - 1) + 1)
        last = _values(context, by, lead, start)
        if (
            named
            and named.end() == own[0].span.start
            and _WAS.fullmatch(text, own[0].span.end, here)
            and last
            and _BECOMES.match(text, last[-1].span.end, start)
        ):
            return own[0], last[-1]
    if not own and start > block.span.start and _DIFFERENCE.search(text, start, here):
        lead = max(block.span.start, text.rfind("。", block.span.start, start - 1) + 1)
        both = _values(context, by, lead, start)
        if len(both) == 2:
            return both[0], both[1]
    return _under(context, block, by)


def _under(context: Context, block: Block, by: Annotation) -> tuple[Annotation, Annotation] | None:
    """「改定後　…＝2,730円（390円の増）」 under 「現行　…＝2,340円」."""
    document = context.document
    text = document.folded
    own = _values(context, by, block.span.start, by.span.start)
    if not own or text[own[-1].span.end : by.span.start] not in ("（", "(", "、", "で、"):
        return None
    if not _AFTER.match(text[block.span.start : by.span.start].lstrip(" 　・-")):
        return None
    if block.span.start == 0:
        return None
    above = document.block_at(block.span.start - 1)
    if not _BEFORE.match(above.span.cut(text).lstrip(" 　・-")):
        return None
    last = _values(context, by, above.span.start, above.span.end)
    if not last or not _END.match(text[last[-1].span.end : above.span.end]):
        return None
    return last[-1], own[-1]


def _each_more(context: Context, block: Block, by: Annotation, name: str) -> Iterator[Match]:
    """「一般1,800円、高校生900円（前売券の各300円増し）」 beside 「（前売券）一般1,500円、高校生500円」."""
    own = _values(context, by, block.span.start, by.span.start)
    lines = [
        _values(context, by, line.span.start, line.span.end)
        for line in _lines_of(context, name, block)
    ]
    found = [values for values in lines if len(values) == len(own)]
    if not 1 < len(own) <= MOST or len(found) != 1:
        return
    pairs = list(zip(found[0], own, strict=True))
    apart = [abs(_number(other) - _number(one)) for one, other in pairs]
    wrong = [at for at, value in enumerate(apart) if value != _number(by)]
    # Either one of the sums is wrong, or all of them say another difference.
    if wrong and (len(wrong) == 1 or len(set(apart)) == 1):
        one, other = pairs[wrong[0]]
        yield _match(context, by, one, other, apart[wrong[0]])


def _lines_of(context: Context, name: str, block: Block) -> Iterator[Block]:
    """The lines, and the cells beside names, that are about something."""
    document = context.document
    text = document.folded
    blocks = document.blocks
    for number, one in enumerate(blocks):
        if one is block or text.find(name, one.span.start, one.span.end) < 0:
            continue
        yield one
        if one.cell is not None and number + 1 < len(blocks):
            yield blocks[number + 1]


def _taxed(one: Decimal, other: Decimal) -> bool:
    rates = (Decimal("1.1"), Decimal("1.08"))
    return any(abs(one * rate - other) < 1 or abs(other * rate - one) < 1 for rate in rates)
