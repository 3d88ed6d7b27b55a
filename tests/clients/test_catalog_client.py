"""Backstage's own client, as npm has it, gets from a running Ensemble what it was made to get."""

from typing import Any

import pytest

from tests.clients import node


@pytest.fixture(scope="session")
def report(example: str) -> Any:
    """What came of each call, by its name."""
    return node.run("catalog_client.mjs", f"{example}/api/catalog")


def failed(status: int, name: str, message: str) -> list[object]:
    """What a call throws: the client's own error, which carries the server's."""
    return ["ResponseError", status, name, message]


def page(items: list[str], total: int, *leads: str) -> dict[str, object]:
    """A page of a list, and the ways that lead on from it."""
    return {"items": items, "totalItems": total, "pageInfo": list(leads)}


DOMAINS = [
    f"domain:default/{name}"
    for name in ("cards", "credit-risk", "customer", "insight", "lending", "money-movement", "platform", "risk")
]
READ_ONLY = failed(
    403,
    "NotAllowedError",
    "The catalog is not changed here: it holds what its files say. "
    "Change the file where the entity is declared, or the folder that is read.",
)
NOBODY = "00000000-0000-4000-8000-000000000000"
UNDEFINED = "<undefined>"


@pytest.mark.parametrize(
    ("call", "result"),
    [
        pytest.param("getEntities", 107, id="all entities"),
        pytest.param(
            "getEntities, filter",
            [
                f"group:default/{name}"
                for name in (
                    [
                        "analytics",
                        "app",
                        "cards",
                        "customer-care",
                        "fraud",
                        "ledger",
                        "lending",
                        "notifications",
                        "payments",
                        "platform",
                    ]
                )
            ],
            id="entities by two fields",
        ),
        pytest.param(
            "getEntities, one of several values",
            ["resource:default/fraud-features", "resource:default/payments-topic"],
            id="entities by one of several values",
        ),
        pytest.param(
            "getEntities, one of several filters",
            ["api:default/ledger-api", "resource:default/fraud-features"],
            id="entities by one of several filters",
        ),
        pytest.param(
            "getEntities, what has a field",
            ["resource:default/card-vault-db", "resource:default/payments-db"],
            id="entities that have a field",
        ),
        pytest.param(
            "getEntities, relation",
            ["system:default/bank-rails", "system:default/money-core"],
            id="entities by a relation",
        ),
        pytest.param(
            "getEntities, fields", [{"kind": "API", "metadata": {"name": "ledger-api"}}], id="parts of entities"
        ),
        pytest.param(
            "getEntities, order",
            [
                f"resource:default/{name}"
                for name in ["payments-db", "loans-db", "ledger-db", "core-db", "cases-db", "card-vault-db"]
            ],
            id="entities in order",
        ),
        pytest.param("getEntities, limit and offset", DOMAINS[1:3], id="some of the entities"),
        pytest.param(
            "getEntities, no limit that is one",
            failed(400, "InputError", "Invalid limit, must be greater than zero"),
            id="no limit that is one",
        ),
        pytest.param("queryEntities", 107, id="a page of all"),
        pytest.param("queryEntities, only the number", page([], 27), id="only how many there are"),
        pytest.param(
            "queryEntities, there and back",
            [
                page(DOMAINS[:3], 8, "nextCursor"),
                page(DOMAINS[3:6], 8, "nextCursor", "prevCursor"),
                page(DOMAINS[6:], 8, "prevCursor"),
                page(DOMAINS[3:6], 8, "nextCursor", "prevCursor"),
                page(DOMAINS[:3], 8, "nextCursor"),
            ],
            id="pages there and back",
        ),
        pytest.param(
            "queryEntities, there and back by predicate",
            [
                page(DOMAINS[:2:-1], 8, "nextCursor"),
                page(DOMAINS[2::-1], 8, "prevCursor"),
                page(DOMAINS[:2:-1], 8, "nextCursor"),
            ],
            id="pages of a predicate there and back",
        ),
        pytest.param(
            "queryEntities, two orders", page([DOMAINS[1], DOMAINS[0], DOMAINS[2]], 8, "nextCursor"), id="two orders"
        ),
        pytest.param(
            "queryEntities, text",
            page(
                [
                    "api:default/ledger-api",
                    "component:default/ledger",
                    "group:default/ledger",
                    "resource:default/ledger-db",
                ],
                4,
            ),
            id="text",
        ),
        pytest.param(
            "queryEntities, predicate",
            page(["component:default/customer-profile", "component:partners/sandbox"], 2),
            id="a predicate",
        ),
        pytest.param(
            "queryEntities, predicate of relations", page(["resource:default/card-vault-db"], 1), id="related to"
        ),
        pytest.param(
            "queryEntities, no predicate that is one",
            failed(
                400,
                "InputError",
                "Invalid query: 'kind' takes a text, a number, true or false, or an object with one of $exists (true "
                "or false), $in (a list of those), $hasPrefix (a text) and $contains.",
            ),
            id="no predicate that is one",
        ),
        pytest.param(
            "queryEntities, no cursor that is one",
            failed(400, "InputError", "Malformed cursor: take one from the pageInfo of a page."),
            id="no cursor that is one",
        ),
        pytest.param("streamEntities", [10, 10, 7], id="a stream of pages"),
        pytest.param("streamEntities, each once", 107, id="a stream has everything once"),
        pytest.param(
            "getEntitiesByRefs",
            ["api:default/ledger-api", UNDEFINED, "system:default/loans", "api:default/ledger-api"],
            id="by references",
        ),
        pytest.param("getEntitiesByRefs, filter", [UNDEFINED, "system:default/loans"], id="by references, filtered"),
        pytest.param(
            "getEntitiesByRefs, predicate", [{"spec": {"type": "grpc"}}, UNDEFINED], id="by references, by predicate"
        ),
        pytest.param(
            "getEntitiesByRefs, more than one request may ask",
            [2501, 1, "api:default/ledger-api"],
            id="by more references than one request may hold",
        ),
        pytest.param("getEntityByRef", ["api:default/ledger-api"], id="by reference, in any case"),
        pytest.param("getEntityByRef, in parts", ["system:default/loans"], id="by reference in parts"),
        pytest.param("getEntityByRef, nobody", UNDEFINED, id="nobody by reference"),
        pytest.param("getEntityByName", ["group:default/cards"], id="by name"),
        pytest.param(
            "getEntityAncestors",
            {"rootEntityRef": "api:default/ledger-api", "first": ["api:default/ledger-api"]},
            id="ancestors",
        ),
        pytest.param(
            "getEntityAncestors, nobody",
            failed(404, "NotFoundError", "No such entity api:default/nobody"),
            id="nobody's ancestors",
        ),
        pytest.param(
            "getEntityFacets",
            {
                "facets": {
                    "kind": [
                        {"value": value, "count": count}
                        for value, count in {
                            "API": 10,
                            "Component": 28,
                            "Domain": 8,
                            "Group": 11,
                            "Resource": 13,
                            "System": 10,
                            "User": 27,
                        }.items()
                    ],
                    "nothing": [],
                }
            },
            id="facets",
        ),
        pytest.param(
            "getEntityFacets, filter",
            {
                "facets": {
                    "spec.lifecycle": [
                        {"value": "deprecated", "count": 1},
                        {"value": "experimental", "count": 1},
                        {"value": "production", "count": 8},
                    ]
                }
            },
            id="facets of some",
        ),
        pytest.param(
            "getEntityFacets, predicate",
            {
                "facets": {
                    "metadata.tags": [
                        {"value": "legacy", "count": 1},
                        {"value": "oracle", "count": 1},
                        {"value": "pci", "count": 2},
                        {"value": "postgres", "count": 5},
                    ]
                }
            },
            id="facets by predicate",
        ),
        pytest.param(
            "getEntityFacets, none",
            failed(400, "InputError", "request/query must have required property 'facet'"),
            id="no facets",
        ),
        pytest.param("getLocations", ["file"], id="locations"),
        pytest.param("queryLocations", [True, []], id="a page of locations"),
        pytest.param("streamLocations, as many", True, id="a stream of locations"),
        pytest.param("getLocationById", True, id="a location by id"),
        pytest.param("getLocationById, nobody", UNDEFINED, id="nobody's id"),
        pytest.param("getLocationByRef", True, id="a location by reference"),
        pytest.param("getLocationByRef, nobody", UNDEFINED, id="nobody's reference"),
        pytest.param("getLocationByEntity", True, id="an entity's location"),
        pytest.param("getLocationByEntity, nobody", UNDEFINED, id="nobody's location"),
        pytest.param("validateEntity", {"valid": True}, id="a valid entity"),
        pytest.param(
            "validateEntity, no entity that is one", {"valid": False, "named": ["InputError"]}, id="an invalid entity"
        ),
        pytest.param("analyzeLocation", ["tips"], id="what a location would be"),
        pytest.param("refreshEntity", UNDEFINED, id="a refresh"),
        pytest.param(
            "refreshEntity, nobody",
            failed(404, "NotFoundError", "Entity component:default/nobody not found"),
            id="nobody's refresh",
        ),
        pytest.param("addLocation", READ_ONLY, id="no new location"),
        pytest.param("updateLocation", READ_ONLY, id="no other location"),
        pytest.param(
            "updateLocation, nobody",
            failed(404, "NotFoundError", f"Found no location with ID {NOBODY}"),
            id="nobody's other location",
        ),
        pytest.param("removeLocationById", READ_ONLY, id="no location fewer"),
        pytest.param(
            "removeLocationById, nobody",
            failed(404, "NotFoundError", f"Found no location with ID {NOBODY}"),
            id="nobody's location, fewer",
        ),
        pytest.param("removeEntityByUid", READ_ONLY, id="no entity fewer"),
    ],
)
def test_calls(report, call, result):
    """Each of its methods returns what is there, or throws what is wrong with the call."""
    assert report["calls"][call] == result


def test_every_method(report):
    """No method of the client is left out, but for those it keeps to itself."""
    called = {call.partition(",")[0] for call in report["calls"]}

    assert set(report["methods"]) - called == {
        "constructor",
        "getEntityFacetsByPredicate",
        "getFilterValue",
        "queryEntitiesByPredicate",
        "requestIgnored",
        "requestOptional",
        "requestRequired",
    }
