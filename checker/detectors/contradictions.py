"""One thing of which two places of a draft say different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PeriodValue,
    PhoneRole,
    PhoneValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options
from checker.detectors.duration import ABOUT, minutes_of
from checker.detectors.fields import fields_of
from checker.detectors.statements import (
    PART,
    Statement,
    clause_of,
    field_at,
    several_things,
    statements_of,
)
from checker.detectors.years import years_of
from checker.document.model import BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan, Words

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"name", "other"})

NAME = 3
"""Code points that the name of a city has at most; more in common is one place."""

MOST = 6
"""Telephone numbers from which a draft is a list of offices."""

_ASKED = Scan(
    "日間|様式|定員|年度|まで|から|日時|とき|期日|円|定員|先着|超え|前まで|募集|採用|始め|始ま|Word|WORD|ワード|Excel|EXCEL|エクセル|PDF|docx|xlsx|電話|TEL|Tel|☎|ごろ|お集まり|お越し|集合"
)
_WHEN = frozenset(("日時", "とき", "開催日時", "実施日時", "放送日時", "放送する日時"))
_ACTS = regex("放送|試験|訓練|上映|中継|配信|点灯|花火|停電|断水|投票|抽選|開会|開演|開催|式典")
_ABOUT = regex(r"(?:ごろ|頃)?(?:に|、|から)|(?<=ろ)、?|(?<=頃)、?")
TIMES = 4
"""Times of a field from which it is a programme."""
_DAYS_LONG = regex(
    "(?<![0-9第、・〜～])(?P<number>[0-9]{1,2})日間(?!以|ほど|程|前|後|の?うち|の?有効|[のを]?(?:予約|貸|保管))"
)
_BREAKS = regex(
    "除|休館日|休み(?!ます)|平日|うち|毎週|隔|土日|のべ|延べ|[0-9]日[（(][^（()）]{1,4}[)）][・、][0-9]|各"
)
_APPLIED_NAME = regex("^(?:申し?込み?|応募|受付|受け付け|募集|申請)の?(?:受付|受け付け)?の?期間$")
_FROM = regex(
    "(?:の?(?:午[前後])[0-9]{1,2}時(?:[0-9]{1,2}分|半)?)?から、?[^。、\n]{0,24}?(?:受け付け|受付を始め|受付を開始|申し込め|申し込みを始め|募集し|募集を始め)"
)
_APPLYING = regex("申し?込|応募|募集|申請|受け付け")
_OTHER_START = regex(
    "電話|窓口|オンライン|インターネット|追加|2次|二次|先行|郵送|問い合わせ|入場|整理券|相談"
)
_LASTS = regex("から(?![、 　（(]{0,2}約?[0-9]{1,2}(?:分|秒))")
_OF_THE_ACT = regex(
    "(?:ごろ|頃)?(?:から)?の(?P<act>放送|試験|訓練|上映|中継|配信|点灯|花火|停電|断水|抽選|開会|開演|式典)(?!後|前)"
)
_OTHER_TIME = regex(
    "受付|受け付け|集合|開場|前日|翌日|翌朝|お知らせ|決め|判断|発表|問い合わせ|準備|片付け|練習|予備|雨天|延期|まで"
)
_GATHER = Scan(
    r"(?:の?(?:受付|玄関|入り口|正面玄関|ロビー|[0-9]階|駐車場))?(?:に|へ)、?(?:(?:午[前後])?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})(?:まで)?に?、?)?(?:直接、?)?(?:お集まり|お越し|集合して|来て)(?:ください|いただ)"
)
_VENUES = frozenset(("場所", "会場", "ところ", "開催場所", "開催会場"))
_TODAY = regex("当日は?")
_ISSUED = regex(
    "^(?:公開|掲載|更新|最終更新|作成|発行|発表|提供|配布|発信|登録|投稿)(?:日時?|年月日)?$"
)
LEAD = 6
"""Blocks among which the lead stands."""
_FORM = Scan(
    r"(?P<name>(?<![一-龠ァ-ヶー・々])[一-龠ァ-ヶー・々]{3,30}(?:書|届|票|簿|表|状|願))(?:」|』)?[ 　]{0,2}[（(]?(?:別記)?様式第?(?P<number>[0-9]{1,2})号?(?:[)）]|(?=[ 　」、。\n]|$))"
    r"|様式第?(?P<numbered>[0-9]{1,2})号?[)）]?[ 　：:]{0,2}[「『]?(?P<named>[一-龠ァ-ヶー・々]{3,30}(?:書|届|票|簿|表|状|願))(?=[」』 　（(、。をにと\n]|$)"
)
_PAPER = regex(
    r"(?P<name>[一-龠ァ-ヶー・ぁ-ん]{4,28}?(?:書|届出?|票|願|用紙|様式))(?=[」』（(、。をにと 　\n]|$|の(?:提出|様式))"
)
_FILE = regex(
    r"[」』]?(?:の様式|様式)?[ 　]{0,2}[（(]?[ 　]?(?:Word|WORD|ワード|Excel|EXCEL|エクセル|PDF|pdf|ＰＤＦ|docx?|xlsx?)"
)
_FILE_WORDS = Words(("Word", "WORD", "ワード", "Excel", "EXCEL", "エクセル", "PDF", "docx", "xlsx"))
_PAPER_ACT = regex(
    "(?P<told>報告|結果|実績|完了)|(?P<changed>変更|取消|取下|中止|辞退)|(?P<asked>申込|申請|応募|希望|依頼|利用|登録)"
)
PAPERS = 60
"""Names of forms in a draft that are compared; more are a list of all forms."""
HEAD = 4
"""Code points with which the two names of one form begin alike."""
_ONE_FORM = Scan(
    r"(?<![一-龠ァ-ヶー・])(?P<of>[一-龠ァ-ヶー・]{3,20}?)??(?P<head>申込書|申請書|届出書|申込用紙|応募用紙|応募書|申告書|登録票|登録書|予約票|依頼書|願書|調査票)(?![一-龠])"
)
_ITSELF = regex("(?:は|を|に|の様式|が)")
_ANOTHER = regex(
    "場合|とき|または|又は|及び|および|並びに|と一緒|も(?:お?出|提出|要)|別|あわせて|合わせて|両方|それぞれ|添え|添付|代わり|以前|これまで|変更|継続|更新"
)
_AGAIN = Scan(
    r"(?:くり返|繰り返|繰返|くりかえ)し(?:お知らせし|放送し|申し上げ)?ます|もう一度(?:お知らせし|申し上げ)ます"
)
_ASK = regex("問い合わせ|電話|こちらは")
_HOURS_LONG = Scan(
    r"(?:断水|停電|通行止め|工事|作業|休止|停止|講座|講演|教室|試験|上映|公演|訓練|式典|運休|全体|終わるまで)[^。、\n0-9]{0,6}?[はがで]?、?(?P<long>(?P<about>約|およそ|おおよそ|おおむね|ほぼ)?(?P<hours>[0-9]{1,2})時間(?P<half>半)?)(?:ほど|程度|くらい|ぐらい)?(?:続|です|の予定|の見込み|かか|にわた|行|$|断水|停電|止ま|[)）])"
)
_SHORTER = regex(
    "うち|1回|1人|以内|最大|最長|以上|前|後|ごと|おき|延べ|のべ|交代|から|まで|最初|休憩"
)
_OPEN = regex("電話|受付|受け付け|問い合わせ|窓口|開館|開庁|平日|診療|休憩|相談|貸し?出")
_OF_THE_YEAR = regex("[ 　]?(?:の|分の?)?[ 　]?(?P<thing>[一-龠ァ-ヶー]{3,12})")
_BOTH_YEARS = regex("決算|結果|報告|実績|評価|公表|監査|比較")
_SEATS = Scan(
    r"(?:乗車)?定員は?(?P<seats>[0-9]{1,3})(?:人|名)(?:乗り)?の[^。、\n0-9]{0,10}?(?:車|バス|タクシー|ワゴン|カート|船|便)"
)
_SEATS_NAME = regex(
    "^(?:(?:1[台両便]|車両?|車内|バス|乗車|車1台|1台あたり|1台当たり)の?(?:乗車)?定員|(?:乗車)?定員(?:[（(]1[台両便][^（()）]*[)）]))$"
)
_PEOPLE = regex("(?:1[台便][ 　]?)?(?P<number>[0-9]{1,3})(?:人|名)(?:乗り)?(?:まで)?$")
_MARKS = tuple("■□◆◇○●・【▼▽-*※")
_NOT_HELD = regex(
    r"(?:[（(][^（）()]{1,6}[)）])?[^、。 　]{0,8}?(?:から|まで|以降|[〜～~]|発売|締|必着|現在|時点|付|号|配|発行|発表)"
)
_PRESS = regex("報道|プレス|発表|資料|提供|[0-9]号")
_BEFORE_DAY = regex("申し?込|締|受付|受け付け|期限")
_DAY_NAME = regex(
    "^(?:日時|とき|期日|日にち|(?:開催|実施|投票|断水|放送|試験|開館|公演)(?:する)?(?:の)?日時?|年月日)$"
)
_PERIOD_NAME = regex(
    "^(?:期間|会期|日程|とき|日時|(?:休館|募集|開催|実施|規制|工事|通行止め|受付|申請|休業|展示)(?:する|の)?(?:期間|日時))$"
)
_WILL_BE = regex(
    r"(?:に|から|時点で)、?[^。\n]{0,40}?(?:になる|入学する|入所する|入園する|進級する|始まる|採用する)(?!前)"
)
_YEAR_OF = regex(r"令和(?P<year>[0-9]{1,2})年分")
_ENDS = Scan("に(?:は、?)?(?:終わり|終了し|閉会し|閉幕し)")
_BEGINS = regex(
    r"(?P<by>に)?(?:から|より)?、?[^。\n]{0,40}?(?P<thing>[一-龠ァ-ヶー]{2,12})(?:を|が|は)、?(?P<verb>始め|始ま|開始|スタート|行います|行い、|実施します|開きます|開催します)"
)
_BEGINS_THEN = regex("(?:に|から|より)、?(?P<verb>始ま|始め|開始|スタート)")
_TOPIC = regex(r"(?P<thing>[一-龠ァ-ヶー]{2,12})[はが]、?\Z")
_BEGIN = Words(("始め", "始ま", "開始", "スタート"))
_TERM = regex("^(?:任用|雇用|委嘱|採用|契約|利用|入会|使用|指定|貸出|貸付)(?:の)?期間$|^任期$")
_PLACE = regex(r"(?P<place>[一-龠ァ-ヶー0-9A-Za-z 　]{2,20})\Z")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED, _AGAIN, _HOURS_LONG, _ONE_FORM)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, for two values of one role that has no parts."""
    yield from _swapped_phones(context)
    text = context.document.folded
    if text.count("様式") > 1:
        yield from _form_numbers(context)
    if text.count("定員") > 1:
        yield from _seats(context)
    yield from _form_files(context)
    yield from _one_form(context)
    yield from _said_again(context)
    yield from _other_hours(context)
    yield from _last_year(context)
    if several_things(context):
        return
    by_role: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements_of(context):
        by_role[statement.role, statement.of].append(statement)
    for (role, _), found in by_role.items():
        yield from _compared(role, found, context)
    yield from _other_moment(context)
    yield from _other_place(context)
    yield from _other_day(context)
    yield from _other_hour(context)
    yield from _other_start(context)
    yield from _other_length(context)
    yield from _other_end(context)
    yield from _other_fiscal_year(context)
    yield from _other_income_year(context)
    yield from _other_finish(context)
    yield from _other_opening(context)


