from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.rope import Rope
from checker.document.source import Source, decode, from_text
from checker.document.writing import can_encode, encode, fitted, replace_file
from checker.errors import WriteError
from checker.model import Edit, Span


def edited(source: Source, old: str, new: str) -> Rope:
    """The source's rope with the first `old` replaced by `new`."""
    start = source.text.index(old)
    return Rope.of(source.text).edited([Edit(Span(start, start + len(old)), new)])


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        # both forms of 髙, ① and half-width kana stay as they are
        (
            b"\xee\xe0\xfb\xfc\x87\x40\xca\xdd \x90\x5c\x90\xbf",
            "申請",
            "応募",
            b"\xee\xe0\xfb\xfc\x87\x40\xca\xdd \x89\x9e\x95\xe5",
        ),
        # what the edit repeats stays too: 髙橋様 → 髙橋さん
        (b"\xfb\xfc\x8b\xb4\x97\x6c", "髙橋様", "髙橋さん", b"\xfb\xfc\x8b\xb4\x82\xb3\x82\xf1"),
        # NEC's second ∪ and ≒ are not turned into the first
        (b"\x87\x9b\x87\x90\x82\xa0", "あ", "い", b"\x87\x9b\x87\x90\x82\xa2"),
        # the tool writes 〜 and − where the file's cell reads ～ and －
        (b"9\x8e\x9e\x81\x6017\x8e\x9e", "17", "〜18", b"9\x8e\x9e\x81\x60\x81\x6018\x8e\x9e"),
        (b"\x89\xbb\x81\x40\x82\xa0", "あ", "−5", b"\x89\xbb\x81\x40\x81\x7c5"),
    ],
)
def test_cp932(raw: bytes, old: str, new: str, expected: bytes) -> None:
    source = decode(raw, path="notice.txt", encoding="cp932")
    assert encode(source, edited(source, old, new)) == expected


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        (
            b"\xfc\xe2\xad\xa1\x8e\xca\x8f\xb0\xa1\xc0\xc7",
            "税",
            "料",
            b"\xfc\xe2\xad\xa1\x8e\xca\x8f\xb0\xa1\xce\xc1",
        ),
        (b"\x8f\xa2\xb7\xa4\xa2", "あ", "～い", b"\x8f\xa2\xb7\xa1\xc1\xa4\xa4"),
        (b"\xf9\xa1\xa4\xa2", "あ", "い", b"\xf9\xa1\xa4\xa4"),  # 纊 also has three bytes
    ],
)
def test_euc_jp(raw: bytes, old: str, new: str, expected: bytes) -> None:
    source = decode(raw, path="notice.txt", encoding="euc-jp")
    assert encode(source, edited(source, old, new)) == expected


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ],
)
def test_unicode_keeps_its_byte_order_mark(bom: bytes, encoding: str) -> None:
    source = decode(bom + "𠮷野😀分館は休みです。".encode(encoding), path="")
    assert encode(source, Rope.of(source.text)) == source.raw
    rope = edited(source, "休み", "開館😀")
    assert encode(source, rope) == bom + "𠮷野😀分館は開館😀です。".encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp932", "euc-jp", "iso-2022-jp"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_new_line_ends_are_the_files(newline: str, encoding: str) -> None:
    text = f"日時{newline}場所{newline}"
    source = decode(from_codec(text, encoding), path="", encoding=encoding)
    rope = edited(source, "場所", "費用\n場所\r\n持ち物\r対象")
    expected = newline.join(["日時", "費用", "場所", "持ち物", "対象", ""])
    assert encode(source, rope) == from_codec(expected, encoding)


def test_line_ends_that_nobody_edited_stay_mixed() -> None:
    source = decode(b"a\r\nb\nc\rd\r\n", path="")
    assert encode(source, edited(source, "c", "x\ny")) == b"a\r\nb\nx\r\ny\rd\r\n"


def from_codec(text: str, encoding: str) -> bytes:
    return text.encode({"euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp"}.get(encoding, encoding))


