"""One key, two values: 「1人3冊まで」 and 「1人5冊まで」, 「市役所3階 大会議室」 and 「市役所2階 大会議室」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, islice
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import Field, fields_of
from checker.detectors.statements import PART, clause_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

MOST = 40
"""Places of one kind from which a draft is a list of them."""


class Said(NamedTuple):
    """What a place says: of what, under which key, which value."""

    name: str
    key: object
    value: object
    span: Span


_CAP = Scan(
    r"(?<![0-9])1(?P<each>人|世帯|団体|家族|組|社|グループ)(?:につき|当たり|あたり)?(?:は|、|[ 　])?"
    r"(?P<value>(?P<number>[0-9]{1,3})(?P<unit>冊|点|枚|個|本|袋|口|区画|台|作品|セット|か所))(?=まで|以内|を限度)"
)
_OTHER_CAP = regex(
    "雑誌|CD|DVD|視聴覚|紙芝居|絵本|漫画|新刊|図書|電子|追加|2回目|年度|年に|1日|1回|月に|毎|各|ほか|別|また"
)
_TOO_FEW = ("に満たな", "未満", "を下回", "に達しな")
_FOR = ("を対象に", "が対象です", "が対象にな", "が対象とな", "対象の", "向けの")
_SAME_CAP = regex(
    "方$|方法|しかた|仕方|概要|内容|条件|枚数|冊数|点数|個数|数$|注意|決まり|買|申し?込|購入"
)
_LEAST = Scan(
    (
        r"(?P<least>(?<![0-9,])[0-9]{1,3}(?:人|名)以上)(?:で(?:構成|組織|活動|作る)|から(?:成る|なる)|の、?(?:市内の)?(?:団体|グループ|サークル)|が参加)",
        r"(?:人数|申し?込み?|希望者?|参加者?)[^。、\n0-9]{0,12}?(?P<few>(?<![0-9,])[0-9]{1,3}(?:人|名))(?:に満たな|未満|を下回|に達しな)",
    )
)
_FLOOR = Scan(
    r"(?P<house>市役所|町役場|村役場|役場|[一-龠ァ-ヶー]{2,12}(?:館|センター|プラザ|庁舎|支所|ビル))[ 　の]?(?:本庁舎?|本館)?[ 　の]?"
    r"(?P<value>(?P<number>[0-9]{1,2})階)[ 　の「]{0,2}(?P<room>[一-龠ァ-ヶーA-Z0-9・]{2,14}(?:室|ホール|課|係|[0-9]番窓口))"
)
_ANY_ROOM = frozenset(
    listed(
        """会議室 相談室 研修室 和室 多目的室 事務室 談話室 応接室 更衣室 調理室 展示室 学習室 講義室
        待合室"""
    )
)
_CODE = Scan(
    r"〒?[ 　]?(?<![0-9-])(?P<value>(?P<number>[0-9]{3}-[0-9]{4}))(?![0-9-])[ 　、]{0,2}(?P<place>[^\s0-9、。（）()「」]{2,14}[0-9][0-9丁目番地号-]{0,14})"
)
_LOT = Scan(
    r"(?P<house>[一-龠ァ-ヶー々]{2,14}(?:館|センター|プラザ|支所|公園|学校|園|所|ホール|体育館))[（(](?:〒?[0-9]{3}-[0-9]{4}[ 　]?)?"
    r"(?P<value>(?P<town>[^（）()0-9、。\s]{2,14})(?P<number>[0-9]{1,4}(?:丁目|番地?|号|-|の)[^（）()、。\s]{0,14}))[)）、]"
)
_DIGITS = regex("[0-9]+")
_DESK = Scan(
    r"(?P<value>[一-龠ァ-ヶーぁ-ん]{3,10}[課室])[ 　]?(?P<desk>[一-龠ァ-ヶーぁ-ん]{2,8}係)(?![一-龠])"
)
_ANY_DESK = regex(
    "庶務|総務|管理|企画|業務|計画|調整|事業|指導|相談|窓口|経理|施設|整備|推進|支援|担当"
)
_SHARED = 2
"""Code points with which two departments begin alike whose desk has one name."""
_WEEKLY = Scan(
    r"(?P<name>休館日|定休日|閉館日|休業日|休園日|休診日|休場日|休所日)は、?(?:毎週)?(?P<value>(?P<number>[月火水木金土日](?:[・、と][月火水木金土日]){0,2})曜日?)"
)
_WEEKDAYS = regex(
    "(?P<value>[月火水木金土日](?:曜日?)?(?:[・、と][月火水木金土日](?:曜日?)?){0,2})"
)
_SHARE = Scan(
    r"(?:費用|経費|額|代金|代|工事費|購入費|料金?)の(?P<value>(?P<number>[0-9]{1,2}分の[0-9]{1,2}))(?:を|まで)?、?(?:限度に)?(?:補助|助成|支給|負担し)"
)
_SHARE_NAME = regex("^(?:補助|助成|交付)の?(?:率|割合)$")
_FRACTION = regex("[0-9]{1,2}分の[0-9]{1,2}")
_TARGET = Scan(
    r"(?P<value>(?:小学(?:校)?|中学(?:校)?|高校)?[0-9](?:年生?)?(?:から|[〜～~-])(?:小学(?:校)?|中学(?:校)?|高校)?[0-9]年生?(?:まで)?|[0-9]{1,3}歳(?:以上|未満|以下|まで))の?[^。、\n0-9]{0,12}?(?:を対象に|が対象です|が対象になり|が対象となり|対象の|向けの)"
)
_RANGE = regex(
    r"(?P<school>小学|中学|高校)(?:校)?(?P<from>[0-9])(?:年生?)?(?:から|[〜～~-])(?:小学|中学|高校)?(?:校)?(?P<to>[0-9])年|(?P<age>[0-9]{1,3})歳(?P<side>以上|未満|以下|まで)"
)
_TARGET_NAME = regex("^(?:対象|対象者|参加対象|対象年齢|対象となる方|対象学年)$")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_CAP, _LEAST, _FLOOR, _CODE, _LOT, _DESK, _WEEKLY, _SHARE, _TARGET)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, where one key has exactly two values.

    Silent in a clause that names a part of the whole, within one line, and where a value
    comes at every place.
    """
    by_key: defaultdict[tuple[str, object], list[Said]] = defaultdict(list)
    for find in _READERS:
        for said in find(context):
            by_key[said.name, said.key].append(said)
    document = context.document
    for (name, _), found in by_key.items():
        if len({said.value for said in found}) != 2:
            continue
        first = found[0]
        other = next(said for said in found if said.value != first.value)
        blocks = [document.block_at(said.span.start) for said in (first, other)]
        if blocks[0] is blocks[1] or any(block.quoted for block in blocks):
            continue
        yield from _both(name, first.span, other.span, context)


