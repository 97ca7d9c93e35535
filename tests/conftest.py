"""Fixtures that several tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from checker.api import Checker
from tests_support import AS_OF

pytest_plugins = ["browser_fixtures"]

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture(scope="session")
def checker() -> Checker:
    """A checker with all rules, judged from the day of the samples."""
    return Checker(as_of=AS_OF, raise_crashes=True)


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    """The web checker without a configuration."""
    from web import create_app
    from web.settings import Settings
    from web.state import KEY

    # The first check with syntax waits for the parser to load.
    made = create_app(Settings(deadline=60))
    yield made
    made.extensions[KEY].engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who asks it."""
    return app.test_client()


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Runs over many files keep their reports in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
