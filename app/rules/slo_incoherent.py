"""Nobody promises to be up more often than what they need.

Passes: a thing whose promised availability (`slo`) is no more than what its needs allow; one that promises nothing,
or whose needs promise nothing.

Fails: the promise is higher than the product of the promises of everything it needs directly, hard and synchronously:
each of these fails at its own times, and takes the thing down with it. What promises nothing is left out, as if it
never failed. Each counts once, whichever way it is needed: for an API its own promise, else that of the one component
that provides it; an API and its provider, or two APIs of one provider, count as one with the lower promise.

Why: five needs at 99.9 % leave 99.5 %, which is 3 hours and 36 minutes of outage in a month. A promise above that is
broken without anybody having done anything wrong.

What to write: the promise that can be kept, which is shown. Or say which needs are soft, so that their outage is not
yours; or have their owners promise more.

Severity: gap. One of the promises is not true.
"""

from collections.abc import Iterator
from math import prod

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.graph.edges import Edge
from app.graph.network import Network
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.needs import network_of
from app.rules.wording import listed
from app.rules.written import unsaid

ID = "slo-incoherent"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec:
  type: service
  lifecycle: production
  owner: payments
  slo: {availability: 99.9}
  dependsOn: [component:ledger, resource:orders-db]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: production, owner: accounts, slo: 99.9}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: orders-db}
spec: {type: database, owner: payments, slo: 99.95}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec:
  type: service
  lifecycle: production
  owner: payments
  slo: {availability: 99.8}
  dependsOn: [component:ledger, resource:orders-db]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: production, owner: accounts, slo: 99.9}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: orders-db}
spec: {type: database, owner: payments, slo: 99.95}
"""

_NOTHING = 1e-9
"""What arithmetic may lose."""


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find promises that the needs' promises do not allow."""
    network = network_of(catalog).stopping
    for entity in catalog:
        promised = promise(entity)
        if promised is None:
            continue
        edges = network.leaving(entity.ref)
        counted = _counted(catalog, network, edges)
        reachable = 100 * prod(percent / 100 for percent in counted.values())
        if promised > reachable + _NOTHING:
            lowest = sorted(counted, key=lambda ref: (counted[ref], ref))
            said = listed([f"{ref.name} ({_percent(counted[ref])})" for ref in lowest], "and")
            most = _below(reachable, promised)
            yield Finding(
                ID,
                SEVERITY,
                entity.ref,
                entity.at("/spec/slo/availability"),
                f"{entity.name} promises {_percent(promised)}, and what it cannot do without leaves {most}: {said}.",
                f"Promise {most} or less, say which of these are needed softly, or have their owners promise more.",
                evidence=(*_silent(len({edge.target for edge in edges}), len(counted)), *unsaid(edges)),
            )


def promise(entity: Entity) -> float | None:
    """The availability that its owner promises, in percent."""
    slo = entity.spec.get("slo")
    value = slo.get("availability") if isinstance(slo, dict) else slo
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _counted(catalog: Catalog, network: Network, edges: tuple[Edge, ...]) -> dict[Ref, float]:
    """The promises of what is needed, each thing once: an API is its only provider, by another name."""
    found: dict[Ref, float] = {}
    for edge in edges:
        target = catalog.get(edge.target)
        if target is None:
            continue
        providers = [each.target for each in network.leaving(edge.target) if each.relation == "apiProvidedBy"]
        provider = catalog.get(providers[0]) if len(providers) == 1 else None
        own = promise(target)
        percent = promise(provider) if own is None and provider is not None else own
        if percent is not None:
            ref = target.ref if provider is None else provider.ref
            found[ref] = min(percent, found.get(ref, percent))
    return found


def _silent(needed: int, counted: int) -> tuple[str, ...]:
    more = needed - counted
    if more <= 0:
        return ()
    return (f"{more:,} more of what it cannot do without {'promises' if more == 1 else 'promise'} nothing.",)


def _percent(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") + " %"


def _below(reachable: float, promised: float) -> str:
    """What can be reached, rounded down to as few digits as tell it from the promise."""
    for digits in (2, 3, 4, 5):
        floor = int(reachable * 10**digits) / 10**digits
        if promised - floor < 2 * (promised - reachable):
            return _percent(floor)
    return _percent(reachable)