@pytest.mark.parametrize(
    ("new", "shown"),
    [("𠮷野", "「𠮷」（U+20BB7）"), ("開館😀", "「😀」（U+1F600）"), ("\ud800", "U+D800")],
)
@pytest.mark.parametrize("encoding", ["cp932", "euc-jp", "iso-2022-jp"])
def test_a_character_that_the_encoding_does_not_have(new: str, shown: str, encoding: str) -> None:
    source = decode(from_codec("休みです。", encoding), path="notice.txt", encoding=encoding)
    with pytest.raises(WriteError) as caught:
        encode(source, edited(source, "休み", new))
    error = caught.value
    assert (error.code, error.path) == ("unencodable", "notice.txt")
    assert shown in error.message
    assert encoding in error.message
    assert "UTF-8" in error.remedy
    str(error).encode()
    assert not can_encode(source, new)


def test_utf_8_holds_everything_but_half_a_pair() -> None:
    source = from_text("休み", path="")
    assert can_encode(source, "𠮷😀〜～¥")
    assert not can_encode(source, "\udc00")


@pytest.mark.parametrize(
    ("encoding", "text", "fits"),
    [
        ("cp932", "①㈱髙ﾊﾝ〜−—", True),
        ("cp932", "é", False),
        ("euc-jp", "①㈱髙ﾊﾝ～－", True),
        ("euc-jp", "¥", False),
        ("iso-2022-jp", "9時～", True),
        ("iso-2022-jp", "①", False),
        ("iso-2022-jp", "ﾊﾝ", False),
    ],
)
def test_can_encode(encoding: str, text: str, fits: bool) -> None:
    source = decode(from_codec("休館日", encoding), path="", encoding=encoding)
    assert can_encode(source, text) is fits


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp", "iso-2022-jp", "utf-8"])
def test_fitted_text_is_what_the_file_reads_as(encoding: str) -> None:
    source = decode(from_codec("休館日\r\n", encoding), path="", encoding=encoding)
    new = "9時〜17時\n10時～ −5 －5"
    written = encode(source, edited(source, "休館日", new))
    read = decode(written, path="", encoding=encoding)
    assert read.text == fitted(source, new) + "\r\n"
    assert fitted(source, fitted(source, new)) == fitted(source, new)


def test_iso_2022_jp_is_written_anew() -> None:
    text = "臨時休館のお知らせ (Closed)\n3月10日は休みです。\n"
    source = decode(text.encode("iso2022_jp"), path="")
    new = "臨時休館のお知らせ (Closed)\n3月10日は休館します。\n"
    assert encode(source, edited(source, "休みです", "休館します")) == new.encode("iso2022_jp")


def test_iso_2022_jp_that_does_not_come_back_is_not_touched() -> None:
    raw = b"\x1b$@\x35\x59\x34\x5b\x1b(J\n"  # the escape sequences of 1978
    source = decode(raw, path="notice.txt")
    assert source.text == "休館\n"
    assert encode(source, Rope.of(source.text)) == raw
    with pytest.raises(WriteError) as caught:
        encode(source, edited(source, "休館", "開館"))
    assert caught.value.code == "not-rewritable"
    assert not can_encode(source, "開館")


def test_a_rope_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        encode(from_text("休館", path=""), Rope.of("開館"))


def test_what_would_read_otherwise_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    source = from_text("休館日", path="notice.txt")
    monkeypatch.setattr("checker.document.writing.encode_text", lambda *_: b"?")
    with pytest.raises(WriteError) as caught:
        encode(source, edited(source, "休館", "開館"))
    assert caught.value.code == "not-rewritable"


