"""Which answer comes first."""

from __future__ import annotations

import pytest

from checker.analysis import syntax
from checker.lsp.checks import Checks, Settings
from checker.model import Tier


@pytest.mark.parametrize(
    ("tier", "available", "first", "tiers"),
    [
        (Tier.SYNTAX, True, True, (Tier.MORPHEMES, Tier.SYNTAX)),
        (Tier.SYNTAX, True, False, (Tier.SYNTAX,)),
        (Tier.SYNTAX, False, True, (Tier.SYNTAX,)),
        (Tier.MORPHEMES, True, True, (Tier.MORPHEMES,)),
    ],
)
def test_a_quick_answer_comes_first_where_the_whole_one_takes_long(
    monkeypatch: pytest.MonkeyPatch,
    tier: Tier,
    available: bool,
    first: bool,
    tiers: tuple[Tier, ...],
) -> None:
    monkeypatch.setattr(syntax, "available", lambda: available)
    assert Checks(Settings(tier=tier)).tiers(first=first) == tiers
