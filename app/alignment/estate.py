"""What alignment is judged by: the network of needs, and of each thing in it what bears on standing alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.graph.landscape import TIERS
from app.graph.network import Network
from app.policy import EVIDENCE, Policy, is_in_production
from app.rules.answering import team_of
from app.rules.data import classification, is_copy, is_source, retention
from app.rules.days import day
from app.rules.evidence import asked_of, shows
from app.rules.needs import network_of
from app.rules.slo_incoherent import promise
from app.rules.stores import keeps

KINDS = ("component", "resource", "api")
"""What may need or be needed."""

INTERACTIONS = ("stream-aligned", "platform", "enabling", "complicated-subsystem")
"""The types of Team Topologies that a team may declare."""


class Part(NamedTuple):
    """A component, a resource or an API as alignment sees it; of anything else, or a name nobody declares, only `ref`.

    `type` and `lifecycle` are folded, empty where there is none. `team` answers for it, itself or through what it is
    part of. `keeps` says that it is a data store that keeps the state of something. `asked`, `demanded` and `shows`
    are words of `policy.EVIDENCE`: what makes sense for it, what its tier demands of it, and what it shows.
    """

    ref: Ref
    exists: bool = False
    type: str = ""
    lifecycle: str = ""
    tier: int | None = None
    team: Ref | None = None
    system: Ref | None = None
    domain: Ref | None = None
    keeps: bool = False
    promise: float | None = None
    asked: tuple[str, ...] = ()
    demanded: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    classification: str = ""
    authoritative: bool | None = None
    retention: str = ""
    replaces: tuple[Ref, ...] = ()
    sunset: date | None = None

    @property
    def is_service(self) -> bool:
        """Whether it is a Component of type service."""
        return self.ref.kind == "component" and self.type == "service"


@dataclass(frozen=True)
class Estate:
    """The network, a part for each of its nodes, and the teams that declare how they work with others."""

    network: Network
    parts: tuple[Part, ...]
    interactions: Mapping[Ref, str]

    def part(self, ref: Ref) -> Part:
        """The part of a reference; of one that is not in the network nothing is known."""
        node = self.network.numbers.get(ref)
        return Part(ref) if node is None else self.parts[node]

    @property
    def hard(self) -> Network:
        """The same nodes, and of the edges those along which a failure goes on."""
        return self.network.stopping

    @cached_property
    def teams(self) -> tuple[Ref, ...]:
        """Everybody who answers for anything that may need or be needed, or says how they work with others."""
        return tuple(sorted({*(part.team for part in self.parts if part.team is not None), *self.interactions}))

    def crosses(self, source: Ref, target: Ref) -> bool:
        """Whether two teams answer for these; where it is open who does, that is nobody else."""
        return differ(self.part(source), self.part(target))


def differ(one: Part, other: Part) -> bool:
    """Whether two teams answer for these; where it is open who does, that is nobody else."""
    return one.team is not None and other.team is not None and one.team != other.team


def of(catalog: Catalog, policy: Policy) -> Estate:
    """The estate of a catalog."""
    network = network_of(catalog)
    parts = tuple(_part(catalog, ref, policy) for ref in network.refs)
    return Estate(network, parts, dict(_interactions(catalog)))


def _part(catalog: Catalog, ref: Ref, policy: Policy) -> Part:
    entity = catalog.get(ref)
    if entity is None or ref.kind not in KINDS:
        return Part(ref, exists=entity is not None)
    asked, system = asked_of(entity), catalog.get(entity.system)
    return Part(
        ref,
        exists=True,
        type=fold(entity.type or ""),
        lifecycle=fold(entity.lifecycle or ""),
        tier=entity.tier if type(entity.tier) is int and entity.tier in TIERS else None,
        team=team_of(catalog, entity),
        system=entity.system,
        domain=next(_named(system, "domain"), None) if system else None,
        keeps=keeps(policy, entity),
        promise=promise(entity),
        asked=tuple(what for what in EVIDENCE if what in asked),
        demanded=tuple(
            what
            for what in EVIDENCE
            if what in asked and is_in_production(entity) and policy.demands(what, entity.tier)
        ),
        shows=tuple(what for what in EVIDENCE if what in asked and shows(entity, what)),
        classification=classification(entity),
        authoritative=True if is_source(entity) else False if is_copy(entity) else None,
        retention=retention(entity),
        replaces=tuple(dict.fromkeys(_named(entity, "replaces"))),
        sunset=day(entity.spec.get("sunset")),
    )


def _named(entity: Entity, field: str) -> Iterator[Ref]:
    """What a field of an entity refers to, in the order it is written."""
    return (each.target for each in entity.references if each.field.name == field and each.target is not None)


def _interactions(catalog: Catalog) -> Iterator[tuple[Ref, str]]:
    for team in catalog.of_kind("group"):
        written = team.spec.get("interaction")
        if isinstance(written, str) and fold(written) in INTERACTIONS:
            yield team.ref, fold(written)
