"""What every page says of the catalog as a whole: how new it is, and what in it is stale."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.questions.tally import Tally


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


def utc(moment: datetime) -> datetime:
    """A stored time with its zone said."""
    return moment.replace(tzinfo=UTC)
