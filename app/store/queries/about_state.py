"""The catalog as a whole: its generation, its sources and their files, and what it is measured by."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select
from sqlalchemy.orm import aliased

from app.store.models import EntityRow, FileRow, GenerationRow, MetricRow, PolicyRow, SourceRow


def current_generation() -> Select[GenerationRow]:
    """The state readers see; no row before the first sync."""
    return select(GenerationRow).order_by(GenerationRow.id.desc()).limit(1)


def present() -> Select[int, str, datetime]:
    """What tells the present state from every other: its number, what it was concluded from and when."""
    return _PRESENT


_GENERATION = GenerationRow.__table__
# Put together once: every answer begins with it.
_PRESENT: Select[int, str, datetime] = (
    select(_GENERATION.c.id, _GENERATION.c.fingerprint, _GENERATION.c.at).order_by(_GENERATION.c.id.desc()).limit(1)
)


def sources() -> Select[SourceRow]:
    """Where descriptors come from, first come first."""
    return select(SourceRow).order_by(SourceRow.priority, SourceRow.id)


def source(name: str) -> Select[SourceRow]:
    """The source of this name."""
    return select(SourceRow).where(SourceRow.name == name)


def policies() -> Select[str, str | None, str | None]:
    """The name of each source, and the path and text of its policy where it has one; the first that has one rules."""
    return (
        select(SourceRow.name, PolicyRow.path, PolicyRow.text)
        .outerjoin(PolicyRow, PolicyRow.source_id == SourceRow.id)
        .order_by(SourceRow.priority, SourceRow.id)
    )


def files(source_name: str | None = None) -> Select[FileRow]:
    """The files that were read, of one source or of all, by path."""
    found = select(FileRow).order_by(FileRow.path)
    if source_name is None:
        return found
    return found.join(SourceRow, SourceRow.id == FileRow.source_id).where(SourceRow.name == source_name)


def stale_entities() -> Select[int]:
    """How many entities are shown as they were; only a file that fails has any, so few rows are looked at."""
    return (
        select(func.count())
        .select_from(FileRow)
        .join(EntityRow, EntityRow.file_id == FileRow.id)
        .where(FileRow.state == "failed", EntityRow.stale)
    )


def latest_metrics() -> Select[str, str, float]:
    """Every measure's newest value: name, scope, value."""
    newest = _newest().subquery()
    return select(MetricRow.name, MetricRow.scope, MetricRow.value).join(newest, _is_newest(newest))


def metric_moments(until: datetime) -> Select[str, str, int, datetime]:
    """The points up to a time without what they say: name, scope, generation and its time."""
    return (
        select(MetricRow.name, MetricRow.scope, MetricRow.generation, GenerationRow.at)
        .join(GenerationRow, GenerationRow.id == MetricRow.generation)
        .where(GenerationRow.at < until)
    )


def metric_values(names: Iterable[str]) -> Select[str, str, datetime, float]:
    """The newest value of each scope of these measures, and since when: name, scope, time, value."""
    newest = _newest().where(MetricRow.name.in_(sorted(names))).subquery()
    return (
        select(MetricRow.name, MetricRow.scope, GenerationRow.at, MetricRow.value)
        .join(newest, _is_newest(newest))
        .join(GenerationRow, GenerationRow.id == MetricRow.generation)
    )


def _newest() -> Select[str, str, int]:
    return select(MetricRow.name, MetricRow.scope, func.max(MetricRow.generation).label("generation")).group_by(
        MetricRow.name, MetricRow.scope
    )


def _is_newest(newest: Subquery) -> ColumnElement[bool]:
    return and_(
        MetricRow.name == newest.c.name,
        MetricRow.scope == newest.c.scope,
        MetricRow.generation == newest.c.generation,
    )


def metric_points(names: Iterable[str], scopes: Iterable[str], most: int) -> Select[int, datetime, str, str, float]:
    """The values of measures, oldest first: the generation and its time, name, scope, value.

    Those of the newest generations that have any, so many at the most, and what each of the measures was when these
    began.
    """
    wanted = (MetricRow.name.in_(sorted(names)), MetricRow.scope.in_(sorted(scopes)))
    begun = (
        select(MetricRow.generation)
        .where(*wanted)
        .distinct()
        .order_by(MetricRow.generation.desc())
        .offset(most - 1)
        .limit(1)
        .scalar_subquery()
    )
    before = aliased(MetricRow, name="before")
    standing = (
        select(func.max(before.generation))
        .where(before.name == MetricRow.name, before.scope == MetricRow.scope, before.generation <= begun)
        .correlate(MetricRow)
        .scalar_subquery()
    )
    return (
        select(MetricRow.generation, GenerationRow.at, MetricRow.name, MetricRow.scope, MetricRow.value)
        .join(GenerationRow, GenerationRow.id == MetricRow.generation)
        .where(*wanted, MetricRow.generation >= func.coalesce(standing, begun, 0))
        .order_by(MetricRow.generation, MetricRow.name, MetricRow.scope)
    )
