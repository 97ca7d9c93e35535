"""The character encodings that a draft may have, and what Python lacks of them.

Six encodings, each under one display name (`ENCODINGS`). All functions are
strict: they raise rather than replace a character.

EUC-JP and ISO-2022-JP are read as browsers read them (WHATWG Encoding
Standard, index jis0208): the vendor rows 13 (①, ㈱, ℡) and 89–92 (髙, 﨑),
which Python's codecs do not know, are looked up in CP932, which has the same
characters in the same cells.
"""

from __future__ import annotations

import codecs
import re
from array import array
from functools import cache

from checker.regex import regex

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc-jp", "iso-2022-jp")

BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}

_ALIASES = {
    "utf8": "utf-8",
    "utf8sig": "utf-8",
    "utf8bom": "utf-8",
    "ascii": "utf-8",
    "usascii": "utf-8",
    "utf16": "utf-16-le",
    "utf16le": "utf-16-le",
    "unicode": "utf-16-le",
    "utf16be": "utf-16-be",
    "cp932": "cp932",
    "932": "cp932",
    "ms932": "cp932",
    "mskanji": "cp932",
    "windows31j": "cp932",
    "windows932": "cp932",
    "cswindows31j": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "shiftjis": "cp932",
    "csshiftjis": "cp932",
    "sjiswin": "cp932",
    "eucjp": "euc-jp",
    "xeucjp": "euc-jp",
    "eucjpms": "euc-jp",
    "eucjpwin": "euc-jp",
    "cseucpkdfmtjapanese": "euc-jp",
    "euc": "euc-jp",
    "ujis": "euc-jp",
    "cp51932": "euc-jp",
    "iso2022jp": "iso-2022-jp",
    "csiso2022jp": "iso-2022-jp",
    "jis": "iso-2022-jp",
    "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp",
}
_ALIAS_SEPARATORS = str.maketrans("", "", "-_ .")

# The codec that reads each encoding. iso2022_jp_ext also reads half-width kana.
_CODECS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
}
_ISO_WRITERS = ("iso2022_jp", "iso2022_jp_ext")

# Characters that stand in the same cell of the Japanese sets under two Unicode
# numbers: the side of Microsoft's tables and the side of JIS's.
_MICROSOFT = "～－∥￠￡￢"
_JIS = "〜−‖¢£¬"
# Python's codecs read the dash (row 1, cell 29) as U+2015 on both sides.
_TWINS = {
    "cp932": str.maketrans(_JIS + "—", _MICROSOFT + "―"),
    "euc-jp": str.maketrans(_MICROSOFT + "—", _JIS + "―"),
    "iso-2022-jp": str.maketrans(_MICROSOFT + "—", _JIS + "―"),
}

# One character of a decodable file. Every character of these two encodings is
# exactly one code point.
_CHARACTERS = {
    "cp932": regex(rb"[\x81-\x9f\xe0-\xfc].|.", re.DOTALL),
    "euc-jp": regex(rb"[\x00-\x7f]|\x8f..|..", re.DOTALL),
}

_VENDOR_ROWS = (13, 89, 90, 91, 92)
_VENDOR_ERRORS = "tsutawaru.vendor-rows"


def find_encoding(name: str) -> str | None:
    """The display name for a name or alias (`Shift_JIS`, `windows-31j`), or None."""
    return _ALIASES.get(name.strip().lower().translate(_ALIAS_SEPARATORS))


def decode_bytes(body: bytes, encoding: str) -> str:
    """Decodes bytes without their byte order mark.

    Args:
        body: The bytes.
        encoding: One of `ENCODINGS`.

    Raises:
        UnicodeDecodeError: A byte does not fit.
    """
    return body.decode(_CODECS[encoding], _errors(encoding))


def encode_text(text: str, encoding: str, codec: str | None = None) -> bytes:
    """Encodes text so that `decode_bytes` gives it back, without a byte order mark.

    Args:
        text: The text.
        encoding: One of `ENCODINGS`.
        codec: What `writing_codec` gave, if not the encoding's usual codec.

    Raises:
        UnicodeEncodeError: The encoding cannot hold a character. Also where
            Python's codec would write another one: ¥ as a backslash in EUC-JP,
            − (U+2212) as － (U+FF0D) in CP932.
    """
    codec = codec or _CODECS[encoding]
    errors = "strict" if encoding == "iso-2022-jp" else _errors(encoding)
    data = text.encode(codec, errors)
    # Compare once; look for the culprit only when something is wrong.
    if encoding not in BOMS and decode_bytes(data, encoding) != text:
        index = next(
            (
                index
                for index, char in enumerate(text)
                if decode_bytes(char.encode(codec, errors), encoding) != char
            ),
            0,
        )
        raise UnicodeEncodeError(encoding, text, index, index + 1, "reads back otherwise")
    return data


