"""The YAML head: its fields, where they stand, and what is wrong with a broken one."""

from __future__ import annotations

import contextlib
import time

import pytest

from checker.document.front_matter import content_span, read_front_matter
from checker.errors import FrontMatterError


def fields(source: str) -> list[tuple[str, str, str]]:
    """Key, value and source of each field."""
    head = read_front_matter(source)
    assert head is not None
    return [(field.key, field.value, field.source.cut(source)) for field in head.fields]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: 秋の講座\n", [("title", "秋の講座", "秋の講座")]),
        ("title: '秋の''講座'\n", [("title", "秋の'講座", "'秋の''講座'")]),
        ('title: "𠮷野の講座"\r\ndate: 2026-08-01\r\n', [("title", "𠮷野の講座", '"𠮷野の講座"'), ("date", "2026-08-01", "2026-08-01")]),
        ("open: 12:30\nfree: no\n", [("open", "12:30", "12:30"), ("free", "no", "no")]),
        (
            "check:\n  genre: event\n  ignore: [wording, 'slip/x']\n",
            [
                ("check.genre", "event", "event"),
                ("check.ignore[0]", "wording", "wording"),
                ("check.ignore[1]", "slip/x", "'slip/x'"),
            ],
        ),
        ("tags:\n  - 健康\n  - name: 講座\n", [("tags[0]", "健康", "健康"), ("tags[1].name", "講座", "講座")]),
        ("lead: |\n  一行目\n  二行目\nend: 済\n", [("lead", "一行目\n二行目\n", "|\n  一行目\n  二行目"), ("end", "済", "済")]),
        ("empty:\nnext: 1 # 注\n", [("empty", "", ""), ("next", "1", "1")]),
        ("a: &x 一\nb: *x\nc: 二\n", [("a", "一", "&x 一"), ("c", "二", "二")]),
        ("# 注\n\ntitle: 題\n", [("title", "題", "題")]),
    ],
)  # fmt: skip
def test_fields(head: str, expected: list[tuple[str, str, str]]) -> None:
    newline = "\r\n" if "\r\n" in head else "\n"
    assert fields(f"---{newline}{head}---{newline}本文です。") == expected


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("---\ntitle: 題\n---\n\n本文です。", "\n本文です。"),
        ("---\r\ntitle: 題\r\n---\r\n本文です。", "本文です。"),
        ("---\rtitle: 題\r---\r本文です。", "本文です。"),
        ("---  \ntitle: 題\n...\n本文です。", "本文です。"),
        ("---\ntitle: 題\n---", ""),
        ("---\ntitle: 題\nbar: ----\n---\n本文です。\n\n---\n", "本文です。\n\n---\n"),
    ],
)
def test_end(source: str, rest: str) -> None:
    head = read_front_matter(source)
    assert head is not None
    assert source[head.end :] == rest


@pytest.mark.parametrize(
    "source",
    [
        "",
        "本文です。\n---\ntitle: 題\n---\n",
        " ---\ntitle: 題\n---\n",
        "---\n\ntitle: 題\n---\n",
        "---\ntitle: 題\n",
        "---\n本文です。\n---\n",
        "---\n- 日時: 8月1日\n---\n",
        "---\n**重要**なお知らせです。\n---\n",
        "---\n> 引用: です。\n---\n",
        "---\nhttps://www.aoba.example/\n---\n",
        "----\ntitle: 題\n----\n",
        "---\n---\n",
    ],
)
def test_no_head(source: str) -> None:
    assert read_front_matter(source) is None


@pytest.mark.parametrize(
    ("head", "place", "words"),
    [
        ("title: 題\ndate: 8月\ntitle: 別\n", "4行目1文字目", "同じ項目「title」が二つ"),
        ("check:\n  genre: a\n  genre: b\n", "4行目3文字目", "同じ項目「genre」が二つ"),
        ("title: 令和8年度: 募集\n", "2行目13文字目", "YAMLとして読めません"),
        ("title: '題\n", "3行目1文字目", "YAMLとして読めません"),
        ("title: 題\n\tdate: 8月\n", "3行目1文字目", "YAMLとして読めません"),
        ("title: 題\x08\n", "2行目9文字目", "使えない文字"),
        ("? [a]\n: 1\n", None, ""),
        ("{a: 1}: 2\n", None, ""),
        ("a: 1\n[b]: 2\n", "3行目1文字目", "リストや { }"),
        ("a: " + "[" * 30 + "]" * 30 + "\n", "2行目23文字目", "入れ子が深すぎます"),
    ],
)
def test_errors(head: str, place: str | None, words: str) -> None:
    source = f"---\n{head}---\n本文です。\n"
    if place is None:  # it does not look like a head at all
        assert read_front_matter(source, path="notice.md") is None
        return
    with pytest.raises(FrontMatterError) as caught:
        read_front_matter(source, path="notice.md")
    error = caught.value
    assert (error.code, error.path) == ("front-matter", "notice.md")
    assert error.message.startswith(f"{place}: ")
    assert words in error.message
    assert error.remedy.endswith("ください。")


def test_lines_are_counted_alike_with_every_line_end() -> None:
    for newline in ("\n", "\r\n", "\r"):
        source = newline.join(["---", "title: 題", "title: 題", "---", ""])
        with pytest.raises(FrontMatterError, match="3行目1文字目"):
            read_front_matter(source)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ('---\ntitle: "秋の講座"\n---\n', "秋の講座"),
        ("---\ntitle: '秋の講座'\n---\n", "秋の講座"),
        ("---\ntitle: 秋の講座\n---\n", "秋の講座"),
        ("---\ntitle: \"\n---\n---\n", None),
        ("---\ntitle:\n---\n", ""),
    ],
)  # fmt: skip
def test_content_is_what_stands_between_the_quotation_marks(
    source: str, content: str | None
) -> None:
    if content is None:
        with pytest.raises(FrontMatterError):
            read_front_matter(source)
        return
    head = read_front_matter(source)
    assert head is not None
    assert content_span(source, head.fields[0]).cut(source) == content


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? ", "&a ", "*a ", "a: 1\n", "'", "x"])
def test_deep_or_long_heads_end_in_time(unit: str) -> None:
    # Composing such nodes recursively takes the interpreter down.
    source = "---\na: " + unit * (60_000 // len(unit)) + "\n---\n"
    start = time.process_time()
    with contextlib.suppress(FrontMatterError):
        read_front_matter(source)
    assert time.process_time() - start < 2


def test_cyclic_alias() -> None:
    assert fields("---\na: &x [*x, 一]\n---\n") == [("a[1]", "一", "一")]
