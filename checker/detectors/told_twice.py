"""Floors, offices, rooms for so many and grades that a draft tells twice, and otherwise.

A guide to a house and a room elsewhere, an office in two houses, 「定員は30人」 and 「抽選で20人」.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.ways import Ways
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

Pair = tuple[str, Span, Span]
"""What it is, and the two places."""

GUIDE = Scan(
    r"(?<![0-9一-龠ァ-ヶー])(?P<floor>[1-9][0-9]?階)[…：:　]{1,4}(?P<rooms>(?:(?![1-9]階)[^。\n（(]){2,60}(?:[（(][^（()）\n]{1,20}[)）](?:(?![1-9]階)[^。\n（(]){0,40}){0,3})"
)
GUIDE_LINE = Scan(
    r"^[ 　・●]*(?P<floor>[1-9][0-9]?階) (?P<rooms>[^。\n（(、・]{2,20}[、・](?:(?![1-9]階)[^。\n]){2,60})"
)
_HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
_HEAD = regex("^(?:階|フロア|階数)$")
_CELL = regex("^[ 　]*(?P<floor>[1-9][0-9]?階)[ 　]*$")
_BETWEEN = regex("[、，・／/ 　]+")
_ASIDE = regex("[（(][^（()）]*[)）]")
_HOUSE = r"市役所(?:本館|本庁舎?|別館|新館|分庁舎|北館|南館|東館|西館)?|役場|本庁舎?|(?:第[12])?分庁舎|[一-龠ァ-ヶー]{2,12}(?:館|センター|プラザ|支所|ビル)"
AT = Scan(
    rf"(?P<house>{_HOUSE})?[ 　の]?(?P<floor>[1-9][0-9]?階)[ 　の「]{{0,2}}(?P<room>[一-龠ァ-ヶーA-Z]{{2,12}})"
)
BEHIND = Scan(
    rf"(?P<room>[一-龠ァ-ヶーA-Z]{{2,14}})[」]?[ 　]?[（(](?P<house>{_HOUSE})?[ 　の]?(?P<floor>[1-9][0-9]?階)(?=[)）、])"
)
LEAST = 3
"""Code points of a room's name."""


def other_floors(context: Context) -> Iterator[Pair]:
    """「1階…受付・事務室」 and 「事務室（3階）」; a row 「3階　多目的ホール」 and 「2階の多目的ホール」."""
    text = context.document.folded
    if "階" not in context.characters:
        return
    guide = _guide(context)
    if len({floor for floors in guide.values() for floor in floors}) < 2:
        return
    for found in (one for scan in (AT, BEHIND) for one in scan.finditer(text)):
        place = Span(*found.span("floor"))
        house, name = found["house"], found["room"]
        if house and house not in text[: context.document.blocks[0].span.end]:
            continue  # another house than the one that the draft is about
        rooms = [room for room in guide if name.endswith(room) or name.startswith(room)]
        if len(rooms) != 1 or len(guide[rooms[0]]) != 1:
            continue
        ((floor, there),) = guide[rooms[0]].items()
        if floor != found["floor"] and not place.overlaps(there):
            yield f"「{rooms[0]}」の階", place, there


def _guide(context: Context) -> dict[str, dict[str, Span]]:
    """The rooms of the house, with their floors and where these stand."""
    document = context.document
    text = document.folded
    rooms: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    for found in (*GUIDE.finditer(text), *GUIDE_LINE.finditer(text)):
        for name in _names(found["rooms"]):
            rooms[name].setdefault(found["floor"], Span(*found.span("floor")))
    rows: dict[tuple[int, int], tuple[str, Span]] = {}
    tables: set[int] = set()
    for block in document.cells:
        cell = block.cell
        if cell is None:
            continue
        line = block.span.cut(text).strip()
        if cell.row == cell.column == 0 and _HEAD.match(line):
            tables.add(cell.table)
        if cell.table not in tables or not cell.row:
            continue
        if cell.column == 0 and (floor := _CELL.match(line)):
            rows[cell.table, cell.row] = floor["floor"], block.span
        elif cell.column == 1 and (row := rows.get((cell.table, cell.row))):
            for name in _names(line):
                rooms[name].setdefault(*row)
    return rooms


def _names(words: str) -> list[str]:
    return [name for name in _BETWEEN.split(_ASIDE.sub("", words)) if len(name) >= LEAST]


