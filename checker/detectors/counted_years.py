"""Years that are counted from a year of the draft: 「昭和51年に完成 … 開館50年」, 「令和5年度から3年間、令和7年度まで」.

And how often something that comes every year has been held: 「平成29年に始まり、毎年1回 … 第10回」.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.edition_since import FIRST_YEARS
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_BORN = "完成|開館|開園|開校|開設|創立|設立|創業|誕生|発足|開業|開港|開通|始ま|オープン|制定|施行|結成|開場|竣工"
_YEAR = (
    r"(?:(?P<{0}era>昭和|平成|令和)(?P<{0}year>元|[0-9]{{1,2}})|(?P<{0}west>(?:19|20)[0-9]{{2}}))年"
)
AGE = Scan(
    rf"(?:{_BORN})(?:から|より|以来)?[ 　]?(?P<number>[0-9]{{1,3}})(?:周年|年目?)(?=を(?:迎え|記念|祝)|記念|の節目|を祝)"
)
BORN = regex(
    rf"{_YEAR.format('a')}(?:度)?(?:[（(][^（()）\n]{{1,12}}[)）])?(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?に、?[^。\n0-9]{{0,10}}?(?:{_BORN})"
)
TERM = Scan(
    r"(?P<era>令和|平成)(?P<year>元|[0-9]{1,2})年度?から、?(?P<number>[0-9]{1,2})(?:年間|[かカヶ]年)(?:で|、|の計画で|をかけて?|かけて)?、?(?:の)?(?P<era2>令和|平成)(?P<year2>[0-9]{1,2})年度?(?:まで|末)"
)
LENGTH = Scan(
    r"(?P<era>令和|平成)(?P<year>元|[0-9]{1,2})年度(?:から|[〜～-])(?P<era2>令和|平成)?(?P<year2>[0-9]{1,2})年度(?:まで)?の?[（(、]?(?P<number>[0-9]{1,2})[かカヶ]年"
)
YEARLY = Scan(
    rf"{_YEAR.format('a')}(?:に(?:始ま|始め)|から(?:始ま|、?毎年|続))[^\n]{{0,80}}?第(?P<number>[0-9]{{1,3}})回"
)
_EVERY = regex("毎年|年に?1回|1年に1(?:回|度)")
_BROKEN = regex(
    "中止(?!の年もな|することもな|もな|なく)|休止|延期|年ぶり|隔年|見送|再開|年に?[2-9]回|除[くいき]"
)
_UNBROKEN = regex("中止の年もな|休みな|休むことな|欠かさず|一度も休|途切れ")
SCANS = (AGE, TERM, LENGTH, YEARLY)


def wrong_years(context: Context) -> Iterator[Match]:
    """One match a number that the years of the draft do not give."""
    text = context.document.folded
    if AGE.may_fit(text):
        yield from _ages(context, text)
    for found in (one for scan in (TERM, LENGTH) for one in scan.finditer(text)):
        first = _year(found["era"], found["year"], None)
        last = _year(found["era2"] or found["era"], found["year2"], None)
        number, right = int(found["number"]), last - first + 1
        if number != right and right > 1:
            place = Span(*found.span())
            yield _match(place, f"{right}年", "この間の年度", Span(*found.span()))
    if YEARLY.may_fit(text):
        yield from _yearly(context, text)


def _match(span: Span, right: str, how: str, near: Span) -> Match:
    return Match(span, {"right": right, "how": how}, related=(Related(near, "ここから数えました"),))


def _year(era: str | None, year: str | None, west: str | None) -> int:
    if era is None:
        return int(west or 0)
    return FIRST_YEARS[era] + (1 if year == "元" else int(year or 0))


def _this_year(context: Context, other: int) -> int | None:
    """The only year that the dates of the draft have beside another one."""
    years = {
        date.value.year
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.year is not None
    }
    years.discard(other)
    return years.pop() if len(years) == 1 else None


def _ages(context: Context, text: str) -> Iterator[Match]:
    born = list(BORN.finditer(text))
    first = {_year(found["aera"], found["ayear"], found["awest"]) for found in born}
    if len(first) != 1:
        return
    since = first.pop()
    now = _this_year(context, since)
    if now is None or now <= since:
        return
    right = now - since
    for found in AGE.finditer(text):
        if context.document.block_at(found.start()).quoted:
            continue
        number = int(found["number"])
        if abs(number - right) > 1 and abs(number - right) <= 30:
            near = Span(*born[0].span())
            yield _match(Span(*found.span()), f"{right}年", f"{since}年から{now}年まで", near)


def _yearly(context: Context, text: str) -> Iterator[Match]:
    for found in YEARLY.finditer(text):
        line = context.document.block_at(found.start()).span
        words = text[line.start : line.end]
        if not _EVERY.search(found.group()) or _BROKEN.search(words):
            continue
        first = _year(found["aera"], found["ayear"], found["awest"])
        now = _this_year(context, first)
        if now is None or now <= first:
            continue
        number, right = int(found["number"]), now - first + 1
        sure = _UNBROKEN.search(words) is not None
        if number != right and (sure or right < number <= right + 3):
            place = Span(found.start("number") - 1, found.end())
            near = Span(found.start(), found.start() + 5)
            yield _match(place, f"第{right}回", f"{first}年から毎年数えた回", near)
