"""The order of a list, and places in it: where one was left, and what comes after or before."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, or_

Position: TypeAlias = tuple[str | int | None, ...]
"""Where a list was left: what its last entity is sorted by, and last of all what tells it from its equals."""


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

    def behind(self, value: str | int | None) -> ColumnElement[bool]:
        """Whether it comes later than a value."""
        if value is None:
            return self.column.is_not(None) if self.backwards else false()
        further = self.column < value if self.descending else self.column > value
        return or_(further, self.column.is_(None)) if self.may_lack and not self.backwards else further

    def at(self, value: str | int | None) -> ColumnElement[bool]:
        """Whether it is at a value."""
        return self.column.is_(None) if value is None else self.column == value


def ordered_by(found: Select[Any], places: Sequence[Place]) -> Select[Any]:
    """What is found, sorted by one place within the other."""
    return found.order_by(*chain.from_iterable(place.order() for place in places))


def behind(places: list[Place], position: Position) -> ColumnElement[bool]:
    """Whether a row comes later than a position, in the order of the places."""
    found: ColumnElement[bool] = false()
    for place, value in zip(reversed(places), reversed(position), strict=True):
        found = or_(place.behind(value), and_(place.at(value), found))
    first, value = places[0], position[0]
    if first.may_lack or value is None:
        return found
    # Said once more in a way that leads an index to the place.
    return and_(first.column <= value if first.descending else first.column >= value, found)
