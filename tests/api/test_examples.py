"""`ENSEMBLE_TEST_WRITE_EXAMPLES=1 pytest tests/api/test_examples.py` writes the answers down afresh."""

import pytest
from openapi_schema_validator import OAS31Validator

from app.api.examples import EXAMPLES, answers
from tests.api.halden import answered, ask, halden, kept

__all__ = ["halden"]

LARGEST = 150_000


def test_the_examples_are_what_is_answered(halden):
    """The answers in the document are those that the application gives, on both databases."""
    found = answered(halden.test_client())

    assert kept(found) or found == answers()


def test_every_operation_has_an_example(halden):
    """Each is named, and answered for, by one example."""
    paths = halden.test_client().get("/api/openapi.json").get_json()["paths"]

    assert {example.operation: (example.method, example.path) for example in EXAMPLES} == {
        operation["operationId"]: (method, path) for path, item in paths.items() for method, operation in item.items()
    }
    assert len({example.operation for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", [pytest.param(example, id=example.operation) for example in EXAMPLES])
def test_the_examples_are_as_described(halden, example):
    """Every example of a parameter, a body and an answer fits its schema."""
    document = halden.test_client().get("/api/openapi.json").get_json()
    operation = document["paths"][example.path][example.method]
    contents = [
        *operation.get("requestBody", {}).get("content", {}).values(),
        *(media for said in operation["responses"].values() for media in said.get("content", {}).values()),
        *operation.get("parameters", ()),
    ]
    told = [each for each in contents if "example" in each]

    assert {each["name"] for each in operation.get("parameters", ()) if "example" in each} == set(example.values)
    for each in told:
        OAS31Validator({**each["schema"], "components": document["components"]}).validate(each["example"])


@pytest.mark.parametrize("example", [pytest.param(example, id=example.operation) for example in EXAMPLES])
def test_the_answers_are_as_described(halden, example):
    """What comes has a status and a type that the document tells of this operation, and fits their schema."""
    client = halden.test_client()
    document = client.get("/api/openapi.json").get_json()
    response = ask(client, example)
    described = document["paths"][example.path][example.method]["responses"][str(example.status)]
    if "$ref" in described:
        described = document["components"]["responses"][described["$ref"].rpartition("/")[2]]

    assert set(described.get("headers", {})) - {"Link", "Retry-After"} <= set(response.headers.keys())
    if "content" in described:
        schema = described["content"][response.content_type]["schema"]
        answer = response.get_data(as_text=True) if response.mimetype == "text/plain" else response.get_json(force=True)
        OAS31Validator({**schema, "components": document["components"]}).validate(answer)
    else:
        assert response.data == b""


def test_it_is_small_enough_to_read(halden):
    """The document stays one that people and programs load without thinking about it."""
    assert len(halden.test_client().get("/api/openapi.json").data) < LARGEST


def test_it_is_served_twice(halden):
    """Clients of Backstage find the same document where they look for it, and are told when it is the one they have."""
    client = halden.test_client()
    one, other = client.get("/api/openapi.json"), client.get("/api/catalog/openapi.json")

    assert one.data == other.data
    assert client.get("/api/openapi.json", headers={"If-None-Match": one.headers["ETag"]}).status_code == 304