def _both(name: str, one: Span, other: Span, context: Context) -> Iterator[Match]:
    here, there = sorted((one, other))
    for span, of in ((here, there), (there, here)):
        shown = of.cut(context.document.text)
        related = (Related(of, f"ここでは「{shown}」です"),)
        yield Match(span, {"name": name, "other": shown}, related=related)


def _clause(context: Context, span: Span) -> str:
    return clause_of(context, context.document.block_at(span.start), span)


# --- limits ---------------------------------------------------------------------------


def _caps(context: Context) -> Iterator[Said]:
    """「1人3冊まで」; a topic in front of it makes it a limit of that thing only."""
    text = context.document.folded
    if text.count("まで") + text.count("以内") + text.count("限度") < 2:
        return
    found = list(islice(_CAP.finditer(text), MOST))
    if len(found) < 2:
        return
    for one in found:
        span = Span(*one.span("value"))
        clause = _clause(context, span)
        if PART.search(clause.replace("1人", "")) or _OTHER_CAP.search(clause):
            continue
        above = _heading(context, span)
        if above and not _SAME_CAP.search(above):
            continue
        key = (one["each"], one["unit"])
        yield Said("1" + one["each"] + "の上限", key, one["number"], span)


def _heading(context: Context, span: Span) -> str:
    """The words of the heading above a place; "" for that of the whole draft."""
    document = context.document
    above = [b for b in document.of_kind(BlockKind.HEADING) if b.span.end <= span.start]
    first = above[-1:] == above
    return "" if first else above[-1].span.cut(document.folded)


def _leasts(context: Context) -> Iterator[Said]:
    """「10人以上の団体」 and 「15人に満たないとき」."""
    told: dict[str, list[tuple[int, Span]]] = {"least": [], "few": []}
    if not any(word in context.document.folded for word in _TOO_FEW):
        return
    for one in islice(_LEAST.finditer(context.document.folded), MOST):
        least = "least" if one.groupdict().get("least") else "few"
        span = Span(*one.span(least))
        told[least].append((int("".join(_DIGITS.findall(span.cut(context.document.folded)))), span))
    if len(told["least"]) == 1 and any(few > told["least"][0][0] for few, _ in told["few"]):
        for number, span in (*told["least"], *told["few"]):
            yield Said("人数の下限", "", number, span)


# --- where -----------------------------------------------------------------------------


def _floors(context: Context) -> Iterator[Said]:
    if context.document.folded.count("階") < 2:
        return
    for one in islice(_FLOOR.finditer(context.document.folded), MOST):
        if one["room"] not in _ANY_ROOM:
            span = Span(one.start(), one.end("room"))
            yield Said(f"「{one['room']}」の階", (one["house"], one["room"]), one["number"], span)


