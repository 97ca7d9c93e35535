"""Alternative texts that tell nothing of the image."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.document.model import BlockKind
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_ALT = BlockKind.ALT

_FILE_NAME = regex(
    r"[\w\-. ()（）]{1,80}\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?|pdf)$", re.IGNORECASE
)
_CAMERA = regex(
    r"(?:img|dsc[nf]?|image|photo|pict?|p|スクリーンショット|screenshot)[_\- ]?[0-9_\- .]{2,}$",
    re.IGNORECASE,
)
_NUMBER = regex(r"[\s0-9()_\-①-⑳]+$")


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (_ALT.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an alternative text that is a file name or one of `options["texts"]`."""
    document = context.document
    empty = frozenset(texts(options, "texts"))
    for block in document.of_kind(_ALT):
        text = unicodedata.normalize("NFKC", document.block_text(block)).strip()
        if _FILE_NAME.match(text) or _CAMERA.match(text):
            yield Match(block.span, {"fault": "ファイルの名前です"})
        elif _NUMBER.sub("", text).strip(" 。()[]").casefold() in empty:
            yield Match(block.span, {"fault": "画像の種類だけです"})
