"""Rules that need Python: one function a module in `checker/detectors`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import NOWHERE, Matcher, RuleBase
from checker.model import Match, Tier


class DetectorRule(RuleBase, frozen=True, kw_only=True, tag="detector"):
    """Flags what the function `check` of `checker/detectors/<function>.py` finds.

    Such a module holds `NEEDS: Tier`, `check(context, options)` and, for
    `Tier.SYNTAX`, `guard(context, options)`; optionally `scans(options)`, which are
    `Matcher.scans` (`RAW = True` if they are for the text as written), or
    `parts(options)`, which are `Matcher.parts`, and `PLACEHOLDERS`. The
    placeholders of the message are the `values` of its matches.
    `threshold` names the option that is a number which a city may set (`[thresholds]`).
    """

    function: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]*$")]
    options: dict[str, str | list[str]] = {}
    threshold: str = ""

    default_masks = ()

    def compile(self) -> Matcher:
        """See `RuleBase.compile`.

        Raises:
            ModuleNotFoundError: There is no such detector.
        """
        module = importlib.import_module(f"checker.detectors.{self.function}")
        options = self.options
        check: Callable[..., Iterable[Match]] = module.check
        guard = getattr(module, "guard", None)
        scans = getattr(module, "scans", None)
        parts = getattr(module, "parts", None)

        def find(context: Context) -> Iterable[Match]:  # half as dear to call as a `partial`
            return check(context, options)

        return Matcher(
            find,
            module.NEEDS,
            guard=None if guard is None else partial(guard, options=options),
            scans=() if scans is None else tuple(scans(options)),
            raw=getattr(module, "RAW", False),
            parts=frozenset(self.formats if parts is None else parts(options)),
        )


class EngineRule(RuleBase, frozen=True, kw_only=True, tag="engine"):
    """Raised by the checker itself; its text is in a file so that it can be explained."""

    default_masks = ()

    def compile(self) -> Matcher:
        """See `RuleBase.compile`: finds nothing by itself."""
        return Matcher(lambda context: (), Tier.TEXT, parts=NOWHERE)
