"""Fixtures that several tests share."""

from __future__ import annotations

import pytest

from checker.api import Checker
from tests_support import AS_OF


@pytest.fixture(scope="session")
def checker() -> Checker:
    """A checker with all rules, judged from the day of the samples."""
    return Checker(as_of=AS_OF, raise_crashes=True)
