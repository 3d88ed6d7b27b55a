"""Data stores as rules on autonomy see them: who uses them, and through which APIs their data is offered."""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.graph.edges import Edge
from app.policy import Policy
from app.rules.answering import team_of
from app.rules.needs import network_of

WRITING = ("write", "read-write")
READING = ("read", "read-write")

CHANNELS = frozenset(("queue", "topic", "kafka-topic", "stream"))
"""What many write into and read from by design: a way between services, not the state of one."""


def keeps(policy: Policy, entity: Entity) -> bool:
    """Whether this is a data store that keeps the state of something."""
    return policy.is_data_store(entity) and fold(entity.type or "") not in CHANNELS


def kept(catalog: Catalog, policy: Policy) -> Iterator[Entity]:
    """Every data store that keeps the state of something, by reference."""
    return (entity for entity in catalog if keeps(policy, entity))


def users(catalog: Catalog, store: Ref, accesses: tuple[str, ...]) -> Iterator[tuple[Edge, Entity]]:
    """The components that say they use a store in one of these ways, and how they need it."""
    for edge in network_of(catalog).arriving(store):
        user = catalog.get(edge.source)
        if user is not None and edge.source.kind == "component" and edge.access in accesses:
            yield edge, user


def doors(catalog: Catalog, store: Entity) -> tuple[Ref, ...]:
    """The APIs that the owning team offers to what is in a store: those of its components that need the store."""
    team = team_of(catalog, store)
    found: set[Ref] = set()
    for edge in network_of(catalog).arriving(store.ref):
        user = catalog.get(edge.source)
        if team is not None and user is not None and team_of(catalog, user) == team:
            found.update(api for api in catalog.related(user.ref, "providesApi") if api in catalog)
    return tuple(sorted(found))


def bypasses(catalog: Catalog, policy: Policy) -> Iterator[tuple[Edge, Entity, Entity, tuple[Ref, ...]]]:
    """The needs by which a component reads a store of another team past its doors: need, reader, store and doors."""
    for store in kept(catalog, policy):
        owner = team_of(catalog, store)
        offered = doors(catalog, store) if owner is not None else ()
        for edge, reader in users(catalog, store.ref, READING) if offered else ():
            others = tuple(api for api in offered if api not in catalog.related(reader.ref, "providesApi"))
            team = team_of(catalog, reader)
            if others and team is not None and team != owner:
                yield edge, reader, store, others
