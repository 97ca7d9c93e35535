"""「日時と場所は、添付のチラシをご覧ください」: what matters most, only in a file or an image."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"what"})

_WHAT = (
    r"(?:開催)?(?:日時|日程|日にち|期日|期間|時間|場所|会場|対象(?:者|となる方)?|定員|費用|参加費|受講料|料金|額"
    r"|申込(?:方法|期限)|申し込み(?:方法|の方法|期限|の期限)?|締め切り|締切|期限|持ち物|必要書類|内容|区域|区間)"
)
_ELSEWHERE = (
    r"(?:添付の?|別添の?|別紙の?|下の|次の|こちらの)?(?:チラシ|ちらし|ポスター|PDF(?:ファイル)?|ファイル|画像|写真|案内図|実施要[領項]|募集要[領項]"
    r"|パンフレット|リーフレット|別紙|別添|添付資料)"
)
_POINTED = Scan(
    rf"(?P<what>{_WHAT}(?:(?:や|と|、|・|及び|および|,)?{_WHAT}){{0,5}})(?:など|等)?"
    r"(?:について)?(?:は|につきましては)、?"
    rf"[^。\n]{{0,12}}{_ELSEWHERE}(?:（[^）\n]{{0,20}}）)?"
    r"(?:を(?:ご覧|御覧|ご確認|確認|ご参照|参照|見て|お読み)|で(?:ご?確認|確かめ|お知らせ)|に(?:記載|掲載|書い|あり)|の(?:とおり|通り))"
)
_KINDS: tuple[tuple[re.Pattern[str], tuple[AnnotationKind, ...], re.Pattern[str]], ...] = (
    (
        regex("日時|日程|日にち|期日|期間"),
        (AnnotationKind.DATE,),
        regex("(?:日時|日程|とき|開催日|期間)[：:　 ]"),
    ),
    (
        regex("場所|会場|区域|区間"),
        (AnnotationKind.OFFICE, AnnotationKind.ADDRESS),
        regex("(?:場所|会場|ところ|区域|区間)[：:　 は]"),
    ),
    (
        regex("費用|参加費|受講料|料金|額"),
        (AnnotationKind.MONEY,),
        regex("無料|[0-9]円"),
    ),
    (regex("対象"), (), regex("対象(?:者|となる方)?[：:　 は]|の方が対象")),
    (
        regex("申込|申し込み|締め切り|締切|期限"),
        (AnnotationKind.PHONE, AnnotationKind.URL),
        regex("申し込んで|申込期限[：:]|締め切り[：:]"),
    ),
)


_ISSUED = regex("(?:更新|発表|公開|掲載|作成|提供)日")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_POINTED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a line that leaves date, place, fee, people meant or deadline to a file.

    Silent where the text names them too: the file may then hold more of it.
    """
    document = context.document
    text = document.folded
    for found in _POINTED.finditer(text):
        span = Span(*found.span())
        block = document.block_at(span.start)
        if block.quoted:
            continue
        lacking = [
            words.search(found["what"])
            for words, kinds, said in _KINDS
            if words.search(found["what"]) and not _said(context, span, kinds, said)
        ]
        if lacking:
            yield Match(span, {"what": found["what"]})


def _said(
    context: Context, span: Span, kinds: tuple[AnnotationKind, ...], said: re.Pattern[str]
) -> bool:
    text = context.document.folded
    if any(not Span(*found.span()).overlaps(span) for found in said.finditer(text)):
        return True
    for annotation in context.annotations.of(*kinds) if kinds else ():
        value = annotation.value
        if isinstance(value, DateValue) and value.day is None and value.month is None:
            continue
        line = context.document.block_at(annotation.span.start).span.cut(text)
        if annotation.kind is AnnotationKind.DATE and _ISSUED.search(line):
            continue
        if (
            annotation.kind is AnnotationKind.OFFICE
            and text[annotation.span.end - 1] in "課係部局室会"
        ):
            continue  # who asks is not where it is held
        return True
    return False
