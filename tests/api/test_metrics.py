"""The numbers the catalog is judged by, asked over HTTP."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.api.errors import error

PATH = "/api/metrics"


def test_it_works(client):
    """Every measure is explained, and what it is now told; numbers by team only where they are asked for."""
    found = client.get(PATH).get_json()

    measures = {each["name"]: each for each in found["measures"]}
    assert measures["owned"]["whole"] == "need_owner"
    assert found["points"] == []
    assert not any(measures[each["name"]]["by"] == "team" for each in found["values"])
    [owned] = [each for each in found["values"] if each["name"] == "owned"]
    assert owned["percent"] == owned["value"] * 100 // owned["whole"]


def test_one_measure(client):
    """A measure that is named comes with its points."""
    found = client.get(f"{PATH}?name=owned").get_json()

    assert [each["name"] for each in found["measures"]] == ["owned"]
    assert [(each["value"], each["whole"]) for each in found["points"]] == [
        (each["value"], each["whole"]) for each in found["values"]
    ]


@pytest.mark.parametrize("scope", ["money", "group:money", "group:default/money", "Money"])
def test_one_team(client, scope):
    """A team may be named as elsewhere; its points come along."""
    found = client.get(PATH, query_string={"name": "owned_by_team", "scope": scope}).get_json()

    assert [each["scope"] for each in found["values"]] == ["group:default/money"]
    assert len(found["points"]) == 1


def test_all_teams(client):
    """Without a scope a measure by team tells each of them, and no points."""
    found = client.get(f"{PATH}?name=need_owner_by_team").get_json()

    assert {each["scope"] for each in found["values"]} >= {"", "group:default/money", "group:default/sales"}
    assert found["points"] == []


def test_no_team(client):
    """An empty scope is what belongs to none."""
    found = client.get(f"{PATH}?name=need_owner_by_team&scope=").get_json()

    assert [each["scope"] for each in found["values"]] == [""]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("name=nonsense", id="no measure"),
        pytest.param("name=owned_by_team&scope=a:b:/", id="no reference"),
        pytest.param("names=owned", id="no parameter"),
    ],
)
def test_bad_queries(client, query):
    """What cannot be meant is refused."""
    error(client.get(f"{PATH}?{query}"), 400)


def test_prometheus(client):
    """A scraper gets every number with its type, in the form it reads."""
    response = client.get("/metrics", headers={"Accept": "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"})
    families = {each.name: each for each in text_string_to_metric_families(response.get_data(as_text=True))}

    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert families["ensemble_generation"].samples[0].value == 1
    assert families["ensemble_owned"].type == "gauge"
    assert {sample.labels["team"] for sample in families["ensemble_owned_by_team"].samples} >= {"group:default/money"}
