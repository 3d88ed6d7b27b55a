"""A team owns about as much for each of its members as the others do.

Passes: a team whose things per member are not far above those of the median team; a team without members, which
has rules of its own; a catalog with fewer than ten teams that have members and own something, since there is no
telling what is usual.

Fails: a team that owns so much for each member that its robust z-score is above `score`: how far it is from the
median team, counted in usual distances from it (the median of the distances, times 1.4826). Where the teams are
nearly alike, half the median counts as the usual distance, so that only a multiple of the median is far. What
counts are the Components, APIs, Resources, Systems and Domains that name the team as their owner, and its direct
members.

Why: who owns too much owns some of it in name only. It is the first sign of what will have nobody.

What to write: an `owner` with more hands for some of it, or the members who are only missing from the catalog.

Severity: advice. Things differ in size, and the number knows nothing of that.
"""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.ownership import OWNED

ID = "team-overloaded"
SEVERITY = Severity.ADVICE
NUMBERS: Mapping[str, tuple[float, str]] = {
    "score": (3.5, "How far above the median team is too far, as a robust z-score."),
}

_TEAMS = 10
# Makes the median distance comparable to a standard deviation.
_SCALE = 1.4826
_FLOOR = 0.5


def _organisation(most: int) -> str:
    """Ten teams of two people that own one service each, but the first, which owns as many as said."""
    owned = [most, *[1] * (_TEAMS - 1)]
    texts = []
    for team, number in enumerate(owned, 1):
        members = f"[person-{team}a, person-{team}b]"
        texts.append(
            f"kind: Group\nmetadata: {{name: team-{team}}}\nspec: {{type: team, children: [], members: {members}}}"
        )
        texts += (
            f"kind: Component\nmetadata: {{name: service-{team}-{each}}}\n"
            f"spec: {{type: service, lifecycle: production, owner: team-{team}}}"
            for each in range(1, number + 1)
        )
    return "---\n".join(f"apiVersion: backstage.io/v1alpha1\n{text}\n" for text in texts)


FIRES = _organisation(6)
SILENT = _organisation(2)


class _Load(NamedTuple):
    team: Entity
    owned: int
    members: int

    @property
    def each(self) -> float:
        return self.owned / self.members


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find teams that own far more per member than the median team."""
    loads = list(_loads(catalog))
    if len(loads) < _TEAMS:
        return
    usual = median(load.each for load in loads)
    distance = max(_SCALE * median(abs(load.each - usual) for load in loads), _FLOOR * usual)
    limit = policy.number(ID, "score", NUMBERS["score"][0])
    for team, owned, members in loads:
        score = (owned / members - usual) / distance
        if score > limit:
            people = "1 member" if members == 1 else f"{members} members"
            yield Finding(
                ID,
                SEVERITY,
                team.ref,
                team.position,
                f"{team.name} owns {owned} things with {people}, {owned / members:.1f} for each; the median of "
                f"{len(loads)} teams is {usual:.1f}.",
                "Give some of it to a team with more hands, or write the members who are missing under `members`.",
                evidence=(f"The robust z-score is {score:.1f}, and more than {limit:g} is too far.",),
            )


def _loads(catalog: Catalog) -> Iterator[_Load]:
    """The teams that have members and own something; what owns nothing is no measure for those that do."""
    for team in catalog.of_kind("group"):
        owned = sum(entity.ref.kind in OWNED for entity in catalog.owned_by(team.ref))
        members = len(catalog.members(team.ref))
        if owned and members:
            yield _Load(team, owned, members)
