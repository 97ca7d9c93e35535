"""Applications by postcard or mail without a word on what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Severity, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_CHANNEL = Scan("(?:往復)?(?:はがき|ハガキ|葉書)|(?:電子)?メール|Eメール|ファクス|ファックス|FAX")
_POSTCARD = regex("はがき|ハガキ|葉書")
_APPLY = regex("申し?込|応募")
_OTHER_WAY = regex(
    "電話|窓口|直接|フォーム|来館|来所|LINE|サイト|ホームページ|インターネット|オンライン|電子申請"
)
_BY = regex("[でにか、・/／]|または|又は|もしくは")
_FIELDS = regex(
    "住所|氏名|名前|電話番号|ふりがな|申込用?紙|応募用?紙|申込書|申込票|応募票|応募書|申請書|用紙|様式|チラシ|裏面|履歴書|フォーム|作品|記入例|記載事項"
)
_NOT_SO = regex(
    "結果|当選|全員[へに]|お知らせし|通知|返信|問い?合わ?せ|配信|登録|受け付けません|受け付けていません|できません|差し出"
)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_CHANNEL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first such way to apply, if no field is named anywhere in the draft.

    Who applies by mail and has a telephone number beside it can ask; a postcard
    cannot be taken back.
    """
    document = context.document
    folded = document.folded
    if not _APPLY.search(folded) or _FIELDS.search(folded):
        return
    for found in _CHANNEL.finditer(folded):
        sentence = document.sentences[document.sentence_index_at(found.start())].span
        line = sentence.cut(folded)
        whole = document.block_at(found.start()).span.cut(folded)
        if not _APPLY.search(whole) or _NOT_SO.search(line) or not _BY.match(folded, found.end()):
            continue
        postcard = _POSTCARD.search(found.group()) is not None
        if postcard or not _OTHER_WAY.search(whole):
            severity = None if postcard else Severity.SUGGESTION
            yield Match(Span(*found.span()), severity=severity)
            return
