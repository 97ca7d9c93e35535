"""What the blueprints share: the settings and the engine of the app that runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app, request

from web.engine import Engine
from web.settings import Settings

KEY = "tsutawaru"


@dataclass(frozen=True, slots=True)
class State:
    """What an app has.

    Attributes:
        settings: How it behaves.
        engine: What checks.
    """

    settings: Settings
    engine: Engine


def state() -> State:
    """The state of the app that answers the present request."""
    return cast(State, current_app.extensions[KEY])


def gone() -> Callable[[], bool] | None:
    """Says whether the one who asked has left; None where the server cannot tell."""
    return cast("Callable[[], bool] | None", request.environ.get("waitress.client_disconnected"))
