"""References that name no kind, settled by the names that exist."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from app.entities import KINDS, Entity, Ref, Reference, fold, split
from app.errors import BadReferenceError
from app.problems import Problem, capped, shown

Names = Callable[[str, str], Iterable[Ref]]
"""From a folded name and namespace to the entities of any kind that have it."""


class Settled(NamedTuple):
    """The entity with its bare references settled where one name answers, and a problem for each."""

    entity: Entity
    problems: tuple[Problem, ...]


def settle(entity: Entity, names: Names) -> Settled:
    """Resolve what names no kind where the field needs one, where exactly one entity has that name."""
    settled: dict[str, Ref] = {}
    problems: list[Problem] = []
    for reference, namespace, name in _bare(entity):
        found = sorted(names(name, namespace))
        if len(found) == 1:
            settled[reference.pointer] = found[0]
        message = f"`spec.{reference.field.name}` has `{shown(reference.written)}`, which names no kind."
        at = entity.at(reference.pointer)
        problems.append(
            Problem(at, "ref-without-kind", message, _remedy(reference, found), reference.pointer, entity.ref)
        )
    return Settled(replace(entity, settled=settled) if settled or entity.settled else entity, capped(problems))


def by_name(entities: Iterable[Entity], also: Iterable[Ref] = ()) -> Names:
    """A look-up over these entities, and over others of which only the references are at hand."""
    found: dict[tuple[str, str], list[Ref]] = {}
    for ref in chain((entity.ref for entity in entities), also):
        found.setdefault((ref.name, ref.namespace), []).append(ref)
    held: Mapping[tuple[str, str], list[Ref]] = found
    return lambda name, namespace: held.get((name, namespace), ())


def _bare(entity: Entity) -> Iterator[tuple[Reference, str, str]]:
    for reference in entity.references:
        if reference.field.bare:
            continue
        try:
            kind, namespace, name = split(reference.written)
        except BadReferenceError:
            continue
        if kind is None:
            yield reference, fold(namespace or entity.namespace), fold(name)


def _remedy(reference: Reference, found: list[Ref]) -> str:
    written = shown(reference.written)
    if len(found) == 1:
        return f"`{written}` is a {_kind(found[0])}: write `{found[0].short}`."
    if found:
        return f"`{written}` could be {' or '.join(f'`{ref.short}`' for ref in found)}: write which."
    either = " or ".join(f"`{kind}:{written}`" for kind in reference.field.wants)
    return f"Nothing is called `{written}`. Write {either}."


def _kind(ref: Ref) -> str:
    return next((kind for kind in KINDS if fold(kind) == ref.kind), ref.kind)
