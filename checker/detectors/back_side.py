"""「裏面をご覧ください」 on a page that has no back."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Format
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_BACK = Scan(
    r"裏面(?:を(?:ご覧|御覧|ご参照|参照|見て|お読み)|(?:を)?参照|に(?:続|つづ)|へ(?:続|つづ)"
    r"|の[^。、\n]{1,10}を(?:ご覧|御覧|ご参照|参照|見て|お読み))"
)
_PAPER = regex("の$|(?:[証票書券]|はがき|カード|封筒|チラシ|冊子)(?:の)?$")
_WEB = regex(r"^(?:掲載|公開|更新|最終更新)日", 8)
_PAPER_TOO = regex("配布用|回覧|チラシ|折り込み|両面")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_BACK,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a back that a page cannot have; a plain text is one that says when it was put up."""
    text = context.document.folded
    for found in _BACK.finditer(text):
        if context.document.format is Format.TEXT and (
            not _WEB.search(text) or _PAPER_TOO.search(text)
        ):
            return
        if not _PAPER.search(text, max(0, found.start() - 6), found.start()):
            yield Match(Span(*found.span()))
