"""The teams that own things whose failure hurts, and who is in them."""

from collections.abc import Iterator
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.policy import Policy
from app.rules.wording import listed


class Watched(NamedTuple):
    """A team, its direct members whether declared or only named, and what it owns of the watched tiers."""

    team: Entity
    members: tuple[Ref, ...]
    owned: tuple[Entity, ...]

    @property
    def stake(self) -> str:
        """What it owns of these tiers, as words: `refunds (tier 1) and payments-db (tier 2)`."""
        return listed([f"{entity.name} (tier {entity.tier})" for entity in self.owned], "and")


def watched(catalog: Catalog, policy: Policy) -> Iterator[Watched]:
    """Teams that own something of a tier that demands members; none where the catalog says nothing about people.

    A catalog without a single User and without a member in any Group leaves people to another system.
    """
    teams = catalog.of_kind("group")
    if not catalog.of_kind("user") and not any(catalog.members(team.ref) for team in teams):
        return
    for team in teams:
        owned = tuple(entity for entity in catalog.owned_by(team.ref) if policy.demands("members", entity.tier))
        if owned:
            yield Watched(team, catalog.members(team.ref), owned)
