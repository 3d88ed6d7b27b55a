"""One look sees one moment and writes nothing; one change is whole or not at all."""

import sqlite3
import threading
import time

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from app.errors import DatabaseBusyError
from app.store import database
from app.store.database import reading, writing
from app.store.models import SyncLockRow

FENCE = select(SyncLockRow.fence)


def set_fence(session, number):
    """Write something that is no part of the catalog."""
    session.execute(update(SyncLockRow).values(fence=number))


def test_a_look_sees_one_moment(sessions):
    """What is committed while somebody looks is seen at the next look."""
    with reading(sessions) as look:
        before = look.scalar(FENCE)
        with writing(sessions) as change:
            set_fence(change, 7)
        during = look.scalar(FENCE)
    with reading(sessions) as look:
        after = look.scalar(FENCE)

    assert (before, during, after) == (0, 0, 7)


def test_a_look_writes_nothing(sessions):
    """A write within a look is refused by the database itself, not by a rule that people keep."""
    with reading(sessions) as look, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        set_fence(look, 7)


def test_a_look_after_a_change_writes_nothing(sessions):
    """A connection that was used for a change is as read-only as any when it is used for a look."""
    with writing(sessions) as change:
        set_fence(change, 7)

    with reading(sessions) as look, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        set_fence(look, 8)


def test_a_change_is_undone_by_an_exception(sessions):
    """Nothing of a change stays when it ends in an exception."""

    def change():
        with writing(sessions) as session:
            set_fence(session, 7)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        change()

    with reading(sessions) as look:
        assert look.scalar(FENCE) == 0


def test_rows_that_point_nowhere_are_refused(sessions):
    """References between tables are kept by the database."""
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), writing(sessions) as session:
        session.execute(text("INSERT INTO served (ref_id, uid, etag, json) VALUES (99, 'u', 'e', '{}')"))


def test_a_writer_waits_for_another(sessions):
    """A change that begins while another lasts is made after it."""
    first_begun, order = threading.Event(), []

    def first():
        with writing(sessions) as session:
            set_fence(session, 1)
            first_begun.set()
            time.sleep(0.3)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    first_begun.wait()
    with writing(sessions) as session:
        session.execute(update(SyncLockRow).values(fence=SyncLockRow.fence + 1))
        order.append("second")
    thread.join()

    assert order == ["first", "second"]
    with reading(sessions) as look:
        assert look.scalar(FENCE) == 2


def test_a_writer_that_waits_in_vain_says_so(tmp_path, monkeypatch):
    """SQLite's `database is locked` becomes a sentence that tells what is so and what to do."""
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    path = tmp_path / "busy.db"
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        sessions = database.sessions_for(f"sqlite:///{path}")

        with pytest.raises(DatabaseBusyError) as told, writing(sessions):
            pytest.fail("two writers at once")

        sessions.kw["bind"].dispose()
    other.close()
    assert "Try again" in str(told.value)


def test_sqlite_is_set_up_for_many_readers_and_one_writer(tmp_path):
    """The file is in a folder made for it; readers do not wait for the writer; the writer waits five seconds."""
    path = tmp_path / "made" / "for" / "it.db"
    sessions = database.sessions_for(f"sqlite:///{path}")

    with reading(sessions) as session:
        told = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    sessions.kw["bind"].dispose()

    assert told == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "synchronous": 1}
    assert path.exists()
