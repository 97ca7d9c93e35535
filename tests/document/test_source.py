from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.source import (
    MAX_BYTES,
    Source,
    decode,
    encoding_named,
    from_text,
    is_html_path,
    load,
    load_stream,
)
from checker.errors import ConfigError, InputError

# What each display name is called in Python: the tests' own side of the table.
PYTHON = {
    "utf-8": "utf-8",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
}
BOMS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
}

GOMI = """粗大ごみの出し方が変わります

令和8年4月1日（水曜日）から、粗大ごみの収集は電話による申込制になります。
申込先：あおば市 環境部 ごみ対策課（電話 04-0000-1234、午前8時30分から午後5時15分まで）
手数料は1点につき500円です。コンビニエンスストアなどで「粗大ごみ処理券」を購入し、
見えやすい場所に貼ってください。エアコン・テレビ・冷蔵庫・洗濯機は、市では収集しません。
詳しくは、市のウェブサイト（https://www.aoba.example/）をご覧ください。
"""
SHINSA = """報道関係者各位

市立図書館三館の蔵書点検に伴う臨時休館について

標記の件について、下記のとおり実施しますので、お知らせします。
一　期間　令和八年三月十日から同月十四日まで
二　対象　中央図書館、東分館、西分館
三　その他　休館中も返却ポストは利用可。予約資料の受取期限は一週間延長。
問合せ　教育委員会生涯学習課　電話〇四－〇〇〇〇－一二三四
"""
WAKUCHIN = (
    "インフルエンザワクチンの予防接種を受けましょう。65歳以上のかたは、1,500円で受けられます。"
    "持ち物は、マイナンバーカードまたは健康保険の資格確認書です。"
)
NOTICES = {
    "ごみ": GOMI,
    "図書館": SHINSA.replace("－", "の"),  # the minus sign has a twin in EUC-JP
    "予防接種": WAKUCHIN,
    "長い": (GOMI + WAKUCHIN) * 3,
    "休館日": "休館日",
    "中止": "中止",
    "一行": "本日の教室は中止します。\n",
    "記号": "●申込：不要\r\n●参加費：無料\r\n",
    "カタカナ": "センター",
    "ひらがな": "おしらせ",
    "数字の間": "2026年3月10日(火)10:00",
}


@pytest.mark.parametrize("encoding", PYTHON)
@pytest.mark.parametrize("notice", NOTICES)
def test_notices_are_recognised(notice: str, encoding: str) -> None:
    text = NOTICES[notice]
    source = decode(text.encode(PYTHON[encoding]), path="notice.txt")
    assert (source.encoding, source.text, source.bom) == (encoding, text, b"")


@pytest.mark.parametrize("encoding", PYTHON)
@pytest.mark.parametrize("length", [4, 7, 20, 100])
def test_every_stretch_of_a_notice_is_recognised(encoding: str, length: int) -> None:
    for start in range(0, len(GOMI) - length, 3):
        text = GOMI[start : start + length]
        assert decode(text.encode(PYTHON[encoding]), path="").text == text


@pytest.mark.xfail(reason="the two bytes are ¢ in UTF-8, and only one character tells")
def test_a_single_kanji_in_euc_jp() -> None:
    assert decode("蔵".encode("euc_jp"), path="").text == "蔵"


@pytest.mark.xfail(reason="the same bytes are well-formed kanji in EUC-JP")
def test_a_file_of_nothing_but_half_width_katakana() -> None:
    assert decode("ﾊﾝｶｸ".encode("cp932"), path="").text == "ﾊﾝｶｸ"


