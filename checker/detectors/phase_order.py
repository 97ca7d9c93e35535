"""Days that follow each other by their nature: the works end, then the road opens.

A day has its phase from its label or from the topic of its clause (`named_days`). Of each pair of
phases the last day of the one may not lie behind the first, or the last, day of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.context import Context
from checker.detectors import Options
from checker.detectors.day_order.last_days import is_whole_course
from checker.detectors.named_days import FROM, ON, TO, Named, named_days
from checker.detectors.statements import several_things
from checker.model import Match, Related, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other", "day", "side"})

_END = r"(?:の?(?:予定|見込み?))?(?:の?(?:日時?|期日|時期|日程))?$"
_WHEN = r"(?:の?(?:予定|見込み?|見通し))?(?:の?(?:日時?|時刻|期日|時期|日程|時間))?$"
_PHASES = (
    # phase, the edges that it may have, the label, the topic or the words behind the day
    (
        "applied",
        (TO,),
        r"^(?:募集|応募|申し?込み?|申請|受け?付け?|エントリー|参加申し?込み?|願書)(?:の?(?:受け?付け?))?(?:の?(?:期間|期限|締め?切り?|〆切))?(?:日時?)?$|^締め?切り?(?:日時?)?$",
        r"^(?:募集|応募|申し?込み?|申請|受け付け|受付|エントリー)(?:期間|期限)?$",
        "",
    ),
    (
        "applied",
        (ON, TO),
        r"^(?:募集|応募|申し?込み?|申請|受け?付け?|エントリー|参加申し?込み?)(?:書の?提出|の?受け?付け?)?の?(?:締め?切り?|〆切|期限|終了)(?:日時?)?$|^締め?切り?(?:日時?)?$",
        r"^(?:応募|申し?込み?|申請)?の?(?:締め?切り?|期限)$",
        "",
    ),
    (
        "selected",
        (ON,),
        r"^(?:公開)?(?:抽選会?|選考会?|審査会?|面接(?:試験|選考)?|(?:第?[1一]次)?試験|実技試験)"
        + _END,
        r"^(?:公開)?(?:抽選会?|選考会?|審査会?|面接(?:試験|選考)?|実技試験)$",
        "",
    ),
    (
        "told",
        (ON,),
        r"^(?:抽選|選考|審査|試験|合否)?の?結果の?(?:通知|発表|公表|発送|連絡|お知らせ)?"
        + _END
        + r"|^(?:交付|補助|採択|選定|内定|助成|利用)の?(?:決定|通知)の?(?:通知|連絡)?"
        + _END
        + r"|^(?:合格者?|当選者?|採用者?|入選者?|入賞者?|当落|合否)の?(?:発表|通知|連絡|公表)"
        + _END,
        r"^(?:(?:抽選|選考|審査|試験)の?)?結果(?:の(?:通知|発表))?$|^(?:合格|当選)者?の?発表$",
        "",
    ),
    (
        "followed",
        (TO,),
        r"^(?:購入|入居手続き?|入学手続き?|入園手続き?|納入|契約手続き?|引き?換え|受け取り)の?(?:期間|期限)$",
        "",
        "",
    ),
    (
        "used",
        (ON, FROM),
        r"^(?:使用|利用|入居|入会|貸し?出し|活動|任用|雇用|採用|勤務|事業|契約)の?(?:開始|始まり)"
        + _END
        + r"|^(?:採用|入居|入園|入学|入所|開講|開校|入会)(?:予定)?日$",
        r"^(?:使用|利用|入居|任用)開始日?$",
        "",
    ),
    (
        "works",
        (TO,),
        r"^(?:工事|作業|通行止め|規制|交通規制|休館|休園|休業|休止|停止|閉館|閉鎖|断水|改修)の?(?:予定)?(?:期間|日時|日程)$|^工期$",
        r"^(?:改修|補修)?工事(?:は|期間)?$",
        r"^(?:[ 　]*[（(][^（）()]{1,12}[)）])?まで(?:の間)?、?[^。、]{0,12}(?:休館|休園|休業|工事を(?:行|し)|閉館|通行止め|休止)",
    ),
    (
        "briefed",
        (ON, FROM),
        r"^(?:工事|事業|住民|地元|事前|制度|計画)?の?説明会(?:の?開催)?" + _END,
        r"^(?:工事|事業|住民|地元|事前|制度|計画)?の?説明会$",
        r"^(?:[ 　]*[（(][^（）()]{1,12}[)）])?[^。、]{0,30}?説明会を",
    ),
    (
        "begun_works",
        (ON, FROM),
        r"^(?:工事|作業|施工|通行止め|規制|交通規制|断水|実施|予定)?の?(?:予定)?(?:期間|日程)$|^工期$|^(?:工事|作業|着工|着手|開始|制度)の?(?:開始|始まり)?(?:予定)?日?$",
        r"^(?:[一-龠]{0,4}工事|工期)(?:は|期間)?$",
        r"^から、?[^。]{0,16}(?:変わり|始まり|始め)ます",
    ),
    (
        "opened",
        (ON, FROM),
        r"^(?:通行|供用|利用|営業|開館|業務|運行|受け?付け?|使用)?の?(?:再開|開通|供用開始)"
        + _END
        + r"|^(?:リニューアル|再|グランド)?(?:オープン|完成|完了|竣工|しゅん工)"
        + _END,
        r"^(?:開通|再開|完成)$",
        r"^(?:[ 　]*[（(][^（）()]{1,12}[)）])?(?:に|から)、?[^。、0-9]{0,10}?(?:開通し|再開し|開館し|オープンし|完成し|開きま)",
    ),
    (
        "broke",
        (ON, FROM),
        r"^(?:断水|停電|通行止め|通行規制|規制|運休|休止|停止|故障|障害|事故|被害|破損|漏水|濁り水)?の?(?:発生|開始|始まり)"
        + _WHEN,
        "",
        "",
    ),
    (
        "mended",
        (ON, FROM),
        r"^(?:断水|停電|通行止め|規制|給水|送電|運行|運転|通行|サービス)?の?(?:復旧|解除|解消|再開|通水|復電)"
        + _WHEN,
        r"^(?:全面|完全)?(?:復旧|解除|通水)$",
        "",
    ),
    (
        "sold",
        (ON, FROM),
        r"^(?:前売り?券?|チケット|入場券)の?(?:販売|発売)(?:の?開始)?" + _END,
        "",
        r"^(?:[ 　]*[（(][^（）()]{1,12}[)）])?(?:に|から)、?[^。、0-9]{0,10}?(?:発売|販売)",
    ),
    (
        "held",
        (ON, FROM),
        r"^(?:いつ|出発(?:予定)?日時?|開演日時?|講座日|催しの日|(?:講座|教室|大会|公演|ツアー|体験)の?(?:日時?|日程))$",
        "",
        "",
    ),
    ("held", (ON,), "", "^(?:公演|コンサート|大会|教室|講座|講演会|発表会|本番|催し|演奏会)$", ""),
    (
        "planned",
        (ON, FROM),
        r"^(?:開催|実施|断水|停電|工事|作業|訓練|点検|清掃|撤去|規制|通行止め|放送|収集|撮影|検査|消毒|散布|伐採|休止|停止|大会|行事|催し)?の?(?:予定)?(?:日時|日程|日|期日|とき)$",
        "",
        "",
    ),
    (
        "booked",
        (ON, TO),
        r"^(?:申し?込み?|予約)の?(?:受け?付け?)?の?(?:締め?切り?|〆切|期限)(?:日時?)?$",
        "",
        "",
    ),
    ("lasted", (TO,), r"^(?:受診|健診|検診|開催|講座|体験|展示)の?(?:できる)?期間$", "", ""),
    ("bid", (ON,), r"^入札(?:書の?提出)?(?:の?執行)?" + _END, "^入札$", ""),
    ("opened_bids", (ON,), r"^開札" + _END, "^開札$", ""),
    (
        "begun",
        (ON, FROM),
        r"^(?:受け?付け?|募集|申し?込み?|申請|応募|予約|販売|貸し?出し|公開|配布|運用|展示)の?(?:開始|始まり|スタート)"
        + _END,
        "",
        "",
    ),
    (
        "ended",
        (ON, TO),
        r"^(?:受け?付け?|募集|申し?込み?|申請|応募|予約|販売|貸し?出し|公開|配布|運用|展示)の?(?:終了|終わり|締め?切り?)"
        + _END,
        "",
        "",
    ),
)
_READ = tuple(
    (
        phase,
        edges,
        regex(label) if label else None,
        regex(topic) if topic else None,
        regex(behind) if behind else None,
    )
    for phase, edges, label, topic, behind in _PHASES
)
_ORDERS = (
    ("applied", "selected"),
    ("applied", "told"),
    ("applied", "used"),
    ("selected", "told"),
    ("selected", "used"),
    ("told", "followed"),
    ("told", "used"),
    ("works", "opened"),
    ("broke", "mended"),
    ("sold", "held"),
    ("applied", "held"),
    ("planned", "postponed"),
    ("booked", "lasted"),
    ("bid", "opened_bids"),
    ("begun", "ended"),
)
BRIEFED = Scan("に先立|に先だ|事前説明会|始まる前|始める前|工事の?前")
_BEFORE = regex(
    r"(?:工事|事業|制度|作業|着工|着手|開始|実施|施工|始まる|始める|変わる)(?:の開始)?(?:に先立|に先だ|の?前に)|事前説明会"
)
"""Words that say that a meeting comes before what it tells of."""
_NAMES = {
    "applied": "締め切り",
    "selected": "選ぶ日",
    "told": "結果を知らせる日",
    "followed": "手続きの終わり",
    "used": "使い始める日",
    "works": "終わりの日",
    "briefed": "説明会の日",
    "begun_works": "工事などの始まり",
    "opened": "再び開く日",
    "broke": "始まった日",
    "mended": "元に戻る日",
    "sold": "販売の始まり",
    "held": "開く日",
    "planned": "開く日",
    "postponed": "延ばした日",
    "booked": "締め切り",
    "lasted": "期間の終わり",
    "bid": "入札の日",
    "opened_bids": "開札の日",
    "begun": "始まり",
    "ended": "終わり",
}
REACH = 40
"""Code points behind 「先立ち」 in which it is said what comes first."""
_ASKED = Scan(
    "いつ[ 　：:]|出発|講座|教室|大会|ツアー|体験|受診期間|健診|検診|展示期間|抽選|選考|審査|交付決定|補助決定|採択|内定|面接|試験|結果|発表|休館|休園|休業|工事|通行止め|購入|手続|開始|再開|開通|供用|オープン|完成|竣工|入札|採用|入居|入園|雨天|荒天|予備日|順延|悪天候|前売|チケット|公演|復旧|解除|解消|通水|復電|申込締切|申込期限|申込み?の?締"
)
_ASIDE = regex(
    "前回|昨年|前年|予備|追加|2次|二次|第2|補欠|辞退|キャンセル|取り?消|変更|質問|説明会|再抽選|場合|とき|随時|ました|これまで|(?<!復)旧|一部|片側|先行|仮|部分"
)
_RAIN = regex("雨天|荒天|予備日|順延|雨の|悪天候")
_OF = regex(
    r"^(?P<thing>[一-龠々ァ-ヶーぁ-ん]{2,12}?)(?:へ)?の?(?:参加の?)?(?:申し?込み?|予約|参加申し?込み?)(?:受付|受け付け)?の?(?:締め?切り?|期限|期間)(?:日時?)?$"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED, BRIEFED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match at each of two days that cannot follow each other."""
    if several_things(context):
        return
    days = named_days(context)
    if len(days) < 2:
        return
    by_phase: defaultdict[str, list[Named]] = defaultdict(list)
    for day in days:
        for phase in _phases(day):
            by_phase[phase].append(day)
    for first, second in _ORDERS:
        yield from _compared(first, by_phase.get(first, ()), second, by_phase.get(second, ()))
    yield from _of_thing(days)
    yield from _of_course(context, by_phase)
    if BRIEFED.may_fit(context.document.folded):
        yield from _of_briefing(context, by_phase)


