"""Things of the day that begin at night as they are written: 日時 2月10日 午後11時ごろ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.annotations.types import AnnotationKind, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.model import Match, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_NIGHT = Scan("午後(?:9|10|11)時|午前(?:[1-4]|0)時(?![0-9])|(?<![0-9])(?:2[23]|[1-4]):[0-9]{2}")
_NAMES = frozenset(
    f"{what}{day}"
    for what in (
        "",
        "開催",
        "開催の",
        "実施",
        "実施の",
        "放送",
        "訓練",
        "試験",
        "受付",
        "相談",
        "開館",
        "受付の",
    )
    for day in ("日時", "日程", "とき", "時間", "期日", "日", "時刻")
    if what or day not in ("日", "時刻", "時間")
)
_BY_NIGHT = regex(
    "夜|深夜|未明|早朝|断水|停電|工事|通行止|規制|運転|運行|停止|メンテナンス|終電|初日の出|年越|除夜|星空|星座|星の|流星|惑星|月食|日食|観測|カウントダウン"
    "|花火|映画|オンライン|インターネット|システム|サイト|コンビニ|開票|投票|発生|出発|集合|漁|ホタル|ほたる|蛍|天体"
    "|翌日?の|翌朝|点灯|ライトアップ|バー|酒|市場|朝市|マラソン|飲料|祭|まつり|始発|終発|終夜|カメ|歴史|不審|経緯|概要"
)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_NIGHT,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the beginning, between 9 p.m. and 5 a.m., of what nothing says to be at night."""
    text = context.document.folded
    if not _NIGHT.may_fit(text):
        return
    for field in fields_of(context):
        if field.name not in _NAMES:
            continue
        times = context.annotations.overlapping(field.value, AnnotationKind.TIME)
        first = times[0].value if times else None
        if not isinstance(first, TimeValue) or first.minutes is None or first.word:
            continue
        at = first.minutes
        if not (at >= 21 * 60 or at < 5 * 60) or (first.hour == 12 and first.meridiem):
            continue
        if not first.meridiem and at < 5 * 60 and len(times) > 1:
            continue  # 「1:30〜3:00」 is understood
        if _BY_NIGHT.search(text):
            return
        swapped = "午前" if first.meridiem == "午後" else "午後"
        values = {"other": f"{swapped}{first.hour if first.meridiem else first.hour % 12}時"}
        yield Match(times[0].span, values)
        return
