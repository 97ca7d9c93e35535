"""The form to be filled in is 「支給申請書」, and the list of papers asks for a 「交付申込書」 instead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from checker.context import Context
from checker.detectors import Options
from checker.detectors.lying_forms import FORM, lying
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_ASKED = "(?:申し?込み?書|申し?込み?用紙|申し?込み?票|申請書|申請用紙|応募書|応募用紙|応募票|依頼書|参加届|登録申請書)"
_FILLED = Scan(
    rf"[「『](?P<name>[^「」『』（()）。、\n]{{2,28}}{_ASKED})[」』](?:[（(][^（()）\n]{{1,20}}[)）])?(?:に、?(?:必要事項を)?(?:記入|書い|ご記入)|を、?[^。\n]{{0,30}}?(?:提出|お?出し|郵送|送っ|お?送り|お持ち|持参))"
)
_QUOTED = regex("[「『]([^「」『』\n]{2,28}(?:書|票|届|用紙))[」』]")
_HEAD = Scan(
    r"^[ 　■□◆◇●○【\[（(0-9０-９.．、)）]*(?:申請|申し?込み?|応募|手続き?)?(?:に|の際に?|時に)?(?:必要(?:な(?:書類|もの|物)|書類)|提出(?:する)?(?:書類|もの|物)|添付書類|提出物|持ち物|お持ちいただくもの)[^。、\n]{0,8}?(?:[】\]）)：:　 ]|$)"
)
_NAME = regex(
    rf"[・（(「『0-9０-９.．)）①-⑳ 　-]{{0,5}}(?P<name>[一-龠々ァ-ヶーぁ-んA-Za-z]{{2,28}}?{_ASKED})(?![一-龠ァ-ヶー])"
)
_CASE = regex("場合|とき|方は|人は|代理|団体は|法人|希望する|のみ|または|又は|いずれか|別の|ほかに")
_KIND = regex("(?:書|票|用紙|届)$")
_APART = regex(
    "変更|取消|取下|中止|辞退|廃止|実績|完了|請求|継続|更新|延長|減免|免除|減額|口座|振替|振込|計画|再|追加|資格|認定|相続|承継|代理|個人|団体|法人|保護者|学校|証明|住民票|交換|閲覧|利用者?登録"
)
ITEMS = 6
"""Lines below the head of a list in which its papers stand."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_FILLED, _HEAD, FORM, _CAME)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, where a draft asks for one form and lists or offers another."""
    text = context.document.text
    for one, other in (*_listed(context), *lying(context), *_arrived(context)):
        here, there = sorted((one, other))
        for span, of in ((here, there), (there, here)):
            shown = of.cut(text)
            related = (Related(of, f"ここでは「{shown}」です"),)
            yield Match(span, {"other": shown}, related=related)
        return


def _listed(context: Context) -> Iterator[tuple[Span, Span]]:
    """The form that a draft asks for, and another one that it lists.

    Silent where the list names the same form too, where the other name comes again, where a
    case is named, and where more than one form is asked for.
    """
    document = context.document
    text = document.folded
    filled = {one["name"]: Span(*one.span("name")) for one in islice(_FILLED.finditer(text), 9)}
    if len(filled) != 1 or len(set(_QUOTED.findall(text))) != 1:
        return
    name, place = next(iter(filled.items()))
    if _APART.search(name) or document.block_at(place.start).quoted:
        return
    listed: list[Span] = []
    for head in islice(_HEAD.finditer(text), 9):
        block = document.block_at(head.start())
        if block.span.start <= place.start < block.span.end:
            continue
        for line in _lines(context, block, head.end()):
            found = _NAME.match(text, line.start, line.end)
            if found is not None and not _CASE.search(text, line.start, line.end):
                listed.append(Span(*found.span("name")))
    if len(listed) != 1:
        return
    other = listed[0].cut(text)
    if other in name or name in other or text.count(other) > 1 or _APART.search(other):
        return
    if _KIND.sub("", other) == _KIND.sub("", name) or len(other) <= 5:
        return
    yield place, listed[0]


_CAME = Scan(
    r"(?:届いた|お送りした|送られてきた|届きましたら)、?「?(?P<name>[一-龠]{3,12}(?:書|票|券))」?(?:に|を)"
)
_SENT = regex(
    r"「?(?P<name>[一-龠ァ-ヶー]{3,16}(?:書|票|券))」?を、?[^。\n]{0,12}?(?:発送|お?送り|送付|郵送)(?:し|いた)"
)


def _arrived(context: Context) -> Iterator[tuple[Span, Span]]:
    """「支給要件確認書」を発送します, and 「届いた受給資格申告書に」."""
    text = context.document.folded
    came = {one["name"]: Span(*one.span("name")) for one in _CAME.finditer(text)}
    if len(came) != 1:
        return
    sent = {one["name"]: Span(*one.span("name")) for one in _SENT.finditer(text)}
    ((name, place),) = came.items()
    if len(sent) != 1 or text.count(name) > 1:
        return
    ((other, there),) = sent.items()
    if name not in other and other not in name and there.start < place.start:
        yield there, place


def _lines(context: Context, block: Block, start: int) -> Iterator[Span]:
    """What stands behind the head in its line, or the lines of the list below it."""
    document = context.document
    if block.cell is not None or start < block.span.end:
        text = document.folded
        stop = text.find("。", start, block.span.end)
        end = stop if stop >= 0 else block.span.end
        comma = text.find("、", start, end)
        yield Span(start, comma if comma >= 0 else end)
        return
    index = document.blocks.index(block)
    for following in document.blocks[index + 1 : index + 1 + ITEMS]:
        if following.kind in (BlockKind.HEADING, BlockKind.LABEL, BlockKind.TITLE):
            return
        yield following.span
