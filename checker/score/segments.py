"""The running text of a draft, sentence by sentence, as the score measures it.

Headings, cells of tables, list items and labels without a full stop, addresses of the
web, English and figures are no running text: with or without them the readability is
the same. Dates, times, sums, numbers and contacts inside a sentence are information,
not difficulty, so they are taken out before anything is counted.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from checker import vocabulary
from checker.analysis.types import Morpheme
from checker.analysis.types import Unit as ShortUnit
from checker.annotations.types import AnnotationKind, PairValue
from checker.context import Context
from checker.document.model import BlockKind, MarkKind, Sentence
from checker.model import Span
from checker.regex import regex
from checker.vocabulary import Level, Origin

UNLISTED = 6
"""The number of a word that no list for learners has; N5 is 1, N1 is 5."""

MASKED_LENGTH = 2
"""Characters that a date, a number or a contact counts for in the length of a sentence."""

JOINED_BELOW = 15
"""A shorter "sentence" that ends in a noun is taken for the beginning of the next one."""

UNSTOPPED = 40
"""Characters from which a line without a full stop is running text; a shorter one that ends
in a predicate may as well be a title (「市民農園の利用者を募集します」)."""

_HOLDS_SENTENCES = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LABEL})

GREETING_BELOW = 40
"""A greeting is shorter than so many characters; a longer sentence says something besides."""

_GREETING = regex(
    r"(?:ありがとうございま(?:す|した)|(?:お礼|御礼|おわび|お詫び|感謝)(?:を)?(?:いた|申し上げ|し)(?:し)?ます|"
    r"(?:よろしく|宜しく|(?:ご|御)(?:理解|協力|了承)(?:のほど|の程)?を?|[とを])お願い(?:し|いたし|致し|申し上げ)ます|"
    r"お待ちして(?:います|おります)|お祈り(?:し|いたし|申し上げ)ます|お過ごしください|"
    r"こんにち[はわ]|こんばん[はわ]|おはようございます|(?:お元気|ごきげんよう|さようなら)[^、。]{0,5}|どうぞよろしく|(?:よい|良い)[^、。]{1,5}を)[。！!]$"
)

_MASKS = (
    AnnotationKind.DATE,
    AnnotationKind.PERIOD,
    AnnotationKind.WEEKDAY,
    AnnotationKind.TIME,
    AnnotationKind.MONEY,
    AnnotationKind.COUNT,
    AnnotationKind.PHONE,
    AnnotationKind.POSTAL_CODE,
    AnnotationKind.MAIL,
    AnnotationKind.URL,
    AnnotationKind.ADDRESS,
)

_KANJI = regex("[一-鿿㐀-䶿々]")
_SPACE = regex(r"[\s゛゜ﾞﾟ\u3099\u309a\u200b-\u200d\ufeff]")
"""What is no character of its own: white space, and the sound marks of half-width kana."""

_LIST_MARKS = "・･•●○◎■□◆◇▼▲※*-"

_STOPPED = regex(r"[。｡！？!?][」』）)]*$")
_CLOSING_PARTICLES = frozenset({"まで", "から", "へ", "こと"})
"""A notice may end a sentence in them: 「受付は午後5時まで。」「くわしくはこちらから。」"""


class Word(msgspec.Struct, frozen=True, gc=False):
    """A short unit of running text, and what is known of it.

    Attributes:
        surface: As it is written.
        level: 1 (N5) to 5 (N1), `UNLISTED`, or 0 if it is no content word.
        chinese: Whether it is 漢語.
        japanese: Whether it is 和語.
        verb: Whether it is a verb.
        particle: Whether it is a particle.
    """

    surface: str
    level: int
    chinese: bool
    japanese: bool
    verb: bool
    particle: bool


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A sentence of running text.

    Attributes:
        start: First code point in `Document.text`.
        end: Behind the last one.
        length: Characters, without white space and readings; what is masked counts
            `MASKED_LENGTH`.
        kanji: Kanji among them; one with its reading counts half.
        words: The words that are not masked.
        content: How many of them are content words.
        levels: The sum of their levels.
        chinese: How many of them are 漢語.
        tokens: All words and signs; a masked stretch is one.
        cuts: How often a full stop stands in the middle of the sentence.
        greeting: Whether it says nothing but thanks, excuses or hopes.
    """

    start: int
    end: int
    length: int
    kanji: float
    words: tuple[Word, ...]
    content: float
    levels: float
    chinese: float
    tokens: int
    cuts: int = 0
    greeting: bool = False


