"""Teams: what they own, and who is in them."""

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased

from app.entities import Ref
from app.store.models import EntityRow, RefRow, RelationRow
from app.store.queries.about_entities import OwnerRef, kinds


def teams() -> Select[str, int, int, int]:
    """The teams that own something, by reference: how much, how many services, how many of these of tier 1."""
    team = aliased(EntityRow, name="team")
    service = and_(EntityRow.kind == "component", EntityRow.type == "service")
    return (
        select(
            OwnerRef.canonical,
            func.count(),
            func.sum(case((service, 1), else_=0)),
            func.sum(case((and_(service, EntityRow.tier == 1), 1), else_=0)),
        )
        .select_from(EntityRow)
        .join(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .join(team, and_(team.ref_id == OwnerRef.id, team.kind == "group"))
        .group_by(OwnerRef.canonical)
        .order_by(OwnerRef.canonical)
    )


def tiers(owner: Ref) -> Select[int | None, int]:
    """How many entities an owner has of each tier."""
    return (
        select(EntityRow.tier, func.count())
        .join(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(OwnerRef.canonical == str(owner))
        .group_by(EntityRow.tier)
    )


def kinds_owned(owner: Ref) -> Select[str, str | None, int]:
    """How many entities an owner has of each kind and type."""
    return kinds().join(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id).where(OwnerRef.canonical == str(owner))


def team_things() -> Select[str, int, int]:
    """How much each team of the catalog owns, and how much of that is of tier 1."""
    team = aliased(EntityRow, name="team")
    return (
        select(OwnerRef.canonical, func.count(), func.sum(case((EntityRow.tier == 1, 1), else_=0)))
        .select_from(EntityRow)
        .join(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .join(team, and_(team.ref_id == OwnerRef.id, team.kind == "group"))
        .group_by(OwnerRef.canonical)
    )


def team_members() -> Select[str, int]:
    """How many people each group names or is named by."""
    return (
        select(RefRow.canonical, func.count(RelationRow.target_ref.distinct()))
        .join(RelationRow, RelationRow.source_ref == RefRow.id)
        .where(RelationRow.type == "hasMember", RelationRow.generation_to.is_(None))
        .group_by(RefRow.canonical)
    )
