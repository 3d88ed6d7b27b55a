"""How far things and teams have come on the policy's levels, and the next step of each."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import Policy
from app.questions import gaps, kinds, mention, ruling, text
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.scorecards import lowest_levels, places
from app.store import queries

PAGE = 50


@dataclass(frozen=True, slots=True)
class Card:
    """How many of the `levels` are reached, and what to mend first on the way to the next; nothing at the top."""

    about: Mention
    reached: int
    levels: tuple[str, ...]
    next: Gap | None

    @property
    def level(self) -> str:
        """The level that is reached, empty where none is."""
        return self.levels[self.reached - 1] if 0 < self.reached <= len(self.levels) else ""

    @property
    def ahead(self) -> str:
        """The level that comes next, empty at the top."""
        return self.levels[self.reached] if self.reached < len(self.levels) else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A level, the rules that it adds, and how many things and teams have come just so far; the first has no name."""

    name: str
    rules: tuple[str, ...]
    entities: int
    teams: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose scorecards to show: of all teams, or of one and what it owns. `page` counts from 1."""

    team: Ref | None = None
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Scorecards:
    """How many have come how far, and one page of teams, those with most to do first."""

    levels: tuple[Step, ...]
    teams: tuple[Card, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages of teams there are, at least one."""
        return max(1, -(-self.total // self.size))


def of(session: Session, ref: Ref) -> Card | None:
    """The card of a thing or a team; nothing for what has no level, such as a person."""
    return cards(session, [ref]).get(ref)


def cards(session: Session, refs: Collection[Ref]) -> Mapping[Ref, Card]:
    """The cards of things and teams; what has no level is not there."""
    asked = [text.askable_ref(ref) for ref in refs]
    found = {Ref.parse(canonical): (id_, reached) for id_, canonical, reached in session.execute(queries.levels(asked))}
    known = mention.known(session, found)
    return _cards(session, {known[ref]: both for ref, both in found.items()}, ruling.policy(session))


def counted(session: Session, team: Ref | None = None) -> tuple[Step, ...]:
    """How many have come how far, the lowest first; of all or of one team, in two queries."""
    policy = ruling.policy(session)
    asked = None if team is None else text.askable_ref(team)
    numbers: Counter[tuple[int, str]] = Counter()
    for reached, kind, number in session.execute(queries.level_counts(asked)):
        # The policy may have fewer levels than when the last sync counted.
        numbers[min(reached, len(policy.levels)), kind] += number
    steps = [("", ()), *((level.name, level.rules) for level in policy.levels)]
    return tuple(
        Step(name, rules, numbers[reached, ""], numbers[reached, "group"])
        for reached, (name, rules) in enumerate(steps)
    )


def found(session: Session, wanted: Wanted | None = None) -> Scorecards:
    """Levels and teams, as they are wanted."""
    wanted = wanted or Wanted()
    team = None if wanted.team is None else text.askable_ref(wanted.team)
    levels = counted(session, team)
    asked = queries.team_levels(team)
    rows = session.execute(asked.limit(wanted.size).offset((wanted.page - 1) * wanted.size)).all()
    teams = _cards(session, {mention.of_row(row): (row.id, row.reached) for row in rows}, ruling.policy(session))
    total = sum(step.teams for step in levels)
    return Scorecards(levels, tuple(teams.values()), total, wanted.page, wanted.size)


def _cards(session: Session, reached: Mapping[Mention, tuple[int, int]], policy: Policy) -> dict[Ref, Card]:
    """The cards of these, in their order."""
    names = tuple(level.name for level in policy.levels)
    steps = _steps(session, [id_ for id_, number in reached.values() if number < len(names)], policy)
    return {
        about.ref: Card(about, min(number, len(names)), names, steps.get(id_))
        for about, (id_, number) in reached.items()
    }


def _steps(session: Session, ids: Collection[int], policy: Policy) -> Mapping[int, Gap]:
    if not ids:
        return {}
    lowest = lowest_levels(policy)
    rules = [[rule for rule in level.rules if lowest[rule] == number] for number, level in enumerate(policy.levels)]
    asked = queries.next_steps(ids, kinds.OWNABLE, rules, places(policy))
    found = [(holder, id_) for holder, id_ in session.execute(asked)]
    told = gaps.these(session, [("finding", id_) for _, id_ in found])
    return {holder: gap for (holder, _), gap in zip(found, told, strict=True)}
