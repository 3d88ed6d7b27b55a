"""One team: what it owns, who is in it, how it is reached, and whom it works with."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entities import Entity, Ref
from app.policy import DEFAULT, Policy
from app.questions import contacts, entity, gaps, kinds, listing, load, mention, names
from app.questions.contacts import Contact
from app.questions.entity import Stale
from app.questions.gaps import Gaps
from app.questions.listing import Row
from app.questions.load import Load
from app.questions.mention import Mention
from app.store import queries, rows

LIMIT = 100

_RELATIONS = ("childOf", "parentOf", "hasMember")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another team: how often what ours owns needs what it owns, and the other way round; how often hard."""

    team: Mention
    needs: int
    needed: int
    hard_needs: int
    hard_needed: int


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
    load: Load
    stale: Stale | None


def about(session: Session, ref: Ref, policy: Policy = DEFAULT) -> Team:
    """Everything about one team; raises `EntityNotFoundError`, also for what is no team."""
    if ref.kind != "group":
        raise names.missing(session, ref)
    row = names.listed(session, ref)
    team = rows.entity_of(*session.execute(queries.documents([mention.of_row(row).ref])).one())
    related = [(each.relation, mention.of_row(each)) for each in session.execute(queries.relations(ref, *_RELATIONS))]
    owned = listing.of(
        session, "entities", listing.Wanted(owner=ref, sort="tier", size=LIMIT, columns=("needed",)), policy
    )
    return Team(
        team,
        mention.of_row(row),
        contacts.of(team),
        contacts.on_call(team),
        next((other for relation, other in related if relation == "childOf"), None),
        tuple(other for relation, other in related if relation == "parentOf"),
        tuple(other for relation, other in related if relation == "hasMember"),
        owned.rows,
        owned.total,
        kinds.counted(session.execute(queries.kinds_owned(ref)), policy),
        tuple(sorted(_tiers(session, ref), key=lambda each: (each[0] is None, each[0]))),
        gaps.found(session, gaps.Wanted(team=ref, size=LIMIT)),
        _neighbours(session, ref),
        load.of(session, ref),
        entity.stale(row),
    )


def _tiers(session: Session, ref: Ref) -> list[tuple[int | None, int]]:
    return [(tier, number) for tier, number in session.execute(queries.tiers(ref))]


def _neighbours(session: Session, ref: Ref) -> tuple[Neighbour, ...]:
    needs: dict[Ref, Counter[str]] = defaultdict(Counter)
    hard: dict[Ref, Counter[str]] = defaultdict(Counter)
    for direction, other, edges, hard_edges in session.execute(queries.team_needs(ref)):
        if other:
            needs[Ref.parse(other)][direction] += edges
            hard[Ref.parse(other)][direction] += hard_edges
    teams = mention.known(session, needs)
    return tuple(
        Neighbour(
            teams[other],
            needs[other]["needs"],
            needs[other]["needed"],
            hard[other]["needs"],
            hard[other]["needed"],
        )
        for other in sorted(needs)
    )
