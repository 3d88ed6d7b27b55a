"""A service asks another team's service for data, not its data store.

Passes: a service that reads its own team's data stores, and others' data through an API; one that does not say whether
it reads: `access` has to be written down in `dependencyDetails`. Queues, topics and streams are there to be read.

Fails: a component says that it reads (`access: read` or `read-write`) a data store that another team owns, although a
component of that team that uses the data store provides an API.

Why: the owning team cannot change a table without breaking a service that it may not know of. The API is what it has
promised to keep.

What to write: consume the API, and take the data store out:

    consumesApis:
      - api:ledger-api

Severity: gap. The descriptor may tell the truth; two teams have to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.answering import team_of
from app.rules.stores import bypasses
from app.rules.wording import listed, reference
from app.rules.written import Places

ID = "store-bypass"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: ledger-db}
spec: {type: database, owner: accounts}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  providesApis: [ledger-api]
  dependsOn: [resource:ledger-db]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: reports}
spec:
  type: service
  lifecycle: production
  owner: analytics
  dependsOn: [resource:ledger-db]
  dependencyDetails:
    resource:ledger-db: {access: read}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: ledger-db}
spec: {type: database, owner: accounts}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  providesApis: [ledger-api]
  dependsOn: [resource:ledger-db]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: accounts, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: reports}
spec:
  type: service
  lifecycle: production
  owner: analytics
  consumesApis: [ledger-api]
"""


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find reads of another team's data store past its API."""
    places = Places(catalog)
    for edge, reader, store, doors in bypasses(catalog, policy):
        owner = team_of(catalog, store)
        apis = [f"`{reference(api, reader)}`" for api in doors]
        yield Finding(
            ID,
            SEVERITY,
            reader.ref,
            places[edge],
            f"{reader.name} reads {store.name}, a data store of {owner.name if owner else 'another team'}, "
            f"which offers {listed([api.name for api in doors], 'and', 3)}.",
            f"Consume {listed(apis, 'or', 2)} in place of it.",
            str(store.ref),
            evidence=(f"{store.ref} names its owner at {store.at('/spec/owner')}.",),
        )
