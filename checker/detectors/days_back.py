"""「1月24日から22日まで」: a period whose end is a day of the same month, before its start."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

PERIOD = Scan(
    r"(?P<month>[0-9](?<![0-9].)[0-9]?)月(?P<day>[0-9]{1,2})日(?:[（(][^（）()\n]{1,6}[)）])?[ 　]?"
    r"(?:から|[〜～~])[ 　]?(?P<end>[0-9]{1,2})日(?=まで|[（(][日月火水木金土]|の?(?:午[前後]|[0-9]{1,2}時)|、|。|[ 　]|$)"
)
_NOT = regex("(?:毎|各|隔)月?$|翌")


def days_back(context: Context) -> Iterator[Span]:
    """The periods of days that run back."""
    text = context.document.folded
    for found in PERIOD.finditer(text):
        start = found.start()
        if int(found["end"]) >= int(found["day"]) or int(found["month"]) > 12:
            continue
        if _NOT.search(text, max(0, start - 3), start):
            continue
        yield Span(start, found.end())
