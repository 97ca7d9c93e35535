"""The page of checklists shows what the tool says of a sample of each kind."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from checker.notice.compiled import default_knowledge


@pytest.fixture(scope="module")
def renewal() -> ModuleType:
    path = Path(__file__).with_name("update_checklist.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def test_there_is_a_sample_of_each_kind(renewal: ModuleType) -> None:
    assert set(renewal.SAMPLES) == set(default_knowledge().genres)


def test_the_page_is_what_the_tool_says(renewal: ModuleType) -> None:
    """`python tests/notice/update_checklist.py` renews it; read the difference."""
    assert renewal.PAGE.read_text(encoding="utf-8") == renewal.page()


def test_the_readme_links_to_the_page(renewal: ModuleType) -> None:
    readme = (renewal.ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/checklist.md)" in readme
