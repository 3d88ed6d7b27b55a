"""Whether something holds for an entity, as a condition: what is asked of its fields, put to the database.

Predicates and texts are shapes here (`store.shapes`): where they have a value, they say its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    false,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.store import shapes
from app.store.models import FieldRow
from app.store.predicates import All, Begins, Exists, Leaf, Not, OneOf, Predicate, Some

Keys: TypeAlias = Mapping[str, int]
"""The ids of keys; what is not there, no entity has."""

KeyIds: TypeAlias = tuple[tuple[str, int], ...]
"""The same as a part of a shape."""


@dataclass(frozen=True)
class Text:
    """Something that must stand somewhere in a value of one of these keys."""

    term: str
    keys: tuple[str, ...]


ALWAYS = true()
"""The condition that says nothing; it is met as itself, so that it need not be said."""

NOBODYS = 0
"""The id of a key that no entity has."""

_FIELD = FieldRow.__table__


def piece_of(leaf: Leaf, keys: Keys) -> Select[int]:
    """The entities that satisfy a leaf, each once."""
    row = _FIELD.alias()
    found = select(row.c.ref_id).where(*_satisfies(leaf, keys, row))
    return found if shapes.is_single(leaf) else found.distinct()


class Look(Enum):
    """How to find out whether a part of a predicate holds for an entity."""

    SINGLY = auto()
    """Looked up for each entity that is met, and never for all before some are shown, as PostgreSQL likes to."""
    FREELY = auto()
    """As the database thinks best."""
    SETS = auto()
    """The set of those for which it holds is made first, which is half the work where most are met anyway."""
    ONLY_SETS = auto()
    """The same for parts of parts: what SQLite makes of many look-ups takes the square of their number."""


def holds(predicate: Predicate, keys: Keys, ref: SQLColumnExpression[int], look: Look) -> ColumnElement[bool]:
    """Whether the predicate holds for an entity."""
    # PostgreSQL makes a set the slow way where it is one of several ways, or must not hold.
    within = Look.FREELY if look is Look.SETS else look
    match predicate:
        case All(parts):
            some = [each for part in parts if (each := holds(part, keys, ref, look)) is not ALWAYS]
            return and_(*some) if some else ALWAYS
        case Some(parts):
            return or_(*(holds(part, keys, ref, within) for part in parts)) if parts else false()
        case Not(part):
            return not_(holds(part, keys, ref, within))
        case _ if predicate.key not in keys:
            return false()
        case _:
            row = _FIELD.alias()
            satisfying = _satisfies(predicate, keys, row)
            if look in (Look.SETS, Look.ONLY_SETS):
                return ref.in_(select(row.c.ref_id).where(*satisfying))
            found = select(row.c.ends).where(row.c.ref_id == ref, *satisfying)
            if not isinstance(predicate, OneOf):
                found = found.with_hint(row, BY_ENTITY, "sqlite")
            # What has an offset is never turned into a join.
            return (found.offset(0) if look is Look.SINGLY else found).exists()


BY_ENTITY = "INDEXED BY ix_field_ref_id"
"""SQLite counts on as many rows of a key as of an entity; PostgreSQL, which knows better, finds its way."""


def there_is(row: FromClause, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an entity, which one of the conditions names, has a row."""
    return select(row.c.ends).with_hint(row, BY_ENTITY, "sqlite").where(*conditions).exists()


def _satisfies(leaf: Leaf, keys: Keys, row: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Whether a row is one that satisfies the leaf."""
    key = row.c.key_id == keys.get(leaf.key, NOBODYS)
    match leaf:
        case Exists():
            return (key,)
        case OneOf():
            return (key, row.c.ends > 0, shapes.is_one_of(row.c.value, leaf))
        case Begins():
            return (key, row.c.ends > 0, *shapes.begins(row.c.value, leaf))


def has_text(text: Text, keys: Keys, row: FromClause) -> ColumnElement[bool]:
    """Whether a row is of one of the text's keys and has its term."""
    here = [keys[key] for key in text.keys if key in keys]
    return and_(
        row.c.key_id.in_(here), row.c.ends > 0, _Within(row.c.value, bindparam(text.term, type_=row.c.value.type))
    )


class _Within(FunctionElement[bool]):
    """Whether a text stands in another: as it is, whatever its characters mean to a pattern."""

    inherit_cache = True
    type = Boolean()


@compiles(_Within, "sqlite")
def _instr(element: _Within, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"instr({compiler.process(element.clauses, **kwargs)}) > 0"


@compiles(_Within, "postgresql")
def _strpos(element: _Within, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **kwargs)}) > 0"
