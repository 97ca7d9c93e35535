from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.model import Span
from checker.reporters.width import (
    TAB_STOP,
    char_width,
    cut,
    elide,
    is_hidden,
    reveal,
    starts_phrase,
    width,
    window,
    wrap,
)

TEXT = st.text(
    st.sampled_from("市民の皆様へ、申請は「窓口」でｶﾞ①…　 ab1\t\u200b\u3099😀𠮷⺠\u202e\ud800")
)


@pytest.mark.parametrize(
    ("character", "columns"),
    [
        ("a", 1),
        ("市", 2),
        ("ア", 2),
        ("ｱ", 1),
        ("ﾞ", 1),
        ("Ａ", 2),
        ("　", 2),
        ("、", 2),
        ("①", 1),
        ("…", 1),
        ("→", 1),
        ("\u3099", 0),  # a voicing mark of its own: か + ゛ = が
        ("\u200b", 0),
        ("\U000e0100", 0),  # 葛󠄀: the variant of a kanji
        ("😀", 2),
        ("𠮷", 2),
        ("\t", 0),
    ],
)
def test_char_width(character: str, columns: int) -> None:
    assert char_width(character) == columns


def test_ambiguous_characters_can_be_wide() -> None:
    assert width("①市※") == 4
    assert width("①市※", ambiguous=2) == 6
    assert char_width("a", 2) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("保健セン\u200bター", "保健セン‹U+200B›ター"),
        ("令和　8年 ", "令和　8年 "),
        ("令和\u00a08年", "令和‹U+00A0›8年"),
        ("\u202e逆\u202c", "‹U+202E›逆‹U+202C›"),
        ("\x1b[31m赤", "‹U+001B›[31m赤"),
        ("外\ue000字", "外‹U+E000›字"),
        ("\ud83d", "‹U+D83D›"),
        ("一\t二", "一‹タブ›二"),
        ("一\r\n二\n三\r四", "一⏎二⏎三⏎四"),
        ("見え\u3164ない", "見え‹U+3164›ない"),
        ("市⺠と𠮷田と😀", "市⺠と𠮷田と😀"),
    ],
)
def test_reveal(text: str, shown: str) -> None:
    assert reveal(text) == shown


def test_radicals_are_revealed_on_demand() -> None:
    assert reveal("市⺠", radicals=True) == "市⺠‹U+2EA0›"


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_nothing_revealed_is_hidden(text: str) -> None:
    assert not any(is_hidden(character) for character in reveal(text))


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("申請書", 6, "申請書"),
        ("申請書類", 7, "申請書…"),
        ("申請書類", 6, "申請…"),
        ("", 0, ""),
    ],
)
def test_cut(text: str, columns: int, expected: str) -> None:
    assert cut(text, columns) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("申請書", 6, "申請書"),
        ("この度は申請書類を提出してください", 15, "この度は申…さい"),
    ],
)
def test_elide(text: str, columns: int, expected: str) -> None:
    assert elide(text, columns) == expected


@given(TEXT, st.integers(8, 40), st.sampled_from([1, 2]))
@settings(max_examples=100, deadline=None)
def test_shortened_text_fits(text: str, columns: int, ambiguous: int) -> None:
    shown = reveal(text)
    assert width(cut(shown, columns, ambiguous), ambiguous) <= columns
    assert width(elide(shown, columns, ambiguous), ambiguous) <= columns


@pytest.mark.parametrize(
    ("text", "at", "starts"),
    [
        ("窓口で申請", 3, True),
        ("窓口で申請", 2, False),
        ("窓口で申請", 4, False),
        ("初めに、はがき", 4, True),
        ("申請です。", 4, False),
    ],
)
def test_starts_phrase(text: str, at: int, starts: bool) -> None:
    assert starts_phrase(text, at) is starts


def lines_of(text: str, columns: int) -> list[str]:
    return [span.cut(text) for span in wrap(text, columns)]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("申請書", 10, ["申請書"]),
        ("申請書を出して", 8, ["申請書を", "出して"]),
        # neither 、 nor 。 nor 」 starts a line, and 「 ends none
        ("市役所市役所、南側", 12, ["市役所市役", "所、南側"]),
        ("市役所市役「南側", 12, ["市役所市役", "「南側"]),
        ("市役所市役所です。", 16, ["市役所市役所で", "す。"]),
        # half-width words and numbers with their counter stay whole
        ("次は --unsafe-fixes で直す", 18, ["次は", "--unsafe-fixes で", "直す"]),
        ("市役所市役12月3日", 12, ["市役所市役", "12月3日"]),
        ("市役所市役１２月", 14, ["市役所市役", "１２月"]),
        # a phrase stays whole where that costs little
        (
            "窓口に出す書類の中に、見えない文字が入っていますから直してください",
            60,
            ["窓口に出す書類の中に、見えない文字が入っていますから", "直してください"],
        ),
        # a place that cannot be broken is left too wide
        ("aaaa/bbbb.md 申請", 6, ["aaaa/bbbb.md", "申請"]),
        # nothing but closing brackets: rather a bad break than too wide
        ("」」」」」", 6, ["」」」", "」」"]),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert lines_of(text, columns) == lines


