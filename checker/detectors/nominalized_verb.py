"""「申請を行う」「強化を図る」: a noun and an empty verb where one verb would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.inflection import Conjugation, Verb
from checker.inflection.transfer import transfer
from checker.model import Applicability, Edit, Match, Span, Tier
from checker.scan import Words

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

# Nouns made of verbs: 受け付けを行う is 受け付ける.
_DEVERBAL = {
    "取り扱い": Verb("取り扱う", Conjugation.GODAN_WA),
    "取扱い": Verb("取り扱う", Conjugation.GODAN_WA),
    "受け付け": Verb("受け付ける", Conjugation.SHIMO_ICHIDAN),
    "受付": Verb("受け付ける", Conjugation.SHIMO_ICHIDAN),
    "貸し出し": Verb("貸し出す", Conjugation.GODAN_SA),
    "貸出し": Verb("貸し出す", Conjugation.GODAN_SA),
    "取り消し": Verb("取り消す", Conjugation.GODAN_SA),
    "見直し": Verb("見直す", Conjugation.GODAN_SA),
    "払い戻し": Verb("払い戻す", Conjugation.GODAN_SA),
    "呼び掛け": Verb("呼び掛ける", Conjugation.SHIMO_ICHIDAN),
    "引き取り": Verb("引き取る", Conjugation.GODAN_RA),
    "受け取り": Verb("受け取る", Conjugation.GODAN_RA),
    "受け入れ": Verb("受け入れる", Conjugation.SHIMO_ICHIDAN),
    "取り付け": Verb("取り付ける", Conjugation.SHIMO_ICHIDAN),
    "取り外し": Verb("取り外す", Conjugation.GODAN_SA),
    "片付け": Verb("片付ける", Conjugation.SHIMO_ICHIDAN),
    "切り替え": Verb("切り替える", Conjugation.SHIMO_ICHIDAN),
    "入れ替え": Verb("入れ替える", Conjugation.SHIMO_ICHIDAN),
    "積み込み": Verb("積み込む", Conjugation.GODAN_MA),
    "持ち込み": Verb("持ち込む", Conjugation.GODAN_MA),
    "聞き取り": Verb("聞き取る", Conjugation.GODAN_RA),
    "振り込み": Verb("振り込む", Conjugation.GODAN_MA),
    "引き渡し": Verb("引き渡す", Conjugation.GODAN_SA),
}

LOOK_BACK = 20
"""How many words before the noun the others of its row may stand."""

_SURU = Verb("する", Conjugation.SURU)
_SASERU = Verb("させる", Conjugation.SHIMO_ICHIDAN)
_OKONAU = Verb("行う", Conjugation.GODAN_WA)
_ACTING = ("行う", "行なう", "行える", "実施")
_AIMING = ("図る", "はかる")
_VERBS = frozenset((*_ACTING, *_AIMING, "行く"))
_PARTICLES = {"で": "で", "へ": "に", "から": "から"}
_EMPTY = frozenset({"実施", "作業", "業務", "措置"})
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


@per_rule
def _nouns(options: Options) -> _Nouns:
    names = ("actions", "aims", "states", "modifiers")
    return _Nouns(*(frozenset(texts(options, name)) for name in names))


_BEFORE = Words(
    particle + verb
    for particle, verbs in (("を", ("行", "実施", "図", "はか")), ("は", "行"), ("も", "行"))
    for verb in verbs
)


def scans(options: Options) -> tuple[Words]:
    """See `Matcher.scans`."""
    return (_BEFORE,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a noun + を (は) + 行う, 実施する or 図る that is a verb by itself.

    `options["actions"]` take 行う and 実施する, `options["aims"]` 図る; of
    `options["states"]` (向上を図る) 〜させる is made. A noun of `options["modifiers"]`
    may stand right before (更新申請). What describes the noun (急な変更を行う) cannot
    describe a verb, so it is left alone; の becomes を, which is only proposed:
    「市の審査を行う」 says who, not what.
    """
    if context.words.bases.isdisjoint(_VERBS):
        return
    nouns = _nouns(options)
    for base in (*_ACTING, *_AIMING):
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            match = _match(words, index, nouns)
            if match is not None:
                yield match
    # 取り扱いは行って: read as a form of 行く.
    for number, index in context.words.by_surface.get("行っ", ()):
        words = context.morphemes[number]
        if words[index].base == "行く" and index and words[index - 1].surface in ("は", "も"):
            match = _match(words, index, nouns)
            if match is not None:
                yield match


