"""A team that owns something says how to reach it.

Passes: a Group with an item in `spec.contacts`, with `spec.onCall`, with an e-mail address in `spec.profile`,
with a link of a type such as `chat`, `email` or `oncall` or to a `mailto:` address, or with an annotation of
an on-call or chat service, such as `pagerduty.com/service-id`; a Group that owns nothing.

Fails: a Group that is the owner of at least one entity and has none of these. The members' own addresses do
not count: they are people, and not all of them are on duty.

Why: knowing the owner's name is half of the answer. At three in the morning the other half is where to call.

What to write: under `spec` of the Group, for example

    contacts:
      - type: slack
        value: "#payments"

Severity: gap. Nothing is wrong, something is missing.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.contacts import is_reachable
from app.rules.wording import listed

ID = "team-unreachable"
SEVERITY = Severity.GAP
FIRES = """\
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
    """Find owning teams that no descriptor says how to reach."""
    for team in catalog.of_kind("group"):
        owned = catalog.owned_by(team.ref)
        if owned and not is_reachable(team):
            things = listed([entity.name for entity in owned], "and")
            yield Finding(
                ID,
                SEVERITY,
                team.ref,
                team.position,
                f"{team.name} owns {things}, and nothing says how to reach it.",
                "Write a chat channel or an e-mail address into `contacts` under `spec`, or write `onCall`.",
            )
