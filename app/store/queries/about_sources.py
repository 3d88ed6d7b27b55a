"""Sources: when each was read, what its files came to, and what in it is not as it should be."""

from sqlalchemy import Select, and_, case, func, literal, select

from app.problems import Severity
from app.store.models import EntityRow, FileRow, GenerationRow, ProblemRow, RefRow, SourceRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef


def sources_read() -> Select[SourceRow, str | None]:
    """Where descriptors come from, first come first, each with the commit that was read last."""
    return (
        select(SourceRow, GenerationRow.source_commit)
        .outerjoin(GenerationRow, GenerationRow.id == SourceRow.generation)
        .order_by(SourceRow.priority, SourceRow.id)
    )


def source_files() -> Select[int, str, int]:
    """How many files each source has, by what came of them."""
    return select(FileRow.source_id, FileRow.state, func.count()).group_by(FileRow.source_id, FileRow.state)


def source_entities() -> Select[int, int, int]:
    """How many entities each source holds, and how many of these are shown as they were."""
    return (
        select(FileRow.source_id, func.count(), func.sum(case((EntityRow.stale, 1), else_=0)))
        .join(EntityRow, EntityRow.file_id == FileRow.id)
        .group_by(FileRow.source_id)
    )


def source_problems() -> Select[int, str, int]:
    """How many problems of reading each source has, by severity."""
    return (
        select(FileRow.source_id, ProblemRow.severity, func.count())
        .join(ProblemRow, ProblemRow.file_id == FileRow.id)
        .group_by(FileRow.source_id, ProblemRow.severity)
    )


def failed_files() -> Select[FileRow, str]:
    """The files that could not be read, by path, each with the name of its source."""
    return (
        select(FileRow, SourceRow.name)
        .join(SourceRow, SourceRow.id == FileRow.source_id)
        .where(FileRow.state == "failed")
        .order_by(FileRow.path)
    )


def stale() -> Listing:
    """The entities that are shown as they were (`LISTED`), by file and reference."""
    return (
        select(*LISTED)
        .select_from(FileRow)
        .join(EntityRow, and_(EntityRow.file_id == FileRow.id, EntityRow.stale))
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        # Only what a failed file held can be stale, so few rows are looked at.
        .where(FileRow.state == "failed")
        .order_by(FileRow.path, RefRow.canonical)
    )


def problem_keys() -> Select[str, int]:
    """The problems of reading that stand, as `gap_keys` names gaps: the worst first, then by place."""
    rank = case({each.value: each.rank for each in Severity}, value=ProblemRow.severity)
    return (
        select(literal("problem"), ProblemRow.id)
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .order_by(rank, FileRow.path, ProblemRow.line, ProblemRow.column, ProblemRow.id)
    )
