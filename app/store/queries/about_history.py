"""What entities were before."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.entities import Ref
from app.store.models import GenerationRow, RefRow, VersionRow


def versions(ref: Ref) -> Select[VersionRow, GenerationRow, datetime | None]:
    """The documents an entity has had, newest first, each with the generation that brought it, and when it ended."""
    ended = aliased(GenerationRow, name="ended")
    return (
        select(VersionRow, GenerationRow, ended.at)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .join(GenerationRow, GenerationRow.id == VersionRow.generation_from)
        .outerjoin(ended, ended.id == VersionRow.generation_to)
        .where(RefRow.canonical == str(ref))
        .order_by(VersionRow.generation_from.desc())
    )


def version_count(ref: Ref) -> Select[int]:
    """How many documents an entity has had."""
    return (
        select(func.count())
        .select_from(VersionRow)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .where(RefRow.canonical == str(ref))
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
