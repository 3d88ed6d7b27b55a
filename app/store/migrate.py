"""Bringing a database to the tables this build knows, and refusing to work on any other."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

from app.errors import SchemaMismatchError
from app.store import database

_SETTINGS = Path(__file__).parents[2] / "alembic.ini"


def upgrade(url: str, revision: str = "head") -> None:
    """Move the database forward, to the newest revision where none is named; all of the way or not at all."""
    with database.migrating(url) as connection:
        _refuse_newer(_revision(connection))
        command.upgrade(_alembic(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Move the database back to a revision, or to `base`, where there are no tables."""
    with database.migrating(url) as connection:
        _refuse_newer(_revision(connection))
        command.downgrade(_alembic(connection), revision)


def current(sessions: sessionmaker[Session]) -> str | None:
    """The revision the database is at; none before its first upgrade."""
    with database.reading(sessions) as session:
        return _revision(session.connection())


def check(sessions: sessionmaker[Session]) -> None:
    """Raise `SchemaMismatchError` unless the database is at the revision this build knows."""
    found, known = current(sessions), head()
    _refuse_newer(found)
    if found != known:
        at = f"at revision {found}" if found else "empty"
        raise SchemaMismatchError(
            f"The database is {at}, and this build works on revision {known}. Run `ensemble db upgrade`."
        )


def head() -> str:
    """The revision this build knows."""
    return _known()[0]


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in _known():
        raise SchemaMismatchError(
            f"The database is at revision {found}, which is newer than this build; it knows {head()}. "
            "Run the newer Ensemble, or restore the backup made before the upgrade."
        )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _known() -> tuple[str, ...]:
    """The revisions of this build, newest first; they do not change while it runs."""
    scripts = ScriptDirectory.from_config(Config(_SETTINGS))
    return tuple(script.revision for script in scripts.walk_revisions())


def _alembic(connection: Connection) -> Config:
    return Config(_SETTINGS, attributes={"connection": connection})
