"""The API over a database that holds the small organisation."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from app.config import Config
from app.factory import create_app
from tests.questions.held import held_url

__all__ = ["application", "client", "fresh", "held_url"]


@pytest.fixture(scope="session")
def application(held_url: str) -> Iterator[Flask]:
    """The application, once for each database."""
    app = create_app(Config(database_url=held_url))
    yield app
    app.config["SESSIONS"].kw["bind"].dispose()


@pytest.fixture
def client(application: Flask) -> FlaskClient:
    """Asks an application that nobody else changes."""
    return application.test_client()


@pytest.fixture
def fresh(database_url: str, sessions: sessionmaker[Session]) -> Iterator[FlaskClient]:
    """Asks an application over a database of this test's own, which `sessions` opens, too."""
    del sessions
    app = create_app(Config(database_url=database_url))
    yield app.test_client()
    app.config["SESSIONS"].kw["bind"].dispose()
