"""What the failure of a thing does to what needs it, and what its going for good asks of others.

A thing *stops* where an unbroken chain of hard, synchronous needs leads from it to what fails. It
*degrades* where it needs what fails, or something that stops, only softly or asynchronously: it goes on
with less, so what needs it in turn is not counted.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.entities import Ref
from app.graph.edges import Edge
from app.graph.network import Network

BUDGET = 20_000


class Hit(NamedTuple):
    """A thing that is hit, and why: the needs from it to what fails, a shortest chain of them."""

    ref: Ref
    chain: tuple[Edge, ...]

    @property
    def assumed(self) -> bool:
        """Whether the chain rests on a need whose criticality or mode nobody wrote down."""
        return any(edge.assumed for edge in self.chain)


class Impact(NamedTuple):
    """What stops and what degrades, the nearest first, then by reference; not `complete` beyond the budget."""

    stops: tuple[Hit, ...]
    degrades: tuple[Hit, ...]
    complete: bool = True


def of_failure(network: Network, *refs: Ref, budget: int = BUDGET) -> Impact:
    """What the failure of a thing does, or of several at once, themselves left out."""
    chains: dict[Ref, tuple[Edge, ...]] = dict.fromkeys(refs, ())
    softly: dict[Ref, tuple[Edge, ...]] = {}
    layer = sorted(chains)
    while layer and len(chains) <= budget:
        beyond: list[Ref] = []
        for at in layer:
            for edge in network.arriving(at):
                if not edge.stops:
                    softly.setdefault(edge.source, (edge, *chains[at]))
                elif edge.source not in chains:
                    chains[edge.source] = (edge, *chains[at])
                    beyond.append(edge.source)
        layer = sorted(beyond)
    hurt = {each: chain for each, chain in softly.items() if each not in chains}
    for ref in refs:
        chains.pop(ref, None)
    return Impact(_hits(chains), _hits(hurt), complete=not layer)


def of_removal(network: Network, ref: Ref) -> tuple[Edge, ...]:
    """The needs that lead nowhere once `ref` is gone, and so have to be rewritten: how hard they are is no matter.

    Where `ref` alone provides an API, the API goes with it, and the needs of its consumers are among them.
    """
    return tuple(sorted(set(_left(network, [ref, *_only_provided(network, ref)])) - _own(network, ref)))


def _left(network: Network, gone: Iterable[Ref]) -> Iterator[Edge]:
    for ref in gone:
        yield from network.arriving(ref)


def _only_provided(network: Network, ref: Ref) -> Iterator[Ref]:
    for edge in network.arriving(ref):
        if edge.relation == "apiProvidedBy":
            providers = {each.target for each in network.leaving(edge.source) if each.relation == "apiProvidedBy"}
            if providers == {ref}:
                yield edge.source


def _own(network: Network, ref: Ref) -> set[Edge]:
    """What `ref` needs of itself goes with it, and so does its own half of what it provides."""
    return {edge for edge in network.arriving(ref) if edge.source == ref or edge.relation == "apiProvidedBy"} | set(
        network.leaving(ref)
    )


def _hits(chains: dict[Ref, tuple[Edge, ...]]) -> tuple[Hit, ...]:
    found = (Hit(ref, chain) for ref, chain in chains.items())
    return tuple(sorted(found, key=lambda hit: (len(hit.chain), hit.ref)))