def units(context: Context) -> tuple[Unit, ...]:
    """The sentences of running text of a draft, in order.

    Raises:
        RuntimeError: Only the text tier is allowed.
    """
    document = context.document
    morphemes = context.morphemes
    masks = _Spans(a.span for a in context.annotations.of(*_MASKS))
    readings = _readings(context)
    ruby = _Spans(
        [mark.span for mark in document.marks if mark.kind is MarkKind.RUBY] + readings[0]
    )
    brackets = readings[1]
    found: list[Unit] = []
    waiting: Unit | None = None
    waiting_block = -1
    for number, sentence in enumerate(document.sentences):
        if not _is_running(sentence, context):
            continue
        words = morphemes[number]
        unit = _unit(context, sentence.span, words, masks, ruby, brackets)
        if unit is None:
            continue
        goes_on = not unit.greeting and _goes_on(words, context.closings[number], unit.length)
        if waiting is not None:
            if waiting_block == sentence.block and not unit.greeting:
                unit = _joined(waiting, unit)
            else:
                found.append(waiting)
            waiting = None
        if goes_on:
            waiting, waiting_block = unit, sentence.block
        else:
            found.append(unit)
    if waiting is not None:
        found.append(waiting)
    return tuple(found)


def _is_running(sentence: Sentence, context: Context) -> bool:
    if not sentence.prose:
        return False
    document = context.document
    kind = document.blocks[sentence.block].kind
    if kind not in _HOLDS_SENTENCES:
        return False
    start, end = sentence.span.start, sentence.span.end
    if kind is BlockKind.PARAGRAPH and end - start >= UNSTOPPED:
        return True
    return _STOPPED.search(document.text, max(start, end - 4), end) is not None