@pytest.mark.parametrize("encoding", BOMS)
@pytest.mark.parametrize("text", ["", "A", "休館日", "𠮷野\r\n", "# 見出し\n"])
def test_byte_order_marks(text: str, encoding: str) -> None:
    raw = BOMS[encoding] + text.encode(encoding)
    source = decode(raw, path="notice.md")
    assert (source.text, source.encoding, source.bom) == (text, encoding, BOMS[encoding])
    assert source.raw == raw
    assert source.body == text.encode(encoding)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xee\xe0\xfb\xfc", "髙髙"),
        (b"\x87\x40\x87\x8a", "①㈱"),
        (b"\xca\xdd\xb6\xb8 \x8c\x9f\x8d\xf5", "ﾊﾝｶｸ 検索"),
        (b"\xc5\xcf\xb4\x81\x46\xb1\xb5\xca\xde \xc0\xdb\xb3\n", "ﾅﾏｴ：ｱｵﾊﾞ ﾀﾛｳ\n"),
        (b"\x82\x60\x81\x60\x82\x61\x81\x7c\x81\x61", "Ａ～Ｂ－∥"),
        (b"\x8a\x4f\x8e\x9a\xf0\x40\x82\xf0\x8a\xdc\x82\xde", "外字\ue000を含む"),
        (b"\x94\x5c\x97\xcd\x81\x45\x95\x5c\x8e\xa6", "能力・表示"),  # 5C as a second byte
    ],
)
def test_what_windows_writes_in_cp932(raw: bytes, text: str) -> None:
    source = decode(raw, path="notice.txt")
    assert (source.encoding, source.text) == ("cp932", text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xad\xa1\xbf\xbd\xb9\xfe", "①申込"),
        (b"\xfc\xe2\xb6\xb6\xbb\xd4\xc4\xb9", "髙橋市長"),
        (b"\x8e\xca\x8e\xdd\xa4\xce\xbb\xfa", "ﾊﾝの字"),
        (b"\xc1\xfd\xa4\xa8\xa4\xeb\x8f\xb0\xa1", "増える丂"),
    ],
)
def test_what_servers_write_in_euc_jp(raw: bytes, text: str) -> None:
    source = decode(raw, path="notice.txt")
    assert (source.encoding, source.text) == ("euc-jp", text)


def test_a_page_whose_japanese_comes_late() -> None:
    text = "<p class='layout'></p>\n" * 500 + "<p>検討事項</p>"
    assert decode(text.encode("euc_jp"), path="").text == text


@pytest.mark.parametrize("text", ["", "ABC", "Aoba City\r\n", "5±1", "100 €", "é", "\n"])
def test_text_without_japanese_is_utf_8(text: str) -> None:
    source = decode(text.encode(), path="")
    assert (source.encoding, source.text) == ("utf-8", text)


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("休館", "\n"),
        ("休館\n", "\n"),
        ("休館\r\n", "\r\n"),
        ("休館\r", "\r"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\r\nb\nc\nd", "\n"),
        ("a\rb\rc\r\n", "\r"),
        ("a\r\nb\n", "\n"),  # a tie
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp932"])
def test_line_ends_stay_and_the_most_frequent_is_named(
    text: str, newline: str, encoding: str
) -> None:
    raw = BOMS.get(encoding, b"") + text.encode(encoding)
    source = decode(raw, path="", encoding=encoding)
    assert (source.text, source.newline) == (text, newline)


META = {
    "short": '<meta charset="{}">',
    "no quotes": "<meta charset={}>",
    "single quotes": "<META CHARSET='{}'>",
    "spaces": '<meta  charset = " {}">',
    "http-equiv": '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "order": '<meta content="text/html;charset={}" http-equiv="content-type" />',
    "xml": '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE html>',
    "behind a comment": '<!-- <meta charset="utf-8"> --><meta charset="{}">',
}


@pytest.mark.parametrize("meta", META)
@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("windows-31j", "cp932"),
        ("EUC-JP", "euc-jp"),
        ("ISO-2022-JP", "iso-2022-jp"),
        ("UTF-8", "utf-8"),
    ],
)
def test_a_page_is_read_as_it_declares(meta: str, declared: str, encoding: str) -> None:
    # The body alone could be anything: half-width katakana only.
    for body in ("ABC", "休館日のお知らせ"):
        text = f"<html><head>{META[meta].format(declared)}</head><body>{body}</body></html>"
        if meta == "xml":
            text = text.removeprefix("<html><head>")
        source = decode(text.encode(PYTHON[encoding]), path="page.html", is_html=True)
        assert (source.encoding, source.text) == (encoding, text)


