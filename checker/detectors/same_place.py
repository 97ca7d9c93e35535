"""A room on two floors of one house, and an audience of two ages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.context import Context
from checker.detectors.fields import fields_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

Pair = tuple[str, Span, Span]
"""What it is, and the two places."""

FLOORS = (
    Scan(
        r"(?P<house>市役所(?:本館|本庁舎?|別館|新館|分庁舎)?|役場|[一-龠ァ-ヶー]{2,12}(?:館|センター|プラザ|支所|ビル))[ 　の]?(?P<value>(?P<number>[0-9]{1,2})階)[ 　の「]{0,2}(?P<room>[一-龠ァ-ヶー]{2,12}(?:室|ホール|課|係))"
    ),
    Scan(
        r"(?P<room>[一-龠ァ-ヶー]{2,12}(?:室|ホール|課|係))[ 　]?[（(](?P<house>市役所(?:本館|本庁舎?|別館|新館|分庁舎)?|役場|[一-龠ァ-ヶー]{2,12}(?:館|センター|プラザ|支所|ビル))[ 　の]?(?P<value>(?P<number>[0-9]{1,2})階)"
    ),
)
ROOM = Scan(
    r"(?<![一-龠ァ-ヶー0-9])(?P<value>(?P<number>[0-9]{1,2})階)[ 　の「]{0,2}(?P<room>[一-龠ァ-ヶー]{2,12}(?:室|ホール|課|係))"
)
"""A room without its house, which is the only one of that room in the draft."""
_MOVED = regex(
    "移転|移り|移動|引っ越|これまで|までは|からは|変わり|場所(?:が|の|を)変|窓口(?:が|の|を)変|新庁舎|旧"
)
_ANY_ROOM = frozenset(
    [
        "会議室",
        "相談室",
        "研修室",
        "和室",
        "多目的室",
        "事務室",
        "談話室",
        "更衣室",
        "学習室",
        "講義室",
        "小会議室",
        "中会議室",
        "待合室",
    ]
)
_AGES = regex(r"(?P<number>[0-9]{1,3})歳(?P<way>以上|以下|未満|から)")
_AUDIENCE = regex("^(?:対象|対象者|対象の方|参加できる方|応募できる方|利用できる方)$")
_MIXED = regex(r"または|又は|ほか|保護者|同伴|同居|者と|除")
_MIXED_TOO = regex(r"または|又は|ほか|保護者|同伴|同居|除|うち")
_TWO = 2
"""Floors, of which one can be wrong."""
_AUDIENT = Scan(r"(?<![一-龠の])対象は、?")


def other_floors(context: Context) -> Iterator[Pair]:
    """「市役所本館1階の市民課」 and 「市民課（市役所本館2階）」."""
    text = context.document.folded
    if text.count("階") < _TWO:
        return
    rooms: defaultdict[tuple[str, str], dict[str, Span]] = defaultdict(dict)
    for found in (one for scan in FLOORS for one in scan.finditer(text)):
        if found["room"] not in _ANY_ROOM:
            place = Span(*found.span("value"))
            rooms[found["house"], found["room"]].setdefault(found["number"], place)
    for found in ROOM.finditer(text) if rooms and not _MOVED.search(text) else ():
        alone = [key for key in rooms if key[1] == found["room"]]
        block = context.document.block_at(found.start())
        if len(alone) == 1 and block.cell is None:
            rooms[alone[0]].setdefault(found["number"], Span(*found.span("value")))
    for (_, room), floors in rooms.items():
        if len(floors) == 2:
            one, other = floors.values()
            yield f"「{room}」の階", one, other


def other_ages(context: Context) -> Iterator[Pair]:
    """「対象は、65歳以上の方です」 and a row 「対象　60歳以上の市民」."""
    document = context.document
    text = document.folded
    said: list[tuple[str, str, Span]] = []
    for field in fields_of(context):
        if _AUDIENCE.match(field.name):
            ages = list(_AGES.finditer(text, field.value.start, field.value.end))
            words = field.value.cut(text)
            if len(ages) != 1 or _MIXED.search(words):
                return
            said.append((ages[0]["number"], ages[0]["way"], Span(*ages[0].span())))
    if len(said) == 1:
        title = document.blocks[0].span
        ages = list(_AGES.finditer(text, title.start, title.end))
        if len(ages) == 1 and text[title.start : ages[0].start()].endswith(("（", "(", "対象：")):
            said.append((ages[0]["number"], ages[0]["way"], Span(*ages[0].span())))
    for found in _AUDIENT.finditer(text):
        stop = text.find("。", found.end())
        end = stop if stop >= 0 else document.block_at(found.start()).span.end
        ages = list(_AGES.finditer(text, found.end(), end))
        if len(ages) != 1 or _MIXED_TOO.search(text[found.end() : end]):
            return
        said.append((ages[0]["number"], ages[0]["way"], Span(*ages[0].span())))
    if len(said) != 2 or said[0][2].overlaps(said[1][2]):
        return
    if said[0][1] == said[1][1] and said[0][0] != said[1][0]:
        yield "「対象」の年齢", said[0][2], said[1][2]
