"""What a descriptor refers to is in the catalog.

Passes: every reference leads to an entity: `system`, `subcomponentOf`, `providesApis`, `consumesApis`,
`dependsOn`, `dependencyOf`, `domain`, `subdomainOf`, `parent`, `children`, `members`, `memberOf`, `replaces` and
`confirmed.by`; and every key of `dependencyDetails` stands for something in `dependsOn` or `consumesApis` (or in
`dependencyOf`). `owner` has rules of its own.

Fails: no entity has the name, under any kind (if under another kind, it is `ref-wrong-kind`); or a key of
`dependencyDetails` speaks of something that is no dependency. Where the catalog holds no User at all, people are
kept elsewhere, and references to them are left alone. A reference without a kind, where the field needs one, is
a problem of reading.

Why: what is not in the catalog has no owner, no tier and no neighbours. Nobody is told before it is switched off,
and no drawing shows who would notice.

What to write: the nearest name is proposed, and the change is the one line shown. Else declare what is missing,
or take the line out if the thing is gone.

Severity: gap. The name may be right and the thing simply not registered yet, or declared in a repository that is
not checked together with this one. So it fails no check unless the policy says so; somebody still has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.documents import pointer
from app.entities import Entity, Ref
from app.errors import BadReferenceError
from app.graph.edges import keys
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.references import Miss, can_be_declared, misses, pointing
from app.rules.wording import line, quoted, sentence, spelt

ID = "ref-unknown"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [component:ledgr]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: payments
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [component:ledger]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: payments
"""


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find references that nothing answers to."""
    people = bool(catalog.of_kind("user"))
    for entity in catalog:
        # Once for an entity, since one that names thousands may miss them all.
        there = frozenset((each.field.name, each.target) for each in pointing(entity))
        for miss in misses(catalog, entity):
            if miss.found is None and (people or miss.target.kind != "user"):
                yield _dangling(catalog, entity, miss, there)
        for key, target in keys(entity):
            if target is None:
                yield _stray(entity, key)


def _dangling(catalog: Catalog, entity: Entity, miss: Miss, there: frozenset[tuple[str, Ref | None]]) -> Finding:
    reference, target = miss.reference, miss.target
    field, kind = reference.field, spelt(target.kind)
    near = _near(catalog, entity, miss, there)
    write = line(field, near, entity) if near else ""
    ways = [
        f"write `{write}` if that is meant" if near else "",
        f"declare the {kind} `{target.declared}`" if can_be_declared(target) else "",
        "" if near else "take the line out",
    ]
    return Finding(
        ID,
        SEVERITY,
        entity.ref,
        entity.at(reference.pointer),
        f"{entity.name} names {quoted(reference.written)} in `{field.name}`, and the catalog has no such {kind}.",
        sentence(ways),
        f"{field.name} {target}",
        write,
        (f"{near} is declared at {catalog[near].position}.",) if near else (),
    )


def _near(catalog: Catalog, entity: Entity, miss: Miss, there: frozenset[tuple[str, Ref | None]]) -> Ref | None:
    """The nearest name of a kind that the field takes and that is not there already."""
    field = miss.reference.field
    near = (ref for ref in catalog.near(miss.target, field.wants) if ref.kind in field.wants and ref != entity.ref)
    return next((ref for ref in near if (field.name, ref) not in there), None)


def _stray(entity: Entity, key: str) -> Finding:
    try:
        target = str(Ref.parse(key, "?", entity.namespace))
    except BadReferenceError:
        target = key
    return Finding(
        ID,
        SEVERITY,
        entity.ref,
        entity.at(pointer("spec", "dependencyDetails", key)),
        f"{entity.name} describes {quoted(key)} in `dependencyDetails`, and depends on nothing of that name.",
        "Name it in `dependsOn` or `consumesApis`, spelt alike, or take it out here.",
        f"dependencyDetails {target}",
    )
