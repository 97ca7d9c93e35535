"""What is said of something else than a notice is about only touches an element.

A paper that is not sent back says nothing of how to apply, a press that wants to take pictures
nothing of whom an offer is for. What gives such sentences away stands in `rules/elements/`
(`asides`); what is told by the place of the words, here.
"""

from __future__ import annotations

import re

from checker.model import Span
from checker.notice.fields import Tie
from checker.notice.reading import LABELLED, PASSING, Clue, Reading
from checker.notice.types import Element
from checker.notice.values import NONE
from checker.regex import regex

_NOT_WHERE = frozenset({Element.AUDIENCE, Element.HOW_TO_APPLY})
"""What a line on the place only touches: 会場：申し込む団体が用意した場所."""

_TAKEN = regex(r"受け?付け|提出|[でに]お?申し?込|お越し|予約|出して|窓口|納め|支払")
_TEST = regex(r"訓練|試験|テスト")
_IF_BAD = regex(
    r"[\s　※*＊・（(]*(?:[^。、\n]{1,4}[ 　：:＝=])?(?:荒天|雨天|悪天候|天候|天気|大?雨|大?雪|強風|荒れた)[^。、\n]{0,24}(?:とき|場合|日)"
)
"""What another day is for: 荒天のときは12月16日（水）に延期します"""

_READ_OUT = frozenset({"closure", "election", "garbage", "tax", "health"})
"""Kinds of notice that tell when they are read out, which is not when it happens."""

_ON_AIR = regex(r"[^。\n]{0,20}放送(?:する)?(?:日時?|時刻|文|原稿)")

_DESK = regex(r"[\s　]*(?:受け?付け?|お?問い?合わ?せ|お?電話)(?:の?時間)?は、?(?:平日|月曜)")
"""When somebody answers: 受付は、平日の午前8時30分から"""
_APPLIED_FOR = frozenset({"event", "health", "lecture_on_request", "recruitment", "reference"})
"""Kinds of notice in which paying is no way to apply; a tax is paid, and that is all."""

_PAID = regex(r"支払|納め|納付|払い込|お払い")
_APPLIED = regex(
    r"申し?込|お申|申請|応募|予約|登録|届け?出|提出|郵送|持参|エントリー|連絡|求め|買|税|保険料"
)

_PUT_OFF = regex(
    r"延期|順延|予備日|中止|決行|(?:雨|雪|荒天)[^。、\n]{0,4}(?:でも|(?:とき|場合|日)は|にかかわらず)"
)
_INSTEAD = regex(
    r"迂回|う回|回り道|代わ|代替|臨時|給水|配り|お届け|通れ|通って|お通り|使え|使って|お使い|利用"
)
"""The other way that a bad day does not bring."""

_AFTERWARDS = regex(r"容器|ポリタンク|給水袋|水が出|出始め|濁|にご|澄|さび|再開")
_BEFOREHAND = regex(r"くみ|汲み|ため[置お]|ためて|貯め|蛇口|元栓|閉め|止めて|控え|使わ|飲ま")


_HIRED = regex(r"(?:専用|貸し?切り?|団体|占用)の?利用")

_MORNING = regex(r"^(?![^\n]*[0-9]日)(?![^\n]*(?:申し?込|予約))[^\n]*(?:朝|午前)[^\n]{0,10}[0-9]時")
_ORDERED = regex(r"粗大(?:ごみ|ゴミ)[^\n]{0,40}\n?[^\n]{0,20}(?:申し?込|予約|電話)")

MAX_WIDE = 60
"""Code points that a sentence is shown of in front of what was found."""

MAX_REST = 300
"""Code points of it that are read behind: a line without 。 is not searched for each word in it."""


