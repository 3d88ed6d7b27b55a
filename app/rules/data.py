"""What data stores say of the data they hold."""

from collections.abc import Iterator
from typing import Any

from app.catalog import Catalog
from app.entities import Entity
from app.policy import Policy


def stores(catalog: Catalog, policy: Policy) -> Iterator[Entity]:
    """The data stores of a catalog, by reference within each kind."""
    for kind in ("component", "resource"):
        yield from (entity for entity in catalog.of_kind(kind) if policy.is_data_store(entity))


def classification(entity: Entity) -> str:
    """How its data has to be protected, empty where it does not say."""
    written = _data(entity).get("classification")
    return written if isinstance(written, str) else ""


def retention(entity: Entity) -> str:
    """How long its data is kept, as its author says it; empty where it does not say."""
    written = _data(entity).get("retention")
    return written if isinstance(written, str) else ""


def is_copy(entity: Entity) -> bool:
    """Whether it says that it is no source of truth."""
    return _data(entity).get("authoritative") is False


def is_source(entity: Entity) -> bool:
    """Whether it says that it is the source of truth."""
    return _data(entity).get("authoritative") is True


def _data(entity: Entity) -> dict[str, Any]:
    written = entity.spec.get("data")
    return written if isinstance(written, dict) else {}
