"""One form under two names or numbers, and one vehicle with two numbers of seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from checker.context import Context
from checker.detectors.contradictions.sides import alike, both
from checker.detectors.fields import fields_of
from checker.detectors.nearby import Nearby
from checker.detectors.statements import clause_of
from checker.document.model import BlockKind
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan, Words

_FORM = Scan(
    r"(?P<name>(?<![一-龠ァ-ヶー・々])[一-龠ァ-ヶー・々]{3,30}(?:書|届|票|簿|表|状|願))(?:」|』)?[ 　]{0,2}[（(]?(?:別記)?様式第?(?P<number>[0-9]{1,2})号?(?:[)）]|(?=[ 　」、。\n]|$))"
    r"|様式第?(?P<numbered>[0-9]{1,2})号?[)）]?[ 　：:]{0,2}[「『]?(?P<named>[一-龠ァ-ヶー・々]{3,30}(?:書|届|票|簿|表|状|願))(?=[」』 　（(、。をにと\n]|$)"
)
_PAPER = regex(
    r"(?P<name>[一-龠ァ-ヶー・ぁ-ん]{4,28}?(?:書|届出?|票|願|用紙|様式))(?=[」』（(、。をにと 　\n]|$|の(?:提出|様式))"
)
_FILE = regex(
    r"[」』]?(?:の様式|様式)?[ 　]{0,2}[（(]?[ 　]?(?:Word|WORD|ワード|Excel|EXCEL|エクセル|PDF|pdf|ＰＤＦ|docx?|xlsx?)"
)
_FORM_FILE = regex(
    r"(?:書|届出?|票|願|用紙|様式)[」』]?(?:の様式|様式)?[ 　]{0,2}[（(]?[ 　]?(?:Word|WORD|ワード|Excel|EXCEL|エクセル|PDF|pdf|ＰＤＦ|docx?|xlsx?)"
)
"""The end of a name with its file; the names themselves are looked for only where there is one."""
_FILE_WORDS = Words(("Word", "WORD", "ワード", "Excel", "EXCEL", "エクセル", "PDF", "docx", "xlsx"))
_PAPER_ACT = regex(
    "(?P<told>報告|結果|実績|完了)|(?P<changed>変更|取消|取下|中止|辞退)|(?P<asked>申込|申請|応募|希望|依頼|利用|登録)"
)

PAPERS = 60
"""Names of forms in a draft that are compared; more are a list of all forms."""

HEAD = 4
"""Code points with which the two names of one form begin alike."""

ONE_FORM = Nearby(
    Scan(
        r"(?<![一-龠ァ-ヶー・])(?P<of>[一-龠ァ-ヶー・]{3,20}?)??(?P<head>申込書|申請書|届出書|申込用紙|応募用紙|応募書|申告書|登録票|登録書|予約票|依頼書|願書|調査票)(?![一-龠])"
    ),
    30,
)
_ITSELF = regex("(?:は|を|に|の様式|が)")
_ANOTHER = regex(
    "場合|とき|または|又は|及び|および|並びに|と一緒|も(?:お?出|提出|要)|別|あわせて|合わせて|両方|それぞれ|添え|添付|代わり|以前|これまで|変更|継続|更新"
)
_SEATS = Scan(
    r"(?:乗車)?定員は?(?P<seats>[0-9]{1,3})(?:人|名)(?:乗り)?の[^。、\n0-9]{0,10}?(?:車|バス|タクシー|ワゴン|カート|船|便)"
)
_SEATS_NAME = regex(
    "^(?:(?:1[台両便]|車両?|車内|バス|乗車|車1台|1台あたり|1台当たり)の?(?:乗車)?定員|(?:乗車)?定員(?:[（(]1[台両便][^（()）]*[)）]))$"
)
_PEOPLE = regex("(?:1[台便][ 　]?)?(?P<number>[0-9]{1,3})(?:人|名)(?:乗り)?(?:まで)?$")


def form_numbers(context: Context) -> Iterator[Match]:
    """「講座申込書（様式第1号）」 in a sentence, 「講習派遣依頼書（様式第1号）」 in the list of files.

    Silent where a name stands without the number too, as on a page of two schemes.
    """
    document = context.document
    text = document.folded
    named: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for found in _FORM.finditer(text):
        if not document.block_at(found.start()).quoted:
            name = (found["name"] or found["named"]).lstrip("のはにと")
            number = found["number"] or found["numbered"]
            start = found.end("name") if found["name"] else found.end("named")
            named[number].append((name, Span(start - len(name), start)))
    for number, found_ in named.items():
        if len(found_) != 2:
            continue
        (one, here), (other, there) = found_
        if one in other or other in one or one[-2:] == other[-2:] == "兼用":
            continue
        if document.block_at(here.start) is document.block_at(there.start):
            continue
        if text.count(one) > 1 or text.count(other) > 1:
            continue
        yield from both(f"様式第{number}号の名前", here, there, context)


def form_files(context: Context) -> Iterator[Match]:
    """「実施報告書」 is asked for, and the file to fill in is called 「開催結果届」.

    Both begin alike and are for one act; neither name comes again.
    """
    document = context.document
    text = document.folded
    if not _FILE_WORDS.present(text) or _FORM_FILE.search(text) is None:
        return
    files: list[tuple[str, Span]] = []
    asked: list[tuple[str, Span]] = []
    for found in islice(_PAPER.finditer(text), PAPERS):
        name, span = found["name"], Span(*found.span("name"))
        if text.count(name) > 1 or document.block_at(span.start).quoted:
            continue
        (files if _FILE.match(text, span.end) else asked).append((name, span))
    for name, span in files:
        others = [(other, there) for other, there in asked if _one_paper(name, other)]
        if len(others) == 1 and sum(_one_paper(others[0][0], file) for file, _ in files) == 1:
            yield from both("様式の名前", others[0][1], span, context)


def _one_paper(one: str, other: str) -> bool:
    common = alike(one, other)
    if common < HEAD or one in other or other in one:
        return False
    acts = [_PAPER_ACT.search(name[common - 1 :]) for name in (one, other)]
    return bool(acts[0] and acts[1] and acts[0].lastgroup == acts[1].lastgroup)


def one_form(context: Context) -> Iterator[Match]:
    """「会計年度任用職員申込書」 is to be sent, and the 「臨時職員登録申込書」 is not given back.

    There is but one, for the draft speaks of 「申込書」 alone too, and of no case for either.
    """
    document = context.document
    text = document.folded
    named: defaultdict[str, defaultdict[str, list[Span]]]
    named = defaultdict(lambda: defaultdict(list))
    plain: set[str] = set()
    for found in islice(ONE_FORM.finditer(text, least=3), PAPERS):
        block = document.block_at(found.start())
        if block.quoted or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            if found["of"]:
                return  # a list of forms
            continue
        if found["of"]:
            named[found["head"]][found["of"]].append(Span(*found.span()))
        elif _ITSELF.match(text, found.end()):
            plain.add(found["head"])
    for head, names in named.items():
        if head not in plain or len(names) != 2:
            continue
        one, other = sorted(names, key=lambda name: (len(names[name]), -names[name][0].start))
        here, there = names[one][0], names[other][0]
        if len(names[one]) > 1 or one in other or other in one:
            continue
        blocks = [document.block_at(span.start) for span in (here, there)]
        clauses = [
            clause_of(context, block, span)
            for block, span in zip(blocks, (here, there), strict=True)
        ]
        if clauses[0] == clauses[1] or any(_ANOTHER.search(clause) for clause in clauses):
            continue
        yield from both("書類の名前", there, here, context)


def seats(context: Context) -> Iterator[Match]:
    """「定員8人の小型車2台」 in a sentence, 「1台の定員：10人」 in a table or a label."""
    text = context.document.folded
    told = [found for found in _SEATS.finditer(text) if found["seats"]]
    if len({found["seats"] for found in told}) != 1:
        return
    fields = [field for field in fields_of(context) if _SEATS_NAME.search(field.name)]
    if len(fields) != 1:
        return
    said = _PEOPLE.match(fields[0].value.cut(text).strip(" 　"))
    if said is None or said["number"] == told[0]["seats"]:
        return
    here = Span(told[0].start("seats"), told[0].end("seats") + 1)
    yield from both("定員", here, fields[0].value, context)
