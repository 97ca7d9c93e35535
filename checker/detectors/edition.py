"""第12回 in the title and 第11回 in the text: the number of last year is left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, CountValue, DateValue
from checker.context import Context
from checker.detectors import Options, edition_since
from checker.detectors.steps import Step, steps_of
from checker.document.model import Block, BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual", "other"})

SHORTEST = 3
"""Code points of a name that two events are told by."""

COMPARED = 4
"""Code points of a name that are compared: 音楽祭のお知らせ and 音楽祭の開催 are one event."""

_NUMBERED = Scan("第[ 　]?[0-9]{1,3}[ 　]?回")
_NAME = regex(
    "[ 　]*[「『]?(?P<name>(?!の)[^ 　\n、。（）()「」『』：:〜～をにがはでと！!?？【】]{2,20})"
)
_EVENT = regex(
    "(?:本|の)?(?:大会|講座|教室|まつり|祭り?|フェスタ|フェア|展|コンクール|コンテスト)(?=の|$)"
)
_PAST = regex(
    "前回|前年|昨年|一昨年|去年|過去|これまで|以来|ました|でした|受賞|優勝|歴代|の様子|の記録|の結果"
)
_LAST = regex(
    "(?P<word>昨年|前年|前回|去年|一昨年|昨冬|昨春|昨夏|昨秋|前の年)(?:度)?(?P<near>の?(?:[（(「]|は|に開いた|に開催した|に行った|開催の)?|(?:(?!より)[^。\n続比同今本好盛毎以来]){0,16})\\Z"
)
_TOLD_OF = regex("[^。\n]{0,60}?(?:ました|でした|だった|の様子|の結果|の写真|[たる](?=。))")
_OF_LAST = regex(
    "[）)」]?[^。、\n]{0,12}?(?:[（(](?:昨年|前年|前回|去年|昨年度)|[はをに](?:昨年|前年|前回|去年))"
)
_TITLE_MESSAGE = "昨年か前回が「第{other}回」なので、題の「{text}」は、今回の数ではないようです。確かめてください。"
_THIS_MESSAGE = (
    "「{text}」は、ほかの所の「{other}回」と合いません。どちらかが前の回のままではありませんか。"
)
_HELD_MESSAGE = "もう開いた回も、今回も「第{other}回」です。どちらかの数を確かめてください。"
_NEXT_MESSAGE = "今回の「第{other}回」と合いません。「{text}」の数を確かめてください。"
_YEARS_MESSAGE = "第1回の年から数えると、第{other}回のようです。「{text}」を確かめてください。"
_SINCE_MESSAGE = (
    "ほかの所の年や回の数から数えると、第{other}回のようです。「{text}」を確かめてください。"
)
_LAST_MESSAGE = "題が「第{other}回」なので、昨年か前回の「{text}」は、数が合いません。どちらかを確かめてください。"
_THIS_TIME = regex(
    r"(?:今回|今年|本年|今年度|次回)(?:の(?:大会|開催|催し))?[でがは](?:、|通算|連続)?\Z|(?:今回|今年)[^。、\n]{0,12}[でがは]\Z"
)
_TH = regex("回?(?:目|め)?(?:を(?:迎え|数え)|と?に?な[りる]|目|です|の(?:開催|節目)|を(?:開|行))")
_HELD_BEFORE = regex(
    r"(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:[（(][^（()）\n]{1,8}[)）])?|昨?年[^。、\n]{0,6}|先日|先月|この前)に?、?(?:開い|開催し|行っ|実施し|行われ|開かれ)た\Z"
)
_NOT_ONE = regex(
    "の?(?:会議|議事|結果|報告|様子|写真|記録|質問|意見|決定|振り返り|受賞|入賞|優勝|作品|参加者|会議録|資料|内容)|以降|から|まで|のみ|[・、]第|定例会|臨時会"
)
_SINCE_FIRST = Scan(
    r"(?:(?:平成|昭和|令和)[0-9元]{1,2}年(?:[（(][0-9]{4}年?[)）])?|[0-9]{4}年(?:[（(](?:平成|昭和|令和)[0-9元]{1,2}年?[)）])?)(?:度)?(?:[0-9]{1,2}月)?(?:に|が|の)、?第1回"
    r"|(?:(?:平成|昭和|令和)[0-9元]{1,2}|[0-9]{4})年(?:[（(][^（()）\n]{1,8}[)）])?から、?(?:[2-5]年(?:に[1一][回度]|ごと)|隔年)"
)
_YEARLY = regex("毎年|年に?1回|年1回|1年に1回|一度も休|1度も休|欠かさず|休まず")
_CYCLE = regex(
    r"(?<![0-9])(?P<years>[2-5])年(?:に[1一][回度]|ごと|毎)|(?P<two>隔年|1年おき|一年おき|ビエンナーレ)"
)
_IN_MONTH = regex("毎年、?(?P<month>[0-9]{1,2})月")
_BROKEN = regex(
    "[0-9元]年度?[^。\\n]{0,16}(?:中止|休止|延期)|(?:中止|休止|延期)(?:した|して[いき]|しまし|とな|にな|とし|を?除|が)"
    "|[0-9]年ぶり|隔年|2年に|見送|コロナ|感染症の|年を除|再開"
)
_SINCE = regex("[^。、\n]{0,16}?(?:から|まで)")
_THIS = regex("目?(?:となる|になる|を迎える)(?:今回|今年|本年)")
NEXT = 16
"""Code points in front of a number in which it is called that of the next time."""
MANY = 300
_NEXT = regex(
    "(?:次回|来年度?|翌年度?|次年度|次の(?:回|大会))(?:の(?:大会|開催))?(?:[のはとがで]|となる|にあたる|、|に(?:開く|開催する|行う))?[ 　]?[「『（(]?\\Z"
)
_NEXT_OTHER = regex("[^。\n]{0,8}(?:理事会|委員会|審議会|部会|定例会)")
_REPORT = regex(
    "結果|報告|終了し|終わりました|開催しました|開きました|行いました|行われました|開かれました|御礼|お礼|速報|様子|入賞|受賞"
)
_REPORTED = regex(
    "(?:開催した|行った|開いた|行われた|開かれた)、?第[0-9]{1,3}回[^。\n]{0,24}(?:[はを]|には)[^。\n]{0,40}(?:終了し|終え|終わり|閉幕し|幕を閉じ)"
)
_NEXT_TIME = regex("次回|来年|翌年|次年|次の回|予定")
_NUMBER = regex("[0-9]{1,3}")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_NUMBERED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number of the same event that is one off the number in the title.

    Silent in a sentence that speaks of earlier ones, and where many are listed.
    """
    document = context.document
    text = document.folded
    events: list[tuple[int, Annotation]] = []
    named: defaultdict[str, list[tuple[int, Annotation]]] = defaultdict(list)
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = count.value
        if not (isinstance(value, CountValue) and value.ordinal and value.unit == "回"):
            continue
        found = _NAME.match(text, count.span.end)
        event = found is not None and _EVENT.match(found["name"])
        if event or _THIS.match(text, count.span.end):
            events.append((int(value.number), count))
        elif found is not None and len(found["name"]) >= SHORTEST:
            named[found["name"][:COMPARED]].append((int(value.number), count))
    told: set[Span] = set()
    for match in _otherwise_counted(context):
        told.add(match.span)
        yield match
    if (named or events) and not told:
        yield from _last_years(context)
    if len(named) == 1:
        # 「第11回大会」: the event that the title names.
        next(iter(named.values())).extend(events)
    for all_ in named.values():
        numbers = {number for number, _ in all_}
        if len(numbers) != 2:
            continue
        titles = [
            (number, count)
            for number, count in all_
            if document.block_at(count.span.start).kind in (BlockKind.TITLE, BlockKind.HEADING)
            or count.span.start < len(document.blocks[0].span)
        ]
        if not titles or len({number for number, _ in titles}) != 1:
            continue
        right, title = titles[0]
        for number, count in all_:
            line = document.block_at(count.span.start).span
            if abs(number - right) != 1 or _PAST.search(text, line.start, line.end):
                continue
            if number > right and _NEXT.search(
                text, max(line.start, count.span.start - NEXT), count.span.start
            ):
                continue
            if _SINCE.match(text, count.span.end):
                continue
            written = _NUMBER.search(text, count.span.start, count.span.end)
            edits: tuple[Edit, ...] = ()
            if written is not None:
                edits = (Edit(Span(written.start(), written.end()), str(right)),)
            if count.span in told:
                continue
            related = (Related(title.span, f"題では第{right}回です"),)
            yield Match(count.span, {"usual": f"第{right}回"}, edits=edits, related=related)


