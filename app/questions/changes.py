"""What came into the catalog, changed in it and went from it lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app import differences
from app.differences import Difference
from app.entities import Ref
from app.questions import mention
from app.questions.history import Turn
from app.questions.mention import Mention
from app.questions.moments import utc
from app.store import queries

WEEK = timedelta(days=7)
MOST = 10
FIELDS = 2
"""How many fields of one change are told where many changes stand below each other."""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of an entity. Only a change has `differences`; `left_out` counts those beyond the limit."""

    turn: Turn
    entity: Mention
    at: datetime
    differences: tuple[Difference, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a time, newest first; the numbers count all of it, `events` stops at a limit.

    `began` is when the catalog was filled for the first time, where that was since: what it held then is no news,
    and counted apart as `first`.
    """

    since: datetime
    events: tuple[Event, ...]
    registered: int
    changed: int
    removed: int
    began: datetime | None
    first: int

    @property
    def total(self) -> int:
        """All that happened."""
        return self.registered + self.changed + self.removed


def since(session: Session, moment: datetime, most: int = MOST) -> Changes:
    """What happened since a time, in five queries at the most."""
    after = session.scalar(queries.generation_before(moment.replace(tzinfo=None)))
    began, first = None, 0
    if after is None:
        found = session.execute(queries.first_generation()).first()
        if found is None:
            return Changes(moment, (), 0, 0, 0, None, 0)
        after, began, first = found[0], utc(found[1]), found[2]
    rows = session.execute(queries.turns(after).limit(most)).all()
    registered, changed, removed = session.execute(queries.turn_counts(after)).one() if rows else (0, 0, 0)
    return Changes(moment, _events(session, rows), registered, changed, removed, began, first)


def _turn(row: Any) -> Turn:
    _, _, _, came, ended = row
    if came is None:
        return Turn.REMOVED
    return Turn.CHANGED if ended is not None else Turn.REGISTERED


def _events(session: Session, rows: Sequence[Any]) -> tuple[Event, ...]:
    known = mention.known(session, [Ref.parse(row.canonical) for row in rows])
    changed = [row for row in rows if _turn(row) is Turn.CHANGED]
    wanted = {(name, generation) for _, name, _, *both in changed for generation in both}
    found = session.execute(queries.version_documents(sorted(wanted))) if wanted else ()
    documents = {(name, generation): document for name, generation, document in found}
    return tuple(_event(row, known[Ref.parse(row.canonical)], documents) for row in rows)


def _event(row: Any, entity: Mention, documents: dict[tuple[str, int], str]) -> Event:
    _, name, at, came, ended = row
    if _turn(row) is not Turn.CHANGED:
        return Event(_turn(row), entity, utc(at))
    found = differences.between(orjson.loads(documents[name, ended]), orjson.loads(documents[name, came]))
    told = tuple(islice(found, FIELDS))
    return Event(Turn.CHANGED, entity, utc(at), told, sum(1 for _ in found))
