"""How everything stands without the other teams: what stops, what loses something, what goes on as it is.

A thing is **blocked** without the other teams where it stops with them, or cannot be changed without them: where hard
needs lead from it, through things of its own team or of nobody, to a thing of another team; where it writes a data
store that another team writes, too; or where it is in a circle of hard needs. It is **degraded** where only soft or
asynchronous needs lead to others: then it goes on, with less. Else it is **independent**.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.alignment.estate import Estate
from app.entities import Ref
from app.graph.borders import Borders, borders
from app.graph.components import ordered
from app.graph.edges import WRITING, Edge

VERDICTS = ("blocked", "degraded", "independent")
"""From the worst to the best."""


@dataclass(frozen=True)
class Standing:
    """What holds each node of an estate's network back; everything by the numbers of nodes.

    `ahead` are the hard arrows. `groups` are the circles of these with the APIs on them, `group_of` has the place of
    each member there; `circles` are the same without APIs, `circle_of` has the place of each that is left. `shared`
    has the stores that a node writes and another team's does, too, `writing` the teams that write each of these
    stores. `soft` says whether any need at all leads to another team.
    """

    ahead: Sequence[Sequence[int]]
    hard: Borders
    soft: Sequence[bool]
    groups: Sequence[tuple[int, ...]]
    group_of: Mapping[int, int]
    circles: Sequence[tuple[int, ...]]
    circle_of: Mapping[int, int]
    shared: Mapping[int, tuple[int, ...]]
    writing: Mapping[int, tuple[Ref, ...]]

    def verdict(self, node: int) -> str:
        """What becomes of one thing without the other teams."""
        if self.hard.reaches(node) or node in self.shared or node in self.circle_of:
            return "blocked"
        return "degraded" if self.soft[node] else "independent"


def standing(estate: Estate, *, sure: bool = False) -> Standing:
    """How everything stands; `sure` takes for soft whatever nobody wrote to be hard."""
    network = estate.network
    teams = [part.team for part in estate.parts]
    ahead = _ahead(estate, sure=sure)
    without = [(tuple(sorted(group)), _without_apis(estate, group)) for group in ordered(ahead)]
    # A service and the API that it provides and consumes are no circle of two.
    groups = sorted(both for both in without if len(both[1]) > 1)
    anyhow = borders(network.ahead, teams)
    written = {store: edges for store, edges in _written(estate).items() if len(_teams(estate, edges)) > 1}
    shared: dict[int, list[int]] = defaultdict(list)
    for store, edges in written.items():
        for user in {network.numbers[edge.source] for edge in edges}:
            shared[user].append(store)
    return Standing(
        ahead,
        borders(ahead, teams),
        [anyhow.reaches(node) for node in range(len(teams))],
        [group for group, _ in groups],
        {node: number for number, (group, _) in enumerate(groups) for node in group},
        [members for _, members in groups],
        {node: number for number, (_, members) in enumerate(groups) for node in members},
        {node: tuple(sorted(stores)) for node, stores in shared.items()},
        {store: _teams(estate, edges) for store, edges in written.items()},
    )


def _without_apis(estate: Estate, nodes: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(node for node in nodes if estate.network.refs[node].kind != "api"))


def _ahead(estate: Estate, *, sure: bool) -> Sequence[Sequence[int]]:
    if not sure:
        return estate.hard.ahead
    numbers = estate.network.numbers
    ahead: list[list[int]] = [[] for _ in estate.network.refs]
    for edge in estate.network.edges:
        if edge.stops and not edge.assumed:
            source, target = numbers[edge.source], numbers[edge.target]
            if ahead[source][-1:] != [target]:
                ahead[source].append(target)
    return ahead


def _written(estate: Estate) -> Mapping[int, list[Edge]]:
    """The needs by which components write each data store, as far as they say so."""
    found: dict[int, list[Edge]] = defaultdict(list)
    for edge in estate.network.edges:
        if edge.access in WRITING and edge.source.kind == "component" and estate.part(edge.source).exists:
            store = estate.network.numbers[edge.target]
            if estate.parts[store].keeps:
                found[store].append(edge)
    return found


def _teams(estate: Estate, edges: Iterable[Edge]) -> tuple[Ref, ...]:
    """The teams whose things need something by these, in order."""
    teams = {estate.part(edge.source).team for edge in edges}
    return tuple(sorted(team for team in teams if team is not None))


def depths(ahead: Sequence[Sequence[int]], steps: Sequence[int]) -> list[int]:
    """For each node the most steps on a way down from it; `steps` is what a node itself counts.

    A node counts only for those above it: what needs nothing has depth 0. A circle counts what one of it does at most.
    """
    found = [0] * len(ahead)
    counted = list(steps)
    for group in ordered(ahead):
        inside = set(group)
        beyond = (found[other] + counted[other] for node in group for other in ahead[node] if other not in inside)
        deepest = max(beyond, default=0)
        most = max(steps[node] for node in group)
        for node in group:
            found[node], counted[node] = deepest, most
    return found
