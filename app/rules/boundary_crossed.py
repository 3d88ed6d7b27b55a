"""A system is used through its APIs.

Passes: a dependency within one system; one on another system through `consumesApis`; one on a library or on whatever
else is no service and no data store; one on a system that provides no API, or between things that name no system.

Fails: something of one system names a service or data store of another in `dependsOn`, although that other system
provides an API. If the service provides one itself, it is enough to consume that as well. What `store-bypass` finds
is not told twice; queues, topics and streams are open to all.

Why: a system hides what is inside it, so that its team can change it. Whoever goes past its APIs is broken by the next
change, and nobody has promised otherwise.

What to write: the API in place of the component, where it is only written in the wrong field:

    consumesApis:
      - api:ledger-api

Else the owners of the other system have to offer what is needed.

Severity: advice. How far a boundary holds is for the two systems to decide.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.policy import Policy, is_service
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
    offered = _by_system(catalog, apis)
    told = {each.edge for each in bypasses(catalog, policy, apis)}
    for edge in network_of(catalog).edges:
        source, target = catalog.get(edge.source), catalog.get(edge.target)
        if edge.relation != "dependsOn" or edge in told or source is None or target is None:
            continue
        system = target.system
        if system is None or source.system is None or system == source.system:
            continue
        own = apis.get(edge.target, ())
        doors = own or (offered.get(system, ()) if is_service(target) or keeps(policy, target) else ())
        if doors and not _consumes(source, own):
            ways = listed([f"`{reference(api, source)}`" for api in doors], "or", 2)
            yield Finding(
                ID,
                SEVERITY,
                source.ref,
                places[edge],
                f"{source.name} depends on {target.name}, inside the system {system.name}, "
                f"which others reach through {listed([api.name for api in doors], 'and', 3)}.",
                f"Consume {ways} in place of it." if own else f"Go through {ways}, or ask for an API of {target.name}.",
                str(target.ref),
            )


def _by_system(catalog: Catalog, apis: Mapping[Ref, tuple[Ref, ...]]) -> Mapping[Ref, tuple[Ref, ...]]:
    """The APIs that each system provides: those of its components."""
    found: dict[Ref, set[Ref]] = {}
    for ref, provided_ in apis.items():
        system = catalog[ref].system
        if system is not None:
            found.setdefault(system, set()).update(provided_)
    return {system: tuple(sorted(some)) for system, some in found.items()}


def _consumes(source: Entity, apis: tuple[Ref, ...]) -> bool:
    return any(each.target in apis for each in source.references if each.field.name == "consumesApis")
