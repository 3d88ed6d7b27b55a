"""A thing says of which type it is.

Passes: a Component, API, Resource, Group or Template with any text in `spec.type`. Other kinds may go without.

Fails: `type` is absent, empty or null.

Why: the type decides where people find it. A Component is listed among the services only as
`type: service`, a Resource among the data stores only by a type such as `database`.

What to write: the type under `spec`, in the words that its neighbours use: `service`, `website` or `library`
for a Component, `openapi` or `asyncapi` for an API, `database`, `queue` or `bucket` for a Resource, `team`
for a Group.

Severity: advice. Nobody is stuck for want of it.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity

ID = "type-missing"
SEVERITY = Severity.ADVICE
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
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
"""

_USUAL: Mapping[str, str] = {
    "component": "`type: service` under `spec`, or `website` or `library`",
    "api": "`type: openapi` under `spec`, or `asyncapi`, `graphql` or `grpc`",
    "resource": "`type: database` under `spec`, or `queue`, `bucket` or what else it is",
    "group": "`type: team` under `spec`, or what else it is",
    "template": "`type: service` under `spec`, or what else it makes",
}


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find what has no type and ought to."""
    for kind, usual in _USUAL.items():
        for entity in catalog.of_kind(kind):
            if entity.type is None:
                yield Finding(
                    ID,
                    SEVERITY,
                    entity.ref,
                    entity.at("/spec/type"),
                    f"{entity.name} names no type.",
                    f"Write {usual}.",
                )
