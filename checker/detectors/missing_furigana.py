"""Words with kanji that nothing reads: readers of やさしい日本語 need furigana."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from checker.analysis.types import Morpheme, Unit
from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind, Format, MarkKind
from checker.model import Applicability, Edit, Match, Span, Tier
from checker.regex import regex
from checker.vocabulary import has_many_readings, usual_reading

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to", "places"})

_KANJI = regex("[一-鿿㐀-䶿々〆ヶ]+")
_RUN = regex("[一-鿿㐀-䶿々〆]+|[^一-鿿㐀-䶿々〆]+")
_DIGIT = regex("[0-9]")
_SOUND_CHANGES = frozenset("日人方家間分月年中物生風上下前後者金")
_KINDS_OF_PLACES = frozenset("市区町村県都府郡駅")
_NUMERAL = regex("[0-9〇一二三四五六七八九十百千万億数何]+$")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

# Names are read by whoever bears them; dates and sums by their numbers.
_NAMES = (
    AnnotationKind.PERSON,
    AnnotationKind.ADDRESS,
    AnnotationKind.OFFICE,
    AnnotationKind.LAW,
    AnnotationKind.MAIL,
    AnnotationKind.URL,
)
_NUMBERS = (
    AnnotationKind.DATE,
    AnnotationKind.WEEKDAY,
    AnnotationKind.TIME,
    AnnotationKind.MONEY,
    AnnotationKind.COUNT,
)
_NO_MARKUP = (BlockKind.TITLE, BlockKind.ALT, BlockKind.SIGNATURE, BlockKind.ADDRESS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word that is not read somewhere, and one for all dates and counts; the fix reads it wherever it is not.

    The fix is lowered to `UNSAFE` unless the dictionary knows one reading only and the
    word is not on our list of those that are read by what they mean. A word of that list
    with several readings has no fix and says `options["several"]`; numbers have none and
    say `options["numbers"]`.
    """
    places: dict[tuple[str, tuple[str, ...]], list[Morpheme]] = {}
    left_out = _left_out(context)
    number = _numbered(context, left_out)
    if number is not None:
        yield Match(number, {"to": "", "places": ""}, message=str(options["numbers"]))
    for word in _unread(context, left_out):
        places.setdefault((word.base, kana_over(word) or ("",)), []).append(word)
    for (_, kana), words in places.items():
        first = words[0]
        span = Span(first.start, first.end)
        more = f"ほかに{len(words) - 1}か所あります。" if len(words) > 1 else ""
        certainty = min((_certainty(context, word) for word in words), key=_CAUTION.index)
        if kana == ("",) or certainty is Applicability.DISPLAY:
            yield Match(span, {"to": "", "places": more}, message=str(options["several"]))
            continue
        edits = tuple(edit for word in words for edit in _edits(context, word, kana))
        values = {"to": _shown(first, kana), "places": more}
        yield Match(span, values, edits=edits, applicability=certainty)


def _unread(context: Context, left_out: frozenset[int]) -> Iterator[Morpheme]:
    """The words with kanji that stand without their reading; 観察会 is one."""
    document = context.document
    for sentence, words in zip(document.sentences, context.morphemes, strict=True):
        if document.blocks[sentence.block].kind in _NO_MARKUP:
            continue
        last: Morpheme | None = None
        before: Morpheme | None = None
        for word in words:
            goes_on = _goes_on(before, word)
            before = word
            if (
                goes_on
                or _KANJI.search(word.surface) is None
                or "固有名詞" in word.pos
                or word.pos.startswith(("名詞-数詞", "補助記号", "記号"))
                or not word.known
                or not left_out.isdisjoint(range(word.start, word.end))
                or document.is_protected(Span(word.start, word.end))
            ):
                if last is not None:
                    yield last
                last = None
                continue
            if last is not None and _are_one(last, word):
                last = _joined(last, word)
                continue
            if last is not None:
                yield last
            last = word
        if last is not None:
            yield last


def _goes_on(before: Morpheme | None, word: Morpheme) -> bool:
    """Whether a word is part of a number or of the name of a place (3回, あおば市)."""
    if before is None or before.end != word.start:
        return False
    if _NUMERAL.search(before.surface):
        return True
    return word.surface in _KINDS_OF_PLACES and before.pos.startswith("名詞")


def _are_one(first: Morpheme, second: Morpheme) -> bool:
    """Whether two words in kanji are read in one go: 観察＋会, 市＋内."""
    return (
        first.end == second.start
        and (
            first.pos.startswith("接頭辞")
            or second.pos.startswith("接尾辞")
            or min(len(first.surface), len(second.surface)) == 1
        )
        and first.pos.startswith(("名詞", "接頭辞", "接尾辞", "形状詞"))
        and second.pos.startswith(("名詞", "接尾辞"))
        and _KANJI.fullmatch(first.surface + second.surface) is not None
    )


def _joined(first: Morpheme, second: Morpheme) -> Morpheme:
    surface = first.surface + second.surface
    return msgspec.structs.replace(
        first,
        end=second.end,
        surface=surface,
        base=surface,
        normal=surface,
        reading=first.reading + second.reading,
        units=(*(first.units or (_unit(first, 0),)), _unit(second, first.end - first.start)),
    )


def _unit(word: Morpheme, start: int) -> Unit:
    end = start + len(word.surface)
    return Unit(start, end, word.surface, word.pos, word.base, word.reading)


