"""The description of the API: OpenAPI 3.1, the report's schema from the checker's own."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from checker.api import report_schema, version
from web.drafts import DAY, choices
from web.settings import Settings

_MEANINGS = {
    "text": "点検する下書き",
    "format": "下書きの書き方。text は書式のない文章、markdown は Markdown、html は HTML です。",
    "profile": "読み手。空なら、下書きの先頭の設定か check.toml に従います。",
    "genre": "文書の種類。空なら、下書きから見分けます。",
    "medium": "載せる媒体。空なら、下書きから見分けます。",
    "tier": "解析の深さ。text は文字、morphemes は単語、syntax は文の構造まで調べます。",
    "as_of": "点検の基にする日。書かなければ、日本の日付を使います。",
}
_ERRORS = {
    "400": "送られた内容を、JSONとして読めません。",
    "403": "許されていないサイトのページから送られました。",
    "413": "送られた内容が大きすぎるか、下書きが長すぎます。",
    "415": "送られた内容が application/json ではありません。",
    "422": "値が使えません。近いものがあれば、その名前を示します。",
    "500": "点検ツールの不具合です。",
    "503": "混み合っているか、時間内に終わりませんでした。Retry-After の秒数だけ待って、送り直してください。",
}


def description(settings: Settings) -> dict[str, Any]:
    """The OpenAPI document.

    Args:
        settings: The limits that it tells.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "伝わる 点検API",
            "version": version(),
            "description": "市民に出す文章の下書きを点検します。下書きは保存も記録もしません。",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": _schemas(settings)},
    }


def _paths() -> dict[str, Any]:
    return {
        "/api/v1/check": {
            "post": {
                "operationId": "check",
                "summary": "下書きの点検",
                "description": "check --format json と同じ報告を返します。ファイルの名前は「-」です。",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": _ref("CheckRequest"),
                            "example": {"text": "窓口で申請することができます。"},
                        }
                    },
                },
                "responses": {
                    "200": _answer("点検の報告", "Report"),
                    **{status: _error(status) for status in _ERRORS},
                },
            }
        },
        "/api/v1/rules": {"get": _get("rules", "ルールの一覧", "Rules")},
        "/api/v1/kinds": {"get": _get("kinds", "読み手、種類、媒体などの名前", "Kinds")},
        "/api/v1/openapi.json": {
            "get": {
                "operationId": "openapi",
                "summary": "このAPIの説明（OpenAPI 3.1）",
                "responses": {
                    "200": {
                        "description": "OpenAPI の文書",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    }
                },
            }
        },
        "/healthz": {"get": _get("healthz", "動いているか", "Health")},
        "/readyz": {
            "get": {
                **_get("readyz", "点検を始められるか", "Health"),
                "responses": {
                    "200": _answer("始められる", "Health"),
                    "503": _error("503"),
                },
            }
        },
    }


def _get(name: str, summary: str, schema: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": _answer(summary, schema)},
    }


def _answer(text: str, schema: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": _ref(schema)}}}


def _error(status: str) -> dict[str, Any]:
    answer = _answer(_ERRORS[status], "Error")
    if status == "503":
        answer["headers"] = {
            "Retry-After": {
                "description": "待つ秒数",
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    return answer


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(settings: Settings) -> dict[str, Any]:
    return {
        "CheckRequest": _request(settings),
        "Error": _object(
            {
                "error": _object(
                    {
                        "code": _string("プログラムのための短い名前"),
                        "message": _string("起きたこと"),
                        "remedy": _string("どうすればよいか"),
                    }
                )
            }
        ),
        "Health": _object({"status": {"const": "ok"}}),
        "Rules": _object({"rules": {"type": "array", "items": _rule()}}),
        "Kinds": _object(
            {
                name: {
                    "type": "array",
                    "items": _object({"id": _string("名前（英数字）"), "name": _string("呼び方")}),
                }
                for name in (
                    "profiles",
                    "genres",
                    "media",
                    "categories",
                    "severities",
                    "elements",
                    "parts",
                )
            }
        ),
        **_report(),
    }


def _request(settings: Settings) -> dict[str, Any]:
    properties: dict[str, Any] = {
        # Not `maxLength`: a longer text is answered with 413, which says that the limit is ours.
        "text": {"type": "string", "x-max-characters": settings.max_characters},
        "as_of": {"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"},
    }
    for name, known in choices().items():
        properties[name] = {"enum": known, "default": known[0]}
    properties["tier"]["default"] = "syntax"
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["text"],
        "properties": {
            name: {"description": text, **properties[name]} for name, text in _MEANINGS.items()
        },
    }


def _rule() -> dict[str, Any]:
    return _object(
        {
            "id": _string("ルールの名前"),
            "title": _string("題"),
            "category": _string("分類"),
            "category_name": _string("分類の呼び方"),
            "severity": {"enum": ["error", "warning", "suggestion"]},
            "fix": {"enum": ["safe", "unsafe", "display", None]},
            "why": _string("読み手がつまずく理由"),
            "basis": {"type": "array", "items": _ref("basis")},
            "profiles": {
                "description": "読み手ごとの重さ。off は働かない。",
                "type": "object",
                "additionalProperties": {"enum": ["error", "warning", "suggestion", "off"]},
            },
            "words": {"description": "言葉の一覧の語数", "type": "integer", "minimum": 0},
        }
    )


@cache
def _report() -> dict[str, Any]:
    """The schema of a report, its parts where OpenAPI looks for them."""
    text = report_schema().decode().replace("#/$defs/", "#/components/schemas/")
    schema: dict[str, Any] = json.loads(text)
    parts: dict[str, Any] = schema.pop("$defs")
    del schema["$schema"]  # OpenAPI 3.1 means the same one
    return {"Report": schema, **parts}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _string(text: str) -> dict[str, str]:
    return {"description": text, "type": "string"}
