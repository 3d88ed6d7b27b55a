"""An owner is a reference that can lead to a team.

Passes: `spec.owner` of a Component, API, Resource, System or Domain is a reference to a Group or User. That
there is such a one is what `owner-unknown` asks.

Fails: it is a reference to something else (`system:orders`, `team:payments`), an e-mail address, a text that
no entity can be named, such as two names in one or a name with a blank in it, or a word that stands for
nobody: `TBD`, `unknown`, `none`, `n/a`, `???`. Where a Group of just that name is declared, it is a team.

Why: nothing can be done with such a text. It fills the field, so that nobody notices the owner is missing.

What to write: `owner: group:<team>`. Several people or teams become one team that answers; where the text
points to a team, it is proposed.

Severity: error. No change elsewhere makes such an entry right.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import KINDS, Ref, fold
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import likely
from app.rules.likely import Likely
from app.rules.ownership import NotATeam, is_email, is_placeholder, standings
from app.rules.wording import one, quoted

ID = "owner-not-a-team"
SEVERITY = Severity.ERROR
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: TBD
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

_BETWEEN_NAMES = frozenset(",;&|")
_KINDS = frozenset(fold(kind) for kind in KINDS)


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find owners that can be no team."""
    known = likely.addresses(catalog)
    for entity, (owner, written) in standings(catalog, NotATeam):
        meant = _meant(catalog, owner, known)
        team = meant or likely.around(catalog, entity)
        write = likely.line(meant, entity)
        example = likely.line(team, entity) or "owner: group:<team>"
        yield Finding(
            ID,
            SEVERITY,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} names the owner {quoted(written)}, {_being(owner)}.",
            f"Write `{write}`." if write else f"Write the team that answers for it, such as `{example}`.",
            write=write,
            evidence=(team.because,) if team else (),
        )


def _being(owner: Ref | None) -> str:
    """What the text is instead of a team."""
    if owner is None:
        return "which is no reference"
    if is_email(owner.name):
        return "an e-mail address"
    if owner.kind not in ("group", "user"):
        return one(owner.kind) if owner.kind in _KINDS else f"and `{owner.kind}` is no kind of team"
    return "which stands for nobody" if is_placeholder(owner) else "which can be no entity's name"


def _meant(catalog: Catalog, owner: Ref | None, known: Mapping[str, Ref]) -> Likely | None:
    """The team that the text points to after all."""
    if owner is None or is_placeholder(owner) or _BETWEEN_NAMES.intersection(owner.name):
        return None
    return likely.at_address(catalog, owner.name, known) if is_email(owner.name) else likely.named(catalog, owner)
