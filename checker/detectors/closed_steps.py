"""A last day to apply that a sentence tells, where only a counter takes it, on a day off."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind
from checker.context import Context
from checker.detectors.named_days import FROM, named_days
from checker.detectors.steps import steps_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

BY_HAND = Scan("窓口|直接|持参")
_OFFICE = regex("(?:窓口|役所|役場|庁舎|支所|[一-龠]{2,}[課室係]|[0-9]階|担当)")
REFUSED = regex(
    "(?:(?:郵送|郵便|電話|メール|ファク[スシ]ミ?リ?|FAX|オンライン|インターネット|電子申請)[・、や])*(?:郵送|郵便|電話|メール|ファク[スシ]ミ?リ?|FAX|オンライン|インターネット|電子申請)[^。、\n]{0,20}?"
    "(?:受け付けません|受け付けていません|受け付けられません|できません|不可|受けできません)"
)
_NOT_TAKEN = Scan("受け付けません|受け付けていません|受け付けられません|できません|不可")
"""What is refused ends with one of these; hardly any draft has them."""
_OTHER = regex(
    "郵送|郵便|はがき|オンライン|電子|インターネット|ウェブ|フォーム|メール|ファク|FAX|電話(?:で|か|また|、)|LINE|アプリ|コンビニ|ポスト|投函|二次元|QR"
)
_DUE = regex("^(?:申し?込み?|応募|申請|提出|受け?付け?)?の?(?:締め?切り?日?|期限)$")
_ELSEWHERE = regex(
    "図書館|公民館|体育館|センター|ホール|会館|プール|美術館|博物館|資料館|児童館|店|会場|学校|保育|こども園|病院"
)
_CLOSED = regex(
    "[（(](?=[^（）()\n]*(?:土|日|祝|閉庁))[^（）()\n]*(?:閉庁|除[くき]|休み|休庁|閉まって)[^（）()\n]*[)）]"
)
"""Where it is said on which days no counter is open."""
_OPEN = regex("土曜|日曜|休日|祝日|閉庁|年中無休|臨時")


def told_at_counter(context: Context) -> Iterator[Annotation]:
    """The last days to apply of a draft that names nothing but the counter of an office."""
    text = context.document.folded
    if not BY_HAND.may_fit(text):
        return
    plain = REFUSED.sub("", text) if _NOT_TAKEN.may_fit(text) else text
    if _OTHER.search(plain) or _ELSEWHERE.search(plain):
        return
    if _OPEN.search(_CLOSED.sub("", _weekdays(plain))):
        return
    if not _OFFICE.search(text):
        return
    places = {step.span for step in steps_of(context) if step.role == "apply"}
    places |= {
        day.span
        for day in named_days(context)
        if day.edge != FROM and (_DUE.search(day.label) or _DUE.search(day.topic))
    }
    for date in context.annotations.of(AnnotationKind.DATE):
        if date.span in places:
            yield date


_THERE = Scan(
    r"までに、?[^。、\n]{0,24}?窓口(?:[（(][^（）()\n]{0,20}[)）])?(?:へ|に|で|まで)、?[^。\n]{0,12}?(?:お?越し|来て|持|提出|届け|申し?出)"
)
_ONLY_THERE = regex(
    "窓口(?:だけ|のみ|でのみ)|(?:土曜日?|日曜日?|休日|祝日)[^。\n]{0,12}?(?:閉庁|休み|お休み|閉まって|閉めて|除)"
)


def told_in_line(context: Context) -> Iterator[Annotation]:
    """「2月11日（木）までに相談窓口へ」, in a line that says that it is closed on such days."""
    document = context.document
    text = document.folded
    if not BY_HAND.may_fit(text):
        return
    for found in _THERE.finditer(text):
        block = document.block_at(found.start()).span
        dates = context.annotations.overlapping(
            Span(max(block.start, found.start() - 2), found.start() + 1), AnnotationKind.DATE
        )
        if not dates or not _ONLY_THERE.search(text, block.start, block.end):
            continue
        stop = text.find("。", found.end(), block.end)
        if not _OTHER.search(text, dates[-1].span.end, stop if stop >= 0 else block.end):
            yield dates[-1]


_BRACKETS = regex("[（(][月火水木金土日](?:曜日?)?(?:・祝日?)?[)）]")


def _weekdays(text: str) -> str:
    """The text without the weekdays of its days."""
    return _BRACKETS.sub("", text)
