"""One form with two names: 「利用申込書」 is to be filled in, the 「使用許可願」 lies at the counter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options
from checker.detectors.echoed_names import asked_apart
from checker.detectors.nearby import Nearby
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import led, regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_HEAD = led(
    "申し?込み?書|申し?込み?用紙|申し?込み?票|申請書|申請用紙|依頼書|依頼票|要望書|届出書|申立書|申出書|許可願|使用願|利用願|派遣願|願書|願い?(?![いう])"
    "|応募用紙|応募書|応募票|希望票|希望書|予約票|予約書|参加票|登録票|登録書|届"
)
_FORM = Nearby(
    Scan(
        rf"(?:様式第?(?P<number>[0-9]{{1,2}})号?(?:の[0-9])?[)）]?[ 　：:の]{{0,2}})?[「『]?"
        rf"(?P<name>[一-龠々ァ-ヶーぁ-んA-Za-z0-9・]{{2,26}}?{_HEAD})(?![一-龠ァ-ヶー])"
        r"(?:[」』]?[ 　]{0,2}[（(]?(?:別記)?様式第?(?P<behind>[0-9]{1,2})号?)?"
    ),
    48,
    24,
)
_LEAD = regex(
    r".*(?:[をはがへ]|(?<=[一-龠ァ-ヶー0-9」）])(?:に|で|と|や|も|の|から|より|または|及び|か)(?=[一-龠ァ-ヶー]))"
)
"""What stands in front of a name without brackets: 市の, 窓口で."""
_VERB = regex("[一-龠]{1,2}[るたすくつうむぶい](?=[一-龠]{2})")
_APART = regex(
    "変更|取消|取り消|取下|取り下|中止|辞退|廃止|終了|実績|報告|完了|請求|継続|更新|延長|返還|返納|減免|免除|減額|同意|委任|誓約|承諾|推薦|証明"
    "|口座|振替|振込|計画|再交付|再発行|再|追加|仮|本|新規|第[0-9一二三]|[0-9]|異動|転入|転出|転居|出生|死亡|婚姻|開始|休止|撤去|喪失|紛失|資格|認定|指定|相続|承継|代理|個人|団体|法人|世帯|保護者|学校|企業|事業者"
)
"""What makes two forms of one matter: each stands for an act or a person of its own."""
_WORDS = (
    (
        "募",
        regex(
            "応募|申し?込み?|申請|依頼|要望|希望|予約|申立て?|申出|願い?|届出?|書|票|用紙|様式|の|等"
        ),
    ),
    ("給", regex("交付|支給|給付券|給付|助成券|助成金?|補助金?|支援金|援助|券|金")),
    ("使", regex("利用|使用|借用|貸出|貸付|貸し出し|許可")),
    ("参", regex("参加|受講|聴講|出席|来場")),
    ("派", regex("派遣|出前|訪問|出張|実施|開催")),
    ("講", regex("講座|教室|講習会?|セミナー|研修会?|学習会|体験")),
    ("登", regex("登録")),
    ("入", regex("入会|入園|入所|入居|入学")),
    ("出", regex("出店|出展|出品|出演")),
)
"""Words for one thing; those of the first group say only that something is asked for."""
_FREE = frozenset("募派給")
_OTHER_CASE = regex(
    r"または|又は|及び|および|並びに|と一緒|別に|両方|それぞれ|どちらか|いずれか|代わりに|以前の|これまでの|(?:場合|とき|方|人|団体)(?:に)?は、?[^。]{0,30}\Z"
)
LEAST = 2
"""Code points that the matter of two names has in common at least."""
LONG = 4
"""Those of a matter that may have one more."""
MOST = 12
"""Names of forms from which a draft is a list of all of them."""


class Form(NamedTuple):
    """A name of a form, the number of its model, and where it stands."""

    name: str
    number: str
    span: Span


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_FORM.scan,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, for two names of which the rarer stands there once.

    Silent where the names stand in one sentence or list, or a case is named for one.
    """
    document = context.document
    text = document.folded
    places: dict[str, list[Form]] = {}
    for form in _forms(context):
        places.setdefault(form.name, []).append(form)
    if not 1 < len(places) <= MOST:
        return
    for one, other in combinations(places, 2):
        few, many = sorted((places[one], places[other]), key=len)
        if len(few) > 1 or not _one_form(many, few):
            continue
        if any(third not in (one, other) and _one_form(places[third], few) for third in places):
            continue  # a list of forms of one matter
        if _together(context, many, few[0]) or any(
            _OTHER_CASE.search(_before(text, form, context)) for form in (*few, *many)
        ):
            continue
        here, there = sorted((many[0].span, few[0].span))
        if asked_apart(context, here, there):
            continue
        for span, of in ((here, there), (there, here)):
            shown = of.cut(document.text)
            related = (Related(of, f"ここでは「{shown}」です"),)
            yield Match(span, {"other": shown}, related=related)


