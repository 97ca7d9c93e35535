"""Nouns without their kana (飲物, 貸出し) in a draft that writes such nouns in full (申し込み)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.places import is_named
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_AS_NOUN = regex("[をがはのもへ（）)：:・ 　」]|先|期|窓|用|方法|の|$", re.MULTILINE)
_CUSTOMARY = ("手続き", "問い合わせ")
"""Written in full in drafts of either style."""
_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})


@per_rule
def _words(options: Options) -> tuple[Mapping[str, str], Words, Words]:
    """The short ways with the full ones; what finds the short and what finds the full ones."""
    pairs, others = texts(options, "pairs"), texts(options, "others")
    full = {short: pair.split()[0] for pair in (*pairs, *others) for short in pair.split()[1:]}
    return full, Words(full), Words(pair.split()[0] for pair in pairs)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_words(options)[1],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a noun in its short way, if the draft writes most such nouns in full.

    Options: `pairs`, each the full way (飲み物) and the short ones (飲物), which 公用文 may
    use; `others`, pairs of which 公用文 too uses the full way, so that it tells nothing of the
    draft's style. Another kanji beside it makes it a customary compound (申込書).
    """
    document = context.document
    text = document.folded
    full, shorts, fulls = _words(options)
    found = []
    for start, short in shorts.find(text):
        span = Span(start, start + len(short))
        block = document.block_at(start)
        if block.kind in _UNREAD or document.is_protected(span) or _joined(text, span):
            continue
        if full[short] in text:
            continue  # consistency/spelling tells of one word in two ways
        if span.start in context.word_starts and not is_named(context, span):
            found.append((span, short))
    if not found:
        return
    usual = [
        (start, word)
        for start, word in fulls.find(text)
        if word not in _CUSTOMARY and _AS_NOUN.match(text, start + len(word))
    ]
    if not usual or len(usual) < len(found):
        return
    start, word = usual[0]
    related = (Related(Span(start, start + len(word)), f"ここでは「{word}」です"),)
    for span, short in found:
        to = full[short]
        yield Match(span, {"to": to, "usual": word}, edits=(Edit(span, to),), related=related)


def _joined(text: str, span: Span) -> bool:
    """Whether a kanji or katakana stands beside it, or kana make a verb of it."""
    before, behind = text[span.start - 1 : span.start] if span.start else "", text[span.end :][:1]
    if any("一" <= char <= "鿿" or "ァ" <= char <= "ー" for char in (before, behind) if char):
        return True
    return behind != "" and behind in "みめむんまりるらろれっけきえしすせてう"
