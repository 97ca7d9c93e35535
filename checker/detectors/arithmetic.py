"""Sums of running text that do not work out: a raise that lowers, 20人×3回 that is not 60人."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from checker.context import Context
from checker.detectors import Options, changes, further_sums, products, unit_prices
from checker.detectors.equations import EQUALS, IN_WORDS, wrong_equations
from checker.detectors.raised import RAISED, Raise, wrong_raises
from checker.detectors.relations import REST, wrong_products, wrong_rests
from checker.detectors.ways import Ways
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_WHOLE = r"[0-9](?<![0-9,.].)[0-9,]*(?:\.[0-9]+)?"
"""A number from its first digit on, which is told last: a search can then leap to a digit."""
_UNIT = r"(?:円|千円|万円|億円|人|名|件|便|本|席|か所|校|組|歳|品目|種類|世帯|区画|%|％|割|キロ|回|台|時間|分|日|か月|ポイント)"
_NOTE = r"(?:[（(][^（()）\n]{1,16}[)）])?"

_CHANGE = Scan(
    rf"(?P<old>{_WHOLE})(?P<unit>{_UNIT}){_NOTE}から、?(?P<new>{_N})(?P=unit){_NOTE}(?:に|へと?)、?"
    rf"(?:(?P<by>{_N})(?P=unit)分?、?)?"
    r"(?P<way>値上げ|引き上げ|引上げ|増額|増や|増員|増え|拡大|上が|上げ|値下げ|引き下げ|引下げ|減額|減ら|減り|縮小|下が|下げ)"
)
_UP = ("値上", "引き上", "引上", "増", "拡", "上")
_SESSIONS = Scan(
    (
        r"(?:各回|各日|各会場|1回|1日|各)(?:の?定員は?|につき|当たり|あたり|ごとに)?[、：:]?(?P<one>[0-9,]{1,6})(?P<unit>人|名|組|台|枚)"
        r"(?:ずつ)?[、，。で×（(]{0,2}(?:全部?で?)?(?P<other>[0-9]{1,2})(?:回|日間|日|会場)(?:で|、|の)?(?:開催し?、?|分、?)?"
        r"(?:合計|計|合わせて|延べ|のべ)(?P<total>[0-9,]{1,6})(?P=unit)",
        r"(?:全部?で?)?(?P<others>[0-9]{1,2})(?:回|日間|会場)(?:で|、|、?各回|、?各日|、?各)(?:定員)?(?P<ones>[0-9,]{1,6})(?P<units>人|名|組|台|枚)ずつ"
        r"(?:、|で、?|の)?(?:合計|計|合わせて|延べ|のべ)(?P<totals>[0-9,]{1,6})(?P=units)",
    )
)
_TAX = Scan(
    (
        rf"(?P<net>{_WHOLE})円[（(]税込み?(?:価格)?[はで：: ]?(?P<gross>{_N})円[)）]",
        rf"(?P<nets>{_N})円[（(]税抜き?[)）][、 　]?(?:[（(]?税込み?)(?P<grosses>{_N})円",
        rf"(?P<gross2>{_WHOLE})円[（(](?:税抜き?(?:価格)?|本体(?:価格)?)[はで：: ]?(?P<net2>{_N})円[)）]",
    )
)
_HALF = Scan(
    rf"(?P<whole>{_WHOLE})(?P<man>[万億千]?)円[^。\n0-9]{{0,12}}?の(?P<part>半額|半分|[2-9]分の[1-9]|[1-9]割(?:引き)?|[0-9]{{1,2}}[%％](?:引き|割引)?)[ 　]?(?:の額)?[（(、のは]?(?:である|に当たる)?(?P<half>{_N})(?P=man)円"
)
_GROWN = Scan(
    rf"(?P<old>{_WHOLE})(?P<unit>{_UNIT})(?:から|より)、?(?P<by>{_N})(?P=unit)(?P<way>増え|増加し|増の|多い|減り|減少し|減の|少ない)[^。\n0-9]{{0,4}}、?"
    rf"(?P<new>{_N})(?P=unit)(?!以|を超|台|前後)"
)
_BECOMES = Scan(
    rf"(?P<old>{_WHOLE})(?P<unit>{_UNIT}){_NOTE}が、?(?P<new>{_N})(?P=unit){_NOTE}に(?:なり|変わり)、"
    rf"(?P<by>{_N})(?P=unit)(?P<way>高く|安く|増え|減り|上が|下が|値上|値下)"
)
_COMPARED = Scan(
    rf"(?P<new>{_WHOLE})(?P<unit>{_UNIT})(?:で|、|でした。|です。)[^。\n0-9]{{0,12}}?(?:前年|昨年|前回|前の年|前月|前年度|昨年度)[^。\n0-9（(]{{0,14}}"
    rf"[（(]?(?P<old>{_N})(?P=unit)[)）]?(?:より|と比べて?|に比べて?)も?、?[^。\n0-9]{{0,6}}"
    rf"(?P<by>{_N})(?P=unit)[^。\n0-9]{{0,6}}?(?P<way>増|多|上回|減|少な|下回)"
)
_YEN = r"(?:(?P<{0}man>[0-9,]+)万)?(?P<{0}yen>[0-9,]+)?円"
_TICKETS = Scan(
    rf"{_YEN.format('t')}分?(?:の[^。、\n（(]{{0,8}})?[（(]{_YEN.format('o')}[券札分]?(?:を|が|の券?)?[ 　×xX✕]?(?P<sheets>[0-9]{{1,3}})枚"
)
_SHARE = Scan(r"「[^」\n]{1,20}」[^「。\n0-9]{0,12}(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)[%％]")
_SEVERAL_ANSWERS = regex(
    "複数|重複|以上|前回|前年|昨年|合わせて|合計|うち|[つ個点]まで|[1-9](?:位|番目)|[つ個]選|いくつでも|すべて選|全て選|当てはまるもの"
)
_QUESTION = 80
"""Code points before a line in which its question stands."""
_EXAMPLE = Scan(
    rf"例えば、?[^。\n0-9]{{0,16}}{_YEN.format('c')}(?:の[^。、\n0-9]{{1,8}})?(?:なら|の場合|であれば|のとき)[^。\n0-9]{{0,12}}{_YEN.format('g')}"
)
_LIMIT = regex(rf"上限(?:は|額は|：|額)?{_YEN.format('l')}")
_DIGITS = regex("[0-9]+")
_PART = Scan(r"(?P<below>[2-9])分の(?P<above>[1-9])")
_SPLIT = Scan(
    rf"(?P<all>{_WHOLE})(?P<unit>人|件|通|名|世帯|点|団体)[^。\n0-9]{{0,6}}うち、?[^。\n0-9]{{0,4}}(?:市内|町内|男|県内)[^。\n0-9]{{0,6}}"
    rf"(?P<one>{_N})(?P=unit)[^。\n0-9]{{0,4}}、[^。\n0-9]{{0,4}}(?:市外|町外|女|県外)[^。\n0-9]{{0,6}}(?P<other>{_N})(?P=unit)"
)
_GRANTED = Scan(
    rf"(?P<all>{_WHOLE})円[（(、][^。\n0-9]{{0,14}}?(?P<some>{_N})円を?(?:補助|助成|負担)し?、?[^。\n0-9]{{0,14}}?(?:自己負担|負担|支払)[^。\n0-9]{{0,6}}(?P<rest>{_N})円"
)
_TICKETS_FOR = Scan(
    rf"{_YEN.format('o')}[券札][ 　×xX✕]?(?P<sheets>[0-9]{{1,3}})枚(?:つづり|綴り|分)?(?:[（(、]|で、?){_YEN.format('t')}分"
)
_MADE_OF = Scan(
    rf"(?P<total>{_WHOLE})円[（(](?:1[回人枚日冊台組](?:当たり|あたり|につき)?)?、?(?P<one>{_N})円[ 　]?[×xX✕*][ 　]?(?P<times>[0-9]{{1,3}})"
    r"(?:回|人|枚|日|か月|冊|台|組|個|点|本|袋|時間|種類)?(?:分)?(?:[)）]|[。、，](?![^（()）\n]*(?:あわせ|合わせ|ほか|一緒|ともに))"
    r"(?:[^（()）\n0-9含込加足割引別増減税除代費料補助＋+]|[1-9]回目?){0,16}(?:集め|集金|徴収|支払|払い|納め)(?:[^（()）\n0-9含込加足割引別増減税除代費料補助＋+]){0,10}[)）])"
)
"""「2,000円（500円×4回。初回に集めます）」; only how it is paid may follow, for what is added
or left out changes the total."""
_POINTS = Scan(
    rf"(?P<new>{_WHOLE})[%％](?:で|、|でした。|です。|となり、)[^。\n0-9]{{0,12}}?(?:前年|昨年|前回|前月|昨年度|前年度)の?"
    rf"(?:調査)?(?:の|は|、)?(?:[（(][^（()）\n]{{1,12}}[)）])?[^。\n0-9]{{0,8}}?(?P<old>{_N})[%％](?:から|より|に比べて?|と比べて?|を)も?、?"
    rf"[^。\n0-9]{{0,6}}(?P<by>{_N})(?P<unit>ポイント)[^。\n0-9]{{0,4}}?(?P<way>増|高|上|多|減|低|下|少な)"
)
_YEARLY = Scan(rf"月額?{_YEN.format('m')}[（(、](?:年額?|年間)(?:で|は)?{_YEN.format('y')}[）)]")
_TIMES_AS_MANY = Scan(
    rf"(?:応募|受験|申し?込み?)(?:者|した人)?(?:数)?(?:は|が)、?(?P<many>{_N})(?P<unit>人|件|組|名|世帯)(?:で|、)、?[^。\n0-9]{{0,12}}?"
    rf"(?:定員|合格者|採用|募集|当選|枠)[^。\n0-9]{{0,8}}?(?P<few>{_N})(?P=unit)(?:の|で|、)、?[^。\n0-9]{{0,10}}?(?P<times>{_N})倍"
)
_PARTS = Scan(
    rf"(?P<total>{_N})円を?、?(?P<times>[0-9]{{1,2}})[回期]に分け[^。\n]{{0,12}}。?[^。\n0-9]{{0,6}}1[回期](?:目|分)?[はが]、?(?P<one>{_N})円[、，]"
    rf"2[回期](?:目|分)?(?:から|以降)(?:は|が)?[^。\n0-9]{{0,8}}(?P<other>{_N})円"
)
_MANY_OF = Scan(
    "[0-9](?:人|名|組|世帯|回|枚|冊|個|本|袋|台|日|校|団体|区画|泊|食|期|通|着|部|箱|杯|頭|匹|株)(?:分|で|なら|だと|の|、|いる|家族)[^。\n]{0,12}[0-9]万?円"
)
_KINDS = (
    "times_as_many",
    "parts",
    "change",
    "sessions",
    "tax",
    "half",
    "becomes",
    "grown",
    "compared",
    "tickets",
    "split",
    "granted",
    "yearly",
    "points",
    "tickets_for",
    "made_of",
)
_ALSO = {
    "times_as_many": ("倍",),
    "parts": ("分け",),
    "sessions": ("計", "合わせて", "延べ", "のべ"),
    "half": ("半額", "半分", "分の", "割", "%", "％"),
    "change": ("から",),
}
"""Of these words each fit holds one too; the strings that are looked for first are common."""
_TAILS = {"points": "by"}
"""Where the part begins that is flagged of what is long."""
_SCANS = dict(
    zip(
        _KINDS,
        (
            _TIMES_AS_MANY,
            _PARTS,
            _CHANGE,
            _SESSIONS,
            _TAX,
            _HALF,
            _BECOMES,
            _GROWN,
            _COMPARED,
            _TICKETS,
            _SPLIT,
            _GRANTED,
            _YEARLY,
            _POINTS,
            _TICKETS_FOR,
            _MADE_OF,
        ),
        strict=True,
    )
)


LONG = 20
"""Code points of a relation from which its last number is shown by itself as well."""


def _plain(kind: str, context: Context) -> Iterator[Match]:
    """What a sentence says in one of the usual ways."""
    document = context.document
    also = _ALSO.get(kind)
    if also and not any(word in document.folded for word in also):
        return
    for found in _SCANS[kind].finditer(document.folded):
        if document.block_at(found.start()).quoted:
            continue
        fault = _FAULTS[kind](found)
        if fault:
            start = found.start(_TAILS.get(kind, 0))
            whole = Span(start, found.end())
            by = found.groupdict().get("by") if len(whole) > LONG else None
            tail = (Related(Span(found.start("by"), found.end()), "ここです"),) if by else ()
            yield Match(whole, {"fault": fault}, related=tail)


def _equations(context: Context) -> Iterator[Match]:
    document = context.document
    for span, right, answer in wrong_equations(document.folded):
        # Not even a box (「> 計算例」) is spared: whoever says it, it does not come out.
        if not document.is_protected(span):
            related = (Related(answer, "この答えと合いません"),) if len(span) > LONG else ()
            yield Match(span, {"fault": f"計算すると{right}です"}, related=related)


def _rests(context: Context) -> Iterator[Match]:
    for wrong in wrong_rests(context):
        yield Match(wrong.span, {"fault": f"{wrong.how}は{wrong.right}のはずです"})


def _many_of(context: Context) -> Iterator[Match]:
    for wrong in wrong_products(context):
        yield Match(wrong.span, {"fault": f"{wrong.how}は{wrong.right}です"})


def _products(context: Context) -> Iterator[Match]:
    for odd in products.wrong_products(context):
        related = () if odd.related is None else (Related(odd.related, "ここから計算しました"),)
        fault = f"{odd.how}{_shown(odd.right)}{odd.unit}です"
        yield Match(odd.span, {"fault": fault}, related=related)


def _shares(context: Context) -> Iterator[Match]:
    """「満足」が45%、「不満」が75%: the answers of one line are more than all."""
    text = context.document.folded
    lines: dict[int, list[re.Match[str]]] = {}
    for found in _SHARE.finditer(text):
        lines.setdefault(text.rfind("\n", 0, found.start()) + 1, []).append(found)
    for start, found_here in lines.items():
        end = text.find("\n", start)
        total = sum(_number(found["share"]) for found in found_here)
        if len(found_here) < 3 or not 101 < total <= 150:
            continue
        # The question may say above, in its heading, that one gives several answers.
        begin = max(0, start - _QUESTION)
        if not _SEVERAL_ANSWERS.search(text, begin, end if end >= 0 else len(text)):
            place = Span(found_here[0].start(), found_here[-1].end())
            related = tuple(Related(Span(*one.span()), "これを足しました") for one in found_here)
            fault = f"足すと{_shown(Decimal(total))}%です"
            yield Match(place, {"fault": fault}, related=related)


def _examples(context: Context) -> Iterator[Match]:
    """「2分の1（上限50万円）… 例えば、80万円なら50万円」."""
    text = context.document.folded
    examples = list(_EXAMPLE.finditer(text))
    if not examples:
        return
    parts = {(part["below"], part["above"]) for part in _PART.finditer(text)}
    limits = {_yen(limit, "l") for limit in _LIMIT.finditer(text)}
    for found in examples:
        if len(parts) != 1 or "上限" not in text:
            return
        below, above = map(int, next(iter(parts)))
        cost, given = _yen(found, "c"), _yen(found, "g")
        right = cost * above / below
        if not limits or not cost:
            return
        right = min(right, min(limits)) if len(limits) == 1 else right
        if given not in {right, *(limits if len(limits) > 1 else ())}:
            fault = f"{below}分の{above}なら{_shown(right)}円です"
            yield Match(Span(*found.span()), {"fault": fault})


def _yen(found: re.Match[str], name: str) -> Decimal:
    """A sum such as 1万2,000円."""
    man, yen = found[f"{name}man"], found[f"{name}yen"]
    return _number(man or "0") * 10_000 + _number(yen or "0")


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip(".") or "0")


def _raises(find: Callable[[Context], Iterable[Raise]], context: Context) -> Iterator[Match]:
    for odd in find(context):
        both = (Related(odd.old, "前の数です"), Related(odd.new, "後の数です"))
        fault = f"{odd.how}は{_shown(odd.right)}{odd.unit}です"
        yield Match(odd.span, {"fault": fault}, related=both)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _change(found: re.Match[str]) -> str:
    old, new = _number(found["old"]), _number(found["new"])
    up = found["way"].startswith(_UP)
    if old == new:
        return "前と後の数が同じです"
    if (new > old) != up:
        return f"「{found['way']}」と、数の動きが逆です"
    if found["by"] and _number(found["by"]) != abs(new - old):
        return f"差は{_shown(abs(new - old))}{found['unit']}です"
    return ""


def _sessions(found: re.Match[str]) -> str:
    parts = found.groupdict()
    tail = "" if parts.get("one") else "s"
    right = _number(parts[f"one{tail}"]) * _number(parts[f"other{tail}"])
    wrong = right != _number(parts[f"total{tail}"])
    return f"掛けると{_shown(right)}{parts[f'unit{tail}']}です" if wrong else ""


def _tax(found: re.Match[str]) -> str:
    parts = {name: text for name, text in found.groupdict().items() if text}
    names = next(
        pair
        for pair in (("net", "gross"), ("nets", "grosses"), ("net2", "gross2"))
        if pair[0] in parts
    )
    net, gross = (_number(parts[name]) for name in names)
    if gross < net:
        return "税込みの額が、税抜きの額より少なくなっています"
    rates = (Decimal("1.10"), Decimal("1.08"))
    if any(abs(gross - net * rate) < 1 for rate in rates):
        return ""
    right = (net * rates[0]).quantize(Decimal(1), ROUND_HALF_UP)
    return f"税込みなら、10%で{_shown(right)}円です"


def _half(found: re.Match[str]) -> str:
    part = found["part"]
    if "半" not in part and found.group()[found.start("half") - found.start() - 1] in "、は":
        return ""  # another sum may follow
    if "超え" in found.group() or found.string.startswith(("未満", "以下"), found.end()):
        return ""  # half of what is above it; a fraction cut off: (100円未満は切り捨て)
    digits = [int(number) for number in _DIGITS.findall(part)]
    if "分の" in part:
        share = Decimal(digits[1]) / digits[0]
    elif "割" in part[:2]:
        share = Decimal(digits[0]) / 10
    elif digits:
        share = Decimal(digits[0]) / 100
    else:
        share = Decimal("0.5")
    share = 1 - share if "引" in part else share
    right = _number(found["whole"]) * share
    wrong = abs(right - _number(found["half"])) >= (1 if "半" in part else 100)
    name = "半分" if share == Decimal("0.5") else part
    return f"{name}は{_shown(right)}円です" if wrong else ""


def _becomes(found: re.Match[str]) -> str:
    old, new, by = (_number(found[name]) for name in ("old", "new", "by"))
    if abs(new - old) != by:
        return f"差は{_shown(abs(new - old))}{found['unit']}です"
    up = found["way"].startswith(("高", "増", "上", "値上", "多"))
    return "" if (new > old) == up or new == old else f"「{found['way']}」と、数の動きが逆です"


def _grown(found: re.Match[str]) -> str:
    old, new, by = (_number(found[name]) for name in ("old", "new", "by"))
    up = found["way"].startswith(("増", "多"))
    right = old + by if up else old - by
    return "" if right == new else f"計算すると{_shown(right)}{found['unit']}です"


def _tickets(found: re.Match[str]) -> str:
    one, total = _yen(found, "o"), _yen(found, "t")
    right = one * _number(found["sheets"])
    # What is not nearly the product is something else: a price, a discount.
    if not one or right == total or abs(right - total) * 4 > total:
        return ""
    return f"掛けると{_shown(right)}円です"


def _split(found: re.Match[str]) -> str:
    right = _number(found["one"]) + _number(found["other"])
    wrong = right != _number(found["all"])
    return f"足すと{_shown(right)}{found['unit']}です" if wrong else ""


def _each_of(found: re.Match[str]) -> str:
    right = _number(found["one"]) * _number(found["times"])
    total = _number(found["total"])
    # Several at once may be cheaper.
    named = found.groupdict("").get("sum", "計")
    wrong = right != total and bool(named or (found["all"] and total > right))
    return f"掛けると{_shown(right)}円です" if wrong else ""


def _yearly(found: re.Match[str]) -> str:
    right = _yen(found, "m") * 12
    wrong = right != _yen(found, "y")
    return f"12か月分は{_shown(right)}円です" if wrong else ""


def _granted(found: re.Match[str]) -> str:
    right = _number(found["all"]) - _number(found["some"])
    wrong = right != _number(found["rest"])
    return f"残りは{_shown(right)}円のはずです" if wrong else ""


def _times_as_many(found: re.Match[str]) -> str:
    few = _number(found["few"])
    if not few:
        return ""
    right = _number(found["many"]) / few
    places = len(found["times"].partition(".")[2])
    wrong = abs(right - _number(found["times"])) > Decimal(1).scaleb(-places)
    return f"割ると{right:.{places or 1}f}倍です" if wrong else ""


def _in_parts(found: re.Match[str]) -> str:
    right = _number(found["one"]) + _number(found["other"]) * (_number(found["times"]) - 1)
    wrong = right != _number(found["total"])
    return f"足すと{_shown(right)}円です" if wrong else ""


_FAULTS = {
    "times_as_many": _times_as_many,
    "parts": _in_parts,
    "change": _change,
    "sessions": _sessions,
    "tax": _tax,
    "half": _half,
    "becomes": _becomes,
    "grown": _grown,
    "compared": _becomes,
    "tickets": _tickets,
    "split": _split,
    "granted": _granted,
    "yearly": _yearly,
    "points": _becomes,
    "tickets_for": _tickets,
    "made_of": _each_of,
}


_FIRST: Ways[Callable[[Context], Iterable[Match]]] = Ways(
    *(((scan,), partial(_plain, kind)) for kind, scan in _SCANS.items()),
    ((EQUALS, IN_WORDS), _equations),
    ((REST,), _rests),
    ((_MANY_OF,), _many_of),
    ((_SHARE,), _shares),
    ((_EXAMPLE,), _examples),
)
_FURTHER: Ways[Callable[[Context], Iterable[Match]]] = Ways(
    (products.SCANS, _products),
    ((RAISED,), partial(_raises, wrong_raises)),
    (changes.SCANS, partial(_raises, changes.wrong_changes)),
    *unit_prices.WAYS,
    *further_sums.WAYS,
)
"""What is told only where the others are silent."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (*_FIRST.scans, *_FURTHER.scans)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a piece of arithmetic that does not work out."""
    text = context.document.folded
    told: list[Span] = []
    for find in _FIRST.asked(text):
        for match in find(context):
            told.append(match.span)
            yield match
    for find in _FURTHER.asked(text):
        for match in find(context):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match
