"""Several processes that find a database without tables make them once."""

from app.store import database, migrate
from tests.faults import syncing


def _upgrade(url, pipe):
    migrate.upgrade(url)
    pipe.send("done")


def test_the_first_upgrades_and_the_others_find_it_done(empty_database_url):
    """Whoever comes while the tables are made waits, and makes none."""
    running = [syncing.start(_upgrade, empty_database_url) for _ in range(6)]

    told = [pipe.recv() for _, pipe in running]

    for process, pipe in running:
        process.join()
        pipe.close()
    sessions = database.sessions_for(empty_database_url)
    migrate.check(sessions)
    sessions.kw["bind"].dispose()
    assert told == ["done"] * 6
