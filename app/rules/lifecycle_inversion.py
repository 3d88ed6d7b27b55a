"""What others rely on rests on nothing that may be gone tomorrow.

Passes: a thing in production whose hard needs are in production, or do not say; one that needs an experimental or
deprecated thing only softly; one that goes itself no later than what it needs.

Fails: a Component or API in production has a hard need of something whose lifecycle is `experimental` or `deprecated`.
Or anything needs, however softly, what has a `sunset`: then the days that are left are counted. An API needs what
provides it.

Why: an experiment may end, and a deprecated thing will. Whoever builds on it learns so from an outage, unless somebody
counts the days.

What to write: the need of what takes its place, where something says it `replaces` it. A soft need can stay until the
day:

    dependencyDetails:
      component:rates-beta:
        criticality: soft

If the lifecycle or the day is out of date, correct it.

Severity: gap. The descriptors may tell the truth; somebody has to move.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.graph.edges import Edge
from app.policy import Policy, is_in_production
from app.problems import Finding, Severity
from app.rules.answering import team_of
from app.rules.days import away, day
from app.rules.needs import network_of
from app.rules.wording import listed
from app.rules.written import Places, unsaid

ID = "lifecycle-inversion"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [component:rates-beta, component:old-ledger]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: rates-beta}
spec: {type: service, lifecycle: experimental, owner: treasury}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: old-ledger}
spec: {type: service, lifecycle: deprecated, owner: accounts, sunset: 2027-06-30}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [component:rates-beta, component:ledger]
  dependencyDetails:
    component:rates-beta: {criticality: soft, mode: sync}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: rates-beta}
spec: {type: service, lifecycle: experimental, owner: treasury}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: production, owner: accounts, replaces: [component:old-ledger]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: old-ledger}
spec: {type: service, lifecycle: deprecated, owner: accounts, sunset: 2027-06-30}
"""

_PASSING = ("experimental", "deprecated")


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find needs of what may go or will."""
    places = Places(catalog)
    replacing = _replacing(catalog)
    leaving = {entity.ref: until for entity in catalog if (until := day(entity.spec.get("sunset"))) is not None}
    for (needing, needed), edges in groupby(network_of(catalog).edges, key=lambda edge: edge[:2]):
        source, target = catalog.get(needing), catalog.get(needed)
        if source is None or target is None:
            continue
        until = leaving.get(needed)
        # A second relation between the same two, `consumesApi` beside `dependsOn`, is the same need said twice.
        edge = max(edges, key=lambda each: each.criticality == "hard")
        if _goes_first(leaving.get(needing), until):
            continue
        if until is not None:
            yield _of_what_leaves(catalog, edge, until, places, replacing)
        elif is_in_production(source) and edge.criticality == "hard" and fold(target.lifecycle or "") in _PASSING:
            yield _of_what_may_go(catalog, edge, target, places, replacing)


def _replacing(catalog: Catalog) -> Mapping[Ref, list[str]]:
    """What takes the place of a thing, by that thing."""
    found: dict[Ref, list[str]] = {}
    for component in catalog.of_kind("component"):
        for reference in component.references:
            if reference.field.name == "replaces" and reference.target is not None:
                found.setdefault(reference.target, []).append(component.ref.short)
    return found


def _goes_first(own: date | None, other: date | None) -> bool:
    """Whether a thing is gone by the time what it needs goes."""
    return own is not None and other is not None and own <= other


def _of_what_leaves(
    catalog: Catalog, edge: Edge, until: date, places: Places, replacing: Mapping[Ref, list[str]]
) -> Finding:
    source, target = catalog[edge.source], catalog[edge.target]
    goes = "goes" if until >= catalog.as_of else "was to go"
    owner = team_of(catalog, target)
    agree = f"agree on a later `sunset` with {owner.name}" if owner else "correct its `sunset`"
    return Finding(
        ID,
        SEVERITY,
        source.ref,
        places[edge],
        f"{source.name} needs {target.name}, which {goes} on {until}, {away(until, catalog.as_of)}.",
        f"Move to {_next(edge.target, replacing)}, or {agree}.",
        str(edge.target),
        evidence=(f"{target.ref} names the day at {target.at('/spec/sunset')}.",),
    )


def _of_what_may_go(
    catalog: Catalog, edge: Edge, target: Entity, places: Places, replacing: Mapping[Ref, list[str]]
) -> Finding:
    source = catalog[edge.source]
    provided = edge.relation == "apiProvidedBy"
    ways = (
        f"Give {source.name} the same lifecycle, or provide it by something in production."
        if provided
        else f"Move to {_next(edge.target, replacing)}, or say in `dependencyDetails` that it is needed softly."
    )
    return Finding(
        ID,
        SEVERITY,
        source.ref,
        places[edge],
        f"{source.name} is in production and {'is provided by' if provided else 'cannot do without'} {target.name}, "
        f"which is {fold(target.lifecycle or '')}.",
        ways,
        str(edge.target),
        evidence=(f"{target.ref} names its lifecycle at {target.at('/spec/lifecycle')}.", *unsaid([edge])),
    )


def _next(ref: Ref, replacing: Mapping[Ref, list[str]]) -> str:
    found = [f"`{each}`" for each in replacing.get(ref, ())]
    if len(found) > 1:
        return f"what replaces it ({listed(found, 'or', 2)})"
    return f"{found[0]}, which replaces it" if found else "something that stays"
