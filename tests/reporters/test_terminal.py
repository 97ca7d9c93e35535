from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import (
    Applicability,
    Basis,
    Candidate,
    Category,
    Edit,
    FileReport,
    Finding,
    Fix,
    Problem,
    Profile,
    Related,
    Report,
    Severity,
    Skipped,
    Span,
)
from checker.reporters.terminal import MANY, first_to_mend, to_terminal
from checker.reporters.width import char_width, reveal, width
from tests_support import replace

SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY
AUTHORITY = Basis("公用文作成の考え方", "文化審議会", 2022)
READ = Basis("公用文における漢字使用等について", "内閣", 2010, "1(2)", True)
OWN = Basis(own="暦の計算による")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def finding(source: str, words: str, fix: Fix | None = None, **changes: Any) -> Finding:
    """A finding on the first place where `words` stand."""
    start = source.index(words)
    span = Span(start, start + len(words))
    made = Finding(
        rule="wording/example",
        entry="",
        category=Category.WORDING,
        severity=Severity.WARNING,
        title="例",
        message="言い換えてください。",
        why="伝わりにくいためです。",
        basis=(AUTHORITY,),
        span=span,
        text=words,
        fix=fix,
    )
    return replace(made, **changes)


def edit(source: str, old: str, new: str, *, behind: bool = False) -> Edit:
    """Replace the first `old` by `new`, or insert `new` behind it."""
    start = source.index(old)
    end = start + len(old)
    return Edit(Span(end, end) if behind else Span(start, end), new)


def file(source: str, *findings: Finding, **changes: Any) -> FileReport:
    made = FileReport("お知らせ.md", source, "utf-8", Profile.GENERAL, "", 120, findings)
    return replace(made, **changes)


def show(*files: FileReport, columns: int = 80, color: bool = False, **options: Any) -> str:
    return to_terminal(Report("2026-11-22", files), color=color, columns=columns, **options)


NOTICE = (
    "# 防災訓練のお知らせ\r\n\r\n"
    "日時：12月13日（土）\t午前9時から\r\n"
    "窓口で申請することができます。\r\n"
    "手袋をを持参して下さい。\r\n"
    "車で来る方は、遅滞なく届け出て下さい。"
)
NOTICE_MASU = Span(NOTICE.index("ます。"), NOTICE.index("ます。") + 2)
WEEKDAY = finding(
    NOTICE,
    "12月13日（土）",
    Fix(
        DISPLAY,
        (edit(NOTICE, "土", "日"),),
        (
            Candidate("12月13日（日）", (edit(NOTICE, "土", "日"),)),
            Candidate("12月12日（土）", (edit(NOTICE, "13日（土", "12日（土"),)),
        ),
    ),
    rule="facts/weekday",
    severity=Severity.ERROR,
    title="日付と曜日が合わない",
    message="令和8年12月13日は日曜日です。日付と曜日のどちらかを直してください。",
    why="日にちを間違えて来る人が出ます。",
    basis=(OWN,),
    related=(Related(Span(2, 11), "この行事の日です"),),
)
DEKIRU = finding(
    NOTICE,
    "申請することができます",
    Fix(SAFE, (edit(NOTICE, "することが", ""),)),
    rule="wording/koto-ga-dekiru",
    severity=Severity.SUGGESTION,
    title="「することができる」は「できる」と書く",
    message="「申請することができます」は短く書けます。",
    why="言い回しが短いほど、手続の内容が早く伝わります。\n読み手は急いでいます。",
    basis=(AUTHORITY, READ),
)
CHITAI = finding(
    NOTICE,
    "遅滞なく",
    Fix(UNSAFE, (edit(NOTICE, "遅滞なく", "すぐに"),)),
    rule="jargon/administrative",
    entry="chitai-naku",
    title="難しい言葉: 遅滞なく",
    message="「遅滞なく」は「すぐに」と書くと伝わります。",
)


