"""Mail and web addresses that lead nowhere as they are written: two @, a blank inside, http//."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.places import links
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"reason"})

_LOCAL = "A-Za-z0-9._%+-"
_DOMAIN = r"[A-Za-z0-9-]{1,40}"
_END = r"(?![A-Za-z0-9._%+@-])"
_TOP = "(?:example|jp|com|net|org|info|test)"
_WITHOUT = Scan(
    r"(?:(?<=メール)|(?<=[Mm]ail)|(?<=MAIL)|(?<=アドレス)|(?<=宛先)|(?<=宛て先)|(?<=あて先)|(?<=送信先)|(?<=送り先)|(?<=送付先))"
    r"(?:アドレス|宛先|の送り先)?(?:[ 　]{0,2}[：:][ 　]{0,2}|[ 　]{1,2}|[（(]|は、?)"
    rf"(?!www\.|https?)[a-z][A-Za-z0-9_+-]{{1,40}}(?:(?:\.{_DOMAIN}){{2,4}}|(?:\.{_DOMAIN}){{0,2}}\.{_TOP})"
    r"(?![A-Za-z0-9._%+@/＠-])"
)
"""「メール：kankyo.aoba.example」: the first word stands where the name before the @ does."""
_BARE = Scan(
    r"(?:(?<=[ 　、）)／\n])|(?<=メール))[a-z][a-z0-9_-]{1,30}\.(?:city|town|vill|pref|fire)[.-]"
    rf"{_DOMAIN}(?:\.{_DOMAIN}){{0,3}}\.{_TOP}(?![A-Za-z0-9._%+@/＠-])"
)
"""A name in front of that of a town, behind a telephone number."""
_ASKED = regex("電話|直通|メール|[0-9]-[0-9]{4}")
_ABOVE = 60
"""Code points above a line in which a telephone number stands."""
_MAILS: tuple[tuple[Scan, str], ...] = (
    (Scan(rf"[{_LOCAL}]{{1,64}}[@＠]{{2,3}}[A-Za-z0-9.-]{{1,60}}"), "「@」が2つ続いています"),
    (
        Scan(rf"[{_LOCAL}]{{1,64}}[@＠][A-Za-z0-9.-]{{1,60}}[@＠][A-Za-z0-9.-]{{1,60}}"),
        "「@」が2つあります",
    ),
    (
        Scan(
            rf"[{_LOCAL}]{{1,64}}(?:[ 　]{{1,2}}[@＠][ 　]{{0,2}}|[@＠][ 　]{{1,2}}){_DOMAIN}"
            rf"(?:\.{_DOMAIN}){{1,4}}"
        ),
        "途中に空白があります",
    ),
    (
        Scan(rf"[{_LOCAL}]{{1,64}}[@＠]{_DOMAIN}(?:\.{_DOMAIN}){{0,4}}(?:\. | \.){_DOMAIN}{_END}"),
        "途中に空白があります",
    ),
    (
        Scan(
            rf"[{_LOCAL}]{{1,64}}[@＠]{_DOMAIN}(?:\.{_DOMAIN}){{0,4}}(?:[,、，。．]|\.\.){_DOMAIN}"
            rf"(?:\.{_DOMAIN}){{0,3}}{_END}"
        ),
        "「.」ではない文字があるか、「.」が2つ続いています",
    ),
    (_WITHOUT, "「@」がありません"),
    (_BARE, "「@」がありません"),
    (
        Scan(
            rf"[{_LOCAL}]{{1,64}}@(?:{_DOMAIN}\.){{1,3}}[A-Za-z0-9-]{{2,40}}"
            rf"(?:(?<=[a-z0-9](?:co|or|ne|go)jp)|(?<=[a-z0-9]example)){_END}"
        ),
        "終わりの「.」が足りません",
    ),
    (Scan(rf"[{_LOCAL}]{{1,64}}@{_DOMAIN}{_END}"), "「@」の後に「.」がありません"),
    (
        Scan(rf"[{_LOCAL}]{{1,64}}@{_DOMAIN}(?:\.{_DOMAIN}){{0,4}}\.(?:[1Ii]g\.jp|lgjp){_END}"),
        "「lg.jp」のつづりが違います",
    ),
)
"""In this order: of two that overlap the first counts."""
_WIDE = Scan(rf"[{_LOCAL}]{{1,64}}＠[A-Za-z0-9-]{{1,40}}(?:\.[A-Za-z0-9-]{{1,40}}){{1,4}}")
_WIDE_ON_PURPOSE = regex(
    r"[@＠]マーク|アットマーク|[＠@]」?(?:を|は|に|に変|の部分)|半角|迷惑メール"
)
_GOOD_DOMAIN = regex(
    r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![A-Za-z0-9-]|\.[A-Za-z0-9])(?<!\.[1Ii]g\.jp)(?<!\.lgjp)(?<![a-z0-9]example)(?<![a-z0-9](?:co|or|ne|go)jp)(?![.,、，。．@＠ A-Za-z0-9_-]*[@＠])"
    rf"(?!\.\.|[,、，。．](?:[A-Za-z0-9-]+\.|{_TOP}(?![A-Za-z0-9]))|(?:\. | \.)[A-Za-z])"
)
_MAIL = "mail"
# Behind a blank the words of the sentence go on: 「メール aoba@aoba.example まで」.
_HANDLE = regex(r"(?:Instagram|インスタグラム|X|Twitter|LINE|ID|アカウント)[^。\n]{0,12}$")

_URLS: tuple[tuple[Scan, str], ...] = (
    (
        Scan(r"https?//(?=[A-Za-z0-9])|https?[;；,.：]//(?=[A-Za-z0-9])"),
        "「http」の後の「:」が違います",
    ),
    (Scan(r"https?:/(?=[A-Za-z0-9])|https?:///+(?=[A-Za-z0-9])"), "「//」の数が違います"),
    (Scan(r"https?:(?=(?:www\.)?[A-Za-z0-9-]+\.[A-Za-z])"), "「//」がありません"),
    (
        Scan(
            r"(?<![A-Za-z])(?:htpps?|httt+ps?|httpps|htps?|hhttps?|ttps?|httos|httsp)"
            r"://(?=[A-Za-z0-9])"
        ),
        "「http」のつづりが違います",
    ),
    (Scan(r"https?:// +(?=[A-Za-z0-9])|https? ://|https?: //"), "途中に空白があります"),
    (
        Scan(r"(?:\. |(?<=[a-z]) \.)(?<=www\. )(?=[a-z0-9-]+\.[a-z])|(?<=www) \.(?=[a-z0-9])"),
        "途中に空白があります",
    ),
    (
        Scan(
            r"(?<![A-Za-z0-9])www?[,、，](?=[A-Za-z0-9-]+[.,][A-Za-z])|(?<![A-Za-z0-9.])ww(?:ww)?\.(?=[a-z0-9-]+\.[a-z])"
        ),
        "「www.」の形が違います",
    ),
)
_URL_SIGNS = ("htt", "tp", "ww")
"""One of them stands in every shape above."""
_TARGET = regex(
    r"https?(?://|[;；,.]//|:/(?!/)|:///|:(?!/)|//)|(?:htpps?|httt+ps?|htps|htp|hhttps?|ttps?)://|www[,、]"
)
_GOOD_TARGET = regex(r"https?://[^/]")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    fault = options.get("fault")
    if fault == "wide":
        return (_WIDE,)
    if fault == _MAIL:
        return tuple(scan for scan, _ in _MAILS)
    return ()


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an address; `options["fault"]` is `mail`, `wide` (＠) or `url`."""
    fault = options.get("fault")
    if fault == "wide":
        yield from _wide(context)
        return
    yield from _of(context, _MAILS if fault == _MAIL else _URLS)
    if fault != _MAIL:
        yield from _targets(context)


