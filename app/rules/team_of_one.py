"""A team that owns something important is more than one person.

Passes: a Group with two members or more, counting both its own `members` and the Users that name it in
`memberOf`; a Group that owns nothing of the watched tiers (1 and 2, unless the policy says otherwise).

Fails: a Group that owns something of these tiers and has exactly one member.

Why: a team of one is a person by another name. Nobody answers while that person sleeps or is away, and what
only one head knows goes with it.

What to write: the other members, if they are only missing from the catalog. Else give the thing to a team
that can carry it, or staff this one.

Severity: gap. The descriptors are right; the organisation has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.teams import watched

ID = "team-of-one"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
  profile: {email: payments@example.org}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: jane}
spec:
  memberOf: [payments]
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
  profile: {email: payments@example.org}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: jane}
spec:
  memberOf: [payments]
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: joe}
spec:
  memberOf: [payments]
"""


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find teams with one member that own something of a watched tier."""
    for each in watched(catalog, policy):
        if len(each.members) == 1:
            team = each.team
            yield Finding(
                ID,
                SEVERITY,
                team.ref,
                team.position,
                f"{team.name} has one member, `{each.members[0].short}`, and owns {each.stake}.",
                "Write its other people under `members`, or let a larger team own this.",
            )
