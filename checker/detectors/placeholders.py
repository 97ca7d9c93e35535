"""Blanks that somebody meant to fill in: ○○課, XX月XX日, 0000-0000."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan, Words

NEEDS = Tier.TEXT

_CIRCLES = "○〇◯"
_SIGNS = _CIRCLES + "△▲●■□×Xx＊*"
_SOLID = "●■▲"
_FILLED = "年月円名人時分回階か日台件冊枚区世戸組校席%％点キメパ週歳本個"
_SIGN = f"[{_SIGNS}]"
_RUN = regex(f"{_SIGN}+")
# 令和○年○月○日, XX月XX日
_DATE = regex(
    f"{_SIGN}{{1,2}}(?:年(?:度|{_SIGN}{{1,2}}月(?:{_SIGN}{{1,2}}日)?)?|月{_SIGN}{{1,2}}日)"
)
# Wherever the signs stand for something, one of these pairs does.
_PAIRS = Words(
    sign + other
    for sign in _SIGNS
    for other in (
        "年月円名人時分回階か日台件冊枚区世戸組校頭席チ%点本個袋便棟m㎡キメリパポ％週歳" + _SIGNS
        if sign in _CIRCLES
        else _FILLED + sign
        if sign in _SOLID
        else "年月" + sign
    )
)
_ERAS = ("令和", "平成", "西暦")
# 参加費：○円, but not ○人数 (a bullet)
_UNIT = regex(r"(?:円|名|人|時|分|回目|階|か月|日(?!ご[ろと]|々|頃))(?![一-鿿])")
_COUNTER = regex(
    r"(?:年間?|時(?![一-龠])|回|週間?|歳|日間|日以内|日後|か月|カ月|時間|分間|[%％]|パーセント|ポイント|点|本|個|袋|便|棟|キロ(?:メートル)?|メートル|平方メートル|m|㎡|リットル"
    r"|台|人|名|円|件|冊|枚|区画|世帯|戸|組|校|頭|席|か所|カ所|チーム)"
    r"(?=[、。）)\n]|$|まで|[〜～~−]|以上|以内|以下|未満|程度|から|です|後|前|ごろ|頃|[をがはでにの](?![一-鿿]{0,2}[○〇◯]))"
)
"""「ワゴン車○台」: behind a word, where no bullet stands."""
_HALF = regex(r"[0-9][年月時第](?:度|の)?\Z|[0-9]年度?[ 　]\Z")
_OTHER_HALF = regex(
    "(?:月|日|分|時)(?:(?![一-龠ぁ-んァ-ヶ])|に|から|まで|の|は|です|で|締|必着|頃|ごろ|以降|発送|開)"
)
"""「4月○日（火曜日）」, 「10時●分」: one half of a day or an hour is there."""
_STARRED = regex(r"[年月日時円人名階件台号課係]|か所|万円")
_LETTER_UNIT = regex(r"[年月日時円人名課]")
_OPENS_VALUE = frozenset(" \u3000（(約第は、：:")
_KANJI_DIGITS = frozenset("一二三四五六七八九")
_BLANK_NAME = (
    "(?:日付|年月日|開催日時?|曜日|時刻|金額|電話番号|担当課名?|担当者名?|課名|係名|氏名|会場名|施設名|講師名|市名|団体名"
    "|事業名|講座名|イベント名|件名|タイトル|本文|見出し|写真|画像|地図|図|ロゴ|リンク|URL)"
)
"""What stands between brackets in a model to be filled in."""
_OTHERS = Scan(
    (
        r"0000-0000(?<![0-9-]0000-0000)(?![0-9-])",
        r"000?0?-0000?-0000(?<![0-9-]00-0000-0000)(?<![0-9-]000-0000-0000)(?![0-9-])",
        r"〒 ?000-0000",
        r"内線[ 　:：]?(?:[XxＸ×＊*]{2,5}|[○〇●△]{2,5}|0000)(?![A-Za-z0-9])",
        r"(?:-(?:XXXX|xxxx|○○○○|××××|＊＊＊＊))+(?![A-Za-z])",
        r"年度?[ \u3000][ \u3000]*月[ \u3000]+日",
        r"[0-9]月[ \u3000_＿?？]{1,4}日(?=[（(、。\n]|まで|から|に|です|必着|$)",
        r"(?:0?0月0?0日(?<![0-9]0月00日)(?<![0-9]0月0日)(?<![0-9]00月00日)(?<![0-9]00月0日)|99月99日|9999年)",
        r"(?:0,000円(?<![0-9,]0,000円)(?<![0-9,]00,000円)(?<![0-9,]000,000円))",
        r"[（(][ 　]{1,6}[)）](?:円|人|名|台|件|回|か所|日間|%)(?=[、。を]|です|まで|以内)",
        r"は、?[ 　]{2,8}(?:円|人|名|台|件|回|か所|日間|%)(?=です|まで|以内|を|に)",
        r"[_＿]{2,}[ 　]?(?:年|月|円|人|名|台|件|回|日|時|か所|課|係|階|室|番|号|万円|組|冊|館|センター)",
        r"TBD(?<![A-Za-z]TBD)(?![A-Za-z])|[Ll]orem ipsum",
        r"ダミー(?:テキスト|文章|画像|データ)|ああああ+|テストテスト|ほげほげ",
        r"\{\{[^{}\n]{1,30}\}\}",
        rf"[＜<〈｛]{_BLANK_NAME}名?[＞>〉｝]",
        rf"[＜<〈【［\[（(](?:ここに)?{_BLANK_NAME}名?を?(?:入力|記入|挿入|入れる|書く)[＞>〉】］\])）]",
        rf"[【［\[＜<]{_BLANK_NAME}[】］\]＞>](?:円|人|名|台|件|回|か所)(?=[、。（をがにで]|です|まで|以内|$)",
        r"[（(【［\[<＜※]?ここに[^。、\n]{1,20}を(?:入れる|入れて(?:ください|下さい)?|書く|挿入(?:する)?|記入(?:する)?|入力(?:する)?|貼る)"
        r"[）)】］\]>＞]?(?![^\n])",
        # what this tool's own fill-in lines say
        r"（課の名前）|（課と係の名前、担当者の名前）|（曜日と時間）",
    )
)
_MARKS = frozenset(_CIRCLES + "△▲●□× \u3000")
# A model to follow, or words that hide who was meant.
_SAMPLE = regex(
    r"記入例|記載例|記入の仕方|書き方|文例|例文|見本|サンプル|ひな形|ひな型|様式|仮名|匿名|伏せ字"
    r"|名乗|装[いうっ]|かたっ|かたる|なりすま|騙|詐欺|不審|(?:^|[（(「、])例(?:[：:）)]|えば)|凡例|クイズ|問題"
)
_SAID = regex(r"[^「」『』\n]{0,40}[」』](?:と|など|といった|のような|のように|、「|。|$)")
_HONORED = regex(r"(?:様|さん|氏|さま|くん|ちゃん|殿)")


def scans(options: Options) -> Iterable[Scan | Words]:
    """See `Matcher.scans`."""
    return (_PAIRS, _OTHERS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a blank, except in a sample, a quotation or a table of marks."""
    document = context.document
    headings: list[Span] | None = None
    end = -1
    for span in sorted({*_signs(document.folded), *_others(document.folded)}):
        if span.start < end or document.is_protected(span):
            continue
        block = document.block_at(span.start)
        line = block.span.cut(document.folded)
        if block.quoted or _MARKS.issuperset(line) or _SAMPLE.search(line):
            continue
        if headings is None:
            kinds = (BlockKind.HEADING, BlockKind.TITLE)
            headings = [b.span for b in document.blocks if b.kind in kinds]
        above = [heading for heading in headings if heading.start <= span.start][-1:]
        if above and _SAMPLE.search(above[0].cut(document.folded)):
            continue
        if _HONORED.match(document.folded, span.end):
            continue
        before = document.folded[block.span.start : span.start]
        quoted = before.rfind("「") > before.rfind("」")
        if quoted and _SAID.match(document.folded, span.end):
            continue
        end = span.end
        yield Match(span)


