"""Where a long sentence can be cut, and how it reads then.

Only cuts that keep every fact are offered: at a place where one statement ends
and the next begins, never inside a condition, a purpose, a modifier or a
quotation. The end of the first half is put into the form that it shares with
what it belongs to (〜しました, 〜してください, 〜する予定です), and only where both have
the same time and the same person acts; else the sentence stays whole. The
second half begins with the conjunction that the cut needs. A sentence of one
statement may give up a part at its head instead (`splitting.turning`).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.regex import regex
from checker.splitting.endings import Ending, Kind, read
from checker.splitting.halves import Half, first_half
from checker.splitting.places import PREFERENCE, Cut, Link, cuts, gives_reason
from checker.splitting.scope import is_topic
from checker.splitting.turning import turned

__all__ = ["split"]

LONG = 45
"""A part over so many code points is cut again where the words tell the joint."""

VERY_LONG = 60
"""The same for a joint that only a 連用形, a て or a か makes: one misread is worse."""

_BARE = frozenset({Link.STOP, Link.TE, Link.COPULA, Link.OR, Link.NOT_ONLY, Link.AFTER_NOUN})

MAX_CUTS = 3
"""How often a part may be cut again."""

MOST_WORDS = 500
"""Longer ones are no sentences; also keeps the work linear in the text."""


def split(text: str, morphemes: Sequence[Morpheme]) -> str | None:
    """A long sentence as several.

    Args:
        text: The text that the morphemes' offsets refer to.
        morphemes: The words of one sentence, its full stop included.

    Returns:
        The sentences, joined; None where no cut is certain.
    """
    words = tuple(morphemes)
    if not 3 < len(words) <= MOST_WORDS or words[-1].surface != "。":
        return None
    ending = read(words)
    if ending is None:
        return None
    written = text[words[0].start : words[-1].end]
    parts = _parts(text, words, ending, written, MAX_CUTS)
    return "".join(parts) if len(parts) > 1 else turned(text, words, ending)


def _parts(
    text: str,
    words: tuple[Morpheme, ...],
    ending: Ending,
    written: str,
    left: int,
    *,
    reason: bool = False,
) -> list[str]:
    """The sentences that `words` become.

    `written` is how they read now: as in the text, but for an end that a cut
    behind them has changed. A part that is a `reason` gets no reason of its own
    (このため、 … このため、 …).
    """
    if left <= 0 or (_length(words) <= LONG and left < MAX_CUTS):
        return [written]
    for cut, half in _choices(text, words, ending):
        if left < MAX_CUTS and cut.link in _BARE and _length(words) <= VERY_LONG:
            continue
        rest = words[cut.start :]
        behind = written[rest[0].start - words[0].start :]
        if cut.link in _BARE and _goes_on_describing(rest, behind):
            continue
        if cut.link in _REASONS and (reason or gives_reason(rest)):
            continue  # このため、 … ので、 …
        opening = _opening(cut, half, behind)
        return [
            *_parts(
                text,
                half.words,
                half.ending,
                half.made,
                left - 1 if not half.taken else 0,
                reason=reason or cut.link in _REASONS,
            ),
            *_prefixed(opening, _parts(text, rest, ending, behind, left - 1, reason=reason)),
        ]
    return [written]


_DESCRIBED = regex(
    "(?:方|者|人|もの|物|場合|世帯|団体|とき)(?:に限(?:り|る|ら)|です|とします|(?:を|が)対象)[^、。]*。$"
)


def _goes_on_describing(rest: Sequence[Morpheme], behind: str) -> bool:
    """市内に住み、市税の滞納がない方に限ります: both halves describe the 方."""
    if _DESCRIBED.search(behind) is None:
        return False
    return not any(is_topic(rest, at) for at in range(1, len(rest)))


_REASONS = (Link.BECAUSE, Link.AIM)

CONDITIONAL = 40
"""Code points off the middle that a cut behind a condition costs."""


ADJECTIVE = 30
"""The same for a first half on 〜多いです。"""


def _choices(text: str, words: tuple[Morpheme, ...], ending: Ending) -> Iterator[tuple[Cut, Half]]:
    """The cuts that are certain, the best first: near the middle, and a good link."""
    middle = (words[0].start + words[-1].end) / 2
    held: list[tuple[float, int, Cut, Half]] = []
    ordered = sorted(
        (abs(words[cut.end - 1].end - middle) + 3 * PREFERENCE[cut.link], number, cut)
        for number, cut in enumerate(cuts(words))
    )
    for cost, number, cut in ordered:
        while held and held[0][0] <= cost:  # no later one can be better
            _, _, best, half = heapq.heappop(held)
            yield best, half
        made = first_half(text, words, cut, ending)
        if made is not None:
            heapq.heappush(held, (cost + _penalty(made), number, cut, made))
    while held:
        _, _, best, half = heapq.heappop(held)
        yield best, half


def _penalty(half: Half) -> int:
    conditional = half.conditional and half.ending.kind is not Kind.REQUEST
    return CONDITIONAL * conditional + ADJECTIVE * half.made.endswith("いです。")


def _prefixed(opening: str, parts: list[str]) -> list[str]:
    return [opening + parts[0], *parts[1:]]


def _length(words: Sequence[Morpheme]) -> int:
    return words[-1].end - words[0].start


_CONJUNCTION = {
    Link.STOP: "",
    Link.TE: "",
    Link.COPULA: "",
    Link.BUT: "",
    Link.THOUGH: "しかし、",
    Link.BECAUSE: "このため、",
    Link.AIM: "このため、",
    Link.LIST: "また、",
    Link.ALSO: "また、",
    Link.BESIDES: "このほか、",
    Link.WHILE: "一方、",
    Link.THEN: "その後、",
    Link.UPON: "その上で、",
    Link.AFTER_NOUN: "その上で、",
    Link.OR: "または、",
    Link.NOT_ONLY: "さらに、",
}

_CONJUNCTIONS = (
    *("ただし", "しかし", "また", "なお", "このため", "さらに", "同時に", "それでも", "これにより"),
    *("その後", "その上", "そのうえ", "その際", "そのため", "そのほか", "一方", "あわせて"),
)

_RESTRICTIONS = tuple(
    f"{ending}。"
    for ending in (
        *("ません", "必要です", "限ります", "対象外です", "かかります", "除きます"),
        *("制限があります", "限りがあります", "条件があります", "ことがあります"),
        *("場合があります", "必要があります", "終了します", "締め切ります"),
    )
)
"""Ends of a second half that restricts what stands before が."""

_FOR_SOME = regex("[^、。]{0,12}(?:希望(?:の|する|される)方は|届(?:きましたら|いたら|きしだい))")
"""The second half speaks to those who want what the first half offers, or of what arrives."""
_PLEASANT = ("スムーズになります。", "スムーズです。", "便利です。")
_INVITATIONS = ("お気軽に", "ぜひ", "どうぞ", "ご家族で", "ご家族と")
_TELLING = ("お知らせします。", "お知らせいたします。", "ご案内します。", "報告します。")
_NOTICES = (
    *("ご注意ください。", "注意してください。", "ご了承ください。", "ご理解ください。"),
    *("お待ちしています。", "お待ちしております。", "ご理解とご協力をお願いします。"),
    *("ご理解をお願いします。", "ご協力をお願いします。"),
)


def _opening(cut: Cut, half: Half, behind: str) -> str:
    """What the second half begins with."""
    opening = cut.opening or _CONJUNCTION[cut.link]
    if behind.startswith(_CONJUNCTIONS):
        return half.taken
    if cut.link in _REASONS and "ため、" in behind:
        opening = "そこで、" if half.made.endswith("た。") else ""  # not このため、 … ため、 …
    if cut.link in _REASONS and _needs_no_reason(behind):
        opening = ""
    if opening == "さらに、" and "さらに" in behind:
        opening = "また、"
    if cut.link is Link.BUT:
        opening = _contrast(half.made, behind)
    if not opening and cut.link is Link.STOP and half.conditional:
        opening = "また、" if half.ending.kind is not Kind.REQUEST else ""
    return opening + half.taken


def _needs_no_reason(behind: str) -> bool:
    """ご注意ください。, お気軽にお越しください。 and 希望する方は follow without このため."""
    if _FOR_SOME.match(behind) or behind.endswith(_PLEASANT):
        return True
    short = len(behind) <= 25 and behind.endswith(_NOTICES)
    short = short or (len(behind) <= 35 and behind.endswith(_TELLING))
    return short or behind.startswith((*_INVITATIONS, "あらかじめご了承", "ご了承"))


def _contrast(made: str, behind: str) -> str:
    if made.endswith(("ていました。", "てきました。", "でいました。")) and behind.endswith("た。"):
        return "しかし、"
    if "禁止" in made[-12:]:
        return "ただし、"
    if behind.endswith(_RESTRICTIONS) and "おり、" not in behind and not made.endswith("ません。"):
        return "ただし、"
    return ""