def test_a_report() -> None:
    notice = file(NOTICE, WEEKDAY, DEKIRU, CHITAI, title="防災訓練のお知らせ", encoding="cp932")
    clean = file("", path="断水.md", skipped=(Skipped("本文", "読む文字がありません。"),))
    assert show(notice, clean) == (
        """\
■ お知らせ.md
  防災訓練のお知らせ（一般向け、文字コード cp932）

誤り  日付と曜日が合わない  [facts/weekday]
  お知らせ.md:3:4
  3 | 日時：12月13日（土）    午前9時から
    |       ^^^^^^^^^^^^^^
  令和8年12月13日は日曜日です。日付と曜日のどちらかを直してください。
  関連:   1:3 この行事の日です（防災訓練のお知らせ）
  なぜ:   日にちを間違えて来る人が出ます。
  根拠:   このツールの判断: 暦の計算による
  直し方: 書き手が選んでください。
          ・日時：12月13日（土） → 日時：12月13日（日）
          ・日時：12月13日（土） → 日時：12月12日（土）

提案  「することができる」は「できる」と書く  [wording/koto-ga-dekiru]
  お知らせ.md:4:4
  4 | 窓口で申請することができます。
    |       ^^^^^^^^^^^^^^^^^^^^^^
  「申請することができます」は短く書けます。
  なぜ:   言い回しが短いほど、手続の内容が早く伝わります。読み手は急いでいます。
  根拠:   「公用文作成の考え方」（文化審議会、2022年）（原文未確認）
          「公用文における漢字使用等について」 1(2)（内閣、2010年）
  直し方: 窓口で申請することができます。 → 窓口で申請できます。
          「することが」を削ります。--fix で直せます。

注意  難しい言葉: 遅滞なく  [jargon/administrative#chitai-naku]
  お知らせ.md:6:8
  6 | 車で来る方は、遅滞なく届け出て下さい。
    |               ^^^^^^^^
  「遅滞なく」は「すぐに」と書くと伝わります。
  なぜ:   伝わりにくいためです。
  根拠:   「公用文作成の考え方」（文化審議会、2022年）（原文未確認）
  直し方: 遅滞なく届け出て → すぐに届け出て
          --unsafe-fixes で直せます（読み返してください）。


指摘のないファイル:
  断水.md

2ファイルを点検: 誤り 1、注意 1、提案 1（うち 1 は --fix で直せます）

点検しなかったもの:
  ・読む文字がありません。（本文）
"""
    )


@pytest.mark.parametrize(
    ("place", "row"),
    [
        (Span(15, 17), "  関連:   3:1 ここです（日時：12月13日）\n"),
        (NOTICE_MASU, "  関連:   4:13 ここです（申請することができます。）\n"),
        (Span(2, 11), "  関連:   1:3 ここです（防災訓練のお知らせ）\n"),
        (Span(2, 2), "  関連:   1:3 ここです\n"),
    ],
)
def test_a_related_place_is_shown_with_its_words(place: Span, row: str) -> None:
    made = replace(CHITAI, related=(Related(place, "ここです"),))
    assert row in show(file(NOTICE, made))


def test_a_narrow_terminal() -> None:
    assert show(file(NOTICE, DEKIRU), columns=40) == (
        """\
■ お知らせ.md
  一般向け

提案  「することができる」は「できる」と
      書く  [wording/koto-ga-dekiru]
  お知らせ.md:4:4
  4 | 窓口で申請することができます。
    |       ^^^^^^^^^^^^^^^^^^^^^^
  「申請することができます」は短く
  書けます。
  なぜ:   言い回しが短いほど、手続の
          内容が早く伝わります。読み手は
          急いでいます。
  根拠:   「公用文作成の考え方」（文化審
          議会、2022年）（原文未確認）
          「公用文における漢字使用等につ
          いて」 1(2)（内閣、2010年）
  直し方: 窓口で申請することができます。
          → 窓口で申請できます。
          「することが」を削ります。
          --fix で直せます。


1ファイルを点検: 誤り 0、注意 0、提案 1
（うち 1 は --fix で直せます）
"""
    )
    assert show(file(NOTICE, DEKIRU), columns=5) == show(file(NOTICE, DEKIRU), columns=40)


def test_quiet() -> None:
    notice = file(NOTICE, WEEKDAY, CHITAI)
    assert show(notice, file("", path="断水.md"), quiet=True, columns=40) == (
        "お知らせ.md:3:4: 誤り 令和8年12月13日は日曜日です。"
        "日付と曜日のどちらかを直してください。 [facts/weekday]\n"
        "お知らせ.md:6:8: 注意 「遅滞なく」は「すぐに」と書くと伝わります。"
        " [jargon/administrative#chitai-naku]\n"
    )
    assert show(file(NOTICE), quiet=True) == ""


