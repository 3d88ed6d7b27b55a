"""Entities: rows of lists, documents, and the JSON that is served.

What answers with many entities gives the columns that lists show (`LISTED`), never whole documents.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from app.entities import Ref, fold
from app.store.models import EntityRow, FileRow, FindingRow, RefRow, ServedRow, SourceRow

LONGEST_FILTER = 200
"""How much of a type or lifecycle stands in its column; longer ones are equal to nothing."""


Listing: TypeAlias = Select[*tuple[Any, ...]]
"""Rows of `LISTED`; SQLAlchemy tells the types of ten columns, and these are more."""


OwnerRef = aliased(RefRow, name="owner_ref")


LISTED = (
    RefRow.canonical,
    RefRow.kind,
    RefRow.namespace,
    RefRow.name,
    EntityRow.title,
    EntityRow.type,
    EntityRow.lifecycle,
    EntityRow.tier,
    OwnerRef.canonical.label("owner"),
    EntityRow.stale,
    EntityRow.stale_since,
    EntityRow.stale_reason,
    FileRow.path,
    EntityRow.line,
)
"""What a list shows of an entity. Of an entity that is only named, all after `name` is empty."""


def ref_id(ref: Ref) -> Select[int]:
    """The id of a reference, existing or only named."""
    return select(RefRow.id).where(RefRow.canonical == str(ref))


def entity(ref: Ref) -> Select[EntityRow, str, str | None]:
    """One entity with its document, the path of its file, and its owner's canonical reference."""
    return (
        select(EntityRow, FileRow.path, OwnerRef.canonical)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(RefRow.canonical == str(ref))
    )


def served() -> Select[str]:
    """The protocol's JSON of the entity whose reference is `ref`."""
    return _SERVED_AS


def served_by_uid(uid: str) -> Select[str]:
    """The protocol's JSON of the entity with this uid."""
    return select(_SERVED.c.json).where(_SERVED.c.uid == uid)


_REF, _SERVED = RefRow.__table__, ServedRow.__table__
# Put together once: nothing is asked for more often.
_SERVED_AS: Select[str] = (
    select(_SERVED.c.json).join(_REF, _REF.c.id == _SERVED.c.ref_id).where(_REF.c.canonical == bindparam("ref"))
)


def entities(
    *,
    kinds: Iterable[str] = (),
    types: Iterable[str] = (),
    lifecycle: str | None = None,
    owner: Ref | None = None,
    namespace: str | None = None,
) -> Listing:
    """The entities that match every filter given, case-blind, by canonical reference (`LISTED`)."""
    found = (
        select(*LISTED)
        .select_from(EntityRow)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .order_by(RefRow.canonical)
    )
    if folded := [fold(kind) for kind in kinds]:
        found = found.where(EntityRow.kind.in_(folded))
    if folded := [fold(each) for each in types]:
        found = found.where(EntityRow.type.in_(folded))
    if lifecycle is not None:
        found = found.where(EntityRow.lifecycle == fold(lifecycle))
    if owner is not None:
        found = found.where(OwnerRef.canonical == str(owner))
    if namespace is not None:
        found = found.where(RefRow.namespace == fold(namespace))
    return found


def whole_entities(refs: Iterable[Ref] | None = None, *, not_of: str = "") -> Select[str, str, int, str, str]:
    """What `rows.entity_of` takes: of these entities or all, or of all but one source's, by reference."""
    found = (
        select(EntityRow.document, FileRow.path, EntityRow.line, EntityRow.positions, EntityRow.settled)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .join(SourceRow, SourceRow.id == FileRow.source_id)
        .order_by(RefRow.canonical)
    )
    if refs is not None:
        found = found.where(RefRow.canonical.in_([str(ref) for ref in refs]))
    return found.where(SourceRow.name != not_of) if not_of else found


def named(name: str) -> Listing:
    """The entities of every kind and namespace with this name (`LISTED`)."""
    return entities().where(RefRow.name == fold(name))


def mentions(refs: Iterable[Ref]) -> Listing:
    """These references, declared or only named (`LISTED`); those the database never met give no row."""
    return (
        select(*LISTED)
        .select_from(RefRow)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(RefRow.canonical.in_([str(ref) for ref in refs]))
    )


def documents(refs: Iterable[Ref]) -> Select[str, str, int, str, str]:
    """What `rows.entity_of` makes these entities from, by reference."""
    return (
        select(EntityRow.document, FileRow.path, EntityRow.line, EntityRow.positions, EntityRow.settled)
        .select_from(EntityRow)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .where(RefRow.canonical.in_([str(ref) for ref in refs]))
        .order_by(RefRow.canonical)
    )


def counted(found: Select[Any]) -> Select[int]:
    """How many rows a list has."""
    return select(func.count()).select_from(found.order_by(None).subquery("found"))


def source_of(ref: Ref) -> Select[str]:
    """The name of the source that holds an entity."""
    return (
        select(SourceRow.name)
        .join(FileRow, FileRow.source_id == SourceRow.id)
        .join(EntityRow, EntityRow.file_id == FileRow.id)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .where(RefRow.canonical == str(ref))
    )


def kinds() -> Select[str, str | None, int]:
    """How many entities there are of each kind and type."""
    return select(EntityRow.kind, EntityRow.type, func.count()).group_by(EntityRow.kind, EntityRow.type)


def reachably_owned(kinds: Iterable[str]) -> Select[int | None, int, int]:
    """Of the entities of these kinds, by tier: how many there are, and how many a team owns that can be reached.

    Whether a team can be reached is what the rule `team-unreachable` found, so that this number and the
    gaps shown beside it never disagree.
    """
    team = aliased(EntityRow, name="team")
    unreachable = (
        select(FindingRow.id)
        .where(
            FindingRow.rule == "team-unreachable",
            FindingRow.ref_id == team.ref_id,
            FindingRow.last_generation.is_(None),
        )
        .exists()
    )
    reached = case((and_(team.ref_id.is_not(None), ~unreachable), 1), else_=0)
    return (
        select(EntityRow.tier, func.count(), func.sum(reached))
        .outerjoin(team, and_(team.ref_id == EntityRow.owner_ref_id, team.kind == "group"))
        .where(EntityRow.kind.in_(list(kinds)))
        .group_by(EntityRow.tier)
    )