_OFFICE = r"(?:こども|子ども|くらし|まち|みどり|いきいき|すこやか|ふれあい)?[一-龠ァ-ヶー]{0,8}(?:づくり[一-龠]{0,4})?課"
OFFICES = (
    Scan(
        rf"(?P<house>{_HOUSE})[ 　の]?(?P<floor>[1-9][0-9]?階)[ 　の、]?(?:[0-9]{{1,2}}番(?:窓口)?)?[ 　の]?(?P<office>{_OFFICE})[ 　]?(?P<part>[一-龠]{{2,6}}(?:係|担当))?"
    ),
    Scan(
        rf"(?P<office>{_OFFICE})(?:[ 　]?(?P<part>[一-龠ァ-ヶー]{{2,8}}(?:係|担当)))?(?:[ 　]?[0-9]{{1,2}}番窓口)?[ 　]?[（(](?P<house>{_HOUSE})[ 　の]?(?P<floor>[1-9][0-9]?階)"
    ),
)
_MOVED = regex("移転|移り|引っ越|これまで|までは|からは|変わり|新庁舎|旧")
_TWO = 2
"""Floors, of which one can be wrong."""


def other_offices(context: Context) -> Iterator[Pair]:
    """「市役所3階 健康づくり課」 and 「保健センター2階 健康づくり課」."""
    document = context.document
    text = document.folded
    offices: defaultdict[str, dict[tuple[str, str], Span]] = defaultdict(dict)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    if text.count("階") < _TWO:
        return
    for found in (one for scan in OFFICES for one in scan.finditer(text)):
        if len(found["office"]) >= LEAST and not document.block_at(found.start()).quoted:
            place = Span(found.start("house"), found.end("floor"))
            house = found["house"].removeprefix("市役所") or found["house"]
            offices[found["office"]].setdefault((house, found["floor"]), place)
            parts[found["office"]] |= {found["part"]} - {None}
    for office, places in offices.items():
        if len(places) != 2 or len(parts[office]) > 1:
            continue
        (one, other), (first, second) = places, places.values()
        if one[1] == other[1] or _MOVED.search(text):
            continue
        if one[0] == other[0]:
            first, second = (
                Span(span.end - len(floor), span.end)
                for span, (_, floor) in zip((first, second), (one, other), strict=True)
            )
        yield f"「{office}」の場所", first, second


DAILY = Scan(
    r"(?:定員は?、?)?(?P<each>各日|各回|各会場|1日|1回)(?:の?定員は?、?|に|、?先着)?[ 　]?(?P<number>[0-9]{1,4})(?P<unit>人|名|組|台)(?P<more>の(?:枠|定員)|まで|に限り|限定|[（(]先着|を?先着)?"
)
_APART = regex(
    "曜|祝|休日|平日|午[前後]|会場|コース|ただし|大人|子ども|月[はに]|期間|クラス|の部|年度"
)
_LIMIT = regex("定員|枠|先着|限|まで")


def other_limits(context: Context) -> Iterator[Pair]:
    """「定員は各日80人です」 and 「各日100人の枠が埋まった場合は」."""
    document = context.document
    text = document.folded
    said: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    for found in DAILY.finditer(text):
        block = document.block_at(found.start())
        before = text[max(block.span.start, found.start() - 8) : found.end()]
        if not _LIMIT.search(before):
            continue
        if block.cell is not None or block.quoted:
            return  # a limit for each row
        key = f"{found['each']}の{found['unit'].replace('名', '人')}"
        place = Span(found.start("each"), found.end("unit"))
        said[key].setdefault(found["number"], place)
    for places in said.values():
        if len(places) == 2:
            one, other = places.values()
            apart = document.sentence_index_at(one.start) != document.sentence_index_at(other.start)
            blocks = [document.block_at(span.start) for span in (one, other)]
            sentences = [
                document.sentences[document.sentence_index_at(o.start)] for o in places.values()
            ]
            if any(_APART.search(sentence.span.cut(text)) for sentence in sentences):
                continue
            if apart and not all(block.kind is BlockKind.LIST_ITEM for block in blocks):
                yield "定員", one, other


ROOM = Scan(r"定員[＝=：: 　は、]{1,2}(?P<number>[0-9]{1,4})(?P<unit>組|人|名|世帯|チーム)")
_SAID = regex(
    r"(?<![0-9,.第])(?P<number>[0-9]{1,4})(?P<unit>組|人|名|世帯|チーム)の(?:親子|家族|小学生|中学生|市民|方|皆さん|みなさん|参加者|受講者|子どもたち)(?=が|で)"
)
_OTHER = regex("昨年|去年|前回|これまで|毎年|以上|約|うち|各|講師|スタッフ|ボランティア|ずつ|応募")
NEAR = 3
"""Lines above the room for so many in which the draft may tell it before."""


