"""What an entity needs and what needs it, one step each way."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entities import Ref
from app.graph.edges import Edge
from app.questions import mention, names
from app.questions.mention import Mention
from app.store import queries

LIMIT = 40

_BOTH_WAYS = ("dependsOn", "dependencyOf", "consumesApi", "apiConsumedBy", "apiProvidedBy", "providesApi")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity of the neighbourhood, with its owner."""

    mention: Mention
    owner: Mention | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The centre, what is one step away, and every need among all of these, sorted.

    `left_out` counts the neighbours beyond the limit; those that matter most, by tier, are kept.
    """

    centre: Neighbour
    neighbours: tuple[Neighbour, ...]
    needs: tuple[Edge, ...]
    left_out: int


def around(session: Session, ref: Ref, limit: int = LIMIT) -> Neighbourhood:
    """The neighbourhood of one entity; raises `EntityNotFoundError`."""
    near = queries.neighbours(ref, _BOTH_WAYS)
    found = [names.listed(session, ref), *session.execute(near.limit(limit))]
    total = session.scalar(queries.counted(near)) or 0
    mentions = [mention.of_row(row) for row in found]
    owners = mention.known(session, [Ref.parse(row.owner) for row in found if row.owner])
    centre, *others = (
        Neighbour(each, owners[Ref.parse(row.owner)] if row.owner else None)
        for each, row in zip(mentions, found, strict=True)
    )
    return Neighbourhood(
        centre,
        tuple(sorted(others, key=lambda each: each.mention.ref)),
        _among(session, {each.ref for each in mentions}),
        total - len(others),
    )


def _among(session: Session, refs: set[Ref]) -> tuple[Edge, ...]:
    """The needs that begin and end among these."""
    found = session.execute(queries.needs_among(refs))
    return tuple(sorted(Edge(Ref.parse(row[0]), Ref.parse(row[1]), *row[2:]) for row in found))
