"""Places and values that several tests share."""

from __future__ import annotations

import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
AS_OF = datetime.date(2026, 11, 22)
"""The day of the samples."""

SUFFIXES = (".md", ".txt", ".html")


def drafts(folder: Path) -> list[Path]:
    """The drafts of a folder, in a stable order."""
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
