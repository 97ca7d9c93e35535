"""A number and the names in quotation marks that it counts: 「落語4席（「時そば」「動物園」「初天神」）」."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.numerals import parse
from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 12
_MESSAGE = "「{text}」とありますが、並べた名前は{count}個です。数か名前を確かめてください。"

_N = "[0-9]{1,2}|[二三四五六七八九十]"
_UNIT = "席|曲|作品|作|話|本立て|本|編|冊|演目|点|つ|種類|講座|題|部門|コース|会場|団体|組|品|株|句|首|プログラム|タイトル"
_NAME = "(?:「[^「」\\n]{1,40}」|『[^『』\\n]{1,40}』|《[^《》\\n]{1,40}》|“[^”\\n]{1,40}”)"
_WHO = "(?:[（(][^（()）\\n]{1,20}[)）])?"
_ROW = f"{_NAME}{_WHO}(?:(?:、|・|，|,|と|や|／|/|[ 　])?{_NAME}{_WHO}){{1,11}}"
BEHIND = Scan(
    rf"(?P<number>{_N})(?P<unit>{_UNIT})(?:の[一-龠ァ-ヶー]{{1,8}}|[一-龠ァ-ヶー]{{0,6}})?(?:です|(?:を[一-龠]{{1,4}})?します|[をが][^。、\n「『（(0-9]{{1,8}})?(?P<open>[（(：:。、＝]|[ 　]+)(?P<names>{_ROW})(?P<close>[^\n]{{0,6}})"
)
FRONT = Scan(
    rf"(?P<names>{_ROW})(?:の|、|など)?(?:合わせて|計|全部で)?(?P<number>{_N})(?P<unit>{_UNIT})(?P<close>)"
)
_SINGLE = regex(_NAME)
_BEFORE = regex(r"[0-9,.第全約](?<!全)\Z|(?:うち|各|毎回|ほか)\Z")
_MORE = regex("など|ほか|他|等|から|のうち|や|または|又は|のいずれか|のどちらか|は、?「|に")
_CLOSED = regex("[)）。]|$|、?を|です|、と|」|＝|で(?:す|ご)")


def wrong_numbers(context: Context) -> Iterator[Match]:
    """One match a number of things that are not as many as the names beside it."""
    document = context.document
    text = document.folded
    for scan in (BEHIND, FRONT):
        for found in scan.finditer(text):
            number = parse(found["number"])
            block = document.block_at(found.start("number"))
            if number is None or not 2 <= number <= MOST or block.quoted:
                continue
            front = text[max(block.span.start, found.start("number") - 4) : found.start("number")]
            names = found["names"]
            if _BEFORE.search(front) or "」や「" in names or found.end("names") > block.span.end:
                continue
            if scan is BEHIND and _MORE.match(found["close"]):
                continue
            if scan is BEHIND and not _CLOSED.match(found["close"]):
                continue
            begin = max(text.rfind(mark, block.span.start, found.start()) for mark in "。\n") + 1
            if scan is FRONT and _others(text[max(begin, found.start() - 12) : found.start()]):
                continue
            if "など" in text[found.end("names") : found.end()]:
                continue
            count = len(_SINGLE.findall(names))
            if count == number or abs(count - number) > 3:
                continue
            span = Span(found.start("number"), found.end("unit"))
            place = Span(*found.span("names"))
            related = (Related(place, f"{count}つあります"),)
            values = {"count": str(count)}
            yield Match(span, values, related=related, message=_MESSAGE)


def _others(front: str) -> bool:
    """Whether more names stand in front of those in quotation marks: 市歌と「赤とんぼ」「夕焼け」の3曲."""
    return bool(front) and front[-1] in "と、・や，,及びも"
