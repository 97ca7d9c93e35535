"""One thing with two numbers, whatever the thing: 「貸出期間は14日間」 and 「貸出期間の10日を過ぎた本」.

A number has the role that the noun in front of it, its label or its row gives it, what it counts,
and for each of what. Two places with one role and two numbers cannot both be right, unless a word
says that one is of a part. A limit said once (1回2時間まで) and a deadline that is spoken of again
(20日以内に届け出がなかったとき) need no noun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options, told_twice
from checker.detectors.fields import fields_of
from checker.detectors.quantities import Quantity, quantities_of
from checker.detectors.reached import REACHED, room_and_limit
from checker.detectors.same_place import FLOORS, other_ages, other_floors
from checker.detectors.statements import PART, field_at, several_articles, several_things
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

FRONT = 44
"""Code points of a sentence in front of a number."""

_DIGITS = Scan(
    "[0-9](?:人|名|回|枚|冊|個|本|台|日|点|件|か月|週間|年|時間|分|円|歳|組|区画|世帯|団体|問|口|袋)"
)
_ROLE = regex(
    r"(?P<before>(?:^|.)??)(?P<noun>[一-龠々ァ-ヶー]{2,10}|貸し出し(?:期間)?|申し込み)(?:[（(][^（）()0-9]{1,12}[)）])?"
    r"(?:は|が|も|：|:|[ 　\n]|の|で|に|を|、|[（(]){0,3}(?:お?(?:1|一)(?:人|世帯|回|件|枚|点|か所|区画|台|組|口)(?:様)?(?:につき|当たり|あたり|は|に)?、?|全部で|税込み?で?、?|先着(?:順で)?、?|計)?[ 　]?\Z"
)
_TAIL = regex("(?:人数|件数|台数|点数|冊数|枚数|人員|金額|期間|定員|総数|数|額)$")
_NO_ROLE = regex(
    "^(?:(?:改定|改正|変更|値上げ|見直し|引き上げ)[前後]|現行|現在|新料金|旧料金|料金|費用|時間|場合|合計|総額|全体|市内|町内|対象|期間|令和|平成|昭和|昨年|前年|前回|今回|去年|平均|最大|最低|最高|午前|午後|電話|内線|番号|毎月|毎年|毎日|毎週|毎回|以上|以下|未満|以内|翌日|当日|前日|今年度?|昨年度|前年度|来年度?|本年度|年度|初年度|開催|実施|午前中|週間|年間|月間|一部|残り|通常|平日|土日|休日|休憩|会場|金額|件数|人数|数量|内容|方法|個人|団体|家族|世帯|大人|小人|子|中学生|小学生|高校生|一般|学生|市民|市外|参加|利用|使用|購入|支払|場所|徒歩|バス|車|駅|地区|地域|各地区|全国|県内|満|約|計|事業|工事|作業|申請|申込|提出|返却|更新|交付|支給|提供|開始|終了|改定|変更|増加|減少|必要|可能|予定|発送|郵送|到着|受付|受け付け|申し込み|検査|調査|発行|出生|誕生|購入後|使用後|受診|相談|講座|教室|講習|定期|接種|納付|保険料|税|所得|収入|年収|年齢|生後|妊娠|妊婦|体重|身長|距離|高さ|幅|長さ|面積|重さ|水量|音量|震度|風速|気温|人口|世帯数|職員|児童|生徒|委員|会員|選手|講師|担当|スタッフ|ボランティア|チーム|コース|クラス|グループ|セット|ページ|センチ|メートル|キロ|グラム)$"
)
_PRICED = ("の料金", "の額", "の金額", "の値段", "の価格", "の代金")
_FREE_MODIFIER = regex(
    "(?:補助|助成|支給|今回|市|本市|この|講座|教室|大会|本|図書|利用|参加|申し込み)の$"
)
_LATER = regex(
    "昨年|前年|去年|前回|これまで|従来|改正前|変更前|変更後|現在は|旧|から[^。]{0,12}(?:に変|に引|へ)|より|約|平均|のべ|延べ|追加|別途|別に|臨時|特別|事情|延長|場合によ|合わせて|合計|うち|目標|実績|予備|予定数|見込|最大|上限なし|例えば|たとえば|例：|（例|学校など|団体は|ごとに|経過措置|当分"
)
_CAP = regex("(?:分)?[ 　]?(?:まで|以内|を?限度|を上限|を超え)")
_TOPIC = regex(
    r"(?P<topic>[ぁ-ん]{2,5}[代費料金]|[一-龠々ァ-ヶーA-Za-z]{2,10})(?:は|の場合|なら|：|:|　)"
)
_WITHIN = regex("以内")
_NOT_DONE = regex(
    "以内に?[^。、]{0,14}(?:なかった|しない|されない|出さない|行わない|届かない|納めない|ないと|なければ)"
)
_PASSED = regex("(?:間|以内)?(?:が|を)(?:過ぎ|超え|経過)")
_DUE = regex("期限|期間|届け?出|申請|提出|返却|貸し?出|貸出|請求|報告|納付")
_KANJI_PAIR = regex("(?=([一-龠]{2}))")
_SPACED = regex(r"(?:日|週間|か月)?(?:以上)?(?:の間隔)?を?(?:あけ|空け|おい)て")
_OVER = regex(r"(?:申し?込み?|応募|希望)(?:者)?(?:の?人数|数)?が、?\Z")
_EXCEEDS = regex("を?(?:超え|上回|に達し)")
_ROOM = regex(
    r"(?:^|[^の一-龠ァ-ヶー]|[はがで、。])(?:定員|募集定員|募集人数|先着)(?:は|：|:|[ 　\n]|が|で|、){0,3}(?:先着順?で?)?[ 　]?\Z"
)
_ROOMS = ("定員", "募集人数", "先着")
"""Of these words a room is named with one."""
_SEVERAL = 2
_CONTEXT = frozenset(("人", "組", "世帯", "団体", "件", "台", "区画", "家族"))


_OF_SOMETHING = frozenset(
    ("期間", "手数料", "料金", "回数", "人数", "費用", "代金", "件数", "額", "金額")
)
"""What is said of something: the thing itself is the role."""
_ASKED = regex("^[QAＱＡ問答][ 　.．：:、]")


_RECRUITED = regex(r"募集する[^。、0-9]{1,12}は\Z")
_OTHER_TOPIC = regex(r"[一-龠ァ-ヶー]{2,}(?<!当日)(?:は|では)")
_OF = regex(r"(?P<noun>[一-龠々ァ-ヶー]{2,8})の\Z")
_ONCE = regex(r"です|とします|に限")
_STEMS = regex(r"届|申請|提出|報告|返却|請求|納付|申込|申し込|手続")
_OTHER_KIND = regex(r"[23]回目から[34]回目|ほかの|他の|違う|生ワクチン|種類")

_ROW = regex(r"[ 　]*[^ 　：:。]+(?:[ 　]{2,}|　)[^ 　：:。]+(?:(?:[ 　]{2,}|　)[^ 　：:。]+)+")
"""「令和9年1月14日（木）　保健センター　40人」."""


class Said(NamedTuple):
    """A number, what it is, the sentence or line around it, and whether that is a row of columns."""

    name: str
    number: Decimal
    per: str
    span: Span
    sentence: Span
    block: Block
    row: bool = False


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_DIGITS, *FLOORS, REACHED, *told_twice.SCANS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match each of two places that give one thing two numbers."""
    told: set[int] = set()
    several = several_things(context)
    found = quantities_of(context)
    pairs = [
        *other_floors(context),
        *told_twice.other_places(context),
        *_deadlines(context, found),
        *_spaces(context, found),
        *(() if several else _roles(context, found)),
        *(() if several else _caps(context, found)),
        *(() if several else _rooms(context, found)),
        *(() if several else room_and_limit(context)),
        *(() if several else other_ages(context)),
    ]
    text = context.document.text
    if pairs and several_articles(context):
        return
    for name, one, other in pairs:
        if one.start in told or other.start in told:
            continue
        told |= {one.start, other.start}
        for here, there in ((one, other), (other, one)):
            shown = there.cut(text)
            related = (Related(there, f"ここでは「{shown}」です"),)
            yield Match(here, {"name": name, "other": shown}, related=related)


