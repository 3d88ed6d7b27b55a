"""What years of use do to a made-up organisation: gaps, tiers, needs that can wait, an API that has grown and grown."""

import json
from collections.abc import Mapping
from itertools import chain

from benchmarks.founding import Document, Organisation, found

UNOWNED = 20
"""One component in so many has lost its owner."""
DANGLING = 30
"""One component in so many needs something that is no more."""
SOFT = 3
"""One need in so many can wait."""
OPERATIONS = 200
"""How many operations the largest API has."""

DEFINITIONS: Mapping[str, str] = {
    "asyncapi": json.dumps(
        {
            "asyncapi": "3.0.0",
            "info": {"title": "Events", "version": "1.0.0"},
            "channels": {"events": {"address": "events", "messages": {"changed": {"payload": {"type": "object"}}}}},
            "operations": {"tell": {"action": "send", "channel": {"$ref": "#/channels/events"}}},
        }
    ),
    "graphql": 'type Query {\n  "One of them."\n  one(id: ID!): Thing\n}\ntype Thing {\n  id: ID!\n  name: String\n}\n',
    "grpc": 'syntax = "proto3";\nservice Things {\n  rpc Show(Wanted) returns (Thing);\n}\n'
    "message Wanted {\n  string id = 1;\n}\nmessage Thing {\n  string id = 1;\n  string name = 2;\n}\n",
}
"""A small definition of each type but OpenAPI, of which every organisation has its own."""


def lived_in(services: int) -> Organisation:
    """An organisation of so many services and half as many people, after some years."""
    return age(found(services, users=services // 2))


def age(organisation: Organisation) -> Organisation:
    """The same organisation some years later; its documents are changed as they stand."""
    for number, component in enumerate(organisation.components):
        _settle(component, number)
    apis = list(chain.from_iterable(organisation.apis))
    for api in apis:
        api["spec"]["definition"] = DEFINITIONS.get(api["spec"]["type"], api["spec"]["definition"])
    grown = next((api for api in apis if api["spec"]["type"] == "openapi"), None)
    if grown is not None:
        grown["spec"]["definition"] = json.dumps(_openapi(), indent=1)
    return organisation


def _settle(component: Document, number: int) -> None:
    spec = component["spec"]
    spec["tier"] = int(component["metadata"]["labels"]["tier"])
    needs = spec.get("dependsOn", [])
    spec["dependencyDetails"] = {
        need: {"criticality": "hard", "mode": "sync"} if (number + place) % SOFT else {"criticality": "soft"}
        for place, need in enumerate(needs)
    }
    if number % UNOWNED == UNOWNED - 1:
        del spec["owner"]
    if number % DANGLING == DANGLING - 1:
        spec["dependsOn"] = [*needs, f"component:default/gone-{number}"]


def _openapi() -> Document:
    return {
        "openapi": "3.0.3",
        "info": {"title": "Everything", "version": "17.3.0"},
        "paths": {f"/things-{number}/{{id}}": _operation(number) for number in range(OPERATIONS)},
        "components": {"schemas": {f"Thing{number}": _schema(number) for number in range(OPERATIONS // 2)}},
    }


def _operation(number: int) -> Document:
    answer = {"$ref": f"#/components/schemas/Thing{number % (OPERATIONS // 2)}"}
    return {
        "get": {
            "operationId": f"showThing{number}",
            "summary": f"Show a thing of sort {number}",
            "tags": [f"Part {number // 20}"],
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "The thing.", "content": {"application/json": {"schema": answer}}}},
        }
    }


def _schema(number: int) -> Document:
    return {
        "type": "object",
        "properties": {
            f"field{place}": {"type": "string", "description": f"Field {place} of sort {number}."}
            for place in range(12)
        },
    }
