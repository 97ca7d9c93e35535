"""One word written in two ways in a draft, grouped by Sudachi's normalised form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from checker.analysis.types import Morpheme
from checker.context import Context, Position
from checker.detectors import Options, per_rule, texts
from checker.detectors.places import is_named
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_NOUN = ("名詞-普通名詞", "形状詞-一般")
_VERB = "動詞-一般"
_KANA = regex("[ぁ-ゖァ-ヺー]")
_KATAKANA = regex("[ァ-ヺー]{2,}")
_KATAKANA_WORD = regex("[ァ-ヺー]{2,}$")
_KANJI = regex("[一-鿿々]")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# ウィンター and ウインター, バイオリン and ヴァイオリン, サーバ and サーバー.
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", "ー・")
# What may stand beside a word without making a compound of it.
_PREFIXES = frozenset({"お", "ご", "御"})
_SUFFIXES = frozenset({"たち", "達", "ら", "など", "等"})
_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})


@dataclass(frozen=True, slots=True)
class _Use:
    """An occurrence of a word."""

    form: str  # its dictionary form
    morpheme: Morpheme
    compound: bool


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an occurrence of a form that is rarer than another of the same word.

    Options: `scripts` (normalised forms that are compared between kanji and
    hiragana), `ignore` (normalised forms that are left alone),
    `elsewhere` (kana of which another rule sees whether they are hiragana or katakana).
    """
    scripts, ignored, elsewhere = _settings(options)
    for normal, forms in _groups(context).items():
        if normal in ignored:
            continue
        script = normal in scripts
        if not any(_may_be_one(a, b, script) for a, b in combinations(forms, 2)):
            continue
        uses: dict[str, list[_Use]] = {}
        for form in forms:
            kept = [u for p in context.words.by_base[form] if (u := _use(context, form, p))]
            if kept:
                uses[form] = kept
        if len({elsewhere.sub(_hiragana, form) for form in uses}) > 1:
            yield from _compare(uses, script)


@per_rule
def _settings(options: Options) -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    """The options; `elsewhere` in katakana, a pattern that fits nothing if there are none."""
    elsewhere = "|".join(word.translate(_TO_KATAKANA) for word in texts(options, "elsewhere"))
    return (
        frozenset(texts(options, "scripts")),
        frozenset(texts(options, "ignore")),
        regex(elsewhere or "(?!)"),
    )


def _hiragana(found: re.Match[str]) -> str:
    return found.group().translate(_TO_HIRAGANA)


@lru_cache(maxsize=4096)
def _in_hiragana(word: str) -> str:
    return word.translate(_TO_HIRAGANA)


def _groups(context: Context) -> Mapping[str, Sequence[str]]:
    """Dictionary forms that share a normalised form, two or more each."""
    by_base, sentences = context.words.by_base, context.morphemes
    groups: dict[str, set[str]] = {}
    lonely: dict[str, str] = {}  # most forms have no other beside them
    for base in [base for base in by_base if "ァ" <= base < "・"]:
        if len(base) > 1 and _in_hiragana(base) in by_base:
            number, index = by_base[base][0]
            if sentences[number][index].normal == base:
                groups.setdefault(base, {base}).add(_in_hiragana(base))
    for base, normal in context.words.respelt:
        if len(base) < 2:
            continue
        if normal in by_base and len(normal) > 1:
            groups.setdefault(normal, {normal}).add(base)
        elif normal in lonely:
            groups.setdefault(normal, {lonely[normal]}).add(base)
        else:
            lonely[normal] = base
    return {normal: sorted(forms) for normal, forms in groups.items() if len(forms) > 1}


def _use(context: Context, form: str, position: Position) -> _Use | None:
    """The word at a place, if the draft's writer chose how to write it."""
    number, index = position
    words = context.morphemes[number]
    word = words[index]
    if not word.pos.startswith((*_NOUN, _VERB)) or "接尾" in word.pos:
        return None
    if word.pos.startswith(_VERB) and _is_noun(words, index):
        return None
    sentence = context.document.sentences[number]
    if context.document.blocks[sentence.block].kind in _UNREAD:
        return None
    span = Span(word.start, word.end)
    # What stands as code is written as a program wants it.
    if context.document.is_protected(span) or is_named(context, span):
        return None
    compound = False
    if index and words[index - 1].end == word.start:
        before = words[index - 1]
        compound = before.pos.startswith(("名詞-普通", "名詞-固有", "接尾辞-名詞的")) or (
            before.pos.startswith("接頭辞") and before.surface not in _PREFIXES
        )
    if index + 1 < len(words) and words[index + 1].start == word.end:
        behind = words[index + 1]
        compound = compound or (
            behind.pos.startswith(("名詞-普通", "名詞-固有", "代名詞", "接尾辞-名詞的"))
            and behind.surface not in _SUFFIXES
        )
    return _Use(form, word, compound)