def test_one_file_without_findings() -> None:
    clean = file("断水します。", title="断水のお知らせ", characters=1234, profile=Profile.EASY)
    assert show(clean) == (
        "指摘はありません。\n点検したもの: お知らせ.md 断水のお知らせ（やさしい日本語）、1,234字\n"
    )


def test_several_files_without_findings() -> None:
    reason = "構文の解析に使う ja-ginza が入っていません。"
    skipped = Skipped("sentence/nejire", reason)
    image = "画像の中の文字は読めません。"
    assert show(
        file("a", skipped=(skipped, Skipped("画像 2か所", image))),
        file("b", profile=Profile.REPORTER, skipped=(skipped, Skipped("画像 1か所", image))),
    ) == (
        """\
指摘はありません。
点検したもの: 2ファイル（一般向け、報道向け）、合わせて240字

点検しなかったもの:
  ・構文の解析に使う ja-ginza が入っていません。（sentence/nejire）
  ・画像の中の文字は読めません。（画像 2か所、画像 1か所）
"""
    )


def test_no_file_at_all() -> None:
    problem = Problem("a.pdf", "unknown-suffix", "読めない種類のファイルです。", "変換します。")
    shown = to_terminal(Report("2026-11-22", (), (problem,)), color=False, columns=80)
    assert shown == "点検したファイルはありません。\n"


def test_only_the_first_clean_files_are_named() -> None:
    clean = [file("", path=f"{number}.md") for number in range(1, 14)]
    shown = show(*clean, file(NOTICE, CHITAI))
    assert "\n指摘のないファイル:\n  1.md\n" in shown
    assert "\n  10.md\n  ほか3ファイル\n\n14ファイルを点検: " in shown


def test_reason_and_basis_are_told_once_a_file() -> None:
    first = finding("下さい。\n下さい。", "下さい", title="仮名で書く")
    again = replace(first, span=Span(5, 8))
    other = replace(again, basis=(READ,))
    why = "  なぜ:   1行目の指摘と同じです。\n"
    basis = "  根拠:   「公用文作成の考え方」（文化審議会、2022年）（原文未確認）\n"
    shown = show(file("下さい。\n下さい。", first, again, other))
    assert shown.count("伝わりにくいためです。") == 1
    assert shown.count(why) == 2
    assert shown.count(basis) == 1
    assert f"{why}  根拠:   「公用文における" in shown
    two = show(file("下さい。\n下さい。", first), file("下さい。\n下さい。", again))
    assert two.count("伝わりにくいためです。") == two.count(basis) == 2


MESSY = "\n".join(f"{number}行目の文です。" for number in range(1, 31))


def messy(number: int, rule: str, severity: Severity, fix: Applicability | None) -> Finding:
    made = None if fix is None else Fix(fix, (edit(MESSY, f"{number}行目", "一行目"),))
    return finding(
        MESSY, f"{number}行目", made, rule=f"wording/{rule}", title=rule, severity=severity
    )


ERROR, WARNING, SUGGESTION = Severity.ERROR, Severity.WARNING, Severity.SUGGESTION
MANY_FINDINGS = (
    messy(11, "提案だけ", SUGGESTION, SAFE),
    messy(12, "直せない注意", WARNING, None),
    messy(13, "選ぶ注意", WARNING, DISPLAY),
    messy(14, "言い方が変わる注意", WARNING, UNSAFE),
    messy(15, "直せる注意", WARNING, SAFE),
    messy(16, "直せる注意", WARNING, SAFE),
    messy(17, "直せない誤り", ERROR, None),
    messy(18, "直せる誤り", ERROR, SAFE),
    messy(19, "提案だけ", SUGGESTION, SAFE),
)


def test_where_to_begin() -> None:
    head = """\
■ お知らせ.md
  一般向け

まず直す（全9件のうち）
  1. 誤り  18行目  直せる誤り（--fix で直せます）
  2. 誤り  17行目  直せない誤り
  3. 注意  15行目  直せる注意（ほか1か所、--fix で直せます）
  4. 注意  14行目  言い方が変わる注意
  5. 注意  13行目  選ぶ注意

提案  提案だけ  [wording/提案だけ]
"""
    assert show(file(MESSY, *MANY_FINDINGS)).startswith(head)


