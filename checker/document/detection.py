"""Which encoding a file without byte order mark is in.

What its page declares and what its bytes allow are two separate answers here;
`source` weighs them.
"""

from __future__ import annotations

import re
from functools import cache

from checker.document.encoding import BOMS, decode_bytes, find_encoding
from checker.regex import regex

# The HTML standard wants the declaration within the first 1,024 bytes; old
# templates put long comments before it.
_HEAD_BYTES = 4096
_COMMENT = regex(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META_CHARSET = regex(
    rb"<meta\b[^>]{0,500}?\bcharset\s{0,20}=[\s\"']{0,20}([\w.:-]{2,40})", re.IGNORECASE
)
_XML_ENCODING = regex(rb"\s{0,20}<\?xml\b[^>]{0,200}?\bencoding=[\"']([\w.:-]{2,40})[\"']")

_ISO_ESCAPE = regex(rb"\x1b(?:\$[@B]|\$\(D|\([BJI])")
_UTF8_SEQUENCES = regex(rb"(?:[\xe2-\xef][\x80-\xbf]{2})+")
_UTF8_BEYOND_LATIN = regex("[^\x00-\u07ff]")
_ASCII_SIGN = regex("[!-~]")

# How much of a text is looked at to see whether it is Japanese, in code points
# that are not printable ASCII (a page may begin with any amount of markup).
_SAMPLE = 2_000
_ASCII_RUN = regex("[\t\n\f\r -~]+")
_JAPANESE_RUN = regex(
    "[\u3000-\u30ff\uff01-\uff5e\u2010-\u2026\u2190-\u2193\u2460-\u2473\u25a0-\u2606]+"
)
_FOREIGN_RUN = regex("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\uff61-\uff65\ue000-\uf8ff]+")
CLEARLY_JAPANESE = 0.5
"""The plausibility from which a reading counts as good Japanese: notices come
close to 1, and what a wrong guess makes of a whole notice, if it can be read so
at all, is about 0. (This tool's judgement.)"""

_BETTER = 0.001  # on a tie the reading tried first, CP932, stays


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that an HTML page declares, if it is one that could be true."""
    head = raw[:_HEAD_BYTES]
    match = _XML_ENCODING.match(head) or _META_CHARSET.search(_COMMENT.sub(b"", head))
    if match is None:
        return None
    name = find_encoding(match[1].decode("ascii", "replace"))
    # The declaration was readable, so the page cannot be UTF-16 .
    return "utf-8" if name is not None and name.startswith("utf-16") else name


def detect(raw: bytes) -> tuple[str, str] | None:
    """The encoding that fits best and its text; None if nothing gives Japanese."""
    if _ISO_ESCAPE.search(raw):
        text = attempt(raw, "iso-2022-jp")
        if text is not None:
            return "iso-2022-jp", text
    utf8 = attempt(raw, "utf-8")
    if utf8 is not None and (raw.isascii() or _UTF8_BEYOND_LATIN.search(utf8)):
        return "utf-8", utf8
    if utf8 is None and is_broken_utf8(raw):
        return None
    if utf8 is not None and (len(utf8.strip()) < 2 or _ASCII_SIGN.search(utf8)):
        return "utf-8", utf8
    # Two or three kanji in EUC-JP can pass for accented letters in UTF-8, but
    # only a reading that is Japanese throughout is believed then.
    least = 0.0 if utf8 is None else 1.0
    best = None if utf8 is None else ("utf-8", utf8)
    for encoding in ("cp932", "euc-jp"):
        text = attempt(raw, encoding)
        if text is None:
            continue
        score = plausibility(text)
        if score >= least:
            best = encoding, text
            least = score + _BETTER
    return best


def attempt(raw: bytes, encoding: str) -> str | None:
    """`body_text`, or None if a byte does not fit."""
    try:
        return body_text(raw, encoding)
    except UnicodeDecodeError:
        return None


def body_text(raw: bytes, encoding: str) -> str:
    """The text behind the encoding's byte order mark, if there is one.

    Raises:
        UnicodeDecodeError: A byte does not fit. Its `object` is the body.
    """
    bom = BOMS.get(encoding, b"")
    return decode_bytes(raw[len(bom) :] if bom and raw.startswith(bom) else raw, encoding)


def is_broken_utf8(raw: bytes) -> bool:
    """Whether nearly all bytes beyond ASCII are whole characters of UTF-8.

    Of CP932 and EUC-JP text hardly more than a third passes by chance.
    """
    covered = sum(len(run) for run in _UTF8_SEQUENCES.findall(raw))
    beyond = len(raw) - len(raw.translate(None, bytes(range(0x80, 0x100))))
    return covered >= 6 and covered >= 0.7 * beyond


def plausibility(text: str) -> float:
    """How much a text looks like Japanese, from -1 to 1; 1 if it is all ASCII.

    Kana, Japanese punctuation and the 2,965 kanji of JIS level 1 speak for a
    reading; half-width punctuation (hiragana in EUC-JP read as CP932 is half of
    it), private and control characters against it; level 2 kanji, half-width
    katakana and the rest neither way.
    """
    beyond = _ASCII_RUN.sub("", text)[:_SAMPLE]
    if not beyond:
        return 1.0
    japanese = _count(_JAPANESE_RUN, beyond) + sum(map(_level_1_kanji().__contains__, beyond))
    foreign = _count(_FOREIGN_RUN, beyond)
    return (japanese - foreign) / len(beyond)


def _count(run: re.Pattern[str], text: str) -> int:
    """How many characters of the text stand in such runs."""
    return len(text) - len(run.sub("", text))


@cache
def _level_1_kanji() -> frozenset[str]:
    """The kanji of rows 16 to 47 of JIS X 0208."""
    first, last = 0xB0A1, 0xCFD3
    pairs = ((row << 8) + cell for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF))
    data = b"".join(pair.to_bytes(2, "big") for pair in pairs if first <= pair <= last)
    return frozenset(data.decode("euc_jp"))
