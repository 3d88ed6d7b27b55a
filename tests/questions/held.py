"""The small organisation held by each database, made once for all tests that only look."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.store import database
from app.store.database import reading
from tests.databases import DATABASES
from tests.filled import filled
from tests.questions.organisation import POLICY, TEXT
from tests.trees import Texts


@pytest.fixture(scope="session", params=DATABASES)
def held_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database that holds the organisation, once for each kind."""
    with filled(request, tmp_path_factory, "here", Texts({"catalog-info.yaml": TEXT, "policy.yaml": POLICY})) as url:
        yield url


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
