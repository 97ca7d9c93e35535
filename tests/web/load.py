"""`make load`: the web checker with many readers. Prints figures, writes build/load.json.

Four things are measured, against a server of its own:

* alone: one reader, drafts of 1,500 characters, as while somebody types;
* many: 32 clients, each of which pauses for one second between its checks;
* rush: 48 clients at the same moment, of which the queue lets in 32;
* syntax: long sentences with syntax, compared with what one reader alone is told.

It fails where an answer is wrong, or is neither 200 nor, where the queue is full, 503.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"

CLIENTS = 32
CHECKS = 2_000
PAUSE = 1.0
RUSH = 48
LIMIT = 0.300
"""Seconds within which 95 of 100 answers must be there."""

ALONE = 0.060
"""The same for one reader and 1,500 characters."""


@dataclass
class Answers:
    """What came back.

    Attributes:
        seconds: How long each answer with status 200 took.
        statuses: How many answers of each status there were.
        wrong: Answers that were not what they should be.
    """

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: int = 0

    def figures(self) -> dict[str, Any]:
        """Percentiles in milliseconds, and the counts."""
        cuts = statistics.quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [0.0] * 99
        return {
            "checks": sum(self.statuses.values()),
            "p50_ms": round(cuts[49] * 1000, 1),
            "p95_ms": round(cuts[94] * 1000, 1),
            "p99_ms": round(cuts[98] * 1000, 1),
            "max_ms": round(max(self.seconds, default=0) * 1000, 1),
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "wrong": self.wrong,
        }


class Client:
    """One browser: a connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def check(self, text: str, tier: str) -> tuple[int, bytes, float]:
        """The status, the body and the seconds of an answer."""
        body = json.dumps({"text": text, "tier": tier, "as_of": "2026-11-22"}).encode()
        started = time.perf_counter()
        self._connection.request(
            "POST", "/api/v1/check", body, {"Content-Type": "application/json"}
        )
        answer = self._connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - started
        if answer.status == 503:
            assert answer.headers["Retry-After"]
            assert list(json.loads(content)["error"]) == ["code", "message", "remedy"]
        return answer.status, content, took


