"""Every SELECT, named by the question it answers. They are values: they compose, and ask nothing themselves.

What answers with many entities gives the columns that lists show (`LISTED`), never whole documents.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.entities import Ref, fold
from app.store.models import (
    EntityRow,
    FileRow,
    FindingRow,
    GenerationRow,
    MetricRow,
    ProblemRow,
    RefRow,
    RelationRow,
    ServedRow,
    SourceRow,
    VersionRow,
)

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


def current_generation() -> Select[GenerationRow]:
    """The state readers see; no row before the first sync."""
    return select(GenerationRow).order_by(GenerationRow.id.desc()).limit(1)


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


def served(ref: Ref) -> Select[ServedRow]:
    """The protocol's JSON of one entity."""
    return select(ServedRow).join(RefRow, RefRow.id == ServedRow.ref_id).where(RefRow.canonical == str(ref))


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


def named(name: str) -> Listing:
    """The entities of every kind and namespace with this name (`LISTED`)."""
    return entities().where(RefRow.name == fold(name))


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


def open_findings(refs: Iterable[Ref] | None = None) -> Select[FindingRow, RefRow]:
    """What the rules see now, about these entities or about all, by place."""
    found = (
        select(FindingRow, RefRow)
        .join(RefRow, RefRow.id == FindingRow.ref_id)
        .where(FindingRow.last_generation.is_(None))
        .order_by(FindingRow.path, FindingRow.line, FindingRow.column, FindingRow.rule, FindingRow.target)
    )
    return found if refs is None else found.where(RefRow.canonical.in_([str(ref) for ref in refs]))


def problems(*, path: str | None = None, ref: Ref | None = None) -> Select[ProblemRow, str, RefRow | None]:
    """The faults of reading that stand, of one file, about one entity, or all, by place; with their path."""
    found = (
        select(ProblemRow, FileRow.path, RefRow)
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .outerjoin(RefRow, RefRow.id == ProblemRow.ref_id)
        .order_by(FileRow.path, ProblemRow.line, ProblemRow.column, ProblemRow.code, ProblemRow.message)
    )
    if path is not None:
        found = found.where(FileRow.path == path)
    if ref is not None:
        found = found.where(RefRow.canonical == str(ref))
    return found


def versions(ref: Ref) -> Select[VersionRow, GenerationRow]:
    """The documents an entity has had, newest first, each with the generation that brought it."""
    return (
        select(VersionRow, GenerationRow)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .join(GenerationRow, GenerationRow.id == VersionRow.generation_from)
        .where(RefRow.canonical == str(ref))
        .order_by(VersionRow.generation_from.desc())
    )


def sources() -> Select[SourceRow]:
    """Where descriptors come from, first come first."""
    return select(SourceRow).order_by(SourceRow.priority, SourceRow.id)


def source(name: str) -> Select[SourceRow]:
    """The source of this name."""
    return select(SourceRow).where(SourceRow.name == name)


def files(source_name: str | None = None) -> Select[FileRow]:
    """The files that were read, of one source or of all, by path."""
    found = select(FileRow).order_by(FileRow.path)
    if source_name is None:
        return found
    return found.join(SourceRow, SourceRow.id == FileRow.source_id).where(SourceRow.name == source_name)


def latest_metrics() -> Select[str, str, float]:
    """Every measure's newest value: name, scope, value."""
    newest = (
        select(MetricRow.name, MetricRow.scope, func.max(MetricRow.generation).label("generation"))
        .group_by(MetricRow.name, MetricRow.scope)
        .subquery()
    )
    return select(MetricRow.name, MetricRow.scope, MetricRow.value).join(
        newest,
        and_(
            MetricRow.name == newest.c.name,
            MetricRow.scope == newest.c.scope,
            MetricRow.generation == newest.c.generation,
        ),
    )


def changed_between(after: int, until: int) -> Select[VersionRow, RefRow]:
    """The versions that began or ended later than one generation and not later than another."""
    return (
        select(VersionRow, RefRow)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .where(
            or_(
                and_(VersionRow.generation_from > after, VersionRow.generation_from <= until),
                and_(VersionRow.generation_to > after, VersionRow.generation_to <= until),
            )
        )
        .order_by(RefRow.canonical, VersionRow.generation_from)
    )
