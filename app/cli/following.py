"""A folder followed while its catalog is served: what is saved shows when the page is loaded again."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import TypeAlias

import click
from sqlalchemy.orm import Session, sessionmaker

from app.cli import failures, output, syncing
from app.config import Config
from app.errors import SourceUnreadableError
from app.reading import Cache, Progress
from app.sources.folder import OPEN_DOT_FOLDERS
from app.store import queries
from app.store.database import reading

PAUSE = 2.0
"""Seconds between two looks at the folder; more where a look takes long, or goes wrong."""

_LONGEST_PAUSE = 60.0
_SHARE = 20
"""How much longer than a look that finds nothing the pause after it is, so that an idle folder costs little."""

Stamp: TypeAlias = tuple[date, frozenset[tuple[str, int, int, int]]]
"""A day, and of every file its path, inode, size and time of change: what a sync rests on, without reading."""


@dataclass
class Follower:
    """Syncs a folder whenever its stamp differs from that of the last sync. Used by one thread at a time."""

    sessions: sessionmaker[Session]
    settings: Config
    folder: Path
    _cache: Cache = field(default_factory=Cache)
    _last: Stamp | None = None

    def begin(self) -> None:
        """The first look. A folder that cannot be read is told where the database still has its catalog."""
        with output.progress("Reading") as progress:
            try:
                self.look(progress)
            except SourceUnreadableError as error:
                with reading(self.sessions) as session:
                    if session.scalar(queries.current_generation()) is None:
                        raise
                click.echo(f"{failures.sentence(error)} What was read before is served.", err=True)

    def look(self, progress: Progress | None = None) -> bool:
        """Sync if anything changed since the last look, and say whether; after one that fails, the next looks again."""
        stamp = stamp_of(self.folder)
        if stamp == self._last:
            return False
        outcome = syncing.run(self.sessions, self.settings, self.folder, cache=self._cache, progress=progress)
        self._last = stamp
        output.line(syncing.summary(outcome))
        return True

    def follow(self, over: Event) -> None:
        """Look again and again until it is over; what goes wrong is told once for as long as it is the same."""
        told = ""
        pause = PAUSE
        while not over.wait(pause):
            began = time.monotonic()
            try:
                changed = self.look()
                told = ""
                pause = pause_after(time.monotonic() - began, changed=changed)
            except Exception as error:  # noqa: BLE001 - a follower that ends leaves an old catalog, and nobody knows
                sentence = failures.sentence(error)
                if sentence != told:
                    click.echo(sentence, err=True)
                told = sentence
                pause = min(2 * pause, _LONGEST_PAUSE)


def pause_after(seconds: float, *, changed: bool) -> float:
    """How long to wait after a look that took so long; whoever edits a file soon edits the next."""
    return max(PAUSE, seconds if changed else _SHARE * seconds)


def stamp_of(folder: Path) -> Stamp:
    """The stamp of a folder; that of one that is not there has no files."""
    return datetime.now(UTC).date(), frozenset(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") or name in OPEN_DOT_FOLDERS]
        for name in names:
            path = os.path.join(root, name)  # noqa: PTH118 - a Path for each of many files takes longer than its stat
            try:
                known = os.lstat(path)
            except FileNotFoundError:
                continue
            yield path, known.st_ino, known.st_size, known.st_mtime_ns
