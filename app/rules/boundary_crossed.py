"""A system is used through its APIs.

Passes: a dependency within one system; one on another system through `consumesApis`, even if the component is named in
`dependsOn` as well; one on what offers no API, such as a library, and between things that name no system.

Fails: something of one system names a component of another in `dependsOn`, although that provides an API; or a data
store, although a component of that system that needs the data store provides one. What `store-bypass` finds is not told
twice; queues, topics and streams are open to all.

Why: a system hides what is inside it, so that its team can change it. Whoever goes past its APIs is broken by the next
change, and nobody has promised otherwise.

What to write: the API in place of what is behind it, where it is only written in the wrong field:

    consumesApis:
      - ledger-api

Else ask the owners of the other system to offer there what is needed.

Severity: advice. How far a boundary holds is for the two systems to decide.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.needs import network_of
from app.rules.stores import bypasses, keeps, provided
from app.rules.wording import listed, reference
from app.rules.written import Places

ID = "boundary-crossed"
SEVERITY = Severity.ADVICE
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  system: sales
  dependsOn: [component:ledger]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  system: money
  providesApis: [ledger-api]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, system: money, definition: 'openapi: 3.1.0'}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  system: sales
  consumesApis: [ledger-api]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  system: money
  providesApis: [ledger-api]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, system: money, definition: 'openapi: 3.1.0'}
"""


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find dependencies on what is inside another system."""
    places = Places(catalog)
    apis = provided(catalog)
    ways_to: dict[Ref, tuple[Ref, ...]] = {}
    told = {each.edge for each in bypasses(catalog, policy)}
    for edge in network_of(catalog).edges:
        source, target = catalog.get(edge.source), catalog.get(edge.target)
        if edge.relation != "dependsOn" or edge in told or source is None or target is None:
            continue
        system = target.system
        if system is None or source.system is None or system == source.system:
            continue
        if edge.target not in ways_to:
            stored = _to_a_store(catalog, target, apis) if keeps(policy, target) else ()
            ways_to[edge.target] = apis.get(edge.target, stored)
        ways = ways_to[edge.target]
        if ways and not _consumes(source, ways):
            yield Finding(
                ID,
                SEVERITY,
                source.ref,
                places[edge],
                f"{source.name} depends on {target.name}, inside the system {system.name}, "
                f"which others reach through {listed([api.name for api in ways], 'and', 3)}.",
                f"Consume {listed([f'`{reference(api, source)}`' for api in ways], 'or', 2)} in place of it.",
                str(target.ref),
            )


def _to_a_store(catalog: Catalog, store: Entity, apis: Mapping[Ref, tuple[Ref, ...]]) -> tuple[Ref, ...]:
    """The APIs of those components of its own system that need a data store."""
    found: set[Ref] = set()
    for edge in network_of(catalog).arriving(store.ref):
        user = catalog.get(edge.source)
        if user is not None and user.ref in apis and user.system == store.system:
            found.update(apis[user.ref])
    return tuple(sorted(found))


def _consumes(source: Entity, apis: tuple[Ref, ...]) -> bool:
    return any(each.target in apis for each in source.references if each.field.name == "consumesApis")
