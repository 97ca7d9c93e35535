"""Where to go, told twice and otherwise: another floor, wing, office, park or part of a town.

The first place is under a name (会場, 提出先, 住所) or in the title. The other one comes once, in a
sentence that sends people there, or says that they cannot go there.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import Field, fields_of
from checker.detectors.statements import several_things
from checker.document.model import Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

Pair = tuple[str, Span, Span]
"""What it is, and the two places."""

_VENUE = frozenset(
    (
        "会場",
        "場所",
        "開催場所",
        "ところ",
        "ばしょ",
        "どこ",
        "どこで",
        "開催会場",
        "受付場所",
        "集合場所",
        "窓口",
        "会場・場所",
    )
)
_COME = "(?:お?上が|あが|お越し|来て|きて|来る|おいで|お?進み|進んで|お集まり|集まって|行って|いらして|お?入り|持って(?:来|き)|必ず本人)"
_READING = r"(?:[（(]かい[)）])?[ 　]?"
_GO_UP = Scan(
    rf"(?P<place>(?P<floor>[1-9][0-9]?)(?:階|かい){_READING})(?:[にへ]|まで)、?[ 　]?(?:直接|そのまま)?、?[ 　]?{_COME}"
    rf"|(?P<place2>(?P<floor2>[1-9][0-9]?)(?:階|かい){_READING})の?[ 　]?(?P<room>会議室|会場|教室|窓口|ホール|研修室|会場の受付)(?:[（(][ぁ-ん]{{2,8}}[)）])?[ 　]?(?:に|へ)は?、?[^。\n]{{0,28}}?{_COME}"
)
_FLOOR = regex(
    r"(?P<house>[一-龠ァ-ヶー]{0,10})[ 　]?の?(?P<place>(?P<floor>[1-9][0-9]?)(?:階|かい))"
)
_STATED = regex(
    r"(?:場所|会場|窓口|ばしょ|ところ|どこで)(?:[（(][ぁ-ん]{2,8}[)）])?(?:は、?|：|:|[ 　\n])[^。\n0-9]{0,30}?(?P<place>(?P<floor>[1-9][0-9]?)(?:階|かい))"
)
_OTHER_HOUSE = regex(
    "(?:館|センター|庁舎|プラザ|ビル|支所|役場|図書|受付後|その後|次に|隣|別の|駐車|から)"
)
_OTHER_TIME = regex(
    "場合|とき|雨|変更|変わ|移|昨年|前回|これまで|または|又は|午後の部|2日目|以外|ただし|車いす|閉ま(?:る|った)(?:後|とき)"
)

_WING = "(?:東|西|南|北|本|新|別)(?:館|庁舎|棟)"
_TO_WING = Scan(
    rf"(?<![一-龠])(?:市役所の?)?(?P<wing>{_WING})(?:[1-9]階)?(?:へは|へ(?:お越し|おいで|行く|行き|お入り|来て)|に(?:お越し|おいで|お集まり|来て)|の(?:入り?口|玄関)(?:から|へ|に))"
)
_ANY_WING = regex(rf"(?<![一-龠])(?:市役所の?)?(?P<wing>{_WING})|市役所(?P<wing2>{_WING})")

_OFFICE = r"(?:子育て|こども|子ども|くらし|まちづくり|みどり|いきいき|すこやか)?[一-龠ァ-ヶー]{1,10}(?:課|局|支所|出張所)"
_HAND_IN = Scan(
    (
        rf"(?P<office>{_OFFICE})(?:の?窓口)?(?:へ|に)、?(?:直接|郵送で|持参か郵送で)?、?(?:お?出し|出して|提出|ご提出|お?持ち|持参|送って|お?送り)[^。\n]{{0,6}}ください",
        rf"(?P<office2>{_OFFICE})から、?(?:郵便で|郵送で|電話で|文書で|後日)?、?(?:お?知らせ|通知|ご?連絡|郵送|お?送り)(?:し|いた)",
        rf"(?:様式|用紙|申請書|申込書|推薦書)[^。\n]{{0,10}}[はが]、?(?P<office3>{_OFFICE})の窓口(?:と|や|、|・|で|に)",
    )
)
_TO_OFFICE = frozenset(
    (
        "提出先",
        "申込先",
        "申し込み先",
        "申請先",
        "届出先",
        "送付先",
        "応募先",
        "推薦書の提出先",
        "申請書の提出先",
        "書類の提出先",
        "提出・問い合わせ先",
    )
)
_HANDED = regex(
    rf"(?:申請書|申込書|書類|届|用紙)を、?[^。\n]{{0,24}}?(?P<office>{_OFFICE})(?:へ|に)、?(?:出して|お?出し|提出)"
)
_ANY_OFFICE = regex(_OFFICE)
_NOT_ALL = regex(
    "場合|方は|人は|とき|または|又は|ほか|別途|引き継|併せて|あわせて|写し|以外|ただし|それぞれ|納め|証明|各"
)

_KIND = "公園|緑地|広場|通り|大通り|橋|大橋|公民館|図書館|体育館|美術館|資料館|博物館|児童館|プール|霊園|墓地|団地|駐輪場|駐車場|歩道橋|トンネル|運動場|小学校|中学校|保育園|センター"
_BARRED = Scan(
    rf"(?P<name>(?:[一-龠ァ-ヶー]|さくら|みどり|もみじ|ひまわり|あおば|わかば){{1,8}}?(?P<kind>{_KIND}))(?:の[一-龠ァ-ヶーぁ-ん]{{1,8}})?(?:は|には|では|へは)、?[^。\n、]{{0,14}}?(?:入れません|通れません|通行できません|使えません|利用できません|ご利用いただけません|駐車場(?:は|が)ありません)"
)
_ABOUT = frozenset(
    (
        "路線",
        "場所",
        "会場",
        "工事場所",
        "工事箇所",
        "施工場所",
        "工事の場所",
        "対象",
        "施設",
        "路線名",
        "規制場所",
        "通行止めの場所",
        "休む施設",
        "休館する施設",
    )
)
_BESIDE = regex(
    "迂回|う回|代わり|隣|近く|周辺|ほか|併せて|同じく|なお、|も、|付近|最寄り|当日|試合|予備|臨時"
)
_TITLE_LINES = 2

_CHOME = Scan(
    r"(?P<town>[一-龠ヶァ-ヶーぁ-ん]{1,6}?)(?P<number>[0-9]{1,2})丁目の(?:新しい)?(?:建物|場所|新築|庁舎|施設|土地|[一-龠]{2,5}跡地?)(?:で|に|へ)"
)
_ADDRESS = frozenset(
    ("住所", "所在地", "移転先", "新しい住所", "新住所", "場所", "会場", "移転先の住所")
)
_TOWN = regex(r"(?P<town>[一-龠ヶァ-ヶー]{1,6}?)(?P<number>[0-9]{1,2})丁目")
_OLD = regex("これまで|旧|今の|現在の|元の|移転前")

_HOUSE_FLOOR = Scan(
    r"(?P<house>[一-龠ァ-ヶー]{2,12}(?:館|センター|プラザ|会館|ビル))の?(?P<place>(?P<floor>[1-9][0-9]?)階)(?=です|にあります|に移り|に移転|で開|[。）)、 　\n]|$)"
)
_BRANCH = "コミュニティセンター|市民センター|交流センター|福祉センター|地域センター|学習センター|公民館|小学校|中学校|体育館|図書館|支所|集会所|会館"
_MEET = Scan(
    rf"(?P<name>[一-龠ァ-ヶー]{{2,6}}?(?P<kind>{_BRANCH}))(?:[0-9]階)?の?[一-龠ァ-ヶー]{{0,8}}?(?:へ|に)、?(?:直接、?)?(?:お越し|おいで|来て|お集まり)"
)
_TITLED = regex(rf"(?:会場|場所)[：:][ 　]?(?P<name>[一-龠ァ-ヶー]{{2,10}}?(?:{_BRANCH}))")
_IS_THERE = regex("新しい|移転|住所|所在地|会場|場所|ところ")
_BEFORE = regex("これまで|旧|今の|現在の|受付|から|まで|昨年|変更|変わ")
_AREA = Scan(
    r"(?P<name>[一-龠]{1,5}?(?:町|丁目|台|丘))の(?:対象の|断水する|停電する|工事をする)(?:各戸|各世帯|世帯|お宅|家|方|皆さん|地域)"
)
_AREAS = frozenset(
    (
        "対象",
        "区域",
        "範囲",
        "断水区域",
        "対象地域",
        "対象区域",
        "断水の範囲",
        "断水する地域",
        "地域",
        "場所",
    )
)
_TOWN_NAME = regex("[一-龠]{1,5}?(?:町|台|丘)|[一-龠]{2,4}[0-9一二三四五]丁目")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_GO_UP, _TO_WING, _HAND_IN, _BARRED, _CHOME, _HOUSE_FLOOR, _AREA, _MEET)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match at each of two places that say otherwise where to go."""
    document = context.document
    pairs = [
        *_floors(context),
        *_wings(context),
        *_offices(context),
        *_barred(context),
        *_towns(context),
        *_houses(document),
        *_meeting(context),
        *_areas(context),
    ]
    for name, one, other in pairs:
        for here, there in ((one, other), (other, one)):
            shown = there.cut(document.text)
            related = (Related(there, f"ここでは「{shown}」です"),)
            yield Match(here, {"name": name, "other": shown}, related=related)


