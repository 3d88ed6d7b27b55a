"""Circles of hard needs: who has to move together, and the fewest needs to soften until nobody has to.

A circle is a group of two things or more, APIs not counted, each of which needs all others, directly or through others,
by needs that are hard and synchronous. A thing that calls an API that only itself provides makes no circle. How an API
needs its provider cannot be softened: without it there is no API.

The cut is the smallest set of needs whose softening leaves no circle. Of equally small ones it is that with the most
needs that nobody wrote down to be hard, then that with the most between two teams, then the first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.alignment.estate import Estate
from app.entities import Ref
from app.graph import circles
from app.graph.circles import Circle
from app.graph.cuts import Arrow, Cut, fewest
from app.graph.edges import Edge

MOST_TOLD = 200
"""How many members, and how many needs of a cut, are told where there may be more; their number is always told."""

MOST_PROVIDERS = 50
"""An API with more providers is not told apart by who calls it: to do so takes the square of their number."""

VERDICTS = ("across", "within")
"""Whether two teams or more have to move together, or one."""

_WRITTEN = 1 << 24
_MOST = 1 << 24


class Softening(NamedTuple):
    """A need to soften.

    `assumed` where nobody wrote it to be hard; `crosses` where it leads to another team's thing.
    """

    source: Ref
    target: Ref
    relation: str
    assumed: bool
    crosses: bool


class Cycle(NamedTuple):
    """A circle, known by the first of its members that anybody declares.

    `size` counts its members, which are all but the APIs; `services` those of them that are services. `teams` have to
    move together; `unowned` counts members that nobody answers for. `way` is a shortest way round, from the first thing
    in it back to that, or its beginning. `edges` counts the hard needs in it, `assumed` those that nobody wrote to be
    hard.

    `cut` are the needs to soften, `softenings` their number, of which no fewer than `least` will do: they are the
    fewest where `exact`. All is well then where it `opens`; else a circle is left that cannot be cut.
    """

    first: Ref
    owner: Ref | None
    verdict: str
    size: int
    services: int
    members: tuple[Ref, ...]
    teams: tuple[Ref, ...]
    unowned: int
    way: tuple[Ref, ...]
    edges: int
    assumed: int
    softenings: int
    least: int
    exact: bool
    opens: bool
    cut: tuple[Softening, ...]

    @property
    def key(self) -> str:
        """Its first member."""
        return str(self.first)

    @property
    def about(self) -> Ref:
        """The same."""
        return self.first

    @property
    def team(self) -> Ref | None:
        """Who answers for the first member."""
        return self.owner

    @property
    def weight(self) -> int:
        """Those across teams stand first, the largest before others."""
        return VERDICTS.index(self.verdict) * _MOST - self.size


def rows(estate: Estate) -> list[Cycle]:
    """Every circle, by its first member."""
    return sorted(_cycle(estate, circle, members) for circle, members in _circles(estate))


def _circles(estate: Estate) -> Iterator[tuple[Circle, tuple[Ref, ...]]]:
    for circle in circles.circles(estate.hard):
        members = tuple(ref for ref in circle.refs if ref.kind != "api")
        if len(members) > 1:
            yield circle, members


def _cycle(estate: Estate, circle: Circle, members: tuple[Ref, ...]) -> Cycle:
    parts = [estate.part(ref) for ref in members]
    first = next((part for part in parts if part.exists), parts[0])
    teams = tuple(sorted({part.team for part in parts if part.team is not None}))
    cut, softened = _cut(estate, circle)
    return Cycle(
        first=first.ref,
        owner=first.team,
        verdict="across" if len(teams) > 1 else "within",
        size=len(members),
        services=sum(part.is_service for part in parts),
        members=members[:MOST_TOLD],
        teams=teams,
        unowned=sum(part.team is None for part in parts),
        way=circle.shortest[: MOST_TOLD + 1],
        edges=len(circle.edges),
        assumed=sum(edge.assumed for edge in circle.edges),
        softenings=len(cut.places),
        least=cut.least,
        exact=cut.exact,
        opens=cut.whole,
        cut=tuple(_softening(estate, edge) for edge in softened[:MOST_TOLD]),
    )


def _cut(estate: Estate, circle: Circle) -> tuple[Cut, list[Edge]]:
    """The smallest cut, and the needs that it softens: those from one thing to another are softened as one."""
    between: dict[tuple[Ref, Ref], list[Edge]] = defaultdict(list)
    for edge in circle.edges:
        between[edge.source, edge.target].append(edge)
    provided = {ends for ends, edges in between.items() if any(edge.relation == "apiProvidedBy" for edge in edges)}
    providers: dict[Ref, list[Ref]] = defaultdict(list)
    for api, provider in provided:
        providers[api].append(provider)
    numbers = {ref: number for number, ref in enumerate(circle.refs)}
    nodes, not_told = len(numbers), 0
    arrows: list[Arrow] = []
    meant: list[list[Edge]] = []
    for (source, target), edges in between.items():
        end = numbers[target]
        if (target, source) in provided and len(providers[target]) > MOST_PROVIDERS:
            not_told += 1
        elif (target, source) in provided:
            # Whoever calls an API of its own needs only the others that provide it, through a copy of that API.
            end, nodes = nodes, nodes + 1
            others = sorted(numbers[ref] for ref in providers[target] if ref != source)
            arrows += [Arrow(end, other, None) for other in others]
            meant += [[] for _ in others]
        arrows.append(Arrow(numbers[source], end, None if (source, target) in provided else _dislike(estate, edges)))
        meant.append(edges)
    cut = fewest(nodes, arrows)
    # Each call of an API of its own that makes a circle here, and is none, is one need more than it may take.
    cut = cut._replace(least=max(0, cut.least - not_told))
    return cut, [edge for place in cut.places for edge in meant[place]]


def _dislike(estate: Estate, edges: Sequence[Edge]) -> int:
    written = not all(edge.assumed for edge in edges)
    return written * _WRITTEN + (not estate.crosses(edges[0].source, edges[0].target))


def _softening(estate: Estate, edge: Edge) -> Softening:
    return Softening(edge.source, edge.target, edge.relation, edge.assumed, estate.crosses(edge.source, edge.target))
