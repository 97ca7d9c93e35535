"""Brackets: quotations, definitions, glosses and readings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.annotations.shared import (
    Taken,
    Words,
    compound_start,
    is_hiragana,
    is_kanji,
    is_katakana,
    line_start,
    listed,
    normal_form,
    places,
)
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    PairValue,
    TextValue,
)
from checker.document.characters import NO_KANJI, NO_KANJI_OR_KATAKANA
from checker.model import Span
from checker.regex import regex

_OPENING = {"「": "」", "『": "』"}
_BRACKET = regex("[「『」』]")

_QUOTED_FROM = 16
"""「」 over 15 characters hold someone's words rather than a name (our judgement)."""

# What long names (「…相談コールセンター」) do not hold.
_SPEECH = regex("[はがをにで、。]")

_SAID = regex(
    r"[」』]*(?:と|などと)(?:述べ|話|語|コメント|答え|いう声|いった声|の声|のお声|の意見|のご意見|の感想"
    r"|の問い合わせ|言っ|言わ|訴え|呼びかけ|電話)"
)


def bracketed(text: str) -> tuple[Span, ...]:
    """All stretches in 「」 and 『』, brackets included, nested ones too, by start.

    A bracket that its line does not close is left out.
    """
    if "「" not in text and "『" not in text:
        return ()
    spans: list[Span] = []
    open_brackets: list[tuple[str, int]] = []
    line_end = -1
    for match in _BRACKET.finditer(text):
        sign, start = match.group(), match.start()
        if start > line_end:
            open_brackets.clear()
            line_end = text.find("\n", start)
            if line_end < 0:
                line_end = len(text)
        if sign in _OPENING:
            open_brackets.append((_OPENING[sign], start))
        elif open_brackets and open_brackets[-1][0] == sign:
            spans.append(Span(open_brackets.pop()[1], start + 1))
    return tuple(sorted(spans))


def find_quotations(
    text: str, brackets: Sequence[Span] | None = None, names: Iterable[Span] = ()
) -> list[Annotation]:
    """Find QUOTATION annotations, brackets included.

    What stands in 「」 is a quotation if it is over 15 characters and has a
    particle, ends in 。, or is followed by と話し and the like, unless it is a name.
    What stands in 『』 always is: the title of a book, or speech in speech.

    Args:
        text: The folded text.
        brackets: What `bracketed(text)` gave, if it was called already.
        names: The stretches of laws and forms.
    """
    found: list[Annotation] = []
    inside = {(name.start, name.end) for name in names}
    outer = 0
    for span in bracketed(text) if brackets is None else brackets:
        if span.end <= outer or (span.start + 1, span.end - 1) in inside:
            continue
        content = text[span.start + 1 : span.end - 1]
        if (
            text[span.start] == "『"
            or (len(content) >= _QUOTED_FROM and _SPEECH.search(content))
            or content.endswith(("。", "！", "？", "!", "?"))
            or (content and _SAID.match(text, span.end))
        ):
            value = TextValue(normal_form(content))
            found.append(Annotation(AnnotationKind.QUOTATION, span, value))
            outer = span.end
    return found


# --- definitions ------------------------------------------------------------

_DEFINITION = regex(
    r"[（(]以下[、,]?(?:単に|総称して|まとめて)?"
    r"(?:[「『](?P<quoted>[^「」『』\n]{1,40})[」』]|(?P<bare>[^「」『』（）()\n]{1,20}?))"
    r"(?:と(?:いう|いいます|いいう|する|します|呼ぶ|呼びます|呼称|表記|記載|略)"
    r"[^（）()\n]{0,10})?。?[）)]"
)


def find_definitions(
    text: str, words: Words | None = None, names: Sequence[Annotation] = ()
) -> list[Annotation]:
    """Find DEFINITION annotations: full form（以下「X」という。）.

    The stretch runs from the full form to the closing parenthesis; an unknown
    full form is empty.

    Args:
        text: The folded text.
        words: The document's morphemes.
        names: LAW, OFFICE and FORM annotations; one that ends in front of the
            parenthesis is the full form.
    """
    found: list[Annotation] = []
    if "以下" not in text:
        return found
    ends = {name.span.end: name.span.start for name in names}
    for match in _DEFINITION.finditer(text):
        group = "quoted" if match["quoted"] is not None else "bare"
        if group == "bare" and not re.search("と(?:いう|い|す|し|呼|表|記|略)", match.group()):
            continue
        term = Span(*match.span(group))
        full = _full_form(text, match.start(), words, ends)
        pair = PairValue(
            normal_form(term.cut(text)), normal_form(full.cut(text)).strip("「」『』"), term, full
        )
        span = Span(full.start, match.end())
        found.append(Annotation(AnnotationKind.DEFINITION, span, pair))
    return found


def _full_form(text: str, end: int, words: Words | None, ends: dict[int, int]) -> Span:
    if end in ends:
        return Span(ends[end], end)
    low = line_start(text, end)
    if text[end - 1 : end] in ("」", "』"):
        opening = text.rfind("「" if text[end - 1] == "」" else "『", max(low, end - 60), end)
        if opening >= 0:
            return Span(opening, end)
    return Span(compound_start(text, end, words, low), end)


