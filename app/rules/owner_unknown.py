"""An owner is somebody the catalog knows.

Passes: `spec.owner` of a Component, API, Resource, System or Domain leads to a Group or User of the catalog.
`payments` means `group:payments` in the namespace of the entity that says it.

Fails: it leads to a Group or User that nobody declares: a team that was renamed or dissolved, a person who
has left, a slip of the pen. A text that could never be a team is `owner-not-a-team`.

Why: such an entity looks owned and is not, which is found out when somebody needs the team. It is worse than
no owner at all.

What to write: the team that is meant; the nearest name is proposed, and the change is the one line shown. Or
declare the team, where it exists and only its descriptor is missing.

Severity: error. Teams are the organisation's own and belong in its catalog, so the entry is wrong. Where the
catalog holds no Group at all, as when one service's repository is checked by itself, there is nothing to
compare with: then it is a gap, and fails no check.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import likely
from app.rules.likely import Likely
from app.rules.ownership import Unknown, standings
from app.rules.wording import quoted, spelt

ID = "owner-unknown"
SEVERITY = Severity.ERROR
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: paymets
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
  profile: {email: payments@example.org}
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
    """Find owners that lead to nobody."""
    judged = bool(catalog.of_kind("group"))
    for entity, (owner, written) in standings(catalog, Unknown):
        meant = likely.named(catalog, owner) or likely.of_person(catalog, owner._replace(kind="user"))
        team = meant or likely.around(catalog, entity)
        yield Finding(
            ID,
            SEVERITY if judged else Severity.GAP,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} names the owner {quoted(written)}, and the catalog has no such {spelt(owner.kind)}.",
            _remedy(entity, owner, meant, team) if judged else _elsewhere(owner),
            write=likely.line(meant, entity),
            evidence=(team.because,) if team else () if judged else ("The catalog holds no Group at all.",),
        )


def _remedy(entity: Entity, owner: Ref, meant: Likely | None, team: Likely | None) -> str:
    if meant is not None:
        return f"Write `{likely.line(meant, entity)}`, or declare {_called(owner)}."
    example = f"such as `{likely.line(team, entity)}`" if team else "as `owner: group:<team>`"
    return f"Declare {_called(owner)}, or write a team that is there, {example}."


def _elsewhere(owner: Ref) -> str:
    return f"Declare {_called(owner)}, or check this together with the files that do."


def _called(owner: Ref) -> str:
    return f"the {spelt(owner.kind)} `{owner.declared}`"
