"""First paragraphs that say the title again and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

TITLE_LENGTH = 4
"""Characters of a title, without what it shares with all titles, below which it may well
be said again (「休館日」)."""

_POLITE = regex(
    r"(?:について|に関して|を|が)?(?:次のとおり|以下のとおり|下記のとおり|次の通り|下記の通り)?(?:お?知らせ|ご?案内|ご?連絡)(?:いた|致)?します"
    r"|(?:開催|実施)(?:し|いたし|致し)ます|ぜひ|のお知らせ|について|いたします|致します|します|です|ます|となりました|このたび|この度|市では|あおば市では"
)
_MARKS = regex(r"[\s　、。，．・「」『』（）()【】！!？?：:～~ー\-★☆♪をがはのにで]|お?知らせ$")

_LEFT_OUT = frozenset(_POLITE.pattern + _MARKS.pattern)
"""More than what `_bare` takes away, white space aside."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first paragraph behind the title of the draft."""
    document = context.document
    blocks = document.blocks
    for number, block in enumerate(blocks[:-1]):
        if block.kind is not BlockKind.HEADING:
            continue
        following = blocks[number + 1]
        if block.level > 1 and number > 1:
            return
        if following.kind is BlockKind.HEADING:
            continue
        if following.kind is not BlockKind.PARAGRAPH:
            return
        heading, line = block.span.cut(document.folded), following.span.cut(document.folded)
        if not line.endswith("。") or _says_more(line, heading):
            return
        title = _bare(heading)
        if len(title) >= TITLE_LENGTH and title == _bare(line):
            yield Match(following.span, related=(Related(block.span, "題名"),))
        return


def _says_more(line: str, heading: str) -> bool:
    """Whether the line has a letter that is never left out and not in the heading."""
    others = set(line).difference(heading, _LEFT_OUT)
    return any(not char.isspace() for char in others)


def _bare(line: str) -> str:
    """The words without marks, white space, particles and polite endings."""
    return _MARKS.sub("", _POLITE.sub("", line))