def test_a_declaration_decides_where_the_bytes_do_not() -> None:
    raw = b'<meta charset="Shift_JIS"><p>' + "ﾊﾝｶｸ".encode("cp932") + b"</p>"
    page = decode(raw + "。".encode("cp932"), path="page.html", is_html=True)
    assert page.text.endswith("ﾊﾝｶｸ</p>。")


def test_only_a_page_declares() -> None:
    text = '`<meta charset="EUC-JP">` と書きます。'
    assert decode(text.encode("cp932"), path="notice.md").text == text


@pytest.mark.parametrize("declared", ["iso-8859-1", "big5", "utf-7", "x-user-defined"])
def test_a_declaration_that_cannot_be_is_passed_over(declared: str) -> None:
    text = f'<meta charset="{declared}"><p>休館日のお知らせ</p>'
    source = decode(text.encode("cp932"), path="page.html", is_html=True)
    assert (source.encoding, source.text) == ("cp932", text)


def test_a_byte_order_mark_beats_a_declaration() -> None:
    text = '<meta charset="Shift_JIS"><p>休館日</p>'
    source = decode(BOMS["utf-8"] + text.encode(), path="page.html", is_html=True)
    assert (source.encoding, source.text) == ("utf-8", text)


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("utf-8", "cp932"),
        ("utf-8", "euc-jp"),
        ("Shift_JIS", "utf-8"),
        ("Shift_JIS", "euc-jp"),
        ("Shift_JIS", "iso-2022-jp"),
        ("EUC-JP", "utf-8"),
        ("EUC-JP", "cp932"),
        ("utf-16", "cp932"),
    ],
)
def test_a_declaration_that_does_not_fit_is_told(declared: str, actual: str) -> None:
    raw = f'<meta charset="{declared}"><p>{GOMI}</p>'.encode(PYTHON[actual])
    with pytest.raises(InputError) as caught:
        decode(raw, path="page.html", is_html=True)
    error = caught.value
    assert error.code == "encoding-mismatch"
    assert f"ファイルは {actual} で保存されている" in error.message
    assert f"--encoding {actual}" in error.remedy
    # The way out that the message names works.
    assert GOMI in decode(raw, path="page.html", is_html=True, encoding=actual).text


def test_a_short_page_in_utf_8_is_not_read_as_it_declares() -> None:
    raw = '<meta charset="Shift_JIS"><p>おしらせ</p>'.encode()  # 縺翫＠繧峨○
    with pytest.raises(InputError, match="文字化け"):
        decode(raw, path="page.html", is_html=True)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("sjis", "cp932"), ("Windows-31J", "cp932"), ("utf8", "utf-8"), ("eucjp", "euc-jp")],
)
def test_the_encoding_that_the_user_names_wins(name: str, encoding: str) -> None:
    text = '<meta charset="ISO-2022-JP">休館日'
    raw = text.encode(PYTHON[encoding])
    source = decode(raw, path="page.html", encoding=name, is_html=True)
    assert (source.encoding, source.text) == (encoding, text)


def test_named_where_detection_would_err() -> None:
    assert decode(b"\xca\xdd\xb6\xb8", path="", encoding="sjis").text == "ﾊﾝｶｸ"


@pytest.mark.parametrize(
    ("raw", "name", "encoding"),
    [
        ("休館日".encode("utf-16-le"), "utf-16", "utf-16-le"),
        ("休館日".encode("utf-16-be"), "utf-16-be", "utf-16-be"),
        (BOMS["utf-16-be"] + "休館日".encode("utf-16-be"), "utf-16", "utf-16-be"),
        (BOMS["utf-16-le"] + "休館日".encode("utf-16-le"), "utf-16-be", "utf-16-le"),
        (BOMS["utf-8"] + "休館日".encode(), "utf-8", "utf-8"),
    ],
)
def test_named_utf_16_with_and_without_byte_order_mark(
    raw: bytes, name: str, encoding: str
) -> None:
    source = decode(raw, path="", encoding=name)
    assert (source.text, source.encoding) == ("休館日", encoding)


def test_an_unknown_name_is_a_config_error() -> None:
    with pytest.raises(ConfigError) as caught:
        decode(b"", path="notice.txt", encoding="big5")
    assert caught.value.code == "unknown-encoding"
    assert "big5" in caught.value.message
    assert "cp932" in caught.value.remedy
    assert encoding_named("shift-jis") == "cp932"


