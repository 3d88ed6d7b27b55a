import json

import pytest

from app.store import lock
from app.store.database import sessions_for
from tests.questions.organisation import TEXT


@pytest.fixture
def source(tmp_path):
    """A folder with the small organisation."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "all.yaml").write_text(TEXT)
    return folder


def test_it_works(ensemble, database_url, source):
    """What the folder holds is in the database; a second time there is nothing new."""
    first = ensemble("sync", "--source", str(source), DATABASE_URL=database_url)
    second = ensemble("sync", "--source", str(source), DATABASE_URL=database_url)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.startswith("Generation 1: 14 added, 0 changed, 0 removed, 0 stale; 0 errors of reading, ")
    assert second.output.startswith("Generation 1: nothing new; ")
    assert len(ensemble("list", DATABASE_URL=database_url).output.splitlines()) == 14


def test_without_a_path(ensemble, database_url, source, monkeypatch):
    """Without a path the folder `catalog` here is read."""
    monkeypatch.chdir(source.parent)

    assert ensemble("sync", DATABASE_URL=database_url).output.startswith("Generation 1: 14 added")


def test_strict(ensemble, database_url, source):
    """Faults of reading do not fail a sync, unless it is strict."""
    (source / "catalog-info.yaml").write_text("kind: [unclosed")

    assert ensemble("sync", "--source", str(source), DATABASE_URL=database_url).exit_code == 0
    assert ensemble("sync", "--source", str(source), "--strict", DATABASE_URL=database_url).exit_code == 1


def test_json(ensemble, database_url, source):
    """What it came to, as data."""
    told = json.loads(ensemble("sync", "--source", str(source), "--json", DATABASE_URL=database_url).output)

    assert told["generation"] == 1
    assert told["changes"] == {"added": 14, "changed": 0, "removed": 0, "stale": 0}
    assert told["unchanged"] is False


def test_a_source_that_is_not_there(ensemble, database_url, source):
    """A folder that cannot be read ends with 3, and what it held stays."""
    ensemble("sync", "--source", str(source), DATABASE_URL=database_url)
    source.rename(source.with_name("moved"))

    result = ensemble("sync", "--source", str(source), DATABASE_URL=database_url)

    assert result.exit_code == 3
    assert result.stderr.startswith("Error: ")
    assert len(ensemble("list", DATABASE_URL=database_url).output.splitlines()) == 14


def test_a_sync_that_is_running(ensemble, database_url, source):
    """A second sync ends with 3 and says who has the lock."""
    sessions = sessions_for(database_url)
    with lock.held(sessions):
        result = ensemble("sync", "--source", str(source), DATABASE_URL=database_url)
    sessions.kw["bind"].dispose()

    assert result.exit_code == 3
    assert result.stderr.startswith("Error: Another sync is running")
