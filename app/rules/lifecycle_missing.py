"""A component or API says where it stands in its life.

Passes: a Component or API with any text in `spec.lifecycle`. Resources, Systems and Domains have none.

Fails: `lifecycle` is absent, empty or null.

Why: whether a thing is an experiment, in production or on its way out tells others whether they may build on
it, and how carefully it has to be changed.

What to write: `lifecycle: production`, `experimental` or `deprecated` under `spec`; other words are taken as
they are.

Severity: advice. Nobody is stuck for want of it.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity

ID = "lifecycle-missing"
SEVERITY = Severity.ADVICE
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
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
"""


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find components and APIs without a lifecycle."""
    for kind in ("component", "api"):
        for entity in catalog.of_kind(kind):
            if entity.lifecycle is None:
                yield Finding(
                    ID,
                    SEVERITY,
                    entity.ref,
                    entity.at("/spec/lifecycle"),
                    f"{entity.name} names no lifecycle.",
                    "Write `lifecycle: production` under `spec`, or `experimental` or `deprecated`.",
                )
