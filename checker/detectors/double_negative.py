"""Two negations that could be said without (できないわけではない, しなければできない).

One detector for two rules (option `kind`): `double`, and `condition` for
「〜しなければ、〜できません」. Obligations (〜なければなりません) are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

_NOT = "(?:ない|無い|なかった|ありません|ございません)(?!か)"
_DOUBLE = Scan(
    f"ない(?:と(?:いう|いった))?(?:わけ|訳|こと|事|もの)(?:では|でも|じゃ|とも|は|も|が){_NOT}"
    "(?:(?:とは|とも)(?:限り|言え|いえ|言い切れ)(?:ません|ない))?"
    f"|無い(?:わけ|訳|こと|事|もの)(?:では|でも|は|も){_NOT}"
    f"|なく(?:は|も){_NOT}|無く(?:は|も){_NOT}"
    "|ないと[はも](?:(?:限り|かぎり|言え|いえ|言い切れ|言いきれ|断言でき)ません"
    "|(?:限ら|かぎら|言え|いえ|言い切れ|言いきれ|断言でき)(?:ない|ず|なく))"
    "|ざるを[得え](?:ない|ません|なく|なかった|ず|なければ)"
    "|ずに(?:は)?いられ(?:ない|ません)|ずに(?:は)?おかない|ずに(?:は)?すま(?:ない|せん)"
    "|ない(?:わけ|訳)に[はも](?:(?:いか|行か|参ら)ない|(?:いき|行き|参り|まいり)ません)"
    "|ない(?:はず|筈)(?:は|が|も)?(?:ない|ありません|ございません)(?!か)"
    "|ない(?:方|人|者|もの|物|日|所|ところ|世帯|施設)[はも](?:いません|おりません|ありません|ございません)(?!か)"
    f"|不(?:可能|要|必要|可)(?:という)?(?:な?(?:わけ|訳|こと|もの))?では{_NOT}"
    f"|無(?:関係|縁|効)(?:という)?(?:な?(?:わけ|訳|こと|もの))?では{_NOT}"
    "|ないように[はも]?しない|ないでは(?:いられ|すま)(?:ない|ません)|なきにしも(?:あらず|非ず)"
)
_CONDITION = Scan(
    "(?:(?P<unless>なければ)|(?P<otherwise>ない(?:と(?![はもの思考聞見い判認決])|限り|かぎり)"
    "|ずには|なくては)|(?P<without>[な無]し(?:では|には)))(?P<comma>、?)"
    "[^。、\n「」]{0,24}?"
    "(?:(?:利用|使用|申請|参加|入場|手続き?|登録|応募|申し?込み?|購入|受講|受診|入所|入園|発行|交付|予約"
    "|閲覧|見学|投票|貸し出し|解約|返金|受け?付け?|収集|回収|お渡し|お受け|返却|支給|案内|お貸し)"
    "(?:は|が|も|を)?(?:でき|出来)"
    "|[うくぐすつぬぶむる]こと(?:は|が|も)(?:でき|出来)"
    "|(?:さ|行わ|使わ|払わ|開か|配ら|送ら|認めら)れ|行い|開き|動き|届き|始まり|戻り|決まり|つながり"
    "|受け(?:取れ|られ|付け(?:られ|いたし)?)|借りられ|見られ|もらえ|使え|入れ|買え|申し込め|振り込め|進め|送れ|払え|渡せ|始められ|開けられ|届けられ|通れ|乗れ|頼め|続けられ"
    "|(?:収集|回収|発行|交付|支給|貸し出し|返金|受理|返却|お渡し|お受け|お貸し)(?:いた)?し|渡し|認め(?:られ)?"
    "|(?:いただけ|頂け)|対象(?:に|と)(?:は)?なり)"
    "(?P<not>ません|ない(?=こと))(?!か|でした)"
)
_POSSIBLE = regex(
    "ない(?:と(?:いう|いった))?(?:わけ|訳|こと|事)(?:では|でも|は|も)(?:ない|ありません)"
)
_DOUBTFUL = regex(
    "(?:ないと[はも](?:限り|かぎり|言え|いえ|言い切れ)|なく[はも]あり)ません|ないと[はも](?:限らない|言えない)"
)
# ことが|ないとは限りません: what may happen.
_CHANCE = regex("(?P<noun>こと|場合|可能性|恐れ|おそれ)[がも]$")
_STEM = ("動詞", "助動詞")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_CONDITION if options.get("kind") == "condition" else _DOUBLE,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a pair of negations, from the verb of the first one.

    Where the verb has a plain positive, it is proposed.
    """
    conditions = options.get("kind") == "condition"
    text = context.document.folded
    for found in (_CONDITION if conditions else _DOUBLE).finditer(text):
        if found.group()[0] in "な無" and found.start() not in context.word_starts:
            continue  # 危ないことはありません, 少なくはありません
        stem = _stem(context, found.start())
        if conditions:
            start, positive = _condition(found, stem, _before(context, found.start()))
        else:
            start, positive = _positive(found, stem)
        if start is not None:
            end = found.end()
            if positive.endswith("ある") and text.startswith("です", end):
                positive, end = f"{positive[:-2]}あります", end + 2
            elif text.startswith("でした", end):
                positive = ""
            span = Span(start, end)
            yield Match(span, edits=(Edit(span, positive),) if positive else ())


