"""The sentences of one block.

A block is one line of the draft as its reader sees it. A sentence ends at a
stop (。！？ and their variants) that stands outside brackets; what has no stop is
one unit. Numbers, dates, addresses of the web and abbreviations hold ASCII full
stops, so "." ends a sentence only behind hiragana.
"""

from __future__ import annotations

import re
from functools import cache

from checker.document.characters import NO_KANJI_SIGN
from checker.model import Span
from checker.regex import regex

# Japanese prose: at least this share of its characters, or of its letters, are
# Japanese letters. Web addresses, English and tables of figures fall below; a
# sentence full of dates and hours does not.
_JAPANESE_SHARE = 0.3
_FEW_LETTERS = 4

_OPENERS = "（「『【〈《〔［｛“｢([{"
_CLOSERS = "）」』】〉》〕］｝”｣)]}"
_OPENER_OF = dict(zip(_CLOSERS, _OPENERS, strict=True))
# A bracket may be closed by its half-width or full-width partner: （…).
_OPENER_OF.update({"）": "(", "］": "[", "｝": "{", "｣": "「"})
_FAMILY = {"（": "(", "［": "[", "｛": "{", "｢": "「"}

_FULL_STOPS = "。｡"
_MARKS = "！？!?‼⁇⁈⁉"
_STOPS = _FULL_STOPS + _MARKS + "．"

_KANJI = "一-鿿㐀-䶿\uf900-\ufaff々〆ヶヵ"
_KANA = "ぁ-ゖァ-ヺーｦ-ﾟ"

_NOTES = "♪♫♬♡"
# One character class, because alternatives are many times slower to search for.
_SIGN = regex(rf"[{re.escape(_OPENERS + _CLOSERS + _STOPS + _NOTES)}.hw]")
_ADDRESS = regex(r"(?:https?://|www\.)[!#-&*-;=?-Z\\^-z|~]+")
# Brackets that hold no stop and are closed by their own kind.
_PLAIN_SIGN = regex(rf"[{re.escape(_OPENERS + _CLOSERS + _STOPS + _NOTES)}]")
_INNER = r"(?>(?:（）|\(\)|「」|『』)*)"
_PLAIN = regex(
    rf"(?>(?:[{re.escape(_STOPS)}]|（{_INNER}）|\({_INNER}\)|「{_INNER}」|『』|【】|〈〉|《》|\[\])*)"
)
_ASCII_STOP = regex(r"[ぁ-ゖ]\.")
_ANY_END = regex(rf"[{re.escape(_STOPS + _NOTES)}.]")
_STOP_RUN = regex(rf"[{re.escape(_STOPS)}]+")
_NOT_PROSE = regex(rf"{_ADDRESS.pattern}|(?<![\w.+-])[\w.+-]{{1,64}}@[\w.-]+", re.ASCII)
_FACES = r"♪♫♬♡♥❤★☆✨☀-➿\U0001f300-\U0001faff\ufe0f\u200d"
_FACE_RUN = regex(rf"[{_FACES}]+")
_TRAILING = regex(rf"[\s~～…‥{_FACES}]")

# The item number in 「…です。1）申請書」 closes no bracket.
_ITEM_NUMBER = regex(r"(?:^|[。｡：:])(?:[0-9０-９]{1,2}|[ア-ンa-zA-Z])$")

# What goes on after ！ or ？: 「めざせ！を合言葉に」「何ですか？という質問」.
_GOES_ON = regex(
    r"[、，,]|を|[がはにへのでも](?![ぁ-ゖ\s]|$)|と(?![ぁ-ゖ\s]|$)|と(?:い[うっわえ]|し[てたま]|の|は)|"
    r"って|など"
)

# 「ご存じですか？（複数回答可）」 is one sentence.
_REMARK = regex(r"[（(][^（()）。！？]{1,40}[）)](?=\s|$)")

# What follows a quotation if the sentence goes on: 「中止します。」と話しました。
_AFTER_QUOTATION = "とのはがをにもでへやなっ、，,。｡（(）)"