def _match(words: Sequence[Morpheme], index: int, nouns: _Nouns) -> Match | None:
    """The match for the verb at `index`, if a noun and を stand before it."""
    if index < 2:
        return None
    noun = words[index - 2]
    aiming = words[index].base in _AIMING
    topic = words[index - 1].surface in ("は", "も")
    if topic and (aiming or words[index].base not in ("行う", "行なう", "行く")):
        return None
    if not topic and words[index - 1].surface != "を":
        return None
    if not aiming and noun.surface in _DEVERBAL:
        target = _DEVERBAL[noun.surface]
    elif noun.surface in (nouns.aims if aiming else nouns.actions) or (
        not aiming and noun.surface in _EMPTY and noun.surface != "実施"
    ):
        target = _SURU
    elif aiming and noun.surface in nouns.states:
        target = _SASERU
    else:
        return None
    start = index - 2
    if start and words[start - 1].surface in nouns.modifiers:
        start -= 1
    # 調査の実施を行う: the noun before の is the verb.
    doubled = noun.surface in _EMPTY and start > 1 and words[start - 1].surface == "の"
    doubled = doubled and words[start - 2].surface in nouns.actions
    object_at = start - 2 if doubled else _object(words, start)
    if noun.surface in _EMPTY - {"実施"} and not doubled:
        return None
    if topic and object_at is None:  # 申請は行いません: nothing else to put は on
        return None
    # 電話での説明を行う: 電話で説明する. 申込書への記入を行う: 申込書に記入する.
    by = ""
    if not topic and start > 1 and words[start - 1].surface == "の":
        by = _PARTICLES.get(words[start - 2].surface, "")
    if object_at is None and not by and not _is_bare(words, start):
        return None
    edit = transfer(words, index, target, _OKONAU)
    if edit is None:
        return None
    end = index + 1
    while end < len(words) and words[end].pos.startswith(("動詞-非自立可能", "助動詞")):
        end += 1
    tail = "".join(word.surface for word in words[index:end] if word.start >= edit.span.end)
    deverbal = noun.surface in _DEVERBAL
    if deverbal and start < index - 2:
        return None
    kept = "" if deverbal else "".join(word.surface for word in words[start : index - 1])
    particle = words[index - 1].surface if topic else "を"
    said = kept + edit.text + tail
    begin = words[start].start
    if by:
        begin, said = words[start - 2].start, by + said
    if object_at is not None:
        begin = words[object_at].start
        thing = "".join(word.surface for word in words[object_at : start - 1])
        said = thing + (said.removeprefix(noun.surface) if doubled else particle + said)
    span = Span(begin, max(edit.span.end, words[end - 1].end))
    proposed = Applicability.DISPLAY if object_at is not None or by else None
    if target is _SASERU or deverbal:
        proposed = proposed or Applicability.UNSAFE
    # 氏名の公表の実施を行う: the の before must change too, so it is only told.
    told = doubled and object_at and words[object_at - 1].surface == "の"
    edits = () if told else (Edit(span, said),)
    return Match(span, {"to": said}, edits=edits, applicability=proposed)


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
    manner = last.surface.endswith("方") and (
        last.pos.startswith("接尾辞") or len(last.surface) > 2
    )
    if not fits or (last.surface.endswith(_PEOPLE) and not manner) or _is_joined(words, at):
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
