"""What is known of a source as a whole: when it was read, what came of it, and whether it can be read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.store import queries
from app.store.models import SourceRow


@dataclass(frozen=True)
class Origin:
    """What a source is, for people who look where its entities come from; `commit` is the one that was read."""

    kind: str = "folder"
    location: str = ""
    commit: str | None = None


def mark_read(session: Session, name: str, origin: Origin, moment: datetime) -> None:
    """Say that the source was read as a whole."""
    row = _row(session, name, origin, moment)
    row.state = "fresh"
    row.read_at = moment
    row.stale_since = row.reason = None
    session.flush()


def mark_stale(session: Session, name: str, origin: Origin, moment: datetime, *, reason: str) -> None:
    """Say that the source cannot be read and is shown as it was."""
    row = _row(session, name, origin, moment)
    row.state = "stale"
    row.stale_since = row.stale_since or moment
    row.reason = reason
    session.flush()


def conclude(session: Session, name: str, fingerprint: str, generation: int) -> None:
    """Say from what which generation was concluded."""
    session.execute(
        update(SourceRow).where(SourceRow.name == name).values(fingerprint=fingerprint, generation=generation)
    )


def concluded(session: Session, name: str, fingerprint: str, generation: int) -> bool:
    """Whether this very reading led to this very generation, so that no look at it can find anything new."""
    row = session.scalar(queries.source(name))
    return row is not None and (row.fingerprint, row.generation) == (fingerprint, generation)


def key(session: Session, name: str) -> int:
    """The id of a source, or the one it gets when it is first written."""
    known = session.scalar(select(SourceRow.id).where(SourceRow.name == name))
    return known or (session.scalar(select(func.max(SourceRow.id))) or 0) + 1


def _row(session: Session, name: str, origin: Origin, moment: datetime) -> SourceRow:
    row = session.scalar(queries.source(name))
    if row is None:
        number = key(session, name)
        row = SourceRow(id=number, name=name, priority=number, read_at=moment)
        session.add(row)
    row.kind = origin.kind
    row.location = origin.location
    return row
