"""What keeps things from running, changing and being deployed on their own: hard needs of others, and circles."""

from collections.abc import Callable, Collection, Iterator

from app.entities import Ref
from app.graph import components, network
from app.graph.edges import Edge
from app.graph.network import Network

Owner = Callable[[Ref], Ref | None]
"""Who owns a thing, where anybody does."""


def across(needs: Network, things: Collection[Ref], owner: Owner) -> Iterator[Edge]:
    """The hard needs of these things of what somebody else owns; what nobody owns is nobody else's."""
    for edge in needs.edges:
        if edge.criticality == "hard" and edge.source in things:
            own, other = owner(edge.source), owner(edge.target)
            if own is not None and other is not None and own != other:
                yield edge


def circles(needs: Network, things: Collection[Ref]) -> tuple[tuple[Ref, ...], ...]:
    """Those of these things that need each other hard, directly or through anything: two at least in each circle."""
    hard = network.joining(edge for edge in needs.edges if edge.criticality == "hard")
    # Most groups are a single node, which no circle goes through.
    groups = (group for group in components.strong(hard) if len(group) > 1)
    met = (tuple(ref for ref in group if ref in things) for group in groups)
    return tuple(circle for circle in met if len(circle) > 1)
