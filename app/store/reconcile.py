"""From what the database holds and what a run saw to the rows that differ, and writing them.

`plan` is pure: the same holdings and the same run give the same rows, ids included. `carry_out` writes
them and decides nothing. A row that would stay as it is is not written.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import NamedTuple, TypeAlias

import orjson
from sqlalchemy import BindParameter, ColumnElement, Table, bindparam, delete, update
from sqlalchemy.orm import Session

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.graph import edges, network
from app.policy import Waiver
from app.problems import Finding, Problem, Severity
from app.store import bulk, fields, filing
from app.store.fields import Pair
from app.store.held import Details, Half, Held, HeldAlignment, HeldEntity, HeldFile, HeldPolicy, HeldProblem, Need
from app.store.models import Base
from app.store.rows import (
    Row,
    alignment_key,
    entity_row,
    finding_row,
    problem_row,
    served_row,
    tags,
    waiver_row,
    words_row,
)

TABLES: Mapping[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}
"""Every table by name, those that others point at first."""


@dataclass(frozen=True)
class FileSeen:
    """A file of the source as the run saw it; the reason is said where the state is `failed`."""

    path: str
    sha256: str
    state: str
    reason: str | None = None


Entry: TypeAlias = tuple[str, str, Ref | None, Ref | None, str, int, str]
"""A row of alignment: its section, its key there, what it is about, whose that is, verdict, weight and JSON."""


class Section(NamedTuple):
    """A section of alignment, and a digest of all it says."""

    digest: str
    entries: Sequence[Entry]


def sections(entries: Iterable[Entry]) -> dict[str, Section]:
    """Entries by their sections, each with its digest."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry[0]].append(entry)
    return {name: Section(_digest(some), some) for name, some in found.items()}


