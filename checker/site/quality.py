"""How good the pages are: scores, findings, words, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from checker.score.whole import BANDS
from checker.site import plots
from checker.site.markup import block, escaped, folded, note, number, percent, table
from checker.site.names import NO_DEPARTMENT, NO_FOLDER, Names, category, title
from checker.site.tallies import band_of
from checker.site.values import Group, Page, Site

BAND_KINDS = ("band1", "band2", "band3", "band4")
SEVERITY_KINDS = ("error", "warning", "suggestion")
RULES_SHOWN, RULES_LISTED = 10, 60
WORDS_SHOWN, WORDS_LISTED = 14, 60
GROUPS_SHOWN = 12
PAGES_SHOWN = 10
LACKS_SHOWN = 2
_LENGTHS = 10
"""Steps of ten characters; the last holds all that are longer."""


def blocks(site: Site, names: Names) -> Iterator[str]:
    """The parts of this half of the page."""
    yield _scores(site)
    yield _lengths(site)
    yield _categories(site)
    yield _lacks(site, names)
    yield _rules(site)
    yield _words(site)
    if _told(site.departments):
        yield _groups("departments", "部署別", site.departments, lambda g: g or NO_DEPARTMENT)
    if _told(site.folders):
        yield _groups("folders", "フォルダー別", site.folders, lambda g: g or NO_FOLDER)
    yield _groups("genres", "文書の種類別", site.genres, names.genre)
    yield _worst_and_best(site)


def _told(groups: Sequence[Group]) -> bool:
    return len(groups) > 1


def _scores(site: Site) -> str:
    scores = [page.score for page in site.pages if page.score is not None]
    if not scores:
        return block("scores", "点数の分布", note("点数を付けられるページがありませんでした。"))
    counts = [0] * 20
    for score in scores:
        counts[min(score // 5, 19)] += 1
    kinds = [BAND_KINDS[band_of(5 * place)] for place in range(20)]
    spread = site.summary.scores
    assert spread is not None
    plot = plots.columns(
        f"点数の分布。{len(scores)}ページの中央値は{number(spread.median)}点、"
        f"半分のページが{number(spread.low)}点から{number(spread.high)}点の間にあります。",
        counts,
        [(0, "0"), (10, "50"), (14, "70"), (17, "85"), (20, "100")],
        kinds,
    )
    rows = []
    for place, (least, name) in enumerate(BANDS):
        limit = "" if place == 0 else f"{BANDS[place - 1][0] - 1}"
        label = f"{least}点から" if not limit else f"{least}〜{limit}点"
        pages = site.summary.bands[place]
        rows.append(
            (
                f'<span class="key {BAND_KINDS[place]}"></span>{escaped(name)}'
                f'<span class="quiet">（{label}）</span>',
                number(pages),
                percent(pages, len(scores)),
            )
        )
    without = len(site.pages) - len(scores)
    return block(
        "scores",
        "点数の分布",
        plot,
        table("点数の分布", ("評価", "ページ", "割合"), rows),
        note(f"文が少なくて点数を付けられないページが、ほかに{without}あります。")
        if without
        else "",
    )


def _lengths(site: Site) -> str:
    lengths = [p.sentence_length for p in site.pages if p.sentence_length is not None]
    if not lengths:
        return block("lengths", "文の長さ", note("文の長さを測れるページがありませんでした。"))
    counts = [0] * (_LENGTHS + 1)
    for length in lengths:
        counts[min(int(length // 10), _LENGTHS)] += 1
    names = [f"{10 * n}〜{10 * n + 9}字" for n in range(_LENGTHS)] + ["100字以上"]
    mean = sum(lengths) / len(lengths)
    most = max(range(len(counts)), key=lambda place: counts[place])
    plot = plots.columns(
        f"文の長さごとのページの数。いちばん多いのは{names[most]}の{counts[most]}ページです。",
        counts,
        [(0, "0"), (3, "30"), (6, "60"), (10, "100字")],
        ["band3" if place >= 6 else "bar" for place in range(len(counts))],
    )
    rows = [(escaped(n), number(c)) for n, c in zip(names, counts, strict=True) if c]
    return block(
        "lengths",
        "文の長さ",
        plot,
        f"<p>ページの平均は{number(mean)}字です。{_overlong(sum(counts[6:]))}</p>",
        folded("数を表で見る", table("文の長さごとのページの数", ("文の長さ", "ページ"), rows)),
        note("1字ずつ、その字のある文の長さを調べて平均しました。長い文ほど重く数えます。"),
    )


def _overlong(pages: int) -> str:
    return f"60字以上のページが{number(pages)}あります。" if pages else ""


def _categories(site: Site) -> str:
    if not site.categories:
        return block("categories", "分類別の指摘", note("指摘はありませんでした。"))
    whole = max(sum(counts) for _, counts in site.categories)
    rows = [
        (
            escaped(category(name))
            + plots.bar(list(zip(counts, SEVERITY_KINDS, strict=True)), whole),
            *(number(count) for count in counts),
        )
        for name, counts in site.categories
    ]
    return block(
        "categories",
        "分類別の指摘",
        table("分類別の指摘の数", ("分類", "誤り", "注意", "提案"), rows, kind="severities"),
    )


def _rules(site: Site) -> str:
    if not site.rules:
        return ""
    rows = [
        (
            f'{escaped(site.titles[each.rule])}<span class="where">{escaped(each.rule)}</span>'
            + plots.bar([(each.count, "bar")], site.rules[0].count),
            number(each.count),
            number(each.pages),
        )
        for each in site.rules[:RULES_LISTED]
    ]
    return block(
        "rules",
        "ルール別の指摘",
        *_long("指摘の多いルール", ("ルール", "件", "ページ"), rows, RULES_SHOWN),
    )


def _words(site: Site) -> str:
    if not site.words:
        return block("words", "言い換えたい言葉", note("言い換えたい言葉はありませんでした。"))
    rows = [
        (
            f"<b>{escaped(word.text)}</b>"
            + (
                f'<span class="arrow"> → {escaped(word.replacement)}</span>'
                if word.replacement
                else '<span class="quiet">（人が決める）</span>'
            )
            + plots.bar([(word.pages, "bar")], site.words[0].pages),
            number(word.count),
            number(word.pages),
        )
        for word in site.words[:WORDS_LISTED]
    ]
    return block(
        "words",
        "言い換えたい言葉",
        *_long("多くのページにある言葉", ("言葉と言い換えの例", "件", "ページ"), rows, WORDS_SHOWN),
    )


def _long(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], shown: int
) -> Iterator[str]:
    """A table of which the end is folded away."""
    yield table(caption, heads, rows[:shown])
    if len(rows) > shown:
        rest = table(f"{caption}（続き）", heads, rows[shown:])
        yield folded(f"続きの{len(rows) - shown}件を見る", rest)


def _lacks(site: Site, names: Names) -> str:
    if not site.lacks:
        text = "種類に応じて要る情報は、どのページにもありました。"
        return block("lacks", "足りない情報", note(text))
    parts = []
    for genre, lacks in groupby(site.lacks, key=lambda lack: lack.genre):
        of_genre = next(group for group in site.genres if group.name == genre)
        rows = [
            (
                escaped(names.element(lack.element))
                + plots.bar([(lack.missing, "bar")], lack.required),
                f"{number(lack.missing)}／{number(lack.required)}",
                percent(lack.missing, lack.required),
            )
            for lack in lacks
        ]
        name = names.genre(genre)
        parts.append(
            f"<h4>{escaped(name)}"
            f'<span class="quiet">（{number(of_genre.pages)}ページのうち'
            f"{number(of_genre.lacking)}ページで不足）</span></h4>"
        )
        heads = ("情報", "ない／要る", "割合")
        parts.append(table(f"{name}に足りない情報", heads, rows))
    shown, rest = parts[: 2 * LACKS_SHOWN], parts[2 * LACKS_SHOWN :]
    return block(
        "lacks",
        "足りない情報",
        *shown,
        folded("ほかの種類も見る", "\n".join(rest)) if rest else "",
    )


def _groups(key: str, heading: str, groups: Sequence[Group], name: Callable[[str], str]) -> str:
    rows = [
        (
            escaped(name(group.name)) + (_range(group) if group.scores else ""),
            number(group.pages),
            number(group.scores.median) if group.scores else "なし",
            number(1000 * group.findings / group.characters, 1) if group.characters else "0",
            number(group.lacking),
            number(group.past),
        )
        for group in groups
    ]
    heads = ("名前", "ページ", "点数", "千字の指摘", "情報不足", "日付が過ぎた")
    caption = f"{heading}のページ"
    parts = [table(caption, heads, rows[:GROUPS_SHOWN], kind="groups", labelled=True)]
    if len(rows) > GROUPS_SHOWN:
        rest = table(f"{caption}（続き）", heads, rows[GROUPS_SHOWN:], kind="groups", labelled=True)
        parts.append(folded(f"続きの{len(rows) - GROUPS_SHOWN}件を見る", rest))
    return block(
        key,
        heading,
        *parts,
        note(
            "点数は中央値です。帯は、点数の順に並べた真ん中の半分のページ、丸は中央値を示します。"
        ),
        wide=True,
    )


def _range(group: Group) -> str:
    assert group.scores is not None
    return plots.range_(group.scores.low, group.scores.median, group.scores.high)


def _worst_and_best(site: Site) -> str:
    scored = [page for page in site.pages if page.score is not None]
    if not scored:
        return ""
    ordered = sorted(scored, key=lambda page: (page.score or 0, -page.findings, page.path))
    shown = min(PAGES_SHOWN, max(1, len(ordered) // 2))
    best = ordered[::-1][:shown]
    return (
        block("worst", "先に直したいページ", _page_list(ordered[:shown], site))
        + "\n"
        + block("best", "手本になるページ", _page_list(best, site))
    )


def _page_list(pages: Sequence[Page], site: Site) -> str:
    rows = []
    for page in pages:
        found = Counter(dict(page.rules)).most_common(2)
        most = "、".join(site.titles[rule] for rule, _ in found) if page.findings else "指摘なし"
        rows.append(
            f"<li>{score_mark(page)}<b>{escaped(title(page))}</b>"
            f'<span class="where">{escaped(page.path)}</span>'
            f'<span class="quiet">指摘{number(page.findings)}件（{escaped(most)}）</span></li>'
        )
    return f'<ol class="pages">{"".join(rows)}</ol>'


def score_mark(page: Page) -> str:
    """The score of a page, with the colour of its band."""
    if page.score is None:
        return '<span class="score none">点数なし</span>'
    kind = BAND_KINDS[band_of(page.score)]
    return f'<span class="score {kind}">{page.score}<small>点</small></span>'
