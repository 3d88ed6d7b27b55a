"""An entity for each reference."""

import pytest

from tests.api.errors import error

PATH = "/api/catalog/entities/by-refs"


def names(response):
    """The names of the items, none for those that are null."""
    assert response.status_code == 200, response.text
    return [each and each["metadata"]["name"] for each in response.get_json()["items"]]


@pytest.mark.parametrize(
    ("refs", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["component:default/shop", "group:default/sales"], ["shop", "sales"], id="in their order"),
        pytest.param(["group:default/sales", "component:default/shop"], ["sales", "shop"], id="the other way round"),
        pytest.param(["component:default/shop"] * 2, ["shop", "shop"], id="twice"),
        pytest.param(["component:default/nosuch", "component:default/shop"], [None, "shop"], id="one is not there"),
        pytest.param(["Component:Default/SHOP", "component:shop"], ["shop", "shop"], id="written otherwise"),
        pytest.param(["", "::://", "shop", "\0"], [None] * 4, id="no references"),
        pytest.param(["component:default/shop"] * 1000, ["shop"] * 1000, id="many"),
    ],
)
def test_by_refs(client, refs, expected):
    """References on the left, names on the right."""
    assert names(client.post(PATH, json={"entityRefs": refs})) == expected


def test_filtered(client):
    """What a filter or a query leaves out is null, and both must hold."""
    refs = ["component:default/shop", "group:default/sales"]

    assert names(client.post(f"{PATH}?filter=kind%3Dgroup", json={"entityRefs": refs})) == [None, "sales"]
    assert names(client.post(PATH, json={"entityRefs": refs, "query": {"kind": "component"}})) == ["shop", None]
    both = client.post(f"{PATH}?filter=kind%3Dgroup", json={"entityRefs": refs, "query": {"kind": "component"}})
    assert names(both) == [None, None]


def test_fields(client):
    """Of each entity the fields are left that are asked for."""
    body = {"entityRefs": ["component:default/shop", "component:default/nosuch"], "fields": ["kind"]}

    assert client.post(PATH, json=body).get_json() == {"items": [{"kind": "Component"}, None]}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({}, "request/body must have required property 'entityRefs'", id="none"),
        pytest.param({"entityRefs": "x"}, "request/body/entityRefs must be array", id="a text"),
        pytest.param({"entityRefs": [1]}, "request/body/entityRefs/0 must be string", id="a number"),
        pytest.param({"entityRefs": ["x", None]}, "request/body/entityRefs/1 must be string", id="nothing"),
        pytest.param({"entityRefs": [], "query": "x"}, "request/body/query must be object", id="a text for a query"),
        pytest.param([], "request/body must be object", id="a list"),
    ],
)
def test_bodies_that_cannot_be_read(client, body, message):
    """The first fault is told by its place in the body."""
    assert error(client.post(PATH, json=body), 400, content_type="application/json")["detail"] == message


def test_by_uid(client):
    """An entity has a uid that leads to it, in any case; another leads nowhere."""
    shop = client.get("/api/catalog/entities/by-name/component/default/shop").get_json()
    uid = shop["metadata"]["uid"]

    assert client.get(f"/api/catalog/entities/by-uid/{uid}").get_json() == shop
    assert client.get(f"/api/catalog/entities/by-uid/{uid.upper()}").get_json() == shop
    told = error(client.get("/api/catalog/entities/by-uid/nosuch"), 404, content_type="application/json")
    assert told["error"] == {"name": "NotFoundError", "message": "No entity with uid nosuch"}
