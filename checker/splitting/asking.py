"""What a reader can be asked to do, and who is asked."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.splitting.endings import acts
from checker.splitting.scope import Actor, actor_of, subject_of, topic_of


def may_ask(first: Sequence[Morpheme]) -> bool:
    """Whether what the first half says is for the reader to do."""
    topic = topic_of(first)
    if topic is not None and topic.actor is Actor.OFFICE:
        return False
    if first[-1].base in ("いただく", "頂く", "くださる"):
        return True
    start = topic.end if topic is not None else 0
    subject = subject_of(first[start:])
    if subject is not None and actor_of(first[start : start + subject]) is not Actor.READER:
        return False
    return acts(first)


def asks_others(first: Sequence[Morpheme], rest: Sequence[Morpheme]) -> bool:
    """Whether only the second half names those who are asked (…に配慮し、報道各社は…)."""
    named, asked = topic_of(first), topic_of(rest)
    if first[-1].base in ("いただく", "頂く"):
        return False
    if first[-1].base == "する" and first[-2].surface in ("配慮", "考慮", "勘案"):
        return True
    return named is None and asked is not None and asked.actor is Actor.READER


_ASKED = ("了承", "理解", "協力", "注意", "留意", "容赦")


def is_asked(first: Sequence[Morpheme]) -> bool:
    """ご了承いただく: a request, whatever comes behind it."""
    words = [word.surface for word in first[-3:]]
    return first[-1].base in ("いただく", "頂く") and any(
        asked in said for said in words for asked in _ASKED
    )


_STEPS = frozenset(
    {
        *("記入", "入力", "確認", "予約", "登録", "印刷", "ダウンロード", "電話", "連絡", "相談"),
        *("署名", "押印", "書く", "選ぶ", "読む", "切る", "外す", "洗う", "消す", "止める"),
    }
)
"""What is done before the next step, and does not only tell how that is done."""


def is_step(first: Sequence[Morpheme]) -> bool:
    last = first[-1]
    if last.base != "する":
        return last.base in _STEPS
    noun = first[-3] if first[-2].surface == "を" and len(first) > 2 else first[-2]
    return noun.surface in _STEPS


_KNOWING = frozenset(
    {
        *(
            "確認",
            "確かめる",
            "決める",
            "検討",
            "教える",
            "回答",
            "返信",
            "調べる",
            "選ぶ",
            "考える",
        ),
        *("話し合う", "お知らせ", "知らせる", "判断", "明記", "記入", "記載", "明らか"),
    }
)
"""〜するか、お知らせください is one question, not two requests."""


_QUESTION_WORDS = frozenset(
    {
        "どちら",
        "どれ",
        "何",
        "いつ",
        "どこ",
        "誰",
        "どの",
        "どう",
        "なぜ",
        "いくつ",
        "いくら",
        "どのよう",
    }
)


def is_question(first: Sequence[Morpheme], rest: Sequence[Morpheme]) -> bool:
    """Whether 〜するか、 is something to find out, and no choice."""
    known = {word.base for word in rest} | {word.surface for word in rest}
    return bool(known & _KNOWING) or bool({word.surface for word in first} & _QUESTION_WORDS)
