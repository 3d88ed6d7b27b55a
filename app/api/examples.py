"""One example of every operation, asked of the example organisation; by its name the document knows the operation.

What the API answered to each stands in `examples.json`, which a test keeps true.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson

ANSWERS = Path(__file__).with_suffix(".json")

_CATALOG = "/api/catalog"
_BY_NAME = f"{_CATALOG}/entities/by-name/{{kind}}/{{namespace}}/{{name}}"
_NAMED: Mapping[str, Any] = {"kind": "component", "namespace": "default", "name": "refunds"}
_FEW = ["metadata.name", "spec.owner"]
_UID = "f5537366-f01b-5dfe-bfc3-a27c4831003f"
_LOCATION = "26866603-684b-52ee-a5a7-965186285fc1"
_PLACE: Mapping[str, Any] = {"type": "url", "target": "https://git.halden.example/payments/catalog-info.yaml"}
_SERVICES = "kind=component,spec.type=service"
_ENTITY = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: refunds
spec:
  type: service
  lifecycle: production
  owner: paymnets
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A request by the parameters of its path and query and by its body, and the status it is answered with."""

    operation: str
    method: str
    path: str
    values: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    status: int = 200


EXAMPLES = (
    Example("getEntities", "get", f"{_CATALOG}/entities", {"filter": [_SERVICES], "fields": _FEW, "limit": 2}),
    Example(
        "getEntitiesByQuery",
        "get",
        f"{_CATALOG}/entities/by-query",
        {"filter": ["kind=component"], "fields": _FEW, "orderField": ["metadata.name,desc"], "limit": 2},
    ),
    Example(
        "queryEntitiesByPredicate",
        "post",
        f"{_CATALOG}/entities/by-query",
        body={
            "query": {"$all": [{"kind": "component"}, {"$not": {"spec.type": {"$in": ["service", "website"]}}}]},
            "fields": _FEW,
            "limit": 2,
        },
    ),
    Example("getEntityByName", "get", _BY_NAME, _NAMED),
    Example("getEntityAncestryByName", "get", f"{_BY_NAME}/ancestry", {**_NAMED, "kind": "user", "name": "amara"}),
    Example("getEntityByUid", "get", f"{_CATALOG}/entities/by-uid/{{uid}}", {"uid": _UID}),
    Example("deleteEntityByUid", "delete", f"{_CATALOG}/entities/by-uid/{{uid}}", {"uid": _UID}, status=403),
    Example(
        "getEntitiesByRefs",
        "post",
        f"{_CATALOG}/entities/by-refs",
        body={"entityRefs": ["component:default/refunds", "component:default/nobody"], "fields": _FEW},
    ),
    Example(
        "getEntityFacets",
        "get",
        f"{_CATALOG}/entity-facets",
        {"facet": ["spec.type", "spec.lifecycle"], "filter": ["kind=api"]},
    ),
    Example(
        "queryEntityFacetsByPredicate",
        "post",
        f"{_CATALOG}/entity-facets",
        body={"facets": ["spec.type"], "query": {"kind": "resource", "relations.ownedby": "group:default/payments"}},
    ),
    Example("refreshEntity", "post", f"{_CATALOG}/refresh", body={"entityRef": "component:default/refunds"}),
    Example(
        "validateEntity",
        "post",
        f"{_CATALOG}/validate-entity",
        body={
            "location": f"url:{_PLACE['target']}",
            "entity": {
                "apiVersion": "backstage.io/v1alpha1",
                "kind": "Component",
                "metadata": {"name": "refunds"},
                "spec": {"type": "service", "lifecycle": "production"},
            },
        },
        status=400,
    ),
    Example("getLocations", "get", f"{_CATALOG}/locations"),
    Example("getLocation", "get", f"{_CATALOG}/locations/{{id}}", {"id": _LOCATION}),
    Example("getLocationByEntity", "get", f"{_CATALOG}/locations/by-entity/{{kind}}/{{namespace}}/{{name}}", _NAMED),
    Example(
        "getLocationsByQuery", "post", f"{_CATALOG}/locations/by-query", body={"query": {"type": "file"}, "limit": 1}
    ),
    Example("createLocation", "post", f"{_CATALOG}/locations", body=_PLACE, status=403),
    Example("updateLocation", "put", f"{_CATALOG}/locations/{{id}}", {"id": _LOCATION}, _PLACE, 403),
    Example("deleteLocation", "delete", f"{_CATALOG}/locations/{{id}}", {"id": _LOCATION}, status=403),
    Example(
        "analyzeLocation",
        "post",
        f"{_CATALOG}/analyze-location",
        body={"location": {"type": "url", "target": "https://git.halden.example/halden/parcels"}},
    ),
    Example("search", "get", "/api/search", {"q": "refund", "kind": "services", "limit": 1}),
    Example("getGaps", "get", "/api/gaps", {"severity": "error", "size": 1}),
    Example("getScorecards", "get", "/api/scorecards", {"team": "analytics"}),
    Example("getAlignment", "get", "/api/alignment"),
    Example(
        "getAlignmentSection", "get", "/api/alignment/{section}", {"section": "services", "team": "payments", "size": 1}
    ),
    Example("getMetrics", "get", "/api/metrics", {"name": "owned_by_team", "scope": "analytics"}),
    Example("getOwner", "get", "/api/owner", {"ref": "component:refunds"}),
    Example("getGraph", "get", "/api/graph", {"from": "component:ledger", "direction": "needs"}),
    Example("getImpact", "get", "/api/impact", {"ref": "component:disputes"}),
    Example("check", "post", "/api/check", body={"text": _ENTITY, "path": "refunds.yaml"}, status=422),
    Example("getHealth", "get", "/healthz"),
    Example("getReadiness", "get", "/readyz"),
    Example("scrapeMetrics", "get", "/metrics"),
    Example("getDocument", "get", "/api/openapi.json"),
    Example("getCatalogDocument", "get", f"{_CATALOG}/openapi.json"),
)
"""In the order in which they are told."""


@cache
def answers() -> Mapping[str, Any]:
    """What was answered to each, by the name of its operation; nothing where the answer is empty or this document."""
    found: Mapping[str, Any] = orjson.loads(ANSWERS.read_bytes())
    return found
