"""Embargoes of press releases that do not say from which day and hour one may report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.detectors.press import is_press
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"missing"})

_EMBARGO = Scan(
    "解禁|エンバーゴ|それまで(?:は)?[^。\n]{0,6}報道[^。\n]{0,4}(?:控え|しない)|報道(?:は|を|の)?お?控え"
)
_OTHER = regex("(?:漁|猟|釣り?|アユ|鮎|ワイン|ボジョレー|ヌーヴォー|通行|入山|海水浴)[のが]?$")
_NONE = regex("な[しい]|ありません|即時|即日|発表と同時|配布と同時|資料配布時|設けません|不要")
_HOUR = regex("正午|朝刊|夕刊|[0-9]時|[0-9]:[0-9]|終了後|会見後|発表後|議決後")
_DAY = regex("[0-9]日|[0-9]/[0-9]|本日|当日|即日|終了後|会見後|発表後|議決後")

NEXT = 2
"""Lines behind a heading 「解禁」 that may hold the time."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_EMBARGO,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first embargo, with what is missing: day, hour or both."""
    document = context.document
    folded = document.folded
    missing: list[str] = []
    first: Span | None = None
    for found in _EMBARGO.finditer(folded):
        block = document.block_at(found.start())
        if _OTHER.search(folded, max(block.span.start, found.start() - 6), found.start()):
            continue
        end = block.span.end
        if block.kind is not BlockKind.LABEL and len(block.span) <= 12:
            for _ in range(NEXT):
                behind = folded.find("\n", end + 1)
                end = behind if behind >= 0 else len(folded)
        near = folded[block.span.start : end]
        lacks = [] if _DAY.search(near) else ["日"]
        if not _HOUR.search(near) and not context.annotations.overlapping(
            Span(block.span.start, end), AnnotationKind.TIME
        ):
            lacks.append("時刻")
        if not lacks or _NONE.search(near):
            return  # said once is enough
        if first is None:
            first, missing = Span(*found.span()), lacks
    if first is not None and is_press(context):
        yield Match(first, {"missing": "と".join(missing)})
