"""The lists of a city: what is read, what is refused, what drafts are told."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

import pytest

from checker.api import Checker
from checker.city import City, load_departments, load_facilities
from checker.config import Config, load
from checker.document.model import Format
from checker.errors import ConfigError
from tests_support import CITY_CONFIG, write_file

DEPARTMENTS = "部署名,電話,内線,メール\n高齢福祉課,04-0000-1240,1240,korei@aoba.example\n"


write = partial(write_file, name="list.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, newline: str) -> None:
    path = write(tmp_path, DEPARTMENTS.replace("\n", newline), encoding)
    entry = load_departments(path)["高齢福祉課"]
    assert entry.phones == {"0400001240"}
    assert entry.mails == {"korei@aoba.example"}


def test_headings_in_other_words_and_columns_that_nobody_needs(tmp_path: Path) -> None:
    text = "番号,ＴＥＬ,課名\n1,04-0000-1240、04-0000-1241,高齢福祉課\n,,\n2,,税務課\n"
    entries = load_departments(write(tmp_path, text))
    assert list(entries) == ["高齢福祉課", "税務課"]
    assert entries["高齢福祉課"].phones == {"0400001240", "0400001241"}


def test_rows_of_one_name_are_joined(tmp_path: Path) -> None:
    text = "施設名,住所,電話\n中央公民館,本町1-2-3,04-0000-3100\n中央公民館,,04-0000-3101\n"
    entry = load_facilities(write(tmp_path, text))["中央公民館"]
    assert entry.phones == {"0400003100", "0400003101"}
    assert entry.address == "本町1-2-3"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "空です"),
        ("課,電話\n高齢福祉課,04-0000-1240\n", 1, "「部署名」という列"),
        ("部署名,電話\n,04-0000-1240\n", 2, "「部署名」がありません"),
        ("部署名,電話\n高齢福祉課,42-1240\n", 2, "電話番号として"),
        ("部署名,メール\n高齢福祉課,korei.aoba.example\n", 2, "メールアドレスとして"),
        ('部署名,電話\n税務課,\n高齢福祉課,"04-0000-1240\n', 3, "CSVとして"),
    ],
)
def test_faults_name_line_and_remedy(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_departments(write(tmp_path, text))
    assert f"list.csv:{line}" in caught.value.path
    assert told in caught.value.message
    assert caught.value.remedy.endswith(("。", "か。"))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\x00\x01\xff\xfe\x81")
    with pytest.raises(ConfigError, match="文字コード"):
        load_departments(path)
    with pytest.raises(ConfigError, match="読めません"):
        load_departments(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("city = 1\n", 1, "[city]"),
        ('[city]\ndepartment = "a.csv"\n', 2, "department"),
        ("[city]\nfacilities = 1\n", 2, "facilities"),
        ('[city]\narea_code = "四"\n', 2, "市外局番"),
    ],
)
def test_faults_of_the_table(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text, name="check.toml"))
    assert caught.value.path.endswith(f"check.toml:{line}")
    assert told in caught.value.message


def test_places_are_relative_to_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    write(tmp_path / "lists", DEPARTMENTS)
    config = load(write(tmp_path, '[city]\ndepartments = "lists/list.csv"\n', name="check.toml"))
    assert config.city is not None
    assert list(config.city.departments) == ["高齢福祉課"]
    assert load(write(tmp_path, "", name="check.toml")).city is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("高齢福祉課", "高齢福祉課"),
        ("あおば市高齢福祉課", "高齢福祉課"),
        ("福祉部高齢福祉課", "高齢福祉課"),
        ("あおば市立中央図書館", "中央図書館"),
        ("教育総務課", ""),
    ],
)
def test_names_with_something_in_front(name: str, found: str) -> None:
    city = load(CITY_CONFIG).city
    assert city is not None
    entry = city.entry(name)
    assert ("" if entry is None else entry.name) == found


LISTED = [
    "facts/unknown-department",
    "facts/unknown-facility",
    "facts/listed-phone",
    "facts/listed-mail",
    "facts/listed-address",
    "notation/phone-without-area-code",
]
DRAFT = """# 介護の講座を開きます

会場：市民交流プラザ（緑台二丁目5番2号）

中央公民館（本町一丁目2番4号）でも開きます。

問い合わせ先：高齢者福祉課

高齢福祉課（電話：04-0000-1250）
メール：kourei@aoba.example
"""


def told(config: Config, text: str) -> list[str]:
    checker = Checker(config, as_of=datetime.date(2026, 11, 22))
    report = checker.check_text(text, format=Format.MARKDOWN)
    return [finding.rule for finding in report.findings if finding.rule in LISTED]


def test_a_draft_is_compared_with_the_sample_lists() -> None:
    config = load(CITY_CONFIG)
    assert told(config, DRAFT) == [
        "facts/unknown-facility",
        "facts/listed-address",
        "facts/unknown-department",
        "facts/listed-phone",
        "facts/listed-mail",
    ]


def test_without_lists_nothing_is_said() -> None:
    assert told(Config(), DRAFT) == []
    assert told(Config(city=City()), DRAFT) == []


def test_a_correct_draft_is_left_alone() -> None:
    text = """# 介護の講座を開きます

会場：あおば市民交流センター（緑台2-5-1）

高齢福祉課 介護係（電話：04-0000-1240、内線1240）
メール：korei@aoba.example

県の高齢者支援課と、若葉病院も手伝います。
"""
    assert told(load(CITY_CONFIG), text) == []


def test_the_area_code_is_put_in_front() -> None:
    city = City(area_code="0400")
    checker = Checker(Config(select=("notation/phone-without-area-code",), city=city))
    (finding,) = checker.check_text("総務課（電話 42-1234）で受け付けます。").findings
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == ["0400-"]


def test_a_paper_that_says_the_area_code_once_may_leave_it_out() -> None:
    config = Config(select=("notation/phone-without-area-code",), medium="koho")
    text = "広報あおば　市外局番は0400です\n\n総務課（電話 42-1234）で受け付けます。"
    assert Checker(config).check_text(text).findings == ()
    assert Checker(Config(select=config.select, medium="web")).check_text(text).findings
