"""Which files a run is about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.document.read import FORMATS, format_of
from checker.errors import CheckerError, InputError

STDIN = "-"

_HOW_TO_HAND_IN = {
    ".docx": "Wordで開き、「名前を付けて保存」でファイルの種類を「書式なし（.txt）」にしてください。",
    ".doc": "Wordで開き、「名前を付けて保存」でファイルの種類を「書式なし（.txt）」にしてください。",
    ".jtd": "一太郎で開き、「名前を付けて保存」でファイルの種類を「テキスト（.txt）」にしてください。",
    ".pdf": "元のファイル（Wordなど）から文章を写し、.txt か .md で保存してください。",
}


@dataclass(frozen=True, slots=True)
class Input:
    """A file to check. `named` tells whether the user named it or its folder."""

    path: Path
    named: bool


def collect(paths: Iterable[str]) -> tuple[list[Input], list[CheckerError]]:
    """The files that the user means, each once, in order, and what cannot be used.

    A folder is walked for known suffixes; hidden files and folders are left
    out, links to folders are not followed (they may lead in a circle).
    """
    inputs: dict[str, Input] = {}
    errors: list[CheckerError] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            found = list(_walk(path, errors))
            if not found and not errors:
                errors.append(_empty_folder(name))
            for file in found:
                inputs.setdefault(os.path.realpath(file), Input(file, named=False))
        elif format_of(name) is None and (path.is_file() or not path.exists()):
            errors.append(_missing(name) if not path.exists() else _unknown_suffix(name))
        else:
            inputs[os.path.realpath(path)] = Input(path, named=True)
    return list(inputs.values()), errors


def _walk(folder: Path, errors: list[CheckerError]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        errors.append(
            InputError(
                "folder-unreadable",
                str(error.filename or folder),
                "フォルダーを開けません。",
                "読む権限があるかを確かめてください。",
            )
        )

    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and format_of(name) is not None:
                yield Path(root, name)


def _empty_folder(name: str) -> InputError:
    return InputError(
        "empty-folder",
        name,
        "フォルダーの中に、点検できるファイルがありません。",
        f"点検できるのは {' '.join(FORMATS)} のファイルです。",
    )


def _missing(name: str) -> InputError:
    return InputError(
        "not-found",
        name,
        "ファイルが見つかりません。",
        "名前と、今いるフォルダーを確かめてください。",
    )


def _unknown_suffix(name: str) -> InputError:
    suffix = Path(name).suffix.lower()
    remedy = _HOW_TO_HAND_IN.get(suffix, f"点検できるのは {' '.join(FORMATS)} のファイルです。")
    what = f"「{suffix}」のファイル" if suffix else "拡張子のないファイル"
    return InputError("unknown-suffix", name, f"{what}は点検できません。", remedy)
