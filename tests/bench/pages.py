"""Pages as records, to measure `examples/check_with_dask.py` with.

    python tests/bench/pages.py 1000 > build/pages.jsonl

Each is a notice of 1,500 characters as HTML, another one for each number. Every eighth has
sentences that need syntax, which records are not asked for.
"""

from __future__ import annotations

import json
import sys

from notices import make_notice, write

from checker.document.model import Format

CHARACTERS = 1_500
"""Of the text of a page, menus left out: an assumption, not a measure of real sites."""


def main() -> None:
    """Write so many pages as the first argument says, one a line."""
    for number in range(int(sys.argv[1])):
        notice = make_notice(number, CHARACTERS, needs_syntax=number % 8 == 0)
        text = write(notice, Format.HTML)
        print(json.dumps({"path": f"{number // 100:03}/{number:06}.html", "text": text}))


if __name__ == "__main__":
    main()
