"""The references of a descriptor that do not lead where their field wants to go.

A reference misses in one of two ways, never both: nothing answers to it (`ref-unknown`), or what answers to
its name is of another kind than the field takes (`ref-wrong-kind`). `owner` is left out: it has rules of its own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import KINDS, Entity, Field, Ref, Reference, fold
from app.errors import BadReferenceError

_KNOWN = frozenset(fold(kind) for kind in KINDS)
# What nobody means when a reference to something else fails: where descriptors are, and what makes new ones.
_UNLIKELY = frozenset(("location", "template"))
_CONFIRMED_BY = Field("confirmed.by", ("user",))

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


class Miss(NamedTuple):
    """A reference, what it names, and the entity of another kind that has the name, where there is one."""

    reference: Reference
    target: Ref
    found: Ref | None


def misses(catalog: Catalog, entity: Entity) -> Iterator[Miss]:
    """The references of one entity that miss, each field and name once."""
    told: set[tuple[str, Ref]] = set()
    for reference in pointing(entity):
        target = reference.target
        if target is None or _fits(catalog, reference.field, target) or (reference.field.name, target) in told:
            continue
        told.add((reference.field.name, target))
        yield Miss(
            reference, target, target if target in catalog else _namesake(catalog, entity, reference.field, target)
        )


def pointing(entity: Entity) -> Iterator[Reference]:
    """The references of an entity to anything but its owner, by fields that make relations or none."""
    for reference in entity.references:
        if reference.field.name != "owner":
            yield reference
    confirmed = entity.spec.get("confirmed")
    written = confirmed.get("by") if isinstance(confirmed, dict) else None
    if isinstance(written, str):
        yield Reference("/spec/confirmed/by", _CONFIRMED_BY, written, _person(written, entity))


def can_be_declared(ref: Ref) -> bool:
    """Whether an entity can have this name and namespace; a blank or a comma is in none."""
    return all(_NAME.fullmatch(part) for part in (ref.name, ref.namespace))


def _fits(catalog: Catalog, field: Field, target: Ref) -> bool:
    """Whether it is there and of a kind the field wants, or of one that Ensemble does not know."""
    return target in catalog and (target.kind in field.wants or target.kind not in _KNOWN)


def _namesake(catalog: Catalog, entity: Entity, field: Field, target: Ref) -> Ref | None:
    """What has the name under another kind, a kind that the field takes first.

    Never the entity itself: a service and its system often share a name, and nothing is meant to be part of itself.
    """
    others = [
        ref
        for ref in catalog.named(target.name, target.namespace)
        if ref != entity.ref and ref.kind in _KNOWN and ref.kind not in _UNLIKELY
    ]
    return min(others, key=lambda ref: (ref.kind not in field.wants, ref), default=None)


def _person(written: str, entity: Entity) -> Ref | None:
    try:
        return Ref.parse(written, "user", entity.namespace)
    except BadReferenceError:
        return None
