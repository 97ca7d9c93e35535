"""An office that the draft itself says is no more, where one is sent to it all the same.

「環境保全課は、ゼロカーボン推進課になりました」, and below it 「送り先　環境保全課あて」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_KIND = "(?:課|室|係|局|部|センター|館|所|学校|園|場|協会|組合|財団|公社|本部|窓口|コーナー|会)"
_NAME = (
    r"(?:「(?P<KEY>[^「」\n]{2,20})」"
    rf"|(?P<KEYb>(?<![一-龠ァ-ヶー])(?:子育て|こども|子ども|くらし|まち|みどり|いきいき|すこやか|ふれあい|しごと)?[一-龠ァ-ヶー]{{1,12}}?(?:づくり)?[一-龠ァ-ヶー]{{0,8}}?{_KIND})(?![一-龠ァ-ヶー]))"
)
_OLD, _OLD2, _NEW = (_NAME.replace("KEY", key) for key in ("old", "second", "new"))
_PASSED = "(?:なりました|変わりました|変えました|改めました|変更しました|改称しました|統合しました|移しました|引き継ぎました|再編しました|移管しました|しました)"
_COMING = "(?:なります|変わります|変えます|改めます|変更します|改称します|統合します|移します|引き継ぎます|再編します|移管します)"
_CHANGED = Scan(
    (
        rf"{_OLD}(?:の名(?:前|称))?(?:は|が|を)、?[^。「」\n]{{0,16}}?{_NEW}(?:に|へ|と)(?:名(?:前|称)を)?(?:(?P<done>{_PASSED})|{_COMING}|(?:変更|改称|改編|再編|移管|統合)(?:し|され))",
        rf"{_OLD}(?:と{_OLD2})?(?:を|は)、?(?:[^。「」\n]{{0,10}}(?:で|に)、?)?廃止(?:し|され|となり|に(?=なり|伴))(?P<done>ました)?(?P<rest>[^。\n]{{0,40}})",
        rf"{_OLD}と{_OLD2}(?:を|は|が)、?(?:統合|合併)(?:し|して|され)[^。「」\n]{{0,10}}{_NEW}(?P<rest>[^。\n]{{0,14}})",
        rf"{_NEW}に(?P<done>なりました|変わりました)[（(]?[^。（）()\n]{{0,4}}(?:これまで|以前|旧|前)は?、?{_OLD}",
        rf"{_NEW}に(?:なります|変わります)[（(]?[^。（）()\n]{{0,4}}(?:これまで|以前|旧|今まで)は?、?{_OLD}",
        rf"{_NEW}[（(](?P<done>旧)(?:称)?[：:]?(?P<old>[^（）()\n、。]{{2,16}}?{_KIND})[)）]",
    )
)
_TRIGGER = Scan(
    "廃止し|廃止さ|廃止に|廃止とな|統合し|統合さ|合併し|改称し|名称を?変更|になりました|に変わりました|[（(]旧|これまでは?「|(?:課|室|係|センター|館|所|学校|協会|組合)」?は、?[^。\n]{0,24}(?:課|室|係|センター|館|所|学校|協会|組合|共同体|財団)」?(?:に|へ)(?:なります|変わります|変更|改称|移管|再編)|[」]に(?:なります|変わります)"
)
_ROLE_BEFORE = regex(
    r"(?:(?:お?問い?合わ?せ|送付|送り|提出|申し?込み?|申請|届け?出|連絡|予約|相談|郵送|あて|宛て?|持参|受付)の?先?|窓口|担当|受付|宛て?)(?:窓口|課|係)?(?:は、?|も、?|先は|：|:|[　 ])[^。\n]{0,24}\Z"
)
_ROLE_BEHIND = regex(
    r"(?:の(?:窓口|カウンター|受付|事務室|事務所|職員|担当者?))?(?:[ 　]?(?:あて|宛て?|行き|御中|様方)|(?:[（(][^）)\n]{0,30}[)）])?(?:の窓口)?(?:か[^。、\n]{1,10})?(?:へ|に|まで|で)、?(?:ご?連絡|お?電話|お?問い?合わ?せ|お?届け|届け出|届出|お?申し?込|申請|提出|ご?提出|お?出し|送って|お?送り|郵送|持参|ご?持参|ご?相談|お?越し|おいで|来て|お願い|受け付け|手続|予約|お?取り|お?受け取)|[（(]?[ 　]?(?:電話|☎|TEL|内線|[(（]?0[0-9]{1,3}-)|の窓口)"
)
_PAST = regex(
    "旧|これまで|以前|廃止|統合|合併|なくな|閉(?:じ|鎖|所|館|校)|引き継|移(?:り|し|管|転)|変わ|変更|改称|名称|(?:[0-9]日|年度|[0-9]月|それ)まで|当面|間は|従来|なりま|(?:扱|行)(?:い|わ|え|って)(?:ません|いません)|ありません|できません|終了|最終|卒業|歴史|思い出|表記|印刷|読み替え|古い|封筒|ままで|そのまま使"
)
_AFTER = regex("以降|以後|からの?|後[はの]|移行後|統合後|[0-9]月[0-9]{1,2}日")
_DAY = regex(r"(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?")
_TOPIC = regex("の(?:入学式|始業式|開校式|開所式|開所|開館|オープン|利用|受付|窓口)は")
NEXT = 3
"""Months behind the change in which a day of the old office is taken for a fault."""


class Former(NamedTuple):
    """A name that is no more, where the draft says so, and whether it is so already."""

    name: str
    said: Span
    new: str
    done: bool
    when: tuple[int, int] | None


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_TRIGGER,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a former name that one is to go, write or call to."""
    document = context.document
    text = document.folded
    if not _TRIGGER.may_fit(text):
        return
    for former in _former(document):
        for at in _places(text, former):
            block = document.block_at(at)
            place = Span(at, at + len(former.name))
            if former.said.overlaps(place) or block.quoted:
                continue
            if _sent_to(document, block, place, former):
                shown = former.said.cut(document.text)
                related = (Related(former.said, f"ここでは「{shown}」です"),)
                yield Match(place, {"other": shown}, related=related)


