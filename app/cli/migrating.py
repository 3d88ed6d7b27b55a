"""`ensemble db`: the tables of the database, forward and back."""

import click

from app.cli import opening, output
from app.store import migrate


@click.group("db")
def command() -> None:
    """Bring the database's tables up to date, or back."""


@command.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Move the database forward to REVISION, by default the newest."""
    migrate.upgrade(opening.settings().database_url, revision)


@command.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Move the database back to REVISION; `base` is the empty database, and loses all that was in it."""
    migrate.downgrade(opening.settings().database_url, revision)


@command.command()
@output.as_json
def current(*, as_json: bool) -> None:
    """Say which revision the database is at, and which this build knows."""
    found = migrate.current(opening.database(opening.settings()))
    if as_json:
        output.data({"database": found, "build": migrate.head()})
    else:
        output.table(("Database", "Build"), [(found or "empty", migrate.head())])
