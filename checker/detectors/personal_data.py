"""What nobody but the person and the office should see: individual numbers, houses, private numbers.

Messages must not repeat what was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from checker.annotations.types import AnnotationKind, DateValue, PhoneValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.private_owner import (
    NOT_OF_A_PERSON,
    behind_a_name,
    of_an_office,
    said_behind,
)
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Severity, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

_SAMPLE = regex(r"記入例|記載例|見本|サンプル|例[：:）)]|様式|仮名|架空|ダミー")

# --- individual numbers ------------------------------------------------------------

_TWELVE = regex(r"[0-9](?<![0-9].)[0-9]{2,11}(?:[-‐‑–−－ー・.／/ 　]{1,3}[0-9]{3,6}){0,3}(?![0-9])")
_GROUPS = ((12,), (4, 4, 4), (3, 3, 3, 3), (6, 6))
"""How many digits people write together."""
_DIGITS = regex("[0-9]+")
_MADE_UP = regex("見本|サンプル|仮名|架空|ダミー|仮の")
_BEFORE = regex(r"[0-9A-Za-z./_=&+-]$|[0-9][-‐－ー ]$")
_BEHIND_NUMBER = regex(r"[0-9A-Za-z円人件個千百万億.]|[-‐－ー ][0-9]")
_INDIVIDUAL = regex(r"マイナンバー|個人番号|MyNumber|My Number|個人ナンバー")
_OTHER_NUMBER = regex(
    r"(?:整理|受付|管理|登録|許可|認可|認定|問い?合わ?せ|お客様|お客さま|契約|口座|免許|免許証|保険者|被保険者|会員|注文|伝票|納付|確認|"
    r"案件|調達|電話|製造|型|品|法人|事業者|事業所|施設|路線|通知書|車台|申込|予約|会議|ミーティング|受給者|記号)(?:の|・)?(?:番号|ID|コード|No)"
    r"|ミーティングID|会議ID|ISBN|JAN|バーコード|フリー|Zoom|ID[:： ]*$|No[.．]?[:： ]*$|〒|TEL|FAX|電話"
)
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
"""For the digits from the left: Q of the ministerial ordinance on individual numbers (n from the right:
n + 1 up to 6, then n − 5)."""


_EXAMPLE = "この例は、検査用の数字まで合う個人番号（マイナンバー）です。だれかの番号かもしれないので、消すか「0000 0000 0000」のようにしてください。"


def is_individual_number(digits: str) -> bool:
    """Whether twelve digits end in the check digit of an individual number (マイナンバー)."""
    if len(digits) != 12 or not digits.isdecimal() or len(set(digits)) < 4:
        return False
    rest = sum(int(d) * q for d, q in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def _numbers(context: Context) -> Iterator[Match]:
    """Twelve digits with the right check digit; others where they are called マイナンバー."""
    text = context.document.folded
    for found in _TWELVE.finditer(text):
        start = found.start()
        if (
            found.end() - start < 12
            or tuple(map(len, _DIGITS.findall(found.group()))) not in _GROUPS
        ):
            continue
        if _BEFORE.search(text[max(0, start - 2) : start]) or _BEHIND_NUMBER.match(
            text, found.end()
        ):
            continue
        block = context.document.block_at(start).span
        line = _around(context, start)
        before = text[max(block.start, start - 20) : start]
        if context.document.is_protected(Span(*found.span())):
            continue
        digits = "".join(char for char in found.group() if char.isdecimal())
        called = _INDIVIDUAL.search(before)
        if not called and _OTHER_NUMBER.search(before):
            continue
        sample = _SAMPLE.search(line) is not None
        if is_individual_number(digits):
            # An example does not hit the check digit by chance: somebody may have the number.
            if not sample:
                yield Match(Span(*found.span()))
            elif not _MADE_UP.search(line):
                yield Match(Span(*found.span()), severity=Severity.WARNING, message=_EXAMPLE)
        elif called and not sample and len(set(digits)) > 1:
            yield Match(Span(*found.span()), severity=Severity.WARNING)


# --- houses --------------------------------------------------------------------------

_HOUSE = Scan(
    (
        "(?:さん|様|氏)?(?:宅|邸)(?![地配建急老録診児直送食歩居浅])",
        "(?:さん|様)の(?:家|お宅|自宅|玄関|門|畑|田んぼ|倉庫|車庫)",
        "さん家(?=[の前])|様方(?=$|[ 　、。,）)])|さん方(?=前|付近|横|隣|から|まで)",
    )
)
_BLANKS = "○〇◯●△▲□■×"
_SHOP = regex(r"店|屋|園|堂|工務|医院|商|邸跡|跡|住宅|記念|旧|生家|文化財|家$")


def _houses(context: Context) -> Iterator[Match]:
    """A family name and 宅, さん宅, 様方."""
    document = context.document
    text = document.folded
    for found in _HOUSE.finditer(text):
        word = context.word_ends.get(found.start())
        if word is None:
            continue
        name = context.morpheme_at(word)
        block = document.block_at(found.start())
        start = name.start
        hidden = text[start : name.end].strip(_BLANKS) == ""
        while hidden and start > block.span.start and text[start - 1] in _BLANKS:
            start -= 1
        if not hidden and "人名" not in name.pos:
            continue
        before = text[max(block.span.start, name.start - 4) : name.start]
        behind = text[found.end() : min(block.span.end, found.end() + 6)]
        if (
            block.quoted
            or _SHOP.search(before)
            or _SHOP.match(behind)
            or _SAMPLE.search(_around(context, found.start()))
        ):
            continue
        yield Match(Span(start, found.end()))


# --- private mail and mobile phones --------------------------------------------------------

_FREE_MAIL = regex(
    r"@(?:gmail\.com|googlemail\.com|(?:yahoo|ymail)\.(?:co\.jp|ne\.jp|com)|icloud\.com|me\.com|mac\.com"
    r"|(?:outlook|hotmail|live)\.(?:com|jp)|docomo\.ne\.jp|(?:ez)?web\.ne\.jp|au\.com|softbank\.(?:ne\.)?jp"
    r"|i\.softbank\.jp|[a-z]\.vodafone\.ne\.jp|ymobile\.ne\.jp|rakuten\.jp|proton\.me|protonmail\.com|aol\.(?:com|jp))$",
    re.IGNORECASE,
)
_MOBILE = ("070", "080", "090", "060")
_CONTACT = regex(
    r"問い?合わ?せ|お?問い?合|連絡先|申し?込み?先?|応募|受付|受け付け|予約|取材|事務局|窓口|主催|施工"
)
_OFFICE_MOBILE = regex(
    r"公用|当番|専用|業務用|夜間|緊急|当日(?:専用|の(?:電話|連絡))|携帯電話番号|市の携帯|現場|現地|公衆|転送|運営"
)
_LONGEST_LEAD = 20
"""Code points of a line without a number that may stand for a heading (■問い合わせ先）."""
_NEAR = 200
_OTHER_MOBILE = regex(r"詐欺|不審|着信|だまし|名乗|から始ま|で始ま|装|なりすま")


def _mails(context: Context) -> Iterator[Match]:
    folded = context.document.folded
    yield from _private(
        [
            annotation.span
            for annotation in context.annotations.of(AnnotationKind.MAIL)
            if _FREE_MAIL.search(annotation.span.cut(folded).replace("＠", "@"))
        ],
        context,
    )


_OF_A_PERSON = regex(
    r"(?:担当(?:者|職員)?|職員|(?:課|係|部|室|局|館|所|園)長|主査|主任|主事|監督|私用|個人|本人|自宅|会長|委員長|[一-龠]{1,4}(?:さん|氏|先生|(?:課|係|部|室)長|主査|主任))"
    r"[^。\n0-9]{0,6}?(?:の?[（(]?(?:携帯|ケータイ|スマホ|スマートフォン|直通|個人携帯)(?:電話)?(?:番号)?|私用電話)[^。\n0-9]{0,6}\Z"
    r"|担当(?:者)?(?:の|は|：|:|[ 　])?[一-龠]{1,4}(?:さん|氏|主査|主任|主事|係長)?[ 　]?[（(：:][ 　]?\Z"
)


def _of_a_person(context: Context, span: Span) -> bool:
    """Whether the words right in front of a number say whose it is: 担当の携帯."""
    text = context.document.folded
    start = max(context.document.block_at(span.start).span.start, span.start - 24)
    found = _OF_A_PERSON.search(text, start, span.start)
    return found is not None and not NOT_OF_A_PERSON.search(text, start, span.end + 12)


def _mobiles(context: Context) -> Iterator[Match]:
    found = []
    for annotation in context.annotations.of(AnnotationKind.PHONE):
        value = annotation.value
        if (
            isinstance(value, PhoneValue)
            and value.digits.startswith(_MOBILE)
            and len(value.digits) == 11
        ):
            line = _around(context, annotation.span.start)
            if (
                _of_a_person(context, annotation.span)
                or behind_a_name(context, annotation.span)
                or said_behind(context, annotation.span)
            ) and not _OTHER_MOBILE.search(line):
                yield Match(annotation.span)
            elif not (_OFFICE_MOBILE.search(line) or _OTHER_MOBILE.search(line)):
                found.append(annotation.span)
    yield from _private(found, context)


def _contact_parts(context: Context) -> tuple[list[int], list[bool]]:
    """Where the parts of a draft begin, and whether they are about whom to ask."""
    document = context.document
    starts, contact = [-1], [False]
    for block in document.blocks:
        heading = block.kind is BlockKind.HEADING
        if heading or len(block.span) <= _LONGEST_LEAD:
            found = bool(_CONTACT.search(document.folded, block.span.start, block.span.end))
            if heading or found:
                starts.append(block.span.start)
                contact.append(found)
    return starts, contact


def _private(spans: Sequence[Span], context: Context) -> Iterator[Match]:
    """Those that stand neither in a line nor in a part about whom to ask."""
    if not spans:
        return
    starts, contact = _contact_parts(context)
    for span in spans:
        asked = contact[bisect_right(starts, span.start) - 1] or _CONTACT.search(
            _around(context, span.start)
        )
        mail = "@" in context.document.folded[span.start : span.end]
        if not asked or (mail and of_an_office(context, span.start)):
            yield Match(span)


def _around(context: Context, at: int) -> str:
    """The line, if it is long what stands near."""
    line = context.document.block_at(at).span
    return context.document.folded[max(line.start, at - _NEAR) : min(line.end, at + _NEAR)]


# --- papers and accounts ----------------------------------------------------------------------

_PAPER = Scan(
    r"(?:運転免許証?|免許証|旅券|パスポート|在留カード|身体障害者手帳|療育手帳|被保険者証?|保険証|資格確認書|年金手帳|基礎年金|受給者証?)"
    r"(?:の)?(?:記号・?)?番号[ 　:：はが]{1,3}[「（(]?(?P<number>[A-Z]{0,2}[0-9][0-9-]{5,14}[A-Z]{0,2})"
)
_ACCOUNT = Scan(
    r"(?:普通|当座)(?:預金|口座)?[ 　]?(?:口座)?(?:番号)?[ 　:：]{0,2}(?P<number>[0-9]{7})(?![0-9])"
)
_TO_CITY = regex(
    r"振込先|振り込み先|義援金|寄[附付]|募金|納付|納入|会計管理者|会計|団体|実行委員会|協議会|会$|社会福祉協議会|日本赤十字|口座名義.{0,10}(?:市|会)"
)


def _papers(context: Context) -> Iterator[Match]:
    text = context.document.folded
    for found in _PAPER.finditer(text):
        if not _SAMPLE.search(_around(context, found.start())):
            yield Match(Span(*found.span("number")))
    if not _ACCOUNT.may_fit(text) or _TO_CITY.search(text):
        return
    for found in _ACCOUNT.finditer(text):
        near = text[max(0, found.start() - 80) : found.end() + 60]
        if not _SAMPLE.search(near) and context.annotations.overlapping(
            Span(max(0, found.start() - 80), found.end() + 60), AnnotationKind.PERSON
        ):
            yield Match(Span(*found.span("number")))


# --- name, birthday and address ---------------------------------------------------------------

_BORN = Scan("生年月日|生まれ|誕生日")
_OFFICIAL = regex(
    r"候補者|立候補|市長|議員|略歴|歴史|名誉市民|記入例|記載例|見本|例[：:）)]|指名手配|偉人|年度生まれ"
)
_RANGE = regex("以[前後降]|から|まで|より|時点|現在")
_NAME_LABEL = regex(r"氏名|お名前|名前|保護者名?|児童名|代表者")
_PROFILE = 6
"""Blocks within which name, birthday and address stand for one person."""


def _profiles(context: Context) -> Iterator[Match]:
    """A name, a whole birthday and an address with its number, together."""
    document = context.document
    text = document.folded
    end = -1
    for found in _BORN.finditer(text):
        if found.start() < end:
            continue
        index = _index(document, found.start())
        block = document.blocks[index]
        near = document.blocks[max(0, index - _PROFILE) : index + _PROFILE + 1]
        if _OFFICIAL.search(text, near[0].span.start, near[-1].span.end):
            continue
        if block.label is None and block.cell is None:
            sentence = document.sentences[document.sentence_index_at(found.start())].span
            area = sentence
            lines = [Block(block.kind, sentence, sentence)]
        else:
            area = block.span
            lines = [b for b in near if _is_entry(b, document)]
        days = [
            date
            for date in context.annotations.overlapping(area, AnnotationKind.DATE)
            if isinstance(date.value, DateValue) and date.value.to_date() is not None
        ]
        if len(days) != 1 or _RANGE.match(text, days[0].span.end):
            continue
        if _has_name(lines, context) and _has_address(lines, context):
            end = area.end
            yield Match(days[0].span)


def _index(document: Document, offset: int) -> int:
    return document.blocks.index(document.block_at(offset))


def _is_entry(block: Block, document: Document) -> bool:
    line = block.span.cut(document.folded)
    return bool(
        re.match(r"[・\- 　]?(?:氏名|お名前|名前|住所|現住所|生年月日|保護者|児童名)", line)
    )


def _has_name(lines: Iterable[Block], context: Context) -> bool:
    for block in lines:
        if context.annotations.overlapping(block.span, AnnotationKind.PERSON):
            return True
        value = block.value.cut(context.document.folded).strip() if block.value else ""
        label = block.label.cut(context.document.folded) if block.label else ""
        if (
            _NAME_LABEL.search(label)
            and 2 <= len(value) <= 16
            and not re.search("[。、○〇（(]", value)
        ):
            return True
    return False


def _has_address(lines: Iterable[Block], context: Context) -> bool:
    for block in lines:
        for address in context.annotations.overlapping(block.span, AnnotationKind.ADDRESS):
            if re.search(r"[0-9]", address.span.cut(context.document.folded)):
                return True
    return False


_FAULTS: dict[str, Callable[[Context], Iterator[Match]]] = {
    "number": _numbers,
    "house": _houses,
    "mail": _mails,
    "mobile": _mobiles,
    "paper": _papers,
    "profile": _profiles,
}


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    fault = options.get("fault")
    return {"house": (_HOUSE,), "paper": (_PAPER, _ACCOUNT), "profile": (_BORN,)}.get(
        str(fault), ()
    )


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a piece of personal data of the kind `options["fault"]`."""
    yield from _FAULTS[str(options["fault"])](context)
