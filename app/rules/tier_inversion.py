"""What matters most rests on nothing that matters less.

Passes: a thing whose hard and synchronous needs lead to things of its own tier or a higher one (tier 1 is the
highest); one that needs lower ones softly or asynchronously; one without a tier, or that needs only things without.

Fails: a hard and synchronous need leads to a thing of a lower tier, directly or through things that have no tier,
such as a library, or an API and what provides it. It is found where it begins: what rests in turn on the thing that is
found, and has no lower tier, has no finding of its own. There is one finding for each lower thing.

Why: a tier 1 service is down whenever a tier 3 service it cannot do without is down, and nobody gets up at night for
tier 3.

What to write: the tier that is right for the lower thing; or, where the higher one can do without it for a while,

    dependencyDetails:
      component:exchange-rates:
        criticality: soft

Severity: gap. Either a tier is wrong or the design is.
"""

from collections.abc import Iterator
from itertools import islice, pairwise

from app.catalog import Catalog
from app.entities import Entity
from app.graph.edges import Edge
from app.graph.ends import ends
from app.graph.landscape import TIERS
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.needs import network_of
from app.rules.written import Places, unsaid

ID = "tier-inversion"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
  dependsOn: [component:exchange-rates]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: exchange-rates}
spec:
  type: service
  lifecycle: production
  owner: treasury
  tier: 3
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
  dependsOn: [component:exchange-rates]
  dependencyDetails:
    component:exchange-rates: {criticality: soft, mode: sync}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: exchange-rates}
spec:
  type: service
  lifecycle: production
  owner: treasury
  tier: 3
"""

_LONGEST = 5


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find what rests on something of a lower tier."""
    network = network_of(catalog).stopping
    tiers = [_tier(catalog.get(ref)) for ref in network.refs]
    if not any(tiers):
        return
    places = Places(catalog)
    found = ends(network.ahead, tiers)
    for node, tier in enumerate(tiers):
        told: set[int] = set()
        for hop in network.ahead[node] if tier else ():
            end = found.heaviest[hop]
            if end is None or tiers[end] <= tier or end in told:
                continue
            told.add(end)
            way = [node, *islice(found.way(hop), _LONGEST)]
            steps = [network.between(network.refs[one], network.refs[other])[0] for one, other in pairwise(way)]
            yield _inversion(catalog[network.refs[node]], catalog[network.refs[end]], steps, places)


def _tier(entity: Entity | None) -> int:
    """The tier, 0 where there is none."""
    tier = None if entity is None else entity.tier
    return tier if type(tier) is int and tier in TIERS else 0


def _inversion(entity: Entity, lower: Entity, steps: list[Edge], places: Places) -> Finding:
    first = steps[0].target
    through = "" if first == lower.ref else f", through {first.name}"
    names = [f"`{ref.short}`" for ref in (entity.ref, *(step.target for step in steps))]
    if steps[-1].target != lower.ref:
        names += ["…", f"`{lower.ref.short}`"]
    return Finding(
        ID,
        SEVERITY,
        entity.ref,
        places[steps[0]],
        f"{entity.name} has tier {entity.tier} and cannot do without {lower.name}, which has {lower.tier}{through}.",
        f"Give {lower.name} tier {entity.tier}, or say in `dependencyDetails` that `{first.short}` is needed softly or "
        "asynchronously.",
        str(lower.ref),
        evidence=(*((f"The way is {' → '.join(names)}.",) if through else ()), *unsaid(steps)),
    )