def test_the_empty_file() -> None:
    assert decode(b"", path="a.md") == Source("a.md", b"", "", "utf-8", b"", "\n")
    assert decode(b"", path="a.md", encoding="sjis").encoding == "cp932"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)


@pytest.mark.parametrize(
    ("raw", "path", "name"),
    [
        (b"PK\x03\x04\x14\x00[Content_Types].xml word/document.xml", "a", "Word 文書"),
        (b"PK\x03\x04\x14\x00", "お知らせ.docx", "Word 文書"),
        (b"PK\x03\x04\x14\x00 xl/workbook.xml", "a", "Excel ファイル"),
        (b"PK\x03\x04\x14\x00", "a.zip", "圧縮ファイル"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.txt", "Word 文書"),
        (OLE + "DocumentText".encode("utf-16-le"), "a.txt", "一太郎文書"),
        (OLE, "お知らせ.JTD", "一太郎文書"),
        (OLE, "a", "文章ではないデータ"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt", "PDF"),
        (b"{\\rtf1\\ansi", "a.txt", "リッチテキスト（RTF）"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.txt", "画像"),
        (b"\xff\xd8\xff\xe0\x00", "a.txt", "画像"),
        (b"GIF89a", "a.txt", "画像"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a.txt", "画像"),
        (b"\x00\x00\x00\x18ftypheic", "a.txt", "画像"),
        (b"BM\x36\x00\x0c\x00", "a.txt", "画像"),
        (b"text\x00text", "a.txt", "文章ではないデータ"),
        (b"\x00\x01\x02", "古い.jfw", "一太郎文書"),
        (BOMS["utf-16-le"] + b"A\x00\x00\x00", "a.txt", "文章ではないデータ"),
    ],
)
def test_files_that_are_no_text(raw: bytes, path: str, name: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, path=path)
    error = caught.value
    assert (error.code, error.path) == ("binary-file", path)
    assert error.message == f"{name}は、そのままでは点検できません。"
    assert "点検" in error.remedy
    if name.endswith("文書"):
        assert "全体を選んでコピーし" in error.remedy


def test_utf_16_without_byte_order_mark_is_hinted_at() -> None:
    raw = ("休館日\n" * 3).encode("utf-16-be")
    with pytest.raises(InputError) as caught:
        decode(raw, path="a.txt")
    assert caught.value.code == "binary-file"
    assert "--encoding utf-16-be" in caught.value.remedy


@pytest.mark.parametrize(
    ("raw", "encoding", "place"),
    [
        # UTF-8 that was cut, or lost a byte
        (GOMI.encode()[:-2], None, f"{len(GOMI.encode()) - 3} バイト目（7 行目）"),
        ("休館日\n".encode() + b"\xe4\xbc\n" + "休館日".encode(), None, "11 バイト目（2 行目）"),
        # CP932 with a byte that has no character
        ("休館日の\n".encode("cp932") + b"\x85\x40\n", None, "10 バイト目（2 行目）"),
        (b"\xa5\xb5\xa1\xbc\xa5\xd3\xa5\xb9\r\n\xa4\x20\xa4\xa2", None, "11 バイト目（2 行目）"),
        ("a\n休館日".encode("cp932"), "utf-8", "3 バイト目（2 行目）"),
        (b"a\rb\r" + "休".encode("cp932"), "utf-8", "5 バイト目（3 行目）"),
        (BOMS["utf-8"] + b"ab\n\xff", None, "7 バイト目（2 行目）"),
        (BOMS["utf-16-le"] + b"a\x00\n\x00b", None, "7 バイト目（2 行目）"),
    ],
)
def test_undecodable_bytes_are_placed(raw: bytes, encoding: str | None, place: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, path="notice.txt", encoding=encoding)
    error = caught.value
    assert error.code == "undecodable"
    assert place in error.message
    assert error.remedy


def test_an_undecodable_file_names_what_was_tried() -> None:
    with pytest.raises(InputError) as caught:
        decode(GOMI.encode()[:-2], path="notice.txt")
    assert "試した文字コード: utf-8、cp932、euc-jp" in caught.value.message
    assert "UTF-8" in caught.value.remedy
    assert "--encoding" in caught.value.remedy


def test_a_wrong_encoding_by_the_user_is_told_with_the_right_one() -> None:
    with pytest.raises(InputError) as caught:
        decode(GOMI.encode("cp932"), path="notice.txt", encoding="utf-8")
    assert "指定された文字コード utf-8" in caught.value.message
    assert "cp932 のようです" in caught.value.remedy


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (BOMS["utf-8"] + b"ABC", "sjis"),
        (BOMS["utf-16-le"] + b"A\x00", "utf-8"),
        (BOMS["utf-8"] + b"ABC", "utf-16"),
    ],
)
def test_a_byte_order_mark_that_contradicts_the_user(raw: bytes, encoding: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, path="", encoding=encoding)
    assert caught.value.code == "encoding-mismatch"


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"a\n\xed\xa0\xbd\xed\xb8\x80", "3 バイト目（2 行目）"),
        (BOMS["utf-8"] + b"\xed\xb8\x80", "4 バイト目（1 行目）"),
        (BOMS["utf-16-le"] + b"\n\x00\x3d\xd8A\x00", "5 バイト目（2 行目）"),
        (BOMS["utf-16-be"] + b"\xde\x00\x00A", "3 バイト目（1 行目）"),
    ],
)
def test_lone_surrogates(raw: bytes, place: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, path="", encoding=None if raw[0] in (0xEF, 0xFF, 0xFE) else "utf-8")
    assert caught.value.code == "lone-surrogate"
    assert place in caught.value.message