def _former(document: Document) -> Iterator[Former]:
    text = document.folded
    for found in _CHANGED.finditer(text):
        parts = found.groupdict()
        new = parts.get("new") or parts.get("newb") or ""
        olds = [parts.get(key) for key in ("old", "oldb", "second", "secondb")]
        done = bool(parts.get("done")) or bool(_DONE.search(parts.get("rest") or ""))
        block = document.block_at(found.start())
        line = text[block.span.start : found.end()]
        when = list(_DAY.finditer(line))
        day = (int(when[-1]["month"]), int(when[-1]["day"] or 1)) if when else None
        for old in olds:
            if old and old != new:
                yield Former(old, Span(*found.span()), new, done, day)


_DONE = regex("(?:移し|引き継ぎ|統合し|なり|新設し|設け|開き|開設し|でき|発足し)ました")


def _places(text: str, former: Former) -> Iterator[int]:
    """Where the old name stands by itself, not in a longer one, behind where its end is told."""
    for found in re.finditer(re.escape(former.name), text):
        before, behind = (
            text[found.start() - 1 : found.start()],
            text[found.end() : found.end() + 1],
        )
        if (before and _LETTER.match(before)) or before == "旧" or _LETTER.match(behind):
            continue
        yield found.start()


_LETTER = regex("[一-龠ァ-ヶー]")


def _sent_to(document: Document, block: Block, place: Span, former: Former) -> bool:
    """Whether one is to turn to the old office, at a time at which it is no more."""
    text = document.folded
    start = max(block.span.start, text.rfind("。", block.span.start, place.start) + 1)
    end = text.find("。", place.end, block.span.end)
    end = end if end >= 0 else block.span.end
    around = text[start : place.start] + "\n" + text[place.end : end]
    if _PAST.search(around):
        return False
    named = _ROLE_BEFORE.search(text, start, place.start) or (
        not text[start : place.start].strip(" 　・") and _above(document, block)
    )
    asked = _ROLE_BEHIND.match(text, place.end, end)
    topic = _TOPIC.match(text, place.end, end)
    if topic and former.when and (day := _DAY.search(text, topic.end(), end)):
        month, number = int(day["month"]), int(day["day"] or 1)
        later = ((month - former.when[0]) % 12, number) if former.when else (NEXT, 0)
        return later[0] < NEXT and (month, number) >= former.when
    if not (named or asked):
        return False
    if former.done:
        return True
    before = text[max(0, block.span.start - _LINE) : place.start]
    return bool(_AFTER.search(before[before.find(former.said.cut(text)) + 1 :]) and _later(before))


_LINE = 24
_LATER = regex("(?:以降|以後|移行後|統合後|変更後)")


def _later(before: str) -> bool:
    """Whether the words right in front tell of the time behind the change."""
    return bool(_LATER.search(before))


def _above(document: Document, block: Block) -> bool:
    """Whether the line above names a role: 「4月以降の申し込み先」."""
    text = document.folded
    if not block.span.start:
        return False
    above = document.block_at(block.span.start - 1).span.cut(text).strip("■○●◆【】[]：: 　")
    return bool(_ROLE_LINE.search(above))


_ROLE_LINE = regex(
    "(?:問い?合わ?せ|送付|送り|提出|申し?込み?|申請|届け?出|連絡|予約|相談)の?(?:先|窓口)$"
)
