"""The description of the API holds, and what it describes is what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from web import create_app
from web.settings import Settings
from web.state import KEY


@pytest.fixture(scope="module")
def described() -> Iterator[Any]:
    app = create_app(Settings(deadline=60, threads=1))
    engine = app.extensions[KEY].engine
    engine.warm()
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    engine.close()


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_answers_are_as_described(described: Any, mode: GenerationMode) -> None:
    tried = 0
    for result in described.get_all_operations():
        operation = result.ok()
        if mode is GenerationMode.NEGATIVE and not operation.body:
            continue  # nothing can be wrong with it
        tried += 1

        @settings(
            max_examples=100,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def run(case: Any) -> None:
            case.call_and_validate()

        run()
    assert tried


def test_the_document_is_openapi(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(document).validate()


def test_every_route_of_the_api_is_described(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    routes = {
        rule.rule
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert routes == set(document["paths"])


@pytest.mark.parametrize(
    ("path", "schema"), [("/api/v1/rules", "Rules"), ("/api/v1/kinds", "Kinds")]
)
def test_lists_fit_their_schema(client: FlaskClient, path: str, schema: str) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    validator = Draft202012Validator(
        {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    )
    validator.validate(client.get(path).get_json())


def test_kinds_name_what_a_report_names(client: FlaskClient) -> None:
    kinds = client.get("/api/v1/kinds").get_json()
    names = {kind: {each["id"] for each in listed} for kind, listed in kinds.items()}
    report = client.post(
        "/api/v1/check", json={"text": "講座を開きます。\n日時 12月3日"}
    ).get_json()
    (file,) = report["files"]
    assert file["profile"] in names["profiles"]
    assert file["genre"]["id"] in names["genres"]
    assert file["medium"]["id"] in names["media"]
    assert {element["element"] for element in file["elements"]} <= names["elements"]
    assert {part["id"] for part in file["score"]["parts"]} == names["parts"]
    assert {finding["category"] for finding in file["findings"]} <= names["categories"]
