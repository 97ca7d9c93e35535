"""The queue lets in what it says, and nobody waits for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from checker.api import Deadline, TooLateError
from web import create_app
from web.admission import Admission, FullError, GoneError
from web.engine import Engine
from web.settings import Settings


@pytest.fixture
def admission() -> Iterator[Admission]:
    made = Admission(threads=2, queue=3, seconds=5)
    yield made
    made.close()


def wait_for(condition: threading.Event) -> str:
    assert condition.wait(5)
    return "done"


def test_the_queue_lets_in_so_many_and_no_more(admission: Admission) -> None:
    go, began = threading.Event(), threading.Semaphore(0)

    def job(_: Deadline) -> str:
        began.release()
        return wait_for(go)

    with ThreadPoolExecutor(3) as pool:
        inside = [pool.submit(admission.run, job) for _ in range(3)]
        began.acquire(timeout=5)
        began.acquire(timeout=5)
        while admission.inside < 3:
            time.sleep(0.001)
        with pytest.raises(FullError):
            admission.run(job)
        go.set()
        assert [future.result(5) for future in inside] == ["done"] * 3
    assert admission.run(lambda _: "next") == "next"


def test_a_check_with_syntax_does_not_keep_others_from_running(admission: Admission) -> None:
    go = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        deep = [pool.submit(admission.run, lambda _: wait_for(go), deep=True) for _ in range(2)]
        assert admission.run(lambda _: "quick") == "quick"
        go.set()
        assert [future.result(5) for future in deep] == ["done"] * 2


def test_who_has_left_is_not_served(admission: Admission) -> None:
    with pytest.raises(GoneError):
        admission.run(lambda _: "never", gone=lambda: True)


def test_time_that_is_over_while_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.admission.GRACE", 0.0)
    admission = Admission(threads=1, queue=3, seconds=0.05)
    go = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(admission.run, lambda _: wait_for(go))
        while not admission.inside:
            time.sleep(0.001)
        with pytest.raises(TooLateError):
            admission.run(lambda _: "never")
        with pytest.raises(TooLateError):
            first.result(5)
        go.set()
    admission.close()


def test_a_place_is_free_again_after_an_error(admission: Admission) -> None:
    def fail(_: Deadline) -> None:
        raise ValueError

    for _ in range(5):
        with pytest.raises(ValueError):  # noqa: PT011  # it has no words
            admission.run(fail)
    assert admission.inside == 0


def test_a_full_server_says_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    go, began = threading.Event(), threading.Event()

    def slow(self: Engine, *_: object) -> None:
        began.set()
        wait_for(go)
        raise TooLateError

    monkeypatch.setattr(Engine, "_checked", slow)
    app = create_app(Settings(threads=1, queue=1))

    def ask(app: Flask) -> tuple[int, str, str]:
        answer = app.test_client().post("/api/v1/check", json={"text": "あ", "tier": "text"})
        return answer.status_code, answer.headers["Retry-After"], answer.get_json()["error"]["code"]

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, app)
        assert began.wait(5)
        assert ask(app) == (503, "2", "busy")
        assert app.test_client().get("/about").status_code == 200
        go.set()
        assert first.result(5) == (503, "2", "too-late")


@pytest.mark.parametrize("tier", ["text", "morphemes", "syntax"])
def test_a_deadline_ends_a_check_in_order(tier: str) -> None:
    app = create_app(Settings(deadline=0.02))
    text = "窓口で申請することができますが、書類をを出して下さい。\n" * 3_000
    started = time.monotonic()
    answer = app.test_client().post("/api/v1/check", json={"text": text, "tier": tier})
    assert answer.status_code == 503
    assert answer.get_json()["error"]["code"] == "too-late"
    assert time.monotonic() - started < 5
