"""The app: settings, engine, safety, pages and API put together."""

from __future__ import annotations

from flask import Flask

from checker.api import load_config
from web import api, pages, problems, safety
from web.engine import Engine
from web.settings import Settings
from web.state import KEY, State


def create_app(settings: Settings | None = None) -> Flask:
    """The app, with an engine that loads what it needs on first use or on `Engine.warm`.

    Args:
        settings: How it behaves; what the table `[web]` of its `check.toml` says is added.

    Raises:
        CheckerError: The configuration or a rule of the city cannot be used.
    """
    given = settings or Settings()
    config = load_config(given.config)
    settings = given.with_table(config.web, config.path)
    app = Flask("web")
    app.request_class = safety.PrivateRequest
    app.config["MAX_CONTENT_LENGTH"] = settings.max_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_bytes
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[KEY] = State(settings, Engine(config, settings))
    safety.install(app, settings)
    problems.install(app, settings)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    return app
