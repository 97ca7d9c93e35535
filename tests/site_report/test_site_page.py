"""The page of a site report: whole in itself, escaped, small, and in words that pass the check."""

from __future__ import annotations

import datetime
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from site_support import NAMES, page, site_of

from checker.api import Checker, Format
from checker.site.markup import percent
from checker.site.plots import columns, line
from checker.site.trend import before, signed
from checker.site.values import Page, Site, Spread, Summary, Word
from checker.site.whole import render
from tests_support import AS_OF

EVIL = "<script>alert('\"&</script>\ud800\x00\x1b"


class _Page(HTMLParser):
    """The elements of a page, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag not in ("meta", "link", "input", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def full(**changes: Any) -> Page:
    """A page of which everything is told."""
    values: dict[str, Any] = {
        "title": "税の相談",
        "department": "税務課",
        "score": 60,
        "severities": (1, 1, 1),
        "rules": (("facts/x", 2), ("jargon/y", 1)),
        "required": ("fee",),
        "missing": ("fee",),
        "words": (Word("jargon/y#a", "りんご", "みかん", 1),),
        "published": datetime.date(2026, 1, 5),
        "dated_by": "git",
        "last_day": datetime.date(2026, 2, 1),
        "sketch": b"x" * 252,
    }
    return page(**{"path": "site/a/税.md", **values, **changes})


def whole() -> Site:
    """A site that has something for every part of the page."""
    return site_of(
        [
            full(),
            full(path="site/b/c.md", department="市民課"),
            page("site/d.md", genre="tax", score=None),
        ],
        categories={"facts": (1, 2, 3), "later": (0, 0, 1)},
        problems=2,
    )


def earlier(as_of: str = "2026-10-01") -> Summary:
    return replace_summary(
        whole().summary, as_of=as_of, scores=Spread(40, 50, 60), tool="0.0.9", rules={"facts/x": 9}
    )


def replace_summary(summary: Summary, **changes: object) -> Summary:
    return Summary(
        **{**{name: getattr(summary, name) for name in summary.__struct_fields__}, **changes}
    )


@pytest.mark.parametrize("site", [whole(), site_of([]), site_of([page(score=None, title="")])])
@pytest.mark.parametrize("runs", [[], [earlier()]])
def test_it_is_well_formed(site: Site, runs: list[Summary]) -> None:
    found = _Page(render(site, NAMES, runs))
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    targets = [(values.get("href") or "")[1:] for tag, values in found.tags if tag == "a"]
    assert set(targets) <= set(found.ids)
    named = [values["aria-labelledby"] for _, values in found.tags if "aria-labelledby" in values]
    assert set(named) <= set(found.ids)
    # A policy of hashes lets no attribute of style or event work.
    for _, values in found.tags:
        assert not [name for name in values if name == "style" or name.startswith("on")]


def test_the_policy_allows_only_what_stands_in_the_page() -> None:
    text = render(whole(), NAMES)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    rules = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    for name in ("script", "style"):
        (content,) = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert not re.search(r"https?://|url\(|@import", text)


def test_what_drafts_and_paths_hold_is_text() -> None:
    site = site_of(
        [
            full(
                path=f"site/{EVIL}/a.md",
                title=EVIL,
                department=EVIL,
                genre=EVIL,
                missing=(EVIL,),
                words=(Word(EVIL, EVIL, EVIL, 1),),
                rules=((EVIL, 1),),
            ),
            full(path="site/b.md"),
        ],
        categories={EVIL: (1, 0, 0)},
        titles={EVIL: EVIL, "facts/x": "", "jargon/y": ""},
        tool=EVIL,
    )
    text = render(site, NAMES, [earlier()])
    assert text.count("<script>") == 1
    assert "alert('" not in text
    assert not set("\ud800\x00\x1b") & set(text)
    assert _Page(text).open == []
    text.encode("utf-8")


def test_every_part_is_there() -> None:
    text = render(whole(), NAMES, [earlier()])
    for key in [
        "scores",
        "lengths",
        "categories",
        "rules",
        "words",
        "lacks",
        "departments",
        "folders",
        "genres",
        "worst",
        "best",
        "kinds",
        "months",
        "ages",
        "past",
        "alike",
        "median",
        "density",
        "lacking",
        "over",
        "changed",
        "pages",
        "filter",
        "list",
    ]:
        assert f'id="{key}"' in text, key
    assert "点検できなかったファイルが2あります" in text
    assert "点検ツールの版が前回と違う" in text
    assert "gitの最初の記録 2" in text


def test_earlier_runs_are_in_order_and_of_other_days() -> None:
    site = whole()
    runs = [earlier(day) for day in ("2026-10-02", "2026-11-22", "2026-10-01", "2026-12-01")]
    assert [run.as_of for run in before(site, [*runs, earlier("2026-10-02")])] == [
        "2026-10-01",
        "2026-10-02",
    ]


def test_a_page_of_2000_is_under_3_megabytes() -> None:
    rules = tuple((f"category/rule-number-{n}", n + 1) for n in range(40))
    pages = [
        full(
            path=f"content/kurashi/kenko-to-fukushi/oshirase-{n:04d}-kenshin.md",
            title=f"令和8年度の後期高齢者医療の健康診査の受け方をお知らせします（{n}）",
            rules=rules,
            last_day=datetime.date(2026, 1, 1),
        )
        for n in range(2_000)
    ]
    assert len(render(site_of(pages), NAMES).encode()) < 3_000_000


@pytest.mark.parametrize(
    ("part", "of", "shown"),
    [(0, 9, "0%"), (1, 1000, "1%未満"), (1, 3, "33%"), (3, 3, "100%"), (0, 0, "0%")],
)
def test_percent(part: int, of: int, shown: str) -> None:
    assert percent(part, of) == shown


@pytest.mark.parametrize(
    ("change", "shown"), [(3, "+3"), (-2.4, "−2"), (0.3, "±0"), (1234, "+1,234")]
)
def test_signed(change: float, shown: str) -> None:
    assert signed(change) == shown


@pytest.mark.parametrize("most", [0, 0.3, 1, 2, 3, 4, 5, 9, 10, 47, 99, 100, 101, 1_234, 250_000])
def test_axes_hold_all_values_with_few_lines(most: float) -> None:
    for plot in (
        columns("名", [most, most / 2], [(0, "0")]),
        line("名", [(0, most), (100, 0)], [], 0),
    ):
        axis = re.findall(r'text-anchor="end">([\d,.]+)</text>', plot.partition("</svg>")[0])
        values = [float(text.replace(",", "")) for text in axis]
        assert values == sorted(set(values)), values
        assert values[0] == 0
        assert values[-1] >= most
        assert 2 <= len(values) <= 6
        heights = [float(y) for y in re.findall(r'(?:cy|height)="([\d.]+)"', plot)]
        assert all(0 <= height <= 168 for height in heights)


def test_its_own_words_pass_the_check() -> None:
    """With data that give no occasion, the page itself is a text without findings."""
    text = render(whole(), NAMES, [earlier()])
    body = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL)
    checker = Checker(as_of=AS_OF, raise_crashes=True)
    found = checker.check_text(body, format=Format.HTML).findings
    own = [
        (finding.rule, finding.text)
        for finding in found
        # A page of figures is no notice, and holds no sentences one after the other.
        if finding.category.value not in ("information", "press", "consistency")
    ]
    assert own == []
