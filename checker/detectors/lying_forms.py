"""A form that is to be filled in, and another that lies at the counter for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from checker.context import Context
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_ENDING = "(?:申請書|申し?込み?書|申し?込み?用紙|申請用紙|申し?込み?票|届出書|申出書|応募用紙|応募票|応募書|変更届|参加票|請求書|依頼書|利用届|登録票|登録書|希望票|同意書)"
_SPELT = rf"[一-龠々ァ-ヶーA-Za-z0-9]{{1,24}}?{_ENDING}"
FORM = Scan(
    rf"(?P<open>[「『]?)(?P<name>{_SPELT})(?![一-龠ァ-ヶー])[」』]?(?:[（(][^（）()\n]{{1,20}}[)）])?"
)
_FILLED = regex(
    r"(?:に、?(?:必要事項(?:など)?を)?(?:ご?記入|書い|ご?記載)|を、?[^。\n]{0,30}?(?:提出|お?出し|郵送|お?送り|送って|お持ち|持参|添えて)|で申請|で申し込)"
)
_LIES = regex(
    r"(?:の?(?:用紙|様式))?(?:は|が|も)、?[^。\n]{0,36}?(?:に(?:も)?(?:あります|置い|用意|備え|掲載|載せ)|で(?:も)?(?:配|お?渡し|受け取|もらえ|入手|ダウンロード|手に入)|からダウンロード|から印刷|からも?(?:取り出|ダウンロード|印刷)|を?ダウンロード|に同封|と一緒に届き|を同封)"
)
_APART = regex(
    "取消|取り消|取下|中止|辞退|廃止|実績|完了|請求|継続|更新|延長|減免|免除|減額|口座|振替|振込|計画|再交付|再発行|追加|認定|相続|承継|代理|委任|同意|団体|法人|証明|個人|学校|企業|記入例"
)
_CASE = regex(
    "場合|とき|または|又は|いずれか|別の|ほかに|希望する|のみ|場合は|代わりに|以前|旧|団体は|法人は"
)
MOST = 4
"""Names from which a draft is a list of forms."""


def lying(context: Context) -> Iterator[tuple[Span, Span]]:
    """The form that is filled in and the other one, where nothing else is said of either."""
    document = context.document
    text = document.folded
    names: dict[str, list[Span]] = {}
    for found in islice(FORM.finditer(text), 12):
        if not document.block_at(found.start()).quoted:
            names.setdefault(found["name"], []).append(Span(*found.span("name")))
    if len(names) != 2:
        return
    roles: dict[str, str] = {}
    for name, places in names.items():
        said = {_role(context, place) for place in places}
        if _APART.search(name) or "" in said or len(said) != 1:
            return
        roles[said.pop()] = name
    if set(roles) != {"filled", "lies"}:
        return
    one, other = roles["filled"], roles["lies"]
    if one in other or other in one or one[:2] == other[:2] or len(names[other]) > 1:
        return
    numbers = [document.sentence_index_at(names[name][0].start) for name in (one, other)]
    if numbers[0] == numbers[1] or len(one) < 5 or len(other) < 5:
        return
    yield names[one][0], names[other][0]


def _role(context: Context, place: Span) -> str:
    """What is done with a form where it is named; "" if that is not plain."""
    document = context.document
    text = document.folded
    sentence = document.sentences[document.sentence_index_at(place.start)].span
    said = sentence.cut(text)
    if _CASE.search(said[: place.start - sentence.start]):
        return ""
    at = place.end
    if text[at : at + 1] in ("」", "』"):
        at += 1
    if text[at : at + 1] in ("（", "("):
        stop = text.find("）" if text[at] == "（" else ")", at, at + 24)
        at = stop + 1 if stop >= 0 else at
    if _LIES.match(text, at, sentence.end):
        return "lies"
    return "filled" if _FILLED.match(text, at, sentence.end) else ""
