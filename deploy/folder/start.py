"""Installs the checker if it must, starts it and opens it in the browser.

Usage: start.py [--no-browser] [options of check-web]
"""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
import webbrowser

from install import HERE, install, python

PATIENCE = 120
"""Seconds to wait for the first answer: the first start on a slow disk."""


def alive(port: int) -> bool:
    """Whether the checker answers at a port of this computer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def port_of(arguments: list[str]) -> int:
    """The port that the options name; 8000 where they name none."""
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--port":
            value = value or "".join(arguments[number + 1 : number + 2])
            return int(value) if value.isdigit() else 8000
    return 8000


def open_when_alive(port: int) -> None:
    """Open the page as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if alive(port):
            webbrowser.open(f"http://127.0.0.1:{port}/")
            return
        time.sleep(0.3)


def main(arguments: list[str]) -> int:
    """Start; the status of the server is the answer."""
    browser = "--no-browser" not in arguments
    arguments = [argument for argument in arguments if argument != "--no-browser"]
    port = port_of(arguments)
    if alive(port):
        print(f"もう開いています: http://127.0.0.1:{port}/")
        if browser:
            webbrowser.open(f"http://127.0.0.1:{port}/")
        return 0
    install()
    if browser:
        threading.Thread(target=open_when_alive, args=(port,), daemon=True).start()
    try:
        return subprocess.run([python(), "-m", "web", *arguments], cwd=HERE, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
