"""What is said of parking, childcare or a cancellation says nothing of the notice's own matter."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.judge import judge
from checker.notice.types import Element, Status

COURSE = """親子の木工教室

日時：12月5日（土曜日）午前10時から正午まで
会場：南公民館
対象：市内に住む小学生と保護者
定員：15組（抽選）
費用：1組500円
持ち物：エプロン
申込方法：電話で南公民館へ申し込んでください。
申込期限：11月20日（金曜日）
問い合わせ先：南公民館　電話04-0000-2440
"""


def status(text: str, element: Element) -> Status | None:
    """What is said of an element of a course."""
    document = read(text, Format.TEXT)
    notice = judge(document, annotate(document, None), default_knowledge(), "event")
    state = notice.state(element)
    return state.status if state else None


@pytest.mark.parametrize(
    ("label", "element", "aside"),
    [
        ("費用", Element.FEE, "駐車場は無料です。"),
        ("費用", Element.FEE, "託児を利用できます（無料、要予約）。"),
        ("費用", Element.FEE, "お問い合わせの電話は、通話料が無料です。"),
        ("費用", Element.FEE, "生活保護を受けている方は無料です。"),
        ("定員", Element.CAPACITY, "駐車場は20台分です。"),
        ("定員", Element.CAPACITY, "昨年は120人が参加しました。"),
        ("申込期限", Element.DEADLINE, "キャンセルは3日前までにご連絡ください。"),
        ("申込期限", Element.DEADLINE, "手話通訳が必要な方は、2週間前までにご連絡ください。"),
        ("申込方法", Element.HOW_TO_APPLY, "欠席するときは電話でご連絡ください。"),
        ("日時", Element.DATE_TIME, "お申し込みは11月2日（月曜日）からです。"),
    ],
)
def test_a_sideline_says_no_element(label: str, element: Element, aside: str) -> None:
    without = "\n".join(line for line in COURSE.splitlines() if not line.startswith(label))
    assert status(COURSE + aside + "\n", element) is Status.FOUND
    assert status(without + "\n" + aside + "\n", element) is Status.MISSING


@pytest.mark.parametrize(
    ("label", "element", "line"),
    [
        ("費用", Element.FEE, "参加費は500円で、託児は無料です。"),
        ("費用", Element.FEE, "参加は無料です。"),
        ("定員", Element.CAPACITY, "定員は15組です。"),
        ("申込期限", Element.DEADLINE, "11月20日（金曜日）までに申し込んでください。"),
        ("申込方法", Element.HOW_TO_APPLY, "電話で南公民館へ申し込んでください。"),
    ],
)
def test_what_is_said_in_a_sentence_counts(label: str, element: Element, line: str) -> None:
    without = "\n".join(row for row in COURSE.splitlines() if not row.startswith(label))
    assert status(without + "\n" + line + "\n", element) is Status.FOUND


def test_what_the_title_names_is_no_sideline() -> None:
    text = (
        "市営駐車場のご案内\n\n駐車場は1時間100円です。\n\n問い合わせ先：管財課　電話04-0000-2440\n"
    )
    document = read(text, Format.TEXT)
    notice = judge(document, annotate(document, None), default_knowledge(), "reference")
    state = notice.state(Element.FEE)
    assert state is not None
    assert state.status is Status.FOUND


def test_a_kind_that_no_cue_tells_is_asked_for_its_core() -> None:
    """Where so much is said that it must be a notice, it lacks a telephone number all the same."""
    document = read(COURSE, Format.TEXT)
    notice = judge(document, annotate(document, None), default_knowledge())
    assert notice.state(Element.CONTACT_PHONE) is not None
