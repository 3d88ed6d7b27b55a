"""Data stores as those see them that ask for autonomy: who uses them, and through which APIs their data is offered."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.graph.edges import READING, WRITING, Edge
from app.graph.network import Network
from app.policy import Policy
from app.rules.answering import team_of
from app.rules.needs import network_of

CHANNELS = frozenset(("queue", "topic", "kafka-topic", "stream"))
"""What many write into and read from by design: a way between services, not the state of one."""


def keeps(policy: Policy, entity: Entity) -> bool:
    """Whether this is a data store that keeps the state of something."""
    return policy.is_data_store(entity) and fold(entity.type or "") not in CHANNELS


def kept(catalog: Catalog, policy: Policy) -> Iterator[Entity]:
    """Every data store that keeps the state of something, by reference."""
    return (entity for entity in catalog if keeps(policy, entity))


class Past(NamedTuple):
    """A need by which a store of another team is read past `doors`, the APIs that this team offers to it."""

    edge: Edge
    doors: tuple[Ref, ...]


class Uses(NamedTuple):
    """Who uses data stores: by which needs, which team answers for a thing, and what is declared at all."""

    network: Network
    team: Callable[[Ref], Ref | None]
    declared: Container[Ref]

    def of(self, store: Ref, accesses: tuple[str, ...]) -> Iterator[Edge]:
        """The needs by which components say that they use a store in one of these ways, by who needs it."""
        for edge in self.network.arriving(store):
            if edge.source.kind == "component" and edge.access in accesses and edge.source in self.declared:
                yield edge

    def writing(self, store: Ref) -> Mapping[Ref, list[Edge]]:
        """The needs by which each team writes a store; where there are two teams or more, they share it."""
        found: dict[Ref, list[Edge]] = defaultdict(list)
        for edge in self.of(store, WRITING):
            team = self.team(edge.source)
            if team is not None:
                found[team].append(edge)
        return found

    def past(self, store: Ref) -> Iterator[Past]:
        """The needs by which other teams than the owning one read a store past its doors."""
        owner = self.team(store)
        doors = set() if owner is None else self._doors(store, owner)
        for edge in self.of(store, READING) if doors else ():
            team = self.team(edge.source)
            others = doors.difference(self._offered(edge.source))
            if others and team is not None and team != owner:
                yield Past(edge, tuple(sorted(others)))

    def _doors(self, store: Ref, owner: Ref) -> set[Ref]:
        """The APIs that a team offers to what is in a store: those of its components that need the store."""
        users = {edge.source for edge in self.network.arriving(store)}
        return {api for user in users for api in self._offered(user) if self.team(user) == owner}

    def _offered(self, component: Ref) -> Iterator[Ref]:
        """The APIs that a component provides, of those that are declared."""
        for edge in self.network.arriving(component):
            if edge.relation == "apiProvidedBy" and edge.source in self.declared:
                yield edge.source


def uses(catalog: Catalog) -> Uses:
    """Who uses the data stores of a catalog."""
    return Uses(network_of(catalog), lambda ref: team_of(catalog, catalog[ref]), catalog)


class Bypass(NamedTuple):
    """How `reader` reads a store of another team past `doors`, the APIs that this team offers to it."""

    edge: Edge
    reader: Entity
    store: Entity
    doors: tuple[Ref, ...]


def bypasses(catalog: Catalog, policy: Policy) -> Iterator[Bypass]:
    """Every read of another team's data store past its doors."""
    using = uses(catalog)
    for store in kept(catalog, policy):
        for edge, doors in using.past(store.ref):
            yield Bypass(edge, catalog[edge.source], store, doors)


def provided(catalog: Catalog) -> Mapping[Ref, tuple[Ref, ...]]:
    """The APIs that each component provides, of those that are declared."""
    found: dict[Ref, tuple[Ref, ...]] = {}
    for component in catalog.of_kind("component"):
        apis = tuple(api for api in catalog.related(component.ref, "providesApi") if api in catalog)
        if apis:
            found[component.ref] = apis
    return found
