"""How strict this organisation is: severities, switches and lists as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.entities import Entity, fold
from app.problems import Severity

DATA_STORE_TYPES = frozenset(
    (
        "database",
        "cache",
        "bucket",
        "s3-bucket",
        "storage",
        "queue",
        "topic",
        "kafka-topic",
        "stream",
        "search-index",
        "warehouse",
    )
)


@dataclass(frozen=True)
class Policy:
    """What the rules are told; the default is what an organisation gets that says nothing.

    `severities` overrides a rule's own, `off` switches rules off, `watched_tiers` are those whose
    owning teams must have people.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    data_store_types: frozenset[str] = DATA_STORE_TYPES
    watched_tiers: frozenset[int] = frozenset((1, 2))

    def is_data_store(self, entity: Entity) -> bool:
        """Whether this is shown as a data store: a Resource or Component of a data type."""
        return fold(entity.kind) in ("resource", "component") and fold(entity.type or "") in self.data_store_types


DEFAULT = Policy()


def is_service(entity: Entity) -> bool:
    """Whether this is a service: a Component whose type is `service`, in any case."""
    return fold(entity.kind) == "component" and fold(entity.type or "") == "service"
