import pytest

from tests.api.errors import error

PATH = "/api/impact"


def test_it_works(client):
    """What stops, why, and whom to tell."""
    told = client.get(f"{PATH}?ref=ledger-db").get_json()

    assert told["title"] == "If ledger-db fails, 2 services stop"
    assert [(hit["ref"], hit["needs"], hit["chain"]) for hit in told["stops"]] == [
        ("component:default/ledger", "resource:default/ledger-db", ["resource:default/ledger-db"]),
        (
            "component:default/shop",
            "component:default/ledger",
            ["component:default/ledger", "resource:default/ledger-db"],
        ),
    ]
    assert told["stops"][1] == {
        "ref": "component:default/shop",
        "title": "The shop",
        "type": "service",
        "lifecycle": "production",
        "tier": 1,
        "owner": "group:default/sales",
        "needs": "component:default/ledger",
        "relation": "dependsOn",
        "criticality": "hard",
        "mode": "sync",
        "access": "unknown",
        "assumed": True,
        "chain": ["component:default/ledger", "resource:default/ledger-db"],
    }
    assert told["tell"] == [
        {"owner": "group:default/sales", "stops": ["component:default/shop"], "degrades": [], "rewrites": []}
    ]
    assert told["text"] == (
        "ledger-db is down.\nStops: ledger (tier 1), shop (tier 1).\nOwner: money, money@example.org.\n"
    )


def test_what_degrades(client):
    """Softly or asynchronously needed."""
    told = client.get(f"{PATH}?ref=mail&as=fails").get_json()

    assert (told["stops"], [hit["ref"] for hit in told["degrades"]]) == ([], ["component:default/shop"])


def test_what_goes(client):
    """Each need that has to be rewritten, with its file and line."""
    told = client.get(f"{PATH}?ref=ledger&as=goes").get_json()

    assert told["title"] == "If ledger goes for good, 1 thing has to be rewritten"
    assert [(each["needs"], each["relation"], each["file"], each["line"]) for each in told["rewrites"]] == [
        ("api:default/ledger-api", "consumesApi", "catalog-info.yaml", 52),
        ("component:default/ledger", "dependsOn", "catalog-info.yaml", 53),
    ]
    assert told["stops"] == told["degrades"] == []


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", 400, "request/query must have required property 'ref'"),
        ("ref=shopp", 404, "No entity shopp in the catalog. Did you mean component:shop?"),
        ("ref=shop&as=stays", 400, "'as': Must be one of: fails, goes."),
        ("ref=shop&x=1", 400, "Unknown query parameter 'x'"),
    ],
)
def test_no_answer(client, query, status, message):
    """What cannot be answered is told."""
    assert error(client.get(f"{PATH}?{query}"), status)["detail"] == message
