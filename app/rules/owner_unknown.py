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
from app.entities import Ref
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import likely
from app.rules.ownership import Unknown, standings
from app.rules.wording import quoted, spelt

ID = "owner-unknown"
SEVERITY = Severity.ERROR


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find owners that lead to nobody."""
    judged = bool(catalog.of_kind("group"))
    for entity, (owner, written) in standings(catalog, Unknown):
        team = likely.named(catalog, owner) or likely.around(catalog, entity)
        write = likely.line(team, entity)
        yield Finding(
            ID,
            SEVERITY if judged else Severity.GAP,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} names the owner {quoted(written)}, and the catalog has no such {spelt(owner.kind)}.",
            _remedy(owner, write, judged=judged),
            write=write,
            evidence=(team.because,) if team else () if judged else ("The catalog holds no Group at all.",),
        )


def _remedy(owner: Ref, write: str, *, judged: bool) -> str:
    missing = f"the {spelt(owner.kind)} `{owner.name}`"
    if write:
        return f"Write `{write}`, or declare {missing}."
    if judged:
        return f"Write `owner: group:<team>` with a team that is there, or declare {missing}."
    return f"Declare {missing}, or check this together with the files that do."
