"""Whose data is whose: who writes and reads each data store, and what stands in the way of one team deciding on it.

A store is **unowned** where no team answers for it; **shared** where components of two teams or more write it;
**bypassed** where another team reads it past the API that the owning team offers; **unclassified** where it does not
say how its data has to be protected; and **regulated** where the law says how. Queues, topics and streams are a way
between services and keep the state of none, so they are left out.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.alignment.estate import Estate, Part
from app.entities import Ref
from app.graph.edges import READING, WRITING, Edge
from app.rules.stores import Past, Uses

FLAGS = ("unowned", "shared", "bypassed", "unclassified", "regulated")
"""What there may be to say of a store, from the worst to what is only to be known."""

CLEAR = "clear"
"""The verdict where there is nothing to say."""

MOST_TOLD = 20
"""How many users are told where there may be many; their number is always told."""


class User(NamedTuple):
    """A component that uses a store."""

    ref: Ref
    owner: Ref | None


class Users(NamedTuple):
    """How many components use a store in one way, of which teams, and the first of them."""

    number: int
    teams: tuple[Ref, ...]
    first: tuple[User, ...]


class Bypass(NamedTuple):
    """A component that reads a store past `doors`, the APIs of the team that owns it."""

    ref: Ref
    owner: Ref | None
    doors: tuple[Ref, ...]


class Store(NamedTuple):
    """A data store that keeps the state of something.

    `classification` and `retention` are empty and `authoritative` is `None` where it does not say. `unsaid` are those
    that need it and do not say whether they read or write. `bypasses` counts readers past an API, `past` has the first.
    """

    ref: Ref
    owner: Ref | None
    type: str
    tier: int | None
    verdict: str
    flags: tuple[str, ...]
    classification: str
    authoritative: bool | None
    retention: str
    writers: Users
    readers: Users
    unsaid: Users
    bypasses: int
    past: tuple[Bypass, ...]

    @property
    def key(self) -> str:
        """The store."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """The store."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """The team that answers for it."""
        return self.owner

    @property
    def weight(self) -> int:
        """By verdict; those that concern most teams first."""
        teams = len({*self.writers.teams, *self.readers.teams, *self.unsaid.teams})
        return (*FLAGS, CLEAR).index(self.verdict) * _MANY - min(teams, _MANY - 1)


_MANY = 1_000


def rows(estate: Estate) -> list[Store]:
    """Every data store that keeps the state of something, by reference."""
    declared = frozenset(part.ref for part in estate.parts if part.exists)
    uses = Uses(estate.network, lambda ref: estate.part(ref).team, declared)
    return [_store(estate, uses, part) for part in estate.parts if part.keeps]


def _store(estate: Estate, uses: Uses, part: Part) -> Store:
    past = list(uses.past(part.ref))
    said = {
        "unowned": part.team is None,
        "shared": len(uses.writing(part.ref)) > 1,
        "bypassed": bool(past),
        "unclassified": not part.classification,
        "regulated": part.classification == "regulated",
    }
    flags = tuple(flag for flag in FLAGS if said[flag])
    return Store(
        ref=part.ref,
        owner=part.team,
        type=part.type,
        tier=part.tier,
        verdict=(*flags, CLEAR)[0],
        flags=flags,
        classification=part.classification,
        authoritative=part.authoritative,
        retention=part.retention,
        writers=_users(estate, uses.of(part.ref, WRITING)),
        readers=_users(estate, uses.of(part.ref, READING)),
        unsaid=_users(estate, uses.of(part.ref, ("unknown",))),
        bypasses=len(past),
        past=tuple(_bypass(estate, each) for each in past[:MOST_TOLD]),
    )


def _users(estate: Estate, edges: Iterable[Edge]) -> Users:
    users = [User(edge.source, estate.part(edge.source).team) for edge in edges]
    teams = sorted({user.owner for user in users if user.owner is not None})
    return Users(len(users), tuple(teams), tuple(users[:MOST_TOLD]))


def _bypass(estate: Estate, past: Past) -> Bypass:
    reader = past.edge.source
    return Bypass(reader, estate.part(reader).team, past.doors)
