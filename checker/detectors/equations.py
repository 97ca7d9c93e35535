"""Equations as people write them: 38,000円×2分の1＝19,000円, 1,220円＋520円＝1,740円."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import NamedTuple

from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

REACH = 120
"""Code points in front of an equals sign that are read."""

NOTED = 60
"""Code points behind an equation in which it is said that sums are rounded."""

EQUALS = Scan("[^ 　\n=＝<>!?&][ 　]?[=＝][ 　]?[^0-9=＝\n]{0,6}[0-9]")
IN_WORDS = Scan(
    "[0-9人名回枚個時間冊円分][ 　]?[＋+×✕][ 　]?[0-9][0-9,＋+×✕ 　円人名回枚個時間冊分]{0,40}"
    "(?P<equals>(?:で|の(?:合計|計)(?:は|で)?|、?(?:合わせて|あわせて|合計(?:で|は)?|計)|になり)[、 　]?)(?=[0-9])"
)
"""「7,200円＋1,800円で9,000円です」: the sign in words."""

_N = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_TIMES_SIGN = "×✕✖xX*＊"
_SIGNS = rf"[{_TIMES_SIGN}÷/／+＋－−]"
_UNIT = (
    r"(?:円|人|名|件|便|本|席|か所|カ所|ヶ所|箇所|校|組|歳|品目|種類|世帯|区画|回|台|枚|個|冊|点|票|通|戸|棟|団体|社|店|箱|袋|缶|食|泊"
    r"|時間|分|日間|日|か月|カ月|ヶ月|ヵ月|週間|週|年間|年|kg|km|g|t|m|cm|㎡|㎥|平方メートル|立方メートル|メートル|キロ|リットル|L|ポイント|倍|会場|コマ|班|期|年|基|床|着|足|頭|匹|羽|株|鉢|面|脚|卓|隻|両|灯|柱|体|室|部屋|家族|セット|ケース|パック|ダース|束|巻|丁|坪|畳|アール|ヘクタール|部|曲|話|門|クラス|チーム|日分|人分)"
)
_WORDS = r"[一-龠々ァ-ヶーぁ-ん「」・]{0,14}"
_BRACKET = r"(?:[（(][^（()）\n=＝]{1,16}[)）])?"
_TERM = (
    rf"{_WORDS}(?:1(?:人|回|日|枚|個|台|組|冊|袋|箱|束|泊|食|か月|時間|世帯|団体|室|区画)(?:当たり|あたり|につき)?[ 　]?)?"
    rf"(?:[0-9]{{1,4}}分の[0-9]{{1,3}}|半額|半分|{_N}(?:億(?:{_N})?)?(?:万(?:{_N})?)?千?(?:%|％|パーセント|割(?:[0-9]分)?|時間{_N}分|{_UNIT})?(?:分|当たり|ずつ)?)"
    rf"{_BRACKET}"
)
_OPEN = r"[（(]?"
_CLOSE = r"[)）]?"
_EXPRESSION = regex(
    rf"{_OPEN}{_TERM}(?:[ 　]?{_SIGNS}[ 　]?{_OPEN}{_TERM}{_CLOSE}){{1,12}}[ 　]?\Z"
)
_RESULT = regex(
    rf"(?:[=＝]|(?:で|の(?:合計|計)(?:は|で)?|、?(?:合わせて|あわせて|合計(?:で|は)?|計)|になり)、?)[ 　]?(?P<lead>約|計|合計|延べ|のべ|年間|年額|月額|総額|[^0-9\s=＝、。（(]{{0,6}})?(?P<number>{_N})(?P<man>億|万(?P<rest>{_N})?)?(?P<sen>千)?(?P<unit>{_UNIT}|%|％)?"
    rf"(?![0-9,.]|万|分の|[ 　]?{_SIGNS}[ 　]?[0-9（(])"
)
_TOKEN = regex(
    rf"(?P<open>[（(](?=[^（()）]*{_SIGNS}))|(?P<close>[)）])|(?P<below>[0-9]{{1,4}})分の(?P<above>[0-9]{{1,3}})|(?P<half>半額|半分)"
    rf"|(?P<note>[（(][^（()）]*[)）])"
    rf"|(?P<each>1(?:人|回|日|枚|個|台|組|冊|袋|箱|束|泊|食|か月|時間|世帯|団体|室|区画)(?:当たり|あたり|につき)?[ 　]?(?=[0-9]))"
    rf"|(?P<number>{_N})(?:億(?P<oku>{_N})?)?(?P<man>万(?P<rest>{_N})?)?(?P<sen>千)?(?P<unit>%|％|パーセント|割(?P<bu>[0-9]分)?|時間(?P<minutes>{_N})分|{_UNIT})?(?:分|当たり|ずつ)?"
    rf"|(?P<sign>{_SIGNS})"
)
_HUNDRED = regex(rf"[{_TIMES_SIGN}][ 　]?100(?![0-9,.])")
_NEAR = regex(
    "約|およそ|切り?捨|切り?上げ|四捨五入|端数|未満|程度|概算|前後|以内|上限|限度|最大|割引|相当|おおむね"
)
_LIMIT = regex("上限|限度|最大|割引")
_ADDED = regex("送料|手数料[をが込]|別途|加算|を含|上乗せ|を引い|を差し引|入会金|割り?増")
_NOT = regex("例題|問題|クイズ|[^0-9]の式|効果|ID|http|[?&]")


class Wrong(NamedTuple):
    """An equation that does not hold: where, what the right side should be, where that stands."""

    span: Span
    right: str
    answer: Span


def wrong_equations(text: str) -> Iterator[Wrong]:
    """The equations of a text whose two sides differ.

    Silent where something is rounded, where a sign or a unit is not understood,
    and where neither side has a unit.
    """
    for at in (*_signs(text), *(found.start("equals") for found in IN_WORDS.finditer(text))):
        result = _RESULT.match(text, at)
        if result is None:
            continue
        line = text.rfind("\n", 0, at) + 1
        start = max(line, at - REACH)
        start = max(start, max(text.rfind(mark, start, at) for mark in "。=＝：:") + 1)
        left = _EXPRESSION.search(text, start, at)
        if left is None:
            continue
        far = min(len(text), result.end() + NOTED)
        end = text.find("\n", result.end(), far)
        sentence = text[max(line, at - REACH) : end if end >= 0 else far]
        if _NOT.search(sentence):
            continue
        opens = _opens(left.group())
        found_left = _evaluate(left.group()[opens:])
        if found_left is None:
            continue
        value, units, divides = found_left
        unit = result["unit"] or ""
        if not unit and not units:
            continue
        right = Decimal(result["number"].replace(",", ""))
        if result["sen"]:
            right *= 1000
        if result["man"]:
            right *= 10**8 if result["man"] == "億" else 10**4
            right += Decimal((result["rest"] or "0").replace(",", ""))
        if unit in ("%", "％"):
            if not divides:
                continue
            value = value if _HUNDRED.search(left.group()) else value * 100
        elif unit == "割":
            value *= 10
        if unit in ("時間", "分", "倍", "日", "か月", "年"):
            continue  # minutes become hours, months years
        if _ADDED.search(sentence.replace(left.group(), "")):
            continue
        if "税" in sentence and any(
            abs(value * rate - right) < 1 for rate in (Decimal("1.1"), Decimal("1.08"))
        ):
            continue
        places = len(result["number"].partition(".")[2])
        apart = abs(value - right)
        if apart < Decimal(1).scaleb(-places) or not value or right / value > 20:
            continue
        if _NEAR.search(sentence) and (
            (apart < 1000 and apart * 10 < value and _is_round(right))
            or "約" in (result["lead"] or "")
        ):
            continue
        # A limit or a reduction makes a sum less, never more.
        if right < value and _LIMIT.search(sentence):
            continue
        shown = f"{value.quantize(Decimal(1)) if not places else round(value, places):,}{unit}"
        opening = re.match("[ 　、・ぁ-ん]*", left.group()[opens:])
        assert opening is not None
        place = Span(left.start() + opens + opening.end(), result.end())
        yield Wrong(place, shown, Span(*result.span()))


def _signs(text: str) -> Iterator[int]:
    for found in EQUALS.finditer(text):
        at = found.start() + 1
        while at < len(text) and text[at] not in "=＝":
            at += 1
        yield at


def _opens(left: str) -> int:
    """1 if the bracket that begins a left side closes behind the answer: （1,200円×2人＝2,400円）."""
    depth = sum(left.count(sign) for sign in "（(") - sum(left.count(sign) for sign in "）)")
    return int(depth == 1 and left[0] in "（(")


def _is_round(number: Decimal) -> bool:
    return number % 10 == 0


def _evaluate(text: str) -> tuple[Decimal, frozenset[str], bool] | None:
    """The value of an expression, its units, and whether it divides; None if not understood."""
    stack: list[list[Decimal | str]] = [[]]
    units: set[str] = set()
    divides = False
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if token["open"]:
            stack.append([])
        elif token["close"]:
            if len(stack) > 1:
                inner = _reduce(stack.pop())
                if inner is None:
                    return None
                stack[-1].append(inner)
        elif token["note"] or token["each"]:
            continue
        elif token["sign"]:
            stack[-1].append(token["sign"])
            divides = divides or token["sign"] in "÷/／"
        elif token["below"]:
            stack[-1].append(Decimal(token["above"]) / Decimal(token["below"] or 1))
        elif kind == "half" or token["half"]:
            stack[-1].append(Decimal("0.5"))
        elif token["number"]:
            number = _number(token)
            if number is None:
                return None
            if token["unit"]:
                units.add(token["unit"])
            stack[-1].append(number)
    while len(stack) > 1:
        return None
    value = _reduce(stack[0])
    return None if value is None else (value, frozenset(units), divides)


def _number(token: re.Match[str]) -> Decimal | None:
    number = Decimal(token["number"].replace(",", ""))
    if "億" in token.group():
        return None
    if token["man"]:
        number = number * 10_000 + Decimal((token["rest"] or "0").replace(",", ""))
    if token["sen"]:
        number *= 1000
    unit = token["unit"] or ""
    if unit in ("%", "％", "パーセント"):
        number /= 100
    elif unit.startswith("割"):
        number = number / 10 + Decimal((token["bu"] or "0分")[0]) / 100
    elif token["minutes"]:
        number += Decimal(token["minutes"]) / 60
    return number


def _reduce(parts: list[Decimal | str]) -> Decimal | None:
    """A list of numbers with a sign between each two."""
    if len(parts) % 2 == 0:
        return None
    numbers, signs = parts[::2], parts[1::2]
    if not all(isinstance(number, Decimal) for number in numbers) or not all(
        isinstance(sign, str) for sign in signs
    ):
        return None
    total: Decimal = Decimal(0)
    product = numbers[0]
    assert isinstance(product, Decimal)
    plus = True
    for sign, number in zip(signs, numbers[1:], strict=True):
        assert isinstance(sign, str)
        assert isinstance(number, Decimal)
        try:
            if sign in _TIMES_SIGN:
                product *= number
            elif sign in "÷/／":
                product /= number
            else:
                total += product if plus else -product
                product, plus = number, sign in "+＋"
        except (DivisionByZero, InvalidOperation):
            return None
    return total + (product if plus else -product)
