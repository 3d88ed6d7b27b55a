"""How well systems and domains hold together what needs each other.

A need counts inside a system or domain where both its ends are parts of that. An API counts where the one thing is that
provides it, since to need the API is to need that; how an API needs its provider is no need of anybody. A system or
domain is **cohesive** where more ends of needs lie inside than beyond, which is twice the needs inside against those
that leave or arrive; else it is **loose**; where nothing is needed it is **empty**.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from app.alignment.estate import Estate
from app.entities import Ref
from app.graph.edges import Edge

VERDICTS = ("loose", "cohesive", "empty")
"""From what to look at first."""

_MOST = 1 << 24


class Group(NamedTuple):
    """A system or domain and the needs of its parts.

    `inside` counts those between its parts, `hard_inside` the hard ones of them; `leaving` what they need of others,
    `arriving` what others need of them. `share` is how much of all these is inside, in percent.
    """

    ref: Ref
    verdict: str
    parts: int
    teams: tuple[Ref, ...]
    inside: int
    leaving: int
    arriving: int
    hard_inside: int
    hard_leaving: int
    hard_arriving: int
    share: float | None

    @property
    def key(self) -> str:
        """The system or domain."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """The same."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """The team of all its parts, if it is one."""
        return self.teams[0] if len(self.teams) == 1 else None

    @property
    def weight(self) -> int:
        """What is loose stands first, and of that what has most needs beyond."""
        return VERDICTS.index(self.verdict) * _MOST - self.leaving - self.arriving


@dataclass
class _Tally:
    """What is counted of a group."""

    parts: int = 0
    teams: set[Ref] = field(default_factory=set)
    counts: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def of(self, way: str) -> int:
        """How many needs go one way, hard or soft."""
        return self.counts[way, True] + self.counts[way, False]


def groups(estate: Estate) -> list[Group]:
    """Every system and domain that somebody declares, by reference."""
    homes = counted(estate)
    tallies = {part.ref: _Tally() for part in estate.parts if part.exists and part.ref.kind in {"system", "domain"}}
    numbers = estate.network.numbers
    holders = [[tallies.get(ref) if ref else None for ref in (part.system, part.domain)] for part in estate.parts]
    for part, held in zip(estate.parts, holders, strict=True):
        for tally in held:
            if tally is not None:
                tally.parts += 1
                if part.team is not None:
                    tally.teams.add(part.team)
    for edge in needs(estate):
        sources, targets = holders[homes[numbers[edge.source]]], holders[homes[numbers[edge.target]]]
        for one, other in zip(sources, targets, strict=True):
            if one is other and one is not None:
                one.counts["inside", edge.stops] += 1
                continue
            if one is not None:
                one.counts["leaving", edge.stops] += 1
            if other is not None:
                other.counts["arriving", edge.stops] += 1
    return [_group(ref, tally) for ref, tally in sorted(tallies.items(), key=itemgetter(0))]


def _group(ref: Ref, tally: _Tally) -> Group:
    inside, leaving, arriving = (tally.of(way) for way in ("inside", "leaving", "arriving"))
    total = inside + leaving + arriving
    return Group(
        ref=ref,
        verdict="cohesive" if is_cohesive(inside, leaving + arriving) else "loose" if total else "empty",
        parts=tally.parts,
        teams=tuple(sorted(tally.teams)),
        inside=inside,
        leaving=leaving,
        arriving=arriving,
        hard_inside=tally.counts["inside", True],
        hard_leaving=tally.counts["leaving", True],
        hard_arriving=tally.counts["arriving", True],
        share=round(100 * inside / total, 1) if total else None,
    )


def is_cohesive(inside: int, beyond: int) -> bool:
    """Whether more ends of needs lie inside than beyond: of those inside both do."""
    return 2 * inside > beyond


def counted(estate: Estate) -> list[int]:
    """The node that each counts as: for an API that one thing provides that thing, else itself."""
    homes = list(range(len(estate.parts)))
    providers: dict[int, list[int]] = defaultdict(list)
    for edge in estate.network.edges:
        if edge.relation == "apiProvidedBy":
            providers[estate.network.numbers[edge.source]].append(estate.network.numbers[edge.target])
    for api, found in providers.items():
        if len(found) == 1:
            homes[api] = found[0]
    return homes


def needs(estate: Estate) -> Iterator[Edge]:
    """The needs that count: all but those of APIs for what provides them."""
    return (edge for edge in estate.network.edges if edge.relation != "apiProvidedBy")
