"""Every SELECT, named by the question it answers. They are values: they compose, and ask nothing themselves.

What answers with many entities gives the columns that lists show (`LISTED`), never whole documents.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import CompoundSelect, Select, Subquery, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.entities import Ref, fold
from app.problems import Severity
from app.store.models import (
    EntityRow,
    FileRow,
    FindingRow,
    GenerationRow,
    MetricRow,
    ProblemRow,
    RefRow,
    RelationRow,
    ServedRow,
    SourceRow,
    VersionRow,
)

LONGEST_FILTER = 200
"""How much of a type or lifecycle stands in its column; longer ones are equal to nothing."""

Listing: TypeAlias = Select[*tuple[Any, ...]]
"""Rows of `LISTED`; SQLAlchemy tells the types of ten columns, and these are more."""

OwnerRef = aliased(RefRow, name="owner_ref")

LISTED = (
    RefRow.canonical,
    RefRow.kind,
    RefRow.namespace,
    RefRow.name,
    EntityRow.title,
    EntityRow.type,
    EntityRow.lifecycle,
    EntityRow.tier,
    OwnerRef.canonical.label("owner"),
    EntityRow.stale,
    EntityRow.stale_since,
    EntityRow.stale_reason,
    FileRow.path,
    EntityRow.line,
)
"""What a list shows of an entity. Of an entity that is only named, all after `name` is empty."""


def current_generation() -> Select[GenerationRow]:
    """The state readers see; no row before the first sync."""
    return select(GenerationRow).order_by(GenerationRow.id.desc()).limit(1)


def ref_id(ref: Ref) -> Select[int]:
    """The id of a reference, existing or only named."""
    return select(RefRow.id).where(RefRow.canonical == str(ref))


def entity(ref: Ref) -> Select[EntityRow, str, str | None]:
    """One entity with its document, the path of its file, and its owner's canonical reference."""
    return (
        select(EntityRow, FileRow.path, OwnerRef.canonical)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(RefRow.canonical == str(ref))
    )


def served(ref: Ref) -> Select[ServedRow]:
    """The protocol's JSON of one entity."""
    return select(ServedRow).join(RefRow, RefRow.id == ServedRow.ref_id).where(RefRow.canonical == str(ref))


def all_served() -> Select[str]:
    """The protocol's JSON of every entity, by reference."""
    return select(ServedRow.json).join(RefRow, RefRow.id == ServedRow.ref_id).order_by(RefRow.canonical)


def entities(
    *,
    kinds: Iterable[str] = (),
    types: Iterable[str] = (),
    lifecycle: str | None = None,
    owner: Ref | None = None,
    namespace: str | None = None,
) -> Listing:
    """The entities that match every filter given, case-blind, by canonical reference (`LISTED`)."""
    found = (
        select(*LISTED)
        .select_from(EntityRow)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .order_by(RefRow.canonical)
    )
    if folded := [fold(kind) for kind in kinds]:
        found = found.where(EntityRow.kind.in_(folded))
    if folded := [fold(each) for each in types]:
        found = found.where(EntityRow.type.in_(folded))
    if lifecycle is not None:
        found = found.where(EntityRow.lifecycle == fold(lifecycle))
    if owner is not None:
        found = found.where(OwnerRef.canonical == str(owner))
    if namespace is not None:
        found = found.where(RefRow.namespace == fold(namespace))
    return found


def whole_entities(refs: Iterable[Ref] | None = None, *, not_of: str = "") -> Select[str, str, int, str, str]:
    """What `rows.entity_of` takes: of these entities or all, or of all but one source's, by reference."""
    found = (
        select(EntityRow.document, FileRow.path, EntityRow.line, EntityRow.positions, EntityRow.settled)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .join(SourceRow, SourceRow.id == FileRow.source_id)
        .order_by(RefRow.canonical)
    )
    if refs is not None:
        found = found.where(RefRow.canonical.in_([str(ref) for ref in refs]))
    return found.where(SourceRow.name != not_of) if not_of else found


def named(name: str) -> Listing:
    """The entities of every kind and namespace with this name (`LISTED`)."""
    return entities().where(RefRow.name == fold(name))