def _is_noun(words: Sequence[Morpheme], index: int) -> bool:
    """Whether what Sudachi takes for a verb stands as a noun: 申込みなし, （受取り）."""
    if not words[index].form.startswith("連用形") or index + 1 == len(words):
        return False
    behind = words[index + 1]
    return behind.pos.startswith(("補助記号-括弧閉", "形容詞", "名詞"))


def _compare(uses: Mapping[str, Sequence[_Use]], script: bool) -> Iterator[Match]:
    """The uses that differ from the usual form and could take it."""
    usual = _usual(uses)
    first = uses[usual][0].morpheme
    for form, found in uses.items():
        if form == usual:
            continue
        for use in found:
            if not any(_same_word(use, other, script) for other in uses[usual]):
                continue
            word = use.morpheme
            span = Span(word.start, word.end)
            written = _rewritten(word, form, usual)
            related = Related(Span(first.start, first.end), f"ここでは「{usual}」です")
            values = {"variant": form, "usual": usual, "count": str(len(uses[usual]))}
            edits = (Edit(span, written),) if written else ()
            yield Match(span, values, edits=edits, related=(related,))


def _usual(uses: Mapping[str, Sequence[_Use]]) -> str:
    """The form to keep: the commonest; of two as common the plainer, the fuller, the first.

    A verb keeps its kana (申し込む, 行う) even where a draft mostly writes otherwise.
    """
    words = {form: found[0].morpheme for form, found in uses.items()}
    for form, word in words.items():
        if form == word.normal and word.pos.startswith(_VERB):
            return form

    def rank(form: str) -> tuple[int, bool, int, int]:
        plain = _KATAKANA.search(form) is None
        return len(uses[form]), plain, len(form), -words[form].start

    return max(uses, key=rank)


@lru_cache(maxsize=4096)
def _may_be_one(a: str, b: str, script: bool) -> bool:
    """Whether `_same_word` can hold of two forms, wherever they stand."""
    if script or _KATAKANA.search(a) or _KATAKANA.search(b):
        return True
    kanji = "".join(_KANJI.findall(a))
    if not kanji or kanji != "".join(_KANJI.findall(b)):
        return False
    return len(kanji) > 1 or _same_okurigana(a, b, len(kanji))


def _same_word(one: _Use, other: _Use, script: bool) -> bool:
    """Whether a reader takes the two for one word, and neither is customary where it stands."""
    a, b = one.form, other.form
    verb = one.morpheme.pos.startswith(_VERB)
    if verb != other.morpheme.pos.startswith(_VERB):
        return False
    kanji = "".join(_KANJI.findall(a))
    if kanji and kanji == "".join(_KANJI.findall(b)):
        if verb:
            return _same_okurigana(a, b, len(kanji))
        # 申込書 and 手続中 omit their kana, whatever the rest of the draft does.
        bare = (one.compound and not _KANA.search(a)) or (other.compound and not _KANA.search(b))
        return len(kanji) > 1 and not bare
    if verb or _sound(one.morpheme) != _sound(other.morpheme):
        return False
    if _KATAKANA_WORD.match(a) and _KATAKANA_WORD.match(b):
        return not (one.compound or other.compound)
    if _KATAKANA.search(a) or _KATAKANA.search(b):
        return True
    return script and not (one.compound or other.compound)


def _same_okurigana(a: str, b: str, kanji: int) -> bool:
    """行う and 行なう, 申し込む and 申込む; not 送る and 送れる."""
    short, long = sorted((a, b), key=len)
    if short[-1] != long[-1] or (long.endswith("れる") and not short.endswith("れる")):
        return False
    rest = iter(long)
    return all(char in rest for char in short) and (kanji > 1 or len(long) - len(short) == 1)


def _sound(word: Morpheme) -> str:
    return word.reading.translate(_SMALL)


def _rewritten(word: Morpheme, form: str, usual: str) -> str:
    """The word as written, in the usual form; "" if that cannot be told."""
    if word.surface == form:
        return usual
    if form[-1] == usual[-1] and word.surface.startswith(form[:-1]):
        return usual[:-1] + word.surface[len(form) - 1 :]
    return ""