# --- glosses and readings ---------------------------------------------------

_PAREN = regex(r"[（(][^（）()\n]{1,60}[）)]")
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
_DOES_NOT_EXPLAIN = regex(
    r"[0-9]|以下|以上|注|※|例|約|仮称?$|案$|全[0-9部]|各|別|要|先着|抽選|写し|原本|コピー|有料|任意|必須|予定|必着"
    r"|複数|代表?$|直通|内線|税[込抜別]|平日|土|日|月|火|水|木|金|祝|雨天|順不同|敬称|再掲|新規|継続|電話|ファ"
    r"|FAX|TEL|定員|休館|無休|途中|当日|本人|通年|毎|昭和|平成|令和|明治|大正|第|新|旧|同|計|合計"
    r"|内訳|担当|主催|会場|住所|年齢|名称|氏名|未|済|続|上記|下記|右|左|PDF|Word|Excel|ワード|エクセル"
    r"|外部|様式|別紙|別表|別記"
)
_QUALIFIES = listed("""
    ます ません ました ください 中 分 有効 限定 込み 込 別 対象 希望 募集 終了 開催 実施 受付 付き 相当
    を除く を除きます 除く 含む を含みます に限る に限ります のみ など 等
    の場合 必要 不要 可 不可 あり なし まで から 以上
    以内 未満 程度 ごと 参照 ください 階 室 番窓口 側
    付近 地内 宅
    """)
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
_NO_TERM = (
    "これ",
    "それ",
    "あれ",
    "こと",
    "もの",
    "ところ",
    "ため",
    "ほか",
    "よう",
    "など",
    "今回",
)


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
        may_read = text[start + 1 : start + 2] in _KANA_SIGNS
        if not may_read and taken.hits(start, start + 2):
            continue  # most parentheses hold the weekday of a date
        match = _PAREN.match(text, start)
        if match is None:
            continue
        end = match.end()
        content = Span(start + 1, end - 1)
        annotation = _reading(text, start, content, end, words) if may_read else None
        if annotation is None:
            annotation = _gloss(text, start, content, end, words, taken)
        if annotation is not None:
            found.append(annotation)
    if "《" in text:
        for match in _RUBY.finditer(text):
            base, kana = Span(*match.span("base")), Span(*match.span("kana"))
            found.append(_pair(AnnotationKind.READING, text, base, kana, match.end()))
    found.extend(_explained(text, taken))
    return found


def _pair(kind: AnnotationKind, text: str, term: Span, other: Span, end: int) -> Annotation:
    value = PairValue(normal_form(term.cut(text)), other.cut(text).strip(" 　"), term, other)
    return Annotation(kind, Span(term.start, end), value)


def _reading(
    text: str, paren: int, content: Span, end: int, words: Words | None
) -> Annotation | None:
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
    return _pair(AnnotationKind.READING, text, base, content, end)


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


# 面接（面接日は後日）, 履歴書（写真貼付のこと）: an instruction, not an explanation.
_NO_EXPLANATION = regex("は(?![ずじぎん])|(?:貼付|持参|記入|添付|提出|厳守)のこと")
_LONGEST_TERM = 40
_LONG_EXPLANATION = 15
_DIGIT = regex("[0-9]")


def _gloss(
    text: str, paren: int, content: Span, end: int, words: Words | None, taken: Taken
) -> Annotation | None:
    explanation = content.cut(text)
    if len(explanation) < 2 or _DOES_NOT_EXPLAIN.match(explanation):
        return None
    if explanation.rstrip("。").endswith(_QUALIFIES) or not _has_words(explanation):
        return None
    if _NO_EXPLANATION.search(explanation):
        return None
    if len(explanation) < _LONG_EXPLANATION and _DIGIT.search(explanation):
        return None  # 避難指示（警戒レベル4）
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
    return _pair(AnnotationKind.GLOSS, text, name, content, end)


def _term_start(text: str, paren: int, words: Words | None) -> int:
    if words is not None:
        index = words.at(paren)
        word = words.morphemes[index] if index >= 0 else None
        if word is not None and word.end > paren:  # Sudachi joins 避難（にげる）
            return compound_start(text, word.end, words, line_start(text, paren))
    return compound_start(text, paren, words, line_start(text, paren))


def _has_words(content: str) -> bool:
    return any(is_kanji(char) or is_hiragana(char) or is_katakana(char) for char in content)


def _explained(text: str, taken: Taken) -> list[Annotation]:
    found = []
    for term, other in _pairs(text, "とは", _TOWA_TERM, _TO_END):
        written = term.cut(text)
        if (
            not written.endswith(_NO_TERM)
            and not is_hiragana(written[-1])
            and not _CLAUSE.search(written)
        ):
            found.append(_pair(AnnotationKind.GLOSS, text, term, other, other.end))
    for sign in "＝=":
        for term, other in _pairs(text, sign, _EQUALS_TERM, _TO_BREAK):
            explanation = other.cut(text)
            if (
                term.cut(text) not in _LABELS
                and not explanation[0].isdecimal()
                and _has_words(explanation)
                and not taken.hits(term.start, other.end)
            ):
                found.append(_pair(AnnotationKind.GLOSS, text, term, other, other.end))
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
