"""What words mean and how they are read, where the draft says so: glosses and readings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.explanations import explains, has_words, in_brackets
from checker.annotations.readings import find_ruby, may_read, reading
from checker.annotations.shared import (
    Taken,
    Words,
    compound_start,
    is_hiragana,
    line_start,
    listed,
    pair,
    places,
)
from checker.annotations.types import Annotation, AnnotationKind, Annotations
from checker.document.characters import NO_KANJI_OR_KATAKANA
from checker.document.model import Document, MarkKind
from checker.model import Span
from checker.regex import regex

_LABELS = frozenset(
    listed("""
    日時 会場 場所 対象 対象者 定員 費用 料金 申込 申し込み 申込み 申込方法 申し込み方法
    持ち物 期間 時間 内容 講師 備考 締切 期限 電話 電話番号 住所 氏名 年齢 主催 共催
    問い合わせ 問い合わせ先 参加費 手数料 受付 日程 曜日 午前 午後 開館時間 休館日 交通 担当
    対応 方法 様式 資料
    """)
)
_TOWA_TERM = regex(
    r"(?:^|(?<=[\n。※・]))[ 　]*[「『]?(?P<term>[^、。\n「」『』（）()]{1,20}?)"
    r"(?:[（(][^（）()\n]{1,30}[）)])?[」』]?\Z"
)
_EQUALS_TERM = regex(
    rf"(?:^|(?<=[\n※・、。（(]))[ 　]*(?P<term>[A-Za-z]{{0,9}}[^{NO_KANJI_OR_KATAKANA}]{{2,15}})\Z"
)
_TO_END = regex(
    "(?!、?(?:別|異|違|限|い[えうっ]|言|思|な[くらりんい]|無関係|関係|何|しない|せず))、?([^。\n]{2,200})"
)
_TO_BREAK = regex("([^、。\n（）()=＝]{2,60})")
_WINDOW = 60
"""Code points before とは and ＝ that may hold the term and its parentheses."""
_CLAUSE = regex("[をがは]|ている|できる|される")
_NO_TERM = listed("これ それ あれ こと もの ところ ため ほか よう など 今回")


def find_glosses(
    text: str, words: Words | None = None, taken: Taken | None = None
) -> list[Annotation]:
    """Find GLOSS and READING annotations.

    READING: 漢字（かな） where the kana read the kanji, and 漢字《かな》. GLOSS:
    用語（説明）, 「Xとは、…」 and X＝…; the stretch covers both. With `words` the
    kana are compared with Sudachi's reading (避難（にげる） is a gloss); without,
    any kana behind kanji are a reading.

    Args:
        text: The folded text.
        words: The document's morphemes.
        taken: Stretches that neither are terms nor explain one (dates, sums,
            telephone numbers, addresses, offices, people, definitions).
    """
    taken = taken or Taken()
    found: list[Annotation] = []
    for start in places(text, "(（"):
        if not start or text[start - 1] in "\n 　。、":
            continue
        readable = may_read(text, start + 1)
        if not readable and taken.hits(start, start + 2):
            continue  # most parentheses hold the weekday of a date
        content = in_brackets(text, start)
        if content is None:
            continue
        annotation = reading(text, content, words) if readable else None
        if annotation is None:
            annotation = _gloss(text, content, words, taken)
        if annotation is not None:
            found.append(annotation)
    found.extend(find_ruby(text))
    found.extend(_explained(text, taken))
    return found


def is_explained(document: Document, annotations: Annotations, span: Span) -> bool:
    """Whether an explanation, a definition or a footnote belongs to the words of `span`."""
    return annotations.cover(span, _EXPLAINING) or any(
        mark.span.start == span.end for mark in document.marks_of(MarkKind.FOOTNOTE)
    )


_EXPLAINING = (AnnotationKind.GLOSS, AnnotationKind.DEFINITION)


_LONGEST_TERM = 40
_DIGIT = regex("[0-9]")


def _gloss(text: str, content: Span, words: Words | None, taken: Taken) -> Annotation | None:
    if not explains(content.cut(text)):
        return None
    paren, end = content.start - 1, content.end + 1
    before = text[paren - 1]
    if before in "」』":
        opening = text.rfind("「" if before == "」" else "『", line_start(text, paren), paren)
        start = opening if opening >= 0 else paren
    else:
        start = _term_start(text, paren, words)
    term = text[start:paren]
    if len(term) < 2 or term in _LABELS or term[0].isdecimal() or len(term) > _LONGEST_TERM:
        return None
    if taken.hits(start, end) or _DIGIT.search(term) or term.startswith(("さん", "様", "氏")):
        return None
    quoted = term[0] in "「『" and before in "」』"
    name = Span(start + 1, paren - 1) if quoted else Span(start, paren)
    return pair(AnnotationKind.GLOSS, text, name, content, end)


def _term_start(text: str, paren: int, words: Words | None) -> int:
    if words is not None:
        index = words.at(paren)
        word = words.morphemes[index] if index >= 0 else None
        if word is not None and word.end > paren:  # Sudachi joins 避難（にげる）
            return compound_start(text, word.end, words, line_start(text, paren))
    return compound_start(text, paren, words, line_start(text, paren))


def _explained(text: str, taken: Taken) -> list[Annotation]:
    found = []
    for term, other in _pairs(text, "とは", _TOWA_TERM, _TO_END):
        written = term.cut(text)
        if (
            not written.endswith(_NO_TERM)
            and not is_hiragana(written[-1])
            and not _CLAUSE.search(written)
        ):
            found.append(pair(AnnotationKind.GLOSS, text, term, other, other.end))
    for sign in "＝=":
        for term, other in _pairs(text, sign, _EQUALS_TERM, _TO_BREAK):
            explanation = other.cut(text)
            if (
                term.cut(text) not in _LABELS
                and not explanation[0].isdecimal()
                and has_words(explanation)
                and not taken.hits(term.start, other.end)
            ):
                found.append(pair(AnnotationKind.GLOSS, text, term, other, other.end))
    return found


def _pairs(
    text: str, sign: str, before: re.Pattern[str], behind: re.Pattern[str]
) -> Iterator[tuple[Span, Span]]:
    """Terms in front of `sign` with what stands behind it."""
    at = text.find(sign)
    while at >= 0:
        end = at + len(sign)
        low = max(0, at - _WINDOW)
        term = before.search(text[low:at])
        other = behind.match(text, end)
        if term and other and (low == 0 or term.start() > 0):
            yield Span(low + term.start("term"), low + term.end("term")), Span(*other.span(1))
            end = other.end()
        at = text.find(sign, end)
