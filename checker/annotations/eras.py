"""Japanese eras and western years.

The first days follow the promulgations: a new era counts from the day itself,
so 30 July 1912 is 大正元年 and 25 December 1926 is 昭和元年, although the old era
may be written for the same day. Meiji counts from 25 January 1868 (慶応4年1月1日),
to which its promulgation of October was dated back. The solar calendar came on
1 January 1873 (明治6年); earlier days are taken as Gregorian ones.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right

from checker.annotations.types import Era

_STARTS = (
    (datetime.date(1868, 1, 25), Era.MEIJI),
    (datetime.date(1912, 7, 30), Era.TAISHO),
    (datetime.date(1926, 12, 25), Era.SHOWA),
    (datetime.date(1989, 1, 8), Era.HEISEI),
    (datetime.date(2019, 5, 1), Era.REIWA),
)
_FIRST_DAYS = [day for day, _ in _STARTS]
_BY_ERA = {era: day for day, era in _STARTS}
_ONE_DAY = datetime.timedelta(days=1)
# Days that may carry the name of the era that ended on them.
_SHARED_DAYS = {
    Era.MEIJI: datetime.date(1912, 7, 30),
    Era.TAISHO: datetime.date(1926, 12, 25),
}


def first_day(era: Era) -> datetime.date:
    """The day on which the era began."""
    return _BY_ERA[era]


def last_day(era: Era) -> datetime.date | None:
    """The last day that may carry the era's name; None for the present era."""
    if era in _SHARED_DAYS:
        return _SHARED_DAYS[era]
    later = [day for day in _FIRST_DAYS if day > _BY_ERA[era]]
    return later[0] - _ONE_DAY if later else None


def to_western(era: Era, year: int) -> int:
    """The western year in which the era's year falls (令和8年 is 2026).

    Plain arithmetic: a year that the era never reached (平成33年) is counted on.
    """
    return _BY_ERA[era].year + year - 1


def of(date: datetime.date) -> tuple[Era, int]:
    """The era of a day, and its year in that era (元年 is 1).

    Raises:
        ValueError: The day lies before Meiji.
    """
    index = bisect_right(_FIRST_DAYS, date) - 1
    if index < 0:
        raise ValueError(f"no era known for {date.isoformat()}")
    first, era = _STARTS[index]
    return era, date.year - first.year + 1


def covers(era: Era, date: datetime.date) -> bool:
    """Whether the day may be written with the era's name.

    Both names are right for the two days on which an emperor died and the new
    era was proclaimed (30 July 1912, 25 December 1926).
    """
    last = last_day(era)
    return first_day(era) <= date and (last is None or date <= last)
