"""「次の3つ」 in front of a list of four; 「全4回」 beside three dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from checker.annotations.numerals import parse
from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import (
    Options,
    announced_above,
    comma_lists,
    days_below,
    quoted_names,
    told_counts,
)
from checker.detectors.announced import AHEAD, ARE, HEAD, RANGE, WHOLE, odd_counts
from checker.detectors.enumerated import (
    HEADED,
    NAMED,
    OFFERED,
    PROSE,
    ROWS,
    wrong_heads,
    wrong_prose,
    wrong_rows,
    wrong_times,
)
from checker.detectors.fields import fields_of
from checker.detectors.listing import key_of, list_below, name_of, several
from checker.detectors.nearby import Nearby
from checker.detectors.ways import Ways
from checker.detectors.weekly_times import EVERY_WEEK, too_many
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"count"})

MOST = 30
"""A greater number is not that of a list in a notice."""


_UNITS = "つ|点|項目|種類|区分|コース|条件|要件|方法|書類|ケース|か所|カ所|ヶ所|箇所|会場|部門|講座|制度|事業|地区|団地|施設|校|園|駅|路線|言語"
# A number first: to look behind each character for what may not be there takes five times as long.
_BRACKETED = Scan(
    r"(?P<number>[0-9二三四五六七八九十](?<![0-9,.第].)(?:(?<=[0-9])[0-9])?)(?:つの?|か所の?|カ所の?|ヶ所の?|箇所の?|種類の?|校の?|園の?|路線の?|地区の?|会場の?|部門の?|団体の?|コースの?|言語の?)"
    r"[ 　]?[一-龠ぁ-んァ-ヶー]{0,10}[ 　]?[（(](?P<names>[^（()）。\n0-9]{3,80})[)）]"
)
_NAMED = Nearby(
    Scan(
        rf"(?<![0-9,.第])(?P<number>[0-9]{{1,2}}|[二三四五六七八九十])(?:{_UNITS}|組|団体|品|曲|冊|本|店|社)の(?P<noun>[一-龠ァ-ヶー]{{2,6}})"
    ),
    18,
)
NAME = 16
"""Code points of a heading or a line that names the items below it."""
_NOT_SUCH = regex("うち|以上|など|ほか|等|から選|いずれか|毎|各|ずつ|昨年|前回|これまで|約")
_BETWEEN = regex("[、，・]|と(?=[一-龠ァ-ヶ])")
_NOT_ALL = regex(
    "など|ほか|等|いずれか|または|又は|うち|から|除|のみ|だけ|ずつ|各|それぞれ|時間|以外|[:：]|も|は|が|を|に"
)
_TIMES = Scan(
    r"(?:全|計|合計)(?P<number>[0-9]{1,2})回|(?P<course>[0-9]{1,2})回(?:連続)?(?:コース|シリーズ|講座)"
)
_WHOLE_COURSE = regex("(?:全|計|合計)[ 　]?(?P<number>[0-9]{1,2})回(?!目|答)")
_ATTENDED = Scan(
    r"(?<![0-9第の期全])(?P<all>[2-9]|1[0-9])回(?:とも|(?:の)?(?:すべて|全て)(?:に|を)?)[^。、\n0-9]{0,8}(?:参加|出席|出られ|受講|通え|来られ)"
)
"""「4回とも参加できる方」: of how many times a course is, once more."""
_ALL_TIMES = (
    "「{text}」とありますが、別の所には全部で{count}回と書かれています。回数を確かめてください。"
)
_DAYS = regex("^(?:開催|実施|開講|講座)?の?(?:日時|日程|日|期日|日にち|とき)$")
_NO_DAYS = regex(
    "毎[週月]|各|予備|ほか|他|など|等|隔週|第[0-9一二三四五]|から|[〜～]|コース|組|クラス|[A-D]日程|いずれか|または|又は"
)
WEEKLY = 3
"""Dates from which 「毎週木曜日」 beside them only says what they have in common."""
_TWICE_A_DAY = regex("午前[^。]*午後|①|第1部|昼[^。]*夜")
_EVERY_WEEK = regex("毎週[月火水木金土日]曜日?")
_HOURS = regex(
    r"(?:午[前後])?[0-9]{1,2}(?:時|[:：])(?:[0-9]{1,2}分?|半)?[ 　]?(?:[〜～~\-－―]|から)[ 　]?(?=[午正0-9])"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    if options["what"] == "items":
        return _OF_ITEMS.scans
    return (_TIMES, _ATTENDED, EVERY_WEEK, *days_below.SCANS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["what"]`: `items` of a list or `times` that something is held."""
    if options["what"] == "items":
        told: list[Span] = []
        for find in _OF_ITEMS.asked(context.document.folded):
            for match in find(context):
                if not any(match.span.overlaps(span) for span in told):
                    told.append(match.span)
                    yield match
    else:
        times = list(_times(context))
        times += wrong_times(context, [match.span for match in times])
        if any(scan.may_fit(context.document.folded) for scan in days_below.SCANS):
            told = [match.span for match in times]
            below = days_below.wrong_times(context)
            times += [one for one in below if not any(one.span.overlaps(span) for span in told)]
        if _ATTENDED.may_fit(context.document.folded):
            attended = _attended(context)
            times += [
                one for one in attended if not any(one.span.overlaps(two.span) for two in times)
            ]
        yield from times
        if EVERY_WEEK.may_fit(context.document.folded):
            for match in too_many(context):
                if not any(match.span.overlaps(one.span) for one in times):
                    yield match


def _quoted(context: Context) -> Iterator[Match]:
    if "」" in context.characters or "』" in context.characters or "》" in context.characters:
        yield from quoted_names.wrong_numbers(context)


