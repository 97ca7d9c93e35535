"""Things that come every so often: buses every 30 minutes, lamps every 50 metres, fees every half hour.

「9時から11時まで30分おきに5便」, 「延長200メートルの区間に50メートルごとに5基」, 「最初の1時間は無料、その後30分ごと
に100円」 and what two hours cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from checker.context import Context
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

_CLOCK = r"(?P<{0}>(?:午[前後])?[0-9]{{1,2}}(?:時(?:[0-9]{{1,2}}分|半)?|:[0-9]{{2}})|正午)"
RUNS = Scan(
    rf"{_CLOCK.format('first')}(?:から|[〜～~\-－]){_CLOCK.format('last')}(?:まで)?(?:の間)?(?:は|に|で)?、?(?:およそ|ほぼ)?(?P<step>[0-9]{{1,2}})分(?:おき|間隔|ごと|毎)(?:に|で)?、?"
    r"(?:1日|全部で|合計|計)?(?P<many>[0-9]{1,2})(?:便|本|回)"
)
_IN_ALL = regex("(?:全部で|合計|計)[0-9]+便")
ENDS = regex("最初|最後|始発|終発|最終|第1便|1便目|両端")
PLACED = Scan(
    r"(?P<length>[0-9][0-9,]*)(?:メートル|m)[^。\n0-9]{1,20}?(?P<step>[0-9][0-9,]*)(?:メートル|m)(?:ごと|おき|間隔)(?:に|で)?[^。\n0-9]{0,6}(?:1(?:基|本|つ|台|か所|灯))?[^。\n0-9]{0,8}"
    r"(?:全部で|合計|計|合わせて)、?(?P<many>[0-9]{1,3})(?:基|本|つ|台|か所|灯)"
)
PARKING = Scan(
    r"(?:最初の|はじめの|入庫後)(?P<free>[0-9]{1,2})(?P<freeunit>時間|分)(?:まで|以内)?(?:は|が|、)?[ 　]?(?:(?P<base>[0-9][0-9,]*)円|無料)[、。 　]{0,2}"
    r"(?:その後|それ以降|以降|以後|超えた分|超過)(?:は|の|、)?[ 　]?(?P<step>[0-9]{1,2})(?P<stepunit>分|時間)(?:ごと|毎|まで|につき)(?:に|ごとに|につき)?[、 　]?(?P<fee>[0-9][0-9,]*)円"
)
_STAY = regex(
    r"(?<![0-9])(?P<hours>[0-9]{1,2})時間(?P<minutes>[0-9]{1,2}分|半)?(?:とめ|停め|止め|駐車|利用|使|置)[^。\n0-9]{0,24}?(?P<sum>[0-9][0-9,]*)円"
)
_CAPPED = regex("上限|最大|1日(?:最大|上限)|打ち切り|割引")
SCANS = (RUNS, PLACED, PARKING)


def wrong_intervals(context: Context) -> Iterator[Match]:
    """One match a number or a sum that the steps do not give."""
    text = context.document.folded
    if RUNS.may_fit(text):
        yield from _runs(context, text)
    if PLACED.may_fit(text):
        yield from _placed(context, text)
    if PARKING.may_fit(text):
        yield from _parking(text)


def _minutes(words: str) -> Decimal:
    if words == "正午":
        return Decimal(720)
    later = 720 if words.startswith("午後") else 0
    words = words.removeprefix("午前").removeprefix("午後").replace("半", "30分").rstrip("分")
    hour, _, minute = words.replace("時", ":").partition(":")
    return Decimal(later + int(hour) * 60 + int(minute or 0))


def _runs(context: Context, text: str) -> Iterator[Match]:
    for found in RUNS.finditer(text):
        first, last = _minutes(found["first"]), _minutes(found["last"])
        step, many = int(found["step"]), int(found["many"])
        if last <= first and "午" not in found["last"]:
            last += 720
        if not step or last <= first or (last - first) % step:
            continue
        steps = int((last - first) / step)
        line = context.document.block_at(found.start()).span
        stop = text.find("。", found.end(), line.end)
        both = ENDS.search(text, line.start, stop if stop >= 0 else line.end)
        # 「30分おきに、計9便」: the last one leaves when the time ends, as the first when it begins.
        both = both or _IN_ALL.search(found.group())
        if many == steps + 1 or (many == steps and not both) or many > 3 * steps:
            continue
        place = Span(found.start("many"), found.end())
        yield Match(place, {"fault": f"数えると{steps + 1}{text[place.end - 1]}です"})


def _placed(context: Context, text: str) -> Iterator[Match]:
    for found in PLACED.finditer(text):
        length, step = (Decimal(found[name].replace(",", "")) for name in ("length", "step"))
        many = int(found["many"])
        if not step or length % step or length <= step:
            continue
        steps = int(length / step)
        both = "両端" in found.group()
        if many == steps + 1 or (many == steps and not both) or (many == steps - 1 and not both):
            continue
        if many > steps * 2 and not both:
            continue  # on both sides
        place = Span(found.start("many"), found.end())
        yield Match(place, {"fault": f"数えると{steps + 1}{text[place.end - 1]}です"})


def _parking(text: str) -> Iterator[Match]:
    rates = list(PARKING.finditer(text))
    if len(rates) != 1 or _CAPPED.search(text):
        return
    rate = rates[0]
    free = int(rate["free"]) * (60 if rate["freeunit"] == "時間" else 1)
    step = int(rate["step"]) * (60 if rate["stepunit"] == "時間" else 1)
    fee, base = (Decimal((rate[name] or "0").replace(",", "")) for name in ("fee", "base"))
    for stay in _STAY.finditer(text, rate.end()):
        more = stay["minutes"]
        minutes = int(stay["hours"]) * 60
        minutes += 30 if more == "半" else int((more or "0分")[:-1])
        over = Decimal(max(0, minutes - free)) / step
        right = base + fee * over.quantize(Decimal(1), ROUND_CEILING)
        said = Decimal(stay["sum"].replace(",", ""))
        if said != right:
            place = Span(stay.start("sum"), stay.end())
            yield Match(place, {"fault": f"{stay['hours']}時間{more or ''}なら{right:,f}円です"})
