from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.encoding import (
    ENCODINGS,
    byte_offsets,
    decode_bytes,
    encode_text,
    find_encoding,
    twins,
    writing_codec,
)

NOTICE = "粗大ごみの申込先が、4月1日（水曜日）から変わります。\nごみ対策課 電話04-0000-1234\n"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf8", "utf-8"),
        ("UTF-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("UTF_16LE", "utf-16-le"),
        ("utf-16be", "utf-16-be"),
        ("sjis", "cp932"),
        ("Shift_JIS", "cp932"),
        ("shift-jis", "cp932"),
        ("x-sjis", "cp932"),
        ("Windows-31J", "cp932"),
        ("MS932", "cp932"),
        (" cp932 ", "cp932"),
        ("EUC-JP", "euc-jp"),
        ("eucJP-ms", "euc-jp"),
        ("CP51932", "euc-jp"),
        ("ISO-2022-JP", "iso-2022-jp"),
        ("big5", None),
        ("", None),
    ],
)
def test_names_and_aliases(name: str, encoding: str | None) -> None:
    assert find_encoding(name) == encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_display_name_is_its_own_alias(encoding: str) -> None:
    assert find_encoding(encoding) == encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_comes_back(encoding: str) -> None:
    assert decode_bytes(encode_text(NOTICE, encoding), encoding) == NOTICE


# What browsers show for these bytes (WHATWG index jis0208).
VENDOR = [
    (b"\xad\xa1", "①"),
    (b"\xad\xea", "㈱"),
    (b"\xad\xe4", "℡"),
    (b"\xad\xb5", "Ⅰ"),
    (b"\xad\xdf", "㍻"),
    (b"\xfc\xe2", "髙"),
    (b"\xf9\xf5", "﨑"),
    (b"\xf9\xa1", "纊"),
]


@pytest.mark.parametrize(("data", "char"), VENDOR)
def test_vendor_rows_of_euc_jp(data: bytes, char: str) -> None:
    assert decode_bytes(b"\xa4\xa2" + data + b"\xa4\xa4", "euc-jp") == f"あ{char}い"


@pytest.mark.parametrize(("data", "char"), VENDOR)
def test_vendor_rows_of_iso_2022_jp(data: bytes, char: str) -> None:
    seven_bits = bytes(byte & 0x7F for byte in data)
    raw = b"\x1b$B\x24\x22" + seven_bits + b"\x24\x24\x1b(B!"
    assert decode_bytes(raw, "iso-2022-jp") == f"あ{char}い!"


@pytest.mark.parametrize("char", ["①", "㈱", "髙", "﨑"])
def test_vendor_characters_are_written_in_euc_jp(char: str) -> None:
    assert decode_bytes(encode_text(f"あ{char}い", "euc-jp"), "euc-jp") == f"あ{char}い"


@pytest.mark.parametrize("data", [b"\xad\xfe", b"\xa4", b"\x80", b"\xa4\x41", b"\xff\xff"])
def test_empty_cells_of_euc_jp_are_refused(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_bytes(b"\xa4\xa2" + data, "euc-jp")


@pytest.mark.parametrize(
    ("text", "encoding", "start"),
    [
        ("つち𠮷", "cp932", 2),
        ("😀", "cp932", 0),
        ("9時〜17時", "cp932", 2),  # Python's codec would write ～
        ("0−1", "cp932", 1),
        ("①𠮷", "euc-jp", 1),
        ("¥500", "euc-jp", 0),  # Python's codec would write a backslash
        ("9時～17時", "euc-jp", 2),
        ("第①回", "iso-2022-jp", 1),
    ],
)
def test_what_an_encoding_cannot_hold_is_refused(text: str, encoding: str, start: int) -> None:
    with pytest.raises(UnicodeEncodeError) as caught:
        encode_text(text, encoding)
    assert caught.value.start == start


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("9時〜17時 −5℃", "cp932", "9時～17時 －5℃"),
        ("9時～17時 －5℃", "euc-jp", "9時〜17時 −5℃"),
        ("9時～17時", "iso-2022-jp", "9時〜17時"),
        ("9時〜17時、10時～", "utf-8", "9時〜17時、10時～"),
        ("市民—市長", "cp932", "市民―市長"),
    ],
)
def test_twins(text: str, encoding: str, expected: str) -> None:
    assert twins(text, encoding) == expected
    encode_text(expected, encoding)


def test_every_cell_of_cp932_and_euc_jp_is_one_code_point_where_it_was() -> None:
    """All one-, two- and three-byte characters, against decoding each alone."""
    for encoding, characters in CHARACTERS.items():
        raw = b"".join(characters)
        text = decode_bytes(raw, encoding)
        assert text == "".join(decode_bytes(char, encoding) for char in characters)
        assert len(text) == len(characters)
        starts = [0]
        for char in characters:
            starts.append(starts[-1] + len(char))
        assert byte_offsets(text, raw, encoding, list(range(len(text) + 1))) == starts


def _decodable(encoding: str, candidates: list[bytes]) -> list[bytes]:
    found = []
    for candidate in candidates:
        try:
            if len(decode_bytes(candidate, encoding)) == 1:
                found.append(candidate)
        except UnicodeDecodeError:
            continue
    return found


_ONE = [bytes((byte,)) for byte in range(256)]
_TWO = [bytes((lead, trail)) for lead in range(0x81, 0x100) for trail in range(0x40, 0x100)]
_THREE = [b"\x8f" + bytes((a, b)) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xFF)]
CHARACTERS = {
    "cp932": _decodable("cp932", _ONE) + _decodable("cp932", _TWO),
    "euc-jp": _decodable("euc-jp", _ONE) + _decodable("euc-jp", _TWO + _THREE),
}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aあ𠮷é😀\r\n"), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_offsets_in_unicode_encodings(text: str, encoding: str) -> None:
    body = text.encode(encoding)
    expected = [len(text[:offset].encode(encoding)) for offset in range(len(text) + 1)]
    assert byte_offsets(text, body, encoding, list(range(len(text) + 1))) == expected


def test_no_offsets() -> None:
    assert byte_offsets("あ", "あ".encode("cp932"), "cp932", []) == []


@pytest.mark.parametrize(
    ("body", "codec"),
    [
        (b"\x1b$B\x24\x22\x1b(B\n", "iso2022_jp"),
        (b"\x1b(I\x31\x1b(B\n", "iso2022_jp_ext"),
        (b"\x1b$@\x24\x22\x1b(B\n", None),  # the escape sequence of 1978
        (b"\x1b$B\x24\x22\x2d\x21\x1b(B\n", None),  # ① of a vendor row
        (b"\x1b$B\x24\x22\x1b(B\x1b$B\x24\x22\x1b(B\n", None),  # needless escapes
    ],
)
def test_iso_2022_jp_is_only_rewritten_by_the_codec_that_wrote_it(
    body: bytes, codec: str | None
) -> None:
    assert writing_codec("iso-2022-jp", decode_bytes(body, "iso-2022-jp"), body) == codec


def test_many_vendor_characters_take_linear_time() -> None:
    raw = b"\xad\xa1" * 100_000
    assert decode_bytes(raw, "euc-jp") == "①" * 100_000