def test_pasted_text() -> None:
    source = from_text("休館日\r\n𠮷野分館\r\n", path="貼り付けた文章")
    assert (source.encoding, source.newline, source.bom) == ("utf-8", "\r\n", b"")
    assert source.raw.decode() == source.text
    with pytest.raises(InputError) as caught:
        from_text("休館日\n\ud83d", path="貼り付けた文章")
    assert caught.value.code == "lone-surrogate"
    assert "5 文字目（2 行目）" in caught.value.message


def test_a_source_does_not_show_the_draft() -> None:
    source = decode("未公開".encode(), path="draft.md")
    assert "未公開" not in repr(source)
    assert "\\x" not in repr(source)
    with pytest.raises(FrozenInstanceError):
        source.text = ""  # type: ignore[misc]


@pytest.mark.parametrize("size", [11, 20, 3_000_000])
def test_too_large(size: int, tmp_path: Path) -> None:
    raw = b"a" * size
    path = tmp_path / "notice.txt"
    path.write_bytes(raw)
    limit = 10 if size < 100 else 2_000_000
    readers: list[Callable[[], Source]] = [
        lambda: decode(raw, path="notice.txt", max_bytes=limit),
        lambda: load(path, max_bytes=limit),
        lambda: load_stream(io.BytesIO(raw), "<stdin>", max_bytes=limit),
    ]
    for read in readers:
        with pytest.raises(InputError) as caught:
            read()
        assert caught.value.code == "too-large"
        assert ("10 バイト" if size < 100 else "2.0 MB") in caught.value.message
    assert load(path, max_bytes=size).raw == raw
    assert load_stream(io.BytesIO(raw), "<stdin>", max_bytes=size).raw == raw


def test_the_limit() -> None:
    assert MAX_BYTES == 5_000_000
    with pytest.raises(InputError, match=r"5\.0 MB"):
        decode(bytes(MAX_BYTES + 1), path="")


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "お知らせ.txt"
    path.write_bytes(GOMI.encode("cp932"))
    source = load(path)
    assert (source.path, source.text, source.encoding) == (str(path), GOMI, "cp932")
    assert load(path, encoding="sjis") == source


@pytest.mark.parametrize(("suffix", "fits"), [("html", False), ("HTM", False), ("txt", True)])
def test_load_honours_the_declaration_of_html_files(
    tmp_path: Path, suffix: str, fits: bool
) -> None:
    path = tmp_path / f"page.{suffix}"
    path.write_bytes(f'<meta charset="utf-8">{GOMI}'.encode("cp932"))
    assert is_html_path(str(path)) is not fits
    if fits:
        assert load(path).encoding == "cp932"
    else:
        with pytest.raises(InputError, match="文字化け"):
            load(path)
    assert load(path, is_html=False).encoding == "cp932"


