"""An entity names its own owner, not only through what it is part of.

Passes: a Component, API, Resource, System or Domain with a text in `spec.owner`, or one that inherits nothing
(which `owner-missing` reports).

Fails: `owner` is absent, empty or null, and its system, or the nearest domain around that, has an owner whom
the catalog knows. The entity is shown with that owner, as inherited. Nothing is inherited from a component.

Why: the team of a system rarely looks after each part of it. An inherited owner is a guess that has never
been confirmed, and it changes unseen when the system changes hands or the entity moves.

What to write: the inherited team as `owner`, if it is right; else the team that really answers.

Severity: gap. Somebody can be asked, so it is less urgent than having nobody; it is still open.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.ownership import Inherited, standings
from app.rules.wording import reference, spelt

ID = "owner-inherited-only"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  system: money
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: money}
spec:
  owner: payments
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
  profile: {email: payments@example.org}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  system: money
  owner: payments
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: money}
spec:
  owner: payments
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
  profile: {email: payments@example.org}
"""


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find what has an owner only by being part of something."""
    for entity, (owner, holder) in standings(catalog, Inherited):
        team = reference(owner, entity)
        write = f"owner: {team}" if owner.kind == "group" else ""
        yield Finding(
            ID,
            SEVERITY,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} names no owner of its own; the {spelt(holder.ref.kind)} {holder.name} has `{team}`.",
            f"Write `{write or 'owner: group:<team>'}` under `spec`, or the team that answers for it.",
            write=write,
            evidence=(f"{holder.ref} names its owner at {holder.at('/spec/owner')}.",),
        )
