"""「10日前までは全額、6日前から前日までは半額」: days before a day that lie in no class, or in two."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

BEFORE = Scan("[0-9](?:日|営業日|週間|か月)前まで")
_PAIR = regex(
    r"(?P<until>[0-9]{1,2})(?P<unit>日|営業日|週間|か月)前まで(?P<between>[^前。]{2,60}?(?:。[^前。]{1,24})?)(?<![0-9])(?P<since>[0-9]{1,2})(?P=unit)前(?:から|以降|〜|～)"
)
_OWED = regex("全額|半額|無料|無償|返|[0-9](?:%|％|円|割)|かかりません|いただきません|不要|なし")
_APART = regex("申し?込|予約|受け?付け?|利用でき|変更は|ただし|また、|別の")


def apart(text: str) -> Iterator[Match]:
    """One match where the second class does not begin on the day behind the last of the first."""
    for found in _PAIR.finditer(text):
        until, since = int(found["until"]), int(found["since"])
        if since == until - 1 or since > until:
            continue
        if not _OWED.search(found["between"]) or _APART.search(found["between"]):
            continue
        fault = "どちらにも入ります" if since == until else "どちらにも入りません"
        first = Span(found.start("until"), found.end("unit") + 3)
        second = Span(found.start("since"), found.end())
        missed = until if since == until else until - 1
        values = {"fault": fault, "bound": f"{missed}{found['unit']}前"}
        yield Match(first, values, related=(Related(second, "もう一方の境はここです"),))