_POLITE_END = "ます|ました|ません|ませ|ましょう|です|でした|でしょう|ください|下さい|なさい"
_PLAIN_END = (
    "である|であった|だった|だろう|ない|なかった|しい|しかった|大きい|小さい|よい|やすい|にくい|"
    "[多高低安早遅長短良悪強弱近遠広狭深浅重軽古若暑寒熱無]い|"
    "[しきりみびちにいえけせてねべめれ]たい|"
    "する|した|しよう|される|された|させる|させた|れる|れた|られる|られた|せる|せた|"
    "いる|いた|おる|おいた|ある|あった|なる|なった|できる|できた|くる|きた|しまう|しまった|"
    "もらう|もらった|いただく|いただいた|おく|いく|いった|つくる|まもる|えらぶ|つかう|わかる|"
    f"[^{NO_KANJI_SIGN}](?:[うくぐすぬむぶるただ]|(?<![一二三四五六七八九])つ|"
    "[えけげせぜてでねべめれいきぎしじちにびみりか][るた]|"
    "った|いだ|んだ|れた|らす|わる|まる|がる|かる|やす|とす)|"
    "[ぁ-ゖ][けげてべめえ]る"
)
_PREDICATE = regex(rf"(?:(?:{_POLITE_END})(?:か|ね|よ|よね|な)?|{_PLAIN_END})$")
_POLITE = regex(rf"(?:{_POLITE_END})(?:か|ね|よ|よね)?$")
_PREDICATE_REACH = 10
# How many brackets at the end are looked behind, and how far back they may open.
_TAIL_BRACKETS = 4
_TAIL_REACH = 200
_JAPANESE_RUN = regex(rf"[{_KANJI}{_KANA}]+")
_WORD = regex(r"\w")


def split(text: str) -> list[tuple[Span, bool]]:
    r"""Split one block into its sentences.

    Args:
        text: The characters of a block; it holds no "\n".

    Returns:
        For each sentence, in order, its span in `text` (code points, without
        surrounding white space, closing stop and bracket included) and whether
        it is prose (see `is_prose`). The spans are disjoint and cover every
        character that is not white space.
    """
    if _is_one(text):
        bare = text.strip()
        start = 0 if len(bare) == len(text) else len(text) - len(text.lstrip())
        return [(Span(start, start + len(bare)), is_prose(bare))] if bare else []
    spans: list[Span] = []
    start = 0
    for end in _ends(text):
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return [(span, is_prose(text[span.start : span.end])) for span in spans]


def whole(text: str) -> bool | None:
    """Whether a block that is a single sentence is prose; faster than by `split`.

    Returns:
        None if the block is empty, may hold several sentences or has white space around it.
    """
    bare = text.strip()
    if not bare or len(bare) != len(text) or not _is_one(text):
        return None
    return _is_finished(text) and _is_japanese(text)


def is_prose(text: str) -> bool:
    """Whether a reader reads `text` as a sentence rather than as a fragment.

    It ends in 。！？ or in a predicate (ます, ください, する, ない …), closing
    brackets, a last remark in parentheses and ♪ aside, and at least 30 % of its
    characters (or of its letters, web and mail addresses aside) are Japanese letters.
    """
    return _is_finished(text) and _is_japanese(text)


def ends_in_predicate(text: str) -> bool:
    """Whether the last word of `text` is a verb, adjective or copula in a final form."""
    # All of them end in hiragana (`$` may stand before a line break), most fragments don't.
    last = text[-1:]
    if not "ぁ" <= last <= "ゖ" and last != "\n":
        return False
    return _PREDICATE.search(text[-_PREDICATE_REACH:]) is not None


