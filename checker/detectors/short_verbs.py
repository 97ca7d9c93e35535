"""Compound verbs whose okurigana is left out in the middle (申込む, 受付ける, 取扱う)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.inflection.words import KANA_OF_GODAN
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_VERB = regex("([一-鿿]{2})([ぁ-ん]*)([ぁ-ん])")
_ONE_ROW = frozenset("いきしちにひみりぎじびえけせてねへめれげぜでべ")
# 申込み is a noun as well: it counts as a verb only before what follows a verb.
_FOLLOWS = "ま[すしせ]|た[いく]|くだ|下さ|いただ|頂|なが|やす|にく|にな"


@cache
def _compiled(
    verbs: tuple[str, ...],
) -> tuple[Words, Mapping[str, tuple[str, re.Pattern[str], re.Pattern[str]]]]:
    """The two kanji of each verb, and for each its stem in full and its ends."""
    stems: dict[str, tuple[str, re.Pattern[str], re.Pattern[str]]] = {}
    for verb in verbs:
        short, full = verb.split(" ")
        found = _VERB.fullmatch(short)
        assert found is not None, verb
        kanji, middle, last = found.groups()
        if last == "る" and (middle[-1:] in _ONE_ROW if middle else kanji.endswith("出")):
            # 届出なく is the noun.
            no = "な[いくけ]|ず|" if middle else ""
            listed = middle
            ends = f"{middle}(?:る|た(?!め)|て|{no}られ|れば|よう|{_FOLLOWS})"
        else:
            row = KANA_OF_GODAN[last]
            listed = row[1]
            past = "|し[たて]" if last == "す" else ""
            ends = f"{middle}(?:[{row[0]}{row[2:]}]|{row[1]}(?:{_FOLLOWS}){past})"
        stems[kanji] = (full[: -len(middle + last)], regex(ends), regex(f"{listed}、"))
    return Words(stems), stems


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_compiled(texts(options, "verbs"))[0],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a verb of `options["verbs"]` (as it should not be, a space, as it should)."""
    words, stems = _compiled(texts(options, "verbs"))
    text = context.document.folded
    for kanji in words.present(text):
        full, ends, listed = stems[kanji]
        start = text.find(kanji)
        while start >= 0:
            end = start + len(kanji)
            if ends.match(text, end) or (
                # 写真を貼付け、: what has an object is a verb.
                text[start - 1 : start] == "を" and listed.match(text, end)
            ):
                span = Span(start, end + 1)
                to = full + text[end]
                yield Match(span, {"to": to}, edits=(Edit(span, to),))
            start = text.find(kanji, start + 1)
