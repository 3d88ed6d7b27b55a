"""A data store says how its data has to be protected.

Passes: a data store with `spec.data.classification`; any data store of a catalog in which less than `share` of them
have one, so that an organisation that does not use the key hears nothing. What a data store is, its type says:
`database`, `queue`, `bucket` and their like, unless the policy says otherwise.

Fails: a data store without a classification where the others have one.

Why: who may copy it, where backups may lie and whom to tell of a leak all hang on it. What is not classified is
handled like the least of them.

What to write: `data: {classification: internal}` under `spec`, or `public`, `confidential` or `regulated`.

Severity: gap. Somebody has to look what is in it.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import data

ID = "store-unclassified"
SEVERITY = Severity.GAP
NUMBERS: Mapping[str, tuple[float, str]] = {
    "share": (0.5, "The share of data stores with a classification from which on the others have to have one, too."),
}
_OTHER = """\
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: ledger-db}
spec:
  type: database
  owner: ledger
  data: {classification: regulated}
"""
_STORE = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: billing-db}
spec:
  type: database
  owner: payments
"""
FIRES = _STORE + _OTHER
SILENT = f"{_STORE}  data: {{classification: internal}}\n{_OTHER}"


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find data stores without a classification where that is not the custom."""
    stores = list(data.stores(catalog, policy))
    bare = [store for store in stores if not data.classification(store)]
    classified = len(stores) - len(bare)
    if classified < policy.number(ID, "share", NUMBERS["share"][0]) * len(stores):
        return
    for store in bare:
        yield Finding(
            ID,
            SEVERITY,
            store.ref,
            store.at("/spec/data"),
            f"{store.name} does not say how its data has to be protected; {classified} of {len(stores)} stores do.",
            "Write `data: {classification: internal}` under `spec`, or `public`, `confidential` or `regulated`.",
        )