def _compared(role: str, found: Sequence[Statement], context: Context) -> Iterator[Match]:
    values = {statement.value for statement in found}
    if len(values) != 2 or any(PART.search(statement.clause) for statement in found):
        return
    if role == "申し込みの期限" and len({statement.told for statement in found}) < 2:
        return
    first = found[0]
    other = next(s for s in found if s.value != first.value)
    if context.document.block_at(first.span.start) is context.document.block_at(other.span.start):
        return
    yield from _both(role, first.span, other.span, context)


def _both(role: str, one: Span, other: Span, context: Context) -> Iterator[Match]:
    """Either may be the wrong one, so both are shown."""
    text = context.document.text
    for here, there in ((one, other), (other, one)):
        shown = there.cut(text)
        related = (Related(there, f"ここでは「{shown}」です"),)
        yield Match(here, {"name": role, "other": shown}, related=related)


# --- forms and seats -----------------------------------------------------------------


def _form_numbers(context: Context) -> Iterator[Match]:
    """「講座申込書（様式第1号）」 in a sentence, 「講習派遣依頼書（様式第1号）」 in the list of files.

    Silent where a name stands without the number too, as on a page of two schemes.
    """
    document = context.document
    text = document.folded
    named: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for found in _FORM.finditer(text):
        if not document.block_at(found.start()).quoted:
            name = (found["name"] or found["named"]).lstrip("のはにと")
            number = found["number"] or found["numbered"]
            start = found.end("name") if found["name"] else found.end("named")
            named[number].append((name, Span(start - len(name), start)))
    for number, found_ in named.items():
        if len(found_) != 2:
            continue
        (one, here), (other, there) = found_
        if one in other or other in one or one[-2:] == other[-2:] == "兼用":
            continue
        if document.block_at(here.start) is document.block_at(there.start):
            continue
        if text.count(one) > 1 or text.count(other) > 1:
            continue
        yield from _both(f"様式第{number}号の名前", here, there, context)