def _sentence(document: Document, span: Span) -> str:
    text = document.folded
    block = document.block_at(span.start)
    start = max(block.span.start, text.rfind("。", block.span.start, span.start) + 1)
    end = text.find("。", span.end, block.span.end)
    return text[start : end if end >= 0 else block.span.end]


def _only(context: Context, names: frozenset[str]) -> Field | None:
    """The one field of such a name."""
    found = [field for field in fields_of(context) if field.name in names]
    return found[0] if len({field.value for field in found}) == 1 else None


def _floors(context: Context) -> Iterator[Pair]:
    """「場所　市役所2階 市民課」, and 「階段で3階へお上がりください」."""
    document = context.document
    text = document.folded
    found = list(_GO_UP.finditer(text))
    if not found or several_things(context):
        return
    field = _only(context, _VENUE)
    places = (
        list(_FLOOR.finditer(text, field.value.start, field.value.end))
        if field
        else list(_STATED.finditer(text))
    )
    if len({one["floor"] for one in places}) != 1:
        return
    said = places[0]
    for one in found:
        floor = one["floor"] or one["floor2"]
        place = Span(*one.span("place" if one["floor"] else "place2"))
        head = _sentence(document, place).partition(one.group())[0]
        room = one["room"]
        where = field.value.cut(text) if field else _sentence(document, Span(*said.span("place")))
        if floor == said["floor"] or document.block_at(place.start).quoted:
            continue
        if room and room not in ("会場", "教室", "会場の受付") and room not in where:
            continue
        if _OTHER_HOUSE.search(head.rpartition("、")[2]) or _OTHER_TIME.search(
            _sentence(document, place)
        ):
            continue
        yield "行く階", Span(*said.span("place")), place


