"""What commands begin with: the settings, and the database at the right revision."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session, sessionmaker

from app import config
from app.config import Config
from app.store import migrate
from app.store.database import reading, sessions_for


def settings() -> Config:
    """The settings of this process."""
    return config.from_environment(os.environ)


def database(settings: Config) -> sessionmaker[Session]:
    """The database, whatever is in it; its connections are closed when the command ends."""
    found = sessions_for(settings.database_url)
    click.get_current_context().call_on_close(found.kw["bind"].dispose)
    return found


def sessions(settings: Config) -> sessionmaker[Session]:
    """The database, once it is known to have the tables this build works on."""
    found = database(settings)
    migrate.check(found)
    return found


@contextmanager
def catalog() -> Iterator[Session]:
    """One look at the catalog."""
    with reading(sessions(settings())) as session:
        yield session