def _bracketed(context: Context) -> Iterator[Match]:
    """「3つの地区（北町、南町、東町、西町）」."""
    document = context.document
    # All at once: a search of the whole draft leaps from digit to digit.
    may_fit = _BRACKETED.may_fit(document.folded)
    for found in _BRACKETED.expression.finditer(document.folded) if may_fit else ():
        number = parse(found["number"])
        names = found["names"]
        if number is None or not 2 <= number <= MOST or _NOT_ALL.search(names):
            continue
        count = len(_BETWEEN.split(names))
        if count < 2 or count == number or document.block_at(found.start()).quoted:
            continue
        span = Span(found.start(), found.start("names") - 1)
        related = (Related(Span(*found.span("names")), f"{count}つあります"),)
        yield Match(span, {"count": str(count)}, related=related)


def _under_their_name(context: Context) -> Iterator[Match]:
    """「5つの作品を読みます」, and a list of four under 「読む作品」."""
    document = context.document
    text = document.folded
    for found in islice(_NAMED.finditer(text), MOST):
        number = parse(found["number"])
        block = document.block_at(found.start())
        if number is None or not 2 <= number <= MOST or block.quoted or block.cell is not None:
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        stop = text.find("。", found.end(), block.span.end)
        if _NOT_SUCH.search(text, begin, stop if stop >= 0 else block.span.end):
            continue
        named = [
            other
            for other in document.blocks
            if other.span.start > block.span.start
            and len(other.span) <= NAME
            and other.cell is None
            and found["noun"] in other.span.cut(text)
            and key_of(document, other) is None
        ]
        items = list_below(document, named[0]) if len(named) == 1 else ()
        if len(items) < 2 or len(items) == number:
            continue
        if any(several(name_of(document, item)) for item in items) and len(items) < number:
            continue
        related = (Related(items[-1].span, f"{len(items)}つ目はここです"),)
        yield Match(Span(*found.span()), {"count": str(len(items))}, related=related)


# --- how often ------------------------------------------------------------------------


def _times(context: Context) -> Iterator[Match]:
    document = context.document
    days = [field for field in fields_of(context) if _DAYS.search(field.name)]
    yield from _listed_times(context)
    read: set[Span] = set()
    for found in _TIMES.finditer(document.folded):
        number = int(found["number"] or found["course"])
        block = document.block_at(found.start())
        here = [field for field in days if block.span.contains(field.value)]
        if not here and len(days) == 1:
            here = days
        places = [field.value for field in here] or [block.span]
        if number < 2 or len(places) != 1 or places[0] in read:
            continue
        read.add(places[0])
        dates = _dates(context, places[0])
        said = _HOURS.sub("", places[0].cut(document.folded))
        if len(dates) >= WEEKLY:
            said = _EVERY_WEEK.sub("", said)  # the days are listed all the same
        if _NO_DAYS.search(said):
            continue
        count = len({date.span for date in dates})
        if count < 2 or count % number == 0:
            continue
        span = Span(found.start(), found.end())
        related = (Related(Span(dates[0].span.start, dates[-1].span.end), "日付はここです"),)
        yield Match(span, {"count": str(count)}, related=related)


def _attended(context: Context) -> Iterator[Match]:
    """「全4回」, and 「3回とも参加できる方」 in a draft that names no other number of times."""
    document = context.document
    text = document.folded
    whole = list(_WHOLE_COURSE.finditer(text))
    if len({one["number"] for one in whole}) != 1:
        return
    for found in _ATTENDED.finditer(text):
        number = found["all"]
        said = regex(rf"(?<![0-9第]){number}回(?!目)").findall(text)
        if number != whole[0]["number"] and len(said) == 1:
            related = (Related(Span(*found.span()), "ここと合いません"),)
            place = Span(*whole[0].span())
            yield Match(place, {"count": number}, related=related, message=_ALL_TIMES)


def _listed_times(context: Context) -> Iterator[Match]:
    """「全3回です」 right above a list of four lines that begin with a date."""
    document = context.document
    for found in _TIMES.finditer(document.folded):
        number = int(found["number"] or found["course"])
        block = document.block_at(found.start())
        if number < 2 or block.cell is not None or _dates(context, block.span):
            continue
        items = list_below(document, block)
        if len(items) < 2 or len(items) == number:
            continue
        if number % len(items) == 0 and all(
            _TWICE_A_DAY.search(item.span.cut(document.folded)) for item in items
        ):
            continue
        starts = [_dates(context, item.span) for item in items]
        if all(len(dates) == 1 for dates in starts) and all(
            dates[0].span.start - item.span.start <= 8
            for dates, item in zip(starts, items, strict=True)
        ):
            related = (Related(items[-1].span, f"{len(items)}回目はここです"),)
            values = {"count": str(len(items))}
            yield Match(Span(*found.span()), values, related=related)


def _dates(context: Context, span: Span) -> list[Annotation]:
    return [
        date
        for date in context.annotations.overlapping(span, AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.day is not None
    ]


_OF_ITEMS: Ways[Callable[[Context], Iterable[Match]]] = Ways(
    ((AHEAD, ARE, WHOLE.scan, RANGE, HEAD), odd_counts),
    ((_NAMED.scan,), _under_their_name),
    ((_BRACKETED,), _bracketed),
    ((PROSE, NAMED), wrong_prose),
    ((ROWS, OFFERED), wrong_rows),
    ((HEADED,), wrong_heads),
    ((quoted_names.BEHIND, quoted_names.FRONT), _quoted),
    *told_counts.WAYS,
    ((announced_above.TITLED, announced_above.NAMED), announced_above.wrong_totals),
    (comma_lists.SCANS, comma_lists.wrong_counts),
)
"""What finds a number of things that are not as many."""
