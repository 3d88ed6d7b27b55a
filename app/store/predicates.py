"""What is asked of an entity's fields, as a value: the filters and queries of the catalog protocol.

Both are about the rows that `store.fields` makes of an entity: pairs of a key and a value, in small letters. A filter
is the text of a URL, `kind=component,spec.owner`; a query is JSON, and can say everything a filter can.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.errors import BadPredicateError
from app.store.fields import Pair, asked, scalar

DEEPEST = 20
"""How many predicates may stand inside one another."""

WIDEST = 50
"""How many conditions a predicate may have in all: each is looked up for every entity."""

MOST = 1_000
"""How many values it may name in all, each of them a word of the statement that asks the database."""


@dataclass(frozen=True)
class Exists:
    """The entity has the key, whatever its value."""

    key: str


@dataclass(frozen=True)
class OneOf:
    """The key has at least one of these values; without any, nothing has."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Begins:
    """A value of the key begins so."""

    key: str
    prefix: str


@dataclass(frozen=True)
class All:
    """All parts hold; without any, everything does."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True)
class Some:
    """At least one part holds; without any, nothing does."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: "Predicate"


Leaf: TypeAlias = Exists | OneOf | Begins
Predicate: TypeAlias = Leaf | All | Some | Not

EVERYTHING = All(())


def parse(query: Mapping[str, Any]) -> Predicate:
    """The predicate of a JSON query; raises `BadPredicateError`."""
    return _bounded(_predicate(query, 1), "query")


def of_filters(filters: Sequence[str]) -> Predicate:
    """The predicate of a URL's filters, of which one must hold; raises `BadPredicateError`.

    Within a filter, keys are joined by *and*, values of the same key by *or*. A filter without a word filters nothing.
    """
    sets = tuple(found for found in map(_filter, filters) if found != EVERYTHING)
    if not sets:
        return EVERYTHING
    return _bounded(sets[0] if len(sets) == 1 else Some(sets), "filter")


def both(one: Predicate, other: Predicate) -> Predicate:
    """What holds where both do."""
    if EVERYTHING in (one, other):
        return other if one == EVERYTHING else one
    return All((one, other))


def written(predicate: Predicate) -> dict[str, Any]:
    """The JSON query that says the same: `parse` leads back."""
    match predicate:
        case Exists(key):
            return {key: {"$exists": True}}
        case OneOf(key, values):
            return {key: values[0] if len(values) == 1 else {"$in": list(values)}}
        case Begins(key, prefix):
            return {key: {"$hasPrefix": prefix}}
        case All(parts):
            return {"$all": [written(part) for part in parts]}
        case Some(parts):
            return {"$any": [written(part) for part in parts]}
        case Not(part):
            return {"$not": written(part)}


