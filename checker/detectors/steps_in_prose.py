"""Three steps or more of something to do, one behind the other in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"count"})

STEPS = 3
"""Two steps are easy to keep in mind."""

_FIRST = Scan("(?:^|[。、])(?:まず|はじめに|初めに|最初に)")
_NEXT = regex(
    "(?:^|[。、])(?P<word>まず|はじめに|初めに|最初に|次に|つぎに|続いて|つづいて|その後|そのあと|その次に|それから|さらに|最後に|終わったら)",
    re.MULTILINE,
)
_TASK = regex(
    "(?:て|で)ください|てくださ|ご(?:記入|提出|申請|用意|持参|確認|返送)|必要があります|していただ|お送り|お持ち"
    "|(?:記入|提出|申請|入力|登録|添付|郵送|選択|押|送信|受け取|受け取り)[しりっい]"
)
_TOLD = regex("ました。|(?:った|した)。|でしょう。|だろう。")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_FIRST,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a paragraph, from its first step to its end, with the number of steps."""
    document = context.document
    folded = document.folded
    done = -1
    for found in _FIRST.finditer(folded):
        block = document.block_at(found.start())
        if block.kind is not BlockKind.PARAGRAPH or block.quoted or block.span.start <= done:
            continue
        done = block.span.start
        steps = list(_NEXT.finditer(folded, found.start(), block.span.end))
        part = folded[found.start() : block.span.end]
        words = {step["word"] for step in steps}
        if len(words) < STEPS or len(steps) < STEPS or _TOLD.search(part):
            continue
        if len(_TASK.findall(part)) >= 2:
            start = steps[0].start("word")
            yield Match(Span(start, block.span.end), {"count": str(len(steps))})
