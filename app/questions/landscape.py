"""The landscape, as a process holds it between requests.

Walks over everything are too much to ask a database on each request, and little enough to remember: one
copy, of one generation. A newer generation is loaded beside it and takes its place when it is ready.
"""

import gc
import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy.orm import Session, sessionmaker

from app.graph.landscape import Landscape
from app.store import landscape, queries
from app.store.database import reading

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = 0.1
"""Seconds that a request waits for a newer landscape before the old one answers."""
_MANY = 5_000
_MOST_KNOWN = 16


@dataclass(frozen=True, eq=False)
class Held:
    """A landscape and the generation it is of, 0 before the first sync."""

    generation: int
    landscape: Landscape
    _known: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)

    def remembered(self, asked: Hashable, find: Callable[[], T]) -> T:
        """What was found for the same question before, else what is found now; the last few are kept."""
        if asked not in self._known:
            self._known[asked] = find()
        found: T = self._known[asked]
        while len(self._known) > _MOST_KNOWN:
            # Two threads may both see one too many; the second finds none to let go.
            with suppress(KeyError):
                self._known.popitem(last=False)
        return found


class Holder:
    """One landscape for all threads of a process; one thread loads, the others have what there is."""

    def __init__(self, sessions: sessionmaker[Session], patience: float = PATIENCE) -> None:
        self._sessions = sessions
        self._patience = patience
        self._held: Held | None = None
        self._guard = Lock()
        self._loader = ThreadPoolExecutor(1, "landscape")
        self._loading: Future[Held] | None = None

    def of(self, generation: int) -> Held:
        """The landscape of this generation, or of an older one while this is being loaded.

        The first question waits until there is any. Raises what the database raises.
        """
        held = self._held
        if held is not None and held.generation == generation:
            return held
        with self._guard:
            # Another thread may have had it loaded since; then its work is taken, and not done again.
            loading = self._loading or self._loader.submit(self._load)
            self._loading = loading
        try:
            return loading.result(None if held is None else self._patience)
        except NotYetError:
            assert held is not None  # noqa: S101 - only then is the waiting limited
            return held

    def _load(self) -> Held:
        try:
            with reading(self._sessions) as session:
                self._held = held = load(session)
            if len(held.landscape.things) > _MANY:
                self._loader.submit(_spare)
        except Exception:
            # Whoever asked may have gone on with the old one, and would never hear of it.
            log.exception("The landscape could not be loaded.")
            raise
        finally:
            with self._guard:
                self._loading = None
        return held


def _spare() -> None:
    """Take all there is now out of the collector's rounds.

    A large landscape is a million objects and never garbage by halves, yet each full round would go over all of
    it, and requests would wait for that.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def load(session: Session) -> Held:
    """The landscape of the moment that a session sees."""
    generation = session.scalar(queries.current_generation())
    return Held(generation.id if generation else 0, landscape.load(session))
