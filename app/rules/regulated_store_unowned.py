"""Regulated data is owned by a team.

Passes: a Resource or Component with `data.classification: regulated` that names a team of the catalog as its owner;
data of any other classification.

Fails: one whose owner is missing, is a person, is no team, or is not in the catalog; and one that only lies in a system
with an owner, since that team may not know what it inherits.

Why: an authority asks by name who answers for such data, and wants an answer the same day.

What to write: `owner: <team>` under `spec`.

Severity: error. What the law asks for is not a matter of custom.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import data, likely
from app.rules.ownership import Inherited, Missing, NotATeam, Person, Standing, Team, Unknown, standing
from app.rules.wording import quoted

ID = "regulated-store-unowned"
SEVERITY = Severity.ERROR
_STORE = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: ledger-db}
spec:
  type: database
  data: {classification: regulated}
"""
_TEAM = """\
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: ledger}
spec:
  type: team
  children: []
"""
FIRES = _STORE + _TEAM
SILENT = f"{_STORE}  owner: ledger\n{_TEAM}"


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find regulated data that no team of the catalog owns."""
    for kind in ("component", "resource"):
        for store in catalog.of_kind(kind):
            if data.classification(store) == "regulated":
                stands = standing(catalog, store)
                if not isinstance(stands, Team):
                    team = likely.around(catalog, store)
                    yield Finding(
                        ID,
                        SEVERITY,
                        store.ref,
                        store.at("/spec/owner"),
                        f"{store.name} holds regulated data, and {_instead(stands)}.",
                        "Write the team that answers for it as `owner` under `spec`, and a Group for it where there is "
                        "none.",
                        write=likely.line(team, store),
                        evidence=() if team is None else (team.because,),
                    )


def _instead(stands: Standing) -> str:
    match stands:
        case Person(written=written):
            return f"{quoted(written)}, a person, owns it"
        case NotATeam(written=written):
            return f"{quoted(written)}, which it names as its owner, is no team"
        case Unknown(written=written):
            return f"{quoted(written)}, which it names as its owner, is not in the catalog"
        case Inherited(holder=holder):
            return f"it names no owner itself; only {holder.name} around it has one"
        case Missing() | Team():
            return "it names no owner"
