"""A run divided among several machines, and their reports put together.

Each line of such a report says what part of the run it is from (`part`), and holds the whole
report on its draft, packed and sealed with a key that is made of the draft. Put together, the
drafts are read again and their reports opened: what comes out is what one run would have had,
in every format. A draft that has changed meanwhile does not open its report.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from checker import __version__
from checker.batch.packing import UnreadableError, alone, from_alone
from checker.batch.sealing import KEY, opened, seal
from checker.batch.sharing import Place
from checker.document.source import load
from checker.errors import CheckerError, InputError
from checker.model import FileReport, Problem
from checker.options import Shard
from checker.reporters.places import relative


def marks(
    shard: Shard,
    inputs: int,
    files: Sequence[tuple[Place, FileReport]],
    problems: Sequence[tuple[Place, Problem]],
) -> list[dict[str, Any]]:
    """What the lines of a shard's report say besides: those on files, then on problems."""
    head = {"number": shard.number, "of": shard.of, "inputs": inputs}
    found: list[dict[str, Any]] = []
    for place, file in files:
        sealed = seal(alone(file), _key(file.source))
        text = b64encode(sealed).decode("ascii")
        found.append({**head, "place": place, "named": file.path, "sealed": text})
    found += [{**head, "place": place} for place, _ in problems]
    return found


@dataclass(frozen=True, slots=True)
class Merged:
    """The reports of all shards.

    Attributes:
        as_of: The day that was taken for today (ISO 8601).
        files: The reports on drafts, in the order of the run.
        problems: What could not be checked, with its place.
    """

    as_of: str
    files: tuple[FileReport, ...]
    problems: tuple[tuple[Place, Problem], ...]


