"""What sections find as it is kept and told: one JSON document a row."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple, Protocol

import orjson

from app.entities import Ref


class Row(Protocol):
    """A row of a section: a named tuple of texts, numbers, references, days, and tuples and named tuples of these."""

    @property
    def key(self) -> str:
        """Its identity within its section."""

    @property
    def about(self) -> Ref | None:
        """What it is about, where that is one thing or team."""

    @property
    def team(self) -> Ref | None:
        """The team that has to see to it."""

    @property
    def verdict(self) -> str:
        """What it comes to, in a word by which rows are counted and picked."""

    @property
    def weight(self) -> int:
        """Where it stands in a list: the lowest first, then by key."""


class Entry(NamedTuple):
    """A row as it is kept; `document` is its JSON."""

    section: str
    key: str
    about: Ref | None
    team: Ref | None
    verdict: str
    weight: int
    document: str


def entries(section: str, rows: Iterable[Row]) -> list[Entry]:
    """The rows of a section as they are kept, in their order."""
    return [Entry(section, row.key, row.about, row.team, row.verdict, row.weight, document(row)) for row in rows]


def document(value: object) -> str:
    """The JSON of a named tuple: its fields as keys with small first letters and no underscores."""
    return orjson.dumps(plain(value)).decode()


def plain(value: object) -> Any:
    """What JSON can say of a value: references and days as texts, named tuples as maps."""
    # Texts and numbers are most of what there is.
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(each) for name, each in zip(names(type(value)), value, strict=True)}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    raise TypeError(f"A row holds no {type(value).__name__}.")


@cache
def names(kind: type) -> tuple[str, ...]:
    """The fields of a named tuple as JSON has them: `short_by` is `shortBy`."""
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]  # named tuples have it, and no common base
    return tuple(
        first + "".join(word.capitalize() for word in rest) for first, *rest in (name.split("_") for name in fields)
    )