def _form_files(context: Context) -> Iterator[Match]:
    """「実施報告書」 is asked for, and the file to fill in is called 「開催結果届」.

    Both begin alike and are for one act; neither name comes again.
    """
    document = context.document
    text = document.folded
    if not _FILE_WORDS.present(text):
        return
    files: list[tuple[str, Span]] = []
    asked: list[tuple[str, Span]] = []
    for found in islice(_PAPER.finditer(text), PAPERS):
        name, span = found["name"], Span(*found.span("name"))
        if text.count(name) > 1 or document.block_at(span.start).quoted:
            continue
        (files if _FILE.match(text, span.end) else asked).append((name, span))
    for name, span in files:
        others = [(other, there) for other, there in asked if _one_paper(name, other)]
        if len(others) == 1 and sum(_one_paper(others[0][0], file) for file, _ in files) == 1:
            yield from _both("様式の名前", others[0][1], span, context)


def _one_paper(one: str, other: str) -> bool:
    alike = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))
    if alike < HEAD or one in other or other in one:
        return False
    acts = [_PAPER_ACT.search(name[alike - 1 :]) for name in (one, other)]
    return bool(acts[0] and acts[1] and acts[0].lastgroup == acts[1].lastgroup)


def _one_form(context: Context) -> Iterator[Match]:
    """「会計年度任用職員申込書」 is to be sent, and the 「臨時職員登録申込書」 is not given back.

    There is but one, for the draft speaks of 「申込書」 alone too, and of no case for either.
    """
    document = context.document
    text = document.folded
    named: defaultdict[str, defaultdict[str, list[Span]]]
    named = defaultdict(lambda: defaultdict(list))
    plain: set[str] = set()
    for found in islice(_ONE_FORM.finditer(text), PAPERS):
        block = document.block_at(found.start())
        if block.quoted or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            if found["of"]:
                return  # a list of forms
            continue
        if found["of"]:
            named[found["head"]][found["of"]].append(Span(*found.span()))
        elif _ITSELF.match(text, found.end()):
            plain.add(found["head"])
    for head, names in named.items():
        if head not in plain or len(names) != 2:
            continue
        one, other = sorted(names, key=lambda name: (len(names[name]), -names[name][0].start))
        here, there = names[one][0], names[other][0]
        if len(names[one]) > 1 or one in other or other in one:
            continue
        blocks = [document.block_at(span.start) for span in (here, there)]
        clauses = [
            clause_of(context, block, span)
            for block, span in zip(blocks, (here, there), strict=True)
        ]
        if clauses[0] == clauses[1] or any(_ANOTHER.search(clause) for clause in clauses):
            continue
        yield from _both("書類の名前", there, here, context)


