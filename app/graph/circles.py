"""Circles of needs: what is in them, and which need is the cheapest to give up."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.entities import Ref
from app.graph.components import ordered
from app.graph.edges import Edge
from app.graph.network import Network

BUDGET = 200_000
"""How many needs are looked at to find out what the cuts of one group leave."""


class Cut(NamedTuple):
    """A need to give up, and how many things then stay in circles, `None` where that was not worked out."""

    edge: Edge
    left: int | None


class Circle(NamedTuple):
    """Things that all need each other, directly or through others, and the needs among them; both in order."""

    refs: tuple[Ref, ...]
    edges: tuple[Edge, ...]

    @property
    def shortest(self) -> tuple[Ref, ...]:
        """A shortest circle through the first thing, from it back to it."""
        return tuple(self.refs[node] for node in _shortest(self._ahead))

    def cheapest(self, teams: Mapping[Ref, Ref | None]) -> Cut:
        """The need to give up first.

        It is one of a shortest circle through the first thing, since a need whose loss ends every circle is on each.
        Of these needs it is the one whose loss leaves the fewest things in circles; of equals one that nobody wrote
        down to be hard, then one between two teams, then the first. How an API needs its provider cannot be given up.
        In a group so large that trying would exceed the budget, what is left is not worked out and does not count.
        """
        numbers, ahead = self._numbers, self._ahead
        path = set(pairwise(_shortest(ahead)))
        on_it = [edge for edge in self.edges if (numbers[edge.source], numbers[edge.target]) in path]
        given = [edge for edge in on_it if edge.relation != "apiProvidedBy"] or on_it
        tried = len(given) * len(self.edges) <= BUDGET
        ends = ((edge, numbers[edge.source], numbers[edge.target]) for edge in given)
        return min(
            (Cut(edge, _left(ahead, *arrow) if tried else None) for edge, *arrow in ends),
            key=lambda cut: (
                cut.left or 0,
                not cut.edge.assumed,
                teams.get(cut.edge.source) == teams.get(cut.edge.target),
                cut.edge,
            ),
        )

    @property
    def _numbers(self) -> Mapping[Ref, int]:
        return {ref: number for number, ref in enumerate(self.refs)}

    @property
    def _ahead(self) -> list[list[int]]:
        numbers = self._numbers
        ahead: list[list[int]] = [[] for _ in self.refs]
        for edge in self.edges:
            ahead[numbers[edge.source]].append(numbers[edge.target])
        return ahead


def circles(network: Network) -> list[Circle]:
    """The groups of two or more that need each other, each with the needs inside it, by their first member."""
    group_of: dict[Ref, int] = {}
    groups = [group for group in ordered(network.ahead) if len(group) > 1]
    for number, group in enumerate(groups):
        for node in group:
            group_of[network.refs[node]] = number
    inside: list[list[Edge]] = [[] for _ in groups]
    for edge in network.edges:
        number = group_of.get(edge.source, -1)
        if number >= 0 and group_of.get(edge.target) == number and edge.source != edge.target:
            inside[number].append(edge)
    return sorted(
        Circle(tuple(network.refs[node] for node in sorted(group)), tuple(edges))
        for group, edges in zip(groups, inside, strict=True)
    )


def _shortest(ahead: Sequence[Sequence[int]]) -> list[int]:
    """The nodes of a shortest circle through node 0, which begins and ends it."""
    came: dict[int, int] = {}
    layer = [0]
    while 0 not in came:
        beyond: list[int] = []
        for at in layer:
            for node in ahead[at]:
                if node not in came:
                    came[node] = at
                    beyond.append(node)
        layer = sorted(beyond)
    path = [0, came[0]]
    while path[-1]:
        path.append(came[path[-1]])
    return path[::-1]


def _left(ahead: Sequence[Sequence[int]], source: int, target: int) -> int:
    """How many nodes are still in circles without the arrows from one node to another."""
    cut = list(ahead)
    cut[source] = [each for each in ahead[source] if each != target]
    return sum(len(group) for group in ordered(cut) if len(group) > 1)
