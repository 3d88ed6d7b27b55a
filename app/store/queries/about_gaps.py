"""Gaps: findings that are open and problems that stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Label,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.entities import Ref, fold
from app.problems import Severity
from app.store.models import EntityRow, FileRow, FindingRow, GenerationRow, ProblemRow, RefRow, WaiverRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef, ref_id

GROUPS = ("team", "rule", "tier")
"""What gaps can be put together by."""


@dataclass(frozen=True, slots=True)
class GapNarrowing:
    """What narrows the gaps; what is empty narrows nothing. `rule` may be a code.

    `team` takes what is about the team itself or anything it owns. Gaps were first seen later than `since`, and not
    later than `until`. `without` has `team` for what no team has to see to, `tier` and `kind` for what has none.
    """

    rule: str = ""
    team: Ref | None = None
    severity: str = ""
    kind: str = ""
    tier: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    without: frozenset[str] = frozenset()

    def freed(self, *names: str) -> "GapNarrowing":
        """The same without what is said under these names; `age` stands for both times."""
        empty: dict[str, Any] = {}
        for name in names:
            empty |= {"since": None, "until": None} if name == "age" else {name: _EMPTY[name]}
        return replace(self, **empty, without=self.without - set(names))


TOGETHER = ("severity", "rule", "kind", "tier")
"""What has few values each, and is counted in one go."""

_EMPTY = {"rule": "", "team": None, "severity": "", "kind": "", "tier": None}


def gap_keys(narrowing: GapNarrowing, by: str = "") -> Select[str, int]:
    """Gaps by whether they are findings or problems, and their ids: worst first, then by tier and place.

    Where they are put together by a team, rule or tier, they go by that before.
    """
    gap = _narrow(narrowing.rule, narrowing.team)
    found = _narrowed(select(gap.c.source, gap.c.id), gap, narrowing)
    rank = case({each.value: each.rank for each in Severity}, value=gap.c.severity)
    tier = EntityRow.tier.asc().nulls_last()
    first: list[ColumnElement[Any]] = []
    if by == "team":
        team = aliased(RefRow, name="team")
        found = found.outerjoin(team, team.id == _team())
        first = [team.name.asc().nulls_last(), team.id.expression]
    elif by:
        first = [gap.c.code if by == "rule" else tier]
    place = (gap.c.at_path, gap.c.at_line, gap.c.at_column, gap.c.code, gap.c.source, gap.c.id)
    return found.order_by(*first, rank, tier, *place)


def gaps_to_mend(narrowing: GapNarrowing, places: Mapping[str, int]) -> Select[str, int]:
    """Gaps as `gap_keys` gives them, in the order in which to mend them; `places` has rules, what goes first low."""
    gap = _narrow(narrowing.rule, narrowing.team)
    found = _narrowed(select(gap.c.source, gap.c.id), gap, narrowing)
    rank = case({each.value: each.rank for each in Severity}, value=gap.c.severity)
    order = [rank, EntityRow.tier.asc().nulls_last()]
    if places:
        order.append(case(dict(places), value=gap.c.code, else_=len(places)))
    place = (gap.c.at_path, gap.c.at_line, gap.c.at_column, gap.c.code, gap.c.source, gap.c.id)
    return found.order_by(*order, GenerationRow.at, *place)


def gap_cells(narrowing: GapNarrowing) -> Select[str, str, str | None, int | None, int, datetime]:
    """How many gaps there are of each severity, code, kind and tier, whichever are wanted, and since when."""
    gap = _narrow(team=narrowing.team)
    columns = (gap.c.severity, gap.c.code, EntityRow.kind, EntityRow.tier)
    found = select(*columns, func.count(), func.min(GenerationRow.at))
    return _narrowed(found, gap, narrowing.freed(*TOGETHER)).group_by(*columns)


def gap_teams(narrowing: GapNarrowing) -> Select[int | None, int]:
    """How many gaps each team has to see to, by its id, whichever is wanted: its own, and those of what it owns."""
    narrowing = narrowing.freed("team")
    gap = _narrow(narrowing.rule)
    team = _team().label("team")
    return _narrowed(select(team, func.count()), gap, narrowing).group_by(team)


def gap_ages(narrowing: GapNarrowing) -> Select[datetime, int]:
    """How many gaps were first seen when, however old they are wanted."""
    gap = _narrow(narrowing.rule, narrowing.team)
    found = _narrowed(select(GenerationRow.at, func.count()), gap, narrowing.freed("age"))
    return found.group_by(GenerationRow.at)


def gaps(*, findings: Collection[int] = (), problems: Collection[int] = ()) -> Listing:
    """These findings and problems, one shape for both, in no order.

    The columns after `since` are those of `LISTED`, of the entity a gap is about; they are empty for a problem of a
    whole file.
    """
    return _whole(FindingRow.id.in_(findings), ProblemRow.id.in_(problems))


def gaps_about(ref: Ref) -> Listing:
    """All gaps of one entity, as `gaps` gives them, worst first, then by place."""
    about = ref_id(ref).scalar_subquery()
    found = _whole(and_(FindingRow.ref_id == about, FindingRow.last_generation.is_(None)), ProblemRow.ref_id == about)
    gap = found.selected_columns
    rank = case({each.value: each.rank for each in Severity}, value=gap.severity)
    return found.order_by(rank, gap.at_path, gap.at_line, gap.at_column, gap.code, gap.source, gap.gap_id)


def _whole(findings: ColumnElement[bool], problems: ColumnElement[bool]) -> Listing:
    gap = union_all(
        select(
            *_of_findings(),
            FindingRow.message,
            FindingRow.remedy,
            FindingRow.write,
            FindingRow.evidence,
        ).where(findings),
        select(
            *_of_problems(),
            ProblemRow.message,
            ProblemRow.remedy,
            literal(""),
            literal("[]"),
        )
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .where(problems),
    ).subquery("gap")
    return (
        select(
            gap.c.source,
            gap.c.id.label("gap_id"),
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
    )


def _narrow(code: str = "", team: Ref | None = None) -> Subquery:
    """Open findings and standing problems, of one rule or code or of all, of one team or all, without what they say."""
    findings = select(*_of_findings()).where(FindingRow.last_generation.is_(None))
    problems = select(*_of_problems()).join(FileRow, FileRow.id == ProblemRow.file_id)
    # In both halves, where the indexes are: few databases would carry it in there by themselves.
    if code:
        findings, problems = findings.where(FindingRow.rule == code), problems.where(ProblemRow.code == code)
    if team:
        refs = _team_and_its_own(team)
        findings, problems = findings.where(FindingRow.ref_id.in_(refs)), problems.where(ProblemRow.ref_id.in_(refs))
    return union_all(findings, problems).subquery("gap")


def _team_and_its_own(team: Ref) -> CompoundSelect[int]:
    owned = aliased(EntityRow, name="owned")
    return union_all(select(owned.ref_id).where(owned.owner_ref_id == ref_id(team).scalar_subquery()), ref_id(team))


def _of_findings() -> tuple[ColumnElement[Any] | Label[Any], ...]:
    return (
        literal("finding").label("source"),
        FindingRow.id.expression,
        FindingRow.rule.label("code"),
        FindingRow.severity.expression,
        FindingRow.ref_id.expression,
        FindingRow.path.label("at_path"),
        FindingRow.line.label("at_line"),
        FindingRow.column.label("at_column"),
        FindingRow.first_generation.expression,
    )


def _of_problems() -> tuple[ColumnElement[Any], ...]:
    return (
        literal("problem"),
        ProblemRow.id.expression,
        ProblemRow.code.expression,
        ProblemRow.severity.expression,
        ProblemRow.ref_id.expression,
        FileRow.path.expression,
        ProblemRow.line.expression,
        ProblemRow.column.expression,
        ProblemRow.first_generation.expression,
    )


def _team() -> ColumnElement[int]:
    """Who has to see to a gap: a team to its own, else the owner."""
    return case((EntityRow.kind == "group", EntityRow.ref_id), else_=EntityRow.owner_ref_id)


def _narrowed(found: Select[*tuple[Any, ...]], gap: Subquery, narrowing: GapNarrowing) -> Select[*tuple[Any, ...]]:
    found = (
        found.select_from(gap)
        .join(GenerationRow, GenerationRow.id == gap.c.first_generation)
        .outerjoin(EntityRow, EntityRow.ref_id == gap.c.ref_id)
    )
    return found.where(*_conditions(gap, narrowing))


def _conditions(gap: Subquery, narrowing: GapNarrowing) -> Iterable[ColumnElement[bool]]:
    if narrowing.severity:
        yield gap.c.severity == narrowing.severity
    if narrowing.kind:
        yield EntityRow.kind == fold(narrowing.kind)
    if narrowing.tier is not None:
        yield EntityRow.tier == narrowing.tier
    if narrowing.since is not None:
        yield GenerationRow.at > narrowing.since
    if narrowing.until is not None:
        yield GenerationRow.at <= narrowing.until
    lacking = {"team": _team(), "tier": EntityRow.tier, "kind": EntityRow.kind}
    yield from (lacking[name].is_(None) for name in sorted(narrowing.without))


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
    """How many gaps each team has to see to, by severity."""
    gap, team = _narrow(), aliased(RefRow, name="team")
    found = select(team.canonical, gap.c.severity, func.count()).select_from(gap)
    return (
        found.join(EntityRow, EntityRow.ref_id == gap.c.ref_id)
        .join(team, team.id == _team())
        .group_by(team.canonical, gap.c.severity)
    )


def open_findings(refs: Iterable[Ref] | None = None) -> Select[FindingRow, RefRow]:
    """What the rules see now, about these entities or about all, by place."""
    found = (
        select(FindingRow, RefRow)
        .join(RefRow, RefRow.id == FindingRow.ref_id)
        .where(FindingRow.last_generation.is_(None))
        .order_by(FindingRow.path, FindingRow.line, FindingRow.column, FindingRow.rule, FindingRow.target)
    )
    return found if refs is None else found.where(RefRow.canonical.in_([str(ref) for ref in refs]))


def closed_findings(rules: Collection[str]) -> Select[str, str, int, int | None]:
    """What these rules found and find no more: the entity, the rule, the first and the last generation that had it."""
    return (
        select(RefRow.canonical, FindingRow.rule, FindingRow.first_generation, FindingRow.last_generation)
        .join(RefRow, RefRow.id == FindingRow.ref_id)
        .where(FindingRow.rule.in_(rules), FindingRow.last_generation.is_not(None))
    )


def closed_since(team: Ref, since: datetime) -> Select[str, str, str, datetime]:
    """What was found about a team or what it owns and is found no more since a time, newest first.

    The columns are `rule`, `canonical`, `message` and `at`. What is found again in the meantime, or only waived, is
    left out.
    """
    ended, again = aliased(GenerationRow, name="ended"), aliased(FindingRow, name="again")
    standing = select(again.id).where(
        again.last_generation.is_(None),
        again.ref_id == FindingRow.ref_id,
        again.rule == FindingRow.rule,
        again.target == FindingRow.target,
    )
    hiding = select(WaiverRow.id).where(
        WaiverRow.ref_id == FindingRow.ref_id, WaiverRow.rule == FindingRow.rule, WaiverRow.hides > 0
    )
    return (
        select(FindingRow.rule, RefRow.canonical, FindingRow.message, ended.at)
        .join(RefRow, RefRow.id == FindingRow.ref_id)
        # What found it last is one generation, what found it no more the next.
        .join(ended, ended.id == FindingRow.last_generation + 1)
        .where(FindingRow.ref_id.in_(_team_and_its_own(team)), ended.at > since, ~standing.exists(), ~hiding.exists())
        .order_by(ended.at.desc(), RefRow.canonical, FindingRow.rule, FindingRow.target)
    )


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
