"""Where the reports of a run go: `--format FMT[=FILE]`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.errors import ConfigError, WriteError
from checker.reporters.registry import FORMATS, TEXT, ReportFormat

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Output:
    """One report of a run; without a path it goes to standard output."""

    format: ReportFormat
    path: Path | None = None


def parse(given: Iterable[str]) -> tuple[Output, ...]:
    """What `--format` asks for; without it, text on standard output.

    Raises:
        ConfigError: A format is unknown, or two of them go to one place.
    """
    outputs = tuple(_output(value) for value in given) or (Output(FORMATS[TEXT]),)
    if sum(output.path is None for output in outputs) > 1:
        names = "、".join(output.format.name for output in outputs if output.path is None)
        raise ConfigError(
            "format-conflict",
            "--format",
            f"標準出力に出せる形式は1つだけです（{names}）。",
            f"ほかの形式は {outputs[-1].format.name}=ファイル名 のように、ファイルに出してください。",
        )
    seen: dict[str, Output] = {}
    for output in outputs:
        if output.path is None:
            continue
        other = seen.setdefault(os.path.realpath(output.path), output)
        if other is not output:
            raise ConfigError(
                "format-conflict",
                str(output.path),
                f"1つのファイルに、{other.format.name} と {output.format.name} を書き出せません。",
                "別のファイル名を指定してください。",
            )
    return outputs


def _output(value: str) -> Output:
    name, equals, file = value.partition("=")
    format = FORMATS.get(name)
    if format is None:
        raise ConfigError(
            "unknown-format", "--format", f"「{name}」という形式はありません。", _meant(name)
        )
    if equals and not file:
        raise ConfigError(
            "no-output-file",
            "--format",
            f"「{value}」には、ファイル名がありません。",
            f"{name}=report{format.suffix} のように書いてください。",
        )
    return Output(format, Path(file) if equals and file != STDOUT else None)


def _meant(name: str) -> str:
    """What somebody may have meant who wrote an unknown format."""
    suffix = Path(name).suffix.lower()
    by_suffix = [each for each in FORMATS.values() if suffix and each.suffix == suffix]
    if by_suffix:
        return f"「{by_suffix[0].name}={name}」のことでしょうか。"
    # Here, so that `check --help` does not wait for the configuration.
    from checker.config import nearest

    near = nearest(name, FORMATS)
    if near:
        return f"「{near}」のことでしょうか。"
    return f"{'、'.join(FORMATS)} のどれかを指定してください。"


def faults(outputs: Iterable[Output], inputs: Sequence[Path]) -> list[WriteError]:
    """What stands in the way of writing, known before anything is checked.

    Args:
        outputs: Where the reports go.
        inputs: The drafts of the run, which no report may replace.
    """
    drafts = {os.path.realpath(path) for path in inputs}
    found = []
    for output in outputs:
        path = output.path
        if path is None:
            continue
        target = Path(os.path.realpath(path))
        if str(target) in drafts:
            found.append(
                _fault(
                    "output-is-input",
                    path,
                    "点検する下書きと同じファイルには、結果を書き出せません。",
                    "別のファイル名を指定してください。",
                )
            )
        elif target.is_dir():
            found.append(
                _fault(
                    "not-a-file",
                    path,
                    "同じ名前のフォルダーがあるため、書き出せません。",
                    f"{path / f'report{output.format.suffix}'} のように、ファイル名まで書いてください。",
                )
            )
        elif not target.parent.is_dir():
            found.append(
                _fault(
                    "no-folder",
                    path,
                    "書き出す先のフォルダーがありません。",
                    "フォルダーを作ってから、もう一度実行してください。",
                )
            )
        elif not os.access(target.parent, os.W_OK):
            found.append(
                _fault(
                    "no-permission",
                    path,
                    "書き出す先のフォルダーに、書き込む権限がありません。",
                    "フォルダーへの書き込みを許可するか、別のフォルダーを指定してください。",
                )
            )
    return found


def _fault(code: str, path: Path, message: str, remedy: str) -> WriteError:
    return WriteError(code, str(path), message, remedy)
