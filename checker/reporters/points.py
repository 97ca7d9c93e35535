"""The score on the terminal: a line and bars, or every point with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import FileReport, Score, ScorePart
from checker.reporters.screen import Screen, Style
from checker.reporters.width import elide, reveal

BAR = 20
"""Characters of a bar."""

WORTH = 2
"""Points from which something to do is told without being asked for."""

EXAMPLE = 44
"""Columns of an example at most."""

_CAVEAT = (
    "点数は、文字・語・文の長さと指摘の数から計算した目安です。"
    "内容の正しさや、実際に伝わるかどうかは分かりません。"
)


@dataclass(frozen=True, slots=True)
class Points:
    """How the score of each draft is shown.

    Attributes:
        screen: Where.
        explain: Whether every point that is lost is told.
        alone: Whether there is one draft only, so that there is room for bars.
        readers: How many read a draft, None if nobody said so.
    """

    screen: Screen
    explain: bool
    alone: bool
    readers: int | None

    def short(self, file: FileReport) -> str:
        """The total behind a file's name, "" without one."""
        score = file.score
        return "" if score is None or score.total is None else f"  {score.total}点"

    def caveat(self) -> Iterator[str]:
        """What the number cannot say."""
        yield from self.screen.flow([(_CAVEAT, Style.FAINT)])

    def lines(self, file: FileReport) -> Iterator[str]:
        """The score of a draft."""
        score = file.score
        if score is None:
            return
        yield from self._total(score)
        if score.total is None:
            return
        if self.alone or self.explain:
            names = max(self.screen.width(part.name) for part in score.parts)
            for part in score.parts:
                yield from self._part(part, names)
            yield from self._rescaled(score)
        most = [gain for gain in score.gains[:1] if gain.points >= WORTH]
        for gain in score.gains if self.explain else most:
            text = f"{reveal(gain.message)}と、+{gain.points}点"
            yield from self._labelled("上げるには:", text)
        if self.explain:
            yield from self._level(score)
        if self.explain or self.readers is not None:
            yield from self._time(score)

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        lead = [(f"  {label} ", Style.STRONG)]
        hang = 2 + self.screen.width(label) + 1
        yield from self.screen.flow([(text, Style.PLAIN)], lead=lead, hang=hang)

    def _total(self, score: Score) -> Iterator[str]:
        if score.total is None:
            yield from self._labelled("点数:", f"付けられません（{score.reason}）")
            return
        notes = [score.band]
        if score.reference_only:
            notes.append("文章が短いので参考値")
        yield from self._labelled("点数:", f"{score.total}点（{'、'.join(notes)}）")

    def _part(self, part: ScorePart, names: int) -> Iterator[str]:
        gap = " " * (names - self.screen.width(part.name))
        if part.points is None:
            head = f"  {part.name}{gap}  "
            text = f"判断できません（{part.reason}）"
            hang = self.screen.width(head)
            yield from self.screen.flow(
                [(text, Style.FAINT)], lead=[(head, Style.PLAIN)], hang=hang
            )
            return
        full = round(BAR * part.points / part.budget) if part.budget else 0
        bar = "#" * full + "-" * (BAR - full)
        yield f"  {part.name}{gap}  [{bar}] {part.points:>2}/{part.budget}"
        if self.explain:
            for line in part.lines:
                shown = f"−{line.points}点" if line.points else "−1点未満"
                text = reveal(" ".join(line.message.split()))
                if line.example:
                    example = " ".join(reveal(line.example).split())
                    text += f"。例: {elide(example, EXAMPLE, self.screen.ambiguous)}"
                lead = [(f"    {shown}", Style.PLAIN)]
                yield from self.screen.flow([(text, Style.PLAIN)], lead=lead, hang=14)

    def _rescaled(self, score: Score) -> Iterator[str]:
        if any(part.points is None for part in score.parts):
            text = "  判断できない部分を除き、残りを100点満点に直しています。"
            yield from self.screen.flow([(text, Style.FAINT)])

    def _level(self, score: Score) -> Iterator[str]:
        level = score.level
        if level is None:
            return
        yield from self._labelled("近い文章:", f"語のむずかしさは、{level.name}と同じくらいです。")
        band = f"{level.jreadability_band}、" if level.jreadability_band else ""
        yield from self._labelled(
            "参考:",
            f"日本語教育のレベル {band}{level.jreadability:.1f}"
            "（jReadability の式、Lee・Hasebe 2015。0.5が難しく、6.5がやさしい）",
        )

    def _time(self, score: Score) -> Iterator[str]:
        fast, slow = score.reading_seconds
        text = f"{_duration(fast)}〜{_duration(slow)}（1分に600〜400字）"
        yield from self._labelled("読む時間:", text)
        if self.readers is None:
            return
        hours = score.plain_seconds * self.readers / 3600
        shown = f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}"
        text = (
            f"{self.readers:,}人が読むとき、やさしく書き直せば、合わせて約{shown}時間。"
            "難しい文章を1分400字、やさしい文章を600字で読むとみなした概算です。"
        )
        yield from self._labelled("省ける時間:", text)


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}秒"
    return f"{minutes}分{rest}秒" if rest else f"{minutes}分"
