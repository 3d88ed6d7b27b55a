"""One team: what it owns, who is in it, how it is reached, and whom it works with."""

from dataclasses import dataclass

from app.entities import Entity
from app.questions.contacts import Contact
from app.questions.entity import Stale
from app.questions.gaps import Gaps
from app.questions.listing import Row
from app.questions.mention import Mention


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another team: how often what ours owns needs what it owns, and the other way round."""

    team: Mention
    needs: int
    needed: int


@dataclass(frozen=True, slots=True)
class Team:
    """Everything a team's page says.

    `owned` goes by tier, then name, and stops at a limit; `owned_total` counts all, `shelves` by the list
    they stand in and `tiers` by tier. `neighbours` are other teams that need this one or are needed by
    it; what nobody owns is not among them.
    """

    entity: Entity
    mention: Mention
    contacts: tuple[Contact, ...]
    on_call: Contact | None
    parent: Mention | None
    children: tuple[Mention, ...]
    members: tuple[Mention, ...]
    owned: tuple[Row, ...]
    owned_total: int
    shelves: tuple[tuple[str, int], ...]
    tiers: tuple[tuple[int | None, int], ...]
    gaps: Gaps
    neighbours: tuple[Neighbour, ...]
    stale: Stale | None
