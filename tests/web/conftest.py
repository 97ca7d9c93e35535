"""An app, and clients of it, that the tests of the web checker share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import create_app
from web.state import KEY


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    made = create_app()
    yield made
    made.extensions[KEY].engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
