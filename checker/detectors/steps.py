"""What the days of a draft are for: the issue, an application, an event, a result …

A day has its role from the words in front of it and behind it in its sentence, from its label,
cell or column, from the letter of a city's paper (申), and from the heading above. Days that から
and まで or a comma join share those words.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from checker.annotations.shared import normal_form
from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.fields import fields_of
from checker.detectors.rough_days import day_of
from checker.detectors.statements import field_at
from checker.detectors.years import Source, years_of
from checker.document.model import Block, BlockKind
from checker.model import Span
from checker.regex import regex

_HEADING = BlockKind.HEADING
_SHORTHAND = BlockKind.SHORTHAND
_TITLE = BlockKind.TITLE

FRONT, BEHIND = 60, 90
"""Code points of a sentence that are read in front of a day, and behind it."""

_JOINED = regex(
    r"(?:[ 　、，・〜～~0-9:：（）()\-－–—]|午[前後]|時|分|半|正午|から|より|ごろ|頃|の|翌|と|及び|および|また|または|又は|若しくは|祝)*"
)
_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:[ 　]?[（(][^（）()\n]{1,12}[)）])?"
    r"(?:のいずれか[早遅]い[日方])?(?:必着)?(?:まで|必着|締め?切|〆切|当日消印|消印|以前)"
)
_FROM = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?[ 　]?(?:から|より|〜|～|~)(?!の?申)"
)
_LETTERS = "申締日受"
_LETTER = regex(rf"(?:^|(?<=[ 　。）)*]))(?P<letter>[{_LETTERS}])(?=[ 　：:])")
_APPLY_NAME = regex(
    "(?:申し?込み?|応募|エントリー|申請|募集|提出|届け?出|受け?付け?|予約)(?:み|受け?付け?|書類?|書の?提出)?の?(?:受付|受け付け)?の?(?:締め?切り?日?|〆切|期限|期間|期日|方法|しかた|仕方|日)?(?:日時?)?$"
    "|^(?:締め?切り?日?|〆切|申|締)(?:日時?)?$|申し?込み?[・と]"
)
_APPLY = regex(
    "申し?込|応募|エントリー|参加(?:を?希望|の?申)|申請|提出|持参|お持ち|予約|お寄せ|寄せて|郵送(?:し|して|で)|申出|申し出"
)
_APPLY_TOPIC = regex(
    r"(?:(?:申し?込み?|応募|申請|募集|予約|受け?付け?|ご?意見)(?:の?(?:受け?付け?|締め?切り?|提出|期限|期間|募集))?|締め?切り?)(?:は|も|を)、?[^。]{0,12}$"
)
_NOT_APPLY = regex(
    "質問|手話|託児|保育(?!所|園)|見学|説明会|キャンセル|取り?消|取り?下げ|変更|辞退|支払|納付|納め|入金|振り?込|活動は|任期|写真(?!を(?:貼|は|添|付|撮り)|[0-9])|感想|アンケート|閲覧|縦覧|貸し?出|展示|返却"
    "|請求|転入|転出|住民登録|更新|配慮|介助|車いす|車椅子|案内|結果|通知|実績|完了|報告|免除|弁当|通訳|次回|来年|昨年|前回|ました|旧|場合|とき|追加|2次|二次|再|領収|指定|相談|伺い|収集|治療|接種|受診|休館|休園|休業|休み"
)
_NOT_FIRST = regex(
    r"(?:[^。]{0,16}?まで(?:に|の間に)?)?、?[^、。]{0,12}?(?:工事(?!に?着手する?前|の?前|を始める前)|購入|契約|検査|調査|設置|完了|支払|交付を|卒業|修了)"
)
_ATTENDS = regex("出欠|(?:出席|参加)の?有無|(?:参加|出席)予定(?:者|人数)")
_AFTER = regex("実績|結果|変更|キャンセル|弁当")
_OFFICES = regex("[一-龠ァ-ヶー]+[課係室局所](?![一-龠])")
_REPORT = regex("実績報告|完了報告|(?:実績|完了|収支)の?報告|報告書(?:を|の提出)|報告の?期限")
_REPLY = regex("返信用封筒|同封の(?:封筒|はがき|葉書)|ご?返送|返信(?:して|はがき)|ご?返却")
_CHOSEN = regex(
    "(?:当選|合格|決定|採用|内定|選ば)(?:した|され|れた|とな)[^。、]{0,8}[方人者]は、?[^。]{0,16}$"
)
_WINNER = regex("(?:当選|合格|決定)(?:し|者|され)")
_PAID = regex("[^。]{0,16}?(?:納め|納付|支払|振り?込)")
"""By when those who were chosen pay: that is no day of a result."""
_LOT = regex(
    "抽選の?結果|当選|当落|落選|(?:参加|受講|利用|使用|出店|出展|入所|入会|入居|貸し?付け?|受け入れ|受入)の?可否|(?:受講|参加|利用|出店|入所|入居)(?:できる|していただける)(?:か|方)|(?:受講|参加|利用)決定"
)
_ASKED_BACK = regex(
    "(?:知らせ|連絡し?|返信し?|返送し?)[てく][^。]{0,4}ください|お知らせください|ご連絡ください|お寄せください"
)
"""What a reader is to tell: 「参加の可否をお知らせください」."""
_HIRE = regex("合否|合格|採否|採用の?(?:可否|結果|決定)|(?:選考|審査|試験|面接)の?結果")
_RESULT_NAME = regex(
    "^(?:結果|選考結果|審査結果|抽選結果|入選者?|当選者?|入賞者?|合格者?|受賞者?)の?(?:発表|通知|公表|連絡|お知らせ)(?:の?(?:日|時期|予定|予定日))?$"
    "|^(?:利用|参加|実施|開催)?(?:の?可否の?)?決定の?(?:連絡|通知|お知らせ)(?:日)?$|^抽選結果$|^審査結果$|^選考結果$"
)
_MADE_KNOWN = regex(
    r"(?:[ 　]*[（(][^（()）\n]{1,8}[)）])?に、?[^。\n]{0,20}?(?:サイト|ホームページ|掲示|広報|通知|本人|郵送)"
)
_TELL = regex("通知|発表|公表|お知らせ|連絡|郵送|知らせ|発送|掲示|届|送")
_SELECT = regex(
    r"(?:^|[^一-龠])(?P<name>(?:(?:第?[1-3一二三]次)?(?:選考)?(?:面接|試験|選考会?|審査会?|実技)(?:試験|審査|選考)?|公開抽選会?|抽選会?|オーディション))(?:の?(?:日|日時|日程|期日))?(?:は|を|：|:|　|が)、?[（(]?[^。、]{0,8}$"
)
_SELECT_BEHIND = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,24}?)?(?:に|(?<=時|分|半|午)から)、?[^。\n、]{0,28}?"
    r"(?P<name>(?:(?:第?[1一]次)?(?:面接|実技|筆記|選考|採用)(?:試験|審査|選考|会)?|(?:公開)?抽選会?|試験|選考|審査会?))を(?:行|実施|開)(?!った|いました|きました|し(?:た|ました))"
    r"|(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?に、?(?:公開)?(?:抽選|選考|審査)し(?:、|ます|て)"
)
_MAY_BE_SELECTED = regex("面接|試験|選考|審査|実技|抽選|オーディ")
_SELECT_NAME = regex(
    "[（(](?:面接|試験|実技)(?:試験)?[)）]$|^(?:(?:第?[1-3一二三]次)?(?:選考)?(?:面接|試験|選考|審査|抽選会?)(?:試験|審査|選考)?の?(?:日|日時|日程|期日)|(?:公開)?抽選会|面接(?:試験|選考)?|選考会|(?:第?[1一]次)試験)$"
)
_SELECT_HEADING = regex("^(?:公開)?(?:抽選会?|選考|面接|試験)(?:の?(?:日時?|日程|方法))?$")
_EVENT_NAME = regex(
    "^(?:開催|実施|開講|公演|講座|教室|大会|行事|イベント)?の?(?:日時|日程|日|期日|日にち|とき|年月日|会期|本番|当日)$|^いつ$|^出発日時?$|^と[ 　]{1,2}き$|^日[ 　]{1,3}時$"
)
_POLL = regex("^(?:投票日時?|投票の?期日|選挙期日|投票する日)$")
_POLL_SAID = regex("投票日(?:は|[：:　 （(、]){0,2}$|執行$")
_POLL_BEHIND = regex(r"[（(]?(?:が|に|は|の)?、?(?:投票日|投票を行|投票が行|に投票|執行)")
_MAY_BE_POLL = regex("投票|執行")
_ANNOUNCED = regex("(?:告示|公示)(?:日|の日)?(?:は|を|：|:|[ 　]|（|\\()*$")
_ANNOUNCED_BEHIND = regex("(?:に|が|は)?、?(?:告示|公示)(?!日の翌|後)")
_TERM_NAME = regex("^(?:任用|雇用|委嘱|採用|勤務)(?:の)?(?:予定)?(?:期間|日|開始日|予定日)$|^任期$")
_HELD = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,24}?)?(?:に|から)?、?[^。\n、]{0,24}?(?:開催し|開き|行い|実施し)ます"
)
_HELD_THING = regex("(?P<thing>[一-龠ァ-ヶーA-Za-z]{2,12})(?:は|を)、?$")
_SALE = regex("(?:販売|発売|前売り?券?|チケット)[^。]{0,12}$")
_SOLD_UNTIL = regex(
    r"[^。\n]{0,24}?(?:販売|発売|配布|配り|お配り|お渡し|引き?換え)(?:し?ます|して|です|[ 　]|$)|$"
)
_TICKET = regex("チケット|前売|入場券|観覧券|鑑賞券|(?:入場)?整理券|座席券")
_OTHER_TICKET = regex("次回|別の|次の|当日券|シーズン|年間|払い?戻|返金|引き?換え後|キャンセル")
_SALE_BEHIND = regex(
    r"[^。\n]{0,24}?(?:窓口で|にて|で)?[^。\n]{0,12}?(?:販売|発売)(?:します|を?始め|を?開始|$)"
)
_HANDED = regex(
    r"(?P<name>選挙公報|(?:投票所)?入場(?:整理)?券|受験票|受講(?:票|証|決定通知)|参加(?:証|票|決定通知|案内)|整理券|招待状|案内(?:はがき|状)|当選(?:はがき|通知))(?:は|を)[^。]{0,24}$"
)
_MAY_BE_HANDED = regex("券|票|証|通知|案内|公報|招待状|はがき")
_HANDED_BEHIND = regex(
    r"[^。\n]{0,24}?(?:配り|配布|配達|届|郵送|発送|送り|お送り|投函|送付)[^。\n]{0,8}?(?:ます|です|$)"
)
_SENT = regex("発送|郵送し|送付し|送りました|送った|投函|郵便局|持ち?込み|配布し|配りました|印刷")
_CALLED = regex(
    "(?:受け取|届い|受領)[^。\n]{0,24}?(?:電話|連絡|指摘|申し?出|問い合わせ)|(?:電話|連絡|指摘|申し?出|問い?合わ?せ)[^。\n]{0,16}?(?:があり|を受け|で[^。]{0,8}判明|から[^。]{0,8}判明)"
)
_MAILED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:頃|ごろ)?(?:に|から)、?[^。、\n]{0,16}?(?:発送|郵送|お送り|送付)(?:し|する|を(?:始|開始)|の予定|$)"
)
_DONE = regex("ました|た(?:。|$)|済み|判明|発送$|持ち?込み$|あり$|開始$|確認$")


class Step(NamedTuple):
    """A day with what it is for.

    Attributes:
        role: See `ROLES`.
        name: What it is called in messages, "" for the usual name of the role.
    """

    role: str
    day: datetime.date
    span: Span
    source: Source
    section: int
    name: str = ""


ROLES = {
    "issued": "お知らせの日",
    "apply_from": "受け付けの始まり",
    "apply": "締め切り",
    "reply": "返送の期限",
    "report": "報告の期限",
    "select": "面接や試験、抽選の日",
    "lot": "抽選の結果を知らせる日",
    "hire": "選考の結果を知らせる日",
    "result": "結果を知らせる日",
    "event": "開催の日",
    "poll": "投票日",
    "announced": "告示日",
    "early_from": "期日前投票の始まり",
    "early": "期日前投票の終わり",
    "handed": "届ける日",
    "sale": "販売の始まり",
    "sold": "販売や配布の終わり",
    "term": "任用の始まり",
    "mailed": "送る日",
    "sent": "送った日",
    "called": "連絡があった日",
}
"""The names of the roles in messages."""

HELD = "開く日"
"""The name of a day that a sentence gives: 「体験会は2月3日に行います」."""


@per_draft
def steps_of(context: Context) -> Sequence[Step]:
    """The days of a draft that have a role, in text order; found once."""
    return tuple(_find(context))


class _Words(NamedTuple):
    front: str
    behind: str
    name: str
    heading: str


def _find(context: Context) -> Iterator[Step]:
    document = context.document
    years = years_of(context)
    issued = years.issued
    heads = _Headings(context)
    columns: dict[tuple[int, int], str] | None = None
    for chain in _chains(context):
        block = document.block_at(chain[0].span.start)
        if block.quoted:
            continue
        if columns is None and block.cell is not None:
            columns = _columns(context)
        words: _Words | None = None
        for date in chain:
            if issued is not None and date.span == issued.place:
                continue
            day = day_of(context, date)
            if day is None:
                continue
            if words is None:
                words = _words(context, chain, block, columns or {}, heads)
            last = date is chain[-1]
            read = _role(context, date, words, last, last and _ranged(context, chain))
            if read is not None:
                role, name = read
                section = years.section(date.span.start)
                yield Step(role, day.date, date.span, day.source, section, name)


def _chains(context: Context) -> Iterator[list[Annotation]]:
    """The dates of each block, those that から, まで or a comma join together."""
    text = context.document.folded
    chain: list[Annotation] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.part:
            continue
        if chain:
            start, end = chain[-1].span.end, date.span.start
            if end - start > 24 or _JOINED.fullmatch(text, start, end) is None:
                yield chain
                chain = []
        chain.append(date)
    if chain:
        yield chain


def _ranged(context: Context, chain: Sequence[Annotation]) -> bool:
    """Whether a chain is a period from its first day to its last."""
    start, end = chain[-2].span.end if len(chain) == 2 else 0, chain[-1].span.start
    between = context.document.folded[start:end] if start else ""
    return between.endswith(("から", "〜", "～", "~", "-", "－")) or "から" in between


def _words(
    context: Context,
    chain: Sequence[Annotation],
    block: Block,
    columns: dict[tuple[int, int], str],
    heads: _Headings,
) -> _Words:
    text = context.document.folded
    start, end = chain[0].span.start, chain[-1].span.end
    low = max(block.span.start, start - FRONT)
    low = max(low, text.rfind("。", low, start) + 1)
    high = min(block.span.end, end + BEHIND)
    stop = text.find("。", end, high)
    high = stop if stop >= 0 else high
    for other in context.annotations.overlapping(Span(low, high), AnnotationKind.DATE):
        if other.span.end <= start:
            low = max(low, other.span.end)
        elif other.span.start >= end:
            high = min(high, other.span.start)
            break
    return _Words(
        text[low:start], text[end:high], _name(context, start, block, columns), heads.above(start)
    )


def _name(context: Context, offset: int, block: Block, columns: dict[tuple[int, int], str]) -> str:
    text = context.document.folded
    field = field_at(fields_of(context), offset)
    cell = block.cell
    if cell is not None:
        if field is not None:
            return field.name
        return columns.get((cell.table, cell.column), "") if cell.row else ""
    if block.kind is _SHORTHAND or text[block.span.start] in _LETTERS:
        start = max(block.span.start, offset - 200)
        letters = list(_LETTER.finditer(text, start, offset))
        if letters and (block.kind is _SHORTHAND or letters[-1].start() == block.span.start):
            return letters[-1]["letter"]
    return field.name if field is not None else ""


def _columns(context: Context) -> dict[tuple[int, int], str]:
    """The heads of the columns of all tables with more than two columns."""
    document = context.document
    heads: dict[tuple[int, int], str] = {}
    for block in document.blocks:
        cell = block.cell
        if (
            cell is not None
            and cell.row == 0
            and (cell.header or cell.column)
            and len(block.span) <= 14
        ):
            heads[cell.table, cell.column] = normal_form(block.span.cut(document.folded))
    return heads


class _Headings:
    """The words of the heading above an offset."""

    def __init__(self, context: Context) -> None:
        self._document = context.document
        of_kind = context.document.of_kind
        self._blocks = sorted((*of_kind(_HEADING), *of_kind(_TITLE)), key=attrgetter("span.start"))
        self._starts = [block.span.start for block in self._blocks]

    def above(self, offset: int) -> str:
        at = bisect_right(self._starts, offset) - 1
        if at < 1:  # the first is the title of all
            return ""
        words = self._blocks[at].span.cut(self._document.folded)
        return words.strip(" 　■□◆◇●○▼▽★☆【】［］[]〔〕<>＜＞0123456789.．（）()①②③④⑤⑥⑦⑧⑨")


def _role(
    context: Context, date: Annotation, words: _Words, last: bool, closes: bool
) -> tuple[str, str] | None:
    text = context.document.folded
    end = date.span.end
    until = _UNTIL.match(text, end) is not None
    opening = None if until else _FROM.match(text, end)
    # 「2月7日（日）午前7時から」 is one day.
    start = opening is not None and "時" not in opening.group() and ":" not in opening.group()
    until = until or (closes and not start)
    front, behind, name, heading = words
    clause = front + behind
    if _DONE.search(behind):
        if _CALLED.search(behind):
            return "called", ""
        return ("sent", "") if _SENT.search(behind) else None
    if "期日前" in clause or "期日前" in name or "期日前" in heading:
        if start or until:
            return ("early_from" if start else "early"), ""
        return None
    # Most days have nothing to do with most roles: a word that a pattern needs is asked first.
    if (name and _POLL.search(name)) or (
        _MAY_BE_POLL.search(clause)
        and (_POLL_SAID.search(front) or (last and _POLL_BEHIND.match(behind)))
    ):
        return None if start or until else ("poll", "")
    if name in ("告示日", "公示日") or (
        "示" in clause and (_ANNOUNCED.search(front) or _ANNOUNCED_BEHIND.match(behind))
    ):
        return None if start or until else ("announced", "")
    if _MAY_BE_HANDED.search(front):
        handed = _HANDED.search(front)
        if handed is not None and _HANDED_BEHIND.match(behind):
            return None if start else ("handed", f"{handed['name']}を届ける日")
    if until and (_CHOSEN.search(front) or (_PAID.search(behind) and _WINNER.search(front))):
        return None
    if not start and not until and _tells_result(name or front.strip(" 　：:・"), behind):
        return "result", ""
    if not start and _TELL.search(clause) and not _ASKED_BACK.search(behind):
        for told, role in ((_LOT, "lot"), (_HIRE, "hire")):
            if told.search(clause):
                return role, ""
        if "結果" in clause:
            return "result", ""
    if not until and "送" in behind and _MAILED.match(behind):
        return "mailed", ""
    if until and _REPLY.search(clause):
        return "reply", ""
    if until and (_REPORT.search(clause) or _REPORT.search(heading + name)):
        return "report", ""
    if start and _TERM_NAME.search(name):
        return "term", ""
    if not until and not start:
        if (_MAY_BE_SELECTED.search(front) and _SELECT.search(front)) or (
            name and _SELECT_NAME.search(name)
        ):
            return "select", ""
        if (
            last
            and ("を" in behind or "抽選し" in behind or "選考し" in behind)
            and (_MAY_BE_SELECTED.search(behind) and _SELECT_BEHIND.match(behind))
        ):
            return "select", ""
        if last and _SELECT_HEADING.search(heading) and _HELD.match(behind):
            return "select", ""
        if name == "日" or (name and _EVENT_NAME.search(name)):
            return "event", ""
        if last and "ます" in behind and _HELD.match(behind):
            held = _HELD_THING.search(front)
            title = context.document.blocks[0].span
            if held is not None and text.find(held["thing"][-3:], title.start, title.end) >= 0:
                return "event", HELD
    elif name and "申" not in clause and _EVENT_NAME.search(name):
        return "event", ""
    if (
        until
        and "申" not in clause
        and _TICKET.search(front + name + heading)
        and (_SOLD_UNTIL.match(behind) or "売" in name)
        and not _OTHER_TICKET.search(_sentence(context, date) + behind + name + heading)
    ):
        return "sold", ""
    may_be_sold = (start or not until) and ("売" in clause or "チケット" in front)
    may_be_sold = may_be_sold and (
        "券" in clause or bool(_TICKET.search(clause + name + heading)) or "売" in name + heading
    )
    if may_be_sold and (_SALE.search(front) or _SALE_BEHIND.match(behind)):
        return "sale", ""
    if not until and not start and not (last and _due_name(name)):
        return None
    return _applied(words, until or not start)


def _sentence(context: Context, date: Annotation) -> str:
    """What stands in front of a day in its sentence, other days included."""
    text, start = context.document.folded, date.span.start
    low = context.document.block_at(start).span.start
    return text[max(low, text.rfind("。", low, start) + 1) : start]


def _tells_result(name: str, behind: str) -> bool:
    """Whether a name is that of the day on which a result is told."""
    if name == "発表":
        return _MADE_KNOWN.match(behind) is not None
    return bool(name) and _RESULT_NAME.search(name) is not None


def _due_name(name: str) -> bool:
    return (
        name.endswith(("切", "切り", "限", "締切日", "〆切"))
        and _APPLY_NAME.search(name) is not None
    )


def _applied(words: _Words, until: bool) -> tuple[str, str] | None:
    front, behind, name, heading = words
    front, behind = _OFFICES.sub("", front), _OFFICES.sub("", behind)
    if _NOT_FIRST.match(behind):
        return None
    if until and (_ATTENDS.search(name) or _ATTENDS.search(front)) and not _AFTER.search(behind):
        return "apply", ""
    if _NOT_APPLY.search(front) or _NOT_APPLY.search(behind) or _NOT_APPLY.search(name):
        return None
    if name in ("申", "締", "受") or _APPLY_NAME.search(name):
        return ("apply" if until else "apply_from"), ""
    if _NOT_APPLY.search(heading):
        return None
    if _APPLY.search(behind) or _APPLY_TOPIC.search(front) or _APPLY_NAME.search(heading):
        return ("apply" if until else "apply_from"), ""
    return None
