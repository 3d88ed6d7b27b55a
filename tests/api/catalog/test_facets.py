"""What values there are, and how many entities have each."""

import pytest

from tests.api.errors import error

PATH = "/api/catalog/entity-facets"


def facets(response):
    """The values and numbers of each facet."""
    assert response.status_code == 200, response.text
    return {
        name: [(each["value"], each["count"]) for each in values]
        for name, values in response.get_json()["facets"].items()
    }


def test_it_works(client):
    """Values are shown as they are written, each with how many entities have it."""
    found = facets(client.get(PATH, query_string={"facet": ["kind", "spec.lifecycle"]}))

    assert found["kind"] == [("API", 1), ("Component", 5), ("Group", 4), ("Resource", 1), ("System", 1), ("User", 2)]
    assert sum(number for _, number in found["kind"]) == 14


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"facet": "nosuch"}, {"nosuch": []}, id="no such key"),
        pytest.param(
            {"facet": ["kind", "nosuch"], "filter": "kind=user"}, {"kind": [("User", 2)], "nosuch": []}, id="of some"
        ),
        pytest.param({"facet": "KIND", "filter": "kind=user"}, {"KIND": [("User", 2)]}, id="named as it was asked for"),
        pytest.param({"facet": ["kind", "kind"], "filter": "kind=user"}, {"kind": [("User", 2)]}, id="asked for twice"),
        pytest.param({"facet": "spec.type,kind"}, {"spec.type,kind": []}, id="a comma is of the key"),
        pytest.param({"facet": "kind", "filter": "nosuch"}, {"kind": []}, id="of none"),
        pytest.param({"facet": "metadata"}, {"metadata": []}, id="an object has no values"),
        pytest.param(
            {"facet": "ensemble.missing"},
            {"ensemble.missing": [("group:default/gone", 1), ("resource:default/gone", 1)]},
            id="what nobody declares",
        ),
    ],
)
def test_facets(client, query, expected):
    """By filter."""
    assert facets(client.get(PATH, query_string=query)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param({"facets": ["kind"], "query": {"kind": "user"}}, {"kind": [("User", 2)]}, id="a predicate"),
        pytest.param({"facets": ["kind", ""], "query": {"kind": "user"}}, {"kind": [("User", 2)]}, id="an empty name"),
        pytest.param({"facets": ["a"], "unknown": 1}, {"a": []}, id="another key is passed over"),
        pytest.param({"facets": ["kind"], "query": {"$any": []}}, {"kind": []}, id="of none"),
    ],
)
def test_facets_by_predicate(client, body, expected):
    """By predicate."""
    assert facets(client.post(PATH, json=body)) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("", "request/query must have required property 'facet'", id="none"),
        pytest.param("facet=", "Empty value found for query parameter 'facet'", id="an empty one"),
        pytest.param("filter=kind", "request/query must have required property 'facet'", id="only a filter"),
        pytest.param("facet=kind&x=1", "Unknown query parameter 'x'", id="another parameter"),
    ],
)
def test_queries_that_cannot_be_read(client, query, message):
    """The message names the parameter."""
    assert error(client.get(f"{PATH}?{query}"), 400, content_type="application/json")["detail"] == message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({}, "request/body must have required property 'facets'", id="none"),
        pytest.param({"facets": []}, "Missing or empty facets parameter", id="an empty list"),
        pytest.param({"facets": [""]}, "Missing or empty facets parameter", id="an empty name"),
        pytest.param({"facets": "kind"}, "request/body/facets must be array", id="a text"),
        pytest.param({"facets": ["kind"], "query": "x"}, "request/body/query must be object", id="a text for a query"),
    ],
)
def test_bodies_that_cannot_be_read(client, body, message):
    """The first fault is told by its place in the body."""
    assert error(client.post(PATH, json=body), 400, content_type="application/json")["detail"] == message
