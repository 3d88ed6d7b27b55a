"""A system or domain seen as a whole: what stands inside it, whose that is, and what crosses its border."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT, Policy
from app.questions import kinds, mention
from app.questions.mention import Mention
from app.store import queries


@dataclass(frozen=True, slots=True)
class Crossing:
    """An owner on the other side, empty for things that name none.

    `needs` counts what the inside needs of its things, `needed` the other way round; `hard` are among both.
    """

    owner: Mention | None
    needs: int
    needed: int
    hard: int


@dataclass(frozen=True, slots=True)
class Border:
    """What stands inside by the list it stands in, how much of it each owner has, and what crosses the border.

    The owner with most goes first; an owner may have things on both sides.
    """

    shelves: tuple[tuple[str, int], ...]
    owners: tuple[tuple[Mention | None, int], ...]
    crossings: tuple[Crossing, ...]

    @property
    def things(self) -> int:
        """How many entities stand inside."""
        return sum(number for _, number in self.shelves)

    @property
    def needed(self) -> int:
        """How many needs come in from outside."""
        return sum(each.needed for each in self.crossings)

    @property
    def needs(self) -> int:
        """How many needs go out."""
        return sum(each.needs for each in self.crossings)


def about(session: Session, whole: Ref, policy: Policy = DEFAULT) -> Border:
    """The border of a system or domain, in four queries."""
    owned = session.execute(queries.owners_inside(whole)).all()
    crossed = session.execute(queries.crossing(whole)).all()
    refs = {Ref.parse(owner) for owner, *_ in owned if owner} | {Ref.parse(row[1]) for row in crossed if row[1]}
    known = mention.known(session, refs)
    named = {str(ref): each for ref, each in known.items()}
    needs, needed, hard = Counter[str | None](), Counter[str | None](), Counter[str | None]()
    for direction, owner, number, hard_ones in crossed:
        (needs if direction == "needs" else needed)[owner] += number
        hard[owner] += hard_ones
    return Border(
        kinds.counted(session.execute(queries.kinds_inside(whole)), policy),
        tuple((named.get(owner or ""), number) for owner, number in sorted(owned, key=_most)),
        tuple(
            Crossing(named.get(owner or ""), needs[owner], needed[owner], hard[owner])
            for owner, _ in sorted((needs + needed).items(), key=_most)
        ),
    )


def _most(counted: tuple[str | None, int]) -> tuple[int, str]:
    owner, number = counted
    return (-number, owner or "")
