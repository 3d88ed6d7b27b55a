"""An API is there for somebody.

Passes: an API that a component names in `consumesApis`, or that anything depends on; one that is experimental; one
with the tag `external`, `partner` or `public`, whose users are in no catalog; one that nobody provides, which
`api-unprovided` reports. Where fewer than half of the APIs are consumed, the catalog leaves that open on the whole,
and the rule stays silent.

Fails: nobody names it, although most APIs are named.

Why: either its users are missing from the catalog, and nobody tells them before it changes; or there are none, and
it can go.

What to write: in each component that calls it

    consumesApis:
      - ledger-api

If only people outside call it, the tag `public` or `partner`. If nobody does, a day on which it goes: `sunset`.

Severity: advice. Nobody is stuck for want of it.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import Entity, fold
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.needs import network_of

ID = "api-unconsumed"
SEVERITY = Severity.ADVICE
NUMBERS: Mapping[str, tuple[float, str]] = {
    "share": (0.5, "the share of APIs that must be consumed for the others to be found"),
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
  providesApis: [ledger-api, old-ledger-api]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  consumesApis: [ledger-api]
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: old-ledger-api, tags: [partner]}
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
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  consumesApis: [ledger-api]
"""

_OUTSIDE = frozenset(("external", "partner", "public"))


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find APIs that are provided and needed by nothing."""
    network = network_of(catalog)
    apis = [api for api in catalog.of_kind("api") if catalog.related(api.ref, "apiProvidedBy")]
    apis = [api for api in apis if network.arriving(api.ref) or not _is_for_others(api)]
    consumed = sum(bool(network.arriving(api.ref)) for api in apis)
    if consumed < len(apis) * policy.number(ID, "share", NUMBERS["share"][0]):
        return
    for api in apis:
        if not network.arriving(api.ref):
            yield Finding(
                ID,
                SEVERITY,
                api.ref,
                api.position,
                f"{api.name} is provided, and nothing in the catalog consumes it.",
                "Write it under `consumesApis` of whatever calls it; tag it `public` or `partner` if only others do; "
                "or give it a `sunset`.",
            )


def _is_for_others(api: Entity) -> bool:
    """Whether nobody here has to consume it: it is only tried out, or meant for people outside."""
    return fold(api.lifecycle or "") == "experimental" or not _OUTSIDE.isdisjoint(map(fold, api.tags))
