"""What the title says of the whole, and the text otherwise: the month, the session, the grades, the year.

A notice that is made of the last one keeps such words: 「11月の乳幼児健診」 above days of December.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

Pair = tuple[str, Span, Span]
"""What differs, the place in the title and that in the text."""

_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
_LINES = 7
"""Lines among which the subject of a letter stands."""
_SUBJECT = regex("について|案内|お知らせ|募集|開催|受付|説明会|申請|健診|教室|講座")
_MONTH = Scan(
    r"(?<![0-9月年・、〜～])(?P<month>[0-9]{1,2})月(?:分)?の(?P<thing>[^。\n]{0,12}?(?:健診|検診|相談|教室|行事|予定|日程|講座|おはなし会|休館日|収集|カレンダー|催し|イベント))"
)
_SESSION = Scan(r"(?P<month>[0-9]{1,2})月(?P<kind>定例会|定例市議会|議会|定例議会)")
_HELD = regex(r"[^。\n]{0,44}?(?:行います|開きます|開かれます|開催します|受け付けます|予定です)")
_NOT_NOW = regex("前回|次回|昨年|可決|提出|継続|続き|報告|付託|前の|あと|後の")
_GRADE = r"(?P<first>[1-6])(?:年生)?(?:[〜～~・-]|から)(?P<last>[1-6])年生"
_GRADES = Scan(rf"小学(?:校の?)?{_GRADE}(?:の?(?:対象|親子|児童))?")
_BARE_GRADES = regex(rf"(?<![0-9])(?:小学(?:校の?)?)?{_GRADE}")
_NOT_ALL = regex(
    "コース|クラス|の部|低学年|高学年|回目|保護者|ただし|それぞれ|[A-Z0-9]組|班|料|円|優先|下記|次の|中学|昨年|前回|以外"
)
_ENTRY = Scan(
    r"(?P<year>(?:令和|平成)[0-9元]{1,2}年度)に、?[^。\n、]{0,16}?(?:入学|入園|入所|採用|進級)(?:する|され|予定|を希望)"
)
_TERM = Scan(
    r"(?:任用|雇用|委嘱|採用|契約|利用|在任)の?期間[：:はの 　]{1,2}(?P<year>令和[0-9元]{1,2}年)4月1日(?:から|より)(?:[0-9]年間|1年|翌年)"
)
_FISCAL = regex(r"(?P<year>令和(?P<number>[0-9]{1,2})年度)")
_NUMBER = regex("[0-9]+")
_PLAN = Scan(
    r"第(?P<number>[0-9一二三四五六七八九十]{1,2})[次期](?P<name>[一-龠ァ-ヶー]{4,24}?計画)[（(]?(?:素案|案|原案)"
)
LEAST = 2
"""Days in one other month from which the title's month is taken for the last one's."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_MONTH, _SESSION, _GRADES, _ENTRY, _TERM, _PLAN)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match at each of the two places, for what the title says otherwise than the text."""
    document = context.document
    if not document.blocks:
        return
    pairs = [*_plans(document)]
    title = _title(document)
    if title is not None:
        pairs += [
            *_months(context, title),
            *_sessions(document, title),
            *_grades(document, title),
            *_years(document, title),
        ]
    for name, one, other in pairs:
        for here, there in ((one, other), (other, one)):
            shown = there.cut(document.text)
            related = (Related(there, f"ここでは「{shown}」です"),)
            yield Match(here, {"name": name, "other": shown}, related=related)


def _title(document: Document) -> Span | None:
    """The title, or the subject of a letter."""
    text = document.folded
    first = next((block for block in document.blocks[:_LINES] if block.kind in _HEADS), None)
    if first is not None:
        return first.span
    for block in document.blocks[:_LINES]:
        line = block.span.cut(text)
        if "。" not in line and _SUBJECT.search(line):
            return block.span
    return None