def _seats(context: Context) -> Iterator[Match]:
    """「定員8人の小型車2台」 in a sentence, 「1台の定員：10人」 in a table or a label."""
    text = context.document.folded
    told = [found for found in _SEATS.finditer(text) if found["seats"]]
    if len({found["seats"] for found in told}) != 1:
        return
    fields = [field for field in fields_of(context) if _SEATS_NAME.search(field.name)]
    if len(fields) != 1:
        return
    said = _PEOPLE.match(fields[0].value.cut(text).strip(" 　"))
    if said is None or said["number"] == told[0]["seats"]:
        return
    here = Span(told[0].start("seats"), told[0].end("seats") + 1)
    yield from _both("定員", here, fields[0].value, context)


# --- the second reading, hours, the year before ---------------------------------------


def _said_again(context: Context) -> Iterator[Match]:
    """「くり返します。2月10日、午前10時ごろ…」: a day or an hour that the first reading has not."""
    document = context.document
    text = document.folded
    again = _AGAIN.search(text)
    if again is None or _AGAIN.expression.search(text, again.end()):
        return
    stop = _ASK.search(text, again.end())
    end = stop.start() if stop else len(text)
    for kind in (AnnotationKind.TIME, AnnotationKind.DATE):
        first = [a for a in context.annotations.of(kind) if a.span.end <= again.start()]
        known = {_spoken(a) for a in first}
        second = [a for a in context.annotations.of(kind) if again.end() <= a.span.start < end]
        new = [a for a in second if _spoken(a) not in known and _spoken(a) is not None]
        said = {_spoken(a) for a in second}
        left = [a for a in first if _spoken(a) not in said]
        if len(new) != 1 or not left or document.block_at(new[0].span.start).quoted:
            continue
        # The one that stands in the same place of its line.
        like = [a for a in left if _same_words(text, a.span, new[0].span)] or left[-1:]
        yield from _both("くり返しの前後", like[0].span, new[0].span, context)


def _spoken(annotation: Annotation) -> object:
    value = annotation.value
    if isinstance(value, TimeValue):
        return None if value.minutes is None else value.minutes % 720
    return _day(annotation)


def _same_words(text: str, one: Span, other: Span) -> bool:
    return text[one.end : one.end + 2] == text[other.end : other.end + 2]


