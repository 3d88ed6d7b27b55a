"""What is being left, such as the parts of a monolith: what takes over from it, and what needs it still.

A thing is being left where something says that it `replaces` it, where it has a last day (`sunset`), or where it is
deprecated. It is **free** to go where nothing needs it any more, and **needed** where something does, itself or through
an API that it alone provides, however softly: whatever needs it has to be changed first.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from app.alignment.estate import Estate, Part
from app.entities import Ref
from app.graph.edges import Edge
from app.graph.impact import of_removal

VERDICTS = ("needed", "free")
"""What is to be done first, and what is done."""

MOST_TOLD = 50
"""How many needs are told where there may be many; their number is always told."""

_DEPRECATED = "deprecated"
_DATED = 900_000
_UNDATED = 1_000_000


class Need(NamedTuple):
    """A need of what is being left, by whom, and of what: the thing itself, or an API that it alone provides.

    `assumed` says that nobody wrote how it is; `succeeding` that `source` is what takes over, `leaving` that `source`
    is being left itself.
    """

    source: Ref
    owner: Ref | None
    target: Ref
    hard: bool
    assumed: bool
    succeeding: bool
    leaving: bool


class Holding(NamedTuple):
    """By how many needs the things of a team hold on; without a team those that nobody answers for."""

    team: Ref | None
    hard: int
    soft: int


class Leaving(NamedTuple):
    """A thing that is being left, and why: `replaced`, `sunset`, `deprecated`.

    `successors` are what says that it replaces the thing, `sunset` is its last day. `hard` and `soft` count the needs
    that have to be changed before it goes, `staying` those of what is not being left itself; `teams` has them by team,
    the most first.
    """

    ref: Ref
    owner: Ref | None
    tier: int | None
    lifecycle: str
    verdict: str
    why: tuple[str, ...]
    successors: tuple[Ref, ...]
    sunset: date | None
    hard: int
    soft: int
    staying: int
    teams: tuple[Holding, ...]
    needs: tuple[Need, ...]

    @property
    def key(self) -> str:
        """The thing."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """The thing."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """The team that answers for it."""
        return self.owner

    @property
    def weight(self) -> int:
        """What is needed and goes first, then what is needed most; then what is free."""
        some = min(self.hard + self.soft, _UNDATED - _DATED - 1)
        day = _UNDATED - 1 - some if self.sunset is None else min(self.sunset.toordinal(), _DATED)
        return VERDICTS.index(self.verdict) * _UNDATED + day


def rows(estate: Estate) -> list[Leaving]:
    """Whatever is being left, by reference; what something replaces also where nobody declares it."""
    successors: dict[Ref, list[Ref]] = defaultdict(list)
    for part in estate.parts:
        for ref in part.replaces:
            successors[ref].append(part.ref)
    going = {part.ref for part in estate.parts if part.sunset is not None or part.lifecycle == _DEPRECATED}
    left = frozenset((*going, *successors))
    return [_leaving(estate, estate.part(ref), successors.get(ref, ()), left) for ref in sorted(left)]


def needs_of_replaced(found: Iterable[Leaving]) -> dict[Ref, int]:
    """How many needs still lead to each thing that something replaces."""
    return {each.ref: each.hard + each.soft for each in found if each.successors}


def _leaving(estate: Estate, part: Part, successors: Sequence[Ref], left: Container[Ref]) -> Leaving:
    why = {
        "replaced": bool(successors),
        "sunset": part.sunset is not None,
        "deprecated": part.lifecycle == _DEPRECATED,
    }
    needs = [_need(estate, edge, successors, left) for edge in of_removal(estate.network, part.ref)]
    hard = sum(need.hard for need in needs)
    return Leaving(
        ref=part.ref,
        owner=part.team,
        tier=part.tier,
        lifecycle=part.lifecycle,
        verdict="needed" if needs else "free",
        why=tuple(reason for reason, holds in why.items() if holds),
        successors=tuple(successors),
        sunset=part.sunset,
        hard=hard,
        soft=len(needs) - hard,
        staying=sum(not need.leaving for need in needs),
        teams=tuple(_holding(needs)),
        needs=tuple(needs[:MOST_TOLD]),
    )


def _need(estate: Estate, edge: Edge, successors: Sequence[Ref], left: Container[Ref]) -> Need:
    return Need(
        edge.source,
        estate.part(edge.source).team,
        edge.target,
        edge.stops,
        edge.assumed,
        edge.source in successors,
        edge.source in left,
    )


def _holding(needs: Iterable[Need]) -> list[Holding]:
    counts = Counter((need.owner, need.hard) for need in needs)
    found = [Holding(team, counts[team, True], counts[team, False]) for team in {team for team, _ in counts}]
    return sorted(found, key=lambda each: (-each.hard - each.soft, each.team is None, each.team or ()))
