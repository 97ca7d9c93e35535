"""How a clause ends, and how another clause ends in the same way."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.analysis.types import Morpheme
from checker.inflection import Conjugation, Form, Verb, inflect, parse
from checker.inflection.polite import polite
from checker.regex import regex
from checker.splitting.vocabulary import CLOSING, LASTING, OPENING, SAYING, WITHOUT_WILL


class Kind(enum.Enum):
    """What the end of a clause says of time and intent."""

    PRESENT = "present"
    PAST = "past"
    LASTING = "lasting"
    """〜ています."""
    REQUEST = "request"
    FORBIDDEN = "forbidden"
    """〜ないでください."""
    NEGATED = "negated"
    TAIL = "tail"
    """〜する予定です: can be said again of the first half."""
    STATE = "state"
    """〜できます, 〜です: how things are; a first half with a topic of its own may differ."""
    WHOLE = "whole"
    """〜場合があります, 〜でした: says nothing of the time of a first half."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a clause.

    Attributes:
        kind: What it says.
        plain: Whether it is である style, not です・ます.
        form: For a TAIL: the form of the word before it.
        tail: For a TAIL: what stands behind that word.
    """

    kind: Kind
    plain: bool = False
    form: Form = Form.PLAIN
    tail: str = ""


_REQUEST = regex(r"(?:ください|下さい|お願い(?:いた)?します|願います)$")
_FORBIDDEN = regex(
    r"(?:ないで(?:ください|下さい)|ない(?:よう|様)に?(?:し?てください|ください|お願い(?:いた)?します"
    r"|(?:ご注意|注意して|気を付けて|心がけて)ください))$"
)
_TAILS = tuple(
    (regex(rf"(?:{found})$"), form)
    for found, form in (
        ("必要があります|必要がある", Form.PLAIN),
        ("予定です|予定である|計画です|方針です|方針である", Form.PLAIN),
        ("ことができます|ことができる", Form.PLAIN),
        ("こと(?:と|に)(?:しました|しています|します|なりました|なります|した)", Form.PLAIN),
        ("なりません|ならない", Form.NEGATIVE_BA),
        ("ましょう", Form.POLITE_VOLITIONAL),
    )
)
_POSSIBLE = regex(
    r"(?:ものと(?:します|する)|かもしれません|(?:こと|場合|おそれ|恐れ)[がも]あ(?:ります|る))$"
)
_WHOLE = regex(
    r"(?:です|でしょう|あります|ございます|できます|なります|存じます|申し上げます|いただけます"
    r"|である|だ|ある|できる|なる|でした|ませんか|ですか|ますか)$"
)


_GOING_ON = regex(r"[てで](?:い|おり)(?:ます|る)$")
_NO_STATE = ("でした", "でしょう", "ませんか", "ですか", "ますか", "いただけます")


def read(words: Sequence[Morpheme]) -> Ending | None:
    """The ending of a clause whose last word is a predicate; None if it is no such end."""
    end = _before_brackets(words)
    if not end:
        return None
    last = words[end - 1]
    said = "".join(word.surface for word in words[max(0, end - 10) : end])
    plain = _is_plain(words[:end])
    if plain is None:
        return None
    if _FORBIDDEN.search(said):
        return Ending(Kind.FORBIDDEN)
    if _REQUEST.search(said):
        return Ending(Kind.REQUEST)
    if _POSSIBLE.search(said):
        return Ending(Kind.WHOLE, plain)
    for pattern, form in _TAILS:
        found = pattern.search(said)
        if found is not None and (form is not Form.NEGATIVE_BA or "ければ" in said[-9:]):
            return Ending(Kind.TAIL, plain, form, found.group())
    if said.endswith(("ません", "ませんでした", "ない", "なかった")):
        return Ending(Kind.NEGATED, plain)
    if _GOING_ON.search(said):
        return Ending(Kind.LASTING, plain)
    if _WHOLE.search(said) or _can(words[:end]):
        return Ending(Kind.WHOLE if said.endswith(_NO_STATE) else Kind.STATE, plain)
    if last.surface in ("た", "だ") and last.conjugation == "助動詞-タ":
        before = "".join(word.surface for word in words[max(0, end - 5) : end - 1])
        over = before.endswith(("ていまし", "ておりまし", "でいまし", "てい", "でい"))
        return Ending(Kind.WHOLE if over else Kind.PAST, plain)
    return Ending(Kind.PRESENT, plain)


def _can(words: Sequence[Morpheme]) -> bool:
    """受けられます, 使えます, 分かります: how things are."""
    last = words[-2] if words[-1].surface == "ます" and len(words) > 1 else words[-1]
    at = len(words) - (2 if words[-1].surface == "ます" else 1)
    if last.base == "れる" and at:
        return words[at - 1].base in ("限る", "含む", "思う", "見込む")
    if last.base == "られる":
        return len(words) > 2
    return last.base in LASTING and last.form.startswith(("連用形", "終止形"))


def _before_brackets(words: Sequence[Morpheme]) -> int:
    """The end of the words without a full stop and a bracket at their end."""
    end = len(words)
    while end:
        if words[end - 1].surface == "。":
            end -= 1
        elif words[end - 1].surface in "）)":
            depth = 0
            while end:
                end -= 1
                depth += (words[end].surface in CLOSING) - (words[end].surface in OPENING)
                if not depth:
                    break
        else:
            break
    return end


_POLITE_ENDS = tuple(
    f"{end}{mark}"
    for end in (
        *("ます", "です", "ました", "でした", "ません", "ください", "下さい"),
        *("ましょう", "でしょう"),
    )
    for mark in ("", "か")
)


def _is_plain(words: Sequence[Morpheme]) -> bool | None:
    """Whether a clause ends in である style; None if it does not end on a predicate."""
    last = words[-1]
    said = "".join(word.surface for word in words[-5:])
    if said.endswith(_POLITE_ENDS):
        return False
    finite = last.form.startswith(("終止形", "連体形"))
    return True if finite and last.pos.startswith(("動詞", "形容詞", "助動詞")) else None


def said_of(text: str, words: Sequence[Morpheme], ending: Ending) -> str | None:
    """`words`, which end on a 連用形 or a plain form, as a sentence with that ending."""
    if ending.kind is Kind.REQUEST:
        return _requested(text, words)
    if ending.kind is Kind.TAIL:
        return _with_tail(text, words, ending)
    made = _stated(text, words, ending)
    return None if made is None else f"{made}。"


def finished(text: str, words: Sequence[Morpheme], *, plain: bool) -> str | None:
    """`words`, which end a finite clause, as a sentence of their own."""
    made = _plain(text, words, Kind.PRESENT) if plain else _polite(text, words)
    return None if made is None else f"{made}。"


def named(noun: str, *, plain: bool) -> str:
    """A noun as the end of a sentence."""
    return f"{noun}である。" if plain else f"{noun}です。"


def _stated(text: str, words: Sequence[Morpheme], ending: Ending) -> str | None:
    kind = ending.kind
    if kind is Kind.LASTING and not _goes_on(words):
        kind = Kind.PRESENT
    if ending.plain:
        return _plain(text, words, kind)
    if kind is Kind.LASTING:
        te = _te(text, words)
        return None if te is None else f"{te}います"
    made = _polite(text, words)
    return _past(made) if made is not None and kind is Kind.PAST else made


def _goes_on(words: Sequence[Morpheme]) -> bool:
    """Whether 〜ている may be said of the last verb."""
    last = words[-1]
    return last.pos.startswith(("動詞", "助動詞")) and last.base not in LASTING


def _polite(text: str, words: Sequence[Morpheme]) -> str | None:
    """配り → 配ります."""
    last, before = words[-1], words[-2] if len(words) > 1 else None
    start = words[0].start
    if last.surface == "な" and last.conjugation == "助動詞-ダ":
        return text[start : last.start] + "です"
    if last.surface == "で" and before is not None and before.pos.startswith(("名詞", "接尾辞")):
        return text[start : last.start] + "です"
    if last.base in SAYING and last.form.startswith("連用形"):
        return _inflected(text[start : last.start], last, Form.POLITE)
    if last.conjugation == "助動詞-タ" and before is not None and _is_done(words[:-1]):
        return text[start : before.start] + "行いました"
    if last.surface == "ず" and before is not None:
        return _negated(text, words, Form.POLITE_NEGATIVE)
    if last.form == "連用形-促音便":
        return _inflected_word(text, words, Form.POLITE)
    edit = polite(words)
    if edit is None:
        return None
    return text[start : edit.span.start] + edit.text + text[edit.span.end : words[-1].end]


def _negated(text: str, words: Sequence[Morpheme], form: Form) -> str | None:
    """返却せず → 返却しません."""
    verb = words[-2]
    start = text[words[0].start : verb.start]
    if verb.base == "おる" and start.endswith(("て", "で")):
        made = inflect(Verb("いる", Conjugation.KAMI_ICHIDAN), form)
        return None if made is None else start + made
    return _inflected(start, verb, form)


def _past(made: str) -> str | None:
    for present, past in (("ます", "ました"), ("です", "でした"), ("ません", "ませんでした")):
        if made.endswith(present):
            return made[: -len(present)] + past
    return made if made.endswith(("ました", "でした")) else None


_PLAIN_FORMS = {Kind.PAST: Form.TA, Kind.LASTING: Form.PROGRESSIVE}


def _plain(text: str, words: Sequence[Morpheme], kind: Kind) -> str | None:
    """配り → 配る, 配った."""
    last = words[-1]
    before = text[words[0].start : last.start]
    if last.surface == "ず" and len(words) > 1:
        return _negated(text, words, Form.NEGATIVE_PAST if kind is Kind.PAST else Form.NEGATIVE)
    if last.surface in ("な", "で") and not last.pos.startswith("助詞-接続"):
        return before + "である"
    if last.form.startswith(("終止形", "連体形")) and kind is not Kind.PAST:
        return before + text[last.start : last.end]
    if last.conjugation == "助動詞-タ":
        return before + text[last.start : last.end]
    if last.base == "おる" and before.endswith(("て", "で")):
        return before + ("いた" if kind is Kind.PAST else "いる")
    if last.form.startswith("連用形") and polite(words) is None:
        return None
    return _inflected_word(text, words, _PLAIN_FORMS.get(kind, Form.PLAIN))


_TWO_READINGS = ("行っ", "通っ", "断っ", "放っ", "競っ", "勝っ")


def _is_done(words: Sequence[Morpheme]) -> bool:
    """検査を行っ: 行う, which Sudachi reads as 行く."""
    return len(words) > 1 and words[-1].surface == "行っ" and words[-2].surface == "を"


def _inflected_word(text: str, words: Sequence[Morpheme], form: Form) -> str | None:
    """The last word in a form; None where two verbs share what is written."""
    last = words[-1]
    before = text[words[0].start : last.start]
    if _is_done(words):
        made = inflect(Verb("行う", Conjugation.GODAN_WA), form)
        return None if made is None else before + made
    if last.form != "連用形-一般" and last.surface.endswith(_TWO_READINGS):
        return None
    return _inflected(before, last, form)


_PASSIVE = ("れる", "られる", "せる", "させる")


def _te(text: str, words: Sequence[Morpheme]) -> str | None:
    last = words[-1]
    if last.form.startswith("連用形") and polite(words) is None:
        return None
    if last.base == "おる":
        return None
    return _inflected_word(text, words, Form.TE)


def _inflected(before: str, last: Morpheme, form: Form) -> str | None:
    if not last.pos.startswith(("動詞", "助動詞")) or last.conjugation.startswith("文語"):
        return None
    if last.pos.startswith("助動詞") and last.base not in _PASSIVE:
        return None
    verb = parse(last.base, last.conjugation)
    made = None if verb is None else inflect(verb, form)
    return None if made is None else before + made


def acts(words: Sequence[Morpheme]) -> bool:
    """Whether the last verb says something that a reader can be asked to do."""
    last = words[-1]
    if last.base in WITHOUT_WILL or not last.pos.startswith("動詞"):
        return False
    if last.base in ("する", "いたす", "致す") and len(words) > 1:
        before = words[-2].surface
        if before == "と":
            return False  # 抽選とし、
        noun = words[-3].surface if before == "を" and len(words) > 2 else before
        return noun not in WITHOUT_WILL
    return True


def _requested(text: str, words: Sequence[Morpheme]) -> str | None:
    """記入し → 記入してください."""
    last = words[-1]
    before = text[words[0].start : last.start]
    if last.base in ("いただく", "頂く"):
        asked = before.endswith(("て", "で")) or _is_honoured(words)
        return f"{before}ください。" if asked else None
    if last.base in ("くださる", "下さる"):
        return f"{before}ください。"
    if last.surface == "ず" and len(words) > 2 and acts(words[:-1]):
        made = _negated(text, words, Form.NEGATIVE)
        return None if made is None else f"{made}でください。"
    if not acts(words) or (last.form.startswith("連用形") and polite(words) is None):
        return None
    made = _inflected_word(text, words, Form.REQUEST)
    return None if made is None else f"{made}。"


def _is_honoured(words: Sequence[Morpheme]) -> bool:
    """お越しいただき, ご確認いただき."""
    return len(words) > 2 and (
        words[-2].surface.startswith(("お", "ご", "御")) or words[-3].surface in ("お", "ご", "御")
    )


def _with_tail(text: str, words: Sequence[Morpheme], ending: Ending) -> str | None:
    """中止し → 中止する予定です."""
    last = words[-1]
    before = text[words[0].start : last.start]
    if last.base == "する" and before.endswith(("ことと", "ことに")):
        if not ending.tail.startswith("予定"):
            return None
        return f"{before[:-3]}{ending.tail}。"
    needs_will = not ending.tail.startswith(("予定", "計画", "方針", "こと"))
    fits = acts(words) if needs_will else last.base not in LASTING
    if not fits or (last.form.startswith("連用形") and polite(words) is None):
        return None
    made = _inflected_word(text, words, ending.form)
    return None if made is None else f"{made}{ending.tail}。"


def in_style(ending: Ending, *, plain: bool) -> Ending:
    """The same ending in the style of the whole sentence."""
    if ending.plain == plain:
        return ending
    kind = Kind.WHOLE if ending.kind is Kind.TAIL else ending.kind
    return Ending(kind, plain)


def stated(ending: Ending) -> Ending:
    """The same style, with a plain statement of the present."""
    return replace(ending, kind=Kind.PRESENT, tail="")


def of_the_past(ending: Ending) -> Ending:
    """The same style, with a statement of the past."""
    return replace(ending, kind=Kind.PAST, tail="")
