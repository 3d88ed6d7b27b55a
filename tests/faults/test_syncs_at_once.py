"""However many syncs are started at once, one runs at a time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app.errors import SyncRunningError
from app.store.database import reading
from app.store.models import EntityRow, GenerationRow, SyncLockRow
from tests.faults import syncing

FILES = {
    f"{name}.yaml": (
        f"apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: {name}}}\n"
        "spec: {type: team, children: []}\n"
    )
    for name in ("alpha", "beta", "gamma", "delta")
}
AT_ONCE = 8


def all_at_once(url, log, wait):
    """What came of so many processes that sync the same source; `None` for one that was turned away."""
    running = [syncing.start(syncing.logging, url, FILES, str(log), wait) for _ in range(AT_ONCE)]
    told = [pipe.recv() for _, pipe in running]
    for process, pipe in running:
        process.join()
        pipe.close()
    return told


def overlaps(log):
    """Whether anybody began before whoever began earlier had ended."""
    words = [line.split() for line in log.read_text().splitlines()]
    pairs = list(zip(words[::2], words[1::2], strict=True))
    return any((begin[0], end[0], begin[1]) != ("begins", "ends", end[1]) for begin, end in pairs)


def test_those_that_wait_run_one_after_the_other(database_url, sessions, tmp_path):
    """All are served; the first writes the generation, and the others find nothing to write."""
    log = tmp_path / "log"

    told = all_at_once(database_url, log, wait=120)

    assert not overlaps(log)
    assert sorted(told) == [(1, False)] + [(1, True)] * (AT_ONCE - 1)
    with reading(sessions) as session:
        assert session.scalar(select(func.count()).select_from(GenerationRow)) == 1
        assert session.scalar(select(func.count()).select_from(EntityRow)) == len(FILES)
        assert session.scalar(select(SyncLockRow.fence)) == AT_ONCE


def test_those_that_do_not_wait_are_turned_away(database_url, sessions, tmp_path):
    """Whoever does not wait runs alone or is told that another runs; nothing is done twice."""
    log = tmp_path / "log"

    told = all_at_once(database_url, log, wait=0)

    assert not overlaps(log)
    ran = [each for each in told if each is not None]
    assert sorted(ran) == [(1, False)] + [(1, True)] * (len(ran) - 1)
    with reading(sessions) as session:
        assert session.scalar(select(SyncLockRow.fence)) == len(ran)


def test_triggers_of_one_process_are_told_apart(database_url, sessions):
    """Threads of one server count as many callers: fifty triggers, one generation."""

    def trigger(_):
        try:
            return syncing.once(database_url, FILES).generation
        except SyncRunningError:
            return None

    with ThreadPoolExecutor(10) as threads:
        told = list(threads.map(trigger, range(50)))

    assert set(told) <= {1, None}
    assert 1 in told
    with reading(sessions) as session:
        assert session.scalar(select(func.count()).select_from(GenerationRow)) == 1


@pytest.fixture(autouse=True)
def _server_is_there(database_url):
    """Start the server of processes before anybody counts on all of them starting at once."""
    process, pipe = syncing.start(_hello)
    pipe.recv()
    process.join()
    pipe.close()


def _hello(pipe):
    pipe.send("hello")
