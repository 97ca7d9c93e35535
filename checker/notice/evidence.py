"""What a draft tells its reader, with the words that say it.

An element counts wherever it stands: under a label, in a table, in a sentence, or as a
value that nothing names. A mention without content (必要な書類, 電話で) does not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace as replaced

from checker.annotations.types import AnnotationKind, Annotations, CountValue
from checker.document.model import Document
from checker.model import Span
from checker.notice.asides import Asides, sentence_of, sentence_start
from checker.notice.contact import contact_clues
from checker.notice.elements import Phrase, compiled
from checker.notice.fields import Field, Tie, normal_name
from checker.notice.lookup import Places, fits
from checker.notice.moments import moment_clues
from checker.notice.places import place_clues
from checker.notice.reading import (
    LABELLED,
    PASSING,
    SAID,
    TITLED,
    VALUE,
    VISITED,
    Clue,
    Reading,
    stretches,
)
from checker.notice.spec import Knowledge
from checker.notice.sums import sum_clues
from checker.notice.types import Element, Evidence, Item
from checker.notice.values import NONE
from checker.regex import regex

_COUNT = AnnotationKind.COUNT
_LAW = AnnotationKind.LAW
_ACTION = Element.ACTION
_AREA = Element.AREA
_AUDIENCE = Element.AUDIENCE
_BRING = Element.BRING
_CAPACITY = Element.CAPACITY
_CONTACT_DEPT = Element.CONTACT_DEPT
_DATE_TIME = Element.DATE_TIME
_DEADLINE = Element.DEADLINE
_FEE_ELEMENT = Element.FEE
_HOW_TO_APPLY = Element.HOW_TO_APPLY
_LEGAL_BASIS = Element.LEGAL_BASIS
_PLACE_ELEMENT = Element.PLACE
_PUBLISH_DATE = Element.PUBLISH_DATE
_REASON = Element.REASON

MAX_EVIDENCE = 12
"""Places kept for an element of an item."""

_NOTHING = regex(
    r"(?:特に)?(?:不要|無料|なし|無し|ありません|ございません|いりません|要りません|必要ありません|必要なし|必要ない|かかりません|いただきません|頂きません|取りません|ない|無)(?:です|でございます)?"
    r"(?:[。（(].*)?"
)
_ELSEWHERE = regex(
    r"(?:(?![^\n]*(?:電話|窓口|郵送|はがき|☎))[^。\n]{0,30}(?:別紙|別添|別表|別図|添付|下記|以下|次|左記|右記|上記|下表|案内図|チラシ|要項|要領|リンク先?|"
    r"こちら|ここ|ページ|ホームページ|サイト|HP|PDF|ちらし|資料)[^。\n]{0,12}(?:参照|ご覧|確認|のとおり|の通り|クリック)[^。\n]{0,8}"
    r"|(?:別紙|別添|別表|別図|添付|下記|こちら|ここ)[^。\n]{0,10}|未定|調整中|後日[^。\n]{0,16}|追って[^。\n]{0,16}|検討中"
    r"|[^。\n]{0,20}お?問い?合わ?せ(?:ください|下さい)?|(?:詳し[くい]|詳細)[^\n]{0,40}|[-－―ー…・\s　]*|同上|〃)[。\s　（()）]*"
)
_MAY_BE_ELSEWHERE = regex(
    r"[参ご確のク問](?:照|覧|認|とおり|通り|リック|い?合)|^(?:別[紙添表図]|添付|下記|こちら|ここ|未定|調整中|後日|追って|検討中|詳|同上|[〃\-－―ー…・\s　。（()）])"
)
"""What it needs; quick to look for."""
_PEOPLE = regex(
    r"者|方|人|名|団体|世帯|児|生徒|子|親|保護者|市民|住民|県民|町民|村民|区民|国民|どなた|誰|だれ|全員|学生|小学|中学|高校|[0-9]年生|歳|才|法人|事業所|企業|会社|店|農家|個人|"
    r"家族|家庭|夫婦|女性|男性|高齢|シニア|一般|組|チーム|クラブ|会員|自治会|町内会|犬|猫|ペット|飼い主|生まれ|妊|産婦|所有|在住|在勤|在学|グループ|員|ママ|パパ|乳|幼"
)
_CHANNEL = regex(
    r"電話|☎|℡|TEL|Tel|窓口|郵送|はがき|ハガキ|葉書|メール|FAX|ファク|ファックス|フォーム|サイト|ページ|HP|ネット|オンライン|WEB|Web|web|ウェブ|QR|二次元|LINE|"
    r"アプリ|直接|持参|申請書|申込書|申込用紙|届出書|用紙|当日|予約|提出|申し?込|お申|応募|http|納付|口座|コンビニ|金融機関|銀行|来[館庁場]|カウンター|課|館|センター|係|"
    r"医療機関|園|電子|eL|書面|書類|返信|送付|投函|アカウント|ログイン|ポータル|入力|登録|記入|差し出|郵便|カード|手続|支払|不要|いりません|要りません|必要ありません|支所|委員会|役所|会場|出して|送って"
)
_APPLYING = regex(
    r"(?:で|へ|に|から)[。]?$|申し?込[んまみめ]|受け付け(?!時間)|予約(?:し|が|は)|持参|郵送|送っ|出し|提出し|窓口で|電話で"
)
_DESK = regex(r"窓口|カウンター")
_ONLY_WHEN = regex(
    r"[^。、\n]{0,40}(?:まで|から)に?、?(?:申し?込んで|お申し?込み|応募して|ご応募|提出して|届け出て)(?:ください|下さい)"
)
"""When to apply, not how: 12月25日（金曜日）までに申し込んでください"""

_NO_CONTENT_BRING = regex(
    r"(?:[^。]*(?:書|用紙)(?:に|と|、))?(?:その他)?(?:(?:手続き?|申請|申し?込み|受付)(?:に|で|の際に)?)?(?:必要(?:な|に応じた?)|次の|以下の|下記の|所定の|該当(?:する)?)(?:書類|もの|物|添付書類|書類等|持ち物)?(?:など|等)?"
    r"|(?:書類|必要書類|関係書類|持ち物|もの|それ|これ|必要事項|内容|こと)(?:など|等)?"
)
_COMES = regex(
    r"(?:当日|直接)(?:(?!予約|申し?込|電話|応募)[^。\n]){0,24}?(?:直接|会場|集合|受付|お越し|おいで)"
)
"""Who may just come need not apply: 申込み／当日、午前8時45分までに集合場所へ"""

_PAPERS = regex(r"書|証|写し|票|カード|印鑑|通帳|手帳|写真|はがき|図面")
_BRING_TAIL = regex(r"を[^を]{1,20}$")
_BRING_HEAD = regex(
    r"^.*(?:は|には|の際は|の方は|場合は|ときは|時に|当日、?|際に、?|前に、?)[、\s]?"
)
_COUNTED = frozenset(
    "人名組席台区画世帯戸社店件団体点頭匹グループチーム枠本個袋枚冊基口隊家族親子人程度名程度園校施設か所カ所箇所ブース区"
)
_CAPACITY_UNIT = regex(
    r"\d[\d,]*\s?(?:人|名|組|席|台|区画|世帯|戸|社|店舗?|件|団体|点|頭|グループ|チーム|枠|家族|ブース|口|室|か所|部|体|基|橋|隻|隊|冊|面|本|枚)|若干名|若干|制限(?:は)?(?:なし|ありません)|"
    r"(?:定員|上限)?(?:なし|ありません|設けません)|\d{1,4}(?:程度)?$|(?:数|十数)(?:人|名)"
)
_SELECTION = regex(
    r"先着|抽選|抽せん|選考|審査|面接|試験|書類|順|くじ|結果|通知|決定|決め|選び|選定|推薦|優先|公表|発表|掲載|知らせ|郵送|返事"
)
_AMOUNT = regex(
    r"\d[\d,]*(?:\.\d+)?\s?(?:円|千円|万円|%|％|割|ポイント|枚|個|点|袋|本|セット|パーセント)|[0-9二三四五]+分の|半額|全額|実費|相当|[〃同]"
)
_FEE = regex(
    r"\d[\d,]*\s?(?:円|千円|万円|割|%|％)|無料|不要|なし|無し|かかりません|いりません|要りません|必要ありません|ありません|実費|免除|分の\d|半額|全額|"
    r"\d[\d,]{2,}$|自費|有料[^。]*\d"
)
_NO_ACTION = regex(
    r"(?=[ご了理協容留承活お問尋参ク])(?:ご?(?:了承|理解|協力|容赦|留意|承知|活用)|ご(?:覧|来場|参加|来館)|お?問い?合わ?せ(?!先)|お?尋ね|参照|(?<![てで])(?<![てで]、)お待ち|お許し|お含み|お楽しみ|クリック|お詫び|"
    r"(?<!で)(?:お越し|おいで)|お聞き)(?:に|の|を|と|の程|の上|いただき|いただけ|くださ|下さ|願|し|、)?[^、。]{0,14}$"
)
_IDLE = regex(
    r"(?:て(?:み|い[きこ])?|楽しみ|考え|作り|遊び|歩き|学び|つくり|触れ|味わい)ましょう$|ませんか$"
)
"""An invitation is no instruction."""

_REQUEST = regex(r"(?:ください|下さい|ましょう|お願いします|を！)$")
_ASKS = regex(
    r"(?![^。\n]*(?:了承|理解|協力))[^。\n]*(?:ください|下さい|ましょう|お願い(?:いた)?します|願います)[。\n]?"
)
"""What follows a reason that is one for a request, not for the notice."""

_PLACE = regex(r"[一-龠ァ-ヶぁ-んA-Za-z]{2}|[一-龠]{1}")
_DATE_ONLY = regex(
    r"[\s　0-9０-９令和平成年月日（）()月火水木金土日曜祝・、〜～\-:：時分午前後からまで正午]*"
)
_YES = regex(r".{2,}")

_CHECKED: Mapping[Element, re.Pattern[str]] = {
    Element.PLACE: _PLACE,
    Element.AREA: _PLACE,
    Element.AUDIENCE: _PEOPLE,
    Element.FEE: _FEE,
    Element.HOW_TO_APPLY: _CHANNEL,
    Element.BRING: _YES,
    Element.CAPACITY: _CAPACITY_UNIT,
    Element.SELECTION: _SELECTION,
    Element.AMOUNT: _AMOUNT,
    Element.REASON: _YES,
    Element.ORGANISER: _YES,
    Element.ACTION: _YES,
    Element.ALTERNATIVE: _YES,
    Element.LEGAL_BASIS: _YES,
    Element.EMBARGO: _YES,
}
"""What must stand under a name; other elements are told from what is annotated there."""

_MAY_BE_NONE = frozenset(
    {
        Element.FEE,
        Element.HOW_TO_APPLY,
        Element.BRING,
        Element.CAPACITY,
        Element.AMOUNT,
        Element.EMBARGO,
        Element.DEADLINE,
        Element.ALTERNATIVE,
    }
)
_WIDENED = frozenset(
    {
        Element.AUDIENCE,
        Element.HOW_TO_APPLY,
        Element.BRING,
        Element.REASON,
        Element.ACTION,
        Element.ALTERNATIVE,
        Element.EMBARGO,
    }
)
"""Elements that are said by a sentence, whose pattern (without a group) is only its core."""


def find_evidence(
    document: Document,
    annotations: Annotations,
    items: Sequence[Item],
    genre: str,
    knowledge: Knowledge,
) -> tuple[Mapping[Element, tuple[Evidence, ...]], ...]:
    """The words that say each element, for each item.

    Args:
        document: The draft.
        annotations: Its typed spans.
        items: What it announces, from `find_items`.
        genre: The kind of notice: it tells what a bare sum or a name of a town is for.
        knowledge: How elements are expressed.

    Returns:
        One mapping an item, of the elements found only; the clearest words first, labelled
        ones before all. What stands outside of all items counts for each of them, as does
        a line such as 「費用の記載がないものは無料です」 where nothing else is said.
    """
    return evidence_of(Reading(document, annotations, compiled(knowledge), genre), items)


def evidence_of(
    reading: Reading, items: Sequence[Item]
) -> tuple[Mapping[Element, tuple[Evidence, ...]], ...]:
    """What `find_evidence` finds, of a draft that is prepared."""
    clues = list(_weighed(reading, _clues(reading)))
    # What is only touched is looked for where nothing clearer was found.
    clear = {clue.element for clue in clues} if len(items) == 1 else set()
    clues += _weighed(reading, _said(reading, passing=True, clear=clear))
    return _by_item(_distinct(clues), reading, items)


def _by_item(
    clues: Mapping[Element, Sequence[Clue]], reading: Reading, items: Sequence[Item]
) -> tuple[Mapping[Element, tuple[Evidence, ...]], ...]:
    defaults = _defaults(reading)
    shared: dict[Element, Sequence[Clue]] = {}
    if len(items) > 1:  # a single item is the whole draft
        apart = stretches([item.span for item in items])
        shared = {
            element: [clue for clue in several if clue.span.start not in apart]
            for element, several in clues.items()
        }
    return tuple([_of_item(clues, shared, defaults, item) for item in items])


def defaulted(document: Document, knowledge: Knowledge) -> frozenset[Element]:
    """The elements that a line settles for the whole draft (費用の記載がないものは無料)."""
    phrases = compiled(knowledge).that_may_fit(document.folded)
    return frozenset(_settled(document.folded, phrases))


def _clues(reading: Reading) -> Iterator[Clue]:
    yield from _labelled(reading)
    yield from moment_clues(reading)
    yield from sum_clues(reading)
    yield from place_clues(reading)
    yield from contact_clues(reading)
    yield from _said(reading, passing=False)
    yield from _laws(reading)
    yield from _counts(reading)
    yield from _places_for(reading)
    yield from _dated_head(reading)


_TOLD = frozenset({"result", "press_incident", "emergency"})
"""Kinds of notice that tell what happened: there 「メールで」 may be how something came about."""

_TOLD_ELEMENTS = frozenset(
    {Element.HOW_TO_APPLY, Element.BRING, Element.CAPACITY, Element.FEE, Element.ALTERNATIVE}
)
_OFFERED = regex(
    r"ください|下さい|お願い|できます|られます|必要(?:です|は|あり)|不要|かかりません|いりません|要りません|受け付けます|無料です|ことがあり|聞け|聞き直|来て|開きます|配り|回り|切り替え|提出|定員|先着|[0-9][戸件人区]?[画]?に対"
)


_UNCOUNTED = frozenset({"emergency", "public_comment"})
"""Kinds of notice whose numbers of people or seats are no limit for the reader."""

_APPLIED = regex(r"申し?込|申請|予約|登録|届け?出|手続|受け取|借り")


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _weighed(reading: Reading, clues: Iterable[Clue]) -> Iterator[Clue]:
    """The clues, those without the proof that the kind of notice wants as mere mentions."""
    genre, text, asides = reading.genre, reading.text, Asides(reading)
    proof = reading.elements.proof.get(genre, {})
    told = genre in _TOLD
    emergency = genre == "emergency"
    visited = genre in VISITED
    for clue in clues:
        if (
            told
            and clue.element in _TOLD_ELEMENTS
            and clue.value != NONE
            and clue.clarity < LABELLED[Tie.LABEL]
            and not _OFFERED.search(text, *_bounds(sentence_of(reading, clue)))
        ):
            continue
        if (
            emergency
            and clue.element is _HOW_TO_APPLY
            and not _APPLIED.search(text, *_bounds(sentence_of(reading, clue)))
        ):
            continue  # 見かけた方は市役所へ電話してください
        pattern = proof.get(clue.element)
        if pattern is not None and PASSING < clue.clarity < LABELLED[Tie.LABEL]:
            named = pattern.search(clue.name)
            if not named and not pattern.search(text, *_bounds(sentence_of(reading, clue))):
                clue = replaced(clue, clarity=PASSING)
        if asides.only_touches(clue) or (visited and _is_of_applying(reading, clue)):
            clue = replaced(clue, clarity=PASSING)
        yield clue


def _is_of_applying(reading: Reading, clue: Clue) -> bool:
    """Whether a day is that on which one applies, not that of the event: 申し込み：12月7日から."""
    at = clue.span.start
    return (
        clue.element is _DATE_TIME
        and at in reading.values(_HOW_TO_APPLY, _DEADLINE, least=Tie.LABEL)
        and at not in reading.values(_DATE_TIME)
    )


def _of_item(
    clues: Mapping[Element, Sequence[Clue]],
    shared: Mapping[Element, Sequence[Clue]],
    defaults: Mapping[Element, Evidence],
    item: Item,
) -> Mapping[Element, tuple[Evidence, ...]]:
    found: dict[Element, tuple[Evidence, ...]] = {}
    start, end = item.span.start, max(item.span.end, item.span.start + 1)
    for element, several in clues.items():
        own = [clue for clue in several if start <= clue.span.start < end]
        # What stands in the item is clearer than what is said for all.
        kept = [*own, *shared.get(element, ())][:MAX_EVIDENCE]
        if kept:
            found[element] = tuple(
                [Evidence(c.element, c.span, c.value, c.clarity <= PASSING) for c in kept]
            )
    for element, evidence in defaults.items():
        if element not in found:
            found[element] = (evidence,)
    return found


def _distinct(clues: Iterable[Clue]) -> Mapping[Element, Sequence[Clue]]:
    """By element, the clearest first; of several that overlap the clearest only."""
    by_element: defaultdict[Element, list[Clue]] = defaultdict(list)
    for clue in clues:
        by_element[clue.element].append(clue)
    chosen: dict[Element, Sequence[Clue]] = {}
    for element, several in by_element.items():
        kept: list[Clue] = []
        if len(several) > 1:
            several.sort(key=_order)
        for clue in several:
            if len(kept) >= 4 * MAX_EVIDENCE:
                break
            start, end = clue.span.start, clue.span.end
            for other in kept:
                if (start < other.span.end and other.span.start < end) or clue.span == other.span:
                    break
            else:
                kept.append(clue)
        chosen[element] = kept
    return chosen


def _order(clue: Clue) -> tuple[float, int, int]:
    """The clearest first, then in text order, the longest first."""
    return -clue.clarity, clue.span.start, -clue.span.end


def _settled(text: str, phrases: Iterable[tuple[Phrase, Places | None]]) -> Mapping[Element, Span]:
    """The lines that settle an element for the whole draft."""
    found: dict[Element, Span] = {}
    for phrase, places in phrases:
        if phrase.default and phrase.element not in found:
            matches = fits(phrase.scan, text, places)
            if matches:
                found[phrase.element] = Span(*matches[0].span())
    return found


def _defaults(reading: Reading) -> Mapping[Element, Evidence]:
    return {
        element: Evidence(
            element, span, NONE if element in _MAY_BE_NONE else span.cut(reading.text)
        )
        for element, span in _settled(reading.text, reading.phrases).items()
    }


def _labelled(reading: Reading) -> Iterator[Clue]:
    text = reading.text
    for field, elements in reading.fields:
        for element in elements:
            check = _CHECKED.get(element)
            if element is _HOW_TO_APPLY and _CONTACT_DEPT in elements:
                check = _APPLYING  # 申し込み先・問い合わせ先 alone tells whom, not how
            if check is None:
                if element is _DEADLINE:
                    yield from _none_under(reading, field.values, element, field.tie)
                continue
            if element is _PLACE_ELEMENT and _is_desk(reading, field.name, elements):
                continue
            for value in field.values:
                if field.tie is Tie.SECTION and _answers_another(reading, element, value):
                    continue
                clue = _answer(text, element, value, check, field.tie)
                if clue is not None and clue.value == NONE and _is_needed_of_some(text, field):
                    continue
                if clue is not None:
                    yield replaced(clue, name=field.name)
                    if field.tie is not Tie.TABLE:
                        break


_NEEDED = regex(r"[\s　]*(?:必要|要(?!り|ら))")


def _is_needed_of_some(text: str, field: Field) -> bool:
    """Whether what one line says is not needed is needed in the next: 不要 and 必要 in a column."""
    if field.tie is Tie.LABEL:
        return False
    return any(_NEEDED.match(text, value.start) is not None for value in field.values)


def _is_desk(reading: Reading, name: str, elements: frozenset[Element]) -> bool:
    """Whether a name is that of an office to write to, not of the place of an event."""
    if _CONTACT_DEPT in elements and reading.genre in (*VISITED, "public_comment"):
        return True
    return reading.genre in VISITED and name.endswith(("先", "窓口"))


def _answers_another(reading: Reading, element: Element, line: Span) -> bool:
    """Whether a line of a section has a name of its own that means something else."""
    block = reading.document.block_at(line.start)
    if block.label is None:
        return False
    named = reading.elements.named(normal_name(block.label.cut(reading.text)))
    if element is _HOW_TO_APPLY and _DESK.search(reading.text, line.start, line.end):
        return False  # 申請 / 場所：6番窓口
    return block.value is None or (bool(named) and element not in named)


def _none_under(
    reading: Reading, values: Sequence[Span], element: Element, tie: Tie
) -> Iterator[Clue]:
    for value in values[:1]:
        if _NOTHING.fullmatch(value.cut(reading.text).strip()):
            yield Clue(element, _trimmed(reading.text, value), NONE, LABELLED[tie])


def _answer(
    text: str, element: Element, value: Span, check: re.Pattern[str], tie: Tie
) -> Clue | None:
    span = _trimmed(text, value)
    words = span.cut(text)
    if not words or (_MAY_BE_ELSEWHERE.search(words) and _ELSEWHERE.fullmatch(words)):
        return None
    if element in _MAY_BE_NONE and _NOTHING.fullmatch(words):
        return Clue(element, span, NONE, LABELLED[tie])
    if not check.search(words):
        return None
    if element in (_PLACE_ELEMENT, _AREA) and _DATE_ONLY.fullmatch(words):
        return None
    if element is _BRING and _NO_CONTENT_BRING.fullmatch(words):
        return None
    if element is _HOW_TO_APPLY and _ONLY_WHEN.fullmatch(words):
        return None
    if element is _HOW_TO_APPLY and _COMES.match(words):
        return Clue(element, span, NONE, LABELLED[tie])
    if element is _FEE_ELEMENT and "円" not in words and _NOTHING.match(words):
        return Clue(element, span, NONE, LABELLED[tie])
    return Clue(element, span, words, LABELLED[tie])


def _said(reading: Reading, *, passing: bool, clear: Collection[Element] = ()) -> Iterator[Clue]:
    text = reading.text
    for phrase, places in reading.phrases:
        if phrase.passing is passing and not phrase.default and phrase.element not in clear:
            matches = fits(phrase.scan, text, places)
            if matches:
                yield from _told(reading, phrase, matches)


def _told(reading: Reading, phrase: Phrase, matches: Iterable[re.Match[str]]) -> Iterator[Clue]:
    text, element, genre = reading.text, phrase.element, reading.genre
    hidden, titles = reading.hidden, reading.titles
    widened = element in _WIDENED
    for match in matches:
        group = match.lastindex or 0
        start, end = match.span(group)
        if start in hidden:
            continue
        if widened and not group:
            start = sentence_start(text, start)
        span = _trimmed(text, Span(start, end))
        words = text[span.start : span.end]
        if not words:
            continue
        if element is _BRING and not phrase.none:
            content = _BRING_HEAD.sub("", _BRING_TAIL.sub("", words))
            if not content or _NO_CONTENT_BRING.fullmatch(content):
                below = _papers_below(reading, end) if "の" in content else None
                if below is not None:
                    yield Clue(element, below, below.cut(text), SAID)
                continue
        if (
            element is _ACTION
            and not phrase.passing
            and (
                _NO_ACTION.search(words)
                or (genre in ("event", "public_comment") and _IDLE.search(words))
                or (start in titles and not _REQUEST.search(words))
            )
        ):
            continue
        if element in (_HOW_TO_APPLY, _PLACE_ELEMENT, _DATE_TIME) and start in reading.contact:
            continue
        if element is _BRING and genre == "press_incident":
            continue
        if element is _CAPACITY and genre in _UNCOUNTED:
            continue
        if element is _PLACE_ELEMENT and not reading.is_venue(start):
            continue
        if element is _REASON and _ASKS.match(text, match.end()):
            continue
        clarity = TITLED if span.start in titles else SAID
        if phrase.passing:
            yield Clue(element, span, words, PASSING)
        elif phrase.none:
            yield Clue(element, span, NONE, clarity - 0.25)
        else:
            yield Clue(element, span, words, clarity)


def _papers_below(reading: Reading, at: int) -> Span | None:
    """The line below, if it names papers: 次の書類を出してください。 / 申請書 …"""
    end = reading.line(at)[1]
    if end + 1 >= len(reading.text):
        return None
    line = _trimmed(reading.text, reading.document.block_at(end + 1).span)
    return line if _PAPERS.search(reading.text, line.start, line.end) else None


def _laws(reading: Reading) -> Iterator[Clue]:
    for annotation in reading.annotations.of(_LAW):
        span = annotation.span
        if span.start not in reading.hidden:
            yield Clue(_LEGAL_BASIS, span, span.cut(reading.text), SAID)


def _counts(reading: Reading) -> Iterator[Clue]:
    """People affected by an incident: 14世帯, 36人."""
    if reading.genre != "press_incident":
        return
    for annotation in reading.annotations.of(_COUNT):
        value = annotation.value
        if isinstance(value, CountValue) and value.unit in ("人", "名", "世帯", "件", "社", "戸"):
            span = annotation.span
            yield Clue(_AUDIENCE, span, span.cut(reading.text), VALUE)


_PLACES_FOR = regex(
    r"(?:^|(?<=[、　 （(・，,｜|]))(?:先着|各回|各日|定員)?\d[\d,]*(?:人|名|組|世帯|団体|チーム)(?:程度|ほど)?(?=$|[、　 （(。｜|])"
)


def _places_for(reading: Reading) -> Iterator[Clue]:
    """For whom and how many in one: 対象：市内の小学生と保護者　12組."""
    text = reading.text
    for field in reading.by_element.get(_AUDIENCE, ()):
        if field.tie is not Tie.LABEL or _CAPACITY in reading.elements.named(field.name):
            continue
        for value in field.values[:2]:
            match = _PLACES_FOR.search(text, value.start, value.end)
            if match:
                yield Clue(_CAPACITY, Span(*match.span()), match.group(), SAID)


_ISO_DAY = regex(r"\d{4}-\d{2}-\d{2}")


def _dated_head(reading: Reading) -> Iterator[Clue]:
    """The date in the head of a file; it is no text, so its place is the draft's start."""
    for field in reading.document.front_matter:
        if field.key in ("date", "published", "updated", "lastmod", "公開日", "更新日"):
            value = field.value.strip()[:10]
            if _ISO_DAY.fullmatch(value):
                yield Clue(_PUBLISH_DATE, Span(0, 0), value, VALUE)


def _trimmed(text: str, span: Span) -> Span:
    """Without white space, marks and a full stop around it."""
    end = span.end
    words = text[span.start : end].lstrip(" 　\t・、。")
    start = end - len(words)
    return Span(start, start + len(words.rstrip(" 　\t。、")))
