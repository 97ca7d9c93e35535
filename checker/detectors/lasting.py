"""How long something lasts by its hours, and by what is said of it: 「13時30分から15時まで … 90分の講座」.

Turns that follow one another take the time of all of them: 「4校が15分ずつ」 from 13時 to 14時, and so many
who come one after the other for 30 minutes each.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.period_reversed import minutes
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_WHAT = (
    "講座|講演|教室|講義|説明会|研修|上映|公演|コンサート|授業|講習|学習会|映画|ツアー|プログラム"
)
LASTS = Scan(
    rf"(?<![0-9約])(?:(?P<minutes>[0-9]{{2,3}})分間?|(?P<hours>[0-9])時間(?P<half>半)?)の(?:{_WHAT})"
)
TURNS = Scan(
    r"(?P<many>[2-9]|[1-9][0-9])(?:校|人|組|団体|班|グループ|クラス|チーム|館|園)が、?(?:それぞれ|順に|1[校人組団体班]ずつ)?、?(?P<each>[0-9]{1,3})分ずつ"
)
_FROM_TO = regex(
    r"(?P<first>(?:午[前後])?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})|正午)(?:に始ま|から|に開始|[〜～])[^。\n0-9]{0,14}?(?P<last>(?:午[前後])?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})|正午)(?P<tail>[^。\n0-9]{0,12})"
)
ROOM = Scan(
    r"1(?:人|組)(?:につき|当たり|あたり|の相談時間は|の相談は|の持ち時間は)?[ 　]?(?:約)?(?P<each>[1-9]0|15|45)分"
)
_IN_TURN = regex(
    r"順に|1人ずつ|1組ずつ|(?:弁護士|司法書士|税理士|相談員|講師|担当|医師|職員|行政書士|社会保険労務士|専門家)(?:は|が)?1人|交代で"
)
_CAPACITY = regex(
    r"(?:定員|先着)[ 　：:＝=は]{0,2}(?:先着)?(?P<number>[0-9]{1,2})(?P<unit>人|名|組)"
)
_RESTS = regex(
    "休憩|受付|準備|うち|入れ替|前半|後半|ほか|質疑|2回|[3-9]回|各|ずつ|①|全[0-9]|体験|約"
)
_SEVERAL = regex("各日|2人の|3人の|[2-9]室|[2-9]ブース|[2-9]会場|各会場")
SCANS = (LASTS, TURNS, ROOM)


def wrong_lengths(context: Context) -> Iterator[Match]:
    """One match a length, or a number of turns, that the hours do not give."""
    text = context.document.folded
    if LASTS.may_fit(text):
        yield from _lasting(context, text)
    if TURNS.may_fit(text):
        yield from _turns(context, text)
    if ROOM.may_fit(text):
        yield from _rooms(context, text)


def _hours(context: Context, start: int, end: int) -> list[tuple[int, Span]]:
    """The periods of hours of a stretch: minutes, and where they stand."""
    found = []
    for period in context.annotations.overlapping(Span(start, end), AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        one, other = value.start, value.end
        if not isinstance(one, TimeValue) or not isinstance(other, TimeValue):
            continue
        first, last = minutes(one), minutes(other)
        if first is not None and last is not None:
            if last <= first and not other.meridiem and last + 720 > first:
                last += 720
            if last > first:
                found.append((last - first, period.span))
    return found


def _lasting(context: Context, text: str) -> Iterator[Match]:
    for found in LASTS.finditer(text):
        block = context.document.block_at(found.start())
        if block.cell is not None or block.quoted:
            continue
        hours = _hours(context, block.span.start, block.span.end)
        if len(hours) != 1 or not hours[0][1].end <= found.start():
            continue
        if _RESTS.search(text, block.span.start, block.span.end):
            continue
        said = int(found["minutes"] or 0) or int(found["hours"]) * 60 + (30 if found["half"] else 0)
        if said != hours[0][0]:
            end = found.end("minutes") + 1 if found["minutes"] else text.index("の", found.start())
            yield _match(
                Span(found.start(), end), _shown(hours[0][0]), "時刻から計算した長さ", hours[0][1]
            )


def _shown(number: int) -> str:
    hours, rest = divmod(number, 60)
    return (f"{hours}時間" if hours else "") + (f"{rest}分" if rest else "")


def _match(span: Span, right: str, how: str, near: Span) -> Match:
    return Match(span, {"right": right, "how": how}, related=(Related(near, "この時刻です"),))


def _clock(words: str) -> int:
    if words == "正午":
        return 720
    later = 720 if words.startswith("午後") else 0
    words = words.removeprefix("午前").removeprefix("午後").replace("半", "30分").rstrip("分")
    hour, _, minute = words.replace("時", ":").partition(":")
    return later + int(hour) * 60 + int(minute or 0)


def _turns(context: Context, text: str) -> Iterator[Match]:
    for found in TURNS.finditer(text):
        line = context.document.block_at(found.start()).span
        hours = list(_FROM_TO.finditer(text, line.start, line.end))
        if not hours:
            continue
        told = hours[0]
        span = _clock(told["last"]) - _clock(told["first"])
        if span <= 0 and not told["last"].startswith("午"):
            span += 720
        right = int(found["many"]) * int(found["each"])
        stop = text.find("。", found.end(), line.end)
        straight = (
            "休憩なし" in text[found.start() : stop] or "続けて" in text[found.start() : stop]
        )
        if right > span > 0 or (straight and 0 < right != span):
            place = Span(told.start("last"), told.end())
            yield _match(place, _shown(right), "全部の長さ", Span(*found.span()))


def _rooms(context: Context, text: str) -> Iterator[Match]:
    """「定員9人（1人30分、順に）」 from 1時 to 4時."""
    for found in ROOM.finditer(text):
        line = context.document.block_at(found.start()).span
        capacity = list(_CAPACITY.finditer(text, line.start, line.end))
        start, end = line.start, line.end
        hours = _hours(context, start, end)
        if not capacity or not hours:
            start, end = _section(context, found.start())
            capacity = list(_CAPACITY.finditer(text, start, end))
            hours = _hours(context, start, end)
        if len(capacity) != 1 or not hours or not _IN_TURN.search(text, start, end):
            continue
        if _SEVERAL.search(text, start, end):
            continue
        right = hours[0][0] // int(found["each"])
        room = capacity[0]
        if int(room["number"]) > right > 0:
            place = Span(*room.span())
            yield _match(
                place, f"{right}{room['unit']}", "時刻と1人分の時間から計算した数", hours[0][1]
            )


def _section(context: Context, at: int) -> tuple[int, int]:
    """The lines around a place up to a heading, at most six in each direction."""
    document = context.document
    block = document.block_at(at)
    start, end = block.span.start, block.span.end
    for _ in range(6):
        if start <= 0:
            break
        above = document.block_at(start - 1)
        if above.kind.name in ("HEADING", "TITLE"):
            break
        start = above.span.start
    for _ in range(6):
        if end + 1 >= len(document.folded):
            break
        following = document.block_at(end + 1)
        if following.kind.name in ("HEADING", "TITLE") or following.span.end <= end:
            break
        end = following.span.end
    return start, end
