"""The name of the draft's own event, written otherwise: as the subject of a mail, or with another kind.

「里山こもれびウオーク参加希望」と書く, where the heading has 里山ひだまりウオーク; あおば健康フェスタ in the
title and あおば健康フェア below. What an applicant is to write is the name of what is announced, whole
or shortened: if it is neither, and yet much of it is, one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from checker.context import Context
from checker.detectors import Options, echoed_names
from checker.detectors.nearby import Nearby
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan, Words

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

MOST = 12
LEAST = 4
"""Code points of a name."""
ALIKE = 0.45
"""So much of what is to be written must stand in the name, in order (our judgement)."""

_ASKED = Scan(r"[「『](?P<name>[^「」『』\n]{4,40})[」』]")
_WRITTEN = regex("(?:係|希望|申込|申し込み|応募|担当|事務局|意見)\\Z")
_TO_WRITE = regex(
    "の?(?:と(?:明記|記|書|入力|し(?:て|た)|お?伝え|、|住所|氏名|代表|名前)|係|担当|事務局|あて|宛|への応募|への?参加|参加|希望|申込|申し込み|応募|、(?:住所|氏名|代表|名前))"
)
_TAIL = regex(
    "(?:への?|の)?(?:参加(?:希望|申込み?|申し込み)?|受講(?:希望|申込み?|申し込み)?|申し?込み?|申込書在中|希望者?|応募(?:作品|用紙)?|出品|出展|見学希望|係|担当|事務局|募集|在中|について|(?:へ|に対する)の?ご?意見|の件|係宛て?|[（(][^（()）]*[)）]| |　)+\\Z"
)
_OPENS = regex(r"^(?:第[0-9]+回|令和[0-9]+年度?|[0-9]{4}年?|冬の|【[^】]*】|[ 　])+")
_CUT = regex(
    "[「」『』（）()【】：:。、！!｜|\\-−–〜～ 　]|を(?:開|行|募|実|し|お|配|交|販)|の(?:参加者|お知らせ|ご?案内|開催|募集|申し込み|申込|受講|実施)|に(?:つい|参|ご)|へ(?:の|ど)|が(?:始|で)"
)
_NO_NAME = regex("(?:ます|です|たい|する|した|ない|ください|[をはがに])$")
_OTHER = regex(
    "愛称|略称|通称|正式|旧名|改称|名称を|名前を|変更し|[にと]改め|前身|姉妹|同時|併せて|あわせて|同じ日|隣|別の|もう一つ|昨年|前回|これまで"
)
_GROUPS = (
    "フェスタ フェア フェスティバル まつり カーニバル",
    "講座 教室 セミナー 講習会 学習会 勉強会 研修会 ワークショップ",
    "チケット カード クーポン ギフト券 商品券",
    "懇談会 座談会 意見交換会 対話集会",
    "コンテスト コンクール",
    "補助金 助成金 支援金 給付金 奨励金 交付金",
    "プラン 計画 ビジョン",
    "交付 支給",
    "許可 承認 認可",
    "設備 システム 装置 機器",
    "ラリー ツアー",
    "観察会 鑑賞会",
    "コンサート 演奏会 音楽会",
    "マラソン 駅伝 ウオーク ウォーク",
    "減免 免除",
    "推進 促進",
    "安全安心 安心安全 安全・安心 安心・安全",
)
_KIND = {word: number for number, group in enumerate(_GROUPS) for word in group.split()}
_WORDS = Words(_KIND)
_NAME_CHAR = regex("[一-龠々ァ-ヶーぁ-んA-Za-z0-9・]")
_BOUND = frozenset("をはがにでとへもやの、。「」『』（）() 　・：:\n")
_BEHIND = regex("事務局|係|担当|参加|当日|実行委員会|希望|申込|申し込み|会場|受付")
_NICK = Scan(r"[「『](?P<nick>[^「」『』\n]{2,12}?)(?P<kind>号|バス|便|タクシー|カー|ワゴン)[」』]")
_LEFT, _RIGHT = 4, 2
_MAY_BE_JOINED = regex("と(?<=[一-龠々]と)[一-龠々]{1,2}の[一-龠ァ-ヶー]{3}")
_TWO = 2
"""Names, of which one can be turned: what both hold, quick to find."""
_JOINED = Nearby(
    Scan(r"(?P<one>[一-龠々]{1,2})と(?P<other>[一-龠々]{1,2})の(?P<what>[一-龠ァ-ヶー]{3,8})"), 15
)


def scans(options: Options) -> Iterable[Scan | Words]:
    """See `Matcher.scans`."""
    return (_ASKED, _WORDS, _NICK, _JOINED.scan, *echoed_names.SCANS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name; both where either may be the wrong one."""
    told: set[int] = set()
    text = context.document.text
    pairs = (
        *_asked(context),
        *_kinds(context),
        *_nicknames(context),
        *_turned(context),
        *echoed_names.echoed(context),
    )
    for one, other in pairs:
        shown, usual = one.cut(text), other.cut(text)
        places = [(one, other, usual)]
        if text.count(shown) >= text.count(usual):
            places.append((other, one, shown))
        for span, there, name in places:
            if span.start not in told:
                told.add(span.start)
                related = (Related(there, f"ここでは「{name}」です"),)
                yield Match(span, {"usual": name}, related=related)


