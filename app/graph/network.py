"""Everything that needs or is needed, as lists of numbers that are quick to walk."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from app.catalog import Catalog
from app.entities import Ref, Relation
from app.graph.edges import ASSUMED, NEEDS, PROVIDED, Details, Edge, detailed

_target = attrgetter("target")


@dataclass(frozen=True)
class Network:
    """Nodes and arrows. A node is a number: the place of its reference in `refs`, which are sorted.

    `ahead` holds for each node the nodes it needs, `behind` those that need it; each node once, in order.
    """

    refs: tuple[Ref, ...]
    edges: tuple[Edge, ...]
    ahead: tuple[tuple[int, ...], ...]
    behind: tuple[tuple[int, ...], ...]

    @cached_property
    def numbers(self) -> Mapping[Ref, int]:
        """The node of each reference."""
        return {ref: number for number, ref in enumerate(self.refs)}

    @cached_property
    def stopping(self) -> "Network":
        """The same nodes, and of the edges those along which a failure goes on: hard and synchronous."""
        return linked(self.refs, tuple(edge for edge in self.edges if edge.stops))

    def leaving(self, ref: Ref) -> tuple[Edge, ...]:
        """The edges by which `ref` needs others."""
        return self._by_source.get(ref, ())

    def arriving(self, ref: Ref) -> tuple[Edge, ...]:
        """The edges by which others need `ref`, by who needs it."""
        return self._by_target.get(ref, ())

    def between(self, source: Ref, target: Ref) -> tuple[Edge, ...]:
        """The edges by which one needs another: one for each relation."""
        leaving = self.leaving(source)
        first = bisect_left(leaving, target, key=_target)
        return leaving[first : bisect_right(leaving, target, first, key=_target)]

    @cached_property
    def _by_source(self) -> Mapping[Ref, tuple[Edge, ...]]:
        return _parted(self.edges, attrgetter("source"))

    @cached_property
    def _by_target(self) -> Mapping[Ref, tuple[Edge, ...]]:
        return _parted(self.edges, _target)


def _parted(edges: Iterable[Edge], end: Callable[[Edge], Ref]) -> Mapping[Ref, tuple[Edge, ...]]:
    found: dict[Ref, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[end(edge)].append(edge)
    return {ref: tuple(some) for ref, some in found.items()}


def of(catalog: Catalog) -> Network:
    """The network of a catalog: every entity, and every name that a need leads to or from."""
    return joining(needs(catalog), (entity.ref for entity in catalog))


def joining(edges: Iterable[Edge], alone: Iterable[Ref] = ()) -> Network:
    """The network of these edges, and of references that may have none."""
    kept = tuple(sorted(set(edges)))
    return linked(tuple(sorted({*alone, *(edge.source for edge in kept), *(edge.target for edge in kept)})), kept)


def linked(refs: tuple[Ref, ...], edges: tuple[Edge, ...]) -> Network:
    """The network of references and of edges between them, both in order and each once."""
    numbers = {ref: number for number, ref in enumerate(refs)}
    ahead: list[list[int]] = [[] for _ in refs]
    behind: list[list[int]] = [[] for _ in refs]
    for edge in edges:
        source, target = numbers[edge.source], numbers[edge.target]
        # A second relation between the same two stands right behind the first.
        if ahead[source][-1:] != [target]:
            ahead[source].append(target)
            behind[target].append(source)
    return Network(refs, edges, tuple(map(tuple, ahead)), tuple(map(tuple, behind)))


def needs(catalog: Catalog, about: Collection[Ref] | None = None) -> Iterator[Edge]:
    """The needs of a catalog, all or those with one of these at either end; once each, in no order."""
    said: dict[Ref, Mapping[Ref, Details]] = {}
    for relation in catalog.every_relation:
        if relation.type in NEEDS and (about is None or relation.source in about or relation.target in about):
            yield Edge(relation.source, relation.target, relation.type, *_details(catalog, relation, said))


def _details(catalog: Catalog, relation: Relation, said: dict[Ref, Mapping[Ref, Details]]) -> Details:
    if relation.type == "apiProvidedBy":
        return PROVIDED
    author = catalog[relation.declared_by]
    if author.ref not in said:
        said[author.ref] = detailed(author)
    other = relation.target if author.ref == relation.source else relation.source
    return said[author.ref].get(other, ASSUMED)