def _codes(context: Context) -> Iterator[Said]:
    if context.document.folded.count("〒") < 2:
        return
    for one in islice(_CODE.finditer(context.document.folded), MOST):
        yield Said("郵便番号", one["place"], one["number"], Span(*one.span("value")))


def _lots(context: Context) -> Iterator[Said]:
    if context.document.folded.count("番") + context.document.folded.count("丁目") < 2:
        return
    for one in islice(_LOT.finditer(context.document.folded), MOST):
        digits = tuple(_DIGITS.findall(one["number"]))
        key = (one["house"], one["town"][-2:], len(digits))
        yield Said(f"「{one['house']}」の所在地", key, digits, Span(*one.span("value")))


def _desks(context: Context) -> Iterator[Said]:
    """「こども政策課 手当係」 and 「こども支援課 手当係」."""
    found: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    if context.document.folded.count("係") < 2:
        return
    for one in islice(_DESK.finditer(context.document.folded), MOST):
        if not _ANY_DESK.search(one["desk"]):
            found[one["desk"]].setdefault(one["value"], Span(*one.span("value")))
    for desk, names in found.items():
        for first, second in combinations(names, 2):
            if first[:_SHARED] == second[:_SHARED] and first[-1] == second[-1]:
                for name in (first, second):
                    yield Said(f"「{desk}」の課", desk, name, names[name])


# --- a field and a sentence ---------------------------------------------------------------


def _only_field(context: Context, fits: Callable[[str], object]) -> Field | None:
    found = [field for field in fields_of(context) if fits(field.name)]
    return found[0] if len(found) == 1 else None


def _weekly(context: Context) -> Iterator[Said]:
    """「休館日は月曜日です」 in a sentence, 「休館日：火曜日」 in a field."""
    text = context.document.folded
    told = list(islice(_WEEKLY.finditer(text), 4))
    names = {one["name"] for one in told}
    if not told or len(names) != 1:
        return
    name = next(iter(names))
    field = _only_field(context, lambda found: found == name)
    if field is None or PART.search(field.value.cut(text)):
        return
    days = _WEEKDAYS.search(text, field.value.start, field.value.end)
    if days is None or "第" in field.value.cut(text):
        return
    listed = set(days["value"]) & set("月火水木金土") | (
        {"日"} if days["value"][0] == "日" else set()
    )
    for one in told:
        span = Span(*one.span("value"))
        if field.value.contains(span) or _OTHER_HOUSE.search(_clause(context, span)):
            return
        if not listed & set(one["number"]):
            yield Said(name, "", "sentence", span)
            yield Said(name, "", "field", Span(*days.span("value")))


_OTHER_HOUSE = regex("分館|分室|北|南|東|西|別館|[0-9]月|期間|夏|冬|これまで|から")


def _shares(context: Context) -> Iterator[Said]:
    """「補助率：2分の1」 in a field, 「費用の3分の1を補助します」 in a sentence."""
    text = context.document.folded
    told = list(islice(_SHARE.finditer(text), 4))
    if len(told) != 1:
        return
    field = _only_field(context, _SHARE_NAME.search)
    span = Span(*told[0].span("value"))
    if field is None or field.value.contains(span) or PART.search(_clause(context, span)):
        return
    shares = list(_FRACTION.finditer(text, field.value.start, field.value.end))
    if len(shares) == 1:
        yield Said("補助の割合", "", told[0]["number"], span)
        yield Said("補助の割合", "", shares[0].group(), Span(*shares[0].span()))


def _targets(context: Context) -> Iterator[Said]:
    """「小学3年生から6年生までを対象に」 in the lead, 「対象：小学4年生から6年生まで」 in a field."""
    text = context.document.folded
    if not any(word in text for word in _FOR):
        return
    told = list(islice(_TARGET.finditer(text), 4))
    if len(told) != 1:
        return
    field = _only_field(context, _TARGET_NAME.search)
    span = Span(*told[0].span("value"))
    if field is None or field.value.contains(span) or field.value.start < span.start:
        return
    block = context.document.block_at(span.start)
    if block.kind is not BlockKind.PARAGRAPH or block.quoted:
        return
    ranges = list(_RANGE.finditer(text, field.value.start, field.value.end))
    said = _RANGE.search(text, span.start, span.end)
    if len(ranges) != 1 or said is None or said["school"] != ranges[0]["school"]:
        return
    if said["side"] != ranges[0]["side"]:
        return
    for one in (said, ranges[0]):
        yield Said("対象", "", (one["from"], one["to"], one["age"]), Span(*one.span()))


_READERS = (_caps, _leasts, _floors, _codes, _lots, _desks, _weekly, _shares, _targets)
