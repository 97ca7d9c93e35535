"""Two names that share head and tail: 「おでかけ便あおば」 and 「おでかけ号あおば」, 道路整備課 and 道路河川課."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from checker.annotations.types import AnnotationKind, PhoneRole, PhoneValue, TextValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.named_works import KINDS, altered_works
from checker.detectors.nearby import Nearby
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"usual"})

_QUOTED = Scan(r"[「『](?P<name>[^「」『』（）()。、！？!?\n]{6,30})[」』]")
_MOST = 12
"""Quoted names from which a draft is a list of them."""
_SHARED = 3
"""Code points that two names share at least at each end."""
_CHANGED = 2
_LEAST = 2
_TOGETHER = 5
_KINDS = "隊団班会館室園所便号線祭塾校展市"
"""What names of one thing end with when they are written from memory."""
_TELLS_APART = regex(
    r"[東西南北上中下新旧元本第前後内外左右大小高低初再0-9一二三四五六七八九十A-Za-z春夏秋冬朝昼夜男女親子昨今来年月火水木金土日]"
)
_NO_NAME = regex(
    "(?:ます|です|たい|する|した|ない|とは|れる|せる|った|から|まで|こと|もの|ください|[をはがにで])$|[をはが、]"
    "|(?:書|届|票|願|証|表|状|用紙|様式|ページ|欄|番号|ボタン|フォーム|コード|カード|法|条例|要綱|規則)$"
)
_OTHER_NAME = regex(
    "愛称|略称|通称|正式|旧名|改称|名称を|名前を|変更し|改め|前身|姉妹|ほか|別の|もう一つ|同時|併せて|あわせて"
)
_DEPARTMENT = regex(
    "^(?:.*(?:[市町村区県]|部|局)[ 　]?)?(?P<name>[一-龠々ァ-ヶーぁ-ん]{2,9}[課室])$"
)
_IN_KANJI = Nearby(Scan("(?<![一-龠々ァ-ヶー])[一-龠々]{3,8}課(?![一-龠々])"), 10)
_LEAST_NAMES = 2
_KANJI = regex("[一-龠々]")
_WORD = regex("[一-龠々]{2}")
"""A word put in makes a name of something else: あおばバス, あおば循環バス."""
_LEAD = 4
_SHORT = 40


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_QUOTED, _ANY_DEPARTMENT, KINDS)


_ANY_DEPARTMENT = Scan("課|室")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the name that comes once; of two that come once each, both."""
    text = context.document.text
    for one, other in (*_quoted(context), *_departments(context), *altered_works(context)):
        shown, usual = one.cut(text), other.cut(text)
        first, second = text.count(shown), text.count(usual)
        if first <= second:
            yield _match(one, other, usual)
        if second <= first:
            yield _match(other, one, shown)


def _match(span: Span, there: Span, usual: str) -> Match:
    related = (Related(there, f"ここでは「{usual}」です"),)
    return Match(span, {"usual": usual}, related=related)


# --- names in quotation marks -------------------------------------------------------------


def _quoted(context: Context) -> Iterator[tuple[Span, Span]]:
    """A quoted name and what differs from it in a character or two between head and tail."""
    document = context.document
    text = document.folded
    names: dict[str, Span] = {}
    for found in _QUOTED.finditer(text):
        if not _NO_NAME.search(found["name"]) and not document.block_at(found.start()).quoted:
            names.setdefault(found["name"], Span(*found.span("name")))
    if not names or len(names) > _MOST or (_OTHER_NAME.search(text) and "愛称" in text):
        return
    told: set[frozenset[str]] = set()
    for name, span in names.items():
        for other in _alike(text, name):
            pair = frozenset((name, other.cut(text)))
            if pair in told:
                continue
            told.add(pair)
            counts = sorted((text.count(name), text.count(other.cut(text))))
            if counts[0] == 1 and not _together(context, span, other):
                yield span, other


def _alike(text: str, name: str) -> Iterator[Span]:
    """Places that begin as a name does, end as it does, and differ in between."""
    size = len(name)
    head, tail = name[:_SHARED], name[-_LEAST:]
    at = text.find(head)
    while at >= 0:
        stop = text.find(tail, at + size - _CHANGED - _LEAST, at + size + _CHANGED)
        end = stop + _LEAST if stop >= 0 else at + size
        other = text[at:end]
        if other != name and _altered(name, other) and (stop >= 0 or text[end : end + 1] in "」』"):
            yield Span(at, end)
        at = text.find(head, at + _SHARED)


def _altered(name: str, other: str) -> bool:
    """Whether one spot of one or two characters differs, and no word there tells them apart."""
    start = 0
    while start < min(len(name), len(other)) and name[start] == other[start]:
        start += 1
    end = 0
    limit = min(len(name), len(other)) - start
    while end < limit and name[-1 - end] == other[-1 - end]:
        end += 1
    one, two = name[start : len(name) - end], other[start : len(other) - end]
    if max(len(one), len(two)) > _CHANGED or start < _SHARED or start + end < _TOGETHER:
        return False
    if end < _LEAST and not (len(one) == len(two) == 1 and one in _KINDS and two in _KINDS):
        return False
    if any(mark in two for mark in "\n「」『』（）()。、"):
        return False
    if (not one or not two) and (
        (one + two).strip() in ("", "の", "・") or _WORD.fullmatch(one + two)
    ):
        return False
    return not _TELLS_APART.search(one + two)


