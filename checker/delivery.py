"""The reports of a run, brought to where they were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from checker.document.writing import replace_file
from checker.errors import WriteError
from checker.outputs import Output
from checker.reporters.material import Material
from checker.reporters.registry import GITHUB


@dataclass
class Delivered:
    """What became of the reports.

    Attributes:
        notes: Where they were written, in sentences.
        errors: What could not be written.
    """

    notes: list[str] = field(default_factory=list)
    errors: list[WriteError] = field(default_factory=list)


def deliver(
    material: Material,
    outputs: Sequence[Output],
    stream: TextIO | None,
    step_summary: Path | None,
) -> Delivered:
    """Write every report to its file, then the one for `stream`.

    A file is replaced wholly or not at all. If one cannot be written and nothing else goes
    to `stream`, its report goes there, so that nobody has to check again.

    Args:
        material: What the reports are made of.
        outputs: Which formats go where.
        stream: Standard output, or what stands for it; None if it has no room for a report.
        step_summary: The file of GitHub's step summary, for the format that has one.
    """
    done = Delivered()
    spare = stream if all(output.path is not None for output in outputs) else None
    for output in outputs:
        if output.path is None:
            continue
        text = output.format.render(material)
        try:
            replace_file(output.path, text.encode("utf-8", "replace"))
        except WriteError as error:
            done.errors.append(error)
            if spare is not None:
                _write(spare, (text,))
                done.notes.append(f"{output.format.name} の結果は、代わりに標準出力に出しました。")
                spare = None
        else:
            done.notes.append(f"{output.path}: {output.format.name} の結果を書き出しました。")
    for output in outputs:
        if output.path is None and stream is not None:
            _write(stream, output.format.pieces(material))
    if step_summary is not None and any(output.format.name == GITHUB for output in outputs):
        try:
            if not _summarise(material, step_summary):
                done.notes.append(
                    "この手順の要約が長さの上限に達しているため、要約は書いていません。"
                )
        except WriteError as error:
            done.errors.append(error)
    return done


def _summarise(material: Material, path: Path) -> bool:
    """Put the summary of the step behind what other commands of the step wrote there.

    Returns:
        Whether there was room.

    Raises:
        WriteError: The file is as it was.
    """
    from checker.reporters.github import MOST_SUMMARY_BYTES, to_step_summary

    try:
        before = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise WriteError(
            "unreadable",
            str(path),
            "GITHUB_STEP_SUMMARY のファイルを開けません。",
            "ほかの処理が使っていないかと、読む権限を確かめてください。",
        ) from error
    held = before or b""
    gap = b"\n" if held and not held.endswith(b"\n") else b""
    room = MOST_SUMMARY_BYTES - len(held) - len(gap)
    text = to_step_summary(material, room).encode("utf-8", "replace")
    if len(text) > room:
        return False
    replace_file(path, held + gap + text, expected=before)
    return True


_MOST = 1_000_000  # characters; a stream encodes at once all that it is given


def _write(stream: TextIO, pieces: Iterable[str]) -> None:
    for piece in pieces:
        stream.writelines(piece[at : at + _MOST] for at in range(0, len(piece), _MOST))
    stream.flush()
