"""How healthy the whole is."""

from dataclasses import dataclass

from app.questions.contacts import Contact
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.state import State
from app.questions.tally import Tally


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; empty for a part of nothing."""
        return self.part * 100 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team that owns something. `tally` counts the gaps of the team and of what it owns."""

    team: Mention
    services: int
    tier_1: int
    owned: int
    tally: Tally
    on_call: Contact | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home page says.

    `owned` and `owned_critical` count entities of the kinds that need an owner, all and those of tier 1
    and 2, whose owner is a team that is there and can be reached. `shelves` counts every entity in one
    list: the services, the data stores, else all of its kind. `teams` go by name and stop at a limit;
    `teams_total` counts all that own something.
    """

    state: State
    entities: int
    shelves: tuple[tuple[str, int], ...]
    owned: Share
    owned_critical: Share
    tally: Tally
    top: tuple[Gap, ...]
    teams: tuple[TeamLine, ...]
    teams_total: int
