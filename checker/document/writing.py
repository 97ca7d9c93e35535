"""Edited text back into its file: every byte that nobody edited stays as it is."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from checker.document.encoding import byte_offsets, decode_bytes, encode_text, twins
from checker.document.rope import Rope
from checker.document.source import Source
from checker.errors import WriteError
from checker.regex import regex

_LINE_END = regex(r"\r\n|\r|\n")


def fitted(source: Source, text: str) -> str:
    r"""What a new string will read as once it is written and read again.

    Line ends become the source's. In a Japanese encoding, a character whose
    cell reads back as its twin (〜 and ～, − and －) becomes that twin: a person
    sees the same sign, and the file's other places have it too.
    """
    return twins(_LINE_END.sub(source.newline, text), source.encoding)


def can_encode(source: Source, text: str) -> bool:
    """Whether the source's file can hold a new string, `fitted` as `encode` does."""
    try:
        _encoded(source, fitted(source, text))
    except WriteError:
        return False
    return True


def encode(source: Source, rope: Rope) -> bytes:
    r"""The bytes of an edited file.

    Stretches of the original are copied byte for byte, byte order mark
    included; only new strings are encoded, `fitted` to the source. (An
    ISO-2022-JP file is encoded anew as a whole, but only if that leaves its
    unedited text as it is.)

    Args:
        source: The file as it was read.
        rope: Its text, edited.

    Raises:
        ValueError: The rope is not one of this source's text.
        WriteError: A new string holds a character that the encoding does not
            (`unencodable`), or the file cannot be rewritten without changing
            other places (`not-rewritable`).
    """
    if rope.original != source.text:
        raise ValueError("the rope belongs to another text")
    if rope.is_original:
        return source.raw
    if source.encoding == "iso-2022-jp":
        body = _encoded(source, _expected(source, rope))
    else:
        body = _spliced(source, rope)
    if decode_bytes(body, source.encoding) != _expected(source, rope):
        raise WriteError(
            "not-rewritable",
            source.path,
            "書き込む内容を確かめたところ、直した文章と一致しませんでした。",
            "ファイルは元のままです。UTF-8 で保存し直してから、もう一度実行してください。",
        )
    return source.bom + body


def replace_file(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replaces a file's content, wholly or not at all.

    The new content is written beside the file and then takes its place. A
    symbolic link stays, its target is replaced; permission bits stay. Nothing
    is written when the content is the same already. A file that does not exist
    is created. (Another hard link to the file keeps the old content.)

    Args:
        path: The file.
        data: Its new bytes.
        expected: The bytes that it should still hold; None: whatever it holds.

    Raises:
        WriteError: The file is as it was. Codes: `changed-meanwhile`,
            `read-only`, `no-permission`, `no-space`, `not-a-file`,
            `not-written`.
    """
    try:
        target = Path(os.path.realpath(path))
        before = _stat(target)
        if before is not None:
            if not stat.S_ISREG(before.st_mode):
                raise _not_a_file(path)
            current = target.read_bytes()
            if expected is not None and current != expected:
                raise _changed(path)
            if current == data:
                return
            if not os.access(target, os.W_OK):
                raise _read_only(path)
        elif expected is not None:
            raise _changed(path)
        _write_beside(target, data, before)
    except OSError as error:
        raise _not_written(error, path) from error


def _expected(source: Source, rope: Rope) -> str:
    """The text that the written file must have."""
    return "".join(
        fitted(source, segment) if isinstance(segment, str) else segment.cut(source.text)
        for segment in rope.segments
    )


def _spliced(source: Source, rope: Rope) -> bytes:
    spans = [segment for segment in rope.segments if not isinstance(segment, str)]
    ends = [offset for span in spans for offset in (span.start, span.end)]
    body = source.body
    offsets = iter(byte_offsets(source.text, body, source.encoding, ends))
    return b"".join(
        _encoded(source, fitted(source, segment))
        if isinstance(segment, str)
        else body[next(offsets) : next(offsets)]
        for segment in rope.segments
    )


def _encoded(source: Source, text: str) -> bytes:
    if source.codec is None:
        raise WriteError(
            "not-rewritable",
            source.path,
            f"{source.encoding} のこのファイルは、ほかの場所を変えずに書き直すことができません。",
            "テキストエディターで開いて UTF-8 で保存し直してから、もう一度実行してください。",
        )
    try:
        return encode_text(text, source.encoding, source.codec)
    except UnicodeEncodeError as error:
        char = text[error.start]
        number = f"U+{ord(char):04X}"
        shown = number if "\ud800" <= char <= "\udfff" else f"「{char}」（{number}）"
        raise WriteError(
            "unencodable",
            source.path,
            f"直した文章の文字{shown}は、"
            f"このファイルの文字コード {source.encoding} では表せません。",
            "テキストエディターで開いて UTF-8 で保存し直してから、もう一度実行してください。",
        ) from error


def _stat(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _write_beside(target: Path, data: bytes, before: os.stat_result | None) -> None:
    # A short name of its own: a long file name plus a suffix may exceed the limit.
    import secrets  # takes long to import, and most runs write nothing

    temporary = target.with_name(f".check-{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if before is not None:
            _keep_owner(temporary, before)
            os.chmod(temporary, stat.S_IMODE(before.st_mode))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _keep_owner(temporary: Path, before: os.stat_result) -> None:
    """Gives the file back to its owner: the root of a container must not take it."""
    if not hasattr(os, "chown"):
        return
    now = temporary.stat()
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        with suppress(OSError):
            os.chown(temporary, before.st_uid, before.st_gid)


def _changed(path: Path) -> WriteError:
    return WriteError(
        "changed-meanwhile",
        str(path),
        "点検しているあいだに、ファイルが変更または削除されました。何も書き込んでいません。",
        "ほかのソフトでの編集を保存してから、もう一度実行してください。",
    )


def _not_a_file(path: Path) -> WriteError:
    return WriteError(
        "not-a-file",
        str(path),
        "ふつうのファイルではないため、書き込めません。",
        "ファイルの名前を確かめてください。",
    )


def _read_only(path: Path) -> WriteError:
    return WriteError(
        "read-only",
        str(path),
        "読み取り専用のファイルのため、書き込めません。",
        "ファイルの書き込みを許可してから、もう一度実行してください。",
    )


def _not_written(error: OSError, path: Path) -> WriteError:
    name = str(path)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return WriteError(
            "no-space",
            name,
            "ディスクの空きが足りないため、書き込めません。ファイルは元のままです。",
            "空きを増やしてから、もう一度実行してください。",
        )
    if error.errno == errno.EROFS:
        return WriteError(
            "read-only",
            name,
            "読み取り専用の場所にあるため、書き込めません。",
            "書き込めるフォルダーにファイルを写してから、もう一度実行してください。",
        )
    if isinstance(error, PermissionError):
        return WriteError(
            "no-permission",
            name,
            "ファイルまたはフォルダーに書き込む権限がありません。ファイルは元のままです。",
            "フォルダーへの書き込みを許可するか、別のソフトで開いていれば閉じてください。",
        )
    return WriteError(
        "not-written",
        name,
        f"書き込めませんでした（{error.strerror or error}）。ファイルは元のままです。",
        "ファイルのあるディスクやネットワークを確かめて、もう一度実行してください。",
    )
