"""A page in 252 bytes: how much of two texts is the same, without the texts.

MinHash by one permutation (Li, Owen and Zhang, 2012): every run of five characters is
hashed once, the range of hashes is cut into `BINS`, and the least hash of each bin is kept.
Bins that stay empty take over their neighbour's (rotation; Shrivastava and Li, 2014), and 16
bits of each value are enough (b-bit MinHash; Li and König, 2010). The share of equal values
estimates the Jaccard index of the two sets of runs; its standard error is √(J(1-J)/126), 0.04
at 0.8. No text can be read out of it.
"""

from __future__ import annotations

from array import array
from binascii import crc32

from checker.regex import regex

RUN = 5
"""Characters of a run. Three are shared by any two Japanese notices, eight miss small changes."""

BINS = 126
"""Values of a sketch: 21 bands of six, see `alike`."""

SHORTEST = 200
"""Characters below which a page is not compared: too few runs for an estimate."""

LINE = 12
"""Lines with fewer characters are left out: navigation, headings and labels are everywhere."""

_DIGITS = regex(r"[0-9]+")
_SPACE = regex(r"\s+")


def sketch(text: str) -> bytes:
    """The sketch of a text, its lines parted by line feeds; empty if there is too little of it.

    Numbers count as one sign, so that last year's notice with new dates is the same.
    """
    lines = (_SPACE.sub("", line) for line in text.split("\n"))
    joined = _DIGITS.sub("0", "".join(line for line in lines if len(line) >= LINE))
    if len(joined) < SHORTEST:
        return b""
    data = joined.encode("utf-32-le", "surrogatepass")
    width = 4 * RUN
    # The checksum alone is linear in its input; the multiplication mixes its high bits.
    found = {
        (crc32(data[at : at + width]) * 0x9E3779B1) & 0xFFFFFFFF
        for at in range(0, len(data) - width + 4, 4)
    }
    values = [-1] * BINS
    for number in sorted(found, reverse=True):  # the least of each bin comes last
        values[number * BINS >> 32] = number & 0xFFFF
    for place in range(2 * BINS - 1, -1, -1):
        if values[place % BINS] < 0:
            beside = values[(place + 1) % BINS]
            if beside >= 0:
                values[place % BINS] = (beside * 0x9E37 + 1) & 0xFFFF
    return array("H", values).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """How much of two texts is the same, 0–1, estimated from their sketches."""
    pairs = zip(memoryview(one).cast("H"), memoryview(other).cast("H"), strict=True)
    return sum(a == b for a, b in pairs) / BINS