def other_rooms(context: Context) -> Iterator[Pair]:
    """「12組の親子が力を合わせて…」 and right below 「定員＝10組」."""
    document = context.document
    text = document.folded
    for found in ROOM.finditer(text):
        block = document.block_at(found.start())
        begin = block.span.start
        for _ in range(NEAR):
            above = document.block_at(max(0, begin - 1))
            if begin <= 0 or above.kind in _HEADINGS:
                break
            begin = above.span.start
        said = list(_SAID.finditer(text, begin, found.start()))
        if len(said) != 1 or len(list(ROOM.finditer(text[begin : found.end()]))) > 1:
            continue
        one = said[0]
        stop = text.find("。", one.end())
        start = max(begin, text.rfind("。", begin, one.start()) + 1)
        same = one["unit"].replace("名", "人") == found["unit"].replace("名", "人")
        if not same or one["number"] == found["number"] or _OTHER.search(text, start, stop):
            continue
        place = Span(one.start(), one.end("unit"))
        yield "定員", place, Span(*found.span())


DRAWN = Scan(
    r"(?:抽選|抽せん|くじ)で、?(?P<number>[0-9]{1,4})(?P<unit>人|名|組|世帯)(?:を|が|に|様)"
)
_CAPACITY = regex(
    r"(?:定員|募集人数|募集人員)(?:は|：|:|＝|[ 　])[、 　]{0,2}(?:先着)?(?P<number>[0-9]{1,4})(?P<unit>人|名|組|世帯)"
)
_PRIZE = regex("プレゼント|記念品|景品|賞品|粗品|差し上げ|贈り|アンケート")
GRADES = Scan(
    r"小学(?:校)?(?P<first>[1-6])年生?(?:から|[〜～~])(?:小学(?:校)?)?(?P<last>[1-6])年生"
)
_GRADED = regex("コース|クラス|の部|低学年|高学年|午[前後]|回目|保護者|ただし|それぞれ|組|班|料|円")


def other_draws(context: Context) -> Iterator[Pair]:
    """「定員は30人です」 and 「抽選で20人を選びます」."""
    text = context.document.folded
    drawn = list(DRAWN.finditer(text))
    rooms = list(_CAPACITY.finditer(text)) if len(drawn) == 1 else []
    if len(rooms) != 1 or rooms[0]["number"] == drawn[0]["number"]:
        return
    one, other = rooms[0], drawn[0]
    same = one["unit"].replace("名", "人") == other["unit"].replace("名", "人")
    line = context.document.block_at(other.start()).span.cut(text)
    if same and not _APART.search(line) and not _OTHER.search(line) and not _PRIZE.search(line):
        yield "定員", Span(one.start("number"), one.end()), Span(*other.span("number"))


def other_grades(context: Context) -> Iterator[Pair]:
    """「対象は小学3年生から6年生です」 and 「小学1年生から6年生の参加をお待ちしています」."""
    document = context.document
    text = document.folded
    said: dict[tuple[str, str], Span] = {}
    for found in GRADES.finditer(text):
        block = document.block_at(found.start())
        if block.kind is BlockKind.LIST_ITEM or block.cell is not None:
            return
        if _GRADED.search(block.span.cut(text)):
            return
        said.setdefault((found["first"], found["last"]), Span(*found.span()))
    if len(said) == 2:
        one, other = said.values()
        if document.sentence_index_at(one.start) != document.sentence_index_at(other.start):
            yield "学年", one, other


FULL = Scan(
    r"定員の?[ 　]?(?P<number>[0-9]{1,4})(?P<unit>人|名|組|世帯)(?:に(?:なり次第|達し|なった)|を超え|で締め切)"
)
_FIRST_COME = regex(r"先着(?:順で)?[ 　：:]?(?P<number>[0-9]{1,4})(?P<unit>人|名|組|世帯)(?!ずつ)")


