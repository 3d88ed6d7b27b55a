"""Nobody promises to be up more often than what they need.

Passes: a thing whose promised availability (`slo`) is no more than what its needs allow; one that promises nothing,
or whose needs lead to no promise.

Fails: the promise is higher than the product of the promises of what it needs hard and synchronously: each of these
fails at its own times, and takes the thing down with it. What promises nothing counts by what it needs in turn, hard
and synchronously; where nothing behind it promises anything, it is left out, as if it never failed. Each thing counts
once, whichever way it is needed. An API and the one component that provides it, or two APIs of one provider, count as
one with the lower promise; an API that several components provide cannot do without any of them.

Why: five needs at 99.9 % leave 99.5 %, which is 3 hours and 36 minutes of outage in a month. A promise above that is
broken without anybody having done anything wrong.

What to write: the promise that can be kept, which is shown. Or say which needs are soft, so that their outage is not
yours; or have their owners promise more. The need whose softening gains most is named.

Severity: gap. One of the promises is not true.
"""

from collections.abc import Iterator
from itertools import pairwise

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.graph.allowance import Allowance, Factor, Gain, allowances
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

_KINDS = ("component", "resource", "api")
_ALWAYS = 100.0
_NOTHING = 1e-9
"""What arithmetic may lose."""


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find promises that the needs' promises do not allow."""
    promises = {entity.ref: percent for entity in catalog if (percent := promise(entity)) is not None}
    if not promises:
        return
    network = network_of(catalog).stopping
    allowed = allowances(network, promises)
    for ref, promised in promises.items():
        found = allowed.of(ref) if is_broken(promised, allowed.percent(ref)) else None
        if found is not None:
            entity = catalog[ref]
            most = _below(found.percent, promised)
            said = listed([_said(factor) for factor in found.factors], "and")
            yield Finding(
                ID,
                SEVERITY,
                ref,
                entity.at("/spec/slo/availability"),
                f"{entity.name} promises {_percent(promised)}, and what it cannot do without leaves {most}: {said}.",
                f"Promise {most} or less, say which of its needs are soft, or have their owners promise more.",
                evidence=(*_gained(found.gain), *_silent(len(found.silent)), *unsaid(_edges(network, ref, found))),
            )


def is_broken(promised: float, allowed: float) -> bool:
    """Whether a promise is more than what is allowed."""
    return promised > allowed + _NOTHING


def promise(entity: Entity) -> float | None:
    """The availability that the owner of a component, a resource or an API promises, in percent."""
    slo = entity.spec.get("slo")
    value = slo.get("availability") if isinstance(slo, dict) else slo
    if entity.ref.kind not in _KINDS or not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value)


def _said(factor: Factor) -> str:
    """A thing that counts, with its promise, and the need that leads there where that is one of something else."""
    need = factor.way[0]
    through = f", through {need.name}" if need != factor.ref else ""
    return f"{factor.ref.name} ({_percent(factor.percent)}{through})"


def _gained(gain: Gain | None) -> tuple[str, ...]:
    if gain is None:
        return ()
    left = f"{_below(gain.percent, _ALWAYS)} would be left" if gain.percent < _ALWAYS else "nothing would be in the way"
    return (f"Were {gain.target.name} needed softly, {left}.",)


def _silent(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    return (f"{number:,} more of what it cannot do without {'leads' if number == 1 else 'lead'} to no promise.",)


def _edges(network: Network, ref: Ref, found: Allowance) -> Iterator[Edge]:
    """The needs that a finding rests on: the thing's own, and those on the ways to what counts."""
    yield from network.leaving(ref)
    for factor in found.factors:
        for source, target in pairwise(factor.way):
            yield from network.between(source, target)


def _percent(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") + " %"


def _below(reachable: float, promised: float) -> str:
    """What can be reached, rounded down to as few digits as tell it from the promise."""
    for digits in (2, 3, 4, 5):
        floor = int(reachable * 10**digits) / 10**digits
        if promised - floor < 2 * (promised - reachable):
            return _percent(floor)
    return _percent(reachable)
