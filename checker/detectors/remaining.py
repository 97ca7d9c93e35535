"""What is done and what is left give the whole: 「38件のうち31件を回収し、未回収は7件です」.

The whole may stand anywhere in the draft: it is the only number of its unit that is greater.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue
from checker.context import Context
from checker.detectors.amounts import unit_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

NEAR = 60
"""Code points in front of what is left in which the number of what is done stands."""

_WHAT = "回収|納付|納入|納|申請|回答|提出|接種|復旧|確認|連絡|完了|実施|返却|返送|返金|処理|加入|設置|整備|受診|手続き|着手|契約|登録|到着|受領|受取|受け取り|開封|交換|配布|交付|訂正|修正|通知|解決|対応|実現|達成|耐震化|改修|更新|点検|移行"
REST = Scan(
    (
        rf"未(?:{_WHAT})(?:済み?)?(?:の?(?:方|もの|世帯|分|件数|人数|家屋|建物))?(?:は|が|の|も|：|:|[ 　（(])*(?:あと)?[0-9]",
        r"(?:残り|残る|残数)(?:の?(?:方|もの|分))?(?:は|が|の|：|:|[ 　])*(?:あと)?[0-9]",
    )
)
_DONE = regex(r"未(?P<what>.)")
_ENDED = regex(
    "[済終了収納付渡返成復]|配[りっ布]|回収|使[いっ用]|売れ|決まり|申し?込み|集ま|届[いき]"
)
_UNSURE = regex(
    "約|およそ|程度|以上|以下|ほか|など|重複|複数|延べ|のべ|うち[^。]{0,20}うち|新たに|追加|さらに|不明|対象外|取り?下げ|辞退|転出|死亡|除[くいき]"
)


def wrong_rest(context: Context) -> Iterator[Match]:
    """One match a number of what is left that what is done does not leave of the whole."""
    document = context.document
    text = document.folded
    for found in REST.finditer(text):
        at = found.end() - 1
        rest = _count_at(context, at)
        block = document.block_at(at)
        if rest is None or block.quoted:
            continue
        counts = [
            one
            for one in context.annotations.of(AnnotationKind.COUNT)
            if _plain(one) is not None and unit_of(one) == unit_of(rest)
        ]
        before = [one for one in counts if one.span.end <= found.start()]
        if not before or found.start() - before[-1].span.end > NEAR:
            continue
        done = before[-1]
        between = text[max(0, done.span.start - 12) : found.start()]
        stem = _DONE.match(found.group())
        fits = stem["what"] in between if stem is not None else _ENDED.search(between)
        if not fits or _UNSURE.search(between) or "未" in between:
            continue
        left, over = _number(rest), _number(done)
        numbers = {_number(one) for one in counts if one is not rest and one is not done}
        wholes = {number for number in numbers if number > max(left, over)}
        if len(wholes) != 1 or left + over in numbers:
            continue
        whole = wholes.pop()
        place = next(one for one in counts if _number(one) == whole)
        begin = max(document.text.rfind(mark, 0, found.start()) for mark in "。\n") + 1
        if stem is None and not begin - NEAR <= place.span.start <= found.start():
            continue
        if _UNSURE.search(text, max(block.span.start, at - 80), min(block.span.end, at + 30)):
            continue
        right = f"{whole - over:,f}{unit_of(rest)}"
        related = (
            Related(place.span, "全体の数はここです"),
            Related(done.span, "済んだ数はここです"),
        )
        yield Match(rest.span, {"fault": f"全体の数から引くと{right}です"}, related=related)


def _count_at(context: Context, at: int) -> Annotation | None:
    found = context.annotations.overlapping(Span(at, at + 1), AnnotationKind.COUNT)
    return found[0] if len(found) == 1 and _plain(found[0]) is not None else None


def _plain(one: Annotation) -> Decimal | None:
    value = one.value
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return value.number
    return None


def _number(one: Annotation) -> Decimal:
    return _plain(one) or Decimal(0)
