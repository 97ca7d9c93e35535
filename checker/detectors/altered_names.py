"""One place or event whose name was altered in one spot: 柳戸大橋 and 柳戸橋, 「はじめの店」 and 「はじまりの店」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, islice

from checker.context import Context
from checker.detectors import Options
from checker.detectors.nearby import Nearby
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

MOST = 40
"""Names of one shape beyond which a draft is a list of them."""

_TELLS_APART = regex(
    r"[東西南北上中下新旧元本第前後内外左右大小高低初再0-9一二三四五六七八九十A-Za-z春夏秋冬朝昼夜男女親子昨今来年月火水木金土日]"
)

# --- a nickname behind two kinds of building ---------------------------------------------------

_NICKED = Nearby(
    Scan(
        r"(?P<kind>(?<![一-龠ァ-ヶー々])[一-龠ァ-ヶー々]{2,12}(?:館|センター|プラザ|ホール|広場|公園|施設|会館|ひろば|サロン|カフェ|バス|タクシー|号|園|室))"
        r"[「『]?(?P<nick>[ぁ-んァ-ヶー]{3,10})"
    ),
    32,
)
_MAY_BE_NICKED = regex(
    r"(?:館|センター|プラザ|ホール|広場|公園|施設|会館|ひろば|サロン|カフェ|バス|タクシー|号|園|室)(?=[「『]?[ぁ-んァ-ヶー]{3})"
)
_PARTICLE = regex(
    r"[をはがにでとへもやのか]|から|まで|より|など|または|および|ならび|ほか|です|では|には|とは|への|での|だけ|ごと|として|について|による|する|した|され"
)

_VERB = regex(
    "^(?:し|され|でき|いた|ござ|い[るたま]|あ[るっり]|なる|なっ|あて|さん|たち|また)|(?:ます|です|した|する|ない|って)"
)

# --- bridges and streets, with and without 大 ----------------------------------------------------

_LARGE = Nearby(
    Scan(
        r"(?<![一-龠ァ-ヶー々])(?P<stem>[一-龠々]{1,4}?)(?P<kind>大橋|橋|大通り|通り|大池|池)(?![一-龠々のり])"
    ),
    12,
)
_ROAD = regex(
    "迂回|う回|回って|代わり|近く|隣|上流|下流|そば|手前|向か|並行|別の|ほか|新しい|古い|旧|付近|から|まで|経由|最寄"
)

# --- one kanji off ------------------------------------------------------------------------------

_WORK = Nearby(
    Scan(
        r"(?<![一-龠々ヶケァ-ヶー])[一-龠々]{2,5}(?:歩道橋|大橋|橋|川|池|沼|公園|広場|団地|トンネル|会館|公民館|集会所|小学校|中学校|保育園|児童館|浄水場|墓地|霊園|駅|交差点|地区|商店街|体育館|グラウンド|運動場|図書館)(?![一-龠々])"
    ),
    14,
)
_ACT = regex("[一-龠]{2,}|[一-龠][ぁ-ん]?[一-龠]")
_COMMON_ACT = regex(
    "令和|平成|午前|午後|年度|時間|電話|番号|曜日|本市|市民|期間|場所|場合|会場|住所|[一二三四五六七八九十]|申込|参加|開催|利用|案内|お知"
)

# --- names that somebody coined --------------------------------------------------------------------

_QUOTED = Scan(r"[「『](?P<name>[^「」『』（）()。、！？!?\n]{4,24})[」』]")
_SENTENCE = regex(
    "(?:ます|です|たい|する|した|ない|とは|れる|せる|った|から|まで|よう|いる|ある|こと|もの|ください|[をはがにで])$|[をがは].*[うくぐすつぬぶむる]$"
)
_PAPER = regex(
    "(?:書|届|票|願|証|表|状|用紙|様式|ページ|欄|番号|ボタン|フォーム|コード|カード|法|条例|要綱|規則)$"
)
_LEVEL = regex(
    "入門|基礎|初級|中級|上級|応用|実践|初心|経験|大人|子ども|こども|親子|シニア|高齢|前編|後編|前期|後期|午前|午後|昼|夜|乳児|幼児|小学|中学|高校|青年|婦人|男性|女性|編|回目|その"
)
ALIKE = 0.7
"""So much of two names must agree, in order (our judgement)."""
_SHORT_FOR = regex("愛称|略称|通称|正式|旧名|改称|の名前が|名称を|名前を|略し|から名|変更し|改め")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_NICKED.scan, _LARGE.scan, _WORK.scan, _QUOTED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the rarer of two names that can hardly be two things; of a tie the later one."""
    told: set[int] = set()
    for usual, spans, others in (
        *_nicknames(context),
        *_large(context),
        *_works(context),
        *_coined(context),
    ):
        text = context.document.folded
        other = others[0].cut(text)
        places = [(others[0], spans[0], usual)]
        if text.count(usual) == text.count(other):  # either may be the wrong one
            places.append((spans[0], others[0], other))
        for span, there, name in places:
            if span.start not in told:
                told.add(span.start)
                related = (Related(there, f"ここでは「{name}」です"),)
                yield Match(span, {"usual": name}, related=related)


Pair = tuple[str, Sequence[Span], Sequence[Span]]
"""The usual name and its places, the places of the other one."""


def _ordered(context: Context, places: dict[str, list[Span]], one: str, other: str) -> Pair | None:
    """The more frequent name first; None where both are frequent."""
    count = context.document.folded.count
    usual, rare = sorted((one, other), key=lambda name: (-count(name), places[name][0].start))
    if count(rare) > 1:
        return None
    return usual, places[usual], places[rare]