# --- what an applicant is to write -----------------------------------------------------------


def _asked(context: Context) -> Iterator[tuple[Span, Span]]:
    document = context.document
    text = document.folded
    own: Sequence[Span] | None = None
    for found in _ASKED.finditer(text):
        written = found["name"]
        if not (_WRITTEN.search(written) or _TO_WRITE.match(text, found.end())):
            continue
        name = _OPENS.sub("", _TAIL.sub("", written))
        if len(name) < LEAST or _NO_NAME.search(name) or text.count(name) > 1:
            continue
        start = found.start("name") + written.find(name)
        own = _own_names(context, found.start()) if own is None else own
        names = [span for span in own if not span.overlaps(Span(start, start + len(name)))]
        if any(
            _shortened(name, span.cut(text)) or _shortened(span.cut(text), name) for span in names
        ):
            continue
        if any(_shortened(name, block.span.cut(text)) for block in _short_lines(context)):
            continue
        best = max(names, key=lambda span: _alike(name, span.cut(text)), default=None)
        if best is None:
            continue
        usual = best.cut(text)
        ratio = _alike(name, usual)
        if ratio >= ALIKE and _ends(name, usual):
            yield Span(start, start + len(name)), best


def _short_lines(context: Context) -> Iterator[Block]:
    listed = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.HEADING, BlockKind.TITLE)
    return (b for b in context.document.blocks if b.kind in listed and len(b.span) <= 40)


def _shortened(short: str, whole: str) -> bool:
    """Whether all characters of one stand in the other, in order, spaces left out."""
    rest = iter(whole)
    return all(char in rest for char in short if char not in " 　・の")


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return same / max(len(one), len(other))


def _ends(one: str, other: str) -> bool:
    """Whether two names begin or end alike: else they are two things."""
    return one[:2] == other[:2] or one[-2:] == other[-2:] or one[1:4] in other


def _own_names(context: Context, before: int) -> Sequence[Span]:
    """The names in the title and in the headings in front of a place."""
    document = context.document
    text = document.folded
    heads = [
        block.span
        for block in document.blocks
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE) and block.span.start < before
    ]
    heads = heads[:1] + heads[-3:] if len(heads) > 4 else heads
    heads += [
        block.span
        for block in document.blocks[:5]
        if block.kind is BlockKind.PARAGRAPH and len(block.span) <= 30 and block.span.start < before
    ]
    names: list[Span] = []
    for head in heads:
        start = head.start
        for gap in (*_CUT.finditer(text, head.start, head.end), None):
            end = head.end if gap is None else gap.start()
            opening = _OPENS.match(text[start:end])
            begin = start + (opening.end() if opening is not None else 0)
            if end - begin >= LEAST:
                names.append(Span(begin, end))
            start = end if gap is None else gap.end()
    return names


# --- one name with two kinds ------------------------------------------------------------------


def _kinds(context: Context) -> Iterator[tuple[Span, Span]]:
    document = context.document
    text = document.folded
    places: dict[int, list[tuple[int, str]]] = {}
    for start, word in _WORDS.find(text):
        places.setdefault(_KIND[word], []).append((start, word))
    for several in places.values():
        words = {word for _, word in several}
        if len(words) < 2 or len(several) > 60:
            continue
        first: dict[str, list[int]] = {}
        for start, word in several:
            first.setdefault(word, []).append(start)
        for one, other in combinations(sorted(first), 2):
            yield from _pair(context, one, first[one], other, first[other])


