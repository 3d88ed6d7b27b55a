"""The catalog is what its files say: nothing that a client sends changes it."""

import pytest

from app.store.models import Base
from tests.api.errors import error

PATH = "/api/catalog/locations"
PLACE = {"type": "url", "target": "https://example.com/c.yaml"}
NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def known(client):
    """The id of the one location there is."""
    [found] = client.get(PATH).get_json()
    return found["data"]["id"]


@pytest.fixture
def unchanged(application):
    """Sees to it that a test leaves everything as it is."""

    def rows():
        with application.config["SESSIONS"]() as session:
            tables = Base.metadata.sorted_tables
            return {table.name: sorted(map(repr, session.execute(table.select()))) for table in tables}

    before = rows()
    yield
    assert rows() == before


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("POST", "/locations", PLACE, id="a location"),
        pytest.param("POST", "/locations?dryRun=false", PLACE, id="a location in earnest"),
        pytest.param("POST", "/locations?onConflict=refresh", PLACE, id="a location again"),
        pytest.param("POST", "/locations?onConflict=reject", {**PLACE, "presence": "optional"}, id="once only"),
        pytest.param("PUT", "/locations/{known}", PLACE, id="another address"),
        pytest.param("DELETE", "/locations/{known}", None, id="a location away"),
        pytest.param("DELETE", "/entities/by-uid/{uid}", None, id="an entity away"),
        pytest.param("DELETE", f"/entities/by-uid/{NOWHERE}", None, id="nothing away"),
        pytest.param("DELETE", "/entities/by-uid/nosuch", None, id="no id at all"),
    ],
)
def test_it_works(client, known, method, path, body):
    """What would change the catalog is not allowed, and told how it is changed."""
    uid = client.get("/api/catalog/entities/by-name/component/default/shop").get_json()["metadata"]["uid"]
    response = client.open(f"/api/catalog{path.format(known=known, uid=uid)}", method=method, json=body)
    told = error(response, 403, content_type="application/json")

    assert told["error"]["name"] == "NotAllowedError"
    assert "Change the file" in told["detail"]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("number", [NOWHERE, "nosuch", "%00"])
def test_unknown(client, method, number):
    """What is not there cannot be refused."""
    body = PLACE if method == "PUT" else None
    told = error(client.open(f"{PATH}/{number}", method=method, json=body), 404, content_type="application/json")

    assert told["detail"].startswith("Found no location with ID ")


NO_TARGET = "TypeError: Unable to parse location ref 'url:', expected '<type>:<target>', e.g. 'url:https://host/path'"


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("query", ["", "?dryRun=true"])
@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({}, "request/body must have required property 'target'", id="nothing"),
        pytest.param({"type": "url"}, "request/body must have required property 'target'", id="no target"),
        pytest.param({"target": "x"}, "request/body must have required property 'type'", id="no type"),
        pytest.param({"type": "url", "target": 1}, "request/body/target must be string", id="a number"),
        pytest.param({"type": "url", "target": ""}, NO_TARGET, id="an empty target"),
        pytest.param(
            {"type": "file", "target": "/etc/x.yaml"},
            'Registered locations must be of an allowed type ["url"]',
            id="a file",
        ),
        pytest.param(
            {**PLACE, "status": "x", "verified": True},
            "request/body must NOT have additional properties",
            id="Q14 more than is known",
        ),
    ],
)
def test_bodies(client, query, body, message):
    """A body that says nothing of the kind is refused for that, in earnest as in a dry run."""
    told = error(client.post(f"{PATH}{query}", json=body), 400, content_type="application/json")

    assert told["error"] == {"name": "InputError", "message": message}


@pytest.mark.parametrize("body", [{"type": "file", "target": "/x"}, {}, {**PLACE, "x": 1}])
def test_bodies_of_changes(client, known, body):
    """So is one of a change."""
    error(client.put(f"{PATH}/{known}", json=body), 400, content_type="application/json")


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("dryRun=maybe", "request/query/dryRun must be boolean"),
        ("dryRun=1", "request/query/dryRun must be boolean"),
        ("dryRun=", "Empty value found for query parameter 'dryRun'"),
        ("onConflict=bad", "request/query/onConflict must be equal to one of the allowed values: refresh, reject"),
        ("x=1", "Unknown query parameter 'x'"),
    ],
)
def test_queries(client, query, message):
    """What is meant to be a dry run is never taken for one in earnest."""
    told = error(client.post(f"{PATH}?{query}", json=PLACE), 400, content_type="application/json")

    assert told["error"] == {"name": "InputError", "message": message}


def test_what_is_allowed_is_said(client):
    """Methods that an address does not take are answered with those it takes."""
    for path, allowed in {
        "/refresh": {"POST", "OPTIONS"},
        "/validate-entity": {"POST", "OPTIONS"},
        "/analyze-location": {"POST", "OPTIONS"},
        "/locations": {"GET", "HEAD", "POST", "OPTIONS"},
        "/locations/x": {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"},
    }.items():
        response = client.patch(f"/api/catalog{path}")

        assert response.status_code == 405
        assert {each.strip() for each in response.headers["Allow"].split(",")} == allowed, path
