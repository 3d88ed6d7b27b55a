"""What a need leads to in the end, and who would notice."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from app.entities import Ref
from app.graph.layers import layers
from app.graph.network import Network

BUDGET = 100_000


class Reach(NamedTuple):
    """What is reached, nearest first. Not `complete` where the budget ended the walk."""

    refs: tuple[Ref, ...]
    complete: bool = True


def ahead(network: Network, ref: Ref, budget: int = BUDGET) -> Reach:
    """Everything the arrows lead to from `ref`, however far: what it needs, itself left out."""
    return _reach(network, network.ahead, ref, budget)


def behind(network: Network, ref: Ref, budget: int = BUDGET) -> Reach:
    """Everything from which the arrows lead to `ref`, however far: what needs it, itself left out."""
    return _reach(network, network.behind, ref, budget)


def _reach(network: Network, lists: Sequence[Sequence[int]], ref: Ref, budget: int) -> Reach:
    start = network.numbers.get(ref)
    if start is None:
        return Reach(())
    found: list[int] = []
    for layer in islice(layers(lists, start), 1, None):
        found += layer
        if len(found) > budget:
            return Reach(tuple(network.refs[node] for node in found[:budget]), complete=False)
    return Reach(tuple(network.refs[node] for node in found))
