"""Everything belongs to something.

Passes: an entity that names anything but a placeholder as its owner, its system or whatever else, or that another
names; if that is not in the catalog, `owner-unknown` and `ref-unknown` say so. A catalog in which nothing leads from
one entity to another, such as that of a repository with a single service: what belongs to it is elsewhere.

Fails: a Component, API, Resource, System, Domain or Group that nobody owns, uses or contains, and that owns, uses and
contains nothing.

Why: nobody finds it but by its name, and nobody would notice if it went. Most often it is left over, or its
descriptor was begun and forgotten.

What to write: an `owner`, a `system`, or whatever else it belongs to; for a team, `memberOf` in its people's Users.
If it is no more, delete the descriptor.

Severity: advice. Nothing is wrong with it but that it stands alone.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import Entity
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.ownership import OWNED, NotATeam, standing

ID = "unconnected"
SEVERITY = Severity.ADVICE
_OTHERS = """\
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
"""
_ALONE = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: old-bucket}
spec:
  type: bucket
"""
FIRES = _ALONE + _OTHERS
SILENT = f"{_ALONE}  dependencyOf: [component:billing]\n{_OTHERS}"

_REMEDIES: Mapping[str, str] = {
    "system": "Write its `owner`, or `system: {0}` where it has parts, or delete its descriptor.",
    "domain": "Write its `owner`, or `domain: {0}` where it has systems, or delete its descriptor.",
    "group": "Write its people under `members`, or delete its descriptor.",
}
_USUAL = "Write its `owner`, its `system` or what needs it, or delete its descriptor."


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find what no relation leads to or from."""
    alone = [entity for kind in (*OWNED, "group") for entity in catalog.of_kind(kind) if _stands_alone(catalog, entity)]
    if not alone or not any(each.source in catalog and each.target in catalog for each in catalog.every_relation):
        return
    for entity in alone:
        yield Finding(
            ID,
            SEVERITY,
            entity.ref,
            entity.position,
            f"{entity.name} belongs to nothing: nobody owns, uses or contains it, and it names nothing of the catalog.",
            _REMEDIES.get(entity.ref.kind, _USUAL).format(entity.name),
        )


def _stands_alone(catalog: Catalog, entity: Entity) -> bool:
    """Whether it names nothing and nothing names it; a placeholder for its owner is no name."""
    if any(each.field.name != "owner" for each in entity.references):
        return False
    related = catalog.relations(entity.ref)
    return not related or (
        isinstance(standing(catalog, entity), NotATeam) and not any(each.target in catalog for each in related)
    )
