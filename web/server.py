"""The server and its command."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from typing import Any

import click
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from checker.api import CheckerError, find_config, settle, version
from checker.commandline import JapaneseCommand, japanese_error
from web.app import create_app
from web.problems import RefusedError, body
from web.settings import Settings
from web.state import State, state

SPARE_THREADS = 8
"""Threads of the server beyond the queue: for pages, and to refuse who does not fit in."""

_SWITCH = 0.001
"""Seconds that a thread computes before another one gets its turn. An answer passes through
several threads that have hardly anything to do; with the usual 5 ms each of them waits that long
for those that check."""

_NO_DISK = 1 << 30
"""Bytes of a request or an answer before waitress writes it to a temporary file: never."""

_READ = 4
"""How many times the limit of the app the server reads. To stop reading earlier breaks the
connection while a browser still sends, and then nobody sees the answer that says why."""


class _Command(JapaneseCommand):
    arguments_shown = ""


@click.command(
    cls=_Command,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--host", default="127.0.0.1", help="待ち受ける番地（最初は 127.0.0.1）。")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    metavar="番号",
    help="待ち受ける口（最初は 8000）。",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    metavar="数",
    help="同時に点検する数（最初は 4）。",
)
@click.option("--config", type=click.Path(), help="設定ファイル（最初は、近くの check.toml）。")
@click.version_option(
    version(), prog_name="tsutawaru", message="%(prog)s %(version)s", help="版を出す。"
)
def command(host: str, port: int, threads: int, config: str | None) -> None:
    """下書きを点検するページとAPIを開きます。"""
    path = Path(config) if config else find_config(Path.cwd())
    app = create_app(Settings(config=path, threads=threads))
    with app.app_context():
        held = state()
    server, opened = serving(app, held, host, port)
    sys.setswitchinterval(_SWITCH)
    threading.Thread(target=_warm, args=(held,), name="warm", daemon=True).start()
    click.echo(f"http://{_named(host)}:{opened} で開きました。", err=True)
    click.echo("止めるときは、Ctrl+C を押してください。", err=True)
    try:
        server.run()
    finally:
        held.engine.close()


def serving(app: Flask, held: State, host: str, port: int) -> tuple[Any, int]:
    """A server for an app, ready to run, and the port that it listens at.

    Args:
        app: The app.
        held: Its state.
        host: The address to listen at.
        port: The port; 0 for any that is free.

    Raises:
        OSError: The address or port cannot be used.
    """
    settings = held.settings
    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=settings.queue + SPARE_THREADS,
        # Many browsers keep a connection open; each costs a file, not a thread.
        connection_limit=1000,
        max_request_body_size=settings.max_bytes * _READ,
        inbuf_overflow=_NO_DISK,
        outbuf_overflow=_NO_DISK,
        # Tells whether the one who asked has left (`web.state.gone`).
        channel_request_lookahead=1,
        ident=None,
        # `pages` asks whether a proxy ends TLS; waitress itself believes none of them.
        clear_untrusted_proxy_headers=False,
    )
    listening = [each for each in sockets.values() if isinstance(each, BaseWSGIServer)]
    for each in listening:  # one for each address of the host
        each.channel_class = _Channel
    return server, listening[0].effective_port


class _Problem(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """What is no HTTP, or too large to be read, answered in the one shape."""

    def execute(self) -> None:
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        text = body(
            RefusedError(
                error.code,
                "too-large" if error.code == 413 else "malformed",
                "送られた内容を読めません。"
                if error.code != 413
                else "送られた内容が大きすぎます。",
                "下書きを短く分けて、送り直してください。",
            )
        ).encode()
        self.response_headers += [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(text))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ]
        self.close_on_finish = True
        self.content_length = len(text)
        self.write(text)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    error_task_class = _Problem


def _warm(held: State) -> None:
    try:
        held.engine.warm()
    except Exception as error:
        logging.getLogger("tsutawaru.web").error("準備ができません（%s）。", type(error).__name__)
        return
    settle()


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def run() -> None:
    """Run the command and exit with its status."""
    try:
        command.main(prog_name="check-web", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        print(japanese_error(error, "check-web"), file=sys.stderr)
        sys.exit(2)
    except CheckerError as error:
        print(f"エラー: {error}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(
            f"エラー: この番地と口では開けません（{error.strerror}）。\n"
            "  → --port に、ほかの番号を指定してください。",
            file=sys.stderr,
        )
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(0)
