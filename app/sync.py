"""From a source's files to the catalog in the database: one transaction, one generation."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy.orm import Session, sessionmaker

from app import rules
from app.catalog import Catalog
from app.config import Config
from app.entities import Entity, Ref
from app.errors import SourceUnreadableError
from app.policy import DEFAULT, Policy
from app.positions import Position
from app.problems import Problem
from app.reading import VERSION, Cache, Progress, Reading, read
from app.store import held, lock, queries, reconcile, rows, source
from app.store.database import reading, writing
from app.store.reconcile import Changes, FileSeen, Plan, Run
from app.store.source import Origin
from app.tree import Tree

HERE = Origin()
"""A folder of this machine that is not told apart from others."""


@dataclass(frozen=True)
class Outcome:
    """What a sync came to. `problems` are the source's; `findings` count the whole catalog's by severity.

    `unchanged` means that no row of the catalog was written, and the generation is the one before.
    """

    generation: int
    changes: Changes
    problems: tuple[Problem, ...]
    findings: Mapping[str, int]
    unchanged: bool


def sync(  # noqa: PLR0913  # what a run depends on, said by whoever starts it
    sessions: sessionmaker[Session],
    source_name: str,
    tree: Tree,
    *,
    config: Config,
    as_of: date,
    policy: Policy = DEFAULT,
    origin: Origin = HERE,
    cache: Cache | None = None,
    wait: float = 0,
    progress: Progress | None = None,
) -> Outcome:
    """Make the database hold what the source holds.

    Entities of a file that fails stay as they were, stale, until the file can be read or is gone. Where
    files, problems, policy, rules and date are those of the last time, only the time of reading is
    written; where they differ and yet no row of the catalog would, the generation stays, too.

    Raises `SyncRunningError` where another sync keeps the lock for longer than `wait` seconds, and
    `SourceUnreadableError` where the source cannot be read: then nothing is concluded about its entities.
    """
    with lock.held(sessions, wait) as grip:
        with reading(sessions) as session:
            places = held.places(session, source_name)
            claimed = held.claimed(session, source_name)
        try:
            found = read(tree, exclude=config.exclude, held=places, cache=cache, progress=progress)
        except SourceUnreadableError as error:
            with writing(sessions) as session:
                grip.confirm(session)
                source.mark_stale(session, source_name, origin, lock.now(session), reason=str(error))
            raise
        seen = _seen(found, places, claimed)
        terms = _Terms(policy, as_of, origin.commit)
        fingerprint = _fingerprint(seen, terms)
        with reading(sessions) as session:
            planned = _nothing(session, source_name, seen, fingerprint) or _planned(
                session, source_name, seen, terms, fingerprint
            )
        with writing(sessions) as session:
            grip.confirm(session)
            source.mark_read(session, source_name, origin, lock.now(session))
            reconcile.carry_out(session, planned)
            source.conclude(session, source_name, fingerprint, planned.generation)
    return Outcome(planned.generation, planned.changes, seen.problems, planned.counts["findings"], planned.empty)


@dataclass(frozen=True)
class _Terms:
    """What a run is told, and does not see."""

    policy: Policy
    as_of: date
    commit: str | None


@dataclass(frozen=True)
class _Seen:
    """What a source holds, as far as it is this source's to say."""

    entities: tuple[Entity, ...]
    stale: Mapping[Ref, str]
    problems: tuple[Problem, ...]
    files: tuple[FileSeen, ...]


def _seen(found: Reading, places: Mapping[Ref, str], claimed: Mapping[Ref, Position]) -> _Seen:
    """Entities that another source holds are left to it; those that a failed file held are stale."""
    entities = tuple(entity for entity in found.entities if entity.ref not in claimed)
    yielded = {entity.ref for entity in entities}
    failed = {file.path: file.reason for file in found.files if file.state == "failed"}
    return _Seen(
        entities,
        {ref: failed[path] for ref, path in places.items() if path in failed and ref not in yielded},
        (*found.problems, *(_twice(entity, claimed) for entity in found.entities if entity.ref in claimed)),
        tuple(FileSeen(file.path, file.sha256, file.state, file.reason or None) for file in found.files),
    )


def _twice(loser: Entity, claimed: Mapping[Ref, Position]) -> Problem:
    pointer = "/metadata/name"
    message = f"Another source declares {loser.ref} already, at {claimed[loser.ref]}; that one stays."
    remedy = "Rename one of the two, or delete it."
    return Problem(loser.at(pointer), "declared-twice", message, remedy, pointer, loser.ref)


def _fingerprint(seen: _Seen, terms: _Terms) -> str:
    """What all conclusions rest on. Problems are part of it, since some rest on what is in no file."""
    files = [(file.path, file.sha256, file.state) for file in seen.files]
    material = (files, [str(problem) for problem in seen.problems], VERSION, rules.VERSION, terms.policy, terms.as_of)
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return hashlib.sha256(orjson.dumps(material, default=_plain, option=options)).hexdigest()


def _plain(value: frozenset[object] | tuple[object, ...]) -> list[object]:
    """What JSON has no form for in a policy: its sets, and tuples that have names."""
    return sorted(value, key=repr) if isinstance(value, frozenset) else list(value)


def _nothing(session: Session, source_name: str, seen: _Seen, fingerprint: str) -> Plan | None:
    """The plan to write nothing, where this very reading led to the present generation."""
    last = session.scalar(queries.current_generation())
    if last is None or not source.concluded(session, source_name, fingerprint, last.id):
        return None
    return Plan(last.id, Changes(stale=len(seen.stale)), orjson.loads(last.counts))


def _planned(session: Session, source_name: str, seen: _Seen, terms: _Terms, fingerprint: str) -> Plan:
    others = rows.entities(session, queries.whole_entities(not_of=source_name))
    last_good = [
        entity for some in rows.batches(seen.stale) for entity in rows.entities(session, queries.whole_entities(some))
    ]
    catalog = Catalog((*seen.entities, *last_good, *others), terms.as_of)
    run = Run(
        source=source_name,
        commit=terms.commit,
        fingerprint=fingerprint,
        moment=lock.now(session),
        catalog=catalog,
        entities=seen.entities,
        stale=seen.stale,
        files=seen.files,
        problems=seen.problems,
        findings=rules.check(catalog, terms.policy),
    )
    before = held.held(session, source_name)
    drafted = reconcile.drafts(before, seen.entities)
    changed = [*drafted, *reconcile.gone(before, run)]
    # What is new may have been named before.
    details = held.details(session, [before.refs[ref] for ref in changed if ref in before.refs])
    return reconcile.plan(before, details, run, drafted)
