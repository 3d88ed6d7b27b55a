"""Nodes in an order in which what is tied stands together."""

from collections.abc import Sequence
from heapq import heappop, heappush

from app.graph.communities import Ties, communities, joined

BLOCK = 16
"""How many stand together at most before they are told apart further: about what an eye takes in at once."""


def together(ties: Ties, block: int = BLOCK) -> list[int]:
    """All nodes in an order in which communities stand together, and in them each by what it is tied to most.

    Communities are ordered in the same way, as nodes of their own.
    """
    levels = []
    while True:
        homes = communities(ties, block)
        levels.append((ties, homes))
        upper = joined(ties, homes)
        if len(upper) == len(ties):
            break
        ties = upper
    order = _chained(range(len(ties)), ties)
    for lower, homes in reversed(levels[:-1]):
        members: list[list[int]] = [[] for _ in order]
        for node, home in enumerate(homes):
            members[home].append(node)
        order = [node for home in order for node in _chained(members[home], lower)]
    return order


def _chained(nodes: Sequence[int], ties: Ties) -> list[int]:
    """Nodes one after the other, each of those left the one that is tied most to those before it, or the first."""
    left = dict.fromkeys(nodes)
    pulls = dict.fromkeys(nodes, 0)
    chain: list[int] = []
    heap: list[tuple[int, int]] = [(0, node) for node in left]
    while heap:
        # Pulls only grow, so whatever else the heap holds of a node comes after it is placed.
        _, node = heappop(heap)
        if node not in left:
            continue
        del left[node]
        chain.append(node)
        for other, firmly in ties[node].items():
            if other in left:
                pulls[other] += firmly
                heappush(heap, (-pulls[other], other))
    return chain