def _numbered(context: Context, left_out: frozenset[int]) -> Span | None:
    """The first date, time or count with kanji that nothing reads."""
    document = context.document
    for annotation in context.annotations.of(*_NUMBERS):
        span = annotation.span
        text = span.cut(document.folded)
        if (
            document.block_at(span.start).kind not in _NO_MARKUP
            and _DIGIT.search(text)
            and _KANJI.search(text)
            and "（" not in text
            and not any(
                mark.kind is MarkKind.RUBY and mark.span.overlaps(span) for mark in document.marks
            )
            and not context.annotations.overlapping(span, AnnotationKind.READING)
            and _READ.search(document.folded, span.start, span.end + 20) is None
        ):
            return span
    return None


def _left_out(context: Context) -> frozenset[int]:
    """The characters of names, numbers, and of words that are read already."""
    annotations, folded = context.annotations, context.document.folded
    spans = [annotation.span for annotation in annotations.of(*_NAMES)]
    spans += [
        annotation.span
        for annotation in annotations.of(*_NUMBERS)
        if _DIGIT.search(folded, annotation.span.start, annotation.span.end)
    ]
    spans += [reading.span for reading in annotations.of(AnnotationKind.READING)]
    spans += [mark.span for mark in context.document.marks if mark.kind is MarkKind.RUBY]
    spans += [Span(found.start(), found.end()) for found in _READ.finditer(folded)]
    return frozenset(offset for span in spans for offset in range(span.start, span.end))


_READ = regex("[一-鿿々]{1,12}[（(《][ぁ-ゖー・ 　]+[）)》]")


@lru_cache(maxsize=4096)
def _over(surface: str, reading: str) -> tuple[str, ...] | None:
    """The kana over each run of kanji; None if they can be laid in no way, or in several."""
    runs = _RUN.findall(surface)
    if not reading or len(runs) > 7:
        return None
    ways: list[tuple[str, ...]] = [()]
    rests = [reading]
    for run, behind in pairwise([*runs, ""]):
        next_ways: list[tuple[str, ...]] = []
        next_rests: list[str] = []
        for way, rest in zip(ways, rests, strict=True):
            if not _KANJI.match(run):
                if rest.startswith(run):
                    next_ways.append(way)
                    next_rests.append(rest[len(run) :])
                continue
            lengths = range(1, len(rest) + 1) if behind else (len(rest),)
            for length in lengths:
                if length and (not behind or rest.startswith(behind, length)):
                    next_ways.append((*way, rest[:length]))
                    next_rests.append(rest[length:])
        ways, rests = next_ways, next_rests
    fitting = [way for way, rest in zip(ways, rests, strict=True) if not rest]
    return fitting[0] if len(fitting) == 1 and fitting[0] else None


def kana_over(word: Morpheme) -> tuple[str, ...] | None:
    """The hiragana over each run of kanji of a word (申し込む: もう, こ); None if uncertain."""
    surface = word.surface.translate(_TO_HIRAGANA)
    reading = usual_reading(word.surface) or word.reading.translate(_TO_HIRAGANA)
    return _over(surface, reading)


def _edits(context: Context, word: Morpheme, kana: tuple[str, ...]) -> list[Edit]:
    """The reading put over the kanji of one place, or behind them."""
    document = context.document
    html = document.format is Format.HTML
    text = document.text
    span = Span(word.start, word.end)
    if not document.editable(span) or _is_closed_in(context, word):
        return []
    runs = [run for run in _RUN.finditer(word.surface) if _KANJI.match(run.group())]
    edits = []
    for run, read in zip(runs, kana, strict=True):
        place = Span(word.start + run.start(), word.start + run.end())
        kanji = place.cut(text)
        written = f"<ruby>{kanji}<rt>{read}</rt></ruby>" if html else f"{kanji}（{read}）"
        edits.append(Edit(place, written))
    return edits


def _is_closed_in(context: Context, word: Morpheme) -> bool:
    """Whether brackets would stand in brackets, or before ** that then opens anew."""
    document = context.document
    if document.format is Format.HTML:
        return False
    folded = document.folded
    line = document.block_at(word.start).span
    before = folded[line.start : word.start]
    if max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")")):
        return True
    kinds = (MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.STRIKE)
    return any(
        mark.kind in kinds and word.start < mark.span.end <= word.end for mark in document.marks
    )


_CAUTION = (Applicability.DISPLAY, Applicability.UNSAFE, Applicability.SAFE)


def _certainty(context: Context, word: Morpheme) -> Applicability:
    """Who may write the reading: nobody but a person where the meaning decides on it."""
    assert context.morphology is not None  # `NEEDS`
    if usual_reading(word.surface):
        return Applicability.SAFE
    readings = len(context.morphology.readings(word.surface))
    if has_many_readings(word.surface) or has_many_readings(word.base):
        return Applicability.UNSAFE if readings == 1 else Applicability.DISPLAY
    if readings == 0 and any(unit.surface in _SOUND_CHANGES for unit in word.units):
        return Applicability.DISPLAY  # 相談日, where 日 is び
    if readings == 1 and len(word.base) > 1:
        return Applicability.SAFE
    return Applicability.UNSAFE


def _shown(word: Morpheme, kana: tuple[str, ...]) -> str:
    """The word with its reading, for the message."""
    read = iter(kana)
    return "".join(
        f"{run}（{next(read)}）" if _KANJI.match(run) else run for run in _RUN.findall(word.surface)
    )