class Asides:
    """What a draft says of something else.

    Args:
        reading: The draft.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known = reading.elements.asides
        self._where = reading.values(Element.PLACE, least=Tie.TABLE)
        self._is_of_result = reading.genre == "result"

    def only_touches(self, clue: Clue) -> bool:
        """Whether words are said of something else; what answers a label never is.

        Only a day for bad weather, or of reading it out, may stand under the label of a day.
        """
        if clue.element is Element.DATE_TIME and is_another_day(self._reading, clue.span.start):
            return True
        if clue.clarity > PASSING and clue.element in _TIMED:
            reading = self._reading
            where = (
                Span(*reading.line(clue.span.start))
                if clue.element is Element.HOW_TO_APPLY
                else sentence_of(reading, clue)
            )
            if is_before_or_after(reading, clue.element, f"{clue.name} {where.cut(reading.text)}"):
                return True
        if clue.element is Element.PLACE and clue.span.start in self._reading.early_votes:
            return True
        if not PASSING < clue.clarity < LABELLED[Tie.LABEL]:
            return False
        if clue.element is Element.DEADLINE and is_of_the_day(self._reading, clue.value):
            return True
        if self._is_of_result and clue.element is Element.DATE_TIME and clue.value[0] == "/":
            return True  # until when it can be read, not when it was asked
        if (
            clue.value == NONE
            and clue.element is Element.HOW_TO_APPLY
            and self._reading.genre == "reference"
            and _HIRED.search(self._reading.text)
        ):
            return True  # who comes alone just comes; who takes a whole room has to ask
        if clue.value == NONE and clue.element is not Element.FEE:
            return False
        if clue.element is Element.ACTION and _is_recited(self._reading.text, clue.span.start):
            return True
        return self._is_aside(clue) or self._is_where(clue)

    def _is_aside(self, clue: Clue) -> bool:
        if clue.name:
            aside = self._known.get(clue.element)
            if aside is not None and aside.search(clue.name):
                return True
            if clue.clarity >= LABELLED[Tie.TABLE]:
                return False
        reading = self._reading
        if clue.element not in reading.asides or "。" in clue.value.rstrip("。"):
            return False  # of several sentences one may say it
        sentence = sentence_of(reading, clue).cut(reading.text)
        return is_aside(reading, clue.element, sentence)

    def _is_where(self, clue: Clue) -> bool:
        return (
            clue.element in _NOT_WHERE
            and (not clue.name or clue.clarity < LABELLED[Tie.TABLE])
            and clue.span.end - 1 in self._where
            and not _TAKEN.search(clue.value)
        )


def is_another_day(reading: Reading, at: int) -> bool:
    """Whether a day is that for bad weather, or of reading it out, not of what is announced."""
    text = reading.text
    start = sentence_start(text, at)
    if _IF_BAD.match(text, start):
        return True
    if reading.genre == "emergency" and _DESK.match(text, start):
        return True
    return reading.genre in _READ_OUT and _ON_AIR.match(text, start) is not None


def is_of_the_day(reading: Reading, told: str) -> bool:
    """Whether it is told by when to put waste out, where some has to be ordered, too.

    収集日の朝8時までに出してください, where bulky waste is fetched for those who call in time.
    """
    return (
        reading.genre == "garbage"
        and _MORNING.search(told) is not None
        and _ORDERED.search(reading.text) is not None
    )


_TIMED = frozenset({Element.HOW_TO_APPLY, Element.ALTERNATIVE, Element.ACTION})


def is_before_or_after(reading: Reading, element: Element, told: str) -> bool:
    """Whether a sentence tells what is done before or after what the reader has to know of.

    A bill is paid when one was chosen, one works on another day when it rains, and water is
    let run after it came back.
    """
    genre = reading.genre
    if element is Element.HOW_TO_APPLY and genre in _APPLIED_FOR:
        of, but = _PAID, _APPLIED
    elif element is Element.ALTERNATIVE and genre == "closure":
        of, but = _PUT_OFF, _INSTEAD
    elif element is Element.ACTION and genre == "closure" and "断水" in reading.subject:
        of, but = _AFTERWARDS, _BEFOREHAND
    else:
        return False
    return of.search(told) is not None and but.search(told) is None


def is_aside(reading: Reading, element: Element, sentence: str) -> bool:
    """Whether a sentence speaks of something else; what the title names is no such thing."""
    found: re.Match[str] | None = None
    for aside in reading.asides.get(element, ()):
        match = aside.search(sentence)
        if match is not None and (found is None or match.start() < found.start()):
            found = match
    if found is None:
        return False
    topic = found.group(found.lastindex) if found.lastindex else ""
    return not topic or topic not in reading.subject


def _is_recited(text: str, at: int) -> bool:
    """Whether a place stands in what will be broadcast as a test: 「これは訓練です。避難…」."""
    start = text.rfind("\n", 0, at) + 1
    opened = text.rfind("「", start, at)
    return opened > text.rfind("」", start, at) and bool(_TEST.search(text, opened, at))


def sentence_of(reading: Reading, clue: Clue) -> Span:
    """The sentence (or line) in which a clue stands."""
    text = reading.text
    far = clue.span.end + MAX_REST
    line_end = min(reading.line(clue.span.start)[1], far)
    stop = text.find("。", clue.span.end, line_end)
    end = stop if stop >= 0 else max(clue.span.end, line_end)
    return Span(sentence_start(text, clue.span.start), end)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence (or line) of a place starts, at most `MAX_WIDE` code points before."""
    low = max(0, at - MAX_WIDE)
    return max(text.rfind("\n", low, at), text.rfind("。", low, at), low - 1) + 1
