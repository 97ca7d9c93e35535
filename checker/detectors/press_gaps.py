"""What a press release has no word on: taking pictures at an event; and one that is too long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.press import headline, is_incident, is_press, titles
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"count"})

PAGE = 1600
"""Characters that fit on a sheet of A4 with headings, lists and a margin (our judgement)."""

_EVENT = regex(
    "式(?:典)?(?:を|の|に)(?:行|開|挙行|実施|開催)|(?:出発|完成|開所|開園|開館|開通|締結|贈呈|表彰|点灯|除幕|植樹|調印|発足|任命|委嘱|起工|竣工|記念)式"
    "|まつり|祭りを|祭を|フェス|フェア|マルシェ|パレード|訓練を|試乗会|内覧会|お披露目|発表会|コンサート|大会を|展を|イベントを|教室を開|集いを"
)
_PICTURE = regex(
    "取材|撮影|写真|カメラ|画像|映像|プレス(?:受付|席|向け)|報道(?:受付|席|機関向け)|公開します"
)
_OVER = regex("結果|終了しました|行いました|開きました|受賞しました|中止|延期|募集")
_LONG = regex("会見|予算|決算|議案|人事|名簿|計画|報告書|統計|答申|日程")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the headline, where `options["fault"]` (picture, long) is found."""
    if context.document.blocks and is_press(context):
        yield from _FAULTS[str(options["fault"])](context)


def _picture(context: Context) -> Iterator[Match]:
    document = context.document
    lines = [block.span.cut(document.folded) for block in titles(document)]
    names = "\n".join(lines)
    if not _EVENT.search(names) or _OVER.search(names) or is_incident(context):
        return
    if not _PICTURE.search(document.folded):
        yield Match(headline(document).span)


def _long(context: Context) -> Iterator[Match]:
    document = context.document
    if len(document.text) <= PAGE:
        return
    count = len("".join(document.text.split()))
    names = "\n".join(block.span.cut(document.folded) for block in titles(document))
    if count > PAGE and not _LONG.search(names):
        yield Match(headline(document).span, {"count": str(count)})


_FAULTS: dict[str, Callable[[Context], Iterable[Match]]] = {"picture": _picture, "long": _long}
