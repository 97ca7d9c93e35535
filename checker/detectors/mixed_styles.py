"""Dates, weekdays and times that are written in two ways in one draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, Era, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_TIME, _DATE, _CELL = AnnotationKind.TIME, AnnotationKind.DATE, BlockKind.TABLE_CELL

_SLASH = regex(r"[0-9]{1,2}[/／][0-9]{1,2}")
_MONTH = regex(r"[0-9〇一二三四五六七八九十]月")
_YEAR = regex(r"[0-9]{4}年")
_ERA_YEAR = regex(r"令和(?:[0-9]{1,2}|元)年")
_REIWA = 2018
_PLAIN = frozenset({"12月5日"})
"""Styles that are right however rare they are."""
_LATIN = regex("[AaPp]")
_MIXED = frozenset({"午後3:00", "PM3:00"})
"""Styles that are neither one nor the other, however common they are."""
_NOON = 12
_NEAR = 3
"""Years further apart are told of different times, the past in western years (our judgement)."""
_STAMP = regex(r"(?:更新|掲載|公開|登録|作成|発行)日?[：: 　]|更新$|更新[）)]?$")
_TIMETABLE = regex(r"[0-9分][発着](?![表行信])|バス|列車|電車|時刻表|便")
_HOUR = regex("[0-9](?:時|:[0-9])")
_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT, BlockKind.SHORTHAND})

Style = Callable[[Annotation, str], str]


def check(context: Context, options: Options) -> Iterator[Match]:
    """The first place that is written in the rarer way, in tables and outside them.

    `options["of"]`: weekday, date, year or time. A table may be terser than the
    text around it, so the two are not compared.
    """
    what = str(options.get("of"))
    style = _STYLES[what]
    document = context.document
    annotations = context.annotations.of(_TIME if what == "time" else _DATE)
    if len(annotations) < 2:
        return
    # Most drafts know one style only, which is soon seen; where it stands matters only then.
    names = [style(annotation, annotation.span.cut(document.folded)) for annotation in annotations]
    if len({name for name in names if name}) < 2:
        return
    found: dict[bool, dict[str, list[Annotation]]] = {}
    meridiem: Block | None = None  # the last line that says 午前 or 午後
    for annotation, name in zip(annotations, names, strict=True):
        block = document.block_at(annotation.span.start)
        if block.kind in _UNREAD or block.quoted or document.is_protected(annotation.span):
            continue
        if isinstance(annotation.value, TimeValue):
            meridiem = block if annotation.value.meridiem else meridiem
            if block is meridiem and _is_carried_on(annotation.value, annotation, document):
                continue
        if what == "time" and _is_timetable(block, document):
            continue
        if what == "year" and _STAMP.search(document.block_text(block)):
            continue
        if name:
            table = block.kind is _CELL
            found.setdefault(table, {}).setdefault(name, []).append(annotation)
    for uses in found.values():
        if what == "year":
            uses = _near(uses)
        if "午後3時" not in uses or "15時" in uses:
            uses.pop("3時", None)  # an hour by itself is told of 24 hours
        if len(uses) > 1:
            yield _first_rarer(uses, context, what)


def _is_timetable(block: Block, document: Document) -> bool:
    """Whether the line gives several times of buses or trains, as their timetables do."""
    start, end = block.span.start, block.span.end
    return (
        _TIMETABLE.search(document.folded, start, end) is not None
        and sum(1 for _ in _HOUR.finditer(document.folded, start, end)) > 1
    )


def _is_carried_on(value: TimeValue, annotation: Annotation, document: Document) -> bool:
    """午前10時から11時まで, 午後3時〜4時: the word of the time before still holds."""
    written = annotation.span.cut(document.folded)
    return not value.meridiem and value.hour <= 12 and "時" in written


def _first_rarer(uses: dict[str, list[Annotation]], context: Context, what: str) -> Match:
    text = context.document.text

    def rank(name: str) -> tuple[bool, bool, int, int]:
        return name in _PLAIN, name not in _MIXED, len(uses[name]), -uses[name][0].span.start

    usual = max(uses, key=rank)
    rarer = [use for name, found in uses.items() if name != usual for use in found]
    first = min(rarer, key=lambda use: use.span)
    example = uses[usual][0].span
    values = {"usual": example.cut(text), "count": str(len(rarer))}
    edits = _year_edits(first, context) if what == "year" else ()
    return Match(first.span, values, edits=edits, related=(Related(example, "ここと違います"),))


def _weekday(annotation: Annotation, text: str) -> str:
    value = annotation.value
    if not isinstance(value, DateValue) or value.weekday is None:
        return ""
    if text[-4:-3] in ("、", ",") and text.endswith("曜日"):
        return ""  # written to be read aloud
    if "曜日" in text:
        return "土曜日"
    return "土曜" if "曜" in text else "土"


def _date(annotation: Annotation, text: str) -> str:
    value = annotation.value
    if not isinstance(value, DateValue) or value.month is None or value.day is None:
        return ""
    if _SLASH.search(text):
        return "12/5"
    return "12月5日" if _MONTH.search(text) else ""


def _year(annotation: Annotation, text: str) -> str:
    value = annotation.value
    if not isinstance(value, DateValue) or value.year is None or value.western is not None:
        return ""
    if value.era is not None and _ERA_YEAR.search(text):
        return "" if value.fiscal else "令和"  # 令和8年度 is what laws and budgets call it
    full = value.era is None and value.month is not None and value.day is not None
    return "西暦" if full and _YEAR.search(text) else ""


def _time(annotation: Annotation, text: str) -> str:
    value = annotation.value
    if not isinstance(value, TimeValue) or value.word:
        return ""
    if _LATIN.search(text):
        return "PM3:00"
    if "：" in text or ":" in text:
        return "午後3:00" if value.meridiem else "15:00"
    if value.meridiem:
        return "午後3時" if value.hour <= 12 else ""
    if 1 <= value.hour <= _NOON and text[-1:] in "時分":
        return "3時"
    return "15時" if 12 < value.hour < 24 else ""


_STYLES: dict[str, Style] = {"weekday": _weekday, "date": _date, "year": _year, "time": _time}


def _near(uses: dict[str, list[Annotation]]) -> dict[str, list[Annotation]]:
    """Only the years that the other style could have told of."""

    def year(use: Annotation) -> int:
        return use.value.year or 0 if isinstance(use.value, DateValue) else 0

    return {
        name: near
        for name, found in uses.items()
        if (
            near := [
                use
                for use in found
                if any(
                    abs(year(use) - year(other)) <= _NEAR
                    for rest, others in uses.items()
                    if rest != name
                    for other in others[:20]
                )
            ]
        )
    }


def _year_edits(use: Annotation, context: Context) -> tuple[Edit, ...]:
    """The year in the other style."""
    value = use.value
    if not isinstance(value, DateValue) or value.year is None:
        return ()
    western = value.era is None
    written = (_YEAR if western else _ERA_YEAR).search(
        context.document.folded, use.span.start, use.span.end
    )
    if written is None or value.year <= _REIWA + 1 or value.era not in (None, Era.REIWA):
        return ()
    other = f"令和{value.year - _REIWA}年" if western else f"{value.year}年"
    return (Edit(Span(written.start(), written.end()), other),)
