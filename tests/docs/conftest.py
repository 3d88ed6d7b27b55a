"""The example organisation, served for the examples of the docs."""

from collections.abc import Iterator

import pytest

from app.config import Config
from app.sources.folder import Folder
from app.store import database, migrate
from app.sync import sync
from tests.cli.processes import served
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.databases import DATABASES, Server


@pytest.fixture(scope="session", params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server that has read the example organisation, once for each kind of database."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    name = server.create() if server else ""
    url = server.url_of(name) if server else f"sqlite:///{tmp_path_factory.mktemp('docs') / 'ensemble.db'}"
    migrate.upgrade(url)
    sessions = database.sessions_for(url)
    sync(sessions, "catalog", Folder(EXAMPLE), config=Config(), as_of=TODAY)
    sessions.kw["bind"].dispose()
    with served(DATABASE_URL=url) as (_, found):
        yield found
    if server:
        server.drop(name)
