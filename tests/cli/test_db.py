import json

from app.store import migrate


def test_it_works(ensemble, empty_database_url):
    """Up to the newest revision, and back to nothing."""
    head = migrate.head()

    assert ensemble("db", "current", DATABASE_URL=empty_database_url).output == f"empty\t{head}\n"
    assert ensemble("db", "upgrade", DATABASE_URL=empty_database_url).exit_code == 0
    assert ensemble("db", "current", DATABASE_URL=empty_database_url).output == f"{head}\t{head}\n"
    assert ensemble("db", "downgrade", "base", DATABASE_URL=empty_database_url).exit_code == 0
    assert ensemble("db", "current", DATABASE_URL=empty_database_url).output == f"empty\t{head}\n"


def test_json(ensemble, database_url):
    """The same as data."""
    told = json.loads(ensemble("db", "current", "--json", DATABASE_URL=database_url).output)

    assert told == {"database": migrate.head(), "build": migrate.head()}


def test_a_revision_that_is_none(ensemble, database_url):
    """A mistyped revision is told in one line."""
    result = ensemble("db", "upgrade", "nonsense", DATABASE_URL=database_url)

    assert result.exit_code == 2
    assert "nonsense" in result.stderr
    assert result.stderr.count("\n") == 1
