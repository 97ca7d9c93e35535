"""What comes first: the site in six figures, and where to help."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

from checker.site.markup import day, escaped, number, percent
from checker.site.names import Names, title
from checker.site.tallies import band_of
from checker.site.trend import signed
from checker.site.values import Group, Page, Site, Summary

READABLE = 1
"""The band up to which a page is called readable: 70 points and more."""

ENOUGH = 70
"""Its points."""


def figures(site: Site, earlier: Sequence[Summary]) -> str:
    """The site in six figures, each with what changed since the last run."""
    now = site.summary
    last = earlier[-1] if earlier else None
    readable = percent(sum(now.bands[: READABLE + 1]), sum(now.bands))
    median, compared = now.median, bool(site.compared)

    def change(value: Callable[[Summary], float | None], digits: int = 0) -> str:
        before, after = None if last is None else value(last), value(now)
        if before is None or after is None:
            return ""
        return f'<span class="change">前回から {signed(after - before, digits)}</span>'

    made = [
        _figure(
            "ページ",
            number(now.pages),
            f"{number(now.characters)}字",
            change(lambda run: run.pages),
        ),
        _figure(
            "点数の中央値",
            "なし" if median is None else number(median),
            "" if median is None else f"読みやすいページは{readable}",
            change(lambda run: run.median),
        ),
        _figure(
            "千字当たりの指摘",
            number(now.density, 1),
            f"合わせて{number(now.findings)}件",
            change(lambda run: run.density, 1),
        ),
        _figure(
            "情報不足のページ",
            number(now.lacking),
            percent(now.lacking, now.pages),
            change(lambda run: run.lacking),
        ),
        _figure(
            "日付の過ぎたページ",
            number(now.past),
            percent(now.past, now.pages),
            change(lambda run: run.past),
        ),
        _figure(
            "よく似たページ",
            number(now.alike) if compared else "なし",
            f"{number(len(site.alike))}組" if compared else "比べていません",
            change(lambda run: run.alike) if compared else "",
        ),
    ]
    since = ""
    if last is not None:
        since = f"増減は、前回（{day(datetime.date.fromisoformat(last.as_of))}）との差です。"
        since = f'<p class="note">{since}</p>'
    return f'<dl class="figures">{"".join(made)}</dl>{since}'


def _figure(name: str, value: str, more: str, change: str) -> str:
    return (
        f'<div><dt>{name}</dt><dd><span class="value">{value}</span>'
        f'<span class="quiet">{more}</span>{change}</dd></div>'
    )


def advice(site: Site, names: Names) -> str:
    """Where to begin: a few sentences, each about one thing."""
    items = "".join(f"<li>{sentence}</li>" for sentence in _sentences(site, names))
    return f'<ol class="advice">{items}</ol>' if items else "<p>急いで直すところはありません。</p>"


def _sentences(site: Site, names: Names) -> Iterator[str]:
    group, kind = _neediest(site)
    if group is not None and group.scores is not None:
        yield (
            f"70点までに足りない点がいちばん多いのは、<b>{escaped(group.name)}</b>のページです。"
            f"{group.pages}ページの中央値は{number(group.scores.median)}点です。"
            f'<a href="#{kind}">{"部署別" if kind == "departments" else "フォルダー別"}</a>'
        )
    elif worst := _worst(site):
        yield f'<b>{escaped(title(worst))}</b>は{worst.score}点です。<a href="#worst">先に直したいページ</a>'
    if site.rules:
        rule = max(site.rules, key=lambda each: (each.pages, each.count))
        yield (
            f"<b>{escaped(site.titles[rule.rule])}</b>が{number(rule.pages)}ページにあります。"
            '<a href="#rules">ルール別の指摘</a>'
        )
    word = next((each for each in site.words if each.replacement), None)
    if word is not None and word.pages > 1:
        yield (
            f"<b>「{escaped(word.text)}」</b>が{number(word.pages)}ページにあります。"
            f"「{escaped(word.replacement)}」に言い換えられます。"
            '<a href="#words">言い換えたい言葉</a>'
        )
    if site.lacks:
        lack = max(site.lacks, key=lambda each: each.missing)
        yield (
            f"{escaped(names.genre(lack.genre))}のうち{number(lack.missing)}ページに、"
            f"<b>{escaped(names.element(lack.element))}</b>がありません。"
            '<a href="#lacks">足りない情報</a>'
        )
    if site.past:
        page = site.pages[site.past[0]]
        assert page.last_day is not None
        yield (
            f"<b>{escaped(title(page))}</b>は、{day(page.last_day)}で終わっています。"
            '<a href="#past">日付の過ぎたページ</a>'
        )


def _neediest(site: Site) -> tuple[Group | None, str]:
    """The department, else the folder, whose pages lack the most points to be readable."""
    for groups, kind in ((site.departments, "departments"), (site.folders, "folders")):
        named = {group.name: group for group in groups if group.name}
        if len(named) < 2:
            continue
        lost = dict.fromkeys(named, 0)
        for page in site.pages:
            name = page.department if kind == "departments" else page.folder
            if name in lost and page.score is not None:
                lost[name] += max(0, ENOUGH - page.score)
        most = max(lost, key=lambda name: lost[name])
        return (named[most], kind) if lost[most] else (None, "")
    return None, ""


def _worst(site: Site) -> Page | None:
    scored = [page for page in site.pages if page.score is not None]
    worst = min(scored, key=lambda page: page.score or 0, default=None)
    if worst is None or band_of(worst.score or 0) <= READABLE:
        return None
    return worst