def _wings(context: Context) -> Iterator[Pair]:
    """「市役所西館1階」, and 「東館へは、渡り廊下からも行けます」."""
    document = context.document
    text = document.folded
    found = list(_TO_WING.finditer(text))
    if len(found) != 1 or several_things(context):
        return
    one = found[0]
    wing, place = one["wing"], Span(*one.span("wing"))
    wings = {
        (each["wing"] or each["wing2"]): each
        for each in _ANY_WING.finditer(text)
        if document.sentence_index_at(each.start()) != document.sentence_index_at(one.start())
    }
    if len(wings) == 1 and wing not in wings and not _OTHER_TIME.search(_sentence(document, place)):
        (other,) = wings.values()
        if wing[-1:] == (other["wing"] or other["wing2"])[-1:]:
            key = "wing" if other["wing"] else "wing2"
            yield "行く建物", Span(*other.span(key)), place


def _offices(context: Context) -> Iterator[Pair]:
    """「提出先　学務課」, and 「記入後は保育課へ出してください」."""
    document = context.document
    text = document.folded
    found = list(_HAND_IN.finditer(text))
    if not found:
        return
    named = {one.group() for one in _ANY_OFFICE.finditer(text)}
    if len(named) != _PAIR:
        return
    field = _only(context, _TO_OFFICE)
    handed = (
        _ANY_OFFICE.search(text, field.value.start, field.value.end)
        if field
        else _HANDED.search(text)
    )
    if handed is None:
        return
    office = handed.groupdict().get("office") or handed.group()
    there = Span(*(handed.span("office") if field is None else handed.span()))
    for one in found:
        key = next(key for key, words in one.groupdict().items() if words)
        place, other = Span(*one.span(key)), one[key]
        same = other in office or office in other
        if same or text.count(other) > 1 or place.overlaps(there):
            continue
        if _NOT_ALL.search(_sentence(document, place)) or document.block_at(place.start).quoted:
            continue
        yield "書類を出す所", there, place


_PAIR = 2