def _together(context: Context, one: Span, other: Span) -> bool:
    """Whether a sentence or a list holds both, or another thing is spoken of."""
    document = context.document
    numbers = [document.sentence_index_at(span.start) for span in (one, other)]
    if numbers[0] == numbers[1]:
        return True
    blocks = [document.block_at(span.start) for span in (one, other)]
    if blocks[0] is blocks[1]:
        return True
    listed = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
    if blocks[0].kind is blocks[1].kind and blocks[0].kind in listed:
        return True
    later = document.sentences[max(numbers)].span.cut(document.folded)
    return _OTHER_NAME.search(later) is not None


# --- departments ----------------------------------------------------------------------------


def _departments(context: Context) -> Iterator[tuple[Span, Span]]:
    """The department that signs, and the only one that can be asked, alike but for a word."""
    document = context.document
    text = document.folded
    if len(document.blocks) < _LEAST:
        return
    places: dict[str, list[Span]] = {}
    for office in context.annotations.of(AnnotationKind.OFFICE):
        if isinstance(office.value, TextValue) and (named := _DEPARTMENT.search(office.value.text)):
            end = office.span.end
            start = end - len(named["name"])
            while start > 0 and _KANJI.match(text, start - 1):
                start -= 1
            name = text[start:end]
            places.setdefault(name, []).append(Span(start, end))
    if len(places) < 2:
        if text.count("課") < _LEAST_NAMES:
            return
        written: dict[str, list[Span]] = {}
        for found in _IN_KANJI.finditer(text):
            written.setdefault(found.group(), []).append(Span(*found.span()))
        if len(written) == 2:
            yield from _sent_elsewhere(context, written, _asked(context, written))
        return
    if len(places) > _LEAD:
        return
    asked = _asked(context, places)
    signed = {name for name in places if _signs(context, places[name])}
    if len(document.blocks) < _LEAD:
        signed = set()
    for one, other in combinations(places, 2):
        for contact, sign in ((one, other), (other, one)):
            if (
                asked == {contact}
                and sign in signed - {contact}
                and contact not in signed
                and _same_ends(contact, sign)
                and not (context.city and _both_listed(context, contact, sign))
            ):
                yield places[contact][0], places[sign][0]
    if len(places) == 2:
        yield from _sent_elsewhere(context, places, asked)


_SENT = regex(
    r"(?:の窓口)?(?:へ|に|まで|で)、?[^。\n0-9]{0,24}?(?:電話|提出|持って|お持ち|持参|郵送|送って|出して|連絡|尋ね|問い合わせ|申し?込|申請|届け)"
)
_GIVEN_TO = regex(
    "(?:申請|提出|申し?込み?|届け?出|予約|受付|応募)(?:書の?提出)?(?:先|窓口|場所)[】\\]]?[：: 　\n]{1,2}[^。：: 　]{2,12}$"
)
_OTHER_WORK = regex(
    "または|又は|ほか|それぞれ|場合|証明|支払|納め|委託|協力|後援|共催|引き継|移|変わ|旧|担当が"
)


def _sent_elsewhere(
    context: Context, places: dict[str, list[Span]], asked: set[str]
) -> Iterator[tuple[Span, Span]]:
    """Where to go or to call: a department that is named once, and the other one has the number."""
    text = context.document.folded
    for odd, usual in ((one, other) for one in places for other in places if one != other):
        if len(places[odd]) != 1 or len(places[usual]) < _LEAST or asked != {usual}:
            continue
        span = places[odd][0]
        begin = max(text.rfind(mark, 0, span.start) for mark in "。\n") + 1
        sentence = text[begin : span.end]
        if not _SENT.match(text, span.end) and not _GIVEN_TO.search(sentence):
            continue
        if _OTHER_WORK.search(sentence):
            continue
        if _same_ends(odd, usual) and not (context.city and _both_listed(context, odd, usual)):
            yield span, places[usual][0]


def _both_listed(context: Context, one: str, other: str) -> bool:
    city = context.city
    names = " ".join(map(str, getattr(city, "departments", ()) or ()))
    return one in names and other in names


def _same_ends(one: str, other: str) -> bool:
    if one[:2] != other[:2] or one[-1] != other[-1] or abs(len(one) - len(other)) > 1:
        return False
    apart = [char for char in one[2:-1] + other[2:-1] if (char in one) != (char in other)]
    return len(one) > 3 and not _TELLS_APART.search("".join(apart))


def _asked(context: Context, places: dict[str, list[Span]]) -> set[str]:
    """The departments behind which a telephone number stands, in the line or in the next ones."""
    document = context.document
    phones = [
        phone.span.start
        for phone in context.annotations.of(AnnotationKind.PHONE)
        if isinstance(phone.value, PhoneValue) and phone.value.role is PhoneRole.PHONE
    ]
    text = document.folded
    found = set()
    for name, spans in places.items():
        for span in spans:
            near = [at for at in phones if 0 <= at - span.end <= 60]
            if (
                near
                and "。" not in text[span.end : near[0]]
                and not any(
                    span.end < other.start < near[0]
                    for others in places.values()
                    for other in others
                )
            ):
                found.add(name)
    return found


def _signs(context: Context, spans: list[Span]) -> bool:
    """Whether a name ends a line of the draft's head that is no sentence."""
    document = context.document
    text = document.folded
    for span in spans:
        block = document.block_at(span.start)
        line = block.span.cut(text)
        named = block.kind is not BlockKind.HEADING or line.endswith(("課", "室"))
        short = "。" not in line and len(line) <= _SHORT
        if named and short and block in document.blocks[:_LEAD]:
            return True
    return False
