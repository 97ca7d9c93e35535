"""Evacuation information that is in force and written without its alert level."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"level"})

LEVELS = {"高齢者等避難": "3", "避難指示": "4", "緊急安全確保": "5"}
"""The names and levels of the 2021 guideline of the Cabinet Office."""

CURRENT_DAYS = 30
"""Further away than this a date tells of another event (our judgement)."""

_NAME = "(?P<name>高齢者等避難|避難指示|緊急安全確保)"
_GIVEN = Scan(
    _NAME + "[」』]?(?:を、?(?:発令|出)し(?:ました|ています|ております)"
    "|が、?(?:発令され|出され|出)(?:ました|ています|ております)|[をが]?発令中)"
    rf"|^[^。\n]{{0,6}}発令(?:内容|情報|区分)?[:： 　]+[「『]?{_NAME.replace('name', 'value')}"
)
_LEVEL = regex("レベル[ 　:：は、，]*[1-5一二三四五]")
_ELSEWHEN = regex(
    "昨年|一昨年|前年|当時|過去|昭和|平成|訓練|雪崩|なだれ|津波|噴火|火山|火災|火事|不発弾|原子力|のとき|の際|では、|たことが"
)

_READ_OUT = regex("[繰くり]り?返します|放送文|こちらは、")
_WITHOUT_LEVELS = regex("津波警報|津波注意報|噴火|火山|雪崩|不発弾|原子力")
_RAIN = regex("大雨|洪水|氾濫|はん濫|浸水|土砂|台風|高潮")
_HAZARD = regex("大?雨|洪水|氾濫|はん濫|浸水|水位|川[がのはで]|土砂|崖|がけ|台風|高潮|警報")
"""What the levels are for. A piece of what is read out that names none may be of another kind."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_GIVEN,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first place, in a draft that names no level at all."""
    document = context.document
    folded = document.folded
    if _LEVEL.search(folded) or (_READ_OUT.search(folded) and not _HAZARD.search(folded)):
        return
    if _WITHOUT_LEVELS.search(folded) and not _RAIN.search(folded):
        return
    for found in _GIVEN.finditer(folded):
        sentence = document.sentences[document.sentence_index_at(found.start())].span
        if _ELSEWHEN.search(sentence.cut(folded)) or _is_past(context, sentence):
            continue
        span = Span(*found.span("name" if found["name"] else "value"))
        level = LEVELS[span.cut(folded)]
        edit = Edit(Span(span.start, span.start), f"警戒レベル{level} ")
        yield Match(span, {"level": level}, edits=(edit,))
        return


def _is_past(context: Context, sentence: Span) -> bool:
    for date in context.annotations.overlapping(sentence, AnnotationKind.DATE):
        day = date.value.to_date() if isinstance(date.value, DateValue) else None
        if day is not None and abs(day - context.as_of) > datetime.timedelta(CURRENT_DAYS):
            return True
    return False
