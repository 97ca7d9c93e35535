"""What the title names, and a name in the same words but for one: 冬の手づくり市, 「冬の手仕事市」.

Also companies whose name is altered in the middle, plans of which one draft has two names, and a
course or a form of another level or scheme than the title: 上級救命講習, 普通救命講習.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from checker.context import Context
from checker.document.model import Block, BlockKind
from checker.model import Span
from checker.regex import led, regex
from checker.scan import Scan

Pair = tuple[Span, Span]

MOST = 16
LONG = 4
"""Code points that two names have in common at their ends at least."""

SHORT = 3
"""Code points behind a common head in which two names differ at most."""

ALIKE = 0.5
"""So much of two names must agree, in order (our judgement)."""

_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
_LISTED = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
_TWO = regex(
    "先月|先日|今月|来月|次回|以前|引き続き|続いて|ほか|同時|併せて|あわせて|合わせて|別の|もう一|昨年|去年|前回|これまで|旧|改称|愛称|略称|通称|変更し|に改め|関連|上位|それぞれ|とも|受け継|引き継|に代わ|対象外|対象になりません|除"
)

# --- companies ----------------------------------------------------------------------------------

COMPANY = Scan(
    r"(?P<kind>株式会社|有限会社|合同会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|社会福祉法人|学校法人|医療法人|NPO法人)[ 　]?"
    r"(?P<name>[ぁ-ん]{0,6}[ァ-ヶー一-龠々A-Za-z]{1,12})"
)
BEFORE = Scan(
    r"(?P<name>[ぁ-ん]{0,6}[ァ-ヶー一-龠々A-Za-z]{1,12}|[ぁ-ん]{2,6})(?P<kind>株式会社|有限会社|合同会社)"
)
_TITLE = regex("(?:代表|取締役|社長|会長|理事|支店|支社|営業所|工場|本社|様|殿).*$")


def _companies(context: Context) -> Iterator[Pair]:
    places: dict[tuple[str, str], list[Span]] = {}
    for number, scan in enumerate((COMPANY, BEFORE)):
        for found in scan.finditer(context.document.folded):
            name = _TITLE.sub("", found["name"])
            if len(name) > 2:
                start = found.start("name")
                key = (f"{number}{found['kind']}", name)
                places.setdefault(key, []).append(Span(start, start + len(name)))
    if not 2 <= len(places) <= MOST:
        return
    _without_particles(places)
    yield from _other_form(context.document.folded, places)
    for (kind, one), (other_kind, other) in combinations(places, 2):
        ones, others = places[kind, one], places[other_kind, other]
        if kind == other_kind == _BEHIND and len(one) != len(other):
            # 「持つしおさいフーズ株式会社」 beside 「しおかぜフーズ株式会社」
            one, other = (_tail(name, min(len(one), len(other))) for name in (one, other))
            ones = [Span(span.end - len(one), span.end) for span in ones]
            others = [Span(span.end - len(other), span.end) for span in others]
        rare, usual = sorted((ones, others), key=len)
        if (
            kind == other_kind
            and len(usual) == 1
            and (
                _signs(context, one, other, rare, usual)
                or _in_title(context, one, other, rare, usual)
            )
        ):
            yield rare[0], usual[0]
            continue
        if kind != other_kind or len(rare) > 1 or len(usual) < 2:
            continue
        if all(any(_in_office(context, span) for span in spans) for spans in (rare, usual)):
            continue  # each of two companies signs
        if _altered_inside(one, other, 1) and _same(one, other) >= LONG:
            yield rare[0], usual[0]
        elif _common(one, other) >= SHORT and len(one) == len(other) and len(usual) > 1:
            yield rare[0], usual[0]  # 「かえで流通」, and once 「かえで物流」


_BEHIND = "1株式会社"
_KANA = regex("[ぁ-ん]+")


def _without_particles(places: dict[tuple[str, str], list[Span]]) -> None:
    """Joins names that hiragana in front has grown onto: 持つ|しおさいフーズ."""
    for key in sorted(places, key=lambda key: len(key[1])):
        for longer in [other for other in places if other[0] == key[0] and other != key]:
            lead = longer[1].removesuffix(key[1])
            if lead != longer[1] and _KANA.fullmatch(lead) and len(key[1]) > 2:
                places[key] += places.pop(longer)


def _other_form(text: str, places: dict[tuple[str, str], list[Span]]) -> Iterator[Pair]:
    """「株式会社しおさいフーズ」 and 「しおさいフーズ株式会社」, 有限会社 and 株式会社 of one name."""
    firms = {key: spans for key, spans in places.items() if key[0].endswith("会社")}
    for (kind, one), (other_kind, other) in combinations(firms, 2):
        if kind == other_kind:
            continue
        short, long = sorted((one, other), key=len)
        lead = long.removesuffix(short)
        if one != other and not (lead != long and _KANA.fullmatch(lead) and len(lead) <= SHORT):
            continue
        ones = _whole(text, places[kind, one], kind)
        others = _whole(text, places[other_kind, other], other_kind)
        rare, usual = sorted((ones, others), key=len)
        if len(rare) == 1:
            yield rare[0], usual[0]


def _whole(text: str, spans: list[Span], kind: str) -> list[Span]:
    """Names with the form of the company, which stands in front (0) or behind (1)."""
    if kind[0] == "0":
        return [Span(text.rfind(kind[1:], 0, span.start), span.end) for span in spans]
    return [Span(span.start, span.end + len(kind) - 1) for span in spans]


def _tail(name: str, size: int) -> str:
    cut = len(name) - size
    return name[cut:] if _KANA.fullmatch(name[:cut]) else name


def _in_title(context: Context, one: str, other: str, rare: list[Span], usual: list[Span]) -> bool:
    """Whether one name stands in the title, and the other in a sentence of an agreement."""
    if not (_altered_inside(one, other, 1) and len(one) == len(other) and _same(one, other) > LONG):
        return False
    blocks = [context.document.block_at(spans[0].start) for spans in (rare, usual)]
    if [block.kind in _HEADS for block in blocks].count(True) != 1:
        return False
    text = context.document.folded
    return all(_AGREED.search(text, block.span.start, block.span.end) for block in blocks)


_OF_OFFICE = regex("[ 　（(]{0,3}(?:代表|取締役|社長|理事長|支社長|支店長|会長|所長)")
_AGREED = regex("協定|契約|連携|締結|受託|委託|落札|受注|指定管理")


def _signs(context: Context, one: str, other: str, rare: list[Span], usual: list[Span]) -> bool:
    """Whether one name is that of the partner, and the other that of who signs for it."""
    if len(one) != len(other) or _common(one, other) < SHORT:
        return False
    text = context.document.folded
    office = [_in_office(context, spans[0]) for spans in (rare, usual)]
    if office.count(True) != 1:
        return False
    partner = (usual if office[0] else rare)[0]
    line = context.document.block_at(partner.start).span
    return _AGREED.search(text, line.start, line.end) is not None


def _in_office(context: Context, name: Span) -> bool:
    return _OF_OFFICE.match(context.document.folded, name.end) is not None


_RUN = regex("[ァ-ヶー一-龠A-Za-z]{4,16}")


def _bare_companies(context: Context) -> Iterator[Pair]:
    """「株式会社サンライズ物流」, and once 「サンライト物流」."""
    text = context.document.folded
    names: dict[str, Span] = {}
    for scan in (COMPANY, BEFORE):
        for found in scan.finditer(text):
            name = _TITLE.sub("", found["name"])
            start = found.start("name")
            if len(name) > LONG:
                names.setdefault(name, Span(start, start + len(name)))
    if not 1 <= len(names) <= SHORT:
        return
    for run in _RUN.finditer(text):
        other = _TITLE.sub("", run.group())
        for name, place in names.items():
            known = other in names or other in name or name in other or text.count(other) > 1
            if known or abs(len(name) - len(other)) > 2 or run.start() < place.end:
                continue
            if _altered_inside(name, other, 2) and _same(name, other) > LONG:
                yield Span(run.start(), run.start() + len(other)), place


def _altered_inside(one: str, other: str, ends: int) -> bool:
    """Whether two names begin and end alike and differ in between."""
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    inside = max(len(one), len(other)) - head - tail
    return (
        head >= ends
        and tail >= ends
        and 0 < inside <= 3
        and min(len(one), len(other)) > head + tail
    )


def _same(one: str, other: str) -> int:
    """How many characters two names share at both ends."""
    return _common(one, other) + _common(one[::-1], other[::-1])


def _common(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return size


# --- plans ----------------------------------------------------------------------------------------

PLAN = Scan(
    r"(?P<number>第[0-9一二三四五六七八九]{1,2}次)?[「『]?(?P<name>[一-龠々ァ-ヶー・の]{2,20}(?:計画|条例|ビジョン|プラン|方針|指針|構想|戦略))[」』]?(?P<draft>[（(](?:素案|案|原案|中間案)[)）])?"
)
_CITY = regex("^.*?(?:第[0-9一二三四五六七八九]{1,2}[次期]|[市町村県](?=[一-龠ァ-ヶー]{3}))")


def _plans(context: Context) -> Iterator[Pair]:
    names: dict[tuple[str, str], tuple[str, Span]] = {}
    numbers: dict[str, dict[str, Span]] = {}
    for found in PLAN.finditer(context.document.folded):
        sign = found["number"] or found["draft"]
        if not sign:
            continue
        name = _CITY.sub("", found["name"]).rpartition("の" if "の" in found["name"][:2] else "\0")[
            2
        ]
        if found["number"] and found["draft"]:
            place = Span(found.start("number"), found.end("name"))
            numbers.setdefault(name, {}).setdefault(found["number"], place)
        for one in {found["number"], found["draft"]} - {None}:
            span = Span(found.end("name") - len(name), found.end("name"))
            names.setdefault((one, name), (name, span))
    for drafts in numbers.values():
        if len(drafts) == 2:  # of one plan there is one draft
            first, second = drafts.values()
            yield second, first
    if not 2 <= len(names) <= MOST:
        return
    for (sign, one), (other_sign, other) in combinations(names, 2):
        if sign != other_sign or one[-2:] != other[-2:] or _subsequence(one, other):
            continue
        if one[:2] == other[:2] and _ratio(one, other) >= ALIKE:
            yield names[other_sign, other][1], names[sign, one][1]


def _subsequence(one: str, other: str) -> bool:
    short, whole = sorted((one, other), key=len)
    rest = iter(whole)
    return all(char in rest for char in short)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


# --- the title's words again ------------------------------------------------------------------------

ECHO = Scan(
    r"[」』]?(?:の(?:参加者|受講者|利用者|出店者|出演者|入居者|作品|会員|生徒|受講生|候補|提案|写真))?を(?:募集|開催|開き|開く|行い|実施|配布|販売|開設|支給|助成|補助|発売|発行|公開)"
)
_NOUN = regex("[一-龠々ァ-ヶーA-Za-zぁ-ん・]{4,16}$")
_EDGE = regex(
    r"[、。，．「『」』（()）【】：:　 ＝=\n0-9]|(?:では|には|から|まで|として|により|による|ため|[はがにで]、?)(?=[一-龠ァ-ヶ])|を(?=[一-龠ァ-ヶ])"
)


def _echoes(context: Context) -> Iterator[Pair]:
    document = context.document
    text = document.folded
    found = list(ECHO.finditer(text))
    if len(found) < 2:
        return
    names: list[tuple[str, str, Span, Block]] = []
    for one in found[:MOST]:
        block = document.block_at(one.start())
        begin = max(block.span.start, one.start() - 24)
        edges = list(_EDGE.finditer(text, begin, one.start()))
        start = edges[-1].end() if edges else begin
        noun = _NOUN.search(text, start, one.start())
        if noun is not None and not block.quoted:
            act = one.group().lstrip("」』")
            names.append((act, noun.group(), Span(*noun.span()), block))
    titled = [name for name in names if name[3].kind in _HEADS][:2]
    for act, name, span, block in titled:
        for other_act, other, place, there in names:
            if there.kind in _HEADS or there.kind in _LISTED or there is block or other == name:
                continue
            if act[-3:] != other_act[-3:] or name in other or other in name:
                continue
            inside = _altered_inside(name, other, 1)
            if text.count(name) > 1 and (text.count(other) > 1 or not inside):
                continue
            head = _common(name, other)
            if (inside and head >= 2 and _ratio(name, other) >= ALIKE) or (
                head >= LONG and max(len(name), len(other)) - head <= SHORT
            ):
                yield place, span


# --- another level, another scheme -------------------------------------------------------------------

_LEVELS = (
    "上級 中級 初級 普通 入門 基礎 応用 実践",
    "前期 後期",
    "春季 夏季 秋季 冬季",
    "市民 県民 区民 町民 村民",
    "乳児 幼児 児童 生徒 学童",
)
_LEVEL_OF = {word: number for number, group in enumerate(_LEVELS) for word in group.split()}
LEVELS = Scan(
    r"(?:上級|中級|初級|普通|入門|基礎|応用|実践|前期|後期|春季|夏季|秋季|冬季|乳児|幼児|学童)[一-龠ァ-ヶー]{4,10}"
)
_LEVEL = regex(rf"(?<![一-龠])(?P<level>{'|'.join(_LEVEL_OF)})(?P<head>[一-龠ァ-ヶー]{{4,10}})")


def _levels(context: Context) -> Iterator[Pair]:
    document = context.document
    text = document.folded
    if not LEVELS.may_fit(text):
        return
    places: dict[str, list[tuple[str, Span, Block]]] = {}
    for found in _LEVEL.finditer(text):
        block = document.block_at(found.start())
        places.setdefault(found["head"][:4], []).append(
            (found["level"], Span(found.start(), found.end("level") + 4), block)
        )
    for several in places.values():
        titled = [one for one in several if one[2].kind in _HEADS]
        others = [one for one in several if one[2].kind not in _HEADS]
        levels = {one[0] for one in titled}, {one[0] for one in others}
        if len(levels[0]) == len(levels[1]) == 1 and levels[0] != levels[1]:
            one, other = titled[0], others[0]
            body = text[one[2].span.end :]
            if _LEVEL_OF[one[0]] == _LEVEL_OF[other[0]] and one[0] not in body:
                yield other[1], one[1]


SCHEME = Scan(
    r"[「『](?P<name>[一-龠ァ-ヶーぁ-ん]{2,6}?(?P<scheme>[一-龠]{2,6}(?:助成|補助|給付|手当|支援|応援))(?:金)?)(?:支給|交付|認定|受給)?(?P<form>申請書|申込書|請求書|受給者証)"
)


def _schemes(context: Context) -> Iterator[Pair]:
    """「乳幼児医療費助成申請書」 in a draft on こども医療費助成."""
    document = context.document
    text = document.folded
    for found in SCHEME.finditer(text):
        head = next((b for b in document.blocks if b.kind in _HEADS), None)
        name, scheme = found["name"], found["scheme"][-5:]
        if head is None or name in head.span.cut(text) or text.count(name) > 1:
            continue
        at = text.find(scheme, head.span.start, head.span.end)
        if at < 0 or len(scheme) < 4:
            continue
        own = _NOUN.search(text, head.span.start, at + len(scheme))
        if own is None or not own.group().endswith(scheme) or own.group() == scheme:
            continue
        edges = list(_EDGE.finditer(text, head.span.start, at))
        start = max(own.start(), edges[-1].end() if edges else own.start())
        mine, other = text[start:at], name.partition(scheme)[0]
        if not mine or not other or mine.endswith(other) or other.endswith(mine):
            continue
        if f"{mine}{scheme}" not in name and text.count(other) == 1:
            yield Span(*found.span("name")), Span(start, at + len(scheme))


GRANT = Scan(
    r"(?P<name>[一-龠々ァ-ヶーぁ-ん]{2,8}(?:応援|支援|特別|臨時|緊急|生活)(?:給付金|支援金|応援金|補助金|助成金|商品券|クーポン券?))"
)
_RECEIVED = regex("受けた|受けて|受給|対象外|とは異な|も受け|振り替え|など")


def _grants(context: Context) -> Iterator[Pair]:
    """「生活応援給付金」, once, in a draft on 子育て応援給付金."""
    document = context.document
    text = document.folded
    found = list(GRANT.finditer(text))
    head = next((b for b in document.blocks if b.kind in _HEADS), None)
    titled = [one for one in found if head is not None and head.span.contains(Span(*one.span()))]
    if head is None or len(titled) != 1 or len(found) < 2:
        return
    own = _bare(titled[0]["name"])
    start = titled[0].end() - len(own)
    for one in found[1:MOST]:
        other = _bare(one["name"])
        same = _common(own[::-1], other[::-1])
        if same < LONG + 1 or other[-len(own) :] == own or own[-len(other) :] == other:
            continue
        sentence = document.sentences[document.sentence_index_at(one.start())].span.cut(text)
        if text.count(other) == 1 and len(other) - same >= 2 and not _RECEIVED.search(sentence):
            yield Span(one.end() - len(other), one.end()), Span(start, titled[0].end())


def _bare(name: str) -> str:
    """A name without the city and without the words in front of it."""
    name = _CITY.sub("", name)
    for edge in _EDGE.finditer(name):
        name = name[edge.end() :] if edge.end() < len(name) - LONG else name
    return name


ENCLOSED = Scan(r"同封(?:の|した|する|します)、?[「『](?P<form>[^「」『』\n]{3,20}[書票紙])[」』]")
_FILLED_IN = regex(
    r"[「『](?P<form>[^「」『』\n]{3,20}[書票紙])[」』]に、?(?:必要|ご?記入|書い|署名)[^。\n]{0,50}(?:返送|郵送|送って|ご?提出|出して)"
)


def _enclosed(context: Context) -> Iterator[Pair]:
    """同封の「支給確認書」, and the 「給付金申請書」 that is to be filled in and sent back."""
    text = context.document.folded
    for found in ENCLOSED.finditer(text):
        one = found["form"]
        for filled in _FILLED_IN.finditer(text):
            other = filled["form"]
            if one in other or other in one or _common(one, other) < 2 or text.count(other) > 1:
                continue
            yield Span(*filled.span("form")), Span(*found.span("form"))


# --- one word of the title's name -------------------------------------------------------------------

_THING = (
    "観察会|鑑賞会|体験会|講習会|講演会|説明会|相談会|交流会|発表会|展示会|演奏会|音楽会|座談会|見学会|研修会|学習会|大会|大学|塾"
    "|まつり|祭り|祭|フェア|フェスタ|フェスティバル|マルシェ|コンサート|マラソン|ラリー|ウオーク|ウォーク|キャンペーン|コンテスト|コンクール|カフェ|サロン|ひろば|広場|市"
    "|講座|教室|セミナー|ワークショップ|計画|プラン|ビジョン|方針|指針|条例|補助金|助成金|給付金|支援金|手当|事業|制度|助成|協定|クラブ|商品券|図書館|公園|センター|会館|公民館|プラザ|ネットワーク|審議会|協議会|委員会|会(?![一-龠])"
)
TITLED = Scan(rf"(?P<name>[一-龠々ァ-ヶーA-Za-zぁ-ん・]{{3,24}}?{led(_THING)})(?![一-龠ァ-ヶー])")
_SEASON = regex(
    "[春夏秋冬朝昼夜東西南北上中下新旧前後男女親子大小高低0-9一二三四五六七八九十]|入門|基礎|応用|初級|中級|上級|普通|実践|乳児|幼児|小学|中学|高校|高齢|障害|障がい|児童|学童"
)
INSIDE = 3
"""Code points of a word in which two names differ at most; of one in katakana or kana, more."""
_IN_KANA = 7


def _titled(context: Context) -> Iterator[Pair]:
    """「冬の天体観察会」, once, in a draft on 冬の星空観察会."""
    document = context.document
    text = document.folded
    title = next((b for b in document.blocks if b.span.end > b.span.start), None)
    if title is None or len(title.span) > 80 or not TITLED.may_fit_before(text, title.span.end):
        return
    names = [
        (name, Span(one.end() - len(name), one.end()))
        # Not as a text of its own: all strings would be looked for in it.
        for one in TITLED.expression.finditer(text, 0, title.span.end)
        if len(name := _bare(one["name"]).lstrip("次期")) > LONG
    ]
    if not names or len(names) > 2:
        return
    own, place = names[-1]
    # What differs from it in one word begins alike.
    for one in _below(text, title.span.end, own[:2]):
        other = _bare(one["name"]).lstrip("次期")
        other = other[max(0, other.find(own[:2])) :]
        head, tail = _common(own, other), _common(own[::-1], other[::-1])
        cut = max(0, head + tail - min(len(own), len(other)))
        mine, yours = own[head : len(own) - tail + cut], other[head : len(other) - tail + cut]
        if head < 2 or tail < (1 if head > LONG else 2) or cut:
            continue
        if not (_one_word(mine) and _one_word(yours)) or text.count(other) > 1:
            continue
        if len(own) < 2 * min(len(mine), len(yours)):
            continue
        if _SEASON.search(mine + yours):
            continue
        start = one.end() - len(other)
        edition = _EDITION.search(text, max(0, start - 6), start)
        if edition is not None and edition.group() not in text[: title.span.end]:
            continue  # the plan before this one
        block = document.block_at(start)
        if block.kind not in _HEADS and block.kind not in _LISTED and not block.quoted:
            yield Span(start, one.end()), place


def _below(text: str, title: int, words: str) -> Iterator[re.Match[str]]:
    """The names in the lines below the title that hold some words."""
    at = text.find(words, title)
    while at >= 0:
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        for one in TITLED.expression.finditer(text, text.rfind("\n", 0, at) + 1, end):
            if one.start() >= title:
                yield one
        at = text.find(words, end)


_EDITION = regex(r"第[0-9一二三四五六七八九]{1,2}[次期]\Z")


def _one_word(changed: str) -> bool:
    if _KANA.fullmatch(changed):
        return 1 < len(changed) <= _IN_KANA
    return 0 < len(changed) <= INSIDE and _WORD.fullmatch(changed) is not None


_WORD = regex("[一-龠々ァ-ヶー]+")
_KANA = regex("[ァ-ヶー]+|[ぁ-ん]+")

SCANS = (TITLED, GRANT, ENCLOSED, COMPANY, BEFORE, PLAN, ECHO, LEVELS, SCHEME)


def echoed(context: Context) -> Iterator[Pair]:
    """Pairs of places: what is likely to be wrong, and the usual name; either may be it."""
    for find in (
        _companies,
        _plans,
        _echoes,
        _levels,
        _schemes,
        _grants,
        _enclosed,
        _titled,
        _bare_companies,
    ):
        for rare, usual in find(context):
            if not _two_things(context, rare, usual):
                yield rare, usual


def _two_things(context: Context, one: Span, other: Span) -> bool:
    """Whether a sentence or a list holds both names, or a word near them says that they are two."""
    document = context.document
    numbers = [document.sentence_index_at(span.start) for span in (one, other)]
    blocks = [document.block_at(span.start) for span in (one, other)]
    if numbers[0] == numbers[1] or (blocks[0].kind in _LISTED and blocks[1].kind in _LISTED):
        return True
    if blocks[0].kind in _HEADS and blocks[1].kind in _HEADS:
        return True
    sentences = (document.sentences[number].span.cut(document.folded) for number in numbers)
    return any(_TWO.search(sentence) for sentence in sentences)


_QUESTION = regex(r"^(?:Q|問)[ 　]?[0-9]+|か[。？?]?$")


def asked_apart(context: Context, one: Span, other: Span) -> bool:
    """Whether two places answer two questions, each with its own papers."""
    heads = [_question_above(context, span) for span in (one, other)]
    return None not in heads and heads[0] is not heads[1]


def _question_above(context: Context, span: Span) -> Block | None:
    document = context.document
    for block in reversed(document.of_kind(BlockKind.HEADING)):
        if block.span.start <= span.start:
            line: str = block.span.cut(document.folded)
            found: re.Match[str] | None = _QUESTION.search(line)
            return block if found is not None else None
    return None
