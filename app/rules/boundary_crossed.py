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
from app.graph.edges import Edge
from app.policy import Policy, is_service
from app.problems import Finding, Severity
from app.rules.needs import network_of
from app.rules.stores import bypasses, keeps
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
    offered = _offered(catalog)
    told = {(edge.source, edge.target) for edge, *_ in bypasses(catalog, policy)}
    for edge in network_of(catalog).edges:
        if edge.relation == "dependsOn" and (edge.source, edge.target) not in told:
            source, target = catalog.get(edge.source), catalog.get(edge.target)
            apis = () if source is None or target is None else _doors(catalog, policy, source, target, offered)
            if source is not None and target is not None and apis:
                yield _crossing(edge, source, target, apis, places)


def _offered(catalog: Catalog) -> Mapping[Ref, tuple[Ref, ...]]:
    """The APIs that each system provides: those of its components."""
    found: dict[Ref, set[Ref]] = {}
    for component in catalog.of_kind("component"):
        system = component.system
        apis = [api for api in catalog.related(component.ref, "providesApi") if api in catalog]
        if system is not None and apis:
            found.setdefault(system, set()).update(apis)
    return {system: tuple(sorted(apis)) for system, apis in found.items()}


def _doors(
    catalog: Catalog, policy: Policy, source: Entity, target: Entity, offered: Mapping[Ref, tuple[Ref, ...]]
) -> tuple[Ref, ...]:
    """The APIs through which `source` might go and does not; none where it may go straight."""
    system = target.system
    if system is None or source.system is None or system == source.system:
        return ()
    own = tuple(api for api in catalog.related(target.ref, "providesApi") if api in catalog)
    if own:
        return () if any(api in own for api in catalog.related(source.ref, "consumesApi")) else own
    return offered.get(system, ()) if is_service(target) or keeps(policy, target) else ()


def _crossing(edge: Edge, source: Entity, target: Entity, apis: tuple[Ref, ...], places: Places) -> Finding:
    system = target.system
    ways = [f"`{reference(api, source)}`" for api in apis]
    return Finding(
        ID,
        SEVERITY,
        source.ref,
        places[edge],
        f"{source.name} depends on {target.name}, inside the system {system.name if system else ''}, "
        f"which provides {listed([api.name for api in apis], 'and', 3)}.",
        f"Consume {listed(ways, 'or', 2)} under `consumesApis` in place of it, or ask its owner for an API.",
        str(target.ref),
    )
