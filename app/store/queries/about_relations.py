"""Relations: what leads from an entity, and to what."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.entities import Ref
from app.store.models import EntityRow, FileRow, RefRow, RelationRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef


def relations(ref: Ref, *types: str) -> Listing:
    """What leads from `ref`: the type, then the other end (`LISTED`), by type and canonical reference.

    Both halves of a relation are kept, so this is all that `ref` has to do with anything, whoever wrote
    it down. Names without an entity are among them.
    """
    source = aliased(RefRow, name="source")
    found = (
        select(RelationRow.type.label("relation"), *LISTED)
        .select_from(RelationRow)
        .join(source, source.id == RelationRow.source_ref)
        .join(RefRow, RefRow.id == RelationRow.target_ref)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(source.canonical == str(ref), RelationRow.generation_to.is_(None))
        # Both ends may have written it down.
        .distinct()
        .order_by(RelationRow.type, RefRow.canonical)
    )
    return found.where(RelationRow.type.in_(types)) if types else found


def open_relations() -> Select[int, str, int]:
    """Every relation that holds now, once each: source, type and target as ids of `ref`."""
    return (
        select(RelationRow.source_ref, RelationRow.type, RelationRow.target_ref)
        .where(RelationRow.generation_to.is_(None))
        .distinct()
    )


def neighbours(ref: Ref, types: Iterable[str] = ()) -> Listing:
    """What these relations lead to from `ref`, or all of them, once each, what matters most first (`LISTED`)."""
    source, wanted = aliased(RefRow, name="source"), list(types)
    found = (
        select(*LISTED)
        .select_from(RelationRow)
        .join(source, source.id == RelationRow.source_ref)
        .join(RefRow, RefRow.id == RelationRow.target_ref)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(
            source.canonical == str(ref),
            RelationRow.generation_to.is_(None),
            RefRow.id != source.id,
        )
        .distinct()
        .order_by(EntityRow.tier.asc().nulls_last(), RefRow.canonical)
    )
    return found.where(RelationRow.type.in_(wanted)) if wanted else found
