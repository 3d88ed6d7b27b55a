"""One entity: what it is, who answers for it, what it touches and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Entity, Ref
from app.positions import Position
from app.questions import gaps, mention, names, owner
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.moments import utc
from app.questions.owner import Owner
from app.store import queries

LIMIT = 200

_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Related:
    """One relation from the entity. `declared_by` wrote it down, at `position` where that is this entity."""

    type: str
    target: Mention
    owner: Mention | None
    declared_by: Ref
    position: Position | None


@dataclass(frozen=True, slots=True)
class Stale:
    """Why an entity is shown as it was, and since when."""

    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class About:
    """Everything its page says. `source` names where the file is.

    `within` is what it is a part of, the outermost first: the domain, then the system. `relations` go by
    type, then target, and stop at a limit; `relations_left_out` counts the others.
    """

    entity: Entity
    mention: Mention
    owner: Owner
    source: str
    relations: tuple[Related, ...]
    relations_left_out: int
    gaps: tuple[Gap, ...]
    stale: Stale | None
    within: tuple[Mention, ...] = ()

    def related(self, relation_type: str) -> tuple[Related, ...]:
        """The relations of one type."""
        return tuple(each for each in self.relations if each.type == relation_type)


def about(session: Session, ref: Ref) -> About:
    """Everything about one entity; raises `EntityNotFoundError`."""
    row = names.listed(session, ref)
    answers, entity = owner.answering(session, row)
    relations, left_out = _relations(session, entity)
    return About(
        entity,
        mention.of_row(row),
        answers,
        session.scalar(queries.source_of(entity.ref)) or "",
        relations,
        left_out,
        gaps.about(session, entity.ref),
        stale(row),
        _within(session, entity.ref, relations),
    )


def stale(row: Any) -> Stale | None:
    """Why the entity of a row (`queries.LISTED`) is stale, if it is."""
    return Stale(utc(row.stale_since), row.stale_reason or "") if row.stale else None


def _within(session: Session, ref: Ref, relations: Iterable[Related]) -> tuple[Mention, ...]:
    """What the entity is a part of, and what that is a part of in turn; a question for each step outwards."""
    seen, found = {ref}, list[Mention]()
    wholes = [each.target for each in relations if each.type == "partOf"]
    while wholes and len(found) < _DEEPEST:
        # Of several, people mean the system rather than the component it is packed into.
        whole = min(wholes, key=lambda each: (each.ref.kind != "system", not each.exists, each.ref))
        if whole.ref in seen:
            break
        seen.add(whole.ref)
        found.append(whole)
        wholes = []
        if whole.exists:
            wholes = [mention.of_row(row) for row in session.execute(queries.relations(whole.ref, "partOf"))]
    return tuple(reversed(found))


def _relations(session: Session, entity: Entity) -> tuple[tuple[Related, ...], int]:
    query = queries.relations(entity.ref)
    found = session.execute(query.limit(LIMIT)).all()
    total = len(found) if len(found) < LIMIT else session.scalar(queries.counted(query)) or 0
    owners = mention.known(session, [Ref.parse(row.owner) for row in found if row.owner])
    written = {
        (reference.field.relation, reference.target): reference.pointer for reference in reversed(entity.references)
    }
    return tuple(_related(entity, row, owners, written) for row in found), total - len(found)


def _related(
    entity: Entity, row: Any, owners: Mapping[Ref, Mention], written: Mapping[tuple[str, Ref | None], str]
) -> Related:
    target = mention.of_row(row)
    pointer = written.get((row.relation, target.ref))
    return Related(
        row.relation,
        target,
        owners[Ref.parse(row.owner)] if row.owner else None,
        # Only the two ends can write a relation down.
        entity.ref if pointer else target.ref,
        entity.at(pointer) if pointer else None,
    )
