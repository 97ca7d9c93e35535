"""Limits and shifts that a draft tells twice in two ways of speaking.

「40歳以上の女性が対象 … 50歳未満の女性は受けられません」, 「上限は20万円 … 最大30万円」, 「20時10分から、30分早い
19時50分に」, 「自己負担500円」 in the title and 「窓口で300円を払って」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.named_days import label_of
from checker.detectors.statements import PART, clause_of
from checker.detectors.worked import money_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_Said = tuple[str, Span, Span]

REFUSED = Scan(
    r"(?<![0-9])(?P<number>[0-9]{1,3})歳未満の?[^。、\n0-9]{0,8}?(?:は|が)、?[^。、\n0-9]{0,10}?(?:受けられません|対象外|対象になりません|対象となりません|参加できません|利用できません|応募できません|申し込めません)"
)
_ALLOWED = regex(r"(?<![0-9])(?P<number>[0-9]{1,3})歳以上")
CAP = Scan("上限|最大|限度")
_CAP = regex(
    r"(?:上限(?:額)?|限度額?|最大|最高)(?:は|が|：|:|[ 　]|で)?、?(?P<sum>[0-9][0-9,]*万?円)|(?P<sum2>[0-9][0-9,]*万?円)(?:が上限|が限度|を上限|を限度)"
)
_GRANT = regex("補助|助成|給付|支給|交付|奨励")
_SEVERAL = regex(
    "ごと|区分|コース|種類|それぞれ|[A-D①-④]|1台|1基|加算|世帯|新築|既存|子育て|若者|ただし|[0-9]人|工事費|と合わせ"
)
SHIFTED = Scan(
    r"(?P<number>[0-9]{1,2})(?P<unit>分|時間半?)(?P<way>早|遅|繰り上げ|繰り下げ|延長し)[いくめらてたれり]{0,4}、?"
)
_OF_WHAT = regex("投票|[開閉][館園庁場]|営業|診療|窓口|受け?付け?")
_ENDS = regex("(?:ごろ|頃)?(?:に|で|まで)[^。、\n0-9]{0,12}?(?:終|閉|締)|まで")
_BEGINS = regex("(?:ごろ|頃)?(?:に|から)[^。、\n0-9]{0,12}?(?:開|始)|から")
_ASIDE = regex(
    "期日前|不在者|電話|問い?合|申し?込|以外|ただし|繰り|早く|遅く|延長|臨時|これまで|[0-9]月から"
)

TITLED = Scan("自己負担|参加費|材料費|受講料|入場料|費用|料金|観覧料|参加料")
_PAID = regex("(?:を|で|、)?[^。\n0-9]{0,8}?(?:払|お支払|納め|集め|徴収|いただき)")
_OTHER_SUM = regex("別|代[はを]|保険|駐車|貸|追加|加え|ほか|他に")
_FEE_LETTER = regex(
    r"(?:^|[ 　])(?:費|費用|料金|参加費|材料費|受講料)[ 　：:]{1,2}(?:1人)?\Z", re.MULTILINE
)


def twice(context: Context) -> Iterator[_Said]:
    """What has two values, and the two places."""
    text = context.document.folded
    if REFUSED.may_fit(text):
        yield from _ages(text)
    if CAP.may_fit(text):
        yield from _caps(context, text)
    if TITLED.may_fit(text):
        yield from _fees(context, text)


def _ages(text: str) -> Iterator[_Said]:
    refused = list(REFUSED.finditer(text))
    allowed = list(_ALLOWED.finditer(text))
    if len(refused) == 1 and len(allowed) == 1 and refused[0]["number"] != allowed[0]["number"]:
        one, other = refused[0], allowed[0]
        place = Span(one.start(), one.end("number") + 3)
        yield "年齢の下限", Span(*other.span()), place


def _caps(context: Context, text: str) -> Iterator[_Said]:
    found = list(_CAP.finditer(text))
    if len(found) != 2:
        return
    told = []
    for one in found:
        group = "sum" if one["sum"] else "sum2"
        span = Span(*one.span(group))
        block = context.document.block_at(span.start)
        clause = clause_of(context, block, span)
        plain = clause.replace("上限", "").replace("最大", "").replace("最高", "")
        if block.cell is not None or not _GRANT.search(clause):
            return
        if PART.search(plain) or _SEVERAL.search(clause):
            return
        told.append((one[group], span))
    if told[0][0] != told[1][0]:
        yield "上限", told[0][1], told[1][1]


def _fees(context: Context, text: str) -> Iterator[_Said]:
    title = context.document.blocks[0].span
    money = money_of(context)
    if len(money) != 2 or not TITLED.expression.search(text, title.start, title.end):
        return
    (one, here), (other, there) = money
    if not title.contains(here) or title.contains(there) or one == other:
        return
    line = context.document.block_at(there.start).span
    lettered = _FEE_LETTER.search(text, line.start, there.start)
    clause = clause_of(context, context.document.block_at(there.start), there)
    if _OTHER_SUM.search(clause):
        return
    if not PART.search(clause) and (lettered or _PAID.match(text, there.end)):
        yield "費用", here, there


def shifted(context: Context) -> Iterator[Match]:
    """「20時10分から、30分早い19時50分に」."""
    text = context.document.folded
    for found in SHIFTED.finditer(text):
        line = context.document.block_at(found.start()).span
        low, high = max(line.start, found.start() - 16), min(line.end, found.end() + 12)
        before = [
            time
            for time in context.annotations.overlapping(Span(low, high), AnnotationKind.TIME)
            if time.span.end <= found.start()
        ]
        behind = [
            time
            for time in context.annotations.overlapping(Span(low, high), AnnotationKind.TIME)
            if time.span.start >= found.end() - 1
        ]
        if behind and not before:
            yield from _from_the_usual(context, found, behind[0])
            continue
        if (
            not before
            or not behind
            or text.find("。", before[-1].span.end, behind[0].span.start) >= 0
        ):
            continue
        first, last = before[-1].value, behind[0].value
        if not isinstance(first, TimeValue) or not isinstance(last, TimeValue):
            continue
        if first.minutes is None or last.minutes is None:
            continue
        if not text.startswith(("から", "より", "を"), before[-1].span.end):
            continue
        step = _step(found)
        right = first.minutes + step
        if last.minutes not in (right, right + 720, right - 720):
            shown = f"{right // 60}時" + (f"{right % 60}分" if right % 60 else "")
            related = (Related(before[-1].span, "ここから数えました"),)
            how = before[-1].span.cut(text) + "から" + found.group().rstrip("、")
            yield Match(behind[0].span, {"right": shown, "how": how}, related=related)


def _step(found: re.Match[str]) -> int:
    """Minutes from the usual time to the shifted one."""
    unit = found["unit"]
    step = int(found["number"]) * (1 if unit == "分" else 60) + 30 * (unit == "時間半")
    return -step if found["way"] in ("早", "繰り上げ") else step


def _from_the_usual(context: Context, found: re.Match[str], told: Annotation) -> Iterator[Match]:
    """「投票を2時間早く、午後7時に終えます」, and 「投票日：… 午前7時～午後8時」 elsewhere."""
    text = context.document.folded
    block = context.document.block_at(found.start())
    begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
    what = list(_OF_WHAT.finditer(text, begin, min(block.span.end, told.span.end + 16)))
    last = told.value.minutes if isinstance(told.value, TimeValue) else None
    ends = _ENDS.match(text, told.span.end) is not None
    stems = {one.group().lstrip("開閉")[:2] for one in what}
    if last is None or len(stems) != 1 or ends is (_BEGINS.match(text, told.span.end) is not None):
        return
    stem = stems.pop()
    edges: dict[int, Span] = {}
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or period.span.overlaps(told.span):
            continue
        edge = value.end if ends else value.start
        if not isinstance(value.start, TimeValue) or not isinstance(edge, TimeValue):
            continue
        line = context.document.block_at(period.span.start)
        words = label_of(context, period.span.start, line, {}) + line.span.cut(text)
        if stem in words and edge.minutes is not None and not _ASIDE.search(words):
            edges.setdefault(edge.minutes, period.span)
    step = _step(found)
    right = [edge + step for edge in edges]
    if not right or len(right) != 1 or last in right or last + 720 in right:
        return
    first = next(iter(edges.values()))
    shown = f"{right[0] // 60}時" + (f"{right[0] % 60}分" if right[0] % 60 else "")
    how = first.cut(text) + "から" + found.group().rstrip("、")
    related = (Related(first, "ここから数えました"),)
    yield Match(told.span, {"right": shown, "how": how}, related=related)
