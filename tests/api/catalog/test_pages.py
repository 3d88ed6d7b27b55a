"""Entities a page at a time."""

import base64
import json

import pytest

from app.config import Config
from app.sync import sync
from tests.api.errors import error
from tests.conftest import TODAY
from tests.trees import Texts

PATH = "/api/catalog/entities/by-query"


def names(page):
    """The names of a page's entities."""
    return [each["metadata"]["name"] for each in page["items"]]


def get(client, **query):
    """A page by GET."""
    response = client.get(PATH, query_string=query)
    assert response.status_code == 200, response.text
    return response.get_json()


def post(client, **body):
    """A page by POST."""
    response = client.post(PATH, json=body)
    assert response.status_code == 200, response.text
    return response.get_json()


def test_it_works(client):
    """All entities are one page where they are few, by reference."""
    page = get(client)

    assert page["totalItems"] == len(page["items"]) == 14
    assert page["pageInfo"] == {}
    assert names(page) == [each["metadata"]["name"] for each in client.get("/api/catalog/entities").get_json()]


@pytest.mark.parametrize("go_on", [get, post])
@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(lambda client: get(client, limit=4), id="all"),
        pytest.param(lambda client: get(client, limit=4, orderField="metadata.name,desc"), id="sorted"),
        pytest.param(lambda client: get(client, limit=2, filter="kind=component"), id="filtered"),
        pytest.param(lambda client: post(client, limit=2, query={"kind": "component"}), id="by predicate"),
        pytest.param(
            lambda client: get(client, limit=1, fullTextFilterTerm="s", orderField=["spec.type", "metadata.name"]),
            id="by text and two keys",
        ),
    ],
)
def test_there_and_back(client, begin, go_on):
    """Any cursor is taken by GET and by POST, leads through everything once, and back to where it began."""
    there = [begin(client)]
    size = len(there[0]["items"])
    while cursor := there[-1]["pageInfo"].get("nextCursor"):
        there.append(go_on(client, cursor=cursor, limit=size))
    back = [there[-1]]
    while cursor := back[-1]["pageInfo"].get("prevCursor"):
        back.append(go_on(client, cursor=cursor, limit=size))

    assert len(there) > 1
    assert sum(len(page["items"]) for page in there) == there[0]["totalItems"]
    assert len({page["totalItems"] for page in there}) == 1
    assert [names(page) for page in reversed(back)] == [names(page) for page in there]
    assert "prevCursor" not in there[0]["pageInfo"]
    assert "prevCursor" not in back[-1]["pageInfo"]
    assert "nextCursor" in back[-1]["pageInfo"]


def test_a_cursor_brings_its_request_along(client):
    """Beside a cursor only the limit and the fields count."""
    first = get(client, limit=2, filter="kind=component", orderField="metadata.name")
    cursor = first["pageInfo"]["nextCursor"]

    page = get(client, cursor=cursor, limit=1, filter="kind=group", orderField="kind,desc", fields="metadata.name")

    every = names(get(client, filter="kind=component", orderField="metadata.name"))
    assert page["items"] == [{"metadata": {"name": every[2]}}]


COMPONENT = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {}}}\n"
SPEC = "spec: {type: service, lifecycle: x, owner: y}\n"


def held(letters):
    """A component for each letter."""
    return Texts({f"{letter}.yaml": COMPONENT.format(letter) + SPEC for letter in letters})


@pytest.mark.parametrize("order", [{}, {"orderField": "metadata.name"}, {"orderField": "spec.type"}])
def test_no_sync_breaks_a_cursor(fresh, sessions, order):
    """What comes and goes between two pages is there or not, and nothing else is met twice or missed."""

    def hold(letters):
        sync(sessions, "here", held(letters), config=Config(), as_of=TODAY)

    hold("bdfhjl")
    first = get(fresh, limit=2, **order)
    hold("bdfhjl".replace("d", "")) if order else hold("abdfhjl")
    second = get(fresh, cursor=first["pageInfo"]["nextCursor"], limit=2)
    hold("fhjl")
    third = get(fresh, cursor=second["pageInfo"]["nextCursor"], limit=2)

    assert names(first) + names(second) + names(third) == ["b", "d", "f", "h", "j", "l"]
    assert third["totalItems"] == 6


