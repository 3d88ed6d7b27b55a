"""Needs: who uses a thing, and what crosses the border of a system, a domain or a team."""

from collections.abc import Iterable

from sqlalchemy import CompoundSelect, Select, case, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.entities import Ref
from app.graph.edges import WRITING
from app.store.models import EntityRow, FileRow, NeedRow, RefRow, RelationRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef, kinds


def users(ref: Ref) -> Listing:
    """What needs `ref`: how, then who (`LISTED`); those that write come first, then by tier and reference."""
    needed = aliased(RefRow, name="needed")
    rank = case((NeedRow.access.in_(WRITING), 0), (NeedRow.access == "read", 1), else_=2)
    return (
        select(NeedRow.criticality, NeedRow.mode, NeedRow.access, NeedRow.assumed, *LISTED)
        .select_from(NeedRow)
        .join(needed, needed.id == NeedRow.target_ref)
        .join(RefRow, RefRow.id == NeedRow.source_ref)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(needed.canonical == str(ref), RefRow.id != needed.id)
        .order_by(rank, EntityRow.tier.asc().nulls_last(), RefRow.canonical, NeedRow.relation)
    )


def inside(whole: Ref) -> Select[int]:
    """The ids of what names a system, or any system of a domain and of the domains in it."""
    holder = aliased(RefRow, name="holder")
    start = select(holder.id).where(holder.canonical == str(whole))
    if whole.kind == "system":
        return select(EntityRow.ref_id).where(EntityRow.system_ref_id.in_(start))
    held = start.cte("held", recursive=True)
    part = aliased(RefRow, name="part")
    held = held.union(
        select(part.id)
        .select_from(held)
        .join(RelationRow, RelationRow.source_ref == held.c.id)
        .join(part, part.id == RelationRow.target_ref)
        .where(RelationRow.type == "hasPart", RelationRow.generation_to.is_(None), part.kind.in_(("domain", "system")))
    )
    return select(EntityRow.ref_id).where(EntityRow.system_ref_id.in_(select(held.c.id)))


def kinds_inside(whole: Ref) -> Select[str, str | None, int]:
    """How many entities stand inside a system or domain, of each kind and type."""
    return kinds().where(EntityRow.ref_id.in_(inside(whole)))


def owners_inside(whole: Ref) -> Select[str | None, int]:
    """How many things inside a system or domain each owner has; empty for those that name none."""
    return (
        select(OwnerRef.canonical, func.count())
        .select_from(EntityRow)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(EntityRow.ref_id.in_(inside(whole)))
        .group_by(OwnerRef.canonical)
    )


def crossing(whole: Ref) -> CompoundSelect[str, str | None, int, int]:
    """The needs across the border of a system or domain, by the owner of the far end.

    Rows are the direction (`needs` or `needed`), that owner's reference, empty where the far end names none,
    the number of needs, and how many of these are hard.
    """
    here = inside(whole)
    return union_all(
        _across("needs", here, NeedRow.source_ref, NeedRow.target_ref),
        _across("needed", here, NeedRow.target_ref, NeedRow.source_ref),
    )


def team_needs(team: Ref) -> CompoundSelect[str, str | None, int, int]:
    """The needs between what a team owns and what it does not, in rows as those of `crossing`."""
    ours = aliased(RefRow, name="ours")
    here = select(EntityRow.ref_id).join(ours, ours.id == EntityRow.owner_ref_id).where(ours.canonical == str(team))
    return union_all(
        _across("needs", here, NeedRow.source_ref, NeedRow.target_ref),
        _across("needed", here, NeedRow.target_ref, NeedRow.source_ref),
    )


def _across(
    direction: str, here: Select[int], near: InstrumentedAttribute[int], far: InstrumentedAttribute[int]
) -> Select[str, str | None, int, int]:
    return (
        select(
            literal(direction),
            OwnerRef.canonical,
            func.count(),
            func.sum(case((NeedRow.criticality == "hard", 1), else_=0)),
        )
        .select_from(NeedRow)
        .outerjoin(EntityRow, EntityRow.ref_id == far)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(near.in_(here), far.not_in(here))
        .group_by(OwnerRef.canonical)
    )


def needs_among(refs: Iterable[Ref]) -> Select[str, str, str, str, str, str, bool]:
    """Every need that begins and ends among these: both ends, then the relation and how it is needed."""
    source, target = aliased(RefRow, name="source"), aliased(RefRow, name="target")
    wanted = [str(ref) for ref in refs]
    return (
        select(
            source.canonical,
            target.canonical,
            NeedRow.relation,
            NeedRow.criticality,
            NeedRow.mode,
            NeedRow.access,
            NeedRow.assumed,
        )
        .select_from(NeedRow)
        .join(source, source.id == NeedRow.source_ref)
        .join(target, target.id == NeedRow.target_ref)
        .where(source.canonical.in_(wanted), target.canonical.in_(wanted))
    )


def needs_for(ref: Ref) -> Select[str, str, str, str, bool]:
    """How others need `ref`, each by its canonical reference: criticality, mode, access, and whether assumed."""
    source, target = aliased(RefRow, name="source"), aliased(RefRow, name="target")
    return (
        select(source.canonical, NeedRow.criticality, NeedRow.mode, NeedRow.access, NeedRow.assumed)
        .select_from(NeedRow)
        .join(source, source.id == NeedRow.source_ref)
        .join(target, target.id == NeedRow.target_ref)
        .where(target.canonical == str(ref))
        .order_by(source.canonical)
    )
