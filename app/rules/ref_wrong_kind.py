"""A reference leads to a kind of thing that its field takes.

Passes: `system` names a System, `providesApis` and `consumesApis` name APIs, `dependsOn` Components and Resources,
`members` Users, and so on for every field but `owner`. Kinds that Ensemble does not know pass everywhere.

Fails: the entity that is named is of another kind, as in `providesApis: [component:orders]`; or nothing answers to
the reference while an entity of another kind has the name, as in `dependsOn: [resource:orders]` where `orders` is a
Component, or `consumesApis: [orders]` where it is a System. An entity's own name does not count: a service and its
system may well be called the same.

Why: the relation that comes of it means nothing. An API that is a System has no definition, a dependency under the
wrong kind leads nowhere, and both are missing wherever people look for them.

What to write: the kind before the name, where that mends it; else the field of this entity that takes such a kind,
or the API that the named component provides.

Severity: error. Both ends are in the catalog, and the line that joins them is wrong.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import FIELDS, Entity, Field, Ref
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.references import Miss, misses
from app.rules.wording import line, one, quoted, reference, several

ID = "ref-wrong-kind"
SEVERITY = Severity.ERROR
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  system: ledger
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

_NEEDS = ("dependsOn", "dependencyOf")
# Fields that say more than that two things go together, so no kind alone leads to them.
_PARTICULAR = ("dependencyOf", "owner", "providesApis", "replaces")


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find references to a kind that the field does not take."""
    for entity in catalog:
        for miss in misses(catalog, entity):
            if miss.found is not None:
                yield _finding(catalog, entity, miss, miss.found)


def _finding(catalog: Catalog, entity: Entity, miss: Miss, found: Ref) -> Finding:
    field = miss.reference.field
    remedy, write = _mended(catalog, entity, field, found)
    being = f"`{found.name}` is {one(found.kind)}"
    takes = "" if found.kind in field.wants else f"; `{field.name}` takes {several(field.wants)}"
    return Finding(
        ID,
        SEVERITY,
        entity.ref,
        entity.at(miss.reference.pointer),
        f"{entity.name} names {quoted(miss.reference.written)} in `{field.name}`, and {being}{takes}.",
        remedy,
        f"{field.name} {miss.target}",
        write,
        (f"{found} is declared at {catalog[found].position}.",),
    )


def _mended(catalog: Catalog, entity: Entity, field: Field, found: Ref) -> tuple[str, str]:
    """What to do, and the line to write where there is one."""
    if found.kind in field.wants:
        return f"Write `{reference(found, entity)}`.", line(field, found, entity)
    if field.wants == ("api",):
        provided = [ref for ref in catalog.related(found, "providesApi") if ref.kind == "api" and ref in catalog]
        if len(provided) == 1:
            write = line(field, provided[0], entity)
            return f"Write `{write}`, the API that it provides.", write
    home = _home(entity, field, found)
    if home is None:
        return f"Name one of the {several(field.wants)}, or take the line out.", ""
    write = line(home, found, entity)
    if not home.many:
        return f"Write `{write}`.", write
    return f"Write `{write}` under `{home.name}`.", f"{home.name}:\n  {write}"


def _home(entity: Entity, field: Field, found: Ref) -> Field | None:
    """The field of this entity that takes what was found and still has room, the one most like `field` first."""
    fields = [
        each
        for each in FIELDS.get(entity.ref.kind, ())
        if found.kind in each.wants
        and each.name not in _PARTICULAR
        and (each.many or not entity.spec.get(each.name))
        # To need a system or a team is not to be part of it.
        and (each.many or field.name not in _NEEDS)
    ]
    return min(fields, key=lambda each: (each.relation != field.relation, each.many != field.many), default=None)
