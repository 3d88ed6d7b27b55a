"""Lines of lists: what they show, asked by id for the lines of one page."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, select, union_all

from app.store.models import EntityRow, FileRow, FindingRow, NeedRow, ProblemRow, RefRow, RelationRow, TagRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef
from app.store.queries.about_lists import SystemRef


def lines(ids: Collection[int]) -> Listing:
    """What lists show of these entities or names: `LISTED`, the `id`, and the `system`; in no order."""
    return (
        select(RefRow.id.label("id"), SystemRef.canonical.label("system"), *LISTED)
        .select_from(RefRow)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .outerjoin(SystemRef, SystemRef.id == EntityRow.system_ref_id)
        .where(RefRow.id.in_(ids))
    )


def line_tallies(ids: Collection[int]) -> CompoundSelect[int, str, int]:
    """How many findings and problems are open on each of these, by severity."""
    findings = (
        select(FindingRow.ref_id, FindingRow.severity, func.count())
        .where(FindingRow.ref_id.in_(ids), FindingRow.last_generation.is_(None))
        .group_by(FindingRow.ref_id, FindingRow.severity)
    )
    problems = (
        select(ProblemRow.ref_id, ProblemRow.severity, func.count())
        .where(ProblemRow.ref_id.in_(ids))
        .group_by(ProblemRow.ref_id, ProblemRow.severity)
    )
    return union_all(findings, problems)


def line_tallies_owned(ids: Collection[int]) -> CompoundSelect[int, str, int]:
    """How many findings and problems are open on what each of these owns, by severity."""
    owner = EntityRow.owner_ref_id
    findings = (
        select(owner, FindingRow.severity, func.count())
        .join(EntityRow, EntityRow.ref_id == FindingRow.ref_id)
        .where(owner.in_(ids), FindingRow.last_generation.is_(None))
        .group_by(owner, FindingRow.severity)
    )
    problems = (
        select(owner, ProblemRow.severity, func.count())
        .join(EntityRow, EntityRow.ref_id == ProblemRow.ref_id)
        .where(owner.in_(ids))
        .group_by(owner, ProblemRow.severity)
    )
    return union_all(findings, problems)


def line_tags(ids: Collection[int]) -> Select[int, str]:
    """The tags of these, each after its entity."""
    return select(TagRow.ref_id, TagRow.tag).where(TagRow.ref_id.in_(ids)).order_by(TagRow.ref_id, TagRow.tag)


def line_documents(ids: Collection[int]) -> Select[int, str, str, int, str, str]:
    """The id of each of these, and what `rows.entity_of` takes."""
    return (
        select(
            EntityRow.ref_id, EntityRow.document, FileRow.path, EntityRow.line, EntityRow.positions, EntityRow.settled
        )
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .where(EntityRow.ref_id.in_(ids))
    )


def line_related(ids: Collection[int], type_: str) -> Select[int, str]:
    """What a relation leads to from each of these, once each."""
    return (
        select(RelationRow.source_ref, RefRow.canonical)
        .join(RefRow, RefRow.id == RelationRow.target_ref)
        .where(RelationRow.source_ref.in_(ids), RelationRow.type == type_, RelationRow.generation_to.is_(None))
        .distinct()
        .order_by(RelationRow.source_ref, RefRow.canonical)
    )


def line_related_numbers(ids: Collection[int], type_: str) -> Select[int, int]:
    """To how many others a relation leads from each of these."""
    return (
        select(RelationRow.source_ref, func.count(RelationRow.target_ref.distinct()))
        .where(RelationRow.source_ref.in_(ids), RelationRow.type == type_, RelationRow.generation_to.is_(None))
        .group_by(RelationRow.source_ref)
    )


def line_needs(ids: Collection[int]) -> Select[int, int]:
    """How many others each of these needs."""
    return (
        select(NeedRow.source_ref, func.count(NeedRow.target_ref.distinct()))
        .where(NeedRow.source_ref.in_(ids))
        .group_by(NeedRow.source_ref)
    )


def line_needed(ids: Collection[int], *access: str) -> Select[int, int]:
    """How many others need each of these, in these ways or in any."""
    found = (
        select(NeedRow.target_ref, func.count(NeedRow.source_ref.distinct()))
        .where(NeedRow.target_ref.in_(ids))
        .group_by(NeedRow.target_ref)
    )
    return found.where(NeedRow.access.in_(access)) if access else found


def line_owned(ids: Collection[int]) -> Select[int, int, int, int]:
    """How much each of these owns, how many services, how many of these of tier 1."""
    service = and_(EntityRow.kind == "component", EntityRow.type == "service")
    return (
        select(EntityRow.owner_ref_id, func.count(), _number(service), _number(and_(service, EntityRow.tier == 1)))
        .where(EntityRow.owner_ref_id.in_(ids))
        .group_by(EntityRow.owner_ref_id)
    )


def _number(of: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((of, 1), else_=0))
