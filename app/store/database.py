"""Opening the database, and the two ways to use it: one look, or one change.

Both are whole transactions. A look is one snapshot for as long as it lasts and cannot write; a change
holds the place of the writer from its first moment. So nothing that began as a look ever turns into a
change half-way, which SQLite refuses at once, however long it was told to wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app.errors import DatabaseBusyError

PATIENCE = 5
"""Seconds that one writer waits for another."""

_WRITES = "ensemble_writes"
_LOOK = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def sessions_for(url: str) -> sessionmaker[Session]:
    """What opens sessions on the database of this address. Nothing is connected yet."""
    return sessionmaker(engine_for(url), expire_on_commit=False)


def engine_for(url: str) -> Engine:
    """The engine of this address, as `Config.database_url` writes it."""
    if is_sqlite(url):
        return _sqlite(url)
    return create_engine(url, pool_pre_ping=True, connect_args={"application_name": "ensemble"})


def is_sqlite(url: str) -> bool:
    """Whether the address names a file."""
    return make_url(url).get_backend_name() == "sqlite"


@contextmanager
def reading(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One look: everything asked within sees the same moment, and nothing can be written."""
    with sessions() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.connection(execution_options=_LOOK)
        yield session


@contextmanager
def writing(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One change: committed at the end, undone by an exception.

    Raises `DatabaseBusyError` where another process keeps the only place of a writer for too long.
    """
    with sessions() as session, session.begin():
        try:
            session.connection(execution_options={_WRITES: True})
        except OperationalError as error:
            if "database is locked" not in str(error.orig):
                raise
            raise DatabaseBusyError(
                f"Another process has been writing to the database for over {PATIENCE} seconds. Try again."
            ) from error
        yield session


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver of Python 3.11 begins transactions by guessing from the statement; SQLAlchemy's
    # `begin` event does it for all versions once the driver is told to leave it.
    connection.isolation_level = None
    # `synchronous` NORMAL may lose the last commits when the machine loses power, never the database.
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