def relations(ref: Ref, *types: str) -> Listing:
    """What leads from `ref`: the type, then the other end (`LISTED`), by type and canonical reference.

    Both halves of a relation are kept, so this is all that `ref` has to do with anything, whoever wrote
    it down. Names without an entity are among them.
    """
    source = aliased(RefRow, name="source")
    found = (
        select(RelationRow.type.label("relation"), *LISTED)
        .select_from(RelationRow)
        .join(source, source.id == RelationRow.source_ref)
        .join(RefRow, RefRow.id == RelationRow.target_ref)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(source.canonical == str(ref), RelationRow.generation_to.is_(None))
        # Both ends may have written it down.
        .distinct()
        .order_by(RelationRow.type, RefRow.canonical)
    )
    return found.where(RelationRow.type.in_(types)) if types else found


def open_relations() -> Select[int, str, int]:
    """Every relation that holds now, once each: source, type and target as ids of `ref`."""
    return (
        select(RelationRow.source_ref, RelationRow.type, RelationRow.target_ref)
        .where(RelationRow.generation_to.is_(None))
        .distinct()
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


def versions(ref: Ref) -> Select[VersionRow, GenerationRow]:
    """The documents an entity has had, newest first, each with the generation that brought it."""
    return (
        select(VersionRow, GenerationRow)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .join(GenerationRow, GenerationRow.id == VersionRow.generation_from)
        .where(RefRow.canonical == str(ref))
        .order_by(VersionRow.generation_from.desc())
    )


def sources() -> Select[SourceRow]:
    """Where descriptors come from, first come first."""
    return select(SourceRow).order_by(SourceRow.priority, SourceRow.id)


def source(name: str) -> Select[SourceRow]:
    """The source of this name."""
    return select(SourceRow).where(SourceRow.name == name)


def files(source_name: str | None = None) -> Select[FileRow]:
    """The files that were read, of one source or of all, by path."""
    found = select(FileRow).order_by(FileRow.path)
    if source_name is None:
        return found
    return found.join(SourceRow, SourceRow.id == FileRow.source_id).where(SourceRow.name == source_name)


def latest_metrics() -> Select[str, str, float]:
    """Every measure's newest value: name, scope, value."""
    newest = (
        select(MetricRow.name, MetricRow.scope, func.max(MetricRow.generation).label("generation"))
        .group_by(MetricRow.name, MetricRow.scope)
        .subquery()
    )
    return select(MetricRow.name, MetricRow.scope, MetricRow.value).join(
        newest,
        and_(
            MetricRow.name == newest.c.name,
            MetricRow.scope == newest.c.scope,
            MetricRow.generation == newest.c.generation,
        ),
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


# What lists and pages show and count.


def mentions(refs: Iterable[Ref]) -> Listing:
    """These references, declared or only named (`LISTED`); those the database never met give no row."""
    return (
        select(*LISTED)
        .select_from(RefRow)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(RefRow.canonical.in_([str(ref) for ref in refs]))
    )


def listing(  # noqa: PLR0913 - as many as a list has filters
    *,
    kinds: Iterable[str],
    types: Iterable[str],
    lifecycle: str,
    type_: str,
    owner: Ref | None,
    tier: int | None,
    text: str,
    by_tier: bool,
) -> Listing:
    """A list that people browse (`LISTED`), by name, or by tier and name; what is empty narrows nothing.

    `types` are what the list holds, `type_` the one of them that is wanted.
    """
    found = entities(kinds=kinds, types=types, lifecycle=lifecycle or None, owner=owner)
    if type_:
        found = found.where(EntityRow.type == fold(type_))
    if tier is not None:
        found = found.where(EntityRow.tier == tier)
    if text:
        found = found.where(
            or_(EntityRow.name.icontains(text, autoescape=True), EntityRow.title.icontains(text, autoescape=True))
        )
    first = [EntityRow.tier.asc().nulls_last()] if by_tier else []
    return found.order_by(None).order_by(*first, RefRow.name, RefRow.canonical)


def documents(refs: Iterable[Ref]) -> Select[str, str, int, str, str]:
    """What `rows.entity_of` makes these entities from, by reference."""
    return (
        select(EntityRow.document, FileRow.path, EntityRow.line, EntityRow.positions, EntityRow.settled)
        .select_from(EntityRow)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .where(RefRow.canonical.in_([str(ref) for ref in refs]))
        .order_by(RefRow.canonical)
    )


def neighbours(ref: Ref, types: Iterable[str]) -> Listing:
    """What these relations lead to from `ref`, once each, what matters most first (`LISTED`)."""
    source = aliased(RefRow, name="source")
    return (
        select(*LISTED)
        .select_from(RelationRow)
        .join(source, source.id == RelationRow.source_ref)
        .join(RefRow, RefRow.id == RelationRow.target_ref)
        .outerjoin(EntityRow, EntityRow.ref_id == RefRow.id)
        .outerjoin(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(
            source.canonical == str(ref),
            RelationRow.type.in_(list(types)),
            RelationRow.generation_to.is_(None),
            RefRow.id != source.id,
        )
        .distinct()
        .order_by(EntityRow.tier.asc().nulls_last(), RefRow.canonical)
    )


def systems(refs: Iterable[Ref]) -> Select[str, str]:
    """The system that each of these is a part of: the entity's reference, then the system's."""
    part, whole = aliased(RefRow), aliased(RefRow)
    return (
        select(part.canonical, func.min(whole.canonical))
        .select_from(RelationRow)
        .join(part, part.id == RelationRow.source_ref)
        .join(whole, whole.id == RelationRow.target_ref)
        .where(
            part.canonical.in_([str(ref) for ref in refs]),
            whole.kind == "system",
            RelationRow.type == "partOf",
            RelationRow.generation_to.is_(None),
        )
        .group_by(part.canonical)
    )


def counted(found: Listing) -> Select[int]:
    """How many rows a list has."""
    return select(func.count()).select_from(found.order_by(None).subquery("found"))


def source_of(ref: Ref) -> Select[str]:
    """The name of the source that holds an entity."""
    return (
        select(SourceRow.name)
        .join(FileRow, FileRow.source_id == SourceRow.id)
        .join(EntityRow, EntityRow.file_id == FileRow.id)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .where(RefRow.canonical == str(ref))
    )


def kinds() -> Select[str, str | None, int]:
    """How many entities there are of each kind and type."""
    return select(EntityRow.kind, EntityRow.type, func.count()).group_by(EntityRow.kind, EntityRow.type)


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


def stale_entities() -> Select[int]:
    """How many entities are shown as they were; only a file that fails has any, so few rows are looked at."""
    return (
        select(func.count())
        .select_from(FileRow)
        .join(EntityRow, EntityRow.file_id == FileRow.id)
        .where(FileRow.state == "failed", EntityRow.stale)
    )


def reachably_owned(kinds: Iterable[str]) -> Select[int | None, int, int]:
    """Of the entities of these kinds, by tier: how many there are, and how many a team owns that can be reached.

    Whether a team can be reached is what the rule `team-unreachable` found, so that this number and the
    gaps shown beside it never disagree.
    """
    team = aliased(EntityRow, name="team")
    unreachable = (
        select(FindingRow.id)
        .where(
            FindingRow.rule == "team-unreachable",
            FindingRow.ref_id == team.ref_id,
            FindingRow.last_generation.is_(None),
        )
        .exists()
    )
    reached = case((and_(team.ref_id.is_not(None), ~unreachable), 1), else_=0)
    return (
        select(EntityRow.tier, func.count(), func.sum(reached))
        .outerjoin(team, and_(team.ref_id == EntityRow.owner_ref_id, team.kind == "group"))
        .where(EntityRow.kind.in_(list(kinds)))
        .group_by(EntityRow.tier)
    )


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


def names_like(name: str, kind: str = "") -> Select[str]:
    """References of entities whose name may be meant by `name`: they begin alike, or hold it. At most 2,000."""
    folded = fold(name)
    found = (
        select(RefRow.canonical)
        .join(EntityRow, EntityRow.ref_id == RefRow.id)
        .where(
            func.length(RefRow.name) <= 2 * len(folded) + 2,
            or_(RefRow.name.startswith(folded[:1], autoescape=True), RefRow.name.contains(folded, autoescape=True)),
        )
        .order_by(RefRow.canonical)
        .limit(2_000)
    )
    return found.where(RefRow.kind == fold(kind)) if kind else found
