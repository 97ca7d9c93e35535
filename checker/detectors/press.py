"""What rules about press releases share: whether a draft is one, its headline and its lead."""

from __future__ import annotations

import re

from checker.context import Context
from checker.detectors.title_about import HEAD_BLOCKS, is_press_release
from checker.document.model import Block, BlockKind, Document
from checker.regex import regex
from checker.scan import Scan

SURE = 0.6
"""Confidence from which a draft is taken for what it looks like (our judgement)."""

LEAD_WITHIN = 12
"""Blocks from the top in which a lead stands: behind day, office, headline and subtitle."""

LEAD_LENGTH = 30
"""Code points from which a paragraph says something (「次のとおりです。」 is shorter)."""

_INCIDENT = Scan(
    "漏えい|漏洩|流出|誤送付|誤送信|誤配布|誤交付|誤発送|誤廃棄|誤支給|誤請求|誤徴収|誤還付|誤通知|過徴収|過大徴収"
    "|徴収漏れ|課税誤り|算定誤り|二重払|二重支給|二重請求|過大支給|過大交付|個人情報[^。\n]{0,12}紛失|書類[^。\n]{0,6}紛失"
    "|懲戒処分|不適切な(?:事務|会計|経理|処理)|別の(?:方|人|世帯)に(?:送っ|誤って|渡した|届いた)"
)
_OTHERS = regex(
    "ガス|油|土砂|人口|放射|災害|防止|予防|注意|防ぐ|防ぎ|基準|指針|方針|要綱|講座|研修|訓練|補償|ときは|とき$|詐欺|公表について$"
)
_MARK = regex(
    r"^[　 ]*(?:記者発表|報道発表|報道提供|報道資料|プレスリリース|PRESS RELEASE)(?:用?資料)?[　 ]*(?:[（(【].*)?$"
    r"|^報道(?:機関|関係者?|各社|各位)|各位[　 ]*$",
    re.IGNORECASE,
)
_SENDER = regex("(?:[市町村区県都府]|課|部|局|室|係|長|各位|殿|様|あて|宛て)[　 ]*$")
_SECTION = regex(
    r"^[　 ]*(?:[■●◆○◇□▼【]|[(（]?[0-9]+[)）.．　 、])|^(?:事業の?)?(?:概要|背景|経緯|趣旨|目的|内容|日時)"
)
_HEAD_LINE = regex(
    r"^[　 ]*(?:発表|提供|発信|配布|配信)(?:日|元|者)|^[　 ]*(?:令和|平成|20)[0-9元]{1,3}年[0-9]{1,2}月[0-9]{1,2}日"
)


def is_press(context: Context) -> bool:
    """Whether a draft is a press release: as a person said, its head says, or it looks."""
    if context.medium:
        return context.medium == "press"
    if is_press_release(context.document):
        return True
    notice = context.notice
    return notice is not None and notice.medium.id == "press" and notice.medium.confidence >= SURE


def is_incident(context: Context) -> bool:
    """Whether a draft owns up to a fault of the city: papers sent to the wrong person."""
    if context.genre:
        return context.genre == "press_incident"
    document = context.document
    if not _INCIDENT.may_fit(document.folded):
        return False
    notice = context.notice
    if notice is not None and notice.genre.id != "press_incident":
        return False
    for block in titles(document):
        line = block.span.cut(document.folded)
        if _INCIDENT.expression.search(line) and not _OTHERS.search(line):
            return True
    return False


def titles(document: Document) -> list[Block]:
    """The lines before the lead that may be the headline: neither day, office nor 記者発表."""
    found = []
    for block in document.blocks[: HEAD_BLOCKS + 2]:
        line = block.span.cut(document.folded)
        if block.kind is BlockKind.PARAGRAPH and line.endswith("。"):
            break
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TITLE):
            continue
        if not _MARK.search(line) and not _HEAD_LINE.search(line):
            found.append(block)
    return found


def headline(document: Document) -> Block:
    """Where a finding about a whole release stands: its headline, else its first line.

    Raises:
        IndexError: The document has no block.
    """
    lines = [b for b in titles(document) if not _SENDER.search(b.span.cut(document.folded))]
    headings = [block for block in lines if block.kind is BlockKind.HEADING]
    return (headings or lines or document.blocks)[0]


def lead(document: Document) -> Block | None:
    """The first paragraph that is prose, None if lists or another heading come before it."""
    for number, block in enumerate(document.blocks[:LEAD_WITHIN]):
        line = block.span.cut(document.folded)
        match block.kind:
            case BlockKind.PARAGRAPH:
                if line.rstrip("　 ").endswith("。") and len(line) >= LEAD_LENGTH:
                    return None if block.quoted else block
            case BlockKind.HEADING:
                if _SECTION.search(line):
                    return None
            case BlockKind.LIST_ITEM | BlockKind.TABLE_CELL:
                return None
            case BlockKind.LABEL if number > HEAD_BLOCKS and not _HEAD_LINE.search(line):
                return None
    return None


def before(document: Document, block: Block) -> str:
    """What stands above a block, the lines with the day of the release left out."""
    lines = []
    for other in document.blocks:
        if other.span.start >= block.span.start:
            break
        line = other.span.cut(document.folded)
        if not _HEAD_LINE.search(line):
            lines.append(line)
    return "\n".join(lines)
