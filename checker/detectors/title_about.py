"""Titles that name a topic (…について) and do not say what happens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_PRESS = regex(
    r"^.{0,12}(?:記者発表|報道発表|報道資料|プレスリリース|PRESS RELEASE)|^報道関係", re.IGNORECASE
)
# What each of them holds (a draft has few "PR", so the rest need not be looked for).
PRESS = Scan("記者発表|報道発表|報道資料|プレスリリース|[Pp][Rr]|報道関係")
# Behind the title there may be its kind in brackets and the name of the site.
_ABOUT = regex(
    r"(?:について(?:のお知らせ|のご?案内|のお願い)?|に関して|に関する(?:お知らせ|ご?案内|お願い|件)|の件)"
    r"(?:[（(][^（）()\n]{1,8}[）)])?(?=(?:[ 　]*[|｜]|[ 　]+[-–—])[^\n]{0,40}$|[ 　]*$)"
)
_ABOUT_WORDS = Scan("について|に関|の件")
_FORMAL = regex("公告|告示|公示|入札|会議録|議事録|報告書|議案|専決")
# What comes before it says by itself what happens, as 「下瀬橋の車両通行止めについて」 does, or is
# a mistake, of which 「…について（おわび）」 is the usual heading.
_TOLD = regex(
    "(?:通行止め|通行規制|休館|休業|休園|断水|停電|運休|中止|延期|廃止|閉鎖|閉館|終了|募集|訂正)"
    "(?:[（(][^（）()\n]{1,12}[）)])?(?:について|に関する)"
    "|おわび|お詫び|誤送|誤って|誤り|誤請求|誤徴収|誤交付|誤配布|誤った|漏えい|漏洩|流出|紛失|盗難"
    "|過大|過少|懲戒|不適切な|不正アクセス|事故の発生"
)
HEAD_BLOCKS = 6
"""A press release says what it is, its day and its office before its headline."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (PRESS if options.get("genre") == "press" else _ABOUT_WORDS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the end of the title, in the genre of `options["genre"]` (press or notice)."""
    document = context.document
    press = is_press_release(document)
    if press != (options.get("genre") == "press"):
        return
    for block in head(document) if press else title(document):
        text = block.span.cut(document.folded)
        found = _ABOUT.search(text)
        if found is not None and not _FORMAL.search(text) and not _TOLD.search(text):
            yield Match(Span(*found.span()).shift(block.span.start))
            return


def is_press_release(document: Document) -> bool:
    """Whether one of the first lines calls the draft one."""
    if not PRESS.may_fit(document.folded):
        return False
    return any(_PRESS.search(block.span.cut(document.folded)) for block in document.blocks[:4])


def head(document: Document) -> list[Block]:
    """The lines in which the headline of a press release stands: those before its lead."""
    found = []
    for block in document.blocks[:HEAD_BLOCKS]:
        if block.kind is BlockKind.PARAGRAPH and block.span.cut(document.text).endswith("。"):
            break
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and block.level <= 2:
            found.append(block)
    return found


def title(document: Document) -> list[Block]:
    """The first heading of the first level, or else the title in the head of the file."""
    for kind, level in ((BlockKind.HEADING, 1), (BlockKind.TITLE, 0)):
        for block in document.blocks:
            if block.kind is kind and block.level == level:
                return [block]
    return []
