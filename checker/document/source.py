"""A file's bytes and the text that they stand for.

The encoding is decided in this order: what the caller names; a byte order
mark; what an HTML page declares; what the bytes themselves allow. Where two
readings are possible the one that looks like Japanese wins, and where none
does the file is refused rather than checked as garbage.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO

from checker.document.binary import BinaryKind, binary_kind, binary_kind_of_name
from checker.document.detection import (
    CLEARLY_JAPANESE,
    attempt,
    body_text,
    declared_encoding,
    detect,
    is_broken_utf8,
    plausibility,
)
from checker.document.encoding import BOMS, ENCODINGS, find_encoding, writing_codec
from checker.errors import ConfigError, InputError
from checker.once import once

MAX_BYTES = 5_000_000
"""The largest file that is read, in bytes. A notice has a few thousand; what is
larger is data or holds embedded images. (This tool's judgement.)"""

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})

_SAVE_AS_UTF8 = (
    "テキストエディターで開いて「UTF-8」で保存し直すか、"
    "文字コードが分かるときは --encoding で指定してください。"
)


@dataclass(frozen=True)
class Source:
    r"""A file, decoded.

    Attributes:
        path: What to call the file in messages.
        raw: All its bytes.
        text: Its characters, line ends as they are, without byte order mark.
        encoding: One of `encoding.ENCODINGS`.
        bom: The byte order mark, b"" if none.
        newline: The line end that it uses most ("\n", "\r\n", "\r").
    """

    path: str
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    encoding: str
    bom: bytes
    newline: str

    @property
    def body(self) -> bytes:
        """The bytes behind the byte order mark."""
        return self.raw[len(self.bom) :]

    @once
    def codec(self) -> str | None:
        """See `encoding.writing_codec`."""
        return writing_codec(self.encoding, self.text, self.body)


