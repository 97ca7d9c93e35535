"""What goes wrong, in one shape: `{"error": {"code", "message", "remedy"}}`, or a page of it.

Nothing that goes wrong repeats the draft, neither to the reader nor in the log.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from checker.api import CheckerError, TooLateError
from web.admission import FullError, GoneError
from web.settings import Settings

LOG = logging.getLogger("tsutawaru.web")

RETRY_SECONDS = 2
"""When it is worth to come back after a refusal for lack of room."""

_WHOLE_TEXT = "文章を写して、画面の欄に貼り付けてください。"


class RefusedError(Exception):
    """A request that is not answered, and what to do about it.

    Attributes:
        status: The HTTP status.
        code: A short stable identifier for machines.
        message: What is wrong, in Japanese.
        remedy: What to do about it, in Japanese.
        headers: Headers of the answer.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        remedy: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.remedy = remedy
        self.headers = headers or {}


_KNOWN = {
    400: ("malformed", "送られた内容を読めません。", "もう一度送り直してください。"),
    404: ("not-found", "このページはありません。", "最初のページから開き直してください。"),
    405: ("wrong-method", "この呼び出し方は使えません。", "使い方は /api/ で確かめられます。"),
    411: ("no-length", "送られた内容の長さが分かりません。", "Content-Length を付けてください。"),
    415: ("wrong-type", "この形式では受け取れません。", "application/json で送ってください。"),
}
_OTHER = ("refused", "送られた内容を受け取れません。", "もう一度送り直してください。")


def body(refusal: RefusedError) -> str:
    """The one shape, as JSON text."""
    error = {"code": refusal.code, "message": refusal.message, "remedy": refusal.remedy}
    return json.dumps({"error": error}, ensure_ascii=False) + "\n"


def too_large(settings: Settings) -> RefusedError:
    """The body of a request is too large."""
    limit = f"{settings.max_bytes / 1_048_576:g}MB"
    return RefusedError(
        413,
        "too-large",
        f"送られた内容が大きすぎます（{limit}まで）。",
        f"下書きを分けるか、{_WHOLE_TEXT}",
    )


def too_long(settings: Settings, characters: int) -> RefusedError:
    """A draft has too many characters."""
    limit = settings.max_characters
    return RefusedError(
        413,
        "too-long",
        f"下書きが長すぎます（{characters:,}字）。一度に点検できるのは{limit:,}字までです。",
        "下書きを分けて点検してください。",
    )


def install(app: Flask, settings: Settings) -> None:
    """Answer everything that goes wrong in one shape."""

    @app.errorhandler(RefusedError)
    def _refusal(refusal: RefusedError) -> Response:
        return _answer(refusal)

    @app.errorhandler(CheckerError)
    def _unreadable(error: CheckerError) -> Response:
        return _answer(RefusedError(422, error.code, error.message, error.remedy))

    @app.errorhandler(TooLateError)
    def _too_late(error: TooLateError) -> Response:
        return _answer(RefusedError(503, error.code, error.message, error.remedy, _retry()))

    @app.errorhandler(FullError)
    def _full(_: FullError) -> Response:
        return _answer(
            RefusedError(
                503,
                "busy",
                "いま、点検が混み合っています。",
                "少し待ってから、もう一度点検してください。",
                _retry(),
            )
        )

    @app.errorhandler(GoneError)
    def _gone(_: GoneError) -> Response:
        return _answer(
            RefusedError(
                503, "gone", "点検を取りやめました。", "もう一度点検してください。", _retry()
            )
        )

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response | HTTPException:
        if error.response is not None or error.code is None or error.code < 400:
            return error  # a redirect
        if error.code == 413:
            return _answer(too_large(settings))
        kept = {name: value for name, value in error.get_headers() if name == "Allow"}
        code, message, remedy = _KNOWN.get(error.code, _OTHER)
        return _answer(RefusedError(error.code, code, message, remedy, kept))

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        # The error's own words may hold text of the draft, so only its place is told.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}、{Path(frame.filename).name} {frame.lineno}行目"
        LOG.error("点検ツールの不具合です（%s、%s）。", place, request.url_rule)
        return _answer(
            RefusedError(
                500,
                "internal",
                f"点検ツールの不具合です（{place}）。",
                "この1行を添えて、担当者に知らせてください。",
            )
        )


def _retry() -> dict[str, str]:
    return {"Retry-After": str(RETRY_SECONDS)}


def wants_json() -> bool:
    """Whether the answer goes to a program."""
    path = request.path
    return (path.startswith("/api/") and path != "/api/") or path in ("/healthz", "/readyz")


def _answer(refusal: RefusedError) -> Response:
    if wants_json():
        response = Response(body(refusal), refusal.status, mimetype="application/json")
    else:
        page = render_template("problem.html", problem=refusal)
        response = Response(page, refusal.status, mimetype="text/html")
    response.headers.extend(refusal.headers)
    return response
