"""Weak signs that running text may say an element in words that nothing knows.

A draft with names (日時：, 対象：) that lacks one lacks the element. Running text may say it in
any way; there a value of the right kind beside a word of the right kind is reason enough not to
call it missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from checker.model import Span
from checker.notice.reading import Reading, Spans
from checker.notice.types import Element
from checker.regex import regex

NAMED = 3
"""So many elements may answer a name in a draft that still counts as running text."""

_UNCOUNTED = frozenset(
    {
        Element.CONTACT_DEPT,
        Element.CONTACT_PHONE,
        Element.CONTACT_OTHER,
        Element.CONTACT_HOURS,
        Element.ORGANISER,
        Element.PUBLISH_DATE,
    }
)
"""Elements whose names stand in drafts of all layouts."""

_WAY = (
    r"電話|メール|郵送|郵便|窓口|フォーム|はがき|ファクス|FAX|☎|サイト|ホームページ|アプリ|"
    r"課|係|センター|館|支所|コーナー|カウンター|事務局|診療所|役場|箱|番台|売り場|店"
)
_HINTS: Mapping[Element, re.Pattern[str]] = {
    Element.HOW_TO_APPLY: regex(
        rf"(?:{_WAY})[^。\n]{{0,60}}?(?:で|へ|に|から)[^。\n]{{0,40}}?"
        r"(?:受け付け(?!時間)|申し?込|申請(?:し|を|は)|応募|予約|お?出し|提出|送っ|お送り|お?寄せ|手続|請求|納め|払|"
        r"どうぞ|ひと声|一声|声を|一報|電話(?:し|を)|借り|受け取|買)"
        r"|(?:申し?込|申請|応募|予約|手続き?|受付|届け?出|払)[^。\n]{0,40}?"
        rf"(?:{_WAY})"
    ),
    Element.BRING: regex(
        r"(?:書|証|票|写し|通帳|印鑑|カード|手帳|券|はんこ|判|もの|用具|服|靴|タオル|水筒|飲み物)"
        r"[^。\n]{0,30}?(?:持っ|お持ち|持参|要り|いり|必要|添え|そろえ|付け|つけ|用意|貼|お願い|見せ|出し|送|確かめ)"
    ),
    Element.CAPACITY: regex(
        r"(?:(?<![0-9,])[0-9,]{1,5}|[一二三四五六七八九十]{1,3}|数|若干)"
        r"(?:人|名|組|団体|区画|席|台|枠|世帯|戸|店|社|つ|室)(?!以上|から|乗り|目|[はが]来)"
    ),
    Element.SELECTION: regex(
        r"決め|選[びばん考]|抽選|くじ|面談|面接|審査|先着|順(?:に|で|番)|早い[者方]|超え|いっぱい"
    ),
    Element.DEADLINE: regex(
        r"(?:[0-9]日|月末|今月|来月|正午|年度末)(?:[（(][^）)\n]{1,5}[）)])?[^。、\n]{0,6}"
        r"(?:まで(?!の|に?生まれ)[^。\n]{0,60}?(?:出し|送|届[くいけ]|申|応募|予約|持参|受け付け|提出|電話|手続|納|払)|"
        r"締め?切|しめ切|消印|必着|に届|を過ぎ)|(?:日|か月|週間|年)以内に|前までに"
    ),
    Element.DATE_TIME: regex(
        r"(?:[0-9一二三四五六七八九十]{1,2}時|[0-9]{1,2}日|曜日?|平日|土日|週末|毎[日週月朝晩]|"
        r"きょう|今日|けさ|今朝|今夜|あす|明日|ただいま|現在)[^。\n]{0,30}"
        r"(?:ます|です|から|まで|間|ました|ごろ|頃|行|開)"
    ),
    Element.PLACE: regex(
        r"[一-龠ァ-ヶー]{1,12}(?:館|センター|公園|広場|ホール|校|診療所|病院|医院|役場|役所|庁舎|駅前?|神社|寺|橋|港|"
        r"土手|河川敷|海岸|店|園|会場|集会所|支所|待合所|の家)(?:[一-龠0-9階]{0,6})"
        r"(?:で(?!す|き)|に(?!つ|関)|へ|を|まで|、|。|（)"
    ),
    Element.FEE: regex(r"[0-9]円|無料|有料|負担|料金|お金|代金|実費|ただで|費用"),
    Element.AMOUNT: regex(
        r"[0-9]\s?(?:円|万円|千円|割|%|％)|分の[0-9一二三]|半額|全額|半分|謝礼|報酬|無償"
    ),
    Element.AUDIENCE: regex(
        r"(?:方|人|者|皆さま|皆さん|みなさん|世帯|団体|家庭|お子さん|市民|町民|事業所|軒|通|件)"
        r"(?:は|が|に|には|で|なら|も|の|、|を|です)"
    ),
    Element.ACTION: regex(
        r"(?:ない|ず|する|へ|避難|確認|注意|出す|離れる|閉める|飲む|過ごす|やめる|止める|逃げる|移る|待つ)"
        r"(?:[。！!]|$)",
        re.MULTILINE,
    ),
    Element.ALTERNATIVE: regex(
        r"代わり|かわり|代替|ほかの?(?:道|日|所|館|橋|方法)|う回|迂回|回って|振り替え|"
        r"(?:方|とき|場合)[^。\n]{0,30}(?:使え|利用でき|投票でき|受けられ|参加でき)"
    ),
    Element.EFFECTIVE_DATE: regex(
        r"(?:[0-9]月(?:[0-9]{1,2}日)?|[0-9]日|年度|春|来月|来年)[^。、\n]{0,12}"
        r"(?:から|より|以降|以後|で終|に(?:始|変|改|施行|なく|廃止))"
    ),
}
"""Signs of each element; those of an office or a number are found whatever their words."""


def is_running_text(reading: Reading, within: Span) -> bool:
    """Whether hardly any element of an item answers a name."""
    named = {
        element
        for element, fields in reading.by_element.items()
        if element not in _UNCOUNTED
        and any(within.start <= field.span.start < within.end for field in fields)
    }
    return len(named) <= NAMED


def hinted(reading: Reading, lacking: Collection[Element], within: Span) -> frozenset[Element]:
    """The elements that an item in running text may well say.

    Args:
        reading: The draft.
        lacking: Elements for which no words were found.
        within: Where the item stands.
    """
    if not lacking or not is_running_text(reading, within):
        return frozenset()
    apart: Spans = reading.contact
    return frozenset(
        element
        for element in lacking
        if (pattern := _HINTS.get(element)) is not None
        and any(
            match.start() not in apart
            and match.start() not in reading.titles
            and match.start() not in reading.hidden
            for match in pattern.finditer(reading.text, within.start, within.end)
        )
    )
