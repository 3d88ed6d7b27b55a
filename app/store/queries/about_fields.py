"""What entities are filtered, sorted and counted by: `store.selection` composes the longer questions."""

from collections.abc import Collection

from sqlalchemy import Select, select

from app.store import fields
from app.store.models import FieldRow, KeyRow


def keys(names: Collection[str]) -> Select[str, int]:
    """The ids of those keys that anything has a field under."""
    return select(KeyRow.name, KeyRow.id).where(KeyRow.name.in_(names))


def with_fields() -> Select[int]:
    """The entities that have fields: whatever has any has this one."""
    return select(FieldRow.ref_id).join(KeyRow, KeyRow.id == FieldRow.key_id).where(KeyRow.name == "kind")


def signs() -> Select[int, str, str]:
    """What is known of entities beyond the protocol, less the keys that items of lists have of their own."""
    return (
        select(FieldRow.ref_id, KeyRow.name, FieldRow.value)
        .join(KeyRow, KeyRow.id == FieldRow.key_id)
        .where(KeyRow.name.in_(fields.SIGNS))
    )
