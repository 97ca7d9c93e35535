"""Where the configuration of a draft is."""

from __future__ import annotations

import os.path
from pathlib import Path

FILE_NAME = "check.toml"


def find(start: Path) -> Path | None:
    """The nearest `check.toml` in the folder `start` or above it."""
    for folder in (start, *start.parents):
        candidate = folder / FILE_NAME
        # Not `Path.is_file`, which raises where a folder may not be looked into.
        if os.path.isfile(candidate):
            return candidate
    return None