def other_fills(context: Context) -> Iterator[Pair]:
    """「先着15人」 and 「定員の20人になり次第締め切ります」."""
    text = context.document.folded
    full = list(FULL.finditer(text))
    if len(full) != 1:
        return
    rooms = [*_CAPACITY.finditer(text), *_FIRST_COME.finditer(text)]
    numbers = {(room["number"], room["unit"].replace("名", "人")) for room in rooms}
    other = full[0]
    if len(numbers) != 1 or (other["number"], other["unit"].replace("名", "人")) in numbers:
        return
    line = context.document.block_at(other.start()).span.cut(text)
    if rooms[0]["unit"].replace("名", "人") != other["unit"].replace("名", "人"):
        return
    if not _APART.search(line) and not _OTHER.search(line):
        yield (
            "定員",
            Span(rooms[0].start("number"), rooms[0].end("unit")),
            Span(other.start("number"), other.end("unit")),
        )


MEET = Scan(
    r"(?:当日|直接|時間まで|分前まで)[^。\n]{0,30}?(?<![一-龠ァ-ヶー])(?P<place>[一-龠ァ-ヶー]{2,12}(?:館|センター|プラザ|公園|広場|ホール|学校)(?P<near>前|入口|玄関)?)(?:に|へ)(?:、?直接)?、?(?:お越し|お集まり|来て|集合|集まって|おいで)"
)
_VENUE = regex("^(?:会場|場所|開催場所|集合場所|ところ)$")
_ELSEWHERE = regex(
    "雨|荒天|場合|とき|駐車|送迎|バス|車|申し?込|持参|または|又は|問い合わせ|取り|郵送|引き?換|会場は|表彰|受賞|出演|発表|出場"
)


def other_meetings(context: Context) -> Iterator[Pair]:
    """「場所　市民プラザ前」 and 「当日直接、市民会館前にお越しください」."""
    document = context.document
    text = document.folded
    found = list(MEET.finditer(text))
    if len(found) != 1:
        return
    venues = [field.value for field in fields_of(context) if _VENUE.match(field.name)]
    one = found[0]
    name = one["place"]
    if len(venues) != 1 or text.count(name) > 1 or not venues[0].cut(text).strip():
        return
    said = venues[0].cut(text)
    sentence = document.sentences[document.sentence_index_at(one.start())].span.cut(text)
    if _ELSEWHERE.search(sentence) or any(name[at : at + 3] in said for at in range(len(name) - 2)):
        return
    if not _PLACE.search(said) or "\n" in said.strip():
        return
    yield "場所", venues[0], Span(*one.span("place"))


_PLACE = regex("(?:館|センター|プラザ|公園|広場|ホール|学校)")

PARKED = Scan(r"(?P<number>[0-9]{1,4})台(?:分)?の?駐車(?:場|スペース)")
_PARK = regex(
    r"(?:^|[、。 　・*-])駐車場(?:は|が|：|:|[ 　\n]){1,2}(?:[^。、\n0-9]{0,12})?(?P<number>[0-9]{1,4})台",
    re.MULTILINE,
)
_OTHER_PARK = regex("臨時|第[1-9]|身体|車いす|大型|バス|うち|増|ほか|地下|立体|東|西|南|北")


def other_parking(context: Context) -> Iterator[Pair]:
    """「駐車場　90台」 and 「70台分の駐車場が満車になります」."""
    text = context.document.folded
    told = list(PARKED.finditer(text))
    named = list(_PARK.finditer(text)) if len(told) == 1 else []
    if len(named) != 1 or named[0]["number"] == told[0]["number"]:
        return
    one, other = Span(*named[0].span("number")), Span(*told[0].span("number"))
    start = max(text.rfind(mark, 0, other.start) for mark in "。\n") + 1
    lines = (text[named[0].start() : one.start], text[start : told[0].end()])
    if not any(map(_OTHER_PARK.search, lines)):
        yield "駐車場の台数", Span(one.start, one.end + 1), Span(other.start, other.end + 1)


DESKS = Scan(
    r"(?<![0-9])(?P<floor>[0-9]{1,2})階[^。\n0-9]{0,20}?(?P<desk>[0-9]{1,2})番(?:窓口|です|の|へ|で|に|$)"
)


def other_desks(context: Context) -> Iterator[Pair]:
    """「市役所2階の12番です」 and 「3階に上がり、右手の12番窓口へ」."""
    text = context.document.folded
    if text.count("階") < 2 or text.count("番") < 2:
        return
    floors: dict[str, dict[str, Span]] = {}
    for found in DESKS.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in "。\n") + 1
        if not _BEFORE.search(text, start, found.end()):
            place = Span(found.start("floor"), found.end("floor") + 1)
            floors.setdefault(found["desk"], {}).setdefault(found["floor"], place)
    for desk, places in floors.items():
        if len(places) == 2:
            one, other = places.values()
            yield f"「{desk}番」の窓口の階", one, other


