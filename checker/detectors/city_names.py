"""Departments and facilities that the lists of the city do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.annotations.types import Annotation, AnnotationKind, TextValue
from checker.city import Entry, known, near
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan
from checker.tables import normal

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"near"})

ALIKE = {"departments": 0.6, "facilities": 0.72}
"""From which likeness (`difflib`, 0–1) a name is offered; own judgement."""

BEFORE = 14
"""Code points in front of a name in which another body may be named."""

_SCANS = {
    "departments": Scan("[課係室局](?![長題税程金外])"),
    "facilities": Scan(
        "館|センター|プラザ|ホール|公園|学校|会館|支所|園|所|アリーナ|体育館|病院|広場|ハウス"
    ),
}
_OTHERS = regex(
    "[都道府県]|国|省|[庁署]|警察|消防|法務局|裁判所|年金|労働|ハローワーク|大学|学園|病院|保健所|株式会社|協会|組合|連合|財団|機構|公社|銀行|商工|郵便|東京"
)
_OTHER_TOWN = regex("[市町村区](?:役所|役場)?の?$")
_NUMBERED = regex("[東西南北上下中新旧本第前後0-9一二三四五六七八九十]")
_KINDS = regex("(?:センター|プラザ|会館|ホール|ハウス|公民館|交流館|図書館|体育館|公園|広場|館)$")
_ENDS = ("課", "室", "局", "係")
_GENERAL = regex("^(?:担当|各|関係|所管|同|本|当|両|主管|該当)|^.{0,1}$")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_SCANS[str(options["list"])],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name that is not in the list `options["list"]`, at its first place.

    Departments are told by their ending, so that one is also told if no name is like it;
    a facility only if one is, because a draft names others than the city's.
    """
    city = context.city
    which = str(options["list"])
    if city is None:
        return
    entries = city.departments if which == "departments" else city.facilities
    if not entries:
        return
    told: set[str] = set()
    for office in context.annotations.of(AnnotationKind.OFFICE):
        if not isinstance(office.value, TextValue):
            continue
        name = normal(office.value.text)
        if name in told or city.entry(name) is not None or _of_others(context, office, name):
            continue
        if which == "departments":
            match = _department(context, office, name, entries)
        else:
            match = _facility(context, office, name, entries)
        if match is not None:
            told.add(name)
            yield match


def _of_others(context: Context, office: Annotation, name: str) -> bool:
    """Whether it belongs to somebody else than the city."""
    document = context.document
    block = document.block_at(office.span.start)
    start = max(block.span.start, office.span.start - BEFORE)
    before = document.folded[start : office.span.start]
    if block.quoted or _GENERAL.search(name):
        return True
    return bool(_OTHERS.search(name) or _OTHERS.search(before) or _OTHER_TOWN.search(before))


def _department(
    context: Context, office: Annotation, name: str, entries: Mapping[str, Entry]
) -> Match | None:
    ends = {listed[-1] for listed in entries}
    if not name.endswith(_ENDS) or name[-1] not in ends:
        return None
    if any(listed in name for listed in entries):
        return None  # 「高齢福祉課介護係」
    like = near(name, entries, ALIKE["departments"])
    if not like:
        message = "「{text}」は、市の組織の一覧にありません。名前を確かめてください。"
        return Match(office.span, {"near": ""}, message=message)
    return Match(office.span, {"near": like}, edits=_edit(context, office, like))


def _facility(
    context: Context, office: Annotation, name: str, entries: Mapping[str, Entry]
) -> Match | None:
    if name.endswith(_ENDS) or any(listed in name for listed in entries):
        return None
    stem = _KINDS.sub("", name)
    same = [listed for listed in entries if len(stem) > 2 and stem.endswith(_KINDS.sub("", listed))]
    like = same[0] if len(same) == 1 else near(name, entries, ALIKE["facilities"])
    if not like or known(like, entries) is None:
        return None
    apart = set(name).symmetric_difference(like)
    if not same and any(_NUMBERED.search(char) for char in apart):
        return None  # 北公民館, 南公民館: the list may lack one
    return Match(office.span, {"near": like}, edits=_edit(context, office, like))


def _edit(context: Context, office: Annotation, like: str) -> tuple[Edit, ...]:
    """The name of the list instead, where nothing stands in front of it."""
    written = office.span.cut(context.document.folded)
    if written[:1] != like[:1] and written[-1:] != like[-1:]:
        return ()
    return (Edit(Span(office.span.start, office.span.end), like),)
