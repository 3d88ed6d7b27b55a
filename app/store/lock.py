"""The lock that lets one sync run at a time, in any process on any host.

It is a row, taken and renewed in small transactions of their own, so that reading a source for minutes
keeps no writer waiting. A holder that dies is replaced: at once where it ran on this host, else when its
time runs out. One that was replaced unawares cannot commit, since the row tells another fence by then.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app.errors import DatabaseBusyError, SyncRunningError
from app.store.database import writing
from app.store.models import Moment, SyncLockRow

TERM = timedelta(seconds=60)
"""How long a holder that says nothing more is believed to be alive."""

_RENEWAL = TERM.total_seconds() / 3
_POLL = 0.2
_SERVER_CLOCK = func.timezone("utc", func.clock_timestamp(), type_=Moment)


@dataclass(frozen=True)
class Grip:
    """The lock in somebody's hand. `holder` is host, process and a random word, with colons between."""

    holder: str
    fence: int

    def confirm(self, session: Session) -> None:
        """Make sure, for the rest of the session's transaction, that nobody else has the lock.

        Raises `SyncRunningError` where somebody has taken it over meanwhile.
        """
        row = session.scalar(
            select(SyncLockRow)
            .where(SyncLockRow.fence == self.fence)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if row is None or row.holder != self.holder:
            raise SyncRunningError(
                "Another sync has taken the lock over, because this one seemed dead. Nothing is written."
            )

    def release(self, session: Session) -> None:
        """Let go, unless it is somebody else's."""
        self._set(session, holder=None, until=None)

    def renew(self, session: Session) -> bool:
        """Say that the holder is alive; no where the lock is somebody else's."""
        return self._set(session, until=now(session) + TERM)

    def _set(self, session: Session, **values: object) -> bool:
        mine = (SyncLockRow.fence == self.fence, SyncLockRow.holder == self.holder)
        result = session.connection().execute(update(SyncLockRow).where(*mine).values(**values))
        return bool(result.rowcount)


@contextmanager
def held(sessions: sessionmaker[Session], wait: float = 0) -> Iterator[Grip]:
    """Hold the lock, waiting up to `wait` seconds for it; raises `SyncRunningError` after that."""
    grip = _take(sessions, wait)
    over = threading.Event()
    heart = threading.Thread(target=_beat, args=(sessions, grip, over), name="sync-lock", daemon=True)
    heart.start()
    try:
        yield grip
    finally:
        over.set()
        heart.join()
        # What was committed stays committed; a lock that cannot be let go of now runs out by itself.
        with suppress(DatabaseBusyError, OperationalError), writing(sessions) as session:
            grip.release(session)


def now(session: Session) -> datetime:
    """The moment, in UTC, by the one clock that all hosts share."""
    if session.get_bind().dialect.name == "postgresql":
        return session.scalars(select(_SERVER_CLOCK)).one()
    return datetime.now(UTC).replace(tzinfo=None)


def _take(sessions: sessionmaker[Session], wait: float) -> Grip:
    end = time.monotonic() + wait
    while True:
        found = _try(sessions)
        if isinstance(found, Grip):
            return found
        if time.monotonic() >= end:
            raise SyncRunningError(f"Another sync is running{found}. Try again when it is done, or wait for it.")
        time.sleep(_POLL)


def _try(sessions: sessionmaker[Session]) -> Grip | str:
    """The lock, or who has it."""
    try:
        with writing(sessions) as session:
            # Whoever is about to commit has locked the row: that is an answer, not a reason to wait.
            row = session.scalar(select(SyncLockRow).with_for_update(skip_locked=True))
            if row is None:
                return ""
            moment = now(session)
            if row.holder and row.until and row.until > moment and not _is_dead(row.holder):
                return f" (process {row.holder.split(':')[1]} on {row.holder.split(':')[0]})"
            row.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"
            row.fence += 1
            row.until = moment + TERM
            return Grip(row.holder, row.fence)
    except DatabaseBusyError:
        return ""


def _is_dead(holder: str) -> bool:
    """Whether the holder ran on this host and does no more; of other hosts nothing is known."""
    host, process, _ = holder.split(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _beat(sessions: sessionmaker[Session], grip: Grip, over: threading.Event) -> None:
    while not over.wait(_RENEWAL):
        try:
            with writing(sessions) as session:
                if not grip.renew(session):
                    return
        except (DatabaseBusyError, OperationalError):
            # The next beat may get through; if none does, the fence tells before anything is written.
            continue
