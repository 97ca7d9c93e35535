"""The JSON API. It answers what `check --format json` writes, or a problem in the one shape."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request

from checker.api import basis_data, names, report_text
from web import openapi
from web.drafts import from_json
from web.problems import RefusedError
from web.state import gone, state

blueprint = Blueprint("api", __name__)


@blueprint.post("/api/v1/check")
def check() -> Response:
    """A draft's report."""
    if request.mimetype != "application/json":
        raise RefusedError(
            415,
            "wrong-type",
            "この形式では受け取れません。",
            "Content-Type を application/json にして送ってください。",
        )
    wanted = from_json(request.get_data(cache=False), state().settings)
    text = state().engine.check(
        wanted.draft, wanted.tier, lambda checked: report_text(checked.data), gone=gone()
    )
    return Response(text, mimetype="application/json")


@blueprint.get("/api/v1/rules")
def rules() -> Response:
    """All rules that run here, those of the city among them."""
    return _json(
        {
            "rules": [
                {
                    "id": rule.id,
                    "title": rule.title,
                    "category": rule.category,
                    "category_name": rule.category_name,
                    "severity": rule.severity,
                    "fix": rule.fix or None,
                    "why": rule.why,
                    "basis": [basis_data(basis) for basis in rule.basis],
                    "profiles": rule.profiles,
                    "words": rule.words,
                }
                for rule in state().engine.rules
            ]
        }
    )


@blueprint.get("/api/v1/kinds")
def kinds() -> Response:
    """What people call what a report names by an id."""
    return _json(
        {
            kind: [{"id": key, "name": name} for key, name in named.items()]
            for kind, named in names().items()
        }
    )


@blueprint.get("/api/v1/openapi.json")
def description() -> Response:
    """The description of this API."""
    return _json(openapi.description(state().settings))


@blueprint.get("/healthz")
def healthz() -> Response:
    """That the server lives."""
    return _json({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """Whether everything is loaded."""
    if not state().engine.ready:
        raise RefusedError(
            503,
            "not-ready",
            "準備をしています。",
            "少し待ってから、もう一度開いてください。",
            {"Retry-After": "2"},
        )
    return _json({"status": "ok"})


def _json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), mimetype="application/json")
