"""The network with what stands in it: each thing as graphs show it, group it and count it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.graph import network
from app.graph.network import Network

TIERS = range(1, 5)

_HOLDERS = {"team": "group", "system": "system", "domain": "domain"}


class Thing(NamedTuple):
    """An entity, or a name that only others write: then it does not exist, and all after `exists` is empty.

    `type` and `lifecycle` are folded. `owner` and `system` are what its own descriptor names, existing or not.
    `domain` is the one its system, or itself where it is a system, names.
    """

    ref: Ref
    title: str
    exists: bool = False
    type: str | None = None
    lifecycle: str | None = None
    tier: int | None = None
    owner: Ref | None = None
    system: Ref | None = None
    domain: Ref | None = None

    def group(self, by: str) -> Ref | None:
        """The team, system or domain that it belongs to, by one of these three words."""
        if by == "team":
            return self.owner
        if self.ref.kind == by:
            return self.ref
        return self.system if by == "system" else self.domain


@dataclass(frozen=True)
class Landscape:
    """A network, and a thing for each of its references."""

    network: Network
    things: Mapping[Ref, Thing]

    def __getitem__(self, ref: Ref) -> Thing:
        """The thing; one that nobody wrote has its name and nothing else."""
        return self.things.get(ref) or Thing(ref, ref.name)

    def meant(self, ref: Ref) -> tuple[Ref, ...]:
        """The things that a reference stands for: what a team, system or domain holds, else itself; in order."""
        by = next((word for word, kind in _HOLDERS.items() if kind == ref.kind), "")
        return self._held[by].get(ref, ()) if by else (ref,)

    @cached_property
    def _held(self) -> Mapping[str, Mapping[Ref, tuple[Ref, ...]]]:
        """What may need or be needed, by the team, system and domain that holds it."""
        found: dict[str, dict[Ref, list[Ref]]] = {by: defaultdict(list) for by in _HOLDERS}
        for ref in self.network.refs:
            thing = self[ref]
            for by, kind in _HOLDERS.items():
                holder = thing.group(by)
                if holder is not None and holder.kind == kind and ref.kind not in _HOLDERS.values():
                    found[by][holder].append(ref)
        return {by: {ref: tuple(held) for ref, held in groups.items()} for by, groups in found.items()}


def of(catalog: Catalog) -> Landscape:
    """The landscape of a catalog."""
    joined = network.of(catalog)
    found = {thing.ref: thing for thing in _things(catalog)}
    return Landscape(joined, {ref: found.get(ref) or Thing(ref, ref.name) for ref in joined.refs})


def _things(catalog: Catalog) -> Iterator[Thing]:
    for entity in catalog:
        system = _named(entity, "system")
        within = catalog.get(system) if system else entity if entity.ref.kind == "system" else None
        yield Thing(
            entity.ref,
            entity.title,
            exists=True,
            type=None if entity.type is None else fold(entity.type),
            lifecycle=None if entity.lifecycle is None else fold(entity.lifecycle),
            tier=entity.tier if type(entity.tier) is int and entity.tier in TIERS else None,
            owner=entity.owner,
            system=system,
            domain=_named(within, "domain") if within else None,
        )


def _named(entity: Entity, field: str) -> Ref | None:
    return next((each.target for each in entity.references if each.field.name == field), None)
