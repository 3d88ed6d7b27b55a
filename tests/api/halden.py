"""The API over the example organisation, once for each database, and what it answers to the examples."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.api.examples import ANSWERS, EXAMPLES, Example
from app.config import Config
from app.factory import create_app
from app.sources.folder import Folder
from tests.corpus import EXAMPLE
from tests.databases import DATABASES
from tests.filled import filled

_STEADY = {
    "read_at": "2026-11-23T06:00:00+00:00",
    "since": "2026-11-23T06:00:00+00:00",
    "oldest": "2026-11-23T06:00:00+00:00",
    "at": "2026-11-23T06:00:00+00:00",
    "request_id": "5f1c0de5a7e9b3d2",
    "revision": "0001",
}
"""What differs from one run to the next, and what stands for it."""


@pytest.fixture(scope="session", params=DATABASES)
def halden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the example organisation."""
    with filled(request, tmp_path_factory, "catalog", Folder(EXAMPLE)) as url:
        app = create_app(Config(database_url=url))
        yield app
        app.config["SESSIONS"].kw["bind"].dispose()


def ask(client: FlaskClient, example: Example) -> TestResponse:
    """What the application answers to an example."""
    path = example.path
    asked = {}
    for name, value in example.values.items():
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        else:
            asked[name] = ",".join(value) if name == "fields" else value
    if example.body is None:
        return client.open(path, method=example.method.upper(), query_string=asked)
    return client.open(path, method=example.method.upper(), query_string=asked, json=example.body)


def steady(value: Any) -> Any:
    """An answer in which nothing differs from one run to the next."""
    if isinstance(value, dict):
        return {key: _STEADY.get(key, steady(each)) for key, each in value.items()}
    return [steady(each) for each in value] if isinstance(value, list) else value


def answered(client: FlaskClient) -> dict[str, Any]:
    """The answers to all examples, but for those that are empty, no JSON, or the document itself."""
    found = {}
    for example in EXAMPLES:
        response = ask(client, example)
        assert response.status_code == example.status, (example.operation, response.get_data(as_text=True))
        if response.data and response.mimetype != "text/plain" and not example.path.endswith("openapi.json"):
            found[example.operation] = steady(response.get_json(force=True))
    return found


def kept(found: dict[str, Any]) -> bool:
    """Write the answers down where a run is told to; whether it is."""
    if not os.environ.get("ENSEMBLE_TEST_WRITE_EXAMPLES"):
        return False
    ANSWERS.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    return True
