"""A check that takes too long is given up, in order, wherever it is."""

from __future__ import annotations

import pytest

from checker.api import Checker, Deadline, Draft, Format, TooLateError
from checker.model import Tier

TEXT = "対象は、市内に住む65歳以上の方を募集します。\n窓口で申請することができます。\n"


class Countdown(Deadline):
    """Time that is over after so many looks at it."""

    looks = 0
    allowed = 0

    def check(self) -> None:
        type(self).looks += 1
        if self.looks > self.allowed:
            raise TooLateError


@pytest.fixture
def countdown(monkeypatch: pytest.MonkeyPatch) -> type[Countdown]:
    monkeypatch.setattr(Countdown, "looks", 0)
    return Countdown


def draft() -> Draft:
    return Draft("-", TEXT, Format.TEXT)


def test_with_time_enough_the_answer_is_the_same(checker: Checker) -> None:
    assert checker.check([draft()], deadline=Deadline.after(600)) == checker.check([draft()])


@pytest.mark.parametrize("tier", list(Tier))
def test_it_is_looked_at_again_and_again_and_ends_the_check(
    tier: Tier, checker: Checker, countdown: type[Countdown], monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = Checker(tier=tier, rulebook=checker.rulebook)
    monkeypatch.setattr(countdown, "allowed", 10**9)
    limited.check([draft()], deadline=countdown.after(600))
    looks = countdown.looks
    assert looks >= 3
    for allowed in (0, looks // 2, looks - 1):
        monkeypatch.setattr(countdown, "looks", 0)
        monkeypatch.setattr(countdown, "allowed", allowed)
        with pytest.raises(TooLateError):
            limited.check([draft()], deadline=countdown.after(600))


def test_after_it_the_checker_works_as_before(checker: Checker) -> None:
    with pytest.raises(TooLateError):
        checker.check([draft()], deadline=Deadline.after(0))
    assert checker.check([draft()]).files[0].findings
