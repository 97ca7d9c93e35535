"""What the finders share: character classes, normal form, words, taken stretches."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from checker.analysis.types import Morpheme
from checker.annotations.types import Annotation, AnnotationKind, PairValue
from checker.document.characters import NO_KANJI_KATAKANA_OR_ASCII
from checker.model import Span
from checker.regex import regex

# Inside of a regular expression's brackets.
KATAKANA = "ァ-ヺー"
HIRAGANA = "ぁ-ゖ"

HYPHEN = "-"
LOOKALIKE_HYPHENS = "‐‑‒–—―−－ーｰ─"
"""Characters that are written where a hyphen is meant (ー is the vowel mark)."""

HYPHENS = "\\" + HYPHEN + LOOKALIKE_HYPHENS


def listed(words: str) -> tuple[str, ...]:
    """The words of a list that is written with spaces and line breaks between them."""
    return tuple(words.split())


PREFECTURES = listed("""
    北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都
    神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県
    京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県
    愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県
    """)

_LEADS = (
    "問い合わせ先",
    "問い合わせ",
    "問合せ先",
    "問合せ",
    "連絡先",
    "申し込み先",
    "申込先",
    "提出先",
    "会場",
    "場所",
    "主催",
    "共催",
    "後援",
    "担当課",
    "担当",
    "所在地",
)
"""Words that stand in front of a name and are no part of it. Longer ones first."""

_LEAD_HEADS = frozenset(word[0] for word in _LEADS)


def normal_form(text: str) -> str:
    """`text` in NFKC, without spaces."""
    # NFKC has made plain spaces of U+00A0 and U+3000.
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("\t", "")


def pair(kind: AnnotationKind, text: str, term: Span, other: Span, end: int) -> Annotation:
    """An annotation of a term and of what is said of it, which reaches to `end`."""
    value = PairValue(normal_form(term.cut(text)), other.cut(text).strip(" 　"), term, other)
    return Annotation(kind, Span(term.start, end), value)


def is_kanji(char: str) -> bool:
    """Whether `char` is a kanji or 々."""
    return (
        "一" <= char <= "鿿"
        or char == "々"
        or "㐀" <= char <= "䶿"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0002fa1f"
    )


def is_katakana(char: str) -> bool:
    """Whether `char` is full-width katakana or its vowel mark."""
    return "ァ" <= char <= "ヺ" or char == "ー"


def is_hiragana(char: str) -> bool:
    """Whether `char` is hiragana."""
    return "ぁ" <= char <= "ゖ"


def line_start(text: str, offset: int) -> int:
    """Where the line that holds `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def lines_with(text: str, word: str) -> Iterator[tuple[int, int]]:
    """The start and end of every line that holds `word`, in text order."""
    at = text.find(word)
    while at >= 0:
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        yield text.rfind("\n", 0, at) + 1, end
        at = text.find(word, end)


def places(text: str, signs: str) -> list[int]:
    """Where these characters stand; much faster than a pattern where they are rare."""
    found = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    found.sort()
    return found


class Taken:
    """Stretches that a finder must keep off. Touching is allowed."""

    # A byte for every character of the text: more stretches can be added at any
    # time, in any order, and asking is a search for the first byte that is set.
    __slots__ = ("_taken",)

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._taken = bytearray()
        self._add(spans)

    def add(self, annotations: Iterable[Annotation]) -> None:
        """Keep off the stretches of these too."""
        self._add([annotation.span for annotation in annotations])

    def _add(self, spans: Iterable[Span]) -> None:
        taken = self._taken
        for span in spans:
            start, end = span.start, span.end
            if end > len(taken):
                taken.extend(bytes(end))
            taken[start:end] = b"\1" * (end - start)

    def copy(self) -> Taken:
        """The same stretches, to be added to on their own."""
        same = Taken()
        same._taken = self._taken[:]
        return same

    def hits(self, start: int, end: int) -> bool:
        """Whether one of the stretches shares a character with `start`–`end`."""
        return self._taken.find(1, start, end) >= 0

    def outside(self, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those of these starts and ends between which nothing is taken."""
        find = self._taken.find
        return [(start, end) for start, end in ranges if find(1, start, end) < 0]


_START = attrgetter("start")


class Words:
    """The morphemes of a whole document, by place."""

    __slots__ = ("_asked", "_index", "morphemes")

    def __init__(self, sentences: Sequence[Sequence[Morpheme]]) -> None:
        self.morphemes: list[Morpheme] = list(chain.from_iterable(sentences))
        self._asked = self._index = -1

    def at(self, offset: int) -> int:
        """Index of the morpheme that holds the character before `offset`, or -1."""
        if offset != self._asked:  # often the same place is asked for again
            index = bisect_right(self.morphemes, offset - 1, key=_START) - 1
            self._index = index if index >= 0 and self.morphemes[index].end >= offset else -1
            self._asked = offset
        return self._index

    def ends_at(self, offset: int) -> bool:
        """Whether a morpheme ends at `offset`."""
        index = self.at(offset)
        return index >= 0 and self.morphemes[index].end == offset


def compound_start(text: str, end: int, words: Words | None, floor: int = 0) -> int:
    """Where the noun compound that ends at `end` begins.

    With `words` it is the longest row of nouns, prefixes and suffixes without a
    gap, else the longest row of kanji, katakana, letters and digits (hiragana
    only in a few words that names are made of). Words that introduce a value
    (会場, 問い合わせ先) and words of time (本日) are left out at the head.

    Args:
        text: The folded text.
        end: Behind the last character of the compound.
        words: The document's morphemes, or None.
        floor: The compound does not reach further left than this.

    Returns:
        The first offset of the compound; `end` if there is none.
    """
    start = _by_words(words, end, floor) if words is not None else _by_shape(text, end, floor)
    return _without_label(text, start, end)


_LONGEST = 40  # No name of an office or form is longer; keeps every finder linear.


def _by_words(words: Words, end: int, floor: int) -> int:
    index = words.at(end)
    morphemes = words.morphemes
    start = end
    first = index
    while index >= 0:
        word = morphemes[index]
        if word.end < start or word.start < floor or end - word.start > _LONGEST:
            break
        pos = word.pos
        if not pos.startswith(_NOUNS) and (start == end or not _joins_inside(word)):
            break
        if pos == "名詞-数詞" and _counts(morphemes, index, end):
            return min(end, morphemes[index + 1].end)  # 支所1階ホール
        start = word.start
        first = index
        index -= 1
    while start < end and _opens_no_name(morphemes[first]):
        start = min(end, morphemes[first].end)
        first += 1
        if first >= len(morphemes):
            break
    return start


_NOUNS = ("名詞", "接尾辞-名詞的", "接頭辞")


def _joins_inside(word: Morpheme) -> bool:
    """Whether a word that is no noun belongs to a compound, except at its end."""
    surface = word.surface
    if word.pos.startswith("副詞"):  # いきいきセンター, 第一小学校
        return surface[0] == "第" or (len(surface) > 2 and is_hiragana(surface[0]))
    return surface in ("・", "ヶ", "ケ", "ノ")


def _counts(morphemes: Sequence[Morpheme], index: int, end: int) -> bool:
    """Whether the numeral at `index` has a counter and no 第 in front."""
    if index and morphemes[index - 1].surface == "第":
        return False
    counter = morphemes[index + 1] if index + 1 < len(morphemes) else None
    return counter is not None and counter.end < end and "助数詞" in counter.pos


_NO_HEADS = frozenset("各同当本全両おご・前元")


def _opens_no_name(word: Morpheme) -> bool:
    return word.surface in _NO_HEADS or (
        word.pos.endswith("副詞可能") and not is_katakana(word.surface[0])
    )


# Words in hiragana that names of offices are made of, for the tier without morphemes.
_HIRAGANA_PARTS = (
    "あおば",
    "いきいき",
    "くらし",
    "こども",
    "ごみ",
    "すこやか",
    "にぎわい",
    "ふれあい",
    "まちづくり",
    "みどり",
    "みらい",
    "ども",
    "て",  # 子育て
)


_SHAPE = regex(f"[^{NO_KANJI_KATAKANA_OR_ASCII}]*")
_COUNTED = regex("[0-9][階号番人名件年月日]")


def _by_shape(text: str, end: int, floor: int) -> int:
    floor = max(floor, end - _LONGEST)
    start = end
    while True:
        backwards = _SHAPE.match(text[floor:start][::-1])
        start -= backwards.end() if backwards else 0
        part = next((p for p in _HIRAGANA_PARTS if text.endswith(p, floor, start)), "")
        if not part or (part in ("ども", "て") and text[start - len(part) - 1 : start] not in _KO):
            break
        start -= len(part)
    counted = start
    for match in _COUNTED.finditer(text, start, end):
        if match.end() < end:
            counted = match.end()  # 支所1階ホール
    return counted


_KO = ("子ども", "育て", "捨て")


def _without_label(text: str, start: int, end: int) -> int:
    if text.startswith("先", start) and text.endswith(("合わせ", "合せ", "込み"), 0, start):
        return start + 1
    if text[start : start + 1] not in _LEAD_HEADS:
        return start
    for word in _LEADS:
        if start + len(word) < end and text.startswith(word, start):
            return start + len(word)
    return start