# Files character by character, two forms of one character included.
UNITS: dict[str, list[bytes]] = {
    "utf-8": [char.encode() for char in "a\\あ髙𠮷😀é"],
    "utf-16-le": [char.encode("utf-16-le") for char in "a\\あ髙𠮷😀ÿ\u0a0d"],
    "utf-16-be": [char.encode("utf-16-be") for char in "a\\あ髙𠮷😀ÿ\u0d0a"],
    "cp932": [
        *(char.encode("cp932") for char in "a\\あ能表申ﾊﾞ～①"),
        *(b"\xee\xe0", b"\xfb\xfc", b"\x87\x90", b"\x81\xe0", b"\xf0\x40", b"\xa0"),
    ],
    "euc-jp": [
        *(char.encode("euc_jp") for char in "a\\あ能表申ﾊﾞ〜丂"),
        *(b"\xad\xa1", b"\xfc\xe2", b"\xf9\xa1", b"\x8f\xd4\xe3", b"\x8f\xa2\xb7"),
    ],
}
NEW = "新規X"  # none of them a unit: an edit never repeats what it replaces


@pytest.mark.parametrize("encoding", UNITS)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_random_edits_change_nothing_else(encoding: str, data: st.DataObject) -> None:
    """Against a model: a list with the bytes of every character."""
    model = data.draw(st.lists(st.sampled_from(UNITS[encoding]), max_size=30))
    codec = {"euc-jp": "euc_jp"}.get(encoding, encoding)
    source = decode(b"".join(model), path="", encoding=encoding)
    assert len(source.text) == len(model)
    rope = Rope.of(source.text)
    for _ in range(data.draw(st.integers(1, 3))):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(model)), max_size=8)))
        edits = [
            Edit(Span(start, end), data.draw(st.text(alphabet=NEW, max_size=3)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        rope = rope.edited(edits)
        for edit in reversed(edits):
            new = [char.encode(codec) for char in edit.text]
            model[edit.span.start : edit.span.end] = new
    written = encode(source, rope)
    assert written == b"".join(model)
    assert decode(written, path="", encoding=encoding).text == rope.text


def test_replace(tmp_path: Path) -> None:
    path = tmp_path / "お知らせ.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["お知らせ.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_root_gives_the_file_back_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    path.chmod(0o600)
    replace_file(path, b"new")
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 2345, 0o600)


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    replace_file(path, b"new")
    mask = os.umask(0)
    os.umask(mask)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


def test_a_long_file_name(tmp_path: Path) -> None:
    path = tmp_path / ("あ" * 83 + ".txt")  # 253 of 255 bytes
    path.write_bytes(b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_equal_content_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(b"same")
    before = path.stat()
    monkeypatch.setattr(os, "open", refuse(AssertionError("written")))
    replace_file(path, b"same")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_symbolic_link_stays(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    target = tmp_path / "content" / "notice.txt"
    target.write_bytes(b"old")
    link = tmp_path / "link.txt"
    link.symlink_to(Path("content") / "notice.txt")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path / "content") == ["notice.txt"]


@pytest.mark.parametrize("current", [b"edited by hand", None])
def test_a_file_that_changed_meanwhile_stays(tmp_path: Path, current: bytes | None) -> None:
    path = tmp_path / "notice.txt"
    if current is not None:
        path.write_bytes(current)
    with pytest.raises(WriteError) as caught:
        replace_file(path, b"new", expected=b"old")
    assert caught.value.code == "changed-meanwhile"
    assert (path.read_bytes() if path.exists() else None) == current


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        replace_file(tmp_path, b"new")
    assert caught.value.code == "not-a-file"


def test_a_file_that_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(WriteError) as caught:
        replace_file(path, b"new")
    assert caught.value.code == "read-only"
    assert path.read_bytes() == b"old"


def refuse(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("step", ["open", "fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "no-permission"),
        (OSError(errno.ENOSPC, "No space left on device"), "no-space"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
        (OSError(errno.EIO, "Input/output error"), "not-written"),
    ],
)
def test_a_failure_leaves_the_file_whole(
    step: str, error: OSError, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, refuse(error))
        with pytest.raises(WriteError) as caught:
            replace_file(path, b"new")
    assert caught.value.code == code
    assert caught.value.path == str(path)
    assert caught.value.remedy
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["notice.txt"]


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["notice.txt"]
