"""Where entities come from: the source that holds one, and what leads to its file."""

from collections.abc import Collection, Iterable

from sqlalchemy import Select, false, select, union

from app.entities import Ref
from app.store.models import EntityRow, FieldRow, FileRow, RefRow, ServedRow, SourceRow


def held_at(ref: Ref) -> Select[SourceRow, str]:
    """The source that holds an entity, and the path of its file there."""
    return (
        select(SourceRow, FileRow.path)
        .join(FileRow, FileRow.source_id == SourceRow.id)
        .join(EntityRow, EntityRow.file_id == FileRow.id)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .where(RefRow.canonical == str(ref))
    )


def locations_in(source_id: int) -> Select[str, str, int, str, str]:
    """What `rows.entity_of` makes the Location entities of a source from, by reference."""
    return (
        select(EntityRow.document, FileRow.path, EntityRow.line, EntityRow.positions, EntityRow.settled)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .where(EntityRow.kind == "location", FileRow.source_id == source_id)
        .order_by(RefRow.canonical)
    )


def served_of(refs: Iterable[Ref]) -> Select[str, str]:
    """The references of these entities and the protocol's JSON of each."""
    return (
        select(RefRow.canonical, ServedRow.json)
        .join(RefRow, RefRow.id == ServedRow.ref_id)
        .where(RefRow.canonical.in_([str(ref) for ref in refs]))
    )


def annotated(leading: Collection[tuple[int, str]], named: Collection[tuple[int, str]]) -> Select[str]:
    """The JSON of entities of which a field leads to an address or below it, or has a value; by reference.

    Fields are told by the ids of their keys, and by what stands in them, in small letters.
    """
    field = select(FieldRow.ref_id)
    # A 0 is what comes next after a slash.
    below = [
        field.where(FieldRow.key_id == key, FieldRow.value >= f"{at}/", FieldRow.value < f"{at}0")
        for key, at in leading
    ]
    same = [field.where(FieldRow.key_id == key, FieldRow.value == value) for key, value in (*leading, *named)]
    # Each part is one range of an index; put together by OR, they might be taken for a reason to look at all rows.
    found = union(*below, *same) if below or same else field.where(false())
    return (
        select(ServedRow.json)
        .join(RefRow, RefRow.id == ServedRow.ref_id)
        .where(ServedRow.ref_id.in_(found))
        .order_by(RefRow.canonical)
    )
