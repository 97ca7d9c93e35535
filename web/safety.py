"""Headers, requests that other sites make, and bodies that never touch the disk."""

from __future__ import annotations

import io
from typing import IO
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request

from web.problems import RefusedError
from web.settings import Settings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})


class PrivateRequest(Request):
    """A request whose files stay in memory: a draft is never written to a temporary file."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def policy(settings: Settings) -> str:
    """The Content-Security-Policy: everything from here, nothing inline."""
    frames = " ".join(("'self'", *settings.frame_origins)) if settings.frame_origins else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {frames}",
        )
    )


def install(app: Flask, settings: Settings) -> None:
    """Refuse what other sites send, and say to browsers what they must not do."""
    fixed = {
        "Content-Security-Policy": policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    @app.before_request
    def _refuse_others() -> None:
        if request.method not in _SAFE and not _is_ours(settings):
            raise RefusedError(
                403,
                "cross-site",
                "ほかのサイトからの送信は受け付けません。",
                "この点検ツールのページから送ってください。"
                "決まったサイトから使うときは、管理する人に相談してください。",
            )

    @app.after_request
    def _say(response: Response) -> Response:
        response.headers.update(fixed)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        if request.path.startswith("/api/v1/"):
            _share(response, settings)
        return response


def _is_ours(settings: Settings) -> bool:
    """Whether a page of ours, an allowed one, or no page at all has sent this.

    Browsers send `Sec-Fetch-Site` to https and to the own machine only; on plain http
    there is `Origin`. A program sends neither.
    """
    origin = request.headers.get("Origin", "").lower()
    if origin in settings.allowed_origins:
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _OURS
    # A proxy that ends TLS changes the scheme, so only the host is compared.
    return not origin or urlsplit(origin).netloc == request.host.lower()


def _share(response: Response, settings: Settings) -> None:
    """Let pages of allowed sites read the answer."""
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "").lower()
    if origin not in settings.allowed_origins:
        return
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Max-Age"] = "600"


def person(settings: Settings) -> str:
    """Who a trusted proxy says that it is; "" if nobody says so."""
    if not settings.identity_header or request.remote_addr != settings.trusted_proxy:
        return ""
    name = request.headers.get(settings.identity_header, "")
    try:  # WSGI hands every byte over as a character
        return name.encode("latin-1").decode()
    except UnicodeError:
        return name
