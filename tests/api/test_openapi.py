import re

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

PATH = "/api/openapi.json"


@pytest.fixture
def document(client):
    """The OpenAPI document."""
    return client.get(PATH).get_json()


def test_it_works(document):
    """The document is valid OpenAPI 3.1."""
    validate(document)

    assert document["openapi"].startswith("3.1")


def test_every_route_is_described(application, document):
    """Whatever can be asked below /api is in the document, and nothing else."""
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in application.url_map.iter_rules()
        if rule.rule.startswith("/api/") or rule.rule in {"/healthz", "/readyz", "/metrics"}
    }

    assert set(document["paths"]) == routes


@pytest.mark.parametrize(
    ("path", "template", "status", "content_type"),
    [
        ("/api/catalog/entities", None, "200", "application/json"),
        (
            "/api/catalog/entities/by-name/component/default/shop",
            "/api/catalog/entities/by-name/{kind}/{namespace}/{name}",
            "200",
            "application/json",
        ),
        (
            "/api/catalog/entities/by-name/component/default/none",
            "/api/catalog/entities/by-name/{kind}/{namespace}/{name}",
            "404",
            "application/json",
        ),
        ("/api/gaps", None, "200", "application/json"),
        ("/api/gaps?page=0", "/api/gaps", "400", "application/problem+json"),
        ("/api/owner?ref=shop", "/api/owner", "200", "application/json"),
        ("/api/owner?ref=old", "/api/owner", "200", "application/json"),
        ("/api/graph", None, "200", "application/json"),
        ("/api/graph?from=shop&depth=2", "/api/graph", "200", "application/json"),
        ("/api/graph?fold=team", "/api/graph", "200", "application/json"),
        ("/api/impact?ref=ledger-db", "/api/impact", "200", "application/json"),
        ("/api/impact?ref=ledger&as=goes", "/api/impact", "200", "application/json"),
        ("/api/impact?ref=nosuch", "/api/impact", "404", "application/problem+json"),
        ("/api/gaps?tier=1&since=2020-01-01T00:00:00Z", "/api/gaps", "200", "application/json"),
        ("/api/gaps?until=yesterday", "/api/gaps", "400", "application/problem+json"),
        ("/api/scorecards", None, "200", "application/json"),
        ("/api/scorecards?team=sales", "/api/scorecards", "200", "application/json"),
        ("/api/metrics", None, "200", "application/json"),
        ("/api/metrics?name=owned", "/api/metrics", "200", "application/json"),
        ("/api/metrics?name=nonsense", "/api/metrics", "400", "application/problem+json"),
        ("/healthz", None, "200", "application/json"),
        ("/readyz", None, "200", "application/json"),
    ],
)
def test_it_tells_the_truth(client, document, path, template, status, content_type):
    """What comes is what the document says would come."""
    response = client.get(path)
    described = document["paths"][template or path]["get"]["responses"][status]
    if "$ref" in described:
        described = document["components"]["responses"][described["$ref"].rpartition("/")[2]]

    assert response.content_type == content_type
    schema = described["content"][content_type]["schema"]
    OAS31Validator({**schema, "components": document["components"]}).validate(response.get_json(force=True))


def test_posting_is_described_truly(client, document):
    """A check, with and without an error, comes as the document says."""
    responses = document["paths"]["/api/check"]["post"]["responses"]
    for text, status, content_type in (
        ("a: b", "200", "application/json"),
        ("kind: x", "422", "application/problem+json"),
    ):
        response = client.post("/api/check", data=text, content_type="application/yaml")
        schema = responses[status]["content"][content_type]["schema"]

        assert response.status_code == int(status)
        OAS31Validator({**schema, "components": document["components"]}).validate(response.get_json(force=True))
