"""The place that a role has in a sentence, and another one under its name.

「会場の河川緑地には、駐車場があります」 where the field 会場 says 森林公園.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.statements import clause_of, several_things
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_KIND = (
    "公民館|市民館|会館|図書館|体育館|博物館|美術館|資料館|児童館|交流館|文化館|ホール|センター|プラザ|公園|広場|緑地|運動場|競技場|球場|小学校|中学校|高校|学校|大学"
    "|保健所|市役所|役場|支所|出張所|アリーナ|集会所|集会場|キャンプ場|スキー場|グラウンド|庭園|農園|駅|ギャラリー|劇場|スタジオ|プール|ドーム|館|園"
)
_ROLES = {
    "会場": ("会場", "場所", "ところ", "開催場所", "開催会場", "会場・場所", "場所・会場"),
    "集合場所": ("集合", "集合場所", "集合の場所"),
    "集合先": ("集合", "集合場所"),
    "受付場所": ("受付", "受付場所", "受付の場所"),
    "試験会場": ("会場", "試験会場", "試験場", "場所"),
    "展示会場": ("会場", "展示会場", "場所"),
    "説明会場": ("会場", "説明会場", "場所"),
    "開催場所": ("会場", "開催場所", "場所", "ところ"),
    "見学先": ("見学先", "行き先", "場所"),
    "行き先": ("行き先", "見学先"),
    "訪問先": ("訪問先", "行き先"),
    "配布場所": ("配布場所", "場所", "配る場所"),
    "避難先": ("避難先", "避難場所"),
    "避難場所": ("避難場所", "避難先"),
}
SAID = Scan(
    rf"(?P<role>{'|'.join(sorted(_ROLES, key=len, reverse=True))})(?:の|である|となる|になる|は、?|、)"
    rf"(?P<name>[一-龠々ァ-ヶーA-Za-z0-9]{{2,14}}?(?:{_KIND}))(?=に|は|へ|で|まで|の|を|から|が|周辺|付近|敷地|構内|[、。）)]|と|$)"
)
_PLACE = regex(_KIND)
_NO_NAME = regex(
    "^(?:各|同|全|当|本|両|この|その|市内|町内|公共|近く|最寄|隣|屋内|屋外|室内|主な|すべて|多目的)|^[大小中]?(?:ホール|体育館|会館|プール|広場)$|^(?:小|中)?学校$|^図書館$|^公民館$|^体育館$|^公園$"
)
_OTHER = regex(
    "前回|昨年|去年|旧|別の|もう一つ|雨天|荒天|予備|臨時|次回|隣|変更|ほか|または|又は|サブ|第[2二]|オンライン|場合|それぞれ|巡回|移り|移動|から徒歩|午後の部|2日目"
)
_SEVERAL = regex(
    "ほか|各|または|または|又は|オンライン|下記|次の|別|変更|巡回|①|荒天|雨天|[0-9]か所|未定|選"
)


def other_places(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """A role, its place in its field, and the other place, which comes nowhere else."""
    document = context.document
    text = document.folded
    if several_things(context):
        return
    for found in SAID.finditer(text):
        role, name = found["role"], found["name"]
        before = text[found.start() - 1 : found.start()]
        block = document.block_at(found.start())
        if (before and ("一" <= before <= "龠" or before in "ーの")) or block.quoted:
            continue
        if block.label is not None or _NO_NAME.search(name) or text.count(name) > 1:
            continue
        place = Span(*found.span("name"))
        fields = [field for field in fields_of(context) if field.name in _ROLES[role]]
        exact = [field for field in fields if field.name == role] or fields
        if len(exact) != 1 or exact[0].value.contains(place):
            continue
        value = exact[0].value
        said = value.cut(text)
        if not _PLACE.search(said) or _SEVERAL.search(said):
            continue
        if _OTHER.search(clause_of(context, block, Span(*found.span()))):
            continue
        stem = _PLACE.sub("", name) or name
        pairs = [stem[at : at + 2] for at in range(max(1, len(stem) - 1))]
        if any(pair in said for pair in pairs):
            continue
        yield role, _of_value(value, text), place


def _of_value(value: Span, text: str) -> Span:
    """The place itself, without what is said of it."""
    ends = [at for mark in "。（(\n、" if (at := text.find(mark, value.start + 2, value.end)) > 0]
    return Span(value.start, min(ends, default=value.end))
