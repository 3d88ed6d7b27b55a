"""One team writes a data store.

Passes: a data store that services of one team write, however many read it; one of which nobody says who writes it:
`access` has to be written down in `dependencyDetails`. Queues, topics and streams are there to be written by many.

Fails: components of two teams or more say that they write it (`access: write` or `read-write`). A team that nobody
declares does not count, unless the catalog leaves all teams to another system.

Why: nobody can change the form of the data alone, nor say what made a row wrong. Teams that share a data store release
together, whatever their services look like.

What to write: let one team's service write, and the others ask it. Where the `access` is out of date, correct it:

    dependencyDetails:
      resource:orders-db:
        access: read

Severity: gap. The descriptors may tell the truth; two teams have to agree who owns the data.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.graph.edges import WRITING
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.answering import team_of
from app.rules.stores import kept, users
from app.rules.wording import listed
from app.rules.written import Places

ID = "store-shared"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: orders-db}
spec: {type: database, owner: orders}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop}
spec:
  type: service
  lifecycle: production
  owner: orders
  dependsOn: [resource:orders-db]
  dependencyDetails:
    resource:orders-db: {access: read-write}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: refunds}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [resource:orders-db]
  dependencyDetails:
    resource:orders-db: {access: write}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: orders-db}
spec: {type: database, owner: orders}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop}
spec:
  type: service
  lifecycle: production
  owner: orders
  dependsOn: [resource:orders-db]
  dependencyDetails:
    resource:orders-db: {access: read-write}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: refunds}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [resource:orders-db]
  dependencyDetails:
    resource:orders-db: {access: read}
"""


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find data stores that several teams write."""
    places = Places(catalog)
    for store in kept(catalog, policy):
        writers: dict[Ref, list[str]] = {}
        evidence: list[str] = []
        for edge, writer in users(catalog, store.ref, WRITING):
            team = team_of(catalog, writer)
            if team is not None:
                writers.setdefault(team, []).append(writer.name)
                evidence.append(f"{writer.name} names it at {places[edge]}.")
        if len(writers) > 1:
            said = [f"{listed(writers[team], 'and', 2)} of {team.name}" for team in sorted(writers)]
            yield Finding(
                ID,
                SEVERITY,
                store.ref,
                store.position,
                f"{store.name} is written by services of {len(writers):,} teams: {listed(said, 'and', 3)}.",
                _remedy(catalog, store, writers),
                evidence=tuple(evidence[:5]),
            )


def _remedy(catalog: Catalog, store: Entity, writers: dict[Ref, list[str]]) -> str:
    owner = team_of(catalog, store)
    if owner in writers:
        return f"Let {owner.name} alone write it, and the others ask its service."
    return "Let one of them alone write it and own it, and the others ask its service."
