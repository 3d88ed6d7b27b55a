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

from collections.abc import Collection, Iterator
from itertools import chain

from app.catalog import Catalog
from app.entities import Ref
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.stores import kept, uses
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
    using = uses(catalog)
    for store in kept(catalog, policy):
        writing = using.writing(store.ref)
        if len(writing) > 1:
            writers = {team: [catalog[edge.source].name for edge in edges] for team, edges in writing.items()}
            said = [f"{listed(writers[team], 'and', 2)} of {team.name}" for team in sorted(writers)]
            evidence = [
                f"{catalog[edge.source].name} names it at {places[edge]}."
                for edge in sorted(chain.from_iterable(writing.values()))[:5]
            ]
            yield Finding(
                ID,
                SEVERITY,
                store.ref,
                store.position,
                f"{store.name} is written by services of {len(writers):,} teams: {listed(said, 'and', 3)}.",
                _remedy(using.team(store.ref), writers),
                evidence=tuple(evidence),
            )


def _remedy(owner: Ref | None, writers: Collection[Ref]) -> str:
    if owner is not None and owner in writers:
        return f"Let {owner.name} alone write it, and the others ask its service."
    return "Let one of them alone write it and own it, and the others ask its service."