def _digest(entries: Iterable[Entry]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(repr(entry).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Run:
    """What one run concluded about one source.

    `catalog` is everything there is now: of this source and of others, stale entities included.
    `entities` are those that the source's files yield, `stale` those they held before and may still
    hold, with the reason. An entity in neither is gone.
    """

    source: str
    commit: str | None
    fingerprint: str
    moment: datetime
    catalog: Catalog
    entities: Sequence[Entity]
    stale: Mapping[Ref, str]
    files: Sequence[FileSeen]
    problems: Sequence[Problem]
    findings: Sequence[Finding]
    policy: HeldPolicy | None = None
    """The source's own, as it was when it could last be read."""
    waivers: Mapping[Waiver, int] = field(default_factory=dict)
    """Those of the policy that rules, and how many findings each hides."""
    levels: Mapping[Ref, int] = field(default_factory=dict)
    measures: Mapping[tuple[str, str], float] = field(default_factory=dict)
    outdated: Mapping[tuple[str, str], Collection[int]] = field(default_factory=dict)
    """The points of measures that need not be kept any longer, by their generations."""
    alignment: Mapping[str, Section] = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """How many entities are new, have another document, and are gone; how many are stale now."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    stale: int = 0


@dataclass
class Plan:
    """The rows to write by table: whole ones to insert, keys with what changes to update, keys to delete."""

    generation: int
    changes: Changes
    counts: Mapping[str, Mapping[str, int]]
    """Of the whole catalog: entities by kind, findings and problems by severity."""
    filed: dict[int, frozenset[Pair]] = field(default_factory=dict)
    """By entity any of whose fields is another than before: its signs. The others follow from what is served."""
    unfiled: list[int] = field(default_factory=list)
    """The entities that have fields and are gone."""
    inserts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    deletes: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def empty(self) -> bool:
        """Whether the database holds all of this already."""
        if self.filed or self.unfiled:
            return False
        return not any(rows for tables in (self.inserts, self.updates, self.deletes) for rows in tables.values())


def drafts(held: Held, entities: Iterable[Entity]) -> dict[Ref, Row]:
    """The rows of the entities that are new or differ from what is held, by reference."""
    found = {}
    for entity in entities:
        row = entity_row(entity)
        before = held.entities.get(entity.ref)
        if before is None or before.digest != row["digest"]:
            found[entity.ref] = row
    return found


def gone(held: Held, run: Run) -> list[Ref]:
    """The entities of the source that no file yields any more, and none can be hiding."""
    here = {entity.ref for entity in run.entities}
    return [ref for ref in held.entities if ref not in here and ref not in run.stale]


def changed_sections(held: Held, run: Run) -> list[str]:
    """The sections of alignment of which anything changed, those first that are there now."""
    gone_now = [name for name in held.sections if name not in run.alignment]
    return [*(name for name, each in run.alignment.items() if held.sections.get(name) != each.digest), *gone_now]


def plan(held: Held, details: Details, run: Run, drafted: Mapping[Ref, Row]) -> Plan:
    """The rows in which the database differs from what the run saw.

    `details` are those of the entities that are `drafted` or `gone`, and of `changed_sections`. The next generation is
    part of the plan where any row of the catalog is, or where there is none yet.
    """
    return _Planner(held, details, run, drafted).plan()


def carry_out(session: Session, planned: Plan) -> None:
    """Write a plan within the caller's transaction; statements are by table, not by row."""
    connection = session.connection()
    for name, table in TABLES.items():
        if rows := planned.inserts.get(name):
            columns = [*rows[0]]
            bulk.insert(connection, table, columns, ([row[column] for column in columns] for row in rows))
        # Rows that change in the same columns are changed by the same statement.
        for columns, alike in groupby(sorted(planned.updates.get(name, ()), key=_columns), key=_columns):
            keys = _keys(table)
            values: dict[str, BindParameter[object]] = {
                column: bindparam(f"new_{column}") for column in columns if column not in keys
            }
            changed = update(table).where(*_is_row(table)).values(values)
            connection.execute(changed, [_bound(row, keys) for row in alike])
    for name, table in reversed(list(TABLES.items())):
        if rows := planned.deletes.get(name):
            gone_now = delete(table).where(*_is_row(table))
            connection.execute(gone_now, [_bound(row, _keys(table)) for row in rows])
    filing.write(connection, planned.filed, planned.unfiled)


def _columns(row: Row) -> list[str]:
    return sorted(row)


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _is_row(table: Table) -> list[ColumnElement[bool]]:
    return [table.c[key] == bindparam(f"key_{key}") for key in _keys(table)]


def _bound(row: Row, keys: Sequence[str]) -> Row:
    return {f"{'key' if column in keys else 'new'}_{column}": value for column, value in row.items()}


class _Planner:
    """Goes from table to table, giving out ids as rows come up."""

    def __init__(self, held: Held, details: Details, run: Run, drafted: Mapping[Ref, Row]) -> None:
        self._held = held
        self._details = details
        self._run = run
        self._drafted = drafted
        self._last_ids = dict(held.last_ids)
        self._new_refs: dict[Ref, int] = {}
        self._now = held.generation + 1
        self._files: dict[str, int] = {}
        self._gone = gone(held, run)
        self._findings: dict[tuple[str, Ref, str], Finding] = {}
        for finding in run.findings:
            self._findings.setdefault(finding.key, finding)
        self._plan = Plan(self._now, self._changes(), self._counts())

    def plan(self) -> Plan:
        # What is equal otherwise is listed by its id, so that follows the order of references where it can.
        for entity in self._run.catalog:
            self._ref(entity.ref)
        self._plan_files()
        self._plan_entities()
        touched = self._plan_relations()
        self._plan_served(touched | set(self._drafted))
        self._plan_fields()
        self._plan_needs()
        self._plan_words()
        self._plan_problems()
        self._plan_findings()
        self._plan_policy()
        self._plan_waivers()
        self._plan_levels()
        self._plan_alignment()
        self._plan_metrics()
        if self._plan.empty and self._held.generation:
            self._plan.generation = self._held.generation
        else:
            self._plan_generation()
            self._plan_thinning()
        return self._plan

    def _next(self, table: str) -> int:
        self._last_ids[table] += 1
        return self._last_ids[table]

    def _insert(self, table: str, **row: object) -> None:
        self._plan.inserts[table].append(row)

    def _update(self, table: str, **row: object) -> None:
        self._plan.updates[table].append(row)

    def _delete(self, table: str, **row: object) -> None:
        self._plan.deletes[table].append(row)

    def _ref(self, ref: Ref) -> int:
        """The id of a reference; one that is named for the first time gets a row."""
        known = self._held.refs.get(ref) or self._new_refs.get(ref)
        if known is not None:
            return known
        self._new_refs[ref] = self._next("ref")
        self._insert("ref", id=self._new_refs[ref], canonical=str(ref), **ref._asdict())
        return self._new_refs[ref]

    def _ref_or_none(self, ref: Ref | None) -> int | None:
        return None if ref is None else self._ref(ref)

    def _plan_files(self) -> None:
        # Whatever a problem says of a file, there is a row for it to hang on.
        seen = {each.position.path: FileSeen(each.position.path, "", "read") for each in self._run.problems}
        seen |= {file.path: file for file in self._run.files}
        for file in seen.values():
            before = self._held.files.get(file.path)
            self._files[file.path] = before.id if before else self._next("file")
            self._plan_file(file, before)
        for path, held in self._held.files.items():
            if path not in seen:
                self._delete("file", id=held.id)

    def _plan_file(self, file: FileSeen, before: HeldFile | None) -> None:
        key = self._files[file.path]
        now = HeldFile(key, file.sha256, file.state, file.reason if file.state == _FAILED else None)
        row: Row = {**now._asdict(), "stale_since": self._run.moment if file.state == _FAILED else None}
        if before is None:
            self._insert("file", source_id=self._held.source, path=file.path, **row)
        elif before != now:
            if before.state == now.state:
                del row["stale_since"]
            self._update("file", **row)

    def _plan_entities(self) -> None:
        for entity in self._run.entities:
            before = self._held.entities.get(entity.ref)
            if entity.ref in self._drafted:
                self._plan_entity(entity, before)
            elif before is not None and before.stale:
                self._update("entity", ref_id=before.id, **_FRESH)
        for ref, reason in self._run.stale.items():
            before = self._held.entities[ref]
            if not before.stale:
                since = self._run.moment
                self._update("entity", ref_id=before.id, stale=True, stale_since=since, stale_reason=reason)
            elif before.reason != reason:
                self._update("entity", ref_id=before.id, stale_reason=reason)
        for ref in self._gone:
            key = self._held.entities[ref].id
            self._delete("entity", ref_id=key)
            self._end_version(key)

    def _plan_entity(self, entity: Entity, before: HeldEntity | None) -> None:
        key = self._ref(entity.ref)
        # What is only named has its row, too, so that whoever looks for it finds who names it.
        for reference in entity.references:
            if reference.target is not None:
                self._ref(reference.target)
        place = {"ref_id": key, "file_id": self._files[entity.path]}
        owner = None if entity.owner is None else self._ref(entity.owner)
        system = None if entity.system is None else self._ref(entity.system)
        answering = {"owner_ref_id": owner, "system_ref_id": system}
        row: Row = {**self._drafted[entity.ref], **_FRESH, **place, **answering}
        if before is None:
            self._insert("entity", **row)
        else:
            self._update("entity", **row)
        if before is None or self._differs(entity, before):
            self._end_version(key)
            span = {"generation_from": self._now, "generation_to": None}
            self._insert("version", ref_id=key, document=row["document"], commit=self._run.commit, **span)

    def _differs(self, entity: Entity, before: HeldEntity) -> bool:
        """Whether the document says something else; the order of its keys says nothing, `1` is not `1.0`."""
        return _sorted(orjson.loads(self._details.versions[before.id].document)) != _sorted(entity.document)

    def _end_version(self, key: int) -> None:
        if key in self._details.versions:
            begun = self._details.versions[key].begun
            self._update("version", ref_id=key, generation_from=begun, generation_to=self._now)

    def _plan_relations(self) -> set[Ref]:
        """Halves declared by entities that changed or went; the answer is whose relations are others now."""
        touched: set[Ref] = set()
        names = {key: ref for ref, key in self._held.refs.items()}
        declared: dict[Ref, set[tuple[Ref, str, Ref]]] = {ref: set() for ref in self._gone}
        for ref in self._drafted:
            relations = self._run.catalog[ref].relations
            declared[ref] = {(each.source, each.type, each.target) for each in relations}
        for ref, halves in declared.items():
            key = self._ref(ref)
            before = self._details.relations.get(key, {})
            now = {Half(self._ref(near), kind, self._ref(far)): near for near, kind, far in sorted(halves)}
            for half, near in now.items():
                if half not in before:
                    touched.add(near)
                    self._open_relation(half, key)
            for half, row in before.items():
                if half not in now:
                    touched.add(names[half.source])
                    self._update("relation", id=row, generation_to=self._now)
        return touched

    def _open_relation(self, half: Half, declared_by: int) -> None:
        self._insert(
            "relation",
            id=self._next("relation"),
            source_ref=half.source,
            type=half.type,
            target_ref=half.target,
            declared_by=declared_by,
            generation_from=self._now,
            generation_to=None,
        )

    def _plan_served(self, touched: Iterable[Ref]) -> None:
        for ref in sorted(touched):
            entity = self._run.catalog.get(ref)
            if entity is None:
                continue
            key = self._ref(ref)
            stranger = self._held.strangers.get(ref)
            source = stranger.source if stranger else self._run.source
            row = served_row(entity, self._run.catalog.relations(ref), source)
            if key not in self._held.etags:
                self._insert("served", ref_id=key, **row)
            elif self._held.etags[key] != row["etag"]:
                self._update("served", ref_id=key, **row)

    def _plan_fields(self) -> None:
        """The fields of what is served otherwise than before, or has other signs, or no fields yet."""
        served = {row["ref_id"] for rows in (self._plan.inserts, self._plan.updates) for row in rows["served"]}
        signs = self._signs()
        for entity in self._run.catalog:
            key = self._ref(entity.ref)
            now = signs(entity.ref)
            if key in served or self._held.signs.get(key) != now:
                self._plan.filed[key] = now
        self._plan.unfiled += [self._held.entities[ref].id for ref in self._gone]

    def _signs(self) -> Callable[[Ref], frozenset[Pair]]:
        """What there is to say of an entity, by its reference."""
        stale = {*self._run.stale, *(ref for ref, stranger in self._held.strangers.items() if stranger.stale)}
        rules: dict[Ref, set[str]] = defaultdict(set)
        codes: dict[Ref, set[str]] = defaultdict(set)
        severities: dict[Ref, set[str]] = defaultdict(set)
        missing: dict[Ref, set[str]] = defaultdict(set)
        for finding in self._findings.values():
            rules[finding.ref].add(finding.rule)
            severities[finding.ref].add(finding.severity.value)
        known = [(each.ref, each.code, each.severity.value) for each in self._run.problems]
        for ref, code, severity in (*known, *self._held.problems_of_strangers):
            if ref is not None:
                codes[ref].add(code)
                severities[ref].add(severity)
        for relation in self._run.catalog.every_relation:
            if relation.target not in self._run.catalog:
                missing[relation.source].add(str(relation.target))
        nothing: set[str] = set()
        return lambda ref: fields.signs(
            stale=ref in stale,
            findings=rules.get(ref, nothing),
            problems=codes.get(ref, nothing),
            severities=severities.get(ref, nothing),
            missing=missing.get(ref, nothing),
        )

    def _plan_needs(self) -> None:
        """Needs at either end of what changed or went; all of them where there are none yet, as after an upgrade."""
        about = {*self._drafted, *self._gone} if self._held.has_needs else None
        now = {
            Need(self._ref(edge.source), self._ref(edge.target), edge.relation): edges.Details(
                edge.criticality, edge.mode, edge.access, edge.assumed
            )
            for edge in network.needs(self._run.catalog, about)
        }
        for need, details in sorted(now.items()):
            before = self._details.needs.get(need)
            if before is None:
                self._insert("need", **_need_key(need), **details._asdict())
            elif before != details:
                self._update("need", **_need_key(need), **details._asdict())
        for need in self._details.needs:
            if need not in now:
                self._delete("need", **_need_key(need))

    def _plan_words(self) -> None:
        """Words and tags of what changed, and of whatever has none yet, stale or of another source though it be."""
        for entity in self._run.catalog:
            key = self._ref(entity.ref)
            if entity.ref not in self._drafted and key in self._held.worded:
                continue
            row = words_row(entity)
            if key not in self._held.worded:
                self._insert("words", ref_id=key, **row)
            elif self._details.words[key] != row:
                self._update("words", ref_id=key, **row)
            before, now = self._details.tags.get(key, set()), tags(entity)
            for tag in sorted(now - before):
                self._insert("tag", ref_id=key, tag=tag)
            for tag in sorted(before - now):
                self._delete("tag", ref_id=key, tag=tag)

    def _plan_problems(self) -> None:
        standing: dict[tuple[str, ...], list[HeldProblem]] = defaultdict(list)
        for held in self._held.problems:
            standing[_identity(held.path, held.row)].append(held)
        for problem in self._run.problems:
            path = problem.position.path
            ref = None if problem.ref is None else self._ref(problem.ref)
            row = problem_row(problem)
            same = standing[_identity(path, row)]
            before = same.pop(0) if same else None
            if before is None:
                begun = {"id": self._next("problem"), "first_generation": self._now}
                self._insert("problem", file_id=self._files[path], ref_id=ref, **begun, **row)
            elif (before.row, before.ref) != (row, problem.ref):
                self._update("problem", id=before.id, ref_id=ref, **row)
        for left in standing.values():
            for held in left:
                self._delete("problem", id=held.id)

    def _plan_findings(self) -> None:
        for key, finding in self._findings.items():
            row = finding_row(finding)
            before = self._held.findings.get(key)
            if before is None:
                begun = {"id": self._next("finding"), "first_generation": self._now, "last_generation": None}
                self._insert("finding", ref_id=self._ref(finding.ref), **begun, **row)
            elif before.row != row:
                self._update("finding", id=before.id, **row)
        for key, held in self._held.findings.items():
            if key not in self._findings:
                self._update("finding", id=held.id, last_generation=self._held.generation)

    def _plan_levels(self) -> None:
        for ref, reached in self._run.levels.items():
            before = self._held.levels.get(ref)
            if before is None:
                self._insert("level", ref_id=self._ref(ref), reached=reached)
            elif before != reached:
                self._update("level", ref_id=self._ref(ref), reached=reached)
        for ref in self._held.levels:
            if ref not in self._run.levels:
                self._delete("level", ref_id=self._ref(ref))

    def _plan_alignment(self) -> None:
        """The rows that differ, of the sections that do; the others are not looked at."""
        before, changed = self._details.alignment, changed_sections(self._held, self._run)
        kept: set[tuple[str, str]] = set()
        for name in changed:
            section = self._run.alignment.get(name)
            if section is None:
                self._delete("section", name=name)
                continue
            write = self._update if name in self._held.sections else self._insert
            write("section", name=name, digest=section.digest)
            for _, whole_key, about, team, verdict, weight, document in section.entries:
                key = (name, alignment_key(whole_key))
                row = HeldAlignment(self._ref_or_none(about), self._ref_or_none(team), verdict, weight, document)
                kept.add(key)
                if before.get(key) != row:
                    write = self._update if key in before else self._insert
                    write("alignment", **_alignment_row(key, row))
        for section_name, key_ in sorted(before.keys() - kept):
            self._delete("alignment", section=section_name, key=key_)

    def _plan_policy(self) -> None:
        before, now = self._held.policy, self._run.policy
        if now is None and before is not None:
            self._delete("policy", source_id=self._held.source)
        elif now is not None and before is None:
            self._insert("policy", source_id=self._held.source, **now._asdict())
        elif now is not None and before != now:
            self._update("policy", source_id=self._held.source, **now._asdict())

    def _plan_waivers(self) -> None:
        now = {(waiver.rule, waiver.ref): waiver_row(waiver, hides) for waiver, hides in self._run.waivers.items()}
        for key, row in now.items():
            before = self._held.waivers.get(key)
            if before is None:
                self._insert("waiver", id=self._next("waiver"), ref_id=self._ref(key[1]), **row)
            elif before.row != row:
                self._update("waiver", id=before.id, **row)
        for key, held in self._held.waivers.items():
            if key not in now:
                self._delete("waiver", id=held.id)

    def _plan_metrics(self) -> None:
        for (name, scope), value in sorted(self._measures().items()):
            if self._held.metrics.get((name, scope)) != value:
                self._insert("metric", generation=self._now, name=name, scope=scope, value=value)

    def _measures(self) -> dict[tuple[str, str], float]:
        """The numbers of now. What there is nothing to count of any more, such as a team that is gone, is 0 at last."""
        ended = {key: 0.0 for key in self._held.metrics if key not in self._run.measures}
        counted = {
            (name, severity.value): float(self._plan.counts[name].get(severity.value, 0))
            for name in ("findings", "problems")
            for severity in Severity
        }
        return {**ended, **self._run.measures, **counted}

    def _plan_thinning(self) -> None:
        """Take away old points, on the occasion of a generation that comes anyway."""
        for (name, scope), generations in self._run.outdated.items():
            for generation in generations:
                self._delete("metric", generation=generation, name=name, scope=scope)

    def _changes(self) -> Changes:
        known = [
            (self._run.catalog[ref], self._held.entities[ref]) for ref in self._drafted if ref in self._held.entities
        ]
        return Changes(
            added=len(self._drafted) - len(known),
            changed=sum(self._differs(entity, before) for entity, before in known),
            removed=len(self._gone),
            stale=len(self._run.stale),
        )

    def _counts(self) -> dict[str, dict[str, int]]:
        entities = Counter(entity.ref.kind for entity in self._run.catalog)
        findings = Counter(finding.severity.value for finding in self._findings.values())
        problems = Counter(problem.severity.value for problem in self._run.problems)
        problems.update(self._held.problems_elsewhere)
        return {"entities": dict(entities), "findings": dict(findings), "problems": dict(problems)}

    def _plan_generation(self) -> None:
        self._insert(
            "generation",
            id=self._now,
            at=self._run.moment,
            source_commit=self._run.commit,
            fingerprint=self._run.fingerprint,
            counts=_sorted(self._plan.counts).decode(),
        )


def _need_key(need: Need) -> Row:
    return {"source_ref": need.source, "target_ref": need.target, "relation": need.relation}


_FAILED = "failed"
_FRESH = {"stale": False, "stale_since": None, "stale_reason": None}


def _sorted(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _identity(path: str, row: Row) -> tuple[str, ...]:
    return (path, row["code"], row["pointer"], row["message"])


def _alignment_row(key: tuple[str, str], row: HeldAlignment) -> Row:
    said = {"verdict": row.verdict, "weight": row.weight, "document": row.document}
    return {"section": key[0], "key": key[1], "ref_id": row.ref, "team_ref_id": row.team, **said}
