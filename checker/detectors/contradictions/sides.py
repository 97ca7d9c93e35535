"""The two places of a contradiction, and the places of a draft that are compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from checker.annotations.types import Annotation, DateValue
from checker.context import Context
from checker.detectors import per_draft
from checker.document.model import BlockKind, Document
from checker.model import Match, Related, Span
from checker.regex import regex

_ISSUED = regex(
    "^(?:公開|掲載|更新|最終更新|作成|発行|発表|提供|配布|発信|登録|投稿)(?:日時?|年月日)?$"
)

LEAD = 6
"""Blocks among which the lead stands."""

_MARKS = tuple("■□◆◇○●・【▼▽-*※")
PRESS = regex("報道|プレス|発表|資料|提供|[0-9]号")
DAY_NAME = regex(
    "^(?:日時|とき|期日|日にち|(?:開催|実施|投票|断水|放送|試験|開館|公演)(?:する)?(?:の)?日時?|年月日)$"
)
PERIOD_NAME = regex(
    "^(?:期間|会期|日程|とき|日時|(?:休館|募集|開催|実施|規制|工事|通行止め|受付|申請|休業|展示)(?:する|の)?(?:期間|日時))$"
)


WHEN_PART = regex(
    "の部|第[0-9一二三四五]|[0-9]回目|初日|最終日|コース|クラス|部門|日目|組目|前期|後期|前半|後半|追加|2次|二次|予備|順延"
    "|先行|郵送|オンライン|インターネット|ネット|これまで|変更前|変更後|旧|当初|延長|前年|昨年|去年|前回|昨年度|場合|とき(?=は|に)|例えば|うち|閉庁|このうち|ただし|除"
)
"""Words of a part of the time that a draft speaks of."""


def both(role: str, one: Span, other: Span, context: Context) -> Iterator[Match]:
    """Either may be the wrong one, so both are shown."""
    text = context.document.text
    for here, there in ((one, other), (other, one)):
        shown = there.cut(text)
        related = (Related(there, f"ここでは「{shown}」です"),)
        yield Match(here, {"name": role, "other": shown}, related=related)


def day_of(date: Annotation) -> tuple[int, int] | None:
    """The month and the day of a date; None if it lacks one or is said to be early, late or so."""
    value = date.value
    if not isinstance(value, DateValue) or value.month is None or value.day is None or value.part:
        return None
    return value.month, value.day


def title_of(document: Document) -> Span:
    """The title; what stands above it in a draft is the day of issue and the sender."""
    for block in document.blocks[:LEAD]:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return block.span
    return document.blocks[0].span


@per_draft
def head_of(context: Context) -> Span:
    """The title and the lines up to the first heading, label, item or cell behind it."""
    blocks = context.document.blocks
    end = blocks[0].span.end
    for number, block in enumerate(blocks[1:LEAD], 1):
        if block.kind is BlockKind.HEADING and blocks[number - 1].kind is BlockKind.TITLE:
            continue  # the title of the page and its heading
        if block.label is not None and _ISSUED.search(block.label.cut(context.document.folded)):
            continue
        if block.kind is not BlockKind.PARAGRAPH or block.span.cut(
            context.document.folded
        ).startswith(_MARKS):
            break
        end = block.span.end
    return Span(blocks[0].span.start, end)


def alike(one: str, other: str) -> int:
    """How many characters two names begin with in common."""
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))


def pairs_of(name: str) -> set[str]:
    """The pairs of neighbouring characters of a name."""
    return {name[at : at + 2] for at in range(len(name) - 1)}
