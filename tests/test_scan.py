"""A pattern is never skipped where it fits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import occurrences
from checker.api import Checker
from checker.document.joining import joined
from checker.document.model import Format
from checker.document.read import read
from checker.document.source import decode
from checker.model import Tier
from checker.needles import needles
from checker.rulebook.compiled import default_rulebook
from checker.scan import Scan
from tests_support import ROOT


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("後日", {"後日"}),
        ("お?早めに", {"早めに"}),
        ("甲|乙丙", {"甲", "乙丙"}),
        ("甲(?:乙|丙)丁戊", {"甲乙丁戊", "甲丙丁戊"}),
        ("(?:甲乙|丙丁)", {"甲乙", "丙丁"}),
        ("[甲乙]", {"甲", "乙"}),
        ("(甲乙)+", {"甲乙"}),
        (r"\d+日以内", {"日以内"}),
        ("(?<=前)甲(?=後ろ)", {"甲後ろ"}),
        ("。{2,}", {"。。"}),
        (
            "(?:お|ご)?連絡[てで]",
            {"連絡て", "連絡で"},
        ),
        ("[てで](?<=んで)(?:まい|参)り", {"てまいり", "でまいり", "て参り", "で参り"}),
        ("甲[^、]乙?丙丁", {"丙丁"}),
        ("^発表日$", {"発表日"}),
        ("[ぁ-ん]", None),
        ("甲?", None),
        (r"\d+", None),
        ("(?i:abc)", None),
        ("甲|[ぁ-ん]", None),
    ],
)
def test_needles(pattern: str, expected: set[str] | None) -> None:
    found = needles(pattern)
    assert (None if found is None else found.strings) == expected


@pytest.mark.parametrize(
    ("pattern", "reach"),
    [
        ("後日", (0, 0)),
        ("お?早めに", (0, 1)),
        ("甲[^、]乙?丙丁", (2, 3)),
        ("甲?(?:[^、]{2}丁戊|[^、]丙丁)", (1, 3)),
        ("(?<=前日)[ぁ-ん]", (-2, -2)),
        ("[ぁ-ん](?=後ろ)", (1, 1)),
        ("[ぁ-ん]{3,24}?(?:会|まつり)", (3, 24)),
        ("(?:問い?合わせ|お問合せ)", (0, 0)),
        ("(?:合わせ|お問い合わせ)", (0, 3)),
    ],
)
def test_how_far_from_the_start_of_a_fit_its_string_is(
    pattern: str, reach: tuple[int, int]
) -> None:
    found = needles(pattern)
    assert found is not None
    assert found[1:] == reach


@pytest.mark.parametrize(
    "pattern",
    [
        "甲",
        "お?甲",
        "[ぁ-ん]?甲[ぁ-ん]",
        "甲(?:あ甲)?",
        "^.{0,2}甲",
        "^甲[^\n]*$",
        "(?<=甲)[^甲]",
        "[^甲]{1,5}甲",
        "[^甲]甲$",
        "甲(?=\n|$)",
        "甲(?!\n)",
        "(?:甲|お甲)",
    ],
)
@settings(deadline=None, max_examples=100)
@given(text=st.text("甲おあ\n", max_size=24))
def test_each_way_of_looking_finds_what_lines_hold(pattern: str, text: str) -> None:
    compiled = re.compile(pattern, re.MULTILINE)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    plain = [
        found.span()
        for start in starts
        for found in compiled.finditer(text, start, (text + "\n").index("\n", start))
    ]
    assert [found.span() for found in Scan(pattern).finditer(text)] == plain


def test_a_broken_pattern_raises() -> None:
    with pytest.raises(re.error):
        needles("(甲")


PATTERNS = [pattern for rule in default_rulebook() for _, pattern in rule.spec.patterns_at()]
PIECES = [
    "甲",
    "後日",
    "問い合わせ",
    "ください",
    "。",
    "12月5日",
    "は",
    "締め切り",
    "なし",
    "\n",
    "申し込み",
]


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(PATTERNS).flatmap(
        lambda pattern: st.tuples(
            st.just(pattern),
            st.one_of(
                st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
                st.from_regex(re.compile(pattern, re.MULTILINE)),
            ),
        )
    )
)
def test_what_fits_is_found(case: tuple[str, str]) -> None:
    pattern, text = case
    plain = [found.span() for found in re.compile(pattern, re.MULTILINE).finditer(text)]
    assert [found.span() for found in Scan(pattern).finditer(text)] == plain


def test_strings_are_looked_for_in_drafts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan of a part of a draft has that part searched for the strings of all patterns."""
    looked: list[str] = []
    make = occurrences.Occurrences.__init__

    def made(self: occurrences.Occurrences, text: str, *others: Any) -> None:
        looked.append(text)
        make(self, text, *others)

    monkeypatch.setattr(occurrences.Occurrences, "__init__", made)
    occurrences.forget()
    checker = Checker(tier=Tier.MORPHEMES)
    drafts = set[str]()
    for path in sorted((ROOT / "corpus" / "samples").rglob("*.txt")):
        text = decode(path.read_bytes(), path=path.name, is_html=False).text
        checker.check_text(text)
        document = read(text, Format.TEXT)
        easy = joined(document)
        drafts |= {document.folded, document.text, easy.document.folded if easy else ""}
    assert looked
    assert set(looked) <= drafts
