"""The order of a list, and places in it: where one was left, and what comes after or before."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, bindparam, false, or_

from app.store.shapes import Values

Position: TypeAlias = tuple[str | int | None, ...]
"""Where a list was left: what its last entity is sorted by, and last of all what tells it from its equals."""

Spot: TypeAlias = tuple[str | None, ...]
"""The shape of a position: the names of its values, and nothing where the position has nothing."""


class Order(NamedTuple):
    """A key to sort by. An entity with several values stands where the first of them does."""

    key: str
    descending: bool = False


class Place(NamedTuple):
    """A column of a position, and how a list goes through it."""

    column: SQLColumnExpression[Any]
    descending: bool
    backwards: bool
    may_lack: bool

    def order(self) -> tuple[SQLColumnExpression[Any], ...]:
        """What sorts by it: where there may be nothing, that comes last, or first on the way back."""
        by = self.column.desc() if self.descending else self.column
        if not self.may_lack:
            return (by,)
        return (self.column.is_not(None) if self.backwards else self.column.is_(None), by)

    def behind(self, name: str | None) -> ColumnElement[bool]:
        """Whether it comes later than the value of this name."""
        if name is None:
            return self.column.is_not(None) if self.backwards else false()
        further = self.column < bindparam(name) if self.descending else self.column > bindparam(name)
        return or_(further, self.column.is_(None)) if self.may_lack and not self.backwards else further

    def at(self, name: str | None) -> ColumnElement[bool]:
        """Whether it is at the value of this name."""
        return self.column.is_(None) if name is None else self.column == bindparam(name)


def spot(position: Position) -> tuple[Spot, Values]:
    """The shape of a position, and its values."""
    names = tuple(None if value is None else f"at_{number}" for number, value in enumerate(position))
    return names, {name: value for name, value in zip(names, position, strict=True) if name is not None}


def ordered_by(found: Select[Any], places: Sequence[Place]) -> Select[Any]:
    """What is found, sorted by one place within the other."""
    return found.order_by(*chain.from_iterable(place.order() for place in places))


def behind(places: list[Place], spot: Spot) -> ColumnElement[bool]:
    """Whether a row comes later than a spot, in the order of the places."""
    found: ColumnElement[bool] = false()
    for place, name in zip(reversed(places), reversed(spot), strict=True):
        found = or_(place.behind(name), and_(place.at(name), found))
    first, name = places[0], spot[0]
    if first.may_lack or name is None:
        return found
    # Said once more in a way that leads an index to the place.
    within = first.column <= bindparam(name) if first.descending else first.column >= bindparam(name)
    return and_(within, found)
