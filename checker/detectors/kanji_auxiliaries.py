"""Verbs that only support another word (〜て頂く, お〜致す, 利用出来る), written in kanji."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_KANA_END = regex("[ぁ-ん]*$")
_VOICE = frozenset(("れる", "られる", "せる", "させる"))
_GOES_ON = (["いる"], ["居る"], ["おる"])
_POLITE = frozenset("おご御")
_THINGS = frozenset(("ご飯", "御飯", "ご馳走", "ご褒美", "ご祝儀"))


def scans(options: Options) -> tuple[Words, ...]:
    """What stands where such a verb does: its kanji, behind て or で if it follows them."""
    after_te = [te + verb[0] for verb in texts(options, "after_te") for te in "てで"]
    after_noun = [verb[0] for verb in texts(options, "after_noun")]
    return (Words((*after_te, *after_noun)),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a supporting verb of `options["after_te"]` or `options["after_noun"]`.

    `after_te` follows て or で; what may also be a verb of its own (家に帰って来る) has a
    list under its own name: the words before て, without する, that make it a supporting one.
    `after_noun` follows a noun that makes verbs (利用) or お and a stem (お渡し); with
    `options["between"]` those particles may stand between (利用が, ことも).
    """
    after_te, after_noun = texts(options, "after_te"), texts(options, "after_noun")
    between = texts(options, "between")
    for base in dict.fromkeys((*after_te, *after_noun)):
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            if (base in after_te and _supports_verb(words, index, texts(options, base))) or (
                base in after_noun and _supports_noun(words, index, between)
            ):
                kana = _in_kana(words[index])
                if kana:
                    span = Span(words[index].start, words[index].end)
                    yield Match(span, {"to": kana}, edits=(Edit(span, kana),))


def _supports_verb(words: Sequence[Morpheme], index: int, only_after: Sequence[str]) -> bool:
    """Whether て or で stands before, behind one of the words `only_after` (if there are any)."""
    if index < 2 or not words[index - 1].pos.startswith("助詞-接続助詞"):
        return False
    if words[index - 1].surface not in ("て", "で"):
        return False
    at = index - 2
    while at and words[at].base in _VOICE and words[at].pos.startswith("助動詞"):
        at -= 1
    if at and words[at].base == "する":
        at -= 1
    behind = [word.base for word in words[index + 1 : index + 3]]
    # 着て来てください: somebody shall come; 増えて来ています: it goes on.
    if words[index].base == "来る" and behind[:1] == ["て"] and behind[1:] not in _GOES_ON:
        return False
    return not only_after or words[at].base in only_after


def _supports_noun(words: Sequence[Morpheme], index: int, between: Sequence[str]) -> bool:
    """Whether a noun of action or お and a stem stands before, a particle left out."""
    at = index - 1
    if [word.base for word in words[index + 1 : index + 2]] == ["かねる"]:
        return True  # 原則出来かねます
    if at > 0 and words[at].surface in between:
        behind = [word.base for word in words[index + 1 : index + 3]]
        if words[at - 1].surface in ("こと", "事", "で") or "ない" in behind or "ぬ" in behind:
            return True
        # 準備が出来た: it is finished, which is another word.
        return "た" not in behind and _is_action(words[at - 1])
    if at < 0:
        return False
    if at and words[at - 1].surface in _POLITE and words[at].form.startswith("連用形"):
        return True
    return _is_action(words[at])


def _is_action(word: Morpheme) -> bool:
    if word.pos.startswith("名詞-普通名詞-サ変可能"):
        return True
    # ご利用 and ご覧 are one word each.
    return (
        word.surface[0] in "ご御"
        and len(word.surface) > 1
        and ("一" <= word.surface[1] <= "鿿" and word.surface not in _THINGS)
    )


def _in_kana(word: Morpheme) -> str:
    """The word in hiragana; "" where its reading does not fit its own kana."""
    kana = word.reading.translate(_TO_HIRAGANA)
    ending = _KANA_END.search(word.surface)
    return kana if ending is None or kana.endswith(ending.group()) else ""
