"""What to say about a descriptor that somebody is writing, before it is in any source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app import reading, rules
from app.catalog import Catalog
from app.descriptors import settling
from app.descriptors.settling import Settled
from app.entities import Entity, Ref
from app.errors import EnsembleError
from app.problems import Finding, Problem
from app.questions import names, ruling
from app.rules.references import pointing
from app.store import queries, rows
from app.tree import Refusal

MOST_NAMED = 2_000
"""How many other entities a text may name; a descriptor of people's own names a dozen."""

_AT_ONCE = 500
_MOST_SUGGESTED = 20
_HOLDERS = ("system", "domain")


class TooManyNamesError(EnsembleError):
    """A text names more entities than are looked up for it."""

    def __init__(self) -> None:
        super().__init__(
            f"The text names more than {MOST_NAMED:,} other entities. "
            "Post less at once, or check the files with `ensemble check`."
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is wrong with the text as it stands, and what the rules find of the entities in it."""

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    entities: tuple[Entity, ...]


class _Posted:
    """The one file there is. What it includes is out of reach, which is nobody's fault."""

    def __init__(self, path: str, raw: bytes) -> None:
        self._path = path
        self._raw = raw

    def glob(self, pattern: str) -> Sequence[str]:
        """Whatever is named may be there."""
        return [pattern]

    def read(self, path: str, limit: int) -> bytes | Refusal:
        """The posted text by its path."""
        if path != self._path:
            return Refusal("target-elsewhere", "Only the text itself is looked at here.", "")
        if len(self._raw) > limit:
            return Refusal("file-too-large", f"It has more than {limit:,} bytes.", "Split it.")
        return self._raw


def check(session: Session, raw: bytes, path: str, as_of: date) -> Proposal:
    """Check one file's bytes as if it stood in the catalog, in place of what the catalog holds of its entities.

    What is judged by is the policy that rules, and never one that is posted.
    Of the catalog only what the text names is read, so rules that need all of it are left out. Raises
    `TooManyNamesError`.
    """
    found = reading.read(_Posted(path, raw), roots=[path])
    settled = _settled(session, found.entities)
    entities = tuple(each.entity for each in settled)
    problems = [problem for problem in found.problems if problem.code != "ref-without-kind"]
    problems += [problem for each in settled for problem in each.problems]
    refs = {entity.ref for entity in entities}
    catalog = Catalog((*entities, *_around(session, entities)), as_of)
    policy = ruling.policy(session)
    near = replace(policy, off=policy.off | rules.FROM_AFAR)
    findings = tuple(finding for finding in rules.check(catalog, near) if finding.ref in refs)
    return Proposal(tuple(sorted(problems)), findings, entities)


def _settled(session: Session, entities: Sequence[Entity]) -> list[Settled]:
    """The entities with what names no kind resolved by all names there are, not only by those in the text."""
    posted = settling.by_name(entities)
    looked_up: dict[str, list[Ref]] = {}

    def names_of(name: str, namespace: str) -> set[Ref]:
        if name not in looked_up:
            if len(looked_up) == MOST_NAMED:
                raise TooManyNamesError
            looked_up[name] = [Ref.parse(row.canonical) for row in session.execute(queries.named(name))]
        return {*posted(name, namespace), *(ref for ref in looked_up[name] if ref.namespace == namespace)}

    return [settling.settle(entity, names_of) for entity in entities]


def _around(session: Session, entities: Iterable[Entity]) -> list[Entity]:
    """The stored entities that rules look at when they judge these."""
    posted = {entity.ref: entity for entity in entities}
    references = (each for entity in posted.values() for each in (*entity.references, *pointing(entity)))
    named = {reference.target for reference in references if reference.target}
    named |= set(_witnesses(session))
    named |= {ref for team in posted if team.kind == "group" for ref in _people_and_things(session, team)}
    wanted = named - posted.keys()
    if len(wanted) > MOST_NAMED:
        raise TooManyNamesError
    loaded: dict[Ref, Entity] = {}
    while wanted:
        fresh = {entity.ref: entity for entity in _load(session, wanted)}
        loaded |= fresh
        wanted = {outer for entity in fresh.values() for outer in _outer(entity)} - loaded.keys() - posted.keys()
    missing = sorted(named - loaded.keys() - posted.keys())[:_MOST_SUGGESTED]
    alike = {Ref.parse(near) for ref in missing for near in names.near(session, ref.name, ref.kind)}
    meant = list(_load(session, alike - loaded.keys() - posted.keys()))
    # Where a service is named for one of its APIs, the API is what the remedy names.
    provided = {each.target for entity in meant for each in entity.relations if each.type == "providesApi"}
    return [*loaded.values(), *meant, *_load(session, provided)]


def _witnesses(session: Session) -> Iterator[Ref]:
    """One team and one person, if there are any: rules are silent about both in a catalog that names none."""
    for kind in ("group", "user"):
        for row in session.execute(queries.entities(kinds=(kind,)).limit(1)):
            yield Ref.parse(row.canonical)


def _people_and_things(session: Session, team: Ref) -> Iterator[Ref]:
    """Who says to be in a team, and what names it as the owner."""
    for row in session.execute(queries.relations(team, "hasMember", "ownerOf").limit(MOST_NAMED)):
        yield Ref.parse(row.canonical)


def _outer(entity: Entity) -> Iterator[Ref]:
    """What an owner may be inherited from, further out, and who that owner is."""
    if entity.ref.kind in _HOLDERS and entity.owner is not None:
        yield entity.owner
    yield from (each.target for each in entity.relations if each.type == "partOf" and each.target.kind in _HOLDERS)


def _load(session: Session, refs: Iterable[Ref]) -> Iterator[Entity]:
    wanted = sorted(refs)
    for start in range(0, len(wanted), _AT_ONCE):
        for row in session.execute(queries.documents(wanted[start : start + _AT_ONCE])):
            yield rows.entity_of(*row)