def test_where_to_begin_is_left_out_when_there_is_little() -> None:
    assert "まず直す" in show(file(MESSY, *MANY_FINDINGS[: MANY + 1]))
    assert "まず直す" not in show(file(MESSY, *MANY_FINDINGS[:MANY]))


def test_first_to_mend_names_each_rule_once() -> None:
    rules = [found.title for found in first_to_mend(MANY_FINDINGS)]
    assert rules == ["直せる誤り", "直せない誤り", "直せる注意", "言い方が変わる注意", "選ぶ注意"]
    assert first_to_mend(MANY_FINDINGS[4:6]) == [MANY_FINDINGS[4]]


def excerpt(source: str, span: Span, columns: int = 60) -> list[str]:
    """What is shown of the source for one finding, with the mark."""
    made = finding(source, "", span=span, text=span.cut(source))
    lines = show(file(source, made), columns=columns).split("\n")
    return [line for line in lines if re.match(r" +\d* \|", line)]


def between(source: str, words: str) -> Span:
    start = source.index(words)
    return Span(start, start + len(words))


ENDLESS = "申請は、窓口で、😀遅滞なく\u200b行うことができます。" * 2500


@pytest.mark.parametrize(
    ("source", "words", "lines"),
    [
        ("申請は窓口で。", "窓口", ["  1 | 申請は窓口で。", "    |       ^^^^"]),
        ("x\r\n𠮷田😀課へ\r\n", "課", ["  2 | 𠮷田😀課へ", "    |       ^^"]),
        ("a\t市民\t", "市民", ["  1 | a   市民", "    |     ^^^^"]),
        ("ｱｲ①市", "①", ["  1 | ｱｲ①市", "    |   ^"]),
        (
            "セン\u200bター",
            "\u200b",
            ["  1 | セン‹U+200B›ター", "    |     ^^^^^^^^"],
        ),
        (
            "逆\u202e書き",
            "書き",
            ["  1 | 逆‹U+202E›書き", "    |           ^^^^"],
        ),
        ("市⺠の⺠", "⺠", ["  1 | 市⺠‹U+2EA0›の⺠", "    |   ^^^^^^^^^^"]),
        ("終わり　　", "　　", ["  1 | 終わり", "    |       ^^^^"]),
        # several lines: the first is shown
        (
            "申請は\r\n遅滞なく\r\n届け出て",
            "遅滞なく\r\n届け出て",
            ["  2 | 遅滞なく", "    | ^^^^^^^^", "    | （3行目まで、全部で2行）"],
        ),
        ("一行\r\n二行", "行\r\n", ["  1 | 一行", "    |   ^^"]),
        (
            "一行\r\n\r\n二行",
            "\r\n\r\n",
            ["  1 | 一行", "    |     ^", "    | （2行目まで、全部で2行）"],
        ),
        (
            ENDLESS,
            ENDLESS,
            [
                "  1 | 申請は、窓口で、😀遅滞なく‹U+200B›行…ことができます。",
                "    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            ],
        ),
    ],
)
def test_the_mark_stands_under_the_flagged_words(source: str, words: str, lines: list[str]) -> None:
    assert excerpt(source, between(source, words)) == lines


@pytest.mark.parametrize(
    ("source", "offset", "lines"),
    [
        ("窓口で。", 0, ["  1 | 窓口で。", "    | ^"]),
        ("窓口で。", 4, ["  1 | 窓口で。", "    |         ^"]),
        ("窓口で。\r\n", 6, ["  2 |", "    | ^"]),
        ("", 0, ["  1 |", "    | ^"]),
    ],
)
def test_the_mark_of_an_empty_stretch(source: str, offset: int, lines: list[str]) -> None:
    assert excerpt(source, Span(offset, offset)) == lines


def test_line_numbers_are_aligned() -> None:
    shown = show(file(MESSY, messy(2, "a", WARNING, None), messy(30, "b", WARNING, None)))
    assert "\n   2 | 2行目の文です。\n     | ^^^^^\n" in shown
    assert "\n  30 | 30行目の文です。\n     | ^^^^^^\n" in shown


def advice(found: Finding, source: str, columns: int = 80) -> list[str]:
    """What is said about mending, without the label."""
    shown = show(file(source, found), columns=columns)
    _, _, rest = shown.partition("  直し方: ")
    return [line.removeprefix(" " * 10) for line in rest.partition("\n\n\n")[0].split("\n")]


LIST = "- 申込み：窓口で\n- 費用：無料\n\n小雨決行です。"


@pytest.mark.parametrize(
    ("source", "words", "edits", "applicability", "lines"),
    [
        (
            "御参加下さい。",
            "下さい",
            [("下", "くだ")],
            SAFE,
            ["御参加下さい。 → 御参加ください。", "--fix で直せます。"],
        ),
        (
            "手袋をを各自持参します。",
            "をを",
            [("を", "")],
            SAFE,
            [
                "手袋をを各自持参します。 → 手袋を各自持参します。",
                "「を」を削ります。--fix で直せます。",
            ],
        ),
        (
            "午前10時から11時までです。",
            "11時",
            [("から", "から午前")],
            UNSAFE,
            [
                "午前10時から11時までです。 → 午前10時から午前11時までです。",
                "--unsafe-fixes で直せます（読み返してください）。",
            ],
        ),
        (
            "次の⽇に⾏きます。",
            "⽇",
            [("⽇", "日")],
            SAFE,
            ["次の⽇‹U+2F47›に⾏きます。 → 次の日に⾏きます。", "--fix で直せます。"],
        ),
        (
            "セン\u200bターへ",
            "\u200b",
            [("\u200b", "")],
            SAFE,
            ["セン‹U+200B›ターへ → センターへ", "「‹U+200B›」を削ります。--fix で直せます。"],
        ),
        (
            "<p>詳細は<b>下さい</b>。</p>",
            "下さい",
            [("下", "くだ")],
            SAFE,
            ["下さい → ください", "--fix で直せます。"],
        ),
        (
            "一行目　\n二行目",
            "　",
            [("　", "")],
            SAFE,
            ["一行目　 → 一行目", "空白を削ります。--fix で直せます。"],
        ),
        (
            "一行目\n\n\n二行目",
            "\n\n\n",
            [("\n\n", "\n")],
            SAFE,
            ["一行目⏎⏎ → 一行目⏎", "--fix で直せます。"],
        ),
        (
            "申請する。遅滞なく届け出る。",
            "申請する。遅滞なく届け出る",
            [("する", "します"), ("出る", "出ます")],
            DISPLAY,
            [
                "申請する。遅滞なく届け出る。 → 申請します。遅滞なく届け出ます。",
                "書き手が確かめてから直してください。",
            ],
        ),
        (
            "全角の１２月と、住み慣れた地域で暮らし続けられるための３４件です。",
            "全角の１２月と、住み慣れた地域で暮らし続けられるための３４件",
            [("１２", "12"), ("３４", "34")],
            SAFE,
            [
                "・全角の１２月と、 → 全角の12月と、",
                "・続けられるための３４件です。 → 続けられるための34件です。",
                "--fix で直せます。",
            ],
        ),
        (
            "不要な文",
            "不要な文",
            [("不要な文", "")],
            UNSAFE,
            ["「不要な文」を削ります。--unsafe-fixes で直せます（読み", "返してください）。"],
        ),
    ],
)
def test_what_to_do(
    source: str,
    words: str,
    edits: list[tuple[str, str]],
    applicability: Applicability,
    lines: list[str],
) -> None:
    fix = Fix(applicability, tuple(edit(source, old, new) for old, new in edits))
    assert advice(finding(source, words, fix), source) == lines


def test_an_insertion_is_said_in_words() -> None:
    source = "申込期限は12月4日です。"
    fix = Fix(SAFE, (edit(source, "12月4日", "（金）", behind=True),))
    assert advice(finding(source, "12月4日", fix), source) == [
        "12月4日です。 → 12月4日（金）です。",
        "「（金）」を加えます。--fix で直せます。",
    ]


def test_new_lines_are_shown_as_lines() -> None:
    fix = Fix(
        DISPLAY,
        (
            edit(
                LIST,
                "無料",
                "\n- 申込期限：　月　日（　）まで\n- 問合せ：04-0000-1234",
                behind=True,
            ),
        ),
    )
    assert advice(finding(LIST, "- 費用：無料", fix), LIST) == [
        "2行目の後に、次の行を加えます。",
        "+ - 申込期限：　月　日（　）まで",
        "+ - 問合せ：04-0000-1234",
        "書き手が内容を確かめて、書き入れてください。",
    ]


def test_candidates_are_listed() -> None:
    source = "急遽中止します。"
    whole = edit(source, "急遽", "急に")
    candidates = (
        Candidate("急に", (whole,)),
        Candidate("理由を書く", (edit(source, "急遽", "大雨のため"),)),
        Candidate("予定を変えて", ()),
    )
    expected = [
        "書き手が選んでください。",
        "・急遽中止します。 → 急に中止します。",
        "・理由を書く",
        "  急遽中止します。 → 大雨のため中止します。",
        "・予定を変えて",
    ]
    fix = Fix(DISPLAY, (whole,), candidates)
    assert advice(finding(source, "急遽", fix), source) == expected
    # a proposal that is not among the candidates comes first
    fix = Fix(DISPLAY, (edit(source, "急遽", "急いで"),), candidates[2:])
    assert advice(finding(source, "急遽", fix), source) == [
        "書き手が選んでください。",
        "・急遽中止します。 → 急いで中止します。",
        "・予定を変えて",
    ]


def test_words_that_cannot_be_put_in_are_said() -> None:
    source = "申請する**ことが**できます。"
    fix = Fix(DISPLAY, (), (Candidate("申請できます", ()),))
    assert advice(finding(source, "する**ことが**できます", fix), source) == [
        "「申請できます」と書きます。書き手が確かめてから直してください。"
    ]


def test_a_change_too_long_for_a_line_takes_two() -> None:
    source = "住み慣れた地域で暮らし続けることができる運動です。"
    fix = Fix(UNSAFE, (edit(source, "ることができる", "られる"),))
    assert advice(finding(source, "暮らし続けることができる", fix), source, 60) == [
        "暮らし続けることができる運動です。",
        "→ 暮らし続けられる運動です。",
        "--unsafe-fixes で直せます（読み返してください）。",
    ]


def test_nothing_of_a_draft_controls_the_terminal() -> None:
    source = "\x1b[2J\x07市\u202e民\x9b\r課"
    made = finding(
        source,
        "民",
        Fix(SAFE, (edit(source, "民", "\x1b]0;x\x07"),)),
        title="\x1b[1m題",
        message="「\x1b[31m民」です。",
        why="\x07",
        related=(Related(Span(0, 3), "\u2066ここ"),),
    )
    shown = show(file(source, made, path="a\x1bb.md", title="題\x1b"))
    assert all(character.isprintable() or character in "\n　" for character in shown)
    quiet = show(file(source, made, path="a\nb.md"), quiet=True)
    assert quiet.count("\n") == 1
    assert quiet.startswith("a⏎b.md:1:8: 注意 「‹U+001B›[31m民」です。")


def test_color_adds_nothing_but_color() -> None:
    files = (file(NOTICE, WEEKDAY, DEKIRU, CHITAI, title="訓練"), file(MESSY, *MANY_FINDINGS))
    for quiet in (False, True):
        plain = show(*files, quiet=quiet)
        colored = show(*files, color=True, quiet=quiet)
        assert "\x1b" not in plain
        assert ANSI.sub("", colored) == plain
        for code, word in (("1;31", "誤り"), ("1;33", "注意"), ("1;36", "提案")):
            assert f"\x1b[{code}m{word}\x1b[0m" in colored
    assert "申請\x1b[31mすることが\x1b[0mできます" in show(*files, color=True)
    assert "→ \x1b[32mすぐに\x1b[0m届け" in show(*files, color=True)
    for line in show(*files, color=True).split("\n"):
        assert line.count("\x1b[0m") * 2 == line.count("\x1b")


def test_wide_ambiguous_characters() -> None:
    source = "①令和※８年"
    made = finding(source, "８年")
    assert "\n    |       ^^^^\n" in show(file(source, made))
    assert "\n    |         ^^^^\n" in show(file(source, made), ambiguous=2)


def test_standard_input_has_a_name() -> None:
    shown = show(file(NOTICE, CHITAI, path="-"))
    assert shown.startswith("■ 標準入力\n")
    assert "\n  -:6:8\n" in shown


def test_a_very_long_line_is_quick() -> None:
    found = [finding(ENDLESS, ENDLESS, rule="sentence/long")]
    found += [replace(DEKIRU, span=Span(at, at + 4), fix=None) for at in (0, 30_001, 59_990)]
    report = file(ENDLESS, *found)
    assert len(ENDLESS) >= 60_000
    show(report)
    begun = time.process_time()
    show(report)
    assert time.process_time() - begun < 0.5


LETTERS = "市民の申請は、「窓口」で。ｶﾞ①…‥　 a1\t\u200b😀𠮷⺠\u202e\ud800<>"


@st.composite
def reports(draw: st.DrawFn, letters: str = LETTERS) -> FileReport:
    parts = draw(st.lists(st.text(st.sampled_from(letters)), min_size=1, max_size=4))
    source = "\r\n".join(part * 4 for part in parts)
    offsets = st.integers(0, len(source))
    words = st.text(st.sampled_from("すぐに\n\u200b、ab 😀\ud800"), max_size=30)

    def span() -> Span:
        first, second = sorted((draw(offsets), draw(offsets)))
        return Span(first, second)

    def edits() -> tuple[Edit, ...]:
        cuts = sorted(draw(st.lists(offsets, max_size=6)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        return tuple(Edit(Span(first, second), draw(words)) for first, second in pairs)

    found = []
    for number in range(draw(st.integers(1, 3))):
        place = span()
        fix = draw(st.sampled_from([None, SAFE, UNSAFE, DISPLAY]))
        labels = draw(st.lists(words, max_size=2))
        found.append(
            finding(
                source,
                "",
                None
                if fix is None
                else Fix(fix, edits(), tuple(Candidate(label, edits()) for label in labels)),
                span=place,
                text=place.cut(source),
                rule=f"wording/x{number}",
                message=f"「{place.cut(source)[:40]}」と書かれています。",
                related=tuple(Related(span(), "ここです") for _ in range(draw(st.integers(0, 2)))),
            )
        )
    found.sort(key=lambda finding: finding.span)
    return file(source, *found, title=draw(words))


@given(reports(LETTERS + "\u3099"), st.integers(40, 100))
@settings(max_examples=100, deadline=None)
def test_lines_fit_and_end_in_no_space(report: FileReport, columns: int) -> None:
    shown = show(report, columns=columns)
    for line in shown.split("\n"):
        assert line == line.rstrip()
        assert width(line) <= columns
        assert all(character.isprintable() or character == "　" for character in line)
    shown.encode("utf-8")
    assert ANSI.sub("", show(report, columns=columns, color=True)) == shown


@given(reports(), st.integers(40, 100))
@settings(max_examples=100, deadline=None)
def test_every_mark_covers_the_flagged_words(report: FileReport, columns: int) -> None:
    shown = show(report, columns=columns).split("\n")
    marks = [number for number, line in enumerate(shown) if re.fullmatch(r" +\| *\^+", line)]
    assert len(marks) == len(report.findings)
    for number, found in zip(marks, report.findings, strict=True):
        margin = shown[number].index("|") + 2
        mark = shown[number][margin:]
        line = shown[number - 1][margin:] + " " * columns
        covered, used = "", 0
        for character in line:
            if mark[used : used + 1] == "^":
                covered += character
            used += char_width(character)
        first = re.split("\r\n|\r|\n", found.text)[0]
        wanted = _solid(reveal(first, radicals=True).replace("‹タブ›", ""))
        if not first:
            assert mark.strip() == "^"
            continue
        covered = _solid(covered)
        head, dots, tail = covered.partition("…")
        if covered != wanted and "…" not in wanted:
            assert dots, (covered, wanted)
            assert wanted.startswith(head)
            assert wanted.endswith(tail)


def _solid(text: str) -> str:
    """The text without spaces: those at the end of a line are not printed."""
    return text.replace(" ", "").replace("　", "")
