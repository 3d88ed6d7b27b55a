"""A team owns things, not a person.

Passes: `spec.owner` of a Component, API, Resource, System or Domain leads to a Group.

Fails: it leads to a User of the catalog.

Why: people are on holiday, change teams and leave. What one person owns is nobody's from that day, and
nobody else is on call for it until then.

What to write: the person's team as `owner`. Where the person is in exactly one, it is proposed.

Severity: gap. The entry may well be true; the organisation has to change it.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import likely
from app.rules.ownership import Person, standings
from app.rules.wording import quoted

ID = "owner-is-person"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: user:jane
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: jane}
spec:
  memberOf: []
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
    """Find what a person owns."""
    for entity, (owner, written) in standings(catalog, Person):
        team = likely.of_person(catalog, owner)
        write = likely.line(team, entity)
        yield Finding(
            ID,
            SEVERITY,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} is owned by a person, {quoted(written)}.",
            f"Write `{write or 'owner: group:<team>'}`, so that a team answers for it.",
            write=write,
            evidence=(team.because,) if team else (),
        )
