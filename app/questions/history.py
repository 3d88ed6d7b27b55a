"""What an entity was before: when its document came, changed and went, and in which fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app import differences
from app.differences import Difference
from app.entities import Ref
from app.questions import text
from app.questions.moments import utc
from app.store import queries

PAGE = 5
MOST = 12
"""How many fields of one change are told; a whole rewrite is not read line by line."""


class Turn(StrEnum):
    """What became of an entity."""

    REGISTERED = "registered"
    CHANGED = "changed"
    REMOVED = "removed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Event:
    """One turn in an entity's life. Only a change has `differences`; `left_out` counts those beyond the limit.

    `generation` and `commit` are empty for what the catalog saw go: it knows when, and not by which commit.
    """

    turn: Turn
    at: datetime
    generation: int | None = None
    commit: str = ""
    differences: tuple[Difference, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """One page of events, newest first; `total` counts the documents there were, on all pages."""

    events: tuple[Event, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def of(session: Session, ref: Ref, page: int = 1, size: int = PAGE) -> History:
    """A page of an entity's history, in two queries; empty for what the catalog never held."""
    asked = Ref(*(text.askable(part) for part in ref))
    total = session.scalar(queries.version_count(asked)) or 0
    first = (page - 1) * size
    # One more on either side: what came next tells whether it went, what was before tells what changed.
    newer = 1 if first else 0
    rows = session.execute(queries.versions(asked).offset(first - newer).limit(size + newer + 1)).all()
    return History(tuple(_events(rows, newer, size)), total, page, size)


def _events(rows: Sequence[Any], start: int, size: int) -> Iterator[Event]:
    for place in range(start, min(start + size, len(rows))):
        version, begun, ended = rows[place]
        later = rows[place - 1][0] if place else None
        if ended is not None and (later is None or later.generation_from != version.generation_to):
            yield Event(Turn.REMOVED, utc(ended))
        earlier = rows[place + 1][0] if place + 1 < len(rows) else None
        yield _begun(version, begun, earlier)


def _begun(version: Any, begun: Any, earlier: Any) -> Event:
    at, commit = utc(begun.at), version.commit or ""
    if earlier is None:
        return Event(Turn.REGISTERED, at, begun.id, commit)
    if earlier.generation_to != version.generation_from:
        return Event(Turn.RETURNED, at, begun.id, commit)
    found = differences.between(orjson.loads(earlier.document), orjson.loads(version.document))
    told = tuple(islice(found, MOST))
    return Event(Turn.CHANGED, at, begun.id, commit, told, sum(1 for _ in found))
