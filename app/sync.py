"""From a source's files to the catalog in the database: one transaction, one generation."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import orjson
from sqlalchemy.orm import Session, sessionmaker

from app import measures, policy_file, rules, scorecards
from app.alignment import estate, survey
from app.catalog import Catalog
from app.config import Config
from app.entities import Entity, Ref
from app.errors import SourceUnreadableError
from app.measures import Key, Spell
from app.policy import DEFAULT, FILE, Policy
from app.policy_file import Written
from app.positions import Position
from app.problems import Finding, Problem
from app.reading import VERSION, Cache, Progress, Reading, read
from app.store import held, lock, queries, reconcile, rows, source
from app.store.database import reading, writing
from app.store.held import Held, HeldPolicy
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
    policy: Policy | None = None,
    origin: Origin = HERE,
    cache: Cache | None = None,
    wait: float = 0,
    progress: Progress | None = None,
) -> Outcome:
    """Make the database hold what the source holds.

    `policy` is judged by in place of the one that rules, which is that of the first source that has one.
    Entities of a file that fails stay as they were, stale, until the file can be read or is gone; so does
    its policy. Where files, problems, policy, rules and date are those of the last time, only the time of
    reading is written; where they differ and yet no row of the catalog would, the generation stays, too.

    Raises `SyncRunningError` where another sync keeps the lock for longer than `wait` seconds, and
    `SourceUnreadableError` where the source cannot be read: then nothing is concluded about its entities.
    """
    with lock.held(sessions, wait) as grip:
        with reading(sessions) as session:
            places = held.places(session, source_name)
            claimed = held.claimed(session, source_name)
            policies = held.policies(session)
        try:
            found = read(tree, exclude=config.exclude, held=places, cache=cache, progress=progress)
            written = policy_file.of(tree)
        except SourceUnreadableError as error:
            with writing(sessions) as session:
                grip.confirm(session)
                source.mark_stale(session, source_name, origin, lock.now(session), reason=str(error))
            raise
        policies[source_name] = _kept(written, policies.get(source_name))
        seen = _seen(found, written, places, claimed)
        terms = _Terms(policy or _ruling(policies.values()), policies[source_name], as_of, origin.commit)
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
    own: HeldPolicy | None
    """The source's policy, whether or not it rules."""
    as_of: date
    commit: str | None


@dataclass(frozen=True)
class _Seen:
    """What a source holds, as far as it is this source's to say."""

    entities: tuple[Entity, ...]
    stale: Mapping[Ref, str]
    problems: tuple[Problem, ...]
    files: tuple[FileSeen, ...]


def _kept(written: Written | None, before: HeldPolicy | None) -> HeldPolicy | None:
    """What to keep of a source's policy: as it was, where it is there and cannot be read."""
    if written is None or written.text is None:
        return before if written else None
    return HeldPolicy(FILE, written.text)


def _ruling(policies: Iterable[HeldPolicy | None]) -> Policy:
    first = next((each for each in policies if each), None)
    return policy_file.read(first.path, first.text.encode()).policy if first else DEFAULT


def _seen(found: Reading, written: Written | None, places: Mapping[Ref, str], claimed: Mapping[Ref, Position]) -> _Seen:
    """Entities that another source holds are left to it; those that a failed file held are stale."""
    entities = tuple(entity for entity in found.entities if entity.ref not in claimed)
    yielded = {entity.ref for entity in entities}
    failed = {file.path: file.reason for file in found.files if file.state == "failed"}
    twice = (_twice(entity, claimed) for entity in found.entities if entity.ref in claimed)
    files = (FileSeen(file.path, file.sha256, file.state, file.reason or None) for file in found.files)
    return _Seen(
        entities,
        {ref: failed[path] for ref, path in places.items() if path in failed and ref not in yielded},
        (*found.problems, *twice, *(written.problems if written else ())),
        (*files, *([_policy_seen(written)] if written else [])),
    )


