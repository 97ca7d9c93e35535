"""Where something is: halls and rooms, and the districts or roads that it applies to."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.document.model import BlockKind
from checker.model import Span
from checker.notice.reading import SAID, TITLED, VALUE, VISITED, Clue, Reading
from checker.notice.types import Element
from checker.regex import regex
from checker.scan import Scan

_DESK = regex(
    r"(?:課|係|部|局|委員会|本部|事務局|協議会|協会|連合会|自治会|町内会|組合|連盟|会"
    r"|(?:交流|推進|対策|広報|秘書|準備|企画|調整|支援|戦略|政策|連携|整備)室)$"
)
"""An office that one asks rather than goes to."""

_AT = regex(
    r"[^。、\n]{0,24}?(?:で(?!き|す)|にて|にお越し|へお越し|に(?:集合|お集まり|直接)|を会場|が会場|において|窓口|"
    r"(?:に|へ)(?:出|お?持|提出|持参|来|お越し|直接|避難))"
)
_CLOSES = regex(
    r"[^。、\n]{0,12}?(?:は|を|が|の)[^。\n]{0,40}?(?:休館|休園|休室|休業|休場|休止|閉館|閉鎖|臨時休|お休み|休みます|使えません|開館|開園|開設|オープン|"
    r"利用できま|利用を停止|営業|休所|工事|改修)"
)
_NOT_THERE = regex(
    r"[^\s、。（(]{0,4}(?:吹奏楽|合唱|太鼓|ダンス|美術部|書道部|生徒|児童|園児|PTA|有志|OB|チーム|クラブ)"
    r"|の(?:人|方|皆|職員|生徒|児童|先生|園児)|や[^。、\n]{1,10}から(?:来|届|送)|から(?:来|届|送)(?:た|る|られ)"
)
"""Who comes from there (港南中学校吹奏楽部, 市役所の人), not where one goes."""

_PARKING = regex(r"[^。、\n]{0,20}駐車場(?!で(?:開|行|催|実))")
_LINES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_DESK_AT = regex(r"[^。、\n]{0,10}?(?:の窓口|窓口|カウンター)")
_SENT_TO = regex(r"提出|送付|郵送|宛|あて|〒")
_STREET = Scan(
    r"(?:国道|県道|市道|町道|都道|府道|道道|村道|林道)"
    r"(?:(?![のをではがにと路か]|交通|交差)[^\s。、（()）]{1,10}?(?:\d{1,5}号)?(?:線)?(?=[^。\n]{0,40}?(?:から|～|〜|間|まで|交差点|線|号|の|で|は|を|$))"
    r"|(?=[^。\n]{0,40}?(?:から|～|〜|間|まで|交差点|線|号)))"
)
_EXTENT = regex(
    r"(?<![0-9０-９日時分年月）)])から[^。\n]{1,30}まで|[〜～](?![0-9０-９午翌令])|交差点|橋|付近|地先|地内|[0-9]番|全線|の間|区間|踏切|トンネル|丁目|(?<=[所校館駅園場社寺局院])前|側|沿い|周辺|入り?口|ほか[0-9]"
)
"""What tells which stretch of a street is closed; its name alone does not."""

_CITYWIDE = Scan(r"(?:市|町|村|区)内?(?:全域|一円|全戸|全世帯|全体)|全市|全(?:地区|地域)")
_DISTRICT = Scan(
    r"(?:(?<![一-龠ァ-ヶ々])(?:みどり|さくら|ひばり|あさひ|つつじ|ひかり|のぞみ|もみじ|わかば|あおば|ひまわり)?[一-龠ァ-ヶー々]{1,8}(?:地区(?!(?:市民|公民|交流|コミュニティ)?(?:センター|館))|地域(?!包括|支援|福祉|振興|交通|公共|防災|医療|活動|づくり|の|で|に|を)|地内|団地|学区|校区))(?!の?一部の)"
)
_DISTRICT_NO = regex(
    r"(?:の|各|全|同|この|その|対象|一部|該当|ほかの|他の|お住まいの?|次の?|指定|周辺|両|本|当|住む|近隣|いくつかの|若干の|部の)(?:地区|地域|地内|団地|学区|校区)$|^(?:地区|地域)"
)
_TIMETABLE = 60
"""Code points of a line that names day and place without a sentence."""

_AREA_GENRES = frozenset(
    {"closure", "emergency", "garbage", "press_incident", "press_new", "procedure", "election"}
)


def place_clues(reading: Reading) -> Iterator[Clue]:
    """What names of places say: place and area."""
    yield from _halls(reading)
    yield from _areas(reading)


def _halls(reading: Reading) -> Iterator[Clue]:
    text = reading.text
    apart = reading.values(Element.ORGANISER)
    for annotation in reading.annotations.of(AnnotationKind.OFFICE):
        span = annotation.span
        if span.start in reading.hidden or span.start in apart:
            continue
        start, end = reading.line(span.start)
        desk = _DESK.search(span.cut(text)) is not None
        if span.start in reading.contact or not reading.is_venue(span.start):
            continue
        if desk:
            if _DESK_AT.match(text, span.end, end):
                yield Clue(Element.PLACE, span, span.cut(text), VALUE)
            continue
        if reading.genre in VISITED and _PARKING.match(text, span.start, end):
            continue  # 車は市役所第2駐車場へ
        if text.startswith("前」", span.end) or _is_issuer(reading, span, start, end):
            continue
        if _NOT_THERE.match(text, span.end, end):
            continue
        titled = span.start in reading.titles
        if _AT.match(text, span.end, end) or _CLOSES.match(text, span.end, end):
            yield Clue(Element.PLACE, span, span.cut(text), TITLED if titled else SAID)
        elif (
            not text[start : span.start].strip(" 　・●○■◆※*0123456789()（）.①②③④⑤")
            and not (text[span.end : end].strip(" 　階号室0123456789（）()")[20:])
        ):
            kind = reading.document.block_at(span.start).kind
            if kind in _LINES or (kind is BlockKind.TABLE_CELL and reading.genre in VISITED):
                yield Clue(Element.PLACE, span, span.cut(text), VALUE)
        elif end - start <= _TIMETABLE and "。" not in text[start:end]:
            # 4月11日（日）南公民館　10時から
            line = Span(start, end)
            if reading.annotations.overlapping(line, AnnotationKind.DATE, AnnotationKind.TIME):
                yield Clue(Element.PLACE, span, span.cut(text), VALUE)
    for annotation in reading.annotations.of(AnnotationKind.ADDRESS):
        span = annotation.span
        if span.start in reading.contact or span.start in reading.hidden:
            continue
        start, end = reading.line(span.start)
        if _SENT_TO.search(text, max(0, start - 20), span.start):
            continue
        yield Clue(Element.PLACE, span, span.cut(text), VALUE)


def _is_issuer(reading: Reading, span: Span, start: int, end: int) -> bool:
    """Whether it stands alone on a line at the top: who issued the notice."""
    blocks = reading.document.blocks
    alone = (
        not reading.text[start : span.start].strip() and not reading.text[span.end : end].strip()
    )
    return (
        alone
        and 0 < start <= blocks[min(4, len(blocks) - 1)].span.start
        and _dated_above(reading, start)
    )


def _dated_above(reading: Reading, start: int) -> bool:
    above = reading.document.block_at(start - 1).span
    return bool(reading.annotations.overlapping(above, AnnotationKind.DATE))


def _areas(reading: Reading) -> Iterator[Clue]:
    text = reading.text
    if reading.genre not in _AREA_GENRES and not reading.by_element.get(Element.AREA):
        return
    labelled = reading.values(Element.AREA)
    closed = reading.genre == "closure"
    for pattern in (_STREET, _CITYWIDE, _DISTRICT):
        for match in pattern.finditer(text):
            at = match.start()
            if at in reading.contact or at in reading.hidden:
                continue
            if pattern is _DISTRICT and _DISTRICT_NO.search(match.group()):
                continue
            if pattern is not _STREET or not closed or _EXTENT.search(text, *reading.line(at)):
                yield Clue(Element.AREA, Span(*match.span()), match.group(), SAID)
            if pattern is _STREET:
                yield Clue(Element.PLACE, Span(*match.span()), match.group(), VALUE)
    for annotation in reading.annotations.of(AnnotationKind.ADDRESS):
        span = annotation.span
        if span.start in reading.contact or span.start in reading.hidden or span.start in labelled:
            continue
        words = span.cut(text)
        if "丁目" in words and reading.genre in _AREA_GENRES:
            yield Clue(Element.AREA, span, words, VALUE)
