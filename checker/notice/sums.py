"""Money of a draft: what the reader pays, and what the reader gets or what a price becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.model import Span
from checker.notice.fields import Tie
from checker.notice.reading import LABELLED, SAID, TITLED, VALUE, Clue, Reading
from checker.notice.types import Element
from checker.notice.values import NONE, yen
from checker.regex import regex
from checker.scan import Scan

_GIVEN = regex(
    r"支給|給付|補助|助成|交付|差し?上げ|プレゼント|報酬|報償|謝礼|謝金|賞金|賃金|時給|日給|月給|給与|手当|商品券|クーポン|ポイント|還付|還元|"
    r"支援金|見舞金|応援金|奨励金|受け取れ|もらえ|貸し付け|借りられ|融資|上限|最大|基本給|時間額|日額|月額|年額|割引|値引|減額"
)
_PAID = regex(r"料|費|家賃|賃料|運賃|代(?:金|$|[は：:\s])|負担|お?支払|入館|入場")
_EACH = regex(
    r"(?:大人|おとな|一般|子ども|こども|小人|小学生|中学生|高校生|学生|高齢者|65歳以上|市内|市外|会員|"
    r"非会員|前売り?|当日|会場|1人|一人|1名|お?ひとり|1組|1回|1枚|1通|1部|1点|1個|1袋|1冊|1食|1台|1頭|1区画)[^。\n]{0,12}$"
)
"""Whom or what a price is for; in front of it may stand what is given (支給額は1人につき2万円)."""

_NO_FEE = regex(
    r"予算|総額|総?事業費|工事費(?!用の負担)|経費削減|被害|契約|請求され|過料|罰金|罰則|評価額|寄付|寄附|売上|売り上げ|収入|所得|預貯金|年収|財源|"
    r"補正|決算|黒字|赤字|合計特殊|基準額|資産|だまし|振り込ませ|詐取|高額|課税標準|免税点|控除|不足|誤って|徴収し|過大|過小|返還|返金|損害|賠償"
)
_FREE_ELSEWHERE = regex(
    r"無料(?:通話|点検|ダウンロード|駐車|回収|配布|見積|アプリ|Wi|で(?:回収|点検|貸|お貸|配|屋根))"
)
_SHARE = Scan(
    (
        r"\d{1,2}分の\d{1,2}|[二三四五]分の[一二三四]",
        r"\d割|半額|全額",
        r"\d{1,3}(?:\.\d)?(?:%|％|パーセント)",
    )
)
_PER = regex(r"(?:自己|一部)?負担|支払|お?納め")
_CHILDCARE = regex(r"[\s　・■●【]*(?:託児|一時保育|保育|駐車場)")
_GRANTED = regex(r"補助|助成|支給|給付|上限")
_ABOUT = ("は", "が", "も")
"""Behind a share that is told of something: 生ごみの8割は水分です."""

_CHANGE = regex(r"改定|改正|値上|値下|変わります|引き?上げ|引き?下げ|見直|新料金|新しい料金")
_HUGE = 1_000_000
"""Yen; so much is what something costs the city, not what a reader pays."""

_GIVING = frozenset({"benefit"})
_PAYING = frozenset({"event", "health", "lecture_on_request", "procedure", "garbage", "election"})


def sum_clues(reading: Reading) -> Iterator[Clue]:
    """What the sums of a draft say: fee and amount."""
    text = reading.text
    fees = reading.values(Element.FEE)
    amounts = reading.values(Element.AMOUNT)
    change = any(
        _CHANGE.search(text, b.span.start, b.span.end) for b in reading.document.blocks[:6]
    )
    for annotation in reading.annotations.of(AnnotationKind.MONEY):
        span = annotation.span
        if span.start in reading.hidden or not isinstance(annotation.value, MoneyValue):
            continue
        start, end = reading.line(span.start)
        before = text[max(start, span.start - 24) : span.start].rpartition("。")[2]
        after = text[span.end : min(end, span.end + 24)]
        value = yen(annotation)
        if value == NONE:
            if not _FREE_ELSEWHERE.match(text, span.start):
                labelled = span.start in fees
                yield Clue(Element.FEE, span, NONE, LABELLED[Tie.LABEL] if labelled else SAID)
            continue
        if reading.genre == "press_incident":
            yield Clue(Element.AMOUNT, span, value, VALUE)
            continue
        huge = annotation.value.yen >= _HUGE
        limit = annotation.value.bound in ("以下", "以内", "未満", "超", "以上")
        in_fee, in_amount = span.start in fees and not huge, span.start in amounts
        if in_fee:
            yield Clue(Element.FEE, span, value, LABELLED[Tie.LABEL])
            if change:
                yield Clue(Element.AMOUNT, span, value, SAID)
        if in_amount:
            yield Clue(Element.AMOUNT, span, value, LABELLED[Tie.LABEL])
        if (
            in_fee
            or in_amount
            or limit
            or _NO_FEE.search(before)
            or _NO_FEE.match(after.lstrip("の、をが "))
        ):
            continue
        given = _last(_GIVEN, before + span.cut(text)[:2]), bool(_GIVEN.search(after[:14]))
        paid = _last(_PAID, before)
        if paid < 0 and given[0] < 0:
            paid = _last(_EACH, before)
        titled = span.start in reading.titles
        clarity = TITLED if titled else SAID
        if given[1] or given[0] > paid:
            yield Clue(Element.AMOUNT, span, value, clarity)
        elif _CHILDCARE.match(text, start):
            continue
        elif paid >= 0 and not huge:
            yield Clue(Element.FEE, span, value, clarity)
            if change:
                yield Clue(Element.AMOUNT, span, value, SAID)
        elif (
            reading.genre in _GIVING
            or reading.genre == "recruitment"
            or change
            or (
                reading.genre in _PAYING and _GRANTED.search(text, span.end, _stop(text, span, end))
            )
        ):
            yield Clue(Element.AMOUNT, span, value, VALUE)
        elif reading.genre in _PAYING and not huge:
            yield Clue(Element.FEE, span, value, VALUE)
    yield from _shares(reading)


def _stop(text: str, span: Span, end: int) -> int:
    """Where the sentence of a sum ends."""
    stop = text.find("。", span.end, end)
    return end if stop < 0 else stop


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last fit starts, -1 if there is none."""
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place


def _shares(reading: Reading) -> Iterator[Clue]:
    """Parts of a cost: 費用の2分の1 is granted, 1割 is to be paid."""
    text = reading.text
    amounts, fees = reading.values(Element.AMOUNT), reading.values(Element.FEE)
    for match in _SHARE.finditer(text):
        start, end = reading.line(match.start())
        around = text[max(start, match.start() - 20) : min(end, match.end() + 20)]
        place = Span(*match.span())
        if match.start() in amounts:
            yield Clue(Element.AMOUNT, place, match.group(), LABELLED[Tie.LABEL])
        elif match.start() in fees:
            yield Clue(Element.FEE, place, match.group(), LABELLED[Tie.LABEL])
        elif _PER.search(around):
            yield Clue(Element.FEE, place, match.group(), VALUE)
        elif _GRANTED.search(around) or (
            reading.genre in _GIVING and text[match.end() : match.end() + 1] not in _ABOUT
        ):
            yield Clue(Element.AMOUNT, place, match.group(), SAID)