@pytest.mark.parametrize(
    ("query", "shown", "total"),
    [
        pytest.param({"limit": 0}, 0, 14, id="only the number"),
        pytest.param({"limit": 0, "totalItems": "exclude"}, 0, 0, id="not even that"),
        pytest.param({"totalItems": "exclude", "limit": 3}, 3, 0, id="without the number"),
        pytest.param({"offset": 10}, 4, 14, id="an offset"),
        pytest.param({"offset": 100}, 0, 14, id="an offset beyond all"),
        pytest.param({"orderField": "nosuch"}, 0, 0, id="what lacks the key is left out"),
        pytest.param({"orderField": ["metadata.name", "nosuch"]}, 14, 14, id="of the first key only"),
        pytest.param({"fullTextFilterTerm": "shop"}, 0, 0, id="a text of uids, where nothing else is said"),
        pytest.param({"fullTextFilterTerm": "SHOP", "orderField": "metadata.name"}, 1, 1, id="of what it is sorted by"),
        pytest.param({"fullTextFilterTerm": "shop", "fullTextFilterFields": "metadata.title"}, 1, 1, id="of a title"),
        pytest.param({"fullTextFilterTerm": "%", "fullTextFilterFields": "metadata.name"}, 0, 0, id="text, no pattern"),
        pytest.param({"filter": "kind=nosuch"}, 0, 0, id="none"),
        pytest.param({"filter": ["kind=group", "kind=user"], "limit": 1}, 1, 6, id="two filters"),
        pytest.param({"filter": "ensemble.finding=owner-unknown"}, 1, 1, id="what a rule found"),
    ],
)
def test_what_is_found(client, query, shown, total):
    """How many are shown, and how many there are."""
    page = get(client, **query)

    assert (len(page["items"]), page["totalItems"]) == (shown, total)


@pytest.mark.parametrize("body", [pytest.param(b"", id="nothing"), pytest.param(b"{}", id="an empty object")])
def test_nothing_asked(client, body):
    """A body that says nothing asks for everything."""
    response = client.post(PATH, data=body, content_type="application/json")

    assert response.get_json()["totalItems"] == 14


