"""A name that is written in two ways: 高齢福祉課 and 高齢者福祉課."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

_NAMES = (AnnotationKind.OFFICE, AnnotationKind.LAW, AnnotationKind.FORM)
# A name in 「」: no sentence, no single word that is only stressed.
_BRACKETED = regex(r"「([^「」『』（）()。、！？\n]{4,24})」")
# What sets offices apart rather than being forgotten: 北支所, 第二小学校.
_TELLS_APART = regex(r"[東西南北上下中新旧元本第前後内外左右大小高低0-9一二三四五六七八九十]")
_TAIL = regex(
    r"(?:市役所|事務所|出張所|支所|センター|委員会|協議会|審議会|協会|連合会|実行委員会|小学校|中学校"
    r"|高等学校|高校|幼稚園|保育園|保育所|こども園|公民館|図書館|体育館|資料館|会館|病院|公園|交流館|課|係|室"
    r"|部|局|会|館|園|所)$"
)
_SECTION = regex(r"(?:課|係|室|センター|委員会)$")
_SECTIONS = frozenset("課係室")
"""What the name of a whole section ends in."""
# What stands for 福祉総務課 when 福祉課 is written; not 税 in 市民税課.
_DROPPED = regex(
    r"総務|政策|推進|振興|支援|管理|整備|保全|生活|対策|計画|企画|増進|交流|相談|福祉|づくり|環境|活動|協働|スポーツ|サービス"
    r"|広聴|広報|情報|統計|衛生|保険|年金|予防|障害|障がい|高齢|高齢者|児童|教育|文化|観光|農業|農林|商工|労働|住宅|建築"
    r"|緑地|循環|資源|都市|安全|危機|消防|契約|管財|財政|調整|戦略|子ども|こども|家庭|若者|人権|国際|交通|施設|学校|給食|生涯|保育"
    r"|母子|地域|介護|医療|健康|指導|育成|利用|開発|保護|事業|業務|調査|窓口|市民|広域|防災|防犯|共生|創生|移住|ふるさと"
)
_ALIKE = (
    frozenset({"政策", "対策", "推進", "振興", "促進", "企画"}),
    frozenset({"支援", "応援", "サポート", "福祉"}),
    frozenset({"くらし", "生活", "暮らし"}),
    frozenset({"づくり", "推進", "増進", "支援"}),
    frozenset({"学習", "教育"}),
    frozenset({"こども", "子ども", "子供", "子育て", "児童"}),
    frozenset({"防災", "危機管理", "防災安全"}),
    frozenset({"資産税", "固定資産税"}),
    frozenset({"戸籍住民", "市民", "住民"}),
)
"""Words of which an office has one or the other; a city may have two such offices, so their
phones and lists are looked at."""
_COMMON = regex(
    "減量|促進|増進|向上|収集|福祉|支援|推進|政策|管理|振興|対策|総務|企画|市民|町民|住民|生活|環境|教育|保険|整備|建設|都市|地域|学校"
    "|保健|窓口|収納|納税|交通|産業|建築|土木|道路|農林|商工|観光|文化|高齢者?|障害者?|障がい者?|介護|安全|事業|業務"
    "|施設|保全|情報|経営|財政|計画|調整|相談|指導|維持|利用|活用|課税|固定|資産|国民|行政|子ども|こども|青少年"
)
"""What many sections of a city have in their names (our judgement): no sign that two are one."""
_SHARED = 2
_MAY_LACK, _LONGEST_LACK = regex("部|地区|市立|市民|中央|地域"), 2
"""What is left out of the name of a place, where one character tells it from others: 南部公民館."""
_SHORTEST = 5
"""A forgotten character is only told from another name in one of so many (our judgement)."""
_WHOLE = 5
"""From here on the words of `_ALIKE` may be all that a section's name says."""
_PLAIN: Mapping[int, str | int | None] = {
    **{code: code - ord("ァ") + ord("ぁ") for code in range(ord("ァ"), ord("ヶ") + 1)},
    **dict.fromkeys(map(ord, "・ 　")),
}
_WORK = Scan(
    r"(?<![一-鿿々ヶケ])[一-鿿々]{2,5}(?:橋|川|池|沼|寺|神社|城|峠|トンネル|団地|海岸|線|浜|湖|滝|山|台|号)(?![一-鿿々])"
)
_COINED = regex(r"「(?P<name>(?=[^」]{0,11}[ぁ-んァ-ヶー])[ぁ-んァ-ヶー一-鿿]{5,12})」")
"""A name in 「」 that someone coined: with kana, and no sentence."""
_CALLED = regex(r"「(?P<name>(?=[^」]{0,11}[ぁ-んァ-ヶー])[ぁ-んァ-ヶー一-鿿]{4,12})」")
_SHORT_FOR = regex(
    "愛称|略称|通称|正式|旧名|改称|の名前が|名称を|名前を|略し|「[^「」]{4,12}」[（(]以下"
)
_LINES_OF_HEAD = 8
_HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_ENDING = regex(
    "(?:ます|です|たい|する|した|ない|とは|れる|せる|った|から|まで|よう|いる|ある|こと|もの|[をはがにで])$"
)
LEAST = 2
LONG = 6
_MOST_COINED = 12
OFTEN = 3
_MOST_NAMES = 60
_FULL_NAME = 4
"""Characters of a family and a given name together; shorter names are too much alike."""
_LIST = 40
"""Lines of a list or table in which two offices stand side by side at most."""
_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.LABEL})
_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})
_PERSON, _PHONE = AnnotationKind.PERSON, AnnotationKind.PHONE


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name that is likely to be another one of the draft, written otherwise."""
    yield from _people(context)
    yield from _works(context)
    yield from _misread(context)
    yield from _shortened(context)
    names = _names(context)
    order = sorted(names, key=lambda name: (-len(names[name]), names[name][0].start))
    order = order[:_MOST_NAMES]
    if len(order) < 2:
        return
    keys = {name: _key(context, names[name][0]) for name in order}
    told: set[str] = set()
    for number, usual in enumerate(order):
        for name in order[number + 1 :]:
            if name in told or usual in told or not _is_same(usual, name, keys):
                continue
            if (name[-1] in "部局" or _SECTION.search(name)) and _are_two(
                context, names[name], names[usual]
            ):
                continue
            kept, other = usual, name
            if len(names[usual]) == len(names[name]) and _lacks_word(usual, name):
                kept, other = name, usual  # a word is forgotten rather than added
            if len(names[usual]) == len(names[name]) and _same_ends(usual, name):
                asked = [_is_asked(context, names[one][0]) for one in (usual, name)]
                if asked == [False, True]:
                    kept, other = name, usual  # the one with a telephone is the office
            told.add(other)
            related = (Related(names[kept][0], f"ここでは「{kept}」です"),)
            yield Match(names[other][0], {"name": other, "usual": kept}, related=related)


def _is_asked(context: Context, span: Span) -> bool:
    """Whether a telephone number stands with a name, in its line or the next one."""
    document = context.document
    line = document.block_at(span.start).span
    end = line.end
    if end < len(document.folded):
        end = document.block_at(end + 1).span.end
    return bool(context.annotations.overlapping(Span(span.end, end), _PHONE))


def _works(context: Context) -> Iterator[Match]:
    """One match a bridge, river or hall with one kanji other than in the name in the title.

    Only one that stands in the draft once, beside one that stands there three times.
    """
    document = context.document
    text = document.folded
    if not _WORK.may_fit(text):
        return
    places: dict[str, list[Span]] = {}
    for found in _WORK.finditer(text):
        places.setdefault(found.group(), []).append(Span(*found.span()))
    for name, spans in places.items():
        if len(spans) != 1:
            continue
        for usual, others in places.items():
            if len(others) < OFTEN or len(usual) != len(name) or usual[-1] != name[-1]:
                continue
            apart = [at for at in range(len(name)) if name[at] != usual[at]]
            if len(apart) != 1 or _TELLS_APART.search(name[apart[0]] + usual[apart[0]]):
                continue
            sentences = {document.sentence_index_at(span.start) for span in others}
            if document.sentence_index_at(spans[0].start) in sentences:
                continue
            related = (Related(others[0], f"ここでは「{usual}」です"),)
            yield Match(spans[0], {"name": name, "usual": usual}, related=related)


def _misread(context: Context) -> Iterator[Match]:
    """One match a name that is one character off a name in 「」 with kana: つばめライド.

    The other stands once, no brackets around it, and not in a sentence with the right one.
    """
    document = context.document
    text = document.folded
    names: dict[str, int] = {}
    for found in _COINED.finditer(text):
        name = found["name"]
        if not _ENDING.search(name):
            names.setdefault(name, found.start("name"))
    for name in list(names)[:_MOST_COINED]:
        if text.count(name) < LEAST:
            continue
        for start in _near(text, name):
            span = Span(start, start + len(name))
            other = span.cut(text)
            if text.count(other) != 1 or f"「{other}" in text or f"{other}」" in text:
                continue
            apart = [at for at in range(len(name)) if name[at] != other[at]]
            if _TELLS_APART.search("".join(other[at] + name[at] for at in apart)):
                continue
            sentence = document.sentence_index_at(start)
            if sentence >= 0 and name in document.sentences[sentence].span.cut(text):
                continue
            place = Span(names[name], names[name] + len(name))
            related = (Related(place, f"ここでは「{name}」です"),)
            yield Match(span, {"name": other, "usual": name}, related=related)


def _shortened(context: Context) -> Iterator[Match]:
    """One match a name in 「」 that is longer or shorter than that of the title: まゆタク, まゆのりタクシー.

    It stands once, the other is in the title and stands there again; both begin alike, and
    nothing says that one is short for the other.
    """
    document = context.document
    text = document.folded
    if text.count("「") < OFTEN:
        return
    names: dict[str, list[Span]] = {}
    for found in _CALLED.finditer(text):
        names.setdefault(found["name"], []).append(Span(*found.span("name")))
    head = max(
        (block.span.end for block in document.blocks[:_LINES_OF_HEAD] if block.kind in _HEADS),
        default=document.blocks[0].span.end,
    )
    titled = [name for name, spans in names.items() if spans[0].start < head]
    for usual in titled[:2]:
        if text.count(usual) < LEAST:
            continue
        for name, spans in islice(names.items(), _MOST_NAMES):
            if name in titled or text.count(name) != 1 or not _is_cut(usual, name):
                continue
            sentence = document.sentence_index_at(spans[0].start)
            said = document.sentences[sentence].span.cut(text) if sentence >= 0 else ""
            if usual in said or _SHORT_FOR.search(text):
                continue
            related = (Related(names[usual][0], f"ここでは「{usual}」です"),)
            yield Match(spans[0], {"name": name, "usual": usual}, related=related)


def _is_cut(one: str, other: str) -> bool:
    """Whether one name is the other with kana left out in the middle, both beginning alike."""
    short, long = sorted((one, other), key=len)
    if short in long or short[:2] != long[:2] or (long.endswith(short[2:]) and len(short) < 4):
        return False
    left: list[str] = []
    rest = iter(short)
    wanted = next(rest, "")
    for char in long:
        if char == wanted:
            wanted = next(rest, "")
        else:
            left.append(char)
    return not wanted and all(_script(char) and char < "一" for char in left)


def _near(text: str, name: str) -> set[int]:
    """Where a stretch differs from a name in one character, or in two of a long name."""
    half = len(name) // 2
    found: set[int] = set()
    for part, before in ((name[:half], 0), (name[half:], half)):
        at = text.find(part)
        while at >= 0:
            start = at - before
            other = text[max(0, start) : start + len(name)]
            if start >= 0 and len(other) == len(name) and other != name:
                pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
                # A kana for a kana, a kanji for a kanji: else it is another word that goes on.
                alike = all(_script(a) and _script(a) == _script(b) for a, b in pairs)
                inside = other[0] == name[0] and other[-1] == name[-1]
                if alike and inside and len(pairs) <= (2 if len(name) > LONG else 1):
                    found.add(start)
            at = text.find(part, at + 1)
    return found


def _script(char: str) -> str:
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if "ァ" <= char <= "ー":
        return "katakana"
    return "kanji" if "一" <= char <= "鿿" else ""


def _people(context: Context) -> Iterator[Match]:
    """One match a person whose name differs from a more frequent one by one character."""
    document = context.document
    people: dict[str, list[Span]] = {}
    for annotation in context.annotations.of(_PERSON):
        name = "".join(annotation.span.cut(document.folded).split())
        if len(name) >= _FULL_NAME:
            people.setdefault(name, []).append(annotation.span)
    order = sorted(people, key=lambda name: (-len(people[name]), people[name][0].start))
    for number, usual in enumerate(order[:_MOST_NAMES]):
        for name in order[number + 1 : _MOST_NAMES]:
            pairs = zip(usual, name, strict=False)
            if len(name) != len(usual) or sum(a != b for a, b in pairs) != 1:
                continue
            if not _are_two(context, people[name], people[usual]):
                related = (Related(people[usual][0], f"ここでは「{usual}」です"),)
                yield Match(people[name][0], {"name": name, "usual": usual}, related=related)


def _names(context: Context) -> dict[str, list[Span]]:
    """The names of the draft, without their spaces, with their places."""
    document = context.document
    spans = [
        annotation.span
        for kind in _NAMES
        for annotation in context.annotations.of(kind)
        if not document.is_protected(annotation.span)
    ]
    starts = sorted(span.start for span in spans)
    for match in _BRACKETED.finditer(document.folded):
        span = Span(match.start(1), match.end(1))
        at = bisect_left(starts, span.start)
        if at == len(starts) or starts[at] >= span.end:
            spans.append(span)
    names: dict[str, list[Span]] = {}
    for span in sorted(spans):
        if document.block_at(span.start).kind not in _UNREAD:
            name = "".join(span.cut(document.folded).split())
            names.setdefault(name, []).append(span)
    return names


def _key(context: Context, span: Span) -> str:
    """The name in normalised words, so that spellings of the same name agree."""
    words = []
    position = context.word_starts.get(span.start)
    if position is None:
        return ""
    number, index = position
    for word in context.morphemes[number][index:]:
        if word.end > span.end:
            return ""
        words.append(word.normal)
        if word.end == span.end:
            return "".join(words).replace("・", "").replace(" ", "").replace("ヶ", "ケ")
    return ""


def _is_same(usual: str, name: str, keys: dict[str, str]) -> bool:
    if keys[usual] and keys[usual] == keys[name]:
        return True
    if _plain(usual) == _plain(name):
        return True
    if _other_matter(usual, name):
        return True
    if usual[-1] != name[-1] and usual[0] != name[0]:
        return False
    short, long = sorted((usual, name), key=len)
    if _lacks_word(short, long) or _differs_by_one(short, long) or _in_other_words(short, long):
        return True
    if _same_ends(short, long):
        return True
    if _lacks_part(short, long) or _shares_its_matter(short, long):
        return True
    if len(short) < _SHORTEST or not 1 <= len(long) - len(short) <= 2:
        return False
    tail = _TAIL.search(short)
    if tail is None or not long.endswith(tail.group()):
        return False
    return _lacks_middle(short[: tail.start()], long[: -len(tail.group())])


def _lacks_word(short: str, long: str) -> bool:
    """福祉課 and 福祉総務課, 保健センター and 保健福祉センター."""
    if short[-1] != long[-1] or short[:2] != long[:2]:
        return False  # as most names, and quicker than the pattern
    tail = _SECTION.search(short)
    if (
        tail is None
        or len(short) >= len(long)
        or not long.endswith(tail.group())
        or tail.start() < 2
    ):
        return False
    stem, longer = short[: tail.start()], long[: -len(tail.group())]
    return longer.startswith(stem) and _DROPPED.fullmatch(longer[len(stem) :]) is not None


def _differs_by_one(one: str, other: str) -> bool:
    """交通政策課 and 交通対策課, 保険年金課 and 保健年金課: one kanji, and nothing that counts."""
    if len(one) != len(other) or len(one) < _SHORTEST or one[-1] not in _SECTIONS:
        return False
    apart = [index for index in range(len(one)) if one[index] != other[index]]
    return (
        len(apart) == 1
        and 0 < apart[0] < len(one) - 1
        and not _TELLS_APART.search(one[apart[0]] + other[apart[0]])
    )


def _in_other_words(one: str, other: str) -> bool:
    """環境政策課 and 環境推進課, 企画政策課 and 政策企画課: one word for a like one, or swapped.

    防災課 and 防災室, 水道局 and 水道部 too.
    """
    if one[:-1] == other[:-1] and len(one) > 2:
        return {one[-1], other[-1]} in ({"課", "室"}, {"局", "部"})
    if one[-1] not in _SECTIONS or one[-1] != other[-1]:
        return False
    start = 0
    while start < min(len(one), len(other)) - 1 and one[start] == other[start]:
        start += 1
    if len(one) == len(other) and one != other:
        for cut in range(2, len(one) - 2):
            if one[cut:-1] + one[:cut] == other[:-1]:
                return True
    # くらし安全課 and 生活安全課 have the same tail.
    end = 1
    while end < min(len(one), len(other)) and one[-end - 1] == other[-end - 1]:
        end += 1
    if end > 1 and any({one[:-end], other[:-end]} <= alike for alike in _ALIKE):
        return True
    # 政策 and 対策 share a character, so the common start may end inside a word.
    return any(
        {one[at:-1], other[at:-1]} <= alike
        for at in (start, start - 1)
        if at > 1
        for alike in _ALIKE
    )


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    """The name in one script and without dots: ハルばす and はるバス, みのり・ストア."""
    return name.translate(_PLAIN)


def _other_matter(one: str, other: str) -> bool:
    """危機管理室 and 防災課: two words for one matter, under heads of sections."""
    if one[-1] not in _SECTIONS or other[-1] not in _SECTIONS or one == other:
        return False
    return any({one[:-1], other[:-1]} <= alike for alike in _ALIKE[_WHOLE:])


def _same_ends(one: str, other: str) -> bool:
    """財産管理課 and 財産活用課: the same rare matter, and another word for what is done with it."""
    if len(one) != len(other) or len(one) < _SHORTEST or one[-1] not in _SECTIONS:
        return False
    if one[-1] != other[-1] or one[:2] != other[:2] or _COMMON.search(one[:2]):
        return False
    middles = (one[2:-1], other[2:-1])
    return all(_COMMON.fullmatch(middle) or _DROPPED.fullmatch(middle) for middle in middles)


def _shares_its_matter(short: str, long: str) -> bool:
    """市民スポーツ課 and スポーツ振興課: what the one is about stands in the other's name too.

    Of a section with a name of few characters the whole stem must recur (給食課, 学校給食課).
    """
    if short[-1] not in _SECTIONS or short[-1] != long[-1]:
        return False
    stem, longer = short[:-1], long[:-1]
    if not any(stem[at : at + _SHARED] in longer for at in range(len(stem) - 1)):
        return False
    rest, others = _COMMON.sub("、", stem), _COMMON.sub("、", longer)
    parts = [part for part in rest.split("、") if len(part) >= _SHARED]
    theirs = [part for part in others.split("、") if len(part) >= _SHARED]
    return len(parts) == 1 and parts == theirs and not _TELLS_APART.search(parts[0])


def _are_two(context: Context, one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether the draft tells two offices apart: in one sentence or list, or by their phones."""
    document = context.document
    sentences = {document.sentence_index_at(span.start) for span in one}
    if any(document.sentence_index_at(span.start) in sentences for span in other):
        return True
    blocks = [{document.block_at(span.start) for span in spans} for spans in (one, other)]
    if all(any(block.kind in _ITEMS for block in found) for found in blocks):
        rows = [document.blocks.index(block) for found in blocks for block in found]
        low, high = min(rows), max(rows)
        if high - low < _LIST and all(b.kind in _ITEMS for b in document.blocks[low : high + 1]):
            return True
    return not blocks[0] & blocks[1] and all(
        any(context.annotations.overlapping(block.span, _PHONE) for block in found)
        for found in blocks
    )


def _lacks_part(short: str, long: str) -> bool:
    """南公民館 and 南部公民館, not 公民館 and 中央公民館."""
    if short[-1] != long[-1] or not 0 < len(long) - len(short) <= _LONGEST_LACK:
        return False
    tail = _TAIL.search(short)
    if tail is None or not tail.start() or not long.endswith(tail.group()):
        return False
    stem, longer = short[: tail.start()], long[: -len(tail.group())]
    missing = longer.removeprefix(stem) if longer.startswith(stem) else longer.removesuffix(stem)
    if missing == "中央" and tail.group() == "図書館":
        return False  # the libraries of a city, and the one of them in its middle
    return missing != longer and _MAY_LACK.fullmatch(missing) is not None


def _lacks_middle(short: str, long: str) -> bool:
    """Whether a few characters are missing between two words of the stem."""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    missing = long[start : start + len(long) - len(short)]
    if short[start:] != long[start + len(missing) :] or _TELLS_APART.search(missing):
        return False
    return start >= 2 and len(short) - start >= 2
