"""The example for many machines, with a cluster of two workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.api import Tier, check_records
from tests_support import AS_OF, ROOT, SAMPLES, drafts

sys.path.insert(0, str(ROOT / "examples"))

from check_with_dask import AHEAD, LOT, Prepared, check_all, records, write_all
from distributed import Client, LocalCluster

pytestmark = pytest.mark.filterwarnings("default")  # distributed opens more than it closes

EXAMPLE = ROOT / "examples" / "check_with_dask.py"
OPTIONS = {"as_of": AS_OF, "tier": Tier.TEXT}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0
        ) as cluster,
        Client(cluster) as made,
    ):
        made.register_plugin(Prepared(OPTIONS))
        yield made


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Pages of a city, one of which cannot be read."""
    folder = tmp_path / "site"
    folder.mkdir()
    for path in drafts(SAMPLES):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "broken.html").write_bytes(b"\x00\x01\x02")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    return folder


def alone(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(check_records(items, **OPTIONS))  # type: ignore[arg-type]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_is_checked_as_in_one_process(client: Client, site: Path) -> None:
    target = site.parent / "result.jsonl"
    measured = write_all(check_all(client, records(site), OPTIONS), target)
    paths = sorted(path for path in site.iterdir() if path.suffix != ".jpg")
    expected = alone([{"path": path.name, "raw": path.read_bytes()} for path in paths])
    assert lines(target) == expected
    assert (measured.pages, measured.errors) == (len(paths) - 1, 1)
    assert measured.cpu > 0


def test_many_records_come_back_in_order(client: Client, tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    count = LOT * AHEAD * 2 + 3
    written = [{"path": f"{n}.md", "text": f"⽇程は{n}番です。"} for n in range(count)]
    source.write_text("".join(json.dumps(each) + "\n" for each in written), encoding="utf-8")
    found = list(check_all(client, records(source), OPTIONS))
    for line in found:
        del line["cpu"]
    assert [line["file"]["path"] for line in found] == [each["path"] for each in written]
    assert found[:5] == alone(written[:5])


def test_work_is_done_by_both(client: Client) -> None:
    pids = client.run(os.getpid)
    assert len(set(pids.values())) == 2
    assert os.getpid() not in pids.values()
    lots = [{"path": f"{n}.md", "text": "窓口の案内です。" * 50} for n in range(LOT * AHEAD * 2)]
    assert len(list(check_all(client, lots, OPTIONS))) == len(lots)
    done = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert all(done.values())


def test_broken_lines_are_answered_in_their_place(client: Client, tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text('{"path": "a.md", "text": "本文です。"}\n{"path": \n\n[1]\n', "utf-8")
    found = list(check_all(client, records(source), OPTIONS))
    assert [line.get("error", {}).get("path") for line in found] == [
        None,
        "pages.jsonl:2",
        "pages.jsonl:4",
    ]


def test_a_broken_configuration_stops_it_at_once(tmp_path: Path) -> None:
    config = tmp_path / "check.toml"
    config.write_text('profile = "genral"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(EXAMPLE), "--config", str(config), str(tmp_path), str(tmp_path / "o")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "genral" in done.stderr
    assert "Traceback" not in done.stderr
