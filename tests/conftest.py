"""What several tests share."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from checker.api import Checker

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpus" / "samples"
AS_OF = datetime.date(2026, 11, 22)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """A checker with all rules, judged from the day of the samples."""
    return Checker(as_of=AS_OF, raise_crashes=True)
