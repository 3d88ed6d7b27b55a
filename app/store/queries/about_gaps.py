"""Gaps: findings that are open and problems that stand."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, Subquery, case, func, literal, select, union_all
from sqlalchemy.orm import aliased

from app.entities import Ref, fold
from app.problems import Severity
from app.store.models import EntityRow, FileRow, FindingRow, GenerationRow, ProblemRow, RefRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef


def gaps(
    *, rule: str = "", team: Ref | None = None, severity: str = "", kind: str = "", about: Ref | None = None
) -> Listing:
    """Findings that are open and problems that stand, one shape for both, worst first, then by tier and place.

    `team` takes what is about the team itself or anything it owns. The columns after `since` are those of
    `LISTED`, of the entity it is about; they are empty for a problem of a whole file.
    """
    gap = _gap(_one(about) if about else _team_and_its_own(team) if team else None)
    rank = case({each.value: each.rank for each in Severity}, value=gap.c.severity)
    found = (
        select(
            gap.c.source,
            gap.c.code,
            gap.c.severity,
            gap.c.at_path,
            gap.c.at_line,
            gap.c.at_column,
            gap.c.message,
            gap.c.remedy,
            gap.c.write,
            gap.c.evidence,
            GenerationRow.at.label("since"),
            *LISTED,
        )
        .select_from(gap)
        .join(GenerationRow, GenerationRow.id == gap.c.first_generation)
        .outerjoin(RefRow, RefRow.id == gap.c.ref_id)
        .outerjoin(EntityRow, EntityRow.ref_id == gap.c.ref_id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .order_by(
            rank,
            EntityRow.tier.asc().nulls_last(),
            gap.c.at_path,
            gap.c.at_line,
            gap.c.at_column,
            gap.c.code,
            gap.c.source,
            gap.c.id,
        )
    )
    if rule:
        found = found.where(gap.c.code == rule)
    if severity:
        found = found.where(gap.c.severity == severity)
    if kind:
        found = found.where(RefRow.kind == fold(kind))
    return found


def _gap(refs: Select[int] | CompoundSelect[int] | None) -> Subquery:
    """Open findings and standing problems, about these or about anything, in the same columns."""
    findings = select(
        literal("finding").label("source"),
        FindingRow.id,
        FindingRow.rule.label("code"),
        FindingRow.severity,
        FindingRow.ref_id,
        FindingRow.path.label("at_path"),
        FindingRow.line.label("at_line"),
        FindingRow.column.label("at_column"),
        FindingRow.message,
        FindingRow.remedy,
        FindingRow.write,
        FindingRow.evidence,
        FindingRow.first_generation,
    ).where(FindingRow.last_generation.is_(None))
    problems = select(
        literal("problem"),
        ProblemRow.id,
        ProblemRow.code,
        ProblemRow.severity,
        ProblemRow.ref_id,
        FileRow.path,
        ProblemRow.line,
        ProblemRow.column,
        ProblemRow.message,
        ProblemRow.remedy,
        literal(""),
        literal("[]"),
        ProblemRow.first_generation,
    ).join(FileRow, FileRow.id == ProblemRow.file_id)
    if refs is not None:
        # In both halves, where the indexes are: few databases would carry it in there by themselves.
        findings = findings.where(FindingRow.ref_id.in_(refs))
        problems = problems.where(ProblemRow.ref_id.in_(refs))
    return union_all(findings, problems).subquery("gap")


def _one(ref: Ref) -> Select[int]:
    about = aliased(RefRow, name="about")
    return select(about.id).where(about.canonical == str(ref))


def _team_and_its_own(team: Ref) -> CompoundSelect[int]:
    owned, owner = aliased(EntityRow, name="owned"), aliased(RefRow, name="owner")
    things = select(owned.ref_id).join(owner, owner.id == owned.owner_ref_id).where(owner.canonical == str(team))
    return union_all(things, _one(team))


def gap_codes(found: Listing) -> Select[str, str, int, datetime]:
    """Of gaps found: each code with its severity, how often it stands, and since when."""
    gap = found.order_by(None).subquery("found")
    return (
        select(gap.c.code, gap.c.severity, func.count(), func.min(gap.c.since))
        .group_by(gap.c.code, gap.c.severity)
        .order_by(gap.c.code)
    )


def gap_tallies(refs: Iterable[Ref]) -> CompoundSelect[str, str, int]:
    """How many gaps there are about each of these, by severity; findings and problems in rows of their own."""
    wanted = RefRow.canonical.in_([str(ref) for ref in refs])
    findings = (
        select(RefRow.canonical, FindingRow.severity, func.count())
        .join(FindingRow, FindingRow.ref_id == RefRow.id)
        .where(wanted, FindingRow.last_generation.is_(None))
        .group_by(RefRow.canonical, FindingRow.severity)
    )
    problems = (
        select(RefRow.canonical, ProblemRow.severity, func.count())
        .join(ProblemRow, ProblemRow.ref_id == RefRow.id)
        .where(wanted)
        .group_by(RefRow.canonical, ProblemRow.severity)
    )
    return union_all(findings, problems)


def team_tallies() -> Select[str, str, int]:
    """How many gaps each team has, by severity: those about the team and about what it owns."""
    gap = gaps().order_by(None).subquery("found")
    team = case((gap.c.kind == "group", gap.c.canonical), else_=gap.c.owner)
    return select(team, gap.c.severity, func.count()).where(team.is_not(None)).group_by(team, gap.c.severity)


def open_findings(refs: Iterable[Ref] | None = None) -> Select[FindingRow, RefRow]:
    """What the rules see now, about these entities or about all, by place."""
    found = (
        select(FindingRow, RefRow)
        .join(RefRow, RefRow.id == FindingRow.ref_id)
        .where(FindingRow.last_generation.is_(None))
        .order_by(FindingRow.path, FindingRow.line, FindingRow.column, FindingRow.rule, FindingRow.target)
    )
    return found if refs is None else found.where(RefRow.canonical.in_([str(ref) for ref in refs]))


def problems(*, path: str | None = None, ref: Ref | None = None) -> Select[ProblemRow, str, RefRow | None]:
    """The faults of reading that stand, of one file, about one entity, or all, by place; with their path."""
    found = (
        select(ProblemRow, FileRow.path, RefRow)
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .outerjoin(RefRow, RefRow.id == ProblemRow.ref_id)
        .order_by(FileRow.path, ProblemRow.line, ProblemRow.column, ProblemRow.code, ProblemRow.message)
    )
    if path is not None:
        found = found.where(FileRow.path == path)
    if ref is not None:
        found = found.where(RefRow.canonical == str(ref))
    return found
