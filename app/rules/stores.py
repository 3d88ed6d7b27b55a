"""Data stores as rules on autonomy see them: who uses them, and through which APIs their data is offered."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.graph.edges import READING, Edge
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


def users(catalog: Catalog, store: Ref, accesses: tuple[str, ...]) -> Iterator[tuple[Edge, Entity]]:
    """The components that say they use a store in one of these ways, and how they need it."""
    for edge in network_of(catalog).arriving(store):
        user = catalog.get(edge.source)
        if user is not None and edge.source.kind == "component" and edge.access in accesses:
            yield edge, user


class Bypass(NamedTuple):
    """A need by which `reader` reads a store of another team past `doors`, the APIs that this team offers to it."""

    edge: Edge
    reader: Entity
    store: Entity
    doors: tuple[Ref, ...]


def provided(catalog: Catalog) -> Mapping[Ref, tuple[Ref, ...]]:
    """The APIs that each component provides, of those that are declared."""
    found: dict[Ref, tuple[Ref, ...]] = {}
    for component in catalog.of_kind("component"):
        apis = tuple(api for api in catalog.related(component.ref, "providesApi") if api in catalog)
        if apis:
            found[component.ref] = apis
    return found


def bypasses(catalog: Catalog, policy: Policy, apis: Mapping[Ref, tuple[Ref, ...]]) -> Iterator[Bypass]:
    """Every read of another team's data store past its doors, where components provide these `apis`."""
    for store in kept(catalog, policy):
        owner = team_of(catalog, store)
        doors = _doors(catalog, store, owner, apis)
        for edge, reader in users(catalog, store.ref, READING) if doors else ():
            others = tuple(api for api in doors if api not in apis.get(reader.ref, ()))
            team = team_of(catalog, reader)
            if others and team is not None and team != owner:
                yield Bypass(edge, reader, store, others)


def _doors(catalog: Catalog, store: Entity, owner: Ref | None, apis: Mapping[Ref, tuple[Ref, ...]]) -> tuple[Ref, ...]:
    """The APIs that the owning team offers to what is in a store: those of its components that need the store."""
    found: set[Ref] = set()
    for edge in network_of(catalog).arriving(store.ref) if owner is not None else ():
        user = catalog.get(edge.source)
        if user is not None and user.ref in apis and team_of(catalog, user) == owner:
            found.update(apis[user.ref])
    return tuple(sorted(found))
