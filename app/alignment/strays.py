"""Boundaries that the graph suggests beside those that are declared, and what is on the wrong side of one, as advice.

The graph puts together what hangs together more than chance would have it, and about as tightly as the declared systems
are. Whatever is not clear is left out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.alignment.cohesion import counted, is_cohesive, needs
from app.alignment.estate import KINDS, Estate, Part
from app.entities import Ref
from app.graph.communities import Ties, communities, tied, tightness_of

LEAST = 3
"""Fewer neighbours in the other system than that are no evidence."""

CLEARLY = 2
"""So many times as many neighbours are in the other system as in its own."""

MOST_TOLD = 20
"""How many members of a community are told; their number is always told."""

_FIRM = 2
"""How much firmer a hard need ties than a soft one."""
_MOST_SIZE = 1 << 10


class Weave(NamedTuple):
    """The things of an estate with the needs between them, and the communities that these make.

    An API that has one provider is one with it. `nodes` are the numbers of things in the estate, `ties` and `homes` go
    by the places in these; `homes` has the number of each community. `counted` has for every node of the estate the one
    that it counts as.
    """

    nodes: Sequence[int]
    ties: Ties
    homes: Sequence[int]
    counted: Sequence[int]


class Held(NamedTuple):
    """A system or team, and how many things of a community it holds."""

    ref: Ref
    things: int


class Stray(NamedTuple):
    """A thing that needs, or is needed by, mostly what is in another system than its own.

    It is `torn` where something of its own system needs it or is needed by it, too, and else `alone` there.
    `neighbours` counts the things it needs or that need it, `inside` those in its own system, `there` those in the
    better one. `community` is how many things the graph puts together with it, `community_there` how many of these are
    in the better system.
    """

    ref: Ref
    owner: Ref | None
    verdict: str
    system: Ref
    better: Ref
    inside: int
    there: int
    neighbours: int
    community: int
    community_there: int

    @property
    def key(self) -> str:
        """The thing."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """The same."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """The team that answers for it."""
        return self.owner

    @property
    def weight(self) -> int:
        """Those with the most on the other side stand first."""
        return self.inside - self.there


class Community(NamedTuple):
    """Things that hang together more than with the rest, whatever systems they are declared to be parts of.

    `first` is the first of them that anybody declares. `systems` and `teams` have the most things in it first. `unheld`
    counts those in no system. `inside` counts the two things that need each other in it, `beyond` those with one end in
    it.
    """

    first: Ref
    verdict: str
    size: int
    members: tuple[Ref, ...]
    systems: tuple[Held, ...]
    teams: tuple[Held, ...]
    unheld: int
    inside: int
    beyond: int

    @property
    def key(self) -> str:
        """Its first thing."""
        return str(self.first)

    @property
    def about(self) -> Ref:
        """The same."""
        return self.first

    @property
    def team(self) -> Ref | None:
        """The team of most of its things."""
        return self.teams[0].ref if self.teams else None

    @property
    def weight(self) -> int:
        """Those that span most systems stand first, the largest before others."""
        return -len(self.systems) * _MOST_SIZE - self.size


def woven(estate: Estate) -> Weave:
    """What hangs together in an estate, about as tightly as the systems that it declares."""
    homes = counted(estate)
    nodes = [node for node, part in enumerate(estate.parts) if part.ref.kind in KINDS and homes[node] == node]
    places = {node: place for place, node in enumerate(nodes)}
    numbers = estate.network.numbers
    arrows = (
        (homes[numbers[edge.source]], homes[numbers[edge.target]], _FIRM if edge.stops else 1) for edge in needs(estate)
    )
    ties = tied(
        len(nodes),
        (
            (places[source], places[target], firmly)
            for source, target, firmly in arrows
            if source in places and target in places
        ),
    )
    systems = [estate.parts[node].system for node in nodes]
    numbered = {system: number for number, system in enumerate(dict.fromkeys(systems)) if system is not None}
    tightness = tightness_of(ties, [None if system is None else numbered[system] for system in systems])
    return Weave(nodes, ties, communities(ties, tightness=tightness), homes)


def strays(estate: Estate, weave: Weave) -> list[Stray]:
    """The things that are better off in another system, by reference; whatever is not clear is left out.

    Most of a thing's neighbours are in the other system, enough of them and clearly more than in its own; and so are
    most of the things that the graph puts together with it. A component needs some of them itself: if they only need
    it, it serves them, which it may do from where it is.
    """
    systems = [estate.parts[node].system for node in weave.nodes]
    members = _members(weave)
    held = [Counter(systems[place] for place in places) for places in members]
    found = []
    for place, node in enumerate(weave.nodes):
        part, near = estate.parts[node], Counter(systems[other] for other in weave.ties[place])
        better = _better(part.system, near, len(weave.ties[place]))
        home = weave.homes[place]
        # The thing itself is on its own side, and no witness.
        others = len(members[home]) - 1
        if (
            part.system is not None
            and better is not None
            and 2 * held[home][better] > others
            and (part.ref.kind != "component" or better in _needed(estate, weave, part.ref))
        ):
            inside, there = near[part.system], near[better]
            found.append(
                Stray(
                    ref=part.ref,
                    owner=part.team,
                    verdict="alone" if not inside else "torn",
                    system=part.system,
                    better=better,
                    inside=inside,
                    there=there,
                    neighbours=len(weave.ties[place]),
                    community=others,
                    community_there=held[home][better],
                )
            )
    return found


def _better(own: Ref | None, near: Counter[Ref | None], neighbours: int) -> Ref | None:
    """The other system in which clearly most neighbours are."""
    for system, there in near.most_common(1):
        if system != own and there >= LEAST and 2 * there > neighbours and there >= CLEARLY * near[own]:
            return system
    return None


def _needed(estate: Estate, weave: Weave, ref: Ref) -> set[Ref | None]:
    """The systems in which a thing needs something."""
    targets = (weave.counted[estate.network.numbers[edge.target]] for edge in estate.network.leaving(ref))
    return {estate.parts[target].system for target in targets}


def suggested(estate: Estate, weave: Weave) -> list[Community]:
    """The cohesive communities of three things or more, and how they lie to what is declared.

    Each is known by the first of its things that anybody declares, and they stand in the order of these.

    A community **is** a system where it holds all its things and no others; it is **part** of one that has more. It
    **spans** several systems, or is **open** where some of its things are in no system, and the others in one.
    """
    systems = [estate.parts[node].system for node in weave.nodes]
    sizes = Counter(systems)
    ends = Counter(
        (weave.homes[place], weave.homes[place] == weave.homes[other])
        for place, others in enumerate(weave.ties)
        for other in others
    )
    found = []
    for home, places in enumerate(_members(weave)):
        parts = [estate.parts[weave.nodes[place]] for place in places]
        inside, beyond = ends[home, True] // 2, ends[home, False]
        if len(parts) >= LEAST and is_cohesive(inside, beyond):
            found.append(_community(parts, sizes, inside, beyond))
    return sorted(found)


def _community(parts: Sequence[Part], sizes: Counter[Ref | None], inside: int, beyond: int) -> Community:
    held = _held(part.system for part in parts)
    unheld = sum(part.system is None for part in parts)
    if len(held) > 1:
        verdict = "spans"
    elif unheld:
        verdict = "open"
    else:
        verdict = "is" if sizes[held[0].ref] == len(parts) else "part"
    return Community(
        first=next((part.ref for part in parts if part.exists), parts[0].ref),
        verdict=verdict,
        size=len(parts),
        members=tuple(part.ref for part in parts[:MOST_TOLD]),
        systems=held,
        teams=_held(part.team for part in parts),
        unheld=unheld,
        inside=inside,
        beyond=beyond,
    )


def _held(refs: Iterable[Ref | None]) -> tuple[Held, ...]:
    counts = Counter(ref for ref in refs if ref is not None)
    return tuple(Held(*each) for each in sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _members(weave: Weave) -> list[list[int]]:
    """The places of the things in each community."""
    members: list[list[int]] = [[] for _ in range(max(weave.homes, default=-1) + 1)]
    for place, home in enumerate(weave.homes):
        members[home].append(place)
    return members
