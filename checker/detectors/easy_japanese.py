"""Notices that foreign residents need, with nothing that they can read."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind, Document, MarkKind
from checker.model import Match, Span, Tier
from checker.notice.judge import FRAGMENT
from checker.notice.titles import title_spans
from checker.regex import regex

_HEADING = BlockKind.HEADING
_TITLE = BlockKind.TITLE

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"about"})

SURE = 0.5
"""Confidence in the genre from which a draft is taken for an emergency (our judgement)."""

RUBIES = 5
"""Readings beside kanji from which a draft is written to be read by all (our judgement)."""

_OTHER_GENRES = frozenset(("result", "reference", "public_comment", "press_incident"))
_FOR_RESIDENTS = regex(
    "外国人(?:住民|市民|の(?:住民|市民|方|かた|皆|みな|ため|人)|向け|相談|世帯|児童|生徒|の子)"
    "|外国籍の|在留(?:カード|資格|期間)|外国にルーツ|日本語を母語と"
)
_ABOUT_THEM = regex("(?:数|人口|統計|調査|割合|推移|計画|条例|会議|懇話会|委員)")
# What cannot wait until somebody translates it; the genre holds advice for every winter too.
_GRAVE = regex(
    "避難|緊急|警報|警戒(?:レベル|情報)|地震|津波|台風|大雨|豪雨|洪水|浸水|土砂|噴火|大雪|暴風|停電|断水|給水|災害|ミサイル"
)
_NO_EMERGENCY = regex("訓練|試験|詐欺|偽の|偽サイト|にせ|悪質|行方不明|出初|講座|教室|記録|備え")
_OFFERED = regex(
    "やさしい[ 　]*(?:日本語|にほんご|ニホンゴ)|にほんご|多言語|外国語|他[のに]?言語|通訳|翻訳"
    "|(?:英|中国|韓国|朝鮮|ポルトガル|スペイン|ベトナム|タガログ|フィリピノ|ネパール|インドネシア)語"
    "|English|LANGUAGE|Language|中文|汉语|한국어|Portugu[eê]s|Espa[nñ]ol|Ti[eế]ng Vi[eệ]t|Tagalog|Filipino"
)
_TOLD_ELSEWHERE = regex(
    "(?:無線|メール|アプリ|ホームページ|サイト|LINE|ライン|ラジオ|SNS)[^。\n]{0,30}知らせ"
)
"""A draft that is one of several ways to tell: who reads another language has another way."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the title, in an emergency or a notice for foreign residents.

    Silent where anything speaks of easy Japanese or of another language, where an emergency
    is told in other ways as well, and in what is read out, printed in the city's paper or written for reporters.
    """
    document = context.document
    if document.foreign is not None or len(document.text) < FRAGMENT:
        return
    found = _residents(document) or _emergency(context)
    if found is None:
        return
    span, about = found
    genre = medium = ""
    notice = context.notice
    if notice is not None:
        genre, medium = notice.genre.id, notice.medium.id
    if (context.genre or genre) in _OTHER_GENRES or (context.medium or medium or "web") != "web":
        return
    rubies = sum(mark.kind is MarkKind.RUBY for mark in document.marks)
    if rubies >= RUBIES or _OFFERED.search(document.folded):
        return
    yield Match(span, {"about": about})


def _residents(document: Document) -> tuple[Span, str] | None:
    for block in document.blocks:
        if block.kind in (_TITLE, _HEADING):
            line = document.block_text(block)
            if _FOR_RESIDENTS.search(line) and not _ABOUT_THEM.search(line):
                return block.span, "外国人の住民に関わる"
    return None


def _emergency(context: Context) -> tuple[Span, str] | None:
    notice = context.notice
    if context.genre:
        emergency = context.genre == "emergency"
    else:
        emergency = (
            notice is not None
            and notice.genre.id == "emergency"
            and notice.genre.confidence >= SURE
        )
    if not emergency:
        return None
    document = context.document
    titles = title_spans(document)
    lines = "\n".join(span.cut(document.folded) for span in titles)
    if _NO_EMERGENCY.search(lines) or not _GRAVE.search(lines):
        return None
    if _TOLD_ELSEWHERE.search(document.folded):
        return None
    return titles[0], "命や暮らしを守る"