def merged(paths: Sequence[str], folder: str) -> Merged:
    """Put the reports of all shards together.

    Args:
        paths: Their files.
        folder: The working directory, which the drafts are relative to.

    Raises:
        InputError: A file is no report of a shard, one is missing or comes twice, or they
            are not of the same run.
    """
    lines = [line for path in paths for line in _lines(path)]
    if not lines:
        raise InputError(
            "nothing-to-merge",
            "、".join(paths),
            "分担した点検の結果が、1つも入っていません。",
            "check --shard 1/2 --format jsonl=1.jsonl のように点検した結果を指定してください。",
        )
    _same_run(lines)
    files: dict[Place, FileReport] = {}
    problems: list[tuple[Place, Problem]] = []
    for line in lines:
        place = line.place
        if line.error is not None:
            problems.append((place, line.error))
            continue
        try:
            files[place] = _restored(line, folder)
        except CheckerError as error:
            problems.append((place, Problem(error.path, error.code, error.message, error.remedy)))
    # A configuration that cannot be used is told of by every shard.
    told = dict.fromkeys(sorted(problems, key=lambda each: each[0]))
    once = {problem: place for place, problem in reversed(told)}
    inputs = lines[0].inputs
    if len(files) < inputs and not problems:
        raise _incomplete(f"{inputs}の下書きのうち、{len(files)}の結果しかありません。")
    return Merged(
        lines[0].as_of,
        tuple(files[place] for place in sorted(files)),
        tuple(sorted(((place, problem) for problem, place in once.items()), key=lambda e: e[0])),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a report: a file or an error, and what part of a run it is from."""

    report: str
    version: str
    as_of: str
    shard: Shard
    inputs: int
    place: Place
    path: str
    encoding: str
    named: str
    sealed: bytes
    error: Problem | None


def _lines(path: str) -> Iterator[_Line]:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(
            "not-found", path, "ファイルが見つかりません。", "名前を確かめてください。"
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            "not-a-shard",
            path,
            "分担した点検の結果として読めません。",
            "--shard と --format jsonl=ファイル で書き出したファイルを指定してください。",
        ) from error
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip():
            yield _line(row, path, number)


def _line(row: str, path: str, number: int) -> _Line:
    try:
        data = json.loads(row)
        part = data.get("part")
        if part is None and ("file" in data or "error" in data):
            raise InputError(
                "not-a-shard",
                f"{path}:{number}",
                "--shard を付けない点検の結果なので、まとめられません。",
                "check --shard 1/2 --format jsonl=1.jsonl のように、--shard を付けて点検してください。",
            )
        error, file = data.get("error"), data.get("file") or {}
        kind, place = part["place"]
        line = _Line(
            path,
            str(data["tool"]["version"]),
            str(data["as_of"]),
            Shard(int(part["number"]), int(part["of"])),
            int(part["inputs"]),
            (int(kind), int(place)),
            str(file.get("path", "")),
            str(file.get("encoding", "")),
            str(part.get("named", "")),
            b64decode(part.get("sealed", ""), validate=True),
            None
            if error is None
            else Problem(error["path"], error["code"], error["message"], error["remedy"]),
        )
        if error is None and not (line.path and line.sealed):
            raise ValueError("neither file nor error")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "not-a-shard",
            f"{path}:{number}",
            "分担した点検の結果として読めません（途中で切れているか、別のファイルです）。",
            "その分担を、もう一度点検してください。",
        ) from error
    return line


def _same_run(lines: Sequence[_Line]) -> None:
    """Refuse what is not the whole of one run.

    Raises:
        InputError: See `merged`.
    """
    first = lines[0]
    for line in lines:
        if line.version != __version__:
            raise InputError(
                "other-version",
                line.report,
                f"点検した版（{line.version}）が、この版（{__version__}）と違います。",
                "同じ版で点検し、まとめてください。",
            )
        if (line.shard.of, line.inputs, line.as_of) != (first.shard.of, first.inputs, first.as_of):
            raise InputError(
                "other-run",
                line.report,
                f"{first.report} と、別の点検の結果です（分け方、ファイルの数、日付のどれかが違います）。",
                "同じ日に、同じファイルを、同じ数に分けて点検した結果を指定してください。"
                "日付は --as-of でそろえられます。",
            )
    where: dict[int, str] = {}
    for line in lines:
        if where.setdefault(line.shard.number, line.report) != line.report:
            raise InputError(
                "shard-twice",
                line.report,
                f"{where[line.shard.number]} と、同じ分担（{line.shard.number}/{line.shard.of}）です。",
                "1つの分担には、1つのファイルを指定してください。",
            )
    due = range(1, min(first.shard.of, first.inputs) + 1)
    missing = [str(number) for number in due if number not in where]
    if missing:
        raise _incomplete(
            f"{first.shard.of}つの分担のうち、{'、'.join(missing)} の結果がありません。"
        )
    seen: set[Place] = set()
    for line in lines:
        if line.error is None and line.place in seen:
            raise InputError(
                "draft-twice",
                line.report,
                f"{line.path} の結果が2つあります。",
                "同じ分担を2度続けて書き込んでいないかを確かめてください。",
            )
        seen.add(line.place)


def _incomplete(what: str) -> InputError:
    return InputError(
        "shard-missing", "--merge", what, "すべての分担の結果を、1度に指定してください。"
    )


def _restored(line: _Line, folder: str) -> FileReport:
    """The report on a draft.

    Raises:
        CheckerError: The draft cannot be read, or is not what was checked.
    """
    source = load(Path(folder, line.path), encoding=line.encoding)
    data = opened(line.sealed, _key(source.text))
    named = line.named if relative(line.named, folder) == line.path else line.path
    try:
        if data is None:
            raise UnreadableError("sealed with another draft")
        return from_alone(data, named, source.text)
    except UnreadableError as error:
        raise InputError(
            "changed-draft",
            line.path,
            "分担して点検したときと、内容が違います。",
            "点検したものと同じ下書きのあるフォルダーで、まとめてください。",
        ) from error


def _key(source: str) -> bytes:
    return blake2b(source.encode("utf-8", "surrogatepass"), digest_size=KEY).digest()
