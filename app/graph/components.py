"""Strongly connected groups: things that need each other, directly or through others."""

from collections.abc import Sequence

from app.entities import Ref
from app.graph.network import Network


def strong(network: Network) -> tuple[tuple[Ref, ...], ...]:
    """The nodes in groups: two are in one group exactly where each leads to the other.

    Groups are sorted inside and among themselves; most have one member, and a larger one is a circle.
    """
    groups = [tuple(network.refs[node] for node in sorted(group)) for group in ordered(network.ahead)]
    return tuple(sorted(groups))


def ordered(ahead: Sequence[Sequence[int]]) -> list[list[int]]:
    """The nodes in groups, of which each stands behind all that it leads to; inside in no order."""
    # Tarjan's algorithm with a path of its own, since a chain may be longer than Python's stack.
    groups: list[list[int]] = []
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    pending: list[int] = []
    is_pending: set[int] = set()
    for root in range(len(ahead)):
        path = [] if root in order else [(root, iter(ahead[root]))]
        while path:
            node, others = path[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                pending.append(node)
                is_pending.add(node)
            for other in others:
                if other not in order:
                    path.append((other, iter(ahead[other])))
                    break
                if other in is_pending:
                    lowest[node] = min(lowest[node], order[other])
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == order[node]:
                    groups.append(_popped(pending, node))
                    is_pending.difference_update(groups[-1])
    return groups


def _popped(pending: list[int], last: int) -> list[int]:
    """Take nodes off the end, down to and with `last`."""
    group: list[int] = []
    while not group or group[-1] != last:
        group.append(pending.pop())
    return group
