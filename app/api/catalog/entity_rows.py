"""Entities as rows of a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from app.api.catalog.projecting import at
from app.entities import Ref

COLUMNS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "ref": lambda entity: Ref.of(entity["kind"], entity["metadata"]["namespace"], entity["metadata"]["name"]),
    "kind": lambda entity: entity["kind"],
    "namespace": lambda entity: entity["metadata"]["namespace"],
    "name": lambda entity: entity["metadata"]["name"],
    "title": lambda entity: at(entity, "metadata.title"),
    "type": lambda entity: at(entity, "spec.type"),
    "lifecycle": lambda entity: at(entity, "spec.lifecycle"),
    "tier": lambda entity: at(entity, "spec.tier"),
    "owner": lambda entity: _related(entity, "ownedBy"),
    "system": lambda entity: _related(entity, "partOf", "system:"),
    "tags": lambda entity: at(entity, "metadata.tags"),
    "description": lambda entity: at(entity, "metadata.description"),
}
"""What a row holds where no paths are asked for."""


def of(items: Iterable[bytes | None], paths: Sequence[str]) -> tuple[Sequence[str], Iterator[Sequence[object]]]:
    """The columns and rows of entities: what stands at these paths, or `COLUMNS`; an entity that is none is empty."""
    names = tuple(dict.fromkeys(paths)) or tuple(COLUMNS)
    cells: Callable[[Any], list[object]] = (
        (lambda entity: [at(entity, path) for path in names])
        if paths
        else (lambda entity: [column(entity) for column in COLUMNS.values()])
    )
    empty = [None] * len(names)
    return names, (empty if item is None else [_cell(value) for value in cells(orjson.loads(item))] for item in items)


def _related(entity: Mapping[str, Any], relation: str, kind: str = "") -> str | None:
    """What an entity has this to do with: the first of several."""
    targets = (each["targetRef"] for each in entity["relations"] if each["type"] == relation)
    return next((target for target in targets if target.startswith(kind)), None)


def _cell(value: object) -> object:
    """A value in one field: an object as JSON, a list with semicolons between its items."""
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    if isinstance(value, list):
        return "; ".join(_text(_cell(each)) for each in value)
    return value


def _text(value: object) -> str:
    """An item of a list as it would stand alone."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