def _stem(context: Context, end: int) -> tuple[Morpheme, ...]:
    """The verb that the negation at `end` belongs to (申請 でき), () if there is none."""
    position = context.word_starts.get(end)
    if position is None or not position[1]:
        return ()
    words = context.morphemes[position[0]]
    first = position[1]
    while first and words[first - 1].pos.startswith(_STEM) and words[first - 1].base != "だ":
        first -= 1
    if first == position[1]:
        return ()
    verb = words[first]
    if first and verb.base in ("する", "できる", "出来る", "致す", "いたす"):
        first -= words[first - 1].pos.startswith("名詞")
    return words[first : position[1]]


def _before(context: Context, end: int) -> Morpheme | None:
    """The word that ends where the negation starts."""
    position = context.word_ends.get(end)
    return None if position is None else context.morpheme_at(position)


def _positive(found: re.Match[str], stem: tuple[Morpheme, ...]) -> tuple[int, str]:
    """Where the negations start, and 「できる場合があります」 for 「できないわけでは…」, or ""."""
    said = found.group()
    possible, doubtful = _POSSIBLE.fullmatch(said), _DOUBTFUL.fullmatch(said)
    noun = _CHANCE.search(found.string, max(0, found.start() - 5), found.start())
    start = stem[0].start if stem else noun.start() if noun else found.start()
    if not (possible or doubtful):
        return start, ""
    there_is = "あります" if said.endswith("ません") else "ある"
    if stem and said.startswith("ない"):
        return start, f"{_plain(stem)}{'場合' if possible else 'こと'}が{there_is}"
    return start, f"{noun['noun']}が{there_is}" if noun and not stem else ""


def _condition(
    found: re.Match[str], stem: tuple[Morpheme, ...], word: Morpheme | None
) -> tuple[int | None, str]:
    """Where the condition starts, and 「申請すると受けられます」 for 「申請しないと…」, or ""."""
    start, comma = found.start(), found["comma"]
    rest = found.string[found.end("comma") : found.start("not")]
    before = found.string[max(0, start - 1) : start]
    if stem:
        start, head = stem[0].start, f"{_plain(stem)}と"
    elif found["without"]:
        if word is None or not word.pos.startswith("名詞"):
            return None, ""
        start, head = word.start, f"{word.surface}があれば"
    elif before == "で":
        start, head = start - 1, "なら"
    elif before and before in "がも":
        head = "あれば" if found["unless"] else "あると"
    else:
        return None, ""
    if found["not"] != "ません" or (found["otherwise"] or "").endswith(("限り", "かぎり")):
        return start, ""
    return start, f"{head}{comma}{rest}ます"


def _plain(stem: tuple[Morpheme, ...]) -> str:
    """The verb in its dictionary form: 申請 でき → 申請できる."""
    return "".join(word.surface for word in stem[:-1]) + stem[-1].base
