"""What entities were before."""

from sqlalchemy import Select, and_, or_, select

from app.entities import Ref
from app.store.models import GenerationRow, RefRow, VersionRow


def versions(ref: Ref) -> Select[VersionRow, GenerationRow]:
    """The documents an entity has had, newest first, each with the generation that brought it."""
    return (
        select(VersionRow, GenerationRow)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .join(GenerationRow, GenerationRow.id == VersionRow.generation_from)
        .where(RefRow.canonical == str(ref))
        .order_by(VersionRow.generation_from.desc())
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
