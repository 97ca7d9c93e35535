"""Notices of a fictional city to measure with: varied, and the same on every run.

What a notice says is put together from the sentences below by a seeded random
generator; how long it is counts in characters that a reader reads, white space
left out, as in the checker's own reports.
"""

from __future__ import annotations

import datetime
import html
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import cycle

from checker.document.model import Format

FIRST_DAY = datetime.date(2026, 12, 1)
WEEKDAYS = "月火水木金土日"

THEMES = (
    "冬の健康講座",
    "市民体育館の工事",
    "粗大ごみの収集",
    "図書館の休館",
    "水道管の工事",
    "子育て相談会",
    "防災訓練",
    "市営駐車場の料金",
)

PARAGRAPHS = (
    "市は、{day}から{theme}についての受け付けを始めます。",
    "対象は、市内に住んでいる方と、市内で働いている方です。",
    "費用は{fee}円です。当日、受付で払ってください。",
    "駐車場は台数が限られています。バスや電車で来てください。",
    "雨の日も行います。台風が近づいたときは中止します。",
    "中止するかどうかは、{day}の午前7時に市のホームページに載せます。",
    "受け付けは先着順です。定員の{people}人になったところで締め切ります。",
    "手話通訳が必要な方は、{day}までに電話で知らせてください。",
    "2歳から就学前までの子どもを預かります。保育の費用はかかりません。",
    "会場は{place}です。正面の入り口から入ってください。",
    "車いすのまま入れます。多目的トイレは1階にあります。",
    "持ってきた書類は、確かめた後で返します。",
    "届いた申込書の内容を確かめ、{day}に結果を送ります。",
    "写真を撮り、広報あおばに載せることがあります。",
    "工事の間は大きな音が出ます。迷惑をかけますが、協力をお願いします。",
    "通行止めの時間は、午前9時から午後5時までです。",
    "申し込みが多いときは、抽選で決めます。",
    "去年は{people}人が参加しました。今年は席を増やしました。",
)
"""Plain sentences. Most notices are like this."""

FLAWED = (
    "ご不明な点につきましては、お気軽にお問い合わせ下さい。",
    "窓口又は郵送により申請することができます。",
    "なお、定員に達し次第、締め切らせていただきますので、予めご了承願います。",
    "該当する方は、所定の様式に必要事項を記入の上、速やかに提出すること。",
    "受付時間は、８時３０分〜１７時１５分となっております。",
    "申請書を提出しない場合は、助成を受けられないことがないとは言えません。",
    "詳しくはこちらをごらん下さい。",
    "高齢者等の見守りについて、コミュニティーのニーズを踏まえ、スキームを検討します。",
)
"""Sentences with something to find, so that finding and locating are measured too."""

NEEDING_SYNTAX = (
    "この事業の目的は、一人で暮らす高齢の方を見守り、孤立を防ぎます。",
    "今回の見直しの理由は、燃料の値段が上がり、運営の費用が足りなくなりました。",
    "新しい窓口の特徴は、手続きを一つの場所にまとめ、待ち時間を減らします。",
)
"""Sentences that the guard of `sentence/subject-predicate-twist` lets through."""

ITEMS = (
    "日時：{day}　午前10時から正午まで",
    "場所：{place}（あおば市中央1丁目1番1号）",
    "対象：市内に住む18歳以上の方",
    "定員：{people}人（先着順）",
    "費用：{fee}円（材料費を含みます）",
    "持ち物：筆記用具、飲み物、動きやすい服",
    "締め切り：{day}",
    "申込書は、市役所と公民館に置いてあります。",
    "返信用の封筒と切手を入れてください。",
    "本人を確かめられるもの（運転免許証など）を見せてください。",
)
HEADINGS = (
    "内容",
    "対象になる方",
    "申し込みの方法",
    "当日のお願い",
    "費用と支払い",
    "気を付けること",
)
PLACES = ("中央公民館", "あおば市役所", "みどり台コミュニティセンター", "市民体育館", "東町図書館")

