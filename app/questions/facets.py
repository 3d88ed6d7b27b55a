"""How a list divides: by owner, tier, lifecycle and type, with numbers."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT, Policy
from app.questions import listing, mention
from app.questions.listing import EVERYTHING, Wanted
from app.questions.mention import Mention
from app.store import queries
from app.store.models import EntityRow

MOST = 12


@dataclass(frozen=True, slots=True)
class Facets:
    """Numbers by value, each counted as if its own filter were not set.

    `owners` and `types` hold the most frequent ones, most first; an empty owner or value stands for
    entities that name none.
    """

    owners: tuple[tuple[Mention | None, int], ...]
    tiers: tuple[tuple[int | None, int], ...]
    lifecycles: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]


def of(session: Session, word: str, wanted: Wanted = EVERYTHING, policy: Policy = DEFAULT) -> Facets:
    """How the list that `word` stands for divides, in five queries whatever its length."""

    def counted(column: Any, **freed: Any) -> list[tuple[Any, int]]:
        found = listing.query(word, replace(wanted, **freed), policy).order_by(None)
        number = func.count()
        grouped = found.with_only_columns(column, number, maintain_column_froms=True).group_by(column)
        rows = session.execute(grouped.order_by(number.desc(), column.asc().nulls_last()).limit(MOST)).all()
        return [(value, count) for value, count in rows]

    owners = [
        (Ref.parse(value) if value else None, count) for value, count in counted(queries.OwnerRef.canonical, owner=None)
    ]
    known = mention.known(session, [ref for ref, _ in owners if ref])
    tiers = sorted(counted(EntityRow.tier, tier=None), key=lambda each: (each[0] is None, each[0]))
    return Facets(
        tuple((known[ref] if ref else None, count) for ref, count in owners),
        tuple(tiers),
        tuple((value or "", count) for value, count in counted(EntityRow.lifecycle, lifecycle="")),
        tuple((value or "", count) for value, count in counted(EntityRow.type, type="")),
    )
