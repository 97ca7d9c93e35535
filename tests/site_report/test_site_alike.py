"""Near-duplicates: the estimate, and that they are found without comparing each with each."""

from __future__ import annotations

import random

import pytest

from checker.site.alike import ALIKE, alike
from checker.site.sketching import BINS, LINE, RUN, SHORTEST, likeness, sketch

WORDS = (
    "市民の皆さんが安心して暮らせるよう町の道路や公園や図書館を整えて子どもと高齢の方を見守ります"
)


def text(seed: int, length: int = 1_500) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(WORDS) for _ in range(length))


def jaccard(one: str, other: str) -> float:
    a, b = ({t[i : i + RUN] for i in range(len(t) - RUN + 1)} for t in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("share", [0.0, 0.03, 0.1, 0.25, 0.6])
def test_the_estimate_is_near_the_truth(share: float) -> None:
    errors = []
    for seed in range(20):
        one = text(seed)
        cut = int(len(one) * share)
        other = text(1_000 + seed)[:cut] + one[cut:]
        estimate, true = likeness(sketch(one), sketch(other)), jaccard(one, other)
        assert abs(estimate - true) < 0.17  # four standard errors at the worst place
        errors.append(estimate - true)
    assert abs(sum(errors) / len(errors)) < 0.03  # no bias


def test_a_sketch_is_small_and_says_nothing_of_short_texts() -> None:
    assert len(sketch(text(1))) == 2 * BINS
    assert sketch(text(1)[: SHORTEST - 1]) == b""
    assert sketch("") == b""
    assert sketch("\n".join(["問い合わせ先"] * 500)) == b""


def test_other_days_and_numbers_are_the_same_text() -> None:
    one = "令和8年12月5日（土曜日）の午前10時から、定員20人で開きます。" + text(1)
    other = "令和7年1月16日（土曜日）の午前9時から、定員150人で開きます。" + text(1)
    assert sketch(one) == sketch(other)


def test_short_lines_do_not_count() -> None:
    menu = "\n".join(["トップ", "くらし", "子育て", "健康と福祉"] * 50)
    assert all(len(line) < LINE for line in menu.split("\n"))
    assert sketch(f"{menu}\n{text(1)}\n{menu}") == sketch(text(1))


def test_a_lone_surrogate_is_a_character() -> None:
    assert sketch("\ud800" + text(1))


def test_groups_are_found() -> None:
    texts = [text(seed) for seed in range(100)]
    texts[40] = texts[7][:1_450] + texts[40][1_450:]
    texts[80] = texts[7]
    texts[90] = texts[3]
    found = alike([sketch(each) for each in texts])
    assert [group.pages for group in found] == [(7, 40, 80), (3, 90)]
    assert ALIKE <= found[0].least < 1
    assert found[1].least == 1


def test_pages_without_a_sketch_are_like_none() -> None:
    assert alike([b"", b"", sketch(text(1))]) == ()


@pytest.mark.parametrize("kinds", [1, 40, 2_000])
def test_work_grows_with_the_pages(kinds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether all are the same or none: no page is compared with more than a few."""
    compared = 0

    def counting(one: bytes, other: bytes) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr("checker.site.alike.likeness", counting)
    sketches = [random.Random(n % kinds).randbytes(2 * BINS) for n in range(2_000)]
    groups = alike(sketches)
    assert len(groups) == (kinds if kinds < 2_000 else 0)
    assert compared <= 2_000


def test_what_all_pages_share_is_not_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """One band in common, as with a long footer: at most eight comparisons a page."""
    compared = 0

    def counting(one: bytes, other: bytes) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr("checker.site.alike.likeness", counting)
    shared = b"x" * 12
    alike([shared + random.Random(n).randbytes(2 * BINS - 12) for n in range(1_000)])
    assert compared <= 8_000
