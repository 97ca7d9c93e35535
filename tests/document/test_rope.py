from __future__ import annotations

import time
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.rope import Rope
from checker.model import Edit, Span

TEXT = "申請することができます。"


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(start, end), text)


def test_unedited() -> None:
    rope = Rope.of(TEXT)
    assert rope.text == TEXT
    assert rope.segments == (Span(0, 12),)
    assert rope.is_original


def test_empty() -> None:
    rope = Rope.of("")
    assert rope.segments == ()
    assert rope.is_original
    assert rope.edited([edit(0, 0, "新しい文")]).segments == ("新しい文",)


def test_origin() -> None:
    rope = Rope.of("ああいいうう").edited([edit(2, 4, "え"), edit(6, 6, "お")])
    assert rope.text == "ああえううお"
    # The new strings are where the characters in front of them end.
    assert [rope.origin(at) for at in range(7)] == [0, 1, 2, 4, 5, 6, 6]
    assert Rope.of("").origin(0) == 0
    assert Rope.of("").edited([edit(0, 0, "え")]).origin(0) == 0


@pytest.mark.parametrize(
    ("edits", "text", "segments"),
    [
        ([], TEXT, (Span(0, 12),)),
        ([edit(2, 7, "")], "申請できます。", (Span(0, 2), Span(7, 12))),
        ([edit(2, 7, "が")], "申請ができます。", (Span(0, 2), Span(6, 12))),
        ([edit(0, 2, "応募")], "応募することができます。", ("応募", Span(2, 12))),
        ([edit(0, 0, "窓口で")], "窓口で" + TEXT, ("窓口で", Span(0, 12))),
        ([edit(12, 12, "。")], TEXT + "。", (Span(0, 12), "。")),
        ([edit(0, 12, "")], "", ()),
        ([edit(3, 3, "")], TEXT, (Span(0, 12),)),
        ([edit(0, 2, "申請")], TEXT, (Span(0, 12),)),
        # in any order; touching edits make one new string
        ([edit(2, 4, "う"), edit(0, 2, "い")], "いうことができます。", ("いう", Span(4, 12))),
        # insertions at one place stand as given, before what replaces
        (
            [edit(2, 4, "X"), edit(2, 2, "a"), edit(2, 2, "b")],
            "申請abXことができます。",
            (Span(0, 2), "abX", Span(4, 12)),
        ),
    ],
)
def test_one_pass(edits: list[Edit], text: str, segments: tuple[Span | str, ...]) -> None:
    rope = Rope.of(TEXT).edited(edits)
    assert rope.text == text
    assert rope.segments == segments
    assert rope.is_original == (text == TEXT)


def test_what_an_edit_leaves_as_it_is_stays_the_originals() -> None:
    rope = Rope.of("髙橋様へ申請").edited([edit(0, 4, "髙橋さんへ")])
    assert rope.segments == (Span(0, 2), "さん", Span(3, 6))


@pytest.mark.parametrize(
    ("text", "change", "segments"),
    [
        # half a line end is never kept: "a\r\n" → "b\n" must not leave a bare "\n"
        ("a\r\nz", edit(0, 3, "b\n"), ("b\n", Span(3, 4))),
        ("a\r\nz", edit(1, 3, "\rb"), (Span(0, 1), "\rb", Span(3, 4))),
        ("a\r\nz", edit(0, 3, "b\r\n"), ("b", Span(1, 4))),
        ("a\r\nz", edit(1, 4, "\r\nq"), (Span(0, 3), "q")),
        ("a\nz", edit(0, 2, "b\n"), ("b", Span(1, 3))),
    ],
)
def test_line_ends_are_kept_whole(
    text: str, change: Edit, segments: tuple[Span | str, ...]
) -> None:
    assert Rope.of(text).edited([change]).segments == segments


def test_a_second_pass_edits_the_first() -> None:
    first = Rope.of(TEXT).edited([edit(2, 7, "が可能と")])
    assert first.text == "申請が可能とできます。"
    second = first.edited([edit(3, 6, ""), edit(0, 2, "応募")])
    assert second.text == "応募ができます。"
    assert second.segments == ("応募が", Span(7, 12))
    assert first.text == "申請が可能とできます。"


def test_spans_that_meet_again_are_joined() -> None:
    rope = Rope.of(TEXT).edited([edit(4, 4, "□")]).edited([edit(4, 5, "")])
    assert rope.segments == (Span(0, 12),)
    assert rope.is_original


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, 3, "a"), edit(2, 4, "b")],
        [edit(0, 3, "a"), edit(1, 1, "b")],
        [edit(0, 3, "a"), edit(0, 3, "b")],
        [edit(11, 13, "a")],
        [edit(13, 13, "a")],
        [edit(-1, 2, "a")],
        [edit(4, 2, "a")],
    ],
)
def test_overlapping_or_outlying_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit overlaps"):
        Rope.of(TEXT).edited(edits)


def test_edits_tell_what_was_made_of_the_original() -> None:
    rope = Rope.of(TEXT).edited([edit(2, 10, "受け"), edit(0, 0, "今")])
    rope = rope.edited([edit(0, 1, "明日")])
    assert rope.edits == (edit(0, 0, "明日"), edit(2, 10, "受け"))
    assert Rope.of(TEXT).edits == ()
    assert Rope.of(TEXT).edited([edit(0, 12, "")]).edits == (edit(0, 12, ""),)


def test_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Rope.of(TEXT).original = ""  # type: ignore[misc]


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    new = st.text(alphabet="あいXY\r\n", max_size=3)
    return draw(st.permutations([Edit(Span(start, end), draw(new)) for start, end in spans]))


def naive(text: str, edits: list[Edit]) -> str:
    for change in sorted(edits, key=lambda change: change.span, reverse=True):
        text = text[: change.span.start] + change.text + text[change.span.end :]
    return text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="あabc\r\n", max_size=20), st.data())
def test_passes_of_random_edits(text: str, data: st.DataObject) -> None:
    rope, expected = Rope.of(text), text
    for _ in range(3):
        edits = data.draw(edits_of(len(expected)))
        empty = [change.span.start for change in edits if not len(change.span)]
        if len(set(empty)) < len(empty):
            continue  # two insertions at one place: the order is another test
        rope, expected = rope.edited(edits), naive(expected, edits)
        assert rope.text == expected
        for left, right in zip(rope.segments, rope.segments[1:], strict=False):
            assert not (isinstance(left, str) and isinstance(right, str))
            if isinstance(left, Span) and isinstance(right, Span):
                assert left.end < right.start
        assert all(len(segment) for segment in rope.segments)
        assert naive(text, list(rope.edits)) == expected


def test_hundreds_of_edits_in_a_long_text_are_fast() -> None:
    rope = Rope.of("粗大ごみの申込先が変わります。" * 70_000)
    started = time.process_time()
    for _ in range(5):
        step = len(rope.text) // 600
        rope = rope.edited([edit(at, at + 2, "変更") for at in range(0, step * 600, step)])
    assert time.process_time() - started < 1.0
    assert len(rope.text) == 1_050_000
