"""Items that end in a noun or a plain verb where the others of the list end in です or ます."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_POLITE = ("ます", "です", "ません", "ました", "でした", "ましょう", "ください", "下さい", "か")
_PLAIN = (
    "名詞-普通名詞-サ変可能",
    "名詞-普通名詞-形状詞可能",
    "形状詞",
    "動詞",
    "助動詞",
    "形容詞",
)
_VERB = ("動詞", "助動詞")
_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.LABEL})
_ENDS = frozenset({"可", "不可", "のみ", "こと", "事"})
_KOTO = frozenset({"こと", "事"})
_STEP = regex(r"[ 　]*(?:[0-9０-９]{1,2}[.．)）]|[①-⑳])")
_STEM = frozenset("いきしちにみりぎびえけせてめれげべ")
"""What a noun made of a verb ends in (見守り, 手伝い)."""
_ASKS = regex(r"(?:ください|下さい)。$")
_TELLS = regex(r"ます。$")
_STEPS = 3
"""So many steps must end alike before another one is out of line."""
_LEAST = 2
"""So many items must end politely before another ending is out of line."""


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return sorted(kind.value for kind in _ITEMS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the end of an item that is a sentence but not a polite one.

    A noun at the end of an item without 。 is no sentence.
    """
    document = context.document
    if sum(len(document.of_kind(kind)) for kind in _ITEMS) <= _LEAST:
        return
    for items in runs(document.blocks, _ITEMS):
        if len(items) > _LEAST:
            closed = [b for b in items if document.folded[b.span.end - 1] == "。"]
            yield from _in_list(context, closed, _PLAIN)
            yield from _in_steps(context, items)
            if not closed:
                yield from _in_list(context, items, _VERB)
            yield from _among_verbs(context, items)
            yield from _among_nouns(context, items)


def runs(blocks: Iterable[Block], kinds: frozenset[BlockKind]) -> Iterator[list[Block]]:
    """The blocks of these kinds that follow each other, without the empty ones."""
    run: list[Block] = []
    for block in blocks:
        if block.kind not in kinds:
            if run:
                yield run
                run = []
        elif block.span.start < block.span.end:
            run.append(block)
    if run:
        yield run


def _words(context: Context, end: int) -> Sequence[Morpheme]:
    """The words of the sentence with which a line ends."""
    words = context.morphemes[context.document.sentence_index_at(end - 1)]
    if not words or words[-1].end <= end:
        return words
    return [word for word in words if word.end <= end]


def _is_polite(block: Block, text: str) -> bool:
    span = block.span
    return (
        text[max(span.start, span.end - 12) : span.end].rstrip(" 　").rstrip("。").endswith(_POLITE)
    )


def _in_list(context: Context, items: Sequence[Block], parts: tuple[str, ...]) -> Iterator[Match]:
    text = context.document.folded
    if len(items) < _LEAST:
        return
    polite = [block for block in items if _is_polite(block, text)]
    starts = {block.span.start for block in polite}
    # Of many lines without an end only some are sentences.
    if len(polite) < max(_LEAST, len(items) - len(polite)):
        return
    for block in items:
        if block.span.start in starts:
            continue
        words = reversed(_words(context, block.span.end))
        last = next((word for word in words if word.surface not in "。 　"), None)
        if last is not None and _is_open(last, parts):
            span = Span(last.start, block.span.end)
            yield Match(span, related=(Related(polite[0].span, "ここと終わり方が違います"),))


def _among_verbs(context: Context, items: Sequence[Block]) -> Iterator[Match]:
    """The one polite item, or the one in こと, of a list of plain verbs (飲む, 開ける, 使います)."""
    text = context.document.folded
    odd, verbs = [], 0
    for block in items:
        span = block.span
        if _is_polite(block, text):
            odd.append(block)
            continue
        last = next((w for w in reversed(_words(context, span.end)) if w.surface != "。"), None)
        if last is None:
            return
        if last.base in _KOTO:
            odd.append(block)
        elif last.pos.startswith("動詞") and last.form.startswith("終止形"):
            verbs += 1
        elif not last.pos.startswith("名詞-普通名詞-サ変可能"):
            return
    if len(odd) != 1 or not verbs or len(items) - 1 < _LEAST:
        return
    span = odd[0].span
    if context.document.sentence_index_at(span.start) != context.document.sentence_index_at(
        span.end - 1
    ):
        return
    number = context.document.sentence_index_at(span.end - 1)
    words = [w for w in context.morphemes[number] if w.end <= span.end and w.surface != "。"]
    start = words[-2].start if len(words) > 1 else span.start
    usual = next(block for block in items if block is not odd[0])
    yield Match(Span(start, span.end), related=(Related(usual.span, "ここと違います"),))


def _among_nouns(context: Context, items: Sequence[Block]) -> Iterator[Match]:
    """The one plain verb in a list of things to do that are nouns (見守り, おやつの準備)."""
    odd, acts = [], 0
    for block in items if len(items) > _STEPS else ():
        words = _words(context, block.span.end)
        if not words:
            return
        last = words[-1]
        if last.pos.startswith("動詞") and last.form.startswith("終止形"):
            odd.append((block, words))
        elif last.pos.startswith("名詞") or last.form.startswith("連用形"):
            acts += last.pos.startswith("名詞-普通名詞-サ変可能") or last.surface[-1] in _STEM
        else:
            return
    if len(odd) != 1 or acts < len(items) - 1:
        return
    block, words = odd[0]
    first = words[-3].start if len(words) > _LEAST else block.span.start
    start = max(first, block.span.start)
    usual = next(item for item in items if item is not block)
    yield Match(Span(start, block.span.end), related=(Related(usual.span, "ここと違います"),))


def _in_steps(context: Context, items: Sequence[Block]) -> Iterator[Match]:
    """A step that asks (貼ってください。) where all others tell (貼ります。), or the other way."""
    document = context.document
    if not all(_STEP.match(document.source, b.source.start) for b in items):
        return
    steps = items
    texts = [document.block_text(block) for block in steps]
    asks = [b for b, text in zip(steps, texts, strict=True) if _ASKS.search(text)]
    tells = [b for b, text in zip(steps, texts, strict=True) if _TELLS.search(text)]
    rare, usual = sorted((asks, tells), key=len)
    if len(rare) == 1 and len(usual) >= _STEPS and len(steps) == len(usual) + 1:
        span = rare[0].span
        number = document.sentence_index_at(span.end - 1)
        words = [w for w in context.morphemes[number] if w.end < span.end]
        start = words[-2].start if len(words) > 1 else span.start
        yield Match(Span(start, span.end), related=(Related(usual[0].span, "ここと違います"),))


def _is_open(word: Morpheme, parts: tuple[str, ...]) -> bool:
    """Whether a sentence that ends in this word is not a polite one."""
    if parts is _VERB:
        return word.pos.startswith(parts) and word.form.startswith("終止形")
    return word.pos.startswith(parts) or word.surface in _ENDS
