"""How much a team carries: what it owns for each of its people, beside the other teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from sqlalchemy.orm import Session

from app.entities import Ref
from app.store import queries


@dataclass(frozen=True, slots=True)
class Carried:
    """What a team owns, how much of it is of tier 1, and how many people it names."""

    things: int = 0
    critical: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """What a team carries; `middle` is the median of things a person over `teams`.

    Those are the teams that own something and name people, this one among them; empty where there is none.
    """

    carried: Carried
    middle: float | None
    teams: int

    @property
    def each(self) -> float | None:
        """Things a person; empty for a team that names nobody."""
        return self.carried.things / self.carried.people if self.carried.people else None


def of(session: Session, team: Ref) -> Load:
    """The load of a team, in two queries over all teams."""
    everyone = _carried(session)
    shares = [each.things / each.people for each in everyone.values() if each.things and each.people]
    return Load(everyone.get(str(team), Carried()), median(shares) if shares else None, len(shares))


def _carried(session: Session) -> Mapping[str, Carried]:
    people = dict(session.execute(queries.team_members()).all())
    owned = {team: (things, critical) for team, things, critical in session.execute(queries.team_things())}
    return {
        team: Carried(*owned.get(team, (0, 0)), people.get(team, 0)) for team in sorted(people.keys() | owned.keys())
    }