def _of_briefing(context: Context, by_phase: defaultdict[str, list[Named]]) -> Iterator[Match]:
    """「工事に先立ち、説明会を開きます」, and a day of it behind the start of the works."""
    told = {day.day: day for day in by_phase["briefed"]}
    if len(told) != 1:
        return
    works = {day.day: day for day in by_phase["begun_works"] if day.day not in told}
    text = context.document.folded
    meant = [found for found in _BEFORE.finditer(text) if _meeting(text, found.end())]
    if len(works) != 1 or not meant:
        return
    (one,), (other,) = told.values(), works.values()
    if one.day > other.day:
        yield from _both(one, _NAMES["briefed"], other, _NAMES["begun_works"])


def _meeting(text: str, end: int) -> bool:
    stop = text.find("。", end, end + REACH)
    return "説明会" in text[max(0, end - 5) : stop if stop >= 0 else end + REACH]


def _of_course(context: Context, by_phase: defaultdict[str, list[Named]]) -> Iterator[Match]:
    """A last day to apply behind the first day of a course that one attends as a whole."""
    days = by_phase["planned"] or by_phase["held"]
    due = by_phase["applied"]
    if len({day.day for day in days}) < 2 or len({day.day for day in due}) != 1:
        return
    first, last = days[0], days[-1]
    ordered = all(one.day <= other.day for one, other in pairwise(days))
    if not ordered or not first.day < due[0].day <= last.day or not is_whole_course(context):
        return
    yield from _both(due[0], _NAMES["applied"], first, "最初の回")