_BEFORE = regex("これまで|今まで|までは|移転前|旧|[一-龠]支所|別館|新館|分庁舎")

WEEKDAYS_ONLY = Scan("平日")
_BY_PHONE = regex("受付|電話")
_AT_DESK = regex("窓口|相談|開庁|閉庁")


def other_reception(context: Context) -> Iterator[Pair]:
    """「受付時間は平日の午前9時から午後4時30分まで」 and 「電話 …（平日 午前9時～午後5時）」."""
    document = context.document
    text = document.folded
    if len(context.annotations.of(AnnotationKind.PHONE)) != 1:
        return
    told: list[tuple[tuple[int, int], Span]] = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        first, last = value.start, value.end
        if not isinstance(first, TimeValue) or not isinstance(last, TimeValue):
            continue
        start = max(text.rfind(mark, 0, period.span.start) for mark in "。\n") + 1
        before = text[start : period.span.start]
        if first.minutes is None or last.minutes is None:
            return
        if "平日" not in before or not _BY_PHONE.search(before) or _AT_DESK.search(before):
            return
        told.append(((first.minutes, last.minutes), period.span))
    if len(told) == 2:
        (one, here), (other, there) = told
        if (one[0] == other[0]) is not (one[1] == other[1]):
            yield "電話を受け付ける時間", here, there


ROADS = Scan(r"(?P<kind>国道|県道|市道|町道|村道|林道|農道)[ 　]?(?P<number>[0-9]{2,5})号")


def other_roads(context: Context) -> Iterator[Pair]:
    """「市道215号線」 in the title and 「市道251号線」 below: digits that changed places."""
    said: dict[tuple[str, str], Span] = {}
    text = context.document.folded
    for found in ROADS.finditer(text):
        said.setdefault((found["kind"], found["number"]), Span(*found.span()))
    for one, other in combinations(said, 2):
        if one[0] == other[0] and sorted(one[1]) == sorted(other[1]):
            document = context.document
            sentences = {document.sentence_index_at(said[road].start) for road in (one, other)}
            if len(sentences) == 2:
                yield "路線の番号", said[one], said[other]


_SEVERAL_COURSES = regex(
    "(?:コース|クラス|級|組|講座|教室)(?:名|ごと|別)|[ABＡＢ①②](?:コース|クラス|組|日程)|[初中上]級|第1部|前期"
)
"""Words of a draft that tells of several courses."""

COURSE = Scan(r"全[ 　]?(?P<number>[2-9]|1[0-9])[ 　]?回(?!目|以上|のうち)")


def other_courses(context: Context) -> Iterator[Pair]:
    """「（全5回）」 in the title and 「全4回に出られる方」, where the draft tells of one course."""
    if context.notice is not None and len(context.notice.items) > 1:
        return
    told = list(COURSE.finditer(context.document.folded))
    if len({found["number"] for found in told}) != 2 or len(told) > 4:
        return
    lines = [context.document.block_at(found.start()).span for found in told]
    if len(told) > 2 and len(set(lines[1:])) < len(lines) - 1:
        return  # courses side by side: 初級（全4回）、中級（全6回）
    if any(one == other for one, other in pairwise(lines)):
        return
    one = told[0]
    other = next(found for found in told if found["number"] != one["number"])
    if _SEVERAL_COURSES.search(context.document.folded):
        return
    yield "回数", Span(one.start(), one.end()), Span(other.start(), other.end())


_WAYS: Ways[Callable[[Context], Iterator[Pair]]] = Ways(
    ((GUIDE, GUIDE_LINE), other_floors),
    (OFFICES, other_offices),
    ((DAILY,), other_limits),
    ((ROOM,), other_rooms),
    ((DRAWN,), other_draws),
    ((FULL,), other_fills),
    ((MEET,), other_meetings),
    ((ROADS,), other_roads),
    ((PARKED,), other_parking),
    ((DESKS,), other_desks),
    ((WEEKDAYS_ONLY,), other_reception),
    ((GRADES,), other_grades),
    ((COURSE,), other_courses),
)
SCANS = _WAYS.scans


def other_places(context: Context) -> Iterator[Pair]:
    """Every pair of places that this module finds."""
    for find in _WAYS.asked(context.document.folded):
        yield from find(context)