def _forms(context: Context) -> Iterator[Form]:
    document = context.document
    text = document.folded
    for found in _FORM.finditer(text, least=2):
        name = found["name"]
        start = found.start("name")
        if text[start - 1 : start] not in ("「", "『"):
            lead = _LEAD.match(name)
            if lead is not None:
                start += lead.end()
                name = name[lead.end() :]
            verb = _VERB.match(name)  # 「配る公園使用届」
            if verb is not None:
                start += verb.end()
                name = name[verb.end() :]
        if document.block_at(start).quoted or len(name) < LEAST + 2:
            continue
        if any(name.endswith(word) and len(name) <= len(word) + 1 for word in ("届", "願")):
            continue
        yield Form(name, found["number"] or found["behind"] or "", Span(start, found.end("name")))


def _one_form(some: Sequence[Form], others: Sequence[Form]) -> bool:
    one, other = some[0].name, others[0].name
    if one in other or other in one:
        return False
    numbers = [{form.number for form in forms} - {""} for forms in (some, others)]
    if all(numbers):
        return not numbers[0].isdisjoint(numbers[1]) and one[-2:] != "兼用"
    matters = [_matter(name) for name in (one, other)]
    slipped = _slipped(matters[0][0], matters[1][0])
    if not slipped and set(_APART.findall(one)) ^ set(_APART.findall(other)):
        return False
    groups = [matter[1] for matter in matters]
    # 「出前講座利用申請書」 is the 「出前講座申込書」, if nothing else tells them apart.
    if (groups[0] ^ groups[1]) - _FREE - {"使"}:
        return False
    if matters[0][0] != matters[1][0] and not slipped:
        return False
    return len(matters[0][0]) >= LEAST or bool(groups[0] & groups[1] - {"募"})


def _slipped(one: str, other: str) -> bool:
    """Whether a name has one character more than another: 指定校, 指定学校."""
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1 or len(short) < LONG:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))


def _matter(name: str) -> tuple[str, set[str]]:
    """What a form is about, without the words of asking, and the groups of those words."""
    groups = set()
    for group, words in _WORDS:
        name, number = words.subn("", name)
        if number:
            groups.add(group)
    return name, groups


def _before(text: str, form: Form, context: Context) -> str:
    """The sentence in front of a name."""
    line = context.document.block_at(form.span.start).span
    start = max(line.start, form.span.start - 80)
    return text[max(start, text.rfind("。", start, form.span.start) + 1) : form.span.start]


def _together(context: Context, many: Sequence[Form], one: Form) -> bool:
    """Whether both stand in one sentence, or in lines of one list or table."""
    document = context.document
    number = document.sentence_index_at(one.span.start)
    block = document.block_at(one.span.start)
    for form in many:
        if document.sentence_index_at(form.span.start) == number:
            return True
        other = document.block_at(form.span.start)
        both = {block.kind, other.kind}
        if both <= {BlockKind.LIST_ITEM, BlockKind.TABLE_CELL}:
            low, high = sorted((block.span.start, other.span.start))
            between = document.text[low:high]
            first = document.blocks.index(document.block_at(low))
            count = between.count("\n")
            if all(
                found.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
                for found in document.blocks[first : first + count + 1]
            ):
                return True
    return False
