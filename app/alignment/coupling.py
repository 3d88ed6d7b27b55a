"""Which team needs which: the matrix of teams, and where it goes against how they say that they work with others.

Whatever the things of one team need of another's counts, an API and what provides it as well. A hard need is one that
stops who has it; all others are soft.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.alignment.estate import Estate
from app.entities import Ref
from app.graph.communities import tied
from app.graph.together import together

MOST_TOLD = 20
"""How many hard needs of a pair are told; their number is always told."""

VERDICTS = ("contradicts", "circle", "hard", "soft")
"""From what has to change first to what may stay."""

STREAM, PLATFORM, ENABLING, SUBSYSTEM = "stream-aligned", "platform", "enabling", "complicated-subsystem"

CONTRADICTIONS: Mapping[tuple[str, str], str] = {
    (PLATFORM, STREAM): "A platform carries all streams, so a stream below it can stop them all.",
    (SUBSYSTEM, STREAM): "A subsystem serves streams with what is hard to build, and has to work without them.",
    ("", ENABLING): "An enabling team teaches for a while and moves on, so nothing may stop where it does.",
}
"""The hard needs that contradict what teams say they are, by who needs whom, and why; an empty type is any or none.

Whoever it is may rest on a platform or a complicated subsystem, as a service: that is what these are for. Streams that
rest on each other have to work closely together. That is worth watching, and in order while it lasts. An enabling team
that rests on others hurts nobody.
"""

_MOST_HARD, _MOST_SOFT = 50_000, 10_000
_FIRM = 4
"""How much more a hard need brings two teams together than a soft one."""


class Between(NamedTuple):
    """A need of one team's thing of another team's thing."""

    source: Ref
    target: Ref


class Pair(NamedTuple):
    """All that the things of one team need of another's.

    `hard` and `soft` count the needs, `assumed` the hard ones that nobody wrote to be hard, `reciprocal` the hard needs
    the other way. `interaction` and `other_interaction` are what the two teams declare to be, and `reason` is why a
    hard need contradicts that; empty where it does not.
    """

    source: Ref
    target: Ref
    verdict: str
    hard: int
    soft: int
    assumed: int
    reciprocal: int
    interaction: str
    other_interaction: str
    reason: str
    edges: tuple[Between, ...]

    @property
    def key(self) -> str:
        """The two teams."""
        return f"{self.source} {self.target}"

    @property
    def about(self) -> Ref:
        """The team that is needed."""
        return self.target

    @property
    def team(self) -> Ref:
        """The team that needs the other."""
        return self.source

    @property
    def weight(self) -> int:
        """What contradicts stands first, then by hard needs, the most first."""
        hard, soft = min(self.hard, _MOST_HARD - 1), min(self.soft, _MOST_SOFT - 1)
        return (VERDICTS.index(self.verdict) * _MOST_HARD - hard) * _MOST_SOFT - soft


@dataclass
class _Tally:
    """What is counted of a pair."""

    soft: int = 0
    assumed: int = 0
    hard: list[Between] = field(default_factory=list)


def rows(estate: Estate) -> list[Pair]:
    """Every two teams of which one needs the other, by who needs whom."""
    tallies: dict[tuple[int, int], _Tally] = defaultdict(_Tally)
    numbers = {team: number for number, team in enumerate(estate.teams)}
    teams = {part.ref: numbers[part.team] for part in estate.parts if part.team is not None}
    for edge in estate.network.edges:
        source, target = teams.get(edge.source, -1), teams.get(edge.target, -1)
        if source >= 0 and target >= 0 and source != target:
            tally = tallies[source, target]
            if edge.stops:
                tally.hard.append(Between(edge.source, edge.target))
                tally.assumed += edge.assumed
            else:
                tally.soft += 1
    return [
        _pair(estate, source, target, tallies[source, target], tallies.get((target, source)))
        for source, target in sorted(tallies)
    ]


def _pair(estate: Estate, source: int, target: int, tally: _Tally, other: _Tally | None) -> Pair:
    teams = (estate.teams[source], estate.teams[target])
    types = (estate.interactions.get(teams[0], ""), estate.interactions.get(teams[1], ""))
    reason = contradiction(*types) if tally.hard else ""
    reciprocal = 0 if other is None else len(other.hard)
    return Pair(
        *teams,
        verdict=_verdict(reason, len(tally.hard), reciprocal),
        hard=len(tally.hard),
        soft=tally.soft,
        assumed=tally.assumed,
        reciprocal=reciprocal,
        interaction=types[0],
        other_interaction=types[1],
        reason=reason,
        edges=tuple(tally.hard[:MOST_TOLD]),
    )


def contradiction(source: str, target: str) -> str:
    """Why a team of one type does not rest on one of another; empty where it may."""
    return CONTRADICTIONS.get((source, target)) or CONTRADICTIONS.get(("", target), "")


def _verdict(reason: str, hard: int, reciprocal: int) -> str:
    if reason:
        return "contradicts"
    if hard:
        return "circle" if reciprocal else "hard"
    return "soft"


def places(pairs: Iterable[Pair]) -> Mapping[Ref, int]:
    """Where each team that needs another or is needed stands in the matrix, so that those that need each other meet."""
    found = [(pair.source, pair.target, pair.hard * _FIRM + pair.soft) for pair in pairs]
    teams = sorted({team for pair in found for team in pair[:2]})
    numbers = {team: number for number, team in enumerate(teams)}
    ties = tied(len(teams), ((numbers[source], numbers[target], firmly) for source, target, firmly in found))
    return {teams[node]: place for place, node in enumerate(together(ties))}
