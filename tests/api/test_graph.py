import pytest

from tests.api.errors import error

PATH = "/api/graph"


def test_it_works(client):
    """Things as nodes with what is known of them, needs as edges between their keys."""
    told = client.get(f"{PATH}?from=shop").get_json()

    assert told["title"] == "3 things around shop"
    nodes = {node["key"]: node for node in told["nodes"]}
    assert set(nodes) == {
        "component:default/ledger",
        "component:default/mail",
        "component:default/shop",
        "resource:default/gone",
    }
    assert nodes["component:default/shop"] == {
        "key": "component:default/shop",
        "ref": "component:default/shop",
        "title": "The shop",
        "exists": True,
        "type": "service",
        "lifecycle": "production",
        "tier": 1,
        "owner": "group:default/sales",
        "system": "system:default/store",
        "domain": None,
        "things": 1,
        "start": True,
    }
    assert not nodes["resource:default/gone"]["exists"]
    edges = {edge["target"]: edge for edge in told["edges"]}
    assert edges["component:default/mail"] == {
        "source": "component:default/shop",
        "target": "component:default/mail",
        "needs": 1,
        "relations": ["dependsOn"],
        "criticality": "soft",
        "mode": "async",
        "access": ["unknown"],
        "assumed": 0,
    }
    # Once by itself, once through the API that it consumes.
    assert edges["component:default/ledger"]["relations"] == ["consumesApi", "dependsOn"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("", "7 things of 4 owners", id="everything"),
        pytest.param("from=shop,mail&depth=2", "3 things around shop and mail", id="several"),
        pytest.param("from=shop&to=ledger-db", "shop needs ledger-db, through ledger", id="a path"),
        pytest.param("from=group:money", "3 things around team money", id="a team"),
        pytest.param("from=shop&direction=needed", "Nothing that needs shop", id="nothing"),
        pytest.param(
            "from=shop&show=services,apis&relation=consumesApi", "1 thing around shop", id="sorts and relations"
        ),
        pytest.param("from=shop&across=true", "3 things around shop", id="across teams"),
    ],
)
def test_the_same_as_on_the_page(client, query, title):
    """What the page takes, this takes, and answers alike."""
    told = client.get(f"{PATH}?{query}").get_json()

    assert told["title"] == title
    assert client.get(f"/graph?{query.replace('true', '1')}&format=json").get_json() == told


def test_folded(client):
    """Things as the groups that hold them; the answer says so."""
    told = client.get(f"{PATH}?fold=team").get_json()

    assert told["folded"] == "team"
    assert "Folded into" in told["told"]
    assert {node["key"]: node["things"] for node in told["nodes"]}["group:default/money"] == 2


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("from=shopp", 404, "No entity shopp in the catalog. Did you mean component:shop?"),
        ("from=:", 400, "`:` has an empty part."),
        ("to=shop", 400, "`to` is where a path ends. Write where it begins in `from`."),
        ("depth=9", 400, "'depth': Must be greater than or equal to 1 and less than or equal to 3."),
        ("depth=1_0", 400, "'depth': Not a valid integer."),
        (
            "show=cats",
            400,
            "'show': Write some of apis, components, resources, services, stores, with commas between them.",
        ),
        ("fold=nation", 400, "'fold': Must be one of: , none, team, system, domain."),
        ("x=1", 400, "Unknown query parameter 'x'"),
        (f"from={','.join(f'a{n}' for n in range(21))}", 400, "`from` names more than 20 things. Leave some out."),
    ],
)
def test_no_answer(client, query, status, message):
    """What cannot be answered is told, with what may stand there."""
    assert error(client.get(f"{PATH}?{query}"), status)["detail"] == message


def test_unchanged(client):
    """An answer has a tag, and is not sent twice."""
    response = client.get(f"{PATH}?from=shop")

    assert client.get(f"{PATH}?from=shop", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
