"""A sync in a process of its own, which tells how far it is until it is killed."""

import multiprocessing
import os
import time
from collections.abc import Mapping
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

from sqlalchemy import event

from app.config import Config
from app.errors import SyncRunningError
from app.store import database
from app.sync import Outcome, sync
from tests.trees import Texts

TODAY = date(2026, 11, 23)

# Forked from a server that has imported everything, so that a process costs milliseconds and shares no connection.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.syncing"])

STARTED, READING, PLANNING, WRITING, COMMITTING, COMMITTED = (
    "started",
    "reading",
    "planning",
    "writing",
    "committing",
    "committed",
)
PHASES = (STARTED, READING, PLANNING, WRITING, COMMITTING, COMMITTED)


def once(url: str, files: Mapping[str, str], wait: float = 0) -> Outcome:
    """One sync in this process."""
    sessions = database.sessions_for(url)
    try:
        return sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY, wait=wait)
    finally:
        sessions.kw["bind"].dispose()


def telling(url: str, files: Mapping[str, str], pipe: Connection) -> None:
    """One sync that sends each phase as it begins; afterwards the process stays until it is killed."""
    sessions = database.sessions_for(url)
    engine = sessions.kw["bind"]
    writing = False

    def executes(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal writing
        if statement.startswith("INSERT INTO generation"):
            writing = True
            pipe.send(WRITING)

    def commits(_connection: Any) -> None:
        if writing:
            pipe.send(COMMITTING)

    def progress(done: int, of: int) -> None:
        pipe.send(READING if done < of else PLANNING)

    event.listen(engine, "before_cursor_execute", executes)
    event.listen(engine, "commit", commits)
    pipe.send(STARTED)
    sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY, progress=progress, wait=30)
    pipe.send(COMMITTED)
    time.sleep(600)


def logging(url: str, files: Mapping[str, str], log: str, wait: float, pipe: Connection) -> None:
    """One sync that writes down when it begins and when it has read its source, and sends what came of it."""

    def note(word: str) -> None:
        handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{word} {os.getpid()}\n".encode())
        os.close(handle)

    def progress(done: int, of: int) -> None:
        if done == 1:
            note("begins")
            # Long enough for another to begin, too, if it could.
            time.sleep(0.05)
        if done == of:
            note("ends")

    sessions = database.sessions_for(url)
    try:
        outcome = sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY, wait=wait, progress=progress)
        pipe.send((outcome.generation, outcome.unchanged))
    except SyncRunningError:
        pipe.send(None)
    finally:
        sessions.kw["bind"].dispose()


def start(target: Any, *arguments: Any) -> tuple[ForkServerProcess, Connection]:
    """A process that runs `target`, and where it sends what it has to say."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=target, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours
