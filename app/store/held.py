"""What the database holds before a sync: what a plan is compared with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.entities import Ref
from app.graph import edges
from app.positions import Position
from app.store import queries, source
from app.store.fields import Pair
from app.store.models import (
    AlignmentRow,
    EntityRow,
    FileRow,
    FindingRow,
    GenerationRow,
    LevelRow,
    NeedRow,
    ProblemRow,
    RefRow,
    RelationRow,
    SectionRow,
    ServedRow,
    SourceRow,
    TagRow,
    VersionRow,
    WaiverRow,
    WordsRow,
)
from app.store.rows import FINDING, PROBLEM, WAIVER, WORDS, Row, batches

NUMBERED = (RefRow, FileRow, ProblemRow, RelationRow, FindingRow, WaiverRow)
"""The tables whose ids a plan gives out."""


_NEED = (
    NeedRow.source_ref,
    NeedRow.target_ref,
    NeedRow.relation,
    NeedRow.criticality,
    NeedRow.mode,
    NeedRow.access,
    NeedRow.assumed,
)


class HeldFile(NamedTuple):
    """A file as it stands."""

    id: int
    sha256: str
    state: str
    reason: str | None


class HeldEntity(NamedTuple):
    """An entity as it stands, less its document."""

    id: int
    digest: str
    stale: bool
    reason: str | None


class HeldProblem(NamedTuple):
    """A problem as it stands; `row` is what `problem_row` makes of it."""

    id: int
    path: str
    ref: Ref | None
    row: Row


class HeldFinding(NamedTuple):
    """An open finding; `row` is what `finding_row` makes of it."""

    id: int
    begun: int
    row: Row


class HeldSpell(NamedTuple):
    """A finding that is closed: the first and the last generation that had it."""

    rule: str
    ref: Ref
    begun: int
    ended: int


class HeldPolicy(NamedTuple):
    """The policy file of a source, as it was when it could last be read."""

    path: str
    text: str


class HeldWaiver(NamedTuple):
    """A waiver of the policy that rules; `row` is what `waiver_row` makes of it."""

    id: int
    row: Row


class HeldAlignment(NamedTuple):
    """A row of a section of alignment, less its key."""

    ref: int | None
    team: int | None
    verdict: str
    weight: int
    document: str


class Stranger(NamedTuple):
    """What is known of an entity that another source holds: that source, and whether it is stale there."""

    source: str
    stale: bool


class Sign(NamedTuple):
    """A problem about an entity of another source."""

    ref: Ref
    code: str
    severity: str


class HeldVersion(NamedTuple):
    """The open version of an entity."""

    begun: int
    document: str


class Half(NamedTuple):
    """One half of a relation by the ids of its ends."""

    source: int
    type: str
    target: int


class Need(NamedTuple):
    """A need by the ids of its ends."""

    source: int
    target: int
    relation: str


@dataclass(frozen=True)
class Held:
    """What there is before a sync of one source.

    Files, entities and problems are the source's own; references, findings and the rest are everybody's.
    `worded` are the ids of the entities that have words to be found by, `signs` are by id of the entities that have
    fields. `strangers` are the entities of other sources; `problems_elsewhere` counts their problems by severity.
    """

    generation: int
    source: int
    last_ids: Mapping[str, int]
    refs: Mapping[Ref, int]
    files: Mapping[str, HeldFile]
    entities: Mapping[Ref, HeldEntity]
    problems: Sequence[HeldProblem]
    problems_elsewhere: Mapping[str, int]
    findings: Mapping[tuple[str, Ref, str], HeldFinding]
    etags: Mapping[int, str]
    worded: Collection[int]
    signs: Mapping[int, frozenset[Pair]]
    strangers: Mapping[Ref, Stranger]
    problems_of_strangers: Sequence[Sign]
    has_needs: bool
    policy: HeldPolicy | None
    """The source's own, whether or not it rules."""
    waivers: Mapping[tuple[str, Ref], HeldWaiver]
    metrics: Mapping[tuple[str, str], float]
    levels: Mapping[Ref, int]
    sections: Mapping[str, str]
    """The digest of each section of alignment."""
    moments: Mapping[int, datetime]
    """When each generation came."""


@dataclass(frozen=True)
class Details:
    """What only entities that change need to be compared with, by the ids of their references."""

    versions: Mapping[int, HeldVersion]
    relations: Mapping[int, Mapping[Half, int]]
    """By who declared them: each half, and the id of its row."""
    tags: Mapping[int, set[str]]
    words: Mapping[int, Row]
    """What `words_row` made of each."""
    needs: Mapping[Need, edges.Details]
    """Those at either end of an entity."""
    alignment: Mapping[tuple[str, str], HeldAlignment] = field(default_factory=dict)
    """The rows of those sections of which anything changed, by section and key."""


def places(session: Session, source_name: str) -> dict[Ref, str]:
    """Which file of a source holds which entity."""
    found = session.execute(
        select(RefRow.kind, RefRow.namespace, RefRow.name, FileRow.path)
        .join(EntityRow, EntityRow.ref_id == RefRow.id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .join(SourceRow, SourceRow.id == FileRow.source_id)
        .where(SourceRow.name == source_name)
    )
    return {Ref(kind, namespace, name): path for kind, namespace, name, path in found}


def claimed(session: Session, source_name: str) -> dict[Ref, Position]:
    """What other sources hold, and where."""
    found = session.execute(
        select(RefRow.kind, RefRow.namespace, RefRow.name, FileRow.path, EntityRow.line)
        .join(EntityRow, EntityRow.ref_id == RefRow.id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .join(SourceRow, SourceRow.id == FileRow.source_id)
        .where(SourceRow.name != source_name)
    )
    return {Ref(row.kind, row.namespace, row.name): Position(row.path, row.line) for row in found}


def policies(session: Session) -> dict[str, HeldPolicy | None]:
    """What each source has for a policy, by its name: the first that has one rules."""
    return {
        name: None if path is None or text is None else HeldPolicy(path, text)
        for name, path, text in session.execute(queries.policies())
    }


def held(session: Session, source_name: str) -> Held:
    """Everything a plan for this source is compared with, details left out."""
    refs = {
        Ref(kind, namespace, name): key
        for key, kind, namespace, name in session.execute(select(RefRow.id, RefRow.kind, RefRow.namespace, RefRow.name))
    }
    names = {key: ref for ref, key in refs.items()}
    number = source.key(session, source_name)
    return Held(
        generation=session.scalar(select(func.max(GenerationRow.id))) or 0,
        source=number,
        last_ids={table.__tablename__: session.scalar(select(func.max(table.id))) or 0 for table in NUMBERED},
        refs=refs,
        files=_files(session, number),
        entities=_entities(session, number, names),
        problems=_problems(session, number, names),
        problems_elsewhere=_problems_elsewhere(session, number),
        findings=_findings(session, names),
        etags={row.ref_id: row.etag for row in session.execute(select(ServedRow.ref_id, ServedRow.etag))},
        worded=set(session.scalars(select(WordsRow.ref_id))),
        signs=_signs(session),
        strangers=_strangers(session, number, names),
        problems_of_strangers=_problems_of_strangers(session, number, names),
        has_needs=session.scalar(select(NeedRow.source_ref).limit(1)) is not None,
        policy=policies(session).get(source_name),
        waivers=_waivers(session, names),
        metrics={(name, scope): value for name, scope, value in session.execute(queries.latest_metrics())},
        levels={names[row.ref_id]: row.reached for row in session.execute(select(LevelRow.ref_id, LevelRow.reached))},
        sections={row.name: row.digest for row in session.execute(select(SectionRow.name, SectionRow.digest))},
        moments={row.id: row.at for row in session.execute(select(GenerationRow.id, GenerationRow.at))},
    )


def closed(session: Session, rules: Collection[str]) -> list[HeldSpell]:
    """What these rules found and find no more."""
    found = session.execute(queries.closed_findings(rules))
    return [HeldSpell(rule, Ref.parse(canonical), begun, ended or begun) for canonical, rule, begun, ended in found]


def points(session: Session, until: datetime) -> dict[tuple[str, str], list[tuple[int, datetime]]]:
    """The generations and times of what was measured up to a time, by name and scope."""
    found: dict[tuple[str, str], list[tuple[int, datetime]]] = defaultdict(list)
    for name, scope, generation, at in session.execute(queries.metric_moments(until)):
        found[name, scope].append((generation, at))
    return found


def details(session: Session, ids: Collection[int], sections: Collection[str] = ()) -> Details:
    """What these entities and sections of alignment are compared with once it is known that they change."""
    versions: dict[int, HeldVersion] = {}
    relations: dict[int, dict[Half, int]] = {}
    tags: dict[int, set[str]] = defaultdict(set)
    words: dict[int, Row] = {}
    needs: dict[Need, edges.Details] = {}
    for some in batches(ids):
        for key, begun, document in session.execute(
            select(VersionRow.ref_id, VersionRow.generation_from, VersionRow.document).where(
                VersionRow.ref_id.in_(some), VersionRow.generation_to.is_(None)
            )
        ):
            versions[key] = HeldVersion(begun, document)
        for key, row, near, kind, far in session.execute(
            select(
                RelationRow.declared_by,
                RelationRow.id,
                RelationRow.source_ref,
                RelationRow.type,
                RelationRow.target_ref,
            ).where(RelationRow.declared_by.in_(some), RelationRow.generation_to.is_(None))
        ):
            relations.setdefault(key, {})[Half(near, kind, far)] = row
        for key, tag in session.execute(select(TagRow.ref_id, TagRow.tag).where(TagRow.ref_id.in_(some))):
            tags[key].add(tag)
        for row_ in session.scalars(select(WordsRow).where(WordsRow.ref_id.in_(some))):
            words[row_.ref_id] = _columns(row_, WORDS)
        for end in (NeedRow.source_ref, NeedRow.target_ref):
            found = session.execute(select(*_NEED).where(end.in_(some)))
            needs |= {Need(*row[:3]): edges.Details(*row[3:]) for row in found}
    return Details(versions, relations, tags, words, needs, _alignment(session, sections))


def _alignment(session: Session, sections: Collection[str]) -> dict[tuple[str, str], HeldAlignment]:
    columns = (
        AlignmentRow.section,
        AlignmentRow.key,
        AlignmentRow.ref_id,
        AlignmentRow.team_ref_id,
        AlignmentRow.verdict,
        AlignmentRow.weight,
        AlignmentRow.document,
    )
    found = session.execute(select(*columns).where(AlignmentRow.section.in_(sections)))
    return {(row[0], row[1]): HeldAlignment(*row[2:]) for row in found}


def _files(session: Session, number: int) -> dict[str, HeldFile]:
    found = session.scalars(select(FileRow).where(FileRow.source_id == number))
    return {row.path: HeldFile(row.id, row.sha256, row.state, row.reason) for row in found}


def _entities(session: Session, number: int, names: Mapping[int, Ref]) -> dict[Ref, HeldEntity]:
    found = session.execute(
        select(EntityRow.ref_id, EntityRow.digest, EntityRow.stale, EntityRow.stale_reason)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .where(FileRow.source_id == number)
    )
    return {names[row.ref_id]: HeldEntity(*row) for row in found}


def _problems(session: Session, number: int, names: Mapping[int, Ref]) -> list[HeldProblem]:
    found = session.execute(
        select(ProblemRow, FileRow.path)
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .where(FileRow.source_id == number)
        .order_by(ProblemRow.id)
    )
    return [
        HeldProblem(row.id, path, None if row.ref_id is None else names[row.ref_id], _columns(row, PROBLEM))
        for row, path in found
    ]


def _problems_elsewhere(session: Session, number: int) -> Counter[str]:
    found = session.execute(
        select(ProblemRow.severity, func.count().label("number"))
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .where(FileRow.source_id != number)
        .group_by(ProblemRow.severity)
    )
    return Counter({row.severity: row.number for row in found})


def _signs(session: Session) -> dict[int, frozenset[Pair]]:
    """What `fields.signs` made of each entity that has fields."""
    found: dict[int, set[Pair]] = {ref: set() for ref in session.scalars(queries.with_fields())}
    for ref, key, value in session.execute(queries.signs()):
        found[ref].add((key, value))
    return {ref: frozenset(pairs) for ref, pairs in found.items()}


def _strangers(session: Session, number: int, names: Mapping[int, Ref]) -> dict[Ref, Stranger]:
    found = session.execute(
        select(EntityRow.ref_id, SourceRow.name, EntityRow.stale)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .join(SourceRow, SourceRow.id == FileRow.source_id)
        .where(SourceRow.id != number)
    )
    return {names[ref]: Stranger(source, stale) for ref, source, stale in found}


def _problems_of_strangers(session: Session, number: int, names: Mapping[int, Ref]) -> list[Sign]:
    found = session.execute(
        select(ProblemRow.ref_id, ProblemRow.code, ProblemRow.severity)
        .join(FileRow, FileRow.id == ProblemRow.file_id)
        .where(FileRow.source_id != number, ProblemRow.ref_id.is_not(None))
    )
    return [Sign(names[ref], code, severity) for ref, code, severity in found if ref is not None]


def _findings(session: Session, names: Mapping[int, Ref]) -> dict[tuple[str, Ref, str], HeldFinding]:
    found = session.scalars(select(FindingRow).where(FindingRow.last_generation.is_(None)))
    return {
        (row.rule, names[row.ref_id], row.target): HeldFinding(row.id, row.first_generation, _columns(row, FINDING))
        for row in found
    }


def _waivers(session: Session, names: Mapping[int, Ref]) -> dict[tuple[str, Ref], HeldWaiver]:
    found = session.scalars(select(WaiverRow))
    return {(row.rule, names[row.ref_id]): HeldWaiver(row.id, _columns(row, WAIVER)) for row in found}


def _columns(row: FindingRow | ProblemRow | WaiverRow | WordsRow, names: Iterable[str]) -> Row:
    return {name: getattr(row, name) for name in names}
