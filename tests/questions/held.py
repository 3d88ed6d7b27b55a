"""The small organisation held by each database, made once for all tests that only look."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.config import Config
from app.store import database, migrate
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.databases import DATABASES, Server
from tests.questions.organisation import TEXT
from tests.trees import Texts


@pytest.fixture(scope="session", params=DATABASES)
def held_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database that holds the organisation, once for each kind."""
    server: Server | None = None
    if request.param == "sqlite":
        name, url = "", f"sqlite:///{tmp_path_factory.mktemp('held') / 'ensemble.db'}"
    else:
        server = request.getfixturevalue("postgres")
        name = server.create()
        url = server.url_of(name)
    migrate.upgrade(url)
    sessions = database.sessions_for(url)
    sync(sessions, "here", Texts({"catalog-info.yaml": TEXT}), config=Config(), as_of=TODAY)
    sessions.kw["bind"].dispose()
    yield url
    if server is not None:
        server.drop(name)


@pytest.fixture(scope="session")
def held_sessions(held_url: str) -> Iterator[sessionmaker[Session]]:
    """Opens sessions on the organisation."""
    made = database.sessions_for(held_url)
    yield made
    made.kw["bind"].dispose()


@pytest.fixture
def organisation(held_sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A look at the organisation."""
    with reading(held_sessions) as session:
        yield session
