"""A catalog to ask, made from descriptors' text, on each database."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.config import Config
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.questions.held import held_sessions, held_url, organisation
from tests.trees import Texts

__all__ = ["held_sessions", "held_url", "look", "organisation"]

Look = Callable[[str | Mapping[str, str]], AbstractContextManager[Session]]


@pytest.fixture
def look(sessions: sessionmaker[Session]) -> Look:
    """Opens a look at the catalog of one descriptor's text, or of several by path."""

    @contextmanager
    def opened(texts: str | Mapping[str, str]) -> Iterator[Session]:
        files = {"catalog-info.yaml": texts} if isinstance(texts, str) else texts
        sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY)
        with reading(sessions) as session:
            yield session

    return opened
