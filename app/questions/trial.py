"""What a location holds, read for once: nothing of it is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app import reading
from app.catalog import Catalog
from app.documents import DESCRIPTOR
from app.entities import Entity
from app.problems import Problem, Severity
from app.questions.locations import Location
from app.sources.web import Web
from app.store import rows
from app.tree import Refusal


@dataclass(frozen=True, slots=True)
class Trial:
    """The entities of a place, as they would be served, and the errors in its files; or why it cannot be read."""

    entities: tuple[Mapping[str, Any], ...] = ()
    errors: tuple[Problem, ...] = ()
    refusal: Refusal | None = None


def of(location: Location, hosts: Collection[str], as_of: date) -> Trial:
    """Read a web address and what its Locations lead to, from these hosts alone. Relations are those within it."""
    tree = Web(location.target, hosts)
    raw = tree.read(tree.root, DESCRIPTOR.file_bytes)
    if isinstance(raw, Refusal):
        return Trial(refusal=raw)
    found = reading.read(tree, roots=[tree.root])
    catalog = found.catalog(as_of)
    served = tuple(_served(entity, catalog, tree.address(entity.path), location) for entity in catalog)
    errors = tuple(problem for problem in found.problems if problem.severity is Severity.ERROR)
    return Trial(served, errors)


def _served(entity: Entity, catalog: Catalog, address: str, location: Location) -> Mapping[str, Any]:
    found: dict[str, Any] = orjson.loads(rows.served_row(entity, catalog.relations(entity.ref), "")["json"])
    found["metadata"]["annotations"] |= {rows.LOCATION: f"url:{address}", rows.ORIGIN: str(location)}
    return found
