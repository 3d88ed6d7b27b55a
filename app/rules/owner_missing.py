"""Everything that runs, or that others build on, names its owner.

Passes: a Component, API, Resource, System or Domain with any text in `spec.owner`. Whether that text leads to
a team is what `owner-unknown`, `owner-is-person` and `owner-not-a-team` ask.

Fails: `owner` is absent, empty or null, and neither its system nor a domain around it has an owner (else
`owner-inherited-only` says so instead).

Why: what nobody owns, nobody mends, updates or switches off. It is the first question in an incident, and
the descriptor is where people look.

What to write: `owner: group:<team>` under `spec`. Where one team owns everything next to the entity, such as
the only component that provides the API, that team is proposed.

Severity: gap. The descriptor is not wrong; somebody has to decide.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import likely
from app.rules.ownership import Missing, standings

ID = "owner-missing"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
"""
SILENT = """\
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
  profile: {email: payments@example.org}
"""


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find what names no owner and inherits none."""
    for entity, _standing in standings(catalog, Missing):
        team = likely.around(catalog, entity)
        write = likely.line(team, entity)
        remedy = (
            f"Write `{write}` under `spec` if that team answers for it."
            if write
            else "Write `owner: group:<team>` under `spec`."
        )
        yield Finding(
            ID,
            SEVERITY,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} names no owner.",
            remedy,
            write=write,
            evidence=(team.because,) if team else (),
        )
