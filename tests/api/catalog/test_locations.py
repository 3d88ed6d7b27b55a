import base64
import json

import pytest

from app.config import Config
from app.sync import sync
from tests.api.errors import error
from tests.conftest import TODAY
from tests.texts import a
from tests.trees import Texts

PATH = "/api/catalog/locations"
NAMES = ("one", "two", "three", "four", "five")
BAD_CURSOR = "Malformed cursor, unknown encoding"
BAD_LIMIT = "Limit must be a positive integer >= 1"


@pytest.fixture
def several(fresh, sessions):
    """Asks a catalog that is read from five folders."""
    for name in NAMES:
        sync(sessions, name, Texts({"a.yaml": a(f"System {name}", "owner: x")}), config=Config(), as_of=TODAY)
    return fresh


def query(client, **body):
    """A page of locations."""
    response = client.post(f"{PATH}/by-query", json=body)
    assert response.status_code == 200
    return response.get_json()


def targets(page):
    """The targets on a page."""
    return [each["target"] for each in page["items"]]


def test_it_works(several):
    """Each source is a location, in the order in which they came; no path of the machine is told."""
    found = [each["data"] for each in several.get(PATH).get_json()]

    assert [(each["type"], each["target"]) for each in found] == [("file", name) for name in NAMES]
    assert all(set(each) == {"id", "type", "target", "entityRef"} for each in found)
    assert all(each["entityRef"].startswith("location:default/generated-") for each in found)
    assert [several.get(f"{PATH}/{each['id']}").get_json() for each in found] == found


def test_nothing_yet(fresh):
    """A catalog that was never read has no location."""
    assert fresh.get(PATH).get_json() == []
    assert query(fresh) == {"items": [], "totalItems": 0, "pageInfo": {}}


def test_by_entity(several):
    """An entity leads to the location that it comes from, in any case."""
    found = several.get(f"{PATH}/by-entity/SYSTEM/default/Two").get_json()

    assert found["target"] == "two"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nosuch", "Found no location with ID nosuch"),
        ("00000000-0000-0000-0000-000000000000", "Found no location with ID 00000000-0000-0000-0000-000000000000"),
        ("%00", "Found no location with ID \0"),
        ("by-entity/component/default/nosuch", "found no entity for ref component:default/nosuch"),
        ("by-entity/Component/default/%ff", "found no entity for ref component:default/\ufffd"),
    ],
)
def test_unknown(client, path, message):
    """What is not there is told in the words that clients of the protocol know, whatever was asked for."""
    body = error(client.get(f"{PATH}/{path}"), 404, content_type="application/json")

    assert body["error"] == {"name": "NotFoundError", "message": message}


@pytest.mark.parametrize("path", ["", "/x", "/by-entity/component/default/shop"])
def test_unknown_parameters(client, path):
    """They take no parameters, and say so."""
    body = error(client.get(f"{PATH}{path}?x=1"), 400, content_type="application/json")

    assert body["detail"] == "Unknown query parameter 'x'"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({}, NAMES, id="everything"),
        pytest.param({"type": "file"}, NAMES, id="by type"),
        pytest.param({"type": "FILE"}, NAMES, id="in any case"),
        pytest.param({"type": "url"}, (), id="none of that type"),
        pytest.param({"target": "two"}, ("two",), id="by target"),
        pytest.param({"target": {"$hasPrefix": "t"}}, ("two", "three"), id="by the beginning of a target"),
        pytest.param({"target": {"$in": ["one", "five", "six"]}}, ("one", "five"), id="some targets"),
        pytest.param({"$not": {"target": "two"}}, ("one", "three", "four", "five"), id="all but one"),
        pytest.param({"id": {"$exists": True}, "entityRef": {"$exists": True}}, NAMES, id="what each has"),
        pytest.param({"metadata.name": {"$exists": True}}, (), id="what none has"),
        pytest.param({"$any": []}, (), id="nothing"),
    ],
)
def test_queries(several, wanted, expected):
    """A query says which, in the language of all queries."""
    page = query(several, query=wanted)

    assert sorted(targets(page)) == sorted(expected)
    assert page["totalItems"] == len(expected)
    assert page["pageInfo"] == {}


def test_by_what_is_told(several):
    """What an answer tells of a location finds it again."""
    for each in query(several)["items"]:
        for key in ("id", "entityRef", "target"):
            assert query(several, query={key: each[key]})["items"] == [each]


def test_pages(several):
    """The cursor leads on through each location once; it alone says what is asked and how much."""
    wanted = {"$not": {"target": "two"}}
    page = query(several, query=wanted, limit=3)
    rest = query(several, cursor=page["pageInfo"]["nextCursor"])

    assert (len(page["items"]), len(rest["items"])) == (3, 1)
    assert sorted(targets(page) + targets(rest)) == ["five", "four", "one", "three"]
    assert (page["totalItems"], rest["totalItems"], rest["pageInfo"]) == (4, 4, {})
    assert query(several, query={"target": "x"}, limit=1, cursor=page["pageInfo"]["nextCursor"]) == rest
    assert query(several, limit=5)["pageInfo"] == {}


def test_without_a_body(several):
    """Who posts nothing asks for everything."""
    assert several.post(f"{PATH}/by-query").get_json() == query(several)


def test_what_is_more_has_no_effect(several):
    """Q14: keys that nobody knows are passed over."""
    assert query(several, status="x", verified=True, order="target") == query(several)


def cursor(**parts):
    """A cursor of these parts."""
    return base64.b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({"limit": 0}, BAD_LIMIT, id="no limit"),
        pytest.param({"limit": -1}, BAD_LIMIT, id="a limit below none"),
        pytest.param({"limit": "1"}, "request/body/limit must be number", id="a limit that is a text"),
        pytest.param({"query": "x"}, "request/body/query must be object", id="a query that is a text"),
        pytest.param({"query": None}, "request/body/query must be object", id="a query that is nothing"),
        pytest.param({"query": {"type": None}}, "Invalid query: 'type' takes", id="a query of nothing"),
        pytest.param({"query": {"$x": []}}, "Invalid query: there is no operator $x", id="an unknown operator"),
        pytest.param({"cursor": "bad"}, BAD_CURSOR, id="a cursor of nobody's"),
        pytest.param({"cursor": "\u00e4"}, BAD_CURSOR, id="a cursor beyond ASCII"),
        pytest.param({"cursor": ""}, BAD_CURSOR, id="an empty cursor"),
        pytest.param({"cursor": cursor(limit=1)}, BAD_CURSOR, id="half a cursor"),
        pytest.param(
            {"cursor": cursor(query=[], limit=1, after="")},
            BAD_CURSOR,
            id="a cursor of lists",
        ),
        pytest.param(
            {"cursor": cursor(query={}, limit=0, after="")},
            BAD_LIMIT,
            id="an idle cursor",
        ),
        pytest.param({"cursor": 1}, "request/body/cursor must be string", id="a cursor that is a number"),
        pytest.param([], "request/body must be object", id="a list"),
    ],
)
def test_what_is_refused(client, body, message):
    """What cannot be understood is refused in the words that clients of the protocol know."""
    told = error(client.post(f"{PATH}/by-query", json=body), 400, content_type="application/json")

    assert told["error"]["name"] == "InputError"
    assert told["error"]["message"].startswith(message)
