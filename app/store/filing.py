"""Writing the fields of entities: by far the most rows there are, so by the quickest way each database has."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select

from app.store import bulk, fields
from app.store.fields import Field, Pair
from app.store.models import Base, FieldRow, KeyRow, ServedRow
from app.store.rows import batches

_Row: TypeAlias = tuple[int, str, int, int, str | None]
_MANY = 1_000
"""With the fields of so many entities, what the database knows of how values are spread is out of date."""

_FIELD = Base.metadata.tables[FieldRow.__tablename__]
_COLUMNS = ("key_id", "value", "ref_id", "ends", "written")


def write(connection: Connection, filed: Mapping[int, frozenset[Pair]], unfiled: Collection[int]) -> None:
    """Give entities the fields that follow from what is served of them now and from their signs, and others none.

    Runs within the caller's transaction, after `served` is written. A row that stays as it is is not written. Keys
    that are new get the next numbers, in the order in which they come up.
    """
    if not filed and not unfiled:
        return
    keys = {name: key for key, name in connection.execute(select(KeyRow.id, KeyRow.name))}
    known = len(keys)
    there = connection.scalar(select(FieldRow.ref_id).limit(1)) is not None
    for some in batches([*filed, *unfiled]):
        before = set(_held(connection, some)) if there else set()
        now = set(_rows(_served(connection, [ref for ref in some if ref in filed]), filed, keys))
        _delete(connection, before - now)
        new_rows = sorted(now - before)
        if new_rows:
            bulk.insert(connection, _FIELD, _COLUMNS, new_rows)
    new = [{"id": key, "name": name} for name, key in keys.items() if key > known]
    if new:
        connection.execute(insert(KeyRow), new)
    if len(filed) > _MANY and connection.dialect.name == "postgresql":
        # Its own round comes a minute later, and until then it takes every value for as rare as the next.
        connection.exec_driver_sql("ANALYZE field, key, served, ref, entity")


def _held(connection: Connection, refs: Sequence[int]) -> Iterator[_Row]:
    found = select(*(FieldRow.__table__.c[name] for name in _COLUMNS)).where(FieldRow.ref_id.in_(refs))
    return ((key, value, ref, ends, written) for key, value, ref, ends, written in connection.execute(found))


def _served(connection: Connection, refs: Sequence[int]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = connection.execute(select(ServedRow.ref_id, ServedRow.json).where(ServedRow.ref_id.in_(refs)))
    return ((ref, orjson.loads(json)) for ref, json in found)


def _rows(
    served: Iterable[tuple[int, Mapping[str, Any]]], signs: Mapping[int, frozenset[Pair]], keys: dict[str, int]
) -> Iterator[_Row]:
    for ref, document in served:
        for found in (fields.of(document), fields.of_signs(signs[ref])):
            yield from _numbered(found, ref, keys)


def _numbered(found: Iterable[Field], ref: int, keys: dict[str, int]) -> Iterator[_Row]:
    for key, value, ends, written in found:
        yield keys.setdefault(key, len(keys) + 1), value, ref, ends, written


def _delete(connection: Connection, rows: Collection[_Row]) -> None:
    if rows:
        keys = (
            FieldRow.key_id == bindparam("key"),
            FieldRow.value == bindparam("old"),
            FieldRow.ref_id == bindparam("of"),
        )
        gone = [{"key": key, "old": value, "of": ref} for key, value, ref, *_ in rows]
        connection.execute(delete(FieldRow).where(*keys), gone)
