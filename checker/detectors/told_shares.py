"""Shares, rates of growth and multiples that the numbers of their own sentence give.

「240人のうち180人（75％）」, 「3億円に比べて6,000万円、率にして20％の増」, 「15人に対し、応募は45人、倍率は
3倍」, 「36万冊、登録者は4万5,000人で、登録者1人あたり8冊」, 「5,000円で6,500円分、プレミアム率は30％」. Silent
where any two numbers of the sentence give the figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from checker.context import Context
from checker.detectors.figures import Figure, figures, sentence, shown
from checker.detectors.relations import Wrong
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

MOST = 8
"""Numbers of a sentence beyond which it lists data."""

SHARE = Scan(
    r"(?:うち|の内|の中で)[^。\n]{0,60}[0-9](?:人|名|件|世帯|枚|戸|か所|校|団体|台|冊|通|本|個|社|円|区画|施設|路線|館|票|棟|点|回|組)分?"
    r"[（(、](?:全体の)?[0-9]{1,3}(?:\.[0-9]+)?(?:[%％]|パーセント)"
)
GROWN = Scan(
    r"[0-9](?:[%％]|パーセント)(?:の|も|ほど)?(?:増|減|伸び|上昇|下落|低下|値上げ|値下げ|引き?上げ|引き?下げ|多い|少ない|アップ|ダウン)"
)
RATIO = Scan(r"倍率(?:は|が|、|：|:|[ 　]){0,2}(?=[0-9])")
TIMES = Scan(
    r"(?<=[0-9])倍(?:の?(?:応募|申し?込み|倍率|競争率)|でした|となり|になり|です|に当たる|に達し)"
)
EACH = Scan(
    r"1(?:人|世帯|か所|校|台|館|団体|日|か月|冊|組|戸|社|区画|回|施設|園)(?:当たり|あたり|につき)(?:は|の|平均|では?|、){0,2}(?=[0-9])"
)
PREMIUM = Scan(
    r"(?:プレミアム|割増し?|上乗せ)(?:率|分)?(?:は|が|、|：|:|[ 　(（]){0,2}(?=[0-9]{1,3}(?:[%％]|パーセント))"
)
SCANS = (SHARE, GROWN, RATIO, TIMES, EACH, PREMIUM)
_OF = regex(r"(?:の)?(?:うち|内|中)")
_THEREOF = regex("(?:この|その)?(?:うち|内|中)")
_COMPARED = regex(
    "前年|昨年|前の年|前回|前月|前期|1年前|[0-9]年前|今年|から|より|に比べ|現行|改定|これまで"
)
_ROUGH = regex(
    "約|およそ|おおむね|ほぼ|超|弱|強|以上|未満|前後|程度|平均して|平均で|最大|上限|まで(?!に)|以内|目標|推計|見込"
)
_OTHERS = regex("それぞれ|各|市全体|全国|県内|うち市|男女|延べ|のべ")


def _sign(text: str, at: int) -> tuple[Decimal, int] | None:
    found = _PERCENT.match(text, at)
    return (Decimal(found["rate"]), found.end()) if found else None


_PERCENT = regex(r"(?P<rate>[0-9]{1,3}(?:\.[0-9]+)?)[ 　]?(?:[%％]|パーセント)")
_BEFORE_PERCENT = regex(
    r"[（(、](?:全体の)?(?P<share>(?P<rate>[0-9]{1,3}(?:\.[0-9]+)?)[ 　]?(?:[%％]|パーセント))"
)


def wrong_shares(context: Context) -> Iterator[Wrong]:
    """One for each figure of a sentence that its other numbers speak against."""
    text = context.document.folded
    done: set[int] = set()
    for scan, find in _FINDERS:
        if not scan.may_fit(text):
            continue
        for found in scan.finditer(text):
            block = context.document.block_at(found.start())
            if block.quoted or block.cell is not None:
                continue
            begin, end = sentence(text, block.span, found.start())
            there = figures(context, begin, end)
            if not 1 <= len(there) <= MOST * 2:
                continue
            for wrong in find(context, there, found.start(), found.end(), end):
                if wrong.span.start not in done:
                    done.add(wrong.span.start)
                    yield wrong


def _agrees(written: str, right: Decimal) -> bool:
    """Whether a number is another one, put up or down to its last digit."""
    places = len(written.partition(".")[2])
    return abs(right - Decimal(written)) < Decimal(1).scaleb(-places)


def _near(said: Decimal, right: Decimal) -> bool:
    """Whether a number is thought to be another one: it is less than twice or half of it."""
    return right > 0 and said < right * 2 and right < said * 2


def _of_all(
    context: Context, there: Sequence[Figure], start: int, end: int, stop: int
) -> Iterator[Wrong]:
    """The shares of a sentence with うち, each right behind its number."""
    text = context.document.folded
    line = there[0].span.start
    if _OTHERS.search(text, line, stop):
        return
    before: list[Figure] = []
    lead = context.document.block_at(line).span.start
    opening = max(lead, text.rfind("。", lead, line) + 1)
    if _THEREOF.match(text, opening) and opening > lead:
        before = figures(context, max(lead, text.rfind("。", lead, opening - 1) + 1), opening)
    for at, part in enumerate(there):
        percent = _BEFORE_PERCENT.match(text, part.span.end)
        if percent is None or part.unit == "%":
            continue
        larger = [
            one
            for one in [*before, *there[:at]]
            if one.unit == part.unit and one.number > part.number
        ]
        wholes = [one for one in larger if _OF.search(text, one.span.end, part.span.start)]
        if not wholes or _ROUGH.search(text, wholes[0].span.start, percent.end()):
            continue
        if any(_agrees(percent["rate"], part.number * 100 / one.number) for one in larger):
            continue
        whole = wholes[-1]
        right = part.number * 100 / whole.number
        places = len(percent["rate"].partition(".")[2])
        how = f"{shown(whole.number, whole.unit)}のうちの割合"
        yield Wrong(Span(*percent.span("share")), f"{right:.{places}f}%", how)


def _growth(
    context: Context, there: Sequence[Figure], start: int, end: int, stop: int
) -> Iterator[Wrong]:
    """「前の年度の3億円に比べて6,000万円、率にして20％の増」."""
    text = context.document.folded
    at = next((one for one in there if one.unit == "%" and one.span.end > start), None)
    first = there[0].span.start
    if at is None or _ROUGH.search(text, first, end) or not _COMPARED.search(text, first, end):
        return
    units = {one.unit for one in there if one is not at}
    same = [one for one in there if one.unit == at_unit(there, at)]
    if "%" in units or not 2 <= len(same) <= 3:
        return
    written = text[at.span.start : at.span.end].rstrip("%％パーセント 　")
    rights: list[Decimal] = []
    for one, other in permutations([one.number for one in same], 2):
        if other:
            rights += [one * 100 / other, abs(one - other) * 100 / other]
    if any(_agrees(written, right) for right in rights):
        return
    numbers = sorted(one.number for one in same)
    if len(same) == 3 and numbers[2] - numbers[1] != numbers[0]:
        return
    base = _base(text, same)
    if base is None:
        return
    others = [one.number for one in same if one is not base]
    by = min(others) if len(same) == 3 else abs(others[0] - base.number)
    right = by * 100 / base.number
    if not right or right > 400:
        return
    places = len(written.partition(".")[2])
    yield Wrong(at.span, f"{right:.{places}f}%", f"{shown(base.number, base.unit)}からの率")


def at_unit(there: Sequence[Figure], at: Figure) -> str:
    """The unit of the last number in front of a percentage."""
    before = [one for one in there if one.span.end <= at.span.start and one.unit != "%"]
    return before[-1].unit if before else ""


_OLD = regex(
    "(?:前年|昨年|前の年|前回|前月|前期|1年前|現行|改定前|これまで)[^。、0-9]{0,12}[（(]?\\Z"
)
_FROM = regex("(?:から|より|に比べ|と比べ)")


def _base(text: str, same: Sequence[Figure]) -> Figure | None:
    """Of some numbers the one from which a change is counted."""
    for one in same:
        if _OLD.search(text, max(0, one.span.start - 24), one.span.start):
            return one
    for one in same:
        if _FROM.match(text, one.span.end):
            return one
    return None


_PEOPLE = frozenset(("人", "件", "組", "世帯", "戸", "区画", "団体", "台", "室", "通"))


def _times(
    context: Context, there: Sequence[Figure], start: int, end: int, stop: int
) -> Iterator[Wrong]:
    """「15人に対し、応募は45人、倍率は3倍」: of the two numbers in front, or of the last two."""
    text = context.document.folded
    at = next((one for one in there if one.unit == "倍" and one.span.end >= start), None)
    if at is None:
        return
    before = [one for one in there if one.span.end <= at.span.start and one.unit in _PEOPLE]
    if len(before) != 2 or _ROUGH.search(text, before[0].span.start, at.span.end):
        return
    if not _APPLIED.search(text, max(0, before[0].span.start - 24), at.span.end):
        return
    small, large = sorted((before[0].number, before[1].number))
    written = text[at.span.start : at.span.end].rstrip("倍 　")
    if not small or small == large or _agrees(written, large / small):
        return
    right = large / small
    places = max(len(written.partition(".")[2]), 0 if right == int(right) else 1)
    if _near(at.number, right):
        how = f"{shown(small, before[0].unit)}に対する{shown(large, before[1].unit)}"
        yield Wrong(at.span, f"{right:.{places}f}倍", how)


_APPLIED = regex("応募|申し?込|受験|志願|希望|倍率|募集|定員|採用")


def _each(
    context: Context, there: Sequence[Figure], start: int, end: int, stop: int
) -> Iterator[Wrong]:
    """「36万冊、登録者は4万5,000人で、登録者1人あたり8冊」."""
    text = context.document.folded
    at = next((one for one in there if one.span.start == end), None)
    unit = next((one.unit for one in there if one.span.start == start), "")
    if at is None or not unit:
        return
    line = context.document.block_at(start).span.start
    before = figures(context, line, start)
    wholes = [one for one in before if one.unit == at.unit and one.number > at.number]
    counts = [one for one in before if one.unit == unit and one.number > 1]
    if not wholes or not counts or len(wholes) * len(counts) > 6:
        return
    if _ROUGH.search(text, min(wholes[0].span.start, counts[0].span.start), at.span.end):
        return
    written = f"{at.number:f}"
    rights = [(whole.number / count.number, whole, count) for whole in wholes for count in counts]
    if any(_agrees(written, right) for right, _, _ in rights):
        return
    near = [one for one in rights if one[0] * 2 > at.number * 1 and one[0] < at.number * 2]
    if len(near) != 1:
        return
    right, whole, count = near[0]
    places = 0 if right == int(right) else 1
    how = f"{shown(whole.number, at.unit)}を{shown(count.number, unit)}で割った数"
    yield Wrong(at.span, f"{right:,.{places}f}{at.unit}", how)


_WORTH = regex(r"で、?[^。\n0-9]{0,12}\Z")


def _premium(
    context: Context, there: Sequence[Figure], start: int, end: int, stop: int
) -> Iterator[Wrong]:
    """「5,000円で6,500円分のお買い物ができます。プレミアム率は30％」."""
    text = context.document.folded
    percent = _sign(text, end)
    if percent is None or _ROUGH.search(text, start, end):
        return
    money = [one for one in figures(context, 0, len(text)) if one.unit == "円"]
    rights = []
    for one, other in pairwise(money):
        between = text[one.span.end : other.span.start]
        worth = text[other.span.end : other.span.end + 1] == "分"
        if "\n" not in between and "。" not in between and worth and other.number > one.number:
            rights.append((other.number - one.number) * 100 / one.number)
    rate, finish = percent
    if not rights or any(abs(right - rate) < 1 for right in rights) or len(set(rights)) > 1:
        return
    right = rights[0].normalize()
    yield Wrong(Span(end, finish), f"{right:f}%", "額面と売る額")


_FINDERS = (
    (SHARE, _of_all),
    (GROWN, _growth),
    (RATIO, _times),
    (TIMES, _times),
    (EACH, _each),
    (PREMIUM, _premium),
)
