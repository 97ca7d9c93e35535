"""A real server: a draft is in no log, no file and no answer but its own; how it starts."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests_support import ROOT

CANARY = "ひみつの下書き羊蹄羊蹄"
_RUN = """
import sys, tempfile
tempfile.tempdir = sys.argv.pop(1)  # a folder that is not there: who spools, fails
from web.serve import main
main()
"""


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        address: Where.
        log: What it writes to both of its streams.
        folder: Where it was started.
    """

    address: str
    log: Path
    folder: Path

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str]:
        """The status and the text of an answer."""
        headers = {"Content-Type": kind} if kind else {}
        request = urllib.request.Request(self.address + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def check(self, text: str, **given: str) -> tuple[int, str]:
        """Check a draft."""
        body = json.dumps({"text": text, "tier": "morphemes", **given}).encode()
        return self.ask("/api/v1/check", body, "application/json")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    log = folder.parent / "served.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(folder / "nowhere"), "--port", "0"],
            cwd=folder,
            stdout=stream,
            stderr=stream,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
    try:
        yield Server(_address(log, process), log, folder)
    finally:
        process.terminate()
        process.wait(10)


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        found = re.search(r"http://\S+:\d+", log.read_text())
        if found:
            return found[0]
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_it_says_when_it_is_ready(server: Server) -> None:
    assert server.ask("/healthz")[0] == 200
    for _ in range(600):
        if server.ask("/readyz")[0] == 200:
            return
        time.sleep(0.1)
    pytest.fail(server.log.read_text())


def form(name: str, raw: bytes) -> tuple[bytes, str]:
    head = f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + raw + b"\r\n--xx--\r\n", "multipart/form-data; boundary=xx"


def test_a_draft_stays_where_it_belongs(server: Server) -> None:
    own = []
    long = f"{CANARY}をを出す。\n" * 20_000  # more than what libraries keep in memory
    assert len(long.encode()) > 700_000
    own.append(server.check(f"{CANARY}をを出す。"))
    own.append(server.ask("/", *form("draft.txt", f"{CANARY}をを出す。".encode())))
    status, _ = server.ask("/", *form("long.txt", long.encode()))
    assert status == 413  # it was read as a whole, and has too many characters
    assert [status for status, _ in own] == [200, 200]
    assert CANARY in own[1][1]  # in the field of its own page
    provoked = [
        server.check(CANARY, genre="events"),
        server.check(f"---\ncheck: [{CANARY}\n---\n", format="markdown"),
        server.check(CANARY * 20_000),
        server.ask("/api/v1/check", f'{{"text": "{CANARY}"'.encode(), "application/json"),
        server.ask("/api/v1/check", CANARY.encode(), "text/plain"),
        server.ask("/", *form("draft.docx", CANARY.encode())),
        server.ask("/", *form("draft.txt", CANARY.encode("utf-16-le")[1:])),
        server.ask("/about", f"text={CANARY}".encode(), "application/x-www-form-urlencoded"),
        server.ask("/api/v1/check", (CANARY * 60_000).encode(), "application/json"),
    ]
    assert all(400 <= status < 500 for status, _ in provoked)
    assert not [text for _, text in provoked if CANARY in text]
    others = [server.ask(path) for path in ("/", "/about", "/rules/", "/api/v1/rules", "/readyz")]
    others.append(server.check("別の下書きです。"))
    assert [status for status, _ in others] == [200] * len(others)
    assert not [text for _, text in others if CANARY in text]
    assert CANARY not in server.log.read_text()
    assert not list(server.folder.rglob("*"))


def test_what_is_no_http_is_answered_in_the_one_shape(server: Server) -> None:
    import socket

    host, port = server.address.removeprefix("http://").split(":")
    for sent, status, code in (
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", b"400", "malformed"),
        (b"nothing at all\r\n\r\n", b"400", "malformed"),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"413", "too-large"),
    ):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(sent)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.split()[1] == status
        assert json.loads(body)["error"]["code"] == code


def test_what_a_proxy_says_of_tls_reaches_the_pages(server: Server) -> None:
    request = urllib.request.Request(
        server.address + "/bookmarklet", headers={"X-Forwarded-Proto": "https"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        page = answer.read().decode()
    assert server.address.replace("http", "https") in page
    assert server.address not in page


def test_no_headers_of_the_server_tell_what_it_is(server: Server) -> None:
    with urllib.request.urlopen(server.address + "/healthz", timeout=10) as answer:
        assert "waitress" not in str(answer.headers)


def test_a_port_that_is_taken_is_said_in_japanese(server: Server, tmp_path: Path) -> None:
    port = server.address.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "web", "--port", port],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--port" in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [("[web]\nqueu = 3\n", "queue"), ("profile = 3\n", "profile")],
)
def test_a_configuration_that_cannot_be_used_stops_it(
    tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "check.toml").write_text(content, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "web", "--port", "0"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert "check.toml" in done.stderr


def test_what_is_missing_is_said_with_how_to_get_it() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.modules['flask'] = None\nfrom web.serve import main; main()",
        ],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "tsutawaru[web]" in done.stderr


@pytest.mark.parametrize("name", ["あおば花子", "aoba", "J\u00f6rg"])
def test_a_name_from_the_proxy_is_shown_as_it_is(name: str) -> None:
    import socket
    from threading import Thread

    from web import create_app
    from web.server import serving
    from web.settings import Settings
    from web.state import KEY

    app = create_app(Settings(identity_header="X-Forwarded-User", trusted_proxy="127.0.0.1"))
    server, port = serving(app, app.extensions[KEY], "127.0.0.1", 0)

    def run() -> None:
        with contextlib.suppress(OSError):  # to close the server ends its wait for sockets
            server.run()

    Thread(target=run, daemon=True).start()
    head = b"GET /about HTTP/1.0\r\nHost: localhost\r\nX-Forwarded-User: "
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head + name.encode() + b"\r\n\r\n")
        page = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    server.close()
    app.extensions[KEY].engine.close()
    assert f'<p class="person">{name}</p>' in page