def leaves(predicate: Predicate) -> Iterator[Leaf]:
    """Everything that is asked of a single key."""
    match predicate:
        case All(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield predicate


def matches(predicate: Predicate, fields: Collection[Pair]) -> bool:
    """Whether these rows of one thing satisfy the predicate: what a database is asked, without one."""
    match predicate:
        case Exists(key):
            return any(name == key for name, _ in fields)
        case OneOf(key, values):
            return any((key, value) in fields for value in values)
        case Begins(key, prefix):
            return any(name == key and value is not None and value.startswith(prefix) for name, value in fields)
        case All(parts):
            return all(matches(part, fields) for part in parts)
        case Some(parts):
            return any(matches(part, fields) for part in parts)
        case Not(part):
            return not matches(part, fields)


def _bounded(predicate: Predicate, what: str) -> Predicate:
    """The predicate, unless it asks for too much."""
    if _width(predicate) > WIDEST:
        raise BadPredicateError(f"Invalid {what}: it has more than {WIDEST} conditions. Ask in parts.")
    if sum(len(leaf.values) for leaf in leaves(predicate) if isinstance(leaf, OneOf)) > MOST:
        raise BadPredicateError(f"Invalid {what}: it names more than {MOST:,} values. Ask in parts.")
    return predicate


def _width(predicate: Predicate) -> int:
    """How many conditions a predicate has; one that has no part is one itself."""
    match predicate:
        case All(parts) | Some(parts):
            return sum(map(_width, parts)) or 1
        case Not(part):
            return _width(part)
        case _:
            return 1


def _filter(text: str) -> Predicate:
    values: dict[str, list[str]] = {}
    for statement in (part.strip() for part in text.split(",")):
        key, equals, value = (part.strip() for part in statement.partition("="))
        if statement and not key:
            raise BadPredicateError(
                f"Invalid filter, '{statement}' is not a valid statement (expected a string on the form a=b or a= or a)"
            )
        if key:
            values.setdefault(asked(key), []).extend([asked(value)] if equals else [])
    parts = tuple(OneOf(key, tuple(dict.fromkeys(some))) if some else Exists(key) for key, some in values.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _predicate(query: object, depth: int) -> Predicate:
    if isinstance(query, (str, int, float)):
        example = f'{{ "kind": {scalar(query) if not isinstance(query, str) else _quoted(query)} }}'
        raise BadPredicateError(
            "Invalid filter predicate: top-level primitive values are not supported. "
            f"Wrap the value in a field expression, e.g. {example}"
        )
    if not isinstance(query, Mapping):
        raise BadPredicateError('Invalid query: a predicate is an object, such as {"kind": "component"}.')
    if depth > DEEPEST:
        raise BadPredicateError(f"Invalid query: more than {DEEPEST} predicates stand inside one another.")
    operators = [key for key in query if key.startswith("$")]
    if not operators:
        parts = tuple(_field(asked(key), value) for key, value in query.items())
        return parts[0] if len(parts) == 1 else All(parts)
    [operator, *others] = operators
    if others or len(query) > 1:
        other = next(key for key in query if key != operator)
        raise BadPredicateError(f"Invalid query: {operator} stands alone in its object; move '{other}' into another.")
    if operator not in _OPERATORS:
        raise BadPredicateError(
            f"Invalid query: there is no operator {operator}; write one of {', '.join(_OPERATORS)}."
        )
    return _OPERATORS[operator](query[operator], depth + 1)


def _parts(operator: str, value: object, depth: int) -> tuple[Predicate, ...]:
    if not isinstance(value, list):
        raise BadPredicateError(f"Invalid query: {operator} takes a list of predicates.")
    return tuple(_predicate(part, depth) for part in value)


_OPERATORS: Mapping[str, Callable[[object, int], Predicate]] = {
    "$all": lambda value, depth: All(_parts("$all", value, depth)),
    "$any": lambda value, depth: Some(_parts("$any", value, depth)),
    "$not": lambda value, depth: Not(_predicate(value, depth)),
}


def _field(key: str, value: object) -> Predicate:
    """What is asked of one key."""
    if isinstance(value, (str, int, float)):
        return OneOf(key, (_text(value),))
    if not isinstance(value, Mapping) or len(value) != 1:
        raise BadPredicateError(_FIELD.format(key))
    [(operator, operand)] = value.items()
    match operator, operand:
        case "$exists", bool():
            return Exists(key) if operand else Not(Exists(key))
        case "$in", list() if all(isinstance(each, (str, int, float)) for each in operand):
            return OneOf(key, tuple(dict.fromkeys(_text(each) for each in operand)))
        case "$hasPrefix", str():
            return Begins(key, asked(operand))
        case "$contains", str() | int() | float():
            return OneOf(key, (_text(operand),))
        case "$contains", Mapping():
            return _relation(key, operand)
    raise BadPredicateError(_FIELD.format(key))


_FIELD = (
    "Invalid query: '{}' takes a text, a number, true or false, or an object with one of "
    "$exists (true or false), $in (a list of those), $hasPrefix (a text) and $contains."
)


def _relation(key: str, wanted: Mapping[str, object]) -> Predicate:
    """The object form of `$contains`, which only relations have."""
    if key != "relations":
        raise BadPredicateError(f'Object form of $contains is not supported for field "{key}"')
    kind, target = wanted.get("type"), wanted.get("targetRef")
    if not isinstance(kind, str):
        raise BadPredicateError('The $contains operator for "relations" requires a "type" string property')
    unknown = next((name for name in wanted if name not in ("type", "targetRef")), None)
    if unknown is not None:
        raise BadPredicateError(
            f'Unsupported key "{unknown}" in $contains for "relations". Only "type" and "targetRef" are supported'
        )
    name = f"relations.{asked(kind)}"
    match target:
        case None if "targetRef" not in wanted:
            return Exists(name)
        case str():
            return OneOf(name, (asked(target),))
        case {"$in": [*refs], **rest} if not rest and all(isinstance(ref, str) for ref in refs):
            return OneOf(name, tuple(dict.fromkeys(asked(ref) for ref in refs)))
    raise BadPredicateError('Invalid query: "targetRef" takes a reference, or {"$in": [references]}.')


def _text(value: str | float) -> str:
    return asked(value if isinstance(value, str) else scalar(value))


def _quoted(text: str) -> str:
    return f'"{text}"'