def _pair(
    context: Context, one: str, ones: Sequence[int], other: str, others: Sequence[int]
) -> Iterator[tuple[Span, Span]]:
    text = context.document.folded
    for a in ones[:MOST]:
        for b in others[:MOST]:
            left = _common_left(text, a, b)
            right = _common_right(text, a + len(one), b + len(other))
            least = _LEFT - _quoted(text, a, left, one) - _quoted(text, b, left, other)
            if left < 2 or left + right < least or (left < least and right < _RIGHT):
                continue
            if right == 0 and not all(
                text[end : end + 1] in _BOUND or end == len(text) or _BEHIND.match(text, end)
                for end in (a + len(one), b + len(other))
            ):
                continue
            spans = (
                Span(a - left, a + len(one) + right),
                Span(b - left, b + len(other) + right),
            )
            counts = [text.count(span.cut(text)) for span in spans]
            if min(counts) > 1 or _two_things(context, *spans):
                continue
            rare, usual = (spans[0], spans[1]) if counts[0] <= counts[1] else (spans[1], spans[0])
            yield rare, usual
            return


def _quoted(text: str, start: int, left: int, kind: str) -> bool:
    """Whether brackets say where a short name begins and ends: 「まゆ玉演奏会」."""
    return text[start - left - 1 : start - left] == "「" and text.startswith(
        "」", start + len(kind)
    )


def _common_left(text: str, one: int, other: int) -> int:
    size = 0
    while (
        size < 14
        and one - size > 0
        and other - size > 0
        and text[one - size - 1] == text[other - size - 1]
        and _NAME_CHAR.match(text[one - size - 1])
    ):
        size += 1
    words = text[one - size : one]
    # A particle in front belongs to the sentence.
    for mark in ("は", "を", "が"):
        if mark in words:
            size = len(words) - words.rfind(mark) - 1
            words = words[len(words) - size :]
    return size


def _common_right(text: str, one: int, other: int) -> int:
    size = 0
    while (
        size < 10
        and text[one + size : one + size + 1] == text[other + size : other + size + 1]
        and _KANJI.match(text[one + size : one + size + 1])
    ):
        size += 1
    return size


_KANJI = regex("[一-龠々ァ-ヶー]")


def _two_things(context: Context, one: Span, other: Span) -> bool:
    """Whether a sentence or a list holds both names, or a word says that they are two."""
    document = context.document
    numbers = [document.sentence_index_at(span.start) for span in (one, other)]
    blocks = [document.block_at(span.start) for span in (one, other)]
    listed = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
    if numbers[0] == numbers[1] or blocks[0] is blocks[1]:
        return True
    if blocks[0].kind in listed and blocks[1].kind in listed:
        return True
    if blocks[0].kind is blocks[1].kind is BlockKind.HEADING:
        return True
    return any(
        _OTHER.search(document.sentences[number].span.cut(document.folded)) for number in numbers
    )


# --- a nickname with two kinds -----------------------------------------------------------------


def _nicknames(context: Context) -> Iterator[tuple[Span, Span]]:
    """「ひまわり号」 and 「ひまわりバス」."""
    kinds: dict[str, dict[str, Span]] = {}
    for found in _NICK.finditer(context.document.folded):
        place = Span(found.start("nick"), found.end("kind"))
        kinds.setdefault(found["nick"], {}).setdefault(found["kind"], place)
    for several in kinds.values():
        if len(several) == 2:
            one, other = several.values()
            if not _two_things(context, one, other):
                yield other, one


# --- two words in another order -----------------------------------------------------------------


def _turned(context: Context) -> Iterator[tuple[Span, Span]]:
    """「緑と水の基本計画」 and 「水と緑の基本計画」."""
    names: dict[tuple[str, str, str], Span] = {}
    if len(_MAY_BE_JOINED.findall(context.document.folded)) < _TWO:
        return
    for found in _JOINED.finditer(context.document.folded):
        one, other, what = found.group("one", "other", "what")
        # The name of the town or of the plan may stand in front without a space.
        for size in {1, len(other)}:
            turned = names.get((other, one[-size:], what))
            if turned is not None and not _two_things(context, turned, Span(*found.span())):
                yield Span(found.end() - len(turned), found.end()), turned
                return
            names.setdefault((one[-size:], other, what), Span(found.end("one") - size, found.end()))
