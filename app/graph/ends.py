"""Where arrows end that lead through what nobody has weighed, and what weighs most there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.graph.components import ordered


@dataclass(frozen=True)
class Ends:
    """For each node the heaviest that it is or leads to, through nodes without a weight; `None` where there is none.

    `onward` holds the next node on a way there, `None` where the way has ended.
    """

    heaviest: Sequence[int | None]
    onward: Sequence[int | None]

    def way(self, node: int) -> Iterator[int]:
        """The nodes from this one to its heaviest end, both included."""
        at: int | None = node
        while at is not None:
            yield at
            at = self.onward[at]


def ends(ahead: Sequence[Sequence[int]], weights: Sequence[int]) -> Ends:
    """Where the arrows from every node end. A weight of 0 is none; of equals the end with the lowest number counts.

    Each node and arrow is looked at a fixed number of times, however long the ways are and whatever circles they run
    in.
    """
    passing = [() if weights[node] else others for node, others in enumerate(ahead)]
    heaviest: list[int | None] = [node if weights[node] else None for node in range(len(ahead))]
    onward: list[int | None] = [None] * len(ahead)
    for group in ordered(passing):
        leading = _leading_out(group, passing, heaviest, weights)
        if leading is not None:
            node, other = leading
            onward[node] = other
            for each in group:
                heaviest[each] = heaviest[other]
            _lead_to(node, group, passing, onward)
    return Ends(heaviest, onward)


def _leading_out(
    group: Sequence[int], passing: Sequence[Sequence[int]], heaviest: Sequence[int | None], weights: Sequence[int]
) -> tuple[int, int] | None:
    """The arrow out of a group that leads to its heaviest end."""
    inside = set(group)
    best: tuple[int, int, int, int] | None = None
    for node in group:
        for other in passing[node]:
            end = heaviest[other]
            if other not in inside and end is not None:
                found = (weights[end], -end, -node, -other)
                best = found if best is None else max(best, found)
    return None if best is None else (-best[2], -best[3])


def _lead_to(exit_: int, group: Sequence[int], passing: Sequence[Sequence[int]], onward: list[int | None]) -> None:
    """Let all ways inside a group lead to the node where it is left."""
    inside = set(group)
    behind: dict[int, list[int]] = {node: [] for node in group}
    for node in sorted(group):
        for other in passing[node]:
            if other in inside:
                behind[other].append(node)
    led = {exit_}
    layer = [exit_]
    while layer:
        beyond: list[int] = []
        for at in layer:
            for node in behind[at]:
                if node not in led:
                    led.add(node)
                    onward[node] = at
                    beyond.append(node)
        layer = sorted(beyond)