def _otherwise_counted(context: Context) -> Iterator[Match]:
    """The number of the title against what the text says: 「今回で32回目」, 「1月に開いた第17回」.

    Also 「1996年に第1回を開き、毎年」, and a number that is one off and says nothing else
    (「第13回の記念バッジ」).
    """
    document = context.document
    text = document.folded
    titled = _titled(context)
    if titled is None:
        return
    number, title = titled
    report = _is_report(context, title)
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = count.value
        if not isinstance(value, CountValue) or value.unit != "回" or count.span == title.span:
            continue
        block = document.block_at(count.span.start)
        if block.quoted or block.span.overlaps(title.span):
            continue
        start = count.span.start
        other = int(value.number)
        near = max(block.span.start, start - 24)
        if value.ordinal and _NEXT.search(text, max(near, start - NEXT), start):
            if not _NEXT_OTHER.match(text, count.span.end) and number < MANY:
                expected = {number + 1} if report else {number, number + 1}
                if other not in expected and abs(other - number) <= 2:
                    yield from _both_counts(title, count, number, other, _NEXT_MESSAGE)
                    return
            continue
        this = _THIS_TIME.search(text, near, start) is not None and (
            value.ordinal or _TH.match(text, count.span.end) is not None
        )
        if this:
            if other != number and other > 1:
                yield from _both_counts(title, count, number, other, _THIS_MESSAGE)
                return
            continue
        if not value.ordinal or not text.startswith("第", start):
            continue
        if _HELD_BEFORE.search(text, near, start):
            if other == number and not report:
                yield from _both_counts(title, count, number, other, _HELD_MESSAGE)
                return
            continue
        if abs(other - number) == 1 and other > 3 and _of_title(context, title, count, block):
            yield from _both_counts(title, count, number, other, _THIS_MESSAGE)
            return
        if (
            abs(other - number) == 1
            and text.startswith(("の", "」", "』"), count.span.end)
            and not _NOT_ONE.match(text, count.span.end)
            and not _PAST.search(text, block.span.start, block.span.end)
            and other > 3
        ):
            yield from _both_counts(title, count, number, other, _THIS_MESSAGE)
            return
    yield from _from_the_first(context, number, title)
    for since in edition_since.told(context, number):
        related = (Related(since.span, "回の数は、ここから分かります"),)
        values = {"usual": "", "other": str(since.number)}
        yield Match(title.span, values, related=related, message=_SINCE_MESSAGE)


