"""How much there is: pages by kind and month, their age, what is over, what is said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.site import plots
from checker.site.markup import block, day, escaped, folded, note, number, percent, table
from checker.site.months import AGES
from checker.site.names import DATED_BY, Names, title
from checker.site.values import Month, Site

PAST_SHOWN, PAST_LISTED = 8, 200
ALIKE_SHOWN, ALIKE_LISTED = 6, 100


def blocks(site: Site, names: Names) -> Iterator[str]:
    """The parts of this half of the page."""
    yield _kinds(site, names)
    yield f'<div class="stack">{_months(site, names)}{_ages(site)}</div>'
    yield _past(site)
    yield _alike(site)


def _kinds(site: Site, names: Names) -> str:
    most = max((count for month in site.months for count in month.genres.values()), default=0)
    rows = []
    for group in site.genres:
        counts = [month.genres.get(group.name, 0) for month in site.months]
        rows.append(
            (
                escaped(names.genre(group.name)) + (plots.sparks(counts, most) if counts else ""),
                number(group.pages),
                percent(group.pages, len(site.pages)),
            )
        )
    told = (
        f"棒は、{_month(site.months[0])}から{_month(site.months[-1])}までに公開したページの数です。"
        if site.months
        else ""
    )
    return block(
        "kinds",
        "文書の種類とページの数",
        table("文書の種類とページの数", ("種類", "ページ", "割合"), rows),
        note(told) if told else "",
    )


def _month(month: Month) -> str:
    year, number_ = month.name.split("-")
    return f"{year}年{int(number_)}月"


def _months(site: Site, names: Names) -> str:
    if not site.months:
        return block("months", "月ごとのページの数", note("公開した日の分かるページがありません。"))
    counts = [month.pages for month in site.months]
    most = max(range(len(counts)), key=lambda place: counts[place])
    # Three names are what fits at 320 px.
    named = {0, len(counts) // 2, len(counts) - 1} if len(counts) > 8 else {0, len(counts) - 1}
    ticks = [
        (place + 0.5, f"{month.name[:4]}/{int(month.name[5:])}")
        for place, month in enumerate(site.months)
        if place in named
    ]
    plot = plots.columns(
        f"{_month(site.months[0])}から{_month(site.months[-1])}までに公開したページの数。"
        f"いちばん多いのは{_month(site.months[most])}の{counts[most]}ページです。",
        counts,
        ticks,
    )
    rows = [
        (
            _month(month),
            number(month.pages),
            "、".join(
                f"{escaped(names.genre(genre))} {number(count)}"
                for genre, count in Counter(month.genres).most_common()
            )
            or "なし",
        )
        for month in reversed(site.months)
    ]
    heads = ("月", "ページ", "種類")
    return block(
        "months",
        "月ごとのページの数",
        plot,
        folded("種類ごとの数を表で見る", table("月ごとのページの数", heads, rows, kind="months")),
        note(_dated(site)),
    )


def _dated(site: Site) -> str:
    """Where the days are from: a file's time says less than a front matter."""
    found = Counter(page.dated_by for page in site.pages if page.published)
    told = "、".join(f"{DATED_BY[by]} {number(found[by])}" for by in DATED_BY if found[by])
    without = sum(page.published is None for page in site.pages)
    rest = f"分からないページは{number(without)}あります。" if without else ""
    return f"公開した日を読んだ所: {told}。{rest}" if told else rest


def _ages(site: Site) -> str:
    dated = sum(site.ages)
    if not dated:
        return ""
    rows = [
        (
            name + plots.bar([(count, "bar")], max(site.ages)),
            number(count),
            percent(count, dated),
        )
        for (_, name), count in zip(AGES, site.ages, strict=True)
        if count
    ]
    heads = ("公開してから", "ページ", "割合")
    return block("ages", "公開してからの時間", table("公開してからの時間", heads, rows))


def _past(site: Site) -> str:
    if not site.past:
        text = "催しの日や締め切りの過ぎたページは見つかりませんでした。"
        return block("past", "日付の過ぎたページ", note(text))
    items = []
    for place in site.past[:PAST_LISTED]:
        page = site.pages[place]
        assert page.last_day is not None
        items.append(
            f"<li><b>{escaped(title(page))}</b>"
            f'<span class="where">{escaped(page.path)}</span>'
            f'<span class="quiet">{day(page.last_day)}まで'
            f"（{number((site.as_of - page.last_day).days)}日前）</span></li>"
        )
    rest = items[PAST_SHOWN:]
    more = len(site.past) - PAST_LISTED
    return block(
        "past",
        "日付の過ぎたページ",
        f"<p>催しの日と締め切りがすべて過ぎたページは、{number(len(site.past))}あります。"
        "終わったことを書き足すか、取り下げてください。</p>",
        f'<ol class="pages">{"".join(items[:PAST_SHOWN])}</ol>',
        folded(
            f"続きの{len(rest)}ページを見る",
            f'<ol class="pages" start="{PAST_SHOWN + 1}">{"".join(rest)}</ol>',
        )
        if rest
        else "",
        note(f"ほかに{number(more)}ページあります。ページの一覧で探せます。") if more > 0 else "",
        note("記者発表、結果の公表、常に載せておく案内は、数に入れていません。"),
    )


def _alike(site: Site) -> str:
    if not site.compared:
        text = "比べられる長さのページがないか、比べるための値がない報告です。"
        return block("alike", "よく似たページ", note(text))
    if not site.alike:
        return block("alike", "よく似たページ", note("よく似たページは見つかりませんでした。"))
    items = []
    for group in site.alike[:ALIKE_LISTED]:
        pages = [site.pages[place] for place in group.pages]
        paths = [f'<span class="where">{escaped(page.path)}</span>' for page in pages]
        shown, rest = paths[:4], paths[4:]
        items.append(
            f"<li><b>{escaped(title(pages[0]))}</b>"
            f'<span class="quiet">{number(len(pages))}ページ、'
            f"約{number(100 * group.least)}%{'以上' if len(pages) > 2 else ''}が同じ</span>"
            f"{''.join(shown)}"
            + (folded(f"残りの{len(rest)}ページ", "".join(rest)) if rest else "")
            + "</li>"
        )
    rest = items[ALIKE_SHOWN:]
    return block(
        "alike",
        "よく似たページ",
        f"<p>{number(len(site.alike))}組、合わせて{number(site.summary.alike)}ページあります。"
        "1つにまとめられないかを確かめてください。</p>",
        f'<ol class="pages">{"".join(items[:ALIKE_SHOWN])}</ol>',
        folded(
            f"続きの{len(rest)}組を見る",
            f'<ol class="pages" start="{ALIKE_SHOWN + 1}">{"".join(rest)}</ol>',
        )
        if rest
        else "",
        note("日付や数の違いは、同じとみなしています。短いページは比べていません。"),
    )