class _Spans:
    """Stretches that may overlap, made disjoint, to be asked by place."""

    def __init__(self, spans: Iterator[Span] | Sequence[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if span.end <= span.start:
                continue
            if self.ends and span.start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches that share a character with this one, cut to it."""
        if not self.starts:
            return []
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return [(max(start, self.starts[i]), min(end, self.ends[i])) for i in range(first, last)]


def _readings(context: Context) -> tuple[list[Span], _Spans]:
    """What has its reading in brackets behind it, and these brackets."""
    terms: list[Span] = []
    brackets: list[Span] = []
    for annotation in context.annotations.of(AnnotationKind.READING):
        if isinstance(annotation.value, PairValue):
            terms.append(annotation.value.term_span)
            brackets.append(Span(annotation.value.term_span.end, annotation.span.end))
    return terms, _Spans(brackets)


def _unit(
    context: Context,
    span: Span,
    morphemes: Sequence[Morpheme],
    masks: _Spans,
    ruby: _Spans,
    brackets: _Spans,
) -> Unit | None:
    text = context.document.folded
    start, end = span.start, span.end
    masked = masks.within(start, end)
    unread = brackets.within(start, end)
    out = _merged(masked, unread) if unread else masked
    letters = []
    at = start
    for first, last in out:
        letters.append(text[at:first])
        at = max(at, last)
    letters.append(text[at:end])
    bare = _SPACE.sub("", "".join(letters)).lstrip(_LIST_MARKS)
    if not bare:
        return None
    kanji: float = len(_KANJI.findall(bare))
    if ruby.starts:
        for first, last in ruby.within(start, end):
            kanji -= len(_KANJI.findall(text, first, last)) / 2
    words: list[Word] = []
    tokens = content = levels = chinese = 0
    place = 0
    last_place = len(out)
    for morpheme in morphemes:
        if place < last_place:
            while place < last_place and out[place][1] <= morpheme.start:
                place += 1
            if place < last_place and out[place][0] < morpheme.end:
                continue
        facts = _facts(morpheme)
        words += facts[0]
        content += facts[1]
        levels += facts[2]
        chinese += facts[3]
        tokens += facts[4]
    return Unit(
        start,
        end,
        len(bare) + MASKED_LENGTH * len(masked),
        max(0.0, kanji),
        tuple(words),
        content,
        levels,
        chinese,
        tokens + len(masked),
        greeting=len(bare) < GREETING_BELOW and _GREETING.search(bare) is not None,
    )


def _merged(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = _Spans([Span(*pair) for pair in (*first, *second)])
    return list(zip(spans.starts, spans.ends, strict=True))


def _joined(first: Unit, second: Unit) -> Unit:
    return Unit(
        first.start,
        second.end,
        first.length + second.length,
        first.kanji + second.kanji,
        first.words + second.words,
        first.content + second.content,
        first.levels + second.levels,
        first.chinese + second.chinese,
        first.tokens + second.tokens,
        first.cuts + second.cuts + 1,
    )


def _goes_on(morphemes: Sequence[Morpheme], end: int, length: int) -> bool:
    """Whether the "sentence" is only the beginning of one: 「雨の場合は。」「提出し。」"""
    if not end:
        return False
    last = morphemes[end - 1]
    pos = last.pos
    if pos.startswith("助詞"):
        if pos.startswith("助詞-終助詞"):
            return False
        return last.surface not in _CLOSING_PARTICLES
    if last.form:
        return last.form.startswith(("連用形", "仮定形", "未然形"))
    if pos.startswith(("接続詞", "副詞", "連体詞", "接頭辞", "形状詞-助動詞語幹")):
        return True
    if not pos.startswith(("名詞", "接尾辞-名詞的", "代名詞")):
        return False
    if "サ変可能" in pos or "助数詞" in pos or "数詞" in pos:  # 「窓口を参照。」「先着20人。」
        return length < JOINED_BELOW
    return True


_Facts = tuple[tuple[Word, ...], int, int, int, int]
"""The words, content words, sum of levels, 漢語 and tokens of a morpheme."""

_KNOWN: dict[tuple[str, str, str, str], _Facts] = {}
_MOST_KNOWN = 20_000


def _facts(morpheme: Morpheme) -> _Facts:
    """What is known of a word, short unit by short unit; kept for words of the dictionary."""
    key = (morpheme.surface, morpheme.pos, morpheme.base, morpheme.reading)
    facts = _KNOWN.get(key)
    if facts is None:
        short: tuple[Morpheme | ShortUnit, ...] = morpheme.units or (morpheme,)
        words = tuple(
            word
            for unit in short
            for word in _word(unit.surface, unit.pos, unit.base, unit.reading)
        )
        facts = (
            words,
            sum(word.level > 0 for word in words),
            sum(word.level for word in words),
            sum(word.chinese for word in words),
            len(short),
        )
        if morpheme.known:  # what no dictionary has may be a name: not to be kept
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[key] = facts
    return facts


_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_KANA_IN = regex("[ぁ-ゖ]")


def _known(base: str, surface: str, reading: str) -> Level | None:
    """The level of a word; one half in kana (友だち) has that of the word that sounds like it."""
    known = vocabulary.level(base, reading if base == surface else "")
    if known is None and base == surface and _KANA_IN.search(base) and _KANJI.search(base):
        known = vocabulary.level(reading.translate(_TO_HIRAGANA))
    return known


_SIGNS = ("補助記号", "空白", "記号")
_CONTENT = ("名詞-普通名詞", "動詞", "形容詞", "形状詞", "副詞")


def _word(surface: str, pos: str, base: str, reading: str) -> tuple[Word, ...]:
    if pos.startswith(_SIGNS) or pos.startswith("名詞-数詞"):
        return ()
    if not base.isascii():
        base = unicodedata.normalize("NFKC", base)
    level = 0
    if pos.startswith(_CONTENT) and "助数詞可能" not in pos and not base.isascii():
        known = _known(base, surface, reading)
        level = UNLISTED if known is None else UNLISTED - int(known)
    origin = vocabulary.origin(surface, base, pos)
    return (
        Word(
            surface,
            level,
            origin is Origin.CHINESE,
            origin is Origin.JAPANESE,
            pos.startswith("動詞"),
            pos.startswith("助詞"),
        ),
    )
