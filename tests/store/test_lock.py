"""One sync at a time, on any host; a holder that dies is replaced, and one that was replaced cannot commit."""

import os
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.errors import SyncRunningError
from app.store import lock
from app.store.database import reading, writing
from app.store.models import SyncLockRow

HERE = socket.gethostname()


def row(sessions):
    """The lock as it stands."""
    with reading(sessions) as session:
        return session.scalars(select(SyncLockRow)).one()


def leave(sessions, holder, seconds):
    """Make the row say that somebody holds the lock for so many seconds more."""
    with writing(sessions) as session:
        until = lock.now(session) + timedelta(seconds=seconds)
        session.execute(update(SyncLockRow).values(holder=holder, until=until, fence=SyncLockRow.fence + 1))


def dead_process():
    """The number of a process that was, and is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_second_is_told_who_has_it(sessions):
    """Without waiting there is an answer at once: who syncs, and what to do."""
    with lock.held(sessions), pytest.raises(SyncRunningError) as told, lock.held(sessions):
        pytest.fail("two at once")

    assert str(told.value) == (
        f"Another sync is running (process {os.getpid()} on {HERE}). Try again when it is done, or wait for it."
    )


def test_the_second_waits(sessions):
    """Whoever waits gets the lock when the first lets go."""
    taken, order = threading.Event(), []

    def first():
        with lock.held(sessions):
            taken.set()
            time.sleep(0.3)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    taken.wait()
    with lock.held(sessions, wait=30):
        order.append("second")
    thread.join()

    assert order == ["first", "second"]


@pytest.mark.parametrize("error", [None, ArithmeticError], ids=["end", "exception"])
def test_it_is_let_go(sessions, error):
    """However a sync ends, the lock is free after it."""

    def use():
        with lock.held(sessions):
            if error:
                raise error

    if error:
        with pytest.raises(error):
            use()
    else:
        use()

    assert (row(sessions).holder, row(sessions).until) == (None, None)


def test_the_fence_grows(sessions):
    """No two holders ever have the same fence."""
    fences = []
    for _ in range(3):
        with lock.held(sessions) as grip:
            fences.append(grip.fence)

    assert fences == [1, 2, 3]


@pytest.mark.parametrize(
    ("holder", "seconds", "free"),
    [
        pytest.param(f"{HERE}:{os.getpid()}:x", 60, False, id="alive here"),
        pytest.param(f"{HERE}:1:x", 60, False, id="alive here, somebody else's"),
        pytest.param("elsewhere:1:x", 60, False, id="of another host, in time"),
        pytest.param("elsewhere:1:x", -1, True, id="of another host, out of time"),
        pytest.param(f"{HERE}:{os.getpid()}:x", -1, True, id="alive here, out of time"),
    ],
)
def test_who_may_be_replaced(sessions, holder, seconds, free):
    """Whoever renews in time keeps the lock; nothing is known of processes on other hosts but that."""
    leave(sessions, holder, seconds)

    if free:
        with lock.held(sessions) as grip:
            assert row(sessions).holder == grip.holder
    else:
        with pytest.raises(SyncRunningError), lock.held(sessions):
            pytest.fail("two at once")


def test_a_process_that_died_here_is_replaced_at_once(sessions):
    """Nobody waits a minute for a process of this host that is known to be gone."""
    leave(sessions, f"{HERE}:{dead_process()}:x", 60)

    with lock.held(sessions) as grip:
        assert row(sessions).holder == grip.holder


def test_whoever_was_replaced_cannot_commit(sessions):
    """The fence is looked at in the transaction that writes, so a late holder writes nothing."""
    with lock.held(sessions) as late:
        leave(sessions, "elsewhere:1:x", 60)

        with pytest.raises(SyncRunningError, match="taken the lock over"), writing(sessions) as session:
            late.confirm(session)


def test_whoever_was_replaced_leaves_the_new_holder_alone(sessions):
    """A late holder that ends does not let go of what is somebody else's now, nor renews it."""
    with lock.held(sessions) as late:
        leave(sessions, "elsewhere:1:x", 60)
        with writing(sessions) as session:
            renewed = late.renew(session)

    assert not renewed
    assert row(sessions).holder == "elsewhere:1:x"


def test_a_holder_that_lives_renews(sessions, monkeypatch):
    """A sync may take longer than its term: while it lives, its time is moved on."""
    monkeypatch.setattr(lock, "_RENEWAL", 0.02)
    with lock.held(sessions):
        first = row(sessions).until
        end = time.monotonic() + 10
        while row(sessions).until <= first and time.monotonic() < end:
            time.sleep(0.02)

        assert row(sessions).until > first


def test_nobody_waits_for_a_commit(sessions):
    """While a holder writes, others are told that a sync is running instead of hanging until it is done."""
    with lock.held(sessions) as grip, writing(sessions) as session:
        grip.confirm(session)
        begun = time.monotonic()

        with pytest.raises(SyncRunningError), lock.held(sessions):
            pytest.fail("two at once")

        assert time.monotonic() - begun < 10
