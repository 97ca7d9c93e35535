"""Faults of `check.toml`, each with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from config_faults import FAULTS

from checker.config.fields import ROOT, Shape
from checker.config.reader import parse, read
from checker.errors import ConfigError

PATH = Path("site/check.toml")


@pytest.mark.parametrize(("text", "line", "told"), FAULTS)
def test_faults_name_line_and_remedy(text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, PATH)
    assert caught.value.path.split(":")[:2] == [str(PATH), str(line)]
    assert told in caught.value.remedy
    assert caught.value.message.endswith("。")
    assert caught.value.remedy.endswith("。")


@pytest.mark.parametrize("glob", ["[z-a]", "0["])
def test_brackets_that_do_not_hold_together(glob: str) -> None:
    """A schema cannot tell them."""
    with pytest.raises(ConfigError, match="は使えません"):
        parse(f'exclude = ["{glob}"]\n', PATH)


def test_a_file_of_which_nobody_may_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="読めません"):
        read(tmp_path)


def test_the_table_of_fields_is_whole() -> None:
    assert len(set(ROOT.names)) == len(ROOT.names)
    for field in ROOT.fields:
        assert field.about.endswith("。")
        assert field.example
        assert bool(field.fields) is (field.shape in (Shape.TABLE, Shape.TABLES))