def writing_codec(encoding: str, text: str, body: bytes) -> str | None:
    """The codec that can write a file anew without changing what nobody edited.

    Only ISO-2022-JP leaves a choice: where a character begins depends on the
    escape sequences before it, so the whole text must be encoded again, and
    only a codec that gives back `body` for the unedited `text` may do so.

    Returns:
        The codec's name, or None if there is none (other escape sequences,
        vendor characters).
    """
    if encoding != "iso-2022-jp":
        return _CODECS[encoding]
    for codec in _ISO_WRITERS:
        try:
            if text.encode(codec) == body:
                return codec
        except UnicodeEncodeError:
            continue
    return None


def twins(text: str, encoding: str) -> str:
    """`text` with each character replaced by the one its cell reads back as.

    〜 (U+301C) and ～ (U+FF5E), − and －, ‖ and ∥, — and ―, and the signs ¢ £ ¬
    and their full-width forms share one cell of the Japanese sets; which of the
    two a file's text shows depends on the codec alone. Same length as `text`.
    """
    table = _TWINS.get(encoding)
    return text.translate(table) if table else text


def byte_offsets(text: str, body: bytes, encoding: str, offsets: list[int]) -> list[int]:
    """Where code points begin in the bytes.

    Args:
        text: What `decode_bytes(body, encoding)` gave.
        body: The bytes, without the byte order mark.
        encoding: One of `ENCODINGS`, but not the stateful iso-2022-jp.
        offsets: Ascending code point offsets, `len(text)` allowed.

    Returns:
        For each offset, the byte offset in `body`.
    """
    if not offsets:
        return []
    if encoding in BOMS:
        # UTF-8 and UTF-16 have one form for every code point: lengths tell.
        found: list[int] = []
        last = total = 0
        for offset in offsets:
            total += len(text[last:offset].encode(encoding))
            last = offset
            found.append(total)
        return found
    starts = array("Q", (match.start() for match in _CHARACTERS[encoding].finditer(body)))
    starts.append(len(body))
    return [starts[offset] for offset in offsets]


def _errors(encoding: str) -> str:
    return _VENDOR_ERRORS if encoding in ("euc-jp", "iso-2022-jp") else "strict"


@cache
def _vendor_characters() -> dict[bytes, str]:
    """Row and cell (as EUC-JP bytes) → character, for the vendor rows."""
    found = {}
    for row in _VENDOR_ROWS:
        for cell in range(1, 95):
            try:
                found[bytes((row + 0xA0, cell + 0xA0))] = _shift(row, cell).decode("cp932")
            except UnicodeDecodeError:
                continue  # an empty cell
    return found


@cache
def _vendor_cells() -> dict[str, bytes]:
    return {char: cell for cell, char in _vendor_characters().items()}


def _shift(row: int, cell: int) -> bytes:
    """The bytes in Shift_JIS of a cell of JIS X 0208, by the arithmetic that defines it."""
    lead = (row - 1) // 2 + 0x81
    if lead > 0x9F:
        lead += 0x40
    trail = cell + 0x3F + (cell > 63) if row % 2 else cell + 0x9E
    return bytes((lead, trail))


def _vendor_rows(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeDecodeError):
        pair = error.object[error.start : error.start + 2]
        if error.encoding.startswith("iso2022"):
            # Only the two-byte mode fails on these bytes: they are ASCII otherwise.
            pair = bytes(byte | 0x80 for byte in pair)
        char = _vendor_characters().get(pair)
        if char is not None:
            return char, error.start + 2
    elif isinstance(error, UnicodeEncodeError):
        cells = [_vendor_cells().get(char) for char in error.object[error.start : error.end]]
        if None in cells:
            error.start += cells.index(None)
        else:
            return b"".join(cell for cell in cells if cell), error.end
    raise error


codecs.register_error(_VENDOR_ERRORS, _vendor_rows)
