"""Whom to ask, how and when, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import AnnotationKind, PeriodValue, PhoneRole, PhoneValue, TimeValue
from checker.document.model import BlockKind, MarkKind
from checker.model import Span
from checker.notice.fields import Tie
from checker.notice.reading import LABELLED, SAID, VALUE, Clue, Reading
from checker.notice.types import Element
from checker.regex import led, regex
from checker.scan import Scan

_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH
_SIGNATURE = BlockKind.SIGNATURE
_TABLE_CELL = BlockKind.TABLE_CELL

_NAME = (
    r"(?:[一-龠々ァ-ヶーA-Za-z0-9・]|こども|子ども|くらし|まち(?:づくり)?|みどり|ふるさと|いきいき|すこやか|づくり|つくり|ふれあい|"
    r"みんな|あおば|障がい|なんでも|あんしん|はぐくみ|しごと|にぎわい|みらい|いのち|と(?=[一-龠ァ-ヶみく])|の(?=[課係室])|すまい|さくら|はつらつ|いきがい|ごみ)"
)
_OFFICES = (
    "課|係|室|局|署|支所|出張所|相談所|保健所|役所|役場|館|センター|委員会|本部|団|協会|協議会|公社|機構|病院|担当|グループ|班|チーム|窓口|学校|園|実行委員会|"
    "連盟|選管|財団|事業団|クラブ|プラザ|ホール|自然の家|の[家里森]|プール|公園|JA|商工会|部"
)
_DEPARTMENT = regex(
    rf"選管|保健所|市役所|{_NAME}{{1,24}}?{led(_OFFICES)}(?!(?!長[\s　])[一-龠ァ-ヶ])"
)
_NOT_DEPARTMENT = regex(
    r"^(?:担当|窓口|受付|部|課|係|会場|市内|各|電話|平日|問|お問|なお|詳し)$|^(?:受付|申込|相談)?窓口$"
)
_SPOKEN = regex(
    r"(?<![0-9])[0-9〇零一二三四五六七八九]{2,5}の[、\s　]?[0-9〇零一二三四五六七八九]{2,4}の[、\s　]?"
    r"[0-9〇零一二三四五六七八九]{3,4}"
    r"|(?<=電話、)0[0-9]{1,4}、[\s　]?[0-9]{2,4}、[\s　]?[0-9]{3,4}(?![0-9])"
)
_BARE = Scan(
    r"(?:電話|TEL|Tel|tel|℡|☎)[.．\s　：:]*(?:（[^）]{0,10}）)?"
    r"[0-9]{1,5}[-‐−ー－（(][0-9()（）‐−ー－-]{3,12}"
)
_FAX = Scan(
    r"(?:FAX|Fax|fax|ファクス|ファックス|ファクシミリ)[.．\s　：:]*(?:番号)?[0-9]{1,5}[-‐−ー－（(][0-9()（）‐−ー－-]{3,12}"
)
_TO = regex(
    r"(?:[（(][^）)\n]{0,40}[）)])?(?:(?:、|か|や)?(?:または|又は|か)?[^。、\n]{1,16})?(?:まで|へ|に|迄)(?:、|ご)?"
    r"(?:[^。\n]{0,12}?(?:問い?合|連絡|相談|尋ね|聞[いき]|電話|申し出|お?知らせ(?!し)|通報|お気軽|お?寄せ)|[。）)]|$)",
    re.MULTILINE,
)
_HOURS = regex(
    r"24時間|二十四時間|終日|(?:平日|開庁日|開館日|月曜(?:日)?(?:から|[〜～-])[^。\n]{0,6}金曜(?:日)?|土日(?:祝日?)?(?:を|は)?除く)"
)
_NOTED = regex(r"[\s　]*(?:（[^（）\n]{0,12}）)?[（(、，]([^（）()\n]{2,40})")
_ALWAYS = Scan(r"24時間(?!以内|前|後|ごと)(?:対応|受付|受け付け|年中無休)?")
_HOURS_LINE = regex(
    r"(?:受付時間|受け付け(?:の)?時間|開庁時間|執務時間|業務時間|対応時間|窓口(?:の)?時間|電話(?:の)?受付|問い?合わせ(?:の)?受付)(?:時間)?(?:は|、|：|:|／|/|\s)"
)
_FORM = Scan(
    r"(?:お?問い?合わ?せ|ご?意見|ご?相談|お便り|連絡|投稿)(?:用)?(?:入力)?(?:専用)?(?:の)?(?:フォーム|ページ|サイト)|メールフォーム|チャット(?:ボット)?|LINEで(?:相談|問)"
)
_COMMITTEE = regex(r"実行委員会|実行会議|組織委員会")
"""An office that exists for what is announced, so that it is its organiser, too."""

_CALLABLE = regex(
    r"(?:夜間|休日|土日|祝日|時間外|閉庁日|夜)[^。、\n]{0,10}(?:つなが|対応|応対|受け付け|出ます|当直)|当直|"
    r"(?:まで|から|日|曜日?)は、?お?休み|(?:午前|午後)?[0-9]{1,2}時(?:[0-9]{1,2}分)?まで"
)

_STAFFED = regex(
    r"24時間(?!以内|前|後|ごと)|夜間(?:も|・休日|や休日)|夜(?:どおし|通し)|宿直|いつでも、?(?:お?電話|つなが|お?受け)|"
    r"(?:平日|土日)(?:のみ|だけ)|職員が(?:おり|います)|"
    r"(?:開館|営業|開庁|開園|開所|執務|業務)(?:時間)?(?:中|内)(?![^。\n]{0,8}(?:は|も)(?:申|利用|入))|"
    r"(?:今夜|きょう|今日|本日|休日)は、?[^。、\n]{0,12}まで、?(?:お?受け|つなが|対応|出ます)"
)
"""When somebody answers, told behind a number without hours from and to."""

_CALLED = regex(
    r"(?:まで)?(?:に|は|の間|の間に|、)*お?電話(?:を|で|に|が)?[^。、\n]{0,8}(?:受け|つなが|ください|下さい|対応|応じ|出)"
)
"""Behind hours: they are those of the telephone."""

_BEHIND = 60
"""Code points behind a number in which it may be told when somebody answers."""

_TELLS = regex(r"^[^（(電℡☎\d]{0,6}(?:で|が|は|を|に(?!て))(?=[^）)\s])")
"""Behind an office: something is told of it, it is not just named."""

_LOCAL = 6
"""Digits of the shortest number without an area code."""

_ANSWERED = (PhoneRole.PHONE, PhoneRole.EXTENSION)

_FIRST = 15
"""Lines from the top among which the city names itself."""

_ENOUGH = 3
"""Sentences of which somebody is the subject that are looked at: the first tell who speaks."""

_ISSUER = regex(
    r"(?:[\s　（(]*(?:令和|平成|R|20)?[0-9元年月日./（）()月火水木金土祝・曜\s　]*(?:午前|午後)?[0-9時分:]*(?:発表|現在|更新)?[\s　]*)"
    r"([一-龠ぁ-んァ-ヶー]{1,10}(?:市|町|村|区)(?:長|役所|役場)?(?:[\s　]*[一-龠ぁ-んァ-ヶー・\s　]{1,24}(?:課|係|室|局|部|館|所|委員会|センター|本部|公室|会))?"
    r"|[一-龠ぁ-んァ-ヶー・]{2,20}(?:課|局|委員会|本部|部|協議会|センター|館))(?:発表)?[\s　]*"
)
_BODIES = (
    "教育委員会|選挙管理委員会|実行委員会|農業委員会|社会福祉協議会|災害対策本部|消防本部|消防局|協議会|上下水道局|水道局|下水道局|"
    "図書館|博物館|美術館|資料館|科学館|文学館|文化会館|公民館|センター|協会|公社|商工会議所|商工会|財団|事業団|消防署|警察署|保健所"
)
_ACTS = (
    r"((?:本市|当市|市|町|村|区|県|当館|当課|"
    r"(?:[ぁ-ん]{2,5}|[一-龠ァ-ヶー]{1,8})(?=[市町村区])(?:市|町|村|(?<![地学校挙票該全各当両])区)(?:[一-龠々ァ-ヶー]{1,12}(?:課|局|室|部|事業|委員会))?|"
    rf"(?:[ぁ-ん]{{2,5}}[市町村])?[一-龠々ァ-ヶー]{{0,14}}{led(_BODIES)}"
    r"|市立[^\s、。のはがで]{2,12}|市長|町長|村長|[一-龠ァ-ヶー]{2,12}[課局](?=の職員))"
    r"(?:[（(][^）)\n]{1,24}[）)])?(?:と[^。、\n]{1,12}?)?)(?:の(?:職員|相談員|係員|保健師|消防士|学芸員|指導員|栄養士|司書))?(?:において|では|は|が|で)(?=[、\s　]?[^。\n]{3,})"
)
_ACTOR_FIRST = regex(_ACTS)
_ACTOR = regex(rf"[。、】）)」を\s　]{_ACTS}")
"""Begins with what stands in front, so that a search can leap to it."""
_BROADCAST = Scan(r"こちらは、?[\s　]?(?:防災)?([^。、\n]{2,16}?)(?:です|でございます)")


def contact_clues(reading: Reading) -> Iterator[Clue]:
    """Who is to be asked, how, when, and who speaks."""
    further = list(_further_numbers(reading))
    yield from _phones(reading, further)
    yield from _departments(reading, further)
    yield from _others(reading)
    yield from _hours(reading, further)
    yield from _organisers(reading)


def _phones(reading: Reading, further: Sequence[Span]) -> Iterator[Clue]:
    text = reading.text
    for annotation in reading.annotations.of(AnnotationKind.PHONE):
        value = annotation.value
        if not isinstance(value, PhoneValue) or value.role is not PhoneRole.PHONE:
            continue
        if annotation.span.start not in reading.hidden:
            clarity = LABELLED[Tie.LABEL] if annotation.span.start in reading.contact else SAID
            yield Clue(Element.CONTACT_PHONE, annotation.span, value.digits, clarity)
    for span in further:
        digits = "".join(char for char in span.cut(text) if char.isdecimal())
        yield Clue(Element.CONTACT_PHONE, span, digits, SAID)


def _further_numbers(reading: Reading) -> Iterator[Span]:
    """Numbers that are read out (04の0000の1234), or that lack a digit or an area code."""
    text = reading.text
    phones = reading.annotations.of(AnnotationKind.PHONE)
    known = [phone.span for phone in phones]
    written = any(isinstance(a.value, PhoneValue) and len(a.value.digits) >= _LOCAL for a in phones)
    numbers = list(_BARE.finditer(text))
    if not written and ("電話" in text or "問い合わせ" in text or "連絡" in text):
        # Only what is read out writes them so, and then all of them.
        numbers += _SPOKEN.finditer(text)
    for match in numbers:
        span = Span(*match.span())
        digits = sum(char.isdecimal() for char in match.group())
        if digits >= _LOCAL and not any(span.overlaps(other) for other in known):
            yield span


_PERSON = regex(
    r"[一-龠々ぁ-んァ-ヶー・]{1,10}(?:[（(][^（()）\n]{1,12}[）)])?[ 　]?(?:さん|氏)(?=[\s　（(、:：]|$)"
)
"""Whom a group of citizens names: 茂木さん."""


def _person(text: str, value: Span) -> Span | None:
    match = _PERSON.match(text, value.start, value.end)
    return Span(*match.span()) if match else None


def _departments(reading: Reading, further: Sequence[Span]) -> Iterator[Clue]:
    text = reading.text
    blocks = reading.document.blocks
    done: set[int] = set()
    for field in reading.by_element.get(Element.CONTACT_DEPT, ()):
        for value in field.values[:6]:
            match = _department(reading, value) or _person(text, value)
            if match and match.start not in done:
                done.add(match.start)
                yield Clue(Element.CONTACT_DEPT, match, match.cut(text), LABELLED[field.tie])
                break
    numbers = [
        annotation.span
        for annotation in reading.annotations.of(AnnotationKind.PHONE)
        if isinstance(annotation.value, PhoneValue) and annotation.value.role in _ANSWERED
    ]
    for number in (*numbers, *further):
        start, _ = reading.line(number.start)
        match = _department(reading, Span(max(start, number.start - 60), number.start))
        if match is None:
            match = _department_behind(reading, number.end) or _department_above(reading, start)
        if match and match.start not in done:
            done.add(match.start)
            yield Clue(Element.CONTACT_DEPT, match, match.cut(text), SAID)
            if _COMMITTEE.search(match.cut(text)):
                yield Clue(Element.ORGANISER, match, match.cut(text), VALUE)
    for field in reading.by_element.get(Element.HOW_TO_APPLY, ()):
        if not field.name.endswith("先"):
            continue
        for value in field.values[:2]:
            named = _department(reading, value)
            if named and named.start not in done:
                done.add(named.start)
                yield Clue(Element.CONTACT_DEPT, named, named.cut(text), VALUE)
    for office in reading.annotations.of(AnnotationKind.OFFICE):
        span = office.span
        if span.start in done or span.start in reading.hidden:
            continue
        if _TO.match(text, span.end):
            done.add(span.start)
            yield Clue(Element.CONTACT_DEPT, span, span.cut(text), VALUE)
    if not done and (numbers or further):
        # 問い合わせ 電話04-0000-6009, and the office stands beside the day of issue.
        for _, issuer in reading.bylines:
            match = issuer and _department(reading, issuer)
            if match:
                done.add(match.start)
                yield Clue(Element.CONTACT_DEPT, match, match.cut(text), VALUE)
                break
    for block in blocks[max(2, len(blocks) - 3) :]:
        line = block.span.cut(text)
        if len(line) > 50 or "。" in line or block.kind is _TABLE_CELL:
            continue
        match = _department(reading, block.span)
        if match and _TELLS.search(text[match.end : block.span.end]):
            continue  # 各課で誓約書を取ります
        if match and match.start not in done and block.label is None:
            yield Clue(Element.CONTACT_DEPT, match, match.cut(text), VALUE)


_LINES_ABOVE = 4
"""Lines above a number in which its office may stand: the address and the fax come between."""


def _department_behind(reading: Reading, at: int) -> Span | None:
    """The office in brackets behind a number: 04-0000-2700（国際交流センター）."""
    noted = _NOTED.match(reading.text, at)
    return _department(reading, Span(*noted.span(1))) if noted else None


def _department_above(reading: Reading, start: int) -> Span | None:
    text = reading.text
    for _ in range(_LINES_ABOVE):
        if not start:
            return None
        above = reading.document.block_at(start - 1)
        start = above.span.start
        if len(above.span) > _SHORT or "。" in above.span.cut(text):
            return None
        found = _department(reading, above.span)
        if found is not None:
            return found
        if above.kind is _HEADING:
            return None
    return None


def _department(reading: Reading, span: Span) -> Span | None:
    """The first name of an office in a line, its own words before any shape of a name."""
    text = reading.text
    for office in reading.annotations.overlapping(span, AnnotationKind.OFFICE):
        if span.contains(office.span):
            end = office.span.end
            # あおば市教育委員会 生涯学習課 青少年係 is one name.
            for further in reading.annotations.overlapping(
                Span(end, span.end), AnnotationKind.OFFICE
            ):
                if text[end : further.span.start].strip(" 　・"):
                    break
                end = further.span.end
            return Span(office.span.start, end)
    for match in _DEPARTMENT.finditer(text, span.start, span.end):
        if not _NOT_DEPARTMENT.search(match.group()):
            return Span(*match.span())
    return None


def _others(reading: Reading) -> Iterator[Clue]:
    text = reading.text
    for annotation in reading.annotations.of(AnnotationKind.MAIL):
        span = annotation.span
        clarity = LABELLED[Tie.LABEL] if span.start in reading.contact else SAID
        yield Clue(Element.CONTACT_OTHER, span, span.cut(text), clarity)
    for annotation in reading.annotations.of(AnnotationKind.PHONE):
        value = annotation.value
        if isinstance(value, PhoneValue) and value.role is PhoneRole.FAX:
            clarity = LABELLED[Tie.LABEL] if annotation.span.start in reading.contact else SAID
            yield Clue(Element.CONTACT_OTHER, annotation.span, value.digits, clarity)
    faxes = [a.span for a in reading.annotations.of(AnnotationKind.PHONE)]
    for match in _FAX.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in faxes):
            yield Clue(Element.CONTACT_OTHER, span, match.group(), VALUE)
    for match in _FORM.finditer(text):
        yield Clue(Element.CONTACT_OTHER, Span(*match.span()), match.group(), VALUE)
    for mark in reading.document.marks:
        if mark.kind is MarkKind.LINK and mark.target.startswith("mailto:") and len(mark.span):
            yield Clue(Element.CONTACT_OTHER, mark.span, mark.target[7:], VALUE)


_SHORT = 50
"""Code points of a line that names an office and says no more."""

_HEAD = 100
"""Code points in front of the hours in which they may be announced."""


def _hours(reading: Reading, further: Sequence[Span]) -> Iterator[Clue]:
    text = reading.text
    phones = {
        reading.line(a.span.start)[0]
        for a in reading.annotations.of(AnnotationKind.PHONE)
        if isinstance(a.value, PhoneValue) and a.value.role is PhoneRole.PHONE
    }
    # Hours stand in the phone's line or in the next one, but not in front of it.
    for annotation in reading.annotations.of(AnnotationKind.PERIOD):
        value, span = annotation.value, annotation.span
        if not isinstance(value, PeriodValue) or not isinstance(value.start, TimeValue):
            continue
        start, end = reading.line(span.start)
        # Not the whole of a very long line, because every period asks.
        head = text[max(start, span.start - _HEAD) : span.start]
        announced = _HOURS_LINE.search(head) is not None and start not in phones
        in_contact = span.start in reading.contact
        near = start in phones and any(
            start <= a.span.start < span.start
            for a in reading.annotations.overlapping(Span(start, end), AnnotationKind.PHONE)
        )
        below = start > 0 and reading.line(start - 1)[0] in phones and len(head) <= 40
        if in_contact or near or (below and (_HOURS.search(head) or announced)):
            whole = _with_days(text, start, span)
            yield Clue(Element.CONTACT_HOURS, whole, whole.cut(text), LABELLED[Tie.LABEL])
        elif _CALLED.match(text, span.end, end) or (
            announced and (_HOURS.search(head) or "曜" in head or "課" in head)
        ):
            whole = _with_days(text, start, span)
            yield Clue(Element.CONTACT_HOURS, whole, whole.cut(text), SAID)
    for line in sorted(phones):
        # 電話04-0000-5310（12月29日から1月3日まではお休みです）
        for a in reading.annotations.overlapping(
            reading.document.block_at(line).span, AnnotationKind.PHONE
        ):
            noted = _NOTED.match(text, a.span.end)
            if noted and _CALLABLE.search(noted.group()):
                span = Span(*noted.span(1))
                yield Clue(Element.CONTACT_HOURS, span, span.cut(text), VALUE)
            yield from _staffed(reading, a.span.end)
    for number in further:
        yield from _staffed(reading, number.end)
    for field in reading.by_element.get(Element.CONTACT_HOURS, ()):
        if field.tie is Tie.TABLE and field.name == "受付時間" and reading.genre != "benefit":
            continue  # of each day of an event
        for answer in field.values[:3]:
            for annotation in reading.annotations.overlapping(answer, AnnotationKind.PERIOD):
                hours = annotation.value
                if isinstance(hours, PeriodValue) and isinstance(hours.start, TimeValue):
                    whole = _with_days(text, answer.start, annotation.span)
                    words = whole.cut(text)
                    yield Clue(Element.CONTACT_HOURS, whole, words, LABELLED[field.tie])
    for match in _ALWAYS.finditer(text):
        start = reading.line(match.start())[0]
        if match.start() in reading.contact or start in phones:
            yield Clue(Element.CONTACT_HOURS, Span(*match.span()), match.group(), SAID)


def _staffed(reading: Reading, at: int) -> Iterator[Clue]:
    """When somebody answers, behind a number: 04-0000-5260（営業時間内）, 夜間も職員がおります."""
    found = _STAFFED.search(reading.text, at, min(reading.line(at)[1], at + _BEHIND))
    if found:
        yield Clue(Element.CONTACT_HOURS, Span(*found.span()), found.group(), VALUE)


def _with_days(text: str, start: int, span: Span) -> Span:
    """The hours with the days of the week in front of them."""
    for match in _HOURS.finditer(text, max(start, span.start - 30), span.start):
        return Span(match.start(), span.end)
    return span


def _actors(text: str, end: int) -> Iterator[re.Match[str]]:
    """Who does something, in the lines up to a place."""
    first = _ACTOR_FIRST.match(text, 0, end)
    if first is not None:
        yield first
    yield from _ACTOR.finditer(text, 0 if first is None else first.end(), end)


def _organisers(reading: Reading) -> Iterator[Clue]:
    text = reading.text
    blocks = reading.document.blocks
    elsewhere = reading.values(Element.DATE_TIME, Element.PLACE)
    last = blocks[min(len(blocks), _FIRST) - 1].span.end if blocks else 0
    told = 0
    for match in _actors(text, last):
        span = Span(*match.span(1))
        if span.start not in reading.hidden and span.start not in reading.contact:
            yield Clue(Element.ORGANISER, span, span.cut(text), SAID)
            told += 1
            if told == _ENOUGH:
                break
    for match in _BROADCAST.finditer(text):
        yield Clue(Element.ORGANISER, Span(*match.span(1)), match.group(1), SAID)
    for line, issuer in reading.bylines:
        if issuer is None or issuer.start in elsewhere or issuer.start in reading.contact:
            continue
        if reading.annotations.overlapping(line, AnnotationKind.DATE):
            yield Clue(Element.ORGANISER, issuer, issuer.cut(text), SAID)
    for number, block in enumerate(blocks):
        if block.kind is _SIGNATURE and len(block.span):
            words = block.span.cut(text).strip()
            at = text.index(words, block.span.start)
            yield Clue(Element.ORGANISER, Span(at, at + len(words)), words, SAID)
        elif number < 6 and block.kind is _PARAGRAPH and len(block.span) <= 60:
            if block.span.start in elsewhere:
                continue
            issued = _ISSUER.fullmatch(text, block.span.start, block.span.end)
            if issued and block.span.start not in reading.contact:
                yield Clue(Element.ORGANISER, Span(*issued.span(1)), issued.group(1), SAID)
