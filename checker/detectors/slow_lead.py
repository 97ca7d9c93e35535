"""First paragraphs that open with the state of society or the past, and not with the news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.press import is_incident, is_press, lead
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_OPENING = Scan(
    "^[　 ]*(?:(?:本市|当市|市|本町|当町|町|本県|県)(?:では|は|においては)、?)?"
    "(?:近年|昨今|近頃|近ごろ|従来|従前|かねて(?:より|から)|これまで|長年|長引く|急速に|全国的に|全国で|全国の|社会全体で|我が国|わが国|日本では"
    "|(?:急速な|進む|進行する)?(?:少子高齢化|少子化|高齢化|人口減少|核家族化|情報化|デジタル化|物価(?:高騰|の高騰|高)|地球温暖化|温暖化|気候変動|担い手不足|人手不足)"
    "|社会(?:情勢|環境|経済)|新型コロナウイルス感染症)"
)
# What the sentence says is a state or what was: 進んでいます, 課題となっています, 進めてきました.
_STATE = regex(
    "(?:(?:て|んで|いで)(?:い(?:ます|る)|おり(?:ます)?|き(?:ました|た)|まい(?:りました|ります)|参(?:りました|ります))"
    "|ところです|課題です|状況です|状況にあります|状況であった|傾向にあります|求められます|恐れがあります|あります)(?:が、[^。]{0,20})?。"
)
_NEWS = regex(
    "[0-9]+月[0-9]+日|[0-9]+年[0-9]+月|今回|このたび|この度|このほど|始め|開始|新たに|新しく|変わり|変更|中止|休み|休館|終了|廃止|募集|開催|受け付け|申し?込"
)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_OPENING,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first sentence of the lead, in drafts of `options["genre"]` (press, notice).

    In a notice the next sentence must go on about the past too, because a sentence on
    the reason may well stand before what is asked for.
    """
    document = context.document
    if not document.blocks or not _OPENING.may_fit(document.folded):
        return
    press = is_press(context)
    if press != (options.get("genre") == "press"):
        return
    block = lead(document)
    if block is None or is_incident(context):
        return
    if not _OPENING.expression.match(document.folded, block.span.start, block.span.end):
        return
    sentences = block.span.cut(document.folded).split("。")
    first = sentences[0] + "。"
    if not _STATE.search(first) or _NEWS.search(first):
        return
    if not press:
        rest = "。".join(sentences[1:2]) + "。"
        if len(sentences) < 3 or not _STATE.search(rest) or _NEWS.search(rest):
            return
        notice = context.notice
        if notice is not None and notice.genre.id in ("reference", "result", "public_comment"):
            return
    yield Match(Span(block.span.start, block.span.start + len(first)))