Pair = tuple[str, Span, Span]


def _said(context: Context, one: Quantity, name: str) -> Said:
    document = context.document
    text = document.folded
    block = document.block_at(one.span.start)
    line = block.span
    begin = max(line.start, text.rfind("。", line.start, one.span.start) + 1)
    stop = text.find("。", one.span.end, line.end)
    sentence = Span(begin, stop if stop >= 0 else line.end)
    row = _ROW.fullmatch(text, sentence.start, sentence.end) is not None
    return Said(name, one.number, one.per, one.span, sentence, block, row)


def _apart(one: Said, other: Said) -> bool:
    """Whether two places are not items of one list, cells of one table or of one sentence."""
    if one.sentence == other.sentence:
        return False
    if one.block.kind is other.block.kind is BlockKind.LIST_ITEM:
        return False
    return not (one.row and other.row) and (one.block.cell is None or other.block.cell is None)


def _two(name: str, said: Sequence[Said]) -> Iterator[Pair]:
    """The pair of places with two numbers; nothing where there are more numbers than two."""
    numbers = {one.number for one in said}
    if len(numbers) != 2 or len(said) > 5:
        return
    for one, other in pairwise(said):
        if one.number != other.number:
            if _apart(one, other) and (one.per == other.per or not (one.per and other.per)):
                yield name, one.span, other.span
            return