def test_a_missing_file(tmp_path: Path) -> None:
    for name in ("ない.md", "ない\0.md"):
        with pytest.raises(InputError) as caught:
            load(tmp_path / name)
        assert caught.value.code == "not-found"
        assert "見つかりません" in caught.value.message


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path)
    assert caught.value.code == "is-folder"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "no-permission"),
        (OSError(5, "Input/output error"), "unreadable"),
        (NotADirectoryError(20, "Not a directory"), "not-found"),
    ],
)
def test_errors_of_the_system(
    error: OSError, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "notice.md")
    assert caught.value.code == code
    assert caught.value.remedy


class Trickle(io.RawIOBase):
    """A pipe: gives a few bytes at a time, then perhaps fails."""

    def __init__(self, data: bytes, error: OSError | None = None) -> None:
        self.data, self.error = data, error

    def read(self, size: int = -1, /) -> bytes:
        part, self.data = self.data[: min(size, 5)], self.data[min(size, 5) :]
        if not part and self.error:
            raise self.error
        return part


def test_a_stream_is_read_to_its_end() -> None:
    stream = cast(BinaryIO, Trickle(GOMI.encode("euc_jp")))
    source = load_stream(stream, "<標準入力>")
    assert (source.path, source.text) == ("<標準入力>", GOMI)


def test_a_stream_that_breaks() -> None:
    stream = cast(BinaryIO, Trickle(b"abc", OSError(5, "Input/output error")))
    with pytest.raises(InputError) as caught:
        load_stream(stream, "<標準入力>")
    assert caught.value.code == "unreadable"


KANA_AND_KANJI = (
    "あいうえおがぎぐげごアイウエオー、。「」（）市民課申込先電話受付期間日時場所0123456789:\n"
)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=KANA_AND_KANJI, min_size=4).filter(lambda text: len(set(text)) > 3),
    st.sampled_from(sorted(PYTHON)),
)
def test_decode_gives_back_what_was_encoded(text: str, encoding: str) -> None:
    assert decode(text.encode(PYTHON[encoding]), path="", encoding=encoding).text == text
    assert decode(("お知らせ" + text).encode(PYTHON[encoding]), path="").text == "お知らせ" + text


@settings(max_examples=100, deadline=None)
@given(st.text(), st.sampled_from(sorted(BOMS)))
def test_decode_gives_back_any_text_in_unicode(text: str, encoding: str) -> None:
    if "\x00" in text or text.startswith("\ufeff"):
        return
    raw = BOMS[encoding] + text.encode(encoding)
    source = decode(raw, path="")
    assert (source.text, source.encoding) == (text, encoding)


@settings(max_examples=100, deadline=None)
@given(st.binary(), st.booleans(), st.sampled_from([None, "sjis", "euc-jp", "jis", "utf-16"]))
def test_no_bytes_raise_anything_but_input_errors(
    raw: bytes, is_html: bool, encoding: str | None
) -> None:
    with suppress(InputError):
        source = decode(raw, path="a.html", encoding=encoding, is_html=is_html)
        assert source.raw == raw


@pytest.mark.parametrize("encoding", PYTHON)
def test_fast(encoding: str) -> None:
    raw = (GOMI * 8)[:1500].encode(PYTHON[encoding])
    decode(raw, path="")
    times = []
    for _ in range(30):
        started = time.process_time()
        decode(raw, path="")
        times.append(time.process_time() - started)
    assert min(times) < 0.001


@pytest.mark.parametrize(
    "raw",
    [
        b"<meta " * 200_000,
        b"<!--" * 300_000,
        b"\xe3\x81" * 500_000,
        b"\xa4\xa2" * 500_000,
        b"\x1b$B" * 300_000,
        b"<?xml " + b" " * 1_000_000,
    ],
)
def test_long_inputs_take_linear_time(raw: bytes) -> None:
    started = time.process_time()
    with suppress(InputError):
        decode(raw, path="a.html", is_html=True)
    assert time.process_time() - started < 2.0