def _of(context: Context, shapes: tuple[tuple[Scan, str], ...]) -> Iterator[Match]:
    document = context.document
    if (
        shapes is _MAILS
        and not _doubtful(document.folded)
        and _WITHOUT.search(document.folded) is None
        and _BARE.search(document.folded) is None
    ):
        return
    if shapes is _URLS and not any(sign in document.folded for sign in _URL_SIGNS):
        return
    taken = bytearray()
    for scan, reason in shapes:
        for found in scan.finditer(document.folded):
            span = Span(*found.span())
            if scan is _WITHOUT:
                span = Span(
                    found.end() - len(found.group().lstrip("アドレス宛先の送りは、：:（( 　")),
                    found.end(),
                )
            taken = taken or bytearray(len(document.folded))
            if document.is_protected(span) or any(taken[span.start : span.end]):
                continue
            block = document.block_at(span.start).span
            if scan is _BARE and not _ASKED.search(
                document.folded, max(0, block.start - _ABOVE), span.start
            ):
                continue
            if shapes is _MAILS and _HANDLE.search(
                document.folded, max(block.start, span.start - 30), span.start
            ):
                continue
            taken[span.start : span.end] = b"\1" * len(span)
            yield Match(span, {"reason": reason})


def _doubtful(text: str) -> bool:
    """Whether an @ stands where no address is right: most drafts need not be searched further."""
    at = text.find("@")
    while at >= 0:
        good = _GOOD_DOMAIN.match(text, at + 1)
        if good is None or not (text[at - 1].isascii() and text[at - 1].isalnum()):
            return True
        at = text.find("@", good.end())
    return "＠" in text


def _wide(context: Context) -> Iterator[Match]:
    text = context.document.folded
    found = list(_WIDE.finditer(text))
    if not found or _WIDE_ON_PURPOSE.search(text):
        return
    for match in found:
        at = text.index("＠", match.start())
        yield Match(Span(*match.span()), edits=(Edit(Span(at, at + 1), "@"),))


def _targets(context: Context) -> Iterator[Match]:
    """Links that lead nowhere because of their address, which no reader sees."""
    for mark in links(context.document):
        target = mark.target
        if target[:1] in "htw" and not _GOOD_TARGET.match(target) and _TARGET.match(target):
            yield Match(mark.span, {"reason": f"リンク先が「{target}」になっています"})
