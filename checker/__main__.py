"""`python -m checker` and the console script `check`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its status."""
    # What a start makes is there to stay: to look through it for garbage, again and
    # again while it is being made, costs a tenth of the start.
    gc.disable()
    from checker.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
