"""A draft prepared for the search of its elements, and what a search brings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from checker.annotations.types import AnnotationKind, Annotations, DateValue
from checker.document.model import BlockKind, Document
from checker.model import Span
from checker.notice.elements import Elements, Phrase
from checker.notice.fields import Field, Tie, find_fields
from checker.notice.lookup import Places
from checker.notice.types import Element
from checker.notice.units import Unit, units_of
from checker.once import once
from checker.regex import regex

_DATE = AnnotationKind.DATE
_ALT = BlockKind.ALT
_HEADING = BlockKind.HEADING
_TABLE_CELL = BlockKind.TABLE_CELL
_TITLE = BlockKind.TITLE

LABELLED = {Tie.LABEL: 4.0, Tie.TABLE: 3.5, Tie.SECTION: 3.0}
"""How clear words are that answer a name."""

TITLED = 2.5
SAID = 2.0
VALUE = 1.5
"""How clear other words are: in a title, in so many words, by their value alone."""

PASSING = 1.0
"""How clear words are that only touch an element."""


VISITED = frozenset({"event", "lecture_on_request", "health"})
"""Kinds of notice whose place is where something is held, not where one applies."""

_APPLYING = regex(
    r"[^。\n]{0,50}?(?:申し?込|予約|配布|受け取|用紙|お求め|販売所|応募|問い?合|提出|チケット)"
)


_APPLIED_TO = regex(
    r"[\s　・]*(?:お?申し?込み?|申込|ご?予約|ご?応募)(?:の?(?:受付|受け付け))?は(?![^。\n]*直接)"
)
_TERM = regex(
    r"(?:任用|雇用|採用|委嘱|契約|使用|利用|活動|入居|実施|実証|運行|試行|貸出)(?:の|できる|する|予定)?(?:期間|期日|開始日?|日)|任期|期間"
)
_OFFICE_TERM = regex(
    r"任期|委嘱の?期間|(?:使用|利用|貸出|入居|契約)(?:の|できる)?(?:期間|期日|開始日?)"
)


_EARLY = regex(r"期日前|不在者|開票")
_EARLY_LINE = regex(r"[^。\n]{0,24}(?:期日前|不在者|開票)")
_POLLING = regex(r"入場(?:整理)?券|当日の投票所|投票日の投票所|投票所の?一覧")

_TOP_LINES = 6
_BYLINE = 60
"""Code points; a longer line says more than who wrote it."""

_BYLINE_WORDS = regex(
    r"(?=[最ペ情記更公掲登作発配提お報時現付午\d\s　｜|／/・:：《》＜＞<>【】（）()〔〕\[\]＊*_―—-])(?:"
    r"(?:最終|ページ|情報|記事)?(?:更新|公開|掲載|登録|作成|発行|公表|配信|提供|発表)(?:年月)?日?時?|お知らせ|"
    r"(?:報道|記者)(?:発表|提供)(?:用)?(?:資料)?|時点|現在|付け?(?=[\s　）)]|$)|(?:午前|午後)?\d{1,2}[時:：](?:\d{1,2}分?)?|"
    r"[\s　｜|／/・:：《》＜＞<>【】（）()〔〕\[\]＊*_―—-]{2,}|^[\s　｜|／/:：《》＜＞<>【】（）()〔〕\[\]＊*_―—-]|"
    r"[｜|／/:：《》＜＞<>【】（）()〔〕\[\]＊*_])"
)
"""What one of the first letters begins, to be seen at one look."""
_ISSUER_ENDS = frozenset("市町村区県長所場課係室局部館会ー当班社署")
_ISSUER = regex(
    r"(?:[一-龠々ァ-ヶー][一-龠々ぁ-んァ-ヶー]{0,11}|[ぁ-んァ-ヶー]{2,7}[一-龠々ぁ-んァ-ヶー]{0,6})(?:市|町|村|区|県)(?:長|役所|役場)?"
    r"(?:[\s　]*(?:[一-龠々ぁ-んァ-ヶー・]{1,16}[\s　]*){0,3}"
    r"(?:課|係|室|局|部|館|所|委員会|センター|本部|公室|担当|班|公社|協議会|協会|消防署))?"
    r"|(?:[一-龠々ぁ-んァ-ヶー・]{1,16}[\s　]+){0,2}[一-龠々ぁ-んァ-ヶー・]{2,16}"
    r"(?:課|委員会|事務局|局|対策本部|センター|室)"
)


class Clue(msgspec.Struct, frozen=True):
    """Words that say an element, and how clearly."""

    element: Element
    span: Span
    value: str
    clarity: float
    name: str = ""
    """The name that they answer, "" if there is none."""


class Reading:
    """A draft with its fields. What is made of it is made once.

    Attributes:
        document: The draft.
        text: Its folded text.
        annotations: Its typed spans.
        elements: What names and words mean.
        genre: The kind of notice.
    """

    def __init__(
        self, document: Document, annotations: Annotations, elements: Elements, genre: str
    ) -> None:
        self.document = document
        self.text = document.folded
        self.annotations = annotations
        self.elements = elements
        self.genre = genre
        self._values: dict[tuple[tuple[Element, ...], Tie], Stretches] = {}

    @once
    def phrases(self) -> Sequence[tuple[Phrase, Places | None]]:
        """The words of the elements that may occur, with the places of their strings."""
        return self.elements.that_may_fit(self.text)

    @once
    def asides(self) -> Mapping[Element, Sequence[re.Pattern[str]]]:
        """What may say that a sentence speaks of something else, by what it would touch."""
        return self.elements.asides_in(self.text)

    @once
    def fields(self) -> Sequence[tuple[Field, frozenset[Element]]]:
        """The fields that mean an element."""
        named = self.elements.named
        return [
            (field, elements)
            for field in find_fields(self.document, named)
            if (elements := named(field.name))
        ]

    @once
    def by_element(self) -> dict[Element, list[Field]]:
        """The fields of each element."""
        found: defaultdict[Element, list[Field]] = defaultdict(list)
        for field, elements in self.fields:
            for element in elements:
                found[element].append(field)
        return dict(found)

    def values(self, *elements: Element, least: Tie = Tie.SECTION) -> Stretches:
        """The lines that answer a name of these elements."""
        known = self._values.get((elements, least))
        if known is None:
            by_element = self.by_element
            known = self._values[elements, least] = stretches(
                [
                    value
                    for element in elements
                    if element in by_element
                    for field in by_element[element]
                    if field.tie >= least
                    for value in field.values
                ]
            )
        return known

    @once
    def titles(self) -> Stretches:
        """Titles and headings."""
        of_kind = self.document.of_kind
        return stretches([block.span for kind in (_TITLE, _HEADING) for block in of_kind(kind)])

    @once
    def subject(self) -> str:
        """What the draft is about: its title, or the first line."""
        blocks = self.document.of_kind(_TITLE) or self.document.of_kind(_HEADING)[:1]
        spans = [block.span for block in (*blocks, *self.document.blocks[:1])]
        return "\n".join([span.cut(self.text) for span in spans])

    @once
    def hidden(self) -> Stretches:
        """Lines that say nothing of the notice: descriptions of images, quotations.

        A box that says whom to ask is often set as a quotation, too.
        """
        return stretches(
            [
                block.span
                for block in self.document.blocks
                if block.quoted or block.kind is _ALT
                if block.kind is _ALT or not self._tells_contact(block.span)
            ]
        )

    def _tells_contact(self, line: Span) -> bool:
        start, text = line.start, self.text
        return (
            start in self.contact
            or text.startswith(_CALL, start)
            or (len(line) <= MAX_BOX and _NUMBER.search(text, start, line.end) is not None)
        )

    @once
    def contact(self) -> Stretches:
        """Where the draft says whom to ask."""
        return self.values(Element.CONTACT_DEPT)

    @once
    def bylines(self) -> Sequence[tuple[Span, Span | None]]:
        """Lines at the top or the end that hold nothing but who wrote it, and when.

        Each with the name of the issuer, if there is one.
        """
        found: list[tuple[Span, Span | None]] = []
        blocks = self.document.blocks
        near = {*range(min(len(blocks), _TOP_LINES)), *range(max(0, len(blocks) - 3), len(blocks))}
        for number in sorted(near):
            span = blocks[number].span
            if not 0 < len(span) <= _BYLINE or blocks[number].kind is _TABLE_CELL:
                continue
            line = span.cut(self.text)
            if "。" in line:
                continue
            days = self.annotations.overlapping(span, _DATE)
            if not days and _ISSUER_ENDS.isdisjoint(line):
                continue  # neither when nor who
            for day in days:
                first = max(day.span.start - span.start, 0)
                last = min(day.span.end, span.end) - span.start
                line = line[:first] + " " * (last - first) + line[last:]
            rest = _BYLINE_WORDS.sub(_blank, line)
            name = rest.strip()
            if not name:
                # A day without its year is that of an event.
                if any(isinstance(d.value, DateValue) and d.value.year for d in days):
                    found.append((span, None))
                continue
            if name[-1] in _ISSUER_ENDS and _ISSUER.fullmatch(name):
                at = span.start + rest.index(name)
                found.append((span, Span(at, at + len(name))))
        return found

    @once
    def terms(self) -> Stretches:
        """Where a notice says how long somebody serves or uses something: it begins then."""
        if self.genre not in ("recruitment", "press_new"):
            return stretches(())
        named = _OFFICE_TERM if self.genre == "recruitment" else _TERM
        return stretches(
            [
                value
                for field, _ in self.fields
                if named.fullmatch(field.name)
                for value in field.values
            ]
        )

    @once
    def early_votes(self) -> Stretches:
        """Where an election's early voting or its count is told of: not where all vote."""
        if self.genre != "election" or _EARLY.search(self.subject):
            return _NOWHERE
        text, found, within = self.text, list[Span](), False
        for block in self.document.blocks:
            start, end = block.span.start, block.span.end
            if block.kind is _HEADING:
                within = _EARLY.search(text, start, end) is not None
            elif not _POLLING.search(text, start, end) and (
                within or _EARLY_LINE.match(text, start, end)
            ):
                found.append(block.span)
        return stretches(found)

    @once
    def units(self) -> Sequence[Unit]:
        """Its lines and sentences, to be weighed."""
        return units_of(self.document, self.annotations, self.hidden)

    @once
    def _apart(self) -> Stretches:
        return self.values(Element.HOW_TO_APPLY, Element.DEADLINE, Element.BRING)

    def is_venue(self, offset: int) -> bool:
        """Whether the name of a place at an offset may be where the notice's matter is held."""
        if self.genre not in VISITED or self.genre == "health":
            return True
        if offset in self._apart or _APPLYING.match(self.text, offset):
            return False
        return not self.is_applied_to(offset)

    def is_applied_to(self, offset: int) -> bool:
        """Whether a sentence tells where one applies: 申し込みは、青少年課（市役所5階）へ."""
        start = max(self.text.rfind("。", 0, offset), self.text.rfind("\n", 0, offset)) + 1
        return _APPLIED_TO.match(self.text, start) is not None

    def line(self, offset: int) -> tuple[int, int]:
        """Where the line of a place starts and ends."""
        block = self.document.block_at(offset)
        return block.span.start, block.span.end


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


MAX_BOX = 120
"""Code points of a quoted line with a telephone number that is a box, not what somebody said."""

_NUMBER = regex(r"(?:電話|TEL|Tel|℡|☎)[番号.．：: 　]{0,4}[(（]?[0-9]")
_CALL = ("電話", "TEL", "Tel", "☎", "℡", "FAX", "メール")


class Spans:
    """Stretches that a place may lie in; they may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[list[int]] = []
        for span in sorted(spans):
            if merged and span.start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], span.end)
            else:
                merged.append([span.start, span.end])
        self._starts, self._ends = map(list, zip(*merged, strict=True)) if merged else ([], [])

    def __contains__(self, offset: Any) -> bool:
        place = bisect_right(self._starts, offset)
        return place > 0 and offset < self._ends[place - 1]

    def __bool__(self) -> bool:
        return bool(self._starts)


Stretches = Spans | frozenset[int]
"""Where a place may lie."""

_NOWHERE = frozenset[int]()


def stretches(spans: Collection[Span]) -> Stretches:
    """These stretches. Mostly there are none, and nothing is quicker to ask than an empty set."""
    return Spans(spans) if spans else _NOWHERE
