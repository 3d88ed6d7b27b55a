"""Opening the database, and the ways to use it: one look, one change, or a change of the tables.

Each is a whole transaction. A look is one snapshot for as long as it lasts and cannot write; a change
holds the place of the writer from its first moment. So nothing that began as a look ever turns into a
change half-way, which SQLite refuses at once, however long it was told to wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app.errors import DatabaseBusyError, SchemaMismatchError

PATIENCE = 5
"""Seconds that one writer waits for another."""

_SQLITE_BEGIN = "ensemble_begin"
# Rows of a first sync come in no order of any index: without room for the pages they go to, each is written many times.
_LOOKING = ("PRAGMA query_only = ON", "PRAGMA cache_size = -8192", "BEGIN")
_WRITING = ("PRAGMA query_only = OFF", "PRAGMA cache_size = -65536", "BEGIN IMMEDIATE")
# A table that is written anew is dropped first, which must not take along the rows that point at it.
_MIGRATING = ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE")
_MIGRATION_LOCK = 0x656E73656D626C65
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
        with _told_when_busy():
            session.connection(execution_options={_SQLITE_BEGIN: _WRITING})
        yield session


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """One change of the tables, with everybody else who wants that waiting until it is done."""
    engine = engine_for(url)
    try:
        with engine.connect().execution_options(**{_SQLITE_BEGIN: _MIGRATING}) as connection:
            with _told_when_busy():
                transaction = connection.begin()
            with transaction:
                if engine.dialect.name == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                yield connection
                if engine.dialect.name == "sqlite":
                    _check_references(connection)
    finally:
        engine.dispose()


@contextmanager
def _told_when_busy() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if "database is locked" not in str(error.orig):
            raise
        raise DatabaseBusyError(
            f"Another process has been writing to the database for over {PATIENCE} seconds. Try again."
        ) from error


def _check_references(connection: Connection) -> None:
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        raise SchemaMismatchError(f"The migration leaves rows in {table} that point nowhere; nothing is changed.")


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    engine.dialect.statement_compiler = _Hinted
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


class _Hinted(SQLiteCompiler):
    """Passes a statement's hints on to SQLite, whose INDEXED BY stands where others have theirs."""

    def get_from_hint_text(self, table: object, text: str | None) -> str | None:
        del table
        return text


def _prepare(connection: Any, _record: object) -> None:
    # The driver of Python 3.11 begins transactions by guessing from the statement; SQLAlchemy's
    # `begin` event does it for all versions once the driver is told to leave it.
    connection.isolation_level = None
    # `synchronous` NORMAL may lose the last commits when the machine loses power, never the database.
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"):
        connection.execute(statement)


def _begin(connection: Connection) -> None:
    statements = connection.get_execution_options().get(_SQLITE_BEGIN)
    if statements is None:
        # Every answer begins with these, which cannot fail: they go straight to the driver.
        driver: Any = connection.connection.driver_connection
        for statement in _LOOKING:
            driver.execute(statement)
        return
    for statement in statements:
        connection.exec_driver_sql(statement)
