"""Postal codes, mail addresses and web addresses."""

from __future__ import annotations

import pytest

from checker.annotations.contacts import find_contacts
from checker.annotations.types import AnnotationKind, TextValue


def found(text: str) -> list[tuple[str, str, str]]:
    """Kind, stretch and value of every contact in `text`."""
    rows = []
    for annotation in find_contacts(text):
        assert isinstance(annotation.value, TextValue)
        rows.append((annotation.kind.value, annotation.span.cut(text), annotation.value.text))
    return rows


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("〒000-0001 あおば市中央1-1-1", "〒000-0001"),
        ("〒000−0001　あおば市", "〒000−0001"),
        ("〒0000001", "〒0000001"),
        ("郵送先は〒000-0001市民課", "〒000-0001"),
        ("郵便番号 000-0001", "000-0001"),
        ("000-0001 あおば市中央1-1-1", "000-0001"),
    ],
)
def test_postal_code(text: str, stretch: str) -> None:
    assert found(text) == [(AnnotationKind.POSTAL_CODE, stretch, "0000001")]


@pytest.mark.parametrize(
    "text",
    [
        "電話 000-0001",
        "000-0001",
        "図書番号 12-000-0001 あおば市",
        "04-000-0001 あおば市",
        "会員番号 000-00012",
    ],
)
def test_no_postal_code(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("メール：kosodate@aoba.example", "kosodate@aoba.example"),
        ("（shimin-ka@city.aoba.example）へ", "shimin-ka@city.aoba.example"),
        ("メールはa.b+c@aoba.exampleへ。", "a.b+c@aoba.example"),
        ("メール kosodate＠aoba.example", "kosodate@aoba.example"),
        ("info@aoba.example.", "info@aoba.example"),
    ],
)
def test_mail(text: str, mail: str) -> None:
    assert [(kind, value) for kind, _, value in found(text)] == [(AnnotationKind.MAIL, mail)]


@pytest.mark.parametrize("text", ["@あおば市", "a@b", "@", "@aoba.example", "x@.y", "x@y..z"])
def test_no_mail(text: str) -> None:
    assert [row for row in found(text) if row[0] == AnnotationKind.MAIL] == []


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.aoba.example/", "https://www.aoba.example/"),
        (
            "（https://www.aoba.example/kosodate/）をご覧ください。",
            "https://www.aoba.example/kosodate/",
        ),
        ("(https://www.aoba.example/a)", "https://www.aoba.example/a"),
        ("https://www.aoba.example/a_(b)", "https://www.aoba.example/a_(b)"),
        ("詳しくはhttps://www.aoba.example/?id=3&x=1。", "https://www.aoba.example/?id=3&x=1"),
        ("www.aoba.example/event", "www.aoba.example/event"),
        ("city.aoba.example で検索", "city.aoba.example"),
        ("aoba.lg.jp", "aoba.lg.jp"),
        ("https://www.aoba.example/をご覧ください。", "https://www.aoba.example/"),
    ],
)
def test_url(text: str, url: str) -> None:
    assert found(text) == [(AnnotationKind.URL, url, url)]


@pytest.mark.parametrize(
    "text",
    ["notice.pdf", "1.5倍", "Ver.2.0", "No.5", "a.b", "3.jp", "https://", "様式.docx", "..jp"],
)
def test_no_url(text: str) -> None:
    assert found(text) == []


def test_the_domain_of_a_mail_address_is_no_url() -> None:
    text = "info@aoba.example と https://www.aoba.example/ と www.aoba.example"
    assert [kind for kind, _, _ in found(text)] == ["mail", "url", "url"]
