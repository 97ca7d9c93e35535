"""What reports of a fault of the city leave out, and in what order they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.press import headline, is_incident
from checker.document.model import BlockKind
from checker.model import Match, Related, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_APOLOGY = regex("[詫わ]び|謝罪|申し訳|陳謝|謝り")
_COUNT = regex(
    r"[0-9０-９]+(?:人|名|件|世帯|通|者|社|戸|枚|部|か所|箇所|カ所|校|冊|台|万|千|億|円)|[一二三四五六七八九十]+(?:人|名|件|世帯|通)"
)
_UNKNOWN = regex(
    "(?:人数|件数|対象者?|範囲|影響|規模)[^。\n]{0,20}(?:調査|調べ|確認中|不明|精査|特定)"
)
_NUMBER = "^[　 ]*[【■●◆○◇□▼]?[(（]?[0-9]{0,2}[)）.．、]?[　 ]*"
_WHAT = regex(
    _NUMBER
    + "(?:(?:事[案故件]|発生|事実)の?)?(?:概要|内容|経緯|経過|起きたこと|何が起きたか|発生状況|事実関係)"
)
_WHY = regex(
    _NUMBER
    + "(?:(?:発生|事[案故件])の?)?(?P<why>原因|再発防止|再発を防|再び起こさない|今後の(?:対応|対策)|改善策)"
)


def check(context: Context, options: Options) -> Iterator[Match]:
    """At most one match for `options["fault"]` (apology, count, order)."""
    if context.document.blocks and is_incident(context):
        yield from _FAULTS[str(options["fault"])](context)


def _apology(context: Context) -> Iterator[Match]:
    if not _APOLOGY.search(context.document.folded):
        yield Match(headline(context.document).span)


def _count(context: Context) -> Iterator[Match]:
    folded = context.document.folded
    if "懲戒" in folded or _COUNT.search(folded) or _UNKNOWN.search(folded):
        return
    yield Match(headline(context.document).span)


def _order(context: Context) -> Iterator[Match]:
    """The heading of the cause, where what happened comes only behind it."""
    document = context.document
    early = None
    for block in document.blocks:
        if block.kind not in (BlockKind.HEADING, BlockKind.LABEL):
            continue
        line = block.span.cut(document.folded)
        if _WHAT.search(line):
            if early is not None:
                yield Match(early.span, related=(Related(block.span, "起きたことの説明"),))
            return
        if early is None and _WHY.search(line):
            early = block


_FAULTS: dict[str, Callable[[Context], Iterator[Match]]] = {
    "apology": _apology,
    "count": _count,
    "order": _order,
}
