"""A team that owns something important has people in it.

Passes: a Group with at least one member, counting both its own `members` and the Users that name it in
`memberOf`; a Group that owns nothing of the watched tiers (1 and 2, unless the policy says otherwise).

Fails: a Group that owns something of these tiers and has no member. Members of the teams below it do not
count: the thing belongs to this one. A catalog that names nobody at all, neither a User nor a member, leaves
people to another system, and the rule stays silent.

Why: the owner is a name with nobody behind it. Whoever calls in an incident reaches no one.

What to write: `memberOf: [group:<team>]` in each member's User, or `members` in the Group. If the team is no
more, give what it owns to another.

Severity: gap. The descriptors are right as far as they go; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.teams import watched

ID = "team-empty"
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


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find teams without a member that own something of a watched tier."""
    for each in watched(catalog, policy):
        if not each.members:
            team = each.team
            yield Finding(
                ID,
                SEVERITY,
                team.ref,
                team.position,
                f"{team.name} has no members and owns {each.stake}.",
                "Write its people under `members`, or give what it owns to another team.",
            )
