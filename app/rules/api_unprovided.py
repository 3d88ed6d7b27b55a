"""Every API has a component that provides it.

Passes: an API that a component names in `providesApis`; one with the tag `external` or `partner`, which others provide.
Where fewer than half of the APIs have somebody who provides them, the catalog leaves that open on the whole, and the
rule stays silent.

Fails: nobody names it, although most APIs are named.

Why: who calls the API in an incident finds no service behind it, and no team that runs one. Often the service is gone
and its API was forgotten; then people still build on it.

What to write: in the component that serves it

    providesApis:
      - ledger-api

If it is somebody else's API, the tag `external`. If the service is gone, take the API out.

Severity: gap. The API may well be served; somebody has to say by what.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import fold
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.wording import listed

ID = "api-unprovided"
SEVERITY = Severity.GAP
NUMBERS: Mapping[str, tuple[float, str]] = {
    "share": (0.5, "the share of APIs that must have somebody who provides them for the others to be found"),
}
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: old-ledger-api}
spec: {type: openapi, lifecycle: deprecated, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  providesApis: [ledger-api]
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: old-ledger-api}
spec: {type: openapi, lifecycle: deprecated, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  providesApis: [ledger-api, old-ledger-api]
"""

_ELSEWHERE = frozenset(("external", "partner"))


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find APIs that nobody provides."""
    apis = [api for api in catalog.of_kind("api") if _ELSEWHERE.isdisjoint(map(fold, api.tags))]
    provided = sum(bool(catalog.related(api.ref, "apiProvidedBy")) for api in apis)
    if provided < len(apis) * policy.number(ID, "share", NUMBERS["share"][0]):
        return
    for api in apis:
        if not catalog.related(api.ref, "apiProvidedBy"):
            consumers = [ref.name for ref in catalog.related(api.ref, "apiConsumedBy")]
            users = f", and consumed by {listed(consumers, 'and', 3)}" if consumers else ""
            yield Finding(
                ID,
                SEVERITY,
                api.ref,
                api.position,
                f"{api.name} is provided by no component{users}.",
                f"Write `{api.name}` under `providesApis` of the component that serves it, or tag it `external`.",
            )