def _other_hours(context: Context) -> Iterator[Match]:
    """「断水はおよそ6時間続きます」, and hours of the works that are five."""
    document = context.document
    text = document.folded
    told = list(islice(_HOURS_LONG.finditer(text), 2))
    if len(told) != 1:
        return
    found = told[0]
    block = document.block_at(found.start())
    clause = clause_of(context, block, Span(*found.span()))
    if block.quoted or _SHORTER.search(clause):
        return
    said = int(found["hours"]) * 60 + (30 if found["half"] else 0)
    around: list[tuple[int, Span]] = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if _OPEN.search(document.block_at(period.span.start).span.cut(text)):
            continue
        length = minutes_of(context, period) if isinstance(value, PeriodValue) else None
        if length is not None:
            around.append((length, period.span))
    lengths = {length for length, _ in around}
    if len(lengths) != 1:
        return
    length, place = around[0]
    # 「およそ」 leaves half an hour.
    off = abs(length - said)
    if 0 < length <= 24 * 60 and off >= (ABOUT if found["about"] else 1) and off * 2 < length:
        yield from _both("時間の長さ", Span(*found.span("long")), place, context)


def _last_year(context: Context) -> Iterator[Match]:
    """「令和7年度 市民税」 in the title, and only 「令和8年度の市民税」 in the text."""
    document = context.document
    text = document.folded
    fiscal = years_of(context).fiscal
    head = document.blocks[0].span
    if fiscal is None or text.count("年度") < 2:
        return
    year, place = fiscal
    title = document.block_at(place.start).span
    if place.start > head.end and document.block_at(place.start).kind is not BlockKind.HEADING:
        return
    other: list[Span] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.fiscal or value.year is None:
            continue
        if date.span.start < title.end:
            if value.year != year:
                return
            continue
        if value.year == year:
            return  # the text speaks of that year too
        if value.year == year + 1:
            thing = _OF_THE_YEAR.match(text, date.span.end)
            if thing and thing["thing"][:3] in text[place.end : title.end]:
                other.append(date.span)
    if other and not _BOTH_YEARS.search(text, title.start, title.end):
        yield from _both("年度", place, other[0], context)


# --- telephone numbers ------------------------------------------------------------