def notices(length: int, count: int) -> list[str]:
    """Drafts of so many characters, no two alike, from the samples."""
    samples = [
        path.read_text(encoding="utf-8")
        for path in sorted((*SAMPLES.glob("*.md"), *SAMPLES.glob("*.txt")))
        if "cp932" not in path.name
    ]
    made = []
    for number in range(count):
        first, second = (samples[(number + step) % len(samples)] for step in (0, 1 + number // 7))
        made.append(f"第{number + 1}号\n\n{first}\n{second}"[:length])
    return made


def alone(port: int, count: int) -> Answers:
    """One reader after another answer."""
    answers, client = Answers(), Client(port)
    for text in notices(1_500, count):
        status, _, took = client.check(text, "morphemes")
        answers.statuses[status] += 1
        answers.seconds.append(took)
    return answers


def many(port: int, checks: int) -> Answers:
    """Many readers, each with pauses."""
    answers, lock = Answers(), threading.Lock()
    waiting = notices(1_000, checks)

    def read(number: int) -> None:
        client = Client(port)
        time.sleep(random.Random(number).random() * PAUSE)
        while True:
            with lock:
                if not waiting:
                    return
                text = waiting.pop()
            status, _, took = client.check(text, "morphemes")
            with lock:
                answers.statuses[status] += 1
                if status == 200:
                    answers.seconds.append(took)
            time.sleep(PAUSE)

    at_once(read, CLIENTS)
    return answers


def rush(port: int) -> Answers:
    """More readers at the same moment than the queue lets in."""
    answers, lock = Answers(), threading.Lock()
    texts = notices(1_000, RUSH)
    barrier = threading.Barrier(RUSH)

    def read(number: int) -> None:
        client = Client(port)
        barrier.wait()
        status, _, took = client.check(texts[number], "morphemes")
        with lock:
            answers.statuses[status] += 1
            if status == 200:
                answers.seconds.append(took)

    at_once(read, RUSH)
    return answers


def syntax(port: int, rounds: int) -> Answers:
    """Long sentences with syntax, from eight readers, and what one alone is told."""
    answers, lock = Answers(), threading.Lock()
    texts = notices(1_000, 8)
    expected = [Client(port).check(text, "syntax")[1] for text in texts]

    def read(number: int) -> None:
        client = Client(port)
        for turn in range(rounds):
            chosen = (number + turn) % len(texts)
            status, content, took = client.check(texts[chosen], "syntax")
            with lock:
                answers.statuses[status] += 1
                if status == 200:
                    answers.seconds.append(took)
                    answers.wrong += content != expected[chosen]

    at_once(read, 8)
    return answers


def at_once(read: Callable[[int], None], count: int) -> None:
    """Run a reader in so many threads; what one raises is raised."""
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(read, range(count)))


def memory(pid: int) -> dict[str, int]:
    """Resident memory of a process in MB, now and at most (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = {name: int(kb) // 1024 for name, kb in re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status)}
    return {"now_mb": found["VmRSS"], "most_mb": found["VmHWM"]}


def processor(pid: int) -> float:
    """Seconds of processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(pid: int, run: Callable[[], Answers]) -> dict[str, Any]:
    """The figures of a run, with the processor time of the server for each check.

    That time says what the server needs; the others also tell what else the machine did.
    """
    before = processor(pid)
    figures = run().figures()
    figures["server_cpu_ms"] = round((processor(pid) - before) / figures["checks"] * 1000, 1)
    return figures


def started(log: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A server that is ready, and its port."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "web", "--port", "0", "--threads", "4"],
            cwd=log.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=stream,
            stderr=stream,
        )
    while True:
        time.sleep(0.2)
        if process.poll() is not None:
            sys.exit(log.read_text(encoding="utf-8"))
        found = re.search(r"http://\S+:(\d+)", log.read_text(encoding="utf-8"))
        if found:
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return process, int(found[1])


def faults(figures: dict[str, Any]) -> list[str]:
    """What must not be."""
    found: list[str] = []
    found += [
        f"{name}: {figures[name]['statuses']}"
        for name in ("alone", "many")
        if set(figures[name]["statuses"]) != {"200"}
    ]
    if not set(figures["rush"]["statuses"]) <= {"200", "503"}:
        found.append(f"rush: {figures['rush']['statuses']}")
    if figures["rush"]["statuses"].get("200", 0) < CLIENTS:
        found.append("rush: the queue lets in fewer than it says")
    if figures["syntax"]["wrong"] or not set(figures["syntax"]["statuses"]) <= {"200", "503"}:
        found.append(f"syntax: {figures['syntax']}")
    for name, limit in (("alone", ALONE), ("many", LIMIT)):
        if figures[name]["p95_ms"] > limit * 1000:
            found.append(f"{name}: p95 {figures[name]['p95_ms']} ms is over {limit * 1000:g} ms")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the web checker with many readers.")
    parser.add_argument("--checks", type=int, default=CHECKS, help="checks of the 32 clients")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        process, port = started(log)
        try:
            figures: dict[str, Any] = {"memory_begin": memory(process.pid)}
            figures["load_before"] = os.getloadavg()[0]
            figures["alone"] = measured(process.pid, lambda: alone(port, 60))
            figures["many"] = measured(process.pid, lambda: many(port, given.checks))
            figures["memory_after_many"] = memory(process.pid)
            figures["rush"] = measured(process.pid, lambda: rush(port))
            figures["syntax"] = measured(process.pid, lambda: syntax(port, 4))
            figures["memory_end"] = memory(process.pid)
        finally:
            process.terminate()
            process.wait(30)
        figures["log_lines"] = len(log.read_text(encoding="utf-8").splitlines())
    for name, values in figures.items():
        print(f"{name:18} {json.dumps(values)}")
    target = ROOT / "build"
    target.mkdir(exist_ok=True)
    (target / "load.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    found = faults(figures)
    for fault in found:
        print(f"✗ {fault}", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
