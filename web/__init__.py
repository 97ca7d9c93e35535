"""The web checker: a page for city staff and a JSON API, over `checker.api` and nothing below."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The app, see `web.app.create_app`.

    Raises:
        CheckerError: The configuration or a rule of the city cannot be used.
        ModuleNotFoundError: The extra `web` is not installed.
    """
    # Here, so that `check-web` can say what to install where Flask is missing.
    from web.app import create_app as create

    return create(settings)
