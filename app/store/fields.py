"""The fields of an entity as rows to filter, sort and count by: the catalog protocol's own reading of an entity.

This is the one place that decides what `spec.type=service` or `metadata.tags.java` finds; `store.predicates` says
what may be asked of the rows, and `store.selection` asks it of the database.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from app import characters

Pair: TypeAlias = tuple[str, str | None]
"""A key, and a value or none: both in small letters."""

LONGEST = 200
"""A longer key has no row; of a longer value only that it exists is known."""

_NAMING = ("name", "namespace", "uid")
_NEVER = frozenset({"attachments", "relations", "status", "metadata.etag", *(f"metadata.{each}" for each in _NAMING)})

EVERYWHERE = frozenset({"kind", "apiversion", *(f"metadata.{each}" for each in _NAMING)})
"""The keys that every entity has, with a value."""

OURS = "ensemble."
"""What the keys begin with that only this catalog has; no author can write there."""

_STALE = f"{OURS}stale"
SIGNS = (_STALE, *(f"{OURS}{each}" for each in ("finding", "problem", "severity", "missing")))
"""What there is to say of an entity beyond the protocol."""

BARE, VALUE, LEAST, GREATEST = 0, 1, 2, 4
"""What a row may be: one without a value; one with a value; and the first or last among those of its entity and key."""


_ONLY = VALUE + LEAST + GREATEST


class Field(NamedTuple):
    """One row; `ends` is a sum of the marks above.

    `value` is in small letters, and empty where there is none to compare; `written` is as the author wrote it, where
    that differs.
    """

    key: str
    value: str
    ends: int
    written: str | None


def of(served: Mapping[str, Any]) -> Iterator[Field]:
    """The rows of an entity as it is served, in no order.

    A text, number or truth value is a row under its dotted path. A list gives each of its items the path of the list,
    and each text in it a key of its own besides, `metadata.tags.java`, so that several can be asked for at once.
    Objects have no row. Of relations the key is `relations.` and the type, the value what it leads to.
    """
    metadata = served["metadata"]
    pairs: list[tuple[str, object]] = []
    _visit("", served, pairs)
    pairs += ((f"metadata.{each}", metadata[each]) for each in _NAMING)
    pairs += ((f"relations.{each['type']}", each["targetRef"]) for each in served.get("relations", ()))
    return rows(pairs)


def signs(
    *, stale: bool, findings: Iterable[str], problems: Iterable[str], severities: Iterable[str], missing: Iterable[str]
) -> frozenset[Pair]:
    """What the catalog knows of an entity beyond the protocol, under `SIGNS`.

    `findings` are the rules that see something in it, `problems` the codes of what its reading met, `severities` those
    of both, and `missing` the references it names and nobody declares.
    """
    lists = zip(SIGNS, ((), findings, problems, severities, missing), strict=True)
    said = ((key, lowered(value)) for key, values in lists for value in values)
    return frozenset([*said, *([(_STALE, "true")] if stale else [])])


def of_signs(found: Iterable[Pair]) -> Iterator[Field]:
    """The rows of an entity's signs; a list's item has a key of its own, as in `of`."""
    return rows(
        each
        for key, value in found
        for each in (((key, value),) if key == _STALE else ((key, value), (f"{key}.{value}", True)))
    )


def rows(pairs: Iterable[tuple[str, object]]) -> Iterator[Field]:
    """The rows of keys and scalars, in no order: each value once, and no key without one that also has some."""
    found: dict[str, dict[str, str]] = {}
    for path, value in pairs:
        key = lowered(path)
        if len(key) > LONGEST:
            continue
        values = found.setdefault(key, {})
        if value is not None:
            text = value if isinstance(value, str) else scalar(value)
            if len(text) <= LONGEST:
                values.setdefault(lowered(text), text)
    for key, values in found.items():
        if not values:
            yield Field(key, "", BARE, None)
        elif len(values) == 1:
            [(value, text)] = values.items()
            yield Field(key, value, _ONLY, text if text != value else None)
        else:
            first, last = min(values), max(values)
            for value, text in values.items():
                ends = VALUE + LEAST * (value == first) + GREATEST * (value == last)
                yield Field(key, value, ends, text if text != value else None)


def pairs(fields: Iterable[Field]) -> set[Pair]:
    """The rows as `predicates.matches` reads them."""
    return {(field.key, field.value if field.ends else None) for field in fields}


def scalar(value: object) -> str:
    """A text, number or truth value as JavaScript writes it, which is what clients compare with."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(float(value))
    raise TypeError(value)


def lowered(text: str) -> str:
    """The form in which keys and values are compared."""
    return text.lower()


def asked(text: str) -> str:
    """The same of what somebody asks for, which may be anything."""
    return lowered(characters.storable(text))


def _visit(path: str, value: object, found: list[tuple[str, object]]) -> None:
    """Add what stands at a path and below it."""
    if isinstance(value, dict):
        for key, item in value.items():
            below = f"{path}.{key}" if path else key
            if below not in _NEVER:
                _visit(below, item, found)
    elif isinstance(value, list):
        for item in value:
            _visit(path, item, found)
            if isinstance(item, str):
                found.append((f"{path}.{item}", True))
    else:
        found.append((path, value))


_MOST_DIGITS, _MOST_ZEROS = 21, 6


def _number(value: float) -> str:
    """ECMAScript's Number::toString (section 6.1.6.1.20): its digits as long as they are few, else an exponent."""
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + int(exponent)
    if len(text) <= point <= _MOST_DIGITS:
        shown = text.ljust(point, "0")
    elif 0 < point <= _MOST_DIGITS:
        shown = f"{text[:point]}.{text[point:]}"
    elif -_MOST_ZEROS < point <= 0:
        shown = f"0.{'0' * -point}{text}"
    else:
        shown = f"{text[0]}{'.' if text[1:] else ''}{text[1:]}e{point - 1:+d}"
    return f"-{shown}" if sign and value else shown
