"""A list of entities: services, teams, data stores, or all of a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT, Policy
from app.questions import kinds, mention, tally, text
from app.questions.mention import Mention
from app.questions.tally import Tally
from app.store import queries

PAGE = 50

Sort = Literal["name", "tier"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entities to list; what is empty narrows nothing. `page` counts from 1.

    `lifecycle` and `type` are compared in any case; `text` stands anywhere in the name or title.
    """

    owner: Ref | None = None
    lifecycle: str = ""
    type: str = ""
    tier: int | None = None
    text: str = ""
    sort: Sort = "name"
    page: int = 1
    size: int = PAGE


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. `owner` is what its descriptor names, existing or not."""

    entity: Mention
    owner: Mention | None
    system: Mention | None
    tally: Tally
    stale: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `total` counts what is wanted on all pages."""

    title: str
    rows: tuple[Row, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def of(session: Session, word: str, wanted: Wanted = EVERYTHING, policy: Policy = DEFAULT) -> Listing:
    """A page of the list that `word` stands for, in five queries whatever its length."""
    found = query(word, wanted, policy)
    total = session.scalar(queries.counted(found)) or 0
    page = found.limit(wanted.size).offset((wanted.page - 1) * wanted.size)
    title = kinds.shelf(text.askable(word), policy).title
    return Listing(title, _rows(session, session.execute(page).all()), total, wanted.page, wanted.size)


def query(word: str, wanted: Wanted, policy: Policy = DEFAULT) -> queries.Listing:
    """All of the list that `word` stands for, not yet asked."""
    shelf = kinds.shelf(text.askable(word), policy)
    return queries.listing(
        kinds=shelf.kinds,
        types=shelf.types,
        owner=wanted.owner,
        lifecycle=text.askable(wanted.lifecycle),
        type_=text.askable(wanted.type),
        tier=wanted.tier,
        text=text.askable(wanted.text),
        by_tier=wanted.sort == "tier",
    )


def _rows(session: Session, listed: Sequence[Any]) -> tuple[Row, ...]:
    entities = [mention.of_row(row) for row in listed]
    refs = [entity.ref for entity in entities]
    systems = {Ref.parse(part): Ref.parse(whole) for part, whole in session.execute(queries.systems(refs))}
    owners = {ref: Ref.parse(row.owner) for ref, row in zip(refs, listed, strict=True) if row.owner}
    others = mention.known(session, [*systems.values(), *owners.values()])
    tallies = tally.by_ref(session.execute(queries.gap_tallies(refs)))
    return tuple(
        Row(
            entity,
            others[owners[entity.ref]] if entity.ref in owners else None,
            others[systems[entity.ref]] if entity.ref in systems else None,
            tallies.get(entity.ref, Tally()),
            row.stale,
        )
        for entity, row in zip(entities, listed, strict=True)
    )