def _is_report(context: Context, title: Annotation) -> bool:
    """Whether the draft tells how the event went: 「第38回大会の結果について」."""
    document = context.document
    line = document.block_at(title.span.start).span
    return (
        _REPORT.search(document.folded, line.start, line.end) is not None
        or _REPORTED.search(document.folded) is not None
    )


def _of_title(context: Context, title: Annotation, count: Annotation, block: Block) -> bool:
    """Whether what follows a number is a part of the title: 第7回写真コンテスト of あおば写真コンテスト."""
    text = context.document.folded
    found = _NAME.match(text, count.span.end)
    if found is None or len(found["name"]) < COMPARED:
        return False
    line = block.span.cut(text)
    if _PAST.search(line) or _NEXT_TIME.search(line) or _NOT_ONE.search(found["name"][COMPARED:]):
        return False
    name = context.document.block_at(title.span.start).span.cut(text)
    common = found["name"][:COMPARED]
    first = _NAME.match(text, title.span.end)
    return common in name and not (first and first["name"].startswith(common))


def _both_counts(
    title: Annotation, count: Annotation, number: int, other: int, message: str
) -> Iterator[Match]:
    for here, there, shown in ((title, count, other), (count, title, number)):
        related = (Related(there.span, "もう一方の数はここです"),)
        yield Match(here.span, {"usual": "", "other": str(shown)}, related=related, message=message)


