"""Readers never wait for a writer, see one generation whole, and a second writer waits or is told."""

import threading
import time
from collections import Counter

import orjson
import pytest
from sqlalchemy import func, select, update

from app.errors import SyncRunningError
from app.store import lock, queries
from app.store.database import reading, writing
from app.store.models import EntityRow, SyncLockRow
from tests.faults import syncing

NAMES = [f"team-{number}" for number in range(40)]


def teams(names):
    """A source that declares these teams, one a file."""
    return {
        f"{name}.yaml": (
            f"apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: {name}}}\n"
            "spec: {type: team, children: []}\n"
        )
        for name in names
    }


def test_readers_do_not_wait_for_a_writer(sessions):
    """While a change takes its time, a look is answered at once with what was before."""
    begun, over = threading.Event(), threading.Event()

    def write():
        with writing(sessions) as session:
            session.execute(update(SyncLockRow).values(fence=7))
            begun.set()
            over.wait(30)

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait()
    start = time.monotonic()
    with reading(sessions) as session:
        seen = session.scalar(select(SyncLockRow.fence))
    took = time.monotonic() - start
    over.set()
    thread.join()

    assert seen == 0
    # A writer's patience is five seconds; a reader needs none of it.
    assert took < 2


def test_readers_see_one_generation_whole(database_url, sessions):
    """However often the catalog changes, what a look counts is what the generation it sees says of itself."""
    syncing.once(database_url, teams(NAMES))
    over, wrong = threading.Event(), []
    seen: Counter[int] = Counter()

    def read():
        while not over.is_set():
            with reading(sessions) as session:
                generation = session.scalars(queries.current_generation()).one()
                time.sleep(0.005)
                there = session.scalar(select(func.count()).select_from(EntityRow))
            seen[generation.id] += 1
            if orjson.loads(generation.counts)["entities"] != {"group": there}:
                wrong.append((generation.id, there))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(10):
        syncing.once(database_url, teams(NAMES[: 20 + number]))
    over.set()
    for reader in readers:
        reader.join()

    assert wrong == []
    assert len(seen) > 1


def test_a_second_sync_waits_for_the_first(database_url, sessions):
    """Told to wait, it runs after the one before; told not to, it says that another runs."""
    begun = threading.Event()

    def first():
        with lock.held(sessions):
            begun.set()
            time.sleep(0.5)

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait()

    with pytest.raises(SyncRunningError):
        syncing.once(database_url, teams(NAMES[:1]))
    assert syncing.once(database_url, teams(NAMES[:1]), wait=60).generation == 1
    thread.join()


def test_a_long_look_keeps_no_sync_waiting(database_url, sessions):
    """Somebody who looks for long sees what was there when the look began; the sync goes on meanwhile."""
    syncing.once(database_url, teams(NAMES[:1]))
    with reading(sessions) as session:
        before = session.scalar(select(func.count()).select_from(EntityRow))
        outcome = syncing.once(database_url, teams(NAMES[:3]))
        during = session.scalar(select(func.count()).select_from(EntityRow))

    assert (before, during, outcome.generation) == (1, 1, 2)