# --- by the noun in front ------------------------------------------------------------------


def _roles(context: Context, found: Sequence[Quantity]) -> Iterator[Pair]:
    document = context.document
    text = document.folded
    fields = fields_of(context)
    groups: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    barred: set[tuple[str, str]] = set()
    numbers: defaultdict[str, set[Decimal]] = defaultdict(set)
    for one in found:
        numbers[one.unit].add(one.number)
    for one in found:
        # Of the 1 in 1人 and of what has one number in the draft nothing can differ.
        if one.number <= 1 or len(numbers[one.unit] - {1}) < _SEVERAL:
            continue
        if not (one.exact or text.startswith(("まで", "以内", "以上"), one.span.end)):
            continue
        said = _said(context, one, "")
        if said.block.quoted or said.block.kind in (BlockKind.ALT, BlockKind.ADDRESS):
            continue
        begin = max(said.sentence.start, one.span.start - FRONT)
        front = text[begin : one.span.start]
        role = _ROLE.search(front)
        field = field_at(fields, one.span.start)
        name, modifier = "", ""
        if _RECRUITED.search(front):
            name = "募集"
        elif role is not None:
            name = role["noun"]
            head = front[: role.start("noun")]
            if head and head[-1] == "の":
                modifier = head[-12:]
            elif head and head[-1] not in "、。：:（( 　「・にはがで\n":
                continue
        elif field is not None and not any(
            c.isdecimal() for c in text[field.value.start : one.span.start].replace("1人", "")
        ):
            name = field.name
        if field is not None and role is None and len(front.strip()) > 8:
            continue
        if role is not None and _OTHER_TOPIC.search(front[: role.start("noun")]):
            continue  # another topic
        name = _canonical(name)
        of = _OF.search(modifier)
        if of is not None and name in _OF_SOMETHING:
            name, modifier = of["noun"], ""
        if len(name) < 2 or _NO_ROLE.match(name):
            continue
        if text.startswith(_PRICED, one.span.end):
            continue  # 「回数券（11回分）は、10回分の料金です」
        clause = text[max(begin, one.span.start - 24) : min(said.sentence.end, one.span.end + 12)]
        key = (name, one.unit)
        if modifier and not _FREE_MODIFIER.search(modifier):
            barred.add(key)
            continue
        plain = clause.replace("1人", "").replace(role["noun"] if role is not None else name, "")
        if _part(plain.replace("超え", "")) or _LATER.search(clause):
            barred.add(key)
            continue
        groups[key].append(said._replace(name=name))
    for key, said_ in groups.items():
        if key not in barred and len(said_) > 1:
            yield from _two(f"「{key[0]}」", said_)


def _part(words: str) -> bool:
    """Whether a word says that something is of a part, or about so."""
    return PART.search(words.replace("予約", "").replace("上限", "")) is not None


def _canonical(name: str) -> str:
    return _TAIL.sub("", name) or name


# --- limits --------------------------------------------------------------------------------


def _caps(context: Context, found: Sequence[Quantity]) -> Iterator[Pair]:
    """「1回につき2時間まで」 and 「1回3時間まで」; silent where topics tell two things apart."""
    text = context.document.folded
    groups: defaultdict[tuple[str, str], list[tuple[Said, str]]] = defaultdict(list)
    for one in found:
        if not one.per or (one.per in ("日", "時間") and one.unit == "円"):
            continue
        cap = _CAP.match(text, one.span.end)
        if cap is None and one.unit != "円":
            once = one.unit == "回" and _ONCE.match(text, one.span.end)
            if not once:
                continue
        said = _said(context, one, "")
        sentence = _ASKED.sub("", said.sentence.cut(text))
        if said.block.quoted or (said.block.cell is not None and one.unit == "円"):
            continue
        # What stands in brackets behind it is said of others: 1回300円（小学生以下は無料）.
        sentence = _FREE_OTHERS.sub("", sentence)
        topic = _TOPIC.search(sentence)
        if _part(sentence.replace("1人", "")) or _LATER.search(sentence.replace("予約", "")):
            groups[one.unit, one.per].append((said, "?"))
            continue
        groups[one.unit, one.per].append((said, topic["topic"] if topic is not None else ""))
    for (unit, per), said_ in groups.items():
        topics = {_canonical(topic) for _, topic in said_}
        if "?" in topics or len(said_) < 2:
            continue
        named = topics - {"", "注意", "期間", "時間"}
        if len(named) > 1 and not _same_topic(named):
            continue
        if unit == "円" and _BUNDLE.search(text):
            continue  # one of several that are sold together is cheaper
        if unit == "円" and any(len(s.sentence) > 34 for s, t in said_ if not t):
            continue
        yield from _two(
            f"1{per}当たりの数" if per not in "月週年" else f"{per}の数", [s for s, _ in said_]
        )


