"""Files that are no text at all: which program made them, and how to get the text out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class BinaryKind:
    """A kind of file that cannot be checked as it is.

    Attributes:
        name: What people call it, in Japanese.
        remedy: How to hand in its text, in Japanese.
    """

    name: str
    remedy: str


def _copy_from(program: str) -> str:
    return (
        f"{program} で開き、全体を選んでコピーし、メモ帳などに貼り付けて"
        "テキスト（UTF-8）として保存してから、そのファイルを点検してください。"
    )


_WORD = BinaryKind("Word 文書", _copy_from("Word"))
_EXCEL = BinaryKind("Excel ファイル", _copy_from("Excel"))
_POWERPOINT = BinaryKind("PowerPoint ファイル", _copy_from("PowerPoint"))
_ICHITARO = BinaryKind("一太郎文書", _copy_from("一太郎"))
_OPEN_DOCUMENT = BinaryKind("OpenDocument 文書", _copy_from("LibreOffice などの作成ソフト"))
_RTF = BinaryKind("リッチテキスト（RTF）", _copy_from("Word やワードパッド"))
_PDF = BinaryKind(
    "PDF",
    "PDF にする前の原稿から、全体を選んでコピーし、メモ帳などに貼り付けて"
    "テキスト（UTF-8）として保存してから、そのファイルを点検してください。",
)
_IMAGE = BinaryKind(
    "画像",
    "画像の中の文字は点検できません。元の原稿の文章をテキスト（UTF-8）として"
    "保存してから、そのファイルを点検してください。",
)
_ARCHIVE = BinaryKind(
    "圧縮ファイル",
    "圧縮ファイルを展開し、中にある Markdown・テキスト・HTML のファイルを点検してください。",
)
_OTHER = BinaryKind(
    "文章ではないデータ",
    "作成したソフトで開き、全体を選んでコピーし、メモ帳などに貼り付けて"
    "テキスト（UTF-8）として保存してから、そのファイルを点検してください。",
)

_BY_SUFFIX = {
    ".doc": _WORD,
    ".docx": _WORD,
    ".docm": _WORD,
    ".xls": _EXCEL,
    ".xlsx": _EXCEL,
    ".xlsm": _EXCEL,
    ".ppt": _POWERPOINT,
    ".pptx": _POWERPOINT,
    ".jtd": _ICHITARO,
    ".jtdc": _ICHITARO,
    ".jtt": _ICHITARO,
    ".jttc": _ICHITARO,
    ".jfw": _ICHITARO,
    ".jaw": _ICHITARO,
    ".odt": _OPEN_DOCUMENT,
    ".ods": _OPEN_DOCUMENT,
    ".odp": _OPEN_DOCUMENT,
    ".pdf": _PDF,
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_CONTENT = (
    (b"word/", _WORD),
    (b"xl/", _EXCEL),
    (b"ppt/", _POWERPOINT),
    (b"mimetypeapplication/vnd.oasis.opendocument", _OPEN_DOCUMENT),
)

# Compound files (OLE2): Word to 2003 and 一太郎 alike; stream names tell them apart.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMPOUND_CONTENT = (
    ("WordDocument".encode("utf-16-le"), _WORD),
    ("Workbook".encode("utf-16-le"), _EXCEL),
    ("PowerPoint Document".encode("utf-16-le"), _POWERPOINT),
    ("DocumentText".encode("utf-16-le"), _ICHITARO),
)

_STARTS = (
    (b"%PDF-", _PDF),
    (b"{\\rtf", _RTF),
    (b"\x89PNG\r\n\x1a\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
)


def binary_kind(raw: bytes, path: str) -> BinaryKind | None:
    """The kind of file that the first bytes betray, or None if it may be text."""
    by_suffix = _BY_SUFFIX.get(PurePath(path).suffix.lower())
    if raw.startswith(_ZIP):
        return by_suffix or _inside(raw, _ZIP_CONTENT) or _ARCHIVE
    if raw.startswith(_COMPOUND):
        return by_suffix or _inside(raw, _COMPOUND_CONTENT) or _OTHER
    for start, kind in _STARTS:
        if raw.startswith(start):
            return kind
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return _IMAGE
    if raw[4:8] == b"ftyp" and b"\x00" in raw[:4]:
        return _IMAGE  # HEIC, AVIF
    if raw[:2] == b"BM" and b"\x00" in raw[:16]:
        return _IMAGE
    return None


def binary_kind_of_name(path: str) -> BinaryKind:
    """The kind to name for bytes that are no text: by suffix, else a general one."""
    return _BY_SUFFIX.get(PurePath(path).suffix.lower(), _OTHER)


def _inside(raw: bytes, content: tuple[tuple[bytes, BinaryKind], ...]) -> BinaryKind | None:
    return next((kind for name, kind in content if name in raw), None)
