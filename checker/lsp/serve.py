"""`check-lsp`: starts the language server, or says what is missing."""

from __future__ import annotations

import sys

NEEDED = frozenset({"pygls", "lsprotocol"})


def main() -> None:
    """Run the command and exit with its status."""
    try:
        from checker.lsp.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        print(
            f"エラー: エディターと話すための {error.name} が入っていません。\n"
            "  → pip install 'tsutawaru[lsp]' で入れてください。",
            file=sys.stderr,
        )
        sys.exit(2)
    run()


if __name__ == "__main__":
    main()
