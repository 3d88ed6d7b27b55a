"""The shape of a question: the same predicate with names in place of its values.

Putting a statement together takes longer than most of them take to answer, and questions come in few shapes. So a
statement is made of a shape, once, and each question of that shape hands its values over by their names.
"""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam

from app.store.predicates import All, Begins, Leaf, Not, OneOf, Predicate, Some

Values: TypeAlias = dict[str, Any]
"""Values by the names that stand for them."""

_ONE, _SEVERAL, _PREFIX, _BEHIND = "one", "several", "prefix", "behind"
_BEYOND = "\U0010ffff"


def shaped(predicate: Predicate) -> tuple[Predicate, Values]:
    """The shape of a predicate, and its values. Leaves that say the same have the same names, others have others."""
    shapes: dict[Leaf, Leaf] = {}
    values: Values = {}
    return _shaped(predicate, shapes, values), values


def is_single(leaf: Leaf) -> bool:
    """Whether the leaf of a shape stands for one that wants a single value, which an entity has once."""
    return isinstance(leaf, OneOf) and leaf.values[0].startswith(_ONE)


def is_one_of(column: SQLColumnExpression[str], leaf: OneOf) -> ColumnElement[bool]:
    """Whether a column has a value that the leaf of a shape stands for."""
    [name] = leaf.values
    return column == bindparam(name) if is_single(leaf) else column.in_(bindparam(name, expanding=True))


def begins(column: SQLColumnExpression[str], leaf: Begins) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a column is in the range of all that begins as the leaf of a shape says."""
    return column >= bindparam(leaf.prefix), column < bindparam(_BEHIND + leaf.prefix)


def _shaped(predicate: Predicate, shapes: dict[Leaf, Leaf], values: Values) -> Predicate:
    match predicate:
        case All(parts):
            return All(tuple(_shaped(part, shapes, values) for part in parts))
        case Some(parts):
            return Some(tuple(_shaped(part, shapes, values) for part in parts))
        case Not(part):
            return Not(_shaped(part, shapes, values))
        case _:
            if predicate not in shapes:
                shapes[predicate] = _named(predicate, len(shapes), values)
            return shapes[predicate]


def _named(leaf: Leaf, number: int, values: Values) -> Leaf:
    """The leaf with a name in place of its values, which are put among the others."""
    match leaf:
        case OneOf(key, (value,)):
            values[name := f"{_ONE}_{number}"] = value
            return OneOf(key, (name,))
        case OneOf(key, several):
            values[name := f"{_SEVERAL}_{number}"] = several
            return OneOf(key, (name,))
        case Begins(key, prefix):
            values[name := f"{_PREFIX}_{number}"] = prefix
            values[_BEHIND + name] = prefix + _BEYOND
            return Begins(key, name)
        case _:
            return leaf