def cursor(**said):
    """A cursor as text."""
    known = {"orderFields": [], "position": ["component:default/shop"], "isPrevious": False, "totalItems": 1}
    return base64.b64encode(json.dumps({**known, **said}).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("bad", id="no base64"),
        pytest.param("aGVsbG8=", id="no JSON"),
        pytest.param(base64.b64encode(b"[]").decode(), id="no object"),
        pytest.param(base64.b64encode(b'{"a": 1}').decode(), id="another object"),
        pytest.param(cursor(position=[]), id="no place"),
        pytest.param(cursor(position=[1]), id="a number for a reference"),
        pytest.param(cursor(position="x" * 3), id="a text for a list"),
        pytest.param(cursor(position=["a", "b"]), id="too many places"),
        pytest.param(cursor(orderFields=[{"field": "kind", "order": "asc"}]), id="too few"),
        pytest.param(cursor(orderFields=[{"field": "kind", "order": "asc"}], position=["a", "b"]), id="no number"),
        pytest.param(cursor(orderFields=[{"field": "kind", "order": "asc"}], position=["a", 2**70]), id="too far"),
        pytest.param(cursor(orderFields=[{"field": "kind", "order": "asc"}], position=["a", -1]), id="before all"),
        pytest.param(cursor(orderFields=[{"field": 1, "order": "asc"}], position=["a", 1]), id="no key"),
        pytest.param(cursor(orderFields=1), id="no orders"),
        pytest.param(cursor(isPrevious="no"), id="no direction"),
        pytest.param(cursor(totalItems="1"), id="no total"),
        pytest.param(cursor(query={"a": None}), id="no predicate"),
        pytest.param(cursor(query=[]), id="a list for a predicate"),
        pytest.param(cursor(fullTextFilter={"term": 1, "fields": []}), id="no term"),
        pytest.param(cursor(fullTextFilter={"term": "a", "fields": 1}), id="no fields"),
    ],
)
def test_a_cursor_that_is_none(client, text):
    """What is no cursor of ours is a bad request by either way."""
    for response in (client.get(PATH, query_string={"cursor": text}), client.post(PATH, json={"cursor": text})):
        assert error(response, 400, content_type="application/json")["detail"].startswith("Malformed cursor")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(cursor(position=["\0"]), id="what no database holds"),
        pytest.param(cursor(orderFields=[{"field": "kind", "order": "asc"}], position=[None, 1]), id="nothing"),
        pytest.param(cursor(fullTextFilter={"term": "a", "fields": []}), id="a text of no key"),
        pytest.param(cursor(query={}), id="a predicate of everything"),
    ],
)
def test_a_cursor_that_somebody_else_wrote(client, text):
    """One that might be ours is gone on from."""
    assert client.get(PATH, query_string={"cursor": text}).status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param([], "request/body must be object", id="a list"),
        pytest.param({"query": None}, "request/body/query must be object", id="nothing for a query"),
        pytest.param({"query": []}, "request/body/query must be object", id="a list for a query"),
        pytest.param({"limit": -1}, "request/body/limit must be >= 0", id="less than none"),
        pytest.param({"limit": "x"}, "request/body/limit must be number", id="a text for a number"),
        pytest.param({"offset": -1}, "request/body/offset must be >= 0", id="an offset before the first"),
        pytest.param({"fields": "kind"}, "request/body/fields must be array", id="a text for a list"),
        pytest.param({"cursor": ""}, "Cursor cannot be empty", id="an empty cursor"),
        pytest.param(
            {"orderBy": [{"field": "a"}]}, "request/body/orderBy/0 must have required property 'order'", id="no order"
        ),
        pytest.param(
            {"orderBy": [{"field": "a", "order": "up"}]},
            "request/body/orderBy/0/order must be equal to one of the allowed values: asc, desc",
            id="another order",
        ),
        pytest.param({"orderBy": {}}, "request/body/orderBy must be array", id="an object for a list"),
    ],
)
def test_bodies_that_cannot_be_read(client, body, message):
    """The first fault is told by its place in the body."""
    assert error(client.post(PATH, json=body), 400, content_type="application/json")["detail"] == message


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("orderField=metadata.name,up", "Invalid order field order, must be asc or desc", id="an order"),
        pytest.param("totalItems=maybe", "request/query/totalItems must be equal to one of", id="a total"),
        pytest.param("cursor=", "Empty value found for query parameter 'cursor'", id="an empty cursor"),
        pytest.param("filter=", "Empty value found for query parameter 'filter'", id="an empty filter"),
        pytest.param("limit=1&limit=2", "request/query/limit must be integer", id="two limits"),
        pytest.param("filter=%3Dx", "Invalid filter, '=x' is not a valid statement", id="a filter without a key"),
    ],
)
def test_queries_that_cannot_be_read(client, query, message):
    """The message names the parameter."""
    body = error(client.get(f"{PATH}?{query}"), 400, content_type="application/json")

    assert body["detail"].startswith(message)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        pytest.param("filter=&filter=kind%3Dgroup", 4, id="an empty filter beside another"),
        pytest.param("filter[]=kind%3Dgroup", 4, id="brackets"),
        pytest.param("filter=%2C", 14, id="a filter without a word"),
    ],
)
def test_lists_in_a_query(client, query, total):
    """What clients make of lists is read as they mean it."""
    assert client.get(f"{PATH}?{query}").get_json()["totalItems"] == total
