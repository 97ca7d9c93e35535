"""Names of lecturers, players and prize winners in press releases without their reading."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.detectors.press import is_press
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

# Whom a newspaper will name: not the mayor, whose reading everybody has.
_ROLE = regex(
    "(?:講師|出演者?|演奏|指揮|独奏|歌手|作家|画家|書家|写真家|俳優|落語家|棋士|選手|監督|受賞者?|受章者?|優勝|最優秀賞|優秀賞|大賞|名誉市民|大使|主演|司会|朗読|講演者|ゲスト|登壇者|パネリスト"
    "|ソプラノ|ピアノ|バイオリン|指導者?|作者|作詞|作曲|デザイナー|代表者?)[　 ：:はのがに、・]{0,3}$"
)
_KANA = regex(
    "[　 ]*(?:さん|氏|様|選手|監督|先生)?[　 ]*[（(［\\[](?:[ぁ-んー・　 ]{2,}|[ァ-ヶー]{1,8}[・　 ][ァ-ヶー]+|[ァ-ヶ]{2,10})[)）\\]］、]"
)
_KANJI = regex("[一-鿿々]{2,}")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first such name that has no kana behind it, if no name of the draft has."""
    if not context.document.blocks or not is_press(context):
        return
    folded = context.document.folded
    first = None
    for person in context.annotations.of(AnnotationKind.PERSON):
        span = person.span
        if _KANA.match(folded, span.end):
            return  # whoever gives one reading knows that they are wanted
        line = folded.rfind("\n", 0, span.start) + 1
        role = _ROLE.search(folded, max(line, span.start - 16), span.start)
        if first is None and role and _KANJI.search(span.cut(folded)):
            first = span
    if first is not None:
        yield Match(first)