def _titled(context: Context) -> tuple[int, Annotation] | None:
    """The number of the event in the title, if it names but one."""
    document = context.document
    found: dict[int, Annotation] = {}
    for block in document.blocks[:4]:
        if found:
            break
        if block.kind not in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH):
            continue
        if block.kind is BlockKind.PARAGRAPH and "。" in block.span.cut(document.folded):
            continue
        for count in context.annotations.overlapping(block.span, AnnotationKind.COUNT):
            value = count.value
            if isinstance(value, CountValue) and value.ordinal and value.unit == "回":
                found.setdefault(int(value.number), count)
    return next(iter(found.items())) if len(found) == 1 else None


def _from_the_first(context: Context, number: int, title: Annotation) -> Iterator[Match]:
    """「平成8年に第1回を開いてから、毎年」: the years say which one this is."""
    document = context.document
    text = document.folded
    for found in _SINCE_FIRST.finditer(text):
        block = document.block_at(found.start()).span
        cycle = _CYCLE.search(text, block.start, block.end)
        rest = text if cycle is None else text.replace(cycle.group(), "")
        if not (cycle or _YEARLY.search(text, block.start, block.end)) or _BROKEN.search(rest):
            return
        dates = context.annotations.overlapping(Span(*found.span()), AnnotationKind.DATE)
        first = dates[0].value if dates else None
        steps = [step for step in steps_of(context) if step.role == "event"]
        years = {step.day.year for step in steps}
        if not isinstance(first, DateValue) or first.year is None or len(years) != 1:
            return
        least = next(iter(years)) - first.year
        months = {step.day.month for step in steps}
        # Counted by fiscal years, one from January to March belongs to the year before.
        early = {month < 4 for month in months}
        fits = {least + 1, *(least + 2 - one for one in early), *(least + 1 - one for one in early)}
        if first.fiscal:
            fits = {year - first.year + 1 for year in _fiscal_years(steps)}
        elif len(months) == 1 and _in_one_month(text, months.pop(), first.month):
            fits = {least + 1}
        if cycle is not None:
            if least % _each(cycle):
                return  # a year of no event: they were not counted so, or were moved
            least //= _each(cycle)
            fits = {least + 1}
        if number not in fits:
            related = (Related(dates[0].span, "第1回の年はここです"),)
            values = {"usual": "", "other": str(least + 1)}
            yield Match(title.span, values, related=related, message=_YEARS_MESSAGE)
        return


def _each(cycle: re.Match[str]) -> int:
    return int(cycle["years"] or 2)


def _fiscal_years(steps: Sequence[Step]) -> set[int]:
    return {step.day.year - (step.day.month < 4) for step in steps}


def _in_one_month(text: str, month: int, first: int | None) -> bool:
    """Whether the first was held in the month in which this one is: no year was counted twice."""
    return month == first or any(int(found["month"]) == month for found in _IN_MONTH.finditer(text))


def _last_years(context: Context) -> Iterator[Match]:
    """「昨年の第14回には、320人が来ました」 under the title 「第14回 まつり」."""
    document = context.document
    text = document.folded
    titles: list[tuple[int, Annotation]] = []
    earlier: list[tuple[int, Annotation]] = []
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = count.value
        if not (isinstance(value, CountValue) and value.ordinal and value.unit == "回"):
            continue
        block = document.block_at(count.span.start)
        start = count.span.start
        before = _LAST.search(text, max(block.span.start, start - 24), start)
        if before is not None and before["word"] == "一昨年":
            continue
        if (
            before is not None
            and (len(before["near"]) < 2 or _TOLD_OF.match(text, count.span.end, block.span.end))
        ) or _OF_LAST.match(text, count.span.end, block.span.end):
            earlier.append((int(value.number), count))
        elif (
            block.kind is BlockKind.TITLE
            or (block.kind is BlockKind.HEADING and block.level == 1)
            or start < len(document.blocks[0].span)
        ):
            titles.append((int(value.number), count))
    if len({number for number, _ in titles}) != 1 or len({n for n, _ in earlier}) != 1:
        return
    number, title = titles[0]
    last, count = earlier[0]
    if number > last or document.block_at(count.span.start) is document.block_at(title.span.start):
        return
    for here, there, message, usual in (
        (title, count, _TITLE_MESSAGE, last + 1),
        (count, title, _LAST_MESSAGE, number - 1),
    ):
        related = (Related(there.span, "もう一方の数はここです"),)
        values = {"usual": f"第{usual}回", "other": str(last if here is title else number)}
        yield Match(here.span, values, related=related, message=message)
