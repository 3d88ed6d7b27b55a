"""The whole landscape in narrow columns; ids of `ref` stand for what is at either end."""

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.store.models import EntityRow, NeedRow, RefRow, RelationRow


def things() -> Select[int, str, str, str, str | None, str | None, str | None, int | None, int | None, int | None]:
    """Every reference, declared or only named: its id and parts, then what its entity says, if there is one."""
    return select(
        RefRow.id,
        RefRow.kind,
        RefRow.namespace,
        RefRow.name,
        EntityRow.title,
        EntityRow.type,
        EntityRow.lifecycle,
        EntityRow.tier,
        EntityRow.owner_ref_id,
        EntityRow.system_ref_id,
    ).outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)


def domains() -> Select[int, int]:
    """Every system that names a domain, and what it names."""
    system = aliased(EntityRow, name="system")
    return (
        select(RelationRow.source_ref, RelationRow.target_ref)
        .join(system, system.ref_id == RelationRow.source_ref)
        .where(
            system.kind == "system",
            RelationRow.type == "partOf",
            RelationRow.declared_by == RelationRow.source_ref,
            RelationRow.generation_to.is_(None),
        )
    )


def needs() -> Select[int, int, str, str, str, str, bool]:
    """What needs what: both ends, the relation, and how much it matters, as an `Edge` has them."""
    return select(
        NeedRow.source_ref,
        NeedRow.target_ref,
        NeedRow.relation,
        NeedRow.criticality,
        NeedRow.mode,
        NeedRow.access,
        NeedRow.assumed,
    )
