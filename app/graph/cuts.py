"""The fewest arrows without which no circle is left."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.graph import line
from app.graph.components import ordered
from app.graph.tangle import Bundle, Tangle

BUDGET = 2_000_000
"""How many arrows of a large group are walked to spare arrows, and again to prove that its cut is the smallest."""


class Arrow(NamedTuple):
    """An arrow between two nodes, and how much it is disliked in a cut; `None` where it cannot be cut."""

    source: int
    target: int
    dislike: int | None = 0


class Cut(NamedTuple):
    """The places of the arrows to cut, in order, and how many it takes at `least`.

    It is not `whole` where circles are left, of arrows that cannot be cut.
    """

    places: tuple[int, ...]
    least: int
    whole: bool = True

    @property
    def exact(self) -> bool:
        """Whether no smaller cut would do."""
        return len(self.places) == self.least


def fewest(nodes: int, arrows: Sequence[Arrow], budget: int = BUDGET) -> Cut:
    """The smallest cut that can be found; of equals the least disliked, then the one whose arrows come first.

    Most of a group is untied without trying. What is left is tried in every way if it is small; else a good cut of it
    is found, of which it may turn out that it is the smallest.
    """
    weights, never = _weighed(arrows)
    cuts = []
    for tangle in _tangles(nodes, arrows, weights, never):
        tangle.untie()
        cuts.append(Cut(tuple(tangle.cut), len(tangle.cut), tangle.whole))
        if tangle.ahead:
            cuts.append(_tried(tangle.ahead, never, budget))
    places = sorted(place for cut in cuts for place in cut.places)
    return Cut(tuple(places), sum(cut.least for cut in cuts), all(cut.whole for cut in cuts))


def _weighed(arrows: Sequence[Arrow]) -> tuple[list[int], int]:
    """What each arrow weighs, so that the best cut is the lightest; and the weight of those that are never cut."""
    # One arrow outweighs any dislikes, and one dislike outweighs any places.
    all_places = len(arrows) ** 2
    one = (sum(arrow.dislike or 0 for arrow in arrows) + 1) * all_places
    never = 2 * (len(arrows) + 1) * (one + one)
    return [
        never if arrow.dislike is None else one + arrow.dislike * all_places + place
        for place, arrow in enumerate(arrows)
    ], never


def _tangles(nodes: int, arrows: Sequence[Arrow], weights: Sequence[int], never: int) -> list[Tangle]:
    """The groups of nodes that lead to each other. Nodes that do so by arrows that cannot be cut are one node."""
    one_of = _numbered(nodes, ((arrow.source, arrow.target) for arrow in arrows if arrow.dislike is None))
    ends = [(one_of[arrow.source], one_of[arrow.target]) for arrow in arrows]
    group_of = _numbered(nodes, ends)
    tangles: dict[int, Tangle] = {}
    for place, (source, target) in enumerate(ends):
        group = group_of[source]
        if group == group_of[target]:
            if group not in tangles:
                tangles[group] = Tangle(never)
            tangles[group].join(source, target, Bundle(weights[place], (place,)))
    return list(tangles.values())


def _numbered(nodes: int, ends: Iterable[tuple[int, int]]) -> list[int]:
    """For each node the first of those that lead to it and to which it leads."""
    ahead: list[list[int]] = [[] for _ in range(nodes)]
    for source, target in ends:
        ahead[source].append(target)
    numbers = list(range(nodes))
    for group in ordered(ahead):
        first = min(group)
        for node in group:
            numbers[node] = first
    return numbers


def _tried(ahead: Mapping[int, Mapping[int, Bundle]], never: int, budget: int) -> Cut:
    """A cut of nodes that all lead to each other."""
    numbers = {node: number for number, node in enumerate(sorted(ahead))}
    bundles = [{numbers[target]: ahead[node][target] for target in sorted(ahead[node])} for node in numbers]
    weights = [{target: bundle.weight for target, bundle in each.items()} for each in bundles]
    if len(weights) <= line.SMALL:
        places = _places(bundles, line.backward(line.best(weights), weights))
        return Cut(places, len(places))
    cut = _needed(weights, list(line.backward(line.good(weights, never), weights)), budget)
    # Whatever must not be cut may be on any number of circles.
    rooms = [
        {target: never if bundle.weight >= never else len(bundle.places) for target, bundle in each.items()}
        for each in bundles
    ]
    return Cut(_places(bundles, cut), _circles_apart(rooms, cut, budget))


def _places(bundles: Sequence[Mapping[int, Bundle]], cut: Iterable[line.Back]) -> tuple[int, ...]:
    return tuple(place for source, target in cut for place in bundles[source][target].places)


def _needed(weights: line.Weights, cut: list[line.Back], budget: int) -> list[line.Back]:
    """A cut without what closes no circle, the heaviest tried first, as far as the budget goes."""
    kept = [dict(each) for each in weights]
    for source, target in cut:
        del kept[source][target]
    needed = []
    for back in sorted(cut, key=lambda back: (-weights[back.source][back.target], back)):
        way, walked = _way(kept, back.target, back.source, budget)
        budget -= walked
        if way or budget <= 0:
            needed.append(back)
        else:
            kept[back.source][back.target] = 0
    return sorted(needed)


def _circles_apart(rooms: list[dict[int, int]], cut: Iterable[line.Back], budget: int) -> int:
    """How many circles there are that share no arrow, each through one arrow of a cut: no cut is smaller.

    `rooms` says how many circles each arrow has room for. As many as the cut has arrows prove it to be the smallest;
    fewer prove nothing.
    """
    wanted = [(back, rooms[back.source].pop(back.target)) for back in cut]
    circles = 0
    for back, room in wanted:
        missing = room
        while missing:
            way, walked = _way(rooms, back.target, back.source, budget)
            budget -= walked
            if not way:
                break
            most = min(missing, *(rooms[source][target] for source, target in way))
            for source, target in way:
                rooms[source][target] -= most
                if not rooms[source][target]:
                    del rooms[source][target]
            missing -= most
            circles += most
    return circles


def _way(ahead: Sequence[Mapping[int, int]], start: int, end: int, budget: int) -> tuple[list[tuple[int, int]], int]:
    """A shortest way between two nodes as its steps, empty where none is found, and how many arrows were walked."""
    came = {start: start}
    todo = deque([start])
    walked = 0
    while todo and end not in came and walked < budget:
        at = todo.popleft()
        walked += len(ahead[at])
        for node in ahead[at]:
            if node not in came:
                came[node] = at
                todo.append(node)
    way: list[tuple[int, int]] = []
    while end in came and end != start:
        way.append((came[end], end))
        end = came[end]
    return way, walked
