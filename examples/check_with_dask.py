"""何台もの計算機で点検する見本。フォルダーか、1行に1件の JSON（JSON Lines）を点検する。

    python examples/check_with_dask.py --workers 2 site/ result.jsonl
    python examples/check_with_dask.py --scheduler tcp://10.0.0.1:8786 pages.jsonl result.jsonl

JSON Lines の1行は、{"path": "市/ページ.html", "text": "…"} の形。結果は check --format jsonl
と同じで、1件が1行になり、順番も入力と同じになる。点検できなかったものは、その行に理由が入る。
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import click
from distributed import Client, LocalCluster, Worker, WorkerPlugin

from checker.api import CheckerError, check_records, settle

LOT = 64
"""Drafts that a worker gets at once: enough that handing over costs nothing."""

AHEAD = 3
"""Lots for each worker that wait for it, so that it never waits; also what is held in memory."""

SUFFIXES = (".html", ".htm", ".md", ".markdown", ".txt")

Record = dict[str, Any]


@dataclass
class Measured:
    """What was done, and what it cost."""

    pages: int = 0
    errors: int = 0
    characters: int = 0
    findings: int = 0
    cpu: float = 0.0


class Prepared(WorkerPlugin):  # type: ignore[misc]  # distributed has no types
    """Loads rules and dictionary in each worker, also in those that join later."""

    def __init__(self, options: Record) -> None:
        self.options = options

    def setup(self, worker: Worker) -> None:
        """Load, and keep the garbage collector away from what was loaded."""
        list(check_records([], **self.options))
        settle()


def check_all(client: Client, items: Iterable[Record], options: Record) -> Iterator[Record]:
    """Check records in the workers of a client; in order, a few lots at a time.

    Args:
        client: Somebody who knows the workers.
        items: Records; one without text is a file, which the worker reads.
        options: For `check_records`.

    Yields:
        A line for each record, with the seconds that it took under `cpu`.
    """
    work = partial(check_lot, options=options)
    source = iter(items)
    ahead = AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    waiting: deque[Any] = deque()
    while True:
        for lot in iter(lambda: list(islice(source, LOT)), []):
            waiting.append(client.submit(work, lot, pure=False))
            if len(waiting) >= ahead:
                break
        if not waiting:
            return
        yield from waiting.popleft().result()


def check_lot(lot: list[Record], options: Record) -> list[Record]:
    """Check some records: what one worker does at a time."""
    begun = time.thread_time()
    lines = list(check_records(map(with_bytes, lot), **options))
    each = (time.thread_time() - begun) / len(lot)
    return [{**line, "cpu": each} for line in lines]


def with_bytes(record: Record) -> Record:
    """A record with what is in its file; without, if that cannot be read."""
    if "file" not in record:
        return record
    try:
        return {"path": record["path"], "raw": Path(record["file"]).read_bytes()}
    except OSError:
        return {"path": record["path"]}


def records(place: Path) -> Iterator[Record]:
    """The files of a folder, or the lines of a file; a broken line has a place and no text."""
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.suffix.lower() in SUFFIXES:
                # Absolute, because workers stand elsewhere; the disk is one that all of them see.
                yield {"path": path.relative_to(place).as_posix(), "file": str(path.resolve())}
        return
    with place.open(encoding="utf-8", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError:
                found = None
            unnamed = {"path": f"{place.name}:{number}"}
            yield {**unnamed, **found} if isinstance(found, dict) else unnamed


def write_all(lines: Iterable[Record], target: Path) -> Measured:
    """Write lines as they come, and count."""
    measured = Measured()
    # Half a surrogate pair, as a file name may hold it, becomes an escape that JSON knows.
    with target.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        for line in lines:
            measured.cpu += line.pop("cpu")
            if "file" in line:
                measured.pages += 1
                measured.characters += line["file"]["characters"]
                measured.findings += len(line["file"]["findings"])
            else:
                measured.errors += 1
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return measured


@click.command()
@click.option("--workers", type=click.IntRange(1), default=2, help="この計算機で使う数。")
@click.option("--scheduler", help="もうあるクラスターの番地（tcp://…）。")
@click.option("--config", type=click.Path(path_type=Path, exists=True), help="check.toml の場所。")
@click.argument("place", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def main(
    workers: int, scheduler: str | None, config: Path | None, place: Path, target: Path
) -> None:
    """PLACE（フォルダーか JSON Lines）を点検し、結果を TARGET に書く。"""
    options: Record = {"config": config.resolve() if config else None}
    try:
        list(check_records([], **options))  # a fault of the configuration shows here, not later
    except CheckerError as error:
        print(f"エラー: {error}", file=sys.stderr)
        sys.exit(2)
    cluster = None
    if not scheduler:
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0
        )
    with Client(scheduler or cluster) as client:
        client.register_plugin(Prepared(options))
        begun = time.perf_counter()
        measured = write_all(check_all(client, records(place), options), target)
        seconds = time.perf_counter() - begun
    if cluster is not None:
        cluster.close()
    if not measured.pages:
        print("エラー: 点検できる下書きがありませんでした。", file=sys.stderr)
        sys.exit(2)
    print(
        f"{measured.pages:,}ページ（{measured.characters:,}字、指摘{measured.findings:,}件）を "
        f"{seconds:.1f}秒で点検しました。点検できなかったもの: {measured.errors:,}件\n"
        f"1ページ {measured.characters / measured.pages:,.0f}字、"
        f"CPU {1000 * measured.cpu / (measured.pages + measured.errors):.1f}ミリ秒",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
