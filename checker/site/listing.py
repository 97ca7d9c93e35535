"""All pages, to be searched and filtered; without scripts they are all there to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.site.markup import day, escaped, number
from checker.site.names import NO_DEPARTMENT, NO_FOLDER, Names, title
from checker.site.quality import score_mark
from checker.site.tallies import is_past
from checker.site.values import Page, Site

RULES_LISTED = 100
"""Rules that can be chosen: more would make the page large and the choice long."""

MARKS = {
    "e": "誤りの指摘がある",
    "m": "情報が足りない",
    "p": "日付が過ぎた",
    "a": "ほかのページと似ている",
}
ORDERS = {"s": "点数の低い順", "n": "指摘の多い順", "o": "古い順", "y": "新しい順"}


def listing(site: Site, names: Names) -> str:
    """The form and the list."""
    rules = {each.rule: place for place, each in enumerate(site.rules[:RULES_LISTED])}
    groups = {
        key: {group.name: place for place, group in enumerate(found)}
        for key, found in (
            ("g", site.genres),
            ("d", site.departments),
            ("f", site.folders),
        )
    }
    alike = {number_ for group in site.alike for number_ in group.pages}
    order = sorted(range(len(site.pages)), key=lambda at: _key(site.pages[at]))
    items = [_item(site.pages[at], site, names, groups, rules, at in alike) for at in order]
    return (
        f"{_form(site, names)}\n"
        f'<p id="count" role="status" hidden></p>\n<ol id="list" class="pages">\n{"".join(items)}</ol>\n'
        '<p><button type="button" id="more" hidden>続きを表示する</button></p>'
    )


def _key(page: Page) -> tuple[int, int, str]:
    return (101 if page.score is None else page.score, -page.findings, page.path)


def _form(site: Site, names: Names) -> str:
    choices = [
        _select("g", "文書の種類", [names.genre(group.name) for group in site.genres]),
        _select("d", "部署", [group.name or NO_DEPARTMENT for group in site.departments]),
        _select("f", "フォルダー", [group.name or NO_FOLDER for group in site.folders]),
        _select("r", "指摘", [site.titles[each.rule] for each in site.rules[:RULES_LISTED]]),
    ]
    boxes = "".join(
        f'<label class="choice"><input type="checkbox" name="{key}"> {name}</label>'
        for key, name in MARKS.items()
    )
    orders = "".join(f'<option value="{key}">{name}</option>' for key, name in ORDERS.items())
    return (
        '<form id="filter" role="search" aria-label="ページを絞り込む" hidden>'
        '<label class="field wide">題名やパスの言葉<input type="search" name="q" autocomplete="off"></label>'
        f"{''.join(choices)}"
        f'<label class="field">並べ方<select name="o">{orders}</select></label>'
        f"<fieldset><legend>しるし</legend>{boxes}</fieldset>"
        '<button type="reset">絞り込みをやめる</button></form>'
    )


def _select(key: str, label: str, options: Sequence[str]) -> str:
    if len(options) < 2:
        return ""
    made = "".join(
        f'<option value="{place}">{escaped(option)}</option>'
        for place, option in enumerate(options)
    )
    return (
        f'<label class="field">{label}<select name="{key}">'
        f'<option value="">すべて</option>{made}</select></label>'
    )


def _item(
    page: Page,
    site: Site,
    names: Names,
    groups: Mapping[str, Mapping[str, int]],
    rules: Mapping[str, int],
    is_alike: bool,
) -> str:
    past = is_past(page, site.as_of)
    flags = {"e": page.severities[0], "m": page.missing, "p": past, "a": is_alike}
    marks = "".join(key for key, on in flags.items() if on)
    held = " ".join(str(rules[rule]) for rule, _ in page.rules if rule in rules)
    facts = [names.genre(page.genre)]
    if page.department:
        facts.append(page.department)
    if page.published:
        facts.append(day(page.published))
    facts.append(f"指摘{number(page.findings)}件")
    told = []
    if page.missing:
        told.append("ない情報: " + "、".join(names.element(each) for each in page.missing))
    if past:
        told.append("日付が過ぎた")
    if is_alike:
        told.append("似たページあり")
    mark = f'<span class="mark">{escaped("／".join(told))}</span>' if told else ""
    score = "" if page.score is None else f' data-s="{page.score}"'
    since = f' data-y="{page.published.toordinal()}"' if page.published else ""
    return (
        f'<li{score}{since} data-n="{page.findings}" data-g="{groups["g"][page.genre]}" '
        f'data-d="{groups["d"][page.department]}" data-f="{groups["f"][page.folder]}" '
        f'data-r="{held}" data-x="{marks}">{score_mark(page)}<b>{escaped(title(page))}</b>'
        f'<span class="where">{escaped(page.path)}</span>'
        f'<span class="quiet">{escaped("・".join(facts))}</span>{mark}</li>\n'
    )
