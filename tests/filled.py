"""A database that holds a source, of whichever kind a fixture is run with."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.config import Config
from app.store import database, migrate
from app.sync import sync
from app.tree import Tree
from tests.conftest import TODAY
from tests.databases import Server


@contextmanager
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, source: str, tree: Tree
) -> Iterator[str]:
    """The address of a database of the kind that the fixture's parameter names, with this source read into it."""
    server: Server | None = None
    if request.param == "sqlite":
        name, url = "", f"sqlite:///{tmp_path_factory.mktemp('filled') / 'ensemble.db'}"
        migrate.upgrade(url)
    else:
        server = request.getfixturevalue("postgres")
        name = server.create(migrated=True)
        url = server.url_of(name)
    sessions = database.sessions_for(url)
    sync(sessions, source, tree, config=Config(), as_of=TODAY)
    sessions.kw["bind"].dispose()
    yield url
    if server is not None:
        server.drop(name)
