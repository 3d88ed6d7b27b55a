"""What the catalog does not hold: whether it once did, who still names it, and what may be meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.entities import Entity, Ref
from app.positions import Position
from app.questions import mention, names, text
from app.questions.mention import Mention
from app.questions.moments import utc
from app.store import queries, rows

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Gone:
    """An entity that was: since when it is no more, its last document, and who owned it then."""

    since: datetime
    entity: Entity
    owner: Mention | None


@dataclass(frozen=True, slots=True)
class Naming:
    """An entity that names what is not there: in which field, and where."""

    by: Mention
    owner: Mention | None
    field: str
    position: Position


@dataclass(frozen=True, slots=True)
class Absent:
    """A reference that nothing answers to.

    `gone` is empty for what never was; `left_out` counts who else names it; `near` is what may be meant.
    """

    ref: Ref
    gone: Gone | None
    named_by: tuple[Naming, ...]
    left_out: int
    near: tuple[Mention, ...]


def about(session: Session, refs: Sequence[Ref]) -> Absent:
    """What there is to say of the first of these that once was, else of the first that somebody names."""
    asked = [text.askable_ref(ref) for ref in refs]
    gone = {ref: found for ref in asked if (found := _gone(session, ref))}
    naming = {ref: _naming(session, ref) for ref in asked}
    ref = next(iter(gone), None) or next((ref for ref in asked if naming[ref][0]), asked[0])
    near = mention.known(session, [Ref.parse(each) for each in names.near(session, ref.name, ref.kind)])
    return Absent(ref, gone.get(ref), *naming[ref], tuple(each for each in near.values() if each.exists))


def _gone(session: Session, ref: Ref) -> Gone | None:
    last = session.execute(queries.versions(ref).limit(1)).first()
    if last is None:
        return None
    version, _, ended = last
    if ended is None:
        return None
    # Where it stood is not kept, only what it said.
    entity = Entity(orjson.loads(version.document), "", 1)
    owner = mention.known(session, [entity.owner])[entity.owner] if entity.owner else None
    return Gone(utc(ended), entity, owner)


def _naming(session: Session, ref: Ref) -> tuple[tuple[Naming, ...], int]:
    """Who names a reference, each once, and how many there are besides."""
    query = queries.neighbours(ref)
    found = session.execute(query.limit(LIMIT)).all()
    if not found:
        return (), 0
    total = len(found) if len(found) < LIMIT else session.scalar(queries.counted(query)) or 0
    by = {mention.of_row(row).ref: row for row in found}
    owners = mention.known(session, [Ref.parse(row.owner) for row in found if row.owner])
    authors = {author.ref: author for author in rows.entities(session, queries.documents(by))}
    named = (
        Naming(mention.of_row(row), owners[Ref.parse(row.owner)] if row.owner else None, field, position)
        for other, row in by.items()
        if other in authors
        for field, position in _places(authors[other], ref)
    )
    return tuple(named), total - len(found)


def _places(author: Entity, ref: Ref) -> Iterator[tuple[str, Any]]:
    """Where an entity names a reference; the first place, if any."""
    for reference in author.references:
        if reference.target == ref:
            yield reference.field.name, author.at(reference.pointer)
            return