_BUNDLE = regex("回数券|つづり|綴り|(?:[2-9]|1[0-9])回券")
_FREE_OTHERS = regex("[（(][^（()）0-9]*無料[^（()）0-9]*[)）]")
_TOPICS = (
    frozenset(("給付", "支給", "金額", "給付金", "支給金")),
    frozenset(("申請", "応募", "申し込み", "利用", "予約")),
    frozenset(("本", "借りられる本", "図書")),
)


def _same_topic(named: set[str]) -> bool:
    return any(named <= group for group in _TOPICS)


# --- capacity --------------------------------------------------------------------------------


def _rooms(context: Context, found: Sequence[Quantity]) -> Iterator[Pair]:
    """「定員は30人です」 and 「申し込みが20人を超えたとき」, 「先着100件」 and 「先着120件」."""
    text = context.document.folded
    if not any(word in text for word in _ROOMS):
        return
    rooms: defaultdict[str, list[Said]] = defaultdict(list)
    overs: defaultdict[str, list[Said]] = defaultdict(list)
    for one in found:
        if one.unit not in _CONTEXT or one.per or one.number < 2:
            continue
        said = _said(context, one, "定員")
        front = text[max(said.sentence.start, one.span.start - 16) : one.span.start]
        sentence = said.sentence.cut(text)
        if _ROOM.search(front):
            if _part(sentence.replace("場合", "").replace("とき", "")) or _LATER.search(
                sentence.replace("予約", "")
            ):
                return
            rooms[one.unit].append(said)
        elif (
            _OVER.search(front)
            and not any(o is not one and o.number == one.number for o in found)
            and _EXCEEDS.match(text, one.span.end)
        ):
            overs[one.unit].append(said)
    for unit, said_ in rooms.items():
        if len({one.number for one in said_}) == 1 and len(said_) <= 2:
            yield from _two("定員", [said_[0], *overs.get(unit, ())])
        elif len(said_) == 2:
            yield from _two("定員", said_)


# --- a deadline spoken of again --------------------------------------------------------------


def _deadlines(context: Context, found: Sequence[Quantity]) -> Iterator[Pair]:
    """「14日以内に届け出てください」, and 「届け出が20日以内になかった場合」 or 「20日を過ぎると」."""
    text = context.document.folded
    told: defaultdict[str, list[Said]] = defaultdict(list)
    again: defaultdict[str, list[Said]] = defaultdict(list)
    for one in found:
        if one.unit not in ("日", "週", "月") or one.per:
            continue
        if _NOT_DONE.match(text, one.span.end) or _PASSED.match(text, one.span.end):
            again[one.unit].append(_said(context, one, ""))
        elif _WITHIN.match(text, one.span.end):
            told[one.unit].append(_said(context, one, ""))
    for unit, later in again.items():
        first = told.get(unit, [])
        if len({one.number for one in first}) != 1 or len({one.number for one in later}) != 1:
            continue
        due, passed = first[0], later[0]
        if due.number == passed.number or due.sentence == passed.sentence:
            continue
        sentences = due.sentence.cut(text), passed.sentence.cut(text)
        if _DUE.search(sentences[1]) is None or _LATER.search(sentences[1]):
            continue
        words = [set(_KANJI_PAIR.findall(sentence)) for sentence in sentences]
        stems = [set(_STEMS.findall(sentence)) for sentence in sentences]
        shared = stems[0] & stems[1] or words[0] & words[1] - {"場合", "以内"}
        if shared or "期限" in sentences[1]:
            yield "期限までの日数", due.span, passed.span


def _spaces(context: Context, found: Sequence[Quantity]) -> Iterator[Pair]:
    """「27日以上あけて」 and 「20日以上あけて」."""
    text = context.document.folded
    said: list[Said] = []
    for one in found:
        if _SPACED.match(text, one.span.end) and one.unit in ("日", "週", "月", "年"):
            said.append(_said(context, one, ""))
            if one.unit != "日":
                return
    sentences = " ".join(one.sentence.cut(text) for one in said)
    if len(said) == 2 and not _OTHER_KIND.search(sentences):
        yield from _two("間隔", said)
