"""What the files that officers edit are made of: typed parts, patterns, texts."""

from __future__ import annotations

from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1)]
Pattern = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        description=(
            "正規表現（Pythonの書き方）。数字と英字を半角にそろえた本文に当てる。"
            "1つの行（段落や項目）を越えて当たることはない。"
        ),
    ),
]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of such a file; an unknown field is refused."""