def _swapped_phones(context: Context) -> Iterator[Match]:
    """Two numbers whose last digits changed places: 04-0000-5521, 04-0000-5512."""
    phones: dict[str, Annotation] = {}
    for phone in context.annotations.of(AnnotationKind.PHONE):
        value = phone.value
        if isinstance(value, PhoneValue) and value.complete and value.valid:
            if value.role is PhoneRole.SHORT:
                continue
            if context.document.block_at(phone.span.start).cell is not None:
                return  # a list of offices
            phones.setdefault(value.digits, phone)
    if not 2 <= len(phones) <= MOST:
        return
    numbers = list(phones)
    for index, one in enumerate(numbers):
        for other in numbers[index + 1 :]:
            if phones[one].value.role is phones[other].value.role and _swapped(one, other):  # type: ignore[union-attr]
                yield from _both("電話", phones[one].span, phones[other].span, context)
                return


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring digits among the last four changed places."""
    if len(one) != len(other) or one[:-4] != other[:-4]:
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) != 2 or apart[1] - apart[0] != 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


# --- the moment and the place of what the title announces ----------------------------


def _other_moment(context: Context) -> Iterator[Match]:
    """「日時：午前11時ごろ … 午前10時ごろ、チャイムのあとに放送します」."""
    document = context.document
    text = document.folded
    fields = [field for field in fields_of(context) if field.name in _WHEN]
    if len(fields) != 1:
        return
    value = fields[0].value
    times = context.annotations.overlapping(value, AnnotationKind.TIME)
    dates = context.annotations.overlapping(value, AnnotationKind.DATE)
    if len(times) != 1 or len(dates) != 1 or not isinstance(times[0].value, TimeValue):
        return
    if _OTHER_TIME.search(value.cut(text)) or _LASTS.match(text, times[0].span.end):
        return
    head = document.blocks[0].span.cut(text)
    acts = {act.group() for act in _ACTS.finditer(head)}
    for time in context.annotations.of(AnnotationKind.TIME):
        moment = time.value
        if value.contains(time.span) or not isinstance(moment, TimeValue):
            continue
        if moment.minutes is None or moment.minutes == times[0].value.minutes:
            continue
        if not _ABOUT.match(text, time.span.end) and not _OF_THE_ACT.match(text, time.span.end):
            continue
        block = document.block_at(time.span.start)
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        clause = clause_of(context, block, time.span)
        said = {act.group() for act in _ACTS.finditer(clause)}
        told = _OF_THE_ACT.match(text, time.span.end)
        if (
            told is not None
            and told["act"] in acts
            and not _OTHER_TIME.search(text, block.span.start, time.span.start)
        ):
            yield from _both("時刻", times[0].span, time.span, context)
            return
        if (
            not acts & said
            or _OTHER_TIME.search(clause)
            or not clause.rstrip("」").endswith("ます")
        ):
            continue
        if context.annotations.overlapping(
            Span(block.span.start, time.span.end), AnnotationKind.DATE
        ):
            continue
        here = context.annotations.overlapping(block.span, AnnotationKind.TIME)
        if len(here) == 1:
            yield from _both("時刻", times[0].span, time.span, context)
            return


def _other_place(context: Context) -> Iterator[Match]:
    """「場所：市役所 … 当日は駅前広場へお集まりください」."""
    document = context.document
    text = document.folded
    fields = [field for field in fields_of(context) if field.name in _VENUES]
    if len(fields) != 1 or "集合" in text:
        return
    known = fields[0].value.cut(text).replace(" ", "").replace("　", "")
    for found in _GATHER.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or block.kind is BlockKind.TABLE_CELL:
            continue
        start = max(
            block.span.start,
            found.start() - 40,
            text.rfind("。", block.span.start, found.start()) + 1,
        )
        place = _PLACE.search(text, max(start, found.start() - 20), found.start())
        if place is None or not _TODAY.search(text, start, place.start() + 2):
            continue
        offices = context.annotations.overlapping(Span(*place.span("place")), AnnotationKind.OFFICE)
        name = place["place"].replace(" ", "").replace("　", "")
        common = sum(
            1 for _ in takewhile(lambda two: two[0] == two[1], zip(name, known, strict=False))
        )
        # What they begin with together is the name of the city; what they end with is 公民館.
        plain = known.split("（")[0][common:]
        alike = sum(
            1
            for _ in takewhile(
                lambda two: two[0] == two[1], zip(name[::-1], plain[::-1], strict=False)
            )
        )
        one, other = name[common:], known[common:]
        if alike > 1:
            one, other = name[common : len(name) - alike], plain[: len(plain) - alike]
        if not one or not other or _pairs(one) & _pairs(other) or common > NAME:
            continue
        if not offices and not name.endswith(("広場", "公園", "館", "センター", "ホール")):
            continue
        span = Span(*place.span("place"))
        if text.count(span.cut(text)) > 1:
            continue
        yield from _both("場所", fields[0].value, span, context)
        return


# --- days of the title and of the lead ------------------------------------------------


def _day(date: Annotation) -> tuple[int, int] | None:
    value = date.value
    if not isinstance(value, DateValue) or value.month is None or value.day is None or value.part:
        return None
    return value.month, value.day


def _title(document: Document) -> Span:
    """The title; what stands above it in a draft is the day of issue and the sender."""
    for block in document.blocks[:LEAD]:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return block.span
    return document.blocks[0].span


def _head(context: Context) -> Span:
    """The title and the lines up to the first heading, label, item or cell behind it."""
    blocks = context.document.blocks
    end = blocks[0].span.end
    for number, block in enumerate(blocks[1:LEAD], 1):
        if block.kind is BlockKind.HEADING and blocks[number - 1].kind is BlockKind.TITLE:
            continue  # the title of the page and its heading
        if block.label is not None and _ISSUED.search(block.label.cut(context.document.folded)):
            continue
        if block.kind is not BlockKind.PARAGRAPH or block.span.cut(
            context.document.folded
        ).startswith(_MARKS):
            break
        end = block.span.end
    return Span(blocks[0].span.start, end)


def _other_day(context: Context) -> Iterator[Match]:
    """A title with one day, and one field for the day of the event with another."""
    document = context.document
    text = document.folded
    title = _title(document)
    dates = context.annotations.overlapping(title, AnnotationKind.DATE)
    if len(dates) != 1 or _NOT_HELD.match(text, dates[0].span.end, title.end):
        return
    if _PRESS.search(text, title.start, title.end) or _BEFORE_DAY.search(
        text, title.start, dates[0].span.start
    ):
        return
    fields = [field for field in fields_of(context) if _DAY_NAME.search(field.name)]
    if len(fields) != 1:
        return
    there = context.annotations.overlapping(fields[0].value, AnnotationKind.DATE)
    if len(there) != 1 or PART.search(fields[0].value.cut(text)):
        return
    one, other = _day(dates[0]), _day(there[0])
    if one is not None and other is not None and one != other:
        yield from _both("日にち", dates[0].span, there[0].span, context)


def _other_hour(context: Context) -> Iterator[Match]:
    """A title with an hour, and one field for the hour of the event that does not name it."""
    document = context.document
    text = document.folded
    title = _title(document)
    if text.find("時", title.start, title.end) < 0:
        return
    times = context.annotations.overlapping(title, AnnotationKind.TIME)
    if not times or _OTHER_TIME.search(text, title.start, title.end):
        return
    fields = [field for field in fields_of(context) if field.name in _WHEN]
    if len(fields) != 1 or PART.search(fields[0].value.cut(text)):
        return
    there = context.annotations.overlapping(fields[0].value, AnnotationKind.TIME)
    if not there or _PRESS.search(text, title.start, title.end):
        return
    one, named = times[0].value, [time.value for time in there]
    if not isinstance(one, TimeValue) or one.minutes is None or not one.meridiem:
        return
    said = {value.minutes for value in named if isinstance(value, TimeValue)}
    if None not in said and not {one.minutes, one.minutes % 720} & said and len(said) <= TIMES:
        yield from _both("時刻", times[0].span, there[0].span, context)


def _other_start(context: Context) -> Iterator[Match]:
    """「申し込みは2月10日から受け付けます」, and a period of application from another day."""
    text = context.document.folded
    fields = [
        field
        for field in fields_of(context)
        if field.name.endswith("期間") and _APPLIED_NAME.search(field.name)
    ]
    if len(fields) != 1 or PART.search(fields[0].value.cut(text)):
        return
    dates = context.annotations.overlapping(fields[0].value, AnnotationKind.DATE)
    if len(dates) != 2 or not text.startswith(("から", "〜", "～"), dates[0].span.end):
        return
    start = _day(dates[0])
    for date in context.annotations.of(AnnotationKind.DATE):
        if fields[0].value.contains(date.span) or not _FROM.match(text, date.span.end):
            continue
        block = context.document.block_at(date.span.start)
        clause = clause_of(context, block, date.span)
        if block.cell is not None or block.quoted or PART.search(clause):
            continue
        if not _APPLYING.search(clause) or _OTHER_START.search(clause):
            continue
        here = _day(date)
        if start is not None and here is not None and here != start:
            yield from _both("受け付けの始まり", date.span, dates[0].span, context)
            return


def _other_length(context: Context) -> Iterator[Match]:
    """「工事は3日間行います」 in the lead, and a field with a period of five days."""
    document = context.document
    text = document.folded
    head = _head(context)
    if text.find("日間", head.start, head.end) < 0:
        return
    told = list(_DAYS_LONG.finditer(text[head.start : head.end]))
    if len(told) != 1 or told[0]["number"] is None:
        return
    fields = [field for field in fields_of(context) if _PERIOD_NAME.search(field.name)]
    periods = [
        period
        for field in fields
        for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue) and isinstance(period.value.start, DateValue)
    ]
    if len(periods) != 1 or len(fields) != 1:
        return
    if _BREAKS.search(text, head.start, head.end) or _BREAKS.search(fields[0].value.cut(text)):
        return
    days = [
        years_of(context).resolve(date)
        for date in context.annotations.overlapping(periods[0].span, AnnotationKind.DATE)
    ]
    if len(days) != 2:
        return
    if days[0] is not None and days[1] is not None:
        length = (days[1].date - days[0].date).days + 1
    else:
        start, end = map(
            _day, context.annotations.overlapping(periods[0].span, AnnotationKind.DATE)
        )
        if start is None or end is None or start[0] != end[0]:
            return  # the length of the month counts
        length = end[1] - start[1] + 1
    if length > 1 and int(told[0]["number"]) not in (length, length - 1):
        place = Span(head.start + told[0].start("number"), head.start + told[0].end())
        yield from _both("日数", place, periods[0].span, context)


def _other_end(context: Context) -> Iterator[Match]:
    """A period of the title or the lead, and one of a field that shares but one end with it."""
    document = context.document
    text = document.folded
    head = _head(context)
    told: list[tuple[tuple[Annotation, ...], Span]] = []
    named: list[tuple[tuple[Annotation, ...], Span]] = []
    fields = [field for field in fields_of(context) if _PERIOD_NAME.search(field.name)]
    for period in context.annotations.of(AnnotationKind.PERIOD):
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        if len(dates) != 2 or None in map(_day, dates):
            continue
        if head.contains(period.span):
            told.append((dates, period.span))
        elif field_at(fields, period.span.start) is not None:
            named.append((dates, period.span))
    if not told or len(named) != 1:
        return
    if len({tuple(map(_day, dates)) for dates, _ in told}) != 1:
        return
    (start, end), place = told[0]
    (first, last), other = named[0]
    clause = clause_of(context, document.block_at(place.start), place)
    if PART.search(clause) or PART.search(text, other.start, other.end):
        return
    if (_day(start) == _day(first)) is not (_day(end) == _day(last)):
        ends = (start, first) if _day(start) != _day(first) else (end, last)
        yield from _both("期間", ends[0].span, ends[1].span, context)


def _other_fiscal_year(context: Context) -> Iterator[Match]:
    """「令和9年度の職員」, and a term from 1 April of 令和8年."""
    fiscal = years_of(context).fiscal
    head = context.document.blocks[0].span
    if fiscal is None or not head.contains(fiscal[1]):
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if (
            isinstance(value, DateValue)
            and (value.year, value.month) == (fiscal[0] - 1, 4)
            and _WILL_BE.match(context.document.folded, date.span.end)
        ):
            yield from _both("年度", fiscal[1], date.span, context)
            return
    fields = [field for field in fields_of(context) if _TERM.search(field.name)]
    for field in fields:
        for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD):
            dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
            if len(dates) != 2 or [_day(date) for date in dates] != [(4, 1), (3, 31)]:
                continue
            first = dates[0].value
            if isinstance(first, DateValue) and first.year == fiscal[0] - 1:
                yield from _both("年度", fiscal[1], period.span, context)
                return


def _other_income_year(context: Context) -> Iterator[Match]:
    """A title of 令和8年分, and a lead that takes in 令和7年分."""
    text = context.document.folded
    head = _head(context)
    found = list(_YEAR_OF.finditer(text, head.start, head.end))
    if len(found) < 2 or len({one["year"] for one in found}) != 2:
        return
    title, first = found[0], next(one for one in found if one["year"] != found[0]["year"])
    if context.document.blocks[0].span.end < title.end() or "還付" in head.cut(text):
        return
    if abs(int(title["year"]) - int(first["year"])) == 1:
        yield from _both("年分", Span(*title.span()), Span(*first.span()), context)


def _other_finish(context: Context) -> Iterator[Match]:
    """「日時：… 午後3時30分まで」, and a sentence that lets it end at 午後4時."""
    document = context.document
    text = document.folded
    ends = list(_ENDS.finditer(text))
    fields = [field for field in fields_of(context) if _DAY_NAME.search(field.name)]
    if len(ends) != 1 or len(fields) != 1:
        return
    periods = context.annotations.overlapping(fields[0].value, AnnotationKind.PERIOD)
    times = context.annotations.overlapping(
        Span(max(0, ends[0].start() - 1), ends[0].start()), AnnotationKind.TIME
    )
    if len(periods) != 1 or len(times) != 1 or not isinstance(periods[0].value, PeriodValue):
        return
    told, named = times[0].value, periods[0].value.end
    if not isinstance(told, TimeValue) or not isinstance(named, TimeValue) or not told.meridiem:
        return
    block = document.block_at(times[0].span.start)
    clause = clause_of(context, block, times[0].span)
    if block.quoted or PART.search(clause) or _OTHER_TIME.search(clause):
        return
    if named.minutes is None or told.minutes in (None, named.minutes) or "日" in clause:
        return
    if not fields[0].value.contains(times[0].span):
        yield from _both("終わりの時刻", periods[0].span, times[0].span, context)


def _other_opening(context: Context) -> Iterator[Match]:
    """「午前10時から、避難訓練を行います … 午前10時30分に…訓練を始めます」."""
    document = context.document
    text = document.folded
    if not _BEGIN.present(text):
        return
    told: defaultdict[str, list[tuple[int, Span, frozenset[tuple[int, int] | None]]]]
    told = defaultdict(list)
    for time in context.annotations.of(AnnotationKind.TIME):
        line = document.block_at(time.span.start).span.start
        found = _BEGINS.match(text, time.span.end)
        before = _TOPIC.search(text, max(line, time.span.start - 16), time.span.start)
        if before is not None:
            found = _BEGINS_THEN.match(text, time.span.end)
        if found is None:
            continue
        value = time.value
        block = document.block_at(found.start())
        if not isinstance(value, TimeValue) or value.minutes is None or block.quoted:
            continue
        if (
            before is None
            and found["by"]
            and not found["verb"].startswith(("始", "開始", "スタート"))
        ):
            continue  # 「午前10時に行います」 may be said of a part
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        sentence = text[begin : found.end()]
        if PART.search(sentence) or _OTHER_TIME.search(sentence):
            continue
        dates = context.annotations.overlapping(Span(begin, found.end()), AnnotationKind.DATE)
        days = frozenset(_day(date) for date in dates)
        thing = (before or found)["thing"]
        told[thing[-2:]].append((value.minutes, time.span, days))
    for statements in told.values():
        if len(statements) != 2:
            continue
        (one, here, days), (other, there, others) = statements
        if one != other and (not days or not others or days == others):
            yield from _both("始まりの時刻", here, there, context)


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}
