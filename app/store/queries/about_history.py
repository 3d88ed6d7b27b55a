"""What entities were before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, case, func, literal, or_, select, tuple_, union_all
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


def generation_before(moment: datetime) -> Select[int]:
    """The last generation that came before a time; no row where all came later."""
    return select(GenerationRow.id).where(GenerationRow.at < moment).order_by(GenerationRow.id.desc()).limit(1)


def first_generation() -> Select[int, datetime, int]:
    """The generation that filled the catalog: its id, its time, and how many documents came with it."""
    began = select(func.min(GenerationRow.id)).scalar_subquery()
    return (
        select(GenerationRow.id, GenerationRow.at, func.count(VersionRow.ref_id))
        .outerjoin(VersionRow, VersionRow.generation_from == GenerationRow.id)
        .where(GenerationRow.id == began)
        .group_by(GenerationRow.id, GenerationRow.at)
    )


def turns(after: int) -> CompoundSelect[int, str, datetime, int | None, int | None]:
    """What came, changed and went after a generation, newest first, then by reference.

    Rows are the generation, the entity, the time, and the beginnings of the document that came and of the one
    that ended with it: without the first the entity went, without the second it came.
    """
    came, before = aliased(VersionRow, name="came"), aliased(VersionRow, name="before")
    begun = (
        select(
            came.generation_from.label("generation"),
            RefRow.canonical.label("canonical"),
            GenerationRow.at,
            came.generation_from.label("came"),
            before.generation_from.label("ended"),
        )
        .join(RefRow, RefRow.id == came.ref_id)
        .join(GenerationRow, GenerationRow.id == came.generation_from)
        .outerjoin(before, and_(before.ref_id == came.ref_id, before.generation_to == came.generation_from))
        .where(came.generation_from > after)
    )
    went, later = aliased(VersionRow, name="went"), aliased(VersionRow, name="later")
    gone = (
        select(went.generation_to, RefRow.canonical, GenerationRow.at, literal(None), went.generation_from)
        .join(RefRow, RefRow.id == went.ref_id)
        .join(GenerationRow, GenerationRow.id == went.generation_to)
        .outerjoin(later, and_(later.ref_id == went.ref_id, later.generation_from == went.generation_to))
        .where(went.generation_to > after, later.ref_id.is_(None))
    )
    found: CompoundSelect[int, str, datetime, int | None, int | None] = union_all(begun, gone)
    return found.order_by(found.selected_columns.generation.desc(), found.selected_columns.canonical)


def turn_counts(after: int) -> Select[int, int, int]:
    """How much came, changed and went after a generation."""
    turn = turns(after).order_by(None).subquery("turn")
    return select(
        func.count(case((turn.c.ended.is_(None), 1))),
        func.count(case((and_(turn.c.came.is_not(None), turn.c.ended.is_not(None)), 1))),
        func.count(case((turn.c.came.is_(None), 1))),
    )


def version_documents(wanted: Iterable[tuple[str, int]]) -> Select[str, int, str]:
    """The documents that these entities had from these generations on, with both."""
    pair: Any = tuple_(RefRow.canonical, VersionRow.generation_from)
    return (
        select(RefRow.canonical, VersionRow.generation_from, VersionRow.document)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .where(pair.in_(list(wanted)))
    )
