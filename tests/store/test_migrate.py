"""The tables in the database are those of the models, and every step to them can be taken back."""

import re
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from app.config import Config
from app.errors import SchemaMismatchError
from app.sources.folder import Folder
from app.store import database, migrate
from app.store.database import reading, writing
from app.store.reconcile import Changes
from app.sync import sync
from tests.store import dumps

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)

REVISIONS = migrate._known()
NEWER = ("field", "level", "need", "policy", "tag", "waiver", "words")
"""What the oldest revision cannot hold, and no migration makes up."""


def tables(url):
    """The names of all tables."""
    engine = database.engine_for(url)
    found = sorted(inspect(engine).get_table_names())
    engine.dispose()
    return found


@pytest.fixture
def example():
    """Fills a database with the example organisation."""

    def sync_into(url):
        sessions = database.sessions_for(url)
        outcome = sync(sessions, "example", Folder(ROOT / "catalog"), config=Config(), as_of=TODAY)
        sessions.kw["bind"].dispose()
        return outcome

    return sync_into


def test_migrations_agree_with_models(database_url):
    """Nothing is left to generate: a model that changes without a migration fails here."""
    with database.migrating(database_url) as connection:
        command.check(migrate._alembic(connection))


def test_every_migration_can_be_undone(empty_database_url, example):
    """Down to the base no table is left but Alembic's own, rows or no rows, and up again all can be filled."""
    migrate.upgrade(empty_database_url)
    there = tables(empty_database_url)
    example(empty_database_url)
    migrate.downgrade(empty_database_url, "base")
    left = tables(empty_database_url)
    migrate.upgrade(empty_database_url)

    assert left == ["alembic_version"]
    assert tables(empty_database_url) == there
    assert example(empty_database_url).generation == 1


def test_data_survives_a_step_back(database_url, sessions, example):
    """What an older revision can hold is still there after going back to it and forward again."""
    example(database_url)
    before = dumps.meaning(sessions)
    sessions.kw["bind"].dispose()

    for revision in REVISIONS[1:]:
        migrate.downgrade(database_url, revision)
    migrate.upgrade(database_url)

    after = dumps.meaning(sessions)
    assert {name: rows for name, rows in after.items() if name not in NEWER} == {
        name: rows for name, rows in before.items() if name not in NEWER
    }
    assert not any(after[name] for name in NEWER)


def test_what_a_step_forward_leaves_empty_the_next_sync_fills(database_url, sessions, example):
    """The same files as ever are looked at anew after an upgrade, and nobody is told of a change."""
    example(database_url)
    before = dumps.meaning(sessions)
    sessions.kw["bind"].dispose()
    for revision in REVISIONS[1:]:
        migrate.downgrade(database_url, revision)
    migrate.upgrade(database_url)

    outcome = example(database_url)

    assert outcome.changes == Changes()
    assert dumps.meaning(sessions) == before


def test_an_upgrade_is_repeated_without_harm(database_url, sessions, example):
    """A database that is up to date stays as it is, rows and all."""
    example(database_url)
    before = dumps.rows(sessions)

    migrate.upgrade(database_url)

    assert dumps.rows(sessions) == before
    assert migrate.current(sessions) == migrate.head()


def test_a_database_without_tables_is_refused(empty_database_url):
    """The message says what there is, what is needed and which command brings it."""
    sessions = database.sessions_for(empty_database_url)

    with pytest.raises(SchemaMismatchError) as told:
        migrate.check(sessions)

    sessions.kw["bind"].dispose()
    assert str(told.value) == (
        f"The database is empty, and this build works on revision {migrate.head()}. Run `ensemble db upgrade`."
    )


def test_a_database_at_this_revision_is_taken(sessions):
    """Nothing is raised where the database is as this build knows it."""
    migrate.check(sessions)


@pytest.mark.parametrize("how", ["check", "upgrade", "downgrade"])
def test_a_database_newer_than_the_code_is_refused(database_url, sessions, how):
    """An older build touches nothing that a newer one has made."""
    with writing(sessions) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ways = {
        "check": lambda: migrate.check(sessions),
        "upgrade": lambda: migrate.upgrade(database_url),
        "downgrade": lambda: migrate.downgrade(database_url, "base"),
    }

    with pytest.raises(SchemaMismatchError) as told:
        ways[how]()

    assert "revision 9999, which is newer than this build" in str(told.value)
    with reading(sessions) as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_migration_is_whole_or_not_at_all(empty_database_url, monkeypatch):
    """A migration that fails half-way leaves no table behind, on SQLite neither."""
    real = command.upgrade

    def half_way(config, revision):
        real(config, revision)
        raise ArithmeticError

    monkeypatch.setattr(command, "upgrade", half_way)

    with pytest.raises(ArithmeticError):
        migrate.upgrade(empty_database_url)

    assert tables(empty_database_url) == []


def test_a_migration_that_breaks_references_is_undone(tmp_path):
    """While tables are written anew references are not enforced; they are looked through before the end."""
    url = f"sqlite:///{tmp_path / 'broken.db'}"
    migrate.upgrade(url)

    with pytest.raises(SchemaMismatchError, match="rows in served"), database.migrating(url) as connection:
        connection.execute(text("INSERT INTO served (ref_id, uid, etag, json) VALUES (99, 'u', 'e', '{}')"))

    sessions = database.sessions_for(url)
    with reading(sessions) as session:
        assert session.scalar(text("SELECT count(*) FROM served")) == 0
    sessions.kw["bind"].dispose()


@pytest.mark.parametrize("path", sorted((ROOT / "migrations" / "versions").glob("*.py")), ids=lambda path: path.stem)
def test_a_migration_has_a_title(path):
    """The first line says what there is afterwards, and the draft's comments are gone."""
    written = path.read_text()
    title = re.match(r'"""(.+)\.', written)

    assert title is not None
    assert len(title[1].split()) > 2
    assert "auto generated" not in written
    assert "Before this is committed" not in written
