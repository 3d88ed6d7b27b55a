"""Who answers for an entity: the one judgement that all rules on owners ask."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.rules.references import can_be_declared

OWNED = ("component", "api", "resource", "system", "domain")
"""The kinds that somebody answers for."""

# Compared without anything but letters and digits, so `n/a`, `N.A.` and `no owner` are here, too.
_PLACEHOLDERS = frozenset(
    (
        "",
        "changeme",
        "fixme",
        "na",
        "nil",
        "nobody",
        "none",
        "noone",
        "noowner",
        "notapplicable",
        "notset",
        "noteam",
        "null",
        "ownername",
        "tba",
        "tbc",
        "tbd",
        "teamname",
        "tobedecided",
        "tobedefined",
        "tobedetermined",
        "todo",
        "unassigned",
        "undecided",
        "undefined",
        "unknown",
        "unowned",
        "xxx",
        "yourteam",
    )
)
_EMAIL = re.compile(r"[^\s@:/,;]+@[^\s@:/,;]+\.[^\s@:/,;]+")


class Team(NamedTuple):
    """A team owns it."""

    owner: Ref


class Person(NamedTuple):
    """A person owns it."""

    owner: Ref
    written: str


class NotATeam(NamedTuple):
    """What it names can be neither team nor person; `owner` is `None` where that is no reference either."""

    owner: Ref | None
    written: str


class Unknown(NamedTuple):
    """The catalog has no such team or person."""

    owner: Ref
    written: str


class Inherited(NamedTuple):
    """It names nobody; `holder`, which it is part of, names `owner`."""

    owner: Ref
    holder: Entity


class Missing(NamedTuple):
    """It names nobody, and nothing around it does."""


Standing = Team | Person | NotATeam | Unknown | Inherited | Missing
Kind = TypeVar("Kind", Team, Person, NotATeam, Unknown, Inherited, Missing)


def standing(catalog: Catalog, entity: Entity) -> Standing:
    """Who answers for an entity of one of the kinds that are `OWNED`: always exactly one of the six."""
    value = entity.spec.get("owner")
    written = value.strip() if isinstance(value, str) else value
    if not written:
        return _without(catalog, entity)
    if not isinstance(written, str):
        return NotATeam(None, str(written))
    owner = entity.owner
    if owner is None or owner.kind not in ("group", "user"):
        return NotATeam(owner, written)
    if owner in catalog:
        return Team(owner) if owner.kind == "group" else Person(owner, written)
    if is_placeholder(owner) or not can_be_declared(owner):
        return NotATeam(owner, written)
    return Unknown(owner, written)


def standings(catalog: Catalog, wanted: type[Kind]) -> Iterator[tuple[Entity, Kind]]:
    """Every entity that stands so, by kind, then by reference."""
    for kind in OWNED:
        for entity in catalog.of_kind(kind):
            found = standing(catalog, entity)
            if isinstance(found, wanted):
                yield entity, found


def is_placeholder(owner: Ref) -> bool:
    """Whether a name is what people write who do not know yet, such as `TBD`, `???` or `n/a`, which has a slash."""
    names = (owner.name, owner.namespace + owner.name)
    return any(re.sub(r"[\W_]+", "", name) in _PLACEHOLDERS for name in names)


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def _without(catalog: Catalog, entity: Entity) -> Inherited | Missing:
    inherited = catalog.inherited_owner(entity)
    if inherited is None or inherited[1].kind not in ("group", "user"):
        return Missing()
    holder, owner = inherited
    return Inherited(owner, holder)
