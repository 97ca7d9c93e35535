"""How kanji are read: the kana in brackets behind them."""

from __future__ import annotations

from checker.annotations.shared import Words, is_hiragana, is_kanji, line_start, pair
from checker.annotations.types import Annotation, AnnotationKind
from checker.document.characters import NO_KANJI
from checker.model import Span
from checker.regex import regex

_RUBY = regex(rf"(?P<base>[^{NO_KANJI}]+[ぁ-ん]{{0,3}}?)《(?P<kana>[ぁ-ゖァ-ヺー・ 　]{{1,30}})》")
_KANA = regex(r"[ぁ-ゖー・ 　]+|[ァ-ヺー・ 　]+")
_KANA_SIGNS = frozenset(
    [
        *map(chr, range(ord("ぁ"), ord("ゖ") + 1)),
        *map(chr, range(ord("ァ"), ord("ヺ") + 1)),
        *"ー・ 　",
    ]
)
_BASE = regex(rf"[^{NO_KANJI}]+(?:[ぁ-ん]{{1,2}}[^{NO_KANJI}]+)*[ぁ-ん]{{0,3}}$")


def may_read(text: str, start: int) -> bool:
    """Whether what begins here can be a reading: it does not start with other than kana."""
    return text[start : start + 1] in _KANA_SIGNS


def find_ruby(text: str) -> list[Annotation]:
    """Find READING annotations of 漢字《かな》."""
    if "《" not in text:
        return []
    return [
        pair(
            AnnotationKind.READING,
            text,
            Span(*match.span("base")),
            Span(*match.span("kana")),
            match.end(),
        )
        for match in _RUBY.finditer(text)
    ]


def reading(text: str, content: Span, words: Words | None) -> Annotation | None:
    """The READING annotation of 漢字（かな）, if the kana read what stands in front.

    Args:
        text: The folded text.
        content: What stands in the brackets.
        words: The document's morphemes, or None: then any kana behind kanji are a reading.
    """
    paren, end = content.start - 1, content.end + 1
    kana = content.cut(text)
    if not _KANA.fullmatch(kana) or not kana.strip(" 　・"):
        return None
    heard = _sound(kana)
    if words is None:
        base = _base_by_shape(text, paren, kana)
    else:
        base = _base_by_words(text, paren, heard, words, _kana_behind(text, end))
    if base is None:
        return None
    return pair(AnnotationKind.READING, text, base, content, end)


def _base_by_shape(text: str, paren: int, kana: str) -> Span | None:
    low = max(line_start(text, paren), paren - 20)
    match = _BASE.search(text[low:paren])
    if match is None:
        return None
    start = low + match.start()
    for offset in range(paren - 1, start - 1, -1):
        if is_hiragana(text[offset]) and text[offset] not in kana:
            start = offset + 1
            break
    while start < paren and not is_kanji(text[start]):
        start += 1
    return Span(start, paren) if start < paren else None


_VOWELS = {
    **dict.fromkeys("アカサタナハマヤラワガザダバパァャ", "ア"),
    **dict.fromkeys("イキシチニヒミリギジヂビピィ", "イ"),
    **dict.fromkeys("ウクスツヌフムユルグズヅブプゥュ", "ウ"),
    **dict.fromkeys("エケセテネヘメレゲゼデベペェ", "エ"),
    **dict.fromkeys("オコソトノホモヨロヲゴゾドボポォョ", "オ"),
}
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_SAME_SOUND = str.maketrans("ヅヂヲ", "ズジオ", " 　・ー")


def _sound(kana: str) -> str:
    """Kana reduced to what is heard: katakana, long vowels written out."""
    written = kana.translate(_TO_KATAKANA)
    if "ー" in written:
        sounds: list[str] = []
        for char in written:
            sounds.append(_VOWELS.get(sounds[-1], "") if char == "ー" and sounds else char)
        written = "".join(sounds)
    return written.translate(_SAME_SOUND)


_LONGEST_BASE = 12  # morphemes that one reading may cover


def _kana_behind(text: str, end: int) -> str:
    """The sound of the kana that go on with a word behind its reading (手続（てつづ）き)."""
    behind = end
    while behind < end + 3 and is_hiragana(text[behind : behind + 1]):
        behind += 1
    return _sound(text[end:behind])


def _base_by_words(text: str, paren: int, heard: str, words: Words, rest: str) -> Span | None:
    """The words that `heard` reads; `rest` are the kana behind the parenthesis."""
    index = words.at(paren)
    if index < 0:
        return None
    morphemes = words.morphemes
    last = morphemes[index]
    read = ""
    start = paren
    noun, named = True, False
    best: Span | None = None
    for place in range(index, max(-1, index - _LONGEST_BASE), -1):
        word = morphemes[place]
        if place < index and word.end != start:
            break
        if word.surface in (" ", "　"):
            start = word.start
            continue
        read = _sound(word.reading) + read
        start = word.start
        noun = noun and word.pos.startswith(("名詞", "接"))
        named = named or not word.known or "固有名詞" in word.pos
        base = text[start:paren]
        if any(map(is_kanji, base)):
            if read.startswith(heard) and rest.startswith(read[len(heard) :]):
                return Span(start, paren)
            guess = noun and named and _could_name(base, heard)
            if guess or (best is None and _alike(read, heard)):
                best = Span(start, paren)
        if len(read) > len(heard) + 2:
            break
    if best is None and last.units:
        best = _base_by_units(text, paren, heard, words, index)
    return best


def _base_by_units(text: str, paren: int, heard: str, words: Words, index: int) -> Span | None:
    """A base that is the end of a longer word (老人保健施設 with the reading of 施設)."""
    read = ""
    for unit in reversed(words.morphemes[index].units):
        read = _sound(unit.reading) + read
        if read == heard and any(map(is_kanji, text[unit.start : paren])):
            return Span(unit.start, paren)
    return None


def _alike(read: str, heard: str) -> bool:
    """Another reading of the same word (アシタ and アス, ワタクシ and ワタシ)."""
    if abs(len(read) - len(heard)) > 1 or len(heard) < 2 or not read:
        return False
    return read[0] == heard[0] and (read[-1] == heard[-1] or 2 in (len(read), len(heard)))


def _could_name(base: str, heard: str) -> bool:
    """Whether kana have the length of a reading of a name that Sudachi does not know."""
    kanji = sum(map(is_kanji, base))
    rest = len(base) - kanji
    return kanji > 0 and kanji + rest <= len(heard) <= 4 * kanji + rest
