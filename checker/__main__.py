"""`python -m checker` and the console script `check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its status."""
    from checker.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
