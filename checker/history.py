"""The records that `--history` keeps: one small file a day, without any text of drafts."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from checker.document.writing import replace_file
from checker.errors import CheckerError, InputError, WriteError
from checker.site.measures import SUMMARY_KIND, measure
from checker.site.reading import read_saved
from checker.site.values import Summary

PREFIX = "tsutawaru-"


def load(folder: Path) -> tuple[list[Summary], list[CheckerError]]:
    """The earlier runs of a folder, in the order of their days, and what cannot be used.

    Files are records of this module or whole reports of `check --format json`; of several of
    one day the one whose name is last counts. A folder that is not there holds none.
    """
    runs: dict[str, Summary] = {}
    errors: list[CheckerError] = []
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json")
    except FileNotFoundError:
        return [], []
    except OSError:
        error = InputError(
            "history-unreadable",
            str(folder),
            "--history のフォルダーを開けません。",
            "フォルダーの名前と、読み書きする権限を確かめてください。",
        )
        return [], [error]
    for path in files:
        try:
            summary = _summary(path)
        except OSError:
            errors.append(_unusable(path, "読めません", "読む権限があるかを確かめてください。"))
        except ValueError:
            errors.append(
                _unusable(
                    path,
                    "点検の記録として読めません",
                    "ほかのファイルなら、別のフォルダーに移してください。"
                    "壊れた記録なら、消してください。",
                )
            )
        else:
            runs[summary.as_of] = summary
    return [runs[day] for day in sorted(runs)], errors


def _summary(path: Path) -> Summary:
    raw = path.read_bytes()
    try:
        summary = msgspec.json.decode(raw, type=Summary)
    except msgspec.MsgspecError:
        return measure(read_saved(raw)).summary
    if summary.kind != SUMMARY_KIND:
        raise ValueError(summary.kind)
    if datetime.date.fromisoformat(summary.as_of).isoformat() != summary.as_of:
        raise ValueError(summary.as_of)
    return summary


def _unusable(path: Path, what: str, remedy: str) -> InputError:
    return InputError("history-file", str(path), f"--history のこのファイルは、{what}。", remedy)


def store(folder: Path, summary: Summary) -> None:
    """Keep a run, wholly or not at all; another one of the same day gives way to it.

    Raises:
        WriteError: The folder cannot be made or written to; it is as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            "history-folder",
            str(folder),
            "--history のフォルダーを作れません。",
            "同じ名前のファイルがないか、書き込む権限があるかを確かめてください。",
        ) from error
    text = msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n"
    replace_file(folder / f"{PREFIX}{summary.as_of}.json", text)