def _months(context: Context, title: Span) -> Iterator[Pair]:
    """「11月の乳幼児健診」, and all days in December."""
    text = context.document.folded
    found = [one for one in _MONTH.finditer(text) if title.start <= one.start() < title.end]
    if len(found) != 1 or len(_ANY_MONTH.findall(title.cut(text))) != 1:
        return
    month = int(found[0]["month"])
    days = [
        date
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue)
        and date.value.month
        and date.value.day
        and date.span.start >= title.end
    ]
    months = {date.value.month for date in days if isinstance(date.value, DateValue)}
    if len(days) < LEAST or len(months) != 1 or month in months or not 1 <= month <= _YEAR:
        return
    if _APPLIED.search(text, title.end) or f"{month}月" in text[title.end :]:
        return
    (other,) = months
    if other is not None and (other - month) % _YEAR in (1, _YEAR - 1):
        place = Span(found[0].start("month"), found[0].end("month") + len("月"))
        yield "月", place, days[0].span


_YEAR = 12
_ANY_MONTH = regex("[0-9]{1,2}月")
_APPLIED = regex(
    "申し?込み?の?(?:締|期限|期間)|までに、?[^。\n]{0,20}申し?込|結果|報告|実施しました|でした|ました。"
)


def _sessions(document: Document, title: Span) -> Iterator[Pair]:
    """「12月定例会の日程」, and 「9月定例会の一般質問は7日から行います」."""
    text = document.folded
    found = list(_SESSION.finditer(text))
    heads = [one for one in found if title.start <= one.start() < title.end]
    if len({one["month"] for one in heads}) != 1:
        return
    for one in found:
        other = one["month"] != heads[0]["month"] and one["kind"] == heads[0]["kind"]
        if not other or text.count(one.group()) > 1 or one.start() < title.end:
            continue
        if not _HELD.match(text, one.end()):
            continue
        start = max(title.end, text.rfind("。", 0, one.start()) + 1)
        end = text.find("。", one.end())
        if not _NOT_NOW.search(text, start, end if end >= 0 else len(text)):
            yield "議会の名", Span(*heads[0].span()), Span(*one.span())


def _grades(document: Document, title: Span) -> Iterator[Pair]:
    """「小学4～6年生対象」, and 「1～3年生であれば」."""
    text = document.folded
    heads = [one for one in _GRADES.finditer(text) if title.start <= one.start() < title.end]
    if len(heads) != 1:
        return
    told = list(_BARE_GRADES.finditer(text, title.end))
    if len(told) != 1:
        return
    one, other = heads[0], told[0]
    if (one["first"], one["last"]) == (other["first"], other["last"]):
        return
    block = document.block_at(other.start())
    if block.cell is not None or block.quoted or _NOT_ALL.search(block.span.cut(text)):
        return
    yield "学年", Span(one.start("first"), one.end("last") + 2), Span(*other.span())


def _years(document: Document, title: Span) -> Iterator[Pair]:
    """「令和9年度 学校支援員募集」, and 「任用期間　令和8年4月1日から1年間」."""
    text = document.folded
    fiscal = list(_FISCAL.finditer(text, title.start, title.end))
    if len(fiscal) != 1:
        return
    number = int(fiscal[0]["number"])
    for scan in (_ENTRY, _TERM):
        for one in scan.finditer(text):
            if one.start() < title.end or document.block_at(one.start()).quoted:
                continue
            year = _NUMBER.search(one["year"])
            if year and int(year.group()) == number - 1:
                yield "年度", Span(*fiscal[0].span("year")), Span(*one.span("year"))


def _plans(document: Document) -> Iterator[Pair]:
    """「第3次環境基本計画（素案）」, and 「第2次環境基本計画（素案）への意見」."""
    plans: dict[str, dict[str, Span]] = {}
    for one in _PLAN.finditer(document.folded):
        place = Span(one.start(), one.end("name"))
        plans.setdefault(one["name"], {}).setdefault(one["number"], place)
    for numbers in plans.values():
        if len(numbers) == LEAST:
            one_, other = numbers.values()
            yield "計画の名", one_, other