def _others(text: str) -> Iterator[Span]:
    for found in _OTHERS.finditer(text):
        yield Span(*found.span())


def _signs(text: str) -> Iterator[Span]:
    """Runs of ○, △, X … that stand for something."""
    if not _PAIRS.present(text):
        return
    end = -1
    for found in _RUN.finditer(text):
        start = found.start()
        if start < end:
            continue
        span = _date(text, start) or _blank(text, start, found.group())
        if span is not None:
            end = span.end
            yield span


def _date(text: str, start: int) -> Span | None:
    date = _DATE.match(text, start)
    if date is None:
        return None
    if text.startswith(_ERAS, max(0, start - 2)) and start >= 2:
        return Span(start - 2, date.end())
    return Span(start, date.end()) if "月" in date.group() else None


def _blank(text: str, start: int, run: str) -> Span | None:
    end = start + len(run)
    sign, before, behind = run[0], text[start - 1 : start], text[end : end + 1]
    span = Span(start, end)
    half = len(run) == 1 and sign in _CIRCLES + _SOLID and _OTHER_HALF.match(text, end)
    if half and _HALF.search(text, max(0, start - 4), start):
        return span
    if sign in _CIRCLES:
        if len(run) == 1:
            opens = not before or before == "\n" or before in _OPENS_VALUE
            unit = _UNIT if opens else _COUNTER
            return span if unit.match(text, end) else None
        numeral = before in _KANJI_DIGITS or behind in _KANJI_DIGITS
        return None if numeral or len(run) > 5 else span
    if sign in _SOLID and len(run) == 1:
        # A bullet stands at the start of a line or behind a blank.
        inside = bool(before) and before not in "\n 　|" and not before.isdecimal()
        return span if inside and _COUNTER.match(text, end) else None
    if len(run) < 2 or len(run) > 5 or run != sign * len(run):
        return None
    if sign in "Xx":
        clear = not (before.isascii() and before.isalnum())
        return span if clear and _LETTER_UNIT.match(text, end) else None
    if sign == "×" and (before.isdecimal() or behind.isspace() or behind.isdecimal() or not behind):
        return None
    if sign in "＊*":
        return span if before != "\n" and _STARRED.match(text, end) else None
    if sign == "■":
        inside = bool(before) and before not in "\n 　|"
        return span if inside and _COUNTER.match(text, end) else None
    return span if sign in "△▲●□×" else None