def _policy_seen(written: Written) -> FileSeen:
    """The policy as one of the source's files; one that cannot be read has failed, and holds as it was."""
    if written.text is not None:
        return FileSeen(FILE, written.sha256, "read")
    first = written.problems[0]
    return FileSeen(FILE, written.sha256, "failed", f"{first.position}: {first.message}")


def _twice(loser: Entity, claimed: Mapping[Ref, Position]) -> Problem:
    pointer = "/metadata/name"
    message = f"Another source declares {loser.ref} already, at {claimed[loser.ref]}; that one stays."
    remedy = "Rename one of the two, or delete it."
    return Problem(loser.at(pointer), "declared-twice", message, remedy, pointer, loser.ref)


def _fingerprint(seen: _Seen, terms: _Terms) -> str:
    """What all conclusions rest on. Problems are part of it, since some rest on what is in no file."""
    files = [(file.path, file.sha256, file.state) for file in seen.files]
    versions = (VERSION, rules.VERSION, survey.VERSION, measures.VERSION, scorecards.VERSION)
    material = (files, [str(problem) for problem in seen.problems], versions, terms.policy, terms.as_of)
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
    judgement = rules.judge(catalog, terms.policy)
    findings = judgement.findings
    surveyed = survey.survey(estate.of(catalog, terms.policy))
    hides = {waived.waiver: len(waived.findings) for waived in judgement.waived}
    before = held.held(session, source_name)
    moment = lock.now(session)
    run = Run(
        source=source_name,
        commit=terms.commit,
        fingerprint=fingerprint,
        moment=moment,
        catalog=catalog,
        entities=seen.entities,
        stale=seen.stale,
        files=seen.files,
        problems=seen.problems,
        findings=findings,
        policy=terms.own,
        waivers={waiver: hides.get(waiver, 0) for waiver in terms.policy.waivers},
        levels={ref: card.reached for ref, card in scorecards.scorecard(catalog, findings, terms.policy).items()},
        measures={
            **{key: before.metrics[key] for key in measures.LASTING if key in before.metrics},
            **measures.measure(catalog, findings, terms.policy, surveyed),
            **measures.over_time(catalog, _spells(session, before, findings, moment)),
        },
        outdated=_outdated(session, before, moment),
        alignment=reconcile.sections(surveyed.entries()),
    )
    drafted = reconcile.drafts(before, seen.entities)
    changed = [*drafted, *reconcile.gone(before, run)]
    # What is new may have been named before.
    known = [before.refs[ref] for ref in changed if ref in before.refs]
    details = held.details(session, known, reconcile.changed_sections(before, run))
    return reconcile.plan(before, details, run, drafted)


def _spells(session: Session, before: Held, findings: Sequence[Finding], moment: datetime) -> Iterator[Spell]:
    """Since when everything is found that this run finds, and how long was found what it finds no more."""
    now = {finding.key for finding in findings}
    for rule, ref, target in now:
        known = before.findings.get((rule, ref, target))
        yield Spell(rule, ref, before.moments[known.begun] if known else moment)
    for (rule, ref, target), known in before.findings.items():
        if (rule, ref, target) not in now:
            yield Spell(rule, ref, before.moments[known.begun], moment)
    for spell in held.closed(session, measures.UNOWNED):
        # What found it last is one generation, what found it no more the next.
        yield Spell(spell.rule, spell.ref, before.moments[spell.begun], before.moments.get(spell.ended + 1, moment))


def _outdated(session: Session, before: Held, moment: datetime) -> dict[Key, list[int]]:
    """The points that need not be kept any longer; nothing is looked for twice on one day."""
    if before.moments and max(before.moments.values()).date() == moment.date():
        return {}
    today = moment.date()
    old = held.points(session, datetime.combine(measures.settled(today), time.min))
    dropped = {key: list(measures.thinned(points, today)) for key, points in old.items()}
    return {key: generations for key, generations in dropped.items() if generations}
