import base64
import json

import pytest

from tests.api.errors import error
from tests.questions import counting

PATH = "/api/catalog/entities"


def refs(response):
    """The references of the entities in an answer."""
    return [f"{each['kind']}:{each['metadata']['name']}".lower() for each in response.get_json()]


def test_it_works(client):
    """All entities by reference, with what the catalog knows besides what was written."""
    response = client.get(PATH)

    assert response.status_code == 200
    assert response.content_type == "application/json"
    assert refs(response) == sorted(refs(response))
    assert len(refs(response)) == 14
    [shop] = [each for each in response.get_json() if each["metadata"]["name"] == "shop"]
    assert shop["spec"]["tier"] == 1
    assert shop["metadata"]["namespace"] == "default"
    assert {"type": "ownedBy", "targetRef": "group:default/sales"} in shop["relations"]
    assert "Link" not in response.headers


def test_pages(client):
    """With a limit, the Link header leads through everything once."""
    seen, path = [], f"{PATH}?limit=5"
    while path:
        response = client.get(path)
        seen += refs(response)
        link = response.headers.get("Link")
        path = link and link.removeprefix("<").partition(">")[0]

    assert seen == refs(client.get(PATH))


def test_offset(client):
    """An offset leaves out the first ones."""
    assert refs(client.get(f"{PATH}?offset=12")) == refs(client.get(PATH))[12:]
    assert refs(client.get(f"{PATH}?offset=12&limit=1")) == refs(client.get(PATH))[12:13]
    assert refs(client.get(f"{PATH}?offset=99")) == []


def cursor(value):
    """A value as a cursor is written."""
    return base64.b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("limit=0", "Invalid limit, must be greater than zero", id="no limit"),
        pytest.param("limit=-1", "request/query/limit must be >= 0", id="less than none"),
        pytest.param("limit=ten", "request/query/limit must be integer", id="a word"),
        pytest.param("limit=1e99", "request/query/limit must be integer", id="a large number"),
        pytest.param("offset=-1", "request/query/offset must be >= 0", id="an offset before the first"),
        pytest.param("limit=1_0", "request/query/limit must be integer", id="a number as Python writes it"),
        pytest.param("limit=%D9%A3", "request/query/limit must be integer", id="digits of another script"),
        pytest.param("limit=%201", "request/query/limit must be integer", id="a number with a blank"),
        pytest.param(f"limit={'9' * 5_000}", "request/query/limit must be integer", id="a number without end"),
        pytest.param(f"offset={10**30}", "request/query/offset must be <= 1000000000", id="nothing can count to it"),
        pytest.param("nonsense=1", "Unknown query parameter 'nonsense'", id="a parameter that is none"),
        pytest.param("after=%%%", "Malformed after cursor", id="no base64"),
        pytest.param("after=aGVsbG8=", "Malformed after cursor", id="no JSON"),
        pytest.param(f"after={cursor([1, 2])}", "Malformed after cursor", id="no map"),
        pytest.param(
            f"after={cursor({'limit': 0, 'offset': 0})}",
            "Invalid limit, must be greater than zero",
            id="a cursor without a limit",
        ),
        pytest.param(
            f"after={cursor({'limit': True, 'offset': 0})}", "Malformed after cursor", id="a cursor of no numbers"
        ),
        pytest.param(
            f"after={cursor({'limit': 10**30, 'offset': 1})}", "Malformed after cursor", id="a cursor too far"
        ),
    ],
)
def test_bad_questions(client, query, message):
    """What cannot be asked is a bad request that names the parameter."""
    body = error(client.get(f"{PATH}?{query}"), 400, content_type="application/json")

    assert body["detail"].startswith(message)
    assert body["error"]["name"] == "InputError"


def test_queries(application, client):
    """Two questions whatever the number of entities: the generation, and their stored JSON."""
    client.get(PATH)
    with application.config["SESSIONS"]() as session, counting.selects(session) as asked:
        client.get(PATH)

    assert len(asked) == 2
