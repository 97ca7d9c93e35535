"""Days and times of a draft and what they are for: happening, deadline, start, publication."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue, TimeValue
from checker.document.model import BlockKind
from checker.model import Span
from checker.notice.fields import Tie
from checker.notice.reading import LABELLED, PASSING, SAID, TITLED, VALUE, VISITED, Clue, Reading
from checker.notice.types import Element
from checker.notice.values import DAYS, iso_day, iso_moment
from checker.regex import regex
from checker.scan import Scan

_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH
_SIGNATURE = BlockKind.SIGNATURE

_GAP = regex(r"[\s　、・，,（(）)のはと及び各翌頃ごろ日朝時〜～\-ー:：]{0,5}")
"""What may stand between the parts of one moment."""

_APPLY = (
    r"申し?込|申請|提出|応募|予約|届け?出|納め|納付|返送|返信|請求|連絡|相談|送って|送り返|お送り|出して|お?出し|支払|払い込"
    r"|接種|受診|受けて|受けられ|受け付け|受付|募集|登録|回答|申告|エントリー|購入|更新(?!により|で|あり|可|する(?:こと|場合))|手続|持参|届いた|申し出|お申し?出"
    r"|お寄せ|寄せて|お求め|取得|交換|返却|引き換え|使い切"
)
_DEADLINE_AFTER = regex(
    r"[\s　]*(?:[（(][^）)\n]{1,12}[）)])?[^。\n]{0,8}?(?:必着|消印|締め?切|しめ切|しめきり|〆|が期限|期限(?:です|$))"
    r"|[\s　]*(?:[（(][^）)\n]{1,12}[）)])?(?:は|が)[^。\n]{0,60}?(?:期限|納期|締め?切り?)(?:日)?(?:です|となります|になります)"
)
_DEADLINE_BEFORE = regex(
    r"(?:締め?切り?|しめきり|〆切り?|期限|締切日|納期)(?:日|は|が|[、：:\s　】」])*[^。\n\d]{0,6}$"
)
_APPLIES = regex(rf"[^。\n]{{0,60}}?(?:{_APPLY})")
_APPLIED_BEFORE = regex(rf"(?:{_APPLY})[^。、\n]{{0,6}}(?:は|を|が|：|:|[ 　])[、\s　]?$")
"""投票用紙の請求は2月3日までです"""

_NO_DEADLINE = regex(
    r"(?:まで|迄)に[、，]?[^。\n]{0,24}?(?:転入|転居|住民(?:登録|票)|生まれ|生れ|知らせ(?!てくだ|くだ|てほし|て下)|通知|発送|郵送し(?!て)|届く|届き|復旧|郵送[）)。]|送付[）)。]|発送[）)。]|"
    r"配布|配り|お配り|公表|決め|決定し|終わ|住ん|振り?込|完成|お届け|返事|送ります|送りま|続け|開始|判明|支給|届か|見込|郵送$)"
)
_DELIVERED = regex(
    r"の?間に[、，]?[^。\n]{0,20}?(?:届けます|お届け|配ります|お配り|送ります|お送りし|発送し|郵送し(?!て)|訪問し|伺い)"
)
"""4月5日から9日の間に届けます: what the city does then."""

_LEFT_OUT = regex(r"[^。、\n（）()「」]{0,10}?(?:を|は)?除(?:く|き|いた|いて)")
"""12月29日から1月3日までを除く: when nothing happens."""

_RESULT_BEFORE = regex(r"(?:結果|合否|可否|返事|回答)は、?$")
"""結果は2月5日までに郵送: what the city does by then."""

_RUNS = regex(
    r"(?:まで|迄)[、，]?(?!に)[^。\n]{0,24}?(?:開|行|実施|受けられ|受け付け|休|通行止|通れ|利用|使え|使用|展示|販売|続|停止|走|"
    r"運休|公開|募集|受付|断水|見られ|ご覧|上映|です|$)|[^。\n]{0,3}$"
)
_OUT_AFTER = regex(
    r"[\s　]*(?:[（(][^）)\n]{1,12}[）)])?[\s　]*(?:の?間|まで|迄|以前|以降|以後|から|より|に|の|、)*[\s　]*"
    r"(?:状況|現況|生まれ|生れ|出生|誕生|成立|公布|改正|制定|時点|現在|付け?で|付け?の|発効|竣工|開校|閉校|完成し|創業|開通し|発足|施行され(?!る))"
    r"|[^。\n]{0,20}?(?:までに|以前に|以降に)[^。\n]{0,12}(?:生まれ|出生|転入(?:届|の届)|購入した|住民(?:登録|票)|年齢に(?:な|達)|歳に(?:な|達))"
)
_NOTICE_AFTER = regex(
    r"[^。\n]{0,3}?(?:に|まで|までに|から|より|ごろ|頃|以降|付で|、)[^。\n]{0,26}?"
    r"(?:結果|通知|発送|郵送|送付|送ります|送りました|送った|配布|配り|配ります|公表|公開します|公開し|掲載|載せ|お?知らせ|発表|振り?込|"
    r"支給|決定|届き|届く|引き?落と|解禁|更新|審査|見直|提案|議決|報告)"
)
_OPENS_AFTER = regex(
    rf"[^。\n]{{0,3}}?(?:から|より|以降)[^。\n]{{0,40}}?(?:{_APPLY})|に[^。\n]{{0,16}}(?:受け付け|受付|申し込み)"
    r"を?(?:始|開始)"
)
_EFFECTIVE_AFTER = regex(
    r"[^。\n、]{0,8}?(?:(?:から|より|以降|分から|以後|付で|付けで)[^。\n]{0,60}?"
    r"(?:変わ|変え|変更|改め|改定|改訂|改正|施行|適用|値上|値下|引き?上げ|引き?下げ|見直|開始|始ま|始め|スタート|統一|廃止|導入|新しく|新たに|"
    r"使える|使えます|使えなく|できるように|できます|できなく|なります|切り替|移転|移り|統合|稼[働動]|運用|義務|拡大|拡充|"
    r"(?:実施|公開)(?:します|する予定|となり)|受けられ|広げ|広が|動き出|新設|設け|延長|延ば|増や|減ら|創設|満了|終了|発足|発行|必要|有料|無料)"
    r"|(?:の[^。、\n]{1,8})?(?:分から|分より)|(?:の|に)(?:施行|改正|開始|実施|適用|開業|供用)を(?:予定|目指|めざ|見込)"
    r"|をもって[^。\n]{0,30}|、[^。\n]{0,30}?(?:移りま|移転しま|変わりま|施行)|(?:に|をもって)[^。\n]{0,40}?(?:移り|変わり|改定|改正|施行|適用|値上|引き?上げ|廃止|移転|切り替|統合|開始|始まり|始めます|スタート))"
)
_EFFECTIVE_BEFORE = regex(
    r"(?:切り?替え|改定|変更|施行|適用|値上げ|移行|廃止|運用開始|供用開始|発効|改正)(?:日|時期)?は、?$"
)
_CHANGES = regex(r"[^。\n]{0,40}(?:変わ|変更|改め|改定|改正|廃止|なくな|新し)")
_IF_LATER = regex(
    r"(?:以降)?(?:は|に|も)?、?[^。\n]{0,24}(?:ても|でも|場合|とき|お持ち|持ち込|並|混)"
)
_BEGIN = frozenset({"procedure", "garbage", "press_new", "closure", "reference", "benefit"})
"""Kinds of notice in which an open period (…から、…以降) may be that of the new state."""

_PUBLISHED_AFTER = regex(
    r"[\s　]*(?:更新|最終更新|掲載|公開|発表|発行|提供|作成|登録|公表|配信|現在(?!の(?!情報|状況)|、|[）)]の|[0-9で])|時点$|付け?$|に[\s　]?書|に(?:更新|公開|掲載|作成|発表)しました)"
)
_PUBLISHED_BEFORE = regex(
    r"(?:^|[\s　（(])(?:(?:最終)?(?:ページ|情報)?(?:更新|公開|掲載|登録|発表|提供|作成|発行|公表)(?:(?:年月)?日(?:時)?)?"
    r"|(?:作(?:[（(]つく[）)])?った|書(?:[（(]か[）)])?いた)[ 　]?日(?:[（(]ひ[）)])?)[\s　：:]+$"
)
_ISSUED_LINE = regex(
    r"[\s　（(]*(?:発表|発行|更新|掲載|公開|提供|作成|現在|付け?|時点)?[\s　）)]*"
    r"(?:[一-龠ぁ-んァ-ヶー・々][一-龠ぁ-んァ-ヶー・々\s　]{1,30}(?:課|係|室|局|部|委員会|市|町|村|本部|長|館|センター))?"
    r"(?:[\s　]*(?:電話|TEL|☎)[\s　]*[\d\-]+)?"
    r"[\s　]*(?:(?:報道|記者|プレス)?(?:発表|資料|提供|リリース)(?:資料)?|発行)?[\s　）)]*"
)
_ISSUED_HEAD = regex(
    r"[\s　]*(?:[^。、\d]{0,20}(?:各位|資料|リリース|第\d{1,4}号|発表|提供|[課局室係部所館市町村長会](?:から)?|[／/]))?[\s　（(】］]*"
)
_HOURS_BELOW = regex(r"\n[\s　]*(?:午前|午後|正午|\d{1,2}[時:：])")
_MAST = regex(r"(?:広報|市報|町報|だより|お知らせ版|ニュース|NEWS|News)")
_RELATIVE = Scan(
    (
        r"\d{1,3}(?:日|週間|[かカヶケヵ箇]月|年|営業日|開庁日|[かカヶケヵ箇]月半|(?:時間|分)(?=前))(?:以内|前(?:の日)?(?:[（(][^（）()\n]{1,20}[）)])?(?:の[^\s。、（()\n]{1,10})?まで|を経過する日まで|後まで)(?:に|の)?",
        r"(?:ひと月|ふた月|半年|半月|数日)(?:前(?:まで)?|以内)(?:に|の)?|\d{1,3}日のうちに",
        r"\d{1,2}(?:年|[かカヶケヵ箇]月|日)を(?:過ぎる|超える|経過する)と",
        r"(?:前日|当日|翌日|収集日|回収日|前月末|(?<![0-9])月末|末日|初日|最終日)(?:の[^\s。、\n]{1,8})?(?:まで|必着|消印)",
        r"随時|通年|年間を通(?:じて|して)|いつでも|一年中|期限(?:は)?(?:なし|ありません|ない)",
        r"(?:定員|予算|予定数|上限)(?:になり|に達し|がなくなり)次第(?:終了|締め?切)?",
        r"(?:予算|定員)[^。\n]{0,12}?に(?:なった(?:ところで|ら)|達した(?:ところで|ら))|(?:予算|定員)[^。\n]{0,12}?に達(?:した日|し次第|した時点|したら)|なくなり次第|決まり次第",
    )
)
_PAST = regex(r"(?:過去|直近|前年度?|最近|この)の?$")
_ANSWERED = regex(
    r"[^。\n]{0,24}?(?:お?返事|決定を|決定の|結果を|回答(?:し|いた)|お?知らせ(?:し|いた)|通知(?:し|いた|$)|(?:発送|郵送|返送|振り込|交付|お届け)(?:し|いた|み)?ます|"
    r"お送りします|送ります|届きます)"
)
"""What the city does within that time, not the reader."""

_OPEN_BEFORE = regex(r"(?:受け?付け?|申し?込み?|募集)(?:は|を|も)$")
_OPEN_AFTER = regex(r"[、に]?[^。\n]{0,12}(?:受け?付|募集|申)")
_RELATIVE_HEAD = regex(r"[^\s。、：:\n]{1,14}(?:の|から|より|後|た日から)$")
_RELATIVE_FITS = regex(
    rf"[^。\n]{{0,50}}?(?:{_APPLY}|電話|知らせ|締め?切|終了|まで$|必着|持って|お?持ち|窓口|予約|アプリ|お願い|でき(?:ません|なくな))|[^。\n]{{0,4}}(?:$|。)"
)
_TOLD_AT = regex(
    r"(?:ごろ|頃|過ぎ)?(?:に|、)[^。\n]{0,50}?(?:発令|出しました|出され|発表|開設|開きま|発生|起き|解除|始ま|始め|目撃|見かけ|出没)"
)
_SCHEDULE = regex(
    r"毎(?:週|月|日|年)[^。、\n]{0,16}?(?:曜日?|日(?!程)|週|開催|開館)?|第[1-5一二三四五](?:[・、,]第?[1-5一二三四五])*[\s　]?[月火水木金土日]曜|平日|随時|通年|年中|"
    r"[月火水木金土日]曜日?|開館日|開庁日|(?:ご?希望|申し?込み?)[^。\n]{0,6}日|祝日|当日|期間中"
)


_WITHIN = frozenset({"health", "public_comment", "benefit", "tax"})
"""Kinds of notice whose period is that in which people apply or come."""

_TOLD = frozenset({"press_incident", "result"})
"""Kinds of notice that tell what was and will be done; few ask for something by a day."""

_ASKED = regex(
    rf"[^。\n]{{0,40}}?(?:{_APPLY})[^。\n]{{0,30}}?(?:ください|下さい|お願い|必着|していただ|する必要)|"
    r"[^。\n]{0,10}?(?:必着|締め?切|期限)"
)

_JUST_UNTIL = regex(r"(?:まで|迄)(?:です|[。（(]|$)")


class Moment(msgspec.Struct, frozen=True):
    """A stretch of days and times.

    Attributes:
        span: Where it stands.
        value: ISO 8601.
        has_day: Whether it names a day or a part of a month, not just a month or a time.
        until: Whether it only has an end.
        since: Whether it only has a start.
        ends: The end of a period of days, else "".
    """

    span: Span
    value: str
    has_day: bool
    has_time: bool
    until: bool
    since: bool
    ends: str


def find_moments(reading: Reading) -> list[Moment]:
    """The moments of a draft that name at least a month, in text order."""
    text = reading.text
    moments: list[Moment] = []
    group: list[Annotation] = []
    end = 0
    for annotation in reading.annotations.of(*DAYS):
        start = annotation.span.start
        if group and (start < end or (start - end <= 5 and _GAP.fullmatch(text, end, start))):
            if "\n" in text[end:start]:
                moments += _moment(group)
                group = []
        elif group:
            moments += _moment(group)
            group = []
        end = max(end, annotation.span.end) if group else annotation.span.end
        group.append(annotation)
    return moments + (list(_moment(group)) if group else [])


def _moment(group: list[Annotation]) -> Iterator[Moment]:
    dates = [a.value for a in group if isinstance(a.value, DateValue)]
    named = [v for v in dates if (v.month or (v.day and v.weekday is not None)) and not v.fiscal]
    if not named:
        return
    periods = [
        a.value
        for a in group
        if isinstance(a.value, PeriodValue)
        and (isinstance(a.value.start, DateValue) or isinstance(a.value.end, DateValue))
    ]
    until = since = whole = False
    ends = ""
    for period in periods:
        until = until or period.start is None
        since = since or period.end is None
        whole = whole or (period.start is not None and period.end is not None)
        if not ends and isinstance(period.end, DateValue):
            ends = iso_day(period.end)
    yield Moment(
        Span(group[0].span.start, max(a.span.end for a in group)),
        iso_moment(group),
        any(value.day is not None or value.part for value in named),
        any(a.kind is AnnotationKind.TIME for a in group),
        until and not since,
        since and not until and not whole,
        ends,
    )


class _Sorter:
    """What each moment of a draft is for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.moments = find_moments(reading)
        years = [int(m.value[:4]) for m in self.moments if m.value[:4].isdecimal()]
        self.latest = max(years, default=0)
        values = reading.values
        self.dated = values(Element.DATE_TIME)
        self.due = values(Element.DEADLINE)
        self.due_only = values(Element.DEADLINE, least=Tie.TABLE)
        self.applied = values(Element.HOW_TO_APPLY, Element.SELECTION)
        self.applied_only = values(Element.HOW_TO_APPLY, least=Tie.TABLE)
        self.started = values(Element.EFFECTIVE_DATE)
        self.terms = reading.terms
        self.published = values(Element.PUBLISH_DATE, Element.EMBARGO)
        self.brought = values(Element.BRING, Element.ALTERNATIVE, Element.CONTACT_HOURS)
        self.contact = reading.contact
        self.bylines = {line.start for line, _ in reading.bylines}
        self.answers = {
            field.values[0].start
            for element in (Element.DEADLINE, Element.DATE_TIME, Element.EFFECTIVE_DATE)
            for field in reading.by_element.get(element, ())
            if field.values
        }
        self.incident = reading.genre == "press_incident"

    def clues(self) -> Iterator[Clue]:
        for moment in self.moments:
            at = moment.span.start
            if at in self.reading.hidden and self.reading.line(at)[0] not in self.bylines:
                continue
            yield from self.of(moment)
        yield from self.relative()
        yield from self.schedules()
        yield from self.hours()

    def of(self, moment: Moment) -> Iterator[Clue]:
        at, text = moment.span.start, self.text
        line_start, line_end = self.reading.line(at)
        after = text[moment.span.end : min(line_end, moment.span.end + 70)]
        before = text[max(line_start, at - 24) : at]
        started = at in self.started
        if not started and self._is_published(moment, line_start, line_end, after):
            strong = LABELLED[Tie.LABEL] if at in self.published else SAID
            yield Clue(Element.PUBLISH_DATE, moment.span, moment.value, strong)
            if self.reading.genre in ("emergency", "closure") and moment.has_time:
                # What is so at the time of writing is told with that time.
                yield Clue(Element.DATE_TIME, moment.span, moment.value, VALUE)
            if at not in self.dated:
                return
        if at in self.published:
            return
        year = moment.ends[:4] if moment.ends[:4].isdecimal() else moment.value[:4]
        old = year.isdecimal() and int(year) < self.latest - 8
        # まで, から lie in the moment's own words, where a period ends or begins.
        tail = self._tail(moment) + after
        if old or _OUT_AFTER.match(tail):
            return
        if moment.ends and _LEFT_OUT.match(tail) and not _is_open(moment.span.cut(text)):
            return
        title = at in self.reading.titles
        labelled = at in self.dated
        due = self._is_due(moment, before, tail)
        if started or (
            (_EFFECTIVE_AFTER.match(tail) or _EFFECTIVE_BEFORE.search(before))
            and not moment.until
            and self._may_start(at, before, tail)
        ):
            clarity = LABELLED[Tie.LABEL] if started else (TITLED if title else SAID)
            yield Clue(Element.EFFECTIVE_DATE, moment.span, moment.value, clarity)
        elif (
            moment.since
            and self.reading.genre in _BEGIN
            and at not in self.dated
            and not _IF_LATER.match(tail)
            and self._may_start(at, before, tail)
        ):
            yield Clue(Element.EFFECTIVE_DATE, moment.span, moment.value, PASSING)
        elif at in self.terms:
            yield Clue(Element.EFFECTIVE_DATE, moment.span, moment.value, VALUE)
        if due:
            clarity = LABELLED[Tie.LABEL] if at in self.due else TITLED if title else SAID
            end = f"/{moment.ends}" if moment.until and moment.ends else moment.value
            yield Clue(Element.DEADLINE, moment.span, end, clarity)
            if self.reading.genre == "health":
                # The last day on which one can come is the period's end, too.
                yield Clue(Element.DATE_TIME, moment.span, end, VALUE)
        if labelled:
            if moment.has_day or at in self.dated:
                yield Clue(
                    Element.DATE_TIME,
                    moment.span,
                    moment.value,
                    LABELLED[Tie.SECTION if at in self.applied else Tie.LABEL],
                )
            return
        if not self._happens(moment, due, tail):
            return
        starts = not text[line_start:at].strip(" 　・●○■◆※*")
        clarity = TITLED if title else SAID if starts or moment.has_time or moment.ends else VALUE
        yield Clue(Element.DATE_TIME, moment.span, moment.value, clarity)

    def _may_start(self, at: int, before: str, tail: str) -> bool:
        """Whether 「…から始まります」 may be said of the matter, not of an hour or of applications."""
        if (
            self.incident
            or self.reading.genre == "election"
            or (at in self.dated and self.reading.genre in VISITED)
        ):
            return False
        if _CHANGES.match(tail):
            return True
        return not (_OPENS_AFTER.match(tail) or _APPLIED_BEFORE.search(before))

    def _tail(self, moment: Moment) -> str:
        """The particle that belongs to an open period: まで, から."""
        written = moment.span.cut(self.text)
        for word in ("まで", "迄", "から", "より", "以降"):
            if written.endswith(word):
                return word
        return ""

    def _is_due(self, moment: Moment, before: str, tail: str) -> bool:
        at = moment.span.start
        if at in self.due:
            if moment.since or not (moment.has_day or moment.ends):
                return False
            if at in self.due_only or moment.until or moment.ends:
                return True
            return bool(_DEADLINE_AFTER.match(tail) or not _NOTICE_AFTER.match(tail))
        if _NO_DEADLINE.match(tail) or _DELIVERED.match(tail) or _RESULT_BEFORE.search(before):
            return False
        if not (moment.has_day or moment.until) and at not in self.applied_only:
            return False  # 令和8年1月から12月までの分
        if _DEADLINE_AFTER.match(tail) or _DEADLINE_BEFORE.search(before):
            return True
        if moment.until and _JUST_UNTIL.match(tail) and _APPLIED_BEFORE.search(before):
            return True
        if not moment.ends or moment.span.cut(self.text).endswith("以前"):
            return False
        if self.reading.genre in _TOLD and not _ASKED.match(tail):
            return False  # what the city does by then, or people did
        if at in self.applied_only or (moment.until and at in self.applied):
            return True
        if at in self.contact and not moment.until:
            return False
        if moment.until:
            if self.reading.genre in _WITHIN and _JUST_UNTIL.match(tail):
                return True
            return bool(_APPLIES.match(tail)) or (
                tail.startswith(("まで", "迄")) and tail[2:3] == "に"
            )
        if at in self.dated and self.reading.genre in _WITHIN:
            return True
        return bool(_APPLIES.match(tail))

    def _happens(self, moment: Moment, due: bool, tail: str) -> bool:
        at = moment.span.start
        if not moment.has_day and not (moment.ends and not moment.until):
            return False
        if self.incident:
            return True
        if at in self.contact or at in self.applied or at in self.due or at in self.brought:
            return bool(at in self.due and moment.ends and not moment.until and self._both())
        if self.reading.genre == "procedure" and _EFFECTIVE_AFTER.match(tail):
            return False
        if at in self.started:
            return self.reading.genre == "press_new"
        if due:
            runs = not moment.until or bool(_RUNS.match(tail))
            return runs and (self._both() or bool(_RUNS.match(tail)))
        if _NO_DEADLINE.match(tail) or _NOTICE_AFTER.match(tail):
            return False
        if moment.since and self.reading.genre in VISITED and _EFFECTIVE_AFTER.match(tail):
            return bool(at in self.reading.titles)
        return not (moment.since and _OPENS_AFTER.match(tail))

    def _both(self) -> bool:
        """Whether the days in which people apply are what the notice is about."""
        return self.reading.genre not in ("event", "lecture_on_request")

    def _is_published(self, moment: Moment, start: int, end: int, after: str) -> bool:
        at = moment.span.start
        alone = start in self.bylines and start not in self.answers
        if alone and moment.has_day and not (moment.until or moment.since):
            last = self.reading.document.blocks[-1].span.start
            if start == last or not moment.value.startswith("--"):
                return True
        if at in self.published or _PUBLISHED_BEFORE.search(self.text, max(start, at - 40), at):
            return True
        if at in self.dated or at in self.due or at in self.started:
            return False
        blocks = self.reading.document.blocks
        near_top = start <= blocks[min(len(blocks) - 1, 7)].span.start
        told = _PUBLISHED_AFTER.match(after)
        if told and not moment.until and not moment.since:
            return near_top or "現在" not in told.group()
        near_end = start >= blocks[max(0, len(blocks) - 3)].span.start
        line = self.text[start:end]
        if (
            near_top
            and start == blocks[0].span.start
            and "。" not in self.text[start:at]
            and _MAST.search(line)
        ):
            return True
        if not (near_top or near_end) or moment.until or moment.since or not moment.has_day:
            return False
        block = self.reading.document.block_at(at)
        if block.kind not in (_PARAGRAPH, _SIGNATURE, _HEADING):
            return False
        if (
            block is blocks[-1]
            and line.strip() == moment.span.cut(self.text)
            and "/" not in moment.value
        ):
            return True
        if not _ISSUED_HEAD.fullmatch(self.text, start, at):
            return False
        # A day without its year, or with hours on the next line, is that of an event.
        if moment.value.startswith("--") or _HOURS_BELOW.match(self.text, end):
            return False
        return bool(_ISSUED_LINE.fullmatch(self.text, moment.span.end, end))

    def relative(self) -> Iterator[Clue]:
        """Deadlines that name no day: 14日以内, 前日まで, 随時."""
        text = self.text
        for match in _RELATIVE.finditer(text):
            at = match.start()
            if at in self.reading.hidden or at in self.contact:
                continue
            line_end = self.reading.line(at)[1]
            labelled = at in self.due
            if not (labelled or _RELATIVE_FITS.match(text, match.end(), line_end)):
                continue
            clarity = LABELLED[Tie.LABEL] if labelled else VALUE
            words = match.group().strip()
            if _PAST.search(self.text, max(0, at - 6), at):
                continue
            if not labelled and _ANSWERED.match(text, match.end(), line_end):
                continue
            if words in ("随時", "通年", "いつでも", "一年中") and not (
                labelled
                or at in self.applied
                or _OPEN_BEFORE.search(text, max(0, at - 8), at)
                or _OPEN_AFTER.match(text, match.end(), line_end)
            ):
                continue
            start = self.reading.line(at)[0]
            head = _RELATIVE_HEAD.search(text, max(start, at - 18), at)
            span = Span(head.start() if head else at, match.end())
            yield Clue(Element.DEADLINE, span, span.cut(text), clarity)

    def hours(self) -> Iterator[Clue]:
        """Hours of use, where a notice tells of something that is always there."""
        if self.reading.genre == "emergency":
            yield from self._told_at()
        if self.reading.genre != "reference":
            return
        for annotation in self.reading.annotations.of(AnnotationKind.PERIOD):
            value, span = annotation.value, annotation.span
            if isinstance(value, PeriodValue) and isinstance(value.start, TimeValue):
                if span.start in self.contact or span.start in self.reading.hidden:
                    continue
                line = self.text[self.reading.line(span.start)[0] : span.start]
                if "電話" not in line and "TEL" not in line:
                    yield Clue(Element.DATE_TIME, span, span.cut(self.text), VALUE)

    def _told_at(self) -> Iterator[Clue]:
        """The hour of a warning that is read out on the day: 午後4時20分に発令しました."""
        for annotation in self.reading.annotations.of(AnnotationKind.TIME):
            span = annotation.span
            if span.start not in self.reading.hidden and _TOLD_AT.match(self.text, span.end):
                yield Clue(Element.DATE_TIME, span, span.cut(self.text), VALUE)

    def schedules(self) -> Iterator[Clue]:
        """Days of the week under a name such as 日時."""
        for field in self.reading.by_element.get(Element.DATE_TIME, ()):
            for value in field.values:
                match = _SCHEDULE.search(self.text, value.start, value.end)
                if match and value.start not in self.contact:
                    clarity = LABELLED[field.tie] - 0.25
                    yield Clue(Element.DATE_TIME, value, value.cut(self.text).strip(" 。"), clarity)
                    break


def _is_open(words: str) -> bool:
    """Whether a bracket is open: in 「…まで（土・日曜日を除く）」 only the weekdays are left out."""
    return max(words.rfind("（"), words.rfind("(")) > max(words.rfind("）"), words.rfind(")"))


def moment_clues(reading: Reading) -> Iterator[Clue]:
    """What the days of a draft say: date_time, deadline, effective_date, publish_date."""
    yield from _Sorter(reading).clues()