def _is_one(text: str) -> bool:
    """Whether a block is one sentence whatever its brackets hold, as most are."""
    end = len(text) - 1 if text[-1:] in _FULL_STOPS else len(text)
    return _ANY_END.search(text, 0, end) is None


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add the stretch without its white space; bare signs belong to what precedes."""
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return
    if len(bare) < len(piece):
        start += len(piece) - len(piece.lstrip())
        end = start + len(bare)
    if spans and not (bare[0].isalnum() or _WORD.search(bare)):
        start = spans.pop().start
    spans.append(Span(start, end))


def _ends(text: str) -> list[int]:
    """Where the sentences end, the last one aside."""
    ends: list[int] = []
    if _is_plain(text):
        for match in _STOP_RUN.finditer(text):
            place, behind = match.span()
            if text[place] in _FULL_STOPS and "ぁ" <= text[behind : behind + 1] <= "鿿":
                ends.append(behind)  # the next sentence follows at once, as it mostly does
                continue
            end = _end_of_stop(text, 0, place, behind)
            if end is not None:
                ends.append(end)
        return ends
    tokens = _tokens(text)
    partners = _partners(text, tokens)
    start = 0
    begun = _skip_space(text, 0)  # the first character of the sentence
    index = 0
    while index < len(tokens):
        place, behind = tokens[index]
        sign = text[place]
        closing = partners.get(index, -1)
        end = None
        if place < start:  # a closing bracket behind the stop
            pass
        elif closing > index:
            closer = tokens[closing][0]
            if place == begun and _holds_sentences(text, closer):
                begun = _skip_space(text, behind)
            else:
                index = closing
                if _ends_at_bracket(text, place, closer):
                    end = closer + 1
        elif sign in _STOPS or sign == ".":
            end = _end_of_stop(text, start, place, behind)
        elif sign in _NOTES:
            before = text[max(start, place - _PREDICATE_REACH) : place].rstrip(_NOTES)
            end = behind if ends_in_predicate(before) else None
        if end is not None:
            ends.append(end)
            start = end
            begun = _skip_space(text, end)
        index += 1
    return ends


def _is_plain(text: str) -> bool:
    """Whether the stops alone decide, as in nearly every block; this is much faster."""
    return (
        "://" not in text
        and "www." not in text
        and _PLAIN.fullmatch("".join(_PLAIN_SIGN.findall(text))) is not None
        and ("." not in text or not _ASCII_STOP.search(text))
    )


def _tokens(text: str) -> list[tuple[int, int]]:
    """Brackets, runs of stops and closing notes, each with start and end."""
    tokens: list[tuple[int, int]] = []
    behind = 0
    for match in _SIGN.finditer(text):
        place = match.start()
        if place < behind:  # inside an address: its ? and ! end nothing
            continue
        sign = text[place]
        if sign in "hw":
            address = _ADDRESS.match(text, place)
            behind = address.end() if address else place
            continue
        following = text[place + 1 : place + 2]
        if sign == ".":
            if (
                not "ぁ" <= text[place - 1 : place] <= "ゖ"
                or following == "."
                or _is_ascii_word(following)
            ):
                continue
        elif sign in _NOTES and not following.isspace():
            continue
        if sign in _STOPS and tokens and tokens[-1][1] == place and text[place - 1] in _STOPS:
            tokens[-1] = (tokens[-1][0], place + 1)
        else:
            tokens.append((place, place + 1))
    return tokens


def _partners(text: str, tokens: list[tuple[int, int]]) -> dict[int, int]:
    """The bracket token that each bracket token belongs to, both ways.

    A bracket without partner is left out: it opens and closes nothing.
    """
    partners: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    open_now: dict[str, int] = {}
    for index, (place, _) in enumerate(tokens):
        sign = text[place]
        if sign in _OPENERS:
            family = _FAMILY.get(sign, sign)
            stack.append((family, index))
            open_now[family] = open_now.get(family, 0) + 1
        elif sign in _CLOSERS:
            family = _OPENER_OF[sign]
            if not open_now.get(family):
                continue
            if family == "(" and _ITEM_NUMBER.search(text[max(0, place - 3) : place]):
                continue
            while stack:
                opener, opened = stack.pop()
                open_now[opener] -= 1
                if opener == family:
                    partners[opened] = index
                    partners[index] = opened
                    break
    return partners


def _holds_sentences(text: str, closer: int) -> bool:
    """Whether the bracket that begins a sentence and ends at `closer` holds it whole.

    （雨天の場合は中止します。）and a quotation that nobody is said to have spoken;
    not 「中止します。」と話しました。
    """
    if text[closer - 1] not in _STOPS:
        return False
    if closer + 1 == len(text):
        return True
    following = text[closer + 1]
    if text[closer] in "）)":
        return following not in _FULL_STOPS and not _GOES_ON.match(text, closer + 1)
    return following not in _AFTER_QUOTATION


def _ends_at_bracket(text: str, opening: int, closing: int) -> bool:
    """Whether a sentence ends at a bracket: 申請してください（郵送も可能です。）受付は…"""
    return (
        text[closing] in "）)"
        and text[closing - 1] in _STOPS
        and closing + 1 < len(text)
        and text[closing + 1] not in _STOPS + _CLOSERS
        and not _GOES_ON.match(text, closing + 1)
        and _POLITE.search(text[max(0, opening - _PREDICATE_REACH) : opening]) is not None
    )


def _end_of_stop(text: str, start: int, place: int, end: int) -> int | None:
    """Where the sentence ends that the stops at `place` to `end` close; None if none."""
    sign = text[place]
    if sign in "．.":
        if not ends_in_predicate(text[max(start, place - _PREDICATE_REACH) : place]):
            return None  # 「ア．対象」「No．3」「第1．2」
    elif sign in _MARKS:
        if sign in "!?" and not _is_ascii_stop(text, place, end):
            return None
        if _GOES_ON.match(text, end):
            return None
        remark = _REMARK.match(text, end)
        if remark:
            return remark.end()
    if "ぁ" <= text[end : end + 1] <= "鿿":
        return end
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    faces = _FACE_RUN.match(text, end)
    if faces and (faces.end() == len(text) or text[faces.end()].isspace()):
        end = faces.end()
    return end


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _is_ascii_stop(text: str, place: int, end: int) -> bool:
    """Whether ! or ? ends a sentence; not in Yahoo!ニュース or ?id=3."""
    if end == len(text) or text[end].isspace() or text[end] in _CLOSERS:
        return True
    before = text[place - 1 : place]
    return bool(before) and not before.isascii() and not (text[end].isascii() and text[end] != "(")


def _is_finished(text: str) -> bool:
    """Whether the text ends in a stop or a predicate, remarks in brackets aside."""
    last = text[-1:]
    if last in _FULL_STOPS:  # by far the most
        return bool(text)
    if "ぁ" <= last <= "鿿":  # kana and kanji, none of the signs below
        return ends_in_predicate(text)
    end = len(text)
    for _ in range(_TAIL_BRACKETS):
        while end and _TRAILING.match(text, end - 1):
            end -= 1
        if not end:
            return False
        last = text[end - 1]
        if last in _STOPS:
            return True
        if last == ".":
            return ends_in_predicate(text[max(0, end - 1 - _PREDICATE_REACH) : end - 1])
        if last not in _CLOSERS:
            return ends_in_predicate(text[max(0, end - _PREDICATE_REACH) : end])
        opening = text.rfind(_OPENERS[_CLOSERS.index(last)], max(0, end - _TAIL_REACH), end)
        if text[end - 2 : end - 1] in _STOPS or opening <= 0:
            end -= 1  # look inside
        else:
            end = opening  # 「…まで（祝日を除く）」, 「テーマは「共に生きる」」
    return False


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def _foreign_run() -> re.Pattern[str]:
    """Compiled when first needed, as it takes long: letters of other scripts."""
    return regex(rf"(?:(?![{_KANJI}{_KANA}])[^\W\d_])+")


def _is_japanese(text: str) -> bool:
    enough = _JAPANESE_SHARE * len(text)
    # Mostly there are enough of them in the first half already.
    letters = len("".join(_JAPANESE_RUN.findall(text, 0, len(text) // 2)))
    if letters < enough:
        letters = len("".join(_JAPANESE_RUN.findall(text)))
    if letters >= enough:
        return letters > 0
    if letters < _FEW_LETTERS:
        return False
    # Dates, hours and addresses say nothing about the language.
    foreign = sum(map(len, _foreign_run().findall(_NOT_PROSE.sub("", text))))
    return letters >= _JAPANESE_SHARE * (letters + foreign)