def _barred(context: Context) -> Iterator[Pair]:
    """「みどり台公園 遊具の更新工事」, and 「さくら台公園には入れません」."""
    document = context.document
    text = document.folded
    found = list(_BARRED.finditer(text))
    if len(found) != 1:
        return
    one = found[0]
    place, name, kind = Span(*one.span("name")), one["name"], one["kind"]
    if text.count(name) > 1 or _BESIDE.search(_sentence(document, place).replace(name, "")):
        return
    ends = [
        block.span for block in document.blocks[:_TITLE_LINES] if "。" not in block.span.cut(text)
    ]
    ends += [field.value for field in fields_of(context) if field.name in _ABOUT]
    told: dict[str, Span] = {}
    for line in ends:
        if line.start <= place.start < line.end:
            return
        for each in _NAMED_PLACE.finditer(text, line.start, line.end):
            whole = each["name"].removeprefix("通称")
            told.setdefault(whole, Span(each.end() - len(whole), each.end()))
    parking = "駐車場" in one.group() and kind != "駐車場"
    same = {
        other: span
        for other, span in told.items()
        if other.endswith(kind) or (parking and other[-1:] == kind[-1:])
    }
    if len(same) != 1:
        return
    ((other, span),) = same.items()
    stem = name.removesuffix(kind)
    if len(stem) < _PAIR or name in other or other in name or stem in other:
        return
    yield "場所の名", span, place


_NAMED_PLACE = regex(rf"(?P<name>[一-龠ァ-ヶーぁ-ん]{{1,12}}?(?:{_KIND}))(?![一-龠ァ-ヶー])")


def _towns(context: Context) -> Iterator[Pair]:
    """「藤見町2丁目の新しい建物で開館します」, and 「移転先：藤見町3丁目4番5号」."""
    document = context.document
    text = document.folded
    for one in _CHOME.finditer(text):
        place = Span(*one.span())
        if _OLD.search(_sentence(document, place).split("丁目")[0][-16:]):
            continue
        for field in fields_of(context):
            if field.name not in _ADDRESS or field.value.overlaps(place):
                continue
            other = _TOWN.search(text, field.value.start, field.value.end)
            if other is None or _OLD.search(
                text, document.block_at(other.start()).span.start, other.start()
            ):
                continue
            alike = one["town"].endswith(other["town"]) or other["town"].endswith(one["town"])
            if alike and one["number"] != other["number"]:
                here = Span(one.start("number"), one.end("number") + len("丁目"))
                yield "住所", here, Span(other.start("number"), other.end())
                return


def _houses(document: Document) -> Iterator[Pair]:
    """「新しい児童館は、総合センター2階です」, and 「新しい住所 川辺2-14 総合センター1階」."""
    houses: dict[str, dict[str, Span]] = {}
    for one in _HOUSE_FLOOR.finditer(document.folded):
        sentence = _sentence(document, Span(*one.span()))
        if _IS_THERE.search(sentence) and not _BEFORE.search(sentence):
            houses.setdefault(one["house"], {}).setdefault(one["floor"], Span(*one.span("place")))
    for house, floors in houses.items():
        if len(floors) == _PAIR:
            one_, other = floors.values()
            yield f"「{house}」の階", one_, other


def _areas(context: Context) -> Iterator[Pair]:
    """「対象　東町1～3丁目」, and 「西町の対象の各戸には」."""
    text = context.document.folded
    for one in _AREA.finditer(text):
        field = _only(context, _AREAS)
        if field is None or several_things(context):
            return
        said = field.value.cut(text)
        there = _TOWN_NAME.search(said)
        if there and one["name"] not in said and text.count(one["name"]) == 1:
            start = field.value.start + there.start()
            yield "対象の地域", Span(start, start + len(there.group())), Span(*one.span("name"))


def _meeting(context: Context) -> Iterator[Pair]:
    """「（会場：南部コミュニティセンター）」, and 「北部コミュニティセンターへお越しください」."""
    document = context.document
    text = document.folded
    found = list(_MEET.finditer(text))
    venues = {one["name"]: one for one in _TITLED.finditer(text)} if len(found) == 1 else {}
    if len(venues) != 1 or several_things(context):
        return
    one, ((venue, there),) = found[0], venues.items()
    name, place = one["name"], Span(*one.span("name"))
    if not venue.endswith(one["kind"]) or name in venue or venue in name:
        return
    if text.count(name) == 1 and not _OTHER_TIME.search(_sentence(document, place)):
        yield "会場", Span(*there.span("name")), place
