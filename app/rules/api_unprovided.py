"""Every API has a component that provides it.

Passes: an API that a component names in `providesApis`. A catalog in which no component provides any API keeps that
somewhere else, and the rule stays silent.

Fails: nobody names it.

Why: who calls the API in an incident finds no service behind it, and no team that runs one. Often the service is gone
and its API was forgotten; then people still build on it.

What to write: in the component that serves it

    providesApis:
      - ledger-api

If the service is gone, take the API out.

Severity: gap. The API may well be served; somebody has to say by what.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.wording import listed

ID = "api-unprovided"
SEVERITY = Severity.GAP
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


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find APIs that nobody provides."""
    apis = catalog.of_kind("api")
    if not any(catalog.related(component.ref, "providesApi") for component in catalog.of_kind("component")):
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
                f"{api.name} is provided by nothing{users}.",
                f"Write `{api.name}` under `providesApis` of the component that serves it, or take the API out.",
            )
