"""Whether it helped: this run beside earlier ones."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from checker.site import plots
from checker.site.markup import block, day, escaped, folded, note, number, table
from checker.site.values import Site, Summary

SHOWN = 36
"""Runs that are drawn; of more, the latest."""

RULES_SHOWN = 4


def before(site: Site, earlier: Sequence[Summary]) -> tuple[Summary, ...]:
    """The earlier runs in their order, at most one a day, none of this day or later."""
    days = {summary.as_of: summary for summary in earlier if summary.as_of < site.summary.as_of}
    return tuple(days[name] for name in sorted(days))[-SHOWN:]


def blocks(site: Site, earlier: Sequence[Summary]) -> list[str]:
    """The parts of this half of the page; `earlier` is as `before` gives it."""
    if not earlier:
        text = (
            "この報告が最初の記録です。--history でフォルダーを指定して点検を続けると、"
            "ここに推移が出ます。"
        )
        return [block("trend", "これまでとの比較", note(text), wide=True)]
    runs = (*earlier, site.summary)
    parts = [
        _drawn("median", "点数の中央値", runs, lambda run: run.median, 100),
        _drawn("density", "千字当たりの指摘", runs, lambda run: run.density, 1, digits=1),
        _drawn("lacking", "情報不足のページ", runs, lambda run: run.lacking, 4),
        _drawn("over", "日付の過ぎたページ", runs, lambda run: run.past, 4),
    ]
    changed = _rules(site, earlier[-1])
    if changed:
        parts.append(changed)
    folders = _folders(site, earlier[-1])
    if folders:
        parts.append(folders)
    return parts


def _drawn(
    key: str,
    heading: str,
    runs: Sequence[Summary],
    value: Callable[[Summary], float | None],
    top: float,
    *,
    digits: int = 0,
) -> str:
    points = [
        (datetime.date.fromisoformat(run.as_of), found)
        for run in runs
        if (found := value(run)) is not None
    ]
    if len(points) < 2:
        return block(key, heading, note("比べられる記録がありません。"))
    first, last = points[0][0], points[-1][0]
    days = max(1, (last - first).days)
    rows = [(day(when), number(found, digits)) for when, found in reversed(points)]
    plot = plots.line(
        f"{heading}の推移。{day(first)}は{number(points[0][1], digits)}、"
        f"{day(last)}は{number(points[-1][1], digits)}です。",
        [(100 * (when - first).days / days, found) for when, found in points],
        [
            (0, f"{first.year}/{first.month}/{first.day}"),
            (100, f"{last.year}/{last.month}/{last.day}"),
        ],
        top,
    )
    return block(
        key, heading, plot, folded("数を表で見る", table(f"{heading}の推移", ("日", "値"), rows))
    )


def _rules(site: Site, last: Summary) -> str:
    now = site.summary
    names = {*now.rules, *last.rules}
    changes = {name: now.rules.get(name, 0) - last.rules.get(name, 0) for name in names}
    ordered = sorted((name for name in names if changes[name]), key=lambda n: (changes[n], n))
    fewer = [name for name in ordered if changes[name] < 0][:RULES_SHOWN]
    more = [name for name in reversed(ordered) if changes[name] > 0][:RULES_SHOWN]
    if not fewer and not more:
        return ""

    def rows(chosen: Sequence[str]) -> list[tuple[str, str, str]]:
        return [
            (
                f'{escaped(site.titles.get(name, name))}<span class="where">{escaped(name)}</span>',
                number(now.rules.get(name, 0)),
                signed(changes[name]),
            )
            for name in chosen
        ]

    since = day(datetime.date.fromisoformat(last.as_of))
    heads = ("ルール", "今回", "増減")
    return block(
        "changed",
        "前回から変わった指摘",
        f"<p>前回（{since}）と比べた件数です。</p>",
        table("前回から減った指摘", heads, rows(fewer)) if fewer else "",
        table("前回から増えた指摘", heads, rows(more)) if more else "",
        note("点検ツールの版が前回と違うため、ルールも変わっています。")
        if last.tool != now.tool
        else "",
    )


def _folders(site: Site, last: Summary) -> str:
    rows = []
    for name, folder in site.summary.folders.items():
        earlier = last.folders.get(name)
        if not name or earlier is None or folder.median is None or earlier.median is None:
            continue
        rows.append(
            (
                escaped(name),
                number(earlier.median),
                number(folder.median),
                signed(folder.median - earlier.median),
            )
        )
    if len(rows) < 2:
        return ""
    rows.sort(key=lambda row: row[0])
    heads = ("フォルダー", "前回", "今回", "差")
    return block(
        "changed-folders",
        "フォルダーの点数の変化",
        table("フォルダーごとの点数の中央値", heads, rows),
    )


def signed(change: float, digits: int = 0) -> str:
    """`+3`, `-2`, `±0`."""
    rounded = round(change, digits)
    if not rounded:
        return "±0"
    return f"{'+' if rounded > 0 else '−'}{number(abs(rounded), digits)}"
