"""What an assembly has yet to decide, written as decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_BILL = Scan(
    "予算案(?!の?審議)|条例案|改正案|補正予算[^。\n]{0,12}(?:提出|提案|上程)|議案|議会[^。\n]{0,20}(?:提案|上程)"
)
_TABLED = regex("提出|提案|上程|計上|盛り込|審議|諮")
_VOTE = regex("可決|議決|成立|否決|承認|パブリック|意見(?:を|の)募|意見募集")
_HEDGE = regex("予定|見込|方針|考え|検討|目指|めざ|計画です|したい|案です|条件|前提")
_DECIDED = regex(
    "(?:[0-9]+[年月日]|来年度|来春|新年度|年度)(?:[（(][^（）()]{1,4}[)）])?(?:から|に|より|分から|以降)[^。]{0,80}?"
    "(?P<act>(?:始め|開始し|実施し|導入し|支給し|改定し|改正し|引き上げ|引き下げ|値上げし|値下げし|無料にし|無料になり|無償化し|無償にし|廃止し|拡大し|拡充し|設置し|新設し|助成し|補助し|変え|変更し|変わり|なくし|開設し|配り|配布し|スタートし)ます)(?:。|$)"
)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_BILL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first definite verb in a paragraph that also tables a bill."""
    document = context.document
    folded = document.folded
    if _VOTE.search(folded):
        return
    done = -1
    for found in _BILL.finditer(folded):
        block = document.block_at(found.start()).span
        if block.start <= done:
            continue
        done = block.start
        line = block.cut(folded)
        if not _TABLED.search(line) or _HEDGE.search(line):
            continue
        for decided in _DECIDED.finditer(folded, block.start, block.end):
            yield Match(Span(*decided.span("act")))
            return
