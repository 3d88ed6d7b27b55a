"""How healthy the whole is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT, Policy
from app.questions import contacts, gaps, kinds, mention, state, tally
from app.questions.contacts import Contact
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.state import State
from app.questions.tally import Tally
from app.store import queries, rows

TEAMS = 100
TOP = 6


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; empty for a part of nothing."""
        return self.part * 100 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team that owns something. `tally` counts the gaps of the team and of what it owns."""

    team: Mention
    services: int
    tier_1: int
    owned: int
    tally: Tally
    on_call: Contact | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home page says.

    `owned` and `owned_critical` count entities of the kinds that need an owner, all and those of tier 1
    and 2, whose owner is a team that is there and can be reached. `shelves` counts every entity in one
    list: the services, the data stores, else all of its kind. `teams` go by name and stop at a limit;
    `teams_total` counts all that own something.
    """

    state: State
    entities: int
    shelves: tuple[tuple[str, int], ...]
    owned: Share
    owned_critical: Share
    tally: Tally
    top: tuple[Gap, ...]
    teams: tuple[TeamLine, ...]
    teams_total: int


def current(session: Session, policy: Policy = DEFAULT) -> Overview:
    """The whole at the moment the session sees."""
    counts = session.execute(queries.kinds()).all()
    reached = session.execute(queries.reachably_owned(kinds.OWNABLE)).all()
    critical = [row for row in reached if row[0] in policy.watched_tiers]
    worst = gaps.found(session, gaps.Wanted(size=TOP))
    teams = session.execute(queries.teams()).all()
    return Overview(
        state.current(session),
        sum(number for _, _, number in counts),
        kinds.counted(counts, policy),
        _share(reached),
        _share(critical),
        worst.tally,
        worst.gaps,
        _lines(session, teams[:TEAMS]),
        len(teams),
    )


def _share(tiers: Iterable[Any]) -> Share:
    numbers = [(whole, part) for _, whole, part in tiers]
    return Share(sum(part for _, part in numbers), sum(whole for whole, _ in numbers))


def _lines(session: Session, teams: Sequence[Any]) -> tuple[TeamLine, ...]:
    refs = [Ref.parse(canonical) for canonical, *_ in teams]
    mentions = mention.known(session, refs)
    loaded = (rows.entity_of(*row) for row in session.execute(queries.documents(refs)))
    waking = {entity.ref: contacts.on_call(entity) for entity in loaded}
    tallies = tally.by_ref(session.execute(queries.team_tallies()))
    return tuple(
        TeamLine(mentions[ref], services, tier_1, owned, tallies.get(ref, Tally()), waking[ref])
        for ref, (_, owned, services, tier_1) in zip(refs, teams, strict=True)
    )
