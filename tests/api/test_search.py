import pytest

from tests.api.errors import error

PATH = "/api/search"


def test_it_works(client):
    """The likeliest first, each with its owner and its page, and the numbers of all of it."""
    told = client.get(f"{PATH}?q=ledger&limit=2").get_json()

    assert told["items"][0] == {
        "ref": "component:default/ledger",
        "title": "ledger",
        "kind": "Component",
        "type": "service",
        "tier": 1,
        "owner": "group:default/money",
        "url": "/services/ledger",
        "field": "name",
        "snippet": {"text": "", "marks": []},
    }
    assert [item["ref"] for item in told["items"]] == ["component:default/ledger", "resource:default/ledger-db"]
    assert (told["total"], told["limit"], told["offset"]) == (3, 2, 0)
    assert told["lists"] == [
        {"list": "services", "number": 1},
        {"list": "apis", "number": 1},
        {"list": "stores", "number": 1},
    ]


def test_the_page_is_there(client):
    """Whatever is found has its page at the address that is told."""
    for item in client.get(f"{PATH}?q=s").get_json()["items"]:
        assert client.get(item["url"]).status_code == 200


def test_offset(client):
    """What is passed over does not change the number of all."""
    told = client.get(f"{PATH}?q=ledger&limit=2&offset=2").get_json()

    assert [item["ref"] for item in told["items"]] == ["api:default/ledger-api"]
    assert (told["total"], told["offset"]) == (3, 2)


def test_kind(client):
    """A list or kind narrows the items, not the numbers by list."""
    told = client.get(f"{PATH}?q=ledger&kind=API").get_json()

    assert [item["ref"] for item in told["items"]] == ["api:default/ledger-api"]
    assert told["total"] == 1
    assert len(told["lists"]) == 3


def test_a_slip(client):
    """Nothing is put right unasked: what may be meant stands beside an empty answer."""
    told = client.get(f"{PATH}?q=legder").get_json()

    assert (told["items"], told["total"], told["meant"]) == ([], 0, "ledger")
    assert [near["ref"] for near in told["near"]] == [
        "component:default/ledger",
        "resource:default/ledger-db",
        "api:default/ledger-api",
    ]


def test_it_is_not_sent_twice(client):
    """Who has the answer is told so."""
    first = client.get(f"{PATH}?q=ledger")

    assert client.get(f"{PATH}?q=ledger", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("", "request/query must have required property 'q'", id="no text"),
        pytest.param("q=", "'q': Length must be between 1 and 200.", id="an empty text"),
        pytest.param(f"q={'x' * 201}", "'q': Length must be between 1 and 200.", id="a long text"),
        pytest.param("q=a&q=b", "Query parameter 'q' is given twice; keep one.", id="two texts"),
        pytest.param("q=a&x=b", "Unknown query parameter 'x'", id="a parameter that there is not"),
        *(
            pytest.param(f"q=a&{name}={value}", None, id=f"Q04 {name} {value}")
            for name in ("limit", "offset")
            for value in ("-1", "1e9", "99999999999999999999", "%D9%A3", "%201", "1_0", "x", "")
        ),
        pytest.param("q=a&limit=0", None, id="Q04 limit 0"),
        pytest.param("q=a&limit=501", None, id="a limit that is too high"),
    ],
)
def test_what_cannot_be_asked(client, query, message):
    """A question that cannot be is refused, with the reason."""
    detail = error(client.get(f"{PATH}?{query}"), 400)["detail"]

    assert message in (None, detail)
