"""「申請を行う」「強化を図る」: a noun and an empty verb where one verb would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, texts
from checker.inflection import Conjugation, Verb
from checker.inflection.transfer import transfer
from checker.model import Applicability, Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

LOOK_BACK = 20
"""How many words before the noun the others of its row may stand."""

_SURU = Verb("する", Conjugation.SURU)
_SASERU = Verb("させる", Conjugation.SHIMO_ICHIDAN)
_OKONAU = Verb("行う", Conjugation.GODAN_WA)
_ACTING = ("行う", "行なう", "行える", "実施")
_AIMING = ("図る", "はかる")
_THINGS = ("名詞-普通名詞-サ変可能", "名詞-普通名詞-一般", "接尾辞-名詞的-一般")
# 市の審査 says who, 最終の確認 says how.
_PEOPLE = tuple("者員士師会課局署国県市町村人側校親方")
_MANNERS = frozenset(
    {
        *("事前", "事後", "最終", "一次", "二次", "臨時", "最初", "最後", "当初", "次回", "前回"),
        *("共同", "独自", "多数", "複数", "一定", "全体", "他", "家族", "双方", "相互", "職場"),
    }
)
_JOINING = frozenset({"及び", "並びに", "および", "ならびに", "又は", "または", "や", "と", "・"})


@dataclass(frozen=True, slots=True)
class _Nouns:
    """The options of the rule: which nouns, and what each verb makes of them."""

    actions: frozenset[str]
    aims: frozenset[str]
    states: frozenset[str]
    modifiers: frozenset[str]


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a noun + を + 行う, 実施する or 図る that is a verb by itself.

    `options["actions"]` take 行う and 実施する, `options["aims"]` 図る; of
    `options["states"]` (向上を図る) 〜させる is made. A noun of `options["modifiers"]`
    may stand right before (更新申請). What describes the noun (急な変更を行う) cannot
    describe a verb, so it is left alone; の becomes を, which is only proposed:
    「市の審査を行う」 says who, not what.
    """
    names = ("actions", "aims", "states", "modifiers")
    nouns = _Nouns(*(frozenset(texts(options, name)) for name in names))
    for base in (*_ACTING, *_AIMING):
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            match = _match(words, index, nouns)
            if match is not None:
                yield match


def _match(words: Sequence[Morpheme], index: int, nouns: _Nouns) -> Match | None:
    """The match for the verb at `index`, if a noun and を stand before it."""
    if index < 2 or words[index - 1].surface != "を":
        return None
    noun = words[index - 2]
    aiming = words[index].base in _AIMING
    if noun.surface in (nouns.aims if aiming else nouns.actions):
        target = _SURU
    elif aiming and noun.surface in nouns.states:
        target = _SASERU
    else:
        return None
    start = index - 2
    if start and words[start - 1].surface in nouns.modifiers:
        start -= 1
    object_at = _object(words, start)
    if object_at is None and not _is_bare(words, start):
        return None
    edit = transfer(words, index, target, _OKONAU)
    if edit is None:
        return None
    end = index + 1
    while end < len(words) and words[end].pos.startswith(("動詞-非自立可能", "助動詞")):
        end += 1
    tail = "".join(word.surface for word in words[index:end] if word.start >= edit.span.end)
    said = "".join(word.surface for word in words[start : index - 1]) + edit.text + tail
    begin = words[start].start
    if object_at is not None:
        begin = words[object_at].start
        thing = "".join(word.surface for word in words[object_at : start - 1])
        if noun.surface == "実施" and thing in nouns.actions:  # 調査の実施を行う
            said = said.removeprefix("実施")
        else:
            thing += "を"
        said = thing + said
    span = Span(begin, max(edit.span.end, words[end - 1].end))
    proposed = Applicability.DISPLAY if object_at is not None else None
    if target is _SASERU:
        proposed = proposed or Applicability.UNSAFE
    return Match(span, {"to": said}, edits=(Edit(span, said),), applicability=proposed)


def _object(words: Sequence[Morpheme], start: int) -> int | None:
    """Where the noun before の starts, if it can be what is done (登録の変更)."""
    if start < 2 or words[start - 1].surface != "の":
        return None
    at = start - 1
    while at and words[at - 1].pos.startswith(("名詞", "接頭辞", "接尾辞")):
        at -= 1
    noun = words[at : start - 1]
    if not noun or any(word.pos.startswith(("名詞-数詞", "名詞-固有名詞")) for word in noun):
        return None
    last = noun[-1]
    fits = last.pos.startswith(_THINGS) and last.surface not in _MANNERS
    if not fits or last.surface.endswith(_PEOPLE) or _is_joined(words, at):
        return None
    return at


def _is_joined(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the noun phrase at `at` is one of several (意識の高揚及び連携の強化を図る)."""
    least = max(0, at - LOOK_BACK)
    while at > least and words[at - 1].surface not in ("、", "は", "が", "を", "に", "で"):
        at -= 1
        if words[at].surface in _JOINING:
            return True
    return False


def _is_bare(words: Sequence[Morpheme], start: int) -> bool:
    """Whether nothing describes the noun, and no other noun stands beside it."""
    if not start:
        return True
    before = words[start - 1]
    if before.surface == "、" and start > 1:
        before = words[start - 2]
        if before.pos.endswith("副詞可能"):
            return True
    if before.pos.startswith("助詞"):
        return before.surface not in ("の", "と", "や", "か", "を", "など", "との")
    if before.pos.startswith(("副詞", "接続詞")):
        return True
    return before.form.startswith("連用形") and before.base != "た"
