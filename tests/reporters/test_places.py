from __future__ import annotations

import pytest

from checker.reporters.places import relative, uri

NAMES = [
    # as the user named it, as a path, as a URI
    ("notice.md", "notice.md", "notice.md"),
    ("./notice.md", "notice.md", "notice.md"),
    ("site/../notice.md", "notice.md", "notice.md"),
    ("/work/site/notice.md", "site/notice.md", "site/notice.md"),
    ("/other/notice.md", "/other/notice.md", "file:///other/notice.md"),
    ("../notice.md", "/notice.md", "file:///notice.md"),
    ("..notice.md", "..notice.md", "..notice.md"),
    (
        "site/お知らせ 1.md",
        "site/お知らせ 1.md",
        "site/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B%201.md",
    ),
    ("100%#?.md", "100%#?.md", "100%25%23%3F.md"),
    ("a:b.md", "a:b.md", "a%3Ab.md"),
    ("-", "-", "-"),
]


@pytest.mark.parametrize(("named", "path", "address"), NAMES)
def test_a_path_and_its_uri(named: str, path: str, address: str) -> None:
    assert relative(named, "/work") == path
    assert uri(path) == address


def test_bytes_that_are_no_utf8_stay_in_the_uri() -> None:
    name = "広報.md".encode("cp932").decode("utf-8", "surrogateescape")
    assert uri(relative(name, "/work")) == "%8DL%95%F1.md"


def test_a_drive_is_no_scheme() -> None:
    assert uri("C:/site/a b.md") == "file:///C:/site/a%20b.md"
