"""Teams: what they own, and whom they need."""

from collections.abc import Iterable

from sqlalchemy import CompoundSelect, Select, and_, case, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

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


def team_needs(team: Ref, types: Iterable[str]) -> CompoundSelect[str, str, int]:
    """How often what a team owns needs what another owner has, and the other way round.

    Rows are the direction (`needs` or `needed`), the other owner's reference, and the number of edges.
    """
    kinds = list(types)
    return union_all(
        _needs_across("needs", team, kinds, RelationRow.source_ref, RelationRow.target_ref),
        _needs_across("needed", team, kinds, RelationRow.target_ref, RelationRow.source_ref),
    )


def _needs_across(
    direction: str, team: Ref, types: list[str], here: InstrumentedAttribute[int], there: InstrumentedAttribute[int]
) -> Select[str, str, int]:
    near, far = aliased(EntityRow, name="near"), aliased(EntityRow, name="far")
    ours, theirs = aliased(RefRow, name="ours"), aliased(RefRow, name="theirs")
    edge = (
        select(theirs.canonical.label("owner"), RelationRow.source_ref, RelationRow.target_ref)
        .select_from(ours)
        .join(near, near.owner_ref_id == ours.id)
        .join(RelationRow, here == near.ref_id)
        .join(far, far.ref_id == there)
        .join(theirs, theirs.id == far.owner_ref_id)
        .where(
            ours.canonical == str(team),
            theirs.id != ours.id,
            RelationRow.type.in_(types),
            RelationRow.generation_to.is_(None),
        )
        # Both ends may have written it down.
        .distinct()
        .subquery("edge")
    )
    return select(literal(direction), edge.c.owner, func.count()).group_by(edge.c.owner)
