"""A server, a browser, and a page that watches what must not happen.

The pages are opened under a host name on plain http, as in a city hall: no secure
context, no clipboard of its own.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from waitress.server import BaseWSGIServer

from web import create_app
from web.server import serving
from web.state import KEY

HOST = "check.aoba.example"
CHROMIUM = "/usr/bin/chromium"


def run_till_closed(server: BaseWSGIServer) -> None:
    """Serve in a thread of one's own; to close the server ends its wait for sockets with an error."""
    with contextlib.suppress(OSError):
        server.run()


@dataclass(frozen=True, slots=True)
class Site:
    """Where the checker runs."""

    origin: str


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A server of its own, with everything loaded."""
    app = create_app()
    state = app.extensions[KEY]
    state.engine.warm()
    server, port = serving(app, state, "127.0.0.1", 0)
    threading.Thread(target=run_till_closed, args=(server,), daemon=True).start()
    yield Site(f"http://{HOST}:{port}")
    server.close()
    state.engine.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which resolves the host name to this machine."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium がありません。make setup-dev を実行してください。")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
        )
        yield browser
        browser.close()


Opened = Callable[..., Page]


class _Watch:
    """What pages asked for and complained about."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.wrong: list[str] = []

    def request(self, url: str) -> None:
        parts = urlsplit(url)
        if (
            parts.scheme not in ("blob", "data")
            and f"{parts.scheme}://{parts.netloc}" != self.origin
        ):
            self.wrong.append(f"request to {url}")

    def console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Opened]:
    """Opens a page; at the end, nothing left the origin and nothing was complained about."""
    watch = _Watch(site.origin)
    contexts: list[BrowserContext] = []

    def open_page(
        path: str = "/", *, width: int = 1280, script: str = "", **options: object
    ) -> Page:
        context = browser.new_context(
            base_url=site.origin,
            viewport={"width": width, "height": 900},
            locale="ja-JP",
            **options,  # type: ignore[arg-type]  # what a test asks for, by Playwright's names
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.on("request", lambda request: watch.request(request.url))
        page.on("console", watch.console)
        page.on("pageerror", lambda error: watch.wrong.append(f"error: {error}"))
        page.goto(path)
        if path == "/" and options.get("java_script_enabled", True):
            # The findings that the server wrote are there before the script listens to anything.
            page.wait_for_selector(".scripted #findings .finding")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.wrong == []


@pytest.fixture
def page(opened: Opened) -> Page:
    """The page with its sample."""
    return opened()
