"""What is counted over the pages of a site."""

from __future__ import annotations

import datetime
import json
from typing import Any

import msgspec
import pytest
from site_support import TODAY, checked, page, site_of

from checker.model import Report
from checker.reporters.html import site_of as of_report
from checker.reporters.json import to_json
from checker.site.measures import measure
from checker.site.reading import read_saved
from checker.site.tallies import bands, spread, with_folders
from checker.site.values import Spread, Word
from tests_support import replace


def test_spread_is_linear_between_ranks() -> None:
    assert spread([]) is None
    assert spread([70]) == Spread(70, 70, 70)
    assert spread([90, 60, 70, 80]) == Spread(67.5, 75, 82.5)


def test_bands_are_those_of_the_score() -> None:
    scores = [100, 85, 84, 70, 69, 50, 49, 0, None]
    assert bands([page(score=score) for score in scores]) == (2, 2, 2, 2)


def test_folders_are_those_below_the_root() -> None:
    root, placed = with_folders([page("site/a/b/c.md"), page("site/d.md"), page("site/e/f.md")])
    assert root == "site"
    assert [each.folder for each in placed] == ["a", "", "e"]


def test_one_folder_is_no_group() -> None:
    root, placed = with_folders([page("site/a/b.md"), page("site/a/c.md")])
    assert root == "site/a"
    assert {each.folder for each in placed} == {""}


def test_paths_without_a_common_root() -> None:
    root, placed = with_folders([page("/site/a.md"), page("b.md")])
    assert root == ""
    assert len(placed) == 2
    assert with_folders([]) == ("", ())


def test_rules_count_findings_and_pages() -> None:
    site = site_of(
        [page(rules=(("a/b", 3), ("c/d", 1))), page(rules=(("a/b", 1),)), page(rules=(("c/d", 9),))]
    )
    assert [(r.rule, r.count, r.pages) for r in site.rules] == [("c/d", 10, 2), ("a/b", 4, 2)]


def test_words_are_joined_over_their_forms() -> None:
    site = site_of(
        [
            page(words=(Word("jargon/office#a", "遅滞なく", "すぐに", 2),)),
            page(words=(Word("jargon/office#a", "遅滞なき", "", 5),)),
            page(words=(Word("jargon/office#b", "当該", "その", 9),)),
        ]
    )
    assert [(w.text, w.replacement, w.count, w.pages) for w in site.words] == [
        ("遅滞なく", "すぐに", 7, 2),
        ("当該", "その", 9, 1),
    ]


def test_groups_know_their_pages() -> None:
    old = datetime.date(2026, 11, 21)
    site = site_of(
        [
            page(department="税務課", score=60, severities=(1, 2, 3), missing=("fee",)),
            page(department="税務課", score=80, last_day=old),
            page(department="市民課", score=None, last_day=TODAY),
            page(),
        ]
    )
    tax, citizens, nobody = site.departments
    assert (tax.name, tax.pages, tax.findings, tax.lacking, tax.past) == ("税務課", 2, 6, 1, 1)
    assert tax.scores == Spread(65, 70, 75)
    assert (citizens.scores, citizens.past) == (None, 0)
    assert nobody.name == ""  # the last


def test_lacks_are_ordered_by_the_genre_that_lacks_most() -> None:
    lack: dict[str, Any] = {"required": ("fee", "deadline"), "missing": ("fee",)}
    both: dict[str, Any] = {"required": ("fee", "deadline"), "missing": ("fee", "deadline")}
    site = site_of([page(genre="tax", **lack), page(**lack), page(**both), page(required=("fee",))])
    assert [(x.genre, x.element, x.missing, x.required) for x in site.lacks] == [
        ("event", "fee", 2, 3),
        ("event", "deadline", 1, 2),
        ("tax", "fee", 1, 1),
    ]


def test_past_pages_begin_with_the_oldest() -> None:
    days = [datetime.date(2026, 11, 1), TODAY, datetime.date(2026, 1, 1), None]
    assert site_of([page(last_day=day) for day in days]).past == (2, 0)


def test_a_site_of_nothing_is_measured() -> None:
    site = site_of([])
    assert site.summary.pages == 0
    assert site.summary.density == 0
    assert site.summary.median is None


@pytest.fixture(scope="module")
def report() -> Report:
    return checked(60)


def test_a_saved_report_gives_the_same_site(report: Report) -> None:
    saved = measure(read_saved(to_json(report, "1").encode()))
    assert saved == of_report(report, "1")
    assert saved.summary.pages == 60


def test_the_generated_site_is_varied(report: Report) -> None:
    site = of_report(report, "1")
    assert len([group for group in site.genres if group.name]) >= 8
    assert len(site.folders) == 9
    assert site.summary.bands[0] >= 10
    assert site.summary.bands[2] + site.summary.bands[3] >= 5
    assert 3 <= site.summary.lacking <= 30
    assert 3 <= len(site.past) <= 50
    # Every twelfth page is the one before with other days, and no other is near another.
    assert [group.pages for group in site.alike] == [(n - 1, n) for n in range(11, 60, 12)]
    assert {each.dated_by for each in site.pages} == {"front_matter", "notice", ""}
    departments = {group.name for group in site.departments}
    assert {"生涯学習課", "収税課"} <= departments
    assert len(departments) <= 10  # named in front matter and in contacts: the same


def test_the_summary_holds_no_text_of_drafts(report: Report) -> None:
    site = of_report(report, "1")
    text = msgspec.json.encode(site.summary).decode()
    assert msgspec.json.decode(text, type=type(site.summary)) == site.summary
    for each in site.pages:
        assert each.title not in text
    assert not any(char >= "\u3040" for char in text)  # ids and folders only
    assert len(text) < 10_000


def test_private_data_is_in_no_value(report: Report) -> None:
    from checker.api import Checker, Draft, Format

    phone = "090-0000-1234"
    text = f"青葉太郎（{phone}）の教室\n\n申し込みは{phone}に電話してください。\n"
    found = Checker(score=True, pages=True).check([Draft("a.txt", text, Format.TEXT)])
    site = of_report(found, "1")
    assert "090" not in repr(site)


def test_a_report_of_another_version_is_refused() -> None:
    for raw in (b"", b"{}", b"[1]", b'"x"', b"\xff", json.dumps({"schema_version": 1}).encode()):
        with pytest.raises(ValueError, match=r"."):
            read_saved(raw)
    later = json.loads(to_json(Report("2026-11-22", ()), "9"))
    later["schema_version"] = 2
    with pytest.raises(ValueError, match="version 2"):
        read_saved(json.dumps(later).encode())


def test_a_report_without_pages_has_no_days_and_no_sketches(report: Report) -> None:
    bare = Report(report.as_of, tuple(replace(file, page=None) for file in report.files))
    site = of_report(bare, "1")
    assert site.months == ()
    assert site.compared == 0