def _together(context: Context, pair: Pair) -> bool:
    """Whether one sentence or list holds both."""
    document = context.document
    _, usual, rare = pair
    number = document.sentence_index_at(rare[0].start)
    block = document.block_at(rare[0].start)
    listed = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
    for span in usual:
        if document.sentence_index_at(span.start) == number:
            return True
        other = document.block_at(span.start)
        if block.kind in listed and other.kind in listed and block.kind is other.kind:
            return True
    return False


def _found(context: Context, scan: Scan | Nearby, name: str | int = 0) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = {}
    for found in scan.finditer(context.document.folded):
        if not context.document.block_at(found.start()).quoted:
            places.setdefault(found[name], []).append(Span(*found.span(name)))
    return places if len(places) <= MOST else {}


def _nicknames(context: Context) -> Iterator[Pair]:
    """市民交流館いとぐるま, 市民活動センターいとぐるま."""
    document = context.document
    if len(_MAY_BE_NICKED.findall(document.folded)) < 2:
        return
    found = list(islice(_NICKED.finditer(document.folded), MOST))
    if len(found) < 2:
        return
    groups: dict[str, list[re.Match[str]]] = {}
    for one in found:
        nick = one["nick"]
        if not (_PARTICLE.match(nick) or _VERB.search(nick)):
            groups.setdefault(nick[:3], []).append(one)
    for alike in groups.values():
        kinds: dict[str, list[Span]] = {}
        for one in alike:
            kinds.setdefault(one["kind"], []).append(Span(*one.span("kind")))
        nick = alike[0]["nick"]
        for one in alike:
            while not one["nick"].startswith(nick):
                nick = nick[:-1]
        if len(kinds) != 2 or len(nick) < 3:
            continue
        one_, other = kinds
        if one_ in other or other in one_:
            continue
        pair = _ordered(context, kinds, one_, other)
        if pair is not None and len(pair[1]) > 1 and not _together(context, pair):
            yield pair[0] + nick, pair[1], [Span(s.start, s.end + len(nick)) for s in pair[2]]


def _large(context: Context) -> Iterator[Pair]:
    document = context.document
    places = _found(context, _LARGE)
    for one, other in combinations(places, 2):
        small, large = sorted((one, other), key=len)
        stem, kind = small[:-1], small[-1]
        if small.endswith("通り"):
            stem, kind = small[:-2], "通り"
        if large != f"{stem}大{kind}" or len(stem) < 2:
            continue
        pair = _ordered(context, places, one, other)
        if pair is None or _together(context, pair):
            continue
        sentence = document.sentences[document.sentence_index_at(pair[2][0].start)].span
        if not _ROAD.search(sentence.cut(document.folded)):
            yield pair


def _works(context: Context) -> Iterator[Pair]:
    """柳瀬歩道橋 and 柳原歩道橋, of which the draft tells one and the same."""
    document = context.document
    text = document.folded
    places = _found(context, _WORK)
    for one, other in combinations(places, 2):
        if len(one) != len(other) or one[-1] != other[-1] or len(one) < 4:
            continue
        apart = [at for at in range(len(one)) if one[at] != other[at]]
        if len(apart) != 1 or _TELLS_APART.search(one[apart[0]] + other[apart[0]]):
            continue
        pair = _ordered(context, places, one, other)
        if pair is None or _together(context, pair):
            continue
        rare = document.sentences[document.sentence_index_at(pair[2][0].start)].span.cut(text)
        if _ROAD.search(rare):
            continue
        acts = _acts(rare, pair[0], other if pair[0] == one else one)
        if any(acts & _acts(_sentence(context, span), one, other) for span in pair[1]):
            yield pair


def _sentence(context: Context, span: Span) -> str:
    document = context.document
    number = document.sentence_index_at(span.start)
    return document.sentences[number].span.cut(document.folded)


def _acts(sentence: str, *names: str) -> set[str]:
    for name in names:
        sentence = sentence.replace(name, "、")
    return {word for word in _ACT.findall(sentence) if not _COMMON_ACT.search(word)}


def _coined(context: Context) -> Iterator[Pair]:
    """「はじめの一坪」 in the title, 「はじまりの一坪」 further down."""
    text = context.document.folded
    places = {
        name: spans
        for name, spans in _found(context, _QUOTED, "name").items()
        if not _SENTENCE.search(name) and not _PAPER.search(name)
    }
    if len(places) < 2 or len(places) > MOST // 2:
        return
    for one, other in combinations(places, 2):
        if not _is_altered(one, other):
            continue
        pair = _ordered(context, places, one, other)
        if pair is None or _together(context, pair) or _SHORT_FOR.search(text):
            continue
        # The name of the draft's own event comes again.
        if text.count(pair[0]) > 1 and not _ROAD.search(_sentence(context, pair[2][0])):
            yield pair


def _is_altered(one: str, other: str) -> bool:
    """Whether two names agree but for one spot in which no word tells them apart."""
    if one in other or other in one or (one[0] != other[0] and one[-1] != other[-1]):
        return False
    if _LEVEL.search(one) or _LEVEL.search(other):
        levels = set(_LEVEL.findall(one)), set(_LEVEL.findall(other))
        if levels[0] != levels[1]:
            return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < ALIKE:
        return False
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    words = [one[low:high] + other[start:end] for _, low, high, start, end in changed]
    if any("一" <= char <= "鿿" for char in "".join(words)):
        return False  # another word, not another form of it
    return len(changed) <= 2 and not any(map(_TELLS_APART.search, words))