CONTACT_HEADING = "問い合わせ先"
CONTACT = (
    "あおば市 市民部 市民課 窓口係（市役所1階）",
    "電話：04-0000-1234",
    "受付時間：月曜日から金曜日まで（祝日を除く）の午前8時30分から午後5時15分まで",
    "メール：shimin@aoba.example",
)


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs and a list under it."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """What a notice says, before it is written in a format."""

    title: str
    sections: tuple[Section, ...]

    @property
    def characters(self) -> int:
        """What a reader reads, white space left out."""
        return count(self.title) + sum(map(characters_of, self.sections))

    def repeated(self, times: int) -> Notice:
        """The same notice with its sections said `times` over."""
        return replace(self, sections=self.sections * times)


def count(text: str) -> int:
    """The characters of a text that are not white space."""
    return sum(not character.isspace() for character in text)


def characters_of(section: Section) -> int:
    """The characters of a section that are not white space."""
    return sum(map(count, (section.heading, *section.paragraphs, *section.items)))


def make_notice(seed: int, characters: int = 1_000, *, needs_syntax: bool = False) -> Notice:
    """A notice of about this length (at most one section over it).

    Args:
        seed: The same seed gives the same notice.
        characters: How long it should be.
        needs_syntax: Whether some sentences need a parse.
    """
    rng = random.Random(seed)
    theme = rng.choice(THEMES)
    fill = _Filler(rng, theme)
    paragraphs = _shuffled(rng, PARAGRAPHS)
    flawed = _shuffled(rng, FLAWED)
    items = _shuffled(rng, ITEMS)
    headings = _shuffled(rng, HEADINGS)
    deep = list(NEEDING_SYNTAX) if needs_syntax else []
    contact = Section(CONTACT_HEADING, (), CONTACT)
    notice = Notice(f"{theme}のお知らせ", (contact,))
    while notice.characters < characters:
        extra = [deep.pop()] if deep else []
        first = fill("".join([*extra, *_take(paragraphs, 3)]))
        second = fill("".join([*_take(flawed, 1), *_take(paragraphs, 1)]))
        section = Section(next(headings), (first, second), tuple(map(fill, _take(items, 2))))
        notice = replace(notice, sections=(*notice.sections[:-1], section, contact))
    return notice


def one_line(characters: int, seed: int = 0) -> str:
    """Sentences of about this length altogether, with no line break between them."""
    sentences = [
        paragraph
        for section in make_notice(seed, 2_000).sections
        for paragraph in section.paragraphs
    ]
    return _up_to(characters, sentences)


def one_sentence(characters: int) -> str:
    """One sentence of about this length: what is left when a draft has lost its 。"""
    return _up_to(characters, [text.replace("。", "、") for text in PARAGRAPHS])


def _up_to(characters: int, parts: list[str]) -> str:
    taken: list[str] = []
    length = 0
    for part in cycle(parts):
        if length >= characters:
            return "".join(taken)
        taken.append(part)
        length += len(part)
    return ""


class _Filler:
    """Puts days, places and numbers into the gaps of a sentence."""

    def __init__(self, rng: random.Random, theme: str) -> None:
        self._rng = rng
        self._theme = theme

    def __call__(self, text: str) -> str:
        # One gap after the other, so that two days in a text differ.
        for name, value in self._values.items():
            while name in text:
                text = text.replace(name, value(), 1)
        return text

    @property
    def _values(self) -> Mapping[str, Callable[[], str]]:
        rng = self._rng
        return {
            "{theme}": lambda: self._theme,
            "{day}": lambda: _day(FIRST_DAY + datetime.timedelta(days=rng.randrange(90))),
            "{place}": lambda: rng.choice(PLACES),
            "{fee}": lambda: str(rng.randrange(1, 9) * 100),
            "{people}": lambda: str(rng.randrange(2, 20) * 10),
        }


def _day(day: datetime.date) -> str:
    return f"令和{day.year - 2018}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}曜日）"


def _shuffled(rng: random.Random, texts: tuple[str, ...]) -> Iterator[str]:
    """The texts in an order of the seed, again and again."""
    return cycle(rng.sample(texts, len(texts)))


def _take(texts: Iterator[str], number: int) -> list[str]:
    return [next(texts) for _ in range(number)]


def write(notice: Notice, format: Format) -> str:
    """The notice as a draft in this format."""
    return _WRITERS[format](notice)


def _markdown(notice: Notice) -> str:
    parts = [f"# {notice.title}"]
    for section in notice.sections:
        parts += [f"## {section.heading}", *section.paragraphs]
        parts += ["\n".join(f"- {item}" for item in section.items)]
    return "\n\n".join(parts) + "\n"


def _text(notice: Notice) -> str:
    parts = [notice.title]
    for section in notice.sections:
        parts += ["\n".join((f"■{section.heading}", *section.paragraphs))]
        parts += ["\n".join(f"・{item}" for item in section.items)]
    return "\n\n".join(parts) + "\n"


def _html(notice: Notice) -> str:
    lines = [f"<h1>{notice.title}</h1>"]
    for section in notice.sections:
        lines += [f"<h2>{section.heading}</h2>"]
        lines += [f"<p>{html.escape(text)}</p>" for text in section.paragraphs]
        lines += ["<ul>", *(f"<li>{html.escape(item)}</li>" for item in section.items), "</ul>"]
    body = "\n".join(lines)
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{notice.title}</title>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


_WRITERS: Mapping[Format, Callable[[Notice], str]] = {
    Format.MARKDOWN: _markdown,
    Format.TEXT: _text,
    Format.HTML: _html,
}

SUFFIXES: Mapping[Format, str] = {
    Format.MARKDOWN: ".md",
    Format.TEXT: ".txt",
    Format.HTML: ".html",
}
