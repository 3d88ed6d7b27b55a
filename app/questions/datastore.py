"""A data store: what it holds, who writes and who reads it, and how that is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.documents import pointer
from app.entities import Entity, Ref
from app.graph import edges
from app.graph.edges import READING, WRITING
from app.policy import DEFAULT, Policy
from app.positions import Position
from app.questions import mention
from app.questions.mention import Mention
from app.questions.neighbourhood import Neighbourhood
from app.store import queries, rows

LIMIT = 100

_NAMING = ("dependsOn", "dependencyOf")


@dataclass(frozen=True, slots=True)
class Data:
    """What a descriptor says of the data: empty, or `None`, where it does not say."""

    classification: str = ""
    authoritative: bool | None = None
    retention: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A data store that something needs, who owns it, and what it does there: read, write, read-write or unknown."""

    store: Mention
    owner: Mention | None
    access: str
    data: Data


@dataclass(frozen=True, slots=True)
class User:
    """What needs a data store: what it does there, how much that matters, and where somebody wrote so."""

    user: Mention
    owner: Mention | None
    access: str
    criticality: str
    mode: str
    assumed: bool
    position: Position | None

    @property
    def writes(self) -> bool:
        """Whether it says that it writes."""
        return self.access in WRITING

    @property
    def reads(self) -> bool:
        """Whether it says that it reads."""
        return self.access in READING


@dataclass(frozen=True, slots=True)
class Store:
    """What a data store holds, and who uses it: those that write first. `left_out` counts users beyond the limit."""

    data: Data
    users: tuple[User, ...]
    left_out: int

    @property
    def writers(self) -> tuple[User, ...]:
        """Those that say they write."""
        return tuple(each for each in self.users if each.writes)

    @property
    def readers(self) -> tuple[User, ...]:
        """Those that say they read."""
        return tuple(each for each in self.users if each.reads)

    @property
    def unsaid(self) -> tuple[User, ...]:
        """Those that do not say what they do."""
        return tuple(each for each in self.users if not each.writes and not each.reads)

    @property
    def writing_teams(self) -> tuple[Mention, ...]:
        """The owners of those that write, each once, by reference."""
        owners = {each.owner.ref: each.owner for each in self.writers if each.owner}
        return tuple(owners[ref] for ref in sorted(owners))


def is_store(mention: Mention, policy: Policy = DEFAULT) -> bool:
    """Whether this is listed among the data stores."""
    return mention.ref.kind in ("component", "resource") and mention.type in policy.data_store_types


def data_of(entity: Entity) -> Data:
    """What `spec.data` says."""
    written = entity.spec.get("data")
    if not isinstance(written, dict):
        return Data()
    classification, retention = written.get("classification"), written.get("retention")
    authoritative = written.get("authoritative")
    return Data(
        classification if isinstance(classification, str) else "",
        authoritative if isinstance(authoritative, bool) else None,
        str(retention) if isinstance(retention, str | int) and not isinstance(retention, bool) else "",
    )


def reached(session: Session, near: Neighbourhood, policy: Policy = DEFAULT) -> tuple[Reached, ...]:
    """The data stores that the centre of a neighbourhood needs, in one query where there are any."""
    stores = {each.mention.ref: each for each in near.neighbours if is_store(each.mention, policy)}
    needed = {edge.target: edge for edge in near.needs if edge.source == near.centre.mention.ref}
    found = sorted(ref for ref in stores if ref in needed)
    data = _data(session, found)
    return tuple(
        Reached(stores[ref].mention, stores[ref].owner, needed[ref].access, data.get(ref, Data())) for ref in found
    )


def about(session: Session, store: Entity) -> Store:
    """Who uses a data store, in three queries and one more where there are many."""
    query = queries.users(store.ref)
    found = session.execute(query.limit(LIMIT)).all()
    total = len(found) if len(found) < LIMIT else session.scalar(queries.counted(query)) or 0
    mentions = [mention.of_row(row) for row in found]
    owners = mention.known(session, [Ref.parse(row.owner) for row in found if row.owner])
    authors = {entity.ref: entity for entity in _documents(session, [each.ref for each in mentions if each.exists])}
    users = (
        _user(row, each, owners, _written(store, authors.get(each.ref), each.ref))
        for row, each in zip(found, mentions, strict=True)
    )
    return Store(data_of(store), tuple(users), total - len(found))


def _user(row: Any, user: Mention, owners: Mapping[Ref, Mention], position: Position | None) -> User:
    owner = owners[Ref.parse(row.owner)] if row.owner else None
    return User(user, owner, row.access, row.criticality, row.mode, row.assumed, position)


def _written(store: Entity, author: Entity | None, user: Ref) -> Position | None:
    """Where the use is written: at its details if there are any, else where one of the two names the other."""
    for entity, other in ((author, store.ref), (store, user)):
        if entity is None:
            continue
        for key, target in edges.keys(entity):
            if target == other:
                return entity.at(pointer("spec", "dependencyDetails", key))
        for reference in entity.references:
            if reference.target == other and reference.field.name in _NAMING:
                return entity.at(reference.pointer)
    return None


def _data(session: Session, refs: Iterable[Ref]) -> Mapping[Ref, Data]:
    return {entity.ref: data_of(entity) for entity in _documents(session, list(refs))}


def _documents(session: Session, refs: list[Ref]) -> list[Entity]:
    return rows.entities(session, queries.documents(refs)) if refs else []