def _phases(day: Named) -> Iterator[str]:
    if _RAIN.match(day.label):
        yield "postponed"
        return
    aside = False
    seen: set[str] = set()
    for phase, edges, label, topic, behind in _READ:
        if day.edge not in edges or phase in seen:
            continue
        if (
            (day.label and label is not None and label.search(day.label))
            or (day.topic and topic is not None and topic.search(day.topic))
            or (behind is not None and behind.match(day.behind))
        ):
            if not seen:
                aside = any(map(_ASIDE.search, (day.label, day.front, day.behind)))
            seen.add(phase)
            if not aside or phase == "briefed":
                yield phase


def _compared(
    first: str, ones: Sequence[Named], second: str, others: Sequence[Named]
) -> Iterator[Match]:
    if not ones or not others:
        return
    one = min(ones, key=lambda named: named.day)
    other = max(others, key=lambda named: named.day)
    if len({named.day for named in ones}) > 2 or len({named.day for named in others}) > 2:
        return  # several of them: which belongs to which is not said
    if one.day > other.day:
        yield from _both(one, _NAMES[first], other, _NAMES[second])


def _both(one: Named, name: str, other: Named, second: str) -> Iterator[Match]:
    for here, named, there, of, side in (
        (one, name, other, second, "後"),
        (other, second, one, name, "前"),
    ):
        related = (Related(there.span, f"{of}はここです"),)
        day = f"{there.day.month}月{there.day.day}日"
        values = {"name": named, "other": of, "day": day, "side": side}
        yield Match(here.span, values, related=related)


def _of_thing(days: Sequence[Named]) -> Iterator[Match]:
    """「説明会：2月20日」, 「説明会の申込締切：2月22日」."""
    for due in days:
        found = _OF.match(due.label) if due.edge != FROM and due.label else None
        if found is None:
            continue
        thing = found["thing"]
        held = [
            day
            for day in days
            if day.label
            in (thing, f"{thing}の日", f"{thing}の日時", f"{thing}日", f"{thing}の日程")
        ]
        if held and due.day > max(day.day for day in held):
            last = max(held, key=lambda day: day.day)
            yield from _both(due, "締め切り", last, f"{thing}の日")