def load(
    path: Path,
    *,
    encoding: str | None = None,
    is_html: bool | None = None,
    max_bytes: int = MAX_BYTES,
) -> Source:
    """Reads and decodes a file.

    Args:
        path: The file.
        encoding: Its encoding if known; wins over everything.
        is_html: Whether to honour `<meta charset>`; None: by the suffix.
        max_bytes: The largest size allowed.

    Raises:
        InputError: The file cannot be read or decoded; see `decode`.
        ConfigError: The encoding's name is unknown.
    """
    name = str(path)
    if is_html is None:
        is_html = is_html_path(name)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise _unreadable(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise _not_found(name) from error
    with stream:
        size = os.fstat(stream.fileno()).st_size
        if size > max_bytes:
            raise _too_large(name, size, max_bytes)
        return load_stream(stream, name, encoding=encoding, is_html=is_html, max_bytes=max_bytes)


def load_stream(
    stream: BinaryIO,
    path: str,
    *,
    encoding: str | None = None,
    is_html: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Source:
    """Reads a stream (standard input) to its end and decodes it; see `load`."""
    parts = []
    left = max_bytes + 1
    try:
        while left > 0 and (part := stream.read(left)):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise _unreadable(error, Path(path)) from error
    if left <= 0:
        raise _too_large(path, None, max_bytes)
    return decode(
        b"".join(parts), path=path, encoding=encoding, is_html=is_html, max_bytes=max_bytes
    )


def decode(
    raw: bytes,
    *,
    path: str,
    encoding: str | None = None,
    is_html: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Source:
    """Decodes the bytes of a draft.

    Args:
        raw: The bytes.
        path: What to call them in messages.
        encoding: A name or alias (`sjis`, `windows-31j`, `utf8`); wins over all.
        is_html: Whether to honour what the page declares of itself.
        max_bytes: The largest size allowed.

    Returns:
        The source; its text is empty for an empty file.

    Raises:
        ConfigError: `encoding` is not a name that this tool knows.
        InputError: With the code `too-large`, `binary-file`, `undecodable`,
            `lone-surrogate` or `encoding-mismatch`.
    """
    wanted = encoding_named(encoding) if encoding is not None else None
    if len(raw) > max_bytes:
        raise _too_large(path, len(raw), max_bytes)
    if kind := binary_kind(raw, path):
        raise _binary(kind, path)
    marked = _marked(raw)
    if wanted is not None:
        found, text = _read_as(raw, wanted, marked, path)
    elif marked is not None:
        found, text = marked, _strict(raw, marked, path)
    else:
        found, text = _read(raw, declared_encoding(raw) if is_html else None, path)
    if "\x00" in text:
        raise _binary(binary_kind_of_name(path), path)
    bom = BOMS[found] if marked is not None else b""
    return Source(path, raw, text, found, bom, _newline(text))


def from_text(text: str, *, path: str) -> Source:
    """The source of a text that never was a file (pasted into a form).

    Raises:
        InputError: The text holds half of a surrogate pair (`lone-surrogate`).
    """
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = _line_at(text[: error.start])
        raise _lone_surrogate(path, f"{error.start + 1} 文字目（{line} 行目）") from error
    return Source(path, raw, text, "utf-8", b"", _newline(text))


def encoding_named(name: str) -> str:
    """The display name of an encoding that a user named.

    Raises:
        ConfigError: The name is not known (`unknown-encoding`).
    """
    found = find_encoding(name)
    if found is None:
        raise ConfigError(
            "unknown-encoding",
            "",
            f"文字コード「{name}」は使えません。",
            f"次のどれかを指定してください: {', '.join(ENCODINGS)}",
        )
    return found


def is_html_path(path: str) -> bool:
    """Whether a file's suffix says that it is HTML."""
    return PurePath(path).suffix.lower() in HTML_SUFFIXES


def _marked(raw: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((name for name, bom in BOMS.items() if raw.startswith(bom)), None)


def _read_as(raw: bytes, wanted: str, marked: str | None, path: str) -> tuple[str, str]:
    """Reads the bytes as the user wants; a byte order mark settles utf-16-le or -be."""
    if marked is not None and marked.startswith("utf-16") and wanted.startswith("utf-16"):
        wanted = marked
    if marked is not None and marked != wanted:
        raise InputError(
            "encoding-mismatch",
            path,
            f"文字コードに {wanted} が指定されましたが、"
            f"ファイルの先頭に {marked} を表す印（BOM）があります。",
            f"--encoding を付けないか、--encoding {marked} を指定してください。",
        )
    try:
        return wanted, body_text(raw, wanted)
    except UnicodeDecodeError as error:
        found = detect(raw)
        hint = f"このファイルは {found[0]} のようです。" if found else ""
        raise _undecodable(
            error,
            raw,
            path,
            f"指定された文字コード {wanted} では読めません。",
            f"{hint}--encoding を付けずに実行するか、正しい文字コードを指定してください。",
        ) from error


def _strict(raw: bytes, encoding: str, path: str) -> str:
    """Reads bytes whose byte order mark leaves no choice."""
    try:
        return body_text(raw, encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(
            error,
            raw,
            path,
            f"{encoding} のファイルですが、途中に壊れているところがあります。",
            "テキストエディターで開き、その行の文字を直して保存し直してください。",
        ) from error


def _read(raw: bytes, declared: str | None, path: str) -> tuple[str, str]:
    """Reads bytes without byte order mark, as declared if that gives sense."""
    if b"\x00" in raw:
        raise _binary(binary_kind_of_name(path), path, _utf16_hint(raw))
    found = detect(raw)
    text = attempt(raw, declared) if declared else None
    if declared and text is not None and not _refuted(text, found):
        return declared, text
    if declared and found is not None and declared != found[0]:
        raise InputError(
            "encoding-mismatch",
            path,
            f"ページには文字コードが {declared} と書かれていますが、"
            f"ファイルは {found[0]} で保存されているようです。このままでは文字化けします。",
            f"<meta charset> を {_html_name(found[0])} に直すか、"
            f"ファイルを {_html_name(declared)} で保存し直してください。"
            f"今のまま点検するには --encoding {found[0]} を指定してください。",
        )
    if found is not None:
        return found
    raise _nothing_fits(raw, declared, path)


def _refuted(text: str, found: tuple[str, str] | None) -> bool:
    """Whether the text that a declaration gives is surely not what was meant.

    Whole characters of UTF-8 do not come about by chance; else the declared
    reading must be doubtful and the other one good Japanese.
    """
    if found is None or found[1] == text or plausibility(found[1]) < CLEARLY_JAPANESE:
        return False
    return found[0] == "utf-8" or plausibility(text) < CLEARLY_JAPANESE


def _newline(text: str) -> str:
    r"""The most frequent line end, "\n" if there is none or a tie with it."""
    counts = _newlines(text)
    return max(counts, key=lambda newline: counts[newline])


def _newlines(text: str) -> dict[str, int]:
    both = text.count("\r\n")
    return {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}


def _line_at(before: str) -> int:
    """The number of the line that begins or goes on behind `before`."""
    return sum(_newlines(before).values()) + 1


def _html_name(encoding: str) -> str:
    return {"cp932": "Shift_JIS"}.get(encoding, encoding.upper())


def _utf16_hint(raw: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = attempt(raw, encoding)
        if text is not None and "\x00" not in text and plausibility(text) >= CLEARLY_JAPANESE:
            return (
                f"印（BOM）のない {encoding} の文章かもしれません。"
                f"その場合は --encoding {encoding} を指定してください。"
            )
    return ""


def _nothing_fits(raw: bytes, declared: str | None, path: str) -> InputError:
    """The error for bytes that no encoding reads, told from the likeliest one."""
    failures = {}
    for encoding in ("utf-8", "cp932", "euc-jp"):
        try:
            body_text(raw, encoding)
        except UnicodeDecodeError as error:
            failures[encoding] = error
    tried = "、".join(dict.fromkeys(filter(None, (declared, "utf-8", "cp932", "euc-jp"))))
    if "utf-8" in failures and is_broken_utf8(raw):
        likely = "utf-8"
    elif declared in failures:
        likely = declared
    else:
        # What was meant is most probably what could be read furthest.
        likely = max(failures, key=lambda name: failures[name].start)
    return _undecodable(
        failures[likely],
        raw,
        path,
        f"文字コードを判別できません（試した文字コード: {tried}）。{likely} とすると、",
        _SAVE_AS_UTF8,
    )


def _undecodable(
    error: UnicodeDecodeError, raw: bytes, path: str, head: str, remedy: str
) -> InputError:
    start = error.start + len(raw) - len(error.object)
    before = error.object[: error.start]
    if error.encoding.startswith("utf-16"):
        line = _line_at(before.decode(error.encoding, "ignore"))
    else:
        line = _line_at(before.decode("latin-1"))
    place = f"{start + 1} バイト目（{line} 行目）"
    if _is_surrogate(error):
        return _lone_surrogate(path, place)
    byte = raw[start : start + 1].hex().upper() or "なし"
    return InputError(
        "undecodable", path, f"{head}{place}に読めないバイト（{byte}）があります。", remedy
    )


def _is_surrogate(error: UnicodeDecodeError) -> bool:
    pair = error.object[error.start : error.start + 2]
    if error.encoding == "utf-8":
        return pair[:1] == b"\xed" and b"\xa0" <= pair[1:] <= b"\xbf"
    high = pair[1:] if error.encoding == "utf-16-le" else pair[:1]
    return error.encoding.startswith("utf-16") and b"\xd8" <= high <= b"\xdf"


def _lone_surrogate(path: str, place: str) -> InputError:
    return InputError(
        "lone-surrogate",
        path,
        f"{place}に、壊れた文字（サロゲートの片割れ）があります。",
        "その場所の絵文字や漢字を入れ直し、UTF-8 で保存し直してください。",
    )


def _binary(kind: BinaryKind, path: str, hint: str = "") -> InputError:
    return InputError(
        "binary-file", path, f"{kind.name}は、そのままでは点検できません。", hint + kind.remedy
    )


def _too_large(path: str, size: int | None, limit: int) -> InputError:
    much = "" if size is None else f"（{_megabytes(size)}）"
    return InputError(
        "too-large",
        path,
        f"ファイルが大きすぎます{much}。点検できるのは {_megabytes(limit)} までです。",
        "お知らせごとにファイルを分けてください。"
        "画像を埋め込んだ HTML なら、画像を別のファイルにしてください。",
    )


def _megabytes(size: int) -> str:
    if size < 100_000:
        return f"{size:,} バイト"
    return f"{size / 1_000_000:.1f} MB"


def _not_found(path: str) -> InputError:
    return InputError(
        "not-found",
        path,
        "ファイルが見つかりません。",
        "名前と、今いるフォルダーを確かめてください。",
    )


def _unreadable(error: OSError, path: Path) -> InputError:
    name = str(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _not_found(name)
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return InputError(
            "is-folder",
            name,
            "ファイルではなくフォルダーです。",
            "点検するファイルの名前を指定してください。",
        )
    if isinstance(error, PermissionError):
        return InputError(
            "no-permission",
            name,
            "ファイルを開く権限がありません。",
            "ファイルの読み取りを許可するか、別のソフトで開いていれば閉じてください。",
        )
    return InputError(
        "unreadable",
        name,
        f"ファイルを読めません（{error.strerror or error}）。",
        "ファイルのあるディスクやネットワークを確かめて、もう一度実行してください。",
    )