@given(TEXT, st.integers(8, 40))
@settings(max_examples=100, deadline=None)
def test_wrapping_loses_nothing_and_fits(text: str, columns: int) -> None:
    text = reveal(text)
    lines = lines_of(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width(line) <= columns or re.fullmatch("[「‹]*[!-~]+", line)


def test_wrapping_is_linear() -> None:
    text = "寒さが厳しくなってまいりましたが、皆様いかがお過ごしでしょうか。" * 2000
    begun = time.perf_counter()
    wrap(text, 80)
    assert time.perf_counter() - begun < 1.0


def at_columns(text: str, column: int, columns: int, ambiguous: int = 1) -> str:
    """What stands in these columns of a line."""
    found, used = "", 0
    for character in text:
        if column <= used < column + columns or (
            found and used == column + columns and not char_width(character, ambiguous)
        ):
            found += character
        used += char_width(character, ambiguous)
    return found


LONG = "この度、保健センターでは、住み慣れた地域で暮らし続けられるよう、講座を開きます。"


@pytest.mark.parametrize(
    ("line", "words", "shown", "marked"),
    [
        ("申請は窓口で。", "窓口", "申請は窓口で。", "窓口"),
        ("一\t二十", "二十", "一  二十", "二十"),
        ("一\t二\t", "\t", "一  二  ", "  "),
        ("セン\u200bター", "\u200b", "セン‹U+200B›ター", "‹U+200B›"),
        ("\u202e逆さ", "逆", "‹U+202E›逆さ", "逆"),
        ("市⺠の⺠意", "市⺠", "市⺠‹U+2EA0›の⺠意", "市⺠‹U+2EA0›"),
        ("か\u3099くえん", "\u3099", "か‹U+3099›くえん", "‹U+3099›"),
        ("😀と𠮷田", "𠮷田", "😀と𠮷田", "𠮷田"),
        ("ﾌﾚｲﾙ予防", "ﾌﾚｲﾙ", "ﾌﾚｲﾙ予防", "ﾌﾚｲﾙ"),
        (LONG, "この度", "この度、保健センターでは、住み慣れた地…", "この度"),
        (LONG, "地域", "…では、住み慣れた地域で暮らし続けられ…", "地域"),
        (LONG, "開きます", "…暮らし続けられるよう、講座を開きます。", "開きます"),
        (
            LONG,
            LONG[:-1],
            "この度、保健センターでは…座を開きます。",
            "この度、保健センターでは…座を開きます",
        ),
        (
            LONG,
            LONG[4:-4],
            "この度、保健センターでは…座を開きます。",
            "保健センターでは…座を開",
        ),
    ],
)
def test_window(line: str, words: str, shown: str, marked: str) -> None:
    start = line.index(words)
    found = window(line, Span(start, start + len(words)), 40)
    assert found.text == shown
    assert at_columns(found.text, found.column, found.columns) == marked


@pytest.mark.parametrize("offset", [0, 3, 7])
def test_window_around_an_empty_stretch(offset: int) -> None:
    found = window("申請は窓口で。", Span(offset, offset), 40)
    assert (found.text, found.column, found.columns) == ("申請は窓口で。", 2 * offset, 0)


def test_the_mark_at_the_end_of_a_full_line_fits() -> None:
    line = "市" * 20
    found = window(line, Span(20, 20), 40)
    assert found.column < 40
    assert found.text.startswith("…")


@st.composite
def focused_lines(draw: st.DrawFn) -> tuple[str, Span]:
    line = draw(TEXT).replace("\u3099", "が").replace("…", "‥") * draw(st.integers(1, 8))
    start = draw(st.integers(0, len(line)))
    return line, Span(start, draw(st.integers(start, len(line))))


@given(focused_lines(), st.integers(40, 60), st.sampled_from([1, 2]))
@example(("1\t\t\t⺠11111\u200b11\t\t\t⺠11111\u200b1", Span(1, 11)), 40, 1)
@settings(max_examples=100, deadline=None)
def test_a_window_fits_and_shows_its_focus(
    case: tuple[str, Span], columns: int, ambiguous: int
) -> None:
    line, focus = case
    found = window(line, focus, columns, ambiguous)
    assert width(found.text, ambiguous) <= columns
    assert found.column + max(found.columns, 1) <= columns
    shown = at_columns(found.text, found.column, found.columns, ambiguous)
    marked = shown.replace(" ", "")
    wanted = reveal(focus.cut(line), radicals=True).replace("‹タブ›", "").replace(" ", "")
    head, _, tail = marked.partition("…")
    if marked != wanted:
        assert shown.partition("…")[0]  # which may be tabs
        assert wanted.startswith(head)
        assert wanted.endswith(tail)


def test_tab_stops_count_from_the_start_of_what_is_shown() -> None:
    found = window("ab\tc\td", Span(5, 6), 40)
    assert (found.text, found.column) == ("ab  c   d", 2 * TAB_STOP)


def test_a_window_into_a_very_long_line_is_quick() -> None:
    line = "申請は、窓口で、😀遅滞なく\u200b行うことができます。" * 2500
    begun = time.perf_counter()
    found = window(line, Span(30_000, 30_005), 80)
    assert time.perf_counter() - begun < 0.2
    assert width(found.text) <= 80
