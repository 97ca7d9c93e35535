"""The number at which applications close, beside the room there is: 「定員15組」, 「20組に達した時点で締め切ります」."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.quantities import Quantity, quantities_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_UNITS = "人|名|組|世帯|団体|件|台|区画|家族|チーム|席|口|冊|枚|個|本|セット|食"
REACHED = Scan(
    rf"[0-9](?:{_UNITS})(?:分)?(?:に(?:達し(?!な|ませ)|なり|なった|なったら|到達|満ち)|を(?:超え(?!な|ませ)|上回|超過|超し)|が(?:埋ま|集ま|決ま)|で(?:締め切|受付を?終|受け付けを?終|打ち切))"
)
_CLOSES = regex(
    "締め?切|抽選|抽せん|先着|選考|キャンセル待|受け?付け?[をは]?[終打し]|終了|打ち切|お断り|選ばせ"
)
_ROOM = regex(
    r"(?:^|[^の一-龠ァ-ヶー])(?:募集)?(?:定員|人数|定数|組数)(?:は|：|:|[ 　])+(?:先着(?:順で?)?)?[ 　]?\Z"
)
_NAMES = frozenset(
    ("定員", "募集人数", "募集定員", "定数", "募集数", "募集組数", "組数", "先着", "予定数")
)
_OTHER = regex(
    "最少|最低|催行|各|ごと|1回|1日|1組|1人|1世帯|につき|当たり|あたり|コース|部門|クラス|会場|第[0-9]|うち|優先|追加|予備|以下の|未満|ほか|別に|昨年|前回|予約枠|午前|午後"
)
FRONT = 16


def room_and_limit(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """The room and the number that is reached, where they differ; nothing if there are several."""
    text = context.document.folded
    limits = {found.start() for found in REACHED.finditer(text)}
    if not limits:
        return
    found = quantities_of(context)
    reached = [one for one in found if _last_digit(one, text) in limits and one.number > 1]
    rooms = _rooms(context, [one for one in found if one not in reached], text)
    if len({one.number for one in rooms}) != 1 or len({one.number for one in reached}) != 1:
        return
    room, limit = rooms[0], reached[0]
    # A number that is said of something else too is the limit of that: 託児の定員は5人です.
    same = (limit.number, limit.unit)
    if any((one.number, one.unit) == same and one not in reached for one in found):
        return
    if room.unit != limit.unit or room.number == limit.number:
        return
    block = context.document.block_at(limit.span.start)
    begin = max(block.span.start, text.rfind("。", block.span.start, limit.span.start) + 1)
    stop = text.find("。", limit.span.end, block.span.end)
    stop = stop if stop >= 0 else block.span.end
    if block.quoted or not _CLOSES.search(text, begin, stop) or _OTHER.search(text, begin, stop):
        return
    yield "定員", room.span, limit.span


def _last_digit(one: Quantity, text: str) -> int:
    at = one.span.start
    while at + 1 < one.span.end and text[at + 1] in "0123456789,":
        at += 1
    return at


def _rooms(context: Context, found: Sequence[Quantity], text: str) -> list[Quantity]:
    """The numbers that are called the room; none where a number beside it may also be it."""
    rooms: list[Quantity] = []
    values = [field.value for field in fields_of(context) if field.name in _NAMES]
    for value in values:
        inside = [
            one for one in found if one.number > 1 and value.start <= one.span.start < value.end
        ]
        if not inside or len({(one.number, one.unit) for one in inside}) != 1:
            return []
        if _OTHER.search(text, value.start, value.end):
            return []
        rooms += inside[:1]
    if values:
        return rooms
    for one in found:
        block = context.document.block_at(one.span.start).span
        front = text[max(block.start, one.span.start - FRONT) : one.span.start]
        if one.number > 1 and _ROOM.search(front):
            stop = text.find("。", one.span.end, block.end)
            if _OTHER.search(text, block.start, stop if stop >= 0 else block.end):
                return []
            rooms.append(one)
    return rooms
