"""What stands around one thing, a few steps each way."""

from itertools import islice, zip_longest
from typing import NamedTuple

from app.entities import Ref
from app.graph.edges import Edge
from app.graph.layers import layers
from app.graph.network import Network


class Neighbourhood(NamedTuple):
    """The references around one, itself first and the nearest next, and every edge among them.

    Not `complete` where the limit left something out that is near enough.
    """

    refs: tuple[Ref, ...]
    edges: tuple[Edge, ...]
    complete: bool = True


def around(network: Network, ref: Ref, depth: int = 1, limit: int = 100) -> Neighbourhood:
    """What `ref` needs and what needs it, up to `depth` steps along the arrows or `depth` steps against them.

    Never along and then against: what else needs the database that this needs is no neighbour of this.
    """
    start = network.numbers.get(ref)
    if start is None:
        return Neighbourhood((ref,), ())
    found = [start]
    seen = {start}
    both = zip_longest(layers(network.ahead, start), layers(network.behind, start))
    for forward, backward in islice(both, 1, depth + 1):
        beyond = {*(forward or ()), *(backward or ())} - seen
        seen |= beyond
        found += sorted(beyond)
        if len(found) > limit:
            return _among(network, found[:limit], complete=False)
    return _among(network, found, complete=True)


def _among(network: Network, nodes: list[int], *, complete: bool) -> Neighbourhood:
    refs = tuple(network.refs[node] for node in nodes)
    inside = set(refs)
    edges = tuple(edge for ref in sorted(inside) for edge in network.leaving(ref) if edge.target in inside)
    return Neighbourhood(refs, edges, complete)
