"""How strict this organisation is: severities, switches, scopes, demands, waivers and levels as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.entities import Entity, Ref, fold
from app.positions import Position
from app.problems import Severity

FILE = "policy.yaml"
"""Where a source writes its policy: at its root, under this name alone."""

DATA_STORE_TYPES = frozenset(
    (
        "database",
        "cache",
        "bucket",
        "s3-bucket",
        "storage",
        "queue",
        "topic",
        "kafka-topic",
        "stream",
        "search-index",
        "warehouse",
    )
)

ROLES = ("on-call", "members")
"""What a tier may demand of whoever owns a thing: somebody to wake, and more people than one."""

EVIDENCE = ("dashboard", "alerts", "runbook", "logs", "slo", "docs", "source")
"""What a tier may demand to be named by a thing itself."""

_DEMANDED = {1: frozenset(ROLES), 2: frozenset(ROLES)}
_SHOWN = {1: frozenset(EVIDENCE), 2: frozenset(EVIDENCE)}
_CONFIRMED = {1: 90, 2: 180, 3: 365}


@dataclass(frozen=True)
class Scope:
    """What a rule is about; what is empty narrows nothing. All words are folded."""

    kinds: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    lifecycles: frozenset[str] = frozenset()
    tiers: frozenset[int] = frozenset()
    namespaces: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def takes(self, entity: Entity) -> bool:
        """Whether an entity is within it: one of the words of each list that is not empty is its own."""
        return (
            (not self.kinds or entity.ref.kind in self.kinds)
            and (not self.types or fold(entity.type or "") in self.types)
            and (not self.lifecycles or fold(entity.lifecycle or "") in self.lifecycles)
            and (not self.tiers or entity.tier in self.tiers)
            and (not self.namespaces or entity.ref.namespace in self.namespaces)
            and (not self.tags or not self.tags.isdisjoint(map(fold, entity.tags)))
        )


@dataclass(frozen=True)
class Waiver:
    """A gap that is put up with until the end of a day: what `rule` finds about `ref`."""

    rule: str
    ref: Ref
    until: date
    reason: str
    by: str
    position: Position

    def is_over(self, today: date) -> bool:
        """Whether its last day is past."""
        return today > self.until


@dataclass(frozen=True)
class Level:
    """A step of the scorecard: reached where none of these rules finds anything, nor any of the levels below."""

    name: str
    rules: tuple[str, ...]


LEVELS = (
    Level("bronze", ("owner-not-a-team", "owner-unknown", "owner-is-person", "owner-inherited-only", "owner-missing")),
    Level("silver", ("team-unreachable", "type-missing", "lifecycle-missing", "ref-unknown", "ref-wrong-kind")),
    Level(
        "gold", ("no-on-call", "no-runbook", "no-dashboard", "no-alerts", "no-logs", "no-slo", "no-docs", "no-source")
    ),
)
"""The levels of an organisation that says nothing, lowest first: owned, described, and fit to be on call for."""


@dataclass(frozen=True)
class Policy:
    """What the rules are told; the default is what an organisation gets that says nothing.

    `severities` overrides a rule's own, `off` switches rules off, `scopes` narrows what a rule is about, `numbers` has
    thresholds as `rule.name`. `roles` and `evidence` are what a tier demands; `confirmed_within` how many days an
    owner's word holds for it. `watched_tiers` are those whose failure hurts most.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    data_store_types: frozenset[str] = DATA_STORE_TYPES
    watched_tiers: frozenset[int] = frozenset((1, 2))
    roles: Mapping[int, frozenset[str]] = field(default_factory=lambda: _DEMANDED)
    evidence: Mapping[int, frozenset[str]] = field(default_factory=lambda: _SHOWN)
    confirmed_within: Mapping[int, int] = field(default_factory=lambda: _CONFIRMED)
    waivers: tuple[Waiver, ...] = ()
    levels: tuple[Level, ...] = LEVELS

    def is_data_store(self, entity: Entity) -> bool:
        """Whether this is shown as a data store: a Resource or Component of a data type."""
        return fold(entity.kind) in ("resource", "component") and fold(entity.type or "") in self.data_store_types

    def demands(self, what: str, tier: int | None) -> bool:
        """Whether a tier demands one of `ROLES` or `EVIDENCE`; what has no tier, nothing is demanded of."""
        return tier is not None and (what in self.roles.get(tier, ()) or what in self.evidence.get(tier, ()))

    def tiers_demanding(self, what: str) -> tuple[int, ...]:
        """The tiers that demand one of `ROLES` or `EVIDENCE`, highest first."""
        return tuple(sorted(tier for tier in {*self.roles, *self.evidence} if self.demands(what, tier)))

    def number(self, rule: str, name: str, default: float) -> float:
        """A threshold of a rule."""
        return self.numbers.get(f"{rule}.{name}", default)


DEFAULT = Policy()


def is_service(entity: Entity) -> bool:
    """Whether this is a service: a Component whose type is `service`, in any case."""
    return fold(entity.kind) == "component" and fold(entity.type or "") == "service"


def is_in_production(entity: Entity) -> bool:
    """Whether others may rely on it: its lifecycle is `production`, in any case."""
    return fold(entity.lifecycle or "") == "production"
