"""What every page says of the catalog as a whole: how new it is, and what in it is stale."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.questions.moments import utc
from app.questions.tally import Tally
from app.store import queries
from app.store.models import SourceRow


@dataclass(frozen=True, slots=True)
class Source:
    """Where descriptors come from, and since when that could not be read."""

    name: str
    kind: str
    state: str
    read_at: datetime
    stale_since: datetime | None
    reason: str

    @property
    def stale(self) -> bool:
        """Whether the entities of this source are shown as they were."""
        return self.stale_since is not None


@dataclass(frozen=True, slots=True)
class State:
    """The generation readers see, its sources, and the files whose entities are stale.

    `generation` is 0 and `at` empty before the first sync. `tally` counts all open findings and problems.
    """

    generation: int
    at: datetime | None
    commit: str
    tally: Tally
    sources: tuple[Source, ...]
    stale_entities: int

    @property
    def read_at(self) -> datetime | None:
        """When a source was last read, whether or not that changed anything."""
        return max((source.read_at for source in self.sources), default=None)

    @property
    def stale(self) -> tuple[Source, ...]:
        """The sources a banner must name."""
        return tuple(source for source in self.sources if source.stale)


def current(session: Session) -> State:
    """The state of the catalog at the moment the session sees."""
    generation = session.scalar(queries.current_generation())
    sources = tuple(_source(row) for row in session.scalars(queries.sources()))
    stale = session.scalar(queries.stale_entities()) or 0
    if generation is None:
        return State(0, None, "", Tally(), sources, stale)
    counts = json.loads(generation.counts)
    tally = Tally.of((*counts["findings"].items(), *counts["problems"].items()))
    return State(generation.id, utc(generation.at), generation.source_commit or "", tally, sources, stale)


def _source(row: SourceRow) -> Source:
    since = utc(row.stale_since) if row.stale_since else None
    return Source(row.name, row.kind, row.state, utc(row.read_at), since, row.reason or "")
