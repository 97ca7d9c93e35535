"""Telephone numbers: forms, roles, validity, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.annotations.phones import find_phones, is_valid
from checker.annotations.shared import Taken
from checker.annotations.types import AnnotationKind, PhoneRole, PhoneValue
from checker.model import Span


def values(text: str) -> list[PhoneValue]:
    """The value of every number in `text`."""
    result = []
    for annotation in find_phones(text):
        assert annotation.kind is AnnotationKind.PHONE
        assert isinstance(annotation.value, PhoneValue)
        result.append(annotation.value)
    return result


def stretches(text: str) -> list[str]:
    """The stretch of every number in `text`."""
    return [annotation.span.cut(text) for annotation in find_phones(text)]


@pytest.mark.parametrize(
    ("text", "stretch", "digits"),
    [
        ("電話 04-0000-1234", "04-0000-1234", "0400001234"),
        ("税務課(04-0000-1234)へ", "04-0000-1234", "0400001234"),
        ("税務課（電話04-0000-1234）へ", "04-0000-1234", "0400001234"),
        ("保健センター04-0000-1234", "04-0000-1234", "0400001234"),
        ("電話 04(0000)1234", "04(0000)1234", "0400001234"),
        ("電話（04）0000-1234", "（04）0000-1234", "0400001234"),
        ("電話 (04)0000-1234", "(04)0000-1234", "0400001234"),
        ("電話 04 0000 1234", "04 0000 1234", "0400001234"),
        ("電話 04 - 0000 - 1234", "04 - 0000 - 1234", "0400001234"),
        ("電話 0400001234", "0400001234", "0400001234"),
        ("☎04-0000-1234", "04-0000-1234", "0400001234"),
        ("TEL:04-0000-1234", "04-0000-1234", "0400001234"),
        ("Tel.04-0000-1234", "04-0000-1234", "0400001234"),
        ("TEL04-0000-1234", "04-0000-1234", "0400001234"),
        ("フリーダイヤル 0120-000-123", "0120-000-123", "0120000123"),
        ("0120-00-0123（通話無料）", "0120-00-0123", "0120000123"),
        ("0120-000123", "0120-000123", "0120000123"),
        ("ナビダイヤル0570-000-123", "0570-000-123", "0570000123"),
        ("090-0000-1234", "090-0000-1234", "09000001234"),
        ("050-0000-1234", "050-0000-1234", "05000001234"),
        ("0800-000-0123", "0800-000-0123", "08000000123"),
        ("電話 +81-4-0000-1234", "+81-4-0000-1234", "0400001234"),
    ],
)
def test_full_number(text: str, stretch: str, digits: str) -> None:
    assert stretches(text) == [stretch]
    assert values(text) == [PhoneValue(digits, PhoneRole.PHONE, complete=True, valid=True)]


@pytest.mark.parametrize("sign", "‐‑–—―−－ー")
def test_lookalike_hyphens(sign: str) -> None:
    text = f"電話 04{sign}0000{sign}1234"
    (value,) = values(text)
    assert value == PhoneValue("0400001234", PhoneRole.PHONE, True, True, lookalike=True)


def test_lookalikes_show_in_the_raw_text_only() -> None:
    (annotation,) = find_phones("電話 04-0000-1234", raw="電話 04ー0000ー1234")
    assert isinstance(annotation.value, PhoneValue)
    assert annotation.value.lookalike


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("電話 04-0000-1234 FAX 04-0000-1235", "phone fax"),
        ("電話04-0000-1234、ファクス04-0000-1235", "phone fax"),
        ("電話04-0000-1234　ファックス番号：04-0000-1235", "phone fax"),
        ("04-0000-1235（FAX）", "fax"),
        ("04-0000-1234（FAX 04-0000-1235）", "phone fax"),
        ("電話・FAX 04-0000-1234", "phone"),
        ("TEL/FAX 04-0000-1234", "phone"),
        ("04-0000-1234（電話・FAX共通）", "phone"),
        ("FAX 04-0000-1235、04-0000-1236", "fax fax"),
        ("FAX\n04-0000-1235", "fax"),
        ("電話\n04-0000-1234", "phone"),
        ("電話 04-0000-1234（代表）内線 284・311", "phone extension extension"),
        ("電話 04-0000-1234(内線2345)", "phone extension"),
        ("04-0000-1234 直通", "phone"),
        ("FAX 04-0000-1235 電話 04-0000-1234", "fax phone"),
    ],
)
def test_roles(text: str, roles: str) -> None:
    assert [value.role.value for value in values(text)] == roles.split()


def test_extensions_are_not_complete() -> None:
    text = "内線 284・311"
    assert stretches(text) == ["284", "311"]
    assert [value.complete for value in values(text)] == [False, False]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("電話 72-4111", "724111"),
        ("問い合わせ 市民課 6643-7010", "66437010"),
        ("☎5-2006", "52006"),
        ("【電話】39・2347", "392347"),
        ("問い合わせ先／中央公民館72-4111", "724111"),
        ("電話72ー4111", "724111"),
    ],
)
def test_without_area_code(text: str, digits: str) -> None:
    (value,) = values(text)
    assert (value.digits, value.complete, value.role) == (digits, False, PhoneRole.PHONE)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("火事や救急は119番へ", "119"),
        ("110番に通報してください。", "110"),
        ("電話 188（消費者ホットライン）", "188"),
        ("局番なしの188へ", "188"),
        ("災害用伝言ダイヤル（171）", "171"),
        ("救急車を呼ぶか迷ったら#7119へ", "#7119"),
        ("子ども医療電話相談（＃8000）", "#8000"),
    ],
)
def test_short_code(text: str, digits: str) -> None:
    (value,) = values(text)
    assert (value.digits, value.role, value.complete) == (digits, PhoneRole.SHORT, True)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-01に更新しました。",
        "08-01-2026",
        "〒000-0001",
        "口座番号 0123456",
        "普通預金 0123456",
        "ISBN 978-4-00-000000-0",
        "個人番号 0123 4567 8901",
        "被保険者番号 01-2345-6789",
        "ページ番号 012-345-6789",
        "AB04-0000-1234",
        "04-0000-1234-5678",
        "2026-2027年度の予定",
        "問い合わせは2026-2027",
        "10-15人",
        "中央1-1-1",
        "72-4111",
        "6643-7010",
        "110番地",
        "受付番号110番",
        "第110回",
        "110人が参加しました。",
        "電話は110円です。",
        "171円",
        "188",
        "1番2号",
        "https://www.aoba.example/#8000a",
        "00-0000-1234",
    ],
)
def test_no_number(text: str) -> None:
    assert stretches(text) == []


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("電話 04-0000-123", False),
        ("税務課(04-000-1234)", False),
        ("電話 04-0000-12345", False),
        ("電話 090-000-1234", False),
        ("電話 0120-0000-1234", False),
        ("電話 03-0000-1234", True),
    ],
)
def test_length_and_prefix(text: str, valid: bool) -> None:
    (value,) = values(text)
    assert value.valid is valid


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("0400001234", True),
        ("0000001234", False),
        ("040000123", False),
        ("09000001234", True),
        ("0900000123", False),
        ("06000001234", True),
        ("0600001234", False),
        ("0570000123", True),
        ("08000001234", True),
        ("", False),
    ],
)
def test_is_valid(digits: str, valid: bool) -> None:
    assert is_valid(digits) is valid


def test_taken_stretches_are_left_alone() -> None:
    text = "電話 04-0000-1234"
    assert find_phones(text, taken=Taken([Span(3, len(text))])) == []


def test_it_stays_in_its_line() -> None:
    assert stretches("電話\n72-4111") == []


@given(
    st.from_regex(r"\A(?:0[1-9]-[0-9]{4}-[0-9]{4}|0[1-9][0-9]-[1-9][0-9]{2}-[0-9]{4})\Z"),
    st.sampled_from(["-", "ー", "－", "−", "‐"]),
)
@settings(max_examples=100, deadline=None)
def test_every_number_comes_back(number: str, sign: str) -> None:
    (value,) = values(f"問い合わせ　電話{number.replace('-', sign)}（直通）")
    assert value.digits == number.replace("-", "")
    assert value.lookalike is (sign != "-")
