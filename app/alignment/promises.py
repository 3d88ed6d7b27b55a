"""Which promises can be kept: what is promised, against what the promises of hard needs allow.

How much is allowed, `app.graph.allowance` says. A dependency should do better than what rests on it: a tenth of the
outage, **one nine more**, so that several of them still leave room for the thing's own faults.
"""

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from app.alignment.estate import Estate, Part
from app.entities import Ref
from app.graph.allowance import Allowance, Allowances, Factor, allowances
from app.graph.network import linked
from app.rules.slo_incoherent import is_broken

VERDICTS = ("too-high", "promises-nothing", "holds", "no-needs")
"""More is promised than is allowed; nothing is promised, though something is allowed; no more than is allowed; what is
promised rests on no other promise. From the worst to the best."""

MOST_STEPS = 10
"""How many steps are told, the lowest promises first; all of them count."""

MOST_UNSAID = 5
"""How many needs are told that nobody wrote to be hard; their number is always told."""

NINE = 10
"""How many times less outage than the thing itself a dependency should have."""

MINUTES = 30 * 24 * 60
"""Of a month, in which outage is counted."""

_DIGITS = 6
_NOTHING = 1e-9


class Step(NamedTuple):
    """A thing that counts, with its promise in percent and the product of all promises so far.

    `through` is what lies between, on a shortest way of hard needs. `lacks_nine` says that it may be out for more than
    a tenth of the time that the thing itself may be; it says so of no API and what provides it.
    """

    ref: Ref
    owner: Ref | None
    percent: float
    through: tuple[Ref, ...]
    product: float
    lacks_nine: bool


class Softening(NamedTuple):
    """A need of its own which, made soft, gains most, and what is allowed then."""

    source: Ref
    target: Ref
    allowed: float
    minutes: float


class Need(NamedTuple):
    """A need of which nobody wrote how it is, so that it counts as hard and synchronous."""

    source: Ref
    target: Ref


class Promise(NamedTuple):
    """What a thing promises and what it is allowed to, in percent and as minutes of outage in 30 days.

    `short` is by how many percent more is promised than allowed. `factors` counts what `allowed` is the product of, the
    lowest promises first, `nines` those of them that lack one nine more. `silent` counts needs that lead to no promise,
    and count as if they never failed. `assumed` counts needs on the way that nobody wrote to be hard; `if_soft` is what
    would be allowed if all such needs were soft. Not `complete` where more may count: then even less is allowed.
    """

    ref: Ref
    owner: Ref | None
    tier: int | None
    verdict: str
    promised: float | None
    allowed: float | None
    if_soft: float | None
    short: float
    minutes_promised: float | None
    minutes_allowed: float | None
    factors: int
    steps: tuple[Step, ...]
    weakest: Ref | None
    gain: Softening | None
    nines: int
    silent: int
    assumed: int
    unsaid: tuple[Need, ...]
    complete: bool

    @property
    def key(self) -> str:
        """The thing it is about."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """The thing it is about."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """The team that promises."""
        return self.owner

    @property
    def weight(self) -> int:
        """What promises most beyond its means comes first; of others what allows most outage."""
        minutes = self.short * MINUTES / 100 if self.short else self.minutes_allowed or 0
        return VERDICTS.index(self.verdict) * MINUTES * 2 - min(round(minutes), MINUTES)


def rows(estate: Estate) -> list[Promise]:
    """Whatever promises something, and the services that could, by reference."""
    promises = {part.ref: part.promise for part in estate.parts if part.promise is not None}
    if not promises:
        return []
    said = tuple(edge for edge in estate.hard.edges if not edge.assumed)
    sure = linked(estate.hard.refs, said)
    unsaid = frozenset(Need(edge.source, edge.target) for edge in estate.hard.edges if edge.assumed)
    reckoning = _Reckoning(allowances(estate.hard, promises), allowances(sure, promises), unsaid)
    return list(_rows(estate, reckoning))


class _Reckoning(NamedTuple):
    """What is allowed, what would be if needs that nobody wrote to be hard were soft, and which these are."""

    now: Allowances
    sure: Allowances
    unsaid: Container[Need]


def _rows(estate: Estate, reckoning: _Reckoning) -> Iterator[Promise]:
    for part in estate.parts:
        if part.promise is not None or part.is_service:
            found = reckoning.now.of(part.ref)
            if found is not None:
                yield _held(estate, part, found, reckoning)
            elif part.promise is not None:
                yield _alone(estate, part, part.promise)


def _held(estate: Estate, part: Part, found: Allowance, reckoning: _Reckoning) -> Promise:
    """A promise, or none, against what is allowed."""
    promised = part.promise
    # An API and what provides it are one thing, so neither has to do better than the other.
    aim = None if part.ref.kind == "api" else promised
    broken = promised is not None and is_broken(promised, found.percent)
    ways = {Need(*ends) for factor in found.factors for ends in pairwise((part.ref, *factor.way))}
    unsaid = sorted(need for need in ways if need in reckoning.unsaid)
    return Promise(
        ref=part.ref,
        owner=part.team,
        tier=part.tier,
        verdict="promises-nothing" if promised is None else "too-high" if broken else "holds",
        promised=promised,
        allowed=found.percent,
        if_soft=reckoning.sure.percent(part.ref) if unsaid else found.percent,
        short=round(promised - found.percent, _DIGITS) if promised is not None and broken else 0.0,
        minutes_promised=None if promised is None else minutes(promised),
        minutes_allowed=minutes(found.percent),
        factors=len(found.factors),
        steps=tuple(_step(estate, aim, factor) for factor in found.factors[:MOST_STEPS]),
        weakest=found.factors[0].ref,
        gain=found.gain and Softening(part.ref, found.gain.target, found.gain.percent, minutes(found.gain.percent)),
        nines=sum(_lacks_nine(aim, factor.percent) for factor in found.factors),
        silent=len(found.silent),
        assumed=len(unsaid),
        unsaid=tuple(unsaid[:MOST_UNSAID]),
        complete=found.complete,
    )


def _alone(estate: Estate, part: Part, promised: float) -> Promise:
    """A promise that rests on no other."""
    return Promise(
        ref=part.ref,
        owner=part.team,
        tier=part.tier,
        verdict="no-needs",
        promised=promised,
        allowed=None,
        if_soft=None,
        short=0.0,
        minutes_promised=minutes(promised),
        minutes_allowed=None,
        factors=0,
        steps=(),
        weakest=None,
        gain=None,
        nines=0,
        silent=len({edge.target for edge in estate.hard.leaving(part.ref)} - {part.ref}),
        assumed=0,
        unsaid=(),
        complete=True,
    )


def _step(estate: Estate, aim: float | None, factor: Factor) -> Step:
    through = tuple(ref for ref in factor.way if ref != factor.ref)
    owner = estate.part(factor.ref).team
    return Step(factor.ref, owner, factor.percent, through, factor.product, _lacks_nine(aim, factor.percent))


def _lacks_nine(aim: float | None, percent: float) -> bool:
    return aim is not None and NINE * (100 - percent) > 100 - aim + _NOTHING


def minutes(percent: float) -> float:
    """How many minutes of 30 days are not covered by an availability."""
    return round((100 - percent) * MINUTES / 100, 2)
