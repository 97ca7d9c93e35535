"""`check-web`: starts the server, or says what is missing."""

from __future__ import annotations

import sys

NEEDED = frozenset({"flask", "waitress"})


def main() -> None:
    """Run the command and exit with its status."""
    try:
        from web.server import run
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        print(
            f"エラー: 画面を開くための {error.name} が入っていません。\n"
            "  → pip install 'tsutawaru[web]' で入れてください。",
            file=sys.stderr,
        )
        sys.exit(2)
    run()
